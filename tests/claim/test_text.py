"""Tokens and sentences: offsets point into the text as it was given, whatever it is."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contested.claim.text import fold, sentences, tokenise

NONE: frozenset[str] = frozenset()
# Letters of many scripts, marks, numbers, quotes, dots, controls, reading-order overrides.
MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\u202e\u2066\u2069\u200f\u200d\u0301\ufeff\x00\r\n\t .,;·'’«»\"-‑؟۔́"),
        st.sampled_from("abΑάςЖпعد12"),
    ),
    max_size=300,
)


@given(MIXED)
@example("U.S.-backed Sana'a’s κ.λπ. «Χαλέπι».")
@example("\ud800 lone")
def test_tokens_are_pieces_of_the_text_in_order(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(t.start < t.end for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(MIXED)
def test_nothing_but_spaces_and_hyphens_lies_between_tokens(text: str) -> None:
    at = 0
    for token in [*tokenise(text), None]:
        between = text[at : token.start if token is not None else len(text)]
        assert not any(c.isalpha() for c in between), between
        at = token.end if token is not None else at


@given(MIXED)
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    whole = [t for t in tokenise(text) if t.kind != "line"]
    parts = sentences(text, NONE)
    assert [(t.start, t.end) for s in parts for t in s.tokens] == [(t.start, t.end) for t in whole]
    assert all(s.tokens and s.start < s.end for s in parts)


@given(MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=20))
def test_folding_does_not_depend_on_how_accents_are_encoded(word: str) -> None:
    assert fold(unicodedata.normalize("NFC", word)) == fold(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one enormous word", "a" * 200_000),
        ("one line", "Rebels took Ramouseh, the army said " * 6_000),
        ("dots", "." * 200_000),
        ("letters and dots", "A." * 100_000),
        ("apostrophes", "a'" * 100_000),
        ("hyphens", "a-" * 100_000),
        ("digits", "1,2." * 50_000),
        ("blank lines", "\n" * 200_000),
        ("spaces between lines", "\n \t\r" * 50_000),
        ("open quotes", "«" * 200_000),
        ("accents", "e" + "\u0301" * 200_000),
    ],
)
def test_long_and_odd_texts_take_little_time(name: str, text: str) -> None:
    started = time.process_time()
    sentences(text, NONE)
    assert time.process_time() - started < 5, name


def test_an_abbreviation_and_an_initial_end_no_sentence() -> None:
    text = "Gen. A. Smith of the U.S. army spoke. He left."
    parts = sentences(text, frozenset({"gen"}))
    assert [text[s.start : s.end] for s in parts] == [text[:37], "He left."]


def test_a_first_paragraph_before_a_blank_line_is_the_headline() -> None:
    parts = sentences("Rebels advance\n\nThe army fled. It rained.", NONE)
    assert [s.headline for s in parts] == [True, False, False]
    assert not sentences("The army fled. It rained.", NONE)[0].headline
