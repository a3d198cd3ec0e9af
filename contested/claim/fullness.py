"""How much of a place a noun's adjective or verb says: "full control", "completed the capture"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase
from contested.claim.text import inflects
from contested.claim.words import Word


def fullness(lexicon: Lexicon, words: list[Word], phrase: Phrase, clause: Clause) -> str:
    """`whole` or `most` where the noun of a phrase is called full or nearly full, or its clause
    says that what it names is complete, else ""."""
    if _is_completed(lexicon, clause, phrase):
        return "whole"
    end = phrase.of.start if phrase.of is not None else phrase.end
    parts = [part for word in words[phrase.start : end] for part in word.form.fold.split()]
    if not any(inflects(part, lexicon.full_stems) for part in parts):
        return ""
    return "most" if lexicon.almost.intersection(parts) else "whole"


def _is_completed(lexicon: Lexicon, clause: Clause, phrase: Phrase) -> bool:
    """Whether the verb of a clause completes what its object names."""
    verb = clause.verb
    if verb is None or verb.form is None or verb.negative:
        return False
    return verb.form.lemma in lexicon.completing_verbs and (phrase in clause.args or verb.passive)
