"""The places of a map in a fixed order: those of the theatre, then others that somebody named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.core import UnknownLocaleError
from babel.languages import get_official_languages

from contested.actor.actors import Actors
from contested.belief.believe import place_of
from contested.errors import NotFoundError
from contested.ledger.records import StoredClaim
from contested.place.place import Place
from contested.place.theatre import Theatre
from contested.situation.sitrep import wordings

# Interface languages: names are given in these and in the theatre's own.
INTERFACE_LANGUAGES = ("en", "el")
# What a place is called that a report names and no gazetteer used knows.
NAMED_ONLY = "named"


@dataclass(frozen=True)
class MapPlaces:
    """Places by their index; the theatre's first, in the pack's order, so that indices last.

    `spoken` are the ids of places that some claim is about.
    """

    theatre: Theatre
    places: tuple[Place, ...]
    spoken: frozenset[str]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Index by id."""
        return {place.id: number for number, place in enumerate(self.places)}

    def __len__(self) -> int:
        return len(self.places)

    def find(self, place_id: str) -> Place:
        """The place with this id, the theatre's prefix left out or not; raises NotFoundError."""
        for key in (place_id, f"{self.theatre.name}:{place_id}"):
            if key in self.index:
                return self.places[self.index[key]]
        raise NotFoundError(f"no place of this map has the id {place_id!r}; search for its name")

    def within(self, place_id: str) -> frozenset[str]:
        """The ids of a place and of everything that is part of it."""
        found, queue = {place_id}, [place_id]
        while queue:
            for child in self.theatre.children(queue.pop()):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)


def map_places(theatre: Theatre, claims: Iterable[StoredClaim]) -> MapPlaces:
    """The theatre's places and those that claims name beyond it, by id."""
    others: dict[str, Place] = {}
    spoken: set[str] = set()
    for one in claims:
        key = place_of(one)
        if key is None:
            continue
        spoken.add(key)
        if key in theatre.places:
            continue
        resolved = one.resolution
        lat = resolved.lat_deg if resolved else None
        lon = resolved.lon_deg if resolved else None
        if key not in others or (others[key].lat_deg is None and lat is not None):
            others[key] = Place(key, one.claim.place or key, NAMED_ONLY, lat, lon)
    places = (*theatre.places.values(), *(others[key] for key in sorted(others)))
    return MapPlaces(theatre, places, frozenset(spoken))


def local_language(theatre: Theatre) -> str | None:
    """The official language of the theatre's country that the pack has names in, or None."""
    for country in theatre.countries:
        try:
            official = get_official_languages(country, regional=True, de_facto=True)
        except UnknownLocaleError:
            continue
        for code in official:
            if code not in INTERFACE_LANGUAGES and code in theatre.name_languages():
                return str(code)
    return None


class Namer:
    """Names of places, sides and actors in the interface's languages and the local one."""

    def __init__(self, theatre: Theatre, actors: Actors, places: MapPlaces) -> None:
        self.theatre, self.actors, self.places = theatre, actors, places
        self.local = local_language(theatre)
        self.languages = tuple(
            dict.fromkeys((*INTERFACE_LANGUAGES, *((self.local,) if self.local else ())))
        )
        self._place_names: dict[str, dict[str, str]] = {}
        for language in self.languages:
            if language == "en":
                continue
            for name, place_id in theatre.names(language):
                if place_id in places.spoken or place_id in theatre.places:
                    self._place_names.setdefault(place_id, {}).setdefault(language, name)
        self._sides = dict(theatre.settings.get("sides", {}))

    def place(self, place_id: str) -> dict[str, str]:
        """Language to name; English is always there."""
        row = self.places.index.get(place_id)
        name = self.places.places[row].name if row is not None else place_id
        return {"en": name, **self._place_names.get(place_id, {})}

    def theatre_names(self) -> dict[str, str]:
        """Language to name of the theatre; English, the pack's title, is always there."""
        whole = f"{self.theatre.name}:{self.theatre.name}"
        names = self.place(whole) if whole in self.theatre.places else {}
        return {**names, "en": self.theatre.title}

    def actor(self, actor: str) -> dict[str, str]:
        """Language to name of an actor, by id or canonical name; English is always there."""
        known = self.actors.get(actor) if actor in self.actors else self.actors.lookup(actor)
        if known is None:
            return {"en": actor}
        found = {"en": known.name}
        for language in self.languages:
            if language != "en" and known.names.get(language):
                found[language] = known.names[language][0]
        return found

    def side(self, side: str) -> dict[str, str]:
        """Language to name of a side: the pack's title for it, neutral wordings before others."""
        found = self.actor(side)
        found["en"] = str(self._sides.get(side, found["en"]))
        for language, words in wordings().items():
            if language != "en" and side in words:
                found[language] = words[side]
        return found
