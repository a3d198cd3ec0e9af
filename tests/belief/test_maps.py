"""Living maps against every path of the truth, and one step of the fit by hand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest

from contested.belief.living import STALE_DAYS, LivingFit, believe_table, days_since_moved
from contested.belief.panel import Floats
from contested.belief.table import ControlTable


def table_of(seed: int, sources: int, places: int, days: int, states: int) -> ControlTable:
    """Maps that seldom move and sometimes show nothing."""
    rng = np.random.default_rng(seed)
    shown = np.zeros((sources, places, days), dtype=np.int8)
    shown[:, :, 0] = rng.integers(0, states, (sources, places))
    for day in range(1, days):
        moved = rng.random((sources, places)) < 0.25
        shown[:, :, day] = np.where(
            moved, rng.integers(0, states, (sources, places)), shown[:, :, day - 1]
        )
    shown[rng.random(shown.shape) < 0.15] = -1
    names = tuple("ABCD"[:states])
    return ControlTable(tuple(map(str, range(sources))), tuple(map(str, range(places))), names,
                        date(2022, 1, 1), shown)  # fmt: skip


def said(table: ControlTable, fit: LivingFit, place: int, day: int, truth: int) -> float:
    """How likely what all maps show of a place on a day is, given the truth of the day."""
    shown = table.shown[:, place]
    chance = 1.0
    moves = [
        other for other in range(1, day)
        if any(row[other] != row[other - 1] and row[other] >= 0 and row[other - 1] >= 0
               for row in shown)
    ]  # fmt: skip
    # How stale the place was the day before: today's own move does not count.
    stale = max(0, day - 1) - max(moves, default=0)
    kind = sum(stale >= limit for limit in STALE_DAYS)
    for source, row in enumerate(shown):
        if row[day] >= 0 and day > 0 and row[day - 1] >= 0:
            chance *= fit.answers[source, kind, truth, row[day - 1], row[day]]
    return chance


def enumerated(table: ControlTable, fit: LivingFit, place: int, days: int) -> Floats:
    """P(truth on each day | what is shown up to day `days` - 1), (days, K)."""
    states = len(table.statuses)
    total = np.zeros((days, states))
    for path in product(range(states), repeat=days):
        weight = 1.0 / states
        for before, after in pairwise(path):
            weight *= fit.transition_matrix[before, after]
        for day, truth in enumerate(path):
            weight *= said(table, fit, place, day, truth)
        for day, truth in enumerate(path):
            total[day, truth] += weight
    return np.asarray(total / total.sum(axis=1, keepdims=True))


@pytest.mark.parametrize(("seed", "states"), [(1, 2), (2, 3), (3, 2)])
def test_chains_equal_the_sum_over_every_path_of_the_truth(seed: int, states: int) -> None:
    table = table_of(seed, 2, 2, 7, states)
    for iterations in (0, 2):
        filtered, smoothed, fit = believe_table(table, max_iterations=iterations)
        for place in range(2):
            whole = enumerated(table, fit, place, 7)
            assert smoothed[place] == pytest.approx(whole, abs=1e-9)
            for day in (0, 3, 6):
                then = enumerated(table, fit, place, day + 1)[day]
                assert filtered[place, day] == pytest.approx(then, abs=1e-9)


def test_staler_places_have_answers_of_their_own() -> None:
    # A map that moves once and is then silent for months; the other shows it eight days later.
    shown = np.zeros((2, 1, 110), dtype=np.int8)
    shown[0, 0, 3:] = 1
    shown[1, 0, 11:] = 1
    table = ControlTable(("a", "b"), ("p",), ("A", "B"), date(2022, 1, 1), shown)
    _, _, fit = believe_table(table, max_iterations=1)
    stale = days_since_moved(shown)[0]
    assert [int(stale[day]) for day in (2, 3, 10, 11, 44, 109)] == [2, 0, 7, 0, 33, 98]
    # With a prior of 200 days: b's move on day 11, a week after the last one, is of the second bin.
    moved = fit.answers[1, :, 1, 0, 1] - fit.answers[0, :, 1, 0, 1]
    assert moved[1] > 1e-4
    assert abs(moved[3]) < 1e-12


def test_a_move_to_or_from_any_status_counts_and_a_gap_does_not() -> None:
    shown = np.array([[[1, 1, 0, 0, 1, 1, -1, 0, 0]]], dtype=np.int8)
    assert days_since_moved(shown).tolist() == [[0, 1, 0, 1, 0, 1, 2, 3, 4]]


def test_a_step_of_the_fit_adds_what_was_seen_to_the_prior() -> None:
    # One map that stays for 40 days and one that shows the other status all the time.
    shown = np.zeros((1, 1, 41), dtype=np.int8)
    table = ControlTable(("a",), ("p",), ("A", "B"), date(2022, 1, 1), shown)
    heard: list[tuple[int, float]] = []
    _, smoothed, _ = believe_table(table, max_iterations=0)
    _, _, fit = believe_table(table, max_iterations=1, told=lambda *one: heard.append(one))
    assert [step for step, _ in heard] == [0]
    assert fit.log_likelihoods == (heard[0][1],)
    # Transitions: 2000 days of prior in each row and the expected days of each status.
    stay = 0.997 * 2000
    days = smoothed[0, :-1].sum(axis=0)
    changes = fit.transition_matrix[:, ::-1].diagonal()
    for status in (0, 1):
        most = (0.003 * 2000 + days[status]) / (2000 + days[status])
        assert stay / (2000 + days[status]) <= 1 - changes[status]
        assert changes[status] < most
        # What is expected to have changed is what the two days before and after differ in.
    expected = smoothed[0, 1:, 1].sum() - smoothed[0, :-1, 1].sum()
    moved_to = changes[0] * (2000 + days[0]) - 6.0
    moved_back = changes[1] * (2000 + days[1]) - 6.0
    assert moved_to - moved_back == pytest.approx(expected, abs=1e-9)


def test_fitting_maps_ends_where_a_step_gains_next_to_nothing() -> None:
    table = table_of(5, 2, 3, 30, 2)
    _, _, long = believe_table(table, max_iterations=500)
    steps = np.diff(long.log_likelihoods)
    events = 3 * 30
    assert (steps[:-1] >= 1e-5 * events).all()
    assert steps[-1] < 1e-5 * events
    _, _, short = believe_table(table)
    assert len(short.log_likelihoods) <= 20
    assert short.log_likelihoods == long.log_likelihoods[: len(short.log_likelihoods)]
