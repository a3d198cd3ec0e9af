"""A place day by day: what was believed then, what is in hindsight, what without an observation,
each against going through all days anew or adding up every path."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from contested.belief.daily import believed_then, in_hindsight, last_day_without
from contested.belief.panel import Floats, Ints

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


# -- the filter and the smoother ------------------------------------------------------------------


def observations(count: int, seed: int) -> tuple[Ints, Ints, Floats]:
    """Days spoken of, days on which that was known, likelihoods; some of it known late."""
    draw = np.random.default_rng(seed)
    day = draw.integers(0, DAYS, count)
    known = np.minimum(day + draw.integers(0, 4, count), DAYS - 1)
    return day, known, draw.uniform(0.1, 1.0, (count, STATES))


@pytest.mark.parametrize("seed", range(8))
def test_what_was_believed_on_a_day_rests_on_all_that_was_known_by_then(seed: int) -> None:
    day, known, likelihood = observations(6, seed)
    found, fresh = believed_then(
        INITIAL, MATRICES, WHICH, day, known, likelihood, np.full(len(day), -1.0)
    )
    for today in range(DAYS):
        by_then = known <= today
        expected = anew(day[by_then].tolist(), likelihood[by_then], today)
        assert found[today].tolist() == pytest.approx(expected)
    assert not fresh.any()  # evidence without weight keeps nothing fresh


def test_evidence_stays_fresh_for_as_long_as_nothing_can_have_changed() -> None:
    likelihood = np.array([[0.9, 0.2, 0.1]])
    found, fresh = believed_then(
        INITIAL, MATRICES, WHICH, np.array([1]), np.array([2]), likelihood, np.array([0.8])
    )
    assert not fresh[:2].any()  # not yet known
    first = np.array(anew([1], likelihood, 1)) * 0.8
    stays = [np.diag(MATRICES[WHICH[day]]) for day in range(DAYS)]
    assert fresh[2].tolist() == pytest.approx((first * stays[2]).tolist())
    assert fresh[4].tolist() == pytest.approx((first * stays[2] * stays[3] * stays[4]).tolist())
    assert found[1].tolist() == pytest.approx(anew([], likelihood[:0], 1))


def test_weaker_evidence_does_not_make_a_place_less_known() -> None:
    likelihood = np.array([[0.9, 0.2, 0.1], [0.5, 0.4, 0.3], [0.5, 0.4, 0.3]])
    days = np.array([1, 1, 2])
    _, fresh = believed_then(
        INITIAL, MATRICES, WHICH, days, days, likelihood, np.array([0.8, 0.3, 0.1])
    )
    # Each tells by itself: nothing is known if none of them does.
    before = np.array(anew([1, 1], likelihood[:2], 1)) * (1 - 0.2 * 0.7)
    assert fresh[1].tolist() == pytest.approx(before.tolist())
    still = float((before * np.diag(MATRICES[WHICH[2]])).sum())
    assert still > 0.1
    after = np.array(anew([1, 1, 2], likelihood, 2)) * (1 - (1 - still) * 0.9)
    assert fresh[2].tolist() == pytest.approx(after.tolist())


@pytest.mark.parametrize("seed", range(6))
def test_in_hindsight_a_day_has_the_weight_of_all_paths_through_it(seed: int) -> None:
    day, known, likelihood = observations(5, seed)
    found, _ = in_hindsight(
        INITIAL, MATRICES, WHICH, day, known, likelihood, np.full(len(day), -1.0)
    )
    weights = np.zeros((DAYS, STATES))
    for path in product(range(STATES), repeat=DAYS):
        chance = INITIAL[path[0]]
        for at in range(1, DAYS):
            chance *= MATRICES[WHICH[at], path[at - 1], path[at]]
        for when, row in zip(day, likelihood, strict=True):
            chance *= row[path[when]]
        weights[range(DAYS), path] += chance
    assert found == pytest.approx(weights / weights.sum(axis=1, keepdims=True))


def test_a_gap_is_unknown_so_far_as_both_its_ends_may_have_ended() -> None:
    # Evidence of weight 1 on days 1 and 4: in between, the place may have changed since the one
    # and until the other.
    likelihood = np.array([[0.9, 0.2, 0.1], [0.8, 0.3, 0.1]])
    days = np.array([1, 4])
    found, unknown = in_hindsight(INITIAL, MATRICES, WHICH, days, days, likelihood, np.ones(2))
    stay = [np.diag(MATRICES[WHICH[day]]) for day in range(DAYS)]
    since = np.array(anew([1], likelihood[:1], 1)) * stay[2]
    until = found[2] * stay[3] * stay[4]
    expected = (1 - since.sum()) * (1 - until.sum())
    assert unknown[2] == pytest.approx(expected)
    assert unknown[[1, 4]].tolist() == pytest.approx([0.0, 0.0])
    assert unknown[0] == pytest.approx(1 - float((found[0] * stay[1]).sum()))
    _, doubtful = in_hindsight(
        INITIAL, MATRICES, WHICH, days, days, likelihood, np.array([0.7, 0.4])
    )
    # Day 4: nothing of the word of day 1 is left, and its own tells nothing.
    left = np.array(anew([1], likelihood[:1], 1)) * 0.7 * stay[2] * stay[3]
    kept = float((left * stay[4]).sum())
    assert doubtful[4] == pytest.approx((1 - kept) * (1 - 0.4))
    # Day 1: its own word tells nothing, and that of day 4 nothing of it.
    ahead = float((found[1] * stay[2] * stay[3] * stay[4]).sum()) * 0.4
    assert doubtful[1] == pytest.approx((1 - 0.7) * (1 - ahead))
    since = np.array(anew([1, 4], likelihood, 4)) * stay[5]
    assert unknown[5] == pytest.approx(1 - since.sum())
