"""Answers about a place: what counts, what each word did, and how records are printed."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief.answer import runs, weigh_testimonies, who_holds
from contested.belief.belief import Belief, Contribution, Kind, Reliability, Run
from contested.belief.believe import Believer
from contested.belief.learning import admiralty_letter, as_arrays, learn_speakers, reliabilities
from contested.belief.learnt import Learnt, SpeakerRecord
from contested.belief.observe import Observer
from contested.belief.speech import CELLS, prior_of
from contested.belief.testimony import ToldClaim
from tests.belief.founding import claim, told

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT, JIHAD = "Syrian rebels", "Syrian government", "Islamic State"


def on(day: int, month: int = 8) -> date:
    return date(2016, month, day)


def said(
    number: int, actor: str, day: int, *, who: str = "AFP", place: str = "north", **fields: object
) -> ToldClaim:
    made = {"predicate": "controls", "report_id": f"r-{number}", **fields}
    predicate = str(made.pop("predicate"))
    return told(claim(who, predicate, actor, place, **made), on(day).isoformat())


def believer(*claims: ToldClaim) -> Believer:
    # Both sides are spoken of at one place, on the first and on the last of the days.
    frame = [
        said(90, REBELS, 1, place="frame"), said(91, GOVERNMENT, 28, place="frame", who="SOHR"),
    ]  # fmt: skip
    found = Believer(OBSERVER, lambda place: {"north": ["frame"]}.get(place, []))
    found.tell([*frame, *claims])
    return found


FIRST, SECOND, THIRD = said(1, REBELS, 3), said(2, GOVERNMENT, 10, who="SOHR"), said(3, REBELS, 20)
JOINT = said(4, GOVERNMENT, 4, who="Reuters", factuality="possible")


# -- what counts ---------------------------------------------------------------------------------


def test_without_a_day_the_belief_is_that_of_the_last_news_of_the_place() -> None:
    one = believer(FIRST, SECOND)
    found = who_holds(one, "north")
    assert (found.at, found.known_at, found.kind, found.age_days) == (on(10), on(10), "filtered", 0)
    early = who_holds(one, "north", as_known=on(7))
    assert (early.at, early.known_at, early.testimonies, early.age_days) == (on(7), on(7), 1, 4)
    late = who_holds(one, "north", as_known=on(25))
    assert (late.at, late.known_at, late.kind) == (on(10), on(25), "smoothed")
    nowhere = who_holds(one, "nowhere")
    assert (nowhere.at, nowhere.probs) == (on(28), {"divided": 0.0, "unknown": 1.0})
    assert (nowhere.inferred, nowhere.age_days, nowhere.testimonies) == ({}, None, 0)


def test_what_was_published_by_then_counts_and_what_is_kept_from_hindsight_does_not() -> None:
    one = believer(FIRST, SECOND, THIRD)
    hindsight = who_holds(one, "north", on(12))
    assert (hindsight.kind, hindsight.known_at, hindsight.testimonies) == ("smoothed", on(20), 3)
    then = who_holds(one, "north", on(12), kind="filtered")
    assert (then.kind, then.known_at, then.testimonies) == ("filtered", on(12), 2)
    assert then.probs == pytest.approx(who_holds(believer(FIRST, SECOND), "north", on(12)).probs)
    known = who_holds(one, "north", on(12), as_known=on(10))
    assert (known.kind, known.known_at, known.testimonies) == ("filtered", on(10), 2)
    earlier = who_holds(one, "north", on(12), as_known=on(9), kind="filtered")
    assert (earlier.known_at, earlier.testimonies) == (on(9), 1)
    later = who_holds(one, "north", on(12), as_known=on(15), kind="filtered")
    assert later.known_at == on(12)
    future = who_holds(one, "north", on(26))
    assert (future.kind, future.known_at, future.age_days) == ("filtered", on(26), 6)


def test_one_speaker_one_side_or_all_but_some_are_heard() -> None:
    one = believer(FIRST, SECOND, said(5, GOVERNMENT, 11, who=GOVERNMENT))
    names = {t.speaker.name for t in one.testimonies("north")}
    monitor = next(t.speaker.name for t in one.testimonies("north") if t.day == on(10))
    heard = who_holds(one, "north", according_to=monitor)
    assert (heard.testimonies, heard.according_to) == (1, monitor)
    assert heard.probs[GOVERNMENT] > 0.95
    rest = who_holds(one, "north", without=(monitor,))
    assert (rest.testimonies, rest.without) == (2, (monitor,))
    assert rest.probs == pytest.approx(
        who_holds(believer(FIRST, said(5, GOVERNMENT, 11, who=GOVERNMENT)), "north", on(11)).probs
    )
    side = who_holds(one, "north", side="syrian-government")
    assert (side.testimonies, side.side) == (1, "syrian-government")
    assert side.probs[GOVERNMENT] > 0.95
    nobody = who_holds(one, "north", without=sorted(names))
    assert nobody.probs == {REBELS: 0.0, GOVERNMENT: 0.0, "divided": 0.0, "unknown": 1.0}
    assert (nobody.testimonies, nobody.contributions) == (0, ())
    assert who_holds(one, "north", date(2010, 1, 1)).probs == nobody.probs
    assert who_holds(one, "north", one.origin).testimonies == 3


def test_what_is_shown_leaves_out_what_is_unknown_and_names_the_sides() -> None:
    one = believer(FIRST, SECOND, THIRD)
    for kind, day in (("filtered", on(12)), (None, on(12)), (None, on(28))):
        found = who_holds(one, "north", day, kind=kind)  # type: ignore[arg-type]  # a test's own
        assert sum(found.probs.values()) == pytest.approx(1.0)
        assert sum(found.inferred.values()) == pytest.approx(1.0)
        assert set(found.inferred) == set(found.probs) - {"unknown"}
        assert found.sides == {REBELS: "syrian-rebels", GOVERNMENT: "syrian-government"}
        if found.kind == "smoothed":
            share = 1 - found.probs["unknown"]
            for name, prob in found.inferred.items():
                assert found.probs[name] == pytest.approx(prob * share)
    other = Believer(OBSERVER)
    other.tell([said(1, REBELS, 3)])
    alone = who_holds(other, "north")
    assert alone.sides == {REBELS: "syrian-rebels"}  # the other side is no actor
    assert who_holds(one, "north", explain=False).contributions == ()
    assert alone.likeliest == max(alone.probs.items(), key=lambda item: item[1])


def test_a_hint_does_not_make_a_place_spoken_of_today() -> None:
    one = believer(FIRST, said(6, GOVERNMENT, 9, predicate="attacks"))
    assert who_holds(one, "north", on(12)).age_days == 9
    ahead = believer(FIRST, said(6, GOVERNMENT, 20, on="2016-08-18"))
    assert who_holds(ahead, "north", on(12)).age_days == 9
    assert who_holds(ahead, "north", on(19)).age_days == 0  # it was dated before it was published


# -- what each word did --------------------------------------------------------------------------


def logit(prob: float) -> float:
    return math.log(prob / (1 - prob))


@pytest.mark.parametrize("kind", ["filtered", "smoothed"])
def test_a_word_did_to_a_belief_what_leaving_it_out_undoes(kind: Kind) -> None:
    claims = [FIRST, JOINT, SECOND, THIRD, said(7, GOVERNMENT, 20, who="Reuters")]
    at = on(24) if kind == "filtered" else on(15)
    found = who_holds(believer(*claims), "north", at, as_known=on(26))
    if kind == "filtered":
        found = who_holds(believer(*claims), "north", at, kind="filtered")
    assert found.kind == kind
    assert len(found.contributions) == 5
    top = max(found.inferred, key=lambda name: found.inferred[name])
    for one in found.contributions:
        rest = [other for other in claims if other.id not in one.claim_ids]
        assert len(rest) == 4
        without = who_holds(believer(*rest), "north", at, as_known=found.known_at)
        wanted = logit(found.inferred[top]) - logit(without.inferred[top])
        assert one.holder == top
        assert one.log_odds == pytest.approx(wanted, abs=1e-6)
    sizes = [abs(one.log_odds) for one in found.contributions]
    assert sizes == sorted(sizes, reverse=True)


def test_testimonies_that_are_given_weigh_as_those_that_count() -> None:
    one = believer(FIRST, JOINT, SECOND, THIRD)
    told_of = one.testimonies("north")
    for kind, at in (("filtered", on(24)), ("smoothed", on(15))):
        belief = who_holds(one, "north", at)
        assert belief.kind == kind
        assert weigh_testimonies(one, "north", told_of, at, belief.kind) == belief.contributions
    name = told_of[0].speaker.name
    own = [t for t in told_of if t.speaker.name == name]
    heard = who_holds(one, "north", on(24), according_to=name)
    weighed = weigh_testimonies(one, "north", own, on(24), "filtered", at_their_word=True)
    assert weighed == heard.contributions
    assert weigh_testimonies(one, "nowhere", told_of, on(24), "filtered") == ()
    assert weigh_testimonies(one, "north", [], on(24), "filtered") == ()
    before = date.fromordinal(one.origin.toordinal() - 1)
    assert weigh_testimonies(one, "north", told_of, before, "filtered") == ()
    assert len(weigh_testimonies(one, "north", told_of, one.origin, "smoothed")) == len(told_of)


def test_who_repeats_is_likely_an_echo_and_a_hint_is_none() -> None:
    one = believer(FIRST, said(8, REBELS, 4, who="Reuters"),
                   said(6, GOVERNMENT, 9, predicate="attacks"))  # fmt: skip
    echoes = {c.day: c.echo_prob for c in who_holds(one, "north", on(12)).contributions}
    assert echoes[on(9)] == 0.0
    assert echoes[on(4)] > 0.1
    assert echoes[on(3)] < 0.01


# -- records -------------------------------------------------------------------------------------


def test_records_are_printed_with_their_digits() -> None:
    word = Contribution(("c1",), "S", on(1), on(2), "held by X", "X", 1.234567, 0.123456)
    assert word.as_dict() == {
        "claims": ["c1"], "speaker": "S", "day": "2016-08-01", "known_on": "2016-08-02",
        "says": "held by X", "holder": "X", "log_odds": 1.2346, "echo_prob": 0.1235,
    }  # fmt: skip
    belief = Belief(
        "p", on(1), on(3), "smoothed", {"X": 0.12345678, "unknown": 0.87654322},
        {"X": 0.987654321}, {"X": "x"}, 4, contributions=(word,), without=("T",), testimonies=1,
    )  # fmt: skip
    row = belief.as_dict()
    assert row["probs"] == {"X": 0.123457, "unknown": 0.876543}
    assert row["inferred"] == {"X": 0.987654}
    assert (row["without"], row["testimonies"], row["age_days"]) == (["T"], 1, 4)
    assert row["contributions"] == [word.as_dict()]
    assert belief.likeliest == ("unknown", 0.87654322)
    assert Belief("p", on(1), on(1), "filtered", {}, {}, {}, None).testimonies == 0
    run = Run("p", on(1), on(3), "X", 0.55555555, "filtered")
    assert run.as_dict()["prob"] == 0.5556
    worth = Reliability("S", "party", "gain", 0.777777, 12.3456, "C", 0.333333, 2)
    row = worth.as_dict()
    assert (row["right_prob"], row["rests_on"], row["echo_prob"]) == (0.7778, 12.35, 0.3333)
    assert (row["letter"], row["admiralty"]) == ("C", "C")
    few = replace(worth, letter="F").as_dict()
    assert (few["right_prob"], few["admiralty"]) == (None, "cannot be judged")


def test_a_run_ends_where_another_is_likelier_and_has_the_mean_of_its_days() -> None:
    probs = np.array([[0.6, 0.4], [0.8, 0.2], [0.3, 0.7], [0.9, 0.1]])
    found = runs("p", probs, ["a", "b"], on(5), "smoothed")
    assert [(r.first_day, r.last_day, r.holder) for r in found] == [
        (on(5), on(6), "a"), (on(7), on(7), "b"), (on(8), on(8), "a"),
    ]  # fmt: skip
    assert [r.prob for r in found] == pytest.approx([0.7, 0.7, 0.9])


# -- what speakers are worth ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "rests_on", "letter"),
    [(0.9, 5.0, "A"), (0.9, 4.99, "F"), (0.8999, 9, "B"), (0.8, 9, "B"), (0.7999, 9, "C"),
     (0.65, 9, "C"), (0.6499, 9, "D"), (0.5, 9, "D"), (0.4999, 9, "E")],
)  # fmt: skip
def test_letters_of_the_admiralty_code_begin_at_their_shares(
    right: float, rests_on: float, letter: str
) -> None:
    assert admiralty_letter(right, rests_on) == letter


def test_what_a_word_is_worth_is_read_off_the_fitted_table() -> None:
    cells = np.array([0.7, 0.1, 0.2, 0.3, 0.7, 0.6, 0.1, 0.3, 0.5, 0.4, 0.1, 0.4, 0.1, 0.3, 0.2])
    counts = np.arange(1.0, 1 + CELLS)
    party = SpeakerRecord("party", cells, 0.25, 0.1, counts, 3)
    found = {one.favour: one for one in reliabilities(Learnt(speakers={"S": party}))}
    assert [one for one in found] == ["against", "gain", "neutral"]  # best known first
    # Its own side, divided and another side equally likely: it names its own side in each.
    assert found["gain"].right_prob == pytest.approx(0.6 / (0.6 + 0.5 + 0.4))
    assert found["gain"].rests_on == 6 + 9 + 12
    # It names another side that holds the place, or one that does not.
    assert found["against"].right_prob == pytest.approx(0.3 / (0.3 + 0.3 + 0.1 + 0.2))
    assert found["against"].rests_on == 8 + 11 + 14 + 15
    assert found["neutral"].right_prob == pytest.approx(0.7 / (0.7 + 0.1 + 0.15))
    assert found["neutral"].rests_on == 1 + 2 + 3 + 4 + 5
    assert {one.echo_prob for one in found.values()} == {0.25}
    assert {one.delay_days for one in found.values()} == {3}
    monitor = replace(party, kind="monitor")
    known = reliabilities(Learnt(speakers={"S": monitor, "R": replace(monitor, counts=counts + 1)}))
    assert [(one.speaker, one.favour) for one in known] == [("R", "neutral"), ("S", "neutral")]
    media = replace(party, kind="allied_media")
    assert len(reliabilities(Learnt(speakers={"S": media}))) == 3


def test_a_war_as_arrays_has_its_places_neighbours_days_and_fighting() -> None:
    near = {"a": ["b", "c", "far"], "b": ["a"], "c": []}
    one = Believer(OBSERVER, lambda place: near.get(place, []))
    one.tell([
        said(1, REBELS, 5, place="b"), said(2, GOVERNMENT, 3, place="b", on="2016-08-02"),
        said(3, REBELS, 4, place="a"), said(4, GOVERNMENT, 6, place="c", predicate="captures"),
        said(5, REBELS, 7, place="c"),
    ])  # fmt: skip
    (sides,) = one.wars()
    war = as_arrays(one, sides)
    assert war.days == (one.horizon - one.origin).days + 1
    assert war.neighbour_start.tolist() == [0, 2, 3, 3]
    assert war.neighbours.tolist() == [1, 2, 0]
    assert war.fighting.shape == (3, war.days)
    assert war.fighting.tolist() == [one.chain(place).fighting.tolist() for place in "abc"]
    seen = war.encoded.observations
    days = [(int(p), (on(1).toordinal() - one.origin.toordinal()) - int(d)) for p, d in
            zip(seen.place, seen.day, strict=True)]  # fmt: skip
    assert days == [(0, -3), (1, -1), (1, -4), (2, -5), (2, -6)]
    assert war.dated.tolist() == [False, True, False, False, False]


def test_each_war_is_learnt_by_itself_and_a_speaker_is_described_by_where_it_said_most() -> None:
    def claims_of(place: str, sides: tuple[str, str], days: range, who: str) -> list[ToldClaim]:
        return [
            told(claim(who, "controls", sides[day % 2], f"{place}{day % 3}",
                       report_id=f"{place}-{who}-{day}"), on(day).isoformat())
            for day in days
        ]  # fmt: skip

    small = claims_of("x", ("Taliban", JIHAD), range(1, 7), "AFP")
    large = claims_of("y", (REBELS, GOVERNMENT), range(1, 19), "AFP")
    heard: list[str] = []
    both = Believer(OBSERVER)
    both.tell([*small, *large])
    assert len(both.wars()) == 2
    learnt = learn_speakers(both, max_iterations=3, told=heard.append)
    assert learnt.testimonies == 24
    assert learnt.fitted_on == both.last_day.isoformat()
    alone = Believer(OBSERVER)
    alone.tell(large)
    # The days before and after are as many, so that the hazards are learnt from the same.
    assert (alone.origin, alone.horizon) == (both.origin, both.horizon)
    own = learn_speakers(alone, max_iterations=3)
    assert learnt.hazards.leave == pytest.approx(own.hazards.leave)
    (name,) = own.speakers
    assert learnt.speakers[name].cells == pytest.approx(own.speakers[name].cells)
    assert learnt.speakers[name].counts == pytest.approx(own.speakers[name].counts)
    assert any("step 1, log posterior" in line for line in heard)
    assert not any("step 0," in line for line in heard)
    assert all(line.count(" / ") <= 2 for line in heard)
    assert both.learnt is learnt
    assert learn_speakers(Believer(OBSERVER)).fitted_on is None
    assert learn_speakers(Believer(OBSERVER)).testimonies == 0


def test_unknown_speakers_speak_as_their_kind_and_learnt_kinds_keep_their_weight() -> None:
    from contested.belief.testimony import Speaker

    cells = np.full(CELLS, 1 / 3)
    learnt = Learnt(kinds={"agency": cells})
    prior = learnt.prior([Speaker("A", "agency"), Speaker("M", "monitor")])
    base = prior_of(["agency", "monitor"])
    assert prior.cells[0] == pytest.approx(cells * base.cells[0, :3].sum())
    assert prior.cells[1] == pytest.approx(base.cells[1])
    assert learnt.record(Speaker("A", "agency")).cells == pytest.approx(cells)
    mean = prior_of(["monitor"]).mean()
    record = learnt.record(Speaker("M", "monitor"))
    assert record.cells == pytest.approx(mean.cells[0])
    assert (record.echo, record.repeat) == pytest.approx((mean.echo[0], mean.repeat[0]))
    assert (record.counts.tolist(), record.delay_days) == ([0.0] * CELLS, 0)
