"""How many lines of each room the tests run, from the data of `coverage run`.

    python -m coverage run -m pytest && python -m coverage combine
    python -m tools.room_coverage [--data .coverage] [--lines]

Compiled functions (numba) run as machine code, which no tracer sees: their lines are left out, and
counted apart. Two more kinds of lines are left out: those that only a type checker reads, and
bodies of protocols. The exit code is 1 if a room is below 90%.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
import tempfile
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import coverage

ROOT = Path(__file__).resolve().parent.parent
NEEDED = 0.9


def left_out(source: str) -> tuple[set[int], set[int]]:
    """The lines of compiled functions, and those that never run."""
    compiled: set[int] = set()
    never: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            decorators = " ".join(ast.unparse(one) for one in node.decorator_list)
            lines = range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
            if "njit" in decorators:
                compiled.update(lines)
            body = node.body[-1]
            if isinstance(body, ast.Expr) and isinstance(body.value, ast.Constant):
                never.update(range(body.lineno, (body.end_lineno or body.lineno) + 1))
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for one in node.body:
                never.update(range(one.lineno, (one.end_lineno or one.lineno) + 1))
    return compiled, never


def measured(data: Path) -> dict[str, Any]:
    """The report of coverage, by file."""
    reader = coverage.Coverage(data_file=str(data))
    reader.load()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        out = Path(folder) / "coverage.json"
        reader.json_report(outfile=str(out))
        files: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))["files"]
    return files


def main() -> int:
    """Print a line a room."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(".coverage"))
    parser.add_argument("--lines", action="store_true", help="Name the lines that do not run.")
    asked = parser.parse_args()
    run: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    machine: dict[str, int] = defaultdict(int)
    for name, found in sorted(measured(asked.data).items()):
        parts = Path(name).parts
        room = parts[parts.index("contested") + 1]
        if room.endswith(".py"):
            continue
        path = ROOT.joinpath(*parts[parts.index("contested") :])
        compiled, never = left_out(path.read_text(encoding="utf-8"))
        executed = set(found["executed_lines"]) - compiled - never
        missing = set(found["missing_lines"]) - compiled - never
        run[room] += len(executed)
        missed[room] += len(missing)
        machine[room] += len(compiled & {*found["executed_lines"], *found["missing_lines"]})
        if asked.lines and missing:
            print(f"{name}: {', '.join(map(str, sorted(missing)))}")
    low = []
    for room in sorted(run):
        share = run[room] / max(1, run[room] + missed[room])
        print(f"{room:10s} {share:6.1%}  {run[room] + missed[room]:5d} lines, "
              f"{machine[room]} more compiled")  # fmt: skip
        if share < NEEDED:
            low.append(room)
    total = sum(run.values()) / max(1, sum(run.values()) + sum(missed.values()))
    print(f"{'all':10s} {total:6.1%}")
    if low:
        print(f"below {NEEDED:.0%}: {', '.join(low)}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
