"""Roads of a GeoJSON file, and which places lie along them in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.errors import TheatreError

KM_PER_DEG = 111.2
# Ends of road pieces closer than about 100 m are the same crossing.
_JOIN_DIGITS = 3
_LINES = ("LineString", "MultiLineString")
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A line: `points` is (n, 2), latitude and longitude in degrees; `name` may be empty."""

    name: str
    points: Points


def read_roads(path: Path) -> Iterator[Road]:
    """Every line of a GeoJSON file, named by its ``name`` or ``ref``.

    Other geometries are passed over. Raises TheatreError if it is no GeoJSON or has no lines.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TheatreError(f"cannot be opened: {error.strerror or error}", path=path) from error
    except (ValueError, RecursionError) as error:
        raise TheatreError(f"is no GeoJSON: {error}", path=path) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise TheatreError("is no GeoJSON FeatureCollection", path=path)
    found = 0
    for number, feature in enumerate(features, start=1):
        try:
            for road in _roads_of(feature):
                found += 1
                yield road
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            raise TheatreError(f"feature {number} is malformed: {error}", path=path) from error
    if not found:
        raise TheatreError("has no LineString to make roads of", path=path)


def join_pieces(pieces: Sequence[Points]) -> list[Points]:
    """Join lines that meet end to end; where three or more meet, they stay apart."""
    ends: dict[tuple[float, float], list[int]] = {}
    for number, points in enumerate(pieces):
        for point in (points[0], points[-1]):
            ends.setdefault(_key(point), []).append(number)
    used: set[int] = set()
    joined = []
    # Pieces with a free end come first, so that a chain is walked from its beginning.
    order = sorted(
        range(len(pieces)),
        key=lambda i: all(len(ends[_key(p)]) == 2 for p in (pieces[i][0], pieces[i][-1])),
    )
    for number in order:
        if number in used:
            continue
        used.add(number)
        line = pieces[number]
        if len(ends[_key(line[0])]) == 2 and len(ends[_key(line[-1])]) != 2:
            line = line[::-1]
        while len(meeting := ends[_key(line[-1])]) == 2:
            following = next((i for i in meeting if i not in used), None)
            if following is None:
                break
            used.add(following)
            piece = pieces[following]
            if _key(piece[0]) != _key(line[-1]):
                piece = piece[::-1]
            line = np.concatenate([line, piece[1:]])
        joined.append(line)
    return joined


def places_along(
    points: Points, places: Sequence[tuple[float, float]], snap_km: float
) -> list[int]:
    """Indices of the `places` (latitude, longitude) within `snap_km` of the line, in its order."""
    if not places or len(points) < 2:
        return []
    margin = snap_km / KM_PER_DEG
    spots = np.asarray(places, dtype=np.float64)
    stretch = max(0.05, float(np.cos(np.radians(points[:, 0].mean()))))
    low, high = points.min(axis=0), points.max(axis=0)
    reach = np.array([margin, margin / stretch])
    near = np.flatnonzero(((spots >= low - reach) & (spots <= high + reach)).all(axis=1))
    scale = np.array([KM_PER_DEG, KM_PER_DEG * stretch])
    line = points * scale
    steps = line[1:] - line[:-1]
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    starts = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
    squared = np.maximum(lengths**2, 1e-12)
    along: list[tuple[float, int]] = []
    for index in near:
        offset = spots[index] * scale - line[:-1]
        share = np.clip((offset * steps).sum(axis=1) / squared, 0.0, 1.0)
        gaps = offset - share[:, None] * steps
        distances = np.hypot(gaps[:, 0], gaps[:, 1])
        nearest = int(distances.argmin())
        if distances[nearest] <= snap_km:
            along.append((float(starts[nearest] + share[nearest] * lengths[nearest]), int(index)))
    return [index for _, index in sorted(along)]


def _roads_of(feature: Any) -> Iterator[Road]:
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in _LINES:
        return
    properties = feature.get("properties") or {}
    name = " ".join(str(properties.get("name") or properties.get("ref") or "").split())
    lines = geometry["coordinates"]
    for line in lines if geometry["type"] == "MultiLineString" else [lines]:
        points = np.asarray([(point[1], point[0]) for point in line], dtype=np.float64)
        if len(points) >= 2 and np.isfinite(points).all():
            yield Road(name, points)


def _key(point: NDArray[np.float64]) -> tuple[float, float]:
    return round(float(point[0]), _JOIN_DIGITS), round(float(point[1]), _JOIN_DIGITS)
