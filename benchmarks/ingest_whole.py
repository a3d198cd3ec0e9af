"""Ingest 20,000 reports with `contested ingest`, kill it on the way, resume it, and look.

    python -m benchmarks.ingest_whole [--reports 20000] [--kills 3]

The reports are briefs of four sentences made from a seed: two about real places and parties of the
pack `syria` in one of two languages, two of other news, so that none repeats another. The program
is killed (kill -9) at as many points spread over the work as asked for, then left to finish. At the
end every report must be in the ledger once, with its reading; a second run must add nothing.
Processor seconds, peak memory and size are written to ingest-results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from contested.ledger.store import Ledger
from contested.place.theatre import load_theatre

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("ingest-results.json")
FIRST_DAY = date(2016, 7, 1)
DAYS = 180
_ENGLISH = (
    "{party} took {place} on {weekday}, {speaker} said.",
    "{speaker} said that {party} held {place}.",
    "{party} have been besieging {place} since {day}, according to {speaker}.",
    "{party} withdrew from {place}, {speaker} said.",
    "{party} attacked {place}, {speaker} reported.",
)
_GREEK = (
    "{speaker} ανακοίνωσε ότι {party} κατέλαβαν την πόλη {place}.",
    "{party} ελέγχουν την πόλη {place}, ανακοίνωσε {speaker}.",
)
_PARTIES = {
    "en": ("Government forces", "Rebels", "Kurdish fighters", "Islamic State fighters"),
    "el": ("οι κυβερνητικές δυνάμεις", "οι αντάρτες", "οι Κούρδοι μαχητές"),
}
_SPEAKERS = {
    "en": ("the Syrian Observatory for Human Rights", "the Syrian army", "residents", "SANA"),
    "el": ("το Συριακό Παρατηρητήριο Ανθρωπίνων Δικαιωμάτων", "ο συριακός στρατός"),
}
_OTHER = (
    "budget", "school", "harvest", "football", "weather", "museum", "parliament", "doctors",
    "train", "festival", "prices", "pupils", "bridge", "market", "river", "concert", "library",
    "farmers", "engineers", "vote", "report", "summer", "winter", "committee", "garden", "letters",
    "teachers", "minister", "court", "judge", "painter", "novel", "coach", "season", "ticket",
)  # fmt: skip


@dataclass(frozen=True)
class Used:
    """What one run of the program used; `killed` if it was ended on the way."""

    cpu_s: float
    memory_mb: float
    killed: bool


def made_up(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Reports as the JSON Lines reader takes them, each unlike the others."""
    dice = random.Random(seed)
    pack = load_theatre("syria")
    places = sorted(
        place.name for place in pack.places.values() if place.kind in ("city", "town", "village")
    )
    for number in range(count):
        language = "el" if number % 4 == 0 else "en"
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        told = [
            dice.choice(_GREEK if language == "el" else _ENGLISH).format(
                party=dice.choice(_PARTIES[language]), speaker=dice.choice(_SPEAKERS[language]),
                place=dice.choice(places), weekday=dice.choice(("Monday", "Friday", "Sunday")),
                day=(day - timedelta(days=dice.randrange(1, 20))).strftime("%-d %B"),
            )
            for _ in range(2)
        ]  # fmt: skip
        told += [" ".join(dice.choices(_OTHER, k=14)).capitalize() + "." for _ in range(2)]
        yield {
            "id": f"made-up-{number}", "publisher": f"desk {number % 40}", "language": language,
            "published_at": f"{day}T12:00:00+00:00", "text": " ".join(told),
        }  # fmt: skip


def ingest(folder: Path, stop_at: int | None) -> Used:
    """Run `contested ingest` once; kill it when so many reports are stored."""
    process = subprocess.Popen(
        [sys.executable, "-m", "contested.cli", "ingest", "reports.jsonl", "--theatre", "syria",
         "--ledger", "whole.db", "--json", "--max-mb", "200"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=(folder / "told.txt").open("w"),
    )  # fmt: skip
    if stop_at is not None:
        while stored(folder) < stop_at and _runs(process.pid):
            time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    killed = process.returncode == -signal.SIGKILL
    if process.returncode != 0 and not killed:
        told = (folder / "told.txt").read_text(encoding="utf-8")[-400:]
        raise SystemExit(f"contested ingest ended with {process.returncode}: {told}")
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, killed)


def _runs(pid: int) -> bool:
    """Whether a child still runs; what it used is left to be asked for."""
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return ended is None


def stored(folder: Path) -> int:
    """How many reports the ledger holds."""
    if not (folder / "whole.db").exists():
        return 0
    with Ledger.open(folder / "whole.db", create=True) as ledger:
        return ledger.counts()["reports"]


def main() -> int:
    """Run as a program; the exit code is 1 if a report is lost or stands twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    runs: list[Used] = []
    with tempfile.TemporaryDirectory(prefix="contested-whole-") as name:
        folder = Path(name)
        with (folder / "reports.jsonl").open("w", encoding="utf-8") as file:
            for report in made_up(asked.reports):
                file.write(json.dumps(report, ensure_ascii=False) + "\n")
        began = time.perf_counter()
        for kill in range(1, asked.kills + 1):
            runs.append(ingest(folder, asked.reports * kill // (asked.kills + 1)))
            print(f"killed with {stored(folder):,} reports stored", flush=True)
        runs.append(ingest(folder, None))
        seconds = time.perf_counter() - began
        again = ingest(folder, None)
        with Ledger.open(folder / "whole.db") as ledger:
            problems, counts = ledger.check(), ledger.counts()
        size_mb = (folder / "whole.db").stat().st_size / 2**20
    if counts["reports"] != asked.reports or counts["readings"] != asked.reports:
        problems.append(f"{asked.reports} reports went in, there are {counts}")
    total_cpu = sum(one.cpu_s for one in runs)
    record = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "reports": counts["reports"],
        "claims": counts["claims"],
        "kills": sum(one.killed for one in runs),
        "lost_or_doubled": len(problems),
        "cpu_s": round(total_cpu, 1),
        "cpu_ms_per_report": round(1000 * total_cpu / asked.reports, 2),
        "clock_s": round(seconds, 1),
        "memory_mb": round(max(one.memory_mb for one in runs)),
        "second_run_cpu_s": round(again.cpu_s, 1),
        "ledger_mb": round(size_mb, 1),
    }
    for problem in problems:
        print(problem)
    asked.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
