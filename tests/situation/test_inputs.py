"""What the room is given: claims resolved, days and names, answers of access, definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contested.actor.load import load_actors
from contested.belief.testimony import ToldClaim
from contested.claim.claim import Claim, Resolution
from contested.errors import DataError, NotFoundError
from contested.situation.access import Access, answer_on, load_access
from contested.situation.believed import believed
from contested.situation.definitions import load_definitions, shipped_definitions
from contested.situation.evidence import (
    Evidence,
    FixedBeliefs,
    Resolver,
    cuts,
    days_spoken_of,
    evidence_of,
    known_on,
)
from tests.belief.founding import claim, told
from tests.situation.conftest import syria
from tests.situation.land import ARMY, DAY, REBELS

ALEPPO = "syria:aleppo"


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return syria()[2]


# -- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (None, None), ("syria:ramouseh", "syria:ramouseh"), ("ramouseh", "syria:ramouseh"),
        ("Ramouseh", "syria:ramouseh"), ("  RAMOUSEH ", "syria:ramouseh"),
        ("the Castello Road", "syria:castello-road"), ("the ", None), ("Atlantis", None),
        ("western districts of Aleppo", "syria:western-aleppo"),
        ("Eastern districts of Aleppo", "syria:eastern-aleppo"),
        ("western districts of Atlantis", None),
    ],
)  # fmt: skip
def test_a_place_is_found_by_its_id_or_name(
    resolver: Resolver, name: str | None, place: str | None
) -> None:
    assert resolver.place(name) == place


def test_an_unknown_name_is_told_with_those_that_are_like_it(resolver: Resolver) -> None:
    assert resolver.find_place("Ramouseh") == "syria:ramouseh"
    with pytest.raises(NotFoundError, match="'Ramousseh'; did you mean Ramouseh"):
        resolver.find_place("Ramousseh")
    with pytest.raises(NotFoundError) as error:
        resolver.find_place("Qxqxqxqx")
    assert "did you mean" not in str(error.value)
    assert resolver.actor(None) is None
    assert resolver.actor("Syrian rebels") == REBELS
    assert resolver.actor("nobody") is resolver.actor("nobody") is None
    assert resolver.actor_name(REBELS) == "Syrian rebels"
    assert resolver.actor_name("nobody") == "nobody"
    assert resolver.place_name("syria:ramouseh") == "Ramouseh"
    assert resolver.place_name("nowhere") == "nowhere"


# -- claims --------------------------------------------------------------------------------------


def read(resolver: Resolver, predicate: str = "besieges", **fields: Any) -> Evidence:
    made: Claim = claim("SOHR", predicate, "Syrian rebels", "Ramouseh", **fields)
    return evidence_of(made, DAY, resolver)


def test_a_claim_speaks_of_the_days_its_words_give_and_of_none_after_publication(
    resolver: Resolver,
) -> None:
    plain = read(resolver)
    assert (plain.first, plain.last, plain.dated, plain.since) == (DAY, None, False, False)
    on = read(resolver, on="2016-07-03")
    assert (on.first, on.dated, on.since) == (date(2016, 7, 3), True, False)
    later = read(resolver, on="2016-08-03")
    assert (later.first, later.dated) == (DAY, True)
    # "Since June": a siege at the latest from its end, anything else from its beginning.
    siege, road = read(resolver, since="2016-06"), read(resolver, "supply_route", since="2016-06")
    assert (siege.first, siege.since) == (date(2016, 6, 30), True)
    assert (road.first, road.since) == (date(2016, 6, 1), True)
    both = read(resolver, "supply_route", on="2016-06", since="2016-05")
    assert (both.first, both.since) == (date(2016, 6, 1), False)
    assert read(resolver, until="2016-06").last == date(2016, 6, 30)
    odd = read(resolver, on="soon", until="one day")
    assert (odd.first, odd.last, odd.dated, odd.since) == (DAY, None, False, False)


def test_names_become_ids_and_unknown_ones_stay_what_they_are(resolver: Resolver) -> None:
    one = read(resolver, target="Syrian government", route_from="aleppo", route_to="Atlantis")
    assert (one.actor, one.target, one.place) == (REBELS, ARMY, "syria:ramouseh")
    assert (one.route_from, one.route_to) == (ALEPPO, None)
    assert (one.speaker, one.speaker_name) == ("sohr", "SOHR")
    unheard = evidence_of(claim("Nobody", "besieges", "Nobody else", "Atlantis"), DAY, resolver)
    assert (unheard.speaker, unheard.actor, unheard.place) == ("Nobody", None, None)
    made = claim("outlet", "besieges", REBELS, "Atlantis")
    resolved = Resolution(made.id, ALEPPO, None, None, None, None, None, "test", 1.0)
    one = evidence_of(made, DAY, resolver, resolved, claim_id="c7", publisher="P", title="t " * 60)
    assert (one.place, one.speaker, one.claim_id) == (ALEPPO, "outlet", "c7")
    assert one.voice == "outlet:P"
    assert replace(one, publisher=None).voice == f"outlet:{one.report_id}"
    assert replace(one, speaker="sohr").voice == "sohr"
    assert one.title is not None
    assert one.title.endswith("…")
    assert 50 < len(one.title) <= 60
    abroad = Resolution(made.id, "ukraine:kyiv", None, None, None, None, None, "test", 1.0)
    assert evidence_of(made, DAY, resolver, abroad).place is None
    assert evidence_of(made, DAY, resolver).claim_id == made.id


def evidence(first: int, published: int, last: int | None = None) -> Evidence:
    return Evidence(
        "c", "besieges", None, None, None, "s", "s", "actual", "whole", after(first),
        None if last is None else after(last), after(published),
    )  # fmt: skip


def test_days_on_which_something_begins_or_ends_to_hold_are_of_interest() -> None:
    claims = [evidence(2, 4, 6), evidence(-3, 0), evidence(8, 9), evidence(10, 11)]
    found = days_spoken_of(claims, DAY, after(9))
    assert [(day - DAY).days for day in found] == [0, 2, 4, 7, 8, 9]
    assert days_spoken_of([], DAY, after(3)) == [DAY, after(3)]
    assert [one.published for one in known_on(claims, after(4))] == [after(4), DAY]
    assert cuts("cuts_route")
    assert not cuts("opens_route")
    assert not cuts("captures")


def test_beliefs_given_by_hand_hold_until_the_next() -> None:
    other = FixedBeliefs({})
    beliefs = FixedBeliefs({DAY: {"p": {"a": 1.0}}, after(3): {}}, {"S": other})
    assert beliefs.on(after(-1)) == {}
    assert beliefs.on(DAY) == beliefs.on(after(2)) == {"p": {"a": 1.0}}
    assert beliefs.on(after(3)) == {}
    assert beliefs.without("S") is other
    assert beliefs.without("T") is beliefs


def test_beliefs_of_the_belief_room_leave_out_who_and_what_is_not_to_be_heard() -> None:
    theatre = syria()[0]
    actors = load_actors(theatre.path)
    said: list[ToldClaim] = [
        told(claim("SOHR", "controls", "Syrian rebels", "syria:ramouseh", report_id="r1"),
             "2016-07-01"),
        told(claim("AFP", "controls", "Syrian government", "syria:ramouseh", report_id="r2"),
             "2016-07-20"),
        told(claim("AFP", "attacks", "Syrian rebels", "syria:hanano", report_id="r3"),
             "2016-07-20"),
    ]  # fmt: skip

    def rebels(at: date, **more: Any) -> float | None:
        row = believed(theatre, actors, said, **more).on(at).get("syria:ramouseh")
        return None if row is None else row["syrian-rebels"]

    then = rebels(date(2016, 7, 5))
    assert then is not None
    assert then > 0.8
    # In hindsight what AFP said later speaks of these days too.
    hindsight = rebels(date(2016, 7, 5), kind="smoothed")
    assert hindsight is not None
    assert hindsight != pytest.approx(then, abs=1e-3)
    late = rebels(date(2016, 7, 22))
    assert late is not None
    assert late < 0.5
    assert (rebels(date(2016, 7, 22), known=date(2016, 7, 19)) or 0.0) > 0.8
    assert rebels(date(2016, 7, 22), known=date(2016, 7, 20)) == pytest.approx(late)
    assert rebels(date(2016, 7, 22), known=date(2016, 6, 30)) is None
    assert rebels(date(2010, 1, 1)) is None
    beliefs = believed(theatre, actors, said)
    agency = next(
        t.speaker.name for t in beliefs._believer.testimonies("syria:ramouseh")
        if t.day == date(2016, 7, 20)
    )  # fmt: skip
    without = beliefs.without(agency)
    assert without.on(date(2016, 7, 22))["syria:ramouseh"]["syrian-rebels"] > 0.8
    assert "syria:ramouseh" not in without.without("Syrian Observatory for Human Rights").without(
        beliefs._believer.testimonies("syria:ramouseh")[0].speaker.name
    ).on(date(2016, 7, 22))
    row = beliefs.on(date(2016, 7, 22))["syria:ramouseh"]
    assert set(row) >= {"syrian-rebels", "syrian-government", "divided", "unknown"}
    assert sum(row.values()) == pytest.approx(1.0)


# -- access and definitions ----------------------------------------------------------------------


def test_the_latest_answer_whose_days_include_the_day_counts() -> None:
    asked = "aid_enters_regularly"
    access = [
        Access("p", after(0), after(9), aid_enters_regularly=True),
        Access("p", after(5), None, aid_enters_regularly=False),
        Access("p", None, after(2), people_leave_regularly=True),
        Access("q", aid_enters_regularly=True),
    ]

    def on(day: int, question: str = asked, place: str = "p") -> bool | None:
        return answer_on(access, place, after(day), question)

    assert [on(day) for day in (-1, 0, 4, 5, 9, 10)] == [None, True, True, False, False, False]
    assert [on(day, "people_leave_regularly") for day in (-9, 2, 3)] == [True, True, None]
    assert on(0, place="q") is True
    assert on(0, place="r") is None


def test_a_file_of_access_is_refused_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    def load(text: str) -> list[Access]:
        path = tmp_path / "access.toml"
        path.write_text(text, encoding="utf-8")
        return load_access(path, lambda name: f"x:{name}")

    (one,) = load('[[access]]\nplace = "p"\nto = 2016-07-17\nsource = "s"\n'
                  "people_leave_regularly = true\n")  # fmt: skip
    assert one == Access("x:p", None, date(2016, 7, 17), None, True, None, "s")
    assert load("") == []
    with pytest.raises(DataError, match="no place"):
        load("[[access]]\naid_enters_regularly = true\n")
    with pytest.raises(DataError, match="unknown key 'aid'"):
        load('[[access]]\nplace = "p"\naid = true\n')
    with pytest.raises(DataError, match="people_leave_regularly must be true or false"):
        load('[[access]]\nplace = "p"\npeople_leave_regularly = 1\n')
    with pytest.raises(DataError, match="to must be a date"):
        load('[[access]]\nplace = "p"\nto = "2016"\n')
    with pytest.raises(DataError):
        load("[[access\n")


def test_own_settings_are_laid_over_the_shipped_ones(tmp_path: Path) -> None:
    def load(text: str) -> Any:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return load_definitions(path)

    shipped = shipped_definitions()
    assert load("") == shipped
    own = load('[route]\nopen_prob = 0.9\n[speaker_kind]\nbot = "unknown"\n')
    assert own.route == {**shipped.route, "open_prob": 0.9}
    assert own.speaker_kind == {**shipped.speaker_kind, "bot": "unknown"}
    assert load("[encirclement]\nterritory_places = 5.0\n").encirclement["territory_places"] == 5.0
    for text, wrong in (
        ("[route]\nopen_prob = 'x'\n", "open_prob cannot be 'x'"),
        ("[ocha]\nasks = 3\n", "asks cannot be 3"),
        ("[route]\nopen = 1\n", "no setting 'open'; known: title"),
        ("[roads]\n", r"no definition is called \[roads\]"),
        ("[route\n", "own.toml"),
    ):
        with pytest.raises(DataError, match=wrong):
            load(text)
