"""One place day by day, compiled: what was believed then, in hindsight, and how stale it is.

Every function takes `initial_probs` (K,), `matrices` (N, K, K), `which` (T,), the matrix that
leads into each day, and n observations: `obs_day` and `obs_known` (n,), the day spoken of and the
day it became known, `obs_likelihood` (n, K) and `obs_weight` (n,), 1 for a firm word on the
holder, less for one that is vague or may be misread, 0 for a mere hint: the chance that it tells
who holds the place, each by itself. Days count from 0 to T - 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def believed_then(
    initial_probs: Any,
    matrices: Any,
    which: Any,
    obs_day: Any,
    obs_known: Any,
    obs_likelihood: Any,
    obs_weight: Any,
) -> tuple[Any, Any]:
    """Filtered probabilities (T, K): on each day, from what was known by that day.

    Late news changes the days before it, so the chain is run again from the day it speaks of.
    The second array (T, K) is the part of the belief that nothing can have changed since the last
    evidence; its sum falls short of one by the chance that the place changed unnoticed.
    """
    days, states = len(which), len(initial_probs)
    likelihood = np.ones((days, states))
    weight = np.full(days, -1.0)
    alpha = np.zeros((days, states))
    stay = np.zeros((days, states))
    out, fresh = np.zeros((days, states)), np.zeros((days, states))
    order = np.argsort(obs_known, kind="mergesort")
    following = 0
    for today in range(days):
        redo = today
        while following < len(order) and obs_known[order[following]] <= today:
            obs = order[following]
            _absorb(obs_day[obs], obs_likelihood[obs], obs_weight[obs], likelihood, weight)
            redo = min(redo, obs_day[obs])
            following += 1
        for day in range(redo, today + 1):
            _advance(day, initial_probs, matrices[which[day]], likelihood, weight, alpha, stay)
        out[today] = alpha[today]
        fresh[today] = stay[today]
    return out, fresh


@njit(cache=True)
def _absorb(day: int, obs_likelihood: Any, obs_weight: float, likelihood: Any, weight: Any) -> None:
    top = 0.0
    for k in range(len(obs_likelihood)):
        likelihood[day, k] *= obs_likelihood[k]
        top = max(top, likelihood[day, k])
    for k in range(len(obs_likelihood)):
        likelihood[day, k] /= top
    if obs_weight < 0 or weight[day] < 0:
        weight[day] = max(weight[day], obs_weight)
    else:
        weight[day] += obs_weight - weight[day] * obs_weight


@njit(cache=True)
def _advance(
    day: int, initial: Any, matrix: Any, likelihood: Any, weight: Any, alpha: Any, stay: Any
) -> None:
    states = len(initial)
    mass = 0.0
    for j in range(states):
        value = initial[j]
        if day > 0:
            value = 0.0
            for i in range(states):
                value += alpha[day - 1, i] * matrix[i, j]
        alpha[day, j] = value * likelihood[day, j]
        mass += alpha[day, j]
    known = 0.0
    for j in range(states):
        alpha[day, j] /= mass
        stay[day, j] = stay[day - 1, j] * matrix[j, j] if day > 0 else 0.0
        known += stay[day, j]
    if weight[day] >= 0:
        share = known + weight[day] - known * weight[day]
        for j in range(states):
            stay[day, j] = alpha[day, j] * share


@njit(cache=True)
def in_hindsight(
    initial_probs: Any,
    matrices: Any,
    which: Any,
    obs_day: Any,
    obs_known: Any,
    obs_likelihood: Any,
    obs_weight: Any,
) -> tuple[Any, Any]:
    """Smoothed probabilities (T, K) from all observations, and (T,) the chance that the place
    changed hands unnoticed both since the evidence before the day and until the one after."""
    days, states = len(which), len(initial_probs)
    likelihood = np.ones((days, states))
    weight = np.full(days, -1.0)
    for obs in range(len(obs_day)):
        _absorb(obs_day[obs], obs_likelihood[obs], obs_weight[obs], likelihood, weight)
    alpha, stay = np.zeros((days, states)), np.zeros((days, states))
    for day in range(days):
        _advance(day, initial_probs, matrices[which[day]], likelihood, weight, alpha, stay)
    beta, ahead = np.ones(states), np.ones(states)
    # The chance, given the state of the day, that nothing changes until the evidence ahead.
    kept = np.zeros(states)
    unknown = np.ones(days)
    for day in range(days - 1, -1, -1):
        mass = 0.0
        for k in range(states):
            alpha[day, k] *= beta[k]
            mass += alpha[day, k]
        for k in range(states):
            alpha[day, k] /= mass
        before, after = 0.0, 0.0
        for k in range(states):
            before += stay[day, k]
            after += alpha[day, k] * kept[k]
            # The day's own word counts with what came before it, and once.
            if weight[day] > 0:
                kept[k] += weight[day] - weight[day] * kept[k]
        unknown[day] = (1 - min(before, 1.0)) * (1 - min(after, 1.0))
        if day > 0:
            matrix = matrices[which[day]]
            top = 0.0
            for k in range(states):
                ahead[k] = likelihood[day, k] * beta[k]
                kept[k] *= matrix[k, k]
            for i in range(states):
                total = 0.0
                for j in range(states):
                    total += matrix[i, j] * ahead[j]
                beta[i] = total
                top = max(top, total)
            for i in range(states):
                beta[i] /= top
    return alpha, unknown


@njit(cache=True)
def last_day_without(
    initial_probs: Any, matrices: Any, which: Any, obs_day: Any, likelihoods: Any, until: int
) -> Any:
    """Filtered probabilities of day `until`, (V, K), under V versions of the observations'
    likelihoods (V, n, K), all of them known by then; `obs_day` is in ascending order."""
    versions, states = likelihoods.shape[0], len(initial_probs)
    out = np.zeros((versions, states))
    now, then = np.zeros(states), np.zeros(states)
    # Leaving one out changes nothing before it: each version goes on from where the last of them
    # had come to by the first observation in which the two differ.
    count, last = len(obs_day), versions - 1
    before = np.zeros((count + 1, states))
    for version in range(last, -1, -1):
        obs, begin = 0, 0
        if version < last:
            while obs < count and _alike(likelihoods[version, obs], likelihoods[last, obs]):
                obs += 1
            # Back to the first observation of that day.
            while obs > 0 and obs < count and obs_day[obs - 1] == obs_day[obs]:
                obs -= 1
            if obs > 0:
                begin = obs_day[obs - 1] + 1
                now[:] = before[obs]
        for day in range(begin, until + 1):
            if day == 0:
                then[:] = initial_probs
            else:
                matrix = matrices[which[day]]
                for j in range(states):
                    value = 0.0
                    for i in range(states):
                        value += now[i] * matrix[i, j]
                    then[j] = value
            while obs < count and obs_day[obs] == day:
                for k in range(states):
                    then[k] *= likelihoods[version, obs, k]
                obs += 1
                mass = then.sum()
                for k in range(states):
                    then[k] /= mass
                if version == last:
                    before[obs] = then
            now[:] = then
        out[version] = now
    return out


@njit(cache=True)
def _alike(one: Any, other: Any) -> bool:
    alike = True
    for k in range(len(one)):
        alike &= one[k] == other[k]
    return alike
