"""What two versions of the extractor read otherwise in the same reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from contested.errors import NotFoundError
from contested.ledger.query import extractors, reading_claims
from contested.ledger.records import Change
from contested.ledger.schema import readings


def difference(connection: Connection, before: str, after: str) -> Iterator[Change]:
    """Claims added, dropped and changed by `after`, over the reports that both have read.

    Raises NotFoundError if one of them has read nothing.
    """
    known = [name for name, _ in extractors(connection)]
    for name in (before, after):
        if name not in known:
            listed = ", ".join(known) or "none"
            raise NotFoundError(f"no extractor {name!r} has read anything; there are: {listed}")
    other = readings.alias("other")
    both = (
        select(readings.c.report_id)
        .join(other, other.c.report_id == readings.c.report_id)
        .where(readings.c.extractor == before, other.c.extractor == after)
        .order_by(readings.c.id)
    )
    for report_id in connection.execute(both).scalars().all():
        old = reading_claims(connection, report_id, before) or {}
        new = reading_claims(connection, report_id, after) or {}
        for claim_id in sorted(old.keys() | new.keys()):
            one, two = old.get(claim_id), new.get(claim_id)
            if one is None or two is None:
                kind = "added" if one is None else "dropped"
                yield Change(kind, report_id, claim_id, one, two)  # type: ignore[arg-type]  # "added" or "dropped"
            elif replace(one, extractor="") != replace(two, extractor=""):
                yield Change("changed", report_id, claim_id, one, two)
