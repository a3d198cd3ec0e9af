"""Whose account a clause is, where the words for "according to" stand elsewhere than before a name.

"Der Armee zufolge" (the army according-to), "nach ukrainischen Angaben" (by Ukrainian accounts) and
"..., so der Gouverneur" (..., thus the governor) become "according to" with what follows it, which
the attribution knows. Words keep their offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from contested.claim.bracket_part import is_finite
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.words import CLOSED, Word

_PAUSE = ","
_INSERTED = 9  # words between two commas that name a source, at most
_WITHIN = 4  # words from "by" to "accounts": "by Ukrainian and western accounts"
_OWNING = frozenset({"of", "in", "from", "for"})  # what may stand inside a source's name


@dataclass(frozen=True, slots=True)
class Accounts:
    """The words of a language by which it names a source.

    `behind` stand behind the source; `before` open an account whose noun is one of `nouns`;
    `closing` open a source that ends the sentence; `according` says it all before a source.
    """

    behind: frozenset[str]
    before: frozenset[str]
    closing: frozenset[str]
    nouns: frozenset[str]
    according: Form

    def told(self, words: list[Word]) -> list[Word]:
        """The words of a sentence with "according to" before every source."""
        found = list(words)
        for k in range(len(found)):
            form = found[k].form
            if found[k].entity is not None or (found[k].capital and k):
                continue
            if form.fold in self.behind and k:
                start = _source_start(found, k)
                if start < k:
                    last = found[k - 1]
                    closed = replace(last, marks=last.marks | {CLOSED})
                    found[start : k + 1] = [found[k], *found[start : k - 1], closed]
            elif (form.fold in self.before and self._opens_account(found, k)) or (
                form.fold in self.closing and _closes(found, k)
            ):
                found[k] = replace(found[k], form=self.according)
        return found

    def _opens_account(self, words: list[Word], k: int) -> bool:
        """Whether the noun behind a preposition is an account, and somebody's."""
        for i in range(k + 1, min(k + 1 + _WITHIN, len(words))):
            word = words[i]
            if word.kind != "word" or word.form.det == "definite" or is_finite(word):
                return False
            if any(sense.kind == "source" for sense in word.form.nouns) and word.capital:
                return word.form.fold.endswith(tuple(self.nouns))  # "nach Augenzeugenberichten"
            if word.capital and word.entity is None and not word.form.role_adj:
                return word.form.fold in self.nouns and i > k + 1
        return False


def _closes(words: list[Word], k: int) -> bool:
    """Whether a word behind a comma begins what ends the sentence, without a verb.

    Or what stands between two commas: "the army, thus residents, has withdrawn".
    """
    if not k or words[k - 1].text not in (_PAUSE, "»", "“", '"', "-", "–"):
        return False
    behind = words[k + 1 :]
    shut = next((n for n, w in enumerate(behind[:_INSERTED]) if w.text == _PAUSE), 0)
    if shut and words[k - 1].text == _PAUSE:
        behind = behind[:shut]
    return any(w.capital for w in behind) and not any(is_finite(w) for w in behind) and not any(
        w.text == _PAUSE for w in behind[:1]
    )  # fmt: skip


def _source_start(words: list[Word], k: int) -> int:
    """Where the source begins that ends before word `k`.

    At the beginning of a clause all before `k` is the source; further inside it is a noun with
    what stands before it, and the noun whose genitive it is.
    """
    opening = k
    while opening > 0 and words[opening - 1].kind in ("word", "num") and not (
        is_finite(words[opening - 1]) or words[opening - 1].form.comp
    ):  # fmt: skip
        opening -= 1
    outset = opening == 0 or words[opening - 1].kind not in ("word", "num")
    if outset and not any(_leads_astray(w) for w in words[opening:k]):
        while opening < k and words[opening].form.conj:
            opening += 1
        return opening
    start = _noun_start(words, k, opening)
    while start - 1 > opening and (
        set(words[start].form.prep) & _OWNING or words[start].form.det == "definite"
    ) and words[start - 1].capital:  # fmt: skip
        start = _noun_start(words, start, opening)
    return start


def _leads_astray(word: Word) -> bool:
    """Whether a word opens a phrase that is no part of a source: "bei dem Angriff"."""
    return bool(word.form.prep) and not set(word.form.prep) & _OWNING and word.entity is None


def _noun_start(words: list[Word], k: int, opening: int) -> int:
    """Where the noun phrase begins that ends before word `k`."""
    start = k
    while start > opening and words[start - 1].capital:
        start -= 1
    while start > opening and not words[start - 1].capital and (
        words[start - 1].form.adjective or words[start - 1].form.role_adj
        or words[start - 1].form.compass or words[start - 1].entity is not None
        or not words[start - 1].form.known
    ):  # fmt: skip
        start -= 1
    if start > opening and words[start - 1].form.det:
        start -= 1
    return start


@lru_cache(maxsize=32)
def accounts(lexicon: Lexicon) -> Accounts | None:
    """How a language names sources elsewhere than before a name, or None where it does not."""

    def listed(name: str) -> frozenset[str]:
        return frozenset(lexicon.key(word) for word in lexicon.settings.get(name, ()))

    found = listed("account_behind"), listed("account_before"), listed("account_closing")
    if not any(found):
        return None
    return Accounts(*found, lexicon.report_nouns, Form("", known=True, prep=("according",)))
