"""Estimates from samples against the samples themselves, counted one by one."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from contested.situation import kernels
from contested.situation.graph import FloatArray, Graph
from contested.situation.sampling import components, joined_prob, reach_probs


def case(seed: int) -> tuple[nx.Graph, Graph, FloatArray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 10))
    peer = nx.gnp_random_graph(n, 0.35, seed=seed)
    p = rng.random(n)
    p[rng.random(n) < 0.2] = 1.0
    p[rng.random(n) < 0.2] = 0.0
    sources, targets = rng.random(n) < 0.3, rng.random(n) < 0.3
    return peer, Graph.from_edges(n, list(peer.edges()) or []), p, sources, targets


def drawn(p: FloatArray, samples: int, seed: int) -> list[set[int]]:
    """Which nodes are up in each sample."""
    words = kernels.sample_words(p, samples // 64, seed)
    return [
        {v for v in range(len(p)) if int(words[v, k // 64]) >> (k % 64) & 1} for k in range(samples)
    ]


def reached(peer: nx.Graph, up: set[int], sources: np.ndarray) -> set[int]:
    parts = nx.connected_components(peer.subgraph(up))
    return {v for part in parts if any(sources[u] for u in part) for v in part}


def error_of(hits: int, samples: int) -> float:
    q = (hits + 1) / (samples + 2)
    return math.sqrt(q * (1 - q) / samples)


@pytest.mark.parametrize("seed", range(12))
def test_the_share_of_samples_that_reach_a_node_is_its_estimate(seed: int) -> None:
    peer, graph, p, sources, _ = case(seed)
    probs, errors = reach_probs(graph, p, sources, samples=100, seed=seed)
    hits = [reached(peer, up, sources) for up in drawn(p, 128, seed)]
    for v in range(graph.n):
        count = sum(v in one for one in hits)
        assert probs[v] == count / 128
        assert errors[v] == pytest.approx(error_of(count, 128))


@pytest.mark.parametrize("seed", range(12))
def test_the_influence_of_a_node_is_what_its_samples_up_and_down_say(seed: int) -> None:
    peer, graph, p, sources, targets = case(seed)
    prob, error, influence = joined_prob(graph, p, sources, targets, samples=190, seed=seed)
    samples = drawn(p, 192, seed)
    ends = set(np.flatnonzero(targets).tolist())
    joined = [bool(reached(peer, up, sources) & ends) for up in samples]
    assert prob == sum(joined) / 192
    assert error == pytest.approx(error_of(sum(joined), 192))
    for v in range(graph.n):
        with_it = [hit for hit, up in zip(joined, samples, strict=True) if v in up]
        without = [hit for hit, up in zip(joined, samples, strict=True) if v not in up]
        if with_it and without:
            wanted = sum(with_it) / len(with_it) - sum(without) / len(without)
            assert influence[v] == pytest.approx(wanted)
        else:
            assert influence[v] == 0.0


def test_a_thousand_and_24_samples_are_drawn_with_seed_1_unless_told_otherwise() -> None:
    graph = Graph.from_edges(3, [(0, 1), (1, 2)])
    p = np.array([1.0, 0.5, 1.0])
    ends = np.array([True, False, False]), np.array([False, False, True])
    found, error = reach_probs(graph, p, ends[0])
    assert found[0] == 1.0
    assert error[0] == pytest.approx(error_of(1024, 1024))
    assert (found == reach_probs(graph, p, ends[0], 1024, 1)[0]).all()
    assert (found != reach_probs(graph, p, ends[0], 1024, 2)[0]).any()
    prob, error_joined, _ = joined_prob(graph, p, *ends)
    assert prob == found[2]
    assert error_joined == pytest.approx(error[2])


@pytest.mark.parametrize(("asked", "drawn_in_all"), [(0, 64), (1, 64), (64, 64), (65, 128)])
def test_samples_come_64_at_a_time_and_at_least_once(asked: int, drawn_in_all: int) -> None:
    graph, one = Graph.from_edges(1, []), np.ones(1, dtype=bool)
    expected = pytest.approx(error_of(drawn_in_all, drawn_in_all))
    assert reach_probs(graph, np.ones(1), one, asked)[1][0] == expected
    assert joined_prob(graph, np.ones(1), one, one, asked)[1] == expected


def test_without_targets_nothing_is_ever_joined() -> None:
    graph, one = Graph.from_edges(2, [(0, 1)]), np.ones(2, dtype=bool)
    prob, error, influence = joined_prob(graph, np.full(2, 0.5), one, ~one, 64)
    assert (prob, influence.tolist()) == (0.0, [0.0, 0.0])
    assert error == pytest.approx(error_of(0, 64))


def test_the_pieces_of_a_set_are_named_by_their_least_node() -> None:
    for seed in range(30):
        peer, graph, p, _, _ = case(seed)
        nodes = p > 0.4
        labels = components(graph, nodes)
        wanted = dict.fromkeys(range(graph.n), -1)
        for part in nx.connected_components(peer.subgraph(np.flatnonzero(nodes).tolist())):
            wanted.update(dict.fromkeys(part, min(part)))
        assert labels.tolist() == list(wanted.values())
