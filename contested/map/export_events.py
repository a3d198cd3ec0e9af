"""Events out of claims: what several speakers tell of one happening, once, with all who tell it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from contested.belief.believe import place_of
from contested.belief.observe import published_on
from contested.ledger.records import StoredClaim
from contested.map.export_rows import Within, exported_stored
from contested.map.live import State
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot
from contested.partial_date import first_day, last_day
from contested.place.place import Place

_REVERSED_WITHIN_DAYS = 1
_EXACT = {4: "year", 7: "month", 10: "day"}  # by the length of a partial date
_STATE_KINDS = frozenset({"state", "state_force", "authority"})
_PROVINCES = frozenset({"province", "governorate", "state", "oblast"})


@cache
def codes() -> dict[str, Any]:
    """The tables of `export_codes.toml`."""
    text = (resources.files("contested.map") / "export_codes.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def event_predicates() -> frozenset[str]:
    """The predicates that tell of an event: those that the tables have a code for."""
    kinds = ("_state", "_other", "_part")
    return frozenset(
        next((key.removesuffix(kind) for kind in kinds if key.endswith(kind)), key)
        for key in codes()["acled"]["events"]
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. `first` to `last` are the days it may have been on; `precision` how exact
    they are: ``day``, ``about`` (not dated, told on the last of them), ``month`` or ``year``.

    `side_a` is whoever acts (an id or a name), `side_b` against whom. `denied` are those who deny
    it; `reversed_` marks a capture that another side undid within a day.
    """

    id: str
    predicate: str
    extent: str
    place: Place
    side_a: str | None
    actor_a: str | None
    side_b: str | None
    actor_b: str | None
    first: date
    last: date
    precision: str
    claims: tuple[StoredClaim, ...]
    denied: tuple[str, ...]
    reversed_: bool
    published: date

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + (self.last - self.first) // 2


# What claims of one event have in common: predicate, extent, place, side and days.
_Same = tuple[str, str, str, str | None, tuple[date, date, str]]


def events(state: State, selector: Selector, at: date, within: Within = None) -> list[Event]:
    """The events that whoever is heard claims to have happened, by day.

    Claims of one predicate, place, side and day are one event; only what is told as a fact counts.
    """
    snapshot = state.snapshot
    groups: dict[_Same, list[StoredClaim]] = {}
    denials: dict[tuple[str, str, str | None], set[str]] = {}
    for one in exported_stored(state, selector, at, within):
        claim, place = one.claim, place_of(one)
        when = _when(one)
        if claim.predicate not in event_predicates() or place is None or when is None:
            continue
        side = _side(snapshot, one, claim.actor)
        if claim.factuality == "negated":
            denials.setdefault((claim.predicate, place, side), set()).add(
                snapshot.speaker_of_claim[one.id]
            )
        elif claim.factuality == "actual" and (claim.actor or claim.target):
            extent = "part" if claim.extent == "part" else "whole"
            groups.setdefault((claim.predicate, extent, place, side, when), []).append(one)
    found = []
    for (predicate, extent, place, side, when), same in groups.items():
        first = same[0]
        target = next((one.claim.target for one in same if one.claim.target), None)
        identity = f"{predicate}|{extent}|{place}|{side}|{when[0]}|{when[1]}"
        found.append(
            Event(
                id=hashlib.sha256(identity.encode()).hexdigest()[:12],
                predicate=predicate,
                extent=extent,
                place=snapshot.places.find(place),
                side_a=side,
                actor_a=first.claim.actor,
                side_b=_side(snapshot, first, target),
                actor_b=target,
                first=when[0],
                last=when[1],
                precision=when[2],
                claims=tuple(same),
                denied=tuple(sorted(denials.get((predicate, place, side), ()))),
                reversed_=False,
                published=min(filter(None, (published_on(one) for one in same))),
            )
        )
    found.sort(key=lambda one: (one.first, one.place.id, one.id))
    return _with_reversals(found)


def _with_reversals(found: Sequence[Event]) -> list[Event]:
    captures: dict[str, list[Event]] = {}
    for one in found:
        if one.predicate == "captures" and one.extent == "whole":
            captures.setdefault(one.place.id, []).append(one)
    undone = {
        one.id
        for same in captures.values()
        for one in same
        for other in same
        if other.side_a != one.side_a
        and timedelta(0) <= other.last - one.last <= timedelta(days=_REVERSED_WITHIN_DAYS)
        and other.published >= one.published
    }
    return [replace(one, reversed_=True) if one.id in undone else one for one in found]


def _side(snapshot: Snapshot, stored: StoredClaim, actor: str | None) -> str | None:
    if actor is None:
        return None
    day = published_on(stored) or snapshot.last_day
    return snapshot.observer.side_of(actor, None, day)


def _when(stored: StoredClaim) -> tuple[date, date, str] | None:
    """First and last day an event may have been on, and how exact that is."""
    claim, told = stored.claim, published_on(stored)
    text = claim.on or claim.until or claim.since
    if text is None:
        return None if told is None else (told - timedelta(days=1), told, "about")
    try:
        return first_day(text), last_day(text), _EXACT[len(text)]
    except ValueError:
        return None


def is_state(snapshot: Snapshot, actor: str | None) -> bool:
    """Whether an actor is a state's force in its own country."""
    known = snapshot.actors.lookup(actor) if actor else None
    if known is None and actor and actor in snapshot.actors:
        known = snapshot.actors.get(actor)
    if known is None or known.kind not in _STATE_KINDS:
        return False
    return not known.countries or bool(set(known.countries) & set(snapshot.theatre.countries))


def kind_of(snapshot: Snapshot, actor: str | None) -> str | None:
    """The kind of an actor, or None if the reference does not know it."""
    if actor is None:
        return None
    known = snapshot.actors.get(actor) if actor in snapshot.actors else None
    known = known or snapshot.actors.lookup(actor)
    return known.kind if known else None


def province(snapshot: Snapshot, place: Place) -> str | None:
    """The name of the province a place is in."""
    for area in (place.id, *snapshot.theatre.ancestors(place.id)):
        if area in snapshot.theatre.places and snapshot.theatre.places[area].kind in _PROVINCES:
            return snapshot.theatre.places[area].name
    return None


def sources_of(event: Event, snapshot: Snapshot) -> list[str]:
    """The outlets an event was told in, each once."""
    return list(
        dict.fromkeys(
            one.publisher or one.agency or snapshot.speaker_of_claim[one.id] for one in event.claims
        )
    )


def speakers_of(event: Event, snapshot: Snapshot) -> list[str]:
    """Who says that an event happened, each once."""
    return list(dict.fromkeys(snapshot.speaker_of_claim[one.id] for one in event.claims))
