"""What others would do with the same claims: majority vote, Dawid-Skene, HMM, latest claim."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief.simulate import World

Floats = NDArray[np.float64]
WINDOW_DAYS = 30


def vote_counts(world: World, window_days: int = WINDOW_DAYS) -> Floats:
    """Claims per content in the last `window_days`, today included, (P, T, K)."""
    places, days = world.truth.shape
    counts = np.zeros((places, days, world.sides + 1))
    np.add.at(counts, (world.place, world.day, world.content), 1.0)
    total = counts.cumsum(axis=1)
    total[:, window_days:] -= total[:, :-window_days].copy()
    return total


def majority_vote(world: World) -> Floats:
    """Shares of the claims of 30 days, with one claim spread evenly over the states added; where
    nobody spoke, the last shares."""
    counts = vote_counts(world)
    states = counts.shape[2]
    shares = (counts + 1 / states) / (counts.sum(axis=2, keepdims=True) + 1)
    return _held_over(shares, counts.sum(axis=2) > 0)


def latest_claim(world: World, weight: float = 0.9) -> Floats:
    """The content of the latest claim with `weight`, the rest spread evenly."""
    counts = vote_counts(world, 1)
    spoken = counts.sum(axis=2) > 0
    states = counts.shape[2]
    shares = counts / np.maximum(counts.sum(axis=2, keepdims=True), 1)
    shares = weight * shares + (1 - weight) / states
    return _held_over(shares, spoken)


def dawid_skene(world: World, window_days: int = WINDOW_DAYS) -> Floats:
    """crowd-kit's Dawid-Skene: fitted to (place, block of 30 days) tasks, then applied to the
    claims of the last 30 days; where nobody spoke, the last answer."""
    import pandas
    from crowdkit.aggregation import DawidSkene

    frame = pandas.DataFrame(
        {
            "task": world.place * 10_000 + world.day // window_days,
            "worker": world.speaker,
            "label": world.content,
        }
    )
    model = DawidSkene(n_iter=50).fit(frame)
    states = world.sides + 1
    errors = np.full((len(world.kinds), states, states), 1e-3)
    for (worker, label), row in model.errors_.iterrows():
        for state in row.index:
            errors[worker, state, label] = max(1e-3, float(row[state]))
    prior = np.full(states, 1e-3)
    for state, value in model.priors_.items():
        prior[int(str(state))] = max(1e-3, float(value))
    logs = np.log(errors / errors.sum(axis=2, keepdims=True))
    places, days = world.truth.shape
    total = np.zeros((places, days, states))
    np.add.at(total, (world.place, world.day), logs[world.speaker, :, world.content])
    total = total.cumsum(axis=1)
    total[:, window_days:] -= total[:, :-window_days].copy()
    total += np.log(prior / prior.sum())
    probs = np.exp(total - total.max(axis=2, keepdims=True))
    probs /= probs.sum(axis=2, keepdims=True)
    return _held_over(probs, vote_counts(world, window_days).sum(axis=2) > 0)


def hidden_markov(world: World) -> Floats:
    """hmmlearn's categorical HMM on each day's most frequent content (or none), filtered."""
    from hmmlearn.hmm import CategoricalHMM

    counts = vote_counts(world, 1)
    states = counts.shape[2]
    symbols = np.where(counts.sum(axis=2) > 0, counts.argmax(axis=2), states)
    silent = float((symbols == states).mean())
    model: Any = CategoricalHMM(
        n_components=states, n_iter=15, init_params="", n_features=states + 1, tol=1.0
    )
    model.startprob_ = np.full(states, 1 / states)
    model.transmat_ = np.full((states, states), 0.005 / (states - 1))
    np.fill_diagonal(model.transmat_, 0.995)
    said = np.full((states, states), 0.3 / (states - 1))
    np.fill_diagonal(said, 0.7)
    model.emissionprob_ = np.column_stack([said * (1 - silent), np.full(states, silent)])
    places, days = symbols.shape
    model.fit(symbols.reshape(-1, 1), [days] * places)
    probs = np.zeros((places, days, states))
    alpha = np.tile(model.startprob_, (places, 1))
    for day in range(days):
        if day:
            alpha = alpha @ model.transmat_
        alpha = alpha * model.emissionprob_[:, symbols[:, day]].T
        alpha /= alpha.sum(axis=1, keepdims=True)
        probs[:, day] = alpha
    return probs


def _held_over(probs: Floats, spoken: NDArray[np.bool_]) -> Floats:
    """On days without news, the last day's answer; before any news, all states alike."""
    places, days, states = probs.shape
    last = np.where(spoken, np.arange(days), -1)
    last = np.maximum.accumulate(last, axis=1)
    held = probs[np.arange(places)[:, None], np.maximum(last, 0)]
    held[last < 0] = 1 / states
    return np.asarray(held)
