"""The situation of a theatre on a day: every siege, corridor and supply route that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from contested.actor.actors import Actors
from contested.place.theatre import Theatre
from contested.situation.access import Access, ocha, siege_watch
from contested.situation.control import ControlGraph, Picture, picture
from contested.situation.cuts import best_path
from contested.situation.definitions import Definitions, shipped_definitions
from contested.situation.encircle import (
    Encircled,
    besieged_members,
    deciding_places,
    encircled,
    holding_round,
)
from contested.situation.evidence import Beliefs, Evidence, known_on
from contested.situation.finding import Basis, Finding
from contested.situation.pockets import pockets
from contested.situation.reported import Weighed
from contested.situation.route import DayOfRoute, Route, find_routes, follow_route
from contested.situation.siege import DayOfSiege, Interval, Subject, follow, intervals
from contested.situation.siege import siege_subjects as find_subjects

_DECISIVE = 0.25


@dataclass(frozen=True, slots=True)
class Followed:
    """A siege as it went: the subject and its days up to the day asked for."""

    subject: Subject
    days: tuple[DayOfSiege, ...]


class Situation:
    """What follows from beliefs and claims in one theatre. Nothing in it changes after it is made.

    `known` limits the claims to those published by that day ("as known on"); the beliefs given
    must already be those of that day. Pictures and days are computed once and kept.
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
        self._pictures: dict[date, Picture] = {}
        self._overrides: dict[date, Picture] = {}
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
        """The places that somebody says are besieged."""
        if self._subjects is None:
            self._subjects = find_subjects(
                self.evidence, self.picture, self.actors, self.definitions
            )
        return self._subjects

    def routes(self) -> list[Route]:
        """The routes that the claims speak of."""
        if self._routes is None:
            self._routes = find_routes(self.control, self.evidence, self.actors, self.definitions)
        return self._routes

    def followed(self, subject: Subject, until: date) -> Followed:
        """The days of one siege up to `until`."""
        key = (subject.place, until)
        if key not in self._followed:
            days = follow(subject, until, self.picture, self.evidence, self.definitions)
            self._followed[key] = Followed(subject, tuple(days))
        return self._followed[key]

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
        self, at: date, *, place: str | None = None, route: str | None = None
    ) -> list[Finding]:
        """Everything found on the day, or what concerns one place (or its parts) or one route."""
        found: list[Finding] = []
        if route is None:
            for subject in self.subjects():
                if place is None or self._concerns(subject.place, place):
                    found += self._of_subject(subject, at)
            found += self._unreported(at, found, place)
        if place is None or route is not None:
            for one in self.routes():
                if route is None or route in (one.route, one.via):
                    finding = self.of_route(one, at)
                    if finding is not None:
                        found.append(finding)
        if place is not None and route is None and not found:
            asked = self.of_place(place, at)
            found += [asked] if asked else []
        return found

    def _concerns(self, subject: str, asked: str) -> bool:
        return subject == asked or asked in self.theatre.ancestors(subject)

    def of_place(self, place: str, at: date, side: str | None = None) -> Finding | None:
        """Encirclement of any place on a day, whether or not anybody speaks of a siege; None if
        nobody is believed to hold it."""
        now = self.picture(at)
        holder = side or now.side_of(place)[0]
        if holder is None:
            return None
        members = besieged_members(now, place, holder)
        if not members.any():
            return None
        answer = encircled(now, members, holder, self.definitions)
        return self._encirclement(place, answer, None, at, None, ())

    def _of_subject(self, subject: Subject, at: date) -> list[Finding]:
        days = self.followed(subject, at).days
        if not days:
            return []
        now = days[-1]
        threshold = self.definitions.encirclement["threshold_prob"]
        spans = intervals(days, threshold)
        remember = self.definitions.encirclement["remember_days"]
        span = spans[-1] if spans else None
        over = span is None or (span.last is not None and (at - span.last).days > remember)
        found: list[Finding] = []
        if now.answer is None:
            if span is None or over:
                return []
            finding = self._groundless(subject, now, at, span)
            return [finding, *([] if now.lost else self._sieges(subject, finding, now, at, days))]
        told = _newest(subject.weighed, at)
        finding = self._encirclement(
            subject.place, now.answer, subject.besieger, at, span, subject.weighed
        )
        listed = now.prob >= threshold or not over
        if listed:
            found.append(finding)
        found += self._sieges(subject, finding, now, at, days)
        if listed and now.prob < threshold and span is not None:
            found.append(self._corridor(finding, now.answer, told, span, at))
        return found

    def _groundless(self, subject: Subject, now: DayOfSiege, at: date, span: Interval) -> Finding:
        """A place that its side has lost, or of which only reports of the siege are known."""
        threshold = self.definitions.encirclement["threshold_prob"]
        reported = "encircled" if now.prob >= threshold else "open"
        return Finding(
            "encirclement",
            at,
            now.prob,
            "graph" if now.lost else "reported",
            place=subject.place,
            by=subject.besieger,
            whose=subject.side,
            first=span.first,
            last=span.last,
            population=self.control.population(subject.place),
            status="lost" if now.lost else reported,
            reported_prob=now.reported_prob,
            low_prob=0.0,
            high_prob=0.0 if now.lost else 1.0,
            claims=_claims(subject.weighed, at),
        )

    def _encirclement(
        self,
        place: str,
        answer: Encircled,
        besieger: str | None,
        at: date,
        span: Interval | None,
        weighed: Sequence[Weighed],
    ) -> Finding:
        now = self.picture(at)
        threshold = self.definitions.encirclement["threshold_prob"]
        around = holding_round(now, answer)
        by = besieger or (around[0][0] if around else None)
        notes = list(_disagreement(answer, weighed, at))
        return Finding(
            "encirclement",
            at,
            answer.prob,
            _basis(answer),
            place=place,
            by=by,
            whose=answer.side,
            first=span.first if span else None,
            last=span.last if span else None,
            deciding=deciding_places(now, answer),
            population=self.control.population(place),
            status="encircled" if answer.prob >= threshold else "open",
            reported_prob=answer.reported_prob,
            low_prob=answer.low_prob,
            high_prob=answer.high_prob,
            error=answer.error,
            ways=self._way(now, answer),
            claims=_claims(weighed, at),
            notes=tuple(notes),
        )

    def _way(self, now: Picture, answer: Encircled) -> tuple[str, ...]:
        """The likeliest way out, as far as anything is known of it."""
        path, prob = best_path(self.control.graph, answer.passable, answer.members, answer.targets)
        if prob < 0.05:
            return ()
        names = [self.control.nodes[v] for v in path]
        known = [i for i, v in enumerate(path) if now.unknown[v] < 0.5]
        return tuple(names[: known[-1] + 1]) if known else ()

    def _sieges(
        self,
        subject: Subject,
        finding: Finding,
        now: DayOfSiege,
        at: date,
        days: Sequence[DayOfSiege],
    ) -> list[Finding]:
        """The definitions side by side: reported besieged, OCHA, Siege Watch."""
        listed = self.definitions.reported["listed_prob"]
        spans = _reported_intervals(days, listed)
        span = spans[-1] if spans else None
        remember = self.definitions.encirclement["remember_days"]
        recent = span is not None and (span.last is None or (at - span.last).days <= remember)
        shared: dict[str, Any] = {
            "place": subject.place,
            "by": subject.besieger,
            "whose": subject.side,
            "population": finding.population,
            "deciding": finding.deciding,
            "reported_prob": now.reported_prob,
            "claims": finding.claims,
        }
        found: list[Finding] = []
        if recent and span is not None:
            found.append(
                Finding(
                    "siege",
                    at,
                    now.reported_prob,
                    "reported",
                    first=span.first,
                    last=span.last,
                    status="yes" if now.reported_prob >= listed else "no longer",
                    definition="reported",
                    low_prob=now.reported_prob,
                    high_prob=now.reported_prob,
                    **shared,
                )
            )
        current = finding.first is not None and finding.last is None
        length = (at - finding.first).days if current and finding.first else 0
        for rule in (ocha, siege_watch):
            verdict = rule(self.access, subject.place, at, now.prob, length, self.definitions)
            if verdict.status == "no" and not recent:
                continue
            found.append(
                Finding(
                    "siege",
                    at,
                    now.prob,
                    finding.basis,
                    first=finding.first if current else None,
                    status=verdict.status,
                    definition=verdict.definition,
                    low_prob=finding.low_prob,
                    high_prob=finding.high_prob,
                    asks=verdict.asks,
                    **shared,
                )
            )
        return found

    def _corridor(
        self,
        finding: Finding,
        answer: Encircled,
        told: Sequence[Weighed],
        span: Interval,
        at: date,
    ) -> Finding:
        now = self.picture(at)
        contested = [
            one.place
            for one in finding.deciding[:1]
            if one.divided_prob >= 0.3 or 0.2 < one.held_prob < 0.6
        ]
        notes = tuple(f"contested:{place}" for place in contested)
        routes = [
            name
            for name, stops in self.theatre.routes.items()
            if finding.deciding and finding.deciding[0].place in stops
        ]
        ways = set(finding.ways)
        routes.sort(key=lambda name: -len(ways & set(self.theatre.routes[name])))
        opening = [w for w in told if w.log_odds < 0]
        return Finding(
            "corridor",
            at,
            1.0 - answer.prob,
            finding.basis,
            place=finding.place,
            route=routes[0]
            if routes and len(ways & set(self.theatre.routes[routes[0]])) > 1
            else None,
            by=answer.side,
            whose=answer.side,
            first=span.last,
            deciding=finding.deciding,
            population=finding.population,
            status="contested" if contested else "open",
            definition="corridor",
            reported_prob=None if answer.reported_prob is None else 1.0 - answer.reported_prob,
            low_prob=1.0 - answer.high_prob,
            high_prob=1.0 - answer.low_prob,
            error=answer.error,
            ways=self._way(now, answer),
            claims=tuple(dict.fromkeys(w.evidence.claim_id for w in opening)),
            notes=notes,
        )

    def of_route(self, route: Route, at: date) -> Finding | None:
        """One route on a day; None before anything is said of it."""
        days = self.followed_route(route, at)
        if not days:
            return None
        now = days[-1]
        first = now.day
        for one in reversed(days):
            if one.status != now.status:
                break
            first = one.day
        basis: Basis = "both"
        if now.reported_prob is None:
            basis = "graph"
        elif now.high_prob - now.low_prob > 1.0 - _DECISIVE:
            basis = "reported"
        notes = []
        cut_prob = self.definitions.route["cut_prob"]
        if now.reported_prob is not None and now.weakest:
            told = [w for w in route.weighed if w.day <= at and w.log_odds > 0 and w.day > first]
            if told and now.reported_prob >= 0.5 and now.high_prob <= cut_prob:
                notes.append(f"said_open_but_held:{now.weakest[0].place}")
            if now.reported_prob < 0.5 and now.low_prob >= self.definitions.route["open_prob"]:
                notes.append("said_cut_but_ground_held")
        return Finding(
            "supply_route",
            at,
            now.prob,
            basis,
            place=route.via,
            route=route.key,
            by=route.side,
            whose=route.side,
            first=first,
            deciding=now.weakest,
            status=now.status,
            definition="route",
            reported_prob=now.reported_prob,
            low_prob=now.low_prob,
            high_prob=now.high_prob,
            ways=tuple(
                dict.fromkeys(
                    stop for stop in (route.start, *route.stops, route.end) if stop is not None
                )
            ),
            claims=_claims(route.weighed, at),
            notes=tuple(notes),
        )

    def _unreported(self, at: date, found: Sequence[Finding], place: str | None) -> list[Finding]:
        """Places cut off by what is known of the ground, of which no report says so."""
        covered: set[int] = set()
        for subject in self.subjects():
            covered.update(self.control.members(subject.place))
        rows = []
        for pocket in pockets(self.picture(at), self.definitions):
            if covered & set(pocket.nodes):
                continue
            name = max(
                (self.control.nodes[v] for v in pocket.nodes),
                key=lambda one: (
                    self.control.population(one) or 0,
                    len(self.control.graph.neighbours(self.control.index[one])),
                    one,
                ),
            )
            if place is not None and not self._concerns(name, place):
                continue
            finding = self.of_place(name, at, pocket.side)
            if finding is not None and finding.prob >= 0.5:
                rows.append(finding)
        return rows


def _basis(answer: Encircled) -> Basis:
    if answer.reported_prob is None:
        return "graph"
    known = 1.0 - (answer.high_prob - answer.low_prob)
    return "both" if known >= _DECISIVE or _names_the_way(answer) else "reported"


def _names_the_way(answer: Encircled) -> bool:
    return bool(np.max(answer.influence, initial=0.0) >= 0.1)


def _disagreement(answer: Encircled, weighed: Sequence[Weighed], at: date) -> Iterable[str]:
    told = answer.reported_prob
    if told is not None and told >= 0.5 and answer.high_prob < 0.5:
        yield "said_besieged_but_way_open"
    if told is not None and told < 0.5 and answer.low_prob >= 0.5:
        yield "said_open_but_every_way_held"
    newest = _newest(weighed, at)
    signs = {w.log_odds > 0 for w in newest}
    if len(signs) == 2:
        yield "speakers_disagree"


def _newest(weighed: Sequence[Weighed], at: date, days: int = 7) -> list[Weighed]:
    """The weights of the last week in which anything was said, up to the day."""
    said = [w for w in weighed if w.day <= at]
    if not said:
        return []
    last = max(w.day for w in said)
    return [w for w in said if (last - w.day).days <= days and (at - last).days <= 2 * days]


def _claims(weighed: Sequence[Weighed], at: date) -> tuple[str, ...]:
    """Ids of the claims up to the day, the newest week first, then by weight."""
    said = sorted(
        (w for w in weighed if w.day <= at),
        key=lambda w: (-((w.day.toordinal()) // 7), -abs(w.log_odds)),
    )
    return tuple(dict.fromkeys(w.evidence.claim_id for w in said))[:12]


def _reported_intervals(days: Sequence[DayOfSiege], threshold: float) -> list[Interval]:
    found: list[Interval] = []
    start: date | None = None
    for one in days:
        if one.reported_prob >= threshold and start is None:
            start = one.day
        elif one.reported_prob < threshold and start is not None:
            found.append(Interval(start, one.day))
            start = None
    return [*found, Interval(start, None)] if start is not None else found


def people(findings: Iterable[Finding]) -> Mapping[str, int]:
    """People in the places that are encircled, by place; places without a figure are left out."""
    return {
        one.place: one.population
        for one in findings
        if one.kind == "encirclement"
        and one.status == "encircled"
        and one.place is not None
        and one.population is not None
    }
