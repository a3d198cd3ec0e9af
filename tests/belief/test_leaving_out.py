"""What a place's last day is without one observation: going on from where two versions part must
give what going through all days anew gives."""

from __future__ import annotations

import numpy as np
import pytest

from contested.belief.daily import last_day_without
from contested.belief.panel import Floats

STATES, DAYS = 3, 6
MATRICES = np.array(
    [[[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]],
     [[0.5, 0.3, 0.2], [0.0, 0.9, 0.1], [0.3, 0.3, 0.4]]]
)  # fmt: skip
WHICH = np.array([0, 1, 0, 0, 1, 0])
INITIAL = np.array([0.45, 0.45, 0.1])


def anew(obs_day: list[int], likelihoods: Floats, until: int) -> list[float]:
    """The filter day by day, with nothing carried over and nothing scaled before the end."""
    chances = INITIAL.copy()
    for day in range(until + 1):
        if day:
            chances = chances @ MATRICES[WHICH[day]]
        for when, likelihood in zip(obs_day, likelihoods, strict=True):
            if when == day:
                chances = chances * likelihood
    return list(chances / chances.sum())


@pytest.mark.parametrize(
    "obs_day",
    [[0], [3], [0, 0, 0], [2, 2, 2], [5, 5], [0, 1, 2, 3], [0, 0, 2, 2, 5], [1, 1, 1, 4, 4]],
    ids=str,
)
@pytest.mark.parametrize("until", [5, 3])
def test_without_any_one_observation_the_last_day_is_that_of_going_through_all_anew(
    obs_day: list[int], until: int
) -> None:
    known = [day for day in obs_day if day <= until]
    likelihoods = np.random.default_rng(len(known)).uniform(0.1, 1.0, (len(known), STATES))
    versions = np.repeat(likelihoods[None], len(known) + 1, axis=0)
    for left_out in range(len(known)):
        versions[left_out, left_out] = 1.0
    found = last_day_without(INITIAL, MATRICES, WHICH, np.array(known, dtype=int), versions, until)
    for version, row in zip(versions, found, strict=True):
        assert row.tolist() == pytest.approx(anew(known, version, until))
