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
    encircled,
    heartland,
    ring_of,
)
from contested.situation.reliability import brute_force
from tests.situation.land import (
    ARMY,
    DAY,
    DEFINITIONS,
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
    denied = encircled(having(0.0), members, REBELS, DEFINITIONS, reported_prob=0.0, freshness=1.0)
    assert supposed(having(0.0), denied) == denied.prob == 0.0
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
