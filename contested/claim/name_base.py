"""Names that no list has: the one dictionary form and the one spelling that a report's forms share.

A report names a village in whatever case its sentences ask for, and not always in the same
spelling. The form that explains most of what it writes is taken, and in Latin letters the first
spelling met stands for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contested.claim.canonical import canonical_spelling
from contested.claim.name_case import NameCases
from contested.claim.paradigm import ACCUSATIVE, ALL_CASES, DATIVE, GENITIVE, LOCATIVE, NOMINATIVE
from contested.claim.phrase import INSTALLED, Phrase
from contested.claim.words import Word
from contested.place.toponym import same_place

_STANDS = 3.0  # the dictionary form stands in the report
_SHARED = 1.0  # another form of the report has it too
_FITS = 2.0  # the case of the phrase is one that the ending shows
_PLAIN = 0.5  # where nothing speaks against it, names stand in the nominative
_LONGER = 0.3  # for each letter of the ending
_LESS = 0.1  # for each letter of the dictionary form


def stated_cases(phrase: Phrase) -> int:
    """The cases in which the name of a phrase may stand.

    Behind a preposition it is not the nominative; behind an object ("the village X") it may be.
    An installation is called by a name of its own or by that of its town ("the airport of X").
    """
    if phrase.place is not None and phrase.place.kind in INSTALLED:
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
        self._met: dict[str, frozenset[str]] = {}  # capitalised words of no list: their bases
        self._shared: Counter[str] = Counter()  # how many of these can have a base
        self._worked_out: dict[tuple[str, int], str] = {}
        self._spelt: list[str] = []
        self._known: dict[str, str] = {}
        written = cases.written if cases is not None else []
        # endings of names whose genitive is easily taken for a plural
        self._owning = {old for old, _, mask in written if mask == ACCUSATIVE}

    def note(self, words: Iterable[Word]) -> None:
        """Take in the unlisted capitalised words of a sentence."""
        if self._cases is None:
            return
        met, readings = self._met, self._cases.readings
        for word in words:
            if (
                word.capital and word.entity is None and not word.form.known
                and word.kind == "word" and word.text not in met
            ):  # fmt: skip
                met[word.text] = frozenset(r.base for r in readings(word.text))
                self._shared.update(met[word.text])
                self._worked_out.clear()

    def is_met(self, name: str) -> bool:
        """Whether the report has a name in just this form."""
        return name in self._met

    def base(self, text: str, cases: int) -> str:
        """The dictionary form of a name that stands in these cases (0: unknown)."""
        if self._cases is None:
            return text
        return " ".join([self._base(word, cases) for word in text.split(" ")])

    def _base(self, word: str, cases: int) -> str:
        before, hyphen, last = word.rpartition("-")
        if hyphen and last:  # words are met without what a hyphen binds to them
            return f"{before}-{self._base(last, cases)}"
        known = self._worked_out.get((word, cases))
        if known is None:
            known = self._worked_out[word, cases] = self._likeliest(word, cases)
        return known

    def _likeliest(self, word: str, cases: int) -> str:
        assert self._cases is not None
        best, most = word, -_LESS * len(word)
        readings = self._cases.readings(word)
        own = self._met.get(word, frozenset())
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
            worth += _SHARED * (self._shared.get(reading.base, 0) - (reading.base in own))
            if worth > most:
                best, most = reading.base, worth
        return best

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
