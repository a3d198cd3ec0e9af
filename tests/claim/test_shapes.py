"""One shape of sentence, told in several languages, gives the same claims in all of them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.claim.lexicon import available_languages
from contested.report.report import Report

SHAPES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8")
)
LANGUAGES = available_languages()


@lru_cache(maxsize=2)
def reader(theatre: str) -> Reader:
    return Reader(theatre)


def line(claim: Claim, parts: int) -> str:
    """A claim in the words of the shapes, with as many parts as are asked for."""
    told = (claim.predicate, claim.actor, claim.place, claim.speaker, claim.factuality, claim.on)
    return " | ".join(part or "-" for part in told[:parts])


@pytest.mark.parametrize(
    ("name", "code"), [(n, c) for n, shape in SHAPES.items() for c in shape if c in LANGUAGES]
)
def test_a_shape_gives_its_claims_in_every_language_that_tells_it(name: str, code: str) -> None:
    shape = SHAPES[name]
    report = Report(
        text=shape[code], language=code, published_at=shape.get("published", "2016-08-31"),
        published_basis="given", source="test",
    )  # fmt: skip
    claims = reader(shape.get("theatre", "syria")).read(report).claims
    parts = max((due.count("|") + 1 for due in shape["claims"]), default=6)
    assert {line(c, parts) for c in claims} == set(shape["claims"])


def test_every_shape_is_told_in_a_language() -> None:
    assert all(any(c in shape for c in LANGUAGES) for shape in SHAPES.values())
