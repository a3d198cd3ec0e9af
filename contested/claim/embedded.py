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
            first = _opening(found, k)
            found[first:end] = [*found[at + 1 : end], told, *found[first:at]]
        k += 1
    return found


def _participle(words: list[Word], k: int, endings: tuple[str, ...]) -> int:
    """Where the participle stands whose phrases begin behind the determiner `k`; 0: nowhere."""
    form = words[k].form
    if words[k].entity is not None or not form.det or (words[k].capital and k):
        return 0
    first = _opening(words, k)
    opening = words[first].form
    if not opening.prep or words[first].entity is not None or opening.prep == ("of",):
        return 0
    for i in range(first + 2, min(first + _REACH, len(words) - 1)):
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


def _opening(words: list[Word], k: int) -> int:
    """Where the phrases of a participle begin behind the determiner `k` and adjectives of its own:
    "the last by-rebels-held town"."""
    first = k + 1
    while first + 3 < len(words) and _only_describes(words[first]):
        first += 1
    return first


def _only_describes(word: Word) -> bool:
    form = word.form
    return (
        word.kind == "word" and bool(form.adjective) and not word.capital and word.entity is None
        and not (form.prep or form.nouns or form.verbs or form.adverb)
    )  # fmt: skip


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
            return k  # the name behind "rebels" is not theirs
    return _complement_end(words, k) if k > first else i


def _complement_end(words: list[Word], k: int) -> int:
    """Behind the place that a noun is of, where one follows it: "the quarters of X"."""
    if k + 1 >= len(words) or "of" not in words[k].form.prep or words[k].entity is not None:
        return k
    end = at = k + 1 + bool(words[k + 1].form.det)
    while end < len(words) and words[end].kind == "word" and words[end].capital and (
        _names_place(words[end])
    ):  # fmt: skip
        end += 1
    return end if end > at else k


def _names_place(word: Word) -> bool:
    if word.entity is not None:
        return bool(word.entity.places)
    return not word.form.known or any(s.kind == "place" for s in word.form.nouns)


def _participle_form(form: Form) -> Form:
    """The form read as a participle only."""
    verbs = [
        replace(verb, tenses=frozenset({"part"})) for verb in form.verbs
        if verb.tenses & _PARTICIPIAL
    ]  # fmt: skip
    return replace(form, verbs=verbs, nouns=[], attribute="", adjective=False)
