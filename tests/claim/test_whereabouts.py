"""A report that names no country is about the country at war that its towns are in."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def _actors(text: str, language: str, published: str) -> list[str | None]:
    claims = Reader().read(Report(text, language=language, published_at=published)).claims
    return [claim.actor for claim in claims]


@pytest.mark.parametrize(
    ("language", "text", "published", "actor"),
    [
        ("en", "The army captured El Obeid, residents said.", "2024-05-10", "Sudanese army"),
        ("en", "The rebels captured Goma, residents said.", "2025-01-26", "M23"),
        ("ru", "Правительственные войска взяли Мэкэле.", "2020-11-29", "Ethiopia"),
        ("ru", "Армия захватила Гому.", "2025-01-26", "DR Congo"),
        ("ar", "سيطر الجيش على مدينة الفاشر.", "2024-05-10", "Sudanese army"),
        ("tr", "Ordu El Obeid'i ele geçirdi.", "2024-05-10", "Sudanese army"),
        ("en", "The rebels captured the province of North Kivu.", "2025-01-26", "M23"),
    ],
)
def test_the_army_of_a_report_is_that_of_its_towns(
    language: str, text: str, published: str, actor: str
) -> None:
    assert _actors(text, language, published) == [actor]


def test_a_country_that_the_report_names_comes_before_its_towns() -> None:
    text = "Congolese officials were worried.\n\nThe army captured the town of Kunduz."
    assert _actors(text, "en", "2021-08-08") == ["DR Congo"]


def test_a_town_in_peace_tells_no_war() -> None:
    assert _actors("The army captured Lyon, residents said.", "en", "2024-05-10") == []


def test_a_famous_town_is_thought_of_before_its_namesake_in_a_war() -> None:
    # Valencia is a town of the Philippines, too
    assert _actors("The army captured Valencia.", "en", "2017-06-10") == []


def test_a_common_noun_that_names_a_place_in_one_war_tells_no_war() -> None:
    # the Syrian pack has a "cement factory" of Aleppo
    assert _actors("Повстанцы захватили цементный завод в Гоме.", "ru", "2025-01-26") == ["M23"]
