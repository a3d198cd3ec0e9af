"""Make a theatre pack from gazetteer files the user has: GeoNames, and roads as GeoJSON.

The pack is plain text in the form of the shipped ones, meant to be edited by hand afterwards.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from contested.errors import TheatreError
from contested.place.distance import distance_km
from contested.place.pack import PLACE_COLUMNS
from contested.place.place import Place
from contested.place.road_links import Road, join_pieces, places_along, read_roads
from contested.place.toponym import fold

COUNTRY_COLUMNS = 19
ALTERNATE_COLUMNS = 4
# GeoNames feature codes -> kind. Populated places get theirs from their population.
_DIVISIONS = {"ADM1": "province", "ADM2": "district", "ADM3": "subdistrict"}
_KINDS = {
    "PCLI": "country", "PCLD": "country", "PCLS": "country", **_DIVISIONS,
    "AIRP": "airport", "AIRF": "airport", "AIRB": "airbase", "INSM": "base", "DAM": "dam",
    "BDG": "bridge", "OILR": "refinery", "OILF": "oil_field", "GASF": "gas_field", "PRT": "port",
    "PS": "power_station", "PSH": "power_station", "PRN": "prison", "HSP": "hospital",
    "PLN": "plant", "MT": "mountain", "HLL": "hill", "ISL": "island", "CSTL": "castle",
    "LK": "lake", "RSV": "lake", "PASS": "site", "CSTM": "crossing", "BDRB": "border",
    "CMP": "camp", "CMPRF": "camp",
}  # fmt: skip
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4"})
_NO_PLACES = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
_NO_LANGUAGES = frozenset(
    {"link", "post", "iata", "icao", "faac", "abbr", "unlc", "fr_1793", "phon", "piny", "tcid"}
)
_DIVISION_WORDS = re.compile(
    r"\s+(?:governorate|province|oblast|region|district|subdistrict|raion|county|state)$"
    r"|^(?:muhafazat|governorate of|province of|district of|nahiyat|mintaqat)\s+",
    re.IGNORECASE,
)
_QUARTER_KM = 15.0
_ID_CHARS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Built:
    """What went into a pack. `skipped_rows` are rows of the country file that were malformed."""

    path: Path
    places: int
    names: int
    links: int
    routes: int
    skipped_rows: int


@dataclass(slots=True)
class _Row:
    """One place on its way into the pack."""

    geoname: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    codes: tuple[str, str, str]
    population: int
    id: str = ""
    part_of: str = ""
    wikidata: str = ""
    names: dict[tuple[str, str], None] = field(default_factory=dict)

    def as_place(self) -> Place:
        """The place, for measuring."""
        return Place(self.id, self.name, self.kind, self.lat, self.lon)


def build_theatre(
    name: str,
    out: Path,
    country_file: Path,
    *,
    alternate_names: Path | None = None,
    roads: Path | None = None,
    languages: tuple[str, ...] = ("en",),
    min_population: int = 500,
    title: str | None = None,
    snap_km: float = 2.0,
) -> Built:
    """Write a pack called `name` into the new or empty folder `out`.

    `country_file` is GeoNames' ``CC.zip`` or ``CC.txt``, `alternate_names` its
    ``alternateNamesV2.zip`` or ``.txt``, `roads` any GeoJSON of lines with ``name`` or ``ref``.
    Settlements below `min_population` are left out unless they are a seat of administration.
    A road links the places within `snap_km` of it. Raises TheatreError, naming file and line.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise TheatreError(f"{name!r} cannot name a theatre; use small letters, digits and -")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TheatreError("is not an empty folder; nothing was written", path=out)
    rows, skipped = _read_country(country_file, min_population)
    if not rows:
        raise TheatreError(
            f"no usable place among its rows ({skipped} malformed); is it a GeoNames country file?",
            path=country_file,
        )
    wanted = tuple(dict.fromkeys(("en", *languages)))
    if alternate_names is not None:
        _read_names(alternate_names, rows, wanted)
    _name_divisions(rows)
    _give_ids(rows)
    _give_parents(rows)
    links, routes = _roads(roads, rows, snap_km) if roads is not None else ([], [])
    out.mkdir(parents=True, exist_ok=True)
    _write_settings(out, name, title or name.title(), rows, wanted, roads is not None)
    names = _write_tables(out, rows, links, routes)
    return Built(out, len(rows), names, len(links), len(routes), skipped)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[tuple[int, str]]]:
    """Numbered lines of a text file, or of the largest text file inside a zip."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                texts = [item for item in archive.infolist() if item.filename.endswith(".txt")]
                if not texts:
                    raise TheatreError("no .txt file inside", path=path)
                largest = max(texts, key=lambda item: item.file_size)
                with archive.open(largest) as raw:
                    yield enumerate(io.TextIOWrapper(raw, "utf-8", newline="\n"), start=1)
        else:
            with path.open(encoding="utf-8", newline="\n") as stream:
                yield enumerate(stream, start=1)
    except OSError as error:
        raise TheatreError(f"cannot be opened: {error.strerror or error}", path=path) from error
    except zipfile.BadZipFile as error:
        raise TheatreError(f"is no readable zip file: {error}", path=path) from error
    except UnicodeDecodeError as error:
        raise TheatreError(f"is not UTF-8: {error.reason}", path=path) from error


def _read_country(path: Path, min_population: int) -> tuple[list[_Row], int]:
    rows: list[_Row] = []
    skipped = 0
    with _lines(path) as lines:
        for number, line in lines:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < COUNTRY_COLUMNS:
                if number == 1:
                    raise TheatreError(
                        f"{len(cells)} columns where a GeoNames country file has {COUNTRY_COLUMNS}",
                        path=path,
                        line=1,
                    )
                skipped += 1
                continue
            try:
                row = _country_row(cells, min_population)
            except ValueError:
                skipped += 1
                continue
            if row is not None:
                rows.append(row)
    return rows, skipped


def _country_row(cells: Sequence[str], min_population: int) -> _Row | None:
    """The place in a row, None if it is of no kind or too small. Raises ValueError if malformed."""
    feature, code = cells[6], cells[7]
    population = int(cells[14] or 0)
    if feature == "P" and code not in _NO_PLACES:
        if population < min_population and code not in _SEATS and code != "PPLX":
            return None
        kind = "neighbourhood" if code == "PPLX" else _settlement_kind(population)
    elif code in _KINDS:
        kind = _KINDS[code]
    else:
        return None
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("coordinates out of range")
    return _Row(
        int(cells[0]), _one_line(cells[1]), kind, lat, lon, cells[8],
        (cells[10], cells[11], cells[12]), population,
    )  # fmt: skip


def _settlement_kind(population: int) -> str:
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def _read_names(path: Path, rows: Sequence[_Row], languages: tuple[str, ...]) -> None:
    """Add the names in the wanted languages; a preferred English one becomes the canonical."""
    by_geoname = {row.geoname: row for row in rows}
    preferred: dict[int, tuple[int, str]] = {}
    with _lines(path) as lines:
        for number, line in lines:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < ALTERNATE_COLUMNS or not cells[1].isdigit():
                if number == 1:
                    raise TheatreError("is no GeoNames alternate names file", path=path, line=1)
                continue
            row = by_geoname.get(int(cells[1]))
            if row is None:
                continue
            language, text = cells[2], _one_line(cells[3])
            flags = [*cells[4:8], "", "", "", ""]
            is_preferred, is_short, _, is_historic = (flag == "1" for flag in flags[:4])
            if language == "wkdt":
                row.wikidata = text
            if not text or language in _NO_LANGUAGES or is_historic:
                continue
            if language.split("-")[0] in languages:
                row.names[(language, text)] = None
            if language == "en":
                rank = 2 * is_preferred + is_short
                if rank > preferred.get(row.geoname, (-1, ""))[0]:
                    preferred[row.geoname] = (rank, text)
    for geoname, (_, text) in preferred.items():
        by_geoname[geoname].name = text


def _name_divisions(rows: Sequence[_Row]) -> None:
    """``Aleppo Governorate`` becomes ``Aleppo province``, as newswires and packs call it."""
    for row in rows:
        if row.kind in _DIVISIONS.values():
            original = row.name
            bare = _DIVISION_WORDS.sub("", original).strip() or original
            row.names.setdefault(("en", original), None)
            if original.lower().endswith((" oblast", " region")):
                row.name = f"{bare} region"
            else:
                row.name = f"{bare} {row.kind}"


def _give_ids(rows: Sequence[_Row]) -> None:
    """Ids are the folded names; namesakes get their GeoNames number, the largest keeps the name."""
    taken: set[str] = set()
    for row in sorted(rows, key=lambda row: (-row.population, row.geoname)):
        plain = _ID_CHARS.sub("-", fold(row.name)).strip("-")
        row.id = plain if plain and plain not in taken else f"{plain or 'place'}-{row.geoname}"
        taken.add(row.id)


def _give_parents(rows: Sequence[_Row]) -> None:
    divisions: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.kind == "country":
            divisions[(row.country,)] = row.id
        elif row.kind in _DIVISIONS.values():
            depth = list(_DIVISIONS.values()).index(row.kind) + 1
            divisions[(row.country, *row.codes[:depth])] = row.id
    cities = [row for row in rows if row.kind in ("city", "town")]
    for row in rows:
        if row.kind == "country":
            continue
        if row.kind == "neighbourhood" and (city := _nearest(row, cities)):
            row.part_of = city.id
            continue
        path = (row.country, *row.codes)
        parents = (divisions.get(path[:length]) for length in range(len(path), 0, -1))
        row.part_of = next((one for one in parents if one and one != row.id), "")


def _nearest(row: _Row, cities: Iterable[_Row]) -> _Row | None:
    here = row.as_place()
    near = (
        (distance_km(here, city.as_place()) or 0.0, -city.population, city.id, city)
        for city in cities
        if abs(city.lat - row.lat) < 0.2 and abs(city.lon - row.lon) < 0.4
    )
    found = min(near, default=None, key=lambda item: item[:3])
    return found[3] if found and found[0] <= _QUARTER_KM else None


def _roads(
    path: Path, rows: Sequence[_Row], snap_km: float
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, list[str]]]]:
    """Links (a, b, name) and routes (id, name, ids of the places along) from a GeoJSON file."""
    stops = [row for row in rows if row.kind not in {*_DIVISIONS.values(), "country"}]
    links: dict[tuple[str, str], str] = {}
    longest: dict[str, list[str]] = {}
    for road in _joined(read_roads(path)):
        along = places_along(road.points, [(row.lat, row.lon) for row in stops], snap_km)
        ids = [stops[index].id for index in along]
        for a, b in pairwise(ids):
            key = (a, b) if a < b else (b, a)
            if not links.get(key):
                links[key] = road.name
        if road.name and len(ids) > max(1, len(longest.get(road.name, ()))):
            longest[road.name] = ids
    taken = {row.id for row in rows}
    routes = []
    for name, ids in longest.items():
        route = _ID_CHARS.sub("-", fold(name)).strip("-") or "road"
        while route in taken:
            route += "-road"
        taken.add(route)
        routes.append((route, name, ids))
    return [(a, b, name) for (a, b), name in links.items()], routes


def _joined(roads: Iterable[Road]) -> Iterator[Road]:
    """Roads of one name with their pieces joined end to end; unnamed pieces stay as they are."""
    named: dict[str, list[Road]] = {}
    for road in roads:
        if road.name:
            named.setdefault(road.name, []).append(road)
        else:
            yield road
    for name, pieces in named.items():
        for points in join_pieces([piece.points for piece in pieces]):
            yield Road(name, points)


def _write_settings(
    out: Path,
    name: str,
    title: str,
    rows: Sequence[_Row],
    languages: tuple[str, ...],
    with_roads: bool,
) -> None:
    countries = sorted({row.country for row in rows if row.country})
    sources = ["GeoNames, CC BY 4.0"] + ["roads of the builder's own"] * with_roads
    settings = {
        "name": name,
        "title": title,
        "countries": countries,
        "languages": list(languages),
        "sources": sources,
        "licence": "CC BY 4.0 (GeoNames)",
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    (out / "theatre.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_tables(
    out: Path,
    rows: Sequence[_Row],
    links: Sequence[tuple[str, str, str]],
    routes: Sequence[tuple[str, str, list[str]]],
) -> int:
    places: list[Sequence[object]] = []
    names: dict[tuple[str, str, str], None] = {}
    for row in sorted(rows, key=lambda row: row.id):
        ids = f"geonames:{row.geoname}" + (f";wikidata:{row.wikidata}" if row.wikidata else "")
        places.append(
            (row.id, row.name, row.kind, f"{row.lat:.5f}", f"{row.lon:.5f}", row.part_of,
             row.population or "", ids, row.country)
        )  # fmt: skip
        for language, text in row.names:
            if (language, text) != ("en", row.name):
                names[(row.id, language, text)] = None
    places += [(route, name, "road", "", "", "", "", "", "") for route, name, _ in routes]
    _write_csv(out / "places.csv", (*PLACE_COLUMNS, "country"), places)
    _write_csv(out / "names.csv", ("place", "language", "name"), names)
    _write_csv(
        out / "links.csv",
        ("a", "b", "kind", "name"),
        ((a, b, "road", name) for a, b, name in links),
    )
    _write_csv(out / "routes.csv", ("id", "via"), ((one, " ".join(via)) for one, _, via in routes))
    return len(names)


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())
