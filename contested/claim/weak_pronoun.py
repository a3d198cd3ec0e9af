"""Whether a word that is also an article or a preposition is a weak pronoun here."""

from __future__ import annotations

from contested.claim.words import Word

_FINITE = frozenset({"past", "pres", "fut", "cond", "subj", "base"})


def weak_here(words: list[Word], i: int) -> bool:
    """Whether word `i` is a weak pronoun here: before a verb, perhaps with others between."""
    form = words[i].form
    if not form.weak or words[i].entity is not None:
        return False
    k = i + 1
    while k < len(words) and words[k].entity is None and (words[k].form.weak or words[k].form.neg):
        k += 1
    if k >= len(words) or words[k].kind != "word" or words[k].joined:
        return False
    after = words[k].form
    if after.aux or after.modal:
        return not after.nouns or not form.det
    if not any(v.tenses & _FINITE for v in after.verbs) or words[k].entity is not None:
        return False
    ambiguous = after.nouns or after.attribute or after.adjective or after.role_adj
    return not (ambiguous and (form.det or form.prep or form.conj))
