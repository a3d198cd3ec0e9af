"""The shipped pack of Syria: complete, consistent, and right about eastern Aleppo's roads."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest

from contested.actor.load import load_actors
from contested.place.theatre import Theatre, check_theatre, load_theatre

BEFORE_JULY = {"castello", "jandoul-roundabout", "handarat-camp", "bani-zeid", "layramoun"}
COLLEGES = {"artillery-college", "armament-college", "air-force-technical-college"}
SOUTH_WEST = COLLEGES | {"sharfa", "mushrifah-aleppo", "al-amirah", "umm-al-qura"}
REBEL_COUNTRYSIDE = {"hraytan", "anadan", "kafr-hamra", "khan-tuman", "khan-al-assal", "zarba"}


@pytest.fixture(scope="module")
def syria() -> Theatre:
    return load_theatre("syria")


def reached(syria: Theatre, held: set[str], start: str, goal: str) -> bool:
    """Whether `goal` is reached from `start` through the places of `held` (ids of the pack)."""
    nodes = {f"syria:{place}" for place in held | {start, goal}}
    seen, queue = {f"syria:{start}"}, [f"syria:{start}"]
    while queue:
        for neighbour in syria.neighbours(queue.pop()):
            if neighbour in nodes and neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    return f"syria:{goal}" in seen


def test_the_pack_has_no_problems() -> None:
    assert [str(problem) for problem in check_theatre("syria")] == []


def test_all_109_neighbourhoods_of_aleppo_are_there_and_joined(syria: Theatre) -> None:
    coded = [p for p in syria.places.values() if dict(p.external_ids).get("pcode")]
    assert len(coded) == 109
    assert all(syria.neighbours(place.id) for place in coded)


def test_there_are_at_least_300_further_places(syria: Theatre) -> None:
    inside = [p for p in syria.places.values() if p.country == "SY"]
    assert len(inside) >= 109 + 300


def test_every_place_has_a_greek_and_an_arabic_name(syria: Theatre) -> None:
    for language in ("el", "ar"):
        named = {place_id for _, place_id in syria.names(language)}
        assert set(syria.places) - named == set()


def test_greek_words_carry_at_most_one_accent(syria: Theatre) -> None:
    words = {word for name, _ in syria.names("el") for word in name.replace("-", " ").split()}
    accents = {word: unicodedata.normalize("NFD", word).count("\u0301") for word in words}
    assert [word for word, count in accents.items() if count > 1] == []


def test_each_stage_of_a_route_is_a_link(syria: Theatre) -> None:
    gaps = [
        (route, a, b)
        for route, stops in syria.routes.items()
        for a, b in pairwise(stops)
        if b not in syria.neighbours(a)
    ]
    assert gaps == []


def test_one_can_travel_between_any_two_settlements(syria: Theatre) -> None:
    kinds = {"town", "village", "neighbourhood"}
    settled = {p.id for p in syria.places.values() if p.kind in kinds}
    seen, queue = {"syria:ramouseh"}, ["syria:ramouseh"]
    while queue:
        for neighbour in syria.neighbours(queue.pop()):
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    assert settled - seen == set()


def test_eastern_aleppo_is_reached_by_castello_then_by_nothing_then_by_ramouseh(
    syria: Theatre,
) -> None:
    east = {one.removeprefix("syria:") for one in syria.children("syria:eastern-aleppo")}
    base = east | REBEL_COUNTRYSIDE
    assert reached(syria, base | BEFORE_JULY, "shaar", "hraytan")
    assert not reached(syria, base | BEFORE_JULY - {"castello"}, "shaar", "hraytan")
    assert not reached(syria, base | SOUTH_WEST, "shaar", "khan-tuman")
    assert reached(syria, base | SOUTH_WEST | {"ramouseh"}, "shaar", "khan-tuman")


def test_ramouseh_is_on_neither_side_of_the_divided_city(syria: Theatre) -> None:
    assert syria.places["syria:ramouseh"].part_of == "syria:aleppo"


def test_every_side_of_the_theatre_is_an_actor_that_leads_itself(syria: Theatre) -> None:
    actors = load_actors(syria.path)
    on = date(2016, 8, 6)
    assert {side: actors.side_of(side, on) for side in syria.settings["sides"]} == {
        side: side for side in syria.settings["sides"]
    }


@pytest.mark.parametrize(
    ("a", "b", "on", "expected"),
    [
        ("russia", "syrian-government", date(2016, 8, 6), True),
        ("russia", "syrian-government", date(2025, 1, 1), False),
        ("jabhat-al-nusra", "syrian-rebels", date(2016, 8, 6), True),
        ("us-led-coalition", "sdf", date(2016, 8, 6), True),
        ("us-led-coalition", "sdf", date(2013, 1, 1), False),
        ("turkey", "free-syrian-army", date(2016, 8, 24), True),
        ("turkey", "ypg", date(2016, 8, 24), False),
        ("sdf", "syrian-rebels", date(2016, 8, 6), False),
        ("islamic-state", "syrian-rebels", date(2016, 8, 6), False),
    ],
)
def test_alliances_hold_on_their_days(
    syria: Theatre, a: str, b: str, on: date, expected: bool
) -> None:
    assert load_actors(syria.path).allied(a, b, on) is expected
