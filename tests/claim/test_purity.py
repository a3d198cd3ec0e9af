"""The engine knows no language: no names of languages, no letters or words of any in its code.

What is a word of a language is asked of the languages' own data. A literal that is such a word is
allowed if it is also one of the terms that the data files declare (a role like "from", a class
like "speech", a key of a table) or a field of the engine's own records.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import contested.claim
from contested.actor.actor import KINDS as ACTOR_KINDS
from contested.actor.roles import ROLES
from contested.claim.claim import OUTLET
from contested.claim.clause import ClauseKind
from contested.claim.lexicon import Lexicon, available_languages, load_lexicon
from contested.place.place import KINDS


def load(code: str) -> Lexicon:
    lexicon = load_lexicon(code)
    assert lexicon is not None
    return lexicon


ENGINE = Path(contested.claim.__file__).parent
# Canonical names are English by definition: canonical.py writes them, the scorer compares them;
# the columns of a table of coded claims have English names, and no text is read there.
NO_ENGINE = frozenset({"canonical.py", "score.py", "evaluate.py", "coded.py", "coded_report.py"})
# Letters that Unicode decomposition leaves whole or that are apostrophes, for folding anywhere.
FOLDING = frozenset("ςσıøłđßʼةهىيیکكـ")
# Kinds of tokens (text.py); a language may have such a word too.
TOKEN_KINDS = frozenset({"word", "num", "punct", "poss", "line"})
CLAUSE_KINDS = frozenset(get_args(ClauseKind))
# What a user may call a war, as an option's value, and the code of its country.
OPTION_VALUES: dict[str, frozenset[str]] = {"context.py": frozenset({"car", "et"})}
LANGUAGE_NAMES = re.compile(
    rf"(?i)\b({'|'.join(load(code).settings['name'] for code in available_languages())})\b"
)
FILES = sorted(path for path in ENGINE.glob("*.py") if path.name not in NO_ENGINE)


def literals(tree: ast.Module) -> Iterator[tuple[int, str, ast.AST]]:
    """Line, text and parent of every string in the code; docstrings are left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            if not isinstance(node, ast.Constant) or id(node) in docstrings:
                continue
            if isinstance(node.value, str):
                yield node.lineno, node.value, parent


def identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of every name, attribute and argument."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield getattr(node, "lineno", 0), name


def declared() -> frozenset[str]:
    """Terms of the data files: all keys, the values of claims.toml, marks of forms.tsv."""
    terms: set[str] = set()

    def walk(value: Any, values_too: bool) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                terms.update(re.findall(r"[a-z]+", key.lower()))
                walk(inner, values_too)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, values_too)
        elif isinstance(value, str) and values_too:
            terms.add(value)

    walk(tomllib.loads((ENGINE / "claims.toml").read_text(encoding="utf-8")), True)
    for path in ENGINE.glob("languages/*/*.toml"):
        for section, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            terms.add(section)
            # the keys of these are words of the language itself
            if section not in ("articles", "fused_articles", "fusions", "capitals"):
                walk(table, False)
    for path in ENGINE.glob("languages/*/forms.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                terms.update(line.split("\t")[2].split("."))
    return frozenset(terms)


def record_fields() -> frozenset[str]:
    """Names that the engine's own code defines: fields, arguments, functions, modules."""
    names = {
        name for path in ENGINE.glob("*.py") for _, name in identifiers(ast.parse(path.read_text()))
    }
    return frozenset(part for name in names for part in (name, *name.split("_")))


@pytest.fixture(scope="module")
def words() -> frozenset[str]:
    """All single words of all languages."""
    lexicons = [load_lexicon(code) for code in available_languages()]
    return frozenset(
        fold
        for lexicon in lexicons
        if lexicon is not None
        for fold, form in lexicon.forms.items()
        if form.known
    )


@pytest.fixture(scope="module")
def terms() -> frozenset[str]:
    kinds = KINDS | ACTOR_KINDS | ROLES | TOKEN_KINDS | CLAUSE_KINDS
    return declared() | record_fields() | kinds | {OUTLET}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_letter_of_a_natural_language_stands_in_the_engines_strings(path: Path) -> None:
    found = [
        f"{path.name}:{line}: {text!r}"
        for line, text, _ in literals(ast.parse(path.read_text(encoding="utf-8")))
        if any(c.isalpha() and not c.isascii() and c not in FOLDING for c in text)
    ]
    assert not found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_language_is_named_in_the_engine(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    codes = frozenset(available_languages())
    allowed = OPTION_VALUES.get(path.name, frozenset())
    found = [
        f"{path.name}:{line}: {text!r}"
        for line, text, _ in literals(tree)
        if (text in codes or LANGUAGE_NAMES.search(text)) and text not in allowed
    ]
    found += [
        f"{path.name}:{line}: {name}"
        for line, name in identifiers(tree)
        if LANGUAGE_NAMES.search(name.replace("_", " ")) and name not in allowed
    ]
    assert not found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_of_a_language_stands_in_the_engines_strings(
    path: Path, words: frozenset[str], terms: frozenset[str]
) -> None:
    allowed = terms | OPTION_VALUES.get(path.name, frozenset())
    found = []
    for line, text, parent in literals(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(parent, ast.JoinedStr | ast.Raise) or _is_message(text):
            continue
        word = text.lower()
        if len(word) > 1 and word in words and word not in allowed:
            found.append(f"{path.name}:{line}: {text!r}")
    assert not found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_text_of_a_word_is_never_compared_with_letters(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        if not any(isinstance(s, ast.Attribute) and s.attr in ("fold", "text") for s in sides):
            continue
        for side in sides:
            for inner in ast.walk(side):
                if (
                    isinstance(inner, ast.Constant)
                    and isinstance(inner.value, str)
                    and any(c.isalpha() for c in inner.value)
                ):
                    found.append(f"{path.name}:{node.lineno}: {inner.value!r}")
    assert not found


def _is_message(text: str) -> bool:
    """Sentences for people, not words that are looked for."""
    return " " in text
