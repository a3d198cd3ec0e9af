"""The situation of a theatre on a day: every siege, corridor and supply route that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from contested.actor.actors import Actors
from contested.place.place import PASSAGE_KINDS
from contested.place.theatre import Theatre
from contested.situation.access import Access
from contested.situation.conclude import (
    concerns,
    place_finding,
    route_finding,
    shut_in,
    siege_findings,
    unreported,
)
from contested.situation.control import ControlGraph, Picture, picture
from contested.situation.definitions import Definitions, shipped_definitions
from contested.situation.encircle import (
    Encircled,
    besieged_members,
    encircled,
)
from contested.situation.evidence import Beliefs, Evidence, known_on
from contested.situation.finding import Finding
from contested.situation.route import DayOfRoute, Route, find_routes, follow_route
from contested.situation.siege import DayOfSiege, Interval, Subject, apart, follow, intervals
from contested.situation.siege import siege_subjects as find_subjects


@dataclass(frozen=True, slots=True)
class Followed:
    """A siege as it went: the subject and its days up to the day asked for."""

    subject: Subject
    days: tuple[DayOfSiege, ...]


class Situation:
    """What follows from beliefs and claims in one theatre. Nothing in it changes after it is made.

    `known` limits the claims to those published by that day ("as known on"); the beliefs given
    must already be those of that day. Pictures and days are computed once and kept; situations
    whose beliefs agree on every day may share their `pictures`.
    """

    def __init__(
        self,
        theatre: Theatre,
        actors: Actors,
        beliefs: Beliefs,
        evidence: Iterable[Evidence],
        *,
        definitions: Definitions | None = None,
        access: Sequence[Access] = (),
        known: date | None = None,
        control: ControlGraph | None = None,
        pictures: dict[date, Picture] | None = None,
    ) -> None:
        self.theatre, self.actors, self.beliefs = theatre, actors, beliefs
        self.definitions = definitions or shipped_definitions()
        self.access = tuple(access)
        self.evidence: tuple[Evidence, ...] = tuple(
            sorted(
                known_on(evidence, known) if known else evidence,
                key=lambda one: (one.first, one.published, one.claim_id),
            )
        )
        self.control = control or ControlGraph(theatre)
        self._pictures: dict[date, Picture] = {} if pictures is None else pictures
        self._subjects: list[Subject] | None = None
        self._routes: list[Route] | None = None
        self._followed: dict[tuple[str, date], Followed] = {}
        self._followed_routes: dict[tuple[str, str | None, date], list[DayOfRoute]] = {}

    def picture(self, day: date) -> Picture:
        """Who is believed to hold what on a day."""
        if day not in self._pictures:
            self._pictures[day] = picture(
                self.control, day, self.beliefs.on(day), self.actors, self.definitions
            )
        return self._pictures[day]

    def last_day(self) -> date | None:
        """The day of the latest publication, or None without claims."""
        return max((one.published for one in self.evidence), default=None)

    def subjects(self) -> list[Subject]:
        """The places that somebody says are besieged; a road or a bridge is cut, not besieged."""
        if self._subjects is None:
            found = find_subjects(self.evidence, self.picture, self.actors, self.definitions)
            found = [
                one for one in found
                if self.theatre.places[one.place].kind not in PASSAGE_KINDS
            ]  # fmt: skip
            self._subjects = apart(found, self.theatre, self.picture)
        return self._subjects

    def routes(self) -> list[Route]:
        """The routes that the claims speak of."""
        if self._routes is None:
            self._routes = find_routes(
                self.control, self.evidence, self.actors, self.definitions, self.picture,
                self.subjects(),
            )  # fmt: skip
        return self._routes

    def followed(self, subject: Subject, until: date) -> Followed:
        """The days of one siege up to `until`."""
        key = (subject.place, until)
        if key not in self._followed:
            days = follow(subject, until, self.picture, self.evidence, self.definitions)
            self._followed[key] = Followed(subject, tuple(days))
        return self._followed[key]

    def encircled_on(
        self, changed: Picture, subject: Subject, before: Encircled
    ) -> Encircled | None:
        """A siege as it was on a day, on a changed picture of that day; None if its side has lost
        the place there."""
        if subject.side is None or changed.is_lost(subject.place, subject.side):
            return None
        members = besieged_members(changed, subject.place, subject.side)
        if not members.any():
            return None
        return encircled(
            changed,
            members,
            subject.side,
            self.definitions,
            reported_prob=before.reported_prob,
            ring=before.ring,
            ring_prob=before.ring_prior_prob,
            supposing=before,
        )

    def without(self, speakers: Sequence[str]) -> Situation:
        """The same if these speakers (ids or names) had said nothing."""
        beliefs = self.beliefs
        names = set()
        for speaker in speakers:
            actor = self.actors.find(speaker) if speaker != "outlet" else None
            names |= {speaker} | ({actor.id, actor.name} if actor else set())
            beliefs = beliefs.without(actor.name if actor else speaker)
        kept = [e for e in self.evidence if not {e.speaker, e.speaker_name} & names]
        return Situation(
            self.theatre,
            self.actors,
            beliefs,
            kept,
            definitions=self.definitions,
            access=self.access,
            control=self.control,
        )

    def followed_route(self, route: Route, until: date) -> list[DayOfRoute]:
        """The days of one route up to `until`."""
        key = (route.key, route.side, until)
        if key not in self._followed_routes:
            self._followed_routes[key] = follow_route(
                route, until, self.picture, self.evidence, self.definitions
            )
        return self._followed_routes[key]

    def intervals(self, place: str, until: date) -> list[Interval]:
        """When the place was encircled, up to `until`."""
        threshold = self.definitions.encirclement["threshold_prob"]
        for subject in self.subjects():
            if subject.place == place:
                return intervals(self.followed(subject, until).days, threshold)
        return []

    def findings(
        self,
        at: date,
        *,
        place: str | None = None,
        route: str | None = None,
        ended_after: date | None = None,
    ) -> list[Finding]:
        """Everything found on the day, or what concerns one place (or its parts) or one route.

        A siege that ended stays for a while, and in any case if it ended after `ended_after`.
        """
        found: list[Finding] = []
        if route is None:
            for subject in self.subjects():
                if place is None or concerns(self.theatre, subject.place, place):
                    found += siege_findings(self, subject, at, ended_after)
            found += unreported(self, at, found, place)
        if place is None or route is not None:
            for one in self.routes():
                if route is None or route in (one.route, one.via):
                    finding = route_finding(self, one, at)
                    if finding is not None:
                        found.append(shut_in(finding, self._encirclement_of(one, found, at)))
        if place is not None and route is None and not found:
            asked = place_finding(self, place, at)
            found += [asked] if asked else []
        return found

    def _encirclement_of(self, route: Route, found: Sequence[Finding], at: date) -> Finding | None:
        """The encirclement of the place through which a route without a name leads."""
        subject = next((one for one in self.subjects() if one.place == route.via), None)
        if subject is None or route.route is not None:
            return None
        known = [one for one in found if one.place == route.via]
        for one in known or siege_findings(self, subject, at):
            if one.kind == "encirclement" and one.status == "encircled" and one.whose == route.side:
                return one
        return None
