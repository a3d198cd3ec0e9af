"""The demonstration, and the reading engine behind the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.claim.lexicon import available_languages
from contested.cli.app import run
from contested.cli.demo import group_claims, load_demonstration
from contested.cli.terminal import progress
from contested.cli.wording import counted, sentence
from contested.ledger.store import Ledger
from tests.ledger.test_ledger import claim, report

PLACES = load_demonstration().places


def test_the_demonstration_says_who_says_what_about_its_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--no-serve"]) == 0
    out, err = capsys.readouterr()
    for place in PLACES:
        assert f"\n{place}: " in out
        assert f"\n{place}: 0 claims" not in out
    assert "SOHR" in out
    assert int(err.split(" reports")[0].split()[-1]) >= 40
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_can_keep_its_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.db"
    assert run(["demo", "--no-serve", "--ledger", str(path), "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["about"] for record in records} == set(PLACES)
    assert all("composed" in record["publisher"] for record in records)
    assert run(["claims", "--ledger", str(path), "--place", "Μανμπίζ", "--json"]) == 0
    assert capsys.readouterr().out.count("\n") == sum(r["about"] == "Manbij" for r in records)


def test_claims_are_grouped_by_what_is_said_and_copies_are_folded(tmp_path: Path) -> None:
    original, other = report(), report("Something else entirely about the district.", "B")
    reprint = report(original.text + " More.", "C", "2016-08-07")
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        for one in (original, other, reprint):
            ledger.ingest(one, "v1", [claim(one, extent="part", on="2016-08-06")])
        ((statement, rows),) = group_claims(ledger.claims())
    assert statement == "Syrian rebels hold a part of Ramouseh"
    (row,) = rows
    assert row.startswith("2016-08-06  SOHR | A, B (+1 copy)")


def test_the_reader_reads_english_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Manbij falls\n\nThe SDF captured Manbij on Friday, a spokesman said.\n")
    assert (
        run(["read", str(path), "--published", "2016-08-13", "--theatre", "syria", "--json"]) == 0
    )
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ("captures", "SDF", "Manbij", "syria:manbij") in [
        (one["predicate"], one["actor"], one["place"], one["place_id"]) for one in records
    ]


@pytest.mark.parametrize("command", ["read", "ingest"])
def test_a_theatre_that_does_not_exist_is_said_once_and_nothing_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The SDF captured Manbij on Friday, a spokesman said.\n")
    (tmp_path / "pack").mkdir()
    ledger = [] if command == "read" else ["--ledger", str(tmp_path / "l.db")]
    for theatre, said in (("nowhere", "syria"), (str(tmp_path / "pack"), "theatre.toml")):
        assert run([command, str(tmp_path), "--theatre", theatre, *ledger]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert said in err
    assert not (tmp_path / "l.db").exists()


@pytest.mark.parametrize("theatre", ["Iraq", "tigray", "syria"])
def test_a_country_and_a_conflicts_usual_name_are_theatres_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], theatre: str
) -> None:
    (tmp_path / "a.txt").write_text("Islamic State captured Mosul on Friday.\n")
    assert run(["read", str(tmp_path), "--theatre", theatre, "--json"]) == 0
    assert "Mosul" in capsys.readouterr().out


def test_reports_are_reread_in_the_theatre_they_were_read_in_unless_another_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ledger = tmp_path / "a.txt", str(tmp_path / "l.db")
    options = ["--ledger", ledger]
    path.write_text("The SDF captured Manbij on Friday, a spokesman said.\n")
    assert run(["ingest", str(path), "--theatre", "syria", *options]) == 0
    path.write_text("Islamic State captured Mosul on Friday.\n")
    assert run(["ingest", str(path), *options]) == 0
    monkeypatch.setattr("contested.cli.reading.extractor_name", lambda _, name: f"x@{name}#2")

    def newest() -> list[str]:
        with Ledger.open(ledger) as opened:
            return sorted(opened.newest_extractors().values())

    assert run(["reread", *options]) == 0
    assert newest() == ["x@None#2", "x@syria#2"]
    assert run(["reread", "--theatre", "iraq", *options]) == 0
    assert newest() == ["x@iraq#2", "x@iraq#2"]
    with Ledger.open(ledger) as opened:
        for one in opened.reports():
            opened.ingest(one, "x@./moved#3", [])
    capsys.readouterr()
    assert run(["reread", *options]) == 1
    assert "name another with --theatre" in capsys.readouterr().err
    assert run(["reread", "--theatre", "any", *options]) == 0


@pytest.mark.parametrize(
    ("predicate", "place", "said"),
    [
        ("opens_route", "Ramouseh", "Syrian rebels open a way through Ramouseh"),
        ("opens_route", "Castello road", "Syrian rebels open Castello road"),
        ("cuts_route", "Ramouseh", "Syrian rebels cut the way through Ramouseh"),
        ("cuts_route", "M5 highway", "Syrian rebels cut M5 highway"),
    ],
)
def test_a_way_is_opened_and_a_place_on_it_is_passed_through(
    predicate: str, place: str, said: str
) -> None:
    assert sentence(claim(report(), predicate=predicate, place=place, extent="unspecified")) == said


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (1, "reports", "1 report"),
        (2, "reports", "2 reports"),
        (1, "copies of others", "1 copy of another"),
        (1, "new reports", "1 new report"),
        (1, "already known", "1 already known"),
    ],
)
def test_one_is_not_several(number: int, words: str, said: str) -> None:
    assert counted(number, words) == said


def test_long_work_in_a_pipe_says_how_far_it_is_and_that_it_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 4.0, 6.0, 6.0, 7.0, 7.0])
    monkeypatch.setattr("contested.cli.terminal.time.monotonic", lambda: next(clock))
    with progress("reading", 3) as bar:
        for _ in range(3):
            bar.step()
        assert capsys.readouterr().err == "reading: 2 of 3\nreading: 3 of 3\n"
    assert capsys.readouterr().err == ""
    clock = iter([0.0, 1.0])
    with progress("reading", 1) as bar:
        bar.step()
    assert capsys.readouterr().err == ""


def test_the_help_of_reading_names_the_languages_that_have_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["read", "--help"])
    known = ", ".join(available_languages())
    assert f"There are rules for: {known}" in " ".join(capsys.readouterr().out.split())
