"""The control graph of a theatre, and who can move where on it on a day."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from contested.actor.actors import Actors
from contested.errors import NotFoundError
from contested.place.place import REGION_KINDS, ROUTE_KINDS, SETTLEMENT_KINDS
from contested.place.theatre import Theatre
from contested.situation.connection import Connections
from contested.situation.definitions import Definitions
from contested.situation.evidence import DIVIDED, UNKNOWN, PlaceProbs
from contested.situation.graph import BoolArray, FloatArray, Graph, IntArray

_BROAD_KINDS = frozenset({"country", "region", "province", "governorate", "countryside", "state"})
# Who holds a place or a part of it with so much in all is inside it.
_SURELY_IN = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Inheritance:
    """From which places nodes take what is unknown of them, and up to which share, in ranks.

    `places` and `settings` (names of shares in definitions.toml) are numbered by their order. Each
    rank has two arrays (n,) of such numbers, a place and a setting for each node; -1 is none.
    """

    places: tuple[str, ...]
    settings: tuple[str, ...]
    ranks: tuple[tuple[IntArray, IntArray], ...]


class ControlGraph:
    """The places of a theatre that one can stand on, joined where the pack has a link.

    Areas without links of their own and named routes are no nodes: an area stands for the nodes
    inside it, a route for those it runs through. `exits` are borders and places abroad.
    """

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        linked: dict[str, None] = {}
        pairs: list[tuple[str, str]] = [(link.a, link.b) for link in theatre.links]
        for stops in theatre.routes.values():
            pairs += itertools.pairwise(stops)
        pairs = [(a, b) for a, b in pairs if self._is_ground(a) and self._is_ground(b)]
        for a, b in pairs:
            linked[a] = linked[b] = None
        self.nodes: tuple[str, ...] = tuple(p for p in theatre.places if p in linked)
        self.index: Mapping[str, int] = {place: i for i, place in enumerate(self.nodes)}
        edges = [(self.index[a], self.index[b]) for a, b in pairs]
        self.graph = Graph.from_edges(len(self.nodes), edges)
        self.connections = Connections(self.graph)
        self.exits: BoolArray = np.array([self._is_exit(place) for place in self.nodes], dtype=bool)
        self._routes_through: dict[str, list[str]] = {}
        for route, stops in theatre.routes.items():
            for stop in stops[1:-1] if len(stops) > 2 else stops:
                self._routes_through.setdefault(stop, []).append(route)
        self._members: dict[str, tuple[int, ...]] = {}
        self._inheritance: Inheritance | None = None

    def _is_ground(self, place_id: str) -> bool:
        kind = self.theatre.places[place_id].kind
        return kind not in ROUTE_KINDS and kind not in _BROAD_KINDS

    def _is_exit(self, place_id: str) -> bool:
        place = self.theatre.places[place_id]
        abroad = place.country is not None and place.country not in self.theatre.countries
        return place.kind == "border" or abroad

    def members(self, place_id: str) -> tuple[int, ...]:
        """The nodes that a place stands for: its own and those of all its parts; for a route the
        nodes it runs through. Raises NotFoundError for a place of another theatre."""
        if place_id not in self.theatre.places:
            raise NotFoundError(f"{place_id!r} is no place of {self.theatre.title}")
        if place_id not in self._members:
            if place_id in self.theatre.routes:
                stops = self.theatre.routes[place_id]
                found = [self.index[stop] for stop in stops if stop in self.index]
            else:
                found, queue = [], [place_id]
                while queue:
                    one = queue.pop(0)
                    if one in self.index:
                        found.append(self.index[one])
                    queue.extend(self.theatre.children(one))
            self._members[place_id] = tuple(dict.fromkeys(found))
        return self._members[place_id]

    def routes_through(self, place_id: str) -> list[str]:
        """The named routes that run through a place, apart from its two ends."""
        return self._routes_through.get(place_id, [])

    def handed_down(self) -> list[tuple[list[str | None], list[str | None]]]:
        """From which place each node takes what its own belief leaves unknown: first the routes
        through it, then the areas it is part of, nearest first. One entry per rank: the place of
        each node (or None) and the setting that says up to which share."""
        found = [self._sources(place) for place in self.nodes]
        handed: list[tuple[list[str | None], list[str | None]]] = []
        for rank in range(max((len(rows) for rows in found), default=0)):
            picked = [rows[rank] if rank < len(rows) else (None, None) for rows in found]
            handed.append(([one for one, _ in picked], [key for _, key in picked]))
        return handed

    def inheritance(self) -> Inheritance:
        """The same by number, worked out once."""
        if self._inheritance is None:
            places: dict[str | None, int] = {None: -1}
            settings: dict[str | None, int] = {None: -1}
            ranks = []
            for areas, keys in self.handed_down():
                for known, given in ((places, areas), (settings, keys)):
                    for name in given:
                        known.setdefault(name, len(known) - 1)
                ranks.append(
                    (np.array([places[area] for area in areas], dtype=np.int64),
                     np.array([settings[key] for key in keys], dtype=np.int64))
                )  # fmt: skip
            self._inheritance = Inheritance(
                tuple(name for name in places if name is not None),
                tuple(name for name in settings if name is not None),
                tuple(ranks),
            )
        return self._inheritance

    def _sources(self, place: str) -> list[tuple[str | None, str | None]]:
        found: list[tuple[str | None, str | None]] = [
            (route, "inherit_from_route_prob") for route in self.routes_through(place)
        ]
        for area in self.theatre.ancestors(place):
            kind = self.theatre.places[area].kind
            broad = kind in _BROAD_KINDS or (kind in REGION_KINDS and kind != "district")
            halves = kind in SETTLEMENT_KINDS and any(
                self.theatre.places[part].kind in REGION_KINDS
                for part in self.theatre.children(area)
            )
            key = "split_city" if halves else "region" if broad else "area"
            found.append((area, f"inherit_from_{key}_prob"))
        return found

    def population(self, place_id: str) -> int | None:
        """The pack's figure for the place, else the sum over its parts, else None."""
        place = self.theatre.places[place_id]
        if place.population is not None:
            return place.population
        parts = [self.population(child) for child in self.theatre.children(place_id)]
        known = [part for part in parts if part is not None]
        return sum(known) if known else None

    def mask(self, nodes: tuple[int, ...] | list[int]) -> BoolArray:
        """A mask (n,) of these nodes."""
        found = np.zeros(len(self.nodes), dtype=np.bool_)
        found[list(nodes)] = True
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Who is believed to hold each node of a control graph on a day.

    `probs` (n, K + 2) has a column per holder of `holders`, then `divided`, then `unknown`; rows
    sum to 1. `spoken` (n,) marks the nodes of which more than half is known by their own evidence,
    `spoken_itself` (n,) those with any evidence of their own, not only that of an area or route.
    """

    control: ControlGraph
    day: date
    holders: tuple[str, ...]
    probs: FloatArray
    spoken: BoolArray
    spoken_itself: BoolArray
    areas: Mapping[str, Mapping[str, float]]
    actors: Actors
    _sides: dict[str, FloatArray] = field(default_factory=dict)

    @property
    def divided(self) -> FloatArray:
        """P(divided), (n,)."""
        return np.asarray(self.probs[:, -2])

    @property
    def unknown(self) -> FloatArray:
        """P(unknown), (n,)."""
        return np.asarray(self.probs[:, -1])

    def held_by(self, side: str) -> FloatArray:
        """P(held by the side or an ally of it), (n,)."""
        if side not in self._sides:
            friends = [i for i, h in enumerate(self.holders) if self.are_allied(side, h)]
            self._sides[side] = np.asarray(self.probs[:, friends].sum(axis=1))
        return self._sides[side]

    def held_by_others(self, side: str) -> FloatArray:
        """P(held by somebody who is no ally of the side), (n,)."""
        return np.asarray(self.probs[:, :-2].sum(axis=1) - self.held_by(side))

    def are_allied(self, a: str, b: str) -> bool:
        """Whether the two fight on one side on this day; unknown names only with themselves."""
        if a == b:
            return True
        if a not in self.actors or b not in self.actors:
            return False
        return self.actors.allied(a, b, self.day)

    def is_lost(self, place_id: str, side: str) -> bool:
        """Whether the place as a whole, or the city it is part of, is known to be held by others
        than the side, and the place not by the side."""
        own = self.areas.get(place_id, {})
        if self._share(own, side, ours=True) >= 0.5:
            return False
        rows = [own]
        for area in self.control.theatre.ancestors(place_id):
            if self.control.theatre.places[area].kind in SETTLEMENT_KINDS:
                rows.append(self.areas.get(area, {}))
        return any(self._is_others(row, side) for row in rows)

    def is_others(self, place_id: str, side: str) -> bool:
        """Whether the place itself is likelier than not held by others than the side, whoever."""
        return self._is_others(self.areas.get(place_id, {}), side)

    def _is_others(self, row: Mapping[str, float], side: str) -> bool:
        """Whether others hold a place likelier than not, or are surely in it and likelier hold all
        of it than a part."""
        others, divided = self._share(row, side, ours=False), row.get(DIVIDED, 0.0)
        return others >= 0.5 or (others > divided and others + divided >= _SURELY_IN)

    def _share(self, row: Mapping[str, float], side: str, ours: bool) -> float:
        return sum(
            prob
            for holder, prob in row.items()
            if holder not in (DIVIDED, UNKNOWN) and self.are_allied(side, holder) == ours
        )

    def side_of(self, place_id: str) -> tuple[str | None, float]:
        """The most probable holder of a place, as the leader of its side, and its probability."""
        row = self.areas.get(place_id)
        if row is None and place_id in self.control.index:
            values = self.probs[self.control.index[place_id]]
            row = dict(zip(self.holders, values[:-2].tolist(), strict=True))
        if row is None:
            members = self.control.members(place_id)
            if not members:
                return None, 0.0
            mean = self.probs[list(members)].mean(axis=0)
            row = dict(zip(self.holders, mean[:-2].tolist(), strict=True))
        best: dict[str, float] = {}
        for holder, prob in row.items():
            if holder not in (DIVIDED, UNKNOWN):
                best[holder] = best.get(holder, 0.0) + prob
        if not best or max(best.values()) <= 0:
            return None, 0.0
        side = max(best, key=lambda one: best[one])
        return side, best[side]

    def replaced(self, changes: Mapping[str, str]) -> Picture:
        """The same picture with places given to holders for certain ("what if")."""
        holders = list(self.holders)
        for holder in changes.values():
            if holder not in holders and holder not in (DIVIDED, UNKNOWN):
                holders.append(holder)
        probs = np.zeros((len(self.probs), len(holders) + 2))
        probs[:, : len(self.holders)] = self.probs[:, :-2]
        probs[:, -2:] = self.probs[:, -2:]
        spoken, itself = self.spoken.copy(), self.spoken_itself.copy()
        areas = dict(self.areas)
        columns = {**{h: i for i, h in enumerate(holders)}, DIVIDED: -2, UNKNOWN: -1}
        for place_id, holder in changes.items():
            for node in self.control.members(place_id):
                probs[node] = 0.0
                probs[node, columns[holder]] = 1.0
                spoken[node] = True
            if place_id in self.control.index:
                itself[self.control.index[place_id]] = True
            areas[place_id] = {holder: 1.0}
        return Picture(
            self.control, self.day, tuple(holders), probs, spoken, itself, areas, self.actors
        )


def picture(
    control: ControlGraph,
    day: date,
    beliefs: PlaceProbs,
    actors: Actors,
    definitions: Definitions,
) -> Picture:
    """Lay the beliefs of a day on the graph.

    Holders become the ids of the actors that lead their sides. What a place's own belief leaves
    unknown is filled by the route it lies on, then by the areas it is part of, nearest first,
    each up to the share that `definitions.toml` allows; an area's `divided` is not handed down.
    """
    leaders = {DIVIDED: DIVIDED, UNKNOWN: UNKNOWN}
    rows = {place: _by_side(row, day, actors, leaders) for place, row in beliefs.items()}
    holders = tuple(sorted({h for row in rows.values() for h in row} - {DIVIDED, UNKNOWN}))
    columns = {**{h: i for i, h in enumerate(holders)}, DIVIDED: -2, UNKNOWN: -1}
    settings = definitions.encirclement
    table = np.zeros((len(rows) + 1, len(holders) + 2))
    number = {place: i for i, place in enumerate(rows)}
    for place, row in rows.items():
        vector = table[number[place]]
        for holder, prob in row.items():
            vector[columns[holder]] += prob
    # All places at once: there may be thousands of days.
    total = table[:, :-1].sum(axis=1)
    over = total > 1.0
    table[over] /= total[over, None]
    table[:, -1] = np.maximum(0.0, 1.0 - table[:, :-1].sum(axis=1))
    own = np.array([number.get(place, len(rows)) for place in control.nodes], dtype=np.int64)
    probs = table[own]
    spoken = probs[:, -1] < 0.5
    spoken_itself = own < len(rows)
    handed = control.inheritance()
    # the last of each stands for none: -1
    row_of = np.array([*(number.get(one, len(rows)) for one in handed.places), len(rows)])
    share_of = np.array([*(settings[key] for key in handed.settings), 0.0])
    for sources, keys in handed.ranks:
        free = probs[:, -1]
        given = (share_of[keys] * free)[:, None] * table[row_of[sources]][:, :-2]
        probs[:, :-2] += given
        probs[:, -1] = free - given.sum(axis=1)
    states = (*holders, DIVIDED, UNKNOWN)
    # Behind the last place stands the row for none.
    areas = {
        place: dict(zip(states, row, strict=True))
        for place, row in zip(number, table.tolist(), strict=False)
    }
    return Picture(control, day, holders, probs, spoken, spoken_itself, areas, actors)


def _by_side(
    row: Mapping[str, float], day: date, actors: Actors, known: dict[str, str]
) -> dict[str, float]:
    found: dict[str, float] = {}
    for holder, prob in row.items():
        if holder not in known:
            try:
                actor = actors.find(holder)
                known[holder] = actors.side_of(actor.id, day) or actor.id
            except NotFoundError:
                known[holder] = holder
        name = known[holder]
        found[name] = found.get(name, 0.0) + float(prob)
    return found
