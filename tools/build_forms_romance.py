"""Writes languages/{fr,es,it,pt}/forms.tsv: the forms of every verb that the data names.

Development-time only; run it after adding a verb. Nouns and adjectives inflect by the rules of
`paradigms.toml` when the language is loaded. With `--compare` and the package `simplemma`,
forms that an independent word list takes for another verb's are printed.

    python tools/build_forms_romance.py [--check] [--compare]
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from named_words import LANGUAGES, NamedWords, finish
from romance import french, italian, portuguese, spanish

CONJUGATE: dict[str, Callable[[str], dict[str, list[str]]]] = {
    "fr": french.conjugate,
    "es": spanish.conjugate,
    "it": italian.conjugate,
    "pt": portuguese.conjugate,
}


def lemmas(named: NamedWords) -> set[str]:
    """Every verb of verbs.toml, rules.toml and language.toml, without pronoun and fixed words."""
    reflexives = {"se", "si"} & set(named.language["weak_pronouns"]["reflexive"])
    found = set()
    for text in named.verb_expressions():
        words = text.replace("s'", "se ").split() if text.startswith("s'") else text.split()
        found.add(words[1] if words[0] in reflexives and len(words) > 1 else words[0])
    return found


def write(code: str) -> int:
    """Write the table of one language, or check it."""
    rows = [
        f"{lemma}\tV\t{features}.u\t{form}"
        for lemma in lemmas(NamedWords(code))
        for features, forms in CONJUGATE[code](lemma).items()
        for form in dict.fromkeys(forms)
    ]
    return finish(code, __file__, sorted(rows))


def compare(code: str) -> None:
    """Print forms whose lemma an independent word list gives otherwise."""
    import simplemma

    for line in (LANGUAGES / code / "forms.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        lemma, _, features, form = line.split("\t")
        if "+" in features or features.startswith("part"):
            continue
        found = simplemma.lemmatize(form, lang=code)
        if found != lemma:
            print(code, lemma, features, form, found)


def main() -> int:
    """Write the tables, or check them."""
    failed = 0
    for code in CONJUGATE:
        failed |= write(code)
        if "--compare" in sys.argv:
            compare(code)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
