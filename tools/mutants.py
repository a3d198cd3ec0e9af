"""Do the tests notice? Changes one thing at a time in belief/ and situation/ and runs their tests.

    python -m tools.mutants [--sample 80] [--seed 1] [--jobs 2] [--only MODULE] [--minutes 30]

A mutant is the source with one operator, comparison, constant, condition or jump changed. It is
*killed* if a test fails or processor time runs out, and *survives* if all pass. Of all mutants of a
room a random sample is tried; the share killed, and every survivor, are printed and written to
benchmarks/mutants-results.json; with `--room` that room's alone, the other's stay. The exit code is
1 if a room is below 80%. Mutants that tools/equivalents.toml names, with the reason why they do the
same as the source, are not tried and do not count. `--minutes` ends earlier, after so long in each
room; what was tried by then counts.

Each mutant is loaded instead of its module in a process of its own that is forked from one in which
everything else is loaded. Compiled functions of the mutant, and of the modules that call it, are
compiled anew. Only the tests that run the changed line are tried (`tools/covering.py`), the
quickest first; of a compiled function's, those that call it or run what does.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import random
import resource
import sys
import time
import tomllib
from collections.abc import Collection, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType

from tools.changer import Changer
from tools.covering import Covering, covering

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "mutants-results.json"
EQUIVALENTS = ROOT / "tools" / "equivalents.toml"
NEEDED_SHARE = 0.8
# So long may a mutant take to compile, besides several times what its tests take otherwise.
CPU_S = 90
SLOWER = 4
# Of each room the tests that speak of it.
TESTS = {
    room: tuple(
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests" / room).glob("test_*.py"))
    )
    for room in ("belief", "situation")
}
LOADED = (
    "numpy", "scipy.special", "numba", "hypothesis", "pytest", "networkx", "sqlalchemy",
    "contested.claim.extract", "contested.ledger.store", "contested.actor.load",
    "contested.place.theatre",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """The `number`-th change of a module."""

    room: str
    path: str
    number: int
    line: int
    change: str
    last: int = 0  # the last line of what is changed
    function: str = ""  # the function it is in, if any


@dataclass(frozen=True)
class Equivalent:
    """A change that cannot be noticed: `code` is the line as it stands, without indentation."""

    path: str
    function: str
    code: str
    change: str
    reason: str

    def is_of(self, mutant: Mutant) -> bool:
        """Whether the mutant is that change."""
        mine = (self.path, self.function, self.change)
        if mine != (mutant.path, mutant.function, mutant.change):
            return False
        lines = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
        return lines[mutant.line - 1].strip() == self.code


@dataclass(frozen=True)
class Tried:
    """A mutant, and what became of it: killed, survived or timeout."""

    mutant: Mutant
    outcome: str


def mutants(room: str, only: str | None = None) -> Iterator[Mutant]:
    """Every mutant of a room."""
    for path in sorted((ROOT / "contested" / room).glob("*.py")):
        if only and path.stem != only:
            continue
        changer = Changer()
        changer.visit(ast.parse(path.read_text(encoding="utf-8")))
        for number, (line, change, last, function) in enumerate(changer.found):
            yield Mutant(room, str(path.relative_to(ROOT)), number, line, change, last, function)


def equivalents(path: Path = EQUIVALENTS) -> list[Equivalent]:
    """The changes that are known to change nothing."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Equivalent(**one) for one in read["equivalent"]]


def mutated(mutant: Mutant) -> ast.Module:
    """The source of a mutant."""
    tree = ast.parse((ROOT / mutant.path).read_text(encoding="utf-8"))
    made = Changer(mutant.number).visit(copy.deepcopy(tree))
    assert isinstance(made, ast.Module)
    return ast.fix_missing_locations(made)


class _Fresh(ast.NodeTransformer):
    """Compiled functions without their cache, which knows them by their file alone."""

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """`cache=True` for `cache=False`."""
        if node.arg == "cache":
            node.value = ast.Constant(False)
        return node


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads given sources instead of some modules."""

    def __init__(self, sources: dict[str, tuple[Path, ast.Module]]) -> None:
        self.sources = sources

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module, if it is one of them."""
        if name not in self.sources:
            return None
        return importlib.util.spec_from_file_location(name, self.sources[name][0], loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the given source."""
        path, tree = self.sources[module.__name__]
        exec(compile(tree, str(path), "exec"), module.__dict__)


def _name(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def compiled_above(path: str) -> set[str]:
    """The modules with compiled functions that import this one, if it has any itself."""
    texts = {
        str(one.relative_to(ROOT)): one.read_text(encoding="utf-8")
        for one in (ROOT / "contested").rglob("*.py")
    }
    compiled = {one for one, text in texts.items() if "njit" in text}
    found = {path} & compiled
    while True:
        above = {
            one for one in compiled - found
            if any(_name(known) in texts[one] for known in found)
        }  # fmt: skip
        if not above:
            return found
        found |= above


def tests_against(mutant: Mutant, covered: Covering) -> list[str]:
    """The tests that may notice a mutant, the quickest first.

    No line of a compiled function is seen to run: of such a function those tests are wanted that
    run a line which names it, or a compiled function that calls it, or that name it themselves.
    """
    found = covered.tests_of(mutant.path, mutant.line, mutant.last)
    compiled = compiled_above(mutant.path)
    if not compiled or (found and mutant.function):
        return found
    trees = {path: _tree(path) for path in compiled}
    calls = {mutant.function} if mutant.function else set(_functions(trees[mutant.path]))
    while grown := {one for tree in trees.values() for one in naming(tree, calls)} - calls:
        calls |= grown
    wanted = set(found)
    for path in covered.lines:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.expr) and _name_of(node) in calls:
                wanted.update(covered.tests_of(path, node.lineno, node.lineno))
    # What a test calls itself is run by no line of a caller.
    direct = {path: naming(_tree(path), calls) for files in TESTS.values() for path in files}
    for test in covered.seconds:
        path, _, function = test.partition("::")
        if function.partition("[")[0] in direct.get(path, ()):
            wanted.add(test)
    return covered.ordered(wanted)


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def _name_of(node: ast.AST) -> str | None:
    """What a node calls by name: a variable, an attribute, or a fixture that is asked for."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.arg if isinstance(node, ast.arg) else None


def naming(tree: ast.Module, names: Collection[str]) -> set[str]:
    """The functions of a module that name one of these, or a function of it that does."""
    inside = {
        name: {_name_of(node) for node in ast.walk(function)}
        for name, function in _functions(tree).items()
    }
    found: set[str] = set()
    while grown := {one for one, named in inside.items() if named & {*names, *found}} - found:
        found |= grown
    return found


def try_all(
    wanted: Sequence[Mutant], covered: Covering, jobs: int, until: float = float("inf")
) -> Iterator[Tried]:
    """Run the tests against each mutant, so many at a time; in the order in which they end. None
    is begun after `until` on the monotonic clock.

    Each has a process, forked here: no thread may run meanwhile.
    """
    waiting: list[Mutant] = list(wanted)
    running: dict[int, Mutant] = {}
    while waiting or running:
        if time.monotonic() > until:
            waiting.clear()
        while waiting and len(running) < jobs:
            mutant = waiting.pop(0)
            tests = tests_against(mutant, covered)
            if not tests:
                yield Tried(mutant, "survived")  # no test runs that line
                continue
            child = os.fork()
            if child == 0:
                code = 3
                try:
                    limit = CPU_S + SLOWER * sum(covered.seconds[test] for test in tests)
                    code = _in_child(mutant, tests, int(limit))
                finally:
                    os._exit(code)
            running[child] = mutant
        if not running:
            continue
        ended, status = os.wait()
        mutant = running.pop(ended)
        if os.WIFSIGNALED(status):
            yield Tried(mutant, "timeout")
        else:
            yield Tried(mutant, "survived" if os.WEXITSTATUS(status) == 0 else "killed")


def _in_child(mutant: Mutant, tests: Sequence[str], cpu_s: int) -> int:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 5))
    sources: dict[str, tuple[Path, ast.Module]] = {}
    for path in {mutant.path, *compiled_above(mutant.path)}:
        tree = (
            mutated(mutant)
            if path == mutant.path
            else ast.parse((ROOT / path).read_text(encoding="utf-8"))
        )
        sources[_name(path)] = (ROOT / path, ast.fix_missing_locations(_Fresh().visit(tree)))
    sys.meta_path.insert(0, _Instead(sources))
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        code = pytest.main(
            ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-p", "no:doctest",
             "-p", "no:faulthandler", "--override-ini", "addopts=", *tests]
        )  # fmt: skip
    return int(code)


def prepare() -> None:
    """Load what no mutant changes, so that every child has it."""
    for name in LOADED:
        importlib.import_module(name)
    loaded = [name for name in sys.modules if name.startswith(("contested.belief",
                                                               "contested.situation"))]  # fmt: skip
    assert not loaded, f"{loaded} are loaded before they could be changed"


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=80, help="How many of each room.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--room", choices=sorted(TESTS), default=None)
    parser.add_argument("--only", help="A module's name, to look at one alone.")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="Of each room.")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    os.chdir(ROOT)
    try:
        covered = covering([test for room in TESTS.values() for test in room])
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    prepare()
    known_before = json.loads(asked.out.read_text("utf-8")) if asked.out.exists() else {}
    record = {room: known_before[room] for room in TESTS if room in known_before}
    enough, known = True, equivalents()
    for room in [asked.room] if asked.room else TESTS:
        every = list(mutants(room, asked.only))
        chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
        same = [one for one in chosen if any(other.is_of(one) for other in known)]
        tried: list[Tried] = []
        until = time.monotonic() + 60 * asked.minutes
        for one in try_all([m for m in chosen if m not in same], covered, asked.jobs, until):
            tried.append(one)
            told = one.mutant
            print(f"{one.outcome:9s}{told.path}:{told.line}  {told.change}", flush=True)
        alive = [one.mutant for one in tried if one.outcome == "survived"]
        share = 1 - len(alive) / max(1, len(tried))
        enough = enough and share >= NEEDED_SHARE
        record[room] = {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "seed": asked.seed,
            "mutants": len(every),
            "equivalent": len(same),
            "tried": len(tried),
            "killed": len(tried) - len(alive),
            "timeouts": sum(one.outcome == "timeout" for one in tried),
            "share": round(share, 3),
            "survivors": sorted(f"{one.path}:{one.line}  {one.change}" for one in alive),
        }
        print(f"{room}: {len(tried) - len(alive)} of {len(tried)} killed ({share:.0%}), "
              f"of {len(every)} in all; {len(same)} more can change nothing")  # fmt: skip
    asked.out.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
