"""The development reports that tests read: those rules are written with, never those set aside."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from contested.claim.evaluate import gold_report
from contested.claim.lexicon import available_languages
from contested.claim.score import gold_files
from contested.report.report import Report

READING = Path(__file__).resolve().parent.parent.parent / "benchmarks" / "reading"
KEPT_BACK = re.compile(r"dev-el-(09|1\d)|dev-en-(08|09|10)")


@dataclass(frozen=True)
class Example:
    """A development report with its gold claims."""

    name: str
    report: Report
    theatre: str | None
    gold: tuple[dict[str, Any], ...]

    @property
    def language(self) -> str:
        """The report's language."""
        return self.report.language or ""


@cache
def examples() -> tuple[Example, ...]:
    """All development reports in languages that have rules."""
    found = []
    for folder in (READING / "retold", READING / "en" / "dev", READING / "el" / "dev"):
        for text, path in gold_files(folder):
            if KEPT_BACK.search(path.stem):
                continue
            gold = json.loads(path.read_text(encoding="utf-8"))
            if gold["lang"] in available_languages():
                report = gold_report(text, gold)
                found.append(Example(path.stem, report, gold.get("theatre"), tuple(gold["claims"])))
    return tuple(found)
