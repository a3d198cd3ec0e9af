"""Writes languages/nl/forms.tsv: forms of the verbs, nouns and adjectives that the data names.

Development-time only; run it after adding a word. Strong verbs and irregular nouns stand in
tools/forms_nl.toml; all others are inflected by rule.

    python tools/build_forms_nl.py [--check]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from germanic_verb import split_verb, strong_forms
from named_words import NOUN_SECTIONS, NamedWords, exceptions, finish, texts

IRREGULAR: dict[str, dict[str, str]] = exceptions("nl")
UNSTRESSED = ("be", "ge", "er", "her", "ver", "ont", "mis", "over", "onder", "om", "door", "weer")
SEPARABLE = (
    "terug", "binnen", "bekend", "samen", "tegen", "plaats", "door", "neer", "over", "mee", "toe",
    "aan", "uit", "vast", "voort", "vrij", "weg", "los", "na", "af", "op", "in", "om",
)  # fmt: skip
VOICELESS = tuple("tkfschpx")
VOWELS = "aeiou"
UNSTRESSED_END = re.compile(r"[^aeiou][aeiou]*.*(e[lrn]|ig|i[kt])$")


def stem_of(infinitive: str) -> tuple[str, str]:
    """The stem as written, and its last letter before final v and z became f and s."""
    stem = infinitive.removesuffix("en")
    if stem == infinitive:
        return infinitive.removesuffix("n"), ""
    last = stem[-1]
    if len(stem) > 2 and stem[-1] == stem[-2] and last not in VOWELS:
        stem = stem[:-1]
    elif (
        last not in VOWELS and re.search(r"(^|[^aeiou])[aeou][^aeiou]$", stem)
        and not stem.endswith(tuple(IRREGULAR["unstressed"]))
    ):  # fmt: skip
        # "maken": maak; not where the last syllable has no stress, "veroveren": verover
        stem = stem[:-1] + stem[-2] + last
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1]), last


def lengthened(word: str, ending: str = "e") -> str:
    """A word with an ending that opens its last syllable: "groot": grote, "wit": witte."""
    if word.endswith(("e", "a", "o")):
        return word + ending.removeprefix("e")
    if re.search(r"(aa|ee|oo|uu)[^aeiou]$", word):
        last = {"f": "v", "s": "z"}.get(word[-1], word[-1])
        return word[:-2] + last + ending
    if re.search(r"(^|[^aeiou])[aeiou][bdfgklmnprst]$", word) and not UNSTRESSED_END.search(word):
        return word + word[-1] + ending
    if re.search(r"(ui|ij|ie|eu|oe|ei|ou)[fs]$", word):
        return word[:-1] + {"f": "v", "s": "z"}[word[-1]] + ending
    return word + ending


def conjugate(verb: str) -> dict[str, list[str]]:
    """Forms by features; of a separable verb in one word, as subordinate clauses have it."""
    particle, base = split_verb(verb, SEPARABLE, IRREGULAR["inseparable"])
    listed = strong_forms(base, IRREGULAR["strong"], UNSTRESSED)
    third, past, many, part = listed or ("",) * 4
    stem, last = stem_of(base)
    if third:
        stem = third.removesuffix("t") if not third.endswith("dt") else third[:-1]
    else:
        third = stem if stem.endswith("t") else f"{stem}t"
        soft = "t" if last in VOICELESS else "d"
        past, many = f"{stem}{soft}e", f"{stem}{soft}en"
        bare = base.startswith(UNSTRESSED)
        part = f"{'' if bare else 'ge'}{stem}{'' if stem.endswith(soft) else soft}"
    parts = [part] if part.endswith("en") else [part, lengthened(part)]
    forms = {
        "base.u": [particle + base],
        "pres.sg.u": [particle + third, particle + stem],
        "pres.pl.u": [particle + base],
        "past.sg.u": [particle + past],
        "past.pl.u": [particle + many],
        "part.u": [particle + form for form in parts],
        "ger.u": [f"{particle}{base}d", f"{particle}{base}de"],
    }
    if particle:
        forms["base.u"].append(f"{particle} te {base}")
    return forms


def plural(noun: str) -> str:
    """The plural of a noun."""
    for end, many in IRREGULAR["plural"].items():
        if noun == end or (noun.endswith(end) and len(noun) > len(end) + 2 and len(end) > 2):
            return noun[: len(noun) - len(end)] + many
    if noun.endswith("heid"):
        return noun.removesuffix("heid") + "heden"
    if noun.endswith(("el", "er", "en", "em", "ie", "eur", "aar", "ier", "je", "é")):
        return f"{noun}s"
    if noun.endswith("e"):
        return f"{noun}s"
    if noun.endswith(("a", "o", "i", "u", "y")):
        return f"{noun}'s"
    return lengthened(noun, "en")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """All rows of the table."""
    named = NamedWords("nl")
    language, words, rules = named.language, named.words, named.rules
    for verb in sorted({text.split()[0] for text in named.verb_expressions()}):
        for features, found in conjugate(verb).items():
            for form in dict.fromkeys(found):
                yield verb, "V", features, form
    adjectives = [*texts(words["adjectives"]), *texts(words["role_adjectives"])]
    adjectives += list(texts(words.get("site_adjectives", {})))
    adjectives += [*texts(language["compass_adjectives"]), *texts(rules["attributes"])]
    adjectives += language["past_adjectives"] + language["time_adjectives"]
    for adjective in sorted(set(adjectives)):
        for form in dict.fromkeys((adjective, lengthened(adjective))):
            yield adjective, "A", "..", form
    sections = [section for section in NOUN_SECTIONS if section != "times"]
    units = texts(words["times"]["units"])
    for lemma in sorted({*named.nouns(sections), *(text.partition("=")[0] for text in units)}):
        first, _, rest = lemma.partition(" ")
        if rest and rest.partition(" ")[0] in ("van", "voor"):
            many = f"{plural(first)} {rest}"
            yield lemma, "N", "sg..", lemma
            yield lemma, "N", "pl..", many
            continue
        lead, _, head = lemma.rpartition(" ")
        for features, form in (("sg..", head), ("pl..", plural(head))):
            yield lemma, "N", features, f"{lead} {form}".strip()


def main() -> int:
    """Write the table."""
    return finish("nl", __file__, sorted({"\t".join(row) for row in rows()}))


if __name__ == "__main__":
    raise SystemExit(main())
