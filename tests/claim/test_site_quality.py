"""Sites keep what tells them from others of their kind, and nothing else that is said of them."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.claim.site_quality import numbered_unit
from contested.report.report import Report

READER = Reader(None)


def places(text: str, language: str) -> list[str | None]:
    """The places of the claims of a text, in order."""
    report = Report(
        text=text, language=language, published_at="2015-03-10", published_basis="given"
    )
    return [claim.place for claim in READER.read(report).claims]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Iraqi troops seized the military hospital in Tikrit.", "Tikrit military hospital"),
        ("en", "Iraqi troops seized the central prison in Tikrit.", "Tikrit central prison"),
        ("en", "Iraqi troops hold the headquarters of the police in Tikrit.",
         "Tikrit police headquarters"),
        ("en", "Iraqi troops seized the salt mine in Tikrit.", "Tikrit salt mine"),
        ("de", "Irakische Truppen haben das zentrale Krankenhaus in Tikrit eingenommen.",
         "Tikrit central hospital"),
        ("fr", "L'armée irakienne a pris l'hôpital militaire de Tikrit.",
         "Tikrit military hospital"),
        ("it", "L'esercito iracheno ha preso la prigione centrale di Tikrit.",
         "Tikrit central prison"),
        ("ru", "Иракские войска захватили провинциальную больницу в Тикрите.",
         "Tikrit provincial hospital"),
    ],
)  # fmt: skip
def test_a_site_keeps_what_tells_it_from_others(language: str, text: str, place: str) -> None:
    assert places(text, language) == [place]


@pytest.mark.parametrize("word", ["strategic", "nearby", "old", "largest", "abandoned"])
def test_what_is_said_of_a_site_is_no_part_of_its_name(word: str) -> None:
    assert places(f"Iraqi troops seized the {word} hospital in Tikrit.", "en") == [
        "Tikrit hospital"
    ]


def test_an_army_base_is_a_base() -> None:
    assert places("Iraqi troops seized the military base in Tikrit.", "en") == ["Tikrit base"]


def test_another_hospital_is_not_the_one_told_of_before() -> None:
    text = "Rebels seized the military hospital in Tikrit. Rebels also took the general hospital."
    assert places(text, "en") == ["Tikrit military hospital", "Tikrit general hospital"]


def test_sites_in_the_plural_that_are_called_by_their_kind_have_a_name() -> None:
    assert places("Iraqi troops seized the salt mines in Tikrit.", "en") == ["Tikrit salt mines"]
    assert places("Iraqi troops seized several bases in Tikrit.", "en") == ["Tikrit"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels captured the headquarters of the 22nd Infantry Division in Tikrit."),
        ("el", "Οι αντάρτες κατέλαβαν το αρχηγείο της 22ης Μεραρχίας Πεζικού στο Τικρίτ."),
    ],
)
def test_the_seat_of_a_numbered_unit_is_called_after_it(language: str, text: str) -> None:
    assert places(text, language) == ["22nd Infantry Division headquarters"]


@pytest.mark.parametrize(
    ("text", "site", "name"),
    [
        ("22nd Division", ("division",), "22nd Division"),
        ("11-й полк", ("regiment",), "11th Regiment"),
        ("3 бригада", ("armored", "brigade"), "3rd Armored Brigade"),
        ("the division", ("division",), ""),
        ("22 police", ("police",), ""),
    ],
)
def test_a_numbered_unit_has_an_english_name(text: str, site: tuple[str, ...], name: str) -> None:
    assert numbered_unit(text, site) == name
