"""A report as it was published, with where each of its claims stands in it."""

from __future__ import annotations

from contested.map.answers_day import ReportAnswer, ReportClaim
from contested.map.claim_rows import ClaimRows

# What the answer and the report have in common, under the same names.
_AS_PUBLISHED = ReportAnswer.model_fields.keys() - {"id", "claims"}


def report_answer(rows: ClaimRows, report_id: str) -> ReportAnswer:
    """The report with this id; raises NotFoundError."""
    one = rows.snapshot.report(report_id)
    marks = rows.marks(report_id)
    return ReportAnswer(
        id=report_id,
        **{name: getattr(one, name) for name in _AS_PUBLISHED},
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
