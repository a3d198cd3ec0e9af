"""Numbered units of an army in English: "35ης τεθωρακισμένης ταξιαρχίας" is the 35th Armored
Brigade.

The words are data of the language: `[units]` (brigade, division) and `[unit_kinds]` (armoured,
of infantry), each with its English word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from contested.claim.canonical import ordinal
from contested.claim.lexicon import Lexicon
from contested.claim.text import fold

_NUMBER = re.compile(r"\d+")
_SHORT = 3  # letters of a word that only joins others: "d'", "de"


@lru_cache(maxsize=32)
def _words(lexicon: Lexicon, table: str) -> dict[str, str]:
    """The words of a table of the language by their stems, with their English."""
    listed: dict[str, list[str]] = lexicon.settings.get(table, {})
    return {lexicon.stem(fold(text)): gloss for gloss, texts in listed.items() for text in texts}


def unit_name(lexicon: Lexicon, text: str) -> str:
    """The English name of a numbered unit, or "" where a text names none that is known."""
    units, kinds = _words(lexicon, "units"), _words(lexicon, "unit_kinds")
    number, unit, described = "", "", []
    for word in re.split(r"[\s'’.-]+", text):
        stem = lexicon.stem(fold(word))
        if (digits := _NUMBER.match(word)) is not None:
            number = number or ordinal(digits.group())
        elif stem in units:
            unit = unit or units[stem]
        elif stem in kinds:
            described.append(kinds[stem])
        elif len(word) > _SHORT:
            return ""
    return " ".join([number, *described, unit]) if number and unit else ""
