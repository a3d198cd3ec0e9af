"""The panel against single answers, day by day, and its counts by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from contested.actor.load import load_actors
from contested.belief.answer import who_holds
from contested.belief.believe import Believer
from contested.belief.grid import PANEL_COLUMNS, Heard, PanelRow, panel_rows
from contested.belief.observe import Observer
from contested.belief.testimony import ToldClaim
from tests.belief.founding import claim, told

REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
AUGUST = [date(2016, 8, day) for day in range(1, 29)]


def said(
    number: int, actor: str, day: int, *, who: str = "AFP", place: str = "p", **fields: Any
) -> ToldClaim:
    made = {"predicate": "controls", "report_id": f"r-{number}", **fields}
    copy_of = made.pop("copy_of", None)
    one = claim(who, made.pop("predicate"), actor, place, **made)
    return told(one, f"2016-08-{day:02d}T10:00:00+00:00", copy_of=copy_of)


CLAIMS = [
    said(1, REBELS, 4), said(2, GOVERNMENT, 9, who="SOHR"), said(3, REBELS, 9, who="Reuters"),
    said(4, GOVERNMENT, 15, on="2016-08-12"), said(5, REBELS, 20, who=REBELS),
    said(6, GOVERNMENT, 22, predicate="attacks"), said(7, REBELS, 25, place="q"),
    said(8, REBELS, 10, who="Reuters", copy_of="r-3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def believer() -> Believer:
    found = Believer(Observer(load_actors()))
    found.tell(CLAIMS)
    return found


def rows(
    believer: Believer, days: Sequence[date] = AUGUST, **more: Any
) -> dict[date, dict[str, PanelRow]]:
    found: dict[date, dict[str, PanelRow]] = {}
    for row in panel_rows(believer, CLAIMS, [("p", "Place")], days, **more):
        found.setdefault(row.date, {})[row.side_id] = row
    return found


def name_of(believer: Believer, day: int) -> str:
    return next(t.speaker.name for t in believer.testimonies("p") if t.known_on.day == day)


@pytest.mark.parametrize("heard", ["all", "one", "side", "without", "known"])
@pytest.mark.parametrize("kind", ["filtered", "smoothed"])
def test_each_row_is_the_answer_for_its_day(believer: Believer, heard: str, kind: Any) -> None:
    name = name_of(believer, 4)
    asked = {
        "all": Heard(), "one": Heard(according_to=name), "side": Heard(side="syrian-rebels"),
        "without": Heard(without=(name,)), "known": Heard(as_known=date(2016, 8, 15)),
    }[heard]  # fmt: skip
    found = rows(believer, kind=kind, heard=asked)
    assert list(found) == AUGUST
    for day in AUGUST:
        at_known = asked.as_known
        if kind == "smoothed" and at_known is not None and day > at_known:
            continue  # asked after it was known: an answer as of then
        belief = who_holds(
            believer, "p", day, kind="filtered" if kind == "filtered" else None, explain=False,
            as_known=at_known or (None if kind == "filtered" else believer.horizon),
            according_to=asked.according_to, side=asked.side, without=asked.without,
        )  # fmt: skip
        # An attack makes the day before it dangerous too, which that day could not know.
        if belief.kind != kind or (kind == "filtered" and day.day == 21):
            continue
        shown = {one.side: one.probability for one in found[day].values()}
        assert shown == pytest.approx(belief.probs, abs=1e-9)
        for one in found[day].values():
            assert one.mode == ("then" if kind == "filtered" else "hindsight")
            best = max(found[day].values(), key=lambda row: row.probability)
            assert (one.likeliest_id, one.likeliest) == (best.side_id, best.side)
            assert one.likeliest_probability == best.probability
            wanted = -sum(p * math.log2(p) for p in shown.values() if p > 0)
            if shown["unknown"] == 1.0:
                assert (one.entropy_bits, one.inferred) == (None, None), "nobody had spoken yet"
                continue
            assert one.entropy_bits == pytest.approx(wanted, abs=1e-9)
            assert (one.place_id, one.place) == ("p", "Place")


def test_claims_are_counted_on_the_days_since_the_row_before_and_copies_not_at_all(
    believer: Believer,
) -> None:
    daily = {day.day: next(iter(row.values())).claims for day, row in rows(believer).items()}
    assert {day: count for day, count in daily.items() if count} == {
        4: 1,
        9: 2,
        15: 1,
        20: 1,
        22: 1,
    }
    weekly = rows(believer, AUGUST[6::7], every=7)
    assert [next(iter(row.values())).claims for row in weekly.values()] == [1, 2, 2, 1]
    assert [day.day for day in weekly] == [7, 14, 21, 28]
    name = name_of(believer, 4)
    heard = rows(believer, heard=Heard(without=(name,)))
    assert sum(next(iter(row.values())).claims for row in heard.values()) == 3
    known = rows(believer, heard=Heard(as_known=date(2016, 8, 9)))
    assert sum(next(iter(row.values())).claims for row in known.values()) == 3


def test_evidence_is_as_old_as_the_last_day_spoken_of_by_then(believer: Believer) -> None:
    def ages(**more: Any) -> dict[int, int | None]:
        return {
            day.day: next(iter(row.values())).evidence_age_days
            for day, row in rows(believer, **more).items()
        }

    then = ages(kind="filtered")
    assert [then[day] for day in (1, 3, 4, 5, 8, 9, 12, 14, 15, 16)] == [
        None, None, 0, 1, 4, 0, 3, 5, 3, 4]  # fmt: skip
    # What was said on the 15th of the 12th is of the 12th in hindsight; an attack is no word of it.
    hindsight = ages(kind="smoothed")
    assert [hindsight[day] for day in (3, 4, 11, 12, 14, 19, 20, 28)] == [
        None, 0, 2, 0, 2, 7, 0, 8]  # fmt: skip


def test_before_the_first_day_and_without_news_nothing_is_known(believer: Believer) -> None:
    before = believer.origin - timedelta(days=1)
    found = rows(believer, [before])[before]
    assert {row.side_id: row.probability for row in found.values()} == {
        "syrian-rebels": 0.0, "syrian-government": 0.0, "divided": 0.0, "unknown": 1.0,
    }  # fmt: skip
    row = found["unknown"]
    assert (row.evidence_age_days, row.entropy_bits, row.likeliest_id) == (None, None, "unknown")
    assert list(panel_rows(believer, CLAIMS, [("nowhere", "N")], AUGUST)) == []
    deaf = Heard(as_known=date(2016, 8, 3))
    assert list(panel_rows(believer, CLAIMS, [("p", "P")], AUGUST, heard=deaf)) == []
    assert list(panel_rows(believer, CLAIMS, [("p", "P")], [])) == []


def test_what_was_so_before_the_first_day_is_as_old_as_that_day() -> None:
    long_ago = told(claim("AFP", "controls", REBELS, "p", on="2010-05-01"), "2016-08-04")
    one = Believer(Observer(load_actors()))
    one.tell([long_ago])
    days = [one.origin + timedelta(days=k) for k in (0, 5)]
    rows_of = panel_rows(one, [long_ago], [("p", "P")], days, kind="smoothed")
    assert {(row.date, row.evidence_age_days) for row in rows_of} == {(days[0], 0), (days[1], 5)}


def test_what_counted_is_told_in_every_row(believer: Believer) -> None:
    def first(**more: Any) -> PanelRow:
        return next(iter(rows(believer, [date(2016, 8, 20)], **more)[date(2016, 8, 20)].values()))

    then, known = first(), first(heard=Heard(as_known=date(2016, 8, 9)))
    assert (then.known_at, then.according_to) == (date(2016, 8, 20), "all")
    assert known.known_at == date(2016, 8, 9)
    assert first(kind="smoothed").known_at == believer.last_day
    beyond = [believer.last_day + timedelta(days=9)]
    later = rows(believer, beyond, kind="smoothed")[beyond[0]]
    assert next(iter(later.values())).known_at == beyond[0]
    assert Heard(according_to="S", without=("T", "U")).text == "speaker: S without T, U"
    assert Heard(side="s").text == "side: s"
    heard = (Heard(), Heard(according_to="S"), Heard(side="s"))
    assert [one.at_their_word for one in heard] == [False, True, True]
    row = then.as_dict()
    assert tuple(row) == PANEL_COLUMNS
    assert (row["date"], row["known_at"]) == ("2016-08-20", "2016-08-20")
