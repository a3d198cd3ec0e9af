"""Connection probabilities against adding up all states; kept ones are those worked out."""

from __future__ import annotations

import numpy as np
import pytest

from contested.situation import connection
from contested.situation.connection import Connections, connect
from contested.situation.graph import FloatArray, Graph
from contested.situation.reliability import brute_force


def grid(side: int) -> Graph:
    """A square grid."""
    number = np.arange(side * side).reshape(side, side)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    return Graph.from_edges(side * side, np.concatenate([across, down]))


def random_case(
    rng: np.random.Generator, most: int = 12
) -> tuple[Graph, FloatArray, np.ndarray, np.ndarray]:
    """Many certain and impossible nodes, some of them ends, sometimes no end at all."""
    n = int(rng.integers(2, most))
    dense = rng.uniform(0.1, 0.5)
    edges = [(a, b) for a in range(n) for b in range(a) if rng.random() < dense]
    p = rng.choice([0.0, 0.2, 0.5, 0.9, 1.0, 1.0], n)
    sources, targets = rng.random(n) < 0.3, rng.random(n) < 0.3
    return Graph.from_edges(n, edges), p, sources, targets


def test_a_connection_is_as_likely_as_all_states_that_have_it() -> None:
    rng = np.random.default_rng(11)
    methods = set()
    for _ in range(400):
        graph, p, sources, targets = random_case(rng)
        found = connect(graph, p, sources, targets)
        methods.add(found.method)
        assert found.prob == pytest.approx(brute_force(graph, p, sources, targets), abs=1e-12)
        assert found.error == 0.0
        if found.method == "certain":
            assert found.prob in (0.0, 1.0)
    assert methods == {"certain", "exact"}


def test_influence_is_what_an_uncertain_node_changes_and_nothing_for_a_certain_one() -> None:
    rng = np.random.default_rng(12)
    for _ in range(120):
        graph, p, sources, targets = random_case(rng, 9)
        influence = connect(graph, p, sources, targets).influence
        for v in range(graph.n):
            up, down = p.copy(), p.copy()
            up[v], down[v] = 1.0, 0.0
            wanted = brute_force(graph, up, sources, targets)
            wanted -= brute_force(graph, down, sources, targets)
            assert influence[v] == pytest.approx(wanted if 0 < p[v] < 1 else 0.0, abs=1e-12)


def test_nodes_that_are_certain_but_for_rounding_are_certain() -> None:
    line = Graph.from_edges(3, [(0, 1), (1, 2)])
    ends = [np.eye(3, dtype=bool)[v] for v in (0, 2)]
    for p, prob in ((1 - 1e-9, 1.0), (1e-9, 0.0)):
        found = connect(line, np.array([1.0, p, 1.0]), *ends)
        assert (found.prob, found.method) == (prob, "certain")
    for p in (1 - 1e-8, 1e-8):
        found = connect(line, np.array([1.0, p, 1.0]), *ends)
        assert found.prob == pytest.approx(p, abs=1e-12)
        assert found.method == "exact"
    # Beside an uncertain node too: the cluster of two is one node, and surely up.
    line = Graph.from_edges(4, [(0, 1), (1, 2), (2, 3)])
    ends = [np.eye(4, dtype=bool)[v] for v in (0, 3)]
    found = connect(line, np.array([0.5, 1 - 1e-10, 1 - 1e-10, 0.5]), *ends)
    assert found.prob == 0.25


def test_what_is_too_wide_is_sampled_4096_times_and_says_how_sure_that_is() -> None:
    rng = np.random.default_rng(13)
    sampled = 0
    for _ in range(60):
        graph, p, sources, targets = random_case(rng)
        exact = connect(graph, p, sources, targets)
        found = connect(graph, p, sources, targets, max_states=0)
        if exact.method == "certain":
            assert found.method == "certain"
            continue
        sampled += 1
        assert (exact.method, found.method) == ("exact", "sampled")
        q = (round(found.prob * 4096) + 1) / 4098
        assert found.error == pytest.approx((q * (1 - q) / 4096) ** 0.5)
        assert abs(found.prob - exact.prob) < 5 * found.error
        assert np.abs(found.influence - exact.influence).max() < 0.15
        assert (found.influence[(p == 0) | (p == 1)] == 0).all()
        other = connect(graph, p, sources, targets, max_states=0, seed=2)
        assert abs(other.prob - exact.prob) < 5 * other.error
    assert sampled > 10


def test_a_dead_end_has_no_influence_however_it_is_worked_out() -> None:
    graph = Graph.from_edges(5, [(0, 1), (1, 2), (1, 3), (3, 4)])
    start, end = (np.eye(5, dtype=bool)[v] for v in (0, 2))
    for most in (100, 0):
        influence = connect(graph, np.full(5, 0.6), start, end, most).influence
        assert influence[[3, 4]].tolist() == [0.0, 0.0]
        assert (influence[:3] > 0).all()


def test_seed_1_is_drawn_unless_told_otherwise() -> None:
    graph = grid(3)
    start, end = (np.eye(9, dtype=bool)[v] for v in (0, 8))
    p = np.full(9, 0.7)
    first, second = (connect(graph, p, start, end, 0, seed).prob for seed in (1, 2))
    assert connect(graph, p, start, end, 0).prob == first != second


def test_kept_answers_are_those_of_connect_and_no_two_questions_are_mixed_up() -> None:
    graph = grid(4)
    kept = Connections(graph)
    rng = np.random.default_rng(3)
    for _ in range(30):
        p = rng.choice([0.0, 0.3, 0.8, 1.0], graph.n)
        sources, targets = rng.random(graph.n) < 0.2, rng.random(graph.n) < 0.2
        for ends in ((sources, targets), (targets, sources)):
            wanted = connect(graph, p, *ends)
            for found in (kept.connect(p, *ends), kept.connect(p.copy(), *ends)):
                assert found.prob == wanted.prob
                assert (found.influence == wanted.influence).all()


def test_a_question_is_worked_out_once_while_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECTIONS_KEPT", 2)
    graph = grid(3)
    kept = Connections(graph)
    ends = [np.eye(graph.n, dtype=bool)[n] for n in (0, graph.n - 1)]
    first = kept.connect(np.full(graph.n, 0.5), *ends)
    assert kept.connect(np.full(graph.n, 0.5), *ends) is first
    kept.connect(np.full(graph.n, 0.6), *ends)
    assert kept.connect(np.full(graph.n, 0.5), *ends) is first
    kept.connect(np.full(graph.n, 0.7), *ends)
    assert kept.connect(np.full(graph.n, 0.5), *ends) is not first
