"""The probability that two sets of places are joined when places, not roads, may fail.

A node v is up (passable) with probability p[v], independently. `sources` and `targets` are sets
of nodes; they are joined if some path of up nodes runs from an up source to an up target.

The exact answer walks the nodes in an order and keeps, for those already decided that still have
undecided neighbours (the frontier), only which of them hang together: Sekine, Imai and Tani,
"Computing the Tutte polynomial of a graph of moderate size" (ISAAC 1995); Hardy, Lucet and
Limnios, "K-terminal network reliability measures with binary decision diagrams" (IEEE
Transactions on Reliability 56, 2007), here for failing nodes. The diagram does not depend on the
probabilities, so that another p costs one pass over it, and the backward pass gives the influence
of every node at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contested.situation.graph import BoolArray, FloatArray, Graph, IntArray

MAX_WIDTH = 13
"""Frontier slots that a packed state has room for."""


class WidthError(ValueError):
    """The graph is too wide for the exact method; sample instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Diagram:
    """A decision diagram over `order`; step i decides node ``order[i]``.

    ``up[i][s]`` and ``down[i][s]`` give the state after step i from its state s: an index into the
    states of step i + 1, -1 if the sets can no longer be joined, -2 if they are.
    """

    n: int
    order: IntArray
    up: tuple[npt.NDArray[np.int32], ...]
    down: tuple[npt.NDArray[np.int32], ...]
    width: int

    @property
    def states(self) -> int:
        """Number of states over all steps."""
        return sum(len(layer) for layer in self.up)

    def evaluate(self, p: FloatArray) -> tuple[float, FloatArray]:
        """P(joined) and each node's influence, for up-probabilities `p` (n,).

        The influence of v is P(joined | v up) - P(joined | v down), Birnbaum's importance.
        Backward: b_i(s) = p b_{i+1}(up(s)) + (1 - p) b_{i+1}(down(s)); forward: the mass f_i(s)
        that gets to s; influence = sum over s of f_i(s) (b_{i+1}(up(s)) - b_{i+1}(down(s))).
        """
        from contested.situation import kernels

        influence = np.zeros(self.n)
        if not len(self.order):
            return 0.0, influence
        values: list[FloatArray] = [np.zeros(1)]  # after the last step only -1 and -2 occur
        for i in range(len(self.order) - 1, -1, -1):
            chance = float(p[self.order[i]])
            values.append(kernels.value_before(self.up[i], self.down[i], chance, values[-1]))
        values.reverse()
        mass: FloatArray = np.ones(1)
        for i, node in enumerate(self.order):
            mass, influence[node] = kernels.mass_after(
                self.up[i], self.down[i], float(p[node]), values[i + 1], mass
            )
        return float(values[0][0]), influence


def brute_force(graph: Graph, p: FloatArray, sources: BoolArray, targets: BoolArray) -> float:
    """P(joined) by adding up all 2**n states: the definition itself, for at most 20 nodes."""
    if graph.n > 20:
        raise ValueError(f"{graph.n} nodes are too many to list every state; the limit is 20")
    states = np.arange(1 << graph.n, dtype=np.int64)
    weight = np.ones(len(states))
    start = end = np.int64(0)
    for v in range(graph.n):
        weight *= np.where(states >> v & 1, p[v], 1.0 - p[v])
        start |= np.int64(int(sources[v]) << v)
        end |= np.int64(int(targets[v]) << v)
    reach = states & start
    for _ in range(graph.n):
        grown = reach.copy()
        for v in range(graph.n):
            around = np.int64(sum(1 << int(u) for u in graph.neighbours(v)))
            grown |= np.where(reach >> v & 1, around, 0)
        reach = grown & states
    return float(weight[(reach & end) != 0].sum())


def compile_diagram(
    graph: Graph,
    sources: BoolArray,
    targets: BoolArray,
    relevant: BoolArray | None = None,
    *,
    max_width: int = MAX_WIDTH,
    max_states: int = 3_000_000,
) -> Diagram:
    """The decision diagram of "sources and targets are joined".

    `relevant` (n,) limits it to the subgraph of these nodes; the others count as down. Raises
    WidthError if the frontier would need more than `max_width` slots (at most 13) or the diagram
    more than `max_states` states.
    """
    from contested.situation import kernels

    nodes = np.ones(graph.n, dtype=np.bool_) if relevant is None else relevant.copy()
    order = elimination_order(graph, nodes, sources, targets)
    last = {int(v): step for step, v in enumerate(order)}
    closes = [
        max((last[int(u)] for u in graph.neighbours(int(v)) if int(u) in last), default=-1)
        for v in order
    ]
    source_steps = [step for step, v in enumerate(order) if sources[v]]
    target_steps = [step for step, v in enumerate(order) if targets[v]]
    last_source = max(source_steps, default=-1)
    last_target = max(target_steps, default=-1)
    frontier: list[int] = []  # steps of the nodes on the frontier, by slot
    states = np.zeros(1, dtype=np.uint64)
    ups: list[npt.NDArray[np.int32]] = []
    downs: list[npt.NDArray[np.int32]] = []
    widest = total = 0
    for step, v in enumerate(order):
        if len(frontier) + 1 > min(max_width, MAX_WIDTH):
            raise WidthError(f"the frontier needs more than {max_width} slots")
        near = {last[int(u)] for u in graph.neighbours(int(v)) if int(u) in last}
        joined = np.array([s for s, done in enumerate(frontier) if done in near], dtype=np.int64)
        frontier.append(step)
        keep = np.array([closes[done] > step for done in frontier], dtype=np.bool_)
        states, up, down = kernels.grow_layer(
            states,
            len(frontier) - 1,
            joined,
            bool(sources[v]),
            bool(targets[v]),
            keep,
            last_source > step,
            last_target > step,
        )
        ups.append(up)
        downs.append(down)
        widest = max(widest, len(frontier))
        total += len(up)
        if total > max_states:
            raise WidthError(f"the diagram needs more than {max_states} states")
        frontier = [done for done, stays in zip(frontier, keep, strict=True) if stays]
    return Diagram(graph.n, np.asarray(order, dtype=np.int64), tuple(ups), tuple(downs), widest)


def elimination_order(
    graph: Graph, nodes: BoolArray, sources: BoolArray, targets: BoolArray
) -> list[int]:
    """An order of `nodes` that keeps the frontier narrow.

    From each of a few starts (the ends of breadth-first walks), repeatedly the node next to the
    frontier that lets it grow least; the order with the least sum of 3**width wins.
    """
    from contested.situation import kernels

    degree = kernels.degree_within(graph.indptr, graph.indices, nodes)
    inside = np.flatnonzero(nodes)
    if not len(inside):
        return []
    best: IntArray = inside
    best_cost = float("inf")
    for start in _starts(graph, nodes, degree, sources, targets):
        order, cost = kernels.greedy_order(graph.indptr, graph.indices, nodes, start, best_cost)
        if cost < best_cost:
            best, best_cost = order, cost
    return [int(v) for v in best]


def _starts(
    graph: Graph, nodes: BoolArray, degree: IntArray, sources: BoolArray, targets: BoolArray
) -> list[int]:
    from contested.situation import kernels

    inside = np.flatnonzero(nodes)
    first = next(iter(np.flatnonzero(nodes & sources).tolist()), int(inside[0]))
    far = int(kernels.farthest(graph.indptr, graph.indices, nodes, first))
    starts = [first, far, int(kernels.farthest(graph.indptr, graph.indices, nodes, far))]
    starts += np.flatnonzero(nodes & targets)[:1].tolist()
    starts += inside[np.argsort(degree[inside], kind="stable")][:4].tolist()
    return list(dict.fromkeys(starts))
