"""Hard cells, log loss, calibration, and recalibration by folds of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief.peers import vote_counts
from benchmarks.belief.simulate import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NEAR_CHANGE_DAYS = 7
AT_ODDS_DAYS = 14
FLOOR = 1e-6


def spoken_of(world: World) -> Bools:
    """Cells (P, T) at or after the place's first claim."""
    return np.asarray(vote_counts(world, 1).sum(axis=2).cumsum(axis=1) > 0)


def hard_cells(world: World) -> Bools:
    """Cells spoken of, within 7 days of a change, or with speakers at odds in the last 14."""
    truth = world.truth
    near = np.zeros(truth.shape, dtype=bool)
    place, day = np.nonzero(truth[:, 1:] != truth[:, :-1])
    for offset in range(-NEAR_CHANGE_DAYS, NEAR_CHANGE_DAYS + 1):
        near[place, np.clip(day + 1 + offset, 0, truth.shape[1] - 1)] = True
    at_odds = (vote_counts(world, AT_ODDS_DAYS) > 0).sum(axis=2) > 1
    return np.asarray((near | at_odds) & spoken_of(world))


def log_loss(probs: Floats, truth: NDArray[np.int64], cells: Bools) -> float:
    """Mean negative log of the true state's probability over `cells`, floored at 1e-6."""
    chosen = np.take_along_axis(probs, truth[..., None], axis=-1)[..., 0]
    return float(-np.log(np.maximum(chosen[cells], FLOOR)).mean())


def accuracy(probs: Floats, truth: NDArray[np.int64], cells: Bools) -> float:
    """Share of `cells` in which the likeliest state is the true one."""
    return float((probs.argmax(axis=-1) == truth)[cells].mean())


def calibration_error(
    probs: Floats, truth: NDArray[np.int64], cells: Bools, bins: int = 15
) -> float:
    """Expected calibration error of the likeliest state's probability, equal-width bins."""
    confidence = probs.max(axis=-1)[cells]
    right = (probs.argmax(axis=-1) == truth)[cells]
    number = np.minimum((confidence * bins).astype(int), bins - 1)
    total = 0.0
    for one in range(bins):
        here = number == one
        if here.any():
            total += here.mean() * abs(float(confidence[here].mean()) - float(right[here].mean()))
    return float(total)


def recalibrated(
    features: Floats, truth: NDArray[np.int64], cells: Bools, folds: int = 3, most: int = 40_000
) -> Floats:
    """Multinomial logistic regression on `features` (P, T, F), fitted to the `cells` of the other
    places' folds: probabilities (P, T, K), zero outside `cells`."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    states = int(truth.max()) + 1
    rng = np.random.default_rng(0)
    fold = rng.permutation(truth.shape[0]) % folds
    result = np.zeros((*truth.shape, states))
    for one in range(folds):
        train = cells & (fold != one)[:, None]
        test = cells & (fold == one)[:, None]
        x, y = features[train], truth[train]
        if len(y) > most:
            pick = rng.choice(len(y), most, replace=False)
            x, y = x[pick], y[pick]
        scaler = StandardScaler().fit(x)
        model = LogisticRegression(max_iter=300, C=1.0).fit(scaler.transform(x), y)
        part = np.full((int(test.sum()), states), FLOOR)
        part[:, model.classes_] = model.predict_proba(scaler.transform(features[test]))
        result[test] = part / part.sum(axis=1, keepdims=True)
    return result


def best_recalibrated(
    choices: Sequence[Floats], truth: NDArray[np.int64], cells: Bools, folds: int = 3
) -> Floats:
    """`recalibrated` with, for each fold, the feature set that does best on folds of the other
    places: the choice never sees the places it is judged on."""
    fold = np.random.default_rng(0).permutation(truth.shape[0]) % folds
    each = [recalibrated(choice, truth, cells, folds) for choice in choices]
    result = np.zeros_like(each[0])
    for one in range(folds):
        inside = cells & (fold != one)[:, None]
        inner = [
            log_loss(recalibrated(choice[fold != one], truth[fold != one], cells[fold != one]),
                     truth[fold != one], inside[fold != one])
            for choice in choices
        ]  # fmt: skip
        result[fold == one] = each[int(np.argmin(inner))][fold == one]
    return result


def logs(probs: Floats) -> Floats:
    """Probabilities as features of a logistic regression."""
    return np.asarray(np.log(np.maximum(probs, 1e-4)))
