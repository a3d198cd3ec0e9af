"""Encirclement in theatres of a few towns: worked out by hand, and by adding up all states."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from contested.situation import connection
from contested.situation.control import Picture
from contested.situation.encircle import (
    Encircled,
    Ring,
    besieged_members,
    deciding_places,
    encircled,
    heartland,
    holding_round,
    ring_of,
)
from contested.situation.reliability import brute_force
from tests.situation.land import (
    ARMY,
    DAY,
    DEFINITIONS,
    JIHAD,
    REBELS,
    drawn,
    line,
    mask,
    peer,
    shown,
)

OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


# -- by the definition ---------------------------------------------------------------------------


@dataclass
class Asked:
    """A question put at random, with the numbers of the picture by node."""

    now: Picture
    members: set[int]
    reported: float | None
    ring: set[int]
    ring_prob: float
    freshness: float

    def answered(self) -> Encircled:
        control = self.now.control
        ring = Ring(DAY, control.mask(sorted(self.ring))) if self.ring else None
        return encircled(
            self.now, control.mask(sorted(self.members)), REBELS, DEFINITIONS,
            reported_prob=self.reported, ring=ring, ring_prob=self.ring_prob,
            freshness=self.freshness,
        )  # fmt: skip


@pytest.fixture(scope="module")
def asked(folder: Path) -> list[Asked]:
    rng = np.random.default_rng(21)
    found = []
    for number in range(60):
        n = int(rng.integers(4, 9))
        names = [f"t{k}" for k in range(n)] + ["gate"]
        pairs = [(a, b) for a, b in itertools.combinations(names, 2) if rng.random() < 0.35]
        pairs += [(names[0], names[1]), (names[-2], names[-1])]
        control = drawn(folder / f"random{number}", dict.fromkeys(names, "town"), pairs)
        beliefs = {}
        for node in control.nodes:
            shares = rng.dirichlet(rng.choice([0.1, 1.0, 5.0], 4))
            states = dict(zip((REBELS, ARMY, "divided", "unknown"), shares, strict=True))
            if rng.random() < 0.7:
                beliefs[node.removeprefix("land:")] = {k: float(p) for k, p in states.items()}
        inside = [v for v in range(control.graph.n) if not control.exits[v]]
        members = set(rng.choice(inside, int(rng.integers(1, 3))).tolist())
        if number % 10 == 0:
            members.add(int(np.flatnonzero(control.exits)[0]))
        around = set(np.flatnonzero(rng.random(control.graph.n) < 0.5).tolist())
        found.append(
            Asked(
                shown(control, beliefs), members,
                None if rng.random() < 0.2 else float(rng.random()),
                around if rng.random() < 0.7 else set(),
                float(rng.choice([0.0, 0.3, 0.6, 0.9, 1.0])), float(rng.choice([0.0, 0.4, 1.0])),
            )
        )  # fmt: skip
    return found


def lands_beyond(one: Asked, shut: np.ndarray) -> set[int]:
    """Where the members want to get: borders, and what their side holds of a piece of ground that
    is not shut in, itself with a border or three of its places."""
    control, now = one.now.control, one.now
    exits = set(np.flatnonzero(control.exits).tolist())
    others = now.held_by_others(REBELS)
    ours = {v for v in range(control.graph.n) if now.held_by(REBELS)[v] >= 0.5} - one.members
    ground = {v for v in range(control.graph.n) if others[v] < 0.5} - one.members - exits
    if one.ring_prob > 0.5:
        ground -= {v for v in one.ring if shut[v] < 0.5} - one.members - exits
    found = set(exits)
    for piece in nx.connected_components(peer(control).subgraph(ground)):
        has_border = any(exits & set(peer(control)[v]) for v in piece)
        if has_border or len(piece & ours) >= 3:
            found |= piece & ours
    return found


@pytest.mark.parametrize("number", range(60))
def test_the_answer_is_the_formula_over_all_states_of_the_places(
    asked: list[Asked], number: int
) -> None:
    one = asked[number]
    control, now = one.now.control, one.now
    n = control.graph.n
    answer = one.answered()
    through = 0.5 if one.reported is None else min(max(1 - one.reported, 0.05), 0.95)
    shut = now.held_by(REBELS) + through * now.divided
    likely = np.minimum(shut + now.unknown, 1.0)
    sure = sorted(one.members | set(np.flatnonzero(control.exits).tolist()))
    for values in (shut, likely):
        values[sure] = 1.0
    targets = lands_beyond(one, shut)
    closed = {v for v in one.ring if v not in sure} if one.ring_prob > 0 else set()
    ringed = np.where(control.mask(sorted(closed)), shut, likely)
    ends = control.mask(sorted(one.members)), control.mask(sorted(targets))
    apart, free, tight = (
        1 - brute_force(control.graph, np.minimum(p, 1), *ends) for p in (shut, likely, ringed)
    )
    told = 0.05 if one.reported is None else one.reported
    # Bayes: how likely a way is reported as it is, if the ring is closed and if it is not.
    share = (1 - tight) / (1 - free) if free < 1 else 1.0
    ring = one.ring_prob if closed else 0.0
    closes = ring * (told + (1 - told) * share)
    weight = closes / (closes + 1 - ring)
    low = weight * tight + (1 - weight) * free
    high = max(apart, low)
    cut = low * (told / 0.05) ** one.freshness + (high - low) * told
    joined = (1 - high) * ((1 - told) / 0.95) ** one.freshness + (high - low) * (1 - told)
    assert answer.prob == pytest.approx(cut / (cut + joined), abs=1e-9)
    assert (answer.low_prob, answer.high_prob) == pytest.approx((low, high), abs=1e-9)
    assert answer.free_low_prob == pytest.approx(free, abs=1e-9)
    assert answer.free_high_prob == pytest.approx(max(apart, free), abs=1e-9)
    assert answer.ring_prob == pytest.approx(weight, abs=1e-9)
    assert (answer.error, answer.method) == (0.0, "exact")
    assert set(np.flatnonzero(answer.targets).tolist()) == targets
    assert answer.passable == pytest.approx(ringed if weight >= 0.5 else likely)
    assert (answer.reported_prob, answer.ring_prior_prob) == (one.reported, one.ring_prob)
    for v in range(n):
        wanted = 0.0
        for p, part in ((shut, told), (ringed, (1 - told) * weight),
                        (likely, (1 - told) * (1 - weight))):  # fmt: skip
            if 1e-9 < p[v] < 1 - 1e-9:
                up, down = np.minimum(p, 1), np.minimum(p, 1)
                up[v], down[v] = 1.0, 0.0
                wanted += part * brute_force(control.graph, up, *ends)
                wanted -= part * brute_force(control.graph, down, *ends)
        assert answer.influence[v] == pytest.approx(wanted, abs=1e-9)


# -- by hand -------------------------------------------------------------------------------------


def test_one_town_on_the_way_decides_by_who_holds_it(folder: Path) -> None:
    control = line(folder / "one", "home", "pass", "gate")
    members = mask(control, "home")
    row = {REBELS: 0.5, ARMY: 0.2, "divided": 0.2, "unknown": 0.1}
    now = shown(control, {"home": OURS, "pass": row})
    silent = encircled(now, members, REBELS, DEFINITIONS)
    # Half of what is divided lets through: 0.6 for sure, 0.7 at most.
    assert (silent.low_prob, silent.high_prob) == pytest.approx((0.3, 0.4))
    # Who says nothing of a siege leaves it at the prior of 0.05 of what is open.
    assert silent.prob == pytest.approx(0.3 + 0.1 * 0.05)
    assert silent.influence[control.index["land:pass"]] == pytest.approx(1.0)
    told = encircled(now, members, REBELS, DEFINITIONS, reported_prob=0.8)
    # With 0.8 told, 0.2 of what is divided lets through: 0.54 and 0.64.
    assert (told.low_prob, told.high_prob) == pytest.approx((0.36, 0.46))
    assert told.prob == pytest.approx(0.36 + 0.1 * 0.8)
    fresh = encircled(now, members, REBELS, DEFINITIONS, reported_prob=0.8, freshness=1.0)
    cut = 0.36 * 0.8 / 0.05 + 0.1 * 0.8
    joined = 0.54 * 0.2 / 0.95 + 0.1 * 0.2
    assert fresh.prob == pytest.approx(cut / (cut + joined))


@pytest.mark.parametrize(("told", "through"), [(1.0, 0.05), (0.0, 0.95), (0.4, 0.6)])
def test_a_divided_town_lets_through_what_reports_leave(
    folder: Path, told: float, through: float
) -> None:
    control = line(folder / f"divided{told}", "home", "pass", "gate")
    now = shown(control, {"home": OURS, "pass": {"divided": 1.0}})
    answer = encircled(now, mask(control, "home"), REBELS, DEFINITIONS, reported_prob=told)
    assert answer.passable[control.index["land:pass"]] == pytest.approx(through)
    assert (answer.low_prob, answer.high_prob) == pytest.approx((1 - through, 1 - through))


def test_a_ring_shuts_what_is_unknown_and_is_doubted_where_a_way_is_told(folder: Path) -> None:
    control = line(folder / "ring", "home", "pass", "gate")
    members, ring = mask(control, "home"), Ring(DAY, mask(control, "pass", "home", "gate"))
    ask = partial(encircled, members=members, side=REBELS, definitions=DEFINITIONS, ring=ring)
    now = shown(control, {"home": OURS, "pass": {REBELS: 0.3, "unknown": 0.7}})
    answer = ask(now, reported_prob=0.5, ring_prob=0.8)
    # Closed leaves 0.3 of a way of which 1.0 is left open; told is neither.
    weight = 0.8 * (0.5 + 0.5 * 0.3) / (0.8 * (0.5 + 0.5 * 0.3) + 0.2)
    assert answer.ring_prob == pytest.approx(weight)
    assert (answer.low_prob, answer.high_prob) == pytest.approx((0.7 * weight, 0.7))
    assert (answer.free_low_prob, answer.free_high_prob) == pytest.approx((0.0, 0.7))
    assert ask(now, reported_prob=0.5, ring_prob=1.0).ring_prob == 1.0
    none = ask(now, reported_prob=0.5, ring_prob=0.0)
    assert (none.ring_prob, none.low_prob) == (0.0, 0.0)
    assert ask(now, reported_prob=0.5).ring_prob == 0.0
    nowhere = shown(control, {"home": OURS, "pass": THEIRS})
    assert ask(nowhere, reported_prob=0.5, ring_prob=0.8).ring_prob == pytest.approx(0.8)
    assert ask(nowhere, reported_prob=0.5, ring_prob=0.8).prob == 1.0


def test_where_reports_and_ground_exclude_each_other_the_report_stands(folder: Path) -> None:
    control = line(folder / "excluded", "home", "pass", "gate")
    members = mask(control, "home")
    for row, told in ((OURS, 1.0), (THEIRS, 0.0)):
        now = shown(control, {"home": OURS, "pass": row})
        answer = encircled(now, members, REBELS, DEFINITIONS, reported_prob=told, freshness=1.0)
        assert answer.prob == told


def supposed(now: Picture, before: Encircled) -> float:
    return encircled(
        now, before.members, REBELS, DEFINITIONS, reported_prob=before.reported_prob,
        ring=before.ring, ring_prob=before.ring_prior_prob, supposing=before,
    ).prob  # fmt: skip


def test_what_is_supposed_keeps_what_reports_say_of_the_map_as_it_is(folder: Path) -> None:
    control = line(folder / "supposed", "home", "pass", "gate")
    members = mask(control, "home")

    def having(share: float) -> Picture:
        return shown(control, {"home": OURS, "pass": {REBELS: share, ARMY: 1 - share}})

    before = encircled(having(0.6), members, REBELS, DEFINITIONS, reported_prob=0.8, freshness=1.0)
    assert before.low_prob == pytest.approx(0.4)
    # Who would be cut off with more ground is so now; who is joined with less is so now.
    assert supposed(having(0.9), before) == pytest.approx(before.prob * 0.1 / 0.4)
    assert supposed(having(0.6), before) == pytest.approx(before.prob)
    assert supposed(having(0.2), before) == pytest.approx(1 - (1 - before.prob) * 0.2 / 0.6)
    assert supposed(having(1.0), before) == pytest.approx(0.0)
    never = encircled(having(1.0), members, REBELS, DEFINITIONS, reported_prob=0.8)
    assert supposed(having(1.0), never) == never.prob
    always = encircled(having(0.0), members, REBELS, DEFINITIONS, reported_prob=0.8)
    assert supposed(having(0.0), always) == always.prob
    ring = Ring(DAY, mask(control, "pass"))
    half = {REBELS: 0.3, "unknown": 0.7}
    ringed = encircled(
        shown(control, {"home": OURS, "pass": half}), members, REBELS, DEFINITIONS,
        reported_prob=0.5, ring=ring, ring_prob=0.8,
    )  # fmt: skip
    kept = encircled(
        having(0.5), members, REBELS, DEFINITIONS, reported_prob=0.5, ring=ring, ring_prob=0.8,
        supposing=ringed,
    )  # fmt: skip
    assert kept.ring_prob == ringed.ring_prob


def test_sampled_answers_say_so_and_how_sure_they_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = line(folder / "sampled", "home", "pass", "gate")
    members = mask(control, "home")
    now = shown(control, {"home": OURS, "pass": {REBELS: 0.4, ARMY: 0.6}})
    exact = connection.connect
    monkeypatch.setattr(connection, "connect", partial(exact, max_states=0))
    answer = encircled(now, members, REBELS, DEFINITIONS)
    assert answer.method == "sampled"
    assert answer.error == pytest.approx((0.4 * 0.6 / 4096) ** 0.5, rel=0.05)
    assert abs(answer.low_prob - 0.6) < 4 * answer.error


# -- rings, members, ground beyond ---------------------------------------------------------------


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_ring_runs_round_what_is_held_within_so_many_steps(
    asked: list[Asked], steps: int
) -> None:
    for one in asked:
        control = one.now.control
        held = set(np.flatnonzero(one.now.held_by(REBELS) >= 0.5).tolist())
        ground = peer(control).subgraph(held | one.members)
        # Members that nobody of theirs holds are where the walk begins, never on its way.
        inner = set(one.members)
        for _ in range(steps):
            inner |= {u for v in inner for u in peer(control)[v] if u in held}
        assert inner <= set(ground)
        ring = ring_of(one.now, control.mask(sorted(one.members)), REBELS, steps)
        wanted = {u for v in inner for u in peer(control)[v]} - inner
        assert set(np.flatnonzero(ring.nodes).tolist()) == wanted
        assert ring.day == DAY


def test_half_a_place_is_enough_to_hold_it_and_to_lose_it(folder: Path) -> None:
    control = drawn(
        folder / "half", {"city": "city", "one": "town in city", "two": "town in city",
                          "three": "town in city", "gate": ""},
        [("one", "two"), ("two", "three"), ("three", "gate")],
    )  # fmt: skip
    now = shown(control, {
        "one": {REBELS: 0.5, ARMY: 0.5}, "two": {REBELS: 0.49, ARMY: 0.49, "unknown": 0.02},
    })  # fmt: skip
    members = besieged_members(now, "land:city", REBELS)
    assert members.tolist() == mask(control, "two", "three").tolist()
    ring = ring_of(now, mask(control, "two"), REBELS, 1)
    assert ring.nodes.tolist() == mask(control, "three").tolist()


def chain_of(folder: Path, *rows: dict[str, float], fewest: int = 3) -> set[str]:
    """What the rebels hold beyond `home` of towns in a row behind it."""
    towns = [f"t{k}" for k in range(len(rows))]
    control = line(folder, "home", *towns)
    now = shown(control, dict(zip(towns, rows, strict=True)))
    found = heartland(now, mask(control, "home"), REBELS, None, fewest)
    return {control.nodes[v].removeprefix("land:") for v in np.flatnonzero(found)}


def test_three_places_of_a_side_are_its_territory_over_ground_that_nobody_else_holds(
    folder: Path,
) -> None:
    unknown: dict[str, float] = {}
    assert chain_of(folder / "h1", OURS, OURS) == set()
    assert chain_of(folder / "h2", OURS, OURS, OURS) == {"t0", "t1", "t2"}
    assert chain_of(folder / "h3", OURS, unknown, OURS, OURS) == {"t0", "t2", "t3"}
    assert chain_of(folder / "h4", OURS, THEIRS, OURS, OURS) == set()
    half = {REBELS: 0.5, "unknown": 0.5}
    assert chain_of(folder / "h5", half, OURS, OURS) == {"t0", "t1", "t2"}
    less = {REBELS: 0.49, ARMY: 0.49, "unknown": 0.02}
    assert chain_of(folder / "h6", OURS, less, OURS, OURS) == {"t0", "t2", "t3"}
    assert chain_of(folder / "h7", OURS, OURS, fewest=2) == {"t0", "t1"}


def test_a_ring_that_is_likelier_than_not_shuts_in_the_ground_behind_it(folder: Path) -> None:
    control = line(folder / "behind", "home", "near", "far", "ring", "gate")
    rows: dict[str, dict[str, float]] = {"home": OURS, "near": OURS, "far": OURS}
    now = shown(control, rows)
    ring = Ring(DAY, mask(control, "ring"))
    for prob, beyond in ((0.5, {"near", "far", "gate"}), (0.51, {"gate"})):
        answer = encircled(
            now, mask(control, "home"), REBELS, DEFINITIONS, ring=ring, ring_prob=prob
        )
        found = {control.nodes[v].removeprefix("land:") for v in np.flatnonzero(answer.targets)}
        assert found == beyond
    held = shown(control, {**rows, "ring": {REBELS: 0.5, "unknown": 0.5}})
    answer = encircled(held, mask(control, "home"), REBELS, DEFINITIONS, ring=ring, ring_prob=0.9)
    assert answer.targets[control.index["land:near"]]  # somebody of theirs has got into the ring


# -- what decides --------------------------------------------------------------------------------


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
    around = [(ARMY, pytest.approx(1.6 / 3)), (JIHAD, pytest.approx(1.4 / 3))]
    assert holding_round(now, answer) == around
    little = shown(control, {**rows, "b": {ARMY: 1.0}, "d": {JIHAD: 0.44, "unknown": 0.56}})
    answer = encircled(little, members, REBELS, DEFINITIONS)
    assert holding_round(little, answer) == [(ARMY, pytest.approx(2.6 / 3.04))]
    more = shown(control, {**rows, "b": {ARMY: 1.0}, "d": {JIHAD: 0.46, "unknown": 0.54}})
    assert len(holding_round(more, encircled(more, members, REBELS, DEFINITIONS))) == 2
    alone = shown(control, {"home": OURS, "own": OURS, "a": OURS})
    assert holding_round(alone, encircled(alone, members, REBELS, DEFINITIONS)) == []
