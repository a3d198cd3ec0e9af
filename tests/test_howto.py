"""What the how-to pages tell to type works: every block of shell in them is run, in order."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.cli.app import run

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
PAGES = sorted(
    page for page in (ROOT / "docs").glob("*.md") if BLOCK.search(page.read_text(encoding="utf-8"))
)
DEMO = "contested demo --no-serve --ledger demo.db"


def steps(page: Path) -> Iterator[str]:
    """What is typed, a command each; a here-document or a quoted text belongs to its command."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = iter(block.splitlines())
        for line in lines:
            if "<<'EOF'" in line:
                while not line.endswith("\nEOF"):
                    line += "\n" + next(lines)
            while line.count('"') % 2:
                line += "\n" + next(lines)
            yield line


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the demonstration, made once for all pages that begin with it."""
    path = tmp_path_factory.mktemp("demonstration") / "demo.db"
    assert run([*shlex.split(DEMO)[1:-1], str(path)]) == 0
    return path


def test_six_tasks_are_told() -> None:
    names = {page.stem for page in PAGES}
    assert {"access", "research", "newsroom", "understanding", "operating"} <= names
    assert (ROOT / "docs" / "extending.md").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_how_to_page_work_in_order(
    page: Path,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONTESTED_LEDGER", raising=False)
    for step in steps(page):
        if step == DEMO:
            shutil.copy(demonstration, tmp_path / "demo.db")
        elif step.startswith("contested "):
            code = run(shlex.split(step)[1:])
            told = capsys.readouterr()
            assert code == 0, f"{page.name}: {step}\n{told.err}"
            assert told.out or told.err, f"{page.name}: {step} says nothing"
        else:
            shell = step.replace("python3", shlex.quote(sys.executable))
            done = subprocess.run(
                ["bash", "-euc", shell], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{page.name}: {step}\n{done.stderr}"
