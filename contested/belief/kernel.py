"""Forward-backward compiled by numba. Import this module only where inference is run: loading
numba takes most of a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import get_num_threads, njit, prange

from contested.belief.panel import Expectation, Floats, Panel

# A pass for a fixed number of states runs twice as fast, and takes seconds to compile once: from
# so many events on, and up to so many states, it is worth it.
_FIXED_FROM_EVENTS = 200_000
_FIXED_UP_TO_STATES = 8


def expectation(
    panel: Panel,
    initial_probs: Floats,
    step_matrices: Floats,
    emissions: Floats,
    *,
    posteriors: bool = True,
) -> Expectation:
    """The same as `contested.belief.reference.expectation`, on all cores.

    Without `posteriors` only the log-likelihoods and the expected counts are kept.
    """
    states = len(initial_probs)
    chunks = max(1, min(2 * get_num_threads(), panel.places))
    bounds = _even_chunks(panel, chunks)
    kept = panel.events if posteriors else 0
    log_likelihoods = np.zeros(panel.places)
    filtered, smoothed = np.zeros((kept, states)), np.zeros((kept, states))
    step_counts = np.zeros((chunks, *step_matrices.shape))
    type_counts = np.zeros((chunks, *emissions.shape))
    longest = int(np.diff(panel.place_start).max(initial=0))
    fixed = panel.events >= _FIXED_FROM_EVENTS and states <= _FIXED_UP_TO_STATES
    _pass(states if fixed else 0)(
        bounds,
        panel.place_start,
        panel.step,
        panel.obs_start,
        panel.obs_type,
        np.ascontiguousarray(initial_probs),
        np.ascontiguousarray(step_matrices),
        np.ascontiguousarray(emissions),
        posteriors,
        longest,
        log_likelihoods,
        filtered,
        smoothed,
        step_counts,
        type_counts,
    )
    return Expectation(
        log_likelihoods, filtered, smoothed, step_counts.sum(axis=0), type_counts.sum(axis=0)
    )


def _even_chunks(panel: Panel, chunks: int) -> Any:
    """Places cut into runs of about as many events each."""
    targets = np.linspace(0, panel.events, chunks + 1)
    bounds = np.searchsorted(panel.place_start, targets)
    bounds[0], bounds[-1] = 0, panel.places
    return np.maximum.accumulate(np.minimum(bounds, panel.places))


@cache
def _pass(fixed_states: int) -> Callable[..., None]:
    """The compiled pass for this number of states, or for any if it is 0."""

    @njit(cache=True, parallel=True)
    def run(
        bounds: Any,
        place_start: Any,
        step: Any,
        obs_start: Any,
        obs_type: Any,
        initial: Any,
        matrices: Any,
        emissions: Any,
        posteriors: bool,
        longest: int,
        log_likelihoods: Any,
        filtered: Any,
        smoothed: Any,
        step_counts: Any,
        type_counts: Any,
    ) -> None:
        states = fixed_states or initial.shape[0]
        for chunk in prange(len(bounds) - 1):
            alpha = np.empty((longest, states))
            likelihood = np.empty((longest, states))
            scale = np.empty(longest)
            beta = np.empty(states)
            ahead = np.empty(states)
            steps = step_counts[chunk]
            types = type_counts[chunk]
            for place in range(bounds[chunk], bounds[chunk + 1]):
                first, last = place_start[place], place_start[place + 1]
                total, product = 0.0, 1.0
                for event in range(first, last):
                    row = event - first
                    for k in range(states):
                        likelihood[row, k] = 1.0
                    for obs in range(obs_start[event], obs_start[event + 1]):
                        top = 0.0
                        for k in range(states):
                            likelihood[row, k] *= emissions[obs_type[obs], k]
                            top = max(top, likelihood[row, k])
                        # Many observations on one day: keep clear of underflow.
                        if top < 1e-100:
                            for k in range(states):
                                likelihood[row, k] /= top
                            total += np.log(top)
                    if row == 0:
                        for k in range(states):
                            alpha[0, k] = initial[k]
                    else:
                        matrix = matrices[step[event]]
                        for j in range(states):
                            alpha[row, j] = 0.0
                        for i in range(states):
                            before = alpha[row - 1, i]
                            for j in range(states):
                                alpha[row, j] += before * matrix[i, j]
                    mass = 0.0
                    for k in range(states):
                        alpha[row, k] *= likelihood[row, k]
                        mass += alpha[row, k]
                    inverse = 1.0 / mass
                    for k in range(states):
                        alpha[row, k] *= inverse
                    scale[row] = inverse
                    product *= mass
                    if product < 1e-200 or product > 1e200:
                        total += np.log(product)
                        product = 1.0
                log_likelihoods[place] = total + np.log(product)
                for k in range(states):
                    beta[k] = 1.0
                for event in range(last - 1, first - 1, -1):
                    row = event - first
                    for obs in range(obs_start[event], obs_start[event + 1]):
                        for k in range(states):
                            types[obs_type[obs], k] += alpha[row, k] * beta[k]
                    if posteriors:
                        for k in range(states):
                            filtered[event, k] = alpha[row, k]
                            smoothed[event, k] = alpha[row, k] * beta[k]
                    if row > 0:
                        matrix = matrices[step[event]]
                        count = steps[step[event]]
                        for k in range(states):
                            ahead[k] = likelihood[row, k] * beta[k] * scale[row]
                        for i in range(states):
                            total_ahead = 0.0
                            for j in range(states):
                                part = matrix[i, j] * ahead[j]
                                total_ahead += part
                                count[i, j] += alpha[row - 1, i] * part
                            beta[i] = total_ahead

    compiled: Callable[..., None] = run
    return compiled
