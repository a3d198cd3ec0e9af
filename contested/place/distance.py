"""Distance and bearing between places, and the points of the compass."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

from contested.place.place import Place

EARTH_RADIUS_KM = 6371.0
COMPASS_DEG: dict[str, float] = {
    "N": 0.0,
    "NE": 45.0,
    "E": 90.0,
    "SE": 135.0,
    "S": 180.0,
    "SW": 225.0,
    "W": 270.0,
    "NW": 315.0,
}


def position(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None if they are not known (countries, routes)."""
    if place.lat_deg is None or place.lon_deg is None:
        return None
    return place.lat_deg, place.lon_deg


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance; None if a position is unknown."""
    from_deg, to_deg = position(a), position(b)
    if from_deg is None or to_deg is None:
        return None
    lat_a, lat_b = radians(from_deg[0]), radians(to_deg[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(to_deg[1] - from_deg[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def bearing_deg(a: Place, b: Place) -> float | None:
    """Initial bearing from `a` to `b`, 0 = north, clockwise, in [0, 360); None if unknown."""
    from_deg, to_deg = position(a), position(b)
    if from_deg is None or to_deg is None:
        return None
    lat_a, lat_b = radians(from_deg[0]), radians(to_deg[0])
    east = radians(to_deg[1] - from_deg[1])
    y = sin(east) * cos(lat_b)
    x = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(east)
    return degrees(atan2(y, x)) % 360.0


def angle_between_deg(a: float, b: float) -> float:
    """The smaller angle between two bearings, 0 to 180."""
    return abs((a - b + 180.0) % 360.0 - 180.0)
