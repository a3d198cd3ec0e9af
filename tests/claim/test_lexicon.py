"""A language's data: what is wrong in it is told with its file, before anything is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

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
    assert "rules.toml" in caught.value.where


def test_an_example_that_promises_an_unknown_predicate_is_refused(
    rules: Callable[[str], Path],
) -> None:
    with pytest.raises(LanguageError, match="eats") as caught:
        read_rules(rules(GOOD.replace("=> captures", "=> eats")), load_frames())
    assert "rules.toml" in caught.value.where


def test_a_frame_of_no_known_predicate_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contested.claim import frame

    path = tmp_path / "claims.toml"
    path.write_text('[frame.eat]\npredicate = "eats"\nactor = ["subj"]\n', encoding="utf-8")
    monkeypatch.setattr(frame, "CLAIMS", path)
    load_frames.cache_clear()
    try:
        with pytest.raises(LanguageError, match="eats") as caught:
            load_frames()
    finally:
        monkeypatch.undo()
        load_frames.cache_clear()
    assert "claims.toml" in caught.value.where


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


@pytest.mark.parametrize("code", available_languages())
def test_every_shipped_language_loads_once(code: str) -> None:
    assert load_lexicon(code) is load_lexicon(code)
    assert load_lexicon(code) is not None


def test_a_language_without_rules_is_none() -> None:
    assert load_lexicon("tlh") is None
    assert load_lexicon("") is None
    assert load_lexicon("../en") is None
