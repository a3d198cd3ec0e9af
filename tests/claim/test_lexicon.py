"""A language's data: what is wrong in it is told with its file, before anything is read."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from contested.claim.datafile import known_keys
from contested.claim.frame import load_frames, read_rules
from contested.claim.lexicon import LANGUAGES, Lexicon, available_languages, load_lexicon
from contested.errors import LanguageError

GOOD = """
[[rule]]
frame = "take"
verbs = ["capture"]
examples = ["Rebels captured Ramouseh. => captures | Syrian rebels | Ramouseh"]
near_misses = ["The photographer captured the mood in Aleppo."]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_rule_with_example_and_near_miss_is_read(rules: Callable[[str], Path]) -> None:
    (rule,) = read_rules(rules(GOOD), load_frames())
    assert rule.frame.predicate == "captures"


@pytest.mark.parametrize("field", ["examples", "near_misses"])
@pytest.mark.parametrize("emptied", [True, False])
def test_a_rule_without_example_or_near_miss_is_refused(
    rules: Callable[[str], Path], field: str, emptied: bool
) -> None:
    lines = [line for line in GOOD.splitlines() if not line.startswith(field)]
    text = "\n".join([*lines, f"{field} = []" if emptied else ""])
    with pytest.raises(LanguageError, match="example and one near-miss") as caught:
        read_rules(rules(text), load_frames())
    assert "rules.toml" in caught.value.where


def test_a_rule_of_no_known_frame_is_refused(rules: Callable[[str], Path]) -> None:
    with pytest.raises(LanguageError, match="conquer") as caught:
        read_rules(rules(GOOD.replace('"take"', '"conquer"')), load_frames())
    assert caught.value.where.endswith("rules.toml:3")


def test_an_example_that_promises_an_unknown_predicate_is_refused(
    rules: Callable[[str], Path],
) -> None:
    with pytest.raises(LanguageError, match="eats") as caught:
        read_rules(rules(GOOD.replace("=> captures", "=> eats")), load_frames())
    assert "rules.toml" in caught.value.where


@pytest.mark.parametrize(
    ("body", "told", "line"),
    [
        ('predicate = "eats"\nactor = ["subj"]\n', "eats", 2),
        ('predicate = "attacks"\nactr = ["subj"]\n', "unknown key 'actr'", 3),
        ('predicate = "attacks"\nplace = ["obj", "inn"]\n', "unknown slot 'inn' of place", 3),
    ],
)
def test_a_frame_with_an_unknown_predicate_key_or_slot_is_refused(
    body: str, told: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contested.claim import frame

    path = tmp_path / "claims.toml"
    path.write_text(f"[frame.eat] # as one does\n{body}", encoding="utf-8")
    monkeypatch.setattr(frame, "CLAIMS", path)
    load_frames.cache_clear()
    try:
        with pytest.raises(LanguageError, match=told) as caught:
            load_frames()
    finally:
        monkeypatch.undo()
        load_frames.cache_clear()
    assert caught.value.where.endswith(f"claims.toml:{line}")


@pytest.mark.parametrize("name", ["language.toml", "words.toml", "verbs.toml", "rules.toml"])
def test_broken_toml_is_told_with_its_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "xx"
    shutil.copytree(LANGUAGES / "en", folder)
    (folder / name).write_text("[broken\n", encoding="utf-8")
    with pytest.raises(LanguageError, match="TOML") as caught:
        Lexicon("en", folder)
    assert name in caught.value.where


@pytest.mark.parametrize("name", ["language.toml", "words.toml", "verbs.toml"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "xx"
    shutil.copytree(LANGUAGES / "en", folder)
    (folder / name).unlink()
    with pytest.raises(LanguageError, match="missing") as caught:
        Lexicon("en", folder)
    assert name in caught.value.where


MISSPELT = [
    ("language.toml", 'name = "English"', 'naem = "English"', "naem"),
    ("language.toml", "by = [", "bye = [", "bye"),
    ("language.toml", "[numerals]\n", "[numerals]\ntwo = 2\n", "two"),
    ("language.toml", "[prepositions]", "[preposition]", "preposition"),
    ("words.toml", "enemy = [", "enemi = [", "enemi"),
    ("verbs.toml", "say = [", "sai = [", "sai"),
    ("rules.toml", "near_misses = [", "near_miss = [", "near_miss"),
    ("paradigms.toml", "match = ", "mach = ", "mach"),
]


@pytest.mark.parametrize(("name", "old", "new", "key"), MISSPELT)
def test_an_unknown_key_is_told_with_its_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, key: str
) -> None:
    folder = tmp_path / "xx"
    shutil.copytree(LANGUAGES / "en", folder)
    text = (folder / name).read_text(encoding="utf-8")
    first = re.search(rf"^{re.escape(old)}", text, re.M)
    assert first is not None
    text = text[: first.start()] + new + text[first.end() :]
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError, match=f"unknown key '{key}'") as caught:
        Lexicon("en", folder)
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines, 1) if line.strip("[").startswith(key))
    assert caught.value.where.endswith(f"{name}:{at}")


def test_no_key_is_allowed_that_no_language_has() -> None:
    for file, known in known_keys().items():
        tables = [
            tomllib.loads(path.read_text(encoding="utf-8"))
            for path in LANGUAGES.glob(f"*/{file}.toml")
        ]
        sections = {*known.get("keys", ()), *(name for name in known if name != "keys")}
        assert sections == {name for table in tables for name in table}


def test_a_line_that_is_not_a_form_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    shutil.copytree(LANGUAGES / "es", folder)
    with (folder / "forms.tsv").open("a", encoding="utf-8") as table:
        table.write("tomar\tV\tpst.pl\ttomaron\n")
    number = len((folder / "forms.tsv").read_text(encoding="utf-8").splitlines())
    with pytest.raises(LanguageError, match="pst") as caught:
        Lexicon("es", folder)
    assert caught.value.where.endswith(f"forms.tsv:{number}")


@pytest.mark.parametrize("code", available_languages())
def test_every_shipped_language_loads_once(code: str) -> None:
    assert load_lexicon(code) is load_lexicon(code)
    assert load_lexicon(code) is not None


def test_a_language_without_rules_is_none() -> None:
    assert load_lexicon("tlh") is None
    assert load_lexicon("") is None
    assert load_lexicon("../en") is None
