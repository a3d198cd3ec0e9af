"""Supply routes: whose they are, which places they run through, whether they are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from contested.actor.actors import Actors
from contested.situation.control import ControlGraph, Picture
from contested.situation.cuts import best_path
from contested.situation.definitions import Definitions
from contested.situation.encircle import Deciding
from contested.situation.evidence import BEARINGS, ROUTE_PREDICATES, Evidence, cuts, days_spoken_of
from contested.situation.reported import ROUTE_SIGN, Weighed, filtered_probs, route_chain, weigh
from contested.situation.siege import Subject, side_of

# A road and a siege are told of together if no more than so many days lie between them.
_ABOUT_DAYS = 14

_POWERS = {name: one.route_power for name, one in BEARINGS.items() if one.route}


@dataclass(frozen=True, slots=True)
class Route:
    """A route that a side uses: a named route of the pack (`route`), or from `start` to `end`
    through `via`. `stops` are the places it runs through, in order."""

    route: str | None
    via: str | None
    start: str | None
    end: str | None
    side: str | None
    stops: tuple[str, ...]
    weighed: tuple[Weighed, ...]

    @property
    def key(self) -> str:
        """The pack's route, else the place it runs through."""
        return self.route or self.via or ""


@dataclass(frozen=True, slots=True)
class DayOfRoute:
    """One day of a route. `weakest` is the place that decides; `low_prob` and `high_prob` bound
    what the graph knows of the ground being passable."""

    day: date
    prob: float
    low_prob: float
    high_prob: float
    reported_prob: float | None
    status: str
    weakest: tuple[Deciding, ...]


def find_routes(
    control: ControlGraph,
    evidence: Sequence[Evidence],
    actors: Actors,
    definitions: Definitions,
    picture_on: Callable[[date], Picture],
    sieges: Sequence[Subject] = (),
) -> list[Route]:
    """Every route that the claims speak of, with the side that uses it and their weights.

    Where no report says whose a named road is, it is theirs who are besieged where it begins or
    ends by whoever cut it or his side, else whose that held most of it the day before it was cut.
    """
    drafts: dict[tuple[str, str | None], Route] = {}
    spoken = [one for one in evidence if one.predicate in ROUTE_PREDICATES and one.place]
    order = {name: place for place, name in enumerate(BEARINGS)}

    def rank(one: Evidence) -> tuple[bool, int, date]:
        nameless = one.actor is None  # after whoever is named as user or as the one who cut it
        return nameless, order[one.predicate], one.published

    for one in sorted(spoken, key=rank):
        if one.factuality in ("intended", "possible"):
            continue
        user = one.target if cuts(one.predicate) else one.actor
        side = side_of(user, one.first, actors)
        draft = _draft(control, one, side)
        if draft is None:
            continue
        known = [key for key in drafts if key[0] == draft.key]
        if known and (side is None or cuts(one.predicate)):
            continue  # what is said of a road belongs to a route already known to be somebody's
        if one.predicate == "opens_route" and draft.route is None:
            continue
        if side is None:
            before = picture_on(one.first - timedelta(days=1))
            cutter = one.actor if cuts(one.predicate) else None
            if draft.route is not None:
                side = _shut_in(draft, sieges, cutter, one.first, control, actors)
                side = side or _holder(before, draft, cutter)
        if side is not None:
            drafts.setdefault((draft.key, side), replace(draft, side=side))
    found = []
    for draft in _merged(list(drafts.values())):
        claims = [
            _as_it_was(one, draft, evidence, actors)
            for one in spoken
            if _is_about(one, draft, control, actors)
        ]
        weighed = weigh(
            claims, ROUTE_SIGN, draft.side, _cutter(claims), actors, definitions, _POWERS
        )
        found.append(
            Route(
                draft.route,
                draft.via,
                draft.start,
                draft.end,
                draft.side,
                draft.stops,
                tuple(weighed),
            )
        )
    return found


def _shut_in(
    route: Route,
    sieges: Sequence[Subject],
    cutter: str | None,
    day: date,
    control: ControlGraph,
    actors: Actors,
) -> str | None:
    """Who is besieged, about that day, by whoever cut a road that leads there: theirs it was."""
    for siege in sieges:
        if siege.side is None or siege.besieger is None:
            continue
        near = any(abs((w.day - day).days) <= _ABOUT_DAYS for w in siege.weighed)
        if not actors.beside(cutter, siege.besieger, day):
            continue
        within = set(control.members(siege.place))
        ends = [v for v in map(control.index.get, route.stops) if v is not None]
        beside = {int(n) for v in within for n in control.graph.neighbours(v)}
        if near and ends and (within | beside) & {ends[0], ends[-1]}:
            return siege.side
    return None


def _holder(picture: Picture, route: Route, cutter: str | None) -> str | None:
    """Who held most of what is known of a route, but for the one who cut it."""
    shares = {
        holder: sum(
            float(picture.held_by(holder)[picture.control.index[stop]])
            for stop in route.stops
            if stop in picture.control.index
        )
        for holder in picture.holders
        if cutter is None or not picture.are_allied(cutter, holder)
    }
    best = max(shares, key=lambda holder: shares[holder], default=None)
    return best if best is not None and shares[best] >= 0.5 else None


def _merged(drafts: list[Route]) -> list[Route]:
    """Leave out what is only a place on a named route of the same side."""
    named = [one for one in drafts if one.route is not None]
    return [
        one
        for one in drafts
        if one.route is not None
        or not any(one.side == other.side and one.via in other.stops for other in named)
    ]


def _as_it_was(
    one: Evidence, route: Route, evidence: Sequence[Evidence], actors: Actors
) -> Evidence:
    """A report that tells of a route, and that it was cut, tells of it as it was the day before."""
    if one.predicate != "supply_route" or one.dated:
        return one
    for other in evidence:
        if other.report_id != one.report_id or other.factuality != "actual":
            continue
        taken = other.predicate == "captures" and other.place in (one.place, *route.stops)
        cut = cuts(other.predicate) and other.place in (one.place, route.key)
        if not (taken or cut) or other.actor is None or (route.side or "") not in actors:
            continue
        if not actors.beside(other.actor, route.side, other.first):
            return replace(one, first=other.first - timedelta(days=1))
    return one


def _cutter(claims: Sequence[Evidence]) -> str | None:
    return next((c.actor for c in claims if cuts(c.predicate) and c.actor), None)


def _draft(control: ControlGraph, one: Evidence, side: str | None) -> Route | None:
    place = one.place
    if place is None or place not in control.theatre.places:
        return None
    start, end = one.route_from, one.route_to
    if place in control.theatre.routes:
        return Route(place, None, start, end, side, control.theatre.routes[place], ())
    named = _named_route(control, place, start, end)
    if named is not None:
        return Route(named, place, start, end, side, control.theatre.routes[named], ())
    if not control.members(place):
        return None
    stops = _walk(control, start, place, end)
    return Route(None, place, start, end, side, stops, ())


def _named_route(control: ControlGraph, via: str, start: str | None, end: str | None) -> str | None:
    """The shortest named route that runs through all that is said of it; without both ends the
    one route through the place that is named after it."""
    if start is None or end is None:
        name = control.theatre.places[via].name
        namesakes = [
            route
            for route, stops in control.theatre.routes.items()
            if via in stops[1:-1]
            and name in control.theatre.places[route].name
            and {start, end} - {None} <= set(stops)
        ]
        return namesakes[0] if len(namesakes) == 1 else None
    fitting = []
    for route, stops in control.theatre.routes.items():
        covered = set(stops)
        for stop in stops:
            covered.update(control.theatre.ancestors(stop))
        if {via, start, end} <= covered:
            fitting.append((len(stops), route))
    return min(fitting)[1] if fitting else None


def _walk(control: ControlGraph, start: str | None, via: str, end: str | None) -> tuple[str, ...]:
    """The way with the fewest places from `start` through `via` to `end`; areas only as ends."""
    legs = [place for place in (start, via, end) if place is not None and control.members(place)]
    anywhere = np.ones(len(control.nodes))
    anywhere[control.exits] = 0.0
    here = (control.index[via],) if via in control.index else control.members(via)
    stops: list[int] = [here[0]] if len(here) == 1 else []
    if len(here) == 1:
        for place in legs:
            if place == via:
                continue
            target = control.mask(control.members(place))
            free = np.where(target, 1.0, anywhere)
            path, _ = best_path(control.graph, free, control.mask(here), target)
            stops = path[:0:-1] + stops if place == start else stops + path[1:]
    return tuple(control.nodes[v] for v in stops)


def _is_about(one: Evidence, route: Route, control: ControlGraph, actors: Actors) -> bool:
    same = one.place == route.key or (route.via is not None and one.place == route.via)
    if not same and route.route is not None and one.place in route.stops[1:-1]:
        same = True  # what is said of a place on the way is said of the way
    if not same:
        return False
    # A side that calls a road open, for nobody in particular, speaks of its own use of it.
    user = one.actor
    if user is None and not cuts(one.predicate) and one.speaker in actors:
        user = actors.side_of(one.speaker, one.first)
    if user is None or route.side is None or user not in actors:
        return True
    if route.side not in actors:
        return user == route.side
    ours = actors.allied(user, route.side, one.first)
    return not ours if cuts(one.predicate) else ours


def route_on(
    route: Route, picture: Picture, reported: float | None, definitions: Definitions
) -> DayOfRoute:
    """The route on one day. It is as open as its weakest place, and no more than reports allow.

    A place counts as passable if the side or an ally holds it, half if it is divided; what is not
    known of the places leaves bounds, within which the reports decide.
    """
    settings = definitions.route
    through = definitions.encirclement["divided_passable_prob"]
    low, high = 1.0, 1.0
    rows: list[tuple[float, float, int]] = []
    for stop in route.stops:
        v = picture.control.index.get(stop)
        if v is None or picture.control.exits[v] or route.side is None:
            continue
        sure = float(picture.held_by(route.side)[v] + through * picture.divided[v])
        hope = min(1.0, sure + float(picture.unknown[v]))
        rows.append((hope, sure, v))
        low, high = min(low, sure), min(high, hope)
    if not rows:
        low, high = 0.0, 1.0
    told = settings["prior_prob"] if reported is None else reported
    prob = low + (high - low) * told
    if reported is not None and reported < settings["prior_prob"]:
        prob = min(prob, reported)
    rows.sort()
    weakest = tuple(
        Deciding(
            picture.control.nodes[v],
            1.0 if i == 0 else 0.0,
            float(picture.held_by(route.side)[v]) if route.side else 0.0,
            float(picture.divided[v]),
        )
        for i, (hope, _, v) in enumerate(rows)
        if hope < settings["open_prob"]
    )[:4]
    if not weakest and route.via is not None and route.via in picture.control.index:
        v = picture.control.index[route.via]
        held = float(picture.held_by(route.side)[v]) if route.side else 0.0
        weakest = (Deciding(route.via, 1.0, held, float(picture.divided[v])),)
    divided = any(float(picture.divided[v]) >= 0.3 for _, _, v in rows)
    if reported is None and high - low > 0.9:
        status = "not known"
    elif prob <= settings["cut_prob"]:
        status = "cut"
    elif prob >= settings["open_prob"] and not divided:
        status = "open"
    else:
        status = "threatened"
    return DayOfRoute(picture.day, prob, low, high, reported, status, weakest)


def follow_route(
    route: Route,
    until: date,
    picture_on: Callable[[date], Picture],
    evidence: Sequence[Evidence],
    definitions: Definitions,
) -> list[DayOfRoute]:
    """The route on every day on which something was said, from its first claim to `until`."""
    first = min((one.day for one in route.weighed), default=until)
    if first > until:
        return []
    days = days_spoken_of(evidence, first, until)
    told = filtered_probs(route.weighed, days, route_chain(definitions))
    return [
        route_on(route, picture_on(day), prob, definitions)
        for day, prob in zip(days, told, strict=True)
    ]
