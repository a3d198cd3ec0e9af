"""Exact connection probabilities against the definition, and sampling against both."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.situation.graph import FloatArray, Graph
from contested.situation.reliability import (
    WidthError,
    brute_force,
    compile_diagram,
    elimination_order,
)
from contested.situation.sampling import joined_prob, reach_probs


def random_case(
    rng: np.random.Generator, n: int
) -> tuple[Graph, FloatArray, np.ndarray, np.ndarray]:
    edges = [(a, b) for a in range(n) for b in range(a) if rng.random() < rng.uniform(0.15, 0.6)]
    p = rng.random(n)
    p[rng.random(n) < 0.1] = 1.0
    p[rng.random(n) < 0.1] = 0.0
    sources, targets = rng.random(n) < 0.25, rng.random(n) < 0.25
    sources[rng.integers(n)] = True
    targets[rng.integers(n)] = True
    return Graph.from_edges(n, edges), p, sources, targets


def grid(rows: int, columns: int) -> Graph:
    edges = [
        (r * columns + c, r * columns + c + 1) for r in range(rows) for c in range(columns - 1)
    ]
    edges += [
        (r * columns + c, (r + 1) * columns + c) for r in range(rows - 1) for c in range(columns)
    ]
    return Graph.from_edges(rows * columns, edges)


def ends(n: int, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
    sources, targets = np.zeros(n, bool), np.zeros(n, bool)
    sources[start] = targets[end] = True
    return sources, targets


def test_exact_probability_equals_adding_up_all_states_on_250_random_graphs() -> None:
    rng = np.random.default_rng(7)
    for _ in range(250):
        graph, p, sources, targets = random_case(rng, int(rng.integers(1, 15)))
        diagram = compile_diagram(graph, sources, targets)
        exact, _ = diagram.evaluate(p)
        assert exact == pytest.approx(brute_force(graph, p, sources, targets), abs=1e-12)


def test_influence_equals_the_difference_between_a_node_up_and_down() -> None:
    rng = np.random.default_rng(8)
    for _ in range(40):
        graph, p, sources, targets = random_case(rng, int(rng.integers(2, 11)))
        _, influence = compile_diagram(graph, sources, targets).evaluate(p)
        for v in range(graph.n):
            up, down = p.copy(), p.copy()
            up[v], down[v] = 1.0, 0.0
            expected = brute_force(graph, up, sources, targets) - brute_force(
                graph, down, sources, targets
            )
            assert influence[v] == pytest.approx(expected, abs=1e-12)


def test_sampling_agrees_with_the_exact_probability_on_100_nodes() -> None:
    graph = grid(10, 10)
    sources, targets = ends(100, 0, 99)
    rng = np.random.default_rng(3)
    for low in (0.55, 0.7, 0.85):
        p = rng.uniform(low, 1.0, 100)
        exact, exact_influence = compile_diagram(graph, sources, targets).evaluate(p)
        sampled, error, influence = joined_prob(graph, p, sources, targets, samples=65536, seed=5)
        assert abs(sampled - exact) < 4 * error
        often = p < 0.95  # a node that hardly ever fails has too few samples without it
        assert np.abs(influence - exact_influence)[often].max() < 0.05


def test_sampling_gives_every_node_within_its_standard_error() -> None:
    graph = grid(3, 4)
    p = np.linspace(0.4, 0.95, 12)
    sources = np.zeros(12, bool)
    sources[0] = True
    estimate, error = reach_probs(graph, p, sources, samples=65536, seed=11)
    for v in range(12):
        targets = np.zeros(12, bool)
        targets[v] = True
        exact = brute_force(graph, p, sources, targets)
        assert abs(estimate[v] - exact) < 5 * error[v]


def test_exact_answer_on_100_nodes_takes_at_most_a_second() -> None:
    graph = grid(10, 10)
    sources, targets = ends(100, 0, 99)
    compile_diagram(grid(2, 2), *ends(4, 0, 3))
    start = time.process_time()
    compile_diagram(graph, sources, targets).evaluate(np.full(100, 0.9))
    assert time.process_time() - start < 3.0  # 1 s on an idle machine; the benchmark says


def test_a_graph_that_is_too_wide_is_refused() -> None:
    n = 40
    graph = Graph.from_edges(n, [(a, b) for a in range(n) for b in range(a)])
    with pytest.raises(WidthError, match="slots"):
        compile_diagram(graph, *ends(n, 0, n - 1))


def test_a_diagram_is_refused_one_slot_or_one_state_below_what_it_needs() -> None:
    graph = grid(4, 4)
    sources, targets = ends(16, 0, 15)
    diagram = compile_diagram(graph, sources, targets)
    assert diagram.states == sum(len(layer) for layer in diagram.down)
    assert diagram.width <= 6  # four columns, the node itself, and one to spare
    compile_diagram(graph, sources, targets, max_width=diagram.width, max_states=diagram.states)
    with pytest.raises(WidthError, match=f"{diagram.width - 1} slots"):
        compile_diagram(graph, sources, targets, max_width=diagram.width - 1)
    with pytest.raises(WidthError, match=f"{diagram.states - 1} states"):
        compile_diagram(graph, sources, targets, max_states=diagram.states - 1)


def test_thirteen_slots_are_the_most_that_a_state_has_room_for() -> None:
    # Decided one by one, all nodes of a complete graph but the last are on the frontier.
    for n, fits in ((13, True), (14, False)):
        graph = Graph.from_edges(n, [(a, b) for a in range(n) for b in range(a)])
        if fits:
            diagram = compile_diagram(graph, *ends(n, 0, n - 1), max_width=99)
            assert diagram.width == 13
            assert diagram.evaluate(np.full(n, 0.5))[0] == 0.25
        else:
            with pytest.raises(WidthError, match="slots"):
                compile_diagram(graph, *ends(n, 0, n - 1), max_width=99)


def test_nodes_that_do_not_matter_count_as_down() -> None:
    rng = np.random.default_rng(16)
    for _ in range(60):
        graph, p, sources, targets = random_case(rng, int(rng.integers(2, 11)))
        relevant = rng.random(graph.n) < 0.7
        prob, influence = compile_diagram(graph, sources, targets, relevant).evaluate(p)
        down = np.where(relevant, p, 0.0)
        assert prob == pytest.approx(brute_force(graph, down, sources, targets), abs=1e-12)
        assert (influence[~relevant] == 0).all()


def test_every_node_is_decided_once_and_a_row_of_them_takes_two_slots() -> None:
    rng = np.random.default_rng(17)
    for _ in range(40):
        graph, _, sources, targets = random_case(rng, int(rng.integers(1, 13)))
        nodes = rng.random(graph.n) < 0.8
        order = elimination_order(graph, nodes, sources, targets)
        assert sorted(order) == np.flatnonzero(nodes).tolist()
    names = rng.permutation(12)
    row = Graph.from_edges(12, list(zip(names[1:], names[:-1], strict=True)))
    middle = np.zeros(12, bool)
    middle[names[6]] = True
    everywhere = np.ones(12, bool)
    order = elimination_order(row, everywhere, middle, middle)
    places = {int(v): k for k, v in enumerate(names)}
    assert [places[v] for v in order] in (list(range(12)), list(range(11, -1, -1)))


def test_more_than_20_nodes_are_not_listed_state_by_state() -> None:
    nothing = np.zeros(21, bool)
    with pytest.raises(ValueError, match="21 nodes"):
        brute_force(Graph.from_edges(21, []), np.ones(21), nothing, nothing)


def test_no_nodes_and_no_targets_are_never_joined() -> None:
    empty = np.zeros(0, bool)
    assert compile_diagram(Graph.from_edges(0, []), empty, empty).evaluate(np.zeros(0))[0] == 0.0
    graph = grid(2, 2)
    nothing = np.zeros(4, bool)
    assert compile_diagram(graph, ~nothing, nothing).evaluate(np.ones(4))[0] == 0.0
    assert joined_prob(graph, np.ones(4), ~nothing, nothing)[0] == 0.0


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10**6), st.data())
def test_holding_more_places_never_raises_the_probability_of_being_cut_off(
    n: int, seed: int, data: st.DataObject
) -> None:
    graph, p, sources, targets = random_case(np.random.default_rng(seed), n)
    more = p.copy()
    for v in data.draw(st.sets(st.integers(0, n - 1))):
        more[v] += (1.0 - more[v]) * data.draw(st.floats(0.0, 1.0))
    diagram = compile_diagram(graph, sources, targets)
    cut_off, cut_off_with_more = (1.0 - diagram.evaluate(q)[0] for q in (p, more))
    assert cut_off_with_more <= cut_off + 1e-12
