"""Beliefs against a known truth: both simulators, three seeds each, ours beside the peers.

python -m benchmarks.belief.accuracy [--seeds 0 1 2] [--out results-accuracy.json]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief import measure, ours, peers
from benchmarks.belief.agents import agent_world
from benchmarks.belief.frozen import provenance
from benchmarks.belief.simulate import World, markov_world

Floats = NDArray[np.float64]
WORLDS: dict[str, Callable[[int], World]] = {"markov": markov_world, "agents": agent_world}
PEERS: dict[str, Callable[[World], Floats]] = {
    "majority vote, 30 days": peers.majority_vote,
    "latest claim wins": peers.latest_claim,
    "Dawid-Skene (crowd-kit), 30 days": peers.dawid_skene,
    "HMM (hmmlearn), filtered": peers.hidden_markov,
}


def rows(world: World) -> list[dict[str, object]]:
    """One row for each method: log loss, accuracy and calibration on hard and on all cells."""
    hard, cells = measure.hard_cells(world), measure.spoken_of(world)
    found = []

    def add(name: str, probs: Floats, seconds: float, again: Floats | None) -> None:
        row: dict[str, object] = {
            "method": name,
            "hard_log_loss": measure.log_loss(probs, world.truth, hard),
            "hard_accuracy": measure.accuracy(probs, world.truth, hard),
            "hard_ece": measure.calibration_error(probs, world.truth, hard),
            "log_loss": measure.log_loss(probs, world.truth, cells),
            "ece": measure.calibration_error(probs, world.truth, cells),
            "seconds": seconds,
        }
        if again is not None:
            fitted = measure.recalibrated(again, world.truth, hard)
            row["recalibrated_hard_log_loss"] = measure.log_loss(fitted, world.truth, hard)
        found.append(row)

    for name, method in PEERS.items():
        start = time.perf_counter()
        probs = method(world)
        add(name, probs, time.perf_counter() - start, measure.logs(probs))
    votes = measure.logs(peers.majority_vote(world))
    near = neighbours_mean(world, peers.majority_vote(world))
    latest = measure.logs(peers.latest_claim(world))
    start = time.perf_counter()
    features = np.concatenate([votes, near, latest], axis=2)
    fitted = measure.recalibrated(features, world.truth, hard)
    add("logistic: votes, neighbours' votes, latest", fitted, time.perf_counter() - start, None)
    # It is fitted to the truth of hard cells and says nothing of the others.
    found[-1] |= {"recalibrated_hard_log_loss": found[-1]["hard_log_loss"],
                  "log_loss": float("nan"), "ece": float("nan")}  # fmt: skip
    start = time.perf_counter()
    believed = ours.believe(world)
    seconds = time.perf_counter() - start
    add("ours, filtered", believed.filtered, seconds, measure.logs(believed.filtered))
    add("ours, smoothed", believed.smoothed, seconds, measure.logs(believed.smoothed))
    return found


def neighbours_mean(world: World, probs: Floats) -> Floats:
    """The mean of the neighbours' probabilities the day before, (P, T, K)."""
    result = np.zeros_like(probs)
    for place, near in enumerate(world.neighbours):
        result[place, 1:] = probs[near, :-1].mean(axis=0)
    return result


def main() -> None:
    """Run and print; with --out, keep the figures with date and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--worlds", nargs="+", default=list(WORLDS), choices=list(WORLDS))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    record: dict[str, object] = {**provenance(), "runs": []}
    for name in options.worlds:
        table: dict[str, list[dict[str, object]]] = {}
        for seed in options.seeds:
            world = WORLDS[name](seed)
            found = rows(world)
            record["runs"].append({"world": name, "seed": seed, "rows": found})  # type: ignore[attr-defined]  # a list
            for row in found:
                table.setdefault(str(row["method"]), []).append(row)
        print_table(name, table)
    if options.out:
        options.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def print_table(world: str, table: dict[str, list[dict[str, object]]]) -> None:
    """Means over the seeds."""
    keys = ("hard_log_loss", "recalibrated_hard_log_loss", "hard_accuracy", "hard_ece",
            "log_loss", "ece", "seconds")  # fmt: skip
    print(f"\n{world}: mean over seeds\n{'':44s}" + "".join(f"{key[-14:]:>16s}" for key in keys))
    means = {}
    for method, rows_ in table.items():
        means[method] = [float(np.mean([row[key] for row in rows_])) for key in keys]  # type: ignore[arg-type]  # numbers
        print(f"{method:44s}" + "".join(f"{value:16.3f}" for value in means[method]))
    mine = means["ours, filtered"][0]
    for peer in ("majority vote, 30 days", "Dawid-Skene (crowd-kit), 30 days"):
        raw, again = means[peer][:2]
        print(f"ours / {peer}: {mine / raw:.2f} raw, {means['ours, filtered'][1] / again:.2f} "
              "both recalibrated")  # fmt: skip


if __name__ == "__main__":
    main()
