"""Stems below chains of suffixes: vowels that go, compounds, plurals of names."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None, str]]


def told(text: str, theatre: str | None = "syria", published: str = "2016-08-07") -> Told:
    report = Report(text, language="tr", published_at=published)
    claims = Reader(theatre).read(report).claims
    return {(c.predicate, c.actor, c.place, c.speaker) for c in claims if c.predicate != "attacks"}


@pytest.mark.parametrize(
    ("word", "base", "marks"),
    [
        ("şehrini", "sehri", {"acc"}),
        ("nehrinden", "nehri", {"abl"}),
        ("birimini", "birimi", {"acc"}),
        ("kara", "kara", set()),
        ("çehrini", "cehrini", set()),
    ],
)
def test_a_stem_is_met_without_its_vowel_and_at_the_end_of_a_compound(
    word: str, base: str, marks: set[str]
) -> None:
    lexicon = load_lexicon("tr")
    assert lexicon is not None
    assert lexicon.suffixes is not None
    found = lexicon.suffixes._without_case(lexicon.key(word))
    assert found == (base, frozenset(marks))


def test_a_town_is_one_where_its_noun_loses_a_vowel() -> None:
    wanted = {("captures", "SDF", "Manbij", "outlet")}
    assert told("SDG, Menbiç şehrini ele geçirdi.") == wanted
    assert told("Menbiç şehri SDG'nin kontrolüne geçti.") == wanted


def test_several_places_of_a_compound_noun_are_a_part_of_where_they_are() -> None:
    found = told("SDG, Menbiç'te iki yerleşim birimini daha ele geçirdi.")
    assert found == {("captures", "SDF", "Manbij", "outlet")}


def test_a_plural_of_a_name_has_its_case_without_an_apostrophe() -> None:
    found = told("Husilerin denetimindeki Hudeyde bombalandı.", None, "2018-06-20")
    assert found == {("controls", "Houthis", "Hodeidah", "outlet")}


def test_a_number_behind_a_name_begins_another_phrase() -> None:
    found = told("SDG, Menbiç'i kuşattı. Menbiç üç yönden kuşatıldı.")
    assert found == {("besieges", "SDF", "Manbij", "outlet")}


def test_a_seat_behind_a_country_is_that_countrys() -> None:
    text = "Ukrayna Genelkurmay Başkanlığı, Rus ordusunun Robotine köyünü aldığını açıkladı."
    assert told(text, "ukraine", "2024-02-20") == {("captures", "Russia", "Robotyne", "Ukraine")}


def test_where_those_who_leave_go_is_not_what_they_leave() -> None:
    assert told("Ordu, Humus'a çekildi.") == set()
    assert told("Ordu, Hama'dan Humus'a çekildi.") == {
        ("withdraws", "Syrian government", "Hama", "outlet")
    }


def test_a_town_named_after_its_province_is_the_town() -> None:
    found = told("Rejim güçleri Humus'un Rastan ilçesinden çekildi.")
    assert found == {("withdraws", "Syrian government", "Rastan", "outlet")}
