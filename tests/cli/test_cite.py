"""What a study cites is told by the claims themselves: the same ones give the same hash."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contested import __version__
from contested.cli.app import run

REPORTS = {
    "2016-08-05": "The rebels captured Ramouseh, SOHR said.",
    "2016-08-09": "The army captured Ramouseh, SANA said. The army holds Manbij_x & more.",
}


def ledger(folder: Path, order: list[str]) -> Path:
    path = folder / "l.db"
    for day in order:
        report = folder / f"{day}.txt"
        report.write_text(REPORTS[day])
        ingest = ["ingest", str(report), "--published", day, "--theatre", "syria"]
        assert run([*ingest, "--ledger", str(path)]) == 0
    return path


def cited(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["cite", "--ledger", str(path), *options, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_same_reports_give_the_same_hash_in_any_order_and_other_claims_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = ledger(tmp_path / "a", sorted(REPORTS))
    two = ledger(tmp_path / "b", sorted(REPORTS, reverse=True))
    first = cited(capsys, one)
    assert re.fullmatch("[0-9a-f]{64}", first["sha256"])
    assert cited(capsys, two)["sha256"] == first["sha256"]
    early = cited(capsys, one, "--as-known", "2016-08-06")
    assert early["sha256"] != first["sha256"]
    assert (early["reports"], early["last_report"]) == (1, "2016-08-05")
    assert cited(capsys, one, "--at", "2016-08-06")["sha256"] == early["sha256"]
    assert cited(capsys, one, "--at", "2016-08-06", "--hindsight")["sha256"] == first["sha256"]
    assert run(["claims", "--ledger", str(one), "--json"]) == 0
    claim = json.loads(capsys.readouterr().out.splitlines()[0])["id"]
    correct = ["correct", claim, "--set", "extent=part", "--by", "e", "--because", "r"]
    assert run([*correct, "--ledger", str(one)]) == 0
    assert cited(capsys, one)["sha256"] != first["sha256"]


def test_a_citation_names_what_the_figures_were_made_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ledger(tmp_path, sorted(REPORTS))
    found = cited(capsys, path, "--as-known", "2016-08-06", "--recorded-by", "2099-01-01")
    assert found["version"] == __version__
    assert found["theatre"] == "syria"
    assert found["readers"][0].startswith("grammar-1@syria#")
    assert found["settings"] == [
        "as known then", "of publications to 2016-08-06", "as recorded by 2099-01-01",
    ]  # fmt: skip
    assert found["trust"] == "by their kind"
    for part in (found["sha256"], "theatre syria", "of publications to 2016-08-06"):
        assert part in found["plain"]
    assert run(["believe", "--ledger", str(path)]) == 0
    assert cited(capsys, path)["trust"] == "by what was learnt of each"
    assert run(["cite", "--ledger", str(path)]) == 0
    out = capsys.readouterr().out
    software, ledger_entry = re.findall(r"^@(\w+)\{", out, re.M)
    assert (software, ledger_entry) == ("software", "misc")
    assert out.count("{") == out.count("}")
    assert "grammar-1@syria\\#" in out
    assert run(["cite", "--as-known", "2010-01-01", "--ledger", str(path)]) == 1
    assert "no claim counts" in capsys.readouterr().err
