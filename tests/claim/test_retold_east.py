"""Manners of Arabic, Ukrainian, Turkish and Russian newswire: what a sentence or two must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.claim.extract import Reader
from contested.claim.score import same, same_toponym
from contested.report.report import Report

CASES = Path(__file__).with_name("retold_east.txt")


def cases() -> list[tuple[str, str, str, tuple[tuple[str, ...], ...]]]:
    """Language, theatre, text and the claims of control due, one case a line of the file."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        language, theatre, rest = line.split("|", 2)
        text, _, wanted = rest.partition(" => ")
        claims = [tuple(p.strip() for p in one.split("|")) for one in wanted.split(";")]
        found.append((language, theatre, text, tuple(c for c in claims if c != ("",))))
    return found


def agrees(wanted: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """Whether a claim is the one due: predicate, actor, place, then speaker and factuality."""
    if wanted[0] != told[0] or not same(told[1], wanted[1]) or not same_toponym(told[2], wanted[2]):
        return False
    return all(a in ("", b) for a, b in zip(wanted[3:], told[3:], strict=False))


@pytest.mark.parametrize(("language", "theatre", "text", "wanted"), cases())
def test_a_manner_of_speaking_gives_its_claims_and_no_others(
    language: str, theatre: str, text: str, wanted: tuple[tuple[str, ...], ...]
) -> None:
    report = Report(
        text=text, language=language, published_at="2024-01-10", published_basis="given",
    )  # fmt: skip
    told = [
        (c.predicate, c.actor or "", c.place or "", c.speaker, c.factuality)
        for c in Reader(theatre or None).read(report).claims
        if c.predicate not in ("attacks", "supports")
    ]
    assert len(told) == len(wanted), told
    for claim in wanted:
        assert any(agrees(claim, one) for one in told), told
