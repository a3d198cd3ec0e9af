"""A war as arrays, in cases small enough to work out by hand: neighbours, surroundings, lags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from contested.belief import testimony, whole
from contested.belief.accelerate import Point, extrapolated
from contested.belief.believe import daily_matrices
from contested.belief.daily import believed_then, in_hindsight
from contested.belief.encode import encode
from contested.belief.fit import Parameters
from contested.belief.learnt import Learnt
from contested.belief.panel import Ints
from contested.belief.speech import ROWS, Speech, prior_of
from contested.belief.sweep import all_places, level_keys
from contested.belief.testimony import Speaker, Testimony
from contested.belief.transition import Hazards, Surrounding, transition_matrix
from contested.belief.whole import (
    War,
    beliefs,
    changes,
    held_by,
    lags,
    learn,
    surrounded,
    with_delays,
)

ORIGIN = date(2016, 1, 1)
SIDES = ("a", "b")
# Place 0 has five neighbours, place 1 one, the others none.
START, NEIGHBOURS = np.array([0, 5, 6, 6, 6, 6, 6]), np.array([1, 2, 3, 4, 5, 0])
HELD = np.array(
    [[0, 1, -1], [0, 0, -1], [0, 1, -1], [0, 1, -1], [0, 1, 0], [1, -1, -1]], dtype=np.int8
)


def word(place: int, day: int, side: str, speaker: str, *, late: int | None = None) -> Testimony:
    """A monitor's word on a day; with `late`, an undated one published so many days later."""
    known = day if late is None else day + late
    return Testimony(
        f"p{place}", ORIGIN + timedelta(day if late is None else known), ORIGIN + timedelta(known),
        Speaker(speaker, "monitor"), frozenset(), False, testimony.holds(side, side), 0,
        late is None, (f"{speaker}-{place}-{day}",),
    )  # fmt: skip


def war_of(told: list[Testimony], places: int, days: int) -> War:
    """These words as a war of places without neighbours and without fighting."""
    ordered = sorted(told, key=lambda one: (one.place, one.day, one.speaker.name))
    names = [f"p{place}" for place in range(places)]
    return War(
        encode(ordered, SIDES, names, ORIGIN), days, np.zeros(places + 1, dtype=np.int64),
        np.zeros(0, dtype=np.int64), np.zeros((places, days), dtype=np.int8),
        np.array([one.dated for one in ordered], dtype=bool),
    )  # fmt: skip


# -- neighbours and surroundings ------------------------------------------------------------------


def test_a_key_packs_how_many_neighbours_each_side_held_the_day_before() -> None:
    keys = level_keys(HELD, START, NEIGHBOURS, 2)
    # Place 0 on day 1: four neighbours with side 0 (level 3), one with side 1 (level 1); on day 2
    # one and three (level 2), and one with nobody.
    assert keys[0].tolist() == [0, 3 + 4 * 1, 1 + 4 * 2]
    assert keys[1].tolist() == [0, 1, 4]
    assert not keys[2:].any()


def test_two_neighbours_are_one_level_above_one() -> None:
    held = np.array([[0, 0], [1, 1], [1, 1]], dtype=np.int8)
    keys = level_keys(held, np.array([0, 2, 2, 2]), np.array([1, 2]), 2)
    assert keys[0].tolist() == [0, 4 * 2]


def with_neighbours() -> War:
    fighting = np.zeros((6, 3), dtype=np.int8)
    fighting[0, 1], fighting[1, 2] = 6, 1
    bare = war_of([word(0, 0, "a", "M")], 6, 3)
    return War(bare.encoded, 3, START, NEIGHBOURS, fighting, bare.dated)


def test_surroundings_are_unpacked_into_levels_and_fighting() -> None:
    kinds, which = surrounded(with_neighbours(), HELD)
    around = [[kinds[number] for number in row] for row in which]
    assert around[0] == [((0, 0), 0), ((3, 1), 6), ((1, 2), 0)]
    assert around[1] == [((0, 0), 0), ((1, 0), 0), ((0, 1), 1)]
    assert around[5] == [((0, 0), 0)] * 3
    kinds, which = surrounded(with_neighbours(), None)
    assert [kinds[number] for number in which[0]] == [((0, 0), 0), ((0, 0), 6), ((0, 0), 0)]


def test_changes_of_surroundings_are_listed_from_the_first_day_on() -> None:
    found = changes(with_neighbours(), HELD)
    listed = [
        (place, day, found.kinds[kind])
        for place, day, kind in zip(found.place, found.day, found.which, strict=True)
    ]
    assert listed[:6] == [
        (0, 0, ((0, 0), 0)), (0, 1, ((3, 1), 6)), (0, 2, ((1, 2), 0)),
        (1, 0, ((0, 0), 0)), (1, 1, ((1, 0), 0)), (1, 2, ((0, 1), 1)),
    ]  # fmt: skip
    assert listed[6:] == [(place, 0, ((0, 0), 0)) for place in (2, 3, 4, 5)]


def test_a_neighbour_counts_as_held_where_a_side_is_known_to_be_likelier_than_not() -> None:
    probs = np.array([[[0.7, 0.2, 0.1], [0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.1, 0.7]]])
    certain = np.array([[0.9, 0.6, 1.0, 1.0]])  # 0.63, 0.42, 0.6, and divided
    assert held_by(probs, certain).tolist() == [[0, -1, 1, -1]]


def test_each_day_has_the_matrix_of_its_surrounding() -> None:
    counts = np.array([[0, 0], [2, 0], [0, 0], [0, 0], [9, 1], [3, 4]])
    fighting = np.array([0, 0, 0, 1, 1, 4])
    found, which = daily_matrices(Hazards(), counts, fighting, {})
    kinds: list[Surrounding] = [
        ((0, 0), 0), ((2, 0), 0), ((0, 0), 0), ((0, 0), 1), ((3, 1), 1), ((2, 3), 4),
    ]  # fmt: skip
    assert len(which) == len(kinds)
    for number, kind in zip(which, kinds, strict=True):
        assert found[number].tolist() == transition_matrix(Hazards(), kind).tolist()


# -- lags -----------------------------------------------------------------------------------------


def late_war() -> War:
    """Thirty places that go from a to b, each on a day of its own. M says who holds them daily and
    at once; L says it undated, three days late, around the change; T says so a single time."""
    told = []
    for place in range(30):
        change = 10 + place % 7
        truth = ["a"] * change + ["b"] * (30 - change)
        told += [word(place, day, truth[day], "M") for day in range(30)]
        told += [word(place, day, truth[day], "L", late=3) for day in range(change - 3, change + 3)]
    told.append(word(0, 20, "b", "K", late=1))
    return war_of(told, 30, 34)


def number_of(war: War, speaker: str) -> int:
    return [one.name for one in war.encoded.speakers].index(speaker)


def test_a_speaker_whose_undated_words_come_three_days_late_is_found_to() -> None:
    war = late_war()
    speakers = war.encoded.speakers
    mean = prior_of([one.kind for one in speakers]).mean()
    none: Ints = np.zeros(len(speakers), dtype=np.int64)
    found = lags(war, Parameters(Hazards(), mean), none)
    assert found[number_of(war, "L")] == 3
    assert found[number_of(war, "M")] == 0  # all its words are dated
    assert found[number_of(war, "K")] == 0  # too few words to tell


def test_undated_words_move_by_their_speakers_lag_and_dated_ones_stay() -> None:
    told = [word(0, 5, "a", "M"), word(0, 5, "b", "L", late=3), word(1, 0, "b", "L", late=1)]
    war = war_of(told, 2, 12)
    delay: Ints = np.zeros(2, dtype=np.int64)
    assert with_delays(war, delay) is war
    delay[:] = 4
    moved = with_delays(war, delay)
    seen = moved.encoded.observations
    spoken = [moved.encoded.speakers[moved.encoded.voices.speaker[one]].name for one in seen.voice]
    listed = list(
        zip(seen.place.tolist(), seen.day.tolist(), spoken, moved.dated.tolist(), strict=True)
    )
    some = with_delays(war, np.array([4, 0]) if number_of(war, "L") == 0 else np.array([0, 4]))
    assert some.encoded.observations.day.tolist() == seen.day.tolist()
    # Published on day 8 and day 1; four days before day 1 is before the first day.
    assert listed == [(0, 4, "L", False), (0, 5, "M", True), (1, 0, "L", False)]


def test_without_a_speaker_the_belief_is_that_of_a_war_it_never_spoke_in() -> None:
    told = [word(0, 2, "a", "M"), word(0, 3, "b", "L"), word(0, 6, "a", "M")]
    war, alone = war_of(told, 1, 8), war_of([one for one in told if one.speaker.name == "M"], 1, 8)
    both = prior_of(["monitor", "monitor"]).mean()
    one = prior_of(["monitor"]).mean()
    found, _ = beliefs(war, Hazards(), both, "smoothed", skip_speaker=number_of(war, "L"))
    expected, _ = beliefs(alone, Hazards(), one, "smoothed")
    assert found == pytest.approx(expected)
    heard, _ = beliefs(war, Hazards(), both, "smoothed")
    assert abs(heard - expected).max() > 0.01


def test_what_is_said_later_counts_in_hindsight_alone() -> None:
    war = war_of([word(0, 2, "a", "M"), word(0, 6, "b", "M")], 1, 8)
    mean = prior_of(["monitor"]).mean()
    then, _ = beliefs(war, Hazards(), mean, "filtered")
    hindsight, _ = beliefs(war, Hazards(), mean, "smoothed")
    first, _ = beliefs(war_of([word(0, 2, "a", "M")], 1, 8), Hazards(), mean, "filtered")
    assert then[0, :6] == pytest.approx(first[0, :6])
    assert hindsight[0, 5, 1] > then[0, 5, 1] + 0.01
    assert hindsight[0, 7] == pytest.approx(then[0, 7])


def test_neighbours_are_gone_through_once_in_the_first_round_and_twice_in_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    war = war_of([word(0, 2, "a", "M"), word(0, 6, "b", "M")], 1, 8)
    sweeps = []

    def noting(*args: Any, **options: Any) -> Any:
        sweeps.append(options["sweeps"])
        return beliefs(*args, **options)

    monkeypatch.setattr(whole, "beliefs", noting)
    learn(war, prior_of(["monitor"]), rounds=4, max_iterations=1, learn_delays=False)
    assert sweeps == [1, 2, 2, 2]


@pytest.mark.parametrize("filtered", [True, False])
def test_all_places_at_once_are_each_place_by_itself(filtered: bool) -> None:
    rng = np.random.default_rng(4)
    initial = np.array([0.4, 0.4, 0.2])
    daily = np.stack([transition_matrix(Hazards(), ((k, 0), 0)) for k in range(3)])
    which = rng.integers(0, 3, (4, 9))
    counts = np.array([3, 0, 1, 4])
    start = np.concatenate([[0], np.cumsum(counts)])
    day = np.concatenate([np.sort(rng.integers(0, 9, count)) for count in counts]).astype(np.int64)
    known = np.minimum(day + rng.integers(0, 3, len(day)), 8)
    likelihood = rng.random((len(day), 3))
    weight = rng.random(len(day))
    probs, certain = all_places(
        initial, daily, which, start, day, known, likelihood, weight, filtered
    )
    for place in range(4):
        rows = slice(start[place], start[place + 1])
        told = (day[rows], known[rows], likelihood[rows], weight[rows])
        one = believed_then if filtered else in_hindsight
        wanted, other = one(initial, daily, which[place], *told)
        assert probs[place] == pytest.approx(wanted)
        assert certain[place] == pytest.approx(other.sum(axis=1) if filtered else 1 - other)
        assert (certain[place] < 1 + 1e-9).all()


# -- what is taken at its word, and longer steps ---------------------------------------------------


def test_a_speaker_taken_at_its_word_is_right_in_every_row() -> None:
    speech = Learnt().speech([Speaker("S", "monitor")], SIDES, at_their_word=True)
    (cells,) = speech.cells
    for row in ROWS:
        assert cells[row].sum() == pytest.approx(1.0)
    # The right side, divided, its own, divided, the right other side: see the order of cells.
    assert cells[[0, 4, 5, 9, 13]].min() >= 0.98
    assert max(speech.echo[0], speech.repeat[0]) < 1e-6


def point(leave: float, presence: list[list[float]]) -> Point:
    mean = prior_of(["monitor", "monitor"]).mean()
    hazards = Hazards(leave=np.full_like(Hazards().leave, leave))
    return hazards, Speech(mean.cells, mean.echo, mean.repeat, np.array(presence))


def test_chances_that_are_sure_stay_between_nought_and_one_in_a_longer_step() -> None:
    path = [point(leave, [[1.0] * 3] * 2) for leave in (0.010, 0.020, 0.025)]
    for sure in (0.0, 1.0):
        moved = [
            (hazards, replace(speech, echo=np.full_like(speech.echo, sure)))
            for hazards, speech in path
        ]
        found = extrapolated((moved[0], moved[1], moved[2]), np.ones(2))
        assert found is not None
        assert found[1].echo == pytest.approx([sure, sure], abs=1e-9)


@pytest.mark.parametrize("said", [[1.0, 0.0], [3.0, 1.0], [60.0, 20.0]])
def test_after_a_longer_step_presence_still_averages_to_one_over_what_was_said(
    said: list[float],
) -> None:
    path = (
        point(0.010, [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]),
        point(0.020, [[1.2, 0.9, 1.0], [0.4, 1.3, 1.0]]),
        point(0.025, [[1.3, 0.8, 1.0], [0.3, 1.4, 1.0]]),
    )
    found = extrapolated(path, np.array(said))
    assert found is not None
    hazards, speech = found
    share = np.array(said) / sum(said)
    assert speech.presence is not None
    assert share @ speech.presence == pytest.approx(np.ones(3))
    if not said[1]:
        assert speech.presence[1].tolist() == [1.0, 1.0, 1.0]  # it never spoke
    assert hazards.leave.min() > 0.025  # on the way that the two steps were going


def test_no_longer_step_is_taken_where_the_steps_do_not_shrink_or_nothing_moves() -> None:
    still = point(0.01, [[1.0] * 3] * 2)
    assert extrapolated((still, still, still), np.ones(2)) is None
    back = (still, point(0.02, [[1.0] * 3] * 2), still)
    assert extrapolated(back, np.ones(2)) is None
