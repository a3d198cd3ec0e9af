"""Every predicate has its words wherever claims are shown, told to a model or exported."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import CONTROL_PREDICATES, PREDICATES, Claim, Extent
from contested.map.export_events import event_predicates
from contested.map.place_panel import POSITIONS
from contested.map.statement import statement, statements

ROOT = Path(__file__).resolve().parents[2]
TAKEN = Claim(
    "r-1", "captures", "Syrian rebels", None, "Ramouseh", "unspecified", "outlet", "actual",
    "took", 0, 4,
)  # fmt: skip


@pytest.mark.parametrize("language", sorted(statements()))
@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_every_predicate_has_a_statement_for_one_and_for_several(
    predicate: str, language: str
) -> None:
    one, several = statements()[language]["verb"][predicate]
    assert one
    assert several


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_page_has_words_for_every_predicate(predicate: str, language: str) -> None:
    words = (ROOT / "web" / "src" / "words" / f"{language}.ts").read_text(encoding="utf-8")
    position = POSITIONS.get(predicate, predicate)
    for key in (f"pred_{predicate}", f"pos_{position}"):
        assert re.search(rf'^  {key}: ".+",$', words, re.M), f"{language}.ts has no {key}"


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_model_is_told_of_every_predicate(predicate: str) -> None:
    prompt = (ROOT / "contested" / "claim" / "model" / "prompt.txt").read_text(encoding="utf-8")
    (line,) = re.findall(r"^predicate: .+$", prompt, re.M)
    assert re.search(rf"\b{predicate}\b", line)


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_page_on_exports_says_what_becomes_of_every_predicate(predicate: str) -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and f"`{predicate}`" in line]
    assert rows, f"docs/exports.md has no row for {predicate}"
    assert all(("no event" in row) == (predicate not in event_predicates()) for row in rows)


def test_the_page_on_claims_says_which_predicates_are_of_control() -> None:
    page = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^All but (.+) are called control predicates", page, re.M)
    assert set(re.findall(r"`(\w+)`", line)) == PREDICATES - CONTROL_PREDICATES


def test_a_predicate_without_a_wording_is_said_by_its_own_name() -> None:
    unknown: Any = "lays_mines_at"
    assert statement(replace(TAKEN, predicate=unknown)) == "Syrian rebels lays mines at Ramouseh"


NEAR: list[tuple[str, Extent, str]] = [
    ("near Klishchiivka", "part", "Ukraine takes a part of the area near Klishchiivka"),
    ("southwest of Bakhmut", "unspecified", "Ukraine takes the area southwest of Bakhmut"),
    ("eastern Aleppo", "part", "Ukraine takes a part of eastern Aleppo"),
    ("Outside", "unspecified", "Ukraine takes Outside"),
]


@pytest.mark.parametrize(("place", "extent", "said"), NEAR)
def test_what_lies_near_a_place_is_an_area(place: str, extent: Extent, said: str) -> None:
    claim = replace(TAKEN, actor="Ukraine", place=place, extent=extent)
    assert statement(claim) == said
