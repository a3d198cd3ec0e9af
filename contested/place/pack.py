"""The files of a theatre pack as rows, and what can be wrong with them.

`read_pack` only reads; `check_pack` compares the files with each other. Errors stop a pack from
loading; warnings are for the person who edits it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contested.place.place import KINDS, LINK_KINDS, QUARTER_KINDS, ROUTE_KINDS
from contested.place.table import Problem, Row, key_position, read_table, read_toml
from contested.place.toponym import fold, script

# Keys of theatre.toml: whether they must be there, and the type of the value.
SETTINGS: dict[str, tuple[bool, type]] = {
    "name": (True, str),
    "title": (True, str),
    "countries": (True, list),
    "languages": (True, list),
    "description": (False, str),
    "valid_from": (False, date),
    "valid_to": (False, date),
    "default_sides": (False, dict),
    "sides": (False, dict),
    "centre": (False, list),
    "zoom": (False, int),
    "sources": (False, list),
    "licence": (False, str),
    "version": (False, str),
}
PLACE_COLUMNS = ("id", "name", "kind", "lat", "lon", "part_of", "population", "external_ids")

# The script that most letters of a name are in, per language; languages not listed are free.
SCRIPTS: dict[str, str] = {
    **dict.fromkeys(("el",), "GREEK"),
    **dict.fromkeys(("ar", "fa", "ckb", "ur", "ps", "sd"), "ARABIC"),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk"), "CYRILLIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    **dict.fromkeys(("en", "fr", "de", "es", "it", "tr", "pt", "nl", "pl", "ku", "so"), "LATIN"),
    **dict.fromkeys(("hy",), "ARMENIAN"),
    **dict.fromkeys(("ka",), "GEORGIAN"),
    **dict.fromkeys(("am", "ti"), "ETHIOPIC"),
    **dict.fromkeys(("my",), "MYANMAR"),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it stands in its files, before it is checked."""

    path: Path
    settings: dict[str, Any]
    places: list[Row]
    names: list[Row]
    links: list[Row]
    routes: list[Row]


def read_pack(path: Path, problems: list[Problem]) -> Pack:
    """Read the files of the pack folder `path`; problems of form are appended to `problems`."""
    settings = read_toml(path / "theatre.toml", problems)
    if (path / "actors.toml").exists():
        read_toml(path / "actors.toml", problems)
    places = read_table(path / "places.csv", PLACE_COLUMNS, ("country", "note"), problems)
    names = read_table(path / "names.csv", ("place", "language", "name"), ("note",), problems)
    links = read_table(path / "links.csv", ("a", "b", "kind", "name"), ("note",), problems)
    routes = read_table(path / "routes.csv", ("id", "via"), ("note",), problems)
    return Pack(path, settings, places, names, links, routes)


def check_pack(pack: Pack, *, warnings: bool = True) -> list[Problem]:
    """Everything wrong with the content of `pack`, in the order of its files; without
    `warnings` only what keeps it from loading, which is quicker."""
    problems: list[Problem] = []
    problems.extend(_check_settings(pack))
    known = {row.text("id"): row for row in pack.places}
    problems.extend(_check_places(pack, known))
    problems.extend(_check_cycles(pack, known))
    if warnings:
        problems.extend(_check_twins(pack))
    problems.extend(_check_names(pack, known))
    if warnings:
        problems.extend(_check_scripts(pack))
    problems.extend(_check_links(pack, known))
    problems.extend(_check_routes(pack, known))
    if warnings:
        problems.extend(_check_isolated(pack))
    return problems


def _check_settings(pack: Pack) -> Iterator[Problem]:
    path = pack.path / "theatre.toml"
    if not path.exists() or not pack.settings:
        return
    for key, value in pack.settings.items():
        line, column = key_position(path, key)
        if key not in SETTINGS:
            known = ", ".join(SETTINGS)
            yield Problem(path, line, column, f"unknown key {key!r}; known: {known}")
        elif not isinstance(value, SETTINGS[key][1]):
            wanted = SETTINGS[key][1].__name__
            yield Problem(path, line, column, f"{key!r} must be a {wanted}, found {value!r}")
    for key, (required, _) in SETTINGS.items():
        if required and key not in pack.settings:
            yield Problem(path, 1, 1, f"key {key!r} is missing")
    countries = pack.settings.get("countries")
    for country in countries if isinstance(countries, list) else []:
        if not (isinstance(country, str) and len(country) == 2 and country.isupper()):
            line, column = key_position(path, "countries")
            yield Problem(
                path, line, column, f"{country!r} is not an ISO 3166 code of two capital letters"
            )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _check_places(pack: Pack, known: dict[str, Row]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in pack.places:
        place_id = row.text("id")
        if not place_id:
            yield row.problem("id", "id is empty")
        elif any(char.isspace() or char in ";|," for char in place_id):
            yield row.problem("id", f"id {place_id!r} may not contain spaces, commas or ; |")
        elif place_id in first:
            yield row.problem(
                "id", f"id {place_id!r} is used twice; first on line {first[place_id]}"
            )
        first.setdefault(place_id, row.line)
        if not row.text("name"):
            yield row.problem("name", f"place {place_id!r} has no name")
        kind = row.text("kind")
        if kind not in KINDS:
            yield row.problem("kind", f"unknown kind {kind!r}; known: {', '.join(sorted(KINDS))}")
        yield from _check_coordinates(row, kind)
        parent = row.text("part_of")
        if parent and parent not in known:
            yield row.problem("part_of", f"part_of names {parent!r}, which is no id in places.csv")
        population = row.text("population")
        if population and not population.isdigit():
            yield row.problem("population", f"population {population!r} is not a whole number")
        for pair in filter(None, row.text("external_ids").split(";")):
            scheme, colon, value = pair.partition(":")
            if not (scheme.strip() and colon and value.strip()):
                yield row.problem(
                    "external_ids", f"external id {pair!r} is not of the form scheme:value"
                )


def _check_coordinates(row: Row, kind: str) -> Iterator[Problem]:
    lat_text, lon_text = row.text("lat"), row.text("lon")
    if not lat_text and not lon_text:
        if kind not in ROUTE_KINDS:
            yield row.problem("lat", f"place {row.text('id')!r} has no coordinates", "warning")
        return
    for column, text, limit in (("lat", lat_text, 90.0), ("lon", lon_text, 180.0)):
        value = _number(text)
        if value is None:
            yield row.problem(column, f"{column} {text!r} is not a number of degrees")
        elif not -limit <= value <= limit:
            yield row.problem(column, f"{column} {text} is not between -{limit:g} and {limit:g}")


def _check_cycles(pack: Pack, known: dict[str, Row]) -> Iterator[Problem]:
    done: set[str] = set()
    for row in pack.places:
        chain: list[str] = []
        current = row.text("id")
        while current in known and current not in done:
            if current in chain:
                loop = " -> ".join([*chain[chain.index(current) :], current])
                yield known[current].problem("part_of", f"part_of runs in a circle: {loop}")
                break
            chain.append(current)
            current = known[current].text("part_of")
        done.update(chain)


def _check_twins(pack: Pack) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Row] = {}
    for row in pack.places:
        key = (row.text("kind"), fold(row.text("name")), row.text("part_of"))
        twin = seen.setdefault(key, row)
        if twin is not row and twin.text("id") != row.text("id"):
            yield row.problem(
                "name",
                f"{row.text('name')!r} has the kind, name and parent of {twin.text('id')!r} "
                f"on line {twin.line}",
                "warning",
            )


def _check_names(pack: Pack, known: dict[str, Row]) -> Iterator[Problem]:
    for row in pack.names:
        place_id, language, name = row.text("place"), row.text("language"), row.text("name")
        if place_id not in known:
            yield row.problem("place", f"{place_id!r} is no id in places.csv")
        if not language:
            yield row.problem("language", "language is empty; use a code such as el, ar or und")
        if not name:
            yield row.problem("name", f"name of {place_id!r} in {language!r} is empty")


def _check_scripts(pack: Pack) -> Iterator[Problem]:
    for row in pack.names:
        language, name = row.text("language"), row.text("name")
        expected = SCRIPTS.get(language.split("-", 1)[0])
        # Route codes such as M5 are the same in every script.
        letters = "".join(word for word in name.split() if not any(c.isdigit() for c in word))
        found = script(letters)
        if expected and found and found != expected:
            yield row.problem(
                "name",
                f"{name!r} is in {found.title()} letters, but names in {language!r} are "
                f"{expected.title()}",
                "warning",
            )


def _check_links(pack: Pack, known: dict[str, Row]) -> Iterator[Problem]:
    for row in pack.links:
        for column in ("a", "b"):
            if row.text(column) not in known:
                yield row.problem(column, f"{row.text(column)!r} is no id in places.csv")
        if row.text("a") and row.text("a") == row.text("b"):
            yield row.problem("b", f"{row.text('b')!r} is linked to itself")
        if row.text("kind") not in LINK_KINDS:
            kinds = ", ".join(sorted(LINK_KINDS))
            yield row.problem("kind", f"unknown kind {row.text('kind')!r}; known: {kinds}")


def _check_routes(pack: Pack, known: dict[str, Row]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in pack.routes:
        route = row.text("id")
        if route not in known:
            yield row.problem("id", f"route {route!r} is no id in places.csv")
        elif known[route].text("kind") not in ROUTE_KINDS:
            kind = known[route].text("kind")
            yield row.problem("id", f"{route!r} is a {kind} in places.csv, not a route")
        if route in seen:
            yield row.problem("id", f"route {route!r} is listed twice; first on line {seen[route]}")
        seen.setdefault(route, row.line)
        stops = row.text("via").split()
        if len(stops) < 2:
            yield row.problem("via", f"route {route!r} needs at least two places")
        for stop in stops:
            if stop not in known:
                yield row.problem("via", f"{stop!r} is no id in places.csv")


def _check_isolated(pack: Pack) -> Iterator[Problem]:
    linked = {row.text(column) for row in pack.links for column in ("a", "b")}
    linked |= {stop for row in pack.routes for stop in row.text("via").split()}
    # A quarter whose parts are linked is reached through them.
    linked |= {row.text("part_of") for row in pack.places if row.text("id") in linked}
    for row in pack.places:
        if row.text("kind") in QUARTER_KINDS and row.text("id") not in linked:
            yield row.problem(
                "id",
                f"{row.text('kind')} {row.text('id')!r} has no link in links.csv: no road or "
                "neighbour leads to it",
                "warning",
            )
