"""The changes that `make mutants` leaves out because no test could notice them."""

from __future__ import annotations

import ast

import pytest

from tools.mutants import ROOT, Changer, Equivalent, Mutant, equivalents, mutants


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
