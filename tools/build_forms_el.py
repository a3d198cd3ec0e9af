"""Writes languages/el/forms.tsv: the inflected forms of every word the Greek data names.

Development-time only. Needs the package `modern-greek-inflexion`; what it gets wrong or does not
know is kept in `forms_el.toml` beside this file.

    python tools/build_forms_el.py [--check]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from modern_greek_inflexion import Adjective, Noun, Verb
from named_words import NOUN_SECTIONS, NamedWords, exceptions, finish

NUMBERS = ("sg", "pl")
CASES = (("nom", "N"), ("acc", "A"), ("gen", "G"))
GENDERS = {"masc": "m", "fem": "f", "neut": "n"}

_KEPT = exceptions("el")
PEOPLE: set[str] = set(_KEPT["people"])
UNCHANGED: set[str] = set(_KEPT["unchanged"])
NEUTER_OS: dict[str, str] = _KEPT["neuter"]
FORMS: dict[str, list[str]] = _KEPT["nouns"]
VERBS: dict[str, list[str]] = _KEPT["verbs"]
WRONG: dict[str, list[str]] = _KEPT["wrong"]
PASSIVE_ONLY_ACTIVE = re.compile(r"μαι$")
ADJECTIVE = re.compile(
    r"(ικ|ιν|μεν|ρι|δι|τι|λι)(ός|ή|ό|ος|η|ο|α|ά)$|^(ένοπλ|διεθν|ξέν|πλήρ|κοιν|γεν)\w+$"
)
FEMININE_I = {
    "ένοπλη": "ένοπλος",
    "διεθνής": "διεθνής",
    "εξόριστη": "εξόριστος",
    "επίλεκτη": "επίλεκτος",
}


def fold(word: str) -> str:
    """Lower case, no accents, no final sigma."""
    text = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in text if not unicodedata.combining(c)).replace("ς", "σ")


def listed(specs: list[str]) -> Iterator[tuple[str, str]]:
    """Features and forms of an exception ["features=form form", ...]."""
    for part in specs:
        features, _, forms = part.partition("=")
        for form in forms.split():
            yield features, form


def noun_rows(lemma: str) -> list[tuple[str, str]]:
    """Features and forms of a single noun."""
    if lemma in FORMS:
        return list(listed(FORMS[lemma]))
    if lemma in UNCHANGED:
        return [("sg.NAG.n", lemma), ("pl.NAG.n", lemma)]
    if lemma in NEUTER_OS:
        plural = NEUTER_OS[lemma]
        genitive = plural[:-1] + "ών"
        return [
            ("sg.NA.n", lemma),
            ("sg.G.n", lemma[:-2] + "ους"),
            ("pl.NA.n", plural),
            ("pl.G.n", genitive),
        ]
    if lemma in PEOPLE:
        return list(inflected(Adjective(lemma).all()["adj"], numbers_first=True, only="masc"))
    return list(inflected(Noun(lemma).all()))


def inflected(
    table: dict[str, Any], *, numbers_first: bool = False, only: str = ""
) -> Iterator[tuple[str, str]]:
    """Rows of the inflector's nested answer; equal forms of one gender and number are joined."""
    for gender, mark in GENDERS.items():
        if only and gender != only:
            continue
        for number in NUMBERS:
            try:
                forms = table[number][gender] if numbers_first else table[gender][number]
            except KeyError:
                continue
            by_form: dict[str, str] = {}
            for case, letter in CASES:
                for form in forms.get(case, ()):
                    if form and letter not in by_form.get(fold(form), ""):
                        by_form[fold(form)] = by_form.get(fold(form), "") + letter
            for form, letters in sorted(by_form.items()):
                yield f"{number}.{letters}.{mark}", form


def adjective_rows(lemma: str) -> list[tuple[str, str]]:
    """Features and forms of an adjective in all genders."""
    if lemma in FORMS:
        return list(listed(FORMS[lemma]))
    return list(inflected(Adjective(lemma).all()["adj"], numbers_first=True))


def masculine(word: str) -> str | None:
    """The dictionary form of a feminine or neuter adjective as it stands in a noun phrase."""
    if word in FEMININE_I:
        return FEMININE_I[word]
    for ending, base in (
        ("ή", "ός"),
        ("η", "ος"),
        ("ά", "ός"),
        ("α", "ος"),
        ("ό", "ός"),
        ("ο", "ος"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + base
    return word if word.endswith(("ός", "ος", "ής", "ης")) else None


def phrase_parts(lemma: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Rows of the inflecting words of a noun phrase: its adjectives and the first noun."""
    for word in lemma.split():
        if word in {"ντε", "φάκτο", "μη"}:
            continue
        if ADJECTIVE.search(word) or word in FEMININE_I:
            base = masculine(word)
            if base is not None:
                rows = list(inflected(Adjective(base).all()["adj"], numbers_first=True))
                own = {
                    f.split(".")[2]
                    for f, form in rows
                    if f.startswith("sg.N") and form == fold(word)
                }
                yield word, "A", [(f, form) for f, form in rows if f.split(".")[2] in own]
                continue
        yield word, "N", noun_rows(word)
        return


FINITE = (("present", "pres"), ("paratatikos", "past"), ("aorist", "past"), ("conjunctive", "subj"))


def middle(lemma: str, lemmas: set[str]) -> bool:
    """Whether the data names the -μαι form apart, which then owns the passive forms."""
    stem = fold(lemma)
    for active in ("αω", "ω"):
        if stem.endswith(active):
            base = stem[: -len(active)]
            return any(base + e in lemmas for e in ("ομαι", "ιεμαι", "ουμαι", "ωμαι", "αμαι"))
    return False


def _learned(form: str) -> str:
    """The learned twin of an aorist passive: "καταλήφθη" for "καταλήφθηκε"."""
    return form[: -len("κε")] if form.endswith("κε") else form[: -len("καν")] + "σαν"


def verb_rows(lemma: str, lemmas: set[str]) -> Iterator[tuple[str, str]]:
    """Third persons, "we" and "I", gerund and participles of a verb, both voices."""
    if lemma in VERBS:
        yield from listed(VERBS[lemma])
    try:
        table = Verb(lemma).all()
    except Exception:
        return
    deponent = bool(PASSIVE_ONLY_ACTIVE.search(lemma))
    wrong = {fold(w) for w in WRONG.get(lemma, ())}
    active_only = middle(lemma, lemmas)
    if lemma.endswith("ώ") and not active_only and lemma not in {"σπω"}:
        yield "past.p.pl", lemma[:-1] + "ούντο"
        yield "past.p.sg", lemma[:-1] + "είτο"
    for source, tense in FINITE:
        for voice, mark in (("active", "a"), ("passive", "p")):
            persons = table.get(source, {}).get(voice, {}).get("ind")
            if not persons or (active_only and voice == "passive"):
                continue
            shown = "a" if deponent else mark
            for number in NUMBERS:
                for form in persons.get(number, {}).get("ter", ()):
                    if fold(form) not in wrong and not form.endswith(("ανε", "ουνε", "όντουσαν")):
                        yield f"{tense}.{shown}.{number}", form
                        if tense == "past" and form.endswith(("θηκε", "θηκαν")):
                            yield f"{tense}.{shown}.{number}", _learned(form)
            for form in persons.get("pl", {}).get("pri", ()):
                if form.endswith(("με", "μεν")) and not form.endswith("ομε"):
                    yield f"{tense}.{shown}.pl.we", form
    for form in table.get("act_pres_participle") or ():
        yield "ger.a", form
    for source in (
        "passive_perfect_participle",
        "passive_aorist_participle",
        "pass_pres_participle",
    ):
        forms = table.get(source)
        if not forms or active_only:
            continue
        feature = "ger.a" if deponent and source == "pass_pres_participle" else "part.p"
        for number in NUMBERS:
            for cases in forms.get(number, {}).values():
                for case, _ in CASES:
                    for form in cases.get(case, ()):
                        if form and fold(form) not in wrong:
                            yield (f"{feature}.{number}", form)


def any_number(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The rows with the number left out where one form serves both ("είναι", "ήταν")."""
    found = {(features, fold(form)) for features, form in rows}
    for features, form in found:
        bare = re.sub(r"\.(sg|pl)\b", "", features)
        both = {(f"{bare}.sg", form), (f"{bare}.pl", form)} <= found
        yield (bare if both else features), form


def main() -> int:
    """Write forms.tsv; print what could not be inflected."""
    named = NamedWords("el")
    rows: list[tuple[str, str, str, str]] = []
    failed: list[str] = []

    def add(lemma: str, pos: str, found: Iterable[tuple[str, str]]) -> None:
        seen: set[tuple[str, str]] = set()
        for features, form in sorted(found):
            key = (features, fold(form))
            if key not in seen:
                seen.add(key)
                rows.append((lemma, pos, features, fold(form)))
        if not seen:
            failed.append(f"{lemma} ({pos})")

    parts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for lemma in sorted(named.nouns(s for s in NOUN_SECTIONS if s != "supplies")):
        try:
            if " " in lemma:
                for word, pos, found in phrase_parts(lemma):
                    parts.setdefault((word, pos), found)
            else:
                parts[(lemma, "N")] = noun_rows(lemma)
        except Exception as error:
            failed.append(f"{lemma} (N: {error!r})")
    for lemma in sorted(named.adjectives()):
        for word in lemma.split():
            try:
                parts[(word, "A")] = adjective_rows(word)
            except Exception as error:
                failed.append(f"{word} (A: {error!r})")
    for (lemma, pos), found in sorted(parts.items()):
        add(lemma, pos, found)
    verbs = named.all_verbs()
    folded = {fold(v) for v in verbs}
    for lemma in sorted(verbs):
        add(lemma, "V", any_number(verb_rows(lemma, folded)))
    return finish("el", __file__, ("\t".join(row) for row in rows), failed)


if __name__ == "__main__":
    raise SystemExit(main())
