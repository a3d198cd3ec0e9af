"""Writes languages/uk/forms.tsv: the inflected forms of every word the Ukrainian data names.

Development-time only. The paradigms are written out here; what does not follow them is kept in
`forms_uk.toml` beside this file. Where a word has variants, all are listed.

    python tools/build_forms_uk.py
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "contested" / "claim" / "languages" / "uk"
_KEPT: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "forms_uk.toml").read_text(encoding="utf-8")
)
UNCHANGED = frozenset(_KEPT["unchanged"])
SUBSTANTIVES = frozenset(_KEPT["substantives"])
SOFT = frozenset(_KEPT["soft"])
PEOPLE = frozenset(_KEPT["people"])
PLURALS: dict[str, str] = _KEPT["plurals"]
STEMS: dict[str, str] = _KEPT["stems"]
GENITIVES: dict[str, str] = _KEPT["genitives"]
VERBS: dict[str, str] = _KEPT["verbs"]
HELD = frozenset(_KEPT["held"])
PERFECTIVE = frozenset(_KEPT["perfective"])
IMPERFECTIVE = frozenset(_KEPT["imperfective"])
ORDER = "NAGDIL"
VOWELS = "аеєиіїоуюя"
Row = tuple[str, str]
Cell = tuple[str, str, str, str]  # number, cases, gender, form


def fold(word: str) -> str:
    """Lower case, й as и and ї as і, no apostrophe; hyphens part words."""
    text = unicodedata.normalize("NFD", word.lower().replace("-", " "))
    return "".join(c for c in text if not unicodedata.combining(c) and c not in "'’ʼ")


def load(name: str) -> dict[str, Any]:
    """One TOML file of the Ukrainian folder."""
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


def cue_verbs() -> set[str]:
    """The verbs of rules.toml, the only ones whose participles describe places and parties."""
    return {
        t.split()[0] for rule in load("rules.toml")["rule"] for t in rule.get("verbs", [])
    }  # fmt: skip


def verb_lemmas() -> set[str]:
    """Every verb of verbs.toml and rules.toml, without the fixed words after it."""
    return ({t.split()[0] for t in texts(load("verbs.toml"))} | cue_verbs()) - {"не"}


# -- adjectives ----------------------------------------------------------------------------------

_ADJECTIVE = {
    "ий": (
        ("sg", "N", "m", "ий"), ("sg", "G", "m", "ого"), ("sg", "D", "m", "ому"),
        ("sg", "I", "m", "им"), ("sg", "L", "m", "ому"), ("sg", "L", "m", "ім"),
        ("sg", "N", "f", "а"), ("sg", "G", "f", "ої"), ("sg", "DL", "f", "ій"),
        ("sg", "A", "f", "у"), ("sg", "I", "f", "ою"), ("sg", "NA", "n", "е"),
        ("sg", "A", "m", "ий"), ("sg", "A", "m", "ого"), ("sg", "G", "n", "ого"),
        ("sg", "D", "n", "ому"), ("sg", "I", "n", "им"), ("sg", "L", "n", "ому"),
        ("sg", "L", "n", "ім"), ("pl", "NA", "", "і"), ("pl", "GAL", "", "их"),
        ("pl", "D", "", "им"), ("pl", "I", "", "ими"),
    ),
    "ій": (
        ("sg", "N", "m", "ій"), ("sg", "G", "m", "ього"), ("sg", "D", "m", "ьому"),
        ("sg", "I", "m", "ім"), ("sg", "L", "m", "ьому"), ("sg", "L", "m", "ім"),
        ("sg", "N", "f", "я"), ("sg", "G", "f", "ьої"), ("sg", "DL", "f", "ій"),
        ("sg", "A", "f", "ю"), ("sg", "I", "f", "ьою"), ("sg", "NA", "n", "є"),
        ("sg", "A", "m", "ій"), ("sg", "A", "m", "ього"), ("sg", "G", "n", "ього"),
        ("sg", "D", "n", "ьому"), ("sg", "I", "n", "ім"), ("sg", "L", "n", "ьому"),
        ("pl", "NA", "", "і"), ("pl", "GAL", "", "іх"), ("pl", "D", "", "ім"),
        ("pl", "I", "", "іми"),
    ),
}  # fmt: skip


def adjective(lemma: str) -> list[Cell]:
    """All cases of an adjective by its masculine nominative; raises ValueError for no adjective."""
    for ending, table in _ADJECTIVE.items():
        if lemma.endswith(ending):
            stem = lemma[: -len(ending)]
            return [(n, c, g, stem + add) for n, c, g, add in table]
    raise ValueError(lemma)


def masculine(word: str) -> str:
    """The dictionary form of an adjective as it stands in a noun phrase, or nothing."""
    if word.endswith(("ий", "ій")):
        return word
    for ending in ("нє", "ня"):
        if word.endswith(ending):
            return word[:-1] + "ій"
    if re.search(r"(н|ськ|цьк|зьк|ов|ев|ик|к)(а|е|і)$", word):
        return word[:-1] + "ий"
    return ""


# -- nouns ---------------------------------------------------------------------------------------


def noun(lemma: str) -> list[Cell]:
    """All cases of a single noun."""
    if lemma in UNCHANGED:
        return [("sg", ORDER, "", lemma), ("pl", ORDER, "", lemma)]
    if lemma in SUBSTANTIVES:
        return [c for c in adjective(lemma) if c[0] == "pl" or c[2] == "m"]
    if lemma in PLURALS:
        return _plural_only(lemma, PLURALS[lemma])
    living = lemma in PEOPLE
    if lemma.endswith("а"):
        return _feminine_a(lemma, living)
    if lemma.endswith("я") and re.search(r"(нн|тт|лл|дд|зз|сс|цц|чч|шш|жж|[рбпвм]')я$", lemma):
        return _neuter_ya(lemma)
    if lemma.endswith("я"):
        return _feminine_ya(lemma, living)
    if lemma.endswith("о"):
        return _neuter_o(lemma)
    if lemma.endswith("е"):
        return _neuter_e(lemma)
    if lemma in GENITIVES or lemma.endswith("ість"):
        return _feminine_consonant(lemma, GENITIVES.get(lemma) or lemma[:-4] + "ості")
    return _masculine(lemma, living)


def _plural(
    stem: str, nominative: str, genitive: list[str], soft: bool, living: bool
) -> list[Cell]:
    vowel = "я" if soft else "а"
    cells = [("pl", "N", "", nominative), ("pl", "D", "", stem + vowel + "м"),
             ("pl", "I", "", stem + vowel + "ми"), ("pl", "L", "", stem + vowel + "х")]  # fmt: skip
    for form in genitive:
        cells.append(("pl", "G", "", form))
        if living:
            cells.append(("pl", "A", "", form))
    if not living:
        cells.append(("pl", "A", "", nominative))
    return cells


def _plural_only(lemma: str, genitive: str) -> list[Cell]:
    stem = lemma[:-1]
    soft = lemma.endswith(("я", "і", "ї"))
    return [
        *_plural(stem, lemma, genitive.split(), soft, False),
        *(("pl", "I", "", stem + "има") for _ in range(lemma == "очі")),
    ]


def _masculine(lemma: str, living: bool) -> list[Cell]:
    soft = lemma.endswith(("ь", "й")) or lemma in SOFT
    mixed = lemma.endswith(("ж", "ч", "ш", "щ"))
    stem = STEMS.get(lemma) or (lemma[:-1] if lemma.endswith(("ь", "й")) else lemma)
    if lemma.endswith("єць"):
        stem = lemma[:-3] + "йц"
    if lemma.endswith("ець") and lemma not in STEMS:
        link = "й" if lemma[-4] in VOWELS else "ь" if lemma[-4] == "л" else ""
        stem = lemma[:-3] + link + "ц"
    after_vowel = stem[-1] in VOWELS
    if soft:
        a, u, om = "я", "ю", "єм" if after_vowel else "ем"
        i, plural, many = ("ї", "ї", "їв") if after_vowel else ("і", "і", "ів")
        ovi = "єві" if after_vowel else "еві"
    elif mixed:
        a, u, om, i, plural, many, ovi = "а", "у", "ем", "і", "і", "ів", "еві"
    else:
        a, u, om, i, plural, many, ovi = "а", "у", "ом", "і", "и", "ів", "ові"
    cells = [("sg", "N", "m", lemma), ("sg", "I", "m", stem + om), ("sg", "D", "m", stem + u)]
    cells += [("sg", "G", "m", stem + a), ("sg", "DL", "m", stem + ovi)]
    cells += [("sg", "L", "m", _softened(stem) + i), ("sg", "L", "m", stem + u)]
    if living:
        cells.append(("sg", "A", "m", stem + a))
    else:
        cells += [("sg", "A", "m", lemma), ("sg", "G", "m", stem + u)]
    nominative = stem + plural
    if lemma.endswith(("янин", "анин")):
        stem = lemma[:-2]
        return [*cells, *_plural(stem, stem + "и", [stem], False, True)]
    return [*cells, *_plural(stem, nominative, [stem + many], soft, living)]


def _softened(stem: str) -> str:
    """The stem before -і: г, к, х become з, ц, с."""
    return stem[:-1] + {"г": "з", "к": "ц", "х": "с"}.get(stem[-1], stem[-1])


def _bare(stem: str) -> list[str]:
    """The genitive plural without an ending, with the vowels that may come in or change."""
    forms = [stem]
    closed = re.sub(r"[ое]([^аеєиіїоуюя]+ь?)$", r"і\1", stem)
    forms.append(closed)
    if re.search(r"[^аеєиіїоуюяйь]к$", stem) or stem.endswith(("йк", "ьк")):
        forms.append(re.sub(r"[ьй]?к$", "ок", stem))
        forms.append(re.sub(r"йк$", "йок", stem))
    if re.search(r"[^аеєиіїоуюя][нлр]$", stem):
        forms.append(stem[:-1] + "е" + stem[-1])
    return list(dict.fromkeys(forms))


def _feminine_a(lemma: str, living: bool) -> list[Cell]:
    stem = lemma[:-1]
    mixed = stem.endswith(("ж", "ч", "ш", "щ"))
    y, oyu = ("і", "ею") if mixed else ("и", "ою")
    return [
        ("sg", "N", "f", lemma), ("sg", "G", "f", stem + y), ("sg", "A", "f", stem + "у"),
        ("sg", "DL", "f", _softened(stem) + "і"), ("sg", "I", "f", stem + oyu),
        *_plural(stem, stem + y, _bare(stem), False, living),
    ]  # fmt: skip


def _feminine_ya(lemma: str, living: bool) -> list[Cell]:
    stem = lemma[:-1]
    after_vowel = stem[-1] in VOWELS
    i, eyu = ("ї", "єю") if after_vowel else ("і", "ею")
    zero = (
        [stem + "й"] if after_vowel else [stem + "ь", *_bare(stem), re.sub(r"'$", "", stem) + "ей"]
    )
    if stem.endswith("н") and len(stem) > 2 and stem[-2] not in VOWELS:
        zero.append(stem[:-1] + "ень")
    if lemma == "стаття":
        zero.append("статей")
    return [
        ("sg", "N", "f", lemma), ("sg", "GDL", "f", stem + i), ("sg", "A", "f", stem + "ю"),
        ("sg", "I", "f", stem + eyu), *_plural(stem, stem + i, zero, True, living),
    ]  # fmt: skip


def _feminine_consonant(lemma: str, genitive: str) -> list[Cell]:
    stem = genitive[:-1]
    bare = lemma.rstrip("ь")
    double = bare + bare[-1] if bare[-1] not in "бпвмфрщ" and bare[-2] in VOWELS else bare
    return [
        ("sg", "NA", "f", lemma), ("sg", "GDL", "f", genitive),
        ("sg", "I", "f", double + "ю"), ("sg", "I", "f", bare + "ю"), ("sg", "I", "f", bare + "'ю"),
        *_plural(stem, genitive, [stem + "ей"], stem[-1] not in "жчшщ", False),
    ]  # fmt: skip


def _neuter_o(lemma: str) -> list[Cell]:
    stem = lemma[:-1]
    return [
        ("sg", "NA", "n", lemma), ("sg", "G", "n", stem + "а"), ("sg", "D", "n", stem + "у"),
        ("sg", "I", "n", stem + "ом"), ("sg", "L", "n", _softened(stem) + "і"),
        ("sg", "L", "n", stem + "у"), *_plural(stem, stem + "а", _bare(stem), False, False),
    ]  # fmt: skip


def _neuter_e(lemma: str) -> list[Cell]:
    stem = lemma[:-1]
    hard = stem[-1] in "жчшщ"
    a, u = ("а", "у") if hard else ("я", "ю")
    zero = [stem if hard else stem + "ь", stem[:-1] + "ець" if stem.endswith("ц") else stem]
    return [
        ("sg", "NA", "n", lemma), ("sg", "G", "n", stem + a), ("sg", "D", "n", stem + u),
        ("sg", "I", "n", stem + "ем"), ("sg", "L", "n", stem + "і"), ("sg", "L", "n", stem + u),
        *_plural(stem, stem + a, zero, not hard, False),
    ]  # fmt: skip


def _neuter_ya(lemma: str) -> list[Cell]:
    stem = lemma[:-1]
    single = re.sub(r"(.)\1$", r"\1", stem).rstrip("'")
    many = [single + ("ь" if single[-1] in "нтлдзсц" else ""), stem + "ів", single + "ей"]
    return [
        ("sg", "NA", "n", lemma), ("sg", "G", "n", lemma), ("sg", "D", "n", stem + "ю"),
        ("sg", "I", "n", stem + "ям"), ("sg", "L", "n", stem + "і"), ("sg", "L", "n", stem + "ю"),
        *_plural(stem, lemma, many, True, False),
    ]  # fmt: skip


def phrase(words: list[str]) -> Iterator[Cell]:
    """All cases of a noun phrase: adjectives, the noun they agree with, and what stays fixed."""
    at = 0
    while at < len(words) - 1 and masculine(words[at]) and words[at] not in SUBSTANTIVES:
        at += 1
    tables = [adjective(masculine(w)) for w in words[:at]]
    tail = words[at + 1 :]
    for number, cases, gender, form in noun(words[at]):
        for case in cases:
            before = []
            for table in tables:
                fitting = [
                    f for n, c, g, f in table
                    if n == number and case in c and (number == "pl" or g == gender)
                ]  # fmt: skip
                if not fitting:
                    break
                living = words[at] in PEOPLE
                before.append(fitting[-1] if case == "A" and living else fitting[0])
            else:
                yield number, case, gender, " ".join([*before, form, *tail])


def merged(found: Iterable[Cell]) -> Iterator[Row]:
    """Rows of cells, cases that share a form joined."""
    letters: dict[tuple[str, str, str], str] = {}
    for number, cases, gender, form in found:
        key = (number, gender, fold(form))
        letters[key] = letters.get(key, "") + cases
    for (number, gender, form), cases in sorted(letters.items()):
        yield f"{number}.{''.join(c for c in ORDER if c in cases)}.{gender}".rstrip("."), form


def noun_rows(lemma: str) -> list[Row]:
    """Features and forms of a noun or of a noun phrase."""
    words = lemma.split()
    if len(words) > 1 and lemma not in UNCHANGED:
        return list(merged(phrase(words)))
    return list(merged(noun(lemma)))


# -- verbs ---------------------------------------------------------------------------------------

_LABIAL = "бпвмф"
_PAST_STEMS = {
    "йшов": "йшл", "ішов": "ішл", "вів": "вел", "віз": "вез", "ніс": "нес", "беріг": "берег",
    "міг": "мог", "втік": "втек", "ріс": "рос", "йшовся": "йшл",
}  # fmt: skip
_PARTICIPLE = {"ст": "щ", "сл": "шл", "зд": "ждж", "д": "дж", "т": "ч", "з": "ж", "с": "ш"}


def verb(lemma: str) -> tuple[str, str, str, str, str]:
    """Third persons singular and plural, past stem, past participle without ending, gerund stem."""
    if lemma in VERBS:
        parts = [p.strip() for p in VERBS[lemma].split(",")]
        past = parts[2]
        for closed, opened in _PAST_STEMS.items():
            if past.endswith(closed) and not lemma.endswith("повісти"):
                past += "/" + past[: -len(closed)] + opened
                break
        return parts[0], parts[1], past, parts[3] if len(parts) > 3 else "", ""
    if re.search(r"(бува|пробува)ти$", lemma) and not lemma.endswith("требувати"):
        stem = lemma[:-2]
        return stem + "є", stem + "ють", stem + "в", stem + "н", stem + "ючи"
    if lemma.endswith(("діяти", "мріяти")):
        return lemma[:-3] + "є", lemma[:-3] + "ють", lemma[:-2] + "в", "", lemma[:-3] + "ючи"
    if lemma.endswith("крити"):
        return lemma[:-2] + "є", lemma[:-2] + "ють", lemma[:-2] + "в", lemma[:-2] + "т", ""
    if re.search(r"[ую]вати$", lemma):
        stem, link = lemma[:-5], lemma[-5]
        return (
            stem + {"у": "ує", "ю": "ює"}[link], stem + {"у": "ують", "ю": "юють"}[link],
            lemma[:-2] + "в", stem + {"у": "ован", "ю": "ьован"}[link], stem + link + "ючи",
        )  # fmt: skip
    if lemma.endswith(("ати", "яти", "іти")):
        stem = lemma[:-2]
        part = stem + "н" if lemma.endswith("ати") else stem[:-1] + "ян"
        return stem + "є", stem + "ють", stem + "в", part, stem + "ючи"
    if lemma.endswith("ити"):
        stem = lemma[:-3]
        soft = stem + ("л" if stem[-1] in _LABIAL else "")
        many = soft + ("ать" if stem[-1] in "жчшщ" else "ять")
        part = soft
        for old, new in _PARTICIPLE.items():
            if stem.endswith(old):
                part = stem[: -len(old)] + new
                break
        return stem + "ить", many, stem + "ив", part + "ен", ""
    if lemma.endswith("нути"):
        stem = lemma[:-3]
        return stem + "е", stem + "уть", stem + "ув", stem + "ут", ""
    raise ValueError(lemma)


def verb_rows(lemma: str, lemmas: set[str], cues: set[str]) -> list[Row]:
    """Third persons, "we", infinitive, gerunds and participles of a verb, both voices."""
    if lemma in _KEPT["predicatives"]:
        stem = _KEPT["predicatives"][lemma]
        return [(f"pres.a.{n}", fold(f)) for n, f in (p.split("=") for p in stem.split())]
    if lemma in HELD:
        return [(f"part.p.{n}", fold(form)) for n, _, _, form in adjective(lemma)]
    reflexive = lemma.endswith("ся")
    base = lemma[:-2] if reflexive else lemma
    rows = list(_conjugated(base, lemma in cues, _is_perfective(base), reflexive))
    if not reflexive and base + "ся" not in lemmas and re.search(r"(ати|яти)$", base):
        rows += [
            (features.replace(".a", ".p", 1), form)
            for features, form in _conjugated(base, False, False, True)
            if not features.startswith("ger")
        ]
    return rows


def _is_perfective(lemma: str) -> bool:
    """Whether the non-past of a verb is its future."""
    if lemma in PERFECTIVE:
        return True
    return lemma not in IMPERFECTIVE and not re.search(r"([ую]ва|[аяі])ти$", lemma)


def _conjugated(lemma: str, participles: bool, perfective: bool, reflexive: bool) -> Iterator[Row]:
    one, many, past, part, gerund = verb(lemma)
    tense = "fut" if perfective else "pres"
    tail = "ся" if reflexive else ""
    third = one + ("ть" if reflexive and one[-1] in "єе" else "") + tail
    yield "base.a", fold(lemma + tail)
    yield f"{tense}.a.sg", fold(third)
    yield f"{tense}.a.pl", fold(many + tail)
    yield (
        f"{tense}.a.pl.we",
        fold(re.sub(r"(ать|ять)$", "имо", many) if one.endswith("ить") else one + "мо"),
    )
    past, _, changed = past.partition("/")
    stems = [changed or (past[:-1] if past.endswith("в") else past)]
    if lemma.endswith("нути"):
        stems.append(lemma[:-4])  # "вторглися" beside "вторгнулися"
    for short in ("ся", "сь") if reflexive else ("",):
        yield "past.a.sg", fold(past + short)
        for stem in stems:
            for ending, number in (("ла", "sg"), ("ло", "sg"), ("ли", "pl")):
                yield f"past.a.{number}", fold(stem.removesuffix("л") + ending + short)
    yield "ger.a", fold(past + "ши" + ("сь" if reflexive else ""))
    if gerund:
        yield "ger.a", fold(gerund + ("сь" if reflexive else ""))
    if not part or reflexive:
        return
    yield "past.p.sg", fold(part + "о")  # impersonal: "захоплено"
    if participles:
        both = [part, lemma[:-2] + "н"] if re.search(r"[ую]вати$", lemma) else [part]
        for stem in both:  # "контрольований" and "утримуваний"
            for number, _, _, form in adjective(stem + "ий"):
                yield f"part.p.{number}", fold(form)


def main() -> int:
    """Write forms.tsv; print what could not be inflected."""
    rows: list[tuple[str, str, str, str]] = []
    failed: list[str] = []

    def add(lemma: str, pos: str, found: Iterable[Row]) -> None:
        rows.extend((lemma, pos, features, form) for features, form in sorted(set(found)))

    for lemma in sorted(noun_lemmas()):
        try:
            add(lemma.replace("-", " "), "N", noun_rows(lemma))
        except (ValueError, IndexError) as error:
            failed.append(f"{lemma} (N: {error})")
    for lemma in sorted(adjective_lemmas()):
        words = lemma.split()
        try:
            if words[-1] == "частина":
                add(lemma, "A", noun_rows(lemma))
                continue
            cells = adjective(words[-1])
            before = " ".join(words[:-1])
            add(lemma, "A", merged((n, c, g, f"{before} {f}".strip()) for n, c, g, f in cells))
        except ValueError as error:
            failed.append(f"{lemma} (A: {error})")
    verbs = verb_lemmas()
    for lemma in sorted(verbs):
        try:
            add(lemma, "V", verb_rows(lemma, verbs, cue_verbs()))
        except (ValueError, IndexError) as error:
            failed.append(f"{lemma} (V: {error})")
    header = "# lemma\tpart of speech\tfeatures\tform; written by tools/build_forms_uk.py\n"
    body = "".join("\t".join(row) + "\n" for row in rows)
    (FOLDER / "forms.tsv").write_text(header + body, encoding="utf-8")
    print(f"{len(rows)} forms; not inflected: {', '.join(failed) or 'none'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
