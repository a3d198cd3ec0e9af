"""Which places decide whether a town is cut off, and who holds what lies round it."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.situation.control import Picture
from contested.situation.encircle import deciding_places, encircled, holding_round
from tests.situation.land import ARMY, DEFINITIONS, JIHAD, REBELS, drawn, line, mask, shown

OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


def decided(now: Picture, *home: str, told: float | None = None) -> list[tuple[str, float, float]]:
    answer = encircled(now, mask(now.control, *home), REBELS, DEFINITIONS, reported_prob=told)
    return [
        (one.place.removeprefix("land:"), one.influence, one.joint_influence)
        for one in deciding_places(now, answer)
    ]


def test_a_town_that_every_way_runs_through_decides_alone_and_with_the_others(
    folder: Path,
) -> None:
    control = line(folder / "two", "home", "near", "far", "gate")
    now = shown(control, {
        "home": OURS, "near": {REBELS: 0.4, ARMY: 0.2, "unknown": 0.4},
        "far": {REBELS: 0.4, ARMY: 0.3, "divided": 0.1, "unknown": 0.2},
    })  # fmt: skip
    # They let 0.8 and 0.65 through at most, 0.4 and 0.45 at least, which 0.05 tell of. Each
    # decides what the other leaves; both, all.
    found = decided(now, "home")
    assert [name for name, _, _ in found] == ["far", "near"]
    assert [one for _, one, _ in found] == pytest.approx(
        [0.95 * 0.8 + 0.05 * 0.4, 0.95 * 0.65 + 0.05 * 0.45]
    )
    assert [both for _, _, both in found] == pytest.approx([0.5, 0.5])
    (deciding, _) = deciding_places(now, encircled(now, mask(control, "home"), REBELS, DEFINITIONS))
    assert (deciding.held_prob, deciding.divided_prob) == pytest.approx((0.4, 0.1))
    # What is reported takes its share of the weight that places have together.
    assert [both for _, _, both in decided(now, "home", told=0.2)] == pytest.approx([0.8, 0.8])


def ways(folder: Path, count: int, rows: dict[str, dict[str, float]]) -> Picture:
    """So many ways of one town each from home to a border, probably open unless told otherwise."""
    towns = [f"w{k}" for k in range(count)]
    links = [(a, b) for town in towns for a, b in (("home", town), (town, "gate"))]
    control = drawn(folder, dict.fromkeys(["home", *towns, "gate"], "town"), links)
    held = {town: {REBELS: 0.4, ARMY: 0.15, "unknown": 0.45} for town in towns}
    return shown(control, {"home": OURS, **held, **rows})


@pytest.mark.parametrize(("count", "deciding"), [(2, 2), (3, 3), (4, 0)])
def test_the_towns_of_a_smallest_cut_of_at_most_three_decide_together(
    folder: Path, count: int, deciding: int
) -> None:
    found = decided(ways(folder / f"ways{count}", count, {}), "home")
    assert len(found) == deciding
    for _, alone, together in found:
        wanted = 0.95 * 0.15 ** (count - 1) + 0.05 * 0.6 ** (count - 1)
        assert alone == pytest.approx(wanted, abs=1e-4)
        assert together == pytest.approx(0.5)


def test_of_a_town_that_is_cut_off_the_places_to_be_gained_on_the_likeliest_way_decide(
    folder: Path,
) -> None:
    now = ways(folder / "cut", 3, {"w0": THEIRS, "w1": {ARMY: 0.7, REBELS: 0.3}, "w2": THEIRS})
    assert decided(now, "home") == [("w1", 1.0, 1.0)]
    long = line(folder / "long", "home", "a", "b", "c", "d", "gate")
    rows: dict[str, dict[str, float]] = {"home": OURS, "a": THEIRS, "b": THEIRS, "c": THEIRS}
    found = decided(shown(long, {**rows, "d": OURS}), "home")
    assert [name for name, _, _ in found] == ["a", "b", "c"]
    assert [alone for _, alone, _ in found] == [0.0, 0.0, 0.0]  # none of them is enough
    assert [both for _, _, both in found] == pytest.approx([0.5, 0.5, 0.5])
    assert decided(shown(long, {**rows, "d": THEIRS}), "home") == []  # too many to be named


def test_nothing_turns_on_a_place_of_which_nothing_is_known(folder: Path) -> None:
    control = line(folder / "unknown", "home", "near", "far", "gate")
    near = {REBELS: 0.4, ARMY: 0.2, "unknown": 0.4}
    rows: dict[str, dict[str, float]] = {"home": OURS, "near": near}
    assert [one[0] for one in decided(shown(control, rows), "home")] == ["near"]
    half = shown(control, {**rows, "far": {ARMY: 0.5, "unknown": 0.5}})
    assert [one[0] for one in decided(half, "home")] == ["near"]
    known = shown(control, {**rows, "far": {ARMY: 0.51, "unknown": 0.49}})
    assert [one[0] for one in decided(known, "home")] == ["far", "near"]


def test_a_part_goes_with_its_whole_unless_it_was_spoken_of_itself(folder: Path) -> None:
    control = drawn(
        folder / "whole",
        {"home": "town", "city": "city", "part": "neighbourhood in city", "gate": ""},
        [("home", "city"), ("city", "part"), ("part", "gate")],
    )
    row = {REBELS: 0.4, ARMY: 0.3, "unknown": 0.3}
    assert [one[0] for one in decided(shown(control, {"home": OURS, "city": row}), "home")] == [
        "city"
    ]
    both = shown(control, {"home": OURS, "city": row, "part": row})
    assert {one[0] for one in decided(both, "home")} == {"city", "part"}


def test_of_places_that_decide_as_much_six_are_named_by_name(folder: Path) -> None:
    towns = [f"t{k}" for k in range(7)]
    control = line(folder / "seven", "home", *reversed(towns), "gate")
    rows = {town: {REBELS: 0.4, ARMY: 0.15, "unknown": 0.45} for town in towns}
    found = decided(shown(control, {"home": OURS, **rows}), "home", told=0.5)
    assert [name for name, _, _ in found] == towns[:6]


@pytest.mark.parametrize(("open_prob", "named"), [(0.8, {"a", "b", "c"}), (0.94, {"a", "c"})])
def test_a_place_off_the_cut_is_named_if_a_tenth_turns_on_it(
    folder: Path, open_prob: float, named: set[str]
) -> None:
    # Two ways that share their end; the one through `b` is probably lost.
    control = drawn(
        folder / f"off{open_prob}", dict.fromkeys(["home", "a", "b", "c", "gate"], "town"),
        [("home", "a"), ("home", "b"), ("a", "c"), ("b", "c"), ("c", "gate")],
    )  # fmt: skip
    now = shown(control, {
        "home": OURS, "a": {REBELS: 0.45, ARMY: 1 - open_prob, "unknown": open_prob - 0.45},
        "b": {REBELS: 0.3, ARMY: 0.7}, "c": {REBELS: 0.4, ARMY: 0.15, "unknown": 0.45},
    })  # fmt: skip
    found = decided(now, "home")
    assert {name for name, _, _ in found} == named
    assert {name for name, _, both in found if both} == {"a", "c"}


def test_who_holds_what_lies_round_is_told_by_share(folder: Path) -> None:
    towns = ["home", "own", "a", "b", "c", "d", "far"]
    control = drawn(
        folder / "round", dict.fromkeys(towns, "town"),
        [("home", "own"), ("home", "a"), ("own", "b"), ("own", "c"), ("home", "d"), ("d", "far")],
    )  # fmt: skip
    members = mask(control, "home")
    rows: dict[str, dict[str, float]] = {
        "home": OURS, "own": {REBELS: 0.5, "unknown": 0.5}, "a": {ARMY: 1.0}, "b": {JIHAD: 0.9},
        "c": {ARMY: 0.6, REBELS: 0.4}, "d": {JIHAD: 0.5, "unknown": 0.5}, "far": {ARMY: 1.0},
    }  # fmt: skip
    now = shown(control, rows)
    answer = encircled(now, members, REBELS, DEFINITIONS)
    assert [side for side, _ in holding_round(now, answer)] == [ARMY, JIHAD]
    assert [share for _, share in holding_round(now, answer)] == pytest.approx([1.6 / 3, 1.4 / 3])
    little = shown(control, {**rows, "b": {ARMY: 1.0}, "d": {JIHAD: 0.44, "unknown": 0.56}})
    answer = encircled(little, members, REBELS, DEFINITIONS)
    ((side, share),) = holding_round(little, answer)
    assert side == ARMY
    assert share == pytest.approx(2.6 / 3.04)
    more = shown(control, {**rows, "b": {ARMY: 1.0}, "d": {JIHAD: 0.46, "unknown": 0.54}})
    assert len(holding_round(more, encircled(more, members, REBELS, DEFINITIONS))) == 2
    alone = shown(control, {"home": OURS, "own": OURS, "a": OURS})
    assert holding_round(alone, encircled(alone, members, REBELS, DEFINITIONS)) == []
