"""Who is besieged by whom, and how a siege goes from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contested.situation import siege
from contested.situation.control import ControlGraph, Picture
from contested.situation.encircle import encircled
from contested.situation.evidence import Evidence
from contested.situation.reported import filtered_probs, siege_chain
from contested.situation.siege import (
    DayOfSiege,
    Interval,
    Subject,
    apart,
    follow,
    intervals,
    side_of,
    siege_subjects,
)
from tests.situation.conftest import syria
from tests.situation.land import ARMY, DAY, DEFINITIONS, JIHAD, REBELS, drawn, shown

OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}
Rows = Mapping[str, Mapping[str, float]]


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def claim(
    number: int, predicate: str, day: int = 0, *, actor: str | None = None,
    target: str | None = None, place: str = "home", speaker: str = "sohr", **more: Any,
) -> Evidence:  # fmt: skip
    return replace(
        Evidence(
            f"c{number}", predicate, actor, target, f"land:{place}", speaker, speaker, "actual",
            "whole", after(day), None, after(day), report_id=f"r{number}",
        ),
        **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    """home (two quarters) - pass - gate, and another town beside the pass."""
    return drawn(
        tmp_path_factory.mktemp("packs") / "siege",
        {"home": "city", "east": "quarter in home", "west": "quarter in home", "pass": "town",
         "other": "town", "hamlet": "village", "gate": ""},
        [("east", "west"), ("west", "pass"), ("pass", "gate"), ("pass", "other")],
    )  # fmt: skip


def subjects(
    control: ControlGraph, *claims: Evidence, beliefs: Mapping[int, Rows] | None = None
) -> list[Subject]:
    _, actors, _ = syria()

    def on(day: date) -> Picture:
        known = [k for k in beliefs or {} if after(k) <= day]
        return shown(control, (beliefs or {})[max(known)] if known else {}, day)

    return siege_subjects(claims, on, actors, DEFINITIONS)


def told_of(one: Subject) -> list[str]:
    return [weighed.evidence.claim_id for weighed in one.weighed]


# -- whose siege ---------------------------------------------------------------------------------


def test_the_besieged_and_the_besieger_are_those_whom_most_claims_name(
    control: ControlGraph,
) -> None:
    (one,) = subjects(
        control, claim(1, "besieges", actor=ARMY, target=REBELS),
        claim(2, "besieges", 1, actor=ARMY, target=JIHAD),
        claim(3, "breaks_siege", 2, actor=REBELS, target=ARMY),
        claim(4, "besieges", 3, actor=JIHAD, target=None),
    )  # fmt: skip
    assert (one.place, one.side, one.besieger) == ("land:home", REBELS, ARMY)
    assert told_of(one) == ["c1", "c2", "c3", "c4"]
    assert one.first_day == DAY
    # Who breaks a siege is besieged, and whom he breaks through besieges.
    (broken,) = subjects(control, claim(1, "breaks_siege", actor=REBELS, target=ARMY))
    assert (broken.side, broken.besieger) == (REBELS, ARMY)
    # A besieger is not besieged himself, often as he may be named.
    (both,) = subjects(
        control, claim(1, "besieges", actor=ARMY, target=ARMY),
        claim(2, "besieges", actor=ARMY, target=ARMY), claim(3, "besieges", target=REBELS),
    )  # fmt: skip
    assert (both.side, both.besieger) == (REBELS, ARMY)


def test_what_is_only_planned_makes_no_siege_and_roads_alone_make_none(
    control: ControlGraph,
) -> None:
    assert not subjects(control, claim(1, "besieges", actor=ARMY, factuality="intended"))
    assert not subjects(control, claim(1, "cuts_route", actor=ARMY))
    assert not subjects(control, claim(1, "controls", actor=ARMY))
    assert subjects(control, claim(1, "besieges", actor=ARMY, factuality="possible"))


def test_sieges_come_in_the_order_of_their_first_days_and_by_place(control: ControlGraph) -> None:
    found = subjects(
        control, claim(1, "besieges", 1, actor=ARMY, place="pass"),
        claim(2, "besieges", 1, actor=ARMY, place="other"),
        claim(3, "besieges", 0, actor=ARMY, place="home"),
    )  # fmt: skip
    assert [one.place for one in found] == ["land:home", "land:other", "land:pass"]


def test_whom_nobody_names_holds_the_place_when_it_is_first_said(control: ControlGraph) -> None:
    held: Rows = {"east": OURS, "west": OURS}
    lost: Rows = {"east": THEIRS, "west": THEIRS}
    one = claim(1, "besieges", 2, actor=ARMY, published=after(5))
    for beliefs, side in (
        ({0: held}, REBELS), ({2: held}, REBELS), ({5: held}, REBELS), ({6: held}, None),
        ({0: lost}, None),  # a besieger does not besiege himself
        ({0: lost, 4: held}, REBELS),  # nor is he who held it before
        ({0: held, 4: lost}, REBELS),
    ):  # fmt: skip
        (found,) = subjects(control, one, beliefs=beliefs)
        assert (found.side, found.besieger) == (side, ARMY), beliefs
    (nobody,) = subjects(control, replace(one, actor=None), beliefs={0: lost})
    assert (nobody.side, nobody.besieger) == (ARMY, None)


def test_whom_nobody_names_is_nobody_where_it_is_hardly_known_who_holds_the_place(
    control: ControlGraph,
) -> None:
    hardly = DEFINITIONS.encirclement["besieged_side_prob"] - 0.01
    vague: Rows = {quarter: {REBELS: hardly} for quarter in ("east", "west")}
    sure: Rows = {quarter: {REBELS: hardly + 0.02} for quarter in ("east", "west")}
    for beliefs, side in ((vague, None), (sure, REBELS)):
        (found,) = subjects(control, claim(1, "besieges"), beliefs={0: beliefs})
        assert (found.side, found.besieger) == (side, None)


def test_who_is_said_not_to_besiege_a_place_is_not_its_besieger(control: ControlGraph) -> None:
    denied = claim(1, "besieges", actor=REBELS, target=ARMY, factuality="negated")
    (found,) = subjects(control, denied, claim(2, "besieges", 1))
    assert (found.side, found.besieger) == (None, None)


def test_roads_of_the_besieged_speak_against_and_roads_they_cut_say_nothing(
    control: ControlGraph,
) -> None:
    siege_of = claim(1, "besieges", actor=ARMY, target=REBELS)

    def counted(*more: Evidence) -> list[str]:
        (one,) = subjects(control, siege_of, *more)
        return told_of(one)

    assert counted(claim(2, "supply_route", 1, actor=REBELS)) == ["c1", "c2"]
    assert counted(claim(2, "supply_route", 1, actor=ARMY)) == ["c1"]
    assert counted(claim(2, "supply_route", 1)) == ["c1"]
    assert counted(claim(2, "supply_route", 1, actor="nobody-known")) == ["c1"]
    assert counted(claim(2, "cuts_route", 1, actor=ARMY)) == ["c1", "c2"]
    assert counted(claim(2, "cuts_route", 1)) == ["c1", "c2"]
    assert counted(claim(2, "cuts_route", 1, actor=REBELS)) == ["c1"]
    assert counted(claim(2, "opens_route", 1, actor=REBELS)) == ["c1", "c2"]
    assert counted(claim(2, "opens_route", 1, place="pass", route_to="land:home")) == ["c1", "c2"]
    assert counted(claim(2, "opens_route", 1, place="pass")) == ["c1"]
    assert counted(claim(2, "controls", 1, actor=REBELS)) == ["c1"]


def test_the_side_of_an_actor_leads_it_and_unknown_names_stand_for_themselves() -> None:
    _, actors, _ = syria()
    assert side_of("free-syrian-army", DAY, actors) == REBELS
    assert side_of("turkey", DAY, actors) == "turkey"
    assert side_of("The Unheard Of", DAY, actors) == "The Unheard Of"
    assert side_of(None, DAY, actors) is None


# -- from day to day -----------------------------------------------------------------------------


@dataclass
class Asked:
    """What `encircled` was asked on each day."""

    ring: list[set[str]]
    ring_prob: list[float]
    freshness: list[float]
    reported: list[float]
    members: list[set[str]]


def followed(
    control: ControlGraph, subject: Subject, until: int, beliefs: Mapping[int, Rows],
    monkeypatch: pytest.MonkeyPatch, evidence: tuple[Evidence, ...] = (),
) -> tuple[list[DayOfSiege], Asked]:  # fmt: skip
    asked = Asked([], [], [], [], [])

    def names(nodes: Any) -> set[str]:
        return {control.nodes[v].removeprefix("land:") for v in nodes.nonzero()[0]}

    def noting(now: Picture, members: Any, side: str, definitions: Any, **more: Any) -> Any:
        assert side == subject.side
        asked.ring.append(names(more["ring"].nodes) if more["ring"] is not None else set())
        asked.ring_prob.append(more["ring_prob"])
        asked.freshness.append(more["freshness"])
        asked.reported.append(more["reported_prob"])
        asked.members.append(names(members))
        return encircled(now, members, side, definitions, **more)

    monkeypatch.setattr(siege, "encircled", noting)

    def on(day: date) -> Picture:
        return shown(control, beliefs[max(k for k in beliefs if after(k) <= day)], day)

    claims = evidence or tuple(one.evidence for one in subject.weighed)
    return follow(subject, after(until), on, claims, DEFINITIONS), asked


HELD: Rows = {"east": OURS, "west": OURS}


def test_a_siege_is_looked_at_weekly_and_whenever_something_is_said(
    control: ControlGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = claim(1, "besieges", actor=ARMY, target=REBELS)
    (subject,) = subjects(control, first)
    extra = claim(2, "controls", 9, actor=ARMY, place="other")
    days, asked = followed(control, subject, 16, {0: HELD}, monkeypatch, (first, extra))
    assert [(one.day - DAY).days for one in days] == [0, 7, 9, 14, 16]
    wanted = filtered_probs(subject.weighed, [one.day for one in days], siege_chain(DEFINITIONS))
    assert [one.reported_prob for one in days] == asked.reported == wanted
    assert follow(subject, after(-1), lambda day: shown(control, HELD, day), [], DEFINITIONS) == []
    only = follow(subject, DAY, lambda day: shown(control, HELD, day), [first], DEFINITIONS)
    assert [one.day for one in only] == [DAY]
    up_to = follow(subject, after(7), lambda day: shown(control, HELD, day), [first], DEFINITIONS)
    assert [(one.day - DAY).days for one in up_to] == [0, 7]


def test_a_ring_weakens_by_half_in_120_days_and_reports_in_three(
    control: ControlGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    siege_of = claim(1, "besieges", actor=ARMY, target=REBELS)
    broken = claim(2, "breaks_siege", 7, actor=REBELS, target=ARMY)
    (subject,) = subjects(control, siege_of, broken)
    days, asked = followed(control, subject, 27, {0: HELD}, monkeypatch)
    strong = days[0].reported_prob
    assert strong > 0.5 > days[1].reported_prob
    assert asked.ring_prob[0] == strong
    ages = [0 if one.reported_prob >= 0.5 else (one.day - DAY).days for one in days]
    assert asked.ring_prob == pytest.approx([strong * 0.5 ** (age / 120) for age in ages])
    since = [min((one.day - DAY).days, abs((one.day - DAY).days - 7)) if (one.day - DAY).days >= 7
             else (one.day - DAY).days for one in days]  # fmt: skip
    assert asked.freshness == pytest.approx([0.5 ** (quiet / 3) for quiet in since])
    # Round the city and what of theirs is within three steps.
    assert asked.ring == [{"pass"}] * len(days)
    assert asked.members == [{"east", "west"}] * len(days)


def test_a_ring_is_as_sure_as_its_surest_report_in_a_row(
    control: ControlGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    siege_of = claim(1, "besieges", actor=ARMY, target=REBELS)
    denied = claim(2, "besieges", 3, actor=ARMY, target=REBELS, factuality="possible",
                   speaker="residents")  # fmt: skip
    (subject,) = subjects(control, siege_of, denied)
    days, asked = followed(control, subject, 5, {0: HELD}, monkeypatch)
    assert all(one.reported_prob >= 0.5 for one in days)
    best = 0.0
    for one, found in zip(days, asked.ring_prob, strict=True):
        best = max(best, one.reported_prob)
        assert found == best
    # Broken and closed again, it is as sure as what is said then.
    broken = claim(3, "breaks_siege", 2, actor=REBELS, target=ARMY)
    again = claim(4, "besieges", 4, actor=ARMY, target=REBELS, speaker="residents")
    (subject,) = subjects(control, siege_of, broken, again)
    days, asked = followed(control, subject, 4, {0: HELD}, monkeypatch)
    assert days[-2].reported_prob < 0.5 <= days[-1].reported_prob < days[0].reported_prob
    assert asked.ring_prob[-1] == days[-1].reported_prob


def test_a_city_is_lost_once_a_tenth_or_less_is_left_and_not_theirs_again_by_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarters = [f"q{k}" for k in range(20)]
    control = drawn(
        tmp_path / "city", {"home": "city", **dict.fromkeys(quarters, "quarter in home"),
                            "gate": ""},
        [(a, b) for a, b in zip(quarters, [*quarters[1:], "gate"], strict=True)],
    )  # fmt: skip
    (subject,) = subjects(control, claim(1, "besieges", actor=ARMY, target=REBELS))

    def left(count: int) -> Rows:
        return {q: OURS if k < count else THEIRS for k, q in enumerate(quarters)}

    beliefs = {0: left(20), 7: left(2), 14: left(1), 21: {}, 28: left(20)}
    days, asked = followed(control, subject, 35, beliefs, monkeypatch)
    assert [(one.day - DAY).days for one in days] == [0, 7, 14, 21, 28, 35]
    assert [one.lost for one in days] == [False, False, True, True, False, False]
    assert [one.answer is None for one in days] == [one.lost for one in days]
    assert [one.prob for one in days if one.lost] == [0.0, 0.0]
    assert [len(members) for members in asked.members] == [20, 2, 20, 20]
    half: Rows = {q: {REBELS: 0.49, "unknown": 0.51} for q in quarters}
    days, _ = followed(control, subject, 28, {**beliefs, 21: half, 28: half}, monkeypatch)
    assert [one.lost for one in days] == [False, False, True, True, True]
    sure: Rows = {q: {REBELS: 0.5, "unknown": 0.5} for q in quarters}
    days, _ = followed(control, subject, 28, {**beliefs, 21: sure, 28: sure}, monkeypatch)
    assert [one.lost for one in days] == [False, False, True, False, False]


def test_of_a_place_that_nobody_held_or_that_is_no_ground_reports_alone_tell(
    control: ControlGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nobody,) = subjects(control, claim(1, "besieges", actor=ARMY))
    assert nobody.side is None
    rows = {0: {}, 7: {"east": THEIRS, "west": THEIRS}, 14: {"east": OURS, "west": OURS},
            21: {"east": {ARMY: 0.5}, "west": {ARMY: 0.5}},
            28: {"east": {ARMY: 0.49}, "west": {ARMY: 0.49}},
            35: {"east": OURS, "west": OURS}}  # fmt: skip
    days, _ = followed(control, nobody, 35, rows, monkeypatch)
    # The besieger who went in is not outside again merely because the news of it grows old.
    assert [one.lost for one in days] == [False, True, False, True, True, False]
    assert all(one.answer is None for one in days)
    assert [one.prob for one in days] == [0.0 if one.lost else one.reported_prob for one in days]
    (hamlet,) = subjects(control, claim(1, "besieges", actor=ARMY, target=REBELS, place="hamlet"))
    assert hamlet.side == REBELS
    days, _ = followed(control, hamlet, 7, {0: {"hamlet": OURS}}, monkeypatch)
    assert [(one.answer, one.lost) for one in days] == [(None, False)] * 2


def test_that_the_besieged_surround_others_is_no_word_of_their_own_siege(
    control: ControlGraph,
) -> None:
    laid = [claim(n, "besieges", n, actor=ARMY, target=REBELS) for n in (1, 2)]
    turned = claim(3, "besieges", actor=REBELS, target=ARMY)
    (subject,) = subjects(control, *laid, turned)
    assert (subject.besieger, subject.side) == (ARMY, REBELS)
    assert {one.evidence.claim_id for one in subject.weighed} == {"c1", "c2"}


def test_of_whom_nothing_was_known_yet_nothing_is_lost(
    control: ControlGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = claim(1, "besieges", actor=ARMY, target=REBELS, since=True, published=after(14))
    (subject,) = subjects(control, since)
    held: Rows = {"east": OURS, "west": OURS}
    days, _ = followed(control, subject, 14, {0: {}, 14: held}, monkeypatch)
    assert [one.lost for one in days] == [False] * len(days)
    assert days[-1].reported_prob >= days[0].reported_prob > 0.5
    # Nor is it where news of who holds it has grown old, or is of others all alike.
    faded: Rows = {p: {REBELS: 0.3, ARMY: 0.2, "unknown": 0.5} for p in ("east", "west")}
    days, _ = followed(control, subject, 14, {0: held, 7: faded, 14: {}}, monkeypatch)
    assert [one.lost for one in days] == [False] * len(days)
    assert days[-1].prob > 0.5
    # Where somebody else is believed to be in it, it was not theirs.
    taken: Rows = {"east": {JIHAD: 0.6}, "west": {JIHAD: 0.6}}
    days, _ = followed(control, subject, 14, {0: taken, 14: taken}, monkeypatch)
    assert days[0].lost


def test_the_days_of_a_siege_run_from_the_first_at_the_threshold_to_the_first_below() -> None:
    def run(*probs: float) -> list[Interval]:
        rows = [DayOfSiege(after(k), None, prob) for k, prob in enumerate(probs)]
        return intervals(rows, 0.5)

    assert run() == run(0.1, 0.49) == []
    assert run(0.5) == [Interval(DAY, None)]
    assert run(0.4, 0.5, 0.7, 0.49, 0.2) == [Interval(after(1), after(3))]
    assert run(0.6, 0.1, 0.9, 0.8) == [Interval(DAY, after(1)), Interval(after(2), None)]
    assert DayOfSiege(DAY, None, 0.8, lost=True).prob == 0.0


def whole_and_part(control: ControlGraph, *claims: Evidence, held: Rows) -> list[str]:
    _, actors, _ = syria()
    found = siege_subjects(claims, lambda _: shown(control, held), actors, DEFINITIONS)
    return [one.place for one in apart(found, control.theatre, lambda _: shown(control, held))]


def test_a_quarter_that_somebody_calls_besieged_hides_no_siege_of_the_city(
    control: ControlGraph,
) -> None:
    city = claim(1, "besieges", actor=ARMY, target=REBELS)
    quarter = claim(2, "besieges", 3, place="east", speaker="residents")
    other = claim(3, "besieges", 3, actor=ARMY, target=REBELS, speaker="united-nations")
    held = {"east": OURS, "west": OURS}
    assert whole_and_part(control, city, quarter, other, held=held) == ["land:home"]


def test_a_part_with_a_besieger_of_its_own_stays_beside_the_whole(control: ControlGraph) -> None:
    city = claim(1, "besieges", actor=ARMY, target=REBELS)
    more = claim(2, "besieges", 1, actor=ARMY, target=REBELS, speaker="united-nations")
    works = claim(3, "besieges", 9, actor=ARMY, target=REBELS, place="east")
    held = {"east": OURS, "west": OURS}
    assert whole_and_part(control, city, more, works, held=held) == ["land:home", "land:east"]


def test_a_city_that_its_besieger_is_in_is_besieged_by_its_parts(control: ControlGraph) -> None:
    city = claim(1, "besieges", actor=ARMY, target=REBELS)
    more = claim(2, "besieges", 1, actor=ARMY, target=REBELS, speaker="united-nations")
    quarter = claim(3, "besieges", 1, actor=ARMY, target=REBELS, place="east")
    held = {"east": OURS, "west": THEIRS}
    assert whole_and_part(control, city, more, quarter, held=held) == ["land:east"]
