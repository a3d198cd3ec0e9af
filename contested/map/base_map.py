"""The offline base map: land and borders of Natural Earth around a box, from the built page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.map.page import STATIC

Box = tuple[float, float, float, float]
Line = list[tuple[float, float]]
"""Points as degrees of longitude and latitude."""


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Rings of land by country, and lines of borders, as degrees of longitude and latitude."""

    land: tuple[Line, ...] = ()
    borders: tuple[Line, ...] = ()


def base_map(box: Box, page: Path = STATIC) -> BaseMap:
    """What lies in a box (west, south, east, north); nothing where the page is not built."""
    folder = page / "base"
    if not (folder / "index.json").is_file():
        return BaseMap()
    index = json.loads((folder / "index.json").read_text("utf-8"))
    size = float(index["cell_deg"])
    west, south, east, north = box
    land: list[Line] = []
    borders: list[Line] = []
    for name in index["cells"]:
        lon, lat = (float(part) for part in name.split("_"))
        if lon > east or lon + size < west or lat > north or lat + size < south:
            continue
        cell = json.loads((folder / f"{name}.json").read_text("utf-8"))
        scale = 10 ** int(cell["decimals"])
        for polygons in cell["land"].values():
            land += [list(_points(ring, scale)) for rings in polygons for ring in rings]
        borders += [list(_points(line, scale)) for line in cell["borders"]]
    return BaseMap(tuple(land), tuple(borders))


def _points(steps: Sequence[int], scale: int) -> Iterator[tuple[float, float]]:
    """A line as the page keeps it: the first point and then steps, as whole numbers."""
    x = y = 0
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        yield x / scale, y / scale
