"""Longer steps for expectation-maximisation: squared extrapolation (Varadhan and Roland 2008).

Two steps of EM from x0 through x1 to x2 show where it is heading. With r = x1 - x0 and
v = (x2 - x1) - r, the step is x0 - 2 a r + a^2 v, where a = -|r| / |v|; a = -1 gives x2 itself.
It is taken in coordinates without bounds: logarithms of chances, rows made to sum to one again.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from contested.belief.panel import Floats
from contested.belief.speech import ROWS, Speech
from contested.belief.transition import Hazards

# A step longer than this many times r is not trusted.
_LONGEST = 16.0
_INSIDE = 1e-12

Point = tuple[Hazards, Speech]


def extrapolated(path: tuple[Point, Point, Point], said: Floats) -> Point | None:
    """Where EM would go on from three points of it, or None if no longer step is called for.

    `said` (J,) is how many claims each speaker made: what `Speech.presence` averages to one over.
    """
    if path[0][1].presence is None:
        return None
    x0, x1, x2 = (_flat(point) for point in path)
    r = x1 - x0
    v = (x2 - x1) - r
    length, bend = float(np.linalg.norm(r)), float(np.linalg.norm(v))
    if bend == 0.0 or length <= bend:
        return None
    a = -min(length / bend, _LONGEST)
    return _shaped(x0 - 2 * a * r + a * a * v, path[2], said)


def _flat(point: Point) -> Floats:
    hazards, speech = point
    return np.concatenate(
        [
            np.log(speech.cells).ravel(),
            np.log(_presence(speech)).ravel(),
            *(
                _logit(part).ravel()
                for part in (speech.echo, speech.repeat, hazards.leave, hazards.share_divided,
                             hazards.settle)
            ),
        ]
    )  # fmt: skip


def _shaped(flat: Floats, like: Point, said: Floats) -> Point:
    hazards, speech = like
    parts = []
    at = 0
    for shape in (
        speech.cells.shape, _presence(speech).shape, speech.echo.shape, speech.repeat.shape,
        hazards.leave.shape, hazards.share_divided.shape, hazards.settle.shape,
    ):  # fmt: skip
        size = int(np.prod(shape))
        parts.append(flat[at : at + size].reshape(shape))
        at += size
    cells, presence = parts[0].copy(), np.exp(parts[1])
    for row in ROWS:
        cells[:, row] = np.exp(cells[:, row] - cells[:, row].max(axis=1, keepdims=True))
        cells[:, row] /= cells[:, row].sum(axis=1, keepdims=True)
    share = said / max(float(said.sum()), 1.0)
    presence = np.where(share[:, None] > 0, presence / (share @ presence), 1.0)
    echo, repeat, leave, share_divided, settle = (_chance(part) for part in parts[2:])
    return (
        Hazards(leave, share_divided, settle),
        replace(speech, cells=cells, echo=echo, repeat=repeat, presence=presence),
    )


def _presence(speech: Speech) -> Floats:
    return speech.presence if speech.presence is not None else np.ones((len(speech.echo), 0))


def _logit(chance: Floats) -> Floats:
    inside = np.clip(chance, _INSIDE, 1 - _INSIDE)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _chance(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))
