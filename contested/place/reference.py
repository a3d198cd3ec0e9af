"""The project's own tables of places: regions of the countries at war, and places of note.

``data/regions.csv`` and ``data/notable.csv`` have the columns id, name, kind, country, lat, lon,
names and, for regions, full_names. Names are ``language:name`` joined by ``|``; a name in `names`
may be a town's too (el:Ντονέτσκ), one in `full_names` is the region's alone (ru:Донецкая область).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from contested.place.place import REGION_KINDS
from contested.place.table import Problem, Row, read_table
from contested.place.toponym import fold

TABLES = ("regions.csv", "notable.csv")
COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "names")
# What newswires put after the bare name of a region; the bare name is a name of it too.
REGION_WORDS = ("region", "province", "state", "governorate", "oblast", "county", "district")


@dataclass(frozen=True, slots=True)
class ReferencePlace:
    """A row of the tables. `names` are the names as written, as (language, name), the English
    one first; `bare_names` and `full_names` are folded."""

    id: str
    name: str
    kind: str
    country: str
    lat_deg: float
    lon_deg: float
    names: tuple[tuple[str, str], ...]
    bare_names: frozenset[str]
    full_names: frozenset[str]

    @property
    def is_region(self) -> bool:
        return self.kind in REGION_KINDS


@lru_cache(maxsize=1)
def read_reference() -> tuple[ReferencePlace, ...]:
    """The rows of both tables. Raises TheatreError, with line and column, if one is malformed."""
    problems: list[Problem] = []
    found: list[ReferencePlace] = []
    for table in TABLES:
        path = Path(str(resources.files("contested.place") / "data" / table))
        prefix = table.removesuffix(".csv").removesuffix("s")
        rows = read_table(path, COLUMNS, ("full_names",), problems)
        if problems:
            raise problems[0].as_error()
        found.extend(_reference_place(row, prefix) for row in rows)
    return tuple(found)


def reference_names(language: str, countries: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The names of the tables in `language`, as (name, id), for the places of `countries` (ISO
    codes; none given: of all). Readers of scripts without capitals find names by them."""
    for place in read_reference():
        if countries and place.country not in countries:
            continue
        for code, name in place.names:
            if code == language:
                yield name, place.id


@lru_cache(maxsize=1)
def country_names() -> dict[str, list[tuple[str, str]]]:
    """Short and colloquial names of countries ("DRC", «ΗΠΑ») by ISO code, as (language, name)."""
    problems: list[Problem] = []
    path = Path(str(resources.files("contested.place") / "data" / "countries.csv"))
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(path, ("country", "language", "name"), (), problems):
        found.setdefault(row.text("country"), []).append((row.text("language"), row.text("name")))
    if problems:
        raise problems[0].as_error()
    return found


def _reference_place(row: Row, prefix: str) -> ReferencePlace:
    name, kind = row.text("name"), row.text("kind")
    bare, full = _tagged(row.text("names")), _tagged(row.text("full_names"))
    bare_names = {fold(text) for _, text in bare}
    full_names = {fold(text) for _, text in full}
    if kind in REGION_KINDS:
        full_names |= _region_names(name)
    else:
        bare_names.add(fold(name))
    return ReferencePlace(
        f"{prefix}:{row.text('id')}",
        name,
        kind,
        row.text("country"),
        float(row.text("lat")),
        float(row.text("lon")),
        tuple(dict.fromkeys([("en", name), *bare, *full])),
        frozenset(bare_names - {""}),
        frozenset(full_names - {""}),
    )


def _region_names(name: str) -> set[str]:
    """The names under which a region called "X province" or "X" is met with a region word. The
    bare X is no name of it unless its row says so: the Red Sea is not the Red Sea state."""
    folded = fold(name)
    head, _, last = folded.rpartition(" ")
    if last not in REGION_WORDS:
        head = folded
    return {folded, *(f"{head} {word}" for word in REGION_WORDS)}


def _tagged(text: str) -> list[tuple[str, str]]:
    """The names of a cell such as ``el:Ντονέτσκ|ru:Донецк``, as (language, name)."""
    pairs = (pair.partition(":") for pair in text.split("|") if pair)
    return [(language, name) for language, _, name in pairs]
