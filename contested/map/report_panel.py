"""A report as it was published, with where each of its claims stands in it."""

from __future__ import annotations

from contested.map.answers_day import ReportAnswer, ReportClaim
from contested.map.claim_rows import ClaimRows


def report_answer(rows: ClaimRows, report_id: str) -> ReportAnswer:
    """The report with this id; raises NotFoundError."""
    one = rows.snapshot.report(report_id)
    marks = rows.marks(report_id)
    return ReportAnswer(
        id=report_id,
        title=one.title,
        publisher=one.publisher,
        agency=one.agency,
        language=one.language,
        published_at=one.published_at,
        published_basis=one.published_basis,
        text=one.text,
        url=one.url,
        claims=[
            ReportClaim(
                id=stored.id,
                start=marks[stored.id][0],
                end=marks[stored.id][1],
                statement=rows.statements(stored.claim),
            )
            for stored in rows.snapshot.by_report.get(report_id, [])
        ],
    )
