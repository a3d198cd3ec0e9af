"""Day frames: four bytes a place and day, which is all that the map needs to be drawn.

For each place: the code of who is shown to hold it, the probability of that (0 to 255), the age
of the last evidence in days (255: none), and flags. `docs/map.md` describes the layout on the wire.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from contested.belief.panel import Floats

Bytes4 = NDArray[np.uint8]

MAGIC = b"CTF1"
UNKNOWN_CODE = 0
DIVIDED_CODE = 255
# Codes from here on say between which two holders a place is divided.
FIRST_PAIR_CODE = 128
MAX_HOLDERS = 16
NO_AGE = 255
SPOKEN, MOVED, OUTLINED, INFERRED = 1, 2, 4, 8
# A belief has moved if that much probability went elsewhere since the day before.
MOVED_BY = 0.05
# Between whom a place is divided is told by who was likely to hold it in so many days before.
_DIVIDER_DAYS = 30
_SHOWN_AS_DIVIDER = 0.005
_LARGEST_BYTES = 512_000_000


def pairs(holders: int) -> list[tuple[int, int]]:
    """The pairs of holders in the order of their codes, from `FIRST_PAIR_CODE` up."""
    return list(combinations(range(holders), 2))


def pair_code(i: int, j: int, holders: int) -> int:
    """The code of a place divided between holders `i` and `j`.

    >>> [pair_code(i, j, 4) for i, j in pairs(4)]
    [128, 129, 130, 131, 132, 133]
    """
    i, j = sorted((i, j))
    return FIRST_PAIR_CODE + i * (2 * holders - i - 1) // 2 + j - i - 1


def columns(
    probs: Floats,
    inferred: Floats,
    age: NDArray[np.int64],
    spoken: NDArray[np.bool_],
    holder_rows: Sequence[int],
    holders: int,
    named: NDArray[np.bool_] | None = None,
) -> Bytes4:
    """The bytes of one place over T days, (T, 4).

    `probs` (T, K+1) are its states: its war's sides, divided, unknown; `inferred` (T, K) the
    same without unknown; `holder_rows` the number of each of its sides among the map's `holders`;
    `age` (T,) in days, negative for none; `spoken` (T,) whether something was published that day;
    `named` (T, K) whether a claim had named the side by then (by default each has): others are
    never shown as one of two that divide a place.
    """
    days, states = probs.shape
    sides = states - 2
    codes = np.array([*(row + 1 for row in holder_rows), DIVIDED_CODE, UNKNOWN_CODE], np.uint8)
    best = probs.argmax(axis=1)
    found = np.zeros((days, 4), dtype=np.uint8)
    found[:, 0] = codes[best]
    divided = np.nonzero(best == sides)[0]
    if len(divided) and sides > 1:
        recent = _recent_mean(inferred[:, :sides])
        if named is not None:
            recent = np.where(named, recent, 0.0)
        found[divided, 0] = _divider_codes(recent[divided], holder_rows, holders)
    found[:, 1] = np.rint(255.0 * probs[np.arange(days), best])
    found[:, 2] = np.where(age < 0, NO_AGE, np.minimum(age, NO_AGE - 1))
    moved = np.zeros(days, dtype=bool)
    moved[1:] = 0.5 * np.abs(np.diff(probs, axis=0)).sum(axis=1) >= MOVED_BY
    found[:, 3] = SPOKEN * spoken + MOVED * moved
    return found


def _recent_mean(values: Floats) -> Floats:
    """The mean over each day and those before it, `_DIVIDER_DAYS` in all; (T, n) like `values`."""
    total = np.cumsum(np.pad(values, ((_DIVIDER_DAYS, 0), (0, 0)), mode="edge"), axis=0)
    return np.asarray((total[_DIVIDER_DAYS:] - total[:-_DIVIDER_DAYS]) / _DIVIDER_DAYS)


def _divider_codes(sides: Floats, holder_rows: Sequence[int], holders: int) -> NDArray[np.uint8]:
    order = np.argsort(-sides, axis=1, kind="stable")[:, :2]
    second = np.take_along_axis(sides, order[:, 1:], axis=1)[:, 0]
    table = np.full((sides.shape[1], sides.shape[1]), DIVIDED_CODE, dtype=np.uint8)
    for i, j in combinations(range(sides.shape[1]), 2):
        code = pair_code(holder_rows[i], holder_rows[j], holders)
        table[i, j] = table[j, i] = code
    found = table[order[:, 0], order[:, 1]]
    return np.where(second >= _SHOWN_AS_DIVIDER, found, DIVIDED_CODE).astype(np.uint8)


@dataclass(frozen=True)
class Frames:
    """Frames of all days: `base` (T, P, 4), in which `block` (T, n, 4) replaces the places `rows`.

    A selection of speakers changes a few places only, and keeps those alone.
    """

    base: Bytes4
    rows: NDArray[np.intp]
    block: Bytes4

    @property
    def days(self) -> int:
        """T."""
        return int(self.base.shape[0])

    @property
    def places(self) -> int:
        """P."""
        return int(self.base.shape[1])

    def slice(self, first: int, last: int) -> Bytes4:
        """The bytes of the days from `first` to `last`, (n, P, 4), which the caller may change."""
        found = np.array(self.base[first : last + 1])
        if len(self.rows):
            found[:, self.rows] = self.block[first : last + 1]
        return found

    def place(self, place: int) -> Bytes4:
        """The bytes of one place over all days, (T, 4)."""
        at = np.nonzero(self.rows == place)[0]
        return np.asarray(self.block[:, at[0]] if len(at) else self.base[:, place])


def whole(base: Bytes4) -> Frames:
    """Frames that nothing is replaced in."""
    return Frames(base, np.zeros(0, dtype=np.intp), np.zeros((len(base), 0, 4), dtype=np.uint8))


def replaced(base: Bytes4, columns_by_place: Mapping[int, Bytes4]) -> Frames:
    """`base` with the bytes (T, 4) of some places replaced."""
    if not columns_by_place:
        return whole(base)
    rows = np.array(sorted(columns_by_place), dtype=np.intp)
    return Frames(base, rows, np.stack([columns_by_place[int(row)] for row in rows], axis=1))


def dense(days: int, places: int) -> Bytes4:
    """Room for frames (T, P, 4): an array, or above `_LARGEST_BYTES` a map of a nameless file."""
    shape = (days, places, 4)
    if days * places * 4 <= _LARGEST_BYTES:
        return np.zeros(shape, dtype=np.uint8)
    # The file goes when the map does.
    with tempfile.TemporaryFile(prefix="contested-frames-") as file:
        return np.memmap(file, dtype=np.uint8, mode="w+", shape=shape)


def empty(days: int, places: int) -> Bytes4:
    """Frames (T, P, 4) in which nobody spoke of anything."""
    found = dense(days, places)
    found[:, :, 1:3] = (255, NO_AGE)
    return found


def outlined(own: Bytes4, all_told: Bytes4) -> Bytes4:
    """`own` with the flag `OUTLINED` where another holder is shown than in `all_told`."""
    own[..., 3] |= OUTLINED * (own[..., 0] != all_told[..., 0]).astype(np.uint8)
    return own


def packed(frames: Bytes4, first_day: int) -> bytes:
    """Frames (n, P, 4) as they go over the wire: `MAGIC`, n, P and the first day's index, each
    an unsigned 32-bit little-endian number, then the bytes day by day."""
    days, places, _ = frames.shape
    return MAGIC + struct.pack("<III", days, places, first_day) + frames.tobytes()
