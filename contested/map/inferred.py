"""Places nobody spoke of, filled from what is known of their areas and routes; marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from contested.map.frames import INFERRED, UNKNOWN_CODE, Bytes4
from contested.map.situation_panel import Situations
from contested.map.view import View

# A place is filled if somebody holds it with at least this probability.
_LEAST = 0.3


def fill_inferred(frames: Bytes4, view: View, situations: Situations, days: Sequence[date]) -> None:
    """Fill `frames` (n, P, 4) in place for the n `days`, where nobody is shown to hold a place."""
    snapshot = view.snapshot
    rows = np.array([snapshot.places.index[node] for node in snapshot.control.nodes])
    if not len(rows):
        return
    for number, day in enumerate(days):
        picture = situations.picture(view.selector, day)
        codes = np.array(
            [snapshot.holder_row.get(side, -1) + 1 for side in picture.holders], dtype=np.uint8
        )
        _fill(frames[number], rows, picture.probs[:, :-2], codes)


def _fill(
    frame: Bytes4,
    rows: NDArray[np.intp],
    probs: NDArray[np.float64],
    codes: NDArray[np.uint8],
) -> None:
    if not len(codes):
        return
    best = probs.argmax(axis=1)
    prob = probs[np.arange(len(rows)), best]
    filled = (frame[rows, 0] == UNKNOWN_CODE) & (prob >= _LEAST) & (codes[best] > 0)
    at = rows[filled]
    frame[at, 0] = codes[best[filled]]
    frame[at, 1] = np.rint(255.0 * np.minimum(prob[filled], 1.0)).astype(np.uint8)
    frame[at, 3] |= INFERRED
