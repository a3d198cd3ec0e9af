"""Claims of a ledger seen in theatre packs: a town has one id, whatever it was resolved in.

A report that names too little to tell its war is read in the world gazetteer; another reading, or
another pack, gave the same town another id. Rows stay as they are; what is asked of them agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from contested.claim.claim import Resolution
from contested.ledger.records import REVIEWER, StoredClaim
from contested.place.counterpart import Counterparts
from contested.place.fit import is_settlement
from contested.place.place import Place
from contested.place.theatre import Theatre, shipped_theatres

# How ids of the world gazetteer and of the project's tables beside it begin.
_OF_THE_WORLD = ("gn:", "notable:", "region:")


def in_theatres(claims: Iterable[StoredClaim], packs: Sequence[Theatre]) -> list[StoredClaim]:
    """The claims, those of a place of the world that a pack has at the pack's place.

    So is a claim that a reviewer put at a place by its name alone, if just one place bears it. Of
    several packs the first that has the place counts.
    """
    known = [Counterparts(one) for one in packs]
    return [_settled(one, known) for one in claims]


def of_theatre(claims: Iterable[StoredClaim], theatre: Theatre) -> list[StoredClaim]:
    """The claims but those about places of other shipped packs: another war's."""
    others = set(shipped_theatres()) - {theatre.name}

    def pack(one: StoredClaim) -> str:
        return ((one.resolution.place_id if one.resolution else None) or "").partition(":")[0]

    return [one for one in claims if pack(one) not in others]


def _settled(stored: StoredClaim, packs: Sequence[Counterparts]) -> StoredClaim:
    found = next((place for pack in packs if (place := _place_of(stored, pack)) is not None), None)
    if found is None:
        return stored
    resolution = stored.resolution or Resolution(
        stored.id, None, None, None, None, None, None, REVIEWER, 1.0
    )
    resolution = replace(
        resolution, place_id=found.id, lat_deg=found.lat_deg, lon_deg=found.lon_deg
    )
    return replace(stored, resolution=resolution)


def _place_of(stored: StoredClaim, pack: Counterparts) -> Place | None:
    at, name = stored.resolution, stored.claim.place
    if at is not None and at.place_id is not None:
        if not at.place_id.startswith(_OF_THE_WORLD):
            return None
        return pack.of_id(at.place_id, name, at.lat_deg, at.lon_deg)
    if name is None or not stored.is_moved:
        return None
    called = pack.called(name)
    # Of one name a town is meant before the province or the road called after it.
    towns = [one for one in called if is_settlement(one)]
    return next(iter(towns or called), None) if len(towns or called) == 1 else None
