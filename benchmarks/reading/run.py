"""Score the reader on every part of the annotated reports and write the figures down.

    python -m benchmarks.reading.run [--set-aside]

The part set aside is read only when asked for: its texts and what was missed in them are not
looked at while rules are written.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reading.results import FOLDER, optional_data, record
from contested.claim.claim import Claim
from contested.claim.evaluate import Evaluation, evaluate, figures
from contested.claim.extract import Reader
from contested.claim.score import fully_right, gold_files
from contested.report.report import Report

# Reports of retold/ that were kept back as well while rules were written.
KEPT_BACK = re.compile(r"dev-el-(09|1\d)|dev-en-(08|09|10)")


@dataclass(frozen=True, slots=True)
class Part:
    """Folders of gold files that are scored together; `wanted` chooses among their names."""

    name: str
    title: str
    folders: tuple[Path, ...]
    wanted: Callable[[str], bool] = lambda name: True
    set_aside: bool = False


def parts() -> list[Part]:
    """All parts there are on this machine."""
    retold = FOLDER / "retold"
    found = [
        Part(
            "retold",
            "Retold reports that rules were written with",
            (retold,),
            lambda name: not KEPT_BACK.search(name),
        ),
        Part(
            "retold_whole", "All retold reports, those kept back included", (retold,),
            set_aside=True,
        ),
        Part("written", "Development reports", tuple(sorted(FOLDER.glob("*/dev")))),
        Part(
            "written_set_aside",
            "Reports set aside while rules were written",
            tuple(sorted(FOLDER.glob("*/heldout"))),
            set_aside=True,
        ),
    ]  # fmt: skip
    shared = optional_data()
    if shared is not None and (shared / "founding-report").is_dir():
        founding = Part("founding", "The founding report", (shared / "founding-report",))
        found.insert(0, founding)
    return found


def read(report: Report, theatre: str | None) -> Iterable[Claim]:
    """The reader's claims, as `evaluate` asks for them."""
    return Reader(theatre).read(report).claims


def measure(part: Part) -> dict[str, Any]:
    """The figures of a part as they are written down; texts and claims are not."""
    pairs = [
        pair for folder in part.folders for pair in gold_files(folder) if part.wanted(pair[1].stem)
    ]
    result: Evaluation = evaluate(pairs, read)
    languages = {
        language: {
            "reports": result.reports[language],
            "fully_right": fully_right(result.scores[language]),
            "groups": {group: figures(tally) for group, tally in result.rows(language)},
        }
        for language in sorted(result.scores)
    }
    unread = ", ".join(f"{count} {language}" for language, count in sorted(result.unread.items()))
    note = f"No rules yet, left out: {unread}" if unread else ""
    return {"title": part.title, "note": note, "languages": languages}


def main() -> None:
    """Measure, print the control and overall lines, write results.json and the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set-aside", action="store_true", help="also the part set aside")
    parser.add_argument("--dry", action="store_true", help="print only")
    arguments = parser.parse_args()
    sections = {}
    for part in parts():
        if part.set_aside and not arguments.set_aside:
            continue
        sections[part.name] = measured = measure(part)
        for language, scored in measured["languages"].items():
            for group in ("control", "all"):
                numbers = scored["groups"][group]
                told = "  ".join(f"{k} {v}" for k, v in numbers.items() if v is not None)
                print(f"{part.name:18} {language} {group:8} {told}", flush=True)
    if not arguments.dry:
        record(sections)


if __name__ == "__main__":
    main()
