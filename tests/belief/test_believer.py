"""The believer's books: what new claims change, what they leave, and what a place's chain holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief.answer import history, who_holds
from contested.belief.believe import Believer, Chain, daily_matrices
from contested.belief.learnt import Learnt, SpeakerRecord
from contested.belief.observe import Observer
from contested.belief.speech import CELLS
from contested.belief.testimony import ToldClaim
from contested.belief.transition import changed, transition_matrix
from tests.belief.founding import claim, told

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT, JIHAD = "Syrian rebels", "Syrian government", "Islamic State"
PLACES = ["north", "south", "east", "west"]
NEXT = {"north": ["south", "nowhere"], "south": ["north", "east"], "east": ["south"], "west": []}


def said(
    number: int, place: str, actor: str, day: int, *, who: str = "AFP", predicate: str = "controls",
    month: int = 8, **fields: object,
) -> ToldClaim:  # fmt: skip
    made = {"report_id": f"r-{number}", **fields}
    copy_of = made.pop("copy_of", None)
    on = f"2016-{month:02d}-{day:02d}"
    return told(claim(who, predicate, actor, place, **made), on, copy_of=copy_of)


def believer(*claims: ToldClaim, learnt: Learnt | None = None) -> Believer:
    found = Believer(OBSERVER, lambda place: NEXT.get(place, ()), learnt)
    found.tell(claims)
    return found


def probs(one: Believer, place: str, at: date) -> dict[str, float]:
    found = who_holds(one, place, at, explain=False)
    return {**found.probs, **{f"inferred {k}": p for k, p in found.inferred.items()}}


# -- what is new ---------------------------------------------------------------------------------


def some_claims(random: Random) -> list[ToldClaim]:
    found = [
        said(
            number, random.choice(PLACES), random.choice([GOVERNMENT, REBELS]),
            random.randint(1, 28), who=random.choice(["AFP", "SOHR", GOVERNMENT]),
            predicate=random.choice(["controls", "captures", "attacks", "withdraws"]),
        )
        for number in range(14)
    ]  # fmt: skip
    found.append(said(20, "west", JIHAD, 9))
    found.append(said(21, found[0].claim.place or "", GOVERNMENT, 28, copy_of="r-0"))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_beliefs_do_not_depend_on_when_claims_come_and_what_may_change_is_told(seed: int) -> None:
    random = Random(seed)
    claims = some_claims(random)
    at = date(2016, 8, 26)
    whole = believer(*claims)
    random.shuffle(claims)
    slowly = believer()
    for start in range(0, len(claims), 3):
        before = {place: probs(slowly, place, at) for place in slowly.places}
        affected = slowly.tell(claims[start : start + 3])
        for place, known in before.items():
            if place not in affected:
                assert probs(slowly, place, at) == pytest.approx(known, abs=1e-12)
        assert affected <= set(slowly.places)
    assert slowly.tell(claims) == set()
    assert slowly.places == whole.places
    # The room ahead may differ, and with it nothing else.
    for place in whole.places:
        assert probs(slowly, place, at) == pytest.approx(probs(whole, place, at), abs=1e-9)
        assert [one.claim_ids for one in slowly.testimonies(place)] == [
            one.claim_ids for one in whole.testimonies(place)
        ]
    assert [(set(war.sides), war.places) for war in slowly.wars()] == [
        (set(war.sides), war.places) for war in whole.wars()
    ]


def test_a_new_word_concerns_its_place_and_those_next_to_it_that_are_spoken_of() -> None:
    one = believer(
        said(1, "north", REBELS, 1), said(2, "south", GOVERNMENT, 2), said(3, "west", REBELS, 3)
    )  # fmt: skip
    assert one.tell([said(4, "north", GOVERNMENT, 10)]) == {"north", "south"}
    assert one.tell([said(5, "west", GOVERNMENT, 10)]) == {"west"}
    # A place nobody spoke of before lays everything out anew, and so does a new side.
    assert one.tell([said(6, "east", GOVERNMENT, 10)]) == {"north", "south", "east", "west"}
    assert one.tell([said(7, "west", JIHAD, 11)]) == set(PLACES)


def test_days_reach_from_two_years_before_the_first_news_to_sixty_after_the_last() -> None:
    one = believer(said(1, "north", REBELS, 5), said(2, "south", REBELS, 9))
    assert (one.origin, one.horizon) == (date(2014, 1, 1), date(2016, 8, 9) + timedelta(days=60))
    assert one.last_day == date(2016, 8, 9)
    # News of the last of these days fits; of a day later everything is laid out anew.
    assert one.tell([said(3, "south", REBELS, 8, month=10)]) == {"north", "south"}
    assert one.horizon == date(2016, 10, 8)
    assert one.tell([said(4, "south", REBELS, 9, month=10)]) == {"north", "south"}
    assert one.horizon == date(2016, 10, 9) + timedelta(days=60)
    assert one.last_day == date(2016, 10, 9)
    early = told(claim("AFP", "controls", REBELS, "north", report_id="r-5"), "2015-03-01")
    one.tell([early])
    assert (one.origin, one.last_day) == (date(2013, 1, 1), date(2016, 10, 9))
    assert believer().last_day == date.today()
    ancient = told(claim("AFP", "controls", REBELS, "north"), "0002-03-01")
    assert believer(ancient).origin == date(1, 1, 1)


def test_later_news_within_the_days_laid_out_leaves_other_places_alone() -> None:
    one = believer(said(1, "north", REBELS, 5), said(2, "west", REBELS, 9))
    kept = one.chain("west")
    assert one.tell([said(3, "north", REBELS, 8, month=10)]) == {"north"}
    assert one.chain("west") is kept
    one.until(one.horizon)
    assert one.chain("west") is kept
    one.until(one.horizon + timedelta(days=1))
    assert one.horizon == date(2016, 10, 9) + timedelta(days=60)
    assert one.chain("west") is not kept
    assert len(one.chain("west").fighting) == (one.horizon - one.origin).days + 1


def test_a_side_is_called_as_claims_call_its_holders_most() -> None:
    def names(
        *actors: str, predicate: str = "controls", titles: dict[str, str] | None = None
    ) -> str:
        found = Believer(OBSERVER, titles=titles)
        found.tell(
            [said(k, "north", actor, 1 + k, predicate=predicate) for k, actor in enumerate(actors)]
        )
        (war,) = found.wars()
        return dict(zip(war.sides, war.names, strict=True))["syrian-rebels"]

    army = "Free Syrian Army"
    assert names(army, army, REBELS) == army
    assert names(army, REBELS) == REBELS  # its leader's, if as many do
    assert names(army, REBELS, REBELS) == REBELS
    assert names(army, "Southern Front") == "Southern Front"  # else the last by name
    assert names(army, army, predicate="withdraws") == REBELS
    assert names(army, titles={"syrian-rebels": "the rebels"}) == "the rebels"


def test_a_source_that_flips_twenty_places_at_once_is_not_heard_from_the_first_claim_on() -> None:
    first = [said(k, f"v{k}", REBELS, 1) for k in range(20)]
    flips = [said(100 + k, f"v{k}", GOVERNMENT, 9) for k in range(20)]
    other = said(300, "v0", GOVERNMENT, 3, who="SOHR")
    one = Believer(OBSERVER)
    one.tell([*first, other])
    one.tell(flips[:-1])
    assert one.outages == []
    assert who_holds(one, "v1").probs[GOVERNMENT] > 0.5
    one.tell(flips[-1:])
    assert [(out.day, out.changed) for out in one.outages] == [(date(2016, 8, 9), 20)]
    at_once = Believer(OBSERVER)
    at_once.tell([*first, other, *flips])
    for found in (one, at_once):
        assert {t.known_on.day for k in range(20) for t in found.testimonies(f"v{k}")} == {1, 3}
        assert who_holds(found, "v1").probs[REBELS] > 0.5


# -- a place's chain -----------------------------------------------------------------------------


def chain_of(
    *claims: ToldClaim, learnt: Learnt | None = None
) -> tuple[Chain, list[int], list[str]]:
    """The chain of `north`, its fighting in August 2016, the sides."""
    # Somebody else spoke of all three sides before, here and elsewhere.
    before = [
        told(claim("SOHR", predicate, side, place, report_id=f"{place}-{side}"), f"2015-01-0{k}")
        for k, side in enumerate((REBELS, GOVERNMENT, JIHAD), 1)
        for predicate, place in (("controls", "west"), ("attacks", "north"), ("attacks", "west"))
    ]
    found = Believer(OBSERVER, lambda place: [], learnt)
    found.tell([*before, *claims])
    war = found.war_of("north")
    assert war is not None
    first = (date(2016, 8, 1) - found.origin).days
    chain = found.chain("north")
    return chain, chain.fighting[first - 1 : first + 40].tolist(), list(war.sides)


def test_an_attack_makes_the_day_before_and_a_fortnight_dangerous() -> None:
    _, fighting, _ = chain_of(said(1, "north", REBELS, 10, predicate="attacks", on="2016-08-08"))
    # Day 0 of the list is the last of July.
    assert [day for day, level in enumerate(fighting) if level] == list(range(7, 22))
    assert set(fighting) == {0, 1}
    two = (said(1, "north", REBELS, 10, predicate="attacks", on="2016-08-08"),
           said(2, "north", REBELS, 10, predicate="attacks", on="2016-08-10"))  # fmt: skip
    _, fighting, _ = chain_of(*two)
    assert [day for day, level in enumerate(fighting) if level] == list(range(7, 24))


def test_a_change_of_hands_is_of_its_day_or_of_the_one_before_where_undated() -> None:
    def codes(on: str | None = None) -> tuple[dict[int, int], list[str]]:
        _, fighting, sides = chain_of(said(1, "north", REBELS, 12, predicate="captures", on=on))
        return {day: code for day, code in enumerate(fighting) if code > 1}, sides

    dated, sides = codes(on="2016-08-10")
    taken = changed(3, sides.index("syrian-rebels"), None)
    assert dated == {10: taken}
    assert codes()[0] == {11: taken, 12: taken}
    _, fighting, sides = chain_of(
        said(1, "north", GOVERNMENT, 12, predicate="withdraws", on="2016-08-10")
    )
    assert fighting[10] == changed(3, None, sides.index("syrian-government"))
    # A change outdoes the attacks round it, whichever is told first.
    _, fighting, sides = chain_of(
        said(1, "north", REBELS, 12, predicate="captures", on="2016-08-10"),
        said(2, "north", REBELS, 12, predicate="attacks", on="2016-08-10", who="SOHR"),
    )
    assert fighting[9:12] == [1, changed(3, sides.index("syrian-rebels"), None), 1]


def test_two_takers_of_one_day_leave_it_open_who_took_it() -> None:
    def on_the_tenth(*actors: str) -> tuple[int, list[str]]:
        claims = [
            said(k, "north", actor, 12, predicate="captures", on="2016-08-10", who=who)
            for k, (actor, who) in enumerate(zip(actors, ("AFP", "SOHR", "Reuters"), strict=False))
        ]
        _, fighting, sides = chain_of(*claims)
        return fighting[10], sides

    code, sides = on_the_tenth(REBELS, REBELS)
    assert code == changed(3, sides.index("syrian-rebels"), None)
    assert on_the_tenth(REBELS, GOVERNMENT)[0] == 2


def slow(days: int) -> Learnt:
    record = SpeakerRecord("agency", np.full(CELLS, 1 / 3), 0.1, 0.1, np.zeros(CELLS), days)
    name = OBSERVER.speaker_of(said(0, "north", REBELS, 1), date(2016, 8, 1)).name
    return Learnt(speakers={name: record})


def test_undated_words_count_for_the_day_on_which_their_speaker_is_wont_to_see_things() -> None:
    def days(*claims: ToldClaim, late: int) -> list[date]:
        chain, _, _ = chain_of(*claims, learnt=slow(late))
        return [one.day for one in chain.testimonies if one.day.year == 2016]

    undated = said(1, "north", REBELS, 12)
    assert days(undated, late=3) == [date(2016, 8, 9)]
    assert days(undated, late=0) == [date(2016, 8, 12)]
    assert days(said(1, "north", REBELS, 12, on="2016-08-10"), late=3) == [date(2016, 8, 10)]
    assert days(said(1, "north", REBELS, 12, predicate="attacks"), late=3) == [date(2016, 8, 12)]
    assert days(said(1, "north", REBELS, 12, who="SOHR"), late=3) == [date(2016, 8, 12)]
    both = (said(1, "north", REBELS, 12), said(2, "north", REBELS, 10, who="SOHR"))
    assert days(*both, late=3) == [date(2016, 8, 9), date(2016, 8, 10)]  # in their new order


@pytest.mark.parametrize("one_war", [True, False])
def test_neighbours_of_the_same_war_count_from_the_day_after_they_were_known_to_be_held(
    one_war: bool,
) -> None:
    # Who holds the east is at war with the rebels only if somewhere both are spoken of.
    link = [said(5, "north", GOVERNMENT, 1, month=7)] if one_war else []
    one = believer(
        said(1, "south", REBELS, 5), said(2, "north", REBELS, 3), said(3, "east", GOVERNMENT, 6),
        *link,
    )  # fmt: skip
    chain, war = one.chain("south"), one.war_of("south")
    assert war is not None
    matrices, which = one.daily(chain, war, "south")
    near = ("north", "east") if one_war else ("north",)
    held = {place: one.holder_by_day(place) for place in near}
    rebels = war.sides.index("syrian-rebels")
    counted = set()
    for day in (1, 2, 3, 4, 5, 6, 7, 8):
        at = (date(2016, 8, day) - one.origin).days
        holders = [int(held[place][at - 1]) for place in near]
        levels = tuple(holders.count(side) for side in range(len(war.sides)))
        counted.add(levels)
        wanted = transition_matrix(one.learnt.hazards, (levels, 0))
        assert matrices[which[at]] == pytest.approx(wanted)
        if day in (3, 4):
            assert held["north"][at] == rebels
    assert len(counted) == (3 if one_war else 2)
    alone, which = one.daily(chain, war, None)
    assert (which == 0).all()
    nobody = (0,) * len(war.sides)
    assert alone[0] == pytest.approx(transition_matrix(one.learnt.hazards, (nobody, 0)))


def test_a_holder_is_who_is_known_to_be_likelier_than_not_by_the_places_own_evidence() -> None:
    one = believer(said(1, "north", REBELS, 3), said(2, "south", GOVERNMENT, 3))
    chain, war = one.chain("north"), one.war_of("north")
    assert war is not None
    _, fresh = one.filtered(chain, one.daily(chain, war, None))
    found = one.holder_by_day("north")
    for day in range(len(found)):
        best = int(fresh[day, : len(war.sides)].argmax())
        assert found[day] == (best if fresh[day, best] > 0.5 else -1)
    assert {-1, war.sides.index("syrian-rebels")} == set(found.tolist())


def test_counts_of_neighbours_have_four_levels() -> None:
    counts = np.array([[k, 0] for k in range(7)])
    matrices, which = daily_matrices(Learnt().hazards, counts, np.zeros(7, dtype=np.int64), {})
    levels = [0, 1, 2, 2, 3, 3, 3]
    for k, level in enumerate(levels):
        assert matrices[which[k]] == pytest.approx(
            transition_matrix(Learnt().hazards, ((level, 0), 0))
        )


def test_forgetting_goes_on_with_other_parameters() -> None:
    one = believer(said(1, "north", REBELS, 12), said(2, "south", GOVERNMENT, 12))
    before = probs(one, "north", date(2016, 8, 14))
    one.forget(slow(9))
    after = probs(one, "north", date(2016, 8, 14))
    assert after != pytest.approx(before)
    assert after == pytest.approx(
        probs(believer(said(1, "north", REBELS, 12), said(2, "south", GOVERNMENT, 12),
                       learnt=slow(9)), "north", date(2016, 8, 14))
    )  # fmt: skip


def test_a_history_runs_from_the_first_word_to_the_last_news_of_anything() -> None:
    one = believer(
        said(1, "north", REBELS, 12, on="2016-08-03"), said(2, "north", GOVERNMENT, 20),
        said(3, "south", REBELS, 28), said(4, "north", GOVERNMENT, 22, who="SOHR"),
    )  # fmt: skip
    found = history(one, "north")
    # As known then nobody had spoken of it before the 12th; in hindsight it was held on the 3rd.
    assert (found[0].first_day, found[-1].last_day) == (date(2016, 8, 12), date(2016, 8, 28))
    later = history(one, "north", kind="smoothed")
    assert (later[0].first_day, later[-1].last_day) == (date(2016, 8, 3), date(2016, 8, 28))
    for first, second in [*pairwise(found), *pairwise(later)]:
        assert second.first_day == first.last_day + timedelta(days=1)
        assert second.holder != first.holder
    short = history(one, "north", until=date(2016, 8, 21))
    assert short[-1].last_day == date(2016, 8, 21)
    assert history(one, "north", until=date(2016, 8, 11)) == []
    monitor = {t.speaker.name for t in one.testimonies("north")} - {
        OBSERVER.speaker_of(said(0, "north", REBELS, 1), date(2016, 8, 1)).name
    }
    rest = history(one, "north", without=sorted(monitor))
    assert rest[-1].last_day == date(2016, 8, 28)
    assert history(one, "nowhere") == []
    names: Sequence[str] = sorted({t.speaker.name for t in one.testimonies("north")})
    assert history(one, "north", without=names) == []
