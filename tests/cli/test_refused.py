"""What an ingest cannot read: named once, on record ever after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli.app import run


def test_rubbish_is_named_in_the_first_run_alone_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setenv("CONTESTED_LEDGER", str(tmp_path / "l.db"))
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    lost = '{"text": "The army captured Ramouseh.", "published": "2016-08-06"}\n{"text"\n'
    (folder / "wire.jsonl").write_text(lost)
    capsys.readouterr()

    def told(*options: str) -> str:
        run(["ingest", str(folder), *options])
        return capsys.readouterr().err

    first = told()
    assert "picture.txt: this is a PNG" in first
    assert "wire.jsonl:2: not JSON" in first
    # The picture has moved, the wire has grown.
    (folder / "picture.txt").rename(folder / "portrait.txt")
    (folder / "wire.jsonl").write_text(lost + '{"text": "Rebels left Manbij."}\n')
    second = told()
    assert "PNG" not in second
    assert "not JSON" not in second
    assert "2 refused; 2 of these as before and not named again (--again names them)" in second
    assert "portrait.txt: this is a PNG" in told("--again")
    assert run(["ingest", str(folder), "--strict"]) == 1
    (folder / "other.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\1" * 100)
    assert "other.txt: this is a PNG" in told()

    capsys.readouterr()
    assert run(["refused", "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {Path(row["source"]).name for row in listed} == {
        "picture.txt", "other.txt", "wire.jsonl:2",
    }  # fmt: skip
    assert all(row["first_seen"] <= row["last_seen"] and row["message"] for row in listed)
    assert run(["refused"]) == 0
    assert "3 documents" in capsys.readouterr().err
