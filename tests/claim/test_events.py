"""One event told in many languages gives the same claims in all of them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import PREDICATES
from contested.claim.extract import Reader
from contested.claim.lexicon import available_languages, load_lexicon
from contested.report.report import Report

FOLDER = Path(__file__).parent / "events"
AT_LEAST = 12


@lru_cache(maxsize=1)
def events() -> dict[str, dict[str, Any]]:
    """Day, theatre and claims by the name of the event."""
    return {p.stem: _read(p) for p in sorted(FOLDER.glob("*.toml"))}


@lru_cache(maxsize=1)
def tellings() -> dict[str, dict[str, str]]:
    """By language, the texts by the name of the event."""
    return {p.stem: _read(p) for p in sorted((FOLDER / "tellings").glob("*.toml"))}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def reader(theatre: str | None) -> Reader:
    return Reader(theatre)


def due(event: dict[str, Any]) -> set[tuple[str, ...]]:
    """The event's claims: predicate, actor, place, speaker, factuality."""
    claims = set()
    for line in event["claims"]:
        parts = [part.strip() for part in line.split("|")]
        claims.add((*parts, *("outlet", "actual")[len(parts) - 3 :]))
    return claims


def told(code: str, name: str) -> set[tuple[str, ...]]:
    """The claims that the reader finds in one telling."""
    event = events()[name]
    report = Report(
        text=tellings()[code][name],
        language=code,
        published_at=event["published"],
        published_basis="given",
    )
    return {
        (c.predicate, c.actor or "", c.place or "", c.speaker, c.factuality)
        for c in reader(event.get("theatre")).read(report).claims
    }


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, texts in tellings().items() for name in texts]
)
def test_a_telling_gives_the_claims_of_its_event_and_no_others(code: str, name: str) -> None:
    assert told(code, name) == due(events()[name])


def predicates_of(code: str) -> set[str]:
    """The predicates that a language's rules can tell, alone or with a verb above a noun."""
    lexicon = load_lexicon(code)
    assert lexicon is not None
    frames = [rule.frame for rule in lexicon.rules]
    return {p for frame in frames for p in (frame.predicate, *frame.with_verb.values())}


@pytest.mark.parametrize("code", sorted(tellings()))
def test_a_language_tells_every_event_of_whose_predicates_it_has_rules(code: str) -> None:
    assert code in available_languages()
    known = predicates_of(code)
    wanted = {name for name, event in events().items() if {c[0] for c in due(event)} <= known}
    assert set(tellings()[code]) == wanted


def test_there_are_enough_events_and_they_cover_the_predicates() -> None:
    predicates = {claim[0] for event in events().values() for claim in due(event)}
    assert len(events()) >= AT_LEAST
    assert predicates >= set(PREDICATES)
