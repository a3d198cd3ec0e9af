"""German, Italian, French and Spanish sentences of the manner of agencies, on several wars."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.claim.claim import CONTROL_PREDICATES
from contested.claim.extract import Reader
from contested.report.report import Report

LINES = [
    line
    for line in (Path(__file__).parent / "continental.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", LINES)
def test_a_sentence_says_who_holds_and_takes_what_and_no_more(line: str) -> None:
    language, theatre, day, rest = line.split("|", 3)
    text, _, told = rest.partition(" =>")
    report = Report(text, language=language, published_at=day)
    found = {
        f"{c.predicate}, {c.actor}, {c.place}, {c.factuality}"
        for c in Reader(theatre).read(report).claims
        if c.predicate in CONTROL_PREDICATES
    }
    assert found == {claim.strip() for claim in told.split(";") if claim.strip()}
