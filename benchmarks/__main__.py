"""All long measurements one after the other, and one table of them at the end.

    python -m benchmarks

Each part runs in a process of its own. A goal that is missed is said and stops nothing; a part that
fails stops nothing either, but the exit code is 1 then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.goal import GOAL_MISSED, NO_DATA

ROOT = Path(__file__).resolve().parents[1]
# Name, module with its arguments, and what the environment has for it.
PARTS: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    ("what is read", ("benchmarks.reading.run",), {}),
    ("false alarms", ("benchmarks.reading.false_alarms",), {}),
    ("ingest, killed", ("benchmarks.kill_ingest", "--rounds", "200"), {}),
    ("reading", ("benchmarks.speed_reading", "--compiled", "build/compiled"), {}),
    ("believing", ("benchmarks.belief",), {}),
    ("situation", ("benchmarks.situation.run", "--write"), {}),
    ("serving", ("benchmarks.serving", "--out", "benchmarks/serving-results.json"), {}),
    ("hostile requests", ("pytest", "tests/map/test_schema.py"), {"CONTESTED_EXAMPLES": "100"}),
    ("ingest, whole", ("benchmarks.ingest_whole",), {}),
    ("page", ("benchmarks.page",), {}),
)  # fmt: skip


def measure(module: Sequence[str], environment: dict[str, str]) -> str:
    """Run one part; "done", "goal missed", "no data here" or "failed (code)"."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip
    ends = {0: "done", GOAL_MISSED: "goal missed", NO_DATA: "no data here"}
    return ends.get(done.returncode, f"failed ({done.returncode})")


def main() -> int:
    """Measure all parts; the exit code is 1 if one failed, 0 even if goals are missed."""
    ends: list[tuple[str, str, float]] = []
    for name, module, environment in PARTS:
        print(f"\n== {name}: python -m {' '.join(module)}", flush=True)
        begun = time.monotonic()
        ends.append((name, measure(module, environment), time.monotonic() - begun))
    print("\n== all parts", flush=True)
    for name, end, seconds in ends:
        print(f"{name:18s} {end:14s} {seconds:6.0f} s")
    print(flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.table"], check=False, cwd=ROOT)
    return 1 if any(end.startswith("failed") for _, end, _ in ends) else 0


if __name__ == "__main__":
    sys.exit(main())
