"""A scene: what a picture of a day shows, and where on it each thing stands."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from contested.map.answers_day import SituationAnswer
from contested.map.base_map import Box
from contested.map.frames import DIVIDED_CODE, FIRST_PAIR_CODE, NO_AGE, UNKNOWN_CODE, pairs
from contested.map.places import NAMED_ONLY
from contested.map.snapshot import Snapshot
from contested.map.view import View
from contested.place.place import QUARTER_KINDS, REGION_KINDS, ROUTE_KINDS, Place

WIDTH, HEIGHT = 960, 600
_PAD_SHARE = 0.12
# The least half of a picture's height, around a quarter and around anything else.
_LEAST_QUARTER_DEG, _LEAST_DEG = 0.03, 0.22
_LEAST_RING_PROB = 0.2


@cache
def sheet_words() -> dict[str, dict[str, str]]:
    """Language to the words of a picture and a page."""
    text = (resources.files("contested.map") / "sheet_words.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A place on a day as it is drawn: the holders of it by their number (two: divided between
    them; none: divided between nobody knows whom, or not known), and how strongly, 0 to 1."""

    holders: tuple[int, ...]
    divided: bool
    strength: float

    @property
    def is_held(self) -> bool:
        """Whether anything is believed of it."""
        return self.divided or bool(self.holders)


def shown(view: View, place: int, at: date) -> Shown:
    """A place by its index as the page draws it on a day."""
    snapshot = view.snapshot
    code, prob, age, _ = (int(x) for x in view.frames.place(place)[snapshot.day_index(at)])
    strength = _strength(prob / 255.0) * _freshness(0 if age == NO_AGE else age)
    if code == UNKNOWN_CODE:
        return Shown((), False, 0.0)
    if code == DIVIDED_CODE:
        return Shown((), True, strength)
    if code >= FIRST_PAIR_CODE:
        return Shown(pairs(len(snapshot.holders))[code - FIRST_PAIR_CODE], True, strength)
    return Shown((code - 1,), False, strength)


def _strength(prob: float) -> float:
    """How strongly a belief is filled: full only from 95% on, never nothing.

    >>> round(_strength(0.95), 2), round(_strength(0.5), 2)
    (1.0, 0.36)
    """
    return min(1.0, 0.22 + 0.78 * max(0.0, min(1.0, (prob - 0.4) / 0.55)))


def _freshness(age_days: int) -> float:
    """How much of that is left after so many days without a word on the place."""
    x = max(0.0, min(1.0, (age_days - 5) / 55))
    return 1.0 - 0.6 * x * x * (3.0 - 2.0 * x)


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to points of a picture, the same scale both ways in its middle."""

    box: Box
    width: int = WIDTH
    height: int = HEIGHT

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a spot stands: points from the left and from above."""
        west, south, east, north = self.box
        return (
            (lon - west) / (east - west) * self.width,
            (north - lat) / (north - south) * self.height,
        )

    def shows(self, place: Place) -> bool:
        """Whether a place with coordinates lies inside."""
        if place.lat_deg is None or place.lon_deg is None:
            return False
        west, south, east, north = self.box
        return west <= place.lon_deg <= east and south <= place.lat_deg <= north


def around(view: View, place_id: str | None, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Projection:
    """The piece of the world shown on a picture of a size: a place, its parts and its neighbours,
    or all places that somebody heard spoke of."""
    snapshot = view.snapshot
    if place_id is None:
        # What hardly anybody speaks of, far off, must not make the rest small.
        spoken = [snapshot.places.find(one) for one in view.places()]
        return _fitted(_middle(spoken), _LEAST_DEG, size)
    place = snapshot.places.find(place_id)
    theatre = snapshot.theatre
    inside = [snapshot.places.find(one) for one in snapshot.places.within(place.id)]
    near: list[Place] = []
    if place.kind not in REGION_KINDS and place.id in theatre.places:
        near = [theatre.places[one] for one in theatre.neighbours(place.id)]
    stops = [theatre.places[one] for one in theatre.routes.get(place.id, ())]
    least = _LEAST_QUARTER_DEG if place.kind in QUARTER_KINDS else _LEAST_DEG
    if len(inside) > 1:
        least = _LEAST_QUARTER_DEG
    found = [one for one in (*inside, *stops) if one.lat_deg is not None]
    found += [one for one in near if _is_near(one, place)]
    return _fitted(found, least, size)


def _is_near(one: Place, place: Place) -> bool:
    if None in (one.lat_deg, one.lon_deg, place.lat_deg, place.lon_deg):
        return False
    far = 6 * (_LEAST_QUARTER_DEG if place.kind in QUARTER_KINDS else _LEAST_DEG)
    assert one.lat_deg is not None
    assert one.lon_deg is not None
    assert place.lat_deg is not None
    assert place.lon_deg is not None
    return abs(one.lat_deg - place.lat_deg) < far and abs(one.lon_deg - place.lon_deg) < far


def _middle(places: Sequence[Place]) -> list[Place]:
    """The places without the outermost twentieth on each side."""
    known = [one for one in places if one.lat_deg is not None and one.lon_deg is not None]
    cut = len(known) // 20
    for degrees in (lambda p: p.lat_deg, lambda p: p.lon_deg):
        outer = sorted(known, key=degrees)
        known = outer[cut : len(outer) - cut]
    return known


def _fitted(places: Iterable[Place], least_deg: float, size: tuple[int, int]) -> Projection:
    spots = [
        (one.lon_deg, one.lat_deg)
        for one in places
        if one.lon_deg is not None and one.lat_deg is not None
    ]
    if not spots:
        return Projection((-180.0, -60.0, 180.0, 75.0), *size)
    lons, lats = [lon for lon, _ in spots], [lat for _, lat in spots]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = max(0.05, math.cos(math.radians(lat)))
    shape = size[0] / size[1]
    half = max(
        least_deg,
        (max(lats) - min(lats)) / 2 * (1 + 2 * _PAD_SHARE),
        (max(lons) - min(lons)) / 2 * (1 + 2 * _PAD_SHARE) * narrow / shape,
    )
    wide = half * shape / narrow
    return Projection((lon - wide, lat - half, lon + wide, lat + half), *size)


def drawn_places(snapshot: Snapshot, projection: Projection) -> list[int]:
    """Indices of the places that have a mark: no roads, no whole provinces, and over a place's own
    mark nothing of which it is only known that it lies there ("near Manbij")."""
    places = snapshot.places.places
    located = {(one.lat_deg, one.lon_deg) for one in places if one.kind != NAMED_ONLY}
    return [
        number
        for number, one in enumerate(places)
        if one.kind not in ROUTE_KINDS | REGION_KINDS
        and projection.shows(one)
        and not (one.kind == NAMED_ONLY and (one.lat_deg, one.lon_deg) in located)
    ]


def rings(situation: SituationAnswer) -> list[tuple[list[int], str | None]]:
    """What is encircled on the day: the places inside, and the besieger's id."""
    return [
        (list(one.inside) or [one.place], one.by.id if one.by else None)
        for one in situation.sieges
        if one.definition == "encirclement"
        and one.state == "encircled"
        and one.prob >= _LEAST_RING_PROB
    ]
