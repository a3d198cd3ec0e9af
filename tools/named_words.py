"""The words that a language's data names, and the table of their forms.

What every `build_forms_*.py` does alike: which nouns, adjectives and verbs its folder speaks of,
and how their forms are written down. A table is one line a form: lemma, part of speech (N, A, V),
features, form, with tabs between.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).resolve().parents[1] / "contested" / "claim" / "languages"
ORDER = "NAGDIL"
NOUN_SECTIONS = (
    "places", "forces", "roles", "officials", "channels", "names_of_sources", "times", "ordinary",
    "supplies", "site_owners",
)  # fmt: skip
LINKING_VERBS = ("be_perfect", "link_verbs", "echo_verbs", "copula", "conjugated")

Row = tuple[str, str]  # features, form
Cell = tuple[str, str, str, str]  # number, cases, gender, form


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


def exceptions(code: str) -> dict[str, Any]:
    """What no rule gives for a language: `forms_<code>.toml` beside this file."""
    path = Path(__file__).parent / f"forms_{code}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class NamedWords:
    """The words named in one language's folder, in dictionary form."""

    def __init__(self, code: str) -> None:
        self.folder = LANGUAGES / code
        self.language = self._load("language.toml")
        self.verbs = self._load("verbs.toml")
        self.words = self._load("words.toml")
        self.rules = self._load("rules.toml")

    def _load(self, name: str) -> dict[str, Any]:
        return tomllib.loads((self.folder / name).read_text(encoding="utf-8"))

    def nouns(self, sections: Iterable[str] = NOUN_SECTIONS) -> set[str]:
        """Every noun or noun phrase of those sections of words.toml and of rules.toml."""
        named = [text for section in sections for text in texts(self.words.get(section, {}))]
        found = {text.partition("=")[0] for text in named}
        return found | {noun for rule in self.rules["rule"] for noun in rule.get("nouns", [])}

    def adjectives(self) -> set[str]:
        """Every adjective named in the data."""
        found = set(self.language.get("relative_inflected", []))
        for table, sections in (
            (self.words, ("role_adjectives", "adjectives", "site_adjectives")),
            (self.language, ("compass_adjectives", "quantifier_adjectives")),
            (self.rules, ("compounds", "attributes")),
        ):
            found |= {text for section in sections for text in texts(table.get(section, {}))}
        return found

    def cue_verbs(self) -> set[str]:
        """The verbs of rules.toml, the only ones whose participles describe places and parties."""
        return {t.split()[0] for rule in self.rules["rule"] for t in rule.get("verbs", [])}

    def all_verbs(self) -> set[str]:
        """Every verb of verbs.toml and rules.toml, without the fixed words after it."""
        return {text.split()[0] for text in texts(self.verbs)} | self.cue_verbs()

    def verb_expressions(self) -> list[str]:
        """Verbs of verbs.toml, rules.toml and language.toml, with the words around them."""
        named = list(texts(self.verbs))
        for rule in self.rules["rule"]:
            named += rule.get("verbs", [])
        for key in LINKING_VERBS:
            named += self.language.get(key, [])
        return named


def merged(found: Iterable[Cell], fold: Callable[[str], str]) -> Iterator[Row]:
    """Rows of cells, forms folded and the cases that share one joined."""
    letters: dict[tuple[str, str, str], str] = {}
    for number, cases, gender, form in found:
        key = (number, gender, fold(form))
        letters[key] = letters.get(key, "") + cases
    for (number, gender, form), cases in sorted(letters.items()):
        yield f"{number}.{''.join(c for c in ORDER if c in cases)}.{gender}".rstrip("."), form


class Table:
    """The rows of one language's table, in the order in which words are added."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []
        self.failed: list[str] = []

    def add(self, pos: str, lemmas: Iterable[str], inflect: Callable[[str], Iterable[Row]]) -> None:
        """Add the forms of words, in order; a word that cannot be inflected is kept in `failed`."""
        for lemma in sorted(lemmas):
            try:
                found = sorted(set(inflect(lemma)))
            except (ValueError, IndexError) as error:
                self.failed.append(f"{lemma} ({pos}: {error})")
                continue
            shown = lemma.replace("-", " ") if pos == "N" else lemma
            self.rows.extend((shown, pos, features, form) for features, form in found)

    def lines(self) -> list[str]:
        """A line a form."""
        return ["\t".join(row) for row in self.rows]


def finish(code: str, script: str, lines: Iterable[str], failed: Iterable[str] = ()) -> int:
    """Write a language's forms.tsv, or with `--check` say whether it is what would be written.

    Returns the exit code: 1 for a table that `--check` finds out of date.
    """
    head = f"# lemma\tpart of speech\tfeatures\tform; written by tools/{Path(script).name}"
    text = "\n".join([head, *lines]) + "\n"
    path = LANGUAGES / code / "forms.tsv"
    if "--check" in sys.argv:
        current = path.read_text(encoding="utf-8") == text
        print(f"{path}: {'up to date' if current else 'out of date'}", file=sys.stderr)
        return 0 if current else 1
    path.write_text(text, encoding="utf-8")
    count = text.count("\n") - 1
    print(f"{code}: {count} forms; not inflected: {', '.join(failed) or 'none'}", file=sys.stderr)
    return 0


def write_case_table(
    code: str,
    script: str,
    noun_rows: Callable[[str], Iterable[Row]],
    adjective_rows: Callable[[str], Iterable[Row]],
    verb_rows: Callable[[str, set[str], set[str]], Iterable[Row]],
) -> int:
    """The table of a Slavic language, all of whose nouns and adjectives are inflected.

    `verb_rows` takes a verb, all verbs, and those whose participles are wanted. Returns what
    `finish` does.
    """
    named, table = NamedWords(code), Table()
    table.add("N", named.nouns(), noun_rows)
    table.add("A", named.adjectives(), adjective_rows)
    verbs, cues = named.all_verbs() - {"не"}, named.cue_verbs()
    table.add("V", verbs, lambda verb: verb_rows(verb, verbs, cues))
    return finish(code, script, table.lines(), table.failed)
