"""German sentences: sources between commas, articles with two cases, what falls to whom."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = list[tuple[str, str | None, str | None, str]]


def told(theatre: str, text: str, day: str = "2024-12-06") -> Told:
    """Predicate, actor, place and speaker of each claim."""
    report = Report(text, language="de", published_at=day)
    return [(c.predicate, c.actor, c.place, c.speaker) for c in Reader(theatre).read(report).claims]


def test_a_source_between_two_commas_tells_the_sentence() -> None:
    text = "Die Rebellen, so Anwohner, seien aus Rastan abgezogen."
    assert told("syria", text) == [("withdraws", "Syrian rebels", "Rastan", "residents")]


def test_a_consequence_between_commas_is_no_source() -> None:
    text = "Die Rebellen eroberten Rastan, so dass Anwohner flohen, sagte ein Händler."
    assert [claim[2] for claim in told("syria", text)] == ["Rastan"]


@pytest.mark.parametrize(
    "text",
    [
        "Den Rebellen fiel am Sonntag auch Homs in die Hände.",
        "Den Rebellen fiel am Sonntag auch Homs zu.",
    ],
)
def test_a_place_falls_to_the_party_named_first(text: str) -> None:
    assert told("syria", text) == [("captures", "Syrian rebels", "Homs", "outlet")]


def test_soldiers_who_fell_took_nothing() -> None:
    assert told("syria", "Dutzende Soldaten fielen am Sonntag im Kampf.") == []


def test_a_palace_with_its_article_in_the_nominative_is_finer_than_its_town() -> None:
    text = "Der Präsidentenpalast in Khartum ist wieder in der Hand der Armee."
    assert told("sudan", text, "2025-03-25") == [
        ("controls", "Sudanese army", "presidential palace in Khartoum", "outlet")
    ]


def test_near_before_a_name_and_behind_an_article_is_an_adjective() -> None:
    text = "Die Rebellen brachten die Stadt Rastan und das nahe Talbiseh in ihre Gewalt."
    assert {claim[2] for claim in told("syria", text)} == {"Rastan", "Talbiseh"}


def test_places_counted_behind_a_weekday_are_places() -> None:
    text = "Die Rebellen haben am Sonntag zwei Städte erobert: Rastan und Talbiseh."
    assert {claim[2] for claim in told("syria", text)} == {"Rastan", "Talbiseh"}


def test_who_confirms_a_withdrawal_has_not_withdrawn() -> None:
    text = "Der Abzug aus Lyman wurde auch von den Separatisten bestätigt."
    assert all("separatists" not in str(claim[1]) for claim in told("ukraine", text, "2022-10-01"))
