"""The sentence that a claim was read from, as a stretch of the report's text."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache

from contested.claim.lexicon import LANGUAGES, available_languages
from contested.claim.text import sentences
from contested.report.report import Report


def sentence_around(report: Report, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence, or sentences, that hold the characters from `start` to `end`."""
    return sentences_around(report, [(start, end)])[0]


def sentences_around(report: Report, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`sentence_around` for several spans of one report, which is cut into sentences once."""
    parts = sentences(report.text, _abbreviations(report.language or ""))
    found = []
    for start, end in spans:
        first, last = start, end
        for part in parts:
            if part.start < end and part.end > start:
                first, last = min(first, part.start), max(last, part.end)
        found.append((first, last))
    return found


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> frozenset[str]:
    # From the file alone: to compile the language's words for this would take a second.
    if language not in available_languages():
        return frozenset()
    text = (LANGUAGES / language / "language.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text).get("abbreviations", ()))
