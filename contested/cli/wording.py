"""Claims as rows of fields and as one line of English."""

from __future__ import annotations

from typing import Any

from contested.claim.claim import OUTLET, Claim, Resolution
from contested.ledger.records import StoredClaim
from contested.map.statement import statement
from contested.report.report import Report

_SINGULAR = {
    "reports": "report", "claims": "claim", "copies": "copy", "others": "another",
    "speakers": "speaker", "findings": "finding", "routes": "route", "places": "place",
    "actors": "actor", "targets": "target", "rows": "row", "days": "day",
    "sentences": "sentence",
}  # fmt: skip
# The annotation guide's fields, in its order, before everything else.
_GUIDE_FIELDS = (
    "predicate", "actor", "target", "place", "extent", "speaker", "channel", "factuality",
    "on", "since", "until", "evidence",
)  # fmt: skip
_THROUGH = 3
CLAIM_COLUMNS = ("claim", "day", "who says so", "what", "sure", "words")
STORED_COLUMNS = (*CLAIM_COLUMNS[:_THROUGH], "through", *CLAIM_COLUMNS[_THROUGH:])


def sentence(claim: Claim) -> str:
    """``Syrian rebels take a part of Ramouseh from Syrian government``."""
    return statement(claim)


def who(claim: Claim, publisher: str | None = None) -> str:
    """``Ahrar al-Sham (Twitter)``; for the outlet itself its name."""
    speaker = (publisher or OUTLET) if claim.speaker == OUTLET else claim.speaker
    return f"{speaker} ({claim.channel})" if claim.channel else speaker


def when(claim: Claim, published_on: str | None) -> str:
    """The days the claim speaks of, else the day of publication in brackets."""
    if claim.on:
        return claim.on
    if claim.since or claim.until:
        return f"{claim.since or ''}..{claim.until or ''}"
    return f"[{published_on}]" if published_on else "no date"


def claim_cells(
    claim: Claim, claim_id: str, publisher: str | None, published_on: str | None
) -> tuple[str, ...]:
    """The cells of `CLAIM_COLUMNS` for one claim."""
    return (
        claim_id,
        when(claim, published_on),
        who(claim, publisher),
        sentence(claim),
        f"{claim.confidence:.2f}",
        claim.evidence,
    )


def claim_record(claim: Claim, claim_id: str, resolution: Resolution | None) -> dict[str, Any]:
    """A claim as a JSON record: the annotation guide's fields, then ids, offsets and the rest."""
    row = claim.as_dict()
    row["id"] = claim_id
    report_id = row.pop("report_id")
    record = {name: row.pop(name) for name in _GUIDE_FIELDS}
    record |= {name: row.pop(name) for name in ("from", "to", "id")}
    record["report"] = report_id
    record |= row
    for name in ("place_id", "actor_id", "target_id", "speaker_id"):
        record[name] = getattr(resolution, name) if resolution else None
    record["lat"] = resolution.lat_deg if resolution else None
    record["lon"] = resolution.lon_deg if resolution else None
    record["place_score"] = resolution.score if resolution and claim.place else None
    return record


def read_record(claim: Claim, resolution: Resolution | None, report: Report) -> dict[str, Any]:
    """`claim_record` of a claim that is in no ledger, with the head of its report."""
    return claim_record(claim, claim.id, resolution) | {
        "file": report.source,
        "publisher": report.publisher,
        "agency": report.agency,
        "language": report.language,
        "published_at": report.published_at,
        "published_basis": report.published_basis,
    }


def stored_record(stored: StoredClaim) -> dict[str, Any]:
    """`claim_record` of a claim of the ledger, with its report's head and what became of it."""
    correction = stored.correction
    return claim_record(stored.claim, stored.id, stored.resolution) | {
        "file": stored.source,
        "publisher": stored.publisher,
        "agency": stored.agency,
        "url": stored.url,
        "published_at": stored.published_at,
        "published_basis": stored.published_basis,
        "recorded_at": stored.recorded_at,
        "copy_of": stored.copy_of,
        "withdrawn": stored.is_withdrawn,
        "corrected_by": correction.reviewer if correction else None,
        "correction": correction.changes if correction else None,
        "correction_reason": correction.reason if correction else None,
    }


def stored_cells(stored: StoredClaim) -> tuple[str, ...]:
    """The cells of `STORED_COLUMNS` for a claim of the ledger."""
    on = stored.published_at[:10] if stored.published_at else None
    cells = claim_cells(stored.claim, stored.id, stored.publisher, on)
    return (*cells[:_THROUGH], ", ".join(outlets(stored)), *cells[_THROUGH:])


def outlets(stored: StoredClaim) -> tuple[str, ...]:
    """The agency and the publisher through which a claim came, each once."""
    return tuple(dict.fromkeys(one for one in (stored.agency, stored.publisher) if one))


def counted(number: int, words: str) -> str:
    """``1 report``, ``2 reports``: `words` are those for several."""
    if number == 1:
        words = " ".join(_SINGULAR.get(word, word) for word in words.split())
    return f"{number} {words}"


def report_line(report: Report) -> str:
    """Where a report is from, what it is called, whose it is and as of when."""
    if report.published_at:
        dated = f"{report.published_at} (date {report.published_basis})"
    else:
        dated = "no date"
    parts = (
        report.source or report.id,
        report.title,
        report.publisher,
        report.agency if report.agency != report.publisher else None,
        report.language or "language unknown",
        dated,
    )
    return " | ".join(part for part in parts if part)
