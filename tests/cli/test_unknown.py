"""`contested read --unknown`: the words that a language does not know."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from contested.cli.app import app


def test_unknown_words_come_most_frequent_first_without_names(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The army flurbed near Manbij. It flurbed the zorbles of Foobaz.\n")
    asked = ["read", str(report), "--language", "en", "--unknown", "--json"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["word"], row["count"]) for row in rows] == [("flurbed", 2), ("zorbles", 1)]
    assert {row["language"] for row in rows} == {"en"}
