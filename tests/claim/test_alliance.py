"""Several parties that act as one: who a coalition or an alliance is."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def read(text: str, language: str = "en") -> tuple[Claim, ...]:
    return reader().read(Report(text, language=language, published_at="2016-08-14")).claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A coalition of rebels took Ramouseh."),
        ("en", "An alliance of rebel factions took Ramouseh."),
        ("fr", "Une coalition de rebelles a pris Ramoussah."),
        ("de", "Eine Koalition von Rebellen hat Ramouseh erobert."),
        ("es", "Una coalición de rebeldes tomó Ramouseh."),
        ("it", "Una coalizione di ribelli ha preso Ramouseh."),
        ("pt", "Uma coligação de rebeldes tomou Ramouseh."),
        ("nl", "Een coalitie van rebellen nam Ramouseh in."),
        ("ru", "Коалиция повстанцев захватила Рамусу."),
        ("uk", "Коаліція повстанців захопила Рамусу."),
        ("ar", "سيطر تحالف من فصائل المعارضة على الراموسة."),
        ("el", "Ένας συνασπισμός ανταρτών κατέλαβε τη Ραμούσα."),
        ("tr", "İsyancıların koalisyonu Ramuse'yi aldı."),
    ],
)
def test_a_coalition_of_somebody_is_them(language: str, text: str) -> None:
    assert [(c.predicate, c.actor) for c in read(text, language)] == [("captures", "Syrian rebels")]


def test_a_coalition_of_rebels_speaks_and_acts_as_them() -> None:
    text = (
        "A coalition of Islamist rebels said it had broken the month-long government siege of "
        "eastern Aleppo on Saturday."
    )
    (claim,) = read(text)
    assert claim.predicate == "breaks_siege"
    assert (claim.actor, claim.speaker) == ("jihadist groups", "jihadist groups")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The coalition struck Manbij."),
        ("en", "The US-led coalition of 60 countries struck Manbij."),
        ("en", "The coalition struck the rebels in Manbij."),
        ("ru", "Коалиция нанесла удары по Манбиджу."),
        ("el", "Ο διεθνής συνασπισμός βομβάρδισε τη Μανμπίτζ."),
    ],
)
def test_a_coalition_of_nobody_named_is_the_usual_one(language: str, text: str) -> None:
    assert [(c.predicate, c.actor) for c in read(text, language)] == [
        ("attacks", "US-led coalition")
    ]
