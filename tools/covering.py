"""Which tests run which lines of belief/ and situation/, and how long each takes.

A test that fails with a line changed must run that line, or a compiled function that holds it; all
other tests need not be tried. What a module's fixtures run counts for every test of the module.
What is said of a line is kept in build/covering.json for as long as no source and no test changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "covering.json"
ROOMS = ("belief", "situation")
_SETUP, _CALL = "setup", "call"


@dataclass(frozen=True)
class Covering:
    """`lines` gives by file and line the tests that run it; `seconds` a test's processor time."""

    lines: dict[str, dict[int, frozenset[str]]]
    seconds: dict[str, float]

    def tests_of(self, path: str, line: int, last: int) -> list[str]:
        """The tests that run one of the lines from `line` to `last`, the quickest first."""
        of_file = self.lines.get(path, {})
        found: set[str] = set()
        for at in range(line, last + 1):
            found |= of_file.get(at, frozenset())
        return self.ordered(found)

    def ordered(self, tests: Iterable[str]) -> list[str]:
        """Tests by the time they take."""
        return sorted(tests, key=lambda test: (self.seconds.get(test, 0.0), test))


@dataclass(eq=False)
class Recorder:
    """A plugin of pytest that notes what is run in whose setup and in which test."""

    measured: coverage.Coverage
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """What is run for a test counts for all tests of its module: fixtures may be shared."""
        return (yield from self._during(item, f"{_SETUP} {item.nodeid.partition('::')[0]}"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """What a test runs itself."""
        return (yield from self._during(item, f"{_CALL} {item.nodeid}"))

    def _during(self, item: pytest.Item, context: str) -> Generator[None, object, object]:
        forget_kept_answers()
        self.measured.switch_context(context)
        started = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] += time.process_time() - started


def forget_kept_answers() -> None:
    """Empty the caches of the rooms' functions: a test that finds there what another one worked out
    rests on the same lines."""
    prefixes = tuple(f"contested.{room}." for room in ROOMS)
    for name, module in list(sys.modules.items()):
        if name.startswith(prefixes):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def record(tests: Sequence[str], out: Path) -> int:
    """Run the tests in this process and write what they cover; pytest's exit code."""
    measured = coverage.Coverage(
        data_file=None, include=[f"{ROOT}/contested/{room}/*" for room in ROOMS], config_file=False
    )
    recorder = Recorder(measured)
    measured.start()
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:doctest", "--override-ini", "addopts="]
    code = int(pytest.main([*options, *tests], plugins=[recorder]))
    measured.stop()
    tests = list(recorder.seconds)
    data = measured.get_data()
    sets: dict[frozenset[int], int] = {}  # many lines are run by the same tests
    lines: dict[str, dict[int, int]] = {}
    for file in data.measured_files():
        of_file = lines.setdefault(str(Path(file).relative_to(ROOT)), {})
        for line, contexts in data.contexts_by_lineno(file).items():
            found = frozenset(k for k, test in enumerate(tests) if _runs(test, contexts))
            of_file[line] = sets.setdefault(found, len(sets))
    told = {
        "seconds": recorder.seconds,
        "sets": [sorted(found) for found in sets],
        "lines": lines,
    }
    out.write_text(json.dumps(told), encoding="utf-8")
    return code


def _runs(test: str, contexts: Iterable[str]) -> bool:
    """Whether a test runs what is run in these contexts; what an import runs, all do."""
    module = test.partition("::")[0]
    mine = {"", f"{_CALL} {test}", f"{_SETUP} {module}"}
    return not mine.isdisjoint(contexts)


def covering(tests: Sequence[str]) -> Covering:
    """What these test files cover, measured in a process of its own where it is not kept.

    Raises RuntimeError if one of the tests fails.
    """
    stamp = _stamp(tests)
    if not KEPT.exists() or json.loads(KEPT.read_text(encoding="utf-8")).get("stamp") != stamp:
        KEPT.parent.mkdir(exist_ok=True)
        part = KEPT.with_suffix(f".{os.getpid()}")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tools.covering", str(part), *tests]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            raise RuntimeError("the tests fail without any change")
        found = json.loads(part.read_text(encoding="utf-8"))
        part.unlink()
        KEPT.write_text(json.dumps({"stamp": stamp, **found}), encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    names = list(kept["seconds"])
    sets = [frozenset(names[k] for k in found) for found in kept["sets"]]
    lines = {
        path: {int(line): sets[found] for line, found in of_file.items()}
        for path, of_file in kept["lines"].items()
    }
    return Covering(lines, kept["seconds"])


def _stamp(tests: Sequence[str]) -> str:
    digest = hashlib.blake2b(repr(list(tests)).encode(), digest_size=16)
    folders = [*(ROOT / "contested" / room for room in ROOMS), *(ROOT / "tests" / r for r in ROOMS)]
    for path in sorted(file for folder in folders for file in folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(record(sys.argv[2:], Path(sys.argv[1])))
