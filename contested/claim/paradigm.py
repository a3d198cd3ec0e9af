"""Inflected forms of a language's words, from paradigm rules or from a table of forms.

A language folder brings `paradigms.toml` (regular rules and exceptions), `forms.tsv` (a table made
by an analyser), or both; the table wins. Nothing here knows which language it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from contested.claim.text import PLAIN, Writing
from contested.errors import LanguageError

NOMINATIVE, ACCUSATIVE, GENITIVE, DATIVE, INSTRUMENTAL, LOCATIVE = 1, 2, 4, 8, 16, 32
ALL_CASES = 63
_CASES = {
    "N": NOMINATIVE, "A": ACCUSATIVE, "G": GENITIVE, "D": DATIVE, "I": INSTRUMENTAL, "L": LOCATIVE,
}  # fmt: skip
_VERB_FEATURES = frozenset(
    ["base", "pres", "past", "part", "ger", "subj", "fut", "cond", "a", "p", "u", "sg", "pl", "we"]
)  # fmt: skip
_NOUN_FEATURES = re.compile(r"(sg|pl)?(\.[NAGDIL]*(\.[a-z]*)?)?")
_Said = tuple[frozenset[str], str, str, int, str, str]
_REGULAR = ("past", "part", "ger", "pres")


def case_mask(letters: str) -> int:
    """Cases given by their letters ("NA") as one number."""
    mask = 0
    for letter in letters:
        mask |= _CASES.get(letter, 0)
    return mask


class Inflection(NamedTuple):  # a language has tens of thousands, and these are made fastest
    """One inflected form: folded words, grammatical features. `cases` 0 means unmarked."""

    words: tuple[str, ...]
    tenses: frozenset[str] = frozenset()
    voice: str = ""
    number: str = ""
    cases: int = 0
    gender: str = ""
    enclitic: str = ""  # the role of a weak pronoun written as its ending


class Paradigms:
    """The inflection of one language."""

    def __init__(
        self,
        rules: dict[str, Any],
        table: Path | None,
        compound_head: str,
        writing: Writing = PLAIN,
    ) -> None:
        self._writing, self._key = writing, writing.key
        self._verb_rules = [(re.compile(rule["match"]), rule) for rule in rules.get("verb", [])]
        self._noun_rules = [(re.compile(rule["match"]), rule) for rule in rules.get("noun", [])]
        # full paradigms: features to changes, for languages whose forms differ in many places
        self._full = {
            pos: [
                (re.compile(rule["match"]), rule["forms"])
                for rule in rules.get(kind, [])
                if isinstance(rule.get("forms"), dict)
            ]
            for kind, pos in (("verb", "V"), ("noun", "N"), ("adjective", "A"))
        }
        if any(self._full.values()):
            self._verb_rules, self._noun_rules = [], []
        self._adjective_rules = [
            (re.compile(rule["match"]), rule["forms"])
            for rule in rules.get("adjective", [])
            if isinstance(rule["forms"], list)
        ]
        self._stop = frozenset(writing.key(w) for w in rules.get("unchanged_from", ()))
        self._irregular_adjectives: dict[str, str] = rules.get("irregular_adjectives", {})
        self._irregular: dict[str, str] = rules.get("irregular", {})
        self._plurals: dict[str, str] = rules.get("irregular_plurals", {})
        self._head_last = compound_head == "last"
        self._table: dict[tuple[str, str], list[Inflection]] = {}
        if table is not None and table.exists():
            self._read_table(table)

    def _read_table(self, path: Path) -> None:
        told: dict[tuple[str, str], _Said] = {}  # a table says the same of many forms
        key, split, cut = self._key, self._writing.split, bool(self._writing.elided)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line[0] == "#":
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
            said = told.get((pos, features))
            if said is None:
                if not _means_something(pos, features):
                    raise LanguageError(
                        f"{features!r} are no features of a part of speech {pos!r}; "
                        "see docs/extending.md",
                        path=path,
                        line=number,
                    )
                said = told[pos, features] = _said(pos, features)
            words = split(form) if cut or " " in form else (key(form),)
            forms = self._table.get((lemma, pos))
            if forms is None:
                forms = self._table[lemma, pos] = []
            forms.append(Inflection(words, *said))

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
            return [Inflection((self._key(lemma),), frozenset({"base", "pres"}))]
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
                merged.setdefault(self._key(form), set()).add(tense)
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
            singular = self._writing.split(lemma)
            if lemma in self._plurals:
                plural_words = self._writing.split(self._plurals[lemma])
            else:
                plural_words = self._plural_phrase(singular)
            if plural_words == singular:
                return [Inflection(singular, number="pl" if self._head_last else "")]
            return [Inflection(singular, number="sg"), Inflection(plural_words, number="pl")]
        if len(words) == 1:
            return self._table.get((lemma, "A")) or [Inflection((self._key(lemma),))]
        return list(self._agreeing(words))

    def adjective(self, lemma: str) -> list[Inflection]:
        """Forms of an adjective; unlisted adjectives do not inflect."""
        listed = self._table.get((lemma, "A")) or self._table.get((lemma, "N"))
        if listed is not None:
            return listed
        words = lemma.split()
        if self._full["A"]:
            return self._inflected(lemma, "A")
        if self._adjective_rules:
            return [Inflection(self._writing.split(form)) for form in self.adjective_forms(lemma)]
        if len(words) > 1:
            return list(self._agreeing(words))
        return [Inflection((self._key(lemma),))]

    def adjective_forms(self, lemma: str) -> list[str]:
        """Genders and numbers by rule, unfolded; of several words only the first inflects."""
        first, *rest = lemma.split()
        rule = self._irregular_adjectives.get(lemma)
        if rule is not None:
            return [lemma, *rule.split()]
        for pattern, changes in self._adjective_rules:
            if pattern.search(first):
                forms = dict.fromkeys([first, *(_apply(c, first, first) for c in changes)])
                return [" ".join([form, *rest]) for form in forms]
        return [lemma]

    def _plural_phrase(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The plural of a noun phrase: of its last word, or of its first and what agrees."""
        if self._head_last:
            return (*words[:-1], self._key(self._plural(words[-1])))
        stop = next((i for i, word in enumerate(words) if word in self._stop), len(words))
        return (*(self._key(self._plural(word)) for word in words[:stop]), *words[stop:])

    def _inflected(self, lemma: str, pos: str) -> list[Inflection]:
        """All forms by the first full paradigm that fits; of several words, the head changes."""
        words = self._writing.split(lemma)
        at = len(words) - 1 if self._head_last else 0
        found = []
        if pos == "N" and lemma in self._plurals:
            for plural in self._plurals[lemma].split("|"):
                found.append(Inflection(self._writing.split(plural), number="pl"))
        for pattern, forms in self._full[pos]:
            if not pattern.search(" ".join(words) if self._head_last else words[0]):
                continue
            for features, changes in forms.items():
                for change in changes:
                    changed = _changed(words[at], change, self._key)
                    if features.endswith(".i") and len(words) == 2:  # its adjective agrees
                        found.append(
                            _parse(
                                pos, features,
                                f"{changed} {_changed(words[1 - at], change, self._key)}",
                                self._writing,
                            )
                        )  # fmt: skip
                    form = " ".join([*words[:at], changed, *words[at + 1 :]])
                    found.append(_parse(pos, features, form, self._writing))
            break
        return found or [Inflection(tuple(words))]

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
            self._table.get((w, "A")) or self._table.get((w, "N")) or [Inflection((self._key(w),))]
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


def _changed(word: str, changes: str, key: Callable[[str], str]) -> str:
    """A word with changes at its end ("strip>add") and its beginning ("strip<add")."""
    for change in changes.split():
        if ">" in change:
            strip, add = change.split(">")
            word = word.removesuffix(key(strip)) + key(add)
        elif "<" in change:
            strip, add = change.split("<")
            word = key(add) + word.removeprefix(key(strip))
    return word


def _means_something(pos: str, features: str) -> bool:
    """Whether every feature of a line in the table is one that is read."""
    if pos == "V":
        return all(part in _VERB_FEATURES or part[:1] == "+" for part in features.split("."))
    return pos in ("N", "A") and _NOUN_FEATURES.fullmatch(features) is not None


def _parse(pos: str, features: str, form: str, writing: Writing) -> Inflection:
    return Inflection(writing.split(form), *_said(pos, features))


@lru_cache(maxsize=4096)
def _said(pos: str, features: str) -> _Said:
    """Tenses, voice, number, cases, gender and enclitic that a table's features tell."""
    parts = features.split(".")
    if pos == "V":
        enclitic = next((p[1:] for p in parts if p.startswith("+")), "")
        tenses = frozenset(p for p in parts if p not in ("a", "p", "u", "sg", "pl") and p[0] != "+")
        voice = "p" if "p" in parts else "" if "u" in parts else "a"
        number = "pl" if "pl" in parts else "sg" if "sg" in parts else ""
        return tenses, voice, number, 0, "", enclitic
    cases = case_mask(parts[1]) if len(parts) > 1 else 0
    return frozenset(), "", parts[0], cases, parts[2] if len(parts) > 2 else "", ""
