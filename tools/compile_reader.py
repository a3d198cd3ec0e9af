"""Compile the reader with mypyc: a copy of the package whose grammar engine is machine code.

    python -m tools.compile_reader build/compiled

The copy in ``build/compiled`` is complete: put it before the sources on ``PYTHONPATH`` and the
compiled modules are used. The sources themselves never get a compiled module beside them, so that
what is edited is what runs. Compiled and interpreted code give the same claims; compiled code is
about twice as fast. Needs a C compiler and, from ``pip install mypy``, mypyc.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "contested"
ROOM = "contested/claim"
NOT_HOT = frozenset({"__init__", "evaluate", "score"})  # they measure, and run once
BESIDE = (  # modules of other rooms that every name goes through
    "contested/actor/actor.py", "contested/actor/actors.py", "contested/actor/alliances.py",
    "contested/actor/country.py", "contested/actor/roles.py",
    "contested/place/distance.py", "contested/place/fit.py", "contested/place/inflect.py",
    "contested/place/place.py", "contested/place/resolve.py", "contested/place/toponym.py",
)  # fmt: skip
_STAMP = "compiled.sha256"
_NO_CONSTANTS = ("TypeVar", "ParamSpec")  # what these make only the type checker reads
_BUILD = """
import os
import sys
from setuptools import setup
from mypyc.build import mypycify

stage, modules = sys.argv[1], sys.argv[2:]
if os.name == "posix":  # calls inside the library are direct, and nothing for a debugger is kept
    os.environ["CFLAGS"] = f"{os.environ.get('CFLAGS', '')} -fvisibility=hidden -g0".strip()
extensions = mypycify(
    ["--config-file=", "--ignore-missing-imports", "--hide-error-context", *modules],
    opt_level="3", group_name="contested",
)
sys.argv = ["setup.py", "--quiet", "build_ext", "--inplace"]
if stage == "all":
    setup(name="contested-compiled", packages=[], ext_modules=extensions)
"""


def compile_reader(root: Path, target: Path, *, only_c: bool = False) -> list[Path]:
    """Copy the package under `root` to `target` and compile its reader there.

    Returns the compiled modules as paths relative to `target`. Nothing is done if `target` holds
    what was compiled of the very same sources. With `only_c` the modules are translated to C in
    ``build``, which shows what mypyc does not take, and not compiled. Raises
    subprocess.CalledProcessError where mypyc or the C compiler fails, with what they say on
    standard error.
    """
    stamp = f"{sys.version}\n{_digest(root)}\n{only_c}"
    marker = target / _STAMP
    if not marker.exists() or marker.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(target, ignore_errors=True)
        ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
        shutil.copytree(root / PACKAGE, target / PACKAGE, ignore=ignored)
        modules = [
            path.relative_to(target).as_posix()
            for path in sorted((target / ROOM).glob("*.py"))
            if path.stem not in NOT_HOT
        ] + list(BESIDE)
        for module in modules:
            path = target / module
            source = with_constructors(path.read_text(encoding="utf-8"))
            path.write_text(with_constants(source), encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k != "MYPYPATH"}
        subprocess.run(
            [sys.executable, "-c", _BUILD, "c" if only_c else "all", *modules],
            cwd=target, env=environment, check=True, stdout=sys.stderr,
        )  # fmt: skip
        if not only_c:
            shutil.rmtree(target / "build", ignore_errors=True)
        for module in modules:  # messages and tracebacks show the sources as they were written
            shutil.copyfile(root / module, target / module)
        marker.write_text(stamp, encoding="utf-8")
    return sorted(
        path.relative_to(target) for suffix in ("*.so", "*.pyd") for path in target.rglob(suffix)
    )


def with_constructors(source: str) -> str:
    """The source with the constructors of its dataclasses written out.

    mypyc leaves the ones that `dataclass` makes to the interpreter; one that is written out is
    compiled, and five to twenty times as fast. Everything else about the classes stays as it is.
    """
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if not isinstance(node, ast.ClassDef):
            continue
        decorator = next((d for d in node.decorator_list if _is_dataclass(d)), None)
        if decorator is None or decorator.end_lineno != decorator.lineno:
            continue
        constructor = _constructor(node, frozen="frozen=True" in ast.unparse(decorator))
        if constructor is None:
            continue
        assert node.end_lineno is not None
        lines[node.end_lineno : node.end_lineno] = ["", *constructor]
        line = lines[decorator.lineno - 1]
        given = ast.unparse(decorator).partition("(")[2].removesuffix(")")
        indent = line[: len(line) - len(line.lstrip())]
        keywords = f"{given}, init=False" if given else "init=False"
        lines[decorator.lineno - 1] = f"{indent}@dataclass({keywords})"
    return "\n".join(lines) + "\n"


def with_constants(source: str) -> str:
    """The source with the constants of its module declared `Final`.

    mypyc looks any other name of a module up in a dictionary each time it is read. A constant is
    what is assigned once, outside functions and classes, to a name in capitals.
    """
    lines = source.splitlines()
    body = ast.parse(source).body
    assigned = [name for node in body if (name := _constant(node)) is not None]
    marked = False
    for node in body:
        name = _constant(node)
        if name is None or assigned.count(name) > 1:
            continue
        line = lines[node.lineno - 1]  # columns are counted in bytes; a name has none but ASCII
        if isinstance(node, ast.AnnAssign):
            kind = ast.unparse(node.annotation)
            if node.annotation.end_lineno != node.lineno or f"{name}: {kind} =" not in line:
                continue
            lines[node.lineno - 1] = line.replace(f": {kind} =", f": Final[{kind}] =", 1)
        else:
            lines[node.lineno - 1] = line.replace(f"{name} =", f"{name}: Final =", 1)
        marked = True
    if marked:  # on a line that is there, so that all others keep their numbers
        first = next(n for n in body if isinstance(n, ast.ImportFrom) and n.end_lineno == n.lineno)
        line, end = lines[first.lineno - 1], first.end_col_offset
        lines[first.lineno - 1] = f"{line[:end]}; from typing import Final{line[end:]}"
    return "\n".join(lines) + "\n"


def _constant(node: ast.stmt) -> str | None:
    """The name of the constant that a statement of a module sets, or None."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        target: ast.expr = node.target
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    else:
        return None
    if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in _NO_CONSTANTS:
        return None
    return target.id if isinstance(target, ast.Name) and target.id.isupper() else None


def _is_dataclass(decorator: ast.expr) -> bool:
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(named, ast.Name) and named.id == "dataclass"


def _constructor(node: ast.ClassDef, *, frozen: bool) -> list[str] | None:
    """The lines of a dataclass's constructor; None for one that does more than set fields."""
    arguments, body = ["self"], []
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name in (
            "__init__", "__post_init__"
        ):  # fmt: skip
            return None
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        name, kind = statement.target.id, ast.unparse(statement.annotation)
        value = statement.value
        if value is None:
            arguments.append(f"{name}: {kind}")
            body.append(f"self.{name} = {name}")
        elif isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
            given = {keyword.arg: keyword.value for keyword in value.keywords}
            if set(given) != {"default_factory"}:
                return None
            arguments.append(f"{name}: {kind} | None = None")
            made = f"{ast.unparse(given['default_factory'])}()"
            body.append(f"self.{name} = {name} if {name} is not None else {made}")
        else:
            arguments.append(f"{name}: {kind} = {ast.unparse(value)}")
            body.append(f"self.{name} = {name}")
    excuse = "  # type: ignore[misc]  # made here, once" if frozen else ""
    return [
        f"    def __init__({', '.join(arguments)}) -> None:",
        *(f"        {line}{excuse}" for line in body),
    ]


def _digest(root: Path) -> str:
    """A hash of the sources that the compiled modules come from, and of this tool."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((root / PACKAGE).rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Compile into the folder that is given and print what was made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("target", type=Path, help="where the compiled copy goes")
    arguments = parser.parse_args()
    for path in compile_reader(ROOT, arguments.target):
        print(arguments.target / path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
