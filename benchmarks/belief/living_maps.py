"""Four living maps of one war, one of them hidden: predict what it shows.

    python -m benchmarks.belief.living_maps [--seeds 0] [--out FILE]

The truth is the second simulator's, on a moving and on a static front; the maps follow it with
delays of their own, differing from place to place, claim too much, correct themselves, and one
copies another. All methods are recalibrated by a logistic layer on folds of places, against the
hidden map.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief import measure
from benchmarks.belief.agents import SIDE, agent_world
from benchmarks.belief.frozen import provenance
from benchmarks.belief.simulate import World
from contested.belief.living import believe_table
from contested.belief.table import ControlTable

Floats = NDArray[np.float64]
TEMPO = {"moving": 1.0, "static": 0.12}
# Mean delay, premature moves a day on a contested place, side it favours (-1: none), whom it
# copies and how often.
MAPS = [
    {"delay": 2.0, "premature": 0.002, "side": -1, "copies": None},
    {"delay": 5.0, "premature": 0.001, "side": -1, "copies": 0},
    {"delay": 3.0, "premature": 0.006, "side": 0, "copies": None},
    {"delay": 8.0, "premature": 0.001, "side": -1, "copies": None},
]
HIDDEN = 0


def maps(world: World, seed: int) -> NDArray[np.int8]:
    """What the four maps show, (4, P, T)."""
    rng = np.random.default_rng(500 + seed)
    places, days = world.truth.shape
    shown = np.zeros((len(MAPS), places, days), dtype=np.int8)
    shown[:, :, 0] = world.truth[:, 0]
    # A place's front is watched well or badly, by each map in its own way.
    slow = rng.lognormal(0, 0.7, (len(MAPS), places))
    bias = rng.random((len(MAPS), places)) < 0.06
    front = np.array([len({int(world.truth[n, 0]) for n in near}) > 1 for near in world.neighbours])
    for day in range(1, days):
        truth = world.truth[:, day]
        for number, one in enumerate(MAPS):
            now = shown[number, :, day - 1].astype(np.int64)
            goal = truth.copy()
            if one["copies"] is not None:
                follow = rng.random(places) < 0.5
                goal = np.where(follow, shown[one["copies"], :, day - 1], goal)
            goal = np.where(bias[number], now, goal)  # drawn otherwise there, and never corrected
            if one["side"] >= 0:  # slow to admit a loss of its own side
                grudging = (now == one["side"]) & (rng.random(places) < 0.7)
                goal = np.where(grudging, now, goal)
            moves = rng.random(places) < 1 / (1 + one["delay"] * slow[number])
            after = np.where(moves, goal, now)
            early = (rng.random(places) < one["premature"]) & front
            near = np.array([rng.choice(row) for row in world.neighbours])
            after = np.where(early, truth[near], after)
            shown[number, :, day] = after
    return shown


def run(front: str, seed: int) -> dict[str, float]:
    """Recalibrated log loss on the hidden map's hard cells, by method."""
    world = agent_world(seed, TEMPO[front])
    shown = maps(world, seed)
    visible = np.delete(shown, HIDDEN, axis=0)
    target = shown[HIDDEN].astype(np.int64)
    states = world.sides + 1
    hard = _hard(visible, target)
    one_hot = np.eye(states)[visible]
    votes = one_hot.mean(axis=0)
    near = _near(world, votes)
    lagged = np.concatenate([votes[:, :1].repeat(7, axis=1), votes[:, :-7]], axis=1)
    skene = _dawid_skene(visible, states)
    table = ControlTable(
        ("a", "b", "c"), tuple(map(str, range(SIDE * SIDE))), tuple("0123"[:states]),
        date(2022, 1, 1), visible,
    )  # fmt: skip
    filtered, smoothed, _ = believe_table(table)
    each = one_hot.transpose(1, 2, 0, 3).reshape(*votes.shape[:2], -1)
    logistic = np.concatenate([each, votes, near, lagged], axis=2)
    features = {
        "majority vote": measure.logs(0.9 * votes + 0.1 / states),
        "Dawid-Skene (crowd-kit)": measure.logs(skene),
        "logistic: votes, neighbours' votes, lags": logistic,
        "our chains alone": measure.logs(filtered),
        "our chains, with votes and neighbours": np.concatenate(
            [logistic, measure.logs(filtered), _near(world, filtered)], axis=2
        ),
    }
    chains = measure.logs(filtered), features["our chains, with votes and neighbours"]
    back = np.concatenate([logistic, measure.logs(smoothed), _near(world, smoothed)], axis=2)
    result = {"hard_cells": float(hard.sum())}
    for name, columns in features.items():
        fitted = measure.recalibrated(columns, target, hard)
        result[name] = measure.log_loss(fitted, target, hard)
    for name, choice in (("ours, filtered", chains), ("ours, in hindsight",
                                                      (measure.logs(smoothed), back))):  # fmt: skip
        fitted = measure.best_recalibrated(choice, target, hard)
        result[name] = measure.log_loss(fitted, target, hard)
    return result


def _hard(visible: NDArray[np.int8], target: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Maps at odds, or within 7 days of a move of the hidden one."""
    at_odds = (visible != visible[:1]).any(axis=0)
    near = np.zeros(target.shape, dtype=bool)
    place, day = np.nonzero(target[:, 1:] != target[:, :-1])
    for offset in range(-7, 8):
        near[place, np.clip(day + 1 + offset, 0, target.shape[1] - 1)] = True
    return np.asarray(at_odds | near)


def _near(world: World, probs: Floats) -> Floats:
    return np.stack([probs[near].mean(axis=0) for near in world.neighbours])


def _dawid_skene(visible: NDArray[np.int8], states: int) -> Floats:
    """Fitted by crowd-kit on one day in ten (days are near-copies), applied to all."""
    import pandas
    from crowdkit.aggregation import DawidSkene

    sources, places, days = visible.shape
    some = np.arange(0, days, 10)
    grid = np.meshgrid(np.arange(sources), np.arange(places), some, indexing="ij")
    frame = pandas.DataFrame(
        {"task": (grid[1] * days + grid[2]).ravel(), "worker": grid[0].ravel(),
         "label": visible[:, :, some].ravel()}
    )  # fmt: skip
    model = DawidSkene(n_iter=30).fit(frame)
    errors = np.full((sources, states, states), 1e-3)
    for (worker, label), row in model.errors_.iterrows():
        for state in row.index:
            errors[worker, state, label] = max(1e-3, float(row[state]))
    total = np.zeros((places, days, states))
    for number in range(sources):
        total += np.log(errors[number])[:, visible[number]].transpose(1, 2, 0)
    probs = np.exp(total - total.max(axis=2, keepdims=True))
    return np.asarray(probs / probs.sum(axis=2, keepdims=True))


def main() -> None:
    """Run both fronts and print; with --out, keep the figures with date and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    record: dict[str, object] = provenance()
    for front in TEMPO:
        found = [run(front, seed) for seed in options.seeds]
        means = {name: float(np.mean([one[name] for one in found])) for name in found[0]}
        record[front] = {"seeds": options.seeds, **means}
        print(f"\n{front} front, recalibrated log loss on hard cells")
        for name, value in means.items():
            print(f"  {name:44s}{value:10.3f}")
    if options.out:
        options.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
