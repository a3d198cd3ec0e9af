"""Whom a report means that calls a force by its backer, its trade or its nation alone."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def _captor(language: str, text: str, published: str) -> str | None:
    claims = Reader().read(Report(text, language=language, published_at=published)).claims
    (actor,) = [claim.actor for claim in claims if claim.predicate == "captures"]
    return actor


@pytest.mark.parametrize(
    ("language", "text", "published", "actor"),
    [
        ("en", "Turkish-backed fighters captured Hama.", "2024-12-05", "Syrian National Army"),
        ("en", "Fighters backed by Turkey captured Afrin.", "2018-03-18", "Syrian National Army"),
        ("en", "Saudi-backed forces captured Marib.", "2021-03-01", "Yemeni government"),
        ("en", "Forces supported by Rwanda captured Goma.", "2025-01-26", "M23"),
    ],
)
def test_forces_without_a_name_are_those_that_their_backer_backs(
    language: str, text: str, published: str, actor: str
) -> None:
    assert _captor(language, text, published) == actor


def test_backed_forces_are_those_that_the_report_has_named() -> None:
    text = "The YPG met Syrian elders on Friday.\n\nUS-backed fighters captured Hama."
    assert _captor("en", text, "2016-12-05") == "YPG"


def test_forces_that_back_somebody_are_his() -> None:
    text = "Fighters who support the Syrian government captured Hama."
    assert _captor("en", text, "2016-12-05") == "Syrian government"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The invaders captured Avdiivka."),
        ("fr", "Les envahisseurs ont pris Avdiïvka."),
        ("de", "Die Besatzer haben Awdijiwka eingenommen."),
        ("es", "Los invasores tomaron Avdíivka."),
        ("ru", "Оккупанты захватили Авдеевку."),
        ("uk", "Окупанти захопили Авдіївку."),
        ("el", "Οι εισβολείς κατέλαβαν την Αβντίιβκα."),
    ],
)
def test_occupiers_are_the_state_that_has_invaded_the_country(language: str, text: str) -> None:
    assert _captor(language, text, "2024-02-17") == "Russia"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russian mercenaries captured the town of Bangassou."),
        ("fr", "Des mercenaires russes ont pris la ville de Bangassou."),
        ("ru", "Российские наемники захватили город Бангассу."),
    ],
)
def test_mercenaries_are_not_the_state_they_come_from(language: str, text: str) -> None:
    assert _captor(language, text, "2021-01-03") == "Wagner Group"


def test_militants_of_a_nation_are_not_its_state() -> None:
    text = "Palestinian militants captured the town of Khan Younis."
    assert _captor("en", text, "2024-01-20") == "Hamas"


def test_separatists_are_those_of_the_country_told_of() -> None:
    assert _captor("en", "Separatists captured Kidal.", "2023-11-14") == "CSP"


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "Soldiers captured Goma.", "DR Congo"),
        ("en", "Army units captured Goma.", "DR Congo"),
        ("ru", "Солдаты захватили Гому.", "DR Congo"),
        ("uk", "Солдати захопили Гому.", "DR Congo"),
        ("tr", "Askerler Goma'yı ele geçirdi.", "DR Congo"),
        ("tr", "Güvenlik güçleri Goma'yı ele geçirdi.", "DR Congo"),
        ("tr", "Hükümet güçleri Goma kentini ele geçirdi.", "DR Congo"),
        ("ar", "سيطر الثوار على مدينة غوما.", "M23"),
        ("ar", "سيطر الانفصاليون على مدينة غوما.", "Congolese separatists"),
        ("ru", "Ополченцы захватили Гому.", "Wazalendo"),
    ],
)
def test_common_words_for_forces_mean_those_of_the_country_told_of(
    language: str, text: str, actor: str
) -> None:
    assert _captor(language, text, "2025-01-26") == actor


def test_what_the_militia_is_in_the_donbas_it_is_nowhere_else() -> None:
    assert _captor("ru", "Ополченцы захватили Дебальцево.", "2015-02-18") == (
        "pro-Russian separatists"
    )
