"""A place of the world that a pack has is the pack's place, whatever id the ledger has."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim, Resolution
from contested.ledger.in_theatre import in_theatres
from contested.ledger.records import Correction, StoredClaim
from contested.place.theatre import load_theatre


def stored(
    name: str,
    place_id: str | None,
    lat: float | None = None,
    lon: float | None = None,
    correction: Correction | None = None,
) -> StoredClaim:
    claim = Claim(
        "r-1", "captures", "Russia", None, name, "unspecified", "outlet", "actual", "took", 0, 4,
        extractor="test-1", confidence=1.0,
    )  # fmt: skip
    at = Resolution(claim.id, place_id, None, None, None, lat, lon, "test-1", 0.5)
    return StoredClaim(
        claim.id, claim, at, correction, None, None, None, None, None, "2023-01-11", "given", None,
        "2023-01-12",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place_id", "lat", "lon", "expected"),
    [
        ("Soledar", "gn:706757", None, None, "ukraine:soledar"),  # the same GeoNames id
        ("Soledar", "notable:x", 48.70, 38.08, "ukraine:soledar"),  # the name, a kilometre off
        ("Соледар", "notable:x", 48.70, 38.08, "ukraine:soledar"),  # another of its names
        ("Soledar", "notable:x", 49.90, 38.08, "notable:x"),  # far off
        ("Elsewhere", "notable:x", 48.70, 38.08, "notable:x"),  # of another name
        ("Soledar", "region:x", 48.70, 38.08, "region:x"),  # a region called after the town
        ("Aleppo", "syria:aleppo", 48.70, 38.08, "syria:aleppo"),  # another pack's
        ("Soledar", None, 48.70, 38.08, None),  # a part of it, as readers name areas
    ],
)
def test_a_place_of_the_world_is_the_packs_where_id_or_name_and_spot_agree(
    name: str, place_id: str | None, lat: float | None, lon: float | None, expected: str | None
) -> None:
    pack = load_theatre("ukraine")
    (found,) = in_theatres([stored(name, place_id, lat, lon)], [load_theatre("syria"), pack])
    assert found.resolution is not None
    assert found.resolution.place_id == expected
    if expected == "ukraine:soledar":
        assert found.resolution.lat_deg == pack.places[expected].lat_deg


def test_a_name_set_by_a_reviewer_is_the_packs_place_if_just_one_bears_it() -> None:
    pack = load_theatre("ukraine")
    by_name = Correction("c", "changed", {"place": "Soledar"}, "x", "y", "2023-01-13")
    (found,) = in_theatres([stored("Soledar", None, correction=by_name)], [pack])
    assert found.resolution is not None
    assert found.resolution.place_id == "ukraine:soledar"
    (found,) = in_theatres([stored("Nowhere", None, correction=by_name)], [pack])
    assert found.resolution is not None
    assert found.resolution.place_id is None
