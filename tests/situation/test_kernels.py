"""The compiled loops, each against the definition of what it works out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

from contested.situation import kernels
from contested.situation.graph import Graph
from contested.situation.reliability import brute_force, elimination_order


def random_graphs(count: int, seed: int, most: int = 14) -> Iterator[tuple[nx.Graph, Graph]]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(1, most))
        peer = nx.gnp_random_graph(n, float(rng.uniform(0.1, 0.6)), seed=int(rng.integers(1 << 30)))
        yield peer, Graph.from_edges(n, list(peer.edges()) or np.zeros((0, 2)))


def mask(n: int, *nodes: int) -> np.ndarray:
    found = np.zeros(n, dtype=np.bool_)
    found[list(nodes)] = True
    return found


# -- walks ---------------------------------------------------------------------------------------


def test_lower_neighbours_are_the_neighbours_before_a_node() -> None:
    for peer, graph in random_graphs(40, 1):
        starts, lower = kernels.lower_neighbours(graph.indptr, graph.indices)
        assert len(lower) == peer.number_of_edges()
        assert len(starts) == graph.n + 1
        assert starts[0] == 0
        for v in range(graph.n):
            own = lower[starts[v] : starts[v + 1]].tolist()
            assert own == sorted(u for u in peer[v] if u < v)


def test_what_is_reachable_is_what_is_connected_with_a_passable_source() -> None:
    rng = np.random.default_rng(2)
    for peer, graph in random_graphs(150, 2):
        passable, sources = rng.random(graph.n) < 0.7, rng.random(graph.n) < 0.3
        seen = kernels.reachable(graph.indptr, graph.indices, passable, sources)
        inside = peer.subgraph(np.flatnonzero(passable).tolist())
        wanted = {
            v
            for part in nx.connected_components(inside)
            if any(sources[u] for u in part)
            for v in part
        }
        assert set(np.flatnonzero(seen).tolist()) == wanted


def test_the_degree_within_a_set_counts_the_neighbours_inside_it() -> None:
    rng = np.random.default_rng(3)
    for peer, graph in random_graphs(40, 3):
        nodes = rng.random(graph.n) < 0.6
        found = kernels.degree_within(graph.indptr, graph.indices, nodes)
        inside = peer.subgraph(np.flatnonzero(nodes).tolist())
        assert found.tolist() == [inside.degree(v) if nodes[v] else 0 for v in range(graph.n)]


def test_the_farthest_node_is_the_first_of_least_degree_at_the_greatest_distance() -> None:
    rng = np.random.default_rng(4)
    for peer, graph in random_graphs(150, 4):
        start = int(rng.integers(graph.n))
        nodes = rng.random(graph.n) < 0.8
        nodes[start] = True
        inside = peer.subgraph(np.flatnonzero(nodes).tolist())
        away = nx.single_source_shortest_path_length(inside, start)
        wanted = min(away, key=lambda v: (-away[v], inside.degree(v), v != start, v))
        assert kernels.farthest(graph.indptr, graph.indices, nodes, start) == wanted


def test_the_pieces_that_each_side_holds_are_named_by_their_least_node() -> None:
    rng = np.random.default_rng(14)
    for peer, graph in random_graphs(60, 14, most=25):
        holder = rng.integers(-1, 3, (4, graph.n)).astype(np.int8)
        labels = np.empty(holder.shape, dtype=np.int32)
        kernels.components_by_day(graph.indptr, graph.indices, holder, labels)
        for row, found in zip(holder, labels, strict=True):
            wanted = dict.fromkeys(range(graph.n), -1)
            for side in range(3):
                held = peer.subgraph(np.flatnonzero(row == side).tolist())
                for part in nx.connected_components(held):
                    wanted.update(dict.fromkeys(part, min(part)))
            assert found.tolist() == list(wanted.values())


# -- the order of elimination --------------------------------------------------------------------


def greedy(peer: nx.Graph, start: int) -> tuple[list[int], float]:
    """The rule of `greedy_order` on sets: a decided node is on the frontier while a neighbour of
    it is undecided."""
    undecided, since, cost = set(peer), {start: 0}, 0.0
    order: list[int] = []

    def frontier(decided: set[int]) -> set[int]:
        return {v for v in decided if set(peer[v]) - decided}

    for step in itertools.count():
        if not undecided:
            return order, cost
        decided = set(order)
        waiting = [v for v in undecided if v in since]
        if waiting:
            chosen = min(waiting, key=lambda v: (len(frontier(decided | {v})), since[v], v))
        else:
            chosen = min(undecided, key=lambda v: (peer.degree(v), v))
        # While it is decided it takes a slot beside all of the frontier.
        cost += 3.0 ** (len(frontier(decided)) + 1)
        order.append(chosen)
        undecided.discard(chosen)
        for u in peer[chosen]:
            since.setdefault(u, step + 1)
    raise AssertionError


def test_the_order_takes_what_lets_the_frontier_grow_least_and_what_waits_longest() -> None:
    rng = np.random.default_rng(5)
    for peer, graph in random_graphs(150, 5):
        nodes = rng.random(graph.n) < 0.9
        nodes[rng.integers(graph.n)] = True
        start = int(rng.choice(np.flatnonzero(nodes)))
        inside = peer.subgraph(np.flatnonzero(nodes).tolist())
        wanted, cost = greedy(inside, start)
        found = kernels.greedy_order(graph.indptr, graph.indices, nodes, start, np.inf)
        assert found[0].tolist() == wanted
        assert found[1] == cost
        for limit, told in ((cost * 1.0001, cost), (cost, np.inf), (cost / 2, np.inf)):
            assert kernels.greedy_order(graph.indptr, graph.indices, nodes, start, limit)[1] == told


def test_the_order_that_is_taken_is_no_worse_than_that_from_a_source_or_a_target() -> None:
    rng = np.random.default_rng(15)
    for peer, graph in random_graphs(200, 15, most=16):
        nodes, sources, targets = (rng.random(graph.n) < share for share in (0.8, 0.3, 0.3))
        inside = peer.subgraph(np.flatnonzero(nodes).tolist())
        order = elimination_order(graph, nodes, sources, targets)
        decided: set[int] = set()
        cost = 0.0
        for v in order:
            frontier = {u for u in decided if set(inside[u]) - decided}
            cost += 3.0 ** (len(frontier) + 1)
            decided.add(v)
        for ends in (sources, targets):
            for start in np.flatnonzero(nodes & ends)[:1].tolist():
                assert cost <= greedy(inside, start)[1]


# -- the diagram ---------------------------------------------------------------------------------


def unpacked(state: int, width: int) -> list[int]:
    return [(state >> (4 * slot)) & 15 for slot in range(width)]


def packed(labels: list[int]) -> int:
    return sum(label << (4 * slot) for slot, label in enumerate(labels))


def decided(
    labels: list[int], up: bool, joined: list[int], source: bool, target: bool, keep: list[bool],
    later: tuple[bool, bool],
) -> int | list[int]:  # fmt: skip
    """The next labels by sets of slots, -1 if the two sets can never be joined, -2 if they are."""
    parts = [frozenset(k for k, one in enumerate(labels) if one == name)
             for name in sorted(set(labels) - {0})]  # fmt: skip
    sure: dict[frozenset[int], set[str]] = {
        part: {"source"} if labels[min(part)] == 1 else {"target"} if labels[min(part)] == 2
        else set() for part in parts
    }  # fmt: skip
    if up:
        met = [part for part in parts if part & set(joined)]
        whole = frozenset({len(labels)}).union(*met)
        ends = {"source"} if source else set()
        ends |= {"target"} if target else set()
        ends = ends.union(*(sure.pop(part) for part in met))
        if len(ends) == 2:
            return -2
        # Pieces that are joined to the same end are one piece.
        sure[whole] = ends
    names, following = [], 3
    known: dict[frozenset[int], int] = {}
    for slot in [k for k, stays in enumerate(keep) if stays]:
        part = next((one for one in sure if slot in one), None)
        if part is None:
            names.append(0)
        elif sure[part]:
            names.append(1 if "source" in sure[part] else 2)
        else:
            if part not in known:
                known[part] = following
                following += 1
            names.append(known[part])
    return names if (1 in names or later[0]) and (2 in names or later[1]) else -1


def test_a_layer_of_the_diagram_joins_and_renames_the_pieces_of_every_state() -> None:
    rng = np.random.default_rng(6)
    for _ in range(300):
        width = int(rng.integers(0, 13))
        states = set()
        for _ in range(int(rng.integers(1, 30))):
            labels = rng.choice([0, 0, 1, 2, 3, 4, 5, 6], width).tolist()
            order = [one for one in dict.fromkeys(labels) if one > 2]
            states.add(packed([order.index(one) + 3 if one > 2 else one for one in labels]))
        ordered = sorted(states)
        joined = np.flatnonzero(rng.random(width) < 0.4)
        source, target = bool(rng.random() < 0.2), bool(rng.random() < 0.2)
        keep = rng.random(width + 1) < 0.8
        later = bool(rng.random() < 0.7), bool(rng.random() < 0.7)
        after, up, down = kernels.grow_layer(
            np.array(ordered, dtype=np.uint64), width, joined, source, target, keep, *later
        )
        assert len(set(after.tolist())) == len(after)
        assert {k for k in (*up.tolist(), *down.tolist()) if k >= 0} == set(range(len(after)))
        for state, to_up, to_down in zip(ordered, up.tolist(), down.tolist(), strict=True):
            for choice, to in ((True, to_up), (False, to_down)):
                wanted = decided(
                    unpacked(state, width), choice, joined.tolist(), source, target,
                    keep.tolist(), later,
                )  # fmt: skip
                if isinstance(wanted, int):
                    assert to == wanted
                else:
                    assert to >= 0
                    assert int(after[to]) == packed(wanted)


def test_values_and_masses_of_a_layer_follow_each_state_up_and_down() -> None:
    rng = np.random.default_rng(7)
    for _ in range(30):
        states, later = int(rng.integers(1, 8)), int(rng.integers(1, 6))
        up, down = (rng.integers(-2, later, states).astype(np.int32) for _ in range(2))
        after, mass, chance = rng.random(later), rng.random(states), float(rng.random())
        worth = {-1: 0.0, -2: 1.0, **dict(enumerate(after.tolist()))}
        before = kernels.value_before(up, down, chance, after)
        moved, influence = kernels.mass_after(up, down, chance, after, mass)
        wanted = np.zeros(later)
        gained = 0.0
        for s, (u, d) in enumerate(zip(up.tolist(), down.tolist(), strict=True)):
            assert before[s] == pytest.approx(chance * worth[u] + (1 - chance) * worth[d])
            wanted[[k for k in (u,) if k >= 0]] += chance * mass[s]
            wanted[[k for k in (d,) if k >= 0]] += (1 - chance) * mass[s]
            gained += mass[s] * (worth[u] - worth[d])
        assert moved == pytest.approx(wanted)
        assert influence == pytest.approx(gained)


# -- samples -------------------------------------------------------------------------------------


def generated(seed: int) -> Iterator[int]:
    """xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators")."""
    whole = (1 << 64) - 1
    x = (seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) & whole or 1
    while True:
        x ^= x >> 12
        x = (x ^ (x << 25)) & whole
        x ^= x >> 27
        yield (x * 0x2545F4914F6CDD1D) & whole


def test_every_bit_is_set_where_the_binary_fraction_of_its_random_bits_is_below_p() -> None:
    # 24 random words are 64 numbers of 24 bits, the last word their first bits.
    p = np.array([0.0, 1.0, 0.5, 0.25, 0.3, 1 / 3, 0.9999, 2**-24, 1 - 2**-24, -1.0, 2.0, 2**-26])
    for seed in (1, 2, 77):
        words = kernels.sample_words(p, 3, seed)
        stream = generated(seed)
        for v, chance in enumerate(np.clip(p, 0.0, 1.0).tolist()):
            threshold = int(np.floor(chance * 2**24 + 0.5))
            for w in range(3):
                if threshold in (0, 1 << 24):
                    assert int(words[v, w]) == (0 if threshold == 0 else (1 << 64) - 1)
                    continue
                # A bit below the lowest of the threshold decides nothing and is not drawn.
                lowest = next(k for k in range(24) if threshold >> k & 1)
                drawn = [next(stream) for _ in range(lowest, 24)]
                for bit in range(64):
                    number = sum((word >> bit & 1) << k for k, word in enumerate(drawn, lowest))
                    below = ((1 << 24) - 1 - number) >> lowest < threshold >> lowest
                    assert bool(int(words[v, w]) >> bit & 1) is below


def test_every_bit_is_counted() -> None:
    rng = np.random.default_rng(8)
    words = rng.integers(0, 1 << 64, (20, 3), dtype=np.uint64, endpoint=False)
    words[0], words[1] = 0, (1 << 64) - 1
    words[2] = [1, 1 << 63, 0]
    words[3] = [0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F]
    wanted = [sum(int(word).bit_count() for word in row) for row in words]
    assert kernels.count_bits(words).tolist() == wanted


def test_each_sample_spreads_over_its_own_up_nodes() -> None:
    rng = np.random.default_rng(9)
    for peer, graph in random_graphs(60, 9, most=20):
        words = int(rng.integers(1, 4))
        dense = rng.integers(0, 1 << 64, (graph.n, words), dtype=np.uint64)
        up = dense | rng.integers(0, 1 << 64, (graph.n, words), dtype=np.uint64)
        up[rng.random(graph.n) < 0.15] = 0
        sources = rng.random(graph.n) < 0.25
        reach = kernels.spread(graph.indptr, graph.indices, up, sources)
        for w, bit in itertools.product(range(words), (0, 1, 31, 63)):
            alive = [v for v in range(graph.n) if int(up[v, w]) >> bit & 1]
            wanted = {
                v
                for part in nx.connected_components(peer.subgraph(alive))
                if any(sources[u] for u in part)
                for v in part
            }
            assert {v for v in range(graph.n) if int(reach[v, w]) >> bit & 1} == wanted


def test_a_node_is_waited_for_again_when_more_samples_get_to_it() -> None:
    # A ring of many nodes with chords: the queue runs over its end and nodes enter it anew.
    n = 64
    edges = [(v, (v + 1) % n) for v in range(n)] + [(v, (v + 7) % n) for v in range(0, n, 3)]
    graph, peer = Graph.from_edges(n, edges), nx.Graph(edges)
    rng = np.random.default_rng(10)
    for _ in range(20):
        up = kernels.sample_words(np.full(n, 0.8), 1, int(rng.integers(1, 1000)))
        sources = mask(n, *rng.choice(n, 6).tolist())
        reach = kernels.spread(graph.indptr, graph.indices, up, sources)
        for bit in range(0, 64, 9):
            alive = [v for v in range(n) if int(up[v, 0]) >> bit & 1]
            wanted = {
                v
                for part in nx.connected_components(peer.subgraph(alive))
                if any(sources[u] for u in part)
                for v in part
            }
            assert {v for v in range(n) if int(reach[v, 0]) >> bit & 1} == wanted


def test_the_mean_of_many_samples_is_the_probability_itself() -> None:
    graph = Graph.from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4), (0, 3)])
    p = np.array([0.9, 0.5, 0.7, 0.6, 0.8])
    sources = mask(5, 0)
    up = kernels.sample_words(p, 4096, 5)
    assert kernels.count_bits(up) / (4096 * 64) == pytest.approx(p, abs=0.005)
    hits = kernels.count_bits(kernels.spread(graph.indptr, graph.indices, up, sources))
    for v in range(5):
        exact = brute_force(graph, p, sources, mask(5, v))
        assert hits[v] / (4096 * 64) == pytest.approx(exact, abs=0.005)
