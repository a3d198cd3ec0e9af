"""The places whose loss separates two sets: minimum vertex cuts, cut vertices, the best path."""

from __future__ import annotations

import heapq
from collections import deque

import numpy as np

from contested.situation.graph import BoolArray, FloatArray, Graph


def joined(graph: Graph, passable: BoolArray, sources: BoolArray, targets: BoolArray) -> bool:
    """Whether a path of passable nodes runs from a passable source to a passable target."""
    from contested.situation import kernels

    seen = kernels.reachable(graph.indptr, graph.indices, passable, sources)
    return bool((seen & targets).any())


def minimum_cuts(
    graph: Graph,
    passable: BoolArray,
    sources: BoolArray,
    targets: BoolArray,
    cuttable: BoolArray | None = None,
) -> tuple[frozenset[int], frozenset[int]] | None:
    """Two smallest sets of cuttable nodes whose loss separates sources from targets.

    The first is the one nearest to the sources, the second the one nearest to the targets; they
    are the same if there is only one. By default every node but the sources and targets is
    cuttable. Empty sets if they are not joined at all; None if no cut exists.

    Menger: the size equals the number of node-disjoint paths. Each node is split into an entry and
    an exit; paths are augmented one at a time (Ford and Fulkerson 1956).
    """
    if cuttable is None:
        cuttable = ~(sources | targets)
    flow = _Flow(graph, passable, sources, targets, cuttable)
    limit = int(cuttable.sum()) + 1
    for _ in range(limit):
        if not flow.augment():
            break
        if flow.unlimited:
            return None
    return flow.cut_by_source(), flow.cut_by_target()


class _Flow:
    """Unit flow on the split graph: node v has entry 2v and exit 2v + 1."""

    def __init__(
        self,
        graph: Graph,
        passable: BoolArray,
        sources: BoolArray,
        targets: BoolArray,
        cuttable: BoolArray,
    ) -> None:
        self.cuttable = cuttable
        self.source, self.target = 2 * graph.n, 2 * graph.n + 1
        self.capacity: list[dict[int, float]] = [{} for _ in range(2 * graph.n + 2)]
        self.unlimited = False
        for v in np.flatnonzero(passable).tolist():
            self._arc(2 * v, 2 * v + 1, 1.0 if cuttable[v] else np.inf)
            if sources[v]:
                self._arc(self.source, 2 * v, np.inf)
            if targets[v]:
                self._arc(2 * v + 1, self.target, np.inf)
            for u in graph.neighbours(v).tolist():
                if passable[u]:
                    self._arc(2 * v + 1, 2 * u, np.inf)

    def _arc(self, a: int, b: int, capacity: float) -> None:
        self.capacity[a][b] = capacity
        self.capacity[b].setdefault(a, 0.0)

    def augment(self) -> bool:
        before = {self.source: self.source}
        queue = deque([self.source])
        while queue and self.target not in before:
            a = queue.popleft()
            for b, capacity in self.capacity[a].items():
                if capacity > 0 and b not in before:
                    before[b] = a
                    queue.append(b)
        if self.target not in before:
            return False
        path = [self.target]
        while path[-1] != self.source:
            path.append(before[path[-1]])
        steps = list(zip(path[1:], path, strict=False))
        amount = min(self.capacity[a][b] for a, b in steps)
        if amount == np.inf:
            self.unlimited = True
            return True
        for a, b in steps:
            self.capacity[a][b] -= amount
            self.capacity[b][a] += amount
        return True

    def _closure(self, start: int, forward: bool) -> set[int]:
        seen, stack = {start}, [start]
        while stack:
            a = stack.pop()
            for b in self.capacity[a]:
                left = self.capacity[a][b] if forward else self.capacity[b][a]
                if left > 0 and b not in seen:
                    seen.add(b)
                    stack.append(b)
        return seen

    def cut_by_source(self) -> frozenset[int]:
        seen = self._closure(self.source, forward=True)
        return frozenset(
            a // 2 for a in seen if a % 2 == 0 and a < self.source and a + 1 not in seen
        )

    def cut_by_target(self) -> frozenset[int]:
        seen = self._closure(self.target, forward=False)
        return frozenset(
            a // 2 for a in seen if a % 2 == 1 and a < self.source and a - 1 not in seen
        )


def cut_vertices(
    graph: Graph, passable: BoolArray, sources: BoolArray, targets: BoolArray
) -> list[int]:
    """The passable nodes, outside both sets, each of which alone separates them if lost.

    In the order in which a path from the sources meets them; empty if the sets are not joined.
    """
    path, _ = best_path(graph, passable.astype(np.float64), sources, targets)
    found = []
    for v in path:
        if sources[v] or targets[v]:
            continue
        passable[v] = False
        if not joined(graph, passable, sources, targets):
            found.append(v)
        passable[v] = True
    return found


def best_path(
    graph: Graph, p: FloatArray, sources: BoolArray, targets: BoolArray
) -> tuple[list[int], float]:
    """The path from sources to targets whose nodes are all up with the greatest probability.

    Returns the nodes in order and that probability, ``([], 0.0)`` if there is none; among equally
    probable paths one with the fewest nodes. Dijkstra on (-log p, number of nodes).
    """
    reached: dict[int, int] = {}
    queue: list[tuple[float, int, int, int]] = [
        (-float(np.log(p[v])), 1, v, -1) for v in np.flatnonzero(sources & (p > 0)).tolist()
    ]
    heapq.heapify(queue)
    while queue:
        cost, hops, v, before = heapq.heappop(queue)
        if v in reached:
            continue
        reached[v] = before
        if targets[v]:
            path = [v]
            while reached[path[-1]] >= 0:
                path.append(reached[path[-1]])
            return path[::-1], float(np.exp(-cost))
        for u in graph.neighbours(v).tolist():
            if u not in reached and p[u] > 0:
                heapq.heappush(queue, (cost - float(np.log(p[u])), hops + 1, u, v))
    return [], 0.0
