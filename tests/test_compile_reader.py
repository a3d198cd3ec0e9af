"""Compiling the reader: constructors written out do what the dataclasses' own do."""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.compile_reader import (  # noqa: E402 - needs the path
    BESIDE,
    NOT_HOT,
    ROOM,
    compile_reader,
    with_constants,
    with_constructors,
)

MODULES = sorted(p for p in (ROOT / ROOM).glob("*.py") if p.stem not in NOT_HOT)


@pytest.fixture
def module(request: pytest.FixtureRequest) -> Iterator[types.ModuleType]:
    """A module of the reader, run from its source with the constructors written out."""
    path: Path = request.param
    name = f"with_constructors_{path.stem}"
    made = types.ModuleType(name)
    made.__file__ = str(path)
    sys.modules[name] = made  # dataclasses look there for the types of their fields
    # a constructor of Python's own could not set the fields of a frozen class
    source = path.read_text(encoding="utf-8").replace("frozen=True", "unsafe_hash=True")
    exec(compile(with_constructors(source), str(path), "exec"), vars(made))
    yield made
    del sys.modules[name]


def _dataclasses(module: types.ModuleType) -> list[type[Any]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and value.__module__ == module.__name__
    ]


@pytest.mark.parametrize("module", MODULES, indirect=True, ids=[path.stem for path in MODULES])
def test_a_written_constructor_takes_and_sets_what_the_dataclass_says(
    module: types.ModuleType,
) -> None:
    for made in _dataclasses(module):
        fields = dataclasses.fields(made)
        taken = list(inspect.signature(made).parameters)
        assert taken == [field.name for field in fields if field.init]
        if hasattr(made, "__post_init__"):
            continue  # left alone, and it looks into its values
        values = {field.name: object() for field in fields if field.init}
        one = made(**values)
        assert {name: getattr(one, name) for name in values} == values


def test_an_optional_field_gets_its_own_fresh_value() -> None:
    source = with_constructors(
        "from dataclasses import dataclass, field\n\n\n"
        "@dataclass(slots=True)\nclass Basket:\n    owner: str\n    sold: bool = False\n"
        "    eggs: list[int] = field(default_factory=list)\n"
    )
    made: dict[str, Any] = {"__name__": __name__}
    exec(source, made)
    first, second = made["Basket"]("a"), made["Basket"]("b", eggs=[3])
    first.eggs.append(1)
    assert (first.owner, first.sold, first.eggs) == ("a", False, [1])
    assert (second.eggs, made["Basket"]("c").eggs) == ([3], [])
    assert "def __init__" in source


def test_a_class_that_does_more_than_set_fields_is_left_alone() -> None:
    source = (
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Odd:\n    a: int\n\n"
        "    def __post_init__(self) -> None:\n        self.a += 1\n"
    )
    assert with_constructors(source) == source


def test_names_in_capitals_that_are_set_once_are_final_and_lines_stay_where_they_are() -> None:
    source = (
        "from __future__ import annotations\n\nimport re\nfrom typing import TypeVar\n\n"
        'T = TypeVar("T")\n_FEW, several = 3, 4\n_WORD = re.compile("[a-z]+")\n'
        "_KNOWN: dict[str, int] = {}\nSTATE = 1\nSTATE = 2\nalias = list[int]\n"
        "def f() -> int:\n    LOCAL = 1\n    return LOCAL\n"
    )
    before, after = source.splitlines(), with_constants(source).splitlines()
    assert {old: new for old, new in zip(before, after, strict=True) if old != new} == {
        "from __future__ import annotations":
            "from __future__ import annotations; from typing import Final",
        '_WORD = re.compile("[a-z]+")': '_WORD: Final = re.compile("[a-z]+")',
        "_KNOWN: dict[str, int] = {}": "_KNOWN: Final[dict[str, int]] = {}",
    }  # fmt: skip


def test_a_module_without_constants_is_left_alone() -> None:
    source = "from dataclasses import field\n\nlower = field\n"
    assert with_constants(source) == source


def test_no_compiled_module_stands_beside_its_source() -> None:
    assert [p for s in ("*.so", "*.pyd") for p in (ROOT / "contested").rglob(s)] == []


def test_no_compiled_module_has_a_cached_property() -> None:
    """mypyc takes it for a property that is worked out anew at every look."""
    paths = [*MODULES, *(ROOT / name for name in BESIDE)]
    assert [p.name for p in paths if "cached_property" in p.read_text(encoding="utf-8")] == []


def test_mypyc_takes_every_module_that_is_compiled(tmp_path: Path) -> None:
    pytest.importorskip("mypyc", reason="it compiles the reader")
    assert compile_reader(ROOT, tmp_path / "c", only_c=True) == []
    assert list((tmp_path / "c" / "build").rglob("*native*.c"))
