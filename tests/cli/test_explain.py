"""What lies behind a claim, by the real reader: its rule, its confidence, its copies."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from contested.claim.confidence import load_weights
from contested.cli.app import run
from contested.cli.reading_trail import TRAITS


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_explain_names_the_rule_and_what_the_confidence_is_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Rebels seized Ramouseh on Saturday, SOHR said.")
    run(["ingest", "a.txt", "--theatre", "syria", "--published", "2016-08-06"])
    capsys.readouterr()
    run(["claims", "--json"])
    record = lines(capsys.readouterr().out)[0]
    assert run(["explain", record["id"]]) == 0
    out = capsys.readouterr().out
    assert "by rule 1 (take) of contested/claim/languages/en/rules.toml" in out
    assert "«Rebels captured Ramouseh on Saturday.» as captures" in out
    assert f"log odds of a chance of {record['confidence']:.2f}" in out
    assert run(["explain", record["id"], "--json"]) == 0
    reading = lines(capsys.readouterr().out)[0]["reading"]
    assert (reading["language"], reading["rule"]) == ("en", "rule 1 (take)")
    total = sum(one["log_odds"] for one in reading["factors"])
    assert 1 / (1 + math.exp(-total)) == pytest.approx(record["confidence"], abs=2e-3)


def test_every_trait_of_a_confidence_is_told_in_words() -> None:
    assert TRAITS.keys() == load_weights().keys()


def test_many_copies_are_told_by_outlet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "The rebels took Ramouseh on Saturday, SOHR said. Fighting over the district has gone on "
        "for a week, with heavy losses on all sides and no end of it to be seen by anybody."
    )
    for number in range(7):
        outlet = "Morning Paper" if number % 2 else "Evening Paper"
        head = f"publisher: {outlet}\npublished: 2016-08-06T1{number}:00Z\n\n"
        (tmp_path / f"{number}.txt").write_text(f"{head}{text} Print {number}.")
    assert run(["ingest", *(f"{n}.txt" for n in range(7)), "--theatre", "syria"]) == 0
    capsys.readouterr()
    run(["claims", "--json"])
    first = min(lines(capsys.readouterr().out), key=lambda one: one["published_at"])
    run(["explain", first["id"]])
    out = capsys.readouterr().out
    assert "is repeated by 6 reports:" in out
    assert re.search(r"Morning Paper: r-\w+ and 2 more, \d+% to \d+% alike", out)
    assert out.count("alike") == 2


def test_reports_that_were_read_elsewhere_than_most_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            f"Print {number}. The rebels took Ramouseh in Aleppo on Saturday, SOHR said."
        )
    (tmp_path / "odd.txt").write_text("Seoul said\n\nNobody took anything in Seoul on Monday.")
    run(["ingest", "0.txt", "1.txt", "2.txt", "odd.txt", "--published", "2016-08-06"])
    told = capsys.readouterr().err
    assert "in syria: 3 reports; in " in told
    assert re.search(r": 1 report \(odd\.txt[^)]*\)", told)
    assert "0.txt" not in told
