"""What commands tell people: tables and sentences, in a pipe and on a screen, beside `--json`."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from contested.cli.app import run

DAY = ("--at", "2016-08-06")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("words") / "demo.db"
    assert run(["demo", "--ledger", str(path), "--json"]) == 0
    return str(path)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def ask(*words: str) -> str:
        capsys.readouterr()
        assert run(words) == 0
        return capsys.readouterr().out

    return ask


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output goes to a screen of 200 columns."""
    monkeypatch.setattr("contested.cli.terminal.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")


def table(text: str, first: str) -> list[dict[str, str]]:
    """The rows of a table in a pipe, whose header begins with a column's name."""
    rows = [line.split("\t") for line in text.splitlines()]
    start = next(i for i, row in enumerate(rows) if row[0] == first and len(row) > 1)
    found = []
    for row in rows[start + 1 :]:
        if len(row) != len(rows[start]):
            break
        found.append(dict(zip(rows[start], row, strict=True)))
    return found


# -- belief --------------------------------------------------------------------------------------


def test_the_table_of_who_has_the_probabilities_of_its_record(
    ledger: str, told: Callable[..., str]
) -> None:
    record = json.loads(told("who", "Ramouseh", *DAY, "--ledger", ledger, "--json"))
    text = told("who", "Ramouseh", *DAY, "--ledger", ledger)
    assert text.startswith("Ramouseh on 2016-08-06, as known then")
    shown = {row["holder"]: float(row["probability"]) for row in table(text, "holder")}
    expected = {name: prob for name, prob in record["probs"].items() if prob >= 0.0005}
    assert shown == {name: pytest.approx(prob, abs=6e-4) for name, prob in expected.items()}


def test_the_reasons_name_claims_that_can_be_explained(
    ledger: str, told: Callable[..., str]
) -> None:
    text = told("who", "Ramouseh", *DAY, "--why", "--ledger", ledger)
    reasons = text[text.index("What moved it") :]
    weights = [float(one) for one in re.findall(r"^  ([+-]\d+\.\d\d)  ", reasons, re.MULTILINE)]
    assert len(weights) > 1
    assert [abs(one) for one in weights] == sorted((abs(one) for one in weights), reverse=True)
    ids = re.findall(r"^ {9}(\S+)  (.+)$", reasons, re.MULTILINE)
    assert ids
    for claim_id, words in ids[:3]:
        assert words in told("explain", claim_id, "--ledger", ledger)
    nobody = told("who", "Tell Rifaat", "--at", "2016-07-01", "--why", "--ledger", ledger)
    assert "nobody spoke of it" in nobody


def test_the_printed_trace_adds_up_to_the_printed_figure(
    ledger: str, told: Callable[..., str]
) -> None:
    text = told("who", "Ramouseh", *DAY, "--trace", "--ledger", ledger)
    rows = table(text, "day")
    steps, total = rows[:-1], rows[-1]
    assert total["what"] == "sum"
    others = [column for column in total if column.startswith("than ")]
    assert others
    sums = [sum(float(row[column]) for row in steps) for column in others]
    assert sums == [pytest.approx(float(total[column]), abs=1e-3) for column in others]
    inferred = float(re.findall(r"^  = (\S+)$", text, re.MULTILINE)[0])
    assert inferred == pytest.approx(1 / (1 + sum(math.exp(-one) for one in sums)), abs=1e-3)
    unchanged, figure = re.findall(r"since the last word, (\S+): (\S+)$", text, re.MULTILINE)[0]
    assert float(figure) == pytest.approx(inferred * float(unchanged), abs=2e-4)
    holder = re.findall(r"What makes (.+) likelier", text)[0]
    probs = {row["holder"]: float(row["probability"]) for row in table(text, "holder")}
    assert probs[holder] == pytest.approx(float(figure), abs=1e-3)


def test_history_tells_runs_without_a_gap_and_speakers_their_codes(
    ledger: str, told: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    runs = table(told("history", "Manbij", "--ledger", ledger), "from")
    assert len(runs) > 1
    assert [one["holder"] for one in runs[:2]] == ["Islamic State", "SDF and Kurdish forces"]
    for one, other in pairwise(runs):
        gap = date.fromisoformat(other["from"]) - date.fromisoformat(one["to"])
        assert gap == timedelta(days=1)
        assert one["holder"] != other["holder"]
    capsys.readouterr()
    assert run(["speakers", "--ledger", ledger]) == 0
    out, notes = capsys.readouterr()
    speakers = table(out, "speaker")
    assert {"SOHR", "SANA"} <= {row["speaker"] for row in speakers}
    assert all(re.fullmatch("[A-F]", row["code"]) for row in speakers)
    unjudged = {row["right"] for row in speakers if row["code"] == "F"}
    assert unjudged <= {"cannot be judged"}
    assert "learnt for this list alone" in notes
    assert "F: cannot be judged" in notes


# -- packs and words -----------------------------------------------------------------------------


def test_a_pack_and_a_place_of_it_are_told_in_words(told: Callable[..., str]) -> None:
    text = told("theatre", "show", "syria")
    counted = {(row["what"], row["kind"]): int(row["number"]) for row in table(text, "what")}
    record = json.loads(told("theatre", "show", "syria", "--json"))
    assert {kind: counted["places", kind] for kind in record["kinds"]} == record["kinds"]
    assert counted["names", "ar"] == record["names"]["ar"]
    for route, stops in record["routes"].items():
        assert f"{route}: " in text, stops
    place = told("theatre", "show", "syria", "--place", "syria:ramouseh")
    assert "name: Ramouseh\n" in place
    assert "part_of: Aleppo" in place
    assert re.search(r"^names: .*ar: \S+", place, re.MULTILINE)
    assert "population: None" not in place


def test_unknown_words_are_told_in_a_table_and_a_report_without_rules_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, foreign = tmp_path / "a.txt", tmp_path / "b.txt"
    known.write_text("The army flurbed near Manbij. It flurbed again.\n", encoding="utf-8")
    foreign.write_text("Wanajeshi waliingia mjini jana asubuhi.\n", encoding="utf-8")
    assert run(["read", str(known), "--language", "en", "--unknown"]) == 0
    out, notes = capsys.readouterr()
    assert table(out, "count")[0] == {"count": "2", "language": "en", "word": "flurbed"}
    assert "1 report" in notes
    assert run(["read", str(foreign), "--language", "sw", "--unknown"]) == 1
    out, notes = capsys.readouterr()
    assert out == ""
    assert "its language has no rules" in notes


# -- screens -------------------------------------------------------------------------------------


def test_a_screen_shows_the_beginning_of_a_claims_id_and_commands_take_it(
    ledger: str, told: Callable[..., str], screen: None
) -> None:
    (first, *_) = told("claims", "--place", "Manbij", "--ledger", ledger, "--json").splitlines()
    claim_id = json.loads(first)["id"]
    text = told("claims", "--place", "Manbij", "--ledger", ledger)
    assert claim_id not in text
    shown = next(word for word in re.findall(r"c-[0-9a-f]+", text) if claim_id.startswith(word))
    explained = told("explain", shown, "--ledger", ledger)
    assert claim_id in explained
    assert "⟦" not in explained  # marked by colour, not by brackets


def test_a_bar_is_drawn_beside_the_results_and_leaves_nothing_in_them(
    told: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = tmp_path / "a.txt"
    report.write_text("The army left Manbij on Saturday, SOHR said.", encoding="utf-8")
    asked = ("read", str(report), "--published", "2016-08-13", "--theatre", "syria", "--json")
    plain = told(*asked)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(asked) == 0
    out, drawn = capsys.readouterr()
    assert out == plain != ""
    assert "reading" in drawn


def test_a_backup_has_every_report_and_is_told(
    ledger: str, told: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = str(tmp_path / "copy.db")
    assert run(["backup", copy, "--ledger", ledger]) == 0
    assert re.search(r"copy\.db: a copy of .* with \d+ reports", capsys.readouterr().err)
    same = ("claims", "--json", "--ledger")
    assert told(*same, copy) == told(*same, ledger) != ""
