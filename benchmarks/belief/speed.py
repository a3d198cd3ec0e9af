"""How fast: one E-step on 33,000 places, one claim in a theatre, fits of a million rows.

python -m benchmarks.belief.speed [estep claim fit] [--rows 1000000] [--out FILE]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.belief.frozen import provenance
from contested.belief import fit as fitting
from contested.belief import kernel, reference
from contested.belief.evidence import (
    Codes,
    Evidence,
    Observations,
    Voices,
    gather,
    quiet,
    sort_observations,
)
from contested.belief.panel import Panel
from contested.belief.speech import emission_table, prior_of
from contested.belief.transition import Hazards, initial_probs, matrices, powers

SIDES = 3


def megabytes() -> float:
    """The most memory the process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows(
    places: int, days: int, count: int, speakers: int, seed: int = 0
) -> tuple[Observations, Voices, Codes]:
    """Random claims about places that change hands seldom, by speakers of unequal worth."""
    rng = np.random.default_rng(seed)
    change = rng.integers(1, days, places)
    before, after = rng.integers(0, SIDES, places), rng.integers(0, SIDES + 1, places)
    place = np.sort(rng.integers(0, places, count)).astype(np.int32)
    day = rng.integers(0, days, count).astype(np.int32)
    who = rng.integers(0, speakers, count).astype(np.int32)
    truth = np.where(day < change[place], before[place], after[place])
    right = rng.uniform(0.55, 0.95, speakers)
    wrong = rng.integers(0, SIDES + 1, count)
    said = np.where(rng.random(count) < right[who], truth, wrong).astype(np.int16)
    own = np.zeros((speakers, SIDES), dtype=bool)
    for speaker in range(0, speakers, 3):
        own[speaker, speaker // 3 % SIDES] = True
    voices = Voices(np.arange(speakers), np.asarray(own.any(axis=1)), own)
    codes = Codes(np.eye(SIDES + 1), np.ones((SIDES + 1, SIDES + 1)),
                  np.ones(SIDES + 1, dtype=bool), np.arange(SIDES + 1))  # fmt: skip
    raw = Observations(place, day, who, said, places)
    return sort_observations(raw, voices), voices, codes


def kinds_of(voices: Voices) -> Any:
    """A party for every speaker with a side, else an agency."""
    return ["party" if party else "agency" for party in voices.party]


def estep(places: int = 33_000, days: int = 1_700) -> dict[str, Any]:
    """One full E-step with a claim on one day in ten, beside hmmlearn and plain NumPy."""
    observations, voices, codes = rows(places, days, places * days // 10, 50)
    evidence = gather(observations, voices, codes, quiet(places, SIDES))
    del observations
    prior = prior_of(kinds_of(voices))
    parameters = fitting.Parameters(Hazards(), prior.mean())
    small, small_voices, small_codes = rows(50, 200, 1_000, 50)
    fitting.expect(gather(small, small_voices, small_codes, quiet(50, SIDES)), parameters,
                   kernel.expectation)  # fmt: skip
    start = time.perf_counter()
    fitting.expect(evidence, parameters, kernel.expectation)
    ours = time.perf_counter() - start
    found = {"places": places, "days": days, "observations": len(evidence.panel.obs_type),
             "events": evidence.panel.events, "ours_s": ours, "peak_mb": megabytes()}  # fmt: skip
    found |= _others(evidence, parameters, places, days)
    return found


def _others(
    evidence: Evidence, parameters: fitting.Parameters, places: int, days: int
) -> dict[str, Any]:
    """hmmlearn on every day, and our NumPy reference, both on a part and scaled up."""
    from hmmlearn.hmm import CategoricalHMM

    part = places // 200
    panel = evidence.panel
    last = int(panel.place_start[part])
    cut = Panel(panel.place_start[: part + 1], panel.step[:last], panel.obs_start[: last + 1],
                panel.obs_type[: panel.obs_start[last]])  # fmt: skip
    daily = matrices(parameters.hazards, evidence.kinds)
    steps = powers(daily, evidence.surrounding, evidence.gap_days)
    table = emission_table(parameters.speech, evidence.types)
    start = time.perf_counter()
    reference.expectation(cut, initial_probs(SIDES + 1), steps, table)
    plain = (time.perf_counter() - start) * places / part
    rng = np.random.default_rng(0)
    some = places // 20
    symbols = np.where(rng.random((some * days, 1)) < 0.1, rng.integers(0, 4, (some * days, 1)), 4)
    model: Any = CategoricalHMM(n_components=4, n_features=5)
    model.startprob_ = np.full(4, 0.25)
    model.transmat_ = daily[0]
    said = np.full((4, 4), 0.02) + 0.02 * np.eye(4)
    model.emissionprob_ = np.column_stack([said, 1 - said.sum(axis=1)])
    start = time.perf_counter()
    model.score_samples(symbols, [days] * some)
    return {"numpy_s_scaled": plain, "hmmlearn_s_scaled": (time.perf_counter() - start) * 20}


def claim(places: int = 1_000, told_each: int = 30) -> dict[str, Any]:
    """One new claim absorbed, its place and neighbours believed anew, explained and stored."""
    from contested.actor.load import load_actors
    from contested.belief.answer import history, who_holds
    from contested.belief.believe import Believer
    from contested.belief.observe import Observer
    from contested.belief.store import BeliefStore
    from contested.belief.testimony import ToldClaim
    from contested.claim.claim import Claim

    rng = np.random.default_rng(0)
    names = [f"village {n}" for n in range(places)]
    number = {name: n for n, name in enumerate(names)}

    def neighbours(place: str) -> list[str]:
        n = number[place]
        return [names[m] for m in (n - 32, n - 1, n + 1, n + 32) if 0 <= m < places]

    def one(n: int, place: str, day: date) -> ToldClaim:
        actor = ["Syrian government", "Syrian rebels", "Islamic State"][int(rng.integers(3))]
        speaker = ["SOHR", "SANA", "Syrian rebels", "AFP", "residents"][int(rng.integers(5))]
        made = Claim(f"r-{n}", "controls", actor, None, place, "whole", speaker, "actual",
                     "holds", 0, 5)  # fmt: skip
        return ToldClaim(made.id, made, day.isoformat())

    first = date(2014, 1, 1)
    claims = [
        one(n, names[int(rng.integers(places))], first + timedelta(int(rng.integers(0, 1_400))))
        for n in range(places * told_each)
    ]
    believer = Believer(Observer(load_actors()), neighbours)
    believer.tell(claims)
    for place in names:
        who_holds(believer, place, explain=False)
    times = []
    with tempfile.TemporaryDirectory() as folder, BeliefStore(Path(folder) / "b") as store:
        for n in range(60):
            place = names[int(rng.integers(places))]
            new = one(1_000_000 + n, place, first + timedelta(1_400 + n // 3))
            start = time.perf_counter()
            affected = believer.tell([new])
            who_holds(believer, place, explain=True)
            runs = []
            for near in affected:
                runs += history(believer, near, kind="filtered")
            store.keep(runs, sorted(affected))
            times.append((time.perf_counter() - start) * 1000)
    warm = sorted(times[10:])
    return {"places": places, "claims": len(claims), "median_ms": warm[len(warm) // 2],
            "p90_ms": warm[int(0.9 * len(warm))], "max_ms": warm[-1]}  # fmt: skip


def fit(count: int, peer: bool = True) -> dict[str, Any]:
    """`count` observations of 50 speakers fitted to convergence, beside crowd-kit."""
    places, days = max(200, count // 50), 365
    # Enough rows that the pass for this number of states is compiled before the clock starts.
    warm = rows(5_000, days, 250_000, 50)
    fitting.fit(gather(*warm, quiet(5_000, SIDES)), prior_of(kinds_of(warm[1])),
                kernel.expectation, max_iterations=2)  # fmt: skip
    del warm
    observations, voices, codes = rows(places, days, count, 50)
    start = time.perf_counter()
    evidence = gather(observations, voices, codes, quiet(places, SIDES))
    found = fitting.fit(evidence, prior_of(kinds_of(voices)), kernel.expectation)
    ours = time.perf_counter() - start
    result: dict[str, Any] = {
        "rows": count, "places": places, "ours_s": ours, "iterations": len(found.objective),
        "converged": found.converged, "peak_mb": megabytes(),
    }  # fmt: skip
    if peer:
        import pandas
        from crowdkit.aggregation import DawidSkene

        frame = pandas.DataFrame(
            {"task": observations.place.astype(np.int64) * 1_000 + observations.day // 30,
             "worker": observations.voice, "label": observations.code}
        )  # fmt: skip
        start = time.perf_counter()
        model = DawidSkene(n_iter=100, tol=1e-5).fit(frame)
        result |= {"crowdkit_s": time.perf_counter() - start,
                   "crowdkit_iterations": len(model.loss_history_)}  # fmt: skip
        result["times_as_fast"] = result["crowdkit_s"] / ours
        # The same rows at our resolution: a task is a place on a day.
        frame["task"] = observations.place.astype(np.int64) * 1_000 + observations.day
        start = time.perf_counter()
        DawidSkene(n_iter=100, tol=1e-5).fit(frame)
        result["crowdkit_by_day_s"] = time.perf_counter() - start
        result["times_as_fast_by_day"] = result["crowdkit_by_day_s"] / ours
    return result


def main() -> None:
    """Run the parts named and print them; with --out, keep them with date and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=["estep", "claim", "fit"])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--no-peer", action="store_true", help="leave crowd-kit out of the fit")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    record: dict[str, Any] = provenance()
    for part in options.parts:
        record[part] = (
            estep() if part == "estep" else claim() if part == "claim"
            else fit(options.rows, not options.no_peer)
        )  # fmt: skip
        print(part, json.dumps(record[part]))
    if options.out:
        options.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
