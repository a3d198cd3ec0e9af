"""Writes languages/{fr,es,it}/forms.tsv: the forms of every verb that the data names.

Development-time only; run it after adding a verb. Nouns and adjectives inflect by the rules of
`paradigms.toml` when the language is loaded. With `--check` and the package `simplemma`, forms
that an independent word list takes for another verb's are printed.

    python tools/build_forms_romance.py [--check]
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from romance import french, italian, spanish

LANGUAGES = Path(__file__).resolve().parents[1] / "contested" / "claim" / "languages"
CONJUGATE: dict[str, Callable[[str], dict[str, list[str]]]] = {
    "fr": french.conjugate,
    "es": spanish.conjugate,
    "it": italian.conjugate,
}


def load(folder: Path, name: str) -> dict[str, Any]:
    """One TOML file of a language folder."""
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


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


def lemmas(folder: Path) -> set[str]:
    """Every verb of verbs.toml, rules.toml and language.toml, without pronoun and fixed words."""
    language = load(folder, "language.toml")
    reflexives = {"se", "si"} & set(language["weak_pronouns"]["reflexive"])
    named = list(texts(load(folder, "verbs.toml")))
    for rule in load(folder, "rules.toml")["rule"]:
        named += rule.get("verbs", [])
    for key in ("be_perfect", "link_verbs", "echo_verbs", "copula", "conjugated"):
        named += language.get(key, [])
    found = set()
    for text in named:
        words = text.replace("s'", "se ").split() if text.startswith("s'") else text.split()
        found.add(words[1] if words[0] in reflexives and len(words) > 1 else words[0])
    return found


def write(code: str) -> None:
    """Write the table of one language."""
    folder = LANGUAGES / code
    rows = [
        f"{lemma}\tV\t{features}.u\t{form}"
        for lemma in lemmas(folder)
        for features, forms in CONJUGATE[code](lemma).items()
        for form in dict.fromkeys(forms)
    ]
    head = "# lemma\tpart of speech\tfeatures\tform; written by tools/build_forms_romance.py\n"
    (folder / "forms.tsv").write_text(head + "\n".join(sorted(rows)) + "\n", encoding="utf-8")
    print(code, len(rows), "forms")


def check(code: str) -> None:
    """Print forms whose lemma an independent word list gives otherwise."""
    import simplemma

    for line in (LANGUAGES / code / "forms.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        lemma, _, features, form = line.split("\t")
        if "+" in features or features.startswith("part"):
            continue
        found = simplemma.lemmatize(form, lang=code)
        if found != lemma:
            print(code, lemma, features, form, found)


if __name__ == "__main__":
    for language in CONJUGATE:
        if (LANGUAGES / language / "verbs.toml").exists():
            write(language)
            if "--check" in sys.argv:
                check(language)
