"""`contested believe`, `who`, `speakers` and `history` over the demonstration's ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli.app import run
from contested.ledger.store import Ledger
from contested.map.snapshot import take_snapshot


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
    # It goes on to the ledger's last report, when nobody had spoken of it for long.
    holders = [run_["holder"] for run_ in runs if run_["holder"] != "unknown"]
    assert (holders[0], holders[-1]) == ("Islamic State", "SDF and Kurdish forces")
    speakers = asked(capsys, "speakers", "--ledger", ledger)
    assert {"SOHR", "SANA"} <= {one["speaker"] for one in speakers}


def test_an_unknown_speaker_is_an_error(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["who", "Manbij", "--according-to", "Nobody Inc", "--ledger", ledger]) == 1
    assert "Nobody Inc" in capsys.readouterr().err
    assert run(["who", "Manbij", "--at", "yesterday", "--ledger", ledger]) == 2


def test_a_side_is_asked_for_by_its_title_its_id_or_whoever_fights_on_it(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--at", "2016-08-06", "--ledger", ledger]
    found = [
        asked(capsys, "who", "Ramouseh", "--side", name, *day)[0]
        for name in ("Syrian rebels", "syrian-rebels", "Ahrar al-Sham")
    ]
    assert found[0] == found[1] == found[2]
    assert found[0]["side"] == "syrian-rebels"
    (all_told,) = asked(capsys, "who", "Ramouseh", *day)
    assert all_told["side"] is None
    for one, likeliest in ((found[0], "Syrian rebels"), (all_told, "divided")):
        probs = one["probs"]
        assert isinstance(probs, dict)
        assert max(probs, key=probs.__getitem__) == likeliest
    assert run(["who", "Ramouseh", "--side", "Syrian rebels", *day]) == 0
    assert "according to Syrian rebels alone (Ahrar al-Sham" in capsys.readouterr().out
    assert run(["who", "Ramouseh", "--side", "Ruritania", *day]) == 1
    assert "there are:" in capsys.readouterr().err
    assert run(["who", "Ramouseh", "--side", "x", "--according-to", "SOHR", *day]) == 2


def test_holders_are_named_as_on_the_page(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = asked(capsys, "who", "Manbij", "--at", "2016-08-13", "--ledger", ledger)
    with Ledger.open(Path(ledger)) as opened:
        snapshot = take_snapshot(opened, None)
    page = {one.id: one.names["en"] for one in snapshot.holders}
    sides = found["sides"]
    assert isinstance(sides, dict)
    assert {side: page[side] for side in sides.values()} == {v: k for k, v in sides.items()}
    assert "SDF and Kurdish forces" in sides


def test_an_outlet_that_only_passes_on_is_told_apart_from_a_speaker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "Ahrar al-Sham said that rebels had captured all of Ramouseh in Aleppo on Saturday.",
        encoding="utf-8",
    )
    path = str(tmp_path / "desk.db")
    given = ["--publisher", "Demo wire", "--published", "2016-08-06", "--theatre", "syria"]
    assert run(["ingest", str(report), "--ledger", path, *given]) == 0
    assert run(["who", "Ramouseh", "--according-to", "demo wire", "--ledger", path]) == 1
    told = capsys.readouterr().err
    assert "it passes on: Ahrar al-Sham" in told
    assert "--through 'demo wire'" in told
    export = [
        "export",
        "csv",
        "--ledger",
        path,
        "--theatre",
        "syria",
        "-o",
        str(tmp_path / "x.csv"),
    ]
    assert run([*export, "--according-to", "demo wire"]) == 1
    assert "it passes on: Ahrar al-Sham" in capsys.readouterr().err
    assert run([*export, "--according-to", "AHRAR AL-SHAM"]) == 0
    assert "speaker: Ahrar al-Sham" in (tmp_path / "x.csv").read_text(encoding="utf-8")
