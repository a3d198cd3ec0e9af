"""Capitals tell nouns from verbs, and the last part of a compound tells what it is."""

from __future__ import annotations

import pytest

from contested.claim.capital_noun import capital_nouns
from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import sentences
from contested.claim.words import Word, split_words
from contested.report.report import Report


def told(text: str) -> list[Word]:
    lexicon = load_lexicon("de")
    assert lexicon is not None
    nouns = capital_nouns(lexicon)
    assert nouns is not None
    (sentence,) = sentences(text, lexicon.abbreviations, writing=lexicon.writing)
    return nouns.told(split_words(sentence, text, lexicon, load_names("de", "syria")))


def word(text: str, wanted: str) -> Word:
    return next(w for w in told(text) if w.text == wanted)


def test_a_noun_with_the_letters_of_a_verb_is_no_verb() -> None:
    assert not word("Das sagen die Angaben der Armee.", "Angaben").form.verbs
    assert word("Sie angaben das Ziel.", "angaben").form.verbs


def test_a_small_word_with_the_letters_of_a_noun_is_no_noun() -> None:
    assert not word("Die Armee will sie fallen sehen.", "fallen").form.nouns


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("Wüstenstadt", "place"), ("Bergdorf", "place"), ("Gegenoffensive", "cue"),
     ("Elitekämpfer", "force"), ("Provinzsprecher", "official")],
)  # fmt: skip
def test_an_unlisted_compound_is_what_its_last_part_is(noun: str, kind: str) -> None:
    assert kind in {sense.kind for sense in word(f"Dort ist die {noun}.", noun).form.nouns}


def test_grounds_are_the_place_that_they_belong_to() -> None:
    found = word("Sie hielten das Flughafengelände.", "Flughafengelände")
    assert [sense.arg for sense in found.form.nouns] == ["airport"]


def test_a_party_in_a_compound_is_a_word_of_its_own() -> None:
    words = told("Dort ist die Rebellenhochburg.")
    assert [(w.text, w.form.role_adj) for w in words[3:5]] == [
        ("Rebellen", "rebels"), ("hochburg", ""),
    ]  # fmt: skip
    assert words[3].end == words[4].start


def test_an_unlisted_noun_with_an_article_is_no_name() -> None:
    (sense,) = word("Sie hielten das Dingsbums.", "Dingsbums").form.nouns
    assert sense.kind == "ordinary"
    assert not word("Sie hielten Dingsbums.", "Dingsbums").form.nouns
    assert not word("Sie kämpften um den Donbass.", "Donbass").form.nouns


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Die Armee hat die Rebellenhochburg Idlib eingenommen.",
         {("captures", "Syrian government", "Idlib"), ("controls", "Syrian rebels", "Idlib")}),
        ("Nach eigenen Angaben hat die Armee Manbidsch eingenommen.",
         {("captures", "Syrian government", "Manbij")}),
        ("Die Rebellen zogen sich nach Idlib zurück.", set()),
        ("Manbidsch und Raqqa sind noch in den Händen der Rebellen.",
         {("controls", "Syrian rebels", "Manbij"), ("controls", "Syrian rebels", "Raqqa")}),
    ],
)  # fmt: skip
def test_claims_by_what_capitals_tell(text: str, wanted: set[tuple[str, str, str]]) -> None:
    report = Report(text, language="de", published_at="2016-08-06T00:00:00+00:00")
    claims = Reader("syria").read(report).claims
    assert {(c.predicate, c.actor, c.place) for c in claims} == wanted
