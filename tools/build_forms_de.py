"""Writes languages/de/forms.tsv: forms of the verbs, nouns and adjectives that the data names.

Development-time only; run it after adding a word. Strong verbs and irregular nouns stand in
tools/forms_de.toml; all others are inflected by rule.

    python tools/build_forms_de.py [--check]
"""

from __future__ import annotations

from collections.abc import Iterator

from germanic_verb import split_verb, strong_forms
from named_words import NOUN_SECTIONS, NamedWords, exceptions, finish, texts

IRREGULAR: dict[str, dict[str, str]] = exceptions("de")
UNSTRESSED = (
    "be",
    "ge",
    "er",
    "ver",
    "zer",
    "ent",
    "miss",
    "über",
    "unter",
    "um",
    "durch",
    "wider",
)
SEPARABLE = (
    "zurück", "wieder", "zusammen", "weiter", "hinaus", "heraus", "hinein", "heran", "bekannt",
    "aufrecht", "durch", "fest", "frei", "preis", "rück", "statt", "teil", "stand", "fort",
    "hin", "vor", "ein", "auf", "aus", "ab", "an", "bei", "mit", "los", "zu", "inne", "aus", "her",
)  # fmt: skip
FEMININE = (
    "ung", "heit", "keit", "ion", "tät", "schaft", "ei", "ist", "ent", "ant", "at", "or", "ur",
    "iz", "enz", "anz", "ie",
)  # fmt: skip
ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")


def conjugate(verb: str) -> dict[str, list[str]]:
    """Forms by features; of a separable verb in one word, as subordinate clauses have it."""
    particle, base = split_verb(verb, SEPARABLE, IRREGULAR["whole"])
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    soft = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn")) else ""
    listed = strong_forms(base, IRREGULAR["strong"], UNSTRESSED)
    third, past, part = listed or ("",) * 3
    if not past:
        third = f"{stem}{soft}t"
        past = f"{stem}{soft}te"
        bare = base.startswith(UNSTRESSED) or base.endswith("ieren")
        part = f"{'' if bare else 'ge'}{stem}{soft}t"
    many = past if past.endswith("n") else f"{past}n" if past.endswith("e") else f"{past}en"
    many_now = base
    forms = {
        "base.u": [particle + base],
        "pres.sg.u": [particle + third, f"{particle}{stem}e"],
        "pres.pl.u": [particle + many_now],
        "past.sg.u": [particle + past],
        "past.pl.u": [particle + many],
        "part.u": [particle + part + ending for ending in ADJECTIVE_ENDINGS],
        "ger.u": [f"{particle}{base}d{ending}" for ending in ADJECTIVE_ENDINGS],
    }
    if particle:
        forms["base.u"].append(f"{particle}zu{base}")
    return forms


def decline(noun: str) -> dict[str, list[str]]:
    """Forms of a noun by number."""
    plural = IRREGULAR["plural"].get(noun) or next(
        (
            f"{noun.removesuffix(end)}{many}{noun[len(noun):]}"
            for end, many in _compound(noun)
        ),
        "",
    )  # fmt: skip
    weak = noun in IRREGULAR["weak"]
    if not plural:
        plural = f"{noun}{'n' if noun.endswith('e') else 'en'}" if weak else _regular_plural(noun)
    one = {noun}
    if not noun.endswith(("e", "ung", "heit", "keit", "ion", "tät", "schaft", "s", "ei")):
        one |= {f"{noun}s"}
        if len(noun) < 9 or noun.endswith(("feld", "stadt", "lager", "platz", "punkt", "griff")):
            one |= {f"{noun}es"}
    if weak or (noun.endswith(("ist", "ent", "at", "ant")) and len(noun) > 5):
        one |= {plural}
    if noun.endswith("s"):
        one |= {f"{noun}ses"}
    many_forms = {plural}
    if not plural.endswith(("n", "s")):
        many_forms.add(f"{plural}n")
    return {"sg..": sorted(one), "pl..": sorted(many_forms)}


def _compound(noun: str) -> Iterator[tuple[str, str]]:
    """Endings of a compound whose last part has an irregular plural."""
    for last, many in IRREGULAR["plural"].items():
        if noun.endswith(last.lower()) and len(noun) > len(last) + 2:
            yield last.lower(), many.lower()


def _regular_plural(noun: str) -> str:
    if noun.endswith(("er", "el", "en", "chen", "kräfte")):
        return noun
    if noun.endswith("e"):
        return f"{noun}n"
    if noun.endswith(FEMININE):
        return f"{noun}en"
    if noun.endswith("in"):
        return f"{noun}nen"
    if noun.endswith("um"):
        return f"{noun.removesuffix('um')}en"
    if noun.endswith(("a", "o", "y", "i", "am", "ot")):
        return f"{noun}s"
    return f"{noun}e"


def rows() -> Iterator[tuple[str, str, str, str]]:
    """All rows of the table."""
    named = NamedWords("de")
    language, words, rules = named.language, named.words, named.rules
    for verb in sorted({text.split()[0] for text in named.verb_expressions()}):
        given = IRREGULAR["whole"].get(verb)
        forms = _given(verb, given) if given else conjugate(verb)
        for features, found in forms.items():
            for form in dict.fromkeys(found):
                yield verb, "V", features, form
    adjectives = list(texts(words["adjectives"])) + list(texts(words["role_adjectives"]))
    adjectives += list(texts(words.get("site_adjectives", {})))
    adjectives += list(texts(language["compass_adjectives"])) + list(texts(rules["attributes"]))
    adjectives += language["past_adjectives"] + language["time_adjectives"]
    for adjective in sorted(set(adjectives)):
        head, _, rest = adjective.rpartition(" ")
        for ending in ADJECTIVE_ENDINGS:
            yield adjective, "A", "..", f"{head} {rest}{ending}".strip()
    sections = [section for section in NOUN_SECTIONS if section != "times"]
    units = texts(words["times"]["units"])
    for lemma in sorted({*named.nouns(sections), *(text.partition("=")[0] for text in units)}):
        if " " not in lemma:
            for features, found in decline(lemma).items():
                for form in found:
                    yield lemma, "N", features, form


def _given(verb: str, forms: str) -> dict[str, list[str]]:
    """A verb whose forms are all listed: third, past singular, past plural, participle ..."""
    third, past, many, part, *more = forms.split()
    return {
        "base.u": [verb], "pres.sg.u": [third, *more], "pres.pl.u": [verb], "past.sg.u": [past],
        "past.pl.u": [many],
        "part.u": [part + ending for ending in ADJECTIVE_ENDINGS],
    }  # fmt: skip


def main() -> int:
    """Write the table."""
    return finish("de", __file__, sorted({"\t".join(row) for row in rows()}))


if __name__ == "__main__":
    raise SystemExit(main())
