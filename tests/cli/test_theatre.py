"""`contested theatre`: packs checked, shown and built from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from contested.cli.app import run
from contested.place.theatre import load_theatre


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_shipped_pack_can_be_checked_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["theatre", "check", "syria"]) == 0
    capsys.readouterr()
    assert run(["theatre", "show", "syria", "--json"]) == 0
    assert lines(capsys.readouterr().out)[-1]["places"] > 300
    assert run(["theatre", "show", "syria", "--place", "منبج", "--json"]) == 0
    assert lines(capsys.readouterr().out)[0]["id"] == "syria:manbij"
    assert run(["theatre", "show", "syria", "--place", "Xyzzy"]) == 1


def test_a_pack_is_built_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = ["1", "Exmouth", "Exmouth", "", "36", "37", "P", "PPL", "XX", "", "", "", "", "",
             "9000", "", "", "", ""]  # fmt: skip
    (tmp_path / "XX.txt").write_text("\t".join(cells) + "\n")
    assert run(["theatre", "build", "exland", "--country-file", "XX.txt", "--json"]) == 0
    assert lines(capsys.readouterr().out)[0]["places"] == 1
    assert run(["theatre", "check", "./exland"]) == 0
    assert run(["theatre", "build", "exland", "--country-file", "XX.txt"]) == 1
    assert "not an empty folder" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ['kind = "rebels"', 'side = "syrian-rebelz"'])
def test_the_actors_of_a_pack_are_checked_too(
    wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {"id": "exmouth-guard", "name": "Exmouth Guard", "kind": "militia"}
    fields |= {wrong.split()[0]: wrong.split('"')[1]}
    shutil.copytree(load_theatre("syria").path, tmp_path / "syria")
    path = tmp_path / "syria" / "actors.toml"
    lines_before = path.read_text(encoding="utf-8").splitlines()
    block = ["[[actor]]", *(f'{key} = "{value}"' for key, value in fields.items())]
    path.write_text("\n".join([*lines_before, *block, ""]), encoding="utf-8")
    assert run(["theatre", "check", "./syria", "--json"]) == 1
    (problem,) = lines(capsys.readouterr().out)
    assert Path(problem["path"]).name == "actors.toml"
    assert path.read_text(encoding="utf-8").splitlines()[problem["line"] - 1] == wrong
