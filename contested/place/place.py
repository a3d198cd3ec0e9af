"""A place: what the reference knows of a spot, district, town, province or route."""

from __future__ import annotations

from dataclasses import dataclass

# What a place can be. A pack that uses another word is wrong; add the word here first.
ROUTE_KINDS: frozenset[str] = frozenset({"route", "road", "highway", "corridor"})
REGION_KINDS: frozenset[str] = frozenset(
    {"country", "region", "province", "governorate", "district", "subdistrict", "countryside"}
    | {"area", "pocket", "desert", "valley", "state", "oblast"}
)
SETTLEMENT_KINDS: frozenset[str] = frozenset(
    {"city", "town", "village", "settlement", "suburb", "camp", "hamlet"}
)
QUARTER_KINDS: frozenset[str] = frozenset(
    {"neighbourhood", "quarter", "city_part", "industrial_area", "old_city"}
)
SITE_KINDS: frozenset[str] = frozenset(
    {"airport", "airbase", "base", "barracks", "academy", "checkpoint", "crossing", "border"}
    | {"bridge", "dam", "refinery", "oil_field", "gas_field", "gas_plant", "power_station"}
    | {"water_station", "pumping_station", "factory", "mill", "silo", "warehouse", "port"}
    | {"hospital", "school", "university", "prison", "stadium", "mosque", "church", "castle"}
    | {"citadel", "palace", "government_building", "market", "roundabout", "station", "museum"}
    | {"ruins", "monument", "mountain", "hill", "river", "lake", "island", "forest", "farm"}
    | {"mine", "embassy", "hotel", "cemetery", "tunnel", "junction", "depot", "site"}
    | {"observation_post", "headquarters", "complex", "shrine", "monastery", "plant"}
)
PASSAGE_KINDS: frozenset[str] = ROUTE_KINDS | {
    "bridge", "tunnel", "crossing", "border", "junction", "roundabout", "checkpoint", "river",
}  # fmt: skip
"""What is passed through, not lived in or garrisoned: it is cut or opened, never besieged."""
KINDS: frozenset[str] = ROUTE_KINDS | REGION_KINDS | SETTLEMENT_KINDS | QUARTER_KINDS | SITE_KINDS
LINK_KINDS: frozenset[str] = frozenset({"road", "adjacent", "crossing", "corridor"})


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place of the reference, as opposed to a toponym, which is a word in a text.

    `id` is stable and prefixed by where it comes from (``syria:ramouseh``, ``gn:170063``,
    ``region:ua-donetsk``). `name` is the canonical English name, `kind` one of `KINDS`.
    Coordinates are WGS 84 degrees. `country` is an ISO 3166 alpha-2 code.
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

    def __hash__(self) -> int:
        return hash(self.id)  # equal places have one id; the other fields tell no more apart


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between two places of a theatre; `kind` is one of `LINK_KINDS`."""

    a: str
    b: str
    kind: str
    name: str | None = None
