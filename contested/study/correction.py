"""What a reviewer's correction means: the names of a place and of actors, with what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contested.actor.actors import Actors
from contested.actor.load import load_actors
from contested.claim.claim import OUTLET
from contested.errors import QuestionError
from contested.ledger.records import Changes
from contested.place.place import Place
from contested.place.resolve import Resolver
from contested.place.theatre import Theatre
from contested.place.world import open_world
from contested.study.names import near_names

_ACTORS = ("actor", "target", "speaker")
# Places whose names fit as well as this are told apart by nobody but the reviewer.
_AS_WELL = 0.02


@dataclass(frozen=True, slots=True)
class Meant:
    """The changes with the ids and coordinates of what they name; `told` says what each is."""

    changes: Changes
    told: tuple[str, ...]


def meant_by(changes: Mapping[str, str | None], theatre: Theatre) -> Meant:
    """Look up the places and actors that `changes` name, by name in any script or by id.

    What no gazetteer and no list of actors has stands by its name alone, and `told` says so.
    Raises QuestionError for a name that several places bear equally.
    """
    found: dict[str, str | float | None] = dict(changes)
    told: list[str] = []
    if "place" in changes:
        text = changes["place"]
        place = place_called(text, theatre) if text else None
        if place is not None:
            found["place"] = place.name
            told.append(f"place: {describe(place)}")
        elif text:
            near = near_names(text, (one.name for one in theatre.places.values()))
            told.append(
                f"place: no gazetteer has {text!r}{near}; it stands by its name alone, without "
                "coordinates"
            )
        found["place_id"] = place.id if place is not None else None
        found["lat_deg"] = place.lat_deg if place is not None else None
        found["lon_deg"] = place.lon_deg if place is not None else None
    actors = load_actors(theatre.path)
    for field in _ACTORS:
        if field in changes:
            told += _name_actor(field, changes[field], actors, found)
    return Meant(found, tuple(told))


def place_called(text: str, theatre: Theatre) -> Place | None:
    """The place with this id or name: the theatre's, else the world's; None if there is none.

    Raises QuestionError, with the candidates, if several fit equally well.
    """
    for key in (text, f"{theatre.name}:{text}"):
        if key in theatre.places:
            return theatre.places[key]
    world = open_world()
    if ":" in text and (known := world.by_id(text)) is not None:
        return known
    match = Resolver(theatre, world).resolve(text)
    rivals = [place for place, score in match.candidates if match.score - score <= _AS_WELL]
    if match.place is not None and len(rivals) > 1:
        raise QuestionError(
            f"{text!r} may be any of these; say which by its id: "
            f"{'; '.join(describe(one) for one in rivals)}"
        )
    return match.place


def describe(place: Place) -> str:
    """``Soledar (ukraine:soledar, town, 48.6921, 38.0710)``."""
    at = ""
    if place.lat_deg is not None and place.lon_deg is not None:
        at = f", {place.lat_deg:.4f}, {place.lon_deg:.4f}"
    return f"{place.name} ({place.id}, {place.kind}{at})"


def _name_actor(
    field: str, text: str | None, actors: Actors, found: dict[str, str | float | None]
) -> list[str]:
    """Put the actor called `text` into `found`; what to tell of it."""
    found[f"{field}_id"] = None
    if not text or text == OUTLET:
        return []
    known = actors.get(text) if text in actors else actors.lookup(text)
    if known is None:
        near = near_names(text, (one.name for one in actors))
        return [f"{field}: nobody is known as {text!r}{near}; it stands by its name alone"]
    found[field], found[f"{field}_id"] = known.name, known.id
    return [f"{field}: {known.name} ({known.id}, {known.kind})"]
