"""Small random evidence, and the exact answers to it by enumerating every path."""

from __future__ import annotations

from itertools import product

import numpy as np

from contested.belief.evidence import (
    Codes,
    Evidence,
    Observations,
    Surroundings,
    Voices,
    gather,
    quiet,
    sort_observations,
)
from contested.belief.panel import Floats
from contested.belief.speech import SpeakerKind, SpeechPrior, prior_of
from contested.belief.transition import Surrounding

SIDES = 3
STATES = SIDES + 1
KINDS: list[SpeakerKind] = ["party", "party", "monitor", "agency", "unknown"]


def voices() -> Voices:
    own = np.zeros((len(KINDS), SIDES), dtype=bool)
    own[0, 0] = own[1, 1] = True
    return Voices(np.arange(len(KINDS)), np.asarray(own.any(axis=1)), own)


def codes() -> Codes:
    """Whole contents, one vague claim ("not side 0") and one that only hints at fighting."""
    content = np.vstack([np.eye(STATES), [[0, 1, 1, 1]], np.ones((1, STATES))])
    factor = np.ones_like(content)
    factor[5] = [0.4, 0.8, 0.8, 1.0]
    spoken = np.array([True] * 5 + [False])
    return Codes(content, factor, spoken, np.array([0, 1, 2, 3, -1, -1]))


def prior() -> SpeechPrior:
    return prior_of(KINDS)


def observations(seed: int, count: int, places: int, days: int) -> Observations:
    rng = np.random.default_rng(seed)
    raw = Observations(
        rng.integers(0, places, count).astype(np.int32),
        rng.integers(0, days, count).astype(np.int32),
        rng.integers(0, len(KINDS), count).astype(np.int32),
        rng.integers(0, len(codes().said), count).astype(np.int16),
        places,
    )
    return sort_observations(raw, voices())


def surroundings(places: int, days: int) -> Surroundings:
    """Two changes of surroundings at every place."""
    kinds: list[Surrounding] = [((0, 0, 0), 0), ((2, 1, 0), 1), ((0, 3, 1), 4)]
    place = np.repeat(np.arange(places), 3)
    day = np.tile([0, days // 3, 2 * days // 3], places)
    return Surroundings(kinds, place, day, np.tile([0, 1, 2], places))


def evidence(seed: int, count: int, places: int, days: int, changing: bool = True) -> Evidence:
    around = surroundings(places, days) if changing else quiet(places, SIDES)
    return gather(observations(seed, count, places, days), voices(), codes(), around)


def enumerated(
    initial: Floats, daily: list[Floats], likelihoods: list[Floats]
) -> tuple[float, Floats, Floats]:
    """Log-likelihood, filtered and smoothed probabilities (days, K) from every path.

    `daily` leads from each day to the next, `likelihoods` has one row a day.
    """
    days, states = len(likelihoods), len(initial)
    smoothed, filtered = np.zeros((days, states)), np.zeros((days, states))
    total = 0.0
    for path in product(range(states), repeat=days):
        weight = initial[path[0]] * likelihoods[0][path[0]]
        for day in range(1, days):
            weight *= daily[day - 1][path[day - 1], path[day]] * likelihoods[day][path[day]]
        total += weight
        for day in range(days):
            smoothed[day, path[day]] += weight
    for end in range(1, days + 1):
        for path in product(range(states), repeat=end):
            weight = initial[path[0]] * likelihoods[0][path[0]]
            for day in range(1, end):
                weight *= daily[day - 1][path[day - 1], path[day]] * likelihoods[day][path[day]]
            filtered[end - 1, path[-1]] += weight
    return (
        float(np.log(total)),
        filtered / filtered.sum(axis=1, keepdims=True),
        smoothed / smoothed.sum(axis=1, keepdims=True),
    )
