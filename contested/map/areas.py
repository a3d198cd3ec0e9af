"""Districts of a city as areas: what lies nearer to a district's point than to any other's, as far
as the city reaches. A drawing aid; nobody surveyed these borders."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from contested.map.answers import Feature, FeatureCollection
from contested.map.snapshot import Snapshot
from contested.place.place import QUARTER_KINDS, SETTLEMENT_KINDS, Place

_METRES_PER_DEGREE = 111_320.0
# How far a city reaches around a district's point, in steps between districts.
_REACH_STEPS = 1.6
_MIN_REACH_M, _MAX_REACH_M = 250.0, 1500.0
_MIN_DISTRICTS = 3
_SAME_SPOT_M = 1.0


def areas(snapshot: Snapshot) -> FeatureCollection:
    """One polygon for each district that has a point, city by city."""
    by_city: dict[str, list[Place]] = defaultdict(list)
    theatre = snapshot.theatre
    for place in theatre.places.values():
        if place.kind not in QUARTER_KINDS or place.lat_deg is None or place.lon_deg is None:
            continue
        for area in theatre.ancestors(place.id):
            if theatre.places[area].kind in SETTLEMENT_KINDS:
                by_city[area].append(place)
                break
    features = []
    for city, districts in by_city.items():
        if len(districts) >= _MIN_DISTRICTS:
            features += [
                Feature(
                    geometry=geometry,
                    properties={
                        "place": snapshot.places.index[place.id],
                        "id": place.id,
                        "city": city,
                        "basis": "nearest point",
                    },
                )
                for place, geometry in cells(districts)
            ]
    return FeatureCollection(features=features)


def cells(districts: Sequence[Place]) -> list[tuple[Place, dict[str, object]]]:
    """The Voronoi cell of each district, clipped to where the city reaches, as GeoJSON.

    Districts that share a spot share its cell: the first gets it.
    """
    import shapely
    from shapely.geometry import MultiPoint, Point, mapping
    from shapely.strtree import STRtree

    middle = sum(p.lat_deg or 0.0 for p in districts) / len(districts)
    x_m = _METRES_PER_DEGREE * math.cos(math.radians(middle))
    spots: dict[tuple[int, int], tuple[Place, Point]] = {}
    for place in districts:
        point = Point((place.lon_deg or 0.0) * x_m, (place.lat_deg or 0.0) * _METRES_PER_DEGREE)
        key = (round(point.x / _SAME_SPOT_M), round(point.y / _SAME_SPOT_M))
        spots.setdefault(key, (place, point))
    kept = list(spots.values())
    points = [point for _, point in kept]
    tree = STRtree(points)
    steps = []
    for number, point in enumerate(points):
        near = tree.query(point.buffer(_MAX_REACH_M))
        steps.append(
            min((point.distance(points[n]) for n in near if n != number), default=_MAX_REACH_M)
        )
    step = sorted(steps)[len(steps) // 2]
    reach = min(max(_REACH_STEPS * step, _MIN_REACH_M), _MAX_REACH_M)
    city = shapely.union_all([point.buffer(reach) for point in points])
    diagram = shapely.voronoi_polygons(MultiPoint(points), extend_to=city.envelope)
    found = []
    for cell in shapely.get_parts(diagram):
        inside = [n for n in tree.query(cell) if cell.covers(points[n])]
        if not inside:
            continue
        clipped = shapely.intersection(cell, city).simplify(reach / 100)
        degrees = shapely.transform(clipped, lambda xy: xy / (x_m, _METRES_PER_DEGREE))
        geometry = mapping(shapely.set_precision(degrees, 1e-6))
        found.append((kept[int(inside[0])][0], dict(geometry)))
    return found
