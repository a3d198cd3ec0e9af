"""What words name: places and parts of them, lists of places, actors that no list has."""

from __future__ import annotations

import pytest

from contested.claim.form import Form
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import Sentence, Token
from contested.claim.words import split_words


@pytest.mark.parametrize("folds", [("التحالف", "تحالف"), ("تحالف", "التحالف")])
def test_a_word_is_read_alike_whatever_was_met_before(folds: tuple[str, str]) -> None:
    lexicon, names = load_lexicon("ar"), load_names("ar", None)
    assert lexicon is not None
    text = "التحالف"

    def form(folded: str) -> Form:
        token = Token(text, folded, 0, len(text), "word", False, False)
        (word,) = split_words(Sentence([token]), text, lexicon, names)
        return word.form

    names.plain.clear()
    alone = form(folds[1])
    names.plain.clear()
    form(folds[0])
    assert form(folds[1]) is alone
