"""Measure the page in Debian's chromium, with drawing in software.

    python -m benchmarks.page

What it measures stands at the head of web/bench/measure.mjs. Figures go to results.json beside this
file. Without Node.js, the built page or chromium it says so and does nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.belief.frozen import provenance
from benchmarks.goal import GOAL_MISSED

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
RESULTS = Path(__file__).with_name("results.json")
CONTESTED = [sys.executable, "-m", "contested.cli"]
# What is promised, and where the figure stands.
LIMITS = (
    ("a step of the timeline, JavaScript", ("timeline", "script_ms_a_step"), 2.0, "ms"),
    ("a speaker switched off or alone, until shown", ("speaker", "shown_ms"), 200.0, "ms"),
    ("first paint", ("opening", "first_paint_ms"), 1500.0, "ms"),
    ("the answers shown", ("opening", "answers_shown_ms"), 1500.0, "ms"),
    ("transfer of the page", ("opening", "transfer_kb"), 600.0, "kB"),
)


def main() -> int:
    """Exit code: 1 if a limit is passed."""
    for command in ("node", "chromium"):
        if shutil.which(command) is None:
            print(f"The page is not measured: there is no {command} here.")
            return 0
    if not (ROOT / "contested" / "map" / "static" / "index.html").is_file():
        print("The page is not measured: it is not built (make page).")
        return 0
    subprocess.run(
        ["node", "node_modules/vite/bin/vite.js", "build", "--config", "vite.bench.config.ts"],
        cwd=WEB, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="contested-page-") as folder:
        ledger = str(Path(folder) / "demo.db")
        subprocess.run(
            [*CONTESTED, "demo", "--no-serve", "--ledger", ledger],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        # Where others work too, a nice value below 0 keeps some of theirs out of the figures.
        run = {**provenance(), "nice": os.nice(0)}
        measured = _measure(ledger)
    RESULTS.write_text(json.dumps({"run": run, **measured}, indent=2) + "\n", encoding="utf-8")
    return _report(measured)


def _measure(ledger: str) -> dict[str, dict[str, object]]:
    with subprocess.Popen(
        [*CONTESTED, "serve", "--ledger", ledger, "--port", "0"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            address = next(
                found[0] for line in server.stdout if (found := re.search(r"http://\S+/", line))
            )
            done = subprocess.run(
                ["node", "bench/measure.mjs"], cwd=WEB, check=True, text=True,
                stdout=subprocess.PIPE, env={**os.environ, "CONTESTED_ADDRESS": address},
            )  # fmt: skip
        finally:
            server.terminate()
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def _report(measured: dict[str, dict[str, object]]) -> int:
    print("recolouring 33,000 places          script ms   frame ms")
    for way, timing in measured["ways"].items():
        assert isinstance(timing, dict)
        print(f"  {way:<32} {timing['script_ms']:>9} {timing['frame_ms']:>10}")
    passed = 0
    for what, (part, key), limit, unit in LIMITS:
        value = measured[part][key]
        assert isinstance(value, int | float)
        passed += value > limit
        print(f"{what:<46} {value:>8} {unit} (at most {limit:g})")
    return GOAL_MISSED if passed else 0


if __name__ == "__main__":
    raise SystemExit(main())
