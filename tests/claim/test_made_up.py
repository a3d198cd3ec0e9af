"""What the engine does with a language that has what none of the shipped ones has.

Each test alters a few words of a shipped language's folder and reads with the result.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path

import pytest

from contested.claim.lexicon import LANGUAGES, Lexicon
from contested.claim.names import load_names
from contested.claim.parse import ClauseReader
from contested.claim.text import sentences
from contested.claim.words import Word, split_words

Altered = Callable[..., Lexicon]


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """Spanish under another code, with texts of its files replaced and forms of verbs added."""

    def make(code: str, *changes: tuple[str, str, str], forms: str = "") -> Lexicon:
        folder = tmp_path / code
        shutil.copytree(LANGUAGES / "es", folder)
        for name, old, new in changes:
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with (folder / "forms.tsv").open("a", encoding="utf-8") as table:
            table.write(forms)
        return Lexicon(code, folder)

    return make


def words_of(text: str, lexicon: Lexicon) -> list[Word]:
    (sentence,) = sentences(text, lexicon.abbreviations, writing=lexicon.writing)
    names = copy(load_names("es", "syria"))
    names.plain = {}  # what it remembers is of the shipped language
    return split_words(sentence, text, lexicon, names)


def clauses(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Kind and verb of each clause."""
    words = words_of(text, lexicon)
    return [
        (clause.kind, " ".join(w.text for w in words[clause.verb.start : clause.verb.end]))
        for clause in ClauseReader(lexicon).parse(words).clauses
        if clause.verb is not None
    ]


def test_a_weekday_with_a_hyphen_is_met(altered: Altered) -> None:
    lexicon = altered("pt")
    days = [w.form.time for w in words_of("Tomaron Manbij na terça-feira.", lexicon)]
    assert ("weekday", 1) in days


def test_a_word_for_if_that_is_a_reflexive_pronoun_too_opens_no_clause_before_a_verb(
    altered: Altered,
) -> None:
    lexicon = altered("es", ("language.toml", 'condition = ["si"', 'condition = ["se", "si"'))
    told = clauses("El ejército se retiró de Manbij.", lexicon)
    assert [verb for _, verb in told] == ["se retiró"]
    assert [kind for kind, _ in told] == ["main"]
    told = clauses("El ejército toma Manbij, se los rebeldes salen.", lexicon)
    assert told == [("main", "toma"), ("sub", "salen")]


def test_a_word_before_an_infinitive_that_is_an_article_too_starts_no_phrase_there(
    altered: Altered,
) -> None:
    lexicon = altered(
        "es",
        ("language.toml", "[articles]\n", '[articles]\n"to" = ["sg.NA.f"]\n'),
        ("language.toml", "infinitive = [", 'infinitive = ["to", '),
    )
    told = clauses("Los rebeldes siguen to atacar to ciudad de Manbij.", lexicon)
    assert [verb.split()[-1] for _, verb in told] == ["siguen", "atacar"]


def test_a_pronoun_leans_on_its_verb_by_a_hyphen_alone(altered: Altered) -> None:
    lexicon = altered("es", forms="tomar\tV\tpast.a.pl.+object\ttomaron en\n")
    leaning = words_of("Tomaron-en el lunes.", lexicon)[0]
    assert leaning.text == "Tomaron-en"
    assert [verb.enclitic for verb in leaning.form.verbs] == ["object"]
    apart = words_of("Tomaron en Manbij posiciones.", lexicon)
    assert [w.text for w in apart[:2]] == ["Tomaron", "en"]
