"""How much of a place a noun's adjective or verb says: "full control", "completed the capture"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase
from contested.claim.words import Word

_LONGEST_ENDING = 4  # letters that an adjective may have behind its stem


def fullness(lexicon: Lexicon, words: list[Word], phrase: Phrase, clause: Clause) -> str:
    """`whole` or `most` where the noun of a phrase is called full or nearly full, or its clause
    says that what it names is complete, else ""."""
    if _is_completed(lexicon, clause, phrase):
        return "whole"
    end = phrase.of.start if phrase.of is not None else phrase.end
    parts = [part for word in words[phrase.start : end] for part in word.form.fold.split()]
    if not any(_is_full(lexicon, part) for part in parts):
        return ""
    return "most" if lexicon.almost.intersection(parts) else "whole"


def _is_completed(lexicon: Lexicon, clause: Clause, phrase: Phrase) -> bool:
    """Whether the verb of a clause completes what its object names."""
    verb = clause.verb
    if verb is None or verb.form is None or verb.negative:
        return False
    return verb.form.lemma in lexicon.completing_verbs and (phrase in clause.args or verb.passive)


def _is_full(lexicon: Lexicon, word: str) -> bool:
    return any(
        word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING
        for stem in lexicon.full_stems
    )
