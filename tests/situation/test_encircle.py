"""Encirclement on small made-up theatres and on the Syria pack."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.situation.control import ControlGraph, Picture, picture
from contested.situation.definitions import shipped_definitions
from contested.situation.encircle import (
    Ring,
    besieged_members,
    deciding_places,
    encircled,
    holding_round,
    ring_of,
)
from tests.situation.conftest import syria

DAY = date(2016, 8, 20)
DEFINITIONS = shipped_definitions()
REBELS, ARMY = "syrian-rebels", "syrian-government"


@pytest.fixture(scope="module")
def control() -> ControlGraph:
    return ControlGraph(syria()[0])


def lay(control: ControlGraph, **held: dict[str, float]) -> Picture:
    beliefs = {f"syria:{place.replace('_', '-')}": row for place, row in held.items()}
    return picture(control, DAY, beliefs, syria()[1], DEFINITIONS)


def test_areas_and_routes_are_no_nodes_and_borders_are_exits(control: ControlGraph) -> None:
    assert "syria:eastern-aleppo" not in control.index
    assert "syria:castello-road" not in control.index
    assert control.exits[control.index["syria:turkish-border"]]
    assert len(control.members("syria:eastern-aleppo")) > 60


def test_a_neighbourhood_takes_what_is_known_of_its_part_of_the_city(
    control: ControlGraph,
) -> None:
    now = lay(control, eastern_aleppo={REBELS: 1.0}, hanano={ARMY: 1.0})
    assert now.held_by(REBELS)[control.index["syria:sakhour"]] == pytest.approx(0.95)
    assert now.held_by(ARMY)[control.index["syria:hanano"]] == pytest.approx(1.0)
    assert now.unknown[control.index["syria:ramouseh"]] == pytest.approx(1.0)


def test_what_nobody_spoke_of_leaves_the_answer_open_within_bounds(control: ControlGraph) -> None:
    now = lay(control, eastern_aleppo={REBELS: 1.0})
    members = besieged_members(now, "syria:eastern-aleppo", REBELS)
    answer = encircled(now, members, REBELS, DEFINITIONS)
    assert answer.low_prob == pytest.approx(0.0)
    assert answer.high_prob == pytest.approx(1.0)


def test_a_report_decides_within_the_bounds(control: ControlGraph) -> None:
    now = lay(control, eastern_aleppo={REBELS: 1.0})
    members = besieged_members(now, "syria:eastern-aleppo", REBELS)
    for told in (0.1, 0.9):
        answer = encircled(now, members, REBELS, DEFINITIONS, reported_prob=told)
        assert answer.prob == pytest.approx(told, abs=0.01)


def test_a_ring_closes_until_a_place_of_it_is_taken(control: ControlGraph) -> None:
    before = lay(control, eastern_aleppo={REBELS: 1.0}, ramouseh={ARMY: 1.0})
    members = besieged_members(before, "syria:eastern-aleppo", REBELS)
    ring = ring_of(before, members, REBELS, 3)
    shut = encircled(
        before, members, REBELS, DEFINITIONS, reported_prob=0.9, ring=ring, ring_prob=0.95
    )
    assert shut.prob > 0.9
    after = lay(control, eastern_aleppo={REBELS: 1.0}, ramouseh={REBELS: 1.0})
    opened = encircled(
        after, members, REBELS, DEFINITIONS, reported_prob=0.1, ring=ring, ring_prob=0.95
    )
    assert opened.prob < 0.15
    assert [d.place for d in deciding_places(after, opened)] == ["syria:ramouseh"]


def test_who_holds_what_lies_round_is_the_encircling_side(control: ControlGraph) -> None:
    now = lay(
        control, eastern_aleppo={REBELS: 1.0}, western_aleppo={ARMY: 1.0}, ramouseh={ARMY: 1.0}
    )
    members = besieged_members(now, "syria:eastern-aleppo", REBELS)
    assert holding_round(now, encircled(now, members, REBELS, DEFINITIONS))[0][0] == ARMY


def test_a_place_on_a_border_is_never_cut_off(control: ControlGraph) -> None:
    now = lay(control, bab_al_hawa={REBELS: 1.0}, syria={ARMY: 1.0})
    members = besieged_members(now, "syria:bab-al-hawa", REBELS)
    assert encircled(now, members, REBELS, DEFINITIONS).prob == pytest.approx(0.0, abs=1e-9)


AROUND = [
    "ramouseh", "artillery-college", "armament-college", "castello", "jandoul-roundabout",
    "khan-tuman", "sharfa", "sheikh-maqsoud", "bani-zeid", "handarat-camp", "kafr-hamra",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_more_ground_held_never_raises_the_probability_of_encirclement(data: st.DataObject) -> None:
    control = _CONTROL
    held: dict[str, dict[str, float]] = {"eastern_aleppo": {REBELS: 1.0}}
    more = dict(held)
    for place in AROUND:
        p = data.draw(st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]))
        gain = data.draw(st.sampled_from([0.0, 0.0, 0.3, 1.0]))
        q = p + (1.0 - p) * gain
        held[place.replace("-", "_")] = {REBELS: p, ARMY: 1.0 - p}
        more[place.replace("-", "_")] = {REBELS: q, ARMY: 1.0 - q}
    ring = Ring(DAY, control.mask([control.index[f"syria:{p}"] for p in AROUND[:3]]))
    probs = []
    for rows in (held, more):
        now = lay(control, **rows)
        members = besieged_members(now, "syria:eastern-aleppo", REBELS)
        probs.append(
            encircled(
                now, members, REBELS, DEFINITIONS, reported_prob=0.7, ring=ring, ring_prob=0.0
            ).prob
        )
    assert probs[1] <= probs[0] + 1e-9


_CONTROL = ControlGraph(syria()[0])


def test_probabilities_lie_between_the_bounds(control: ControlGraph) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        rows = {
            place.replace("-", "_"): {REBELS: float(p), ARMY: float((1 - p) * 0.8)}
            for place, p in zip(AROUND, rng.random(len(AROUND)), strict=True)
        }
        now = lay(control, eastern_aleppo={REBELS: 0.9}, **rows)
        members = besieged_members(now, "syria:eastern-aleppo", REBELS)
        told = float(rng.random())
        answer = encircled(now, members, REBELS, DEFINITIONS, reported_prob=told)
        assert -1e-9 <= answer.low_prob <= answer.prob + 1e-9 <= answer.high_prob + 2e-9 <= 1 + 1e-8
