"""From followed sieges and routes to findings: what holds on a day, since when, on what grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from contested.place.theatre import Theatre
from contested.situation.access import Lasted, ocha, siege_watch
from contested.situation.contradiction import contradiction
from contested.situation.control import Picture
from contested.situation.cuts import best_path
from contested.situation.encircle import (
    Encircled,
    besieged_members,
    deciding_places,
    encircled,
    holding_round,
)
from contested.situation.evidence import days_spoken_of
from contested.situation.finding import DISAGREE, Basis, Finding
from contested.situation.pockets import pockets
from contested.situation.reported import ROUTE_SIGN, SIEGE_SIGN, Weighed
from contested.situation.route import Route
from contested.situation.siege import DayOfSiege, Interval, Subject, intervals

if TYPE_CHECKING:
    from contested.situation.assess import Situation

_DECISIVE = 0.25
_LOOK_BACK = 40


def concerns(theatre: Theatre, subject: str, asked: str) -> bool:
    """Whether what is found of `subject` concerns the place asked about: it, or a part of it."""
    return subject == asked or asked in theatre.ancestors(subject)


def place_finding(
    situation: Situation, place: str, at: date, side: str | None = None
) -> Finding | None:
    """Encirclement of any place on a day, whether or not anybody speaks of a siege; None if
    nobody is believed to hold it."""
    now = situation.picture(at)
    holder = side or now.side_of(place)[0]
    if holder is None:
        return None
    members = besieged_members(now, place, holder)
    if not members.any():
        return None
    answer = encircled(now, members, holder, situation.definitions)
    return _encirclement(situation, place, answer, None, at, None, ())


def siege_findings(
    situation: Situation, subject: Subject, at: date, ended_after: date | None = None
) -> list[Finding]:
    """The encirclement, the definitions and the corridor of one siege; none once it is long over,
    but for one that ended after `ended_after`."""
    days = situation.followed(subject, at).days
    if not days:
        return []
    now = days[-1]
    threshold = situation.definitions.encirclement["threshold_prob"]
    spans = intervals(days, threshold, subject.weighed)
    remember = situation.definitions.encirclement["remember_days"]
    span = spans[-1] if spans else None
    over = span is None or (
        span.last is not None
        and (at - span.last).days > remember
        and (ended_after is None or span.last <= ended_after)
    )
    found: list[Finding] = []
    if now.answer is None:
        if span is None or over:
            return []
        finding = _groundless(situation, subject, now, at, span)
        if now.lost:
            return [finding]
        beside = _definitions(situation, subject, finding, now, at, days)
        if now.prob < threshold and span.last is not None and subject.side is not None:
            beside.append(_told_corridor(finding, subject, span, at))
        return [finding, *beside]
    finding = _encirclement(
        situation, subject.place, now.answer, subject.besieger, at, span, subject.weighed
    )
    finding = replace(finding, named=_named(subject, at))
    by_definition = _definitions(situation, subject, finding, now, at, days)
    # What some definition still lists is told of, ended or not.
    listed = now.prob >= threshold or not over or any(one.status != "no" for one in by_definition)
    if listed:
        found.append(finding)
    found += by_definition
    if listed and now.prob < threshold and span is not None:
        told = [one for one in subject.weighed if span.first <= one.day <= at]
        found.append(_corridor(situation, finding, now.answer, told, span, at))
    return found


def _groundless(
    situation: Situation, subject: Subject, now: DayOfSiege, at: date, span: Interval
) -> Finding:
    """A place that its side has lost, or of which only reports of the siege are known."""
    threshold = situation.definitions.encirclement["threshold_prob"]
    reported = "encircled" if now.prob >= threshold else "open"
    return Finding(
        "encirclement",
        at,
        now.prob,
        "graph" if now.lost else "reported",
        place=subject.place,
        by=subject.besieger,
        named=_named(subject, at),
        whose=subject.side,
        first=span.first,
        last=span.last,
        first_said=span.said,
        first_known=span.known,
        population=situation.control.population(subject.place),
        status="lost" if now.lost else reported,
        reported_prob=now.reported_prob,
        low_prob=0.0,
        high_prob=0.0 if now.lost else 1.0,
        claims=_claims(subject.weighed, at),
        notes=(DISAGREE,) if _contradicted(subject.weighed, SIEGE_SIGN, at) else (),
    )


def _encirclement(
    situation: Situation,
    place: str,
    answer: Encircled,
    besieger: str | None,
    at: date,
    span: Interval | None,
    weighed: Sequence[Weighed],
) -> Finding:
    now = situation.picture(at)
    threshold = situation.definitions.encirclement["threshold_prob"]
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
        first_said=span.said if span else None,
        first_known=span.known if span else True,
        deciding=deciding_places(now, answer),
        population=situation.control.population(place),
        status="encircled" if answer.prob >= threshold else "open",
        reported_prob=answer.reported_prob,
        low_prob=answer.low_prob,
        high_prob=answer.high_prob,
        error=answer.error,
        ways=_way(situation, now, answer),
        claims=_claims(weighed, at),
        notes=tuple(notes),
    )


def _way(situation: Situation, now: Picture, answer: Encircled) -> tuple[str, ...]:
    """The likeliest way out, as far as anything is known of it."""
    path, prob = best_path(situation.control.graph, answer.passable, answer.members, answer.targets)
    if prob < 0.05:
        return ()
    names = [situation.control.nodes[v] for v in path]
    known = [i for i, v in enumerate(path) if now.unknown[v] < 0.5]
    return tuple(names[: known[-1] + 1]) if known else ()


def _definitions(
    situation: Situation,
    subject: Subject,
    finding: Finding,
    now: DayOfSiege,
    at: date,
    days: Sequence[DayOfSiege],
) -> list[Finding]:
    """The definitions side by side: reported besieged, OCHA, Siege Watch."""
    listed = situation.definitions.reported["listed_prob"]
    spans = intervals(days, listed, subject.weighed, lambda one: one.reported_prob)
    span = spans[-1] if spans else None
    remember = situation.definitions.encirclement["remember_days"]
    recent = span is not None and (span.last is None or (at - span.last).days <= remember)
    shared: dict[str, Any] = {
        "place": subject.place,
        "by": subject.besieger,
        "named": _named(subject, at),
        "whose": subject.side,
        "population": finding.population,
        "deciding": finding.deciding,
        "reported_prob": now.reported_prob,
        "claims": finding.claims,
        "notes": (DISAGREE,) if finding.disputed else (),
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
                first_said=span.said,
                first_known=span.known,
                status="yes" if now.reported_prob >= listed else "no longer",
                definition="reported",
                low_prob=now.reported_prob,
                high_prob=now.reported_prob,
                **shared,
            )
        )
    current = finding.first is not None and finding.last is None
    length = (at - finding.first).days if finding.first else 0
    for rule in (ocha, siege_watch):
        lasted = Lasted(length, finding.first_known)
        verdict = rule(situation.access, subject.place, at, now.prob, lasted, situation.definitions)
        if verdict.status == "no" and not recent:
            continue
        found.append(
            Finding(
                "siege",
                at,
                now.prob,
                finding.basis,
                first=finding.first if current else None,
                first_said=finding.first_said if current else None,
                first_known=finding.first_known,
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
    situation: Situation,
    finding: Finding,
    answer: Encircled,
    told: Sequence[Weighed],
    span: Interval,
    at: date,
) -> Finding:
    now = situation.picture(at)
    contested = [
        one.place
        for one in finding.deciding[:1]
        if one.divided_prob >= 0.3 or 0.2 < one.held_prob < 0.6
    ]
    notes = (
        *(f"contested:{place}" for place in contested),
        *(note for note in finding.notes if note == DISAGREE),
    )
    routes = [
        name
        for name, stops in situation.theatre.routes.items()
        if finding.deciding and finding.deciding[0].place in stops
    ]
    ways = set(finding.ways)
    routes.sort(key=lambda name: -len(ways & set(situation.theatre.routes[name])))
    opening = [w for w in told if w.log_odds < 0]
    return Finding(
        "corridor",
        at,
        1.0 - answer.prob,
        finding.basis,
        place=finding.place,
        route=routes[0]
        if routes and len(ways & set(situation.theatre.routes[routes[0]])) > 1
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
        ways=_way(situation, now, answer),
        claims=tuple(dict.fromkeys(w.evidence.claim_id for w in opening)),
        notes=notes,
    )


def _told_corridor(finding: Finding, subject: Subject, span: Interval, at: date) -> Finding:
    """The way into a place of which reports alone tell that it is besieged no more."""
    opening = [w for w in subject.weighed if span.first <= w.day <= at and w.log_odds < 0]
    return replace(
        finding,
        kind="corridor",
        prob=1.0 - finding.prob,
        by=subject.side,
        named=(),
        first=span.last,
        last=None,
        first_said=None,
        first_known=True,
        status="open",
        definition="corridor",
        reported_prob=None if finding.reported_prob is None else 1.0 - finding.reported_prob,
        claims=tuple(dict.fromkeys(w.evidence.claim_id for w in opening)),
    )


def route_finding(situation: Situation, route: Route, at: date) -> Finding | None:
    """One route on a day; None before anything is said of it."""
    days = situation.followed_route(route, at)
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
    cut_prob = situation.definitions.route["cut_prob"]
    if now.reported_prob is not None and now.weakest:
        told = [w for w in route.weighed if w.day <= at and w.log_odds > 0 and w.day > first]
        if told and now.reported_prob >= 0.5 and now.high_prob <= cut_prob:
            notes.append(f"said_open_but_held:{now.weakest[0].place}")
        if now.reported_prob < 0.5 and now.low_prob >= situation.definitions.route["open_prob"]:
            notes.append("said_cut_but_ground_held")
    if _contradicted(route.weighed, ROUTE_SIGN, at):
        notes.append(DISAGREE)
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


def shut_in(route: Finding, around: Finding | None) -> Finding:
    """A route through a place is no likelier open than the place is not encircled."""
    if around is None or route.prob <= 1.0 - around.prob:
        return route
    return replace(
        route,
        prob=1.0 - around.prob,
        high_prob=min(route.high_prob, 1.0 - around.low_prob),
        low_prob=min(route.low_prob, 1.0 - around.prob),
        status="cut" if route.status == "cut" else "threatened",
        first=max(route.first or around.first or route.at, around.first or route.at),
        notes=tuple(dict.fromkeys((*route.notes, "said_open_but_encircled"))),
    )


def unreported(
    situation: Situation, at: date, found: Sequence[Finding], place: str | None
) -> list[Finding]:
    """Places cut off by what is known of the ground, of which no report says so."""
    covered: set[int] = set()
    for subject in situation.subjects():
        covered.update(situation.control.members(subject.place))
    rows = []
    for pocket in pockets(situation.picture(at), situation.definitions):
        if covered & set(pocket.nodes):
            continue
        name = max(
            (situation.control.nodes[v] for v in pocket.nodes),
            key=lambda one: (
                situation.control.population(one) or 0,
                len(situation.control.graph.neighbours(situation.control.index[one])),
                one,
            ),
        )
        if place is not None and not concerns(situation.theatre, name, place):
            continue
        finding = place_finding(situation, name, at, pocket.side)
        if finding is not None and finding.prob >= 0.5:
            rows.append(replace(finding, first=_since(situation, finding, at)))
    return rows


def _since(situation: Situation, finding: Finding, at: date) -> date:
    """The first of the days on which something was said since when it was found without a break;
    looks back over so many of them."""
    first = at
    days = days_spoken_of(
        situation.evidence, min((one.first for one in situation.evidence), default=at), at
    )
    for day in days[-2 : -_LOOK_BACK - 2 : -1]:
        before = place_finding(situation, finding.place or "", day, finding.whose)
        if before is None or before.prob < 0.5:
            break
        first = day
    return first


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
    if _contradicted(weighed, SIEGE_SIGN, at):
        yield DISAGREE


def _contradicted(weighed: Sequence[Weighed], signs: Mapping[str, int], at: date) -> bool:
    """Whether speakers contradict one another in the last week in which anything was said."""
    return contradiction((w.evidence for w in _newest(weighed, at)), signs) is not None


def _newest(weighed: Sequence[Weighed], at: date, days: int = 7) -> list[Weighed]:
    """The weights of the last week in which anything was said, up to the day."""
    said = [w for w in weighed if w.day <= at]
    if not said:
        return []
    last = max(min(w.last_day, at) for w in said)
    return [w for w in said if (last - w.last_day).days <= days and (at - last).days <= 2 * days]


def _named(subject: Subject, at: date) -> tuple[str, ...]:
    """Who on the besieging side was named by the day."""
    return tuple(actor for actor, first in subject.named if first <= at)


def _claims(weighed: Sequence[Weighed], at: date) -> tuple[str, ...]:
    """Ids of the claims up to the day, the newest week first, then by weight."""
    said = sorted(
        (w for w in weighed if w.day <= at),
        key=lambda w: (-((w.day.toordinal()) // 7), -abs(w.log_odds)),
    )
    return tuple(dict.fromkeys(w.evidence.claim_id for w in said))[:12]
