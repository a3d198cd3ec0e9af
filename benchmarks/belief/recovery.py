"""Dates of changes of control in Ukraine, recovered from one faithful source among delayed and
partisan copies of it.

    python -m benchmarks.belief.recovery FOLDER [--out FILE]

FOLDER holds ``wiki_status_changes.csv``. The days on which its table changed are the truth; what
is said of them is simulated, from one source that dates each change, two that repeat it later, and
the two parties, who announce their own gains, sometimes too early, and admit nothing. The first
speaks of changes only, or also restates its table every fortnight, week or day.
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief.frozen import provenance
from benchmarks.belief.ours import believe
from benchmarks.belief.simulate import World
from contested.belief.transition import changed

STATES = {"Ukraine": 0, "Russia": 1, "Contested": 2}
KINDS = ["agency", "agency", "agency", "party", "party"]
SIDES = [-1, -1, -1, 1, 0]
WITHIN_DAYS = 2
# How often the table says again what it shows, "as of" a day; 0: only at changes.
RESTATED_DAYS = (0, 14, 7, 1)
# A place whose row changes more often is several places of one name.
MOST_CHANGES = 10
MOST_DAYS_PREMATURE = 4


def true_changes(folder: Path) -> tuple[list[list[tuple[int, int]]], list[int], int]:
    """For each place its changes (day, state), its state before them, and the number of days."""
    with (folder / "wiki_status_changes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["name"]]
    places: dict[tuple[str, str, str], list[tuple[date, str, str]]] = {}
    for row in rows:
        key = (row["name"], row["lat"], row["lon"])
        change = (date.fromisoformat(row["day"]), row["from"], row["to"])
        places.setdefault(key, []).append(change)
    first = min(one[0] for changes in places.values() for one in changes) - timedelta(days=20)
    last = max(one[0] for changes in places.values() for one in changes) + timedelta(days=20)
    kept, before = [], []
    for changes in places.values():
        names = {name for _, old, new in changes for name in (old, new)}
        if len(changes) > MOST_CHANGES or not names <= set(STATES):
            continue
        changes.sort()
        kept.append([((day - first).days, STATES[new]) for day, _, new in changes])
        before.append(STATES[changes[0][1]])
    return kept, before, (last - first).days + 1


def reported(
    folder: Path, restated_days: int, seed: int = 0
) -> tuple[World, list[list[tuple[int, int]]], NDArray[np.int8]]:
    """What five speakers say of the changes, the changes, and the days on which somebody
    announces a change of hands at a place (P, T), in `contested.belief.transition.changed`'s codes.
    """
    rng = np.random.default_rng(seed)
    changes, before, days = true_changes(folder)
    truth = np.zeros((len(changes), days), dtype=np.int64)
    rows: set[tuple[int, int, int, int]] = set()
    fighting = np.zeros(truth.shape, dtype=np.int8)

    def announce(place: int, day: int, who: int, state: int) -> None:
        rows.add((place, day, who, state))
        if day < days:
            taken = 2 if state == 2 else changed(2, taker=state)
            old = fighting[place, day]
            fighting[place, day] = taken if old in (0, taken) else 2

    for place, told in enumerate(changes):
        truth[place] = before[place]
        rows.add((place, 0, 1, before[place]))
        for day, state in told:
            truth[place, day:] = state
            announce(place, day, 0, state)
            # "From a to b" says of the day before, too.
            rows.add((place, day - 1, 0, int(truth[place, day - 1])))
            for who in (1, 2):
                if rng.random() < 0.7:
                    announce(place, day + int(rng.geometric(0.3)), who, state)
            for who, side in ((3, 1), (4, 0)):
                if state == side and rng.random() < 0.8:
                    early = int(rng.integers(1, MOST_DAYS_PREMATURE)) if rng.random() < 0.2 else 0
                    announce(place, max(0, day - early), who, side)
                elif rng.random() < 0.15:  # claims it still, or already
                    rows.add((place, day + int(rng.integers(0, 5)), who, side))
        again = range(0, days, restated_days) if restated_days else range(1)
        rows |= {(place, day, 0, int(truth[place, day])) for day in again}
    columns = np.array(sorted(row for row in rows if row[1] < days), dtype=np.int64).T
    none: list[list[int]] = [[] for _ in changes]
    return World(truth, 2, none, *columns, KINDS, SIDES), changes, fighting


def recovered(folder: Path, restated_days: int, seed: int = 0) -> dict[str, float]:
    """Share of the changes whose date comes out within two days, in hindsight."""
    world, changes, fighting = reported(folder, restated_days, seed)
    smoothed = believe(world, fighting=fighting, dated_speakers=(0,)).smoothed
    found, long_found, long_total, total = 0, 0, 0, 0
    for place, told in enumerate(changes):
        best = smoothed[place].argmax(axis=1)
        moved = np.nonzero(best[1:] != best[:-1])[0] + 1
        for number, (day, state) in enumerate(told):
            following = told[number + 1][0] if number + 1 < len(told) else world.truth.shape[1]
            near = [int(one) for one in moved if abs(int(one) - day) <= WITHIN_DAYS]
            hit = any(best[one] == state for one in near)
            total, found = total + 1, found + hit
            if following - day >= 3:
                long_total, long_found = long_total + 1, long_found + hit
    spurious = sum(
        min((abs(int(one) - day) for day, _ in told), default=99) > WITHIN_DAYS
        for place, told in enumerate(changes)
        for one in np.nonzero(np.diff(smoothed[place].argmax(axis=1)))[0] + 1
    )
    return {
        "days_right_share": float((smoothed.argmax(axis=2) == world.truth).mean()),
        "spurious_changes": int(spurious),
        "places": len(changes), "changes": total, "recovered_share": found / total,
        "changes_lasting_3_days": long_total, "recovered_share_lasting": long_found / long_total,
    }  # fmt: skip


def main() -> None:
    """Run and print; with --out, keep the figures with date and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    record = {
        **provenance(),
        "restated_every_days": {str(n): recovered(options.folder, n) for n in RESTATED_DAYS},
    }
    print(json.dumps(record, indent=1))
    if options.out:
        options.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
