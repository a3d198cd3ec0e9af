"""How a place changes hands: hazards by neighbours and fighting, as transition matrices.

A day's surroundings of a place are a `Surrounding`: how many of its neighbours each side is
believed to hold (in levels), and whether fighting is reported. The last of the K states is
`divided`. From side s, with pressure bin b(s) and fighting f,

    Q[s, s]       = 1 - leave[b, f]
    Q[s, divided] = leave[b, f] * share_divided[b, f]
    Q[s, t]       = leave[b, f] * (1 - share_divided[b, f]) * w_t / sum_{u != s} w_u

and from divided, Q[divided, t] = settle[f] * w_t / sum w, with w_t = 0.5 + level_t.

A report that side k took the place raises the hazards of all but k, and the changes go to k ten
times as often; a report that k left raises that of k alone (`changed`, `row_fighting`): whoever
holds a place is not made doubtful by a second report that it took it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from contested.belief.panel import Floats, Ints

# Pressure on a holder: no neighbour known, all with it, a minority or a majority against it.
BINS = 4
# Fighting: none reported, attacks reported in the last days, a change of hands reported.
FIGHTING = 3
NEIGHBOUR_BASE = 0.5
_LEAVE = np.array(
    [[0.002, 0.01, 0.70], [0.0015, 0.008, 0.65], [0.003, 0.015, 0.70], [0.006, 0.03, 0.75]]
)
_SHARE_DIVIDED = np.array([0.5, 0.5, 0.2])
_SETTLE = np.array([0.07, 0.05, 0.35])
_DIVIDED_AT_FIRST = 0.08
# Weight of the prior in days observed, by fighting. How long a place stays divided differs most
# from war to war (days where columns pass, months on a siege line), so little is presumed of it.
_PRIOR_DAYS = np.array([20_000.0, 5_000.0, 50.0])
_SETTLE_DAYS = np.array([300.0, 5_000.0, 50.0])
_PRIOR_CHANGES = 100.0

_TAKER_WEIGHT = 10.0

Surrounding = tuple[tuple[int, ...], int]
"""Levels of neighbours per side, and a code of fighting: below `FIGHTING` its kind, else who is
reported to have taken or left the place (`changed`)."""


@dataclass(frozen=True, slots=True)
class Hazards:
    """Daily probabilities of change.

    `leave` (BINS, FIGHTING): a side ceases to hold; `share_divided` (BINS, FIGHTING): it then
    becomes divided rather than another side's; `settle` (FIGHTING,): a divided place goes to one
    side.
    """

    leave: Floats = field(default_factory=_LEAVE.copy)
    share_divided: Floats = field(default_factory=lambda: np.tile(_SHARE_DIVIDED, (BINS, 1)))
    settle: Floats = field(default_factory=_SETTLE.copy)


def changed(sides: int, taker: int | None = None, leaver: int | None = None) -> int:
    """The code of fighting for a reported change of hands: taken by a side, left by one, or by
    nobody knows whom.

    >>> changed(3), changed(3, taker=1), changed(3, leaver=1)
    (2, 4, 7)
    """
    if taker is not None:
        return FIGHTING + taker
    return FIGHTING - 1 if leaver is None else FIGHTING + sides + leaver


def fighting_codes(sides: int) -> int:
    """How many codes of fighting there are."""
    return FIGHTING + 2 * sides


def row_fighting(code: int, side: int, sides: int) -> int:
    """The kind of fighting, below `FIGHTING`, that a code means for the holder `side`; divided
    places count as the side after the last."""
    if code < FIGHTING or side == sides:
        return min(code, FIGHTING - 1)
    taken_by, left_by = code - FIGHTING, code - FIGHTING - sides
    concerned = side != taken_by if taken_by < sides else side == left_by
    return FIGHTING - 1 if concerned else FIGHTING - 2


def level(count: float) -> int:
    """A number of neighbours as one of the levels 0, 1, 2 (two or three) and 3 (more).

    >>> [level(n) for n in (0, 1, 2, 3, 4, 9)]
    [0, 1, 2, 2, 3, 3]
    """
    return int(np.searchsorted([1, 2, 4], count, side="right"))


def pressure_bin(levels: tuple[int, ...], side: int) -> int:
    """Which of `BINS` the neighbours put a holder in."""
    known = sum(levels)
    against = known - levels[side]
    if known == 0:
        return 0
    if against == 0:
        return 1
    return 2 if 2 * against < known else 3


def transition_matrix(hazards: Hazards, surrounding: Surrounding) -> Floats:
    """Q (K, K) for one day in this surrounding; K is the number of levels and one more."""
    levels, code = surrounding
    sides = len(levels)
    weights = NEIGHBOUR_BASE + np.array(levels, dtype=float)
    if FIGHTING <= code < FIGHTING + sides:
        weights[code - FIGHTING] *= _TAKER_WEIGHT
    elif code >= FIGHTING + sides:
        weights[code - FIGHTING - sides] /= _TAKER_WEIGHT
    matrix = np.zeros((sides + 1, sides + 1))
    for side in range(sides):
        bin_, fighting = pressure_bin(levels, side), row_fighting(code, side, sides)
        leave = hazards.leave[bin_, fighting]
        share = hazards.share_divided[bin_, fighting] if sides > 1 else 1.0
        others = weights.copy()
        others[side] = 0.0
        if sides > 1:
            matrix[side, :sides] = leave * (1 - share) * others / others.sum()
        matrix[side, side] = 1 - leave
        matrix[side, sides] = leave * share
    fighting = row_fighting(code, sides, sides)
    matrix[sides, :sides] = hazards.settle[fighting] * weights / weights.sum()
    matrix[sides, sides] = 1 - hazards.settle[fighting]
    return matrix


def initial_probs(states: int) -> Floats:
    """Chances before any evidence (K,): the sides alike, `divided` seldom."""
    divided = min(_DIVIDED_AT_FIRST, 1 / states)
    probs = np.full(states, (1 - divided) / (states - 1))
    probs[-1] = divided
    return probs


def matrices(hazards: Hazards, surroundings: list[Surrounding]) -> Floats:
    """Q for each surrounding, (N, K, K)."""
    return np.stack([transition_matrix(hazards, one) for one in surroundings])


def powers(daily: Floats, which: Ints, gap_days: Ints) -> Floats:
    """``daily[which[u]] ** gap_days[u]`` for every u, (U, K, K), by repeated squaring."""
    squares = daily.copy()
    result = np.broadcast_to(np.eye(daily.shape[-1]), (len(which), *daily.shape[1:])).copy()
    left = gap_days.copy()
    while left.any():
        odd = (left & 1).astype(bool)
        result[odd] = result[odd] @ squares[which[odd]]
        squares = squares @ squares
        left >>= 1
    return result


def daily_counts(
    daily: Floats, which: Ints, gap_days: Ints, stepped: Floats, step_counts: Floats
) -> Floats:
    """Expected day-to-day transitions, (N, K, K), from the endpoints of longer steps.

    Between i and j over g days, sum over d of (Q^d)' W (Q^{g-1-d})' is the upper right block of
    the g-th power of [[Q', W], [0, Q']] (Van Loan 1978), W being the endpoint counts over Q^g.
    """
    states = daily.shape[-1]
    used = np.nonzero(step_counts.sum(axis=(1, 2)) > 0)[0]
    total = np.zeros_like(daily)
    if not len(used):
        return total
    which, left = which[used], gap_days[used].copy()
    tiny = np.finfo(float).tiny
    weight = step_counts[used] / np.maximum(stepped[used], tiny)
    transposed = daily[which].transpose(0, 2, 1)
    square = np.zeros((len(used), 2 * states, 2 * states))
    square[:, :states, :states] = transposed
    square[:, states:, states:] = transposed
    square[:, :states, states:] = weight
    result = np.broadcast_to(np.eye(2 * states), square.shape).copy()
    while left.any():
        odd = (left & 1).astype(bool)
        result[odd] = result[odd] @ square[odd]
        left >>= 1
        if left.any():
            square = square @ square
    np.add.at(total, which, result[:, :states, states:] * daily[which])
    return total


def fitted(surroundings: list[Surrounding], counts: Floats) -> Hazards:
    """Hazards with the highest posterior density given expected daily transitions (N, K, K)."""
    prior = Hazards()
    left, stayed = prior.leave * _PRIOR_DAYS, (1 - prior.leave) * _PRIOR_DAYS
    to_divided = prior.share_divided * _PRIOR_CHANGES
    to_side = (1 - prior.share_divided) * _PRIOR_CHANGES
    settled, open_ = prior.settle * _SETTLE_DAYS, (1 - prior.settle) * _SETTLE_DAYS
    for (levels, code), count in zip(surroundings, counts, strict=True):
        sides = len(levels)
        for side in range(sides):
            bin_, fighting = pressure_bin(levels, side), row_fighting(code, side, sides)
            moved = count[side].sum() - count[side, side]
            left[bin_, fighting] += moved
            stayed[bin_, fighting] += count[side, side]
            if sides > 1:
                to_divided[bin_, fighting] += count[side, sides]
                to_side[bin_, fighting] += moved - count[side, sides]
        fighting = row_fighting(code, sides, sides)
        settled[fighting] += count[sides, :sides].sum()
        open_[fighting] += count[sides, sides]
    return Hazards(left / (left + stayed), to_divided / (to_divided + to_side),
                   settled / (settled + open_))  # fmt: skip


def log_prior(hazards: Hazards) -> float:
    """Log density of the prior that `fitted` uses, up to a constant."""
    prior = Hazards()
    return float(
        (_PRIOR_DAYS * _binary(prior.leave, hazards.leave)).sum()
        + (_PRIOR_CHANGES * _binary(prior.share_divided, hazards.share_divided)).sum()
        + (_SETTLE_DAYS * _binary(prior.settle, hazards.settle)).sum()
    )


def _binary(weight: Floats, prob: Floats) -> Floats:
    return np.asarray(weight * np.log(prob) + (1 - weight) * np.log1p(-prob))
