"""All places of a war at once: beliefs by day in one array, and learning from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contested.belief import fit as fitting
from contested.belief import sweep
from contested.belief.belief import Kind
from contested.belief.encode import Encoded
from contested.belief.evidence import Surroundings, distinct_types, gather, sort_observations
from contested.belief.panel import Floats, Ints
from contested.belief.speech import Speech, SpeechPrior, emission_table
from contested.belief.transition import (
    Hazards,
    Surrounding,
    fighting_codes,
    initial_probs,
    matrices,
)

# The longest lag between an event and an undated word on it that is looked for, and how many
# undated words of a speaker it takes to look.
MAX_DELAY_DAYS = 6
_MIN_UNDATED = 60
# How much likelier, per word, a lag must make what a speaker says to be believed.
_DELAY_GAIN = 0.002
# A neighbour counts as held by a side if that is at least so likely.
_NEIGHBOUR_PROB = 0.5
_HARMLESS = 1e-12


@dataclass(frozen=True, slots=True)
class War:
    """Encoded testimonies of P places over T days, sorted by place and day.

    The neighbours of place p are ``neighbours[neighbour_start[p]:neighbour_start[p+1]]``.
    `fighting` (P, T) is a code of
    `contested.belief.transition.Surrounding`; `dated` (N,) marks observations whose words give the
    day. Observations know the day of publication (`known`).
    """

    encoded: Encoded
    days: int
    neighbour_start: Ints
    neighbours: Ints
    fighting: NDArray[np.int8]
    dated: NDArray[np.bool_]

    @property
    def places(self) -> int:
        """P."""
        return self.encoded.observations.places

    @property
    def states(self) -> int:
        """K."""
        return int(self.encoded.codes.content.shape[1])


@dataclass(frozen=True, slots=True)
class Learning:
    """What `learn` found: parameters, the counts behind each speaker's cells, each speaker's lag
    in days, and the last fit."""

    hazards: Hazards
    speech: Speech
    cell_counts: Floats
    delay_days: Ints
    fit: fitting.Fit


def surrounded(war: War, held: NDArray[np.int8] | None) -> tuple[list[Surrounding], Ints]:
    """The distinct surroundings and which of them leads into each day (P, T).

    `held` (P, T) is the side that each place is believed to be held by, or -1.
    """
    sides = war.states - 1
    codes = fighting_codes(sides)
    keys = war.fighting.astype(np.int64)
    if held is not None and len(war.neighbours):
        keys = keys + codes * sweep.level_keys(held, war.neighbour_start, war.neighbours, sides)
    unique, inverse = np.unique(keys, return_inverse=True)
    kinds: list[Surrounding] = [
        (
            tuple(int(key) // codes // 4**side % 4 for side in range(sides)),
            int(key) % codes,
        )
        for key in unique
    ]
    return kinds, inverse.reshape(keys.shape)


def likelihoods(war: War, speech: Speech) -> Floats:
    """The likelihood of each observation in each state, (N, K)."""
    encoded = war.encoded
    types, obs_type = distinct_types(encoded.observations, encoded.voices, encoded.codes)
    return np.asarray(emission_table(speech, types)[obs_type])


def beliefs(
    war: War,
    hazards: Hazards,
    speech: Speech,
    kind: Kind,
    *,
    sweeps: int = 2,
    skip_speaker: int | None = None,
) -> tuple[Floats, Floats]:
    """Probabilities (P, T, K) and the part of them that is known (P, T).

    Each sweep after the first takes the neighbours' beliefs of the day before from the last one:
    mean field. A filtered belief rests on nothing later than its day, through all sweeps.
    """
    table = likelihoods(war, speech)
    observations = war.encoded.observations
    if skip_speaker is not None:
        table = table.copy()
        table[war.encoded.voices.speaker[observations.voice] == skip_speaker] = 1.0
    known = observations.known if observations.known is not None else observations.day
    start = np.searchsorted(observations.place, np.arange(war.places + 1))
    initial = initial_probs(war.states)
    held: NDArray[np.int8] | None = None
    probs, certain = np.zeros(0), np.zeros(0)
    for number in range(sweeps):
        kinds, which = surrounded(war, held)
        probs, certain = sweep.all_places(
            initial, matrices(hazards, kinds), which, start, observations.day.astype(np.int64),
            known.astype(np.int64), table, war.encoded.weight, kind == "filtered",
        )  # fmt: skip
        if number + 1 < sweeps:
            held = held_by(probs, certain)
    return probs, certain


def held_by(probs: Floats, certain: Floats) -> NDArray[np.int8]:
    """The side that holds each place on each day, (P, T), or -1 where none is likely enough."""
    shown = probs[:, :, :-1] * certain[:, :, None]
    best = shown.argmax(axis=2)
    return np.where(shown.max(axis=2) > _NEIGHBOUR_PROB, best, -1).astype(np.int8)


def learn(
    war: War,
    prior: SpeechPrior,
    *,
    rounds: int = 2,
    max_iterations: int = 40,
    learn_delays: bool = True,
    told: Callable[[int, float], None] | None = None,
) -> Learning:
    """Fit hazards, speakers and their lags to a war by MAP-EM, in rounds.

    Each round takes the neighbours' beliefs from the last one's parameters.
    """
    from contested.belief.kernel import expectation

    delay: Ints = np.zeros(len(war.encoded.speakers), dtype=np.int64)
    parameters = fitting.Parameters(Hazards(), prior.mean())
    found: fitting.Fit | None = None
    for number in range(rounds):
        shifted = with_delays(war, delay)
        probs, certain = beliefs(
            shifted, parameters.hazards, parameters.speech, "smoothed", sweeps=min(2, number + 1)
        )
        held = held_by(probs, certain)
        around = changes(shifted, held)
        evidence = gather(
            shifted.encoded.observations, shifted.encoded.voices, shifted.encoded.codes, around
        )
        found = fitting.fit(
            evidence, prior, expectation, start=parameters, max_iterations=max_iterations,
            told=told,
        )  # fmt: skip
        parameters = found.parameters
        if learn_delays and number + 1 < rounds:
            delay = lags(shifted, parameters, delay)
    assert found is not None
    return Learning(parameters.hazards, parameters.speech, found.cell_counts, delay, found)


def changes(war: War, held: NDArray[np.int8]) -> Surroundings:
    """The surroundings as a list of changes, for the event-sparse panel."""
    kinds, which = surrounded(war, held)
    moved = np.ones(which.shape, dtype=bool)
    moved[:, 1:] = which[:, 1:] != which[:, :-1]
    place, day = np.nonzero(moved)
    return Surroundings(kinds, place, day, which[place, day])


def with_delays(war: War, delay_days: Ints) -> War:
    """The war with each undated observation on the day its speaker's lag puts it."""
    encoded, observations = war.encoded, war.encoded.observations
    if not delay_days.any() or observations.known is None:
        return war
    lag = np.where(war.dated, 0, delay_days[encoded.voices.speaker[observations.voice]])
    day = np.where(war.dated, observations.day, observations.known - lag)
    moved = replace(observations, day=np.maximum(day, 0).astype(np.int32))
    order = np.lexsort((encoded.voices.speaker[moved.voice], moved.day, moved.place))
    return replace(
        war,
        encoded=replace(
            encoded,
            observations=sort_observations(moved, encoded.voices),
            weight=encoded.weight[order],
        ),
        dated=war.dated[order],
    )


def lags(war: War, parameters: fitting.Parameters, delay_days: Ints) -> Ints:
    """Each speaker's lag: the one that makes its undated words likeliest, given everybody else."""
    observations, voices = war.encoded.observations, war.encoded.voices
    if observations.known is None:
        return delay_days
    table = likelihoods(war, parameters.speech)
    speaker = voices.speaker[observations.voice]
    result = delay_days.copy()
    for number in range(len(war.encoded.speakers)):
        rows = np.nonzero((speaker == number) & ~war.dated & (war.encoded.weight == 1))[0]
        if len(rows) < _MIN_UNDATED:
            continue
        probs, _ = beliefs(
            war, parameters.hazards, parameters.speech, "smoothed", sweeps=1, skip_speaker=number
        )
        place, known = observations.place[rows], observations.known[rows]
        scores = [
            float(
                np.log((probs[place, np.maximum(known - lag, 0)] * table[rows]).sum(1) + _HARMLESS)
                .mean()
            )
            for lag in range(MAX_DELAY_DAYS + 1)
        ]  # fmt: skip
        best = int(np.argmax(scores))
        result[number] = best if scores[best] - scores[0] > _DELAY_GAIN else 0
    return result
