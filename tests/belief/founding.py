"""The claims that a careful reader finds in one report of 6 August 2016, as records."""

from __future__ import annotations

import json
from pathlib import Path

from contested.belief.testimony import ToldClaim
from contested.claim.claim import Claim


def claim(who: str, predicate: str, actor: str | None, place: str, **fields: object) -> Claim:
    """A claim with what a test does not care about filled in."""
    values: dict[str, object] = {
        "report_id": "r-1", "predicate": predicate, "actor": actor, "target": None,
        "place": place, "extent": "unspecified", "speaker": who, "factuality": "actual",
        "evidence": "words", "start": 0, "end": 5, **fields,
    }  # fmt: skip
    return Claim(**values)  # type: ignore[arg-type]  # a test's own


def told(one: Claim, published: str, **fields: object) -> ToldClaim:
    """The claim as published on a day."""
    return ToldClaim(one.id, one, published, **fields)  # type: ignore[arg-type]  # a test's own


def founding_claims(shared: Path) -> list[ToldClaim]:
    """The gold claims of the founding report."""
    gold = json.loads((shared / "founding-report" / "claims.json").read_text("utf-8"))
    return [
        ToldClaim(
            row["id"],
            claim(
                row["speaker"], row["predicate"], row["actor"], row["place"],
                target=row["target"], extent=row["extent"], factuality=row["factuality"],
                on=row["on"], since=row["since"], start=number,
            ),
            gold["published"],
        )
        for number, row in enumerate(gold["claims"])
    ]  # fmt: skip
