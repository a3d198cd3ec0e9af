"""Exports as tables: the same rows as the commands give, and as R, pandas and Excel take them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from contested.cli.app import run
from tests.map.test_exports import export, rows


@pytest.mark.parametrize("mode", [[], ["--hindsight"]])
def test_the_history_of_the_export_is_that_of_the_command(
    demo_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: list[str]
) -> None:
    path, at = tmp_path / "h.csv", ["--ledger", str(demo_ledger), *mode]
    assert run(["export", "history", "-o", str(path), *at]) == 0
    by_place: dict[str, list[dict[str, str]]] = {}
    for row in rows(path.read_bytes()):
        by_place.setdefault(row["place_id"], []).append(row)
    for place in ("syria:ramouseh", "syria:manbij", "syria:castello-road"):
        capsys.readouterr()
        assert run(["history", place, *at, "--json"]) == 0
        told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(one["from"], one["to"]) for one in told] == [
            (one["from"], one["to"]) for one in by_place[place]
        ]
        assert [one["prob"] for one in told] == [
            float(one["mean_probability"]) for one in by_place[place]
        ]
        first = by_place[place][0]
        # As known then nothing is told before anybody had spoken.
        assert (first["from"] == first["first_published"]) or (
            bool(mode) and first["from"] < first["first_published"]
        )


def test_a_csv_for_excel_is_marked_and_otherwise_the_same(
    demo_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--ledger", str(demo_ledger), "--place", "Ramouseh"]
    for form in ("csv", "hxl", "history", "acled.csv", "ucdp.csv", "panel"):
        plain, marked = tmp_path / "plain", tmp_path / "marked"
        assert run(["export", form, *at, "-o", str(plain)]) == 0
        assert run(["export", form, *at, "--excel", "-o", str(marked)]) == 0
        assert marked.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
    for form in ("geojson", "claims.jsonl", "kml", "picture", "panel.parquet"):
        assert run(["export", form, *at, "--excel"]) == 2
        assert "--excel is for a CSV" in capsys.readouterr().err
    assert run(["export", "csv", *at, "--each-side"]) == 2
    assert run(["export", "picture", *at, "--each-side", "--side", "Syrian rebels"]) == 2


def test_columns_have_names_that_r_and_pandas_take_as_they_are(client: TestClient) -> None:
    for form in ("csv", "history"):
        for name in rows(export(client, form))[0]:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
    assert "prob_syrian_government" in rows(export(client, "csv"))[0]
