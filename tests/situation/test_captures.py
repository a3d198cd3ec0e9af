"""What a situation report says of captures, and routes through places that are encircled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contested.situation.assess import Situation
from contested.situation.conclude import shut_in
from contested.situation.evidence import Evidence
from contested.situation.finding import Finding
from contested.situation.sitrep import Sentence, sitrep
from tests.situation.conftest import crude_beliefs, syria

ARMY, REBELS = "syrian-government", "syrian-rebels"
DAY, WEEK_BEFORE = date(2016, 8, 8), date(2016, 8, 1)
TOWN = "syria:douma"


def taken(
    number: int, speaker: str, *, day: date = DAY, extent: str = "whole",
    factuality: str = "actual", place: str = TOWN,
) -> Evidence:  # fmt: skip
    return Evidence(
        f"c{number}", "captures", REBELS, ARMY, place, speaker, speaker, factuality, extent, day,
        None, day, report_id=f"r{number}",
    )  # fmt: skip


def changes(*claims: Evidence) -> tuple[Sentence, ...]:
    theatre, actors, _ = syria()
    report = sitrep(Situation(theatre, actors, crude_beliefs([]), list(claims)), DAY)
    return next(one.sentences for one in report.sections if one.key == "changes")


def test_each_version_of_a_capture_is_told_with_those_who_tell_and_those_who_deny_it() -> None:
    (only,) = changes(
        taken(1, "One"), taken(2, "Two"), taken(3, "Three", extent="part"),
        taken(4, "Four", factuality="negated"),
    )  # fmt: skip
    assert only.claims == ("c1", "c2", "c3", "c4")
    name, _, said = only.text.partition(": ")
    assert name == "Douma"
    whole, part, denied = said.split("; ")
    assert "One, Two" in whole
    assert "Three" in part
    assert "Four" in denied
    assert "Four" not in whole + part


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (taken(1, "One", day=WEEK_BEFORE), False),  # the day since which the report tells
        (taken(1, "One", day=date(2016, 8, 2)), True),
        (replace(taken(1, "One"), first=date(2016, 8, 9)), False),
        (replace(taken(1, "One"), copy_of="r0"), False),
        (replace(taken(1, "One"), actor=None), False),
        (replace(taken(1, "One"), place="syria:no-such-place"), False),
        (replace(taken(1, "One"), predicate="controls"), False),
        (taken(1, "One", factuality="intended"), False),
        (taken(1, "One", factuality="negated"), False),  # a denial of what nobody tells
    ],
)
def test_captures_of_the_days_of_the_report_are_told_once(claim: Evidence, told: bool) -> None:
    assert bool(changes(claim)) is told


def test_the_latest_capture_comes_first_and_on_one_day_that_of_the_larger_place() -> None:
    theatre, _, _ = syria()
    people = {
        place: one.population for place, one in theatre.places.items()
        if one.population and one.kind in ("town", "city")
    }  # fmt: skip
    small, large = (
        min(people, key=lambda one: people[one]),
        max(people, key=lambda one: people[one]),
    )
    earlier = date(2016, 8, 5)
    sentences = changes(
        taken(1, "One", day=earlier, place=large), taken(2, "Two", place=small),
        taken(3, "Three", day=earlier, place=TOWN),
    )  # fmt: skip
    assert [one.claims[0] for one in sentences] == ["c2", "c1", "c3"]


def finding(kind: str, prob: float, **fields: object) -> Finding:
    return Finding(kind, DAY, prob, "both", **fields)  # type: ignore[arg-type]  # a test's own


def test_a_route_is_no_likelier_open_than_the_place_on_it_is_not_encircled() -> None:
    early, late = date(2016, 7, 1), date(2016, 7, 20)
    route = finding(
        "supply_route", 0.8, low_prob=0.5, high_prob=0.9, status="open", first=early,
        notes=("said_cut_but_ground_held",),
    )  # fmt: skip
    around = finding("encirclement", 0.7, low_prob=0.6, high_prob=0.95, first=late)
    found = shut_in(route, around)
    assert (found.prob, found.low_prob, found.high_prob) == pytest.approx((0.3, 0.3, 0.4))
    assert (found.status, found.first) == ("threatened", late)
    assert found.notes == ("said_cut_but_ground_held", "said_open_but_encircled")
    assert shut_in(replace(route, status="cut"), around).status == "cut"
    later = shut_in(replace(route, first=late), replace(around, first=early))
    assert later.first == late
    assert shut_in(replace(route, first=None), around).first == late
    assert shut_in(replace(route, first=None), replace(around, first=None)).first == DAY
    assert shut_in(replace(route, first=early), replace(around, first=None)).first == DAY
    assert shut_in(replace(route, low_prob=0.1, high_prob=0.35), around).low_prob == 0.1
    assert shut_in(replace(route, low_prob=0.1, high_prob=0.35), around).high_prob == 0.35


def test_a_route_that_is_less_likely_than_that_is_left_as_it_is() -> None:
    route = finding("supply_route", 0.25, status="threatened")
    assert shut_in(route, None) is route
    assert shut_in(route, finding("encirclement", 0.75)) is route
    assert shut_in(route, finding("encirclement", 0.76)) is not route
