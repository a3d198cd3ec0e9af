"""Whether a set of places is cut off from its side's territory and from every border, on a day.

Three things are known: who holds some of the places around (with probabilities), what reports say
of a siege, and nothing at all about the rest. The graph therefore gives two bounds, one with every
unknown place open (`low_prob` of being cut off) and one with every unknown place shut
(`high_prob`); where it leaves the answer open, the reports decide, and fresh reports also bear
on what the graph believes. With r reported, q the prior, f how fresh (1 today, falling to 0):

    cut    = low (r / q)^f + (high - low) r
    joined = (1 - high) ((1 - r) / (1 - q))^f + (high - low) (1 - r)
    prob   = cut / (cut + joined)

which is low + (high - low) r for old reports and Bayes' rule for those of the day.

A report of a siege also closes the ring: the places next to the besieged ones count as shut as far
as they are unknown, for as long as nothing else is said of them. The two cases, ring closed or
not, are weighed by how likely the ring was, and by whether it leaves room for what is reported now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from contested.situation.connection import Connection, connect
from contested.situation.control import Picture
from contested.situation.cuts import best_path, cut_vertices, joined, minimum_cuts
from contested.situation.definitions import Definitions
from contested.situation.graph import BoolArray, FloatArray
from contested.situation.sampling import components

_HELD = 0.5
_MOST_DECIDING = 6
_MOST_IN_CUT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """The places round a besieged set and its outworks, on the last day it was believed besieged:
    closed then, and since, but for what is known to have changed hands."""

    day: date
    nodes: BoolArray


@dataclass(frozen=True, slots=True)
class Deciding:
    """A place on which the answer turns.

    `influence` is how much the probability of being cut off (of a route: of being open) changes if
    the side holds it for certain, against if it certainly does not. `joint_influence` is the same
    for all places of a cut, or of a way out, together; it is 0 for a place that is in none.
    """

    place: str
    influence: float
    held_prob: float
    divided_prob: float
    joint_influence: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Encircled:
    """The answer for one set on one day.

    `prob` lies between the graph's bounds `low_prob` and `high_prob`; `free_low_prob` and
    `free_high_prob` are the bounds without the ring. `reported_prob` is None if nobody spoke.
    `error` is the standard error of sampling.
    """

    day: date
    side: str
    members: BoolArray
    prob: float
    low_prob: float
    high_prob: float
    free_low_prob: float
    free_high_prob: float
    reported_prob: float | None
    ring_prob: float
    error: float
    method: str
    influence: FloatArray
    passable: FloatArray
    targets: BoolArray
    ring: Ring | None
    ring_prior_prob: float
    freshness: float = 0.0


def ring_of(picture: Picture, members: BoolArray, side: str, steps: int) -> Ring:
    """The ring round the members and what their side holds within `steps` of them."""
    graph = picture.control.graph
    inner = members.copy()
    held = picture.held_by(side) >= _HELD
    for _ in range(steps):
        grown = inner.copy()
        for v in np.flatnonzero(inner):
            near = graph.neighbours(int(v))
            grown[near[held[near]]] = True
        inner = grown
    around = np.zeros(graph.n, dtype=np.bool_)
    for v in np.flatnonzero(inner):
        around[graph.neighbours(int(v))] = True
    return Ring(picture.day, around & ~inner)


def besieged_members(picture: Picture, place_id: str, side: str) -> BoolArray:
    """The nodes of the place that are not known to be held by somebody else."""
    mask = picture.control.mask(picture.control.members(place_id))
    return np.asarray(mask & (picture.held_by_others(side) < _HELD))


def encircled(
    picture: Picture,
    members: BoolArray,
    side: str,
    definitions: Definitions,
    *,
    reported_prob: float | None = None,
    ring: Ring | None = None,
    ring_prob: float = 0.0,
    freshness: float = 0.0,
    supposing: Encircled | None = None,
) -> Encircled:
    """P(members cut off from their side's territory and every border) on the picture's day.

    `reported_prob` is what reports make of "besieged" (None: nobody spoke of it); `ring_prob` how
    likely the ring was closed when it was last reported, aged; `freshness` falls from 1 (reports of
    the day) to 0. `supposing` is the answer for the
    map as it is, if this one is only supposed: the ring then keeps its weight, and the reports are
    conditioned on, see `_supposed`.
    """
    settings = definitions.encirclement
    graph, exits = picture.control.graph, picture.control.exits
    through = settings["divided_passable_prob"]
    if reported_prob is not None:
        through = min(max(1.0 - reported_prob, 0.05), 0.95)
    held = picture.held_by(side)
    shut = held + through * picture.divided
    open_all = np.minimum(shut + picture.unknown, 1.0)
    for values in (shut, open_all):
        values[members] = 1.0
        values[exits] = 1.0
    closed = np.zeros(graph.n, dtype=np.bool_)
    if ring is not None:
        closed = ring.nodes & ~members & ~exits
    shut_in = closed & (shut < _HELD) if ring_prob > _HELD else None
    fewest = settings["territory_places"]
    targets = exits | heartland(picture, members, side, shut_in, fewest)
    targets &= ~members | exits
    with_ring = np.where(closed, shut, open_all)
    connect = picture.control.connections.connect
    high = connect(shut, members, targets)
    free = connect(open_all, members, targets)
    tight = connect(with_ring, members, targets) if closed.any() else free
    told = definitions.reported["prior_prob"] if reported_prob is None else reported_prob
    weight = _ring_weight(ring_prob if closed.any() else 0.0, told, tight.prob, free.prob)
    if supposing is not None:
        weight = supposing.ring_prob
    low_prob = weight * (1.0 - tight.prob) + (1.0 - weight) * (1.0 - free.prob)
    high_prob = max(1.0 - high.prob, low_prob)
    prior = definitions.reported["prior_prob"]
    prob = _fused(low_prob, high_prob, told, prior, freshness)
    if supposing is not None:
        prob = _supposed(supposing, low_prob)
    influence = (1.0 - told) * (weight * tight.influence + (1.0 - weight) * free.influence)
    influence = influence + told * high.influence
    parts: Sequence[Connection] = (high, free, tight)
    return Encircled(
        picture.day,
        side,
        members,
        prob,
        low_prob,
        high_prob,
        1.0 - free.prob,
        max(1.0 - high.prob, 1.0 - free.prob),
        reported_prob,
        weight,
        max(part.error for part in parts),
        "sampled" if any(part.method == "sampled" for part in parts) else "exact",
        influence,
        with_ring if weight >= _HELD else open_all,
        targets,
        ring,
        ring_prob,
        freshness,
    )


def _fused(low: float, high: float, told: float, prior: float, freshness: float) -> float:
    """The formula at the head of this file."""
    cut = low * (told / prior) ** freshness + (high - low) * told
    joined = (1.0 - high) * ((1.0 - told) / (1.0 - prior)) ** freshness
    joined += (high - low) * (1.0 - told)
    return cut / (cut + joined) if cut + joined > 0 else told


def _supposed(before: Encircled, low_prob: float) -> float:
    """P(cut off) on a supposed map, given what reports say of the map as it is.

    Gaining a place can only join: who would be cut off then is cut off now, so that P(then | now)
    = low' / low. Losing one can only cut off: P(joined then | joined now) = (1 - low') / (1 - low).
    """
    low = before.low_prob
    if low_prob <= low:
        return before.prob * (low_prob / low if low > 1e-9 else 1.0)
    return 1.0 - (1.0 - before.prob) * (1.0 - low_prob) / max(1.0 - low, 1e-9)


def _ring_weight(ring: float, told: float, tight: float, free: float) -> float:
    """P(ring still closed | what is reported now): a ring that leaves no way is unlikely where a
    way is reported. The likelihood of "open" is the share of a way that the case leaves."""
    room = told + (1.0 - told) * (tight / free if free > 0 else 1.0)
    scaled = ring * room
    return scaled / (scaled + (1.0 - ring)) if ring < 1.0 else 1.0


def heartland(
    picture: Picture, members: BoolArray, side: str, closed: BoolArray | None, fewest: int
) -> BoolArray:
    """What the side holds beyond: the nodes it probably holds that are not shut in themselves.

    Pieces are joined over every node that nobody else is known to hold; a piece counts if it has
    an exit or at least `fewest` nodes of the side.
    """
    control = picture.control
    ours = (picture.held_by(side) >= _HELD) & ~members
    walkable = (picture.held_by_others(side) < _HELD) & ~members & ~control.exits
    if closed is not None:
        walkable &= ~closed
    label = components(control.graph, walkable)
    counts: dict[int, int] = {}
    for piece in label[ours & walkable].tolist():
        counts[piece] = counts.get(piece, 0) + 1
    good = set()
    for v in np.flatnonzero(control.exits):
        near = control.graph.neighbours(int(v))
        good.update(label[near[walkable[near]]].tolist())
    good.update(piece for piece, count in counts.items() if count >= fewest)
    return np.asarray(ours & walkable & np.isin(label, list(good)))


def deciding_places(picture: Picture, answer: Encircled) -> tuple[Deciding, ...]:
    """The places that decide the answer, those with most influence first.

    Open: the smallest cuts of the ways that are open. Cut off: the places on the likeliest way out
    that would have to be gained. Beside them every place with an influence of at least 0.1.
    """
    graph = picture.control.graph
    members, targets = answer.members, answer.targets
    likely = (answer.passable >= _HELD) | members
    found: dict[int, int | None] = {}
    if joined(graph, likely, members, targets):
        for v in cut_vertices(graph, likely, members, targets):
            found[v] = None
        if not found:
            cuts = minimum_cuts(graph, likely, members, targets, ~members & ~picture.control.exits)
            if cuts is not None and len(cuts[0]) <= _MOST_IN_CUT:
                for v in sorted(cuts[0]):
                    found[v] = None
    else:
        path, _ = best_path(graph, np.maximum(answer.passable, 0.01), members, targets)
        lost = [v for v in path if not likely[v] and not targets[v]]
        if len(lost) <= _MOST_IN_CUT:
            found.update(dict.fromkeys(lost, None))
    known = ~members & ~picture.control.exits
    together = [v for v in found if picture.unknown[v] < _HELD]
    joint = _influence(picture, answer, together) if together else 0.0
    for v in np.flatnonzero((answer.influence >= 0.1) & known).tolist():
        found.setdefault(v)
    rows = [
        Deciding(
            picture.control.nodes[v],
            round(_influence(picture, answer, [v]), 4),
            float(picture.held_by(answer.side)[v]),
            float(picture.divided[v]),
            round(joint, 4) if v in together else 0.0,
        )
        for v in found
        # Nothing turns on a place of which nothing is known, and a part goes with its whole.
        if picture.unknown[v] < _HELD and not _goes_with_whole(picture, v, found)
    ]
    rows.sort(key=lambda one: (-max(one.influence, one.joint_influence), one.place))
    return tuple(rows[:_MOST_DECIDING])


def _goes_with_whole(picture: Picture, node: int, found: Iterable[int]) -> bool:
    names = {picture.control.nodes[v] for v in found}
    areas = picture.control.theatre.ancestors(picture.control.nodes[node])
    return not picture.spoken_itself[node] and not names.isdisjoint(areas)


def _influence(picture: Picture, answer: Encircled, nodes: list[int]) -> float:
    if len(nodes) == 1 and answer.influence[nodes[0]] > 0:
        return float(answer.influence[nodes[0]])
    told = 0.5 if answer.reported_prob is None else answer.reported_prob
    p = answer.passable.copy()
    graph = picture.control.graph
    p[nodes] = 1.0
    up = connect(graph, p, answer.members, answer.targets).prob
    p[nodes] = 0.0
    return (1.0 - told) * (up - connect(graph, p, answer.members, answer.targets).prob)


def holding_round(picture: Picture, answer: Encircled) -> list[tuple[str, float]]:
    """Who holds what lies round the members, as (side, share of the known), most first."""
    graph = picture.control.graph
    inner = answer.members | (
        (picture.held_by(answer.side) >= _HELD) & _near(picture, answer.members)
    )
    around = np.zeros(graph.n, dtype=np.bool_)
    for v in np.flatnonzero(inner):
        around[graph.neighbours(int(v))] = True
    around &= ~inner
    sums: dict[str, float] = {}
    for column, holder in enumerate(picture.holders):
        if not picture.are_allied(answer.side, holder):
            sums[holder] = float(picture.probs[around, column].sum())
    total = sum(sums.values())
    if total <= 0:
        return []
    shares = [(side, value / total) for side, value in sums.items() if value / total >= 0.15]
    return sorted(shares, key=lambda one: -one[1])


def _near(picture: Picture, members: BoolArray) -> BoolArray:
    near = members.copy()
    for v in np.flatnonzero(members):
        near[picture.control.graph.neighbours(int(v))] = True
    return near
