"""What is found of a siege: since when, on what grounds, what decides it, and under which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contested.situation.access import Access
from contested.situation.assess import Situation
from contested.situation.control import ControlGraph
from contested.situation.encircle import Deciding
from contested.situation.evidence import Evidence, FixedBeliefs
from contested.situation.finding import Finding
from tests.situation.conftest import syria
from tests.situation.land import (
    ARMY,
    DAY,
    DEFINITIONS,
    JIHAD,
    OPEN,
    OURS,
    REBELS,
    SHUT,
    THEIRS,
    Rows,
    after,
    believed,
    claim,
    drawn,
)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    return drawn(
        tmp_path_factory.mktemp("packs") / "finding",
        {"home": "town of 5000", "pass": "town", "side": "town", "bridge": "bridge", "gate": ""},
        [("home", "pass"), ("pass", "gate"), ("pass", "side"), ("side", "bridge")],
        {"road": "home pass gate", "lane": "pass side"},
    )


BESIEGED = claim(1, "besieges")


def situation(
    control: ControlGraph, beliefs: Mapping[int, Rows], *claims: Evidence,
    access: tuple[Access, ...] = (), **settings: Any,
) -> Situation:  # fmt: skip
    _, actors, _ = syria()
    table = believed(beliefs)
    tuned = replace(DEFINITIONS, **{k: {**getattr(DEFINITIONS, k), **v}
                                    for k, v in settings.items()})  # fmt: skip
    return Situation(
        control.theatre, actors, FixedBeliefs(table), claims, access=access, definitions=tuned
    )


def found(
    control: ControlGraph, beliefs: Mapping[int, Rows], day: int, *claims: Evidence, **more: Any
) -> dict[str, Finding]:
    """Findings of the day about home, by definition."""
    rows = situation(control, beliefs, *claims, **more).findings(after(day), place="land:home")
    named = {one.definition: one for one in rows}
    assert len(named) == len(rows)
    return named


# -- the graph's finding -------------------------------------------------------------------------


def test_a_siege_that_graph_and_reports_agree_on(control: ControlGraph) -> None:
    one = found(control, {0: SHUT}, 10, BESIEGED)["encirclement"]
    assert (one.kind, one.place, one.status, one.basis) == (
        "encirclement", "land:home", "encircled", "both")  # fmt: skip
    assert (one.by, one.whose, one.population) == (ARMY, REBELS, 5000)
    assert (one.prob, one.low_prob, one.high_prob, one.error) == (1.0, 1.0, 1.0, 0.0)
    assert (one.first, one.last, one.days, one.at) == (DAY, None, 10, after(10))
    assert [one.place for one in one.deciding] == ["land:pass"]
    assert (one.ways, one.claims, one.notes, one.asks) == ((), ("c1",), (), ())
    assert one.reported_prob is not None
    assert 0.5 < one.reported_prob < 1.0


def test_nobody_is_named_by_reports_the_one_who_holds_most_round_it_is(
    control: ControlGraph,
) -> None:
    one = found(control, {0: SHUT}, 0, replace(BESIEGED, actor=None))["encirclement"]
    assert one.by == ARMY
    asked = found(control, {0: SHUT}, 0)["encirclement"]
    assert (asked.by, asked.first, asked.reported_prob, asked.basis) == (ARMY, DAY, None, "graph")
    assert (asked.claims, asked.status, asked.days) == ((), "encircled", 0)
    open_now = found(control, {0: OPEN}, 0)["encirclement"]
    assert (open_now.by, open_now.status) == (None, "open")
    assert found(control, {0: {}}, 0) == {}
    assert situation(control, {0: SHUT}).findings(DAY, place="land:side") == []
    assert situation(control, {0: SHUT}, BESIEGED).findings(after(-1)) == []


def test_who_on_the_besieging_side_is_named_is_told_from_the_day_it_is_said(
    control: ControlGraph,
) -> None:
    ally = claim(2, "besieges", 5, actor="hezbollah", speaker="x")
    denied = claim(3, "besieges", 5, actor="russia", speaker="y", factuality="negated")
    before = found(control, {0: SHUT}, 4, BESIEGED, ally, denied)["encirclement"]
    assert (before.by, before.named) == (ARMY, ())
    one = found(control, {0: SHUT}, 5, BESIEGED, ally, denied)
    assert (one["encirclement"].by, one["encirclement"].named) == (ARMY, (ally.actor,))
    assert one["ocha"].named == (ally.actor,)
    assert one["encirclement"].as_dict()["named"] == [ally.actor]


def test_the_way_into_a_place_that_reports_alone_tell_of_is_a_corridor_once_it_is_relieved(
    control: ControlGraph,
) -> None:
    broken = [claim(k, "breaks_siege", 10, speaker=f"s{k}") for k in range(2, 7)]
    assert "corridor" not in found(control, {0: {}}, 9, BESIEGED, *broken)
    told = found(control, {0: {}}, 30, BESIEGED, *broken)
    way, over = told["corridor"], told["encirclement"]
    assert (way.kind, way.status, way.by, way.whose) == ("corridor", "open", REBELS, REBELS)
    assert (way.first, way.last, way.basis) == (over.last, None, "reported")
    assert way.prob == pytest.approx(1 - over.prob)
    assert set(way.claims) <= {f"c{k}" for k in range(2, 7)}
    assert way.claims


def test_an_end_that_is_denied_on_its_day_changes_less_than_one_that_nobody_denies(
    control: ControlGraph,
) -> None:
    boast = claim(2, "breaks_siege", 10, speaker="x")
    denied = claim(3, "breaks_siege", 10, speaker="y", factuality="negated")
    elsewhere = replace(denied, predicate="opens_route")

    def left(*claims: Evidence) -> float:
        return found(control, {0: {}}, 10, BESIEGED, *claims)["encirclement"].prob

    alone, both = left(boast), left(boast, denied)
    assert alone < left(boast, elsewhere) < both  # a denial of something else only weighs
    assert both > 0.5


def test_a_road_is_theirs_who_are_besieged_where_it_leads_by_whoever_cut_it(
    control: ControlGraph,
) -> None:
    shut = claim(2, "cuts_route", place="land:road", actor=ARMY, target=None)
    elsewhere: dict[int, Rows] = {0: {"pass": THEIRS}}

    def owner(*claims: Evidence) -> list[str | None]:
        return [one.side for one in situation(control, elsewhere, *claims).routes()]

    assert owner(shut, BESIEGED) == [REBELS]
    assert owner(shut) == []  # nobody but the one who cut it is known to have held any of it
    late = replace(BESIEGED, first=after(60), published=after(60))
    assert owner(shut, late) == []
    others = replace(BESIEGED, actor=REBELS, target=ARMY)
    assert owner(shut, others) == []


@pytest.mark.parametrize(("known", "basis"), [(0.0, "reported"), (0.2, "both"), (1.0, "both")])
def test_a_finding_rests_on_reports_alone_where_the_ground_says_nothing(
    control: ControlGraph, known: float, basis: str
) -> None:
    held = {REBELS: known / 2, ARMY: known / 2, "unknown": 1 - known}
    told = [claim(k, "breaks_siege", 10, speaker=f"s{k}") for k in range(2, 7)]
    told.append(BESIEGED)
    one = found(control, {0: {"home": OURS, "pass": held}}, 10, *told)["encirclement"]
    assert one.basis == basis


@pytest.mark.parametrize(("likely", "basis"), [(0.93, "reported"), (0.9, "both"), (0.88, "both")])
def test_little_known_ground_counts_if_a_tenth_turns_on_one_place_of_it(
    tmp_path: Path, likely: float, basis: str
) -> None:
    # Two ways of which next to nothing is known, long after the ring that was closed then.
    control = drawn(
        tmp_path / "ways", dict.fromkeys(["home", "x", "y", "gate"], "town"),
        [("home", "x"), ("home", "y"), ("x", "gate"), ("y", "gate")],
    )  # fmt: skip
    way = {REBELS: 0.02, ARMY: 1 - likely, "unknown": likely - 0.02}
    beliefs = {0: {"home": OURS, "x": THEIRS, "y": THEIRS}, 500: {"home": OURS, "x": way, "y": way}}
    told = [claim(k, "breaks_siege", 500, speaker=f"s{k}") for k in range(2, 7)]
    one = found(control, beliefs, 500, BESIEGED, *told)["encirclement"]
    assert one.high_prob - one.low_prob > 0.75
    # What one way decides is what the other leaves: 0.07, 0.10, 0.12.
    assert one.basis == basis


def test_the_likeliest_way_out_is_told_as_far_as_it_is_known(control: ControlGraph) -> None:
    def way(share: float, **more: Mapping[str, float]) -> tuple[str, ...]:
        rows = {"home": OURS, "pass": {REBELS: share, ARMY: 1 - share}, **more}
        return found(control, {0: rows}, 0, BESIEGED)["encirclement"].ways

    assert way(0.05) == ("land:home", "land:pass")
    assert way(0.049) == ()
    assert way(0.05, gate=OURS) == ("land:home", "land:pass", "land:gate")
    unknown: Rows = {"home": OURS, "pass": {REBELS: 0.5, "unknown": 0.5}}
    assert found(control, {0: unknown}, 0, BESIEGED)["encirclement"].ways == ("land:home",)


def test_graph_and_reports_that_contradict_each_other_are_noted(control: ControlGraph) -> None:
    def notes(share: float, *more: Evidence) -> tuple[str, ...]:
        rows = {0: SHUT, 5: {"home": OURS, "pass": {REBELS: share, ARMY: 1 - share}}}
        return found(control, rows, 5, BESIEGED, *more)["encirclement"].notes

    assert notes(1.0) == notes(0.51) == ("said_besieged_but_way_open",)
    assert notes(0.5) == notes(0.0) == ()
    lifted = [claim(k, "breaks_siege", 5, speaker=f"s{k}") for k in range(2, 7)]
    every = "said_open_but_every_way_held"
    assert every in notes(0.0, *lifted)
    assert every in notes(0.5, *lifted)
    assert every not in notes(0.51, *lifted)
    assert "said_besieged_but_way_open" not in notes(0.51, *lifted)


@pytest.mark.parametrize(
    ("last", "asked", "disagree"),
    [(7, 7, True), (8, 8, False), (7, 21, True), (7, 22, False), (0, 0, True), (9, 7, False)],
)
def test_speakers_disagree_if_they_did_within_the_last_week_of_news_a_fortnight_ago_at_most(
    control: ControlGraph, last: int, asked: int, disagree: bool
) -> None:
    other = claim(2, "besieges", last, factuality="negated", speaker="residents")
    notes = found(control, {0: SHUT}, asked, BESIEGED, other)["encirclement"].notes
    assert ("speakers_disagree" in notes) is disagree


def test_the_claims_of_the_newest_week_come_first_then_the_weightiest_and_twelve_at_most(
    control: ControlGraph,
) -> None:
    monday = next(k for k in range(7) if after(k).toordinal() % 7 == 0)
    claims = [
        claim(1, "besieges", monday), claim(2, "besieges", monday + 6, speaker="residents"),
        claim(3, "besieges", monday + 7, speaker="residents"),
        claim(4, "besieges", monday + 13), claim(5, "besieges", monday + 14, speaker="x"),
        claim(6, "besieges", monday + 15),
    ]  # fmt: skip
    one = found(control, {0: SHUT}, monday + 14, *claims)["encirclement"]
    assert one.claims == ("c5", "c4", "c3", "c1", "c2")
    many = [claim(k, "besieges", 0, speaker=f"s{k}") for k in range(13)]
    assert len(found(control, {0: SHUT}, 0, *many)["encirclement"].claims) == 12


# -- over, lost, without ground ------------------------------------------------------------------


def test_a_siege_that_ended_is_told_for_a_month_with_the_way_that_opened(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 10)
    ask = {
        day: found(control, {0: SHUT, 10: OPEN}, day, BESIEGED, broken) for day in (9, 10, 40, 41)
    }
    assert "corridor" not in ask[9]
    assert ask[41]["encirclement"].reported_prob is None  # of a place asked about, as any other
    assert "corridor" not in ask[41]
    for day in (10, 40):
        over, way = ask[day]["encirclement"], ask[day]["corridor"]
        assert (over.status, over.first, over.last, over.days) == ("open", DAY, after(10), 10)
        assert (way.kind, way.status, way.first, way.last) == ("corridor", "open", after(10), None)
        assert (way.by, way.whose, way.place, way.population) == (
            REBELS, REBELS, "land:home", 5000)  # fmt: skip
        assert way.prob == pytest.approx(1 - over.prob)
        assert over.reported_prob is not None
        assert way.reported_prob == pytest.approx(1 - over.reported_prob)
        assert (way.low_prob, way.high_prob) == pytest.approx(
            (1 - over.high_prob, 1 - over.low_prob)
        )
        assert way.claims == ("c2",)
        assert way.deciding == over.deciding
        assert way.notes == ()
        assert way.basis == over.basis
    assert ask[40]["encirclement"].at == after(40)


def test_a_way_that_another_may_hold_is_contested_and_its_road_is_named(
    control: ControlGraph,
) -> None:
    broken = [claim(k, "breaks_siege", 10, speaker=f"s{k}") for k in range(2, 7)]

    def corridor(**row: float) -> Finding:
        rows = {0: SHUT, 10: {"home": OURS, "pass": row}}
        return found(control, rows, 10, BESIEGED, *broken)["corridor"]

    contested = corridor(**{REBELS: 0.45, "divided": 0.45, ARMY: 0.1})
    assert (contested.status, contested.notes) == ("contested", ("contested:land:pass",))
    # Pass is on the road and on the lane; more of the way runs along the road.
    assert contested.route == "land:road"
    assert contested.ways == ("land:home", "land:pass")
    for held, status in ((0.2, "open"), (0.21, "contested"), (0.59, "contested"), (0.6, "open")):
        divided = 0.29 if held < 0.5 else 0.0
        more = {"unknown": 0.3} if held < 0.5 else {}
        rest = 1 - held - divided - sum(more.values())
        one = corridor(**{REBELS: held, "divided": divided, ARMY: rest, **more})
        assert one.status == status, held
    for divided, status in ((0.29, "open"), (0.3, "contested")):
        one = corridor(**{REBELS: 0.2, "divided": divided, "unknown": 0.3, ARMY: 0.5 - divided})
        assert one.status == status, divided


def test_a_place_that_fell_is_lost_and_no_definition_speaks_of_it(control: ControlGraph) -> None:
    fallen = found(control, {0: SHUT, 8: {"home": THEIRS}}, 14, BESIEGED, claim(2, "controls", 8))
    assert set(fallen) == {"encirclement"}
    one = fallen["encirclement"]
    assert (one.status, one.prob, one.basis) == ("lost", 0.0, "graph")
    assert (one.low_prob, one.high_prob) == (0.0, 0.0)
    assert (one.first, one.last, one.by, one.whose) == (DAY, after(8), ARMY, REBELS)
    assert (one.population, one.claims) == (5000, ("c1",))
    rows = {0: SHUT, 8: {"home": THEIRS}}
    assert set(found(control, rows, 38, BESIEGED, claim(2, "controls", 8))) == {"encirclement"}
    late = found(control, rows, 39, BESIEGED, claim(2, "controls", 8))
    assert late["encirclement"].whose == ARMY  # nothing but what the place asked about is now
    everywhere = situation(control, rows, BESIEGED, claim(2, "controls", 8))
    assert everywhere.findings(after(39)) == []


def test_a_place_that_others_hold_is_lost_even_if_no_single_one_of_them_is_likely_to(
    control: ControlGraph,
) -> None:
    def status(**row: float) -> str:
        rows = {0: SHUT, 8: {"home": row}}
        return found(control, rows, 8, BESIEGED, claim(2, "controls", 8))["encirclement"].status

    assert status(**{ARMY: 0.35, JIHAD: 0.25, "divided": 0.3, "unknown": 0.1}) == "lost"
    assert status(**{ARMY: 0.2, JIHAD: 0.2, "divided": 0.3, "unknown": 0.3}) != "lost"


def test_of_a_place_that_nobody_is_known_to_hold_reports_alone_decide(
    control: ControlGraph,
) -> None:
    nobody = replace(BESIEGED, target=None)
    told = found(control, {0: {}}, 3, nobody)
    one = told["encirclement"]
    assert (one.status, one.basis, one.whose, one.by) == ("encircled", "reported", None, ARMY)
    assert (one.low_prob, one.high_prob, one.prob) == (0.0, 1.0, one.reported_prob)
    assert set(told) == {"encirclement", "reported", "ocha", "siege_watch"}
    ended = found(control, {0: {}}, 5, nobody, claim(2, "breaks_siege", 4, actor=None, target=None))
    assert ended["encirclement"].status == "open"
    unlikely = replace(nobody, factuality="possible", speaker="x")
    assert found(control, {0: {}}, 0, unlikely) == {}


# -- the definitions side by side ----------------------------------------------------------------


def test_reported_besieged_runs_from_the_first_likely_day_and_is_remembered_a_month(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 10)
    beliefs = {0: SHUT}
    one = found(control, beliefs, 9, BESIEGED, broken)["reported"]
    assert (one.kind, one.status, one.basis) == ("siege", "yes", "reported")
    assert (one.first, one.last) == (DAY, None)
    assert one.prob == one.low_prob == one.high_prob == one.reported_prob
    assert (one.place, one.by, one.whose, one.population, one.claims) == (
        "land:home", ARMY, REBELS, 5000, ("c1",))  # fmt: skip
    assert [d.place for d in one.deciding] == ["land:pass"]
    for day in (10, 40):
        over = found(control, beliefs, day, BESIEGED, broken)["reported"]
        assert (over.status, over.first, over.last) == ("no longer", DAY, after(10))
    assert "reported" not in found(control, beliefs, 41, BESIEGED, broken)
    again = claim(3, "besieges", 12)
    twice = found(control, beliefs, 12, BESIEGED, broken, again)["reported"]
    assert (twice.status, twice.first, twice.last) == ("yes", after(12), None)


NEITHER = Access("land:home", aid_enters_regularly=False, people_leave_regularly=False,
                 smuggled_goods_available=False)  # fmt: skip


def test_each_definition_counts_the_days_of_the_siege_that_lasts(control: ControlGraph) -> None:
    def status(day: int, name: str) -> tuple[str, tuple[str, ...]]:
        one = found(control, {0: SHUT}, day, BESIEGED, access=access)[name]
        assert (one.first, one.prob, one.basis) == (DAY, 1.0, "both" if day < 90 else one.basis)
        assert (one.low_prob, one.high_prob) == (1.0, 1.0)
        return one.status, one.asks

    questions = ("aid_enters_regularly", "people_leave_regularly", "smuggled_goods_available")
    access: tuple[Access, ...] = (NEITHER,)
    assert status(13, "ocha") == ("not sustained yet", ())
    assert status(14, "ocha") == ("yes", ())
    assert status(182, "siege_watch") == ("watchlist", ())
    assert status(183, "siege_watch") == ("tier 1", ())
    access = ()
    assert status(13, "ocha") == ("not sustained yet", questions[:2])
    assert status(14, "ocha") == ("not known", questions[:2])
    assert status(183, "siege_watch") == ("tier not known", questions)
    access = (replace(NEITHER, smuggled_goods_available=True),)
    assert status(183, "siege_watch") == ("tier 2", ())
    access = (replace(NEITHER, aid_enters_regularly=True),)
    assert status(183, "siege_watch") == ("tier 3", ())
    assert status(20, "ocha") == ("no", ())


def test_a_siege_that_is_over_has_lasted_no_days_and_is_forgotten(control: ControlGraph) -> None:
    broken = claim(2, "breaks_siege", 20)
    beliefs = {0: SHUT, 20: OPEN}
    recent = found(control, beliefs, 30, BESIEGED, broken, access=(NEITHER,))
    for name in ("ocha", "siege_watch"):
        assert (recent[name].status, recent[name].first) == ("no", None)
    later = found(control, beliefs, 60, BESIEGED, broken, access=(NEITHER,))
    assert not {"ocha", "siege_watch", "reported"} & set(later)


def test_an_ended_siege_that_a_definition_still_lists_is_told_with_its_corridor(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 20)
    half = {"home": OURS, "pass": {REBELS: 0.6, ARMY: 0.4}}
    later = found(control, {0: SHUT, 20: half}, 60, BESIEGED, broken)
    assert later["siege_watch"].status == "watchlist"
    assert later["encirclement"].status == "open"
    assert (later["encirclement"].first, later["encirclement"].last) == (DAY, after(20))
    assert "corridor" in later


# -- what is asked and what is left out ----------------------------------------------------------


def test_a_bridge_is_not_besieged(control: ControlGraph) -> None:
    assert situation(control, {}, replace(BESIEGED, place="land:bridge")).subjects() == []


def test_only_what_was_published_by_then_is_known(control: ControlGraph) -> None:
    _, actors, _ = syria()
    late = replace(BESIEGED, published=after(3))
    for known, count in ((after(2), 0), (after(3), 1)):
        made = Situation(control.theatre, actors, FixedBeliefs({}), [late], known=known)
        assert len(made.evidence) == count
        assert made.last_day() == (after(3) if count else None)


def test_a_siege_lasts_from_its_first_day_and_another_place_has_none(control: ControlGraph) -> None:
    made = situation(control, {0: SHUT, 10: OPEN}, BESIEGED, claim(2, "breaks_siege", 10))
    ((first, last),) = [(one.first, one.last) for one in made.intervals("land:home", after(20))]
    assert (first, last) == (DAY, after(10))
    assert made.intervals("land:side", after(20)) == []


def test_a_finding_is_printed_to_four_digits_with_its_days() -> None:
    one = Finding(
        "corridor", after(9), 0.123456, "both", first=DAY, low_prob=0.000149, high_prob=0.99996,
        error=0.0123456, reported_prob=0.77777,
        deciding=(Deciding("a", 0.5, 1.0, 0.0), Deciding("b", 0.1, 1.0, 0.0, 0.25)),
    )  # fmt: skip
    row = one.as_dict()
    assert (row["prob"], row["low_prob"], row["high_prob"]) == (0.1235, 0.0001, 1.0)
    assert (row["standard_error"], row["reported_prob"]) == (0.01235, 0.7778)
    assert (row["days"], row["from"], row["to"]) == (9, DAY.isoformat(), None)
    assert row["influence"] == {"a": 0.5, "b": 0.1}
    assert row["joint_influence"] == {"b": 0.25}
    ended = replace(one, last=after(4), reported_prob=None)
    assert (ended.days, ended.as_dict()["to"]) == (4, after(4).isoformat())
    assert ended.as_dict()["reported_prob"] is None
    bare = Finding("siege", DAY, 0.5, "graph")
    assert (bare.low_prob, bare.high_prob, bare.error, bare.days) == (0.0, 1.0, 0.0, None)
    assert bare.as_dict()["from"] is None


def test_a_siege_and_its_corridor_are_disputed_while_speakers_contradict_one_another(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 5, speaker="x")
    denied = claim(3, "breaks_siege", 6, speaker="y", factuality="negated")
    rows = {0: SHUT, 5: OPEN}
    plain = situation(control, rows, BESIEGED, broken).findings(after(6))
    assert {one.kind for one in plain} >= {"encirclement", "corridor"}
    assert not any(one.disputed for one in plain)
    contested = situation(control, rows, BESIEGED, broken, denied).findings(after(6))
    assert {one.kind for one in contested if one.disputed} == {"encirclement", "siege", "corridor"}
    late = situation(control, rows, BESIEGED, broken, denied).findings(
        after(30), ended_after=after(1)
    )
    assert late
    assert not any(one.disputed for one in late)


def test_a_siege_of_nobody_known_and_a_road_are_disputed_too(control: ControlGraph) -> None:
    denied = claim(2, "besieges", 1, speaker="y", factuality="negated", target=None)
    told = [claim(k, "besieges", 0, speaker=f"s{k}", target=None) for k in (10, 11, 12)]
    found = situation(control, {0: {}}, *told, denied).findings(after(1))
    (siege,) = [one for one in found if one.kind == "encirclement"]
    assert siege.whose is None
    assert siege.disputed
    used = claim(5, "supply_route", place="land:road", actor=REBELS, target=None)
    cut = claim(6, "cuts_route", 1, place="land:road", actor=ARMY, target=REBELS, speaker="x")
    open_ = replace(cut, claim_id="c7", report_id="r7", speaker="y", factuality="negated")
    for claims, disputed in (((cut,), False), ((cut, open_), True)):
        found = situation(control, {0: OPEN}, used, *claims).findings(after(1))
        (road,) = [one for one in found if one.kind == "supply_route"]
        assert road.disputed is disputed
