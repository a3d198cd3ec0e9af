"""Names that no list has: the one dictionary form and the one spelling that a report's forms share.

A report names a village in whatever case its sentences ask for, and not always in the same
spelling. The form that explains most of what it writes is taken, and in Latin letters the first
spelling met stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contested.claim.canonical import canonical_spelling
from contested.claim.name_case import NameCases
from contested.claim.paradigm import ACCUSATIVE, ALL_CASES, DATIVE, GENITIVE, LOCATIVE, NOMINATIVE
from contested.claim.phrase import Phrase
from contested.claim.words import Word
from contested.place.toponym import same_place

_INSTALLED = frozenset({"airport", "base", "site"})
_SHORTEST = 3  # letters that must be left of a name when an ending goes
_STANDS = 3.0  # the dictionary form stands in the report
_SHARED = 1.0  # another form of the report has it too
_FITS = 2.0  # the case of the phrase is one that the ending shows
_PLAIN = 0.5  # where nothing speaks against it, names stand in the nominative
_LONGER = 0.3  # for each letter of the ending
_LESS = 0.1  # for each letter of the dictionary form


@dataclass(frozen=True, slots=True)
class _Reading:
    base: str
    cases: int
    ending: int  # its letters


def stated_cases(phrase: Phrase) -> int:
    """The cases in which the name of a phrase may stand.

    Behind a preposition it is not the nominative; behind an object ("the village X") it may be.
    An installation is called by a name of its own or by that of its town ("the airport of X").
    """
    if phrase.place is not None and phrase.place.kind in _INSTALLED:
        return NOMINATIVE | GENITIVE
    if not (phrase.prep or phrase.cases):
        return NOMINATIVE | ACCUSATIVE | GENITIVE
    if not phrase.prep:
        bare = phrase.cases & ~(DATIVE | LOCATIVE)  # in which no place stands alone
        return bare | (NOMINATIVE if bare & ACCUSATIVE else 0)
    return phrase.cases & ~NOMINATIVE or ALL_CASES & ~NOMINATIVE


class NameBases:
    """Dictionary forms and spellings of one report's unlisted names."""

    def __init__(self, cases: NameCases | None, language: str, country: str | None) -> None:
        self._cases = cases
        self._language = language
        self._country = country
        written = cases.written if cases is not None else []
        plurals = {old for old, new, mask in written if old != new and mask & NOMINATIVE}
        self._people = plurals - {""}  # endings of people, whose plural is a name too
        self._met: dict[str, frozenset[str]] = {}  # capitalised words of no list: their bases
        self._spelt: list[str] = []
        self._known: dict[str, str] = {}
        # endings of names whose genitive is easily taken for a plural
        self._owning = {old for old, _, mask in written if mask == ACCUSATIVE}

    def note(self, words: Iterable[Word]) -> None:
        """Take in the unlisted capitalised words of a sentence."""
        if self._cases is None:
            return
        for word in words:
            if (
                word.capital and word.entity is None and not word.form.known
                and word.kind == "word" and word.text not in self._met
            ):  # fmt: skip
                self._met[word.text] = frozenset(r.base for r in self._readings(word.text))

    def base(self, text: str, cases: int) -> str:
        """The dictionary form of a name that stands in these cases (0: unknown)."""
        if self._cases is None:
            return text
        return " ".join(self._base(word, cases) for word in text.split(" "))

    def _base(self, word: str, cases: int) -> str:
        best, most = word, -_LESS * len(word)
        readings = self._readings(word)
        plain = not cases & GENITIVE or not any(
            r.cases & GENITIVE and r.base != word and r.base[-1] in self._owning for r in readings
        )
        whole = bool(cases & NOMINATIVE) and not cases & GENITIVE
        for reading in readings:
            worth = _LONGER * reading.ending - _LESS * len(reading.base)
            unchanged = reading.base == word and whole
            worth += _FITS * bool(not cases or reading.cases & cases or unchanged)
            if plain and reading.cases & NOMINATIVE and (not cases or cases & NOMINATIVE):
                worth += _PLAIN
            if reading.base != word:
                worth += _STANDS * (reading.base in self._met)
            worth += _SHARED * sum(
                reading.base in bases for form, bases in self._met.items() if form != word
            )
            if worth > most:
                best, most = reading.base, worth
        return best

    def _readings(self, word: str) -> list[_Reading]:
        assert self._cases is not None
        changed = any(new and word.endswith(new) for _, new, _ in self._cases.written)
        found = [_Reading(word, 0 if changed else NOMINATIVE, 0)]
        for base, ending, mask in self._cases.written:
            kept = len(word) - len(ending)
            if not ending or kept < _SHORTEST or not word.endswith(ending):
                continue
            if base in self._people or (mask & NOMINATIVE and base != ending):
                continue
            if mask & GENITIVE:
                mask &= ~ACCUSATIVE  # no place is animate
            found.append(_Reading(word[:kept] + base, mask, len(ending)))
        return found

    def canonical(self, name: str) -> str:
        """The name in Latin letters, as the report's first spelling of it gives them."""
        known = self._known.get(name)
        if known is None:
            known = canonical_spelling(name, self._language, self._country)
            known = next((s for s in self._spelt if same_place(s, known)), known)
            if known not in self._spelt:
                self._spelt.append(known)
            self._known[name] = known
        return known
