"""Kill an ingest at random moments (kill -9) and check that the ledger loses and doubles nothing.

    python -m benchmarks.kill_ingest --rounds 200

Each round starts a process that reads made-up reports into a ledger and kills it: some while the
ledger is being created, most in the middle of the work. After each round the ledger must open,
hold every report whose ingest had returned with all its claims, and hold no part of another.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from contested.claim.claim import Claim, Resolution
from contested.ledger.ingest import ingest_all
from contested.ledger.store import Ledger
from contested.report.report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORTS = 1000
FRESH_LEDGER_EVERY = 10
_WORDS = ("army", "rebels", "siege", "road", "district", "town", "said", "held", "left", "took")


@dataclass(frozen=True, slots=True)
class MadeUpReading:
    """What `MadeUpReader` returns."""

    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    notes: tuple[str, ...] = ()


class MadeUpReader:
    """Makes as many claims of a report as its number says, so that a missing one shows."""

    def read(self, report: Report) -> MadeUpReading:
        number = int(report.text.split()[1])
        claims = tuple(
            Claim(
                report.id, "controls", "rebels", None, f"place {i}", "whole", "outlet", "actual",
                "held", i, i + 4,
            )
            for i in range(claims_of(number))
        )  # fmt: skip
        resolutions = tuple(
            Resolution(claim.id, f"x:{i}", None, None, None, 1.0, 2.0, "made-up", 1.0)
            for i, claim in enumerate(claims)
        )
        return MadeUpReading(claims, resolutions)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rounds showed; `failures` is empty if nothing was lost or doubled."""

    rounds: int
    killed: int
    killed_before_first_report: int
    finished_reports: int
    failures: tuple[str, ...]


def claims_of(number: int) -> int:
    """How many claims report `number` has: 0 to 24."""
    return number * 7 % 25


def made_up_report(number: int) -> Report:
    """Report `number`: unlike every other one, so that no copies are looked at."""
    words = random.Random(number).choices(_WORDS, k=120)
    return Report(f"Report {number} " + " ".join(words), publisher=f"outlet {number}")


def ingest_and_tell(ledger_path: Path) -> None:
    """The child: ingest everything, naming each report once its ingest has returned."""
    with Ledger.open(ledger_path, create=True) as ledger:
        for outcome in ingest_all(
            ledger, MadeUpReader(), map(made_up_report, range(REPORTS)), "v1"
        ):
            if outcome.report is not None:
                print(outcome.report.text.split()[1], flush=True)


def run(rounds: int, folder: Path, seed: int = 1) -> Outcome:
    """Kill `rounds` ingests into ledgers in `folder`."""
    dice = random.Random(seed)
    failures: list[str] = []
    killed = early = 0
    finished: set[int] = set()
    total = 0
    path = folder / "ledger-0.db"
    for round_number in range(rounds):
        if round_number % FRESH_LEDGER_EVERY == 0:
            path, finished = folder / f"ledger-{round_number}.db", set()
        told, was_killed = _one_round(path, dice, None if round_number % 4 == 0 else len(finished))
        killed += was_killed
        early += was_killed and not told
        total += len(told - finished)
        finished |= told
        failures += [f"round {round_number}: {message}" for message in _check(path, finished)]
    return Outcome(rounds, killed, early, total, tuple(failures))


def _one_round(path: Path, dice: random.Random, already: int | None) -> tuple[set[int], bool]:
    """The numbers of the reports the child finished, and whether it was killed while working.

    It is killed some time after its start, or, with `already` reports stored, some reports later.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kill_ingest", "--child", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told: list[str] = []
    if already is None:
        time.sleep(dice.uniform(0.2, 0.8))
    else:
        wanted = already + dice.randrange(1, 60)
        while len(told) < wanted and (line := child.stdout.readline()):
            told.append(line)
        time.sleep(dice.uniform(0.0, 0.02))
    child.send_signal(signal.SIGKILL)
    told += child.stdout.readlines()
    child.stdout.close()
    # The pipe may end in half a number: that report's ingest has returned, but which is unknown.
    return {int(line) for line in told if line.endswith("\n")}, child.wait() == -signal.SIGKILL


def _check(path: Path, finished: set[int]) -> list[str]:
    if not path.exists():
        return [f"{len(finished)} reports are gone with the file"] if finished else []
    with Ledger.open(path, create=True) as ledger:
        problems = ledger.check()
        stored = [int(report.text.split()[1]) for report in ledger.reports()]
        per_report: dict[str, int] = {}
        for claim in ledger.claims():
            per_report[claim.claim.report_id] = per_report.get(claim.claim.report_id, 0) + 1
        if len(stored) != len(set(stored)):
            problems.append("a report is stored twice")
        problems += [f"report {number} is lost" for number in sorted(finished - set(stored))]
        for number in stored:
            found = per_report.get(made_up_report(number).id, 0)
            if found != claims_of(number):
                problems.append(f"report {number} has {found} claims, not {claims_of(number)}")
        counts = ledger.counts()
        if not counts["reports"] == counts["readings"] == len(stored):
            problems.append(f"readings and reports do not match: {counts}")
        if counts["claims"] != counts["resolutions"] or counts["copies"]:
            problems.append(f"claims and resolutions do not match: {counts}")
    return problems


def main() -> int:
    """Run as a program; the exit code is 1 if anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        ingest_and_tell(options.child)
        return 0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(options.rounds, Path(folder), options.seed)
    for failure in outcome.failures:
        print(failure)
    print(
        f"{outcome.killed} of {outcome.rounds} ingests killed "
        f"({outcome.killed_before_first_report} before their first report), "
        f"{outcome.finished_reports} reports finished, {len(outcome.failures)} lost or doubled, "
        f"{time.perf_counter() - started:.0f} s"
    )
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
