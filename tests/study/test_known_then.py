"""What was known then is what a ledger that ended then would say, of speakers too."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import contested
from contested.belief.answer import who_holds
from contested.belief.learning import learn_speakers, learn_then
from contested.belief.observe import published_on
from contested.cli.app import run
from contested.ledger.store import Ledger
from contested.map.snapshot import take_snapshot
from contested.study.study import Study

CUT = date(2016, 6, 30)
PLACES = ("Manbij", "Ramouseh", "Azaz", "Jarablus")
# Only one speaker ever spoke of it.
QUIET = "Tadef"
Row = tuple[str, ...]
HEADER = ("predicate", "actor", "place", "speaker", "publisher", "published")


def year() -> list[Row]:
    """A claim every third day of 2016. Until July SANA is wrong as often as not where the
    Observatory and Reuters are right; from then on it is right and they are wrong."""
    rows: list[Row] = []
    for number in range(120):
        day = date(2016, 1, 2) + timedelta(days=3 * number)
        place = PLACES[number % 4]
        holder, other = "Syrian government", "Syrian rebels"
        if (number // 40) % 2:
            holder, other = other, holder
        right = day <= CUT
        for speaker, is_right in (
            ("SOHR", right), ("Reuters", right or number % 3 == 0), ("SANA", not right),
        ):  # fmt: skip
            actor = holder if is_right else other
            rows.append(("controls", actor, place, speaker, speaker, day.isoformat()))
        if day == CUT - timedelta(days=9):
            rows.append(("controls", "Syrian rebels", QUIET, "SANA", "SANA", day.isoformat()))
    return rows


def made(path: Path, rows: list[Row]) -> Path:
    table = path.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    assert run(["import", str(table), "--theatre", "syria", "--ledger", str(path)]) == 0
    assert run(["believe", "--theatre", "syria", "--ledger", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The whole year, and the same to the end of June."""
    folder = tmp_path_factory.mktemp("then")
    rows = year()
    cut = [row for row in rows if row[-1] <= CUT.isoformat()]
    return made(folder / "whole.db", rows), made(folder / "cut.db", cut)


def asked(ledger: Path, capsys: pytest.CaptureFixture[str], *question: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run([*question, "--theatre", "syria", "--ledger", str(ledger), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    "day", [("--at", "2016-06-30"), ("--at", "2016-05-18", "--as-known", "2016-06-30"),
            ("--at", "2016-05-18")],
)  # fmt: skip
def test_a_day_as_known_then_is_what_a_ledger_that_ended_then_says(
    ledgers: tuple[Path, Path], capsys: pytest.CaptureFixture[str], day: tuple[str, ...]
) -> None:
    for place in (*PLACES, QUIET):
        whole, cut = (asked(one, capsys, "who", place, *day) for one in ledgers)
        assert whole[0]["probs"] == pytest.approx(cut[0]["probs"], abs=1e-9)
        assert [one["log_odds"] for one in whole[0]["contributions"]] == pytest.approx(
            [one["log_odds"] for one in cut[0]["contributions"]], abs=1e-9
        )


def test_a_panel_and_a_history_judge_each_day_by_what_had_been_learnt_by_the_end_of_a_month(
    ledgers: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tables = []
    for ledger in ledgers:
        out = tmp_path / f"{ledger.stem}.csv"
        days = ["--from", "2016-01-01", "--to", "2016-06-30", "--every", "1", "-o", str(out)]
        assert run(["export", "panel", "--theatre", "syria", "--ledger", str(ledger), *days]) == 0
        with out.open(encoding="utf-8", newline="") as stream:
            tables.append(list(csv.DictReader(stream)))
    assert len(tables[0]) == len(tables[1]) > 4 * 180
    for row, own in zip(*tables, strict=True):
        assert (row["date"], row["side_id"]) == (own["date"], own["side_id"])
        assert float(row["probability"]) == pytest.approx(float(own["probability"]), abs=2e-6)
    whole, cut = (
        [one for one in asked(ledger, capsys, "history", "Manbij") if one["from"] <= "2016-06-30"]
        for ledger in ledgers
    )
    assert [(one["from"], one["holder"]) for one in whole] == [
        (one["from"], one["holder"]) for one in cut
    ]


def test_speakers_of_the_whole_year_would_have_said_something_else(
    ledgers: tuple[Path, Path],
) -> None:
    whole: Study = contested.open(ledgers[0], "syria")
    then = whole.who(QUIET, CUT).probs
    leaking = who_holds(
        whole.believer.judging(whole.believer.learnt), whole.place(QUIET)[0], CUT, kind="filtered"
    ).probs
    assert max(abs(then[name] - leaking[name]) for name in then) > 0.05


def test_what_had_been_learnt_by_the_end_of_a_month_is_learnt_from_what_was_published_by_then(
    ledgers: tuple[Path, Path],
) -> None:
    believer = contested.open(ledgers[0], "syria").believer
    kept = dict(believer.then)
    assert [str(day) for day in kept][:3] == ["2016-01-31", "2016-02-29", "2016-03-31"]
    assert list(kept)[-1] == believer.last_day
    again = learn_speakers(believer.as_published_by(CUT))
    assert again.fitted_on == CUT.isoformat()
    assert again.speakers["SANA"].cells == pytest.approx(kept[CUT].speakers["SANA"].cells, abs=1e-6)
    assert believer.judged_by(CUT - timedelta(days=1)).learnt is kept[date(2016, 5, 31)]
    assert not believer.judged_by(date(2016, 1, 15)).learnt.speakers
    believer.forget(believer.learnt)
    assert [day for day, _ in learn_then(believer)] == list(kept)


def test_recorded_by_takes_the_ledger_as_it_stood_and_answers_say_if_nothing_was_learnt(
    ledgers: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "few.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *year()[:6]])
    fresh = tmp_path / "fresh.db"
    assert run(["import", str(table), "--theatre", "syria", "--ledger", str(fresh)]) == 0
    for question in (["who", "Manbij"], ["history", "Manbij"]):
        before = asked(fresh, capsys, *question, "--recorded-by", "2015-01-01")
        assert "unknown" in before[0]["probs"] if before else question[0] == "history"
        assert all(row["probs"]["unknown"] == 1.0 for row in before)
        now = asked(fresh, capsys, *question, "--recorded-by", "2999-01-01")
        assert {row["trust"] for row in now} == {"by kind"}
        assert now == asked(fresh, capsys, *question)
        command = [*question, "--theatre", "syria", "--ledger"]
        assert run([*command, str(fresh)]) == 0
        assert "trust not learnt yet" in capsys.readouterr().err
        assert {row["trust"] for row in asked(ledgers[1], capsys, *question)} == {"learnt"}
        assert run([*command, str(ledgers[1])]) == 0
        assert "trust not learnt" not in capsys.readouterr().err
        assert run([*command, str(fresh), "--recorded-by", "2015-01-01"]) == 0
        assert "recorded" in capsys.readouterr().err


def test_what_no_date_of_publication_is_known_of_is_known_from_the_last_day_it_speaks_of(
    tmp_path: Path,
) -> None:
    rows = [
        ("predicate", "actor", "place", "speaker", "publisher", "on", "since"),
        ("controls", "Syrian rebels", "Manbij", "SOHR", "SOHR", "2016-08", ""),
        ("besieges", "Syrian rebels", "Azaz", "SOHR", "SOHR", "", "2016-06"),
    ]
    with (tmp_path / "rows.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    path = tmp_path / "undated.db"
    files = [str(tmp_path / "rows.csv"), "--theatre", "syria", "--ledger", str(path)]
    assert run(["import", *files]) == 0
    with Ledger.open(path) as ledger:
        snapshot = take_snapshot(ledger, "syria")
    known = {"Manbij": date(2016, 8, 31), "Azaz": date(2016, 6, 30)}
    assert {one.claim.place: published_on(one) for one in snapshot.claims.values()} == known
    seen = {snapshot.theatre.places[one.place or ""].name: one for one in snapshot.evidence}
    assert {name: one.published for name, one in seen.items()} == known
    assert not any(one.dated_report for one in seen.values())
    observed = snapshot.observer.observe(snapshot.claims.values())
    assert {snapshot.theatre.places[one.place].name: one.known_on for one in observed} == known
