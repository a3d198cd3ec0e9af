"""How reports are weighed, what definitions say, how routes and situation reports read."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.actor.load import load_actors
from contested.claim.claim import PREDICATES
from contested.errors import DataError, NotFoundError
from contested.situation.access import Access, Lasted, load_access, ocha, siege_watch
from contested.situation.assess import Situation
from contested.situation.definitions import load_definitions, shipped_definitions
from contested.situation.evidence import BEARINGS, Evidence, FixedBeliefs, cuts
from contested.situation.render import html, markdown
from contested.situation.reported import (
    SIEGE_SIGN,
    Chain,
    Weighed,
    filtered_probs,
    likelihood_ratio,
    siege_chain,
    speaker_kind,
    weigh,
)
from contested.situation.sitrep import sitrep, wordings
from tests.situation.conftest import crude_beliefs, syria

DEFINITIONS = shipped_definitions()
ARMY, REBELS, EAST = "syrian-government", "syrian-rebels", "syria:eastern-aleppo"
DAY = date(2016, 7, 17)


def said(
    number: int, predicate: str, speaker: str, day: date = DAY, factuality: str = "actual"
) -> Evidence:
    return Evidence(
        f"c{number}", predicate, ARMY, REBELS, EAST, speaker, speaker, factuality, "whole", day,
        None, day, report_id=f"r{number}",
    )  # fmt: skip


def prob(claims: list[Evidence], day: date) -> float:
    _, actors, _ = syria()
    weighed = weigh(claims, SIEGE_SIGN, ARMY, REBELS, actors, DEFINITIONS)
    return filtered_probs(weighed, [day], siege_chain(DEFINITIONS))[0]


def test_the_filter_equals_adding_up_every_path_of_the_two_states() -> None:
    claims = [
        said(1, "besieges", "sohr"),
        said(2, "besieges", "residents", date(2016, 7, 19)),
        said(3, "breaks_siege", "ahrar-al-sham", date(2016, 7, 20)),
    ]
    _, actors, _ = syria()
    weighed = weigh(claims, SIEGE_SIGN, ARMY, REBELS, actors, DEFINITIONS)
    chain = siege_chain(DEFINITIONS)
    days = [date(2016, 7, d) for d in (17, 18, 19, 20, 21)]
    weight = {True: chain.prior_prob, False: 1.0 - chain.prior_prob}
    for day in days:
        today = [w for w in weighed if w.day == day]
        start = chain.told_start_prob if any(w.tells > 0 for w in today) else chain.start_per_day
        end = chain.told_end_prob if any(w.tells < 0 for w in today) else chain.end_per_day
        moved = {
            True: weight[True] * (1 - end) + weight[False] * start,
            False: weight[True] * end + weight[False] * (1 - start),
        }
        ratio = math.exp(sum(w.log_odds for w in today))
        weight = {True: moved[True] * ratio, False: moved[False]}
    expected = weight[True] / (weight[True] + weight[False])
    assert filtered_probs(weighed, days, chain)[-1] == pytest.approx(expected, rel=1e-9)


def test_the_order_of_arrival_and_doubled_copies_do_not_matter() -> None:
    claims = [said(1, "besieges", "sohr"), said(2, "besieges", "residents")]
    copy = replace(claims[0], claim_id="c9", copy_of="r1")
    assert prob(claims, DAY) == prob(claims[::-1], DAY) == prob([*claims, copy], DAY)


def test_an_admission_weighs_more_than_a_boast_and_a_monitor_lies_between() -> None:
    _, actors, _ = syria()
    own, monitor, loser = (
        likelihood_ratio(speaker, ARMY, REBELS, DAY, actors, DEFINITIONS)
        for speaker in (ARMY, "sohr", REBELS)
    )
    assert own < monitor < loser


def test_a_copy_counts_for_what_its_original_does_not_say() -> None:
    original = replace(said(1, "besieges", "sohr"), place="syria:madaya")
    copy = replace(said(2, "besieges", "sohr"), copy_of="r1")
    same = replace(copy, place="syria:madaya", report_id="r3")
    actors = syria()[1]
    assert [
        one.evidence.claim_id
        for one in weigh([original, copy, same], SIEGE_SIGN, ARMY, REBELS, actors, DEFINITIONS)
    ] == ["c1"]
    alone = weigh(
        [copy, replace(same, copy_of="r1")], SIEGE_SIGN, ARMY, REBELS, actors, DEFINITIONS
    )
    assert len(alone) == 1


def test_a_state_agency_carries_the_word_of_its_side() -> None:
    _, actors, _ = syria()
    assert speaker_kind("sana", actors, DEFINITIONS) == "allied_media"
    assert speaker_kind("reuters", actors, DEFINITIONS) == "agency"
    ratios = [
        likelihood_ratio(speaker, ARMY, REBELS, DAY, actors, DEFINITIONS)
        for speaker in ("sana", "reuters")
    ]
    assert ratios[0] < ratios[1]


def test_a_plan_is_no_evidence_and_a_denial_speaks_against() -> None:
    silent = prob([], DAY)
    assert prob([said(1, "besieges", "sohr", factuality="intended")], DAY) == silent
    assert prob([said(1, "besieges", "sohr", factuality="negated")], DAY) < silent
    assert prob([said(1, "besieges", "sohr")], DAY) > 0.8


def test_who_denies_the_siege_that_he_lays_or_stands_serves_himself() -> None:
    def denied(speaker: str) -> float:
        told = said(1, "besieges", "sohr")
        return prob([told, said(2, "besieges", speaker, factuality="negated")], DAY)

    assert denied("sohr-who-is-unknown") < denied(ARMY)
    assert denied(ARMY) == pytest.approx(denied(REBELS))
    assert denied("sohr") < denied(ARMY)
    _, actors, _ = syria()
    nobody_held_it = [
        weigh([said(1, "besieges", who, factuality="negated")], SIEGE_SIGN, ARMY, None, actors,
              DEFINITIONS)[0].log_odds
        for who in ("sohr", ARMY)
    ]  # fmt: skip
    assert nobody_held_it[0] < nobody_held_it[1] < 0


def test_the_less_sure_the_reading_the_less_a_claim_weighs_and_a_sure_misreading_nothing() -> None:
    at = [prob([replace(said(1, "besieges", "sohr"), confidence=c)], DAY) for c in (0, 0.3, 0.9, 1)]
    assert at == sorted(at)
    # The siege may have begun that day (0.4 where it was not); then the odds times 1 + c (14 - 1).
    before = 0.05 * (1 - 0.004) + 0.95 * 0.4
    odds = before / (1 - before) * (1 + 0.3 * 13)
    assert at[1] == pytest.approx(odds / (1 + odds))


def test_a_siege_that_nobody_speaks_of_any_more_fades() -> None:
    claims = [said(1, "besieges", "sohr")]
    assert prob(claims, date(2016, 7, 18)) > prob(claims, date(2016, 10, 1)) > 0.3


def test_besieged_since_long_ago_is_as_sure_on_the_day_it_is_said_as_on_the_first() -> None:
    claim = said(1, "besieges", "sohr")
    first, told, later = date(2012, 11, 30), date(2016, 8, 1), date(2016, 9, 1)
    since = replace(claim, first=first, published=told, since=True)
    assert prob([since], told) == prob([since], first) == prob([claim], claim.first)
    assert prob([since], later) < prob([since], told)
    assert prob([replace(since, since=False)], told) < 0.2


def test_besieged_since_june_counts_again_when_the_siege_was_said_to_have_been_broken() -> None:
    broken = said(1, "breaks_siege", "ahrar-al-sham", date(2016, 8, 6))
    since = replace(said(2, "besieges", "sohr"), published=date(2016, 8, 20), since=True)
    on = partial(prob, [broken, since])
    assert on(date(2016, 8, 20)) > on(date(2016, 8, 19)) + 0.2
    before = replace(since, published=date(2016, 8, 5))
    assert prob([broken, before], date(2016, 8, 20)) < on(date(2016, 8, 20)) - 0.2


def test_had_been_besieged_since_june_in_the_report_of_its_relief_ends_with_it() -> None:
    relief = replace(
        said(1, "breaks_siege", "sohr", date(2016, 8, 6)),
        report_id="r2",
        published=date(2016, 8, 7),
    )
    since = replace(said(2, "besieges", "sohr"), published=date(2016, 8, 7), since=True)
    ones = weigh([relief, since], SIEGE_SIGN, ARMY, REBELS, syria()[1], DEFINITIONS)
    assert [(w.day.day, w.last_day.day, w.log_odds > 0) for w in ones] == [
        (17, 5, True),
        (6, 6, False),
    ]


def test_of_two_reports_that_name_one_beginning_the_later_vouches_longer() -> None:
    claim = replace(said(1, "besieges", "sohr"), since=True)
    later = replace(claim, claim_id="c-2", published=date(2016, 9, 1))
    for order in ([claim, later], [later, claim]):
        (weighed,) = weigh(order, SIEGE_SIGN, ARMY, REBELS, syria()[1], DEFINITIONS)
        assert weighed.last_day == date(2016, 9, 1)


def test_a_probability_is_never_surer_than_one_in_a_million() -> None:
    chain = siege_chain(DEFINITIONS)
    for weight, found in ((40.0, 1 - 1e-6), (-40.0, 1e-6)):
        word = Weighed(said(1, "besieges", "sohr"), DAY, weight, 0)
        assert filtered_probs([word], [DAY], chain) == [found]


@given(st.lists(st.floats(-3, 3), max_size=6), st.integers(0, 400))
def test_probabilities_stay_between_nought_and_one(weights: list[float], days: int) -> None:
    rows = [
        Weighed(said(i, "besieges", "sohr"), date(2016, 7, 1 + i), w, (w > 0) - (w < 0))
        for i, w in enumerate(weights)
    ]
    at = date.fromordinal(date(2016, 7, 10).toordinal() + days)
    assert 0.0 < filtered_probs(rows, [at], Chain(0.05, 0.002, 0.004, 0.4, 0.4))[0] < 1.0


@pytest.mark.parametrize(
    ("aid", "leave", "expected"),
    [(False, False, "yes"), (True, False, "no"), (None, False, "not known"), (False, True, "no")],
)
def test_ocha_asks_for_access_and_does_not_guess(
    aid: bool | None, leave: bool | None, expected: str
) -> None:
    known = [Access(EAST, aid_enters_regularly=aid, people_leave_regularly=leave)]
    verdict = ocha(known, EAST, DAY, 0.9, Lasted(60), DEFINITIONS)
    assert verdict.status == expected
    assert bool(verdict.asks) == (expected == "not known")
    assert ocha(known, EAST, DAY, 0.1, Lasted(60), DEFINITIONS).status == "no"


def test_siege_watch_calls_recent_and_partial_sieges_watchlist_and_long_ones_a_tier() -> None:
    starved = [Access(EAST, aid_enters_regularly=False, smuggled_goods_available=False)]
    assert siege_watch(starved, EAST, DAY, 0.9, Lasted(20), DEFINITIONS).status == "watchlist"
    assert siege_watch(starved, EAST, DAY, 0.3, Lasted(400), DEFINITIONS).status == "watchlist"
    assert siege_watch(starved, EAST, DAY, 0.9, Lasted(400), DEFINITIONS).status == "tier 1"
    assert siege_watch([], EAST, DAY, 0.9, Lasted(400), DEFINITIONS).status == "tier not known"


def test_access_and_definitions_are_read_from_files(tmp_path: Path) -> None:
    access = tmp_path / "access.toml"
    access.write_text(
        '[[access]]\nplace = "eastern Aleppo"\nfrom = 2016-07-17\naid_enters_regularly = false\n'
    )
    _, _, resolver = syria()
    (one,) = load_access(access, resolver.find_place)
    assert (one.place, one.aid_enters_regularly) == (EAST, False)
    access.write_text('[[access]]\nplace = "eastern Aleppo"\naid = "no"\n')
    with pytest.raises(DataError, match="aid"):
        load_access(access, resolver.find_place)
    own = tmp_path / "own.toml"
    own.write_text("[encirclement]\nthreshold_prob = 0.7\n")
    assert load_definitions(own).encirclement["threshold_prob"] == 0.7
    own.write_text("[encirclement]\nthreshhold_prob = 0.7\n")
    with pytest.raises(DataError, match="threshhold_prob"):
        load_definitions(own)


def test_every_wording_is_there_in_every_language() -> None:
    english = wordings()["en"].keys()
    for language, words in wordings().items():
        own = {"syrian-government", "syrian-rebels", "sdf"}
        assert words.keys() - own == english - own, language


@pytest.mark.parametrize("language", ["en", "el"])
def test_every_sentence_of_a_situation_report_has_its_sources(
    founding: list[Evidence], language: str
) -> None:
    theatre, actors, _ = syria()
    situation = Situation(theatre, actors, crude_beliefs(founding), founding)
    report = sitrep(situation, date(2016, 8, 6), language=language)
    numbered = {source.claim_id for source in report.sources}
    sentences = [one for section in report.sections for one in section.sentences]
    assert len(sentences) >= 8
    for one in sentences:
        assert one.claims
        assert set(one.claims) <= numbered
    text = markdown(report)
    assert len(text.split()) < 1500  # two pages
    page = html(report)
    assert page.count("<li>") == len(sentences)
    assert "<script" not in page


def test_no_siege_is_left_out_of_a_situation_report_and_most_people_come_first() -> None:
    theatre, actors, _ = syria()
    towns = [
        "eastern-aleppo",
        "madaya",
        "zabadani",
        "fuah",
        "kafraya",
        "daraya",
        "douma",
        "muadamiyat",
    ]
    towns = [f"syria:{town}" for town in towns if f"syria:{town}" in theatre.places]
    assert len(towns) >= 5
    claims = [
        replace(said(n, "besieges", "sohr"), place=town, report_id=f"r{n}")
        for n, town in enumerate(towns)
    ]
    report = sitrep(Situation(theatre, actors, crude_beliefs([]), claims), DAY)
    sieges = next(one for one in report.sections if one.key == "sieges")
    told = [one.text.split(":")[0] for one in sieges.sentences if "encircled by" in one.text]
    assert sorted(told) == sorted(theatre.places[town].name for town in towns)
    assert told[0] == "eastern Aleppo"
    order = [one.text.split(":")[0] for one in sieges.sentences]
    assert [name for n, name in enumerate(order) if name != order[n - 1] or n == 0] == told


def test_what_bears_on_sieges_and_routes_is_a_predicate_with_a_weight_for_each() -> None:
    assert set(BEARINGS) <= PREDICATES
    for name, one in BEARINGS.items():
        assert one.siege or one.route, name
        assert not one.siege or name in DEFINITIONS.predicate_power
        assert 0 < one.route_power <= 1
    assert {name for name in BEARINGS if cuts(name)} == {"cuts_route"}


def test_a_besieger_who_is_believed_to_be_inside_besieges_no_more() -> None:
    theatre, actors, _ = syria()
    claim = replace(said(1, "besieges", "sohr"), target=None, place="syria:madaya")
    taken = FixedBeliefs({date(2016, 7, 25): {"syria:madaya": {ARMY: 0.9, "unknown": 0.1}}})
    situation = Situation(theatre, actors, taken, [claim])
    assert situation.subjects()[0].side is None
    before, after = (
        [one for one in situation.findings(day) if one.kind == "encirclement"]
        for day in (date(2016, 7, 20), date(2016, 7, 26))
    )
    assert [one.status for one in before] == ["encircled"]
    assert [(one.status, one.prob) for one in after] == [("lost", 0.0)]


def test_a_road_is_cut_but_never_besieged() -> None:
    theatre, actors, _ = syria()
    claim = replace(said(1, "besieges", "sohr"), place="syria:castello-road")
    assert "syria:castello-road" in theatre.places
    assert not Situation(theatre, actors, crude_beliefs([]), [claim]).subjects()


def test_a_place_that_is_encircled_is_no_open_route_however_it_is_read() -> None:
    theatre, actors, _ = syria()
    supply = replace(said(3, "supply_route", ARMY), actor=REBELS, target=None)
    claims = [said(1, "besieges", "sohr"), said(2, "besieges", "residents"), supply]
    found = Situation(theatre, actors, crude_beliefs([]), claims).findings(DAY)
    siege = next(one for one in found if one.kind == "encirclement")
    route = next(one for one in found if one.kind == "supply_route")
    assert siege.status == "encircled"
    assert (route.place, route.status) == (EAST, "threatened")
    assert route.prob <= 1 - siege.prob + 1e-9
    assert route.notes == ("said_open_but_encircled",)


def test_a_language_without_wordings_is_refused(founding: list[Evidence]) -> None:
    theatre, actors, _ = syria()
    situation = Situation(theatre, actors, crude_beliefs(founding), founding)
    with pytest.raises(NotFoundError, match="en, el"):
        sitrep(situation, date(2016, 8, 6), language="xx")


def test_hostile_words_of_a_report_stay_words(founding: list[Evidence]) -> None:
    theatre, actors, _ = syria()
    hostile = "<script>alert(1)</script> [x](javascript:1)"
    rows = [replace(one, text=hostile, publisher="<b>Demo</b>") for one in founding]
    report = sitrep(Situation(theatre, actors, crude_beliefs(rows), rows), date(2016, 8, 6))
    assert "<script" not in html(report)
    assert "<b>" not in html(report)
    assert "[x](" not in markdown(report)


def test_no_wording_of_a_report_is_taken_for_the_name_of_an_actor() -> None:
    # OCHA is a speaker and a definition of a siege
    actors = load_actors()
    for words in wordings().values():
        assert [key for key, text in words.items() if "{" in text and key in actors] == []
