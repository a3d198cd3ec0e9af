"""What this room is given: beliefs by day, and the claims that speak of sieges and routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import shorten
from typing import Protocol

from contested.actor.actors import Actors
from contested.belief.observe import published_on
from contested.belief.testimony import Told
from contested.claim.claim import Claim, Resolution
from contested.errors import NotFoundError
from contested.partial_date import first_day, last_day
from contested.place.theatre import Theatre

_TITLE_CHARS = 60

DIVIDED = "divided"
UNKNOWN = "unknown"

PlaceProbs = Mapping[str, Mapping[str, float]]
"""Place id to holder to probability; holders are ids or names of actors, `divided`, `unknown`."""


class Beliefs(Protocol):
    """Who is believed to hold what, by day. A place that is missing is unknown."""

    def on(self, day: date) -> PlaceProbs:
        """The beliefs of one day."""
        ...

    def without(self, speaker: str) -> Beliefs:
        """The same if this speaker had said nothing."""
        ...


@dataclass(frozen=True)
class FixedBeliefs:
    """Beliefs given by hand: each entry holds from its day until the next entry."""

    by_day: Mapping[date, PlaceProbs]
    by_speaker_left_out: Mapping[str, FixedBeliefs] = field(default_factory=dict)

    def on(self, day: date) -> PlaceProbs:
        """The latest entry up to the day, or nothing known."""
        days = [one for one in self.by_day if one <= day]
        return self.by_day[max(days)] if days else {}

    def without(self, speaker: str) -> FixedBeliefs:
        """The beliefs given for this case, else the same."""
        return self.by_speaker_left_out.get(speaker, self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as this room needs it, resolved.

    `actor`, `target` and `speaker` are actor ids (the speaker's name where it is no known actor);
    `place`, `route_from` and `route_to` are place ids. The claim speaks of `first` to
    `last` (None: from then on) and was published on `published`; `since` if it says that it has
    been so from `first` to its publication. `copy_of` marks a copied report, `title` is its file
    or title, `dated_report` is false where only its claims have dates, `confidence` is the
    probability that its words were read aright. `recorded` is the day on which a report without a
    date was recorded: that its words were known earlier nobody can say. `outlet` is the id of the
    report's agency, else of its publisher, if it is known: whose own word it is where the speaker
    is ``outlet``.
    """

    claim_id: str
    predicate: str
    actor: str | None
    target: str | None
    place: str | None
    speaker: str
    speaker_name: str
    factuality: str
    extent: str
    first: date
    last: date | None
    published: date
    route_from: str | None = None
    route_to: str | None = None
    report_id: str = ""
    publisher: str | None = None
    copy_of: str | None = None
    text: str = ""
    title: str | None = None
    dated: bool = True
    dated_report: bool = True
    since: bool = False
    confidence: float = 1.0
    claim: Claim | None = None
    outlet: str | None = None
    recorded: date | None = None

    @property
    def known(self) -> date:
        """The day from which its words are known to have been there."""
        return max(self.published, self.recorded or self.published)

    @property
    def since_said(self) -> str | None:
        """The beginning as the words date it: ``2013``, ``2016-07``; None if they do not."""
        said = self.claim.since if self.claim is not None else None
        return said if self.since else None

    @property
    def voice(self) -> str:
        """Whose word it is: the outlet itself speaks as its publisher."""
        return (
            f"outlet:{self.publisher or self.report_id}"
            if self.speaker == "outlet"
            else self.speaker
        )


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a predicate says of a siege of its place and of a route through it.

    `siege` and `route` are +1 if what it says makes them so (besieged, open), -1 if not so, 0 if
    it says nothing of them. `tells_change` if it tells that something began or ended, and does not
    describe. `route_power` is how directly it speaks of a route (of a siege, `[predicate_power]` in
    `definitions.toml` says so); who names a route as its own comes before who opens or cuts it.
    """

    siege: int = 0
    route: int = 0
    tells_change: bool = False
    route_power: float = 1.0


BEARINGS: dict[str, Bearing] = {
    "besieges": Bearing(siege=1, tells_change=True),
    "breaks_siege": Bearing(siege=-1, tells_change=True),
    "supply_route": Bearing(siege=-1, route=1, route_power=0.8),
    "opens_route": Bearing(siege=-1, route=1, tells_change=True),
    "cuts_route": Bearing(siege=1, route=-1, tells_change=True),
}
SIEGE_PREDICATES = frozenset(name for name, one in BEARINGS.items() if not one.route)
ROUTE_PREDICATES = frozenset(name for name, one in BEARINGS.items() if one.route)
SPOKEN_PREDICATES = SIEGE_PREDICATES | ROUTE_PREDICATES


def cuts(predicate: str) -> bool:
    """Whether a predicate says that a route is not open."""
    return predicate in BEARINGS and BEARINGS[predicate].route < 0


class Resolver:
    """Names to ids of one theatre and its actors. Unknown names give None, never an error."""

    def __init__(self, theatre: Theatre, actors: Actors) -> None:
        self.theatre, self.actors = theatre, actors
        self._places: dict[str, str] = {}
        for name, place_id in theatre.names("en"):
            self._places.setdefault(name.casefold(), place_id)
        for place in theatre.places.values():
            self._places.setdefault(place.name.casefold(), place.id)
        self._known_actors: dict[str, str | None] = {}

    def place(self, name: str | None) -> str | None:
        """The id of the place with this id or English name."""
        if name is None:
            return None
        if name in self.theatre.places:
            return name
        qualified = f"{self.theatre.name}:{name}"
        if qualified in self.theatre.places:
            return qualified
        plain = name.casefold().strip()
        found = self._places.get(plain)
        if found is None and plain.startswith("the "):
            found = self._places.get(plain[4:])
        if found is None and plain.startswith("western districts of "):
            found = self._places.get("western " + plain.removeprefix("western districts of "))
        if found is None and plain.startswith("eastern districts of "):
            found = self._places.get("eastern " + plain.removeprefix("eastern districts of "))
        return found

    def find_place(self, name: str) -> str:
        """The same, but raises NotFoundError."""
        found = self.place(name)
        if found is None:
            import difflib

            near = difflib.get_close_matches(name.casefold(), self._places, n=3, cutoff=0.7)
            hint = ""
            if near:
                names = [self.theatre.places[self._places[one]].name for one in near]
                hint = f"; did you mean {' or '.join(dict.fromkeys(names))}?"
            raise NotFoundError(f"no place of {self.theatre.title} is called {name!r}{hint}")
        return found

    def actor(self, name: str | None) -> str | None:
        """The id of the actor with this id or name."""
        if name is None:
            return None
        if name not in self._known_actors:
            try:
                self._known_actors[name] = self.actors.find(name).id
            except NotFoundError:
                self._known_actors[name] = None
        return self._known_actors[name]

    def actor_name(self, actor_id: str) -> str:
        """The canonical name of an actor, or the id itself."""
        try:
            return self.actors.get(actor_id).name
        except NotFoundError:
            return actor_id

    def place_name(self, place_id: str) -> str:
        """The canonical name of a place, or the id itself."""
        place = self.theatre.places.get(place_id)
        return place.name if place else place_id


def evidence_of(
    claim: Claim,
    published: date,
    resolver: Resolver,
    resolution: Resolution | None = None,
    *,
    claim_id: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    title: str | None = None,
    copy_of: str | None = None,
    dated_report: bool = True,
) -> Evidence:
    """A claim as evidence. A resolution's place id counts if the theatre has it."""
    place = resolver.place(claim.place)
    if resolution is not None and resolution.place_id in resolver.theatre.places:
        place = resolution.place_id
    told = claim.on or claim.since
    first = published
    if told:
        try:
            # "Besieged since September": at the latest from its end.
            starts = last_day if claim.since and claim.predicate == "besieges" else first_day
            first = min(starts(told), published)
        except ValueError:
            told = None
    until = None
    if claim.until:
        try:
            until = last_day(claim.until)
        except ValueError:
            until = None
    speaker = resolver.actor(claim.speaker) if claim.speaker != "outlet" else "outlet"
    return Evidence(
        claim_id=claim_id or claim.id,
        predicate=claim.predicate,
        actor=resolver.actor(claim.actor),
        target=resolver.actor(claim.target),
        place=place,
        speaker=speaker or claim.speaker,
        speaker_name=claim.speaker,
        factuality=claim.factuality,
        extent=claim.extent_of(resolver.place_name(place)) if place else claim.extent,
        first=first,
        last=until,
        published=published,
        route_from=resolver.place(claim.route_from),
        route_to=resolver.place(claim.route_to),
        report_id=claim.report_id,
        publisher=publisher,
        title=shorten(title, _TITLE_CHARS, placeholder="…") if title else None,
        copy_of=copy_of,
        text=claim.evidence,
        dated=told is not None,
        dated_report=dated_report,
        since=told is not None and claim.on is None and bool(claim.since),
        confidence=claim.confidence,
        claim=claim,
        outlet=resolver.actor(agency or publisher),
    )


class Stored(Told, Protocol):
    """A claim with its report, as a ledger gives it; the title or file names the report."""

    @property
    def title(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def recorded_at(self) -> str: ...


def told_evidence(told: Stored, resolver: Resolver) -> Evidence | None:
    """A stored claim as evidence; None where neither its report nor its words have a date."""
    published = published_on(told)
    if published is None:
        return None
    file = Path(told.source).name if told.source else None
    found = evidence_of(
        told.claim, published, resolver, told.resolution, claim_id=told.id,
        publisher=told.publisher, agency=told.agency, title=file or told.title,
        copy_of=told.copy_of, dated_report=told.published_at is not None,
    )  # fmt: skip
    if found.dated_report:
        return found
    return replace(found, recorded=date.fromisoformat(told.recorded_at[:10]))


def known_on(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    """What is known to have been published by the end of the day; of a report without a date that
    is so from the day it was recorded."""
    return [one for one in evidence if one.known <= day]


def days_spoken_of(evidence: Iterable[Evidence], first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which some claim begins or ends to hold, and both ends."""
    found = {first, last}
    for one in evidence:
        for day in (one.first, one.published, one.last and one.last + timedelta(days=1)):
            if day is not None and first <= day <= last:
                found.add(day)
    return sorted(found)
