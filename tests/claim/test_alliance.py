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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The Syria Democratic Forces have taken full control of Manbij after the last Islamic "
            "State fighters left the northern town, a spokesman for the US-backed alliance said.",
        ),
        (
            "en",
            "The Syria Democratic Forces have taken Manbij from Islamic State, a spokesman for the "
            "alliance said.",
        ),
        (
            "fr",
            "Les Forces démocratiques syriennes ont pris Manbij à l'État islamique, a déclaré un "
            "porte-parole de l'alliance.",
        ),
        (
            "ru",
            "Сирийские демократические силы взяли Манбидж у Исламского государства, заявил "
            "представитель альянса.",
        ),
    ],
)
def test_a_spokesman_for_the_alliance_is_that_of_the_one_that_took_the_town(
    language: str, text: str
) -> None:
    captures = [c for c in read(text, language) if c.predicate == "captures"]
    assert [(c.actor, c.speaker) for c in captures] == [("SDF", "SDF")]


def test_the_alliance_of_a_later_sentence_is_no_group_of_one() -> None:
    text = (
        "The Syria Democratic Forces have taken Manbij.\n\nIslamic State lost Manbij. The alliance "
        "had encircled the town on 10 June."
    )
    assert [c.actor for c in read(text) if c.predicate == "besieges"] == ["SDF"]


def test_the_alliance_is_the_one_that_acted_last() -> None:
    text = (
        "The SDF took Manbij. Jaish al-Fatah took Ramouseh from the army. A spokesman for the "
        "alliance said the siege of Aleppo was broken."
    )
    (claim,) = [c for c in read(text) if c.predicate == "breaks_siege"]
    assert claim.speaker == "Jaish al-Fatah"


def test_a_spokesman_for_the_group_is_not_that_of_an_alliance() -> None:
    text = "Islamic State took Palmyra. A spokesman for the group said Manbij had been taken."
    assert {c.speaker for c in read(text)} == {"outlet", "Islamic State"}
