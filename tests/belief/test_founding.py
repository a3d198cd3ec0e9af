"""One report alone already gives sense: who holds Ramouseh and Manbij, according to whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contested.actor.load import load_actors
from contested.belief.answer import history, who_holds
from contested.belief.believe import Believer
from contested.belief.observe import Observer
from tests.belief.founding import founding_claims

REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
EVENING = date(2016, 8, 6)


@pytest.fixture(scope="module")
def believer(shared: Path) -> Believer:
    found = Believer(Observer(load_actors()))
    found.tell(founding_claims(shared))
    return found


def test_ramouseh_is_most_probably_divided(believer: Believer) -> None:
    belief = who_holds(believer, "Ramouseh")
    assert belief.at == belief.known_at == EVENING
    assert belief.kind == "filtered"
    assert belief.likeliest[0] == "divided"
    assert 2 * belief.probs[GOVERNMENT] < belief.probs[REBELS] < 0.5
    assert sum(belief.probs.values()) == pytest.approx(1.0)


def test_manbij_is_held_by_the_sdf_and_was_by_the_islamic_state(believer: Believer) -> None:
    assert who_holds(believer, "Manbij").probs["SDF"] > 0.85
    before = who_holds(believer, "Manbij", date(2016, 8, 5))
    assert before.kind == "smoothed"
    assert before.likeliest[0] == "Islamic State"
    assert [run.holder for run in history(believer, "Manbij", kind="smoothed")] == [
        "Islamic State",
        "SDF",
    ]


def test_each_speaker_has_its_own_version(believer: Believer) -> None:
    according = {
        speaker: who_holds(believer, "Ramouseh", according_to=speaker).likeliest
        for speaker in ("Ahrar al-Sham", "SOHR", GOVERNMENT)
    }
    assert according["Ahrar al-Sham"][0] == REBELS
    assert according["SOHR"][0] == "divided"
    assert according[GOVERNMENT] == ("unknown", 1.0)


def test_without_the_monitor_the_rebels_control_rises(believer: Believer) -> None:
    with_all = who_holds(believer, "Ramouseh")
    without = who_holds(believer, "Ramouseh", without=["SOHR"])
    assert without.probs[REBELS] > with_all.probs[REBELS] + 0.1


def test_the_monitor_moved_the_belief_in_divided_most(believer: Believer) -> None:
    first = who_holds(believer, "Ramouseh").contributions[0]
    assert first.speaker == "SOHR"
    assert first.holder == "divided"
    assert first.log_odds > 1
    assert first.claim_ids == ("F21", "F23")


def test_the_two_halves_of_aleppo_have_their_holders(believer: Believer) -> None:
    assert who_holds(believer, "rebel-held districts of Aleppo").probs[REBELS] > 0.9
    assert who_holds(believer, "western districts of Aleppo").probs[GOVERNMENT] > 0.9


def test_belief_ages_and_a_place_nobody_spoke_of_is_unknown(believer: Believer) -> None:
    now = who_holds(believer, "Manbij")
    later = who_holds(believer, "Manbij", date(2017, 2, 6))
    assert (now.age_days, later.age_days) == (0, 184)
    assert now.probs["unknown"] < 0.01 < 0.2 < later.probs["unknown"]
    assert who_holds(believer, "Palmyra").probs == {"divided": 0.0, "unknown": 1.0}
