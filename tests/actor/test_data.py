"""What the data files promise: countries, coverage of languages, no name for two."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import contested
from contested.actor.actor import Actor, Names
from contested.actor.actors import Actors, fold
from contested.actor.check import NameClash, name_clashes
from contested.actor.load import load_actors
from contested.actor.source import parse

THEATRES = sorted(path.parent for path in Path(contested.__file__).parent.glob("theatres/*/*.toml"))
AT_WAR_OR_GREAT = (
    "SY",
    "IQ",
    "UA",
    "RU",
    "US",
    "GB",
    "FR",
    "TR",
    "IR",
    "IL",
    "LY",
    "SD",
    "YE",
    "CD",
)


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


@pytest.fixture(scope="module")
def languages(actors: Actors) -> list[str]:
    """Those that name most countries; one that is at its beginning names those of its wars."""
    named = Counter(code for country in actors.countries.values() for code in country.names)
    return sorted(code for code, count in named.items() if 2 * count > len(actors.countries))


def test_at_least_ten_languages_name_the_countries(languages: list[str]) -> None:
    assert {"en", "el"} <= set(languages)
    assert len(languages) >= 10


def test_there_are_the_countries_of_the_world(actors: Actors, languages: list[str]) -> None:
    assert len(actors.countries) >= 195
    for country in actors.countries.values():
        assert actors.get(country.actor).kind == "state", country
        for language in languages:
            assert country.names.get(language), (country.name, language)


def test_a_country_at_war_or_a_great_power_has_its_words_in_every_language(
    actors: Actors, languages: list[str]
) -> None:
    for code in AT_WAR_OR_GREAT:
        country = actors.countries[code]
        for language in languages:
            for table in (country.adjectives, country.people, country.capitals):
                assert table.get(language), (country.name, language)


def test_no_two_countries_share_a_name_or_an_adjective(
    actors: Actors, languages: list[str]
) -> None:
    for language in languages:
        for table in ("names", "adjectives", "capitals"):
            seen: dict[str, str] = {}
            for country in actors.countries.values():
                for word in getattr(country, table).get(language, ()):
                    assert seen.setdefault(fold(word), country.code) == country.code, word


def test_greek_adjectives_and_people_are_masculine_singular(actors: Actors) -> None:
    for country in actors.countries.values():
        words = (*country.adjectives.get("el", ()), *country.people.get("el", ()))
        assert all(word.endswith(("ς", "άν")) for word in words), country.name


def test_at_least_260_actors_beside_the_countries_are_known(actors: Actors) -> None:
    states = {country.actor for country in actors.countries.values()}
    assert sum(actor.id not in states for actor in actors) >= 260


def test_who_can_hold_ground_has_a_name_in_english_and_greek(actors: Actors) -> None:
    for actor in actors:
        if actor.is_belligerent:
            assert actor.names.get("en"), actor.id
            assert actor.names.get("el"), actor.id


def test_the_canonical_name_is_one_of_the_english_names(actors: Actors) -> None:
    for actor in actors:
        assert actor.name in actor.names["en"]


def test_no_two_actors_share_their_canonical_name(actors: Actors) -> None:
    assert len({fold(actor.name) for actor in actors}) == len(actors)


@pytest.mark.parametrize("theatre", [None, *THEATRES], ids=lambda path: path and path.name)
def test_no_name_means_two_actors_of_one_country(theatre: Path | None) -> None:
    assert [str(clash) for clash in name_clashes(load_actors(theatre))] == []


def test_a_name_clash_is_found_only_within_a_country_and_a_language() -> None:
    def militia(id: str, country: str, **names: str) -> Actor:
        table: Names = {language: (name,) for language, name in names.items()}
        return Actor(id, id, "militia", (country,), table)

    several = (
        militia("a", "SY", en="The Guard", el="Φρουρά"),
        militia("b", "SY", en="the guard"),
        militia("c", "YE", en="The Guard"),
        militia("d", "SY", tr="The Guard"),
    )
    actors = Actors(actors={actor.id: actor for actor in several}, countries={})
    assert name_clashes(actors) == [NameClash("en", "the guard", ("a", "b"))]
    assert name_clashes(actors, allowed=[("en", "the guard")]) == []


def test_state_media_speak_for_somebody_who_is_no_medium(actors: Actors) -> None:
    for actor in actors:
        if actor.kind == "state_media" and actor.id not in ("state-media", "state-television"):
            assert actor.speaks_for is not None, actor.id
        if actor.speaks_for is not None:
            assert actors.get(actor.speaks_for).is_belligerent, actor.id


def test_a_side_is_led_by_somebody_on_that_side(actors: Actors) -> None:
    for actor in actors:
        side = actors.side_of(actor.id)
        if side is not None:
            assert actors.side_of(side) == side, (actor.id, side)


def test_a_person_has_names_in_english_and_greek(actors: Actors) -> None:
    english, greek = ({id for _, id in actors.people(language)} for language in ("en", "el"))
    assert english == greek
    assert len(actors.people("en")) >= 300


def test_words_are_written_without_stray_spaces(actors: Actors) -> None:
    for actor in actors:
        for table in (actor.names, actor.adjectives, actor.members):
            for words in table.values():
                assert all(word == " ".join(word.split()) for word in words), actor.id


def test_every_data_file_says_in_its_first_line_what_it_holds() -> None:
    for path in (Path(contested.__file__).parent / "actor" / "data").glob("*.toml"):
        source = parse(path, path.read_bytes())
        assert source.text.startswith("# "), path.name


def test_every_actor_of_the_optional_reports_is_known(shared: Path) -> None:
    actors = load_actors(THEATRES[0] if THEATRES else None)
    # Speakers that a text describes rather than names.
    described = {"outlet", "Kurdish commanders", "Yemeni military sources"}
    unknown = set()
    for gold in shared.glob("reading-dev/gold/*.json"):
        for claim in json.loads(gold.read_text(encoding="utf-8"))["claims"]:
            for field in ("actor", "target", "speaker"):
                name = claim[field]
                if name and name not in described and actors.lookup(name) is None:
                    unknown.add(name)
    assert unknown == set()
