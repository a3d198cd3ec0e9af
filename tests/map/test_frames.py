"""Day frames: the bytes, who a place is divided between, a choice over everybody's word."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.belief.answer import weigh_testimonies, who_holds
from contested.map import frames
from contested.map.frame_store import frames_key, read_frames, write_frames
from contested.map.frames import (
    DIVIDED_CODE,
    FIRST_PAIR_CODE,
    MAX_HOLDERS,
    MOVED,
    NO_AGE,
    OUTLINED,
    SPOKEN,
    UNKNOWN_CODE,
)
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.runs import from_runs, to_runs
from contested.map.selector import Selector
from contested.map.view import View, Views


def column(probs: list[list[float]], holder_rows: list[int] | None = None) -> np.ndarray:
    values = np.array(probs)
    inferred = values[:, :-1] / values[:, :-1].sum(axis=1, keepdims=True)
    days = len(values)
    rows = holder_rows if holder_rows is not None else list(range(values.shape[1] - 2))
    return frames.columns(
        values, inferred, np.arange(days), np.zeros(days, dtype=bool), rows, 4
    )  # fmt: skip


def test_codes_of_pairs_are_distinct_and_leave_room_for_divided() -> None:
    codes = [frames.pair_code(i, j, MAX_HOLDERS) for i, j in frames.pairs(MAX_HOLDERS)]
    assert codes == list(range(FIRST_PAIR_CODE, FIRST_PAIR_CODE + len(codes)))
    assert max(codes) < DIVIDED_CODE
    assert MAX_HOLDERS < FIRST_PAIR_CODE


def test_the_likeliest_state_is_shown_with_its_probability() -> None:
    found = column([[0.7, 0.1, 0.1, 0.1], [0.1, 0.2, 0.1, 0.6]], [2, 0])
    assert found[0].tolist()[:2] == [3, round(0.7 * 255)]
    assert found[1].tolist()[:2] == [UNKNOWN_CODE, round(0.6 * 255)]


def test_a_divided_place_names_the_two_that_were_likeliest_lately() -> None:
    found = column([[0.9, 0.05, 0.02, 0.02, 0.01], [0.02, 0.1, 0.01, 0.86, 0.01]])
    assert found[1, 0] == frames.pair_code(0, 1, 4)
    alone = column([[0.0, 0.0, 0.0, 0.99, 0.01]] * 40)
    assert alone[39, 0] == DIVIDED_CODE


def test_who_was_never_named_divides_no_place() -> None:
    probs = np.array([[0.5, 0.3, 0.1, 0.05, 0.05], [0.05, 0.04, 0.03, 0.87, 0.01]])
    inferred = probs[:, :-1] / probs[:, :-1].sum(axis=1, keepdims=True)

    def code(*named: bool) -> int:
        days = np.zeros(2, dtype=np.int64)
        every = np.tile(np.array(named), (2, 1))
        found = frames.columns(probs, inferred, days, days > 0, [0, 1, 2], 4, every)
        return int(found[1, 0])

    assert code(True, True, True) == frames.pair_code(0, 1, 4)
    assert code(True, False, True) == frames.pair_code(0, 2, 4)
    assert code(True, False, False) == DIVIDED_CODE


def test_only_sides_with_a_claim_behind_them_divide_a_place(demo_state: State) -> None:
    """In hindsight too, where every side keeps a little of the chance."""
    snapshot = demo_state.snapshot
    seen = 0
    for mode in ("then", "hindsight"):
        view = demo_state.views.get(Selector(mode))
        for place in view.places():
            found = view.belief(place)
            assert found is not None
            named = {
                snapshot.holder_row.get(side or "")
                for one in found.told
                for side in (
                    *(key for key, _ in (*one.content.says, *one.content.hints)),
                    one.taker, one.leaver,
                )
            }  # fmt: skip
            codes = set(view.frames.place(snapshot.places.index[place])[:, 0].tolist())
            for code in codes - {DIVIDED_CODE}:
                if code >= FIRST_PAIR_CODE:
                    pair = frames.pairs(len(snapshot.holders))[code - FIRST_PAIR_CODE]
                    assert set(pair) <= named, place
                    seen += 1
    assert seen


def test_a_belief_has_moved_where_enough_probability_went_elsewhere() -> None:
    found = column([[0.9, 0.05, 0.04, 0.01], [0.88, 0.07, 0.04, 0.01], [0.2, 0.7, 0.09, 0.01]])
    assert [bool(flags & MOVED) for flags in found[:, 3]] == [False, False, True]


def test_age_stops_at_254_and_none_is_255() -> None:
    age = np.array([-1, 0, 253, 300])
    probs = np.tile([[1.0, 0.0, 0.0, 0.0]], (4, 1))
    found = frames.columns(probs, probs[:, :3], age, np.ones(4, dtype=bool), [0, 1], 2)
    assert found[:, 2].tolist() == [NO_AGE, 0, 253, 254]
    assert (found[:, 3] & SPOKEN).all()


def test_frames_of_a_choice_replace_only_its_places() -> None:
    base = frames.empty(3, 5)
    own = np.full((3, 4), 7, dtype=np.uint8)
    chosen = frames.replaced(base, {2: own})
    part = chosen.slice(1, 2)
    assert (part[:, 2] == 7).all()
    assert (np.delete(part, 2, axis=1) == np.delete(base[1:3], 2, axis=1)).all()
    part[:] = 0
    assert (chosen.place(2) == 7).all()
    assert (chosen.place(0) == base[:, 0]).all()


def test_packed_frames_begin_with_what_they_are() -> None:
    data = frames.packed(frames.empty(2, 3), 9)
    assert data[:4] == frames.MAGIC
    assert struct.unpack("<III", data[4:16]) == (2, 3, 9)
    assert len(data) == 16 + 2 * 3 * 4


@given(st.lists(st.lists(st.integers(0, 3), min_size=12, max_size=12), min_size=1, max_size=6))
def test_runs_give_back_the_frames_they_were_made_of(rows: list[list[int]]) -> None:
    """Few distinct values, so that there are runs; ages that grow, stay and start anew."""
    places = np.array(rows, dtype=np.uint8)
    whole = np.zeros((12, len(rows), 4), dtype=np.uint8)
    whole[:, :, 0] = places.T // 2
    whole[:, :, 1] = places.T * 60
    age = np.zeros(len(rows), dtype=int)
    for day in range(12):
        age = np.where(places[:, day] == 3, NO_AGE, np.where(places[:, day] == 0, 0, age + 1))
        whole[day, :, 2] = np.minimum(age, NO_AGE)
        age = np.where(age >= NO_AGE, 0, age)
    whole[:, :, 3] = places.T % 2
    assert (from_runs(to_runs(whole)) == whole).all()


def test_the_demonstration_as_runs_is_a_fraction_of_its_frames(demo_state: State) -> None:
    whole = demo_state.views.get(Selector()).frames.base
    runs = to_runs(whole)
    assert (from_runs(runs) == whole).all()
    assert runs.nbytes < whole.nbytes / 4


def test_frames_are_kept_and_found_again_by_those_who_have_the_same_state(
    demo_state: State, tmp_path: Path
) -> None:
    whole = demo_state.views.get(Selector()).frames.base
    shape = (whole.shape[0], whole.shape[1])
    key = frames_key(demo_state.snapshot.version, "filtered")
    assert key != frames_key(demo_state.snapshot.version, "smoothed")
    assert read_frames(key, shape, tmp_path) is None
    write_frames(key, whole, tmp_path)
    found = read_frames(key, shape, tmp_path)
    assert found is not None
    assert (found == whole).all()
    assert read_frames(key, (shape[0] + 1, shape[1]), tmp_path) is None
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:200])
    assert read_frames(key, shape, tmp_path) is None


def test_only_the_newest_frames_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        write_frames(f"{number}", frames.empty(2, 2), tmp_path)
        os.utime(tmp_path / f"frames-{number}.npz", (number, number))
    assert len(list(tmp_path.iterdir())) <= 7


def test_a_large_ledgers_frames_are_read_again_and_not_worked_out(
    demo_state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    monkeypatch.setattr("contested.map.view.WORTH_KEEPING", 1)
    first = Views(demo_state.snapshot).get(Selector()).frames.base
    monkeypatch.setattr(View, "_columns", None)
    again = Views(demo_state.snapshot).get(Selector()).frames.base
    assert (again == first).all()


def test_frames_too_large_for_memory_are_a_map_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_LARGEST_BYTES", 10)
    found = frames.empty(3, 4)
    assert isinstance(found, np.memmap)
    assert (found[:, :, 2] == NO_AGE).all()


def test_a_choice_of_speakers_shows_each_place_as_if_worked_out_alone(demo_state: State) -> None:
    """What is shared with everybody's word and what is computed anew agree with `who_holds`."""
    snapshot = demo_state.snapshot
    day = snapshot.first_day.replace(month=8, day=20)
    view = demo_state.views.get(Selector(without=("SOHR", "SANA")))
    told = demo_state.views.get(Selector())
    changed = 0
    for place in snapshot.believer.places:
        belief = who_holds(
            snapshot.believer, place, day, without=("SOHR", "SANA"), kind="filtered", explain=False
        )
        row = view.row(place, day)
        for name, prob in zip([*snapshot.believer.war_of(place).names, "divided"],  # type: ignore[union-attr]  # known
                              list(row.values()), strict=False):  # fmt: skip
            if len(row) > 1:
                assert belief.probs[name] == pytest.approx(prob, abs=1e-9)
        changed += row != told.row(place, day)
    assert changed > 5


def test_outlined_are_the_places_with_another_holder(demo_state: State) -> None:
    told = demo_state.views.get(Selector()).frames
    alone = demo_state.views.get(Selector(only_side="syrian-government")).frames
    last = told.days - 1
    differs = told.slice(0, last)[..., 0] != alone.slice(0, last)[..., 0]
    assert differs.any()
    assert ((alone.slice(0, last)[..., 3] & OUTLINED > 0) == differs).all()


@given(st.text())
def test_neutral_text_keeps_its_length_in_utf_16_units(text: str) -> None:
    plain = text.encode("utf-16-le", "surrogatepass")
    assert len(neutral(text).encode("utf-16-le")) == len(plain)


def test_a_word_taken_as_it_is_moves_the_belief_more_than_the_same_word_weighed(
    demo_state: State,
) -> None:
    snapshot = demo_state.snapshot
    day = snapshot.first_day.replace(month=8, day=6)
    told = [
        one
        for one in snapshot.believer.testimonies("syria:ramouseh")
        if one.speaker.name == "Ahrar al-Sham" and one.known_on <= day
    ]
    weights = [
        max(
            abs(one.log_odds)
            for one in weigh_testimonies(
                snapshot.believer, "syria:ramouseh", told, day, "filtered", at_their_word=word
            )
        )
        for word in (True, False)
    ]
    assert weights[0] > weights[1] + 1.0
