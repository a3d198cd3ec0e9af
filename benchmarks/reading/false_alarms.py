"""Claims found in news that tells of nothing of the kind: per 1,000 sentences of NTREX-128.

    python -m benchmarks.reading.false_alarms [--details FILE]

Each line is a report of its own, without date and theatre. Two or so of the 1,997 lines do speak
of control. The figures keep line numbers only; `--details` writes the sentences elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.goal import NO_DATA
from benchmarks.reading.results import optional_data, record
from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report

FILES = {
    "en": "eng.txt",
    "el": "ell.txt",
    "fr": "fra.txt",
    "ru": "rus.txt",
    "uk": "ukr.txt",
    "ar": "arb.txt",
    "tr": "tur.txt",
}


def alarms(path: Path, language: str) -> tuple[list[str], dict[int, tuple[Claim, ...]]]:
    """The lines of a file, and the claims of each line (from 1) that has any."""
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    reader = Reader(None)
    found = {
        number: reader.read(Report(text=line, language=language)).claims
        for number, line in enumerate(lines, 1)
    }
    return lines, {number: claims for number, claims in found.items() if claims}


def main() -> int:
    """Print and record the rates; `NO_DATA` where the data is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--details", type=Path, help="write the sentences and claims here")
    parser.add_argument("--dry", action="store_true", help="print only")
    arguments = parser.parse_args()
    shared = optional_data()
    folder = shared / "data" / "ntrex" if shared is not None else None
    if folder is None or not folder.is_dir():
        print("no NTREX-128 on this machine; set CONTESTED_SHARED", file=sys.stderr)
        return NO_DATA
    rows: list[list[str]] = []
    details: list[str] = []
    for language, name in FILES.items():
        lines, found = alarms(folder / name, language)
        count = sum(map(len, found.values()))
        rate = f"{1000 * count / len(lines):.1f}"
        rows.append([language, str(len(lines)), str(count), rate, " ".join(map(str, found))])
        print(f"{language}: {count} claims in {len(lines)} sentences, {rate} per 1,000")
        details.append(f"\n## {language}: {count} claims, {rate} per 1,000\n")
        for number, claims in found.items():
            details.append(f"- line {number}: {lines[number - 1]}")
            details += [
                f"    - {c.predicate} | {c.actor} | {c.target} | {c.place} | {c.speaker} | "
                f"{c.factuality} | {c.confidence} | {c.evidence}"
                for c in claims
            ]
    if arguments.details:
        arguments.details.write_text("\n".join(details) + "\n", encoding="utf-8")
    if not arguments.dry:
        title = "False alarms: claims in 1,997 sentences of general news (NTREX-128)"
        columns = ["language", "sentences", "claims", "per 1,000", "lines"]
        record({"false_alarms": {"title": title, "columns": columns, "rows": rows}})
    return 0


if __name__ == "__main__":
    sys.exit(main())
