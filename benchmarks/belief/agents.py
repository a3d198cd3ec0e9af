"""The second simulator, built otherwise: columns of fighters walk over a grid, whoever is stronger
on the spot holds it, and a press corps files in bursts, roundups and rewrites.

Nothing in it is a Markov chain of a place, no speaker has a confusion matrix, and delays, copies
and errors come from how each newsroom works. One speaker changes sides half way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief.simulate import Ints, World

SIDE = 25
SIDES = 3
DAYS = 730


def agent_world(seed: int, tempo: float = 1.0) -> World:
    """One world of 25 x 25 places; `tempo` is how far columns walk in a day."""
    rng = np.random.default_rng(10_000 + seed)
    truth, strength = _campaign(rng, tempo)
    place, day, speaker, content = _press(rng, truth, strength)
    kinds = ["party", "party", "party", "allied_media", "monitor", "agency", "agency", "resident",
             "party", "unknown"]  # fmt: skip
    sides = [0, 1, 2, 0, -1, -1, -1, -1, 1, -1]
    return World(truth, SIDES, _grid(), place, day, speaker, content, kinds, sides)


def _grid() -> list[list[int]]:
    found = []
    for x in range(SIDE):
        for y in range(SIDE):
            near = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
            found.append([a * SIDE + b for a, b in near if 0 <= a < SIDE and 0 <= b < SIDE])
    return found


def _campaign(rng: np.random.Generator, tempo: float) -> tuple[Ints, NDArray[np.float64]]:
    """Truth (P, T) and how close each place's fight was on each day, (P, T)."""
    cells = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE), indexing="ij"), axis=-1)
    cells = cells.reshape(-1, 2).astype(float)
    bases = np.array([[4.0, 4.0], [20.0, 6.0], [12.0, 21.0]])
    garrison = 6.0 / (1.0 + np.linalg.norm(cells[:, None] - bases[None], axis=2)) + 0.3
    columns = [
        {"side": side, "at": bases[side] + rng.normal(0, 2, 2), "goal": rng.random(2) * SIDE,
         "men": rng.gamma(3, 1.0), "rest": int(rng.integers(0, 30))}
        for side in range(SIDES) for _ in range(7)
    ]  # fmt: skip
    holder = garrison.argmax(axis=1)
    truth = np.zeros((SIDE * SIDE, DAYS), dtype=np.int64)
    closeness = np.zeros(truth.shape)
    grip = np.zeros((len(cells), SIDES))
    for day in range(DAYS):
        power = garrison * 0.35
        for one in columns:
            if one["rest"] > 0:
                one["rest"] -= 1
            else:
                step = one["goal"] - one["at"]
                length = float(np.linalg.norm(step))
                if length < 1.0:
                    one["goal"] = np.clip(one["at"] + rng.normal(0, 7, 2), 0, SIDE - 1)
                    one["rest"] = int(rng.integers(10, 60))
                else:
                    one["at"] = one["at"] + step / length * tempo * 0.25 * rng.random()
            near = np.linalg.norm(cells - one["at"], axis=1)
            power[:, one["side"]] += one["men"] * np.exp(-((near / 1.6) ** 2))
        held = np.minimum(holder, SIDES - 1)
        dug_in = np.zeros_like(power)
        dug_in[np.arange(len(cells)), held] = 0.8 * (holder < SIDES)
        grip = 0.8 * grip + 0.2 * (power + dug_in)
        order = np.sort(grip, axis=1)
        ratio = order[:, -2] / order[:, -1]
        best = grip.argmax(axis=1)
        # Taken once clearly stronger, disputed while nearly even, else as before.
        holder = np.where(ratio < 0.55, best, np.where(ratio > 0.88, SIDES, holder))
        truth[:, day] = holder
        closeness[:, day] = ratio
    return truth, closeness


def _press(
    rng: np.random.Generator, truth: Ints, closeness: NDArray[np.float64]
) -> tuple[Ints, Ints, Ints, Ints]:
    rows: list[tuple[int, int, int, int]] = []
    places = len(truth)
    fame = rng.pareto(1.5, places) + 0.15
    fame /= fame.mean()
    party_map = np.tile(truth[:, :1], (1, 4))  # what each party's office believes it holds
    stuck = truth[:, 0].copy()  # the unknown blogger's old map
    changed = truth[:, 1:] != truth[:, :-1]
    heard: list[tuple[int, int, int]] = []  # (day, place, content) on the wires

    def file(day: int, place: int, who: int, content: int) -> None:
        if day < DAYS:
            rows.append((place, day, who, content))
            if who not in (6, 9):
                heard.append((day, place, content))

    for day in range(1, DAYS):
        heard = [one for one in heard if one[0] >= day - 3]
        events = np.nonzero(changed[:, day - 1])[0]
        hot = np.nonzero(closeness[:, day] > 0.75)[0]
        for place in events.tolist():
            now, before = int(truth[place, day]), int(truth[place, day - 1])
            for party in range(SIDES):
                if now == party or (now == SIDES and rng.random() < 0.3):
                    file(day, place, party, party)  # a victory communique, at once
                elif before == party and rng.random() < 0.25:
                    file(day + int(rng.integers(2, 9)), place, party, now)  # admits it late
            if rng.random() < min(1.0, 0.5 * fame[place]):
                file(day + int(rng.integers(0, 3)), place, 4, now)  # the monitor's stringer
            if rng.random() < min(1.0, 0.3 * fame[place]):
                file(day + int(rng.integers(0, 2)), place, 7, now)
        for place in hot.tolist():  # premature victories and vain denials while it is close
            for party in range(SIDES):
                if rng.random() < 0.012 and party in (truth[place, day], _rival(truth, place, day)):
                    file(day, place, party, party)
            if rng.random() < 0.03:
                file(day, place, 4, int(truth[place, day]))
        turncoat = 1 if day < DAYS // 2 else 0
        for place in np.nonzero(rng.random(places) < 0.004 * fame)[0].tolist():
            now = int(truth[place, day])
            lied = rng.random() < 0.35 and closeness[place, day] > 0.5
            file(day, place, 8, turncoat if lied else now)
        for office, party in ((0, 0), (1, 1), (2, 2), (3, 0)):
            fresh = rng.random(places) < 0.05  # the office's map is refreshed now and then
            party_map[fresh, office] = truth[fresh, day]
            if rng.random() < 0.15:  # a briefing on a dozen places it says it holds
                pool = np.nonzero(party_map[:, office] == party)[0]
                for place in rng.choice(pool, min(12, len(pool)), replace=False).tolist():
                    file(day, place, office, party)
        if day % 7 == 3:  # the monitor's weekly roundup
            weight = fame * (0.2 + closeness[:, day] ** 2)
            for place in rng.choice(places, 25, replace=False, p=weight / weight.sum()).tolist():
                file(day, place, 4, int(truth[place, max(0, day - int(rng.integers(0, 3)))]))
        for who, share in ((5, 0.25), (6, 0.35)):  # agencies rewrite the wires
            for told, place, content in list(heard):
                if told < day and rng.random() < share * min(1.0, fame[place]):
                    rows.append((place, day, who, content))
        if rng.random() < 0.5:  # an agency's own correspondent
            place = int(rng.choice(places, p=fame / fame.sum()))
            file(day, place, 5, int(truth[place, day]))
        refreshed = rng.random(places) < 0.01
        stuck[refreshed] = truth[refreshed, day]
        for place in np.nonzero(rng.random(places) < 0.006 * fame)[0].tolist():
            file(day, place, 9, int(stuck[place]) if rng.random() < 0.9 else int(rng.integers(4)))
    columns = np.array(sorted(set(rows)), dtype=np.int64).T
    return columns[0], columns[1], columns[2], columns[3]


def _rival(truth: Ints, place: int, day: int) -> int:
    """The side that held the place last, other than the present one."""
    past = truth[place, :day][::-1]
    other = past[(past != truth[place, day]) & (past < SIDES)]
    return int(other[0]) if len(other) else -1
