"""By which road somebody is supplied, and what is occupied rather than being taken."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def told(text: str, language: str) -> set[tuple[str, str | None, str | None]]:
    report = Report(text=text, language=language, published_at="2023-02-09", source="test")
    return {(c.predicate, c.actor, c.place) for c in Reader(None).read(report).claims}


SUPPLIED = [
    ("The road from Kyiv to Bakhmut, by which the Ukrainian army receives its food, is under fire.",
     "en", "Kyiv-Bakhmut road"),
    ("La carretera entre Sloviansk y Bajmut, por la que se abastecen las tropas ucranianas, está "
     "bajo fuego.", "es", "Sloviansk-Bakhmut road"),
    ("The Syrian rebels are supplied through Azaz.", "en", "Azaz"),
    ("Bajmut, por la que llegan municiones al ejército ucraniano, está bajo fuego.", "es",
     "Bakhmut"),
    ("Azaz, desde donde se abastecen los rebeldes sirios, está en calma.", "es", "Azaz"),
    ("Azaz, d'où les rebelles syriens sont ravitaillés, est calme.", "fr", "Azaz"),
    ("La strada tra Sloviansk e Bakhmut, su cui viaggiano le munizioni dell'esercito ucraino, è "
     "sotto tiro.", "it", "Sloviansk-Bakhmut road"),
    ("Дорога Слов'янськ - Бахмут, якою українська армія отримує боєприпаси, обстрілюється.", "uk",
     "Sloviansk-Bakhmut road"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "place"), SUPPLIED)
def test_the_place_before_a_relative_clause_is_the_way_that_supplies_take(
    text: str, language: str, place: str
) -> None:
    routes = {p for predicate, _, p in told(text, language) if predicate == "supply_route"}
    assert routes == {place}


STATES = [
    ("Bakhmut is occupied by Russian forces.", "en", "controls"),
    ("Bakhmut was occupied by Russian forces.", "en", "captures"),
    ("Bakhmout est occupée par les forces russes.", "fr", "controls"),
    ("Bakhmout a été occupée par les forces russes.", "fr", "captures"),
    ("Bajmut está ocupada por las fuerzas rusas.", "es", "controls"),
    ("Bajmut fue ocupada por las fuerzas rusas.", "es", "captures"),
    ("Bachmut ist von russischen Truppen besetzt.", "de", "controls"),
    ("Bachmut ist von russischen Truppen besetzt worden.", "de", "captures"),
    ("Бахмут оккупирован российскими войсками.", "ru", "controls"),
    ("Бахмут был оккупирован российскими войсками в мае.", "ru", "captures"),
    ("Бахмут окупований російськими військами.", "uk", "controls"),
]


@pytest.mark.parametrize(("text", "language", "predicate"), STATES)
def test_a_place_that_is_occupied_is_held_and_one_that_was_occupied_was_taken(
    text: str, language: str, predicate: str
) -> None:
    assert told(text, language) == {(predicate, "Russia", "Bakhmut")}
