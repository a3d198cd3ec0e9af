"""Adding to the ledger. Every function works inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, func, select

from contested.claim.claim import Claim, Resolution
from contested.errors import LedgerError, NotFoundError
from contested.ledger.records import REVIEWER, Correction, Ingested, check_changes, valid_days
from contested.ledger.schema import (
    bands,
    claims,
    copies,
    corrections,
    readings,
    reports,
    resolutions,
)
from contested.report.copies import Copy, links
from contested.report.report import Report

# A text that shares bands with more reports than this is boilerplate; the nearest are enough.
_MAX_CANDIDATES = 50


def has_reading(connection: Connection, report_id: str, extractor: str) -> bool:
    """Whether this extractor has read this report before."""
    query = select(readings.c.id).where(
        readings.c.report_id == report_id, readings.c.extractor == extractor
    )
    return connection.execute(query).first() is not None


def record(
    connection: Connection,
    report: Report,
    report_bands: Sequence[int],
    extractor: str,
    found: Sequence[Claim],
    resolved: Sequence[Resolution],
    notes: Sequence[str],
    now: str,
) -> Ingested:
    """Add the report if it is new, and its reading if this extractor's is new."""
    new_report = connection.execute(select(reports.c.id).where(reports.c.id == report.id)).first()
    linked: tuple[Copy, ...] = ()
    if new_report is None:
        connection.execute(
            reports.insert(), [{**_values(report), "id": report.id, "recorded_at": now}]
        )
        linked = _record_copies(connection, report, report_bands, now)
    if has_reading(connection, report.id, extractor):
        return Ingested(report.id, new_report is None, False, 0, linked)
    added = _record_reading(connection, report.id, extractor, found, resolved, notes, now)
    return Ingested(report.id, new_report is None, True, added, linked)


def correct(connection: Connection, correction: Correction) -> None:
    """Add a reviewer's correction. Raises NotFoundError if the claim is not in the ledger."""
    check_changes(correction.changes)
    known = select(claims.c.id).where(claims.c.id == correction.claim_id).limit(1)
    if connection.execute(known).first() is None:
        raise NotFoundError(f"there is no claim {correction.claim_id} in the ledger")
    row = _values(correction)
    row["changes"] = json.dumps(dict(correction.changes), ensure_ascii=False, sort_keys=True)
    connection.execute(corrections.insert(), [row])


def add_claim(
    connection: Connection, claim: Claim, resolution: Resolution, correction: Correction
) -> None:
    """Add a claim that a reviewer read, as a reading of its own beside those of the readers."""
    extractor = f"{REVIEWER} {claim.id}"
    known = select(claims.c.id).where(claims.c.id == claim.id).limit(1)
    if connection.execute(known).first() is not None:
        raise LedgerError(f"{claim.id} is in the ledger already: these words were read to say so")
    _record_reading(
        connection, claim.report_id, extractor, [claim], [resolution], (), correction.recorded_at
    )
    correct(connection, correction)


def _record_copies(
    connection: Connection, report: Report, report_bands: Sequence[int], now: str
) -> tuple[Copy, ...]:
    if not report_bands:
        return ()
    shared = (
        select(bands.c.report_id)
        .where(bands.c.band.in_(report_bands))
        .group_by(bands.c.report_id)
        .order_by(func.count().desc(), bands.c.report_id)
        .limit(_MAX_CANDIDATES)
    )
    rows = connection.execute(select(reports).where(reports.c.id.in_(shared.scalar_subquery())))
    linked = links(report, [report_of(row) for row in rows])
    if linked:
        connection.execute(
            copies.insert(), [{**_values(copy), "recorded_at": now} for copy in linked]
        )
    connection.execute(
        bands.insert(),
        [{"band": band, "report_id": report.id} for band in sorted(set(report_bands))],
    )
    return linked


def _record_reading(
    connection: Connection,
    report_id: str,
    extractor: str,
    found: Sequence[Claim],
    resolved: Sequence[Resolution],
    notes: Sequence[str],
    now: str,
) -> int:
    result = connection.execute(
        readings.insert().returning(readings.c.id),
        {
            "report_id": report_id,
            "extractor": extractor,
            "notes": json.dumps(list(notes), ensure_ascii=False),
            "recorded_at": now,
        },
    )
    reading_id = result.scalar_one()
    distinct = {claim.id: claim for claim in found}
    if distinct:
        connection.execute(
            claims.insert(),
            [_claim_row(claim, claim_id, reading_id) for claim_id, claim in distinct.items()],
        )
    rows = {
        (resolution.claim_id, resolution.resolver): {
            **_values(resolution),
            "reading_id": reading_id,
            "recorded_at": now,
        }
        for resolution in resolved
        if resolution.claim_id in distinct
    }
    if rows:
        connection.execute(resolutions.insert(), list(rows.values()))
    return len(distinct)


def _claim_row(claim: Claim, claim_id: str, reading_id: int) -> dict[str, object]:
    first, last = valid_days(claim)
    return {
        **_values(claim),
        "id": claim_id,
        "reading_id": reading_id,
        "speaker_chain": json.dumps(list(claim.speaker_chain), ensure_ascii=False),
        "valid_from": first,
        "valid_to": last,
    }


def report_of(row: object) -> Report:
    """The report in a row of the table `reports`."""
    return Report(**{field.name: getattr(row, field.name) for field in fields(Report)})


def _values(record: Any) -> dict[str, Any]:
    # dataclasses.asdict copies deeply, which takes longer than the insert.
    return {field.name: getattr(record, field.name) for field in fields(record)}
