"""The confidence of a reading is the chance that words were read rightly: exact against adding up
every path with every word read rightly or not, and of use in the simulator."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest

from benchmarks.belief import measure, ours
from benchmarks.belief.simulate import PARAMETERS, markov_world
from contested.actor.load import load_actors
from contested.belief import kernel, transition
from contested.belief.answer import who_holds
from contested.belief.believe import Believer
from contested.belief.evidence import Codes, distinct_types, gather, quiet
from contested.belief.fit import expect, fit
from contested.belief.observe import Observer
from contested.belief.speech import emission_table, prior_of
from contested.belief.testimony import ToldClaim
from contested.belief.whole import beliefs, learn
from tests.belief import small
from tests.belief.founding import claim, told
from tests.belief.test_inference import busy

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
READ = np.array([0.9, 0.3, 1.0, 0.6, 0.75, 0.5])  # one for each of small.codes()


@pytest.mark.parametrize("seed", range(4))
def test_a_belief_adds_up_every_path_with_every_word_read_rightly_or_not(seed: int) -> None:
    days, place = 4, 1
    surely = small.codes()
    doubted = replace(surely, read=READ)
    seen = small.observations(seed, 4, place, days)
    around = quiet(place, small.SIDES)
    evidence = gather(seen, small.voices(), doubted, around)
    found, _ = expect(evidence, busy(), kernel.expectation)
    types, obs_type = distinct_types(seen, small.voices(), surely)
    rightly = emission_table(busy().speech, types)[obs_type]
    says = np.where(surely.spoken, surely.content.mean(axis=1), 1.0) * surely.factor.mean(axis=1)
    daily = transition.transition_matrix(busy().hazards, ((0,) * small.SIDES, 0))
    initial = transition.initial_probs(small.STATES)
    first, last = int(seen.day.min()), int(seen.day.max())
    weights = np.zeros((last - first + 1, small.STATES))
    for path in product(range(small.STATES), repeat=last - first + 1):
        chance = initial[path[0]]
        for before, after in pairwise(path):
            chance *= daily[before, after]
        for misread in product((False, True), repeat=len(seen.day)):
            weight = chance
            for row, wrong in enumerate(misread):
                code, state = int(seen.code[row]), path[int(seen.day[row]) - first]
                sure = READ[code]
                weight *= (1 - sure) * says[code] if wrong else sure * rightly[row, state]
            weights[range(last - first + 1), path] += weight
    smoothed = weights / weights.sum(axis=1, keepdims=True)
    assert found.log_likelihoods[0] == pytest.approx(np.log(weights[0].sum()), abs=1e-10)
    np.testing.assert_allclose(
        found.smoothed_probs, smoothed[evidence.event_day - first], atol=1e-10
    )


@pytest.mark.parametrize("seed", range(3))
def test_em_never_lowers_the_log_posterior_where_words_may_be_misread(seed: int) -> None:
    codes = replace(small.codes(), read=READ)
    evidence = gather(
        small.observations(seed, 600, 8, 120), small.voices(), codes, quiet(8, small.SIDES)
    )
    found = fit(evidence, small.prior(), kernel.expectation, max_iterations=40, tolerance=0.0)
    assert np.diff(found.objective).min() > -1e-8
    assert found.objective[-1] > found.objective[0]


def said(number: int, actor: str, day: int, confidence: float, who: str = "SOHR") -> ToldClaim:
    one = claim(who, "controls", actor, "north", report_id=f"r-{number}", confidence=confidence)
    return told(one, date(2016, 8, day).isoformat())


def believed(*claims: ToldClaim) -> Believer:
    found = Believer(OBSERVER)
    found.tell([said(90, GOVERNMENT, 1, 1.0, "AFP"), *claims])
    return found


def test_the_surer_a_reading_the_more_it_moves_and_one_of_no_chance_moves_nothing() -> None:
    chances = {
        sure: who_holds(believed(said(1, REBELS, 20, sure)), "north").inferred[REBELS]
        for sure in (0.0, 0.2, 0.5, 0.9, 1.0)
    }
    assert list(chances.values()) == sorted(chances.values())
    silent = who_holds(believed(), "north", date(2016, 8, 20)).inferred
    other = next(name for name in silent if name not in (GOVERNMENT, "divided"))
    assert chances[0.0] == pytest.approx(silent[other], abs=1e-9)
    assert chances[0.9] - chances[0.2] > 0.2


def test_a_word_is_as_sure_as_its_surest_claim_and_copies_make_it_no_surer() -> None:
    first = said(1, REBELS, 20, 0.4)
    one = believed(first)
    again = believed(first, said(2, REBELS, 20, 0.4), said(3, REBELS, 20, 0.3))
    assert [t.read_prob for t in one.testimonies("north")] == [1.0, 0.4]
    assert [t.read_prob for t in again.testimonies("north")] == [1.0, 0.4]
    assert who_holds(again, "north").probs == pytest.approx(who_holds(one, "north").probs)
    surer = believed(first, said(2, REBELS, 20, 0.8))
    assert [t.read_prob for t in surer.testimonies("north")] == [1.0, 0.8]


def test_what_may_be_misread_leaves_a_place_unknown_as_far_as_it_may() -> None:
    found = Believer(OBSERVER)
    found.tell([said(1, REBELS, 20, 0.7)])
    assert who_holds(found, "north").probs["unknown"] == pytest.approx(0.3)
    found.tell([said(2, REBELS, 20, 0.6, "AFP")])
    # One of the two at least was read rightly.
    assert who_holds(found, "north").probs["unknown"] == pytest.approx(0.3 * 0.4)


def test_in_the_simulator_misreadings_hurt_less_where_the_chance_of_them_is_known() -> None:
    setting = tomllib.loads(PARAMETERS.read_text("utf-8"))
    setting["world"] |= {"places": 60, "days": 240}
    world = markov_world(3, setting)
    rng = np.random.default_rng(5)
    states = world.sides + 1
    levels = np.array([0.3, 0.6, 0.95])
    level = rng.integers(0, 3, len(world.day))
    misread = rng.random(len(world.day)) >= levels[level]
    content = np.where(misread, rng.integers(0, states, len(world.day)), world.content)
    codes = Codes(
        np.tile(np.eye(states), (3, 1)), np.ones((3 * states, states)),
        np.ones(3 * states, dtype=bool), np.tile(np.arange(states), 3),
    )  # fmt: skip
    war = ours.as_war(replace(world, content=content + states * level))
    losses = []
    for read in (None, np.repeat(levels, states)):
        known = replace(war, encoded=replace(war.encoded, codes=replace(codes, read=read)))
        prior = prior_of([one.kind for one in war.encoded.speakers])
        found = learn(known, prior, rounds=2, max_iterations=15, learn_delays=False)
        probs, _ = beliefs(known, found.hazards, found.speech, "filtered")
        losses.append(measure.log_loss(probs, world.truth, measure.spoken_of(world)))
    assert losses[1] < 0.95 * losses[0]
