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
