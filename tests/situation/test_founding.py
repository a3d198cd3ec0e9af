"""What the founding report alone lets one answer about sieges, corridors and routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contested.situation.assess import Situation
from contested.situation.believed import believed
from contested.situation.evidence import Beliefs, Evidence, FixedBeliefs
from contested.situation.finding import Finding
from tests.situation.conftest import crude_beliefs, syria, told

DAY = date(2016, 8, 6)


@pytest.fixture(scope="module", params=["crude beliefs", "the belief room"])
def situation(request: pytest.FixtureRequest, founding: list[Evidence]) -> Situation:
    theatre, actors, _ = syria()
    beliefs: Beliefs = crude_beliefs(founding)
    if request.param == "the belief room":
        beliefs = believed(theatre, actors, told(founding))
    return Situation(theatre, actors, beliefs, founding)


def one(findings: list[Finding], kind: str, key: str) -> Finding:
    found = [f for f in findings if f.kind == kind and key in (f.place, f.route)]
    assert found, f"no {kind} of {key}"
    return found[0]


def test_eastern_aleppo_was_besieged_by_the_government_from_17_july(situation: Situation) -> None:
    before = one(situation.findings(date(2016, 8, 5)), "encirclement", "syria:eastern-aleppo")
    assert before.prob > 0.8
    assert before.by == "syrian-government"
    assert before.first == date(2016, 7, 17)
    assert before.last is None


def test_the_siege_is_broken_on_6_august_and_ramouseh_alone_decides_it(
    situation: Situation,
) -> None:
    now = one(situation.findings(DAY), "encirclement", "syria:eastern-aleppo")
    assert now.prob < 0.3
    assert (now.first, now.last) == (date(2016, 7, 17), DAY)
    assert [d.place for d in now.deciding] == ["syria:ramouseh"]
    assert now.deciding[0].influence > 0.5
    assert now.basis == "both"


def test_the_one_corridor_runs_through_ramouseh_and_is_contested(situation: Situation) -> None:
    corridor = one(situation.findings(DAY), "corridor", "syria:eastern-aleppo")
    assert corridor.prob > 0.7
    assert corridor.first == DAY
    assert corridor.status == "contested"
    assert corridor.route == "syria:ramouseh-corridor"
    assert [d.place for d in corridor.deciding] == ["syria:ramouseh"]


def test_western_aleppo_is_encircled_by_the_rebels(situation: Situation) -> None:
    west = one(situation.findings(DAY), "encirclement", "syria:western-aleppo")
    assert west.prob > 0.5
    assert west.by == "syrian-rebels"


def test_the_supply_route_through_manbij_is_cut_there_from_6_august(situation: Situation) -> None:
    route = one(situation.findings(DAY), "supply_route", "syria:manbij-supply-route")
    assert route.by == "islamic-state"
    assert route.status == "cut"
    assert route.prob < 0.1
    assert route.first == DAY
    assert [d.place for d in route.deciding] == ["syria:manbij"]
    assert {"syria:turkish-border", "syria:raqqa"} <= set(route.ways)


def test_a_finding_prints_the_promised_fields(situation: Situation) -> None:
    for finding in situation.findings(DAY):
        row = finding.as_dict()
        assert {
            "kind", "place", "route", "by", "prob", "basis", "from", "to", "deciding_places",
            "population",
        } <= set(row)  # fmt: skip
        assert row["place"] or row["route"]
        assert row["claims"], "every finding names the claims it rests on"


def test_without_access_answers_ocha_is_not_decided(situation: Situation) -> None:
    rows = situation.findings(date(2016, 8, 5), place="syria:eastern-aleppo")
    ocha = next(f for f in rows if f.definition == "ocha")
    assert ocha.status == "not known"
    assert ocha.asks == ("aid_enters_regularly", "people_leave_regularly")


def test_as_known_before_the_report_nothing_is_found(founding: list[Evidence]) -> None:
    theatre, actors, _ = syria()
    early = Situation(
        theatre, actors, crude_beliefs([]), founding, known=date(2016, 8, 5)
    )  # fmt: skip
    assert early.findings(date(2016, 8, 5)) == []


def test_swapping_two_sides_swaps_them_in_the_findings_and_nothing_else(
    founding: list[Evidence],
) -> None:
    theatre, actors, _ = syria()
    swapped = {"syrian-government": "islamic-state", "islamic-state": "syrian-government"}

    def other(name: str | None) -> str | None:
        return swapped.get(name or "", name)

    beliefs = crude_beliefs(founding)
    mirrored = FixedBeliefs(
        {
            day: {
                place: {str(other(holder)): prob for holder, prob in row.items()}
                for place, row in rows.items()
            }
            for day, rows in beliefs.by_day.items()
        }
    )
    evidence = [
        replace(
            one, actor=other(one.actor), target=other(one.target), speaker=str(other(one.speaker))
        )
        for one in founding
    ]
    plain = Situation(theatre, actors, beliefs, founding).findings(DAY)
    mirror = Situation(theatre, actors, mirrored, evidence).findings(DAY)
    assert len(plain) == len(mirror)
    for a, b in zip(plain, mirror, strict=True):
        assert (a.kind, a.place, other(a.by)) == (b.kind, b.place, b.by)
        assert a.prob == pytest.approx(b.prob)
