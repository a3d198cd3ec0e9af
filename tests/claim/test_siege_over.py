"""A siege that has ended is no siege; an encirclement that is complete is one."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str]


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def told(text: str, language: str) -> list[Told]:
    claims = reader().read(Report(text, language=language, published_at="2016-08-30")).claims
    return [(c.predicate, c.place, c.factuality) for c in claims]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le siège de Daraya a pris fin."),
        ("fr", "Le siège de Daraya prend fin lundi."),
        ("fr", "Le siège de Daraya a pris fin le 27 août avec le départ des derniers habitants."),
        ("fr", "Note.\n\nDaraya : le siège a pris fin le 27 août 2016."),
        ("ru", "Осада Дарайи завершена."),
        ("uk", "Облога Дарайї завершена."),
        ("uk", "Облогу Дарайї завершено."),
        ("pt", "O cerco a Daraya terminou."),
        ("pt", "O cerco à cidade de Daraya terminou."),
        ("es", "El asedio a Daraya terminó."),
        ("it", "L'assedio di Daraya è finito."),
        ("en", "The siege of Daraya has ended."),
        ("en", "The siege of Daraya is over."),
        ("ar", "انتهى حصار داريا."),
        ("el", "Η πολιορκία της Νταράγια ολοκληρώθηκε."),
        ("de", "Die Belagerung von Daraja ist beendet."),
        ("nl", "Het beleg van Daraya is voorbij."),
        ("tr", "Daraya kuşatması sona erdi."),
    ],
)
def test_a_siege_that_ended_is_broken(language: str, text: str) -> None:
    assert told(text, language) == [("breaks_siege", "Daraya", "actual")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le siège de Daraya a pris de l'ampleur."),
        ("ru", "Окружение Дарайи завершено."),
        ("uk", "Оточення Дарайї завершено."),
        ("pt", "O cerco a Daraya continua."),
        ("el", "Η περικύκλωση της Νταράγια ολοκληρώθηκε."),
    ],
)
def test_a_siege_that_goes_on_or_is_complete_is_none_that_ended(language: str, text: str) -> None:
    assert told(text, language) == [("besieges", "Daraya", "actual")]


def test_a_siege_that_has_not_ended_is_not_broken() -> None:
    assert told("Le siège de Daraya n'a pas pris fin.", "fr") == [
        ("breaks_siege", "Daraya", "negated")
    ]
