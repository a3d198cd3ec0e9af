"""The cases of Ukrainian adjectives, nouns and noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from named_words import ORDER, Cell, Row, merged

from ukrainian import KEPT, fold

UNCHANGED = frozenset(KEPT["unchanged"])
SUBSTANTIVES = frozenset(KEPT["substantives"])
SOFT = frozenset(KEPT["soft"])
PEOPLE = frozenset(KEPT["people"])
PLURALS: dict[str, str] = KEPT["plurals"]
STEMS: dict[str, str] = KEPT["stems"]
GENITIVES: dict[str, str] = KEPT["genitives"]
VOWELS = "аеєиіїоуюя"

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
    soft = lemma.endswith(("я", "і", "ї")) or lemma == "люди"
    return [
        *_plural(stem, lemma, genitive.split(), soft, False),
        *(("pl", "I", "", stem + "има") for _ in range(lemma == "очі")),
        *(("pl", "I", "", stem + "ьми") for _ in range(lemma == "люди")),
    ]


def _masculine(lemma: str, living: bool) -> list[Cell]:
    soft = lemma.endswith(("ь", "й")) or lemma in SOFT
    mixed = lemma.endswith(("ж", "ч", "ш", "щ"))
    stem = STEMS.get(lemma) or (lemma[:-1] if lemma.endswith(("ь", "й")) else lemma)
    if lemma.endswith("єць") and lemma not in STEMS:
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


def noun_rows(lemma: str) -> list[Row]:
    """Features and forms of a noun or of a noun phrase."""
    words = lemma.split()
    if len(words) > 1 and lemma not in UNCHANGED:
        return list(merged(phrase(words), fold))
    return list(merged(noun(lemma), fold))
