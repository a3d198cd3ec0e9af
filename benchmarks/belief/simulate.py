"""The first simulator: a Markov chain on a map, and speakers with the faults of real ones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
PARAMETERS = Path(__file__).parent / "reporting.toml"


@dataclass(frozen=True)
class World:
    """Truth (P, T), the last state being `divided`, and what was said about it.

    Claims are columns: place, day of publication, speaker, content. Speakers have a kind and a
    side (-1: none). Neighbours come as lists.
    """

    truth: Ints
    sides: int
    neighbours: list[list[int]]
    place: Ints
    day: Ints
    speaker: Ints
    content: Ints
    kinds: list[str]
    speaker_sides: list[int]


def nearest(points: NDArray[np.float64], count: int) -> list[list[int]]:
    """The nearest `count` points of each, made mutual."""
    distance = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    order = np.argsort(distance, axis=1)[:, 1 : count + 1]
    found = [set(row.tolist()) for row in order]
    for one, row in enumerate(order):
        for other in row.tolist():
            found[other].add(one)
    return [sorted(one) for one in found]


def markov_world(seed: int, parameters: dict[str, Any] | None = None) -> World:
    """One world of the first simulator."""
    setting = parameters or tomllib.loads(PARAMETERS.read_text("utf-8"))
    rng = np.random.default_rng(seed)
    world, reports = setting["world"], setting["reports"]
    places, days, sides = world["places"], world["days"], world["sides"]
    points = rng.random((places, 2))
    neighbours = nearest(points, world["neighbours"])
    truth = _truth(rng, world, points, neighbours)
    rate = rng.gamma(reports["rate_shape"], 1 / reports["rate_shape"], places)
    rate = rate / rate.mean() * reports["rate_mean"]
    burst = np.ones((places, days))
    for one, day in zip(*np.nonzero(truth[:, 1:] != truth[:, :-1]), strict=True):
        burst[one, day + 1 : day + 1 + reports["burst_days"]] = reports["burst_times"]
    speakers = setting["speaker"]
    shares = np.array([s["share"] for s in speakers])
    counts = rng.poisson(rate[:, None] * burst)
    rows: list[tuple[int, int, int, int]] = []
    for one in range(places):
        said: list[tuple[int, int, int]] = []
        for day in range(days):
            today = []
            for _ in range(counts[one, day]):
                who = int(rng.choice(len(speakers), p=shares / shares.sum()))
                speaker = speakers[who]
                others = sorted({c for d, w, c in said if day - 7 <= d < day and w != who})
                if others and rng.random() < speaker["echo"]:
                    content = int(rng.choice(others))
                else:
                    lag = rng.geometric(1 / (1 + speaker["delay"])) - 1
                    content = _say(rng, speaker, int(truth[one, max(0, day - lag)]), sides)
                today.append((day, who, content))
            said += today
            said = [row for row in said if row[0] >= day - 7]
            rows += [(one, day, who, content) for day, who, content in today]
    columns = np.array(sorted(set(rows)), dtype=np.int64).T
    return World(
        truth, sides, neighbours, *columns,
        [s["kind"] for s in speakers], [s["side"] for s in speakers],
    )  # fmt: skip


def _say(rng: np.random.Generator, speaker: dict[str, Any], state: int, sides: int) -> int:
    side = speaker["side"]
    if state != side and side >= 0 and rng.random() < speaker["overclaim"]:
        return int(side)
    if state == sides:
        if rng.random() < speaker["sees_divided"]:
            return sides
        return int(rng.integers(sides))
    if rng.random() < speaker["right"]:
        return state
    return int(rng.choice([one for one in range(sides + 1) if one != state]))


def _truth(
    rng: np.random.Generator, world: dict[str, Any], points: Any, neighbours: list[list[int]]
) -> Ints:
    places, days, sides = world["places"], world["days"], world["sides"]
    centres = rng.random((3 * sides, 2))
    home = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1) % sides
    truth = np.zeros((places, days), dtype=np.int64)
    truth[:, 0] = home
    until = np.zeros(sides, dtype=np.int64)
    for day in range(1, days):
        now = truth[:, day - 1]
        truth[:, day] = now
        for side in range(sides):
            start = world["offensive_share"] / world["offensive_days"]
            if day >= until[side] and rng.random() < start:
                until[side] = day + world["offensive_days"]
        for one in range(places):
            near = now[neighbours[one]]
            enemies = near[(near != now[one]) & (near < sides)]
            if now[one] == sides:
                if rng.random() < 1 / world["divided_days"]:
                    pool = near[near < sides]
                    truth[one, day] = rng.choice(pool) if len(pool) else rng.integers(sides)
                continue
            hazard = world["quiet_hazard"]
            for enemy in enemies:
                times = world["offensive_times"] if day < until[enemy] else 1.0
                hazard += world["front_hazard"] * times / len(near) * 0.5
            if rng.random() < hazard:
                taker = rng.choice(enemies) if len(enemies) else rng.integers(sides)
                through = rng.random() < world["divided_share"]
                truth[one, day] = sides if through or taker == now[one] else taker
    return truth
