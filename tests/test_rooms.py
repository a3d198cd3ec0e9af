"""The layout: rooms import only from rooms to their left, files are small, imports do nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "contested"
# Room -> the rooms it may import from. `errors`, `compiled` and `partial_date` lie below all.
ALLOWED: dict[str, frozenset[str]] = {}
_SO_FAR: set[str] = {"errors", "compiled", "partial_date"}
for _room in ("place", "actor", "report", "claim", "belief", "situation", "ledger", "study"):
    ALLOWED[_room] = frozenset(_SO_FAR | {_room})
    _SO_FAR.add(_room)
ALLOWED["actor"] = frozenset({"errors", "compiled", "partial_date", "actor"})
# The map answers by itself; the command line asks through both.
ALLOWED["map"] = ALLOWED["study"] - {"study"} | {"map"}
ALLOWED["cli"] = ALLOWED["study"] | {"map", "cli"}
ALLOWED["demo"] = frozenset({"errors", "demo"})
ALLOWED["theatres"] = frozenset({"errors", "theatres"})
ALLOWED["errors"] = frozenset({"errors"})
ALLOWED["compiled"] = frozenset({"errors", "compiled"})
ALLOWED["partial_date"] = frozenset({"partial_date"})
MAX_LINES = 500
FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "misc"})


def sources(folder: Path = PACKAGE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def room_of(path: Path) -> str:
    """The room of a file; files directly in the package are rooms of their own."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            names = [module]
            if module == "contested":
                names = [f"contested.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "contested" and len(parts) > 1 and not parts[1].startswith("__"):
                yield node.lineno, parts[1]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_to_its_left(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        # `contested.open` opens a study, which is imported when it is called.
        assert {imported for _, imported in imported_rooms(path)} <= {"study"}
        return
    for line, imported in imported_rooms(path):
        assert imported in ALLOWED[room], f"{path}:{line}: {room} imports {imported}"


def test_only_study_map_and_command_line_import_the_ledger() -> None:
    importing = {room for room, allowed in ALLOWED.items() if "ledger" in allowed}
    assert importing == {"ledger", "study", "map", "cli"}


def test_place_and_actor_do_not_import_each_other() -> None:
    assert "actor" not in ALLOWED["place"]
    assert "place" not in ALLOWED["actor"]


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in sources()} <= set(ALLOWED) | {"__init__"}


@pytest.mark.parametrize("folder", ["contested", "tests", "benchmarks"])
def test_files_are_short(folder: str) -> None:
    for path in sources(ROOT / folder):
        count = len(path.read_text(encoding="utf-8").splitlines())
        assert count <= MAX_LINES, f"{path} has {count} lines; split it"


@pytest.mark.parametrize("folder", ["contested", "tests", "benchmarks"])
def test_no_file_is_a_drawer_for_everything(folder: str) -> None:
    for path in (ROOT / folder).rglob("*"):
        if "__pycache__" not in path.parts:
            assert path.stem not in FORBIDDEN_NAMES, path


def test_importing_every_module_prints_nothing_and_writes_nothing(tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sources()
        if path.stem != "__main__"
    ]
    program = (
        "import importlib, sys, threading, socket\n"
        "def refuse(*_): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = refuse\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1\n"
    )
    environment = {
        "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_starting_the_program_imports_no_room() -> None:
    program = (
        "import sys, contested.cli.app\n"
        "print([name for name in sys.modules if name.startswith('contested.')\n"
        "       and name.split('.')[1] not in ('cli', 'errors')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
