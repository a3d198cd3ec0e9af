"""Forward-backward against the enumeration of every path, numba against NumPy, and EM."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from contested.belief import fit as fitting
from contested.belief import kernel, reference, transition
from contested.belief.evidence import Codes, Observations, gather, quiet, sort_observations
from contested.belief.fit import Parameters, expect, fit
from contested.belief.panel import Expectation, Floats
from contested.belief.speech import emission_table
from contested.belief.transition import Hazards
from tests.belief import small


def busy() -> Parameters:
    """Parameters under which much happens in few days."""
    hazards = Hazards(
        np.full((transition.BINS, transition.FIGHTING), 0.2),
        np.full((transition.BINS, transition.FIGHTING), 0.4),
        np.full(transition.FIGHTING, 0.3),
    )
    return Parameters(hazards, small.prior().mean())


@pytest.mark.parametrize("seed", range(6))
def test_inference_over_gaps_equals_the_enumeration_of_every_path(seed: int) -> None:
    days = 6
    evidence = small.evidence(seed, 5, 1, days)
    expected, _ = expect(evidence, busy(), reference.expectation)
    emissions = emission_table(busy().speech, evidence.types)
    first, last = int(evidence.event_day[0]), int(evidence.event_day[-1])
    around = small.surroundings(1, days)
    likelihoods, daily = [], []
    for day in range(first, last + 1):
        row: Floats = np.ones(small.STATES)
        for event in np.nonzero(evidence.event_day == day)[0]:
            start, end = evidence.panel.obs_start[event : event + 2]
            row = row * emissions[evidence.panel.obs_type[start:end]].prod(axis=0)
        likelihoods.append(row)
        if day > first:
            kind = around.kinds[int(np.searchsorted(around.day, day, side="right")) - 1]
            daily.append(transition.transition_matrix(busy().hazards, kind))
    total, filtered, smoothed = small.enumerated(transition.initial_probs(4), daily, likelihoods)
    at = evidence.event_day - first
    assert expected.log_likelihoods[0] == pytest.approx(total, abs=1e-10)
    np.testing.assert_allclose(expected.filtered_probs, filtered[at], atol=1e-10)
    np.testing.assert_allclose(expected.smoothed_probs, smoothed[at], atol=1e-10)


@pytest.mark.parametrize("fixed", [False, True])
def test_the_compiled_kernel_equals_numpy(fixed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "_FIXED_FROM_EVENTS", 0 if fixed else 10**9)
    evidence = small.evidence(1, 2000, 30, 300)
    ours, _ = expect(evidence, busy(), kernel.expectation)
    reference_, _ = expect(evidence, busy(), reference.expectation)
    for field in fields(ours):
        np.testing.assert_allclose(
            getattr(ours, field.name), getattr(reference_, field.name), atol=1e-6, rtol=1e-9
        )


def test_many_observations_on_one_day_do_not_underflow() -> None:
    evidence = small.evidence(2, 4000, 1, 1, changing=False)
    expected, _ = expect(evidence, busy(), kernel.expectation)
    assert np.isfinite(expected.log_likelihoods).all()
    np.testing.assert_allclose(expected.smoothed_probs.sum(axis=1), 1.0)


def test_a_place_with_thousands_of_days_of_news_does_not_underflow() -> None:
    evidence = small.evidence(4, 3000, 1, 4000)
    expected, _ = expect(evidence, busy(), kernel.expectation)
    plain, _ = expect(evidence, busy(), reference.expectation)
    assert expected.log_likelihoods[0] < -700  # less than the smallest number there is
    assert expected.log_likelihoods[0] == pytest.approx(plain.log_likelihoods[0], rel=1e-9)


def test_expected_daily_transitions_of_a_gap_equal_a_chain_with_every_day() -> None:
    hazards = busy().hazards
    daily = transition.matrices(hazards, [((1, 0, 2), 0)])
    gap = np.array([7])
    start, end = np.array([0.5, 0.2, 0.2, 0.1]), np.array([0.1, 0.6, 0.1, 0.4])
    step = transition.powers(daily, np.array([0]), gap)
    joint = start[:, None] * step[0] * end[None, :]
    joint /= joint.sum()
    found = transition.daily_counts(daily, np.array([0]), gap, step, joint[None])
    by_hand: Floats = np.zeros((4, 4))
    norm = start @ step[0] @ end
    for day in range(7):
        ahead = np.linalg.matrix_power(daily[0], 6 - day) @ end
        before = start @ np.linalg.matrix_power(daily[0], day)
        by_hand += before[:, None] * daily[0] * ahead[None, :] / norm
    np.testing.assert_allclose(found[0], by_hand, atol=1e-12)
    assert found.sum() == pytest.approx(7)


@pytest.mark.parametrize("seed", range(4))
def test_em_never_lowers_the_log_posterior(seed: int) -> None:
    evidence = small.evidence(seed, 600, 8, 120)
    found = fit(evidence, small.prior(), kernel.expectation, max_iterations=40, tolerance=0.0)
    assert np.diff(found.objective).min() > -1e-8
    assert found.objective[-1] > found.objective[0]


def test_fitting_ends_after_sixty_passes_if_nothing_else_is_asked_for() -> None:
    evidence = small.evidence(0, 40, 2, 30)
    passes = []

    def counted(*args: object, **options: object) -> Expectation:
        passes.append(1)
        return kernel.expectation(*args, **options)  # type: ignore[arg-type]  # passed on as given

    found = fit(evidence, small.prior(), counted, tolerance=-1e9)
    assert len(passes) == 60
    assert not found.converged
    passes.clear()
    found = fit(evidence, small.prior(), counted, tolerance=1e9)
    assert len(passes) == 2  # the least there is to compare
    assert found.converged


def test_longer_steps_lead_to_where_em_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = small.evidence(0, 600, 8, 120)
    quick = fit(evidence, small.prior(), kernel.expectation, max_iterations=200, tolerance=1e-9)
    monkeypatch.setattr(fitting, "extrapolated", lambda path, said: None)
    plain = fit(evidence, small.prior(), kernel.expectation, max_iterations=2000, tolerance=1e-9)
    assert len(quick.objective) < len(plain.objective)
    assert quick.objective[-1] == pytest.approx(plain.objective[-1], abs=0.05)
    np.testing.assert_allclose(
        quick.parameters.speech.cells, plain.parameters.speech.cells, atol=0.01
    )


def test_who_speaks_up_says_nothing_for_divided() -> None:
    evidence = small.evidence(0, 600, 8, 120)
    presence = fit(evidence, small.prior(), kernel.expectation).parameters.speech.presence
    assert presence is not None
    assert (presence[:, -1] == 1).all()
    assert (presence[:, :-1] != 1).any()


def test_em_learns_who_overclaims_and_who_is_right() -> None:
    rng = np.random.default_rng(0)
    places, days = 60, 200
    truth = np.repeat(rng.integers(0, 3, (places, 1)), days, axis=1)
    place, day, voice, code = [], [], [], []
    for p in range(places):
        for d in range(days):
            for who, chance in ((0, 0.05), (2, 0.05), (3, 0.05)):
                if rng.random() < chance:
                    said = truth[p, d]
                    if who == 0 and said != 0 and rng.random() < 0.6:
                        said = 0
                    place.append(p)
                    day.append(d)
                    voice.append(who)
                    code.append(said)
    raw = Observations(
        np.array(place, np.int32), np.array(day, np.int32), np.array(voice, np.int32),
        np.array(code, np.int16), places,
    )  # fmt: skip
    voices = small.voices()
    evidence = gather(sort_observations(raw, voices), voices, small.codes(), quiet(places, 3))
    found = fit(evidence, small.prior(), kernel.expectation)
    false_gain = found.parameters.speech.cells[0, 11]
    assert false_gain == pytest.approx(0.6, abs=0.08)
    assert found.parameters.speech.cells[2, 0] > 0.95


def test_swapping_two_sides_swaps_the_belief_and_nothing_else() -> None:
    swap = np.array([1, 0, 2, 3])
    observations = small.observations(3, 300, 4, 90)
    voices, codes = small.voices(), small.codes()
    codes = Codes(codes.content[:4], codes.factor[:4], codes.spoken[:4], codes.said[:4])
    kept = observations.code < 4
    observations = Observations(
        observations.place[kept], observations.day[kept], observations.voice[kept],
        observations.code[kept], 4,
    )  # fmt: skip
    mirrored_voice = np.array([1, 0, 2, 3, 4])[observations.voice].astype(np.int32)
    mirrored = Observations(
        observations.place, observations.day, mirrored_voice,
        swap[observations.code].astype(np.int16), 4,
    )  # fmt: skip
    around = quiet(4, 3)
    one = gather(sort_observations(observations, voices), voices, codes, around)
    two = gather(sort_observations(mirrored, voices), voices, codes, around)
    a, _ = expect(one, busy(), kernel.expectation)
    b, _ = expect(two, busy(), kernel.expectation)
    np.testing.assert_allclose(a.smoothed_probs[:, swap], b.smoothed_probs, atol=1e-12)
