"""A simulated world as the model's own records, fitted and believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief.simulate import World
from contested.belief.encode import Encoded
from contested.belief.evidence import Codes, Observations, Voices, sort_observations
from contested.belief.speech import SPEAKER_KINDS, prior_of
from contested.belief.testimony import Speaker
from contested.belief.whole import Learning, War, beliefs, learn, with_delays

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Believed:
    """Filtered and smoothed probabilities (P, T, K) and what was learnt."""

    filtered: Floats
    smoothed: Floats
    learning: Learning


def as_war(
    world: World,
    *,
    neighbours: bool = True,
    fighting: NDArray[np.int8] | None = None,
    dated_speakers: tuple[int, ...] = (),
) -> War:
    """The claims of a world, encoded. Claims carry only their day of publication."""
    states = world.sides + 1
    count = len(world.kinds)
    own = np.zeros((count, world.sides), dtype=bool)
    for speaker, side in enumerate(world.speaker_sides):
        if side >= 0:
            own[speaker, side] = True
    voices = Voices(np.arange(count), np.asarray(own.any(axis=1)), own)
    codes = Codes(
        np.eye(states), np.ones((states, states)), np.ones(states, dtype=bool), np.arange(states)
    )
    places, days = world.truth.shape
    day = world.day.astype(np.int32)
    observations = Observations(
        world.place.astype(np.int32), day, world.speaker.astype(np.int32),
        world.content.astype(np.int16), places, day.copy(),
    )  # fmt: skip
    kinds = [next(k for k in SPEAKER_KINDS if k == kind) for kind in world.kinds]
    speakers = [Speaker(f"{kind} {n}", kind) for n, kind in enumerate(kinds)]
    encoded = Encoded(
        sort_observations(observations, voices), voices, codes, speakers, np.ones(len(day))
    )
    lists = world.neighbours if neighbours else [[] for _ in range(places)]
    start = np.concatenate([[0], np.cumsum([len(row) for row in lists])])
    flat = np.array([n for row in lists for n in row], dtype=np.int64)
    return War(
        encoded, days, start, flat,
        np.zeros((places, days), dtype=np.int8) if fighting is None else fighting,
        np.isin(encoded.voices.speaker[encoded.observations.voice], dated_speakers),
    )  # fmt: skip


def believe(
    world: World,
    *,
    neighbours: bool = True,
    learn_delays: bool = True,
    fighting: NDArray[np.int8] | None = None,
    dated_speakers: tuple[int, ...] = (),
) -> Believed:
    """Fit to the claims alone, without any truth, and believe day by day."""
    war = as_war(world, neighbours=neighbours, fighting=fighting, dated_speakers=dated_speakers)
    prior = prior_of([speaker.kind for speaker in war.encoded.speakers])
    found = learn(war, prior, rounds=3, learn_delays=learn_delays)
    shifted = with_delays(war, found.delay_days)
    filtered, _ = beliefs(shifted, found.hazards, found.speech, "filtered")
    smoothed, _ = beliefs(shifted, found.hazards, found.speech, "smoothed")
    return Believed(filtered, smoothed, found)
