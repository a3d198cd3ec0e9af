"""Fitting hazards and speech by expectation-maximisation, to the highest posterior density."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from contested.belief import speech as speaking
from contested.belief import transition
from contested.belief.accelerate import Point, extrapolated
from contested.belief.evidence import Evidence
from contested.belief.panel import Expectation, Floats, Panel
from contested.belief.speech import Speech, SpeechPrior
from contested.belief.transition import Hazards

# From so many observations on, every so many-th place is fitted before all are.
_SAMPLED_FROM = 200_000
_SAMPLE_STRIDE = 12


class Infer(Protocol):
    """Forward-backward: `contested.belief.kernel.expectation` or the reference."""

    def __call__(
        self,
        panel: Panel,
        initial_probs: Floats,
        step_matrices: Floats,
        emissions: Floats,
        *,
        posteriors: bool = True,
    ) -> Expectation: ...


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that is learnt: how places change hands, and how speakers speak."""

    hazards: Hazards
    speech: Speech


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit: `objective` is the log posterior after each step (likelihood and priors),
    `cell_counts` (J, CELLS) how many claims each cell of a speaker's table rests on."""

    parameters: Parameters
    objective: tuple[float, ...]
    cell_counts: Floats
    converged: bool


def sampled(panel: Panel, stride: int) -> Panel:
    """The panel of every `stride`-th place."""
    sizes = np.diff(panel.place_start)
    chosen = np.arange(panel.places) % stride == 0
    events = np.repeat(chosen, sizes)
    counts = np.diff(panel.obs_start)
    return Panel(
        np.concatenate([[0], np.cumsum(sizes[chosen])]),
        panel.step[events],
        np.concatenate([[0], np.cumsum(counts[events])]),
        panel.obs_type[np.repeat(events, counts)],
    )


def expect(
    evidence: Evidence, parameters: Parameters, infer: Infer, *, posteriors: bool = True
) -> tuple[Expectation, Floats]:
    """One E-step, and the step matrices (U, K, K) that it used.

    Without `posteriors` the probabilities by event are not kept.
    """
    daily = transition.matrices(parameters.hazards, evidence.kinds)
    steps = transition.powers(daily, evidence.surrounding, evidence.gap_days)
    emissions = speaking.emission_table(parameters.speech, evidence.types)
    initial = transition.initial_probs(evidence.types.states)
    return infer(evidence.panel, initial, steps, emissions, posteriors=posteriors), steps


def fit(
    evidence: Evidence,
    prior: SpeechPrior,
    infer: Infer,
    *,
    start: Parameters | None = None,
    max_iterations: int = 60,
    tolerance: float = 1e-5,
    learn_hazards: bool = True,
    told: Callable[[int, float], None] | None = None,
) -> Fit:
    """Fit to `evidence` by MAP-EM from `start` (default: the priors' means).

    Stops when the log posterior rises by less than `tolerance` per observation; `told` is called
    with the iteration and the log posterior. After every two steps a longer one is tried
    (`contested.belief.accelerate`) and kept only if the log posterior does not fall.

    With much evidence, a sample of the places is fitted first, and all of them from there.
    """
    parameters = start or Parameters(Hazards(), prior.mean())
    if (
        len(evidence.panel.obs_type) >= _SAMPLED_FROM
        and evidence.panel.places >= 2 * _SAMPLE_STRIDE
    ):
        parameters = fit(
            replace(evidence, panel=sampled(evidence.panel, _SAMPLE_STRIDE)), prior, infer,
            start=parameters, max_iterations=max_iterations, tolerance=tolerance,
            learn_hazards=learn_hazards,
        ).parameters  # fmt: skip
    objective: list[float] = []
    counts = np.zeros_like(prior.cells)
    spoken = evidence.types.spoken[evidence.panel.obs_type]
    speaker = evidence.types.voice_speaker[evidence.types.voice[evidence.panel.obs_type]]
    said = np.bincount(speaker[spoken], minlength=len(prior.cells)).astype(float)
    enough = tolerance * max(1, len(evidence.panel.obs_type))
    path: list[Parameters] = []
    safe: Parameters | None = None
    for iteration in range(max_iterations):
        expected, steps = expect(evidence, parameters, infer, posteriors=False)
        log_posterior = (
            float(expected.log_likelihoods.sum())
            + speaking.log_prior(parameters.speech, prior, said)
            + transition.log_prior(parameters.hazards)
        )
        if safe is not None and not log_posterior >= objective[-1]:
            parameters, safe, path = safe, None, []
            continue
        objective.append(log_posterior)
        if told is not None:
            told(iteration, log_posterior)
        speech, counts = speaking.fitted(
            parameters.speech, evidence.types, expected.type_counts, prior
        )
        if len(objective) > 1 and objective[-1] - objective[-2] < enough:
            return Fit(parameters, tuple(objective), counts, True)
        path.append(parameters)
        parameters = replace(parameters, speech=speech)
        if learn_hazards:
            daily = transition.daily_counts(
                transition.matrices(parameters.hazards, evidence.kinds),
                evidence.surrounding,
                evidence.gap_days,
                steps,
                expected.step_counts,
            )
            parameters = replace(parameters, hazards=transition.fitted(evidence.kinds, daily))
        safe = None
        if len(path) == 2:
            first, second = path
            further = extrapolated((_point(first), _point(second), _point(parameters)), said)
            path = []
            if further is not None:
                safe, parameters = parameters, Parameters(*further)
    return Fit(parameters, tuple(objective), counts, False)


def _point(parameters: Parameters) -> Point:
    return parameters.hazards, parameters.speech
