"""Evidence laid out for inference: the events of many places, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Panel:
    """Days on which something is known, place by place.

    Place p has the events ``place_start[p]:place_start[p+1]`` in order of day; event e has the
    observations ``obs_start[e]:obs_start[e+1]``. ``obs_type[o]`` is a row of the emission table
    (T, K); ``step[e]`` is the matrix, of U, that leads from the event before to event e (ignored
    at a place's first event).
    """

    place_start: Ints  # (P+1,)
    step: NDArray[np.int32]  # (E,)
    obs_start: Ints  # (E+1,)
    obs_type: NDArray[np.int32]  # (O,)

    @property
    def places(self) -> int:
        """Number of places P."""
        return len(self.place_start) - 1

    @property
    def events(self) -> int:
        """Number of events E."""
        return len(self.step)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one E-step gives.

    `log_likelihoods` (P,); `filtered_probs` and `smoothed_probs` (E, K), or (0, K) if they were
    not asked for; `step_counts` (U, K, K), the expected number of times that step u began in i
    and ended in j; `type_counts` (T, K), the expected number of observations of type t made while
    the state was k.
    """

    log_likelihoods: Floats
    filtered_probs: Floats
    smoothed_probs: Floats
    step_counts: Floats
    type_counts: Floats
