"""How much of a place the adjective of a noun says: "full control of X", "a total blockade"."""

from __future__ import annotations

from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase
from contested.claim.words import Word

_LONGEST_ENDING = 4  # letters that an adjective may have behind its stem


def fullness(lexicon: Lexicon, words: list[Word], phrase: Phrase) -> str:
    """`whole` or `most` where the noun of a phrase is called full or nearly full, else ""."""
    end = phrase.of.start if phrase.of is not None else phrase.end
    parts = [part for word in words[phrase.start : end] for part in word.form.fold.split()]
    if not any(_is_full(lexicon, part) for part in parts):
        return ""
    return "most" if lexicon.almost.intersection(parts) else "whole"


def _is_full(lexicon: Lexicon, word: str) -> bool:
    return any(
        word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING
        for stem in lexicon.full_stems
    )
