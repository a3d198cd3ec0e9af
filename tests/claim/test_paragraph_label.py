"""A place and a colon at a paragraph's head say what the paragraph is about."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None, str]


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def told(body: str, language: str = "en") -> list[Told]:
    """What a report says whose first line tells nothing."""
    text = f"2016.\n\n{body}"
    claims = reader().read(Report(text, language=language, published_at="2016-08-06")).claims
    return [(c.predicate, c.actor, c.place, c.factuality) for c in claims]


def sieges(actor: str | None, *places: str, factuality: str = "actual") -> list[Told]:
    return [("besieges", actor, place, factuality) for place in places]


STATE = "Syrian government"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Madaya: besieged by government forces."),
        ("en", "Madaya: still besieged by the army since July 2015."),
        ("en", "Madaya: under siege by the army."),
        ("fr", "Madaya : toujours assiégée par l'armée."),
        ("de", "Madaja: von der Armee belagert."),
        ("es", "Madaya: sitiada por el ejército."),
        ("it", "Madaya: assediata dall'esercito."),
        ("pt", "Madaya: cercada pelo exército."),
        ("nl", "Madaya: belegerd door het leger."),
        ("ru", "Мадая: осаждена правительственными войсками."),
        ("uk", "Мадая: оточена армією."),
        ("ar", "مضايا: محاصرة من قبل الجيش."),
        ("tr", "Madaya: ordu tarafından kuşatıldı."),
    ],
)
def test_a_participle_behind_a_label_is_said_of_its_place(language: str, text: str) -> None:
    assert told(text, language) == sieges(STATE, "Madaya")


def test_a_label_of_two_places_is_said_of_both() -> None:
    text = "Foua et Kefraya : toujours assiégées par Jaïch al-Fatah."
    assert told(text, "fr") == sieges("Jaish al-Fatah", "Fuah", "Kafraya")


@pytest.mark.parametrize("text", ["Madaya: not besieged.", "Madaya: no longer besieged."])
def test_what_a_label_is_said_not_to_be_is_denied(text: str) -> None:
    assert told(text) == sieges(None, "Madaya", factuality="negated")


def test_a_label_goes_before_the_place_of_the_paragraph_before() -> None:
    text = (
        "Madaya: the town is besieged by the army.\n\n"
        "Eastern Aleppo: the area has been completely encircled by government forces."
    )
    assert told(text) == sieges(STATE, "Madaya", "eastern Aleppo")


def test_each_point_of_a_list_has_its_own_label() -> None:
    text = "- Madaya: besieged by the army.\n- Darayya: besieged by government forces."
    assert told(text) == sieges(STATE, "Madaya", "Daraya")


def test_a_label_holds_for_the_sentences_behind_it() -> None:
    text = "Madaya: no aid has come. Prices are high. The town is besieged by the army."
    assert told(text) == sieges(STATE, "Madaya")


def test_a_label_ends_with_its_paragraph() -> None:
    text = "Madaya: no aid came.\n\nThe rebels took Manbij. The army besieges the town."
    assert ("besieges", STATE, "Manbij", "actual") in told(text)


def test_a_place_taken_under_a_label_is_the_one_spoken_of() -> None:
    text = "Madaya: the rebels took Zabadani. They hold the town."
    assert [place for _, _, place, _ in told(text)] == ["Zabadani", "Zabadani"]


@pytest.mark.parametrize(
    "text",
    [
        "Beirut: besieged by the army.",
        "Moscow: besieged by reporters, the minister left.",
        "The convoy: besieged by the army.",
        "Madaya: besieged residents said that prices had risen.",
    ],
)
def test_who_speaks_and_from_where_is_no_label_and_a_described_noun_no_state(text: str) -> None:
    assert told(text) == []
