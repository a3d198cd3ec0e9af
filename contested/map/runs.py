"""Frames as runs: for each place the stretches of days over which only the age goes on.

Most places stand still most days, so that runs are the form to keep, and bytes that to serve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.map.frames import NO_AGE, Bytes4


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
    starts = np.ones((places, days), dtype=bool)
    if days > 1:
        same = (frames[1:, :, :2] == frames[:-1, :, :2]).all(axis=2)
        same &= frames[1:, :, 3] == frames[:-1, :, 3]
        same &= frames[1:, :, 2] == _older(frames[:-1, :, 2])
        starts[:, 1:] = ~same.T
    place, first = np.nonzero(starts)
    value = frames[first, place]
    return FrameRuns(days, places, place.astype(np.int32), first.astype(np.int32), value)


def from_runs(runs: FrameRuns, out: Bytes4 | None = None) -> Bytes4:
    """The frames (T, P, 4) of runs, written into `out` if it is given: an array or a memory map."""
    if out is None:
        out = np.empty((runs.days, runs.places, 4), dtype=np.uint8)
    key = runs.place.astype(np.int64) * runs.days + runs.first
    length = np.diff(np.append(key, runs.places * runs.days))
    which = np.repeat(np.arange(len(key)), length).reshape(runs.places, runs.days)
    for byte in (0, 1, 3):
        out[:, :, byte] = runs.value[:, byte][which].T
    since = np.arange(runs.days)[None, :] - runs.first[which]
    age = runs.value[:, 2].astype(np.int64)[which]
    grown = np.where(age == NO_AGE, NO_AGE, np.minimum(age + since, NO_AGE - 1))
    out[:, :, 2] = grown.astype(np.uint8).T
    return out


def _older(age: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ages a day later."""
    grown = np.minimum(age.astype(np.int64) + 1, NO_AGE - 1)
    return np.where(age == NO_AGE, NO_AGE, grown).astype(np.uint8)
