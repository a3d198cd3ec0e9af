"""Readers of living maps and control tables: who shows what as held by whom, day by day.

Three shapes are understood, by their columns: one row a place and day with one column a source
(VIINA's ``geonameid, date, status_*``), one row a change (``name, day, from, to``), and one row a
stretch of days (``name, held_by, first_seen, last_seen``). GeoJSON with a polygon a status is read
for given points, one file a day.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.belief.panel import Floats
from contested.errors import ReportError

Statuses = NDArray[np.int8]
_PLACE_COLUMNS = ("geonameid", "place", "name", "id")
_DAY_COLUMNS = ("date", "day")
_STATUS_PREFIX = "status_"
_MOST_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class ControlTable:
    """What S sources show of P places on T days.

    `shown` (S, P, T) indexes `statuses`; -1 where a source shows nothing. Days count from
    `first_day`.
    """

    sources: tuple[str, ...]
    places: tuple[str, ...]
    statuses: tuple[str, ...]
    first_day: date
    shown: Statuses


def read_control_table(path: Path, source: str | None = None) -> ControlTable:
    """Read a CSV table of any of the three shapes.

    `source` names the source of a table that has only one (default: the file's name). Raises
    ReportError, naming the line, for other columns or a value that is no date.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = tuple(reader.fieldnames or ())
        rows = [(number, row) for number, row in enumerate(reader, start=2)]
    place = next((name for name in _PLACE_COLUMNS if name in columns), None)
    day = next((name for name in _DAY_COLUMNS if name in columns), None)
    name = source or path.stem
    found: list[tuple[str, str, date, date, str]] = []
    if place is None:
        raise _unknown(path, columns)
    many = [column for column in columns if column.startswith(_STATUS_PREFIX)]
    if day is not None and many:
        for number, row in rows:
            on = _date(path, number, row[day])
            found += [
                (column.removeprefix(_STATUS_PREFIX), row[place], on, on, row[column])
                for column in many
                if row[column]
            ]
    elif day is not None and {"from", "to"} <= set(columns):
        return _from_changes(path, rows, place, day, name)
    elif {"held_by", "first_seen", "last_seen"} <= set(columns):
        for number, row in rows:
            if row[place] and row["held_by"]:
                first = _date(path, number, row["first_seen"])
                last = _date(path, number, row["last_seen"])
                found.append((name, row[place], first, last, row["held_by"]))
    else:
        raise _unknown(path, columns)
    return _laid_out(path, found)


def read_polygons(
    files: Mapping[date, Path], points: Mapping[str, tuple[float, float]], source: str,
    status_property: str = "status",
) -> ControlTable:  # fmt: skip
    """Read one GeoJSON file a day: the status of each point (name to latitude, longitude) is the
    `status_property` of the first polygon that holds it. Raises ReportError for a broken file."""
    names = list(points)
    places = np.array([points[name] for name in names])
    found: list[tuple[str, str, date, date, str]] = []
    for on, path in files.items():
        try:
            features = json.loads(path.read_text("utf-8"))["features"]
        except (ValueError, KeyError, TypeError) as error:
            raise ReportError(f"{path}: is no GeoJSON feature collection ({error})") from error
        free = np.ones(len(names), dtype=bool)
        for feature in features:
            status = str((feature.get("properties") or {}).get(status_property) or "")
            inside = free & _inside(feature.get("geometry") or {}, places)
            free &= ~inside
            if status:
                found += [(source, names[row], on, on, status) for row in np.nonzero(inside)[0]]
    return _laid_out(next(iter(files.values()), Path("-")), found)


def join(tables: Sequence[ControlTable]) -> ControlTable:
    """Several tables as one, over all their places, statuses and days."""
    found = []
    for table in tables:
        for s, p, t in zip(*np.nonzero(table.shown >= 0), strict=True):
            on = table.first_day + timedelta(days=int(t))
            status = table.statuses[table.shown[s, p, t]]
            found.append((table.sources[s], table.places[p], on, on, status))
    return _laid_out(Path("-"), found)


def mass_flips(
    table: ControlTable, share: float = 0.1, least: int = 20
) -> list[tuple[str, date, int]]:
    """Days on which a source changes at least `least` places and `share` of those it shows, and
    three times as many as on any other of the 30 days before: a suspected outage."""
    found = []
    for number, source in enumerate(table.sources):
        shown = table.shown[number]
        both = (shown[:, 1:] >= 0) & (shown[:, :-1] >= 0)
        flips = ((shown[:, 1:] != shown[:, :-1]) & both).sum(axis=0)
        for day in np.nonzero(flips >= np.maximum(least, share * both.sum(axis=0)))[0]:
            if flips[day] >= 3 * flips[max(0, day - 30) : day].max(initial=0):
                on = table.first_day + timedelta(days=int(day) + 1)
                found.append((source, on, int(flips[day])))
    return found


def without_flips(table: ControlTable, flips: Iterable[tuple[str, date, int]]) -> ControlTable:
    """The table with each suspect source blank on the day, and for as long afterwards as it keeps
    showing what it showed then, at most a week."""
    shown = table.shown.copy()
    for source, on, _ in flips:
        number, day = table.sources.index(source), (on - table.first_day).days
        for later in range(day, min(day + 7, shown.shape[2])):
            held = table.shown[number, :, later] == table.shown[number, :, day]
            moved = table.shown[number, :, day] != table.shown[number, :, day - 1]
            shown[number, held & moved, later] = -1
    return ControlTable(table.sources, table.places, table.statuses, table.first_day, shown)


def _from_changes(
    path: Path, rows: list[tuple[int, dict[str, str]]], place: str, day: str, source: str
) -> ControlTable:
    by_place: dict[str, list[tuple[date, str, str]]] = {}
    for number, row in rows:
        if row[place]:
            change = (_date(path, number, row[day]), row["from"], row["to"])
            by_place.setdefault(row[place], []).append(change)
    if not by_place:
        raise ReportError(f"{path}: the table has no rows")
    everything = [change[0] for changes in by_place.values() for change in changes]
    begin, end = min(everything) - timedelta(days=1), max(everything)
    found: list[tuple[str, str, date, date, str]] = []
    for name, changes in by_place.items():
        changes.sort(key=lambda one: one[0])
        found.append((source, name, begin, changes[0][0] - timedelta(days=1), changes[0][1]))
        for one, following in zip(changes, [*changes[1:], (end + timedelta(days=1), "", "")],
                                  strict=True):  # fmt: skip
            found.append((source, name, one[0], following[0] - timedelta(days=1), one[2]))
    return _laid_out(path, [row for row in found if row[4]])


def _laid_out(path: Path, found: Sequence[tuple[str, str, date, date, str]]) -> ControlTable:
    if not found:
        raise ReportError(f"{path}: the table has no rows")
    sources = tuple(dict.fromkeys(row[0] for row in found))
    places = tuple(dict.fromkeys(row[1] for row in found))
    statuses = tuple(sorted({row[4] for row in found}))
    first = min(row[2] for row in found)
    days = (max(row[3] for row in found) - first).days + 1
    if days > _MOST_DAYS:
        raise ReportError(f"{path}: spans {days} days, more than {_MOST_DAYS}")
    shown = np.full((len(sources), len(places), days), -1, dtype=np.int8)
    index = tuple(
        {name: n for n, name in enumerate(names)} for names in (sources, places, statuses)
    )
    for source, place, begin, end, status in found:
        stretch = slice((begin - first).days, (end - first).days + 1)
        shown[index[0][source], index[1][place], stretch] = index[2][status]
    return ControlTable(sources, places, statuses, first, shown)


def _inside(geometry: Mapping[str, Any], places: Floats) -> NDArray[np.bool_]:
    """Which points (latitude, longitude) lie in a GeoJSON polygon or multipolygon: even-odd."""
    found = np.zeros(len(places), dtype=bool)
    coordinates = geometry.get("coordinates") or []
    for polygon in [coordinates] if geometry.get("type") == "Polygon" else coordinates:
        for ring in polygon:
            line = np.array(ring, dtype=float)[:, :2]
            x, y = line[:-1, 0], line[:-1, 1]
            x2, y2 = line[1:, 0], line[1:, 1]
            lat, lon = places[:, :1], places[:, 1:2]
            with np.errstate(divide="ignore", invalid="ignore"):
                crossing = ((y > lat) != (y2 > lat)) & (lon < (x2 - x) * (lat - y) / (y2 - y) + x)
            found ^= crossing.sum(axis=1) % 2 == 1
    return found


def _date(path: Path, line: int, text: str) -> date:
    digits = text.strip()
    if len(digits) == 8 and digits.isdigit():
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        return date.fromisoformat(digits[:10])
    except ValueError:
        raise ReportError(f"{path}:{line}: {text!r} is no date; write 2022-03-01") from None


def _unknown(path: Path, columns: Sequence[str]) -> ReportError:
    return ReportError(
        f"{path}: the columns {', '.join(columns) or '(none)'} are no control table; known are "
        "geonameid, date, status_SOURCE ...; name, day, from, to; name, held_by, first_seen, "
        "last_seen"
    )
