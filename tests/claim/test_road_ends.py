"""A road without a name of its own is called by its two ends, however a sentence tells them."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def roads(language: str, text: str, theatre: str | None = None) -> set[str]:
    """The places of the claims about routes."""
    report = Report(text=text, language=language, published_at="2023-01-10")
    return {
        claim.place
        for claim in Reader(theatre).read(report).claims
        if claim.predicate.endswith("_route") and claim.place
    }


@pytest.mark.parametrize(
    ("language", "text", "road"),
    [
        ("en", "RSF shelled El Obeid. The road from Kosti has been cut by the RSF.",
         "Kosti-El Obeid road"),
        ("en", "Al-Shabaab has cut the Baidoa-Mogadishu road, an official said.",
         "Baidoa-Mogadishu road"),
        ("ru", "Бои за Лиман продолжаются. Украинские войска перерезали дорогу на Кременную.",
         "Lyman-Kreminna road"),
        ("uk", "Тривають бої за Лиман. Дорогу на Кремінну українські війська перерізали.",
         "Lyman-Kreminna road"),
        ("uk", "Дорогу, що сполучає Гому з Міновою, перерізали повстанці M23.",
         "Goma-Minova road"),
        ("fr", "On se bat à Djibo. Les djihadistes ont coupé la route qui relie la ville à"
         " Bourzanga.", "Djibo-Bourzanga road"),
        ("es", "El M23 cortó la vía que conecta Goma con Minova, según el Ejército.",
         "Goma-Minova road"),
        ("ar", "قطعت حركة 23 مارس طريق غوما - مينوفا، بحسب الجيش.", "Goma-Minova road"),
        ("ar", "تتواصل المعارك في غوما. وقطعت حركة 23 مارس الطريق الذي يربط المدينة بمينوفا.",
         "Goma-Minova road"),
    ],
)  # fmt: skip
def test_both_ends_name_the_road(language: str, text: str, road: str) -> None:
    theatre = "ukraine" if "Lyman" in road else None
    assert roads(language, text, theatre) == {road}


@pytest.mark.parametrize(
    ("language", "text", "road"),
    [
        ("ru", "Украинские войска перерезали дорогу на Кременную.", "Kreminna road"),
        ("ar", "قطعت حركة 23 مارس طريق غوما - وقالت سانا إن القتال مستمر.", "Goma road"),
    ],
)
def test_a_road_with_one_end_told_is_called_by_that(language: str, text: str, road: str) -> None:
    assert roads(language, text, "ukraine" if language == "ru" else None) == {road}


def test_a_highway_between_listed_towns_bears_the_noun_once() -> None:
    text = "Russia has cut the Kyiv-Chernihiv highway, the ministry said."
    assert roads("en", text, "ukraine") == {"Kyiv-Chernihiv road"}
