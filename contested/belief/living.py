"""Living maps: sources that restate everything every day, each a chain driven by the truth.

Silence of such a source reaffirms, and its days are no independent draws. So a source is a Markov
chain: P(s_t = c | s_{t-1} = a, z_t) = A[j, b][z][a, c], whose entries are the recognition delay
(a != z, c = z), overclaim (a = z, c != z) and correction. The bin b counts the days since any
source last moved at the place: two maps that disagree for months on a quiet front are, in the late
bins, hardly evidence any more, because that is what the fit finds there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.belief.kernel import expectation
from contested.belief.panel import Floats, Ints, Panel
from contested.belief.table import ControlTable

# Days since any source last moved, at the place: up to a week, a month, a quarter, longer.
STALE_DAYS = (7, 30, 90)
_BINS = len(STALE_DAYS) + 1
_PRIOR_DAYS = 200.0
_STAY, _RECOGNISE = 0.998, 0.12
_CHANGE = 0.003


@dataclass(frozen=True, slots=True)
class LivingFit:
    """Fitted chains: `transition_matrix` (K, K) of the truth, `answers` (S, BINS, K, K, K) with
    the axes source, bin, truth, shown before, shown now; `log_likelihoods` after each step."""

    transition_matrix: Floats
    answers: Floats
    log_likelihoods: tuple[float, ...]


def believe_table(
    table: ControlTable,
    *,
    max_iterations: int = 20,
    told: Callable[[int, float], None] | None = None,
) -> tuple[Floats, Floats, LivingFit]:
    """Filtered and smoothed probabilities (P, T, K) of each status, and the fit."""
    sources, places, days = table.shown.shape
    states = len(table.statuses)
    panel = _panel(table.shown, states)
    matrix = np.full((states, states), _CHANGE / max(1, states - 1))
    np.fill_diagonal(matrix, 1 - _CHANGE)
    prior_matrix = matrix * _PRIOR_DAYS * 10
    answers = np.broadcast_to(_first_guess(states), (sources, _BINS, states, states, states)).copy()
    prior_answers = answers * _PRIOR_DAYS
    initial = np.full(states, 1 / states)
    trace: list[float] = []
    for step in range(max_iterations):
        found = expectation(panel, initial, matrix[None], _emissions(answers), posteriors=False)
        log_posterior = float(found.log_likelihoods.sum())
        log_posterior += float((prior_matrix * np.log(matrix)).sum())
        log_posterior += float((prior_answers * np.log(answers)).sum())
        trace.append(log_posterior)
        if told is not None:
            told(step, log_posterior)
        if step and trace[-1] - trace[-2] < 1e-5 * panel.events:
            break
        counts = prior_matrix + found.step_counts[0]
        matrix = counts / counts.sum(axis=1, keepdims=True)
        by_type = found.type_counts.reshape(sources, _BINS, states + 1, states, states)
        said = np.moveaxis(by_type[:, :, :states], -1, 2) + prior_answers
        answers = said / said.sum(axis=-1, keepdims=True)
    found = expectation(panel, initial, matrix[None], _emissions(answers))
    shape = (places, days, states)
    return (
        found.filtered_probs.reshape(shape),
        found.smoothed_probs.reshape(shape),
        LivingFit(matrix, answers, tuple(trace)),
    )


def days_since_moved(shown: NDArray[np.int8]) -> Ints:
    """Days since any source last changed what it shows, (P, T); counted from the first day."""
    _, places, days = shown.shape
    moved = np.zeros((places, days), dtype=bool)
    known = (shown[:, :, 1:] >= 0) & (shown[:, :, :-1] >= 0)
    moved[:, 1:] = ((shown[:, :, 1:] != shown[:, :, :-1]) & known).any(axis=0)
    last = np.maximum.accumulate(np.where(moved, np.arange(days), 0), axis=1)
    return np.asarray(np.arange(days) - last)


def _panel(shown: NDArray[np.int8], states: int) -> Panel:
    """Every place and day an event; every source that shows something an observation.

    A type is (source, bin, shown before, shown now); where nothing was shown before there is the
    extra row `states`, which says nothing.
    """
    sources, places, days = shown.shape
    # Yesterday's staleness: today's own move must not change how it is weighed.
    bins = np.searchsorted(STALE_DAYS, days_since_moved(shown), side="right")
    bins[:, 1:] = bins[:, :-1].copy()
    before = np.full_like(shown, states)
    before[:, :, 1:] = np.where(shown[:, :, :-1] >= 0, shown[:, :, :-1], states)
    source = np.arange(sources)[:, None, None]
    kind = ((source * _BINS + bins[None]) * (states + 1) + before) * states + shown
    present = (shown >= 0).transpose(1, 2, 0).reshape(-1, sources)
    flat = kind.transpose(1, 2, 0).reshape(-1, sources)
    counts = present.sum(axis=1)
    return Panel(
        np.arange(places + 1) * days,
        np.zeros(places * days, dtype=np.int32),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        flat[present].astype(np.int32),
    )


def _emissions(answers: Floats) -> Floats:
    """P(shown now | shown before, truth) by type, (T, K)."""
    sources, bins, states = answers.shape[:3]
    table = np.ones((sources, bins, states + 1, states, states))
    table[:, :, :states] = np.moveaxis(answers, 2, -1)
    return table.reshape(-1, states)


def _first_guess(states: int) -> Floats:
    """Stays right, recognises in about a week, seldom moves elsewhere: (K, K, K)."""
    guess = np.full((states, states, states), (1 - _STAY) / max(1, states - 1))
    for truth in range(states):
        for before in range(states):
            row = guess[truth, before]
            if before == truth:
                row[truth] = _STAY
            else:
                row[truth] = _RECOGNISE
                row[before] = 1 - _RECOGNISE - (1 - _STAY) * max(0, states - 2)
            row /= row.sum()
    return guess
