"""Names of foreign places in the spelling of a language that has its own letters for sounds."""

from __future__ import annotations

import pytest

from contested.place.resolve import Context, Resolver
from contested.place.toponym import other_spelling, writes_foreign
from contested.place.world import open_world


@pytest.mark.parametrize(
    ("name", "language", "country", "wanted"),
    [
        ("Gasni", "de", "AF", "Ghazni"),
        ("Sangilan", "de", "AZ", "Zangilan"),
        ("Gazne", "tr", "AF", "Ghazni"),
    ],
)
def test_a_town_is_found_by_how_its_name_sounds_in_a_language(
    name: str, language: str, country: str, wanted: str
) -> None:
    resolver = Resolver(None, open_world())
    found = resolver.resolve(name, language, Context(countries=(country,)))
    assert found.name == wanted


def test_other_sounds_are_those_of_the_language_that_writes_the_name() -> None:
    assert other_spelling("Gasni", "de") == "gazni"
    assert other_spelling("Gasni", "fr") == other_spelling("Gasni", None) == "gasni"
    assert other_spelling("Schasna", "de").startswith("sch")
    assert [writes_foreign(code) for code in ("de", "en", "ru")] == [True, False, False]
