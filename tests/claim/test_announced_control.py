"""Control that somebody announces is his own side's, also where an official speaks for it."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def told(language: str, text: str) -> set[tuple[str, str | None, str | None, str]]:
    """Predicate, actor, place and speaker of every claim."""
    report = Report(text=text, language=language, published_at="2015-01-10")
    claims = Reader().read(report).claims
    return {(c.predicate, c.actor, c.place, c.speaker) for c in claims}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أعلن رئيس وزراء الصومال السيطرة على كيسمايو."),
        ("ar", "أعلن وزير دفاع الصومال السيطرة على كيسمايو."),
        ("en", "The prime minister of Somalia announced full control of Kismayo."),
        ("el", "Ο πρωθυπουργός της Σομαλίας ανακοίνωσε τον πλήρη έλεγχο του Κισμάγιο."),
    ],
)
def test_an_official_announces_for_his_side(language: str, text: str) -> None:
    assert told(language, text) == {("captures", "Somalia", "Kismayo", "Somalia")}


def test_a_leader_announces_for_his_group() -> None:
    text = "أعلن زعيم حركة الشباب السيطرة على كيسمايو."
    assert told("ar", text) == {("captures", "al-Shabaab", "Kismayo", "al-Shabaab")}


def test_a_monitor_announces_nothing_of_its_own() -> None:
    text = "The head of the Syrian Observatory for Human Rights announced full control of Manbij."
    assert not any(actor for _, actor, _, _ in told("en", text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der „Premier“ der selbsternannten „Donezker Volksrepublik“ verkündete die Einnahme"
               " von Debalzewo."),
        ("es", "El líder de la autoproclamada república de Donetsk anunció la toma de Debáltsevo."),
    ],
)  # fmt: skip
def test_a_self_proclaimed_republic_is_no_part_of_the_state(language: str, text: str) -> None:
    assert {(c[0], c[1]) for c in told(language, text)} == {
        ("captures", "Donetsk People's Republic")
    }
