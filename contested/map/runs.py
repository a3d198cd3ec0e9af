"""Frames as runs: for each place the stretches of days over which only the age goes on.

Most places stand still most days, so that runs are the form to keep, and bytes that to serve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.map.frames import NO_AGE, Bytes4, dense

# Places that are turned at once.
_AT_ONCE = 1024
# Each age a day later; none stays none.
_OLDER = np.array([*range(1, NO_AGE), NO_AGE - 1, NO_AGE], dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class FrameRuns:
    """R runs, place by place, day by day. `place` (R,) and `first` (R,) say where a run begins;
    it ends where the place's next begins. `value` (R, 4) are the bytes of its first day; on the
    others the age is a day higher each, up to 254, or stays 255.
    """

    days: int
    places: int
    place: NDArray[np.int32]
    first: NDArray[np.int32]
    value: NDArray[np.uint8]

    @property
    def nbytes(self) -> int:
        """How much room they take."""
        return self.place.nbytes + self.first.nbytes + self.value.nbytes


def to_runs(frames: Bytes4) -> FrameRuns:
    """The runs of frames (T, P, 4)."""
    days, places, _ = frames.shape
    parts = []
    for begin in range(0, places, _AT_ONCE):
        block = np.asarray(frames[:, begin : begin + _AT_ONCE])
        starts = np.ones((block.shape[1], days), dtype=bool)
        if days > 1:
            same = (block[1:, :, :2] == block[:-1, :, :2]).all(axis=2)
            same &= block[1:, :, 3] == block[:-1, :, 3]
            same &= block[1:, :, 2] == _OLDER[block[:-1, :, 2]]
            starts[:, 1:] = ~same.T
        place, first = np.nonzero(starts)
        parts.append((place + begin, first, block[first, place]))
    place, first, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    return FrameRuns(days, places, place.astype(np.int32), first.astype(np.int32), value)


def from_runs(runs: FrameRuns) -> Bytes4:
    """The frames (T, P, 4) of runs, as an array or, if they are large, a memory map."""
    out = dense(runs.days, runs.places)
    bounds = np.searchsorted(runs.place, np.arange(0, runs.places + _AT_ONCE, _AT_ONCE))
    for number, begin in enumerate(range(0, runs.places, _AT_ONCE)):
        one = slice(bounds[number], bounds[number + 1])
        place, first, value = runs.place[one] - begin, runs.first[one], runs.value[one]
        count = min(_AT_ONCE, runs.places - begin)
        key = place.astype(np.int64) * runs.days + first
        length = np.diff(np.append(key, count * runs.days))
        which = np.repeat(np.arange(len(key)), length).reshape(count, runs.days).T
        block = value[which]
        since = np.minimum(np.arange(runs.days)[:, None] - first[which], NO_AGE)
        grown = np.minimum(block[:, :, 2].astype(np.int64) + since, NO_AGE - 1)
        block[:, :, 2] = np.where(block[:, :, 2] == NO_AGE, NO_AGE, grown)
        out[:, begin : begin + count] = block
    return out
