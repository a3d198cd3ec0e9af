"""Sides, memberships and alliances over time, on a small world of their own."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from contested.actor.actor import Actor
from contested.actor.actors import Actors
from contested.actor.alliances import (
    Allegiance,
    Alliance,
    Membership,
    Period,
)

MAY, JUNE, JULY = (date(2016, month, 1) for month in (5, 6, 7))
IDS = ("red", "red-guard", "blue", "blue-tribe", "patron", "paper")


def world(*alliances: Alliance) -> Actors:
    """Red and its guard, blue and a tribe that changes sides in June, a patron, a newspaper."""
    kinds = {"paper": "state_media", "blue-tribe": "tribe"}
    made = {
        id: Actor(id, id, kinds.get(id, "rebel_group"), speaks_for="red" if id == "paper" else None)
        for id in IDS
    }
    return Actors(
        actors=made,
        countries={},
        memberships=(Membership("red-guard", "red", Period(None, JUNE)),),
        allegiances=(
            Allegiance("blue-tribe", "blue", Period(None, JUNE)),
            Allegiance("blue-tribe", "red", Period(JULY, None)),
        ),
        alliances=alliances,
    )


def test_a_period_includes_its_first_and_last_day() -> None:
    period = Period(MAY, JUNE)
    assert period.holds(MAY)
    assert period.holds(JUNE)
    assert not period.holds(JULY)
    assert not period.holds(date(2016, 4, 30))


def test_no_day_means_at_any_time() -> None:
    assert Period(JULY, None).holds(None)


def test_a_member_is_on_its_groups_side_only_while_it_is_a_member() -> None:
    actors = world()
    assert actors.side_of("red-guard", MAY) == "red"
    assert actors.side_of("red-guard", JULY) == "red-guard"


def test_a_dated_side_changes_on_its_day() -> None:
    actors = world()
    assert actors.side_of("blue-tribe", JUNE) == "blue"
    assert actors.side_of("blue-tribe", JULY) == "red"


def test_state_media_are_on_the_side_for_which_they_speak() -> None:
    assert world().side_of("paper") == "red"
    assert world().speaks_for("paper") == "red"


def test_an_alliance_holds_only_in_its_period() -> None:
    actors = world(Alliance("red", "blue", "ally", Period(JUNE, JUNE)))
    assert actors.allied("red", "blue", JUNE)
    assert not actors.allied("red", "blue", MAY)
    assert not actors.allied("red", "blue", JULY)
    assert actors.allied("red", "blue")


def test_an_alliance_extends_to_members_and_to_who_speaks_for_it() -> None:
    actors = world(Alliance("red", "blue", "ally"))
    assert actors.allied("red-guard", "blue", MAY)
    assert not actors.allied("red-guard", "blue", JULY)
    assert actors.allied("paper", "blue", JULY)


def test_hostility_outweighs_a_shared_side() -> None:
    actors = world(Alliance("red", "red-guard", "hostile", Period(MAY, MAY)))
    assert not actors.allied("red-guard", "red", MAY)
    assert actors.allied("red-guard", "red", JUNE)


def test_backing_is_directed_and_being_allied_is_not() -> None:
    actors = world(Alliance("patron", "red", "backs"))
    assert actors.backers("red") == ("patron",)
    assert actors.backers("patron") == ()
    assert actors.allied("red", "patron")
    assert actors.allied("patron", "red")


def test_who_backs_a_group_backs_its_members_while_they_belong_to_it() -> None:
    actors = world(Alliance("patron", "red", "backs"))
    assert actors.backers("red-guard", MAY) == ("patron",)
    assert actors.backers("red-guard", JULY) == ()


def test_groups_that_contain_each_other_do_not_loop() -> None:
    made = {id: Actor(id, id, "militia") for id in ("a", "b")}
    loop = (Membership("a", "b"), Membership("b", "a"))
    actors = Actors(actors=made, countries={}, memberships=loop)
    assert actors.relations.groups("a") == ("b",)
    assert actors.allied("a", "b")


@given(
    st.lists(
        st.builds(
            Alliance,
            st.sampled_from(IDS),
            st.sampled_from(IDS),
            st.sampled_from(["ally", "hostile"]),
        ),
        max_size=6,
    ),
    st.sampled_from(IDS),
    st.sampled_from(IDS),
    st.sampled_from([None, MAY, JUNE, JULY]),
)
def test_being_allied_is_symmetric(
    alliances: list[Alliance], a: str, b: str, on: date | None
) -> None:
    actors = world(*alliances)
    assert actors.allied(a, b, on) == actors.allied(b, a, on)
