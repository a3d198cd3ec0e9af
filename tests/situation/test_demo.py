"""The demonstration's dispatches give the sieges of eastern Aleppo, from the reports alone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from contested.situation.assess import Situation
from contested.situation.believed import believed
from contested.situation.evidence import Evidence
from contested.situation.whatif import baseline, suppose
from tests.situation.conftest import syria, told

LAST = date(2016, 12, 1)
EAST = "syria:eastern-aleppo"


@pytest.fixture(scope="module")
def situation(dispatches: list[Evidence]) -> Situation:
    theatre, actors, _ = syria()
    return Situation(theatre, actors, believed(theatre, actors, told(dispatches)), dispatches)


def test_the_east_is_encircled_from_17_july_to_6_august_and_from_4_september(
    situation: Situation,
) -> None:
    first, second = situation.intervals(EAST, LAST)
    assert abs((first.first - date(2016, 7, 17)).days) <= 2
    assert first.last is not None
    assert abs((first.last - date(2016, 8, 6)).days) <= 2
    assert abs((second.first - date(2016, 9, 4)).days) <= 2
    assert second.last is None


def test_the_castello_road_is_cut_from_july(situation: Situation) -> None:
    findings = situation.findings(date(2016, 7, 20), route="syria:castello-road")
    (castello,) = [f for f in findings if f.kind == "supply_route"]
    assert castello.status == "cut"
    assert castello.by == "syrian-rebels"
    assert castello.first is not None
    assert date(2016, 7, 5) <= castello.first <= date(2016, 7, 19)


def test_the_corridor_of_august_runs_through_ramouseh(situation: Situation) -> None:
    findings = situation.findings(date(2016, 8, 9), place=EAST)
    corridor = next(f for f in findings if f.kind == "corridor")
    assert corridor.route == "syria:ramouseh-corridor"
    assert corridor.deciding[0].place == "syria:ramouseh"


def test_the_supply_route_through_manbij_is_cut_from_6_august(situation: Situation) -> None:
    findings = situation.findings(date(2016, 8, 10), route="syria:manbij-supply-route")
    (route,) = [f for f in findings if f.kind == "supply_route"]
    assert route.status == "cut"
    assert route.first == date(2016, 8, 6)


def test_supposing_more_ground_held_never_besieges_and_less_never_relieves(
    situation: Situation,
) -> None:
    rng = np.random.default_rng(0)
    for day in (date(2016, 7, 20), date(2016, 8, 20)):
        base = baseline(situation, day)
        spoken = np.array(situation.control.nodes)[base.picture.spoken_itself]
        for place in rng.choice(spoken, 12, replace=False).tolist():
            for side in ("syrian-rebels", "syrian-government"):
                for change in suppose(base, {place: side}):
                    if change.kind == "encirclement" and change.whose == side:
                        assert change.after_prob <= change.before_prob + 0.02  # sampling
                    elif change.place == EAST:
                        assert change.after_prob >= change.before_prob - 0.02


def test_copies_of_a_dispatch_change_nothing(dispatches: list[Evidence]) -> None:
    theatre, actors, _ = syria()
    once = [one for one in dispatches if one.copy_of is None]
    beliefs = believed(theatre, actors, told(dispatches))
    probs = [
        Situation(theatre, actors, beliefs, rows).intervals(EAST, date(2016, 9, 6))
        for rows in (dispatches, once)
    ]
    assert probs[0] == probs[1]
