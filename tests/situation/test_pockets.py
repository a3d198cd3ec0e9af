"""Pieces of ground that are cut off without anybody saying so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from contested.situation.assess import Situation
from contested.situation.control import ControlGraph, Picture
from contested.situation.evidence import Evidence, FixedBeliefs
from contested.situation.finding import Finding
from contested.situation.pockets import pockets
from tests.situation.conftest import syria
from tests.situation.land import ARMY, DAY, DEFINITIONS, JIHAD, REBELS, drawn, shown

OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}
TOWNS = {"a": "town of 10", "b": "town of 30", "c": "town", "wall": "town", "out": "town",
         "gate": ""}  # fmt: skip
LINKS = [("a", "b"), ("b", "c"), ("c", "wall"), ("wall", "out"), ("out", "gate")]


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    """A row of towns that ends at a border: a b c wall out gate."""
    return drawn(tmp_path_factory.mktemp("packs") / "row", TOWNS, LINKS)


def found(now: Picture, **settings: object) -> list[tuple[str, str, float]]:
    tuned = replace(DEFINITIONS, encirclement={**DEFINITIONS.encirclement, **settings})
    return [
        (one.side, "".join(now.control.nodes[v].removeprefix("land:") for v in one.nodes), one.prob)
        for one in pockets(now, tuned)
    ]


def test_two_towns_behind_a_wall_are_one_pocket(control: ControlGraph) -> None:
    now = shown(control, {"b": OURS, "c": OURS, "wall": THEIRS, "out": OURS})
    # Who holds the wall between them has no way out either.
    assert found(now) == [(ARMY, "wall", 1.0), (REBELS, "bc", 1.0)]
    # Three are territory of their own, and so are two if two are enough.
    assert found(shown(control, {"a": OURS, "b": OURS, "c": OURS, "wall": THEIRS})) == []
    assert found(now, territory_places=2) == [(ARMY, "wall", 1.0)]
    assert found(shown(control, {"b": OURS, "c": OURS, "wall": THEIRS})) == [(REBELS, "bc", 1.0)]


def test_who_is_walled_in_by_both_sides_is_a_pocket_on_its_own(control: ControlGraph) -> None:
    now = shown(control, {"b": OURS, "c": THEIRS, "wall": OURS, "out": {REBELS: 1.0}})
    assert found(now) == [(ARMY, "c", 1.0), (REBELS, "b", 1.0)]


def test_what_is_unknown_or_half_divided_is_a_way(control: ControlGraph) -> None:
    rows: dict[str, dict[str, float]] = {"b": OURS, "c": OURS}
    assert found(shown(control, rows)) == []
    ((side, nodes, prob),) = found(shown(control, {**rows, "wall": {ARMY: 0.8, "unknown": 0.2}}))
    assert (side, nodes) == (REBELS, "bc")
    assert prob == pytest.approx(0.8, abs=5 * np.sqrt(0.8 * 0.2 / 512))
    assert prob * 1024 == pytest.approx(round(prob * 1024))  # the mean of two of 512 samples
    # A divided place lets through half the time, or as often as the definitions say.
    walled = shown(control, {**rows, "wall": {ARMY: 0.5, "divided": 0.5}})
    ((_, _, prob),) = found(walled)
    assert prob == pytest.approx(0.75, abs=5 * np.sqrt(0.75 * 0.25 / 512))
    assert found(walled, divided_passable_prob=0.0) == [(REBELS, "bc", 1.0)]
    assert found(walled, threshold_prob=0.9) == []


def test_only_what_was_spoken_of_itself_makes_a_pocket_and_what_is_with_it_belongs(
    control: ControlGraph,
) -> None:
    row: dict[str, dict[str, float]] = {"wall": THEIRS, "out": THEIRS}
    now = shown(control, {**row, "c": {REBELS: 0.5, ARMY: 0.5}, "b": {REBELS: 0.49, ARMY: 0.51}})
    assert [one[:2] for one in found(now)] == [(REBELS, "c")]
    mute = replace(now, spoken=np.zeros(control.graph.n, dtype=bool))
    assert found(mute) == []
    partly = shown(control, {**row, "c": OURS, "b": OURS})
    said = partly.spoken & (np.array(control.nodes) == "land:b")
    assert found(replace(partly, spoken=said)) == [(REBELS, "bc", 1.0)]


def test_allies_share_a_pocket(control: ControlGraph) -> None:
    now = shown(control, {"a": THEIRS, "b": OURS, "c": {JIHAD: 1.0}, "wall": THEIRS, "out": THEIRS})
    pieces = {(side, nodes) for side, nodes, _ in found(now)}
    assert pieces == {(REBELS, "b"), (JIHAD, "c"), (ARMY, "a")}
    # The same ground is not told twice, once for each of two allies that are told apart.
    walled = {"a": THEIRS, "b": OURS, "c": {JIHAD: 1.0}, "wall": OURS, "out": OURS}
    apart = replace(shown(control, walled), holders=("iran", ARMY, REBELS))
    assert found(apart) == [("iran", "a", 1.0), ("iran", "c", 1.0), (REBELS, "b", 1.0)]


# -- as findings ---------------------------------------------------------------------------------


def cut_off(
    control: ControlGraph,
    beliefs: Mapping[date, Mapping[str, dict[str, float]]],
    at: date = DAY,
    place: str | None = None,
    claims: tuple[Evidence, ...] = (),
) -> list[Finding]:
    """What is found of ground of which nobody speaks; a claim elsewhere makes a day count."""
    _, actors, _ = syria()
    table = {day: {f"land:{k}": row for k, row in rows.items()} for day, rows in beliefs.items()}
    marks = [
        Evidence(f"m{k}", "controls", ARMY, None, "land:out", "sohr", "sohr", "actual", "whole",
                 day, None, day, report_id=f"m{k}")
        for k, day in enumerate(beliefs)
    ]  # fmt: skip
    situation = Situation(control.theatre, actors, FixedBeliefs(table), [*marks, *claims])
    return situation.findings(at, place=None if place is None else f"land:{place}")


WALLED = {"b": OURS, "c": OURS, "wall": THEIRS, "out": THEIRS}
BROKEN = {**WALLED, "wall": OURS, "out": OURS}


def test_a_pocket_is_called_after_its_place_with_most_people_and_lasts_since_it_was_closed(
    control: ControlGraph,
) -> None:
    days = {DAY + timedelta(days=k): WALLED for k in range(4)}
    days[DAY + timedelta(days=1)] = BROKEN
    (one,) = cut_off(control, days, DAY + timedelta(days=5))
    assert (one.place, one.whose, one.by, one.status) == ("land:b", REBELS, ARMY, "encircled")
    assert one.first == DAY + timedelta(days=2)
    assert one.prob == 1.0
    (first,) = cut_off(control, days, DAY)
    assert first.first == DAY
    assert cut_off(control, days, DAY + timedelta(days=1)) == []


def test_it_is_looked_back_over_forty_days_on_which_something_was_said(
    control: ControlGraph,
) -> None:
    days = {DAY + timedelta(days=k): WALLED for k in range(50)}
    (one,) = cut_off(control, days, DAY + timedelta(days=49))
    assert one.first == DAY + timedelta(days=9)


def test_a_pocket_that_is_asked_about_or_spoken_of_is_no_news(control: ControlGraph) -> None:
    days = {DAY: WALLED}
    assert [one.place for one in cut_off(control, days, place="b")] == ["land:b"]
    # Of another place of it the answer is its own.
    (other,) = cut_off(control, days, place="c")
    assert (other.place, other.status, other.first) == ("land:c", "encircled", None)
    besieged = Evidence(
        "c1", "besieges", ARMY, REBELS, "land:c", "sohr", "sohr", "actual", "whole", DAY, None, DAY,
        report_id="r1",
    )  # fmt: skip
    found = cut_off(control, days, claims=(besieged,))
    assert {one.place for one in found} == {"land:c"}
    assert cut_off(control, days, place="gate") == []


def test_of_towns_without_figures_that_with_most_ways_gives_the_name(tmp_path: Path) -> None:
    control = drawn(
        tmp_path / "plain", dict.fromkeys(["x", "y", "wall", "out", "gate"], "town"),
        [("x", "y"), ("x", "wall"), ("wall", "out"), ("out", "gate")],
    )  # fmt: skip
    walled = {"x": OURS, "y": OURS, "wall": THEIRS, "out": THEIRS}
    assert [one.place for one in cut_off(control, {DAY: walled})] == ["land:x"]
    alike = drawn(
        tmp_path / "alike", dict.fromkeys(["x", "y", "wall", "out", "gate"], "town"),
        [("x", "y"), ("y", "wall"), ("x", "wall"), ("wall", "out"), ("out", "gate")],
    )  # fmt: skip
    assert [one.place for one in cut_off(alike, {DAY: walled})] == ["land:y"]
