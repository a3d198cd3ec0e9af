"""Participles that stand with all their phrases before their noun, put behind it.

"Die von Ruanda unterstützte Miliz" (the by-Rwanda-supported militia) becomes "die Miliz unterstützt
von Ruanda", which the clause reader knows as a participle that describes the noun before it. Words
keep their offsets.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.form import Form
from contested.claim.words import Word

_REACH = 9  # words between an article and its participle, at most
_PARTICIPIAL = frozenset({"part", "ger"})


def participles_behind(words: list[Word], endings: tuple[str, ...]) -> list[Word]:
    """The words of a sentence with embedded participles behind the nouns they describe.

    `endings` are those that a participle has before a noun.
    """
    found = list(words)
    k = 0
    while k + 3 < len(found):
        at = _participle(found, k, endings)
        end = _noun_end(found, at + 1) if at else 0
        if end > at + 1:
            told = replace(found[at], form=_participle_form(found[at].form))
            found[k + 1 : end] = [*found[at + 1 : end], told, *found[k + 1 : at]]
        k += 1
    return found


def _participle(words: list[Word], k: int, endings: tuple[str, ...]) -> int:
    """Where the participle stands whose phrases begin behind the determiner `k`; 0: nowhere."""
    form, opening = words[k].form, words[k + 1].form
    if words[k].entity is not None or not form.det or (words[k].capital and k):
        return 0
    if not opening.prep or words[k + 1].entity is not None or opening.prep == ("of",):
        return 0
    for i in range(k + 3, min(k + _REACH, len(words) - 1)):
        word = words[i]
        if word.kind not in ("word", "num") or word.form.comp or word.form.rel:
            return 0
        if not word.form.verbs or word.capital or word.form.prep:
            continue
        tenses = frozenset(tense for verb in word.form.verbs for tense in verb.tenses)
        if not tenses & _PARTICIPIAL or not word.form.fold.endswith(endings):
            return 0
        following = words[i + 1]
        describes = following.capital or following.form.adjective or following.form.role_adj
        return i if describes and following.kind == "word" else 0
    return 0


def _noun_end(words: list[Word], i: int) -> int:
    """Where the noun behind a participle ends, with its adjectives and the names behind it."""
    k = i
    while k < len(words) and words[k].kind == "word" and not words[k].capital and (
        words[k].form.adjective or words[k].form.role_adj or words[k].form.compass
        or words[k].entity is not None
    ):  # fmt: skip
        k += 1
    first = k
    while k < len(words) and words[k].kind == "word" and words[k].capital:
        k += 1
        if any(s.kind in ("role", "force") for s in words[k - 1].form.nouns):
            break  # the name behind "rebels" is not theirs
    return k if k > first else i


def _participle_form(form: Form) -> Form:
    """The form read as a participle only."""
    verbs = [
        replace(verb, tenses=frozenset({"part"})) for verb in form.verbs
        if verb.tenses & _PARTICIPIAL
    ]  # fmt: skip
    return replace(form, verbs=verbs, nouns=[], attribute="", adjective=False)
