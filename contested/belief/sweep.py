"""Compiled passes over all places and days of a war."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange

from contested.belief.daily import believed_then, in_hindsight


@njit(cache=True, parallel=True)
def all_places(
    initial: Any,
    matrices: Any,
    which: Any,
    start: Any,
    day: Any,
    known: Any,
    likelihood: Any,
    weight: Any,
    filtered: bool,
) -> tuple[Any, Any]:
    """`believed_then` or `in_hindsight` of every place: probabilities (P, T, K), and how much of
    them is known, (P, T). Place p has the observations ``start[p]:start[p+1]``.

    The compiled functions of `contested.belief.daily` are part of what is cached of this one.
    """
    places, days = which.shape
    states = len(initial)
    probs = np.zeros((places, days, states))
    certain = np.zeros((places, days))
    for place in prange(places):
        rows = slice(start[place], start[place + 1])
        if filtered:
            then, fresh = believed_then(
                initial, matrices, which[place], day[rows], known[rows], likelihood[rows],
                weight[rows],
            )  # fmt: skip
            probs[place] = then
            for t in range(days):
                certain[place, t] = fresh[t].sum()
        else:
            then, unknown = in_hindsight(
                initial, matrices, which[place], day[rows], known[rows], likelihood[rows],
                weight[rows],
            )  # fmt: skip
            probs[place] = then
            for t in range(days):
                certain[place, t] = 1.0 - unknown[t]
    return probs, certain


@njit(cache=True, parallel=True)
def level_keys(held: Any, start: Any, neighbours: Any, sides: int) -> Any:
    """For each place and day (P, T), how many neighbours each side held the day before, as
    levels 0 to 3 packed into one number, two bits a side."""
    places, days = held.shape
    keys = np.zeros((places, days), dtype=np.int64)
    for place in prange(places):
        counts = np.zeros(sides, dtype=np.int64)
        for day in range(1, days):
            counts[:] = 0
            for link in range(start[place], start[place + 1]):
                side = held[neighbours[link], day - 1]
                if side >= 0:
                    counts[side] += 1
            key = 0
            for side in range(sides - 1, -1, -1):
                count = counts[side]
                level = 0 if count < 1 else 1 if count < 2 else 2 if count < 4 else 3
                key = key * 4 + level
            keys[place, day] = key
    return keys
