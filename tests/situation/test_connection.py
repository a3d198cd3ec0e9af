"""Kept connection probabilities are those that would be worked out."""

from __future__ import annotations

import numpy as np
import pytest

from contested.situation import connection
from contested.situation.connection import Connections, connect
from contested.situation.graph import Graph


def grid(side: int) -> Graph:
    """A square grid."""
    number = np.arange(side * side).reshape(side, side)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    return Graph.from_edges(side * side, np.concatenate([across, down]))


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
    for p in (0.6, 0.7):
        kept.connect(np.full(graph.n, p), *ends)
    assert kept.connect(np.full(graph.n, 0.5), *ends) is not first
