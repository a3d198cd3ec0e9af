"""Writes languages/ru/forms.tsv: the inflected forms of every word the Russian data names.

Development-time only. Needs the package `pymorphy3` with its Russian dictionary; words that it
reads in another way than meant are kept in `forms_ru.toml` beside this file.

    python tools/build_forms_ru.py [--check]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pymorphy3
from named_words import Cell, Row, exceptions, merged, write_case_table
from pymorphy3.analyzer import Parse

CASES = {
    "nomn": "N", "accs": "A", "gent": "G", "datv": "D", "ablt": "I", "loct": "L", "gen2": "G",
    "loc2": "L",
}  # fmt: skip
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
PREDICATIVES = "predicatives"

_KEPT: dict[str, Any] = exceptions("ru")
MORPH = pymorphy3.MorphAnalyzer(lang="ru")


def fold(word: str) -> str:
    """Lower case, no accents, й as и and ё as е; hyphens part words."""
    text = unicodedata.normalize("NFD", word.lower().replace("-", " "))
    return "".join(c for c in text if not unicodedata.combining(c))


def inflected(parse: Parse, wanted: str = "") -> Iterator[Cell]:
    """Number, case, gender and form of all cases of a noun or adjective."""
    fixed = "Fixd" in parse.tag
    for form in parse.lexeme:
        tag = form.tag
        if tag.case is None or (wanted and wanted != form.tag.POS) or "COMP" in tag:
            continue
        if "Supr" in tag or "Cmp2" in tag or "V-oy" in tag or "Arch" in tag or "Erro" in tag:
            continue
        number = "pl" if tag.number == "plur" else "sg"
        gender = GENDERS.get(tag.gender or parse.tag.gender or "", "")
        for case in "NAGDIL" if fixed else CASES.get(str(tag.case), ""):
            yield number, case, gender, fold(form.word)


def noun(word: str) -> Parse:
    """The reading of a word as a noun in dictionary form; raises ValueError without one."""
    readings = [
        p for p in MORPH.parse(word)
        if p.tag.POS == "NOUN" and p.tag.case == "nomn"
        and not {"Name", "Surn"} & p.tag.grammemes
    ]  # fmt: skip
    known = [p for p in readings if p.is_known] or readings
    best = [p for p in known if fold(p.normal_form) == fold(word)] or known
    if not best:
        raise ValueError(word)
    return max(best, key=lambda p: p.score)


def substantive(word: str) -> list[Cell]:
    """All cases of an adjective that stands as a masculine (or plural) noun."""
    found = inflected(adjective(word), "ADJF")
    return [row for row in found if row[0] == "pl" or row[2] == "m"]


def adjective(word: str) -> Parse:
    """The reading of a word as an adjective in the nominative; raises ValueError without one."""
    readings = [
        p for p in MORPH.parse(word)
        if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"
    ]  # fmt: skip
    if not readings:
        raise ValueError(word)
    return max(readings, key=lambda p: (p.tag.POS == "ADJF", p.score))


def listed(specs: list[str]) -> Iterator[Row]:
    """Features and forms of an exception ["features=form form", ...]."""
    for part in specs:
        features, _, forms = part.partition("=")
        for form in forms.split(","):
            yield features, fold(form.strip())


def noun_rows(lemma: str) -> list[Row]:
    """Features and forms of a noun or of a noun phrase."""
    if lemma in _KEPT["nouns"]:
        return list(listed(_KEPT["nouns"][lemma]))
    if lemma in _KEPT["unchanged"]:
        return [("sg.NAGDIL", fold(lemma))]
    words = lemma.split()
    if len(words) > 1:
        return list(merged(phrase(words), fold))
    if lemma in _KEPT["substantives"]:
        return list(merged(substantive(lemma), fold))
    return list(merged(inflected(noun(lemma), "NOUN"), fold))


def phrase(words: list[str]) -> Iterator[Cell]:
    """All cases of a noun phrase: adjectives, the noun they agree with, and what stays fixed."""
    at = 0
    while at < len(words) - 1 and not _is_noun(words[at]):
        at += 1
    if words[at] in _KEPT["nouns"]:
        head = [
            (n, c, g, form)
            for features, form in listed(_KEPT["nouns"][words[at]])
            for n, cases, g in [(*features.split("."), "")[:3]]
            for c in cases
        ]
    elif words[at] in _KEPT["substantives"]:
        head = list(substantive(words[at]))
    else:
        head = list(inflected(noun(words[at]), "NOUN"))
    tail = [fold(w) for w in words[at + 1 :]]
    tables = [list(inflected(adjective(w))) for w in words[:at]]
    plural = words[at] in _KEPT["nouns"] and all(n == "pl" for n, *_ in head)
    for number, case, gender, form in head:
        if plural and number != "pl":
            continue
        before = []
        for table in tables:
            fitting = [
                f for n, c, g, f in table
                if n == number and c == case and (number == "pl" or g == gender)
            ]  # fmt: skip
            if not fitting:
                break
            before.append(_accusative(fitting, number, case, form, head))
        else:
            yield number, case, gender, " ".join([*before, form, *tail])


def _accusative(fitting: list[str], number: str, case: str, form: str, head: list[Cell]) -> str:
    """The adjective's form; an accusative is like the genitive only where its noun's is."""
    if case != "A" or len(set(fitting)) == 1:
        return fitting[0]
    living = (number, "G", form) in {(n, c, f) for n, c, _, f in head}
    ends = ("ого", "его", "ых", "их")
    return next((f for f in fitting if f.endswith(ends) == living), fitting[0])


def _is_noun(word: str) -> bool:
    if word in _KEPT["nouns"] or word in _KEPT["substantives"]:
        return True
    readings = [p for p in MORPH.parse(word) if p.tag.case == "nomn" and p.is_known]
    return bool(readings) and max(readings, key=lambda p: p.score).tag.POS == "NOUN"


def adjective_rows(lemma: str) -> list[Row]:
    """Features and forms of an adjective in all genders."""
    words = lemma.split()
    if len(words) > 1 and _is_noun(words[-1]):
        return list(merged(phrase(words), fold))
    before = " ".join(fold(w) for w in words[:-1])
    return [
        (features, f"{before} {form}".strip())
        for features, form in merged(inflected(adjective(words[-1])), fold)
    ]


def verb_rows(lemma: str, lemmas: set[str], cues: set[str]) -> list[Row]:
    """Third persons, "we", infinitive, gerunds and participles of a verb, both voices."""
    if lemma in _KEPT["verbs"]:
        return list(listed(_KEPT["verbs"][lemma]))
    if lemma in _KEPT["held"]:
        return [(f"part.p.{n}", form) for n, _, _, form in inflected(adjective(lemma))]
    rows = list(_conjugated(lemma, ""))
    reflexive = lemma + "ся"
    if lemma.endswith("ть") and reflexive not in lemmas and MORPH.word_is_known(reflexive):
        rows += _conjugated(reflexive, "p")
    if lemma not in cues:
        rows = [row for row in rows if not row[0].startswith("part")]
    return rows


def _conjugated(lemma: str, voice: str) -> Iterator[Row]:
    readings = [p for p in MORPH.parse(lemma) if p.tag.POS == "INFN"]
    if not readings:
        raise ValueError(lemma)
    for parse in readings[:2]:
        for form in parse.lexeme:
            tag = form.tag
            shown = voice or "a"
            number = ".pl" if tag.number == "plur" else ".sg" if tag.number else ""
            word = fold(form.word)
            if {"V-oy", "V-ey", "V-sh"} & tag.grammemes or word.endswith(("ею", "вши")):
                continue
            match str(tag.POS):
                case "INFN":
                    yield f"base.{shown}", word
                case "GRND" if not voice:
                    yield "ger.a", word
                case "PRTS":
                    yield f"past.p{number}", word
                case "PRTF":
                    passive = voice or "pssv" in tag
                    yield f"part.{'p' if passive else 'a'}{number}", word
                case "VERB" if "impr" not in tag and tag.person in (None, "3per", "1per"):
                    if tag.person == "1per" and tag.number != "plur":
                        continue
                    tense = {"past": "past", "pres": "pres", "futr": "fut"}[str(tag.tense)]
                    we = ".we" if tag.person == "1per" else ""
                    yield f"{tense}.{shown}{number}{we}", word


def main() -> int:
    """Write forms.tsv; print what could not be inflected."""
    return write_case_table("ru", __file__, noun_rows, adjective_rows, verb_rows)


if __name__ == "__main__":
    raise SystemExit(main())
