"""From claims to beliefs: what counts once, what counts not at all, and in no matter what order."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from contested.actor.load import load_actors
from contested.belief.answer import all_days, who_holds
from contested.belief.belief import Kind
from contested.belief.believe import Believer
from contested.belief.observe import Observer
from contested.belief.testimony import DIVIDED, ToldClaim
from contested.claim.claim import Resolution
from contested.place.theatre import load_theatre
from tests.belief.founding import claim, told

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
SPEAKERS = [GOVERNMENT, REBELS, "SOHR", "AFP", "residents", "somebody unheard of"]


def believing(claims: list[ToldClaim]) -> Believer:
    found = Believer(OBSERVER)
    found.tell(claims)
    return found


@st.composite
def some_claims(draw: st.DrawFn) -> list[ToldClaim]:
    count = draw(st.integers(1, 12))
    result = []
    for number in range(count):
        day = f"2016-08-{draw(st.integers(1, 28)):02d}"
        one = claim(
            draw(st.sampled_from(SPEAKERS)),
            draw(st.sampled_from(["controls", "captures", "withdraws", "attacks", "besieges"])),
            draw(st.sampled_from([GOVERNMENT, REBELS, "Islamic State"])),
            "Ramouseh",
            extent=draw(st.sampled_from(["whole", "most", "part", "unspecified"])),
            factuality=draw(st.sampled_from(["actual", "negated", "possible", "intended"])),
            on=draw(st.sampled_from([None, day])),
            report_id=f"r-{number}",
        )
        result.append(told(one, day + "T12:00:00+00:00"))
    return result


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(some_claims())
def test_beliefs_are_probabilities(claims: list[ToldClaim]) -> None:
    for kind in (None, "filtered"):
        belief = who_holds(believing(claims), "Ramouseh", date(2016, 8, 15), kind=kind)
        assert sum(belief.probs.values()) == pytest.approx(1.0)
        assert min(belief.probs.values()) >= 0.0


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(some_claims(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(claims: list[ToldClaim], random: Random) -> None:
    whole = who_holds(believing(claims), "Ramouseh", date(2016, 8, 28))
    shuffled = list(claims)
    random.shuffle(shuffled)
    gradually = Believer(OBSERVER)
    for one in shuffled:
        gradually.tell([one])
    found = who_holds(gradually, "Ramouseh", date(2016, 8, 28))
    assert set(found.probs) == set(whole.probs)
    for name, prob in whole.probs.items():
        assert found.probs[name] == pytest.approx(prob, abs=1e-9)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(some_claims())
def test_copies_of_every_report_do_not_move_the_belief(claims: list[ToldClaim]) -> None:
    copies = []
    for one in claims:
        fields = {name: getattr(one.claim, name) for name in one.claim.__dataclass_fields__}
        fields["report_id"] += "-copy"
        copy = type(one.claim)(**fields)
        copies.append(
            told(copy, "2016-08-28T20:00:00+00:00", copy_of=one.claim.report_id, publisher="Other")
        )
    once = who_holds(believing(claims), "Ramouseh", date(2016, 8, 28))
    twice = who_holds(believing(claims + copies), "Ramouseh", date(2016, 8, 28))
    for name, prob in once.probs.items():
        assert twice.probs[name] == pytest.approx(prob, abs=1e-12)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(some_claims())
def test_swapping_the_sides_swaps_the_belief(claims: list[ToldClaim]) -> None:
    swap = {GOVERNMENT: REBELS, REBELS: GOVERNMENT}
    mirrored = []
    for one in claims:
        fields = {name: getattr(one.claim, name) for name in one.claim.__dataclass_fields__}
        fields |= {name: swap.get(fields[name], fields[name]) for name in ("actor", "speaker")}
        mirrored.append(told(type(one.claim)(**fields), one.published_at or ""))
    there = who_holds(believing(claims), "Ramouseh", date(2016, 8, 20)).probs
    back = who_holds(believing(mirrored), "Ramouseh", date(2016, 8, 20)).probs
    for name, prob in there.items():
        assert back[swap.get(name, name)] == pytest.approx(prob, abs=1e-9)


def test_a_speaker_who_says_two_things_at_once_is_taken_alike_whomever_it_names() -> None:
    for number in range(8):
        chances = []
        for first, second in ((GOVERNMENT, REBELS), (REBELS, GOVERNMENT)):
            said = [
                told(claim("AFP", "controls", actor, "Ramouseh", on="2016-08-10",
                           report_id=f"r-{number}-{order}"), "2016-08-10T12:00:00+00:00")
                for order, actor in enumerate((first, second))
            ]  # fmt: skip
            chances.append(who_holds(believing(said), "Ramouseh", date(2016, 8, 12)).probs[second])
        assert chances[0] == pytest.approx(chances[1], abs=1e-9)


def probs(*claims: ToldClaim) -> dict[str, float]:
    return who_holds(believing(list(claims)), "Ramouseh").probs


def test_an_admission_against_interest_counts_more_than_a_boast() -> None:
    boast = probs(
        told(claim(REBELS, "controls", REBELS, "Ramouseh", target=GOVERNMENT), "2016-08-06")
    )
    admission = probs(
        told(claim(GOVERNMENT, "controls", REBELS, "Ramouseh", target=GOVERNMENT), "2016-08-06")
    )
    assert admission[REBELS] > boast[REBELS]


def test_a_state_agency_speaks_for_its_state_and_allies_gain_with_their_side() -> None:
    def gain(speaker: str) -> float:
        return probs(told(claim(speaker, "controls", GOVERNMENT, "Ramouseh"), "2016-08-06"))[
            GOVERNMENT
        ]

    assert gain("AFP") > max(gain("SANA"), gain("Syrian government"), gain("Russia"))


def test_a_hedged_claim_counts_less_and_a_denial_against() -> None:
    monitor = "SOHR"
    other = told(claim(monitor, "controls", GOVERNMENT, "Ramouseh", on="2016-08-01"), "2016-08-01")
    sure, hedged, denied, aimed = (
        probs(other, told(claim("AFP", "captures", REBELS, "Ramouseh", factuality=how,
                                on="2016-08-06", report_id="r-2"), "2016-08-06")).get(REBELS, 0.0)
        for how in ("actual", "possible", "negated", "intended")
    )  # fmt: skip
    assert sure > hedged > max(denied, aimed)


def test_what_a_copy_alone_says_was_not_known_before_the_copy() -> None:
    one = told(claim("outlet", "controls", REBELS, "Dabiq", report_id="r-1"), "2016-03-04")
    other = told(
        claim("outlet", "controls", REBELS, "Arima", report_id="r-2"), "2016-03-10", copy_of="r-1"
    )
    same = told(
        claim("outlet", "controls", REBELS, "Dabiq", report_id="r-2"), "2016-03-10", copy_of="r-1"
    )
    known = {(t.place, t.known_on.day) for t in OBSERVER.observe([one, other, same])}
    assert known == {("Dabiq", 4), ("Arima", 10)}


def test_a_change_has_its_own_day_whatever_else_its_speaker_says_of_the_place() -> None:
    change = claim("AFP", "captures", REBELS, "Ramouseh", extent="part", on="2016-08-06")
    beside = claim("AFP", "controls", GOVERNMENT, "Ramouseh", extent="part", start=7)
    later, sooner = "2016-08-06T20:00:00+00:00", "2016-08-06T06:00:00+00:00"
    for first, second in ((sooner, later), (later, sooner)):
        (one,) = OBSERVER.observe([told(change, first), told(beside, second)])
        assert one.dated


def test_a_direction_of_a_town_is_a_part_of_it_unless_it_is_a_place_of_its_own() -> None:
    def said(place: str, place_id: str) -> str | None:
        one = claim("SOHR", "controls", REBELS, place)
        resolved = Resolution(one.id, place_id, None, None, None, None, None, "test", 1.0)
        observer = Observer(load_actors(), [load_theatre("syria")])
        (found,) = observer.observe([told(one, "2016-08-06", resolution=resolved)])
        return found.content.said

    assert said("southern Palmyra", "syria:palmyra") == DIVIDED
    assert said("center of Palmyra", "syria:palmyra") == DIVIDED
    assert said("Palmyra", "syria:palmyra") == "syrian-rebels"
    assert said("eastern Aleppo", "syria:eastern-aleppo") == "syrian-rebels"


def days_of(*claims: ToldClaim) -> list[tuple[str | None, date, bool]]:
    """What is said of the holder, the day it is said of and whether the words give that day."""
    return [(one.content.said, one.day, one.dated) for one in OBSERVER.observe(claims)]


def test_what_the_loser_held_is_dated_before_the_capture_and_what_the_taker_holds_is_not() -> None:
    def report(holder: str, **fields: object) -> list[tuple[str | None, date, bool]]:
        return days_of(
            told(claim("AFP", "captures", REBELS, "Ramouseh", **fields), "2016-08-09"),
            told(claim("AFP", "controls", holder, "Ramouseh", start=9), "2016-08-09"),
        )

    rebels, government = OBSERVER.side_of(REBELS, None, date(2016, 8, 6)), OBSERVER.side_of(
        GOVERNMENT, None, date(2016, 8, 6)
    )  # fmt: skip
    assert report(GOVERNMENT, on="2016-08-06") == [
        (government, date(2016, 8, 5), True), (rebels, date(2016, 8, 6), True),
    ]  # fmt: skip
    # An undated capture was at the latest the day before the report told of it.
    assert report(GOVERNMENT) == [
        (government, date(2016, 8, 7), True), (rebels, date(2016, 8, 9), False),
    ]  # fmt: skip
    assert report(REBELS, on="2016-08-06") == [
        (rebels, date(2016, 8, 6), True), (rebels, date(2016, 8, 9), False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("predicate", "fields", "days"),
    [
        ("attacks", {}, [(9, False)]),
        ("attacks", {"since": "2016-08-04"}, [(9, False)]),  # it goes on
        ("attacks", {"since": "2016-08-04", "until": "2016-08-06"}, [(4, True)]),
        ("attacks", {"on": "2016-08-05"}, [(5, True)]),
        ("cuts_route", {"since": "2016-08-04"}, [(4, True)]),
        ("cuts_route", {"until": "2016-08-12"}, [(9, True)]),  # none after publication
        ("cuts_route", {}, [(9, False)]),
        ("controls", {"since": "2016-08-04"}, [(4, True), (9, False)]),
        ("controls", {"since": "2016-08-12"}, [(9, True), (9, False)]),
        ("controls", {"since": "2016-08-04", "until": "2016-08-06"}, [(4, True), (6, True)]),
        ("controls", {"until": "2016-08-06"}, [(6, True)]),
        ("controls", {"on": "2016-08"}, [(9, True)]),
        ("controls", {"on": "2016"}, [(9, True)]),
        ("controls", {"since": "2016-08"}, [(1, True), (9, False)]),
    ],
)
def test_a_claim_is_evidence_for_the_days_its_words_give_and_for_none_after_publication(
    predicate: str, fields: dict[str, str], days: list[tuple[int, bool]]
) -> None:
    one = claim("AFP", predicate, REBELS, "Ramouseh", **fields)
    found = {(day.day, dated) for _, day, dated in days_of(told(one, "2016-08-09"))}
    # Words on one day are one testimony: dated, if any of them is.
    expected = {(day, dated) for day, dated in days if dated or (day, True) not in days}
    assert found == expected


def test_two_agencies_that_agree_are_worth_more_than_one() -> None:
    one = told(claim("AFP", "controls", REBELS, "Ramouseh"), "2016-08-06")
    two = told(claim("Reuters", "controls", REBELS, "Ramouseh", report_id="r-2"), "2016-08-06")
    assert probs(one, two)[REBELS] > probs(one)[REBELS]


def test_the_same_agency_under_two_mastheads_counts_once() -> None:
    one = claim("outlet", "controls", REBELS, "Ramouseh")
    two = claim("outlet", "controls", REBELS, "Ramouseh", report_id="r-2")
    first = told(one, "2016-08-06", agency="AFP", publisher="A")
    second = told(two, "2016-08-06", agency="AFP", publisher="B")
    assert probs(first, second) == probs(first)


def test_a_speaker_who_repeats_what_others_said_adds_little() -> None:
    first = told(claim("AFP", "controls", REBELS, "Ramouseh"), "2016-08-06")
    early = told(claim("residents", "controls", REBELS, "Ramouseh", report_id="r-2"), "2016-08-06")
    late = told(claim("residents", "controls", REBELS, "Ramouseh", report_id="r-2"), "2016-08-08")
    at = date(2016, 8, 8)
    alone = who_holds(believing([first]), "Ramouseh", at).inferred[REBELS]
    independent = who_holds(believing([first, early]), "Ramouseh", at).inferred[REBELS]
    belief = who_holds(believing([first, late]), "Ramouseh", at)
    assert alone < belief.inferred[REBELS] < independent
    echo = next(one for one in belief.contributions if one.speaker == "residents")
    assert echo.echo_prob > 0.05


@pytest.mark.parametrize("kind", ["filtered", "smoothed"])
def test_every_day_the_holders_divided_and_unknown_make_up_the_whole(kind: Kind) -> None:
    believer = believing([
        told(claim("AFP", "controls", REBELS, "Ramouseh", on="2016-08-01"), "2016-08-01"),
        told(claim("AFP", "controls", REBELS, "Ramouseh", on="2016-12-01", report_id="r-2"),
             "2016-12-01"),
    ])  # fmt: skip
    days, inferred = all_days(believer, "Ramouseh", believer.testimonies("Ramouseh"), kind)
    assert inferred.sum(axis=1).tolist() == pytest.approx([1.0] * len(days))
    assert days.sum(axis=1).tolist() == pytest.approx([1.0] * len(days))
    assert days.min() >= 0.0
    told_of, before, between = (
        (day - believer.origin).days
        for day in (date(2016, 8, 1), date(2016, 7, 31), date(2016, 10, 1))
    )
    assert days[told_of, -1] < 0.01 < days[between, -1]
    if kind == "filtered":
        assert days[before, -1] == 1.0  # nothing had been said


def test_what_is_published_later_counts_only_in_hindsight() -> None:
    claims = [
        told(claim("AFP", "controls", GOVERNMENT, "Ramouseh", on="2016-08-01"), "2016-08-01"),
        told(claim("AFP", "captures", REBELS, "Ramouseh", on="2016-08-05", report_id="r-2"),
             "2016-08-09"),
    ]  # fmt: skip
    believer = believing(claims)
    then = who_holds(believer, "Ramouseh", date(2016, 8, 6), as_known=date(2016, 8, 6))
    later = who_holds(believer, "Ramouseh", date(2016, 8, 6))
    assert (then.kind, later.kind) == ("filtered", "smoothed")
    assert then.likeliest[0] == GOVERNMENT
    assert later.likeliest[0] == REBELS


def test_a_source_that_flips_everything_in_a_day_is_held_back() -> None:
    claims = []
    for number in range(40):
        for day, holder in ((1, GOVERNMENT), (5, GOVERNMENT), (9, REBELS)):
            one = claim("AFP", "controls", holder, f"village {number}", report_id=f"r-{day}",
                        start=number)  # fmt: skip
            claims.append(told(one, f"2016-08-{day:02d}"))
    believer = believing(claims)
    assert [(one.speaker, one.day, one.changed) for one in believer.outages] == [
        ("AFP", date(2016, 8, 9), 40)
    ]
    assert who_holds(believer, "village 3", date(2016, 8, 9)).likeliest[0] == GOVERNMENT
