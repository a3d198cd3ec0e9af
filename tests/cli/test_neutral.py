"""Text of reports cannot drive the terminal or turn the reading order."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.cli.neutral import neutral, neutral_line, safe_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("x\r\ny", "x␍\ny"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("Χαλέπι حلب [bold]", "Χαλέπι حلب [bold]"),
        ("\x7f", "␡"),
    ],
)
def test_controls_and_overrides_are_shown_and_words_are_kept(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_one_line_stays_one_line() -> None:
    assert neutral_line("a\nb\tc\u2028d") == "a b c<U+2028>d"


@given(st.text())
def test_json_reads_back_the_same_and_holds_nothing_unsafe(text: str) -> None:
    line = safe_json({"text": text})
    assert json.loads(line) == {"text": text}
    assert neutral(line) == line
    assert "\n" not in line
