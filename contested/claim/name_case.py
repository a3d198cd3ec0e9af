"""The cases that the endings of names show in a language that inflects them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE, case_mask
from contested.claim.text import fold

_STRESS = "\N{COMBINING ACUTE ACCENT}"
_SHORTEST = 3  # letters that must be left of a name when an ending goes


@dataclass(frozen=True, slots=True)
class NameReading:
    """A dictionary form that a written name can have, in which cases, by how long an ending."""

    base: str
    cases: int
    ending: int  # its letters


class NameCases:
    """The cases that a name's ending shows, against its dictionary form or alone."""

    def __init__(self, table: dict[str, str]) -> None:
        self._pairs: list[tuple[str, str, int]] = []
        self.written: list[tuple[str, str, int]] = []  # ending in the dictionary, here, cases
        for key, cases in table.items():
            base, _, text = key.partition(">")
            self._pairs.append((fold(base), fold(text), case_mask(cases)))
            self.written.append((base, text, case_mask(cases)))
        # endings of people, whose plural is a name too
        people = {old for old, new, mask in self.written if old != new and mask & NOMINATIVE} - {""}
        # by ending: its place in the table, the ending in the dictionary, its cases; None where
        # no place is meant
        self._endings: dict[str, list[tuple[int, str, int] | None]] = {}
        for order, (base, text, mask) in enumerate(self.written):
            if text:
                no_place = base in people or (mask & NOMINATIVE and base != text)
                kept = mask & ~ACCUSATIVE if mask & GENITIVE else mask  # no place is animate
                self._endings.setdefault(text, []).append(None if no_place else (order, base, kept))
        self._lengths = sorted({len(text) for text in self._endings})

    @lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as its language
    def between(self, base: str, text: str) -> int:
        """The cases in which a name with this dictionary form stands as `text`; 0 if unknown."""
        bases, texts = _words(base), _words(text)
        if len(bases) != len(texts) or (bases == texts and _rigid(text)):
            return 0
        found = 0
        for one, other in zip(bases, texts, strict=True):
            if one == other and bases != texts:
                continue  # what changes tells
            fitting = [
                (len(old), mask) for old, new, mask in self._pairs
                if one.endswith(old) and other.endswith(new)
                and one[: len(one) - len(old)] == other[: len(other) - len(new)]
            ]  # fmt: skip
            longest = max((length for length, _ in fitting), default=0)
            cases = 0
            for length, mask in fitting:
                if length == longest:
                    cases |= mask
            if cases:
                found = (found & cases) or cases
        return found

    @lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as its language
    def readings(self, word: str) -> tuple[NameReading, ...]:
        """The dictionary forms that the name of a place written `word` can have: first itself."""
        found: list[tuple[int, NameReading]] = []
        changed = False
        for length in self._lengths:
            rows = self._endings.get(word[-length:]) if length <= len(word) else None
            if rows is None:
                continue
            changed = True
            stem = word[:-length]
            found += [
                (row[0], NameReading(stem + row[1], row[2], length))
                for row in rows if row is not None and len(stem) >= _SHORTEST
            ]  # fmt: skip
        found.sort(key=lambda reading: reading[0])
        itself = NameReading(word, 0 if changed else NOMINATIVE, 0)
        return (itself, *(reading for _, reading in found))

    @lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as its language
    def guess(self, text: str) -> int:
        """The cases that a name of unknown dictionary form can have by its ending; 0 if any."""
        word = fold(text.rpartition("-")[2].rpartition(" ")[2])
        marked = [mask for _, new, mask in self._pairs if new and word.endswith(new)]
        if not marked:
            return NOMINATIVE | ACCUSATIVE if self._pairs else 0
        cases = 0
        for mask in marked:
            if not mask:
                return 0
            cases |= mask
        return cases


def _rigid(text: str) -> bool:
    """Whether a name that stands unchanged may be one that never changes."""
    return text.isupper() or text[-1].isdigit() or "-" in text or " " in text


def _words(name: str) -> list[str]:
    return [fold(w) for w in name.replace("-", " ").split()]


def end_stressed(word: str, vowels: str) -> bool | None:
    """Whether the written stress of a word is on its last syllable; None where none is written.

    >>> end_stressed("Ροζό", "αεηιουω"), end_stressed("Ρόζα", "αεηιουω"), end_stressed("ΡΟΖΟ", "ο")
    (True, False, None)
    """
    before, stress, behind = unicodedata.normalize("NFD", word.lower()).rpartition(_STRESS)
    return not set(behind) & set(vowels) if stress and before else None
