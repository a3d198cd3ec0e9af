"""Which place of a theatre pack a place of the world gazetteer is."""

from __future__ import annotations

from contested.place import place as kinds
from contested.place.distance import distance_km
from contested.place.fit import is_settlement
from contested.place.place import Place
from contested.place.theatre import Theatre
from contested.place.toponym import fold, likeness

SAME_KM = 5.0  # a theatre's place and the gazetteer's this near, of one name, are one
_ALIKE = 0.7


class Counterparts:
    """The places of one pack by those of the world gazetteer."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self._countries = frozenset(theatre.countries)
        self._found: dict[str, Place | None] = {
            f"gn:{value}": place
            for place in theatre.places.values()
            for scheme, value in place.external_ids
            if scheme == "gn"
        }
        self._called: dict[str, dict[str, Place]] = {}

    def of(self, place: Place) -> Place | None:
        """The pack's own place: by its GeoNames id, else of such a name within `SAME_KM`."""
        if place.country not in self._countries:
            return None
        if place.id not in self._found:
            self._found[place.id] = next(
                (
                    other
                    for other in self.theatre.places.values()
                    if is_settlement(place) == is_settlement(other)
                    and _is_near(place, other)
                    and likeness(place.name, other.name) >= _ALIKE
                ),
                None,
            )
        return self._found[place.id]

    def of_id(
        self, place_id: str, name: str | None, lat_deg: float | None, lon_deg: float | None
    ) -> Place | None:
        """The same for a place of which only id, name and coordinates are kept."""
        if place_id in self.theatre.places:
            return self.theatre.places[place_id]
        if place_id not in self._found:
            region = place_id.startswith("region:")
            at = Place(place_id, name or "", "", lat_deg, lon_deg)
            near = [
                other
                for other in self.called(name or "")
                if (other.kind in kinds.REGION_KINDS) == region and _is_near(at, other)
            ]
            self._found[place_id] = max(near, key=is_settlement, default=None)
        return self._found[place_id]

    def called(self, name: str) -> tuple[Place, ...]:
        """The pack's places of exactly this name, in any language."""
        if not self._called:
            for language in self.theatre.name_languages():
                for one, place_id in self.theatre.names(language):
                    place = self.theatre.places[place_id]
                    self._called.setdefault(fold(one), {})[place_id] = place
        return tuple(self._called.get(fold(name), {}).values())


def _is_near(a: Place, b: Place) -> bool:
    gap = distance_km(a, b)
    return gap is not None and gap <= SAME_KM
