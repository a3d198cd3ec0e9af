"""Cuts, cut vertices, best paths and daily components against networkx."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest

from contested.situation.cuts import best_path, cut_vertices, joined, minimum_cuts
from contested.situation.graph import Graph
from contested.situation.sampling import daily_components


def pair(n: int, a: int, b: int) -> tuple[np.ndarray, np.ndarray]:
    sources, targets = np.zeros(n, bool), np.zeros(n, bool)
    sources[a] = targets[b] = True
    return sources, targets


def test_minimum_cuts_equal_those_of_networkx_on_200_random_graphs() -> None:
    rng = np.random.default_rng(4)
    compared = 0
    while compared < 200:
        n = int(rng.integers(4, 30))
        peer = nx.gnp_random_graph(n, float(rng.uniform(0.1, 0.4)), seed=int(rng.integers(1 << 30)))
        if peer.has_edge(0, n - 1):
            continue
        compared += 1
        graph = Graph.from_edges(n, list(peer.edges()) or np.zeros((0, 2)))
        sources, targets = pair(n, 0, n - 1)
        cuts = minimum_cuts(graph, np.ones(n, bool), sources, targets)
        expected = nx.minimum_node_cut(peer, 0, n - 1) if nx.has_path(peer, 0, n - 1) else set()
        assert cuts is not None
        for cut in cuts:
            assert len(cut) == len(expected)
            left = np.ones(n, bool)
            left[list(cut)] = False
            assert not joined(graph, left, sources, targets)
        if cuts[0] == cuts[1]:
            assert cuts[0] == expected  # the only smallest cut between its two extremes


def test_every_cut_vertex_is_found_and_nothing_else() -> None:
    rng = np.random.default_rng(5)
    for _ in range(100):
        n = int(rng.integers(4, 20))
        peer = nx.gnp_random_graph(n, 0.18, seed=int(rng.integers(1 << 30)))
        graph = Graph.from_edges(n, list(peer.edges()) or np.zeros((0, 2)))
        found = set(cut_vertices(graph, np.ones(n, bool), *pair(n, 0, n - 1)))
        expected = set()
        if nx.has_path(peer, 0, n - 1):
            for v in range(1, n - 1):
                without = peer.copy()
                without.remove_node(v)
                if not nx.has_path(without, 0, n - 1):
                    expected.add(v)
        assert found == expected


def drawn(rng: np.random.Generator, n: int, dense: float) -> tuple[nx.Graph, Graph]:
    peer = nx.gnp_random_graph(n, dense, seed=int(rng.integers(1 << 30)))
    return peer, Graph.from_edges(n, list(peer.edges()) or np.zeros((0, 2)))


def reached(peer: nx.Graph, left: set[int], start: set[int]) -> set[int]:
    parts = nx.connected_components(peer.subgraph(left))
    return {v for part in parts if part & start for v in part}


def test_of_all_smallest_cuts_that_nearest_to_each_end_is_found() -> None:
    rng = np.random.default_rng(15)
    sizes = set()
    for _ in range(250):
        n = int(rng.integers(3, 9))
        peer, graph = drawn(rng, n, 0.4)
        passable, cuttable = rng.random(n) < 0.85, rng.random(n) < 0.7
        sources, targets = rng.random(n) < 0.3, rng.random(n) < 0.3
        start, end = (set(np.flatnonzero(one).tolist()) for one in (sources, targets))
        ground = set(np.flatnonzero(passable).tolist())
        able = np.flatnonzero(passable & cuttable).tolist()
        cuts = [
            frozenset(cut)
            for size in range(len(able) + 1)
            for cut in itertools.combinations(able, size)
            if not reached(peer, ground - set(cut), start) & end
        ]
        found = minimum_cuts(graph, passable, sources, targets, cuttable)
        if not cuts:
            assert found is None
            continue
        smallest = [cut for cut in cuts if len(cut) == len(cuts[0])]
        sizes.add(len(cuts[0]))
        near = min(smallest, key=lambda cut: len(reached(peer, ground - cut, start)))
        far = min(smallest, key=lambda cut: len(reached(peer, ground - cut, end)))
        assert found == (near, far)
    assert sizes >= {0, 1, 2}


def test_by_default_every_node_between_the_ends_can_be_cut() -> None:
    line = Graph.from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    everywhere = np.ones(5, bool)
    assert minimum_cuts(line, everywhere, *pair(5, 0, 4)) == (frozenset({1}), frozenset({3}))
    apart = np.array([True, True, False, True, True])
    assert minimum_cuts(line, apart, *pair(5, 0, 4)) == (frozenset(), frozenset())


def test_cut_vertices_come_in_the_order_of_the_way_and_leave_the_ground_as_it_was() -> None:
    line = Graph.from_edges(6, [(0, 4), (4, 2), (2, 1), (1, 3), (3, 5)])
    ground = np.ones(6, bool)
    assert cut_vertices(line, ground, *pair(6, 0, 5)) == [4, 2, 1, 3]
    assert ground.all()
    ground[1] = False
    assert cut_vertices(line, ground, *pair(6, 0, 5)) == []
    inside = np.array([True, False, False, False, True, False])
    assert cut_vertices(line, np.ones(6, bool), inside, pair(6, 0, 5)[1]) == [2, 1, 3]


def test_of_equally_probable_ways_one_with_the_fewest_nodes_is_best() -> None:
    graph = Graph.from_edges(6, [(0, 1), (1, 2), (2, 5), (0, 3), (3, 5), (0, 4)])
    assert best_path(graph, np.ones(6), *pair(6, 0, 5)) == ([0, 3, 5], 1.0)
    p = np.array([0.5, 1.0, 1.0, 0.9, 1.0, 0.8])
    path, prob = best_path(graph, p, *pair(6, 0, 5))
    assert path == [0, 1, 2, 5]
    assert prob == pytest.approx(0.4)
    assert best_path(graph, np.where(np.arange(6) == 0, 0.0, p), *pair(6, 0, 5)) == ([], 0.0)
    assert best_path(graph, np.where(np.arange(6) == 5, 0.0, p), *pair(6, 0, 5)) == ([], 0.0)
    both = np.array([True] + [False] * 4 + [True])
    path, prob = best_path(graph, p, both, pair(6, 0, 5)[1])
    assert (path, round(prob, 12)) == ([5], 0.8)


def test_a_graph_keeps_each_edge_once_and_no_loops() -> None:
    graph = Graph.from_edges(4, [(2, 0), (0, 2), (1, 1), (3, 2), (0, 2)])
    assert graph.edges().tolist() == [[0, 2], [2, 3]]
    assert [graph.neighbours(v).tolist() for v in range(4)] == [[2], [], [0, 3], [2]]
    assert (graph.n, len(graph.indptr), len(graph.indices)) == (4, 5, 4)
    assert Graph.from_edges(0, []).edges().shape == (0, 2)
    for outside in ((-1, 2), (0, 4)):
        with pytest.raises(ValueError, match=r"outside 0\.\.3"):
            Graph.from_edges(4, [(0, 1), outside])


def test_neighbouring_ends_have_no_cut() -> None:
    graph = Graph.from_edges(2, [(0, 1)])
    assert minimum_cuts(graph, np.ones(2, bool), *pair(2, 0, 1)) is None


def test_the_best_path_is_the_most_probable_of_all_simple_paths() -> None:
    rng = np.random.default_rng(6)
    for _ in range(60):
        n = int(rng.integers(3, 9))
        peer = nx.gnp_random_graph(n, 0.45, seed=int(rng.integers(1 << 30)))
        p = rng.uniform(0.05, 1.0, n)
        graph = Graph.from_edges(n, list(peer.edges()) or np.zeros((0, 2)))
        path, prob = best_path(graph, p, *pair(n, 0, n - 1))
        paths = nx.all_simple_paths(peer, 0, n - 1)
        assert prob == pytest.approx(max((np.prod(p[one]) for one in paths), default=0.0))
        assert all(peer.has_edge(a, b) for a, b in itertools.pairwise(path))


def test_daily_components_equal_those_of_networkx() -> None:
    rng = np.random.default_rng(9)
    n, days = 60, 25
    peer = nx.gnp_random_graph(n, 0.05, seed=1)
    graph = Graph.from_edges(n, list(peer.edges()))
    holder = rng.integers(-1, 3, (days, n)).astype(np.int8)
    labels = daily_components(graph, holder)
    for day in range(days):
        for side in range(3):
            held = [v for v in range(n) if holder[day, v] == side]
            for part in nx.connected_components(peer.subgraph(held)):
                assert {int(labels[day, v]) for v in part} == {min(part)}
        assert all(labels[day, v] == -1 for v in range(n) if holder[day, v] < 0)
