"""The house rules that a reader of one file cannot see: every exception says why it is one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("contested", "tests", "benchmarks", "tools", "web/src", "web/unit", "web/scripts")
SUFFIXES = frozenset({".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".html"})
BUILT = frozenset({"__pycache__", "node_modules", "static"})
MAX_LINES = 500
# An exception to a checker, up to where its reason may begin.
EXCEPTION = re.compile(r"#\s*(?:type:\s*ignore(?:\[[\w, -]+\])?|noqa(?::\s*[A-Z]+[0-9]+)*)(.*)")
TS_EXCEPTION = re.compile(r"(?:@ts-ignore|@ts-expect-error|eslint-disable[\w-]*)(.*)")
LEFT_OPEN = re.compile(r"(?:#|//|/\*|<!--)\s*(?:TODO|FIXME|XXX|HACK)\b(.*)")
SKIPS = frozenset({"skip", "skipif", "xfail", "importorskip"})


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES and not BUILT & set(path.parts):
                yield path


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def reasonless(text: str) -> bool:
    return len(re.findall(r"\w", text)) < 3


def test_no_source_file_is_longer_than_five_hundred_lines() -> None:
    counts = {str(path.relative_to(ROOT)): len(lines(path)) for path in sources()}
    assert len(counts) > 300
    assert {path: count for path, count in counts.items() if count > MAX_LINES} == {}


@pytest.mark.parametrize(
    ("pattern", "what"), [(EXCEPTION, "exception"), (TS_EXCEPTION, "exception"), (LEFT_OPEN, "gap")]
)
def test_every_exception_to_a_checker_and_every_gap_says_why(
    pattern: re.Pattern[str], what: str
) -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}: {what} without a reason"
        for path in sources()
        if path != Path(__file__).resolve()
        for number, line in enumerate(lines(path), 1)
        for found in [pattern.search(line)]
        if found and reasonless(found[1])
    ]
    assert bare == []


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call | None, int]]:
    """Each pytest skip or expected failure, as a call or a bare mark."""
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called.add(id(node.func))
            if node.func.attr in SKIPS and "pytest" in ast.unparse(node.func):
                yield node.func.attr, node, node.lineno
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or id(node) in called:
            continue
        if node.attr in SKIPS and ast.unparse(node).startswith("pytest.mark."):
            yield node.attr, None, node.lineno


def test_every_skip_and_expected_failure_says_why() -> None:
    bare, seen = [], 0
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name, call, number in calls(ast.parse(path.read_text(encoding="utf-8"))):
            seen += 1
            named = call is not None and any(one.arg == "reason" for one in call.keywords)
            told = name == "skip" and call is not None and bool(call.args)
            if not (named or told):
                bare.append(f"{path.relative_to(ROOT)}:{number}: {name} without a reason")
    assert seen > 5
    assert bare == []
