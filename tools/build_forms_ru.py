"""Writes languages/ru/forms.tsv: the inflected forms of every word the Russian data names.

Development-time only. Needs the package `pymorphy3` with its Russian dictionary; words that it
reads in another way than meant are kept in `forms_ru.toml` beside this file.

    python tools/build_forms_ru.py
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pymorphy3
from pymorphy3.analyzer import Parse

FOLDER = Path(__file__).resolve().parents[1] / "contested" / "claim" / "languages" / "ru"
CASES = {
    "nomn": "N", "accs": "A", "gent": "G", "datv": "D", "ablt": "I", "loct": "L", "gen2": "G",
    "loc2": "L",
}  # fmt: skip
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
ORDER = "NAGDIL"
PREDICATIVES = "predicatives"

_KEPT: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "forms_ru.toml").read_text(encoding="utf-8")
)
MORPH = pymorphy3.MorphAnalyzer(lang="ru")
Row = tuple[str, str]


def fold(word: str) -> str:
    """Lower case, no accents, й as и and ё as е; hyphens part words."""
    text = unicodedata.normalize("NFD", word.lower().replace("-", " "))
    return "".join(c for c in text if not unicodedata.combining(c))


def load(name: str) -> dict[str, Any]:
    """One TOML file of the Russian folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def texts(table: Any) -> Iterator[str]:
    """All strings in a nested table of lists."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from texts(value)
    elif isinstance(table, list):
        for value in table:
            yield from texts(value)


def noun_lemmas() -> set[str]:
    """Every noun or noun phrase of words.toml and rules.toml."""
    words = load("words.toml")
    found: set[str] = set()
    for section in (
        "places", "forces", "roles", "officials", "channels", "names_of_sources", "times",
        "ordinary", "supplies",
    ):  # fmt: skip
        found.update(t.partition("=")[0] for t in texts(words.get(section, {})))
    for rule in load("rules.toml")["rule"]:
        found.update(rule.get("nouns", []))
    return found


def adjective_lemmas() -> set[str]:
    """Every adjective named in the data."""
    language, rules = load("language.toml"), load("rules.toml")
    found = set(texts(load("words.toml").get("role_adjectives", {})))
    found |= set(texts(load("words.toml").get("adjectives", {})))
    for section in ("compass_adjectives", "quantifier_adjectives"):
        found |= set(texts(language.get(section, {})))
    found |= set(language.get("relative_inflected", []))
    for section in ("compounds", "attributes"):
        found |= set(texts(rules.get(section, {})))
    return found


def verb_lemmas() -> set[str]:
    """Every verb of verbs.toml and rules.toml, without the fixed words after it."""
    return ({t.split()[0] for t in texts(load("verbs.toml"))} | cue_verbs()) - {"не"}


def cue_verbs() -> set[str]:
    """The verbs of rules.toml, the only ones whose participles describe places and parties."""
    return {
        t.split()[0] for rule in load("rules.toml")["rule"] for t in rule.get("verbs", [])
    }  # fmt: skip


def merged(found: Iterable[tuple[str, str, str, str]]) -> Iterator[Row]:
    """Rows of (number, case, gender, form), cases that share a form joined."""
    letters: dict[tuple[str, str, str], str] = {}
    for number, case, gender, form in found:
        key = (number, gender, form)
        if case not in letters.get(key, ""):
            letters[key] = letters.get(key, "") + case
    for (number, gender, form), cases in sorted(letters.items()):
        yield f"{number}.{''.join(c for c in ORDER if c in cases)}.{gender}".rstrip("."), form


def inflected(parse: Parse, wanted: str = "") -> Iterator[tuple[str, str, str, str]]:
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


def substantive(word: str) -> list[tuple[str, str, str, str]]:
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
        return list(merged(phrase(words)))
    if lemma in _KEPT["substantives"]:
        return list(merged(substantive(lemma)))
    return list(merged(inflected(noun(lemma), "NOUN")))


def phrase(words: list[str]) -> Iterator[tuple[str, str, str, str]]:
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


def _accusative(
    fitting: list[str], number: str, case: str, form: str, head: list[tuple[str, str, str, str]]
) -> str:
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
        return list(merged(phrase(words)))
    tables = [list(inflected(adjective(w))) for w in words[-1:]]
    before = " ".join(fold(w) for w in words[:-1])
    return [
        (features, f"{before} {form}".strip())
        for features, form in merged((n, c, g, f) for n, c, g, f in tables[0])
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
    rows: list[tuple[str, str, str, str]] = []
    failed: list[str] = []

    def add(lemma: str, pos: str, found: Iterable[Row]) -> None:
        rows.extend((lemma, pos, features, form) for features, form in sorted(set(found)))

    for pos, lemmas, read in (
        ("N", noun_lemmas(), noun_rows), ("A", adjective_lemmas(), adjective_rows),
    ):  # fmt: skip
        for lemma in sorted(lemmas):
            try:
                add(lemma.replace("-", " ") if pos == "N" else lemma, pos, read(lemma))
            except (ValueError, IndexError) as error:
                failed.append(f"{lemma} ({pos}: {error})")
    verbs = verb_lemmas()
    for lemma in sorted(verbs):
        try:
            add(lemma, "V", verb_rows(lemma, verbs, cue_verbs()))
        except ValueError as error:
            failed.append(f"{lemma} (V: {error})")
    header = "# lemma\tpart of speech\tfeatures\tform; written by tools/build_forms_ru.py\n"
    body = "".join("\t".join(row) + "\n" for row in rows)
    (FOLDER / "forms.tsv").write_text(header + body, encoding="utf-8")
    print(f"{len(rows)} forms; not inflected: {', '.join(failed) or 'none'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
