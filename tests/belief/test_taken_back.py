"""Admissions weigh most, a speaker's later word stands for her earlier one where it takes it back,
and what that changes is exact."""

from __future__ import annotations

from datetime import date
from itertools import count

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief.answer import who_holds
from contested.belief.believe import Believer
from contested.belief.observe import Observer
from contested.belief.testimony import ToldClaim
from contested.belief.trace import trace
from tests.belief.founding import claim, told

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
_numbers = count(1)


def said(who: str, predicate: str, actor: str, day: int, **fields: object) -> ToldClaim:
    made = {"place": "Ramouseh", "report_id": f"r-{next(_numbers)}", **fields}
    place = str(made.pop("place"))
    return told(claim(who, predicate, actor, place, **made), date(2016, 8, day).isoformat())


def believer(*claims: ToldClaim) -> Believer:
    found = Believer(OBSERVER)
    # The war's sides, told of another place.
    found.tell([
        said("Reuters", "controls", REBELS, 1, place="frame"),
        said("Reuters", "controls", GOVERNMENT, 2, place="frame"),
        said("Reuters", "controls", "Islamic State", 2, place="other frame"),
        said("Reuters", "controls", REBELS, 3, place="other frame"),
        *claims,
    ])  # fmt: skip
    return found


def _log_odds(prob: float) -> float:
    return float(np.log(prob / (1 - prob)))


def odds_of_rebels(*claims: ToldClaim) -> float:
    chances = who_holds(believer(*claims), "Ramouseh").inferred
    return chances[REBELS] / chances[GOVERNMENT]


@pytest.mark.parametrize("predicate", ["controls", "captures"])
@pytest.mark.parametrize("target", [None, GOVERNMENT])
def test_the_loser_s_own_word_moves_most_and_the_winner_s_least(
    predicate: str, target: str | None
) -> None:
    odds = {
        who: odds_of_rebels(said(who, predicate, REBELS, 5, target=target))
        for who in (GOVERNMENT, "SOHR", "Reuters", "Somebody", REBELS)
    }
    order = sorted(odds, key=lambda who: -odds[who])
    assert order[0] == GOVERNMENT
    assert set(order[1:3]) == {"SOHR", "Reuters"}
    assert odds["SOHR"] > 2 * odds[REBELS]


def test_an_admission_outweighs_a_monitor_that_says_otherwise_on_the_same_day() -> None:
    contrary = said("SOHR", "controls", GOVERNMENT, 5)
    admitted = odds_of_rebels(contrary, said(GOVERNMENT, "controls", REBELS, 5))
    claimed = odds_of_rebels(contrary, said(REBELS, "controls", REBELS, 5))
    assert admitted > 1 > claimed


def test_a_later_word_of_a_day_stands_for_the_earlier_from_when_it_was_published() -> None:
    words = [
        said("SOHR", "controls", actor, published, on="2016-08-05")
        for actor, published in ((REBELS, 5), (GOVERNMENT, 7), ("Islamic State", 9))
    ]
    every = believer(*words)
    told_of = every.testimonies("Ramouseh")
    assert [t.content.said for t in told_of] == [
        "syrian-rebels", "syrian-government", "islamic-state",
    ]  # fmt: skip
    assert [t.known_on.day for t in told_of] == [5, 7, 9]
    for number, last in enumerate((6, 8, 20)):
        at = date(2016, 8, last)
        then = who_holds(every, "Ramouseh", at, kind="filtered").probs
        assert then == pytest.approx(who_holds(believer(words[number]), "Ramouseh", at).probs)
    assert who_holds(every, "Ramouseh", date(2016, 8, 5)).inferred == pytest.approx(
        who_holds(believer(words[2]), "Ramouseh", date(2016, 8, 5)).inferred
    )


def test_two_publications_of_a_day_that_say_the_same_are_one_word() -> None:
    again = believer(
        said("SOHR", "controls", REBELS, 5, on="2016-08-05"),
        said("SOHR", "captures", REBELS, 8, on="2016-08-05"),
    )
    (word,) = again.testimonies("Ramouseh")
    assert (word.known_on.day, len(word.claim_ids)) == (5, 2)


@pytest.mark.parametrize("predicate", ["captures", "controls"])
def test_who_denies_her_own_word_is_heard_as_if_she_had_only_denied_it(predicate: str) -> None:
    before = said("Reuters", "controls", GOVERNMENT, 3)
    denial = said("SOHR", predicate, REBELS, 7, factuality="negated")
    word = said("SOHR", "controls", REBELS, 7 - 1)
    both = believer(before, word, denial)
    # On the day between she was believed.
    assert who_holds(both, "Ramouseh", date(2016, 8, 6), kind="filtered").probs == pytest.approx(
        who_holds(believer(before, word), "Ramouseh", date(2016, 8, 6)).probs
    )
    chances = who_holds(both, "Ramouseh").inferred
    alone = who_holds(believer(before, denial), "Ramouseh").inferred
    assert chances[REBELS] < 0.1
    assert chances == pytest.approx(alone, abs=0.02)
    # Another's denial takes back nothing.
    other = who_holds(
        believer(before, word, said("AFP", predicate, REBELS, 7, factuality="negated")), "Ramouseh"
    )
    assert other.inferred[REBELS] > 2 * chances[REBELS]
    # Nor is a retreat a denial of having held.
    chain = both.chain("Ramouseh")
    left = believer(before, word, said("SOHR", "withdraws", REBELS, 7)).chain("Ramouseh")
    assert [t.day for t in chain.testimonies] == [t.day for t in left.testimonies]
    assert left.likelihood[1] == pytest.approx(chain.likelihood[1])
    assert not np.allclose(left.likelihood[2], chain.likelihood[2])


def test_what_a_denial_did_is_what_leaving_it_out_undoes_and_the_parts_add_up() -> None:
    claims = [
        said("Reuters", "controls", GOVERNMENT, 3),
        said("SOHR", "controls", REBELS, 5),
        said("SOHR", "controls", REBELS, 6, factuality="negated"),
    ]
    whole = believer(*claims)
    at = date(2016, 8, 8)
    belief = who_holds(whole, "Ramouseh", at)
    top = belief.contributions[0].holder
    logit = _log_odds(belief.inferred[top])
    assert len(belief.contributions) == 3
    for one in belief.contributions:
        rest = believer(*(c for c in claims if c.id not in one.claim_ids))
        left = who_holds(rest, "Ramouseh", at).inferred[top]
        assert one.log_odds == pytest.approx(logit - _log_odds(left), abs=1e-6)
    parts = trace(whole, "Ramouseh", at)
    assert parts is not None
    sums = np.sum([step.log_ratios for step in parts.steps], axis=0)
    assert 1 / (1 + np.exp(-sums).sum()) == pytest.approx(parts.inferred_prob, abs=1e-9)
