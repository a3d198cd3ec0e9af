"""The runner of all long measurements tells a missed goal from a fault."""

import importlib
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.goal import GOAL_MISSED, NO_DATA
from benchmarks.table import Row, table


@pytest.mark.parametrize(
    ("code", "end"),
    [(0, "done"), (GOAL_MISSED, "goal missed"), (NO_DATA, "no data here"), (1, "failed (1)")],
)
def test_the_end_of_a_part_is_told_by_its_exit_code(
    code: int, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part.py").write_text(f"raise SystemExit({code})")
    monkeypatch.setattr(benchmarks, "ROOT", tmp_path)
    assert benchmarks.measure(("part",), {}) == end


def test_a_part_that_fails_stops_no_other_and_fails_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.py").write_text("raise SystemExit(1)")
    (tmp_path / "short.py").write_text(f"raise SystemExit({GOAL_MISSED})")
    monkeypatch.setattr(benchmarks, "ROOT", tmp_path)
    monkeypatch.setattr(benchmarks, "PARTS", (("bad", ("bad",), {}), ("short", ("short",), {})))
    assert benchmarks.main() == 1
    told = capfd.readouterr().out
    assert "failed (1)" in told
    assert "goal missed" in told
    monkeypatch.setattr(benchmarks, "PARTS", (("short", ("short",), {}),))
    assert benchmarks.main() == 0


def test_every_part_is_a_module_that_is_there() -> None:
    for _, (module, *_), _ in benchmarks.PARTS:
        assert importlib.util.find_spec(module) is not None, module


def test_the_table_names_a_part_once() -> None:
    lines = table([Row("ingest", "a", "1 s"), Row("ingest", "b", "2 s")]).splitlines()
    assert [line.split() for line in lines[1:]] == [["ingest", "a", "1", "s"], ["b", "2", "s"]]
