"""A place that is cut off from a road has lost the road; who holds a place does not besiege it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None]


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def told(text: str, language: str = "en") -> list[Told]:
    claims = reader().read(Report(text, language=language, published_at="2016-08-07")).claims
    return [(c.predicate, c.actor, c.place) for c in claims]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels cut western Aleppo off from its main supply line."),
        ("en", "Western Aleppo was cut off by the rebels from its road to Damascus."),
        ("es", "Los rebeldes aislaron el oeste de Alepo de su carretera principal a Damasco."),
        ("it", "I ribelli hanno isolato Aleppo ovest dalla strada per Damasco."),
        ("el", "Οι αντάρτες απέκοψαν το δυτικό Χαλέπι από τον δρόμο προς τη Δαμασκό."),
    ],
)
def test_cut_off_from_an_unnamed_road_is_a_road_cut_at_the_place(language: str, text: str) -> None:
    assert told(text, language) == [("cuts_route", "Syrian rebels", "western Aleppo")]


@pytest.mark.parametrize(
    ("language", "text", "road"),
    [
        ("en", "The rebels cut off western Aleppo from the Castello road.", "Castello road"),
        ("ru", "Повстанцы отрезали западный Алеппо от дороги на Дамаск.", "Damascus road"),
        ("uk", "Повстанці відрізали західне Алеппо від дороги на Дамаск.", "Damascus road"),
        ("tr", "İsyancılar batı Halep'i Şam yolundan kopardı.", "Damascus road"),
    ],
)
def test_cut_off_from_a_road_with_a_name_is_that_road_cut(
    language: str, text: str, road: str
) -> None:
    assert told(text, language) == [("cuts_route", "Syrian rebels", road)]


@pytest.mark.parametrize(
    "text",
    [
        "Western Aleppo was cut off from the outside world by the rebels.",
        "The rebels have cut off western Aleppo.",
    ],
)
def test_cut_off_from_everything_is_besieged(text: str) -> None:
    assert told(text) == [("besieges", "Syrian rebels", "western Aleppo")]


def test_villages_of_a_road_are_besieged_as_any() -> None:
    text = "Los rebeldes rodearon los barrios de la carretera del Castello."
    assert [predicate for predicate, _, _ in told(text, "es")] == ["besieges"]


@pytest.mark.parametrize(
    "text",
    [
        "The army took Ramouseh. Government-held western Aleppo was cut off.",
        "The army besieges eastern Aleppo. Government-held western Aleppo was now cut off from its "
        "main road to Damascus.",
    ],
)
def test_who_holds_a_place_has_not_cut_it_off(text: str) -> None:
    found = told(text)
    assert ("controls", "Syrian government", "western Aleppo") in found
    assert any(p in ("besieges", "cuts_route") and w == "western Aleppo" for p, _, w in found)
    assert ("besieges", "Syrian government", "western Aleppo") not in found
    assert ("cuts_route", "Syrian government", "western Aleppo") not in found


def test_another_party_than_the_holder_besieges() -> None:
    assert ("besieges", "Syrian government", "eastern Aleppo") in told(
        "Rebel-held eastern Aleppo was cut off by the army."
    )
