"""Names of towns whose words are a kind of place or a country are read whole."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def told(code: str, text: str) -> set[tuple[str, str | None, str | None]]:
    report = Report(
        text=text, language=code, published_at="2023-12-19", published_basis="given", source="test"
    )
    return {(c.predicate, c.actor, c.place) for c in Reader(None).read(report).claims}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The RSF captured Port Sudan."),
        ("fr", "Les FSR ont pris Port-Soudan."),
        ("es", "Las FAR tomaron Puerto Sudán."),
        ("it", "Le RSF hanno preso Port Sudan."),
        ("de", "Die RSF nahmen Port Sudan ein."),
        ("pt", "As RSF tomaram Porto Sudão."),
        ("uk", "СШП захопили Порт-Судан."),
        ("el", "Οι RSF κατέλαβαν το Πορτ Σουδάν."),
        ("tr", "HDK Port Sudan'ı ele geçirdi."),
        ("ar", "سيطرت قوات الدعم السريع على بورتسودان."),
    ],
)
def test_a_town_named_after_a_port_and_a_country_is_that_town(code: str, text: str) -> None:
    assert told(code, text) == {("captures", "RSF", "Port Sudan")}


def test_an_inflected_name_is_read_whole_too() -> None:
    assert told("ru", "Суданская армия ушла из Порт-Судана.") == {
        ("withdraws", "Sudanese army", "Port Sudan")
    }


def test_a_name_that_only_the_gazetteer_of_the_world_knows_is_read_whole() -> None:
    assert ("captures", "rebels", "Port Said") in told("en", "Rebels captured Port Said.")


def test_a_port_of_a_town_stays_a_port() -> None:
    assert told("en", "The RSF captured the port of Khartoum.") == {
        ("captures", "RSF", "Khartoum port")
    }


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The army attacked Handarat camp on Monday. It now controls the camp."),
        ("el", "Ο στρατός επιτέθηκε στον καταυλισμό Χανταράτ. Τώρα ελέγχει τον καταυλισμό."),
    ],
)
def test_a_quarter_that_is_called_after_what_it_is_can_be_meant_by_that_word(
    code: str, text: str
) -> None:
    report = Report(text, language=code, published_at="2016-08-06T00:00:00+00:00")
    reading = Reader("syria").read(report)
    places = {claim.predicate: claim.place for claim in reading.claims}
    assert places == {"attacks": "Handarat camp", "controls": "Handarat camp"}
    assert {one.place_id for one in reading.resolutions} == {"syria:handarat-camp"}
