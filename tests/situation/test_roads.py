"""Roads from day to day and as findings, and the ground they run over, in a row of towns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from contested.situation.assess import Situation
from contested.situation.conclude import route_finding
from contested.situation.control import ControlGraph
from contested.situation.evidence import Evidence, FixedBeliefs
from contested.situation.finding import Finding
from contested.situation.route import DayOfRoute, Route, route_on
from tests.situation.conftest import syria
from tests.situation.land import ARMY, DAY, DEFINITIONS, JIHAD, REBELS, drawn, mask, shown

OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}
Rows = Mapping[str, Mapping[str, float]]


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def claim(number: int, predicate: str, day: int = 0, place: str = "road", **more: Any) -> Evidence:
    by = ARMY if predicate == "cuts_route" else REBELS
    return replace(
        Evidence(
            f"c{number}", predicate, by, None, f"land:{place}", "sohr", "sohr", "actual", "whole",
            after(day), None, after(day), report_id=f"r{number}",
        ),
        **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    return drawn(
        tmp_path_factory.mktemp("packs") / "roads",
        {"a": "town", "b": "town", "c": "town", "d": "town", "e": "town", "f": "town",
         "shire": "province", "gate": ""},
        [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "gate"),
         ("a", "shire"), ("road", "d")],
        {"road": "a b c", "long": "a b c d e f"},
    )  # fmt: skip


def situation(control: ControlGraph, beliefs: Mapping[int, Rows], *claims: Evidence) -> Situation:
    _, actors, _ = syria()
    table = {
        after(day): {f"land:{k}": dict(row) for k, row in rows.items()}
        for day, rows in beliefs.items()
    }
    return Situation(control.theatre, actors, FixedBeliefs(table), claims)


def found(
    control: ControlGraph, beliefs: Mapping[int, Rows], day: int, *claims: Evidence
) -> Finding:
    made = situation(control, beliefs, *claims)
    (route,) = made.routes()
    finding = route_finding(made, route, after(day))
    assert finding is not None
    return finding


HELD: Rows = {"a": OURS, "b": OURS, "c": OURS}
LOST: Rows = {**HELD, "b": THEIRS}
SUPPLY = claim(1, "supply_route")


def mark(number: int, day: int) -> Evidence:
    """A word on something else, on whose day the road is looked at again."""
    return claim(number, "controls", day, "gate")


def test_links_to_roads_and_provinces_join_no_ground(control: ControlGraph) -> None:
    assert control.nodes == tuple(f"land:{name}" for name in ("a", "b", "c", "d", "e", "f", "gate"))
    assert control.graph.neighbours(control.index["land:d"]).tolist() == [2, 4]


def test_who_holds_and_what_is_divided_is_brought_down_to_one_together(
    control: ControlGraph,
) -> None:
    now = shown(control, {"a": {ARMY: 0.6, "divided": 0.6}, "b": {ARMY: 0.2, "divided": 0.3}})
    assert now.probs[mask(control, "a")].tolist() == [pytest.approx([0.5, 0.5, 0.0])]
    assert now.probs[mask(control, "b")].tolist() == [pytest.approx([0.2, 0.3, 0.5])]


def test_a_road_has_its_status_since_it_last_had_another(control: ControlGraph) -> None:
    beliefs = {0: HELD, 3: LOST, 5: HELD}
    one = found(control, beliefs, 8, SUPPLY, mark(2, 3), mark(3, 5))
    assert (one.status, one.first, one.last) == ("open", after(5), None)
    cut = found(control, beliefs, 4, SUPPLY, mark(2, 3))
    assert (cut.status, cut.first) == ("cut", after(3))
    made = situation(control, beliefs, SUPPLY)
    (route,) = made.routes()
    assert route_finding(made, route, after(-1)) is None


def test_said_open_but_held_only_if_said_after_it_was_lost(control: ControlGraph) -> None:
    beliefs = {0: HELD, 3: LOST}
    for day, noted in ((3, False), (4, True)):
        one = found(control, beliefs, 6, SUPPLY, mark(9, 3), claim(2, "opens_route", day))
        assert one.status == "cut"
        assert (one.notes == ("said_open_but_held:land:b",)) is noted, day
    # Nor if it was said of a day still to come.
    later = claim(2, "opens_route", 7)
    assert found(control, beliefs, 6, SUPPLY, mark(9, 3), later).notes == ()


def test_a_finding_of_a_road_has_all_that_is_known_of_it(control: ControlGraph) -> None:
    supply = replace(SUPPLY, route_from="land:a", route_to="land:f")
    one = found(control, {0: LOST}, 0, supply)
    assert (one.kind, one.place, one.route, one.by, one.whose) == (
        "supply_route", None, "land:road", REBELS, REBELS)  # fmt: skip
    assert one.ways == ("land:a", "land:b", "land:c", "land:f")
    assert (one.low_prob, one.high_prob, one.prob) == (0.0, 0.0, 0.0)
    assert [(d.place, d.influence, d.held_prob, d.joint_influence) for d in one.deciding] == [
        ("land:b", 1.0, 0.0, 0.0)]  # fmt: skip
    assert (one.definition, one.claims, one.basis) == ("route", ("c1",), "both")


@pytest.mark.parametrize(("unknown", "basis"), [(1.0, "reported"), (0.76, "reported"),
                                                 (0.74, "both"), (0.0, "both")])  # fmt: skip
def test_a_road_of_which_less_than_a_quarter_is_known_rests_on_reports(
    control: ControlGraph, unknown: float, basis: str
) -> None:
    rows: Rows = {**HELD, "b": {REBELS: 1 - unknown, "unknown": unknown}}
    assert found(control, {0: rows}, 0, SUPPLY).basis == basis


def day_of(control: ControlGraph, rows: Rows, told: float | None, name: str = "road") -> DayOfRoute:
    stops = control.theatre.routes[f"land:{name}"]
    route = Route(f"land:{name}", None, None, None, REBELS, stops, ())
    return route_on(route, shown(control, rows), told, DEFINITIONS)


def test_a_road_lies_between_what_is_held_and_what_may_be(control: ControlGraph) -> None:
    rows: Rows = {
        "a": {REBELS: 0.7, "divided": 0.2, "unknown": 0.1}, "b": {REBELS: 0.6, "unknown": 0.2},
        "c": OURS,
    }  # fmt: skip
    # Half of what is divided lets through: a 0.8 to 0.9, b 0.6 to 1.0 of what is said.
    now = day_of(control, rows, 0.7)
    assert (now.low_prob, now.high_prob) == pytest.approx((0.6, 0.9))
    assert now.prob == pytest.approx(0.6 + 0.3 * 0.7)
    silent = day_of(control, rows, None)
    assert silent.prob == pytest.approx(0.6 + 0.3 * 0.5)
    assert silent.reported_prob is None
    # Who says that it is cut is believed no less than that.
    assert day_of(control, rows, 0.4).prob == pytest.approx(0.4)
    assert day_of(control, rows, 0.5).prob == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("share", "status"),
    [(0.34, "cut"), (0.35, "threatened"), (0.65, "threatened"), (0.66, "open"), (1.0, "open")],
)
def test_a_road_is_cut_threatened_or_open_by_its_chance(
    control: ControlGraph, share: float, status: str
) -> None:
    rows: Rows = {**HELD, "b": {REBELS: share, ARMY: 1 - share}}
    assert day_of(control, rows, None).status == status


def test_of_a_road_little_of_which_is_known_nothing_is_said_until_somebody_speaks(
    control: ControlGraph,
) -> None:
    for known, status in ((0.09, "not known"), (0.1, "threatened"), (0.11, "threatened")):
        rows: Rows = {**HELD, "b": {REBELS: known, "unknown": 1 - known}}
        assert day_of(control, rows, None).status == status
        assert day_of(control, rows, 0.5).status == "threatened"


def test_the_four_worst_places_of_a_road_decide(control: ControlGraph) -> None:
    shares = {"a": 0.5, "b": 0.1, "c": 0.3, "d": 0.2, "e": 0.6, "f": 0.66}
    rows = {name: {REBELS: p, JIHAD: 1 - p} for name, p in shares.items()}
    weakest = day_of(control, rows, None, "long").weakest
    assert [(one.place[-1], one.influence, one.held_prob) for one in weakest] == [
        ("b", 1.0, 0.1), ("d", 0.0, 0.2), ("c", 0.0, 0.3), ("a", 0.0, 0.5)]  # fmt: skip
    few = {name: {REBELS: 0.66, JIHAD: 0.34} for name in shares}
    (worst,) = day_of(control, {**few, "a": {REBELS: 0.65, JIHAD: 0.35}}, None, "long").weakest
    assert worst.place == "land:a"


def test_what_a_place_on_the_way_is_told_of_is_told_of_the_road(control: ControlGraph) -> None:
    def weighed(*claims: Evidence) -> list[str]:
        (route,) = situation(control, {0: HELD}, SUPPLY, *claims).routes()
        return sorted(one.evidence.claim_id for one in route.weighed)

    assert weighed(claim(2, "cuts_route", 2, "b")) == ["c1", "c2"]
    assert weighed(claim(2, "cuts_route", 2, "a")) == ["c1"]  # its end is not on the way
    assert weighed(claim(2, "cuts_route", 2, "d")) == ["c1"]
    assert weighed(claim(2, "cuts_route", 2)) == ["c1", "c2"]
    assert weighed(claim(2, "cuts_route", 2, actor=REBELS)) == ["c1"]
    assert weighed(claim(2, "cuts_route", 2, actor=None)) == ["c1", "c2"]
    assert weighed(claim(2, "opens_route", 2, "b", actor=ARMY)) == ["c1"]
    assert weighed(claim(2, "opens_route", 2, "b", actor="nobody-known")) == ["c1", "c2"]


def test_a_side_that_calls_a_road_open_for_nobody_in_particular_speaks_of_its_own(
    control: ControlGraph,
) -> None:
    def weighed(speaker: str) -> list[str]:
        opened = claim(2, "opens_route", 2, actor=None, speaker=speaker)
        by_its_enemy = situation(control, {0: HELD, 1: {"b": {JIHAD: 1.0}}}, SUPPLY, opened)
        (route,) = by_its_enemy.routes()  # no second route of whoever holds the road by then
        assert route.side == REBELS
        return sorted(one.evidence.claim_id for one in route.weighed)

    assert weighed(REBELS) == weighed("sohr") == ["c1", "c2"]
    assert weighed(ARMY) == ["c1"]


def test_a_cut_road_was_whose_held_it_the_day_before(control: ControlGraph) -> None:
    cut = claim(1, "cuts_route", 0, actor=ARMY)
    (route,) = situation(control, {-1: HELD, 0: {}}, cut).routes()
    assert (route.side, route.key) == (REBELS, "land:road")
    assert situation(control, {-2: HELD, -1: {}}, cut).routes() == []
    assert situation(control, {0: HELD}, claim(2, "supply_route", 0, "nowhere")).routes() == []


def test_a_route_told_with_its_cut_was_open_the_day_before(control: ControlGraph) -> None:
    def first(*others: Evidence, **fields: Any) -> int:
        supply = replace(SUPPLY, first=after(4), published=after(4), dated=False, **fields)
        (route,) = situation(control, {0: HELD}, supply, *others).routes()
        return next((one.day - DAY).days for one in route.weighed
                    if one.evidence.claim_id == "c1")  # fmt: skip

    same = {"report_id": "r1"}
    assert first(claim(2, "cuts_route", 3, **same)) == 2
    assert first(claim(2, "captures", 3, "b", actor=ARMY, **same)) == 2
    assert first(claim(2, "captures", 3, "d", actor=ARMY, **same)) == 4
    assert first(claim(2, "captures", 3, "b", actor=REBELS, **same)) == 4  # an ally's
    assert first(claim(2, "captures", 3, "b", actor="nobody-known", **same)) == 2
    assert first(claim(2, "captures", 3, "b", actor=None, **same)) == 4
    assert first(claim(2, "cuts_route", 3)) == 4  # another report's
    assert first(claim(2, "cuts_route", 3, factuality="possible", **same)) == 4
    assert first(claim(2, "attacks", 3, "b", actor=ARMY, **same)) == 4
    dated = claim(2, "cuts_route", 3, **same)
    (route,) = situation(control, {0: HELD}, replace(SUPPLY, dated=True), dated).routes()
    assert route.weighed[0].day == DAY
