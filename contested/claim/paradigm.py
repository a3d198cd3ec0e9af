"""Inflected forms of a language's words, from paradigm rules or from a table of forms.

A language folder brings `paradigms.toml` (regular rules and exceptions), `forms.tsv` (a table made
by an analyser), or both; the table wins. Nothing here knows which language it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from contested.claim.text import fold
from contested.errors import LanguageError

NOMINATIVE, ACCUSATIVE, GENITIVE, DATIVE, INSTRUMENTAL, LOCATIVE = 1, 2, 4, 8, 16, 32
_CASES = {
    "N": NOMINATIVE, "A": ACCUSATIVE, "G": GENITIVE, "D": DATIVE, "I": INSTRUMENTAL, "L": LOCATIVE,
}  # fmt: skip
_REGULAR = ("past", "part", "ger", "pres")


def case_mask(letters: str) -> int:
    """Cases given by their letters ("NA") as one number."""
    mask = 0
    for letter in letters:
        mask |= _CASES.get(letter, 0)
    return mask


@dataclass(frozen=True, slots=True)
class Inflection:
    """One inflected form: folded words, grammatical features. `cases` 0 means unmarked."""

    words: tuple[str, ...]
    tenses: frozenset[str] = frozenset()
    voice: str = ""
    number: str = ""
    cases: int = 0
    gender: str = ""


class Paradigms:
    """The inflection of one language."""

    def __init__(self, rules: dict[str, Any], table: Path | None, compound_head: str) -> None:
        self._verb_rules = [(re.compile(rule["match"]), rule) for rule in rules.get("verb", [])]
        self._noun_rules = [(re.compile(rule["match"]), rule) for rule in rules.get("noun", [])]
        # full paradigms: features to changes, for languages whose forms differ in many places
        self._full = {
            pos: [
                (re.compile(rule["match"]), rule["forms"])
                for rule in rules.get(kind, [])
                if "forms" in rule
            ]
            for kind, pos in (("verb", "V"), ("noun", "N"), ("adjective", "A"))
        }
        if any(self._full.values()):
            self._verb_rules, self._noun_rules = [], []
        self._irregular: dict[str, str] = rules.get("irregular", {})
        self._plurals: dict[str, str] = rules.get("irregular_plurals", {})
        self._head_last = compound_head == "last"
        self._table: dict[tuple[str, str], list[Inflection]] = {}
        if table is not None and table.exists():
            self._read_table(table)

    def _read_table(self, path: Path) -> None:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            parts = line.split("\t")
            if len(parts) != 4:
                raise LanguageError(
                    "expected 4 columns (lemma, part of speech, features, form), "
                    f"found {len(parts)}",
                    path=path,
                    line=number,
                )
            lemma, pos, features, form = parts
            self._table.setdefault((lemma, pos), []).append(_parse(pos, features, form))

    def has(self, lemma: str, pos: str) -> bool:
        """Whether the table lists this dictionary form."""
        return (lemma, pos) in self._table

    def verb(self, lemma: str) -> list[Inflection]:
        """Forms of a verb given by its dictionary form (one word)."""
        listed = self._table.get((lemma, "V"))
        if listed is not None:
            return listed
        if self._full["V"]:
            return self._inflected(lemma, "V")
        if not self._verb_rules:
            return [Inflection((fold(lemma),), frozenset({"base", "pres"}))]
        forms = {"base": lemma}
        for pattern, rule in self._verb_rules:
            if pattern.search(lemma):
                stem = lemma + lemma[-1] if rule.get("double") else lemma
                for tense in _REGULAR:
                    source = stem if tense != "pres" else lemma
                    forms[tense] = _apply(rule[tense], source, lemma)
                break
        if lemma in self._irregular:
            for tense, given in zip(_REGULAR, self._irregular[lemma].split(), strict=False):
                if given != "-":
                    forms[tense] = given
        merged: dict[str, set[str]] = {}
        for tense, given in forms.items():
            for form in given.split(","):
                merged.setdefault(fold(form), set()).add(tense)
        return [Inflection((form,), frozenset(tenses)) for form, tenses in merged.items()]

    def noun(self, lemma: str) -> list[Inflection]:
        """Forms of a noun or of a noun phrase such as "supply line"."""
        listed = self._table.get((lemma, "N"))
        if listed is not None:
            return listed
        words = lemma.split()
        if self._full["N"]:
            return self._inflected(lemma, "N")
        if self._noun_rules:
            singular = tuple(fold(w) for w in words)
            plural = self._plurals.get(lemma) or " ".join([*words[:-1], self._plural(words[-1])])
            plural_words = tuple(fold(w) for w in plural.split())
            if plural_words == singular:
                return [Inflection(singular, number="pl")]
            return [Inflection(singular, number="sg"), Inflection(plural_words, number="pl")]
        if len(words) == 1:
            return self._table.get((lemma, "A")) or [Inflection((fold(lemma),))]
        return list(self._agreeing(words))

    def adjective(self, lemma: str) -> list[Inflection]:
        """Forms of an adjective; unlisted adjectives do not inflect."""
        listed = self._table.get((lemma, "A")) or self._table.get((lemma, "N"))
        if listed is not None:
            return listed
        words = lemma.split()
        if self._full["A"]:
            return self._inflected(lemma, "A")
        if len(words) > 1:
            return list(self._agreeing(words))
        return [Inflection((fold(lemma),))]

    def _inflected(self, lemma: str, pos: str) -> list[Inflection]:
        """All forms by the first full paradigm that fits; of several words, the first changes."""
        first, *rest = fold(lemma).split()
        found = []
        if pos == "N" and lemma in self._plurals:
            for plural in self._plurals[lemma].split("|"):
                found.append(Inflection(tuple(fold(w) for w in plural.split()), number="pl"))
        for pattern, forms in self._full[pos]:
            if not pattern.search(first):
                continue
            for features, changes in forms.items():
                for change in changes:
                    form = " ".join([_changed(first, change), *rest])
                    found.append(_parse(pos, features, form))
            break
        return found or [Inflection((first, *rest))]

    def _plural(self, word: str) -> str:
        if word in self._plurals:
            return self._plurals[word]
        for pattern, rule in self._noun_rules:
            if pattern.search(word):
                return _apply(rule["plural"], word, word)
        return word

    def _agreeing(self, words: list[str]) -> Iterator[Inflection]:
        """Noun phrases whose listed words agree in number and case; the others stay."""
        options = [
            self._table.get((w, "A")) or self._table.get((w, "N")) or [Inflection((fold(w),))]
            for w in words
        ]
        for combination in product(*options):
            marked = [c for c in combination if c.number]
            if not marked:
                yield Inflection(tuple(w for c in combination for w in c.words))
                continue
            first = marked[0]
            cases = first.cases
            for other in marked[1:]:
                cases &= other.cases
            numbers = {c.number for c in marked}
            genders = {c.gender for c in marked if c.gender}
            if len(numbers) == 1 and cases and len(genders) <= 1:
                yield Inflection(
                    tuple(w for c in combination for w in c.words),
                    number=first.number,
                    cases=cases,
                    gender=next(iter(genders), ""),
                )


def _apply(change: str, stem: str, lemma: str) -> str:
    strip, add = change.split(">")
    if strip and stem.endswith(strip):
        stem = stem[: -len(strip)]
    elif strip:
        stem = lemma
    return stem + add


def _changed(word: str, changes: str) -> str:
    """A word with changes at its end ("strip>add") and its beginning ("strip<add")."""
    for change in changes.split():
        if ">" in change:
            strip, add = change.split(">")
            word = word.removesuffix(fold(strip)) + fold(add)
        elif "<" in change:
            strip, add = change.split("<")
            word = fold(add) + word.removeprefix(fold(strip))
    return word


def _parse(pos: str, features: str, form: str) -> Inflection:
    words = tuple(fold(w) for w in form.split())
    parts = features.split(".")
    if pos == "V":
        tenses = frozenset(p for p in parts if p not in ("a", "p", "sg", "pl"))
        voice = "p" if "p" in parts else "a"
        number = "pl" if "pl" in parts else "sg" if "sg" in parts else ""
        return Inflection(words, tenses, voice, number)
    cases = case_mask(parts[1]) if len(parts) > 1 else 0
    return Inflection(
        words, number=parts[0], cases=cases, gender=parts[2] if len(parts) > 2 else ""
    )
