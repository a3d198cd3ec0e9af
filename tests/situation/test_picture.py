"""The picture of a day with places given to others: what is supposed changes, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from contested.place.place import SETTLEMENT_KINDS
from contested.situation.assess import Situation
from contested.situation.control import Picture
from contested.situation.evidence import Evidence
from tests.situation.conftest import crude_beliefs, syria

RAMOUSEH = "syria:ramouseh"


@pytest.fixture(scope="module")
def picture(founding: list[Evidence]) -> Picture:
    theatre, actors, _ = syria()
    return Situation(theatre, actors, crude_beliefs(founding), founding).picture(date(2016, 8, 6))


REBELS, GOVERNMENT = "rebels", "government"


def believing(picture: Picture, areas: dict[str, dict[str, float]]) -> Picture:
    """The picture with nothing believed of areas but this."""
    return replace(picture, areas=areas)


@pytest.mark.parametrize(
    ("own", "city", "lost"),
    [
        ({}, {}, False),
        ({GOVERNMENT: 0.5}, {}, True),
        ({GOVERNMENT: 0.49}, {}, False),
        ({GOVERNMENT: 0.3, "sdf": 0.2}, {}, True),  # two that are not with them
        ({REBELS: 0.5, GOVERNMENT: 0.5}, {}, False),
        ({"divided": 0.6, "unknown": 0.4}, {}, False),
        ({GOVERNMENT: 0.45, "divided": 0.4}, {}, True),  # surely in it, and likelier in all of it
        ({GOVERNMENT: 0.4, "divided": 0.45}, {}, False),
        ({GOVERNMENT: 0.4, "divided": 0.35}, {}, False),
        ({}, {GOVERNMENT: 0.8}, True),
        ({}, {REBELS: 0.8}, False),
        ({REBELS: 0.6}, {GOVERNMENT: 0.8}, False),  # their quarter of a city they lost
        ({REBELS: 0.4}, {GOVERNMENT: 0.8}, True),
    ],
)
def test_a_place_is_lost_if_it_or_its_city_is_held_by_others_and_it_is_not_held(
    picture: Picture, own: dict[str, float], city: dict[str, float], lost: bool
) -> None:
    theatre = picture.control.theatre
    above = [one for one in theatre.ancestors(RAMOUSEH)
             if theatre.places[one].kind in SETTLEMENT_KINDS]  # fmt: skip
    assert above
    believed = believing(picture, {RAMOUSEH: own, above[0]: city})
    assert believed.is_lost(RAMOUSEH, REBELS) is lost


def test_who_is_no_ally_of_a_side_holds_what_neither_it_nor_nobody_does(picture: Picture) -> None:
    changed = picture.replaced({RAMOUSEH: picture.holders[0]})
    node = picture.control.index[RAMOUSEH]
    assert changed.held_by(picture.holders[0])[node] == 1.0
    assert changed.held_by_others(picture.holders[0])[node] == 0.0
    assert changed.held_by_others("nobody known")[node] == 1.0
    assert changed.divided[node] == changed.unknown[node] == 0.0


@pytest.mark.parametrize("holder", ["divided", "unknown", "known"])
def test_a_state_that_the_picture_knows_adds_no_holder(picture: Picture, holder: str) -> None:
    supposed = picture.holders[0] if holder == "known" else holder
    changed = picture.replaced({RAMOUSEH: supposed})
    assert changed.holders == picture.holders
    row = changed.probs[picture.control.index[RAMOUSEH]]
    columns = [*picture.holders, "divided", "unknown"]
    assert row[columns.index(supposed)] == 1.0
    assert row.sum() == 1.0


def test_a_holder_nobody_spoke_of_is_added_once_and_holds_the_place(picture: Picture) -> None:
    other = next(place for place in picture.control.index if place != RAMOUSEH)
    changed = picture.replaced({RAMOUSEH: "turkey", other: "turkey"})
    assert changed.holders == (*picture.holders, "turkey")
    for place in (RAMOUSEH, other):
        assert changed.probs[picture.control.index[place], len(picture.holders)] == 1.0
        assert changed.side_of(place) == ("turkey", 1.0)


def test_every_other_place_is_left_as_it_was(picture: Picture) -> None:
    changed = picture.replaced({RAMOUSEH: "turkey"})
    others = [node for node in range(len(picture.probs))
              if node not in picture.control.members(RAMOUSEH)]  # fmt: skip
    known = len(picture.holders)
    assert np.array_equal(changed.probs[others][:, :known], picture.probs[others][:, :-2])
    assert np.array_equal(changed.probs[others][:, -2:], picture.probs[others][:, -2:])
    assert changed.probs.sum(axis=1) == pytest.approx(np.ones(len(picture.probs)))


def test_a_divided_or_unknown_place_has_no_side(picture: Picture) -> None:
    for state in ("divided", "unknown"):
        assert picture.replaced({RAMOUSEH: state}).side_of(RAMOUSEH) == (None, 0.0)
