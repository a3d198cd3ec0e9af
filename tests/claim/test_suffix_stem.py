"""Stems below chains of suffixes: vowels that go, compounds, plurals of names."""

from __future__ import annotations

import pytest

from contested.claim.context import apart
from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.suffix import CASES
from contested.claim.text import sentences
from contested.claim.words import split_words
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


@pytest.mark.parametrize("word", ["Giryan", "Duryan", "giryan"])
def test_a_suffix_needs_the_vowel_and_the_gap_that_its_verb_has(word: str) -> None:
    lexicon = load_lexicon("tr")
    assert lexicon is not None
    assert not lexicon.form(lexicon.key(word)).verbs


@pytest.mark.parametrize("word", ["giren", "giriyorlar", "girerken", "alırken"])
def test_a_verb_is_known_by_a_suffix_that_fits_it(word: str) -> None:
    lexicon = load_lexicon("tr")
    assert lexicon is not None
    assert lexicon.form(lexicon.key(word)).verbs


def test_a_people_is_a_party_and_no_place() -> None:
    text = "Ruslar Avdiyivka'yı aldı. Ukraynalılar kenti boşalttı."
    assert told(text, "ukraine", "2024-02-17") == {
        ("captures", "Russia", "Avdiivka", "outlet"),
        ("withdraws", "Ukraine", "Avdiivka", "outlet"),
    }


def test_there_is_the_place_told_of() -> None:
    text = "Hükümet güçleri Ramuse'yi aldı. Muhalifler orayı yitirince adamlarını topladı."
    assert told(text) == {
        ("captures", "Syrian government", "Ramouseh", "outlet"),
        ("withdraws", "Syrian rebels", "Ramouseh", "outlet"),
    }


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Muhalifler Menbiç'i almış bulunuyor.", ("captures", "Syrian rebels")),
        ("Muhalifler Menbiç'i kuşatmış oldu.", ("besieges", "Syrian rebels")),
        ("SOHR'ye göre Menbiç kuşatılmış durumda.", ("besieges", None)),
    ],
)
def test_a_participle_with_be_behind_it_is_one_verb(
    text: str, told_of: tuple[str, str | None]
) -> None:
    assert told_of in {(p, a) for p, a, place, _ in told(text) if place == "Manbij"}


def test_a_town_before_a_party_is_no_part_of_its_name() -> None:
    text = "Ramuse semti hükümet güçlerine geçti. Menbiç'in hükümet güçlerinin elinde olduğu açık."
    assert {(p, a, place) for p, a, place, _ in told(text)} == {
        ("captures", "Syrian government", "Ramouseh"),
        ("controls", "Syrian government", "Manbij"),
    }


def test_an_official_is_of_the_party_he_comes_from() -> None:
    text = "SDG'den bir yetkili Menbiç'in kuşatma altında olduğunu söyledi."
    assert {speaker for _, _, _, speaker in told(text)} == {"SDF"}


def test_a_capital_where_something_happens_is_the_town_told_of() -> None:
    text = "HDK, Hartum'dan çekildiğini duyurdu; kentin ordunun kontrolünde olduğunu söyledi."
    assert ("controls", "Sudanese army", "Khartoum", "RSF") in told(text, None, "2025-03-26")


def test_districts_are_on_the_side_where_it_happens() -> None:
    text = "Menbiç'in güneyinde bir mahalle daha SDG'ye geçti."
    assert told(text) == {("captures", "SDF", "southern Manbij", "outlet")}


SPEAKS = [
    ("ÖSO komutanlarından Ahmed Osman, Menbiç'in tamamen kontrol altına alındığını söyledi.",
     ("captures", "Free Syrian Army", "Manbij", "Free Syrian Army")),
    ("Kasaba sakinlerinden Fatuma Nur, SDG'nin Menbiç'i aldığını söyledi.",
     ("captures", "SDF", "Manbij", "residents")),
    ("Rus ordusu, Menbiç'in kontrolünün kendilerine geçtiğini açıkladı.",
     ("captures", "Russia", "Manbij", "Russia")),
    ("SOHR, rejim güçlerinin tepeyi alarak Halep'i Menbiç'e bağlayan yolu kestiğini duyurdu.",
     ("cuts_route", "Syrian government", "Aleppo-Manbij road", "SOHR")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), SPEAKS)
def test_who_speaks_and_who_acts_is_told_apart(text: str, claim: tuple[str, str, str, str]) -> None:
    assert claim in told(text)


def test_a_town_is_taken_by_whoever_entered_it() -> None:
    assert ("captures", "SDF", "Manbij", "outlet") in told("SDG Menbiç'e girdi ve kenti aldı.")
    assert not told("Menbiç kenti sevindi.")


def test_the_capital_of_a_province_has_its_own_name() -> None:
    text = "HDK, eyaletin merkezi El Faşir'i ele geçirdi."
    assert told(text, None, "2025-10-27") == {("captures", "RSF", "El Fasher", "outlet")}


def test_the_case_of_a_name_is_the_one_behind_its_apostrophe_whatever_its_letters_look_like() -> (
    None
):
    lexicon = load_lexicon("tr")
    assert lexicon is not None
    assert lexicon.form("asia").marks & CASES == {"dat"}  # "Asia" looks like the dative of "asi"
    text = "Radio Free Asia'nın haberine göre kent kuşatıldı."
    [sentence] = apart(sentences(text, lexicon.abbreviations, writing=lexicon.writing), lexicon)
    name = split_words(sentence, text, lexicon, load_names("tr", None))[0]
    assert name.text.startswith("Radio Free Asia")
    assert name.marks & CASES == {"gen"}
