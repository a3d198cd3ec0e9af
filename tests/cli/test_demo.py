"""The demonstration, and the reading engine behind the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli.app import run
from contested.cli.demo import PLACES, group_claims
from contested.ledger.store import Ledger
from tests.ledger.test_ledger import claim, report


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
