"""The picture of a day with places given to others: what is supposed changes, and nothing else."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from contested.situation.assess import Situation
from contested.situation.control import Picture
from contested.situation.evidence import Evidence
from tests.situation.conftest import crude_beliefs, syria

RAMOUSEH = "syria:ramouseh"


@pytest.fixture(scope="module")
def picture(founding: list[Evidence]) -> Picture:
    theatre, actors, _ = syria()
    return Situation(theatre, actors, crude_beliefs(founding), founding).picture(date(2016, 8, 6))


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
