"""How much of a place is held, where an adjective or adverb says that control is full."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def extents(language: str, text: str) -> set[str]:
    """The extents of the claims of a text on the war in Sudan."""
    report = Report(text=text, language=language, published_at="2024-05-10")
    return {claim.extent for claim in Reader().read(report).claims}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The RSF has taken full control of Bara."),
        ("en", "Bara is under the complete control of the RSF."),
        ("fr", "Les FSR ont pris le contrôle total de Bara."),
        ("fr", "Bara est sous le contrôle total des FSR."),
        ("es", "Bara está bajo el pleno control de las RSF."),
        ("it", "Le RSF hanno il pieno controllo di Bara."),
        ("de", "Die RSF haben die volle Kontrolle über Bara."),
        ("el", "Οι RSF έχουν τον πλήρη έλεγχο της Μπάρα."),
        ("tr", "RSF Bara'da tam kontrol sağladı."),
        ("tr", "Bara tamamen ordunun kontrolünde."),
        ("ar", "بارا تحت السيطرة الكاملة للجيش السوداني."),
    ],
)
def test_full_control_is_control_of_the_whole(language: str, text: str) -> None:
    assert extents(language, text) == {"whole"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les FSR ont pris le contrôle quasi total de Bara."),
        ("es", "Las RSF tienen el control casi total de Bara."),
        ("it", "Le RSF hanno il controllo quasi totale di Bara."),
        ("en", "The RSF has almost complete control of Bara."),
    ],
)
def test_almost_full_control_is_control_of_most(language: str, text: str) -> None:
    assert extents(language, text) == {"most"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The RSF has taken control of Bara."),
        ("en", "The RSF, a complete army of its own, has taken control of Bara."),
        ("fr", "Les FSR ont pris le contrôle de Bara."),
    ],
)
def test_control_alone_says_nothing_of_how_much(language: str, text: str) -> None:
    assert extents(language, text) == {"unspecified"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The RSF has completed the capture of Bara."),
        ("fr", "Les FSR ont achevé la conquête de Bara."),
        ("it", "Le RSF hanno completato la conquista di Bara."),
        ("de", "Die RSF haben die Einnahme von Bara abgeschlossen."),
        ("el", "Οι RSF ολοκλήρωσαν την κατάληψη της Μπάρα."),
        ("ar", "استكملت قوات الدعم السريع السيطرة على بارا."),
    ],
)
def test_what_is_completed_is_of_the_whole(language: str, text: str) -> None:
    assert extents(language, text) == {"whole"}


def test_what_is_not_completed_says_nothing_of_how_much() -> None:
    assert extents("en", "The RSF has begun the capture of Bara.") <= {"unspecified"}
