"""Who is surrounded, who surrounds, and who says so: a force at a place, denials, quotations."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

# "language | theatre or - | sentence", and below it "=> claim; claim"
_LINES = (Path(__file__).parent / "encircled_force.txt").read_text(encoding="utf-8").splitlines()
_CASES = [(*said.split(" | "), told) for said, told in zip(_LINES[::2], _LINES[1::2], strict=True)]
_DAY = {"ukraine": "2025-11-05", "syria": "2016-08-06", "sudan": "2025-03-01", "-": "2025-02-05"}


@lru_cache(maxsize=8)
def _reader(theatre: str) -> Reader:
    return Reader(None if theatre == "-" else theatre)


@pytest.mark.parametrize(("language", "theatre", "text", "told"), _CASES)
def test_a_force_is_surrounded_by_its_enemy_and_a_denial_has_its_speaker(
    language: str, theatre: str, text: str, told: str
) -> None:
    report = Report(
        text=text, language=language, published_at=_DAY[theatre], published_basis="metadata"
    )
    found = {
        (c.predicate, str(c.actor), str(c.place), c.factuality, str(c.speaker))
        for c in _reader(theatre).read(report).claims
    }
    assert found == {tuple(claim.split(" / ")) for claim in told.removeprefix(" => ").split("; ")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В Покровске идет зачистка, сообщило Минобороны РФ."),
        ("uk", "У Покровську йде зачистка, заявило Міноборони Росії."),
    ],
)
def test_a_clearing_that_goes_on_has_taken_nothing(language: str, text: str) -> None:
    report = Report(
        text=text, language=language, published_at="2025-11-05", published_basis="metadata"
    )
    assert not _reader("ukraine").read(report).claims
