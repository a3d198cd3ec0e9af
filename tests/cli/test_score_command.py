"""`contested score` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli import app


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "x.txt").write_text("Rebels captured Ramouseh on Saturday.", encoding="utf-8")
    claim = {
        "predicate": "captures",
        "actor": "Syrian rebels",
        "target": None,
        "place": "Ramouseh",
        "extent": "unspecified",
        "speaker": "outlet",
        "factuality": "actual",
    }
    content = {"lang": "en", "published": "2016-08-06", "theatre": "syria", "claims": [claim]}
    (tmp_path / "x.json").write_text(json.dumps(content))
    return tmp_path


def test_each_line_of_json_is_a_language_and_a_group(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["score", str(gold), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["language"], row["group"]) for row in rows] == [
        ("en", "control"),
        ("en", "all"),
        ("en", "captures"),
    ]
    assert all(row["gold"] == row["hit"] == 1 for row in rows)


def test_in_a_pipe_rows_are_lines_with_tabs(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["score", str(gold)]) == 0
    names, first = (line.split("\t") for line in capsys.readouterr().out.splitlines()[:2])
    assert names[0] == "language"
    assert first[:8] == ["en", "control", "1", "1", "1", "1.00", "1.00", "1.00"]


@pytest.mark.parametrize(("name", "message"), [("nowhere", "no such folder"), ("", "no gold")])
def test_a_folder_without_gold_files_is_an_error(
    tmp_path: Path, name: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["score", str(tmp_path / name)]) == 1
    assert message in capsys.readouterr().err


def test_misses_are_listed_under_the_names_of_their_columns(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = gold / "x.json"
    content = json.loads(path.read_text())
    (claim,) = content["claims"]
    lost = {**claim, "predicate": "withdraws", "actor": "Syrian government"}
    content["claims"] = [{**claim, "extent": "part", "speaker": "SOHR"}, lost]
    path.write_text(json.dumps(content))
    assert app.run(["score", str(gold), "--misses"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    read = "captures | Syrian rebels | Ramouseh | outlet | actual"
    assert rows == [
        ["language", "report", "what", "read", "gold"],
        ["en", "x", "missed", "", "withdraws | Syrian government | Ramouseh | outlet | actual"],
        ["en", "x", "wrong speaker, extent", read,
         "captures | Syrian rebels | Ramouseh | SOHR | actual | part"],
    ]  # fmt: skip
    content["claims"] = []
    path.write_text(json.dumps(content))
    assert app.run(["score", str(gold), "--misses", "--json"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["what"], row["gold"]) == ("extra", None)
    assert row["read"] == f"{read} | captured Ramouseh"
