"""One connection probability on a large graph: what is certain is settled first, the rest exactly
where it is narrow enough, by sampling otherwise."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

import numpy as np

from contested.situation.cuts import joined
from contested.situation.graph import BoolArray, FloatArray, Graph, IntArray
from contested.situation.reliability import WidthError, compile_diagram
from contested.situation.sampling import components, joined_prob

Method = Literal["certain", "exact", "sampled"]
_CERTAIN = 1e-9
_EXACT_STATES = 30_000
_SAMPLES = 4096
_CONNECTIONS_KEPT = 3000


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """P(sources and targets joined), its standard error (0 if exact), and influence (n,).

    The influence of a node is P(joined | up) - P(joined | down); it is 0 for nodes that are
    certain.
    """

    prob: float
    error: float
    influence: FloatArray
    method: Method


class Connections:
    """`connect` on one graph with its latest answers kept: the days of a siege that were worked out
    for one question are asked for again by the next. Not for several threads at once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kept: OrderedDict[bytes, Connection] = OrderedDict()

    def connect(self, p: FloatArray, sources: BoolArray, targets: BoolArray) -> Connection:
        """`connect` with the graph given."""
        digest = hashlib.blake2b(p.tobytes())
        digest.update(np.packbits([sources, targets]).tobytes())
        key = digest.digest()
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = connect(self._graph, p, sources, targets)
            if len(self._kept) > _CONNECTIONS_KEPT:
                self._kept.popitem(last=False)
        return found


def connect(
    graph: Graph,
    p: FloatArray,
    sources: BoolArray,
    targets: BoolArray,
    max_states: int = _EXACT_STATES,
    seed: int = 1,
) -> Connection:
    """The probability that an up source and an up target are joined by up nodes.

    Nodes with p = 0 are removed, those with p = 1 merged with their neighbours of the same kind,
    dead ends cut off; what is left goes to the exact diagram, or to sampling if that would need
    more than `max_states` states.
    """
    from contested.situation import kernels

    n = graph.n
    nothing = np.zeros(n)
    certain = p >= 1.0 - _CERTAIN
    if joined(graph, certain, sources, targets):
        return Connection(1.0, 0.0, nothing, "certain")
    possible = p > _CERTAIN
    ahead = kernels.reachable(graph.indptr, graph.indices, possible, sources)
    back = kernels.reachable(graph.indptr, graph.indices, possible, targets)
    alive = ahead & back
    if not (alive & targets).any():
        return Connection(0.0, 0.0, nothing, "certain")
    small, chance, starts, ends, group = _merged(graph, p, certain, alive, sources, targets)
    kept = _without_dead_ends(small, starts, ends)
    try:
        diagram = compile_diagram(small, starts, ends, kept, max_states=max_states)
        prob, small_influence = diagram.evaluate(chance)
        method: Method = "exact"
        error = 0.0
    except WidthError:
        masked = np.where(kept, chance, 0.0)
        prob, error, small_influence = joined_prob(small, masked, starts, ends, _SAMPLES, seed)
        method = "sampled"
    influence = np.where(alive & ~certain, small_influence[np.maximum(group, 0)], 0.0)
    return Connection(min(max(prob, 0.0), 1.0), error, influence, method)


def _merged(
    graph: Graph,
    p: FloatArray,
    certain: BoolArray,
    alive: BoolArray,
    sources: BoolArray,
    targets: BoolArray,
) -> tuple[Graph, FloatArray, BoolArray, BoolArray, IntArray]:
    """The graph of alive nodes with each cluster of certain ones as one node.

    Clusters that hold a certain source (target) are taken out: their neighbours become sources
    (targets) themselves, being joined for certain.
    """
    merged = certain & alive
    leader = np.where(merged, components(graph, merged), np.arange(graph.n))
    alive_nodes = np.flatnonzero(alive)
    names, small = np.unique(leader[alive_nodes], return_inverse=True)
    group = np.full(graph.n, -1, dtype=np.int64)
    group[alive_nodes] = small
    size = len(names)
    chance = p[names].copy()
    chance[certain[names]] = 1.0
    starts, ends = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    starts[group[alive & sources]] = True
    ends[group[alive & targets]] = True
    edges = group[graph.edges()]
    edges = edges[(edges >= 0).all(axis=1) & (edges[:, 0] != edges[:, 1])]
    sure = chance >= 1.0 - _CERTAIN
    for mask in (starts, ends):
        inside = mask & sure
        touching = np.concatenate([edges[inside[edges[:, 0]], 1], edges[inside[edges[:, 1]], 0]])
        mask[touching] = True
        mask[inside] = False
        chance[inside] = 0.0
        sure = chance >= 1.0 - _CERTAIN
        edges = edges[~(inside[edges].any(axis=1))]
    return Graph.from_edges(size, edges), chance, starts, ends, group


def _without_dead_ends(graph: Graph, starts: BoolArray, ends: BoolArray) -> BoolArray:
    degree = np.diff(graph.indptr).astype(np.int64) + starts + ends
    kept = np.ones(graph.n, dtype=np.bool_)
    queue = np.flatnonzero(degree < 2).tolist()
    while queue:
        v = queue.pop()
        joins_both = starts[v] and ends[v]
        if not kept[v] or joins_both:
            continue
        kept[v] = False
        for u in graph.neighbours(v).tolist():
            degree[u] -= 1
            if kept[u] and degree[u] < 2:
                queue.append(u)
    return kept
