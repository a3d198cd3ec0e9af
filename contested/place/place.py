"""A place: what the reference knows of a spot, district, town, province or route."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place of the reference, as opposed to a toponym, which is a word in a text.

    `id` is stable and prefixed by where it comes from (``syria:ramouseh``, ``gn:170063``).
    `name` is the canonical English name. Coordinates are WGS 84 degrees.
    """

    id: str
    name: str
    kind: str
    lat_deg: float | None = None
    lon_deg: float | None = None
    part_of: str | None = None
    population: int | None = None
    country: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between two places of a theatre: road, adjacency, crossing, corridor."""

    a: str
    b: str
    kind: str
    name: str | None = None
