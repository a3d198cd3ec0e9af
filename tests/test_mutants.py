"""What `make mutants` leaves out because no test could notice it, and which tests it tries."""

from __future__ import annotations

import ast

import pytest

from contested.situation.definitions import shipped_definitions
from tools.changer import Changer
from tools.covering import Covering, forget_kept_answers
from tools.mutants import ROOT, Equivalent, Mutant, equivalents, mutants, naming
from tools.mutants import tests_against as tried_against


@pytest.fixture(scope="module")
def every() -> list[Mutant]:
    return [one for room in ("belief", "situation") for one in mutants(room)]


@pytest.mark.parametrize("known", equivalents(), ids=lambda one: f"{one.path}:{one.code}")
def test_a_change_that_is_left_out_is_still_one_that_can_be_made(
    known: Equivalent, every: list[Mutant]
) -> None:
    assert len([one for one in every if known.is_of(one)]) == 1
    assert len(known.reason.split()) > 5


def test_the_same_line_in_another_function_is_not_left_out(every: list[Mutant]) -> None:
    (known,) = (one for one in equivalents() if one.function == "transition_matrix")
    text = (ROOT / known.path).read_text(encoding="utf-8").splitlines()
    alike = [
        one for one in every
        if (one.path, one.change) == (known.path, known.change)
        and text[one.line - 1].strip() == known.code
    ]  # fmt: skip
    assert {one.function for one in alike} == {"transition_matrix", "fitted"}


def test_a_change_knows_the_function_it_is_in_and_the_lines_it_spans() -> None:
    changer = Changer()
    changer.visit(ast.parse("A = 1\ndef f(x=2):\n    if x > (\n        3):\n        return 4\n"))
    assert changer.found == [
        (1, "1 -> 2", 1, ""), (4, "3 -> 4", 4, "f"), (3, "Gt -> GtE", 4, "f"),
        (5, "4 -> 5", 5, "f"), (3, "if -> if not", 4, "f"), (2, "2 -> 3", 2, ""),
    ]  # fmt: skip


def test_the_guard_of_a_zip_is_not_changed() -> None:
    changer = Changer()
    changer.visit(ast.parse("zip(a, b, strict=True); f(x=True)\n"))
    assert [change for _, change, _, _ in changer.found] == ["True -> False"]


def test_a_function_speaks_of_a_name_through_others_and_through_fixtures() -> None:
    tree = ast.parse(
        "def a(): return kernels.spread()\ndef b(): a()\ndef c(b): pass\ndef d(): other()\n"
    )
    assert naming(tree, {"spread"}) == {"a", "b", "c"}


def test_a_change_of_a_compiled_function_is_tried_with_what_calls_it(every: list[Mutant]) -> None:
    path, caller = "contested/situation/kernels.py", "contested/situation/sampling.py"
    lines = (ROOT / caller).read_text(encoding="utf-8").splitlines()
    calls = {
        name: next(k for k, line in enumerate(lines, 1) if f"kernels.{name}(" in line)
        for name in ("spread", "components_by_day")
    }
    ran = {name: frozenset({f"tests/situation/test_x.py::{name}"}) for name in calls}
    own = "tests/situation/test_kernels.py::test_every_bit_is_counted"
    seconds = {**{test: 1.0 for tests in ran.values() for test in tests}, own: 0.5}
    covered = Covering({caller: {calls[name]: ran[name] for name in calls}}, seconds)

    def tests_of(function: str) -> set[str]:
        mutant = next(m for m in every if (m.path, m.function) == (path, function))
        return set(tried_against(mutant, covered))

    assert tests_of("spread") == ran["spread"]
    # Called by components_by_day alone, which is compiled too.
    assert tests_of("lower_neighbours") == ran["components_by_day"]
    assert own in tests_of("count_bits")


def test_what_a_test_found_in_a_cache_is_worked_out_for_the_next_one() -> None:
    first = shipped_definitions()
    assert shipped_definitions() is first
    forget_kept_answers()
    again = shipped_definitions()
    assert again is not first
    assert again == first
