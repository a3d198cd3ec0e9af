"""A study answers as the command line does, and a panel says what `who` says day by day."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, timedelta
from math import log2
from pathlib import Path

import pytest

import contested
from contested.belief.answer import who_holds
from contested.belief.frame import as_pandas
from contested.belief.grid import PANEL_COLUMNS
from contested.cli.app import run
from contested.errors import NotFoundError, QuestionError
from contested.study.study import Study


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "demo.db"
    assert run(["demo", "--ledger", str(path), "--json"]) == 0
    return path


@pytest.fixture(scope="module")
def by_kind(ledger: Path) -> Study:
    return contested.open(ledger, "syria", learn=False)


def panel_of(ledger: Path, out: Path, *options: str) -> list[dict[str, str]]:
    assert run(["export", "panel", "--ledger", str(ledger), "-o", str(out), *options]) == 0
    with out.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_study_answers_as_the_command_line_does(
    ledger: Path, by_kind: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    question = ["who", "Ramouseh", "--at", "2016-08-06", "--ledger", str(ledger), "--json"]
    assert run(question) == 0
    told = json.loads(capsys.readouterr().out)
    found = by_kind.who("Ramouseh", "2016-08-06")
    assert found.as_dict()["probs"] == told["probs"]
    assert by_kind.who("الراموسة", date(2016, 8, 6)).probs == found.probs
    assert run(["history", "Manbij", "--ledger", str(ledger), "--json"]) == 0
    runs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.as_dict()["holder"] for one in by_kind.history("Manbij")] == [
        one["holder"] for one in runs
    ]
    with pytest.raises(QuestionError, match="2016-08-06"):
        by_kind.who("Manbij", "yesterday")
    with pytest.raises(NotFoundError):
        by_kind.who("Ruritania on the Moon")


def test_speakers_are_learnt_when_a_study_is_opened_unless_one_would_not(
    ledger: Path, by_kind: Study
) -> None:
    assert (by_kind.trust, by_kind.speakers()) == ("by kind", [])
    study = contested.open(ledger, "syria")
    assert study.trust == "learnt"
    assert {"SOHR", "SANA"} <= {one.speaker for one in study.speakers()}
    asked = "Ramouseh", "2016-08-06"
    assert study.who(*asked).probs != by_kind.who(*asked).probs
    again = contested.open(ledger, "syria", learn=False)
    again.learn()
    assert again.who(*asked).probs == study.who(*asked).probs


def test_what_a_speaker_is_judged_by_is_no_more_than_it_said(ledger: Path) -> None:
    study = contested.open(ledger, "syria")
    said = Counter(
        one.speaker.name for one in study.believer.all_testimonies() if one.content.spoken
    )
    rests_on: Counter[str] = Counter()
    for name, record in study.believer.learnt.speakers.items():
        rests_on[name] += float(record.counts.sum())  # type: ignore[assignment]  # expected counts
    assert said["SOHR"] > 20
    assert all(rests_on[name] <= said[name] + 1e-6 for name in rests_on)
    assert rests_on["SOHR"] > said["SOHR"] / 2


@pytest.mark.parametrize("hindsight", [False, True])
def test_a_panel_has_for_every_day_and_side_what_who_says(by_kind: Study, hindsight: bool) -> None:
    days = "2016-08-01", "2016-08-20"
    rows = list(by_kind.panel(["Manbij"], *days, every=3, hindsight=hindsight))
    dates = [date(2016, 8, 1) + timedelta(days=3 * n) for n in range(7)]
    assert list(dict.fromkeys(row.date for row in rows)) == dates
    for day in dates:
        belief = who_holds(
            by_kind.believer, "syria:manbij", day, explain=False,
            kind=None if hindsight else "filtered",
        )  # fmt: skip
        mine = [row for row in rows if row.date == day]
        assert {row.side: row.probability for row in mine} == pytest.approx(belief.probs, abs=1e-9)
        bits = -sum(p * log2(p) for p in belief.probs.values() if p > 0)
        best = belief.likeliest
        for row in mine:
            assert row.likeliest == best[0]
            assert row.likeliest_probability == pytest.approx(best[1])
            assert row.entropy_bits == pytest.approx(bits, abs=1e-6)
            assert row.inferred == (
                pytest.approx(belief.inferred[row.side], abs=1e-9)
                if row.side != "unknown"
                else None
            )
            assert row.evidence_age_days == belief.age_days
            assert row.mode == ("hindsight" if hindsight else "then")
            assert (row.known_at == day) is not hindsight


def test_a_panel_counts_each_claim_on_its_day_and_in_steps_those_since_the_row_before(
    by_kind: Study,
) -> None:
    window = "2016-08-01", "2016-08-28"
    daily = {row.date: row.claims for row in by_kind.panel(["syria:manbij"], *window)}
    weekly = {row.date: row.claims for row in by_kind.panel(["syria:manbij"], *window, every=7)}
    carried = {key for one in by_kind.believer.testimonies("syria:manbij") for key in one.claim_ids}
    told = [by_kind.stored[key] for key in carried if by_kind.stored[key].copy_of is None]
    assert sum(daily.values()) == sum(
        window[0] <= (one.published_at or "")[:10] <= window[1] for one in told
    )
    assert sum(daily.values()) > 3
    for day, claims in list(weekly.items())[1:]:
        assert claims == sum(daily[day - timedelta(days=back)] for back in range(7))


def test_whose_word_counts_is_chosen_for_a_panel_as_for_who(by_kind: Study) -> None:
    day = "2016-08-06"
    for choice in (
        {"according_to": "SOHR"}, {"side": "Syrian rebels"}, {"without": ["SOHR"]},
        {"as_known": "2016-08-05"},
    ):  # fmt: skip
        rows = list(by_kind.panel(["Ramouseh"], day, day, **choice))
        belief = by_kind.who("Ramouseh", day, **choice)
        assert {row.side: row.probability for row in rows} == pytest.approx(belief.probs, abs=1e-9)
    with pytest.raises(QuestionError, match="not both"):
        by_kind.panel(according_to="SOHR", side="Syrian rebels")
    with pytest.raises(QuestionError, match="no day"):
        by_kind.panel(first="2016-08-06", last="2016-08-05")


def test_a_panel_is_exported_as_csv_and_as_parquet_with_the_same_rows(
    ledger: Path, by_kind: Study, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra geo is not installed")
    options = ["--place", "Aleppo", "--from", "2016-08-01", "--to", "2016-08-09", "--every", "4"]
    rows = panel_of(ledger, tmp_path / "x.csv", *options)
    asked = [row.as_dict() for row in by_kind.panel(["Aleppo"], *options[3:6:2], every=4)]
    assert list(rows[0]) == list(PANEL_COLUMNS)
    assert len(rows) == len(asked) > 20
    for row, own in zip(rows, asked, strict=True):
        assert row["side_id"] == own["side_id"]
        assert float(row["probability"]) == pytest.approx(own["probability"], abs=1e-6)
    assert len({row["place_id"] for row in rows}) > 3, "the parts of the place are there"
    file = tmp_path / "x.parquet"
    export = ["export", "panel.parquet", "--ledger", str(ledger), "-o", str(file), *options]
    assert run(export) == 0
    table = parquet.read_table(file).to_pylist()
    assert [{**one, "date": one["date"].isoformat(), "known_at": one["known_at"].isoformat()}
            for one in table] == asked  # fmt: skip


def test_a_panel_is_balanced_and_its_days_sum_to_one(ledger: Path, tmp_path: Path) -> None:
    days = ["--from", "2016-06-01", "--to", "2016-06-03"]
    rows = panel_of(ledger, tmp_path / "x.csv", *days)
    total: dict[tuple[str, str], float] = {}
    for row in rows:
        key = row["place_id"], row["date"]
        total[key] = total.get(key, 0.0) + float(row["probability"])
    assert len(total) == 3 * len({place for place, _ in total})
    assert all(value == pytest.approx(1.0, abs=1e-4) for value in total.values())
    assert {row["likeliest_id"] for row in rows} == {"unknown"}, "nobody had spoken yet"
    assert {(row["entropy_bits"], row["inferred"]) for row in rows} == {("", "")}


def test_options_that_do_not_fit_a_panel_are_refused(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["export", "panel", "--ledger", str(ledger)]
    assert run([*export, "--at", "2016-08-06"]) == 2
    assert "--from" in capsys.readouterr().err
    assert run([*export, "--from", "2016-08-06", "--to", "2016-08-01"]) == 2
    assert run(["export", "csv", "--every", "2", "--ledger", str(ledger)]) == 2
    assert "panel" in capsys.readouterr().err


def test_records_become_tables_that_keep_what_was_asked_for(by_kind: Study) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    belief = by_kind.who("Manbij", "2016-08-13")
    table = as_pandas([belief, by_kind.who("Manbij", "2016-08-13", hindsight=True)])
    assert list(dict.fromkeys(table["kind"])) == ["filtered", "smoothed"]
    assert set(as_pandas(by_kind.history("Manbij"))["kind"]) == {"filtered"}
    panel = as_pandas(by_kind.panel(["Manbij"], "2016-08-13", "2016-08-13"))
    assert list(panel.columns) == list(PANEL_COLUMNS)
    assert set(panel["mode"]) == {"then"}


def test_as_it_stood_before_anything_was_recorded_a_ledger_has_no_claims(ledger: Path) -> None:
    before = contested.open(ledger, "syria", recorded_by="2016-01-01")
    assert (before.claims(), before.places) == ([], {})
    now = contested.open(ledger, "syria", recorded_by="2999-01-01")
    assert now.stored.keys() == contested.open(ledger, "syria", learn=False).stored.keys()
    assert now.claims("Manbij") == [
        one
        for one in now.claims()
        if one.resolution is not None and one.resolution.place_id == "syria:manbij"
    ]
    assert {one.claim.speaker for one in now.claims(speaker="SOHR")} == {"SOHR"}
