"""From a name as a user types it, in any script, to the places and actors it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from contested.claim.canonical import ADJECTIVES
from contested.errors import NotFoundError, TheatreError
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.place.toponym import fold

if TYPE_CHECKING:
    from contested.place.resolve import Resolver

# How reports name an area by a place; a question about the place includes them.
_AREAS = (
    "near {}", "around {}", "center of {}", "outskirts of {}", "{} countryside", "{} suburbs",
    "{} outskirts", "{} area", *(f"{part} {{}}" for part in ADJECTIVES.values()),
    *(f"{part} of {{}}" for part in ADJECTIVES),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """The places a question is about: reference ids, canonical names, and the name to show."""

    name: str
    ids: frozenset[str]
    names: frozenset[str]


def wanted_places(
    text: str, known: Sequence[str], theatre: str | None = None, world: bool = True
) -> Places:
    """The place called `text` with all its parts, in a theatre pack, the ledger or the world.

    `known` are the place names the ledger has. Raises NotFoundError, with near names, if `text`
    is none of these.
    """
    for pack in _theatres(theatre):
        if found := _in_theatre(text, pack):
            return found
    same = {name for name in known if fold(name) == fold(text)}
    if not same and world:
        same = _in_world(text)
    if not same:
        raise NotFoundError(f"no place is called {text!r}{near_names(text, known)}")
    name = min(same)
    return Places(name, frozenset(), frozenset(_with_areas(same)))


def wanted_actors(text: str, known: Sequence[str], theatre: str | None = None) -> frozenset[str]:
    """The canonical name of the actor or speaker called `text` in any language.

    Raises NotFoundError, with near names, if neither the reference nor the ledger has it.
    """
    from contested.actor.load import load_actors

    same = {name for name in known if fold(name) == fold(text)}
    for pack in _theatres(theatre):
        actor = load_actors(pack.path).lookup(text)
        if actor is not None:
            same.add(actor.name)
    if not same:
        actor = load_actors().lookup(text)
        if actor is None:
            raise NotFoundError(f"nobody is called {text!r}{near_names(text, known)}")
        same.add(actor.name)
    return frozenset(same)


def near_names(text: str, known: Iterable[str]) -> str:
    """``; did you mean A or B?`` from `known`, or nothing."""
    from rapidfuzz import process

    near = process.extract(text, list(dict.fromkeys(known)), processor=fold, limit=3)
    names = [str(name) for name, score, _ in near if score >= 70]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _theatres(theatre: str | None) -> Iterable[Theatre]:
    if theatre is not None:
        yield load_theatre(theatre)
        return
    for name in shipped_theatres():
        try:
            yield load_theatre(name)
        except TheatreError:
            continue


@lru_cache(maxsize=4)
def _resolver(pack: Theatre) -> Resolver:
    from contested.place.resolve import Resolver

    return Resolver(pack, None)


def _in_theatre(text: str, pack: Theatre) -> Places | None:
    place = pack.places.get(text)
    if place is None:
        place = _resolver(pack).resolve(text).place
    if place is None:
        return None
    ids = [place.id]
    for one in ids:  # grows while it is walked
        ids.extend(child for child in pack.children(one) if child not in ids)
    names = {pack.places[one].name for one in ids}
    return Places(place.name, frozenset(ids), frozenset(_with_areas(names)))


def _in_world(text: str) -> set[str]:
    from contested.place.resolve import Resolver
    from contested.place.world import open_world

    match = Resolver(None, open_world()).resolve(text)
    return {match.place.name} if match.place is not None else set()


def _with_areas(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, *(area.format(name) for area in _AREAS))}
