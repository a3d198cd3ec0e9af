"""`contested believe`, `who`, `speakers` and `history` over the demonstration's ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli.app import run


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("belief") / "demo.db"
    assert run(["demo", "--ledger", str(path), "--json"]) == 0
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_who_prints_one_object(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    day = ["--at", "2016-08-06", "--as-known", "2016-08-06"]
    (found,) = asked(capsys, "who", "Ramouseh", *day, "--ledger", ledger)
    assert {"place", "at", "known_at", "kind", "probs", "contributions"} <= set(found)
    assert (found["place"], found["kind"]) == ("Ramouseh", "filtered")
    probs = found["probs"]
    assert isinstance(probs, dict)
    assert sum(probs.values()) == pytest.approx(1.0, abs=1e-4)
    assert max(probs, key=probs.__getitem__) == "divided"


def test_believing_is_kept_and_used(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    (summary,) = asked(capsys, "believe", "--ledger", ledger)
    assert Path(str(summary["stored"])).exists()
    runs = asked(capsys, "history", "Manbij", "--ledger", ledger)
    holders = [run_["holder"] for run_ in runs]
    assert (holders[0], holders[-1]) == ("Islamic State", "SDF")
    speakers = asked(capsys, "speakers", "--ledger", ledger)
    assert {"SOHR", "SANA"} <= {one["speaker"] for one in speakers}


def test_an_unknown_speaker_is_an_error(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["who", "Manbij", "--according-to", "Nobody Inc", "--ledger", ledger]) == 1
    assert "Nobody Inc" in capsys.readouterr().err
    assert run(["who", "Manbij", "--at", "yesterday", "--ledger", ledger]) == 2
