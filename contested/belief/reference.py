"""Forward-backward in plain NumPy: the reference that the compiled kernel is tested against."""

from __future__ import annotations

import numpy as np

from contested.belief.panel import Expectation, Floats, Panel


def expectation(
    panel: Panel,
    initial_probs: Floats,
    step_matrices: Floats,
    emissions: Floats,
    *,
    posteriors: bool = True,
) -> Expectation:
    """Exact posterior of every place's chain.

    `initial_probs` (K,), `step_matrices` (U, K, K) with rows that sum to one, `emissions` (T, K),
    the likelihood of an observation of type t in state k up to a factor that does not depend on
    k. The recursions are those of Rabiner (1989), scaled:
    alpha_t = normalise(alpha_{t-1} P_t * e_t), beta_{t-1} = P_t (e_t * beta_t) / c_t.
    """
    states = len(initial_probs)
    log_likelihoods = np.zeros(panel.places)
    filtered = np.zeros((panel.events, states))
    smoothed = np.zeros((panel.events, states))
    step_counts = np.zeros_like(step_matrices)
    type_counts = np.zeros_like(emissions)
    for place in range(panel.places):
        first, last = panel.place_start[place], panel.place_start[place + 1]
        likelihoods, scales = np.ones((last - first, states)), np.ones(last - first)
        for event in range(first, last):
            types = panel.obs_type[panel.obs_start[event] : panel.obs_start[event + 1]]
            likelihoods[event - first] = emissions[types].prod(axis=0)
            prior = initial_probs
            if event > first:
                prior = filtered[event - 1] @ step_matrices[panel.step[event]]
            joint = prior * likelihoods[event - first]
            scales[event - first] = joint.sum()
            filtered[event] = joint / joint.sum()
        log_likelihoods[place] = np.log(scales).sum()
        beta = np.ones(states)
        for event in range(last - 1, first - 1, -1):
            smoothed[event] = filtered[event] * beta
            for kind in panel.obs_type[panel.obs_start[event] : panel.obs_start[event + 1]]:
                type_counts[kind] += smoothed[event]
            if event > first:
                step = panel.step[event]
                ahead = likelihoods[event - first] * beta / scales[event - first]
                step_counts[step] += (
                    filtered[event - 1][:, None] * step_matrices[step] * ahead[None, :]
                )
                beta = step_matrices[step] @ ahead
    if not posteriors:
        filtered, smoothed = filtered[:0], smoothed[:0]
    return Expectation(log_likelihoods, filtered, smoothed, step_counts, type_counts)
