"""`contested ingest` and `contested reread`: reports into the ledger, and all of them anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from contested.cli.batch import Batch, Tally
from contested.cli.reading import make_reader
from contested.cli.terminal import print_records, progress, tell
from contested.ledger.ingest import Outcome, ingest_all
from contested.ledger.store import Ledger
from contested.report.source import Limits

_PARTS = (
    ("new", "new reports"),
    ("read anew", "read anew"),
    ("known", "already known"),
    ("copies", "copies of others"),
    ("claims", "claims"),
)


def ingest_files(batch: Batch, ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Add every report of the batch to the ledger; the exit code."""
    reader, extractor = make_reader(theatre)
    with (
        Ledger.open(ledger_path, create=True) as ledger,
        progress("ingesting", len(batch), prints=as_json) as bar,
    ):
        outcomes = ingest_all(ledger, reader, batch.items(bar), extractor, batch.limits)
        return _report(outcomes, as_json)


def reread(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Read every report of the ledger with the present reader; earlier readings stay."""
    reader, extractor = make_reader(theatre)
    with Ledger.open(ledger_path) as ledger:
        reports = list(ledger.reports())
        with progress("reading anew", len(reports), prints=as_json) as bar:

            def stepping() -> Iterable[Outcome]:
                for outcome in ingest_all(ledger, reader, reports, extractor, Limits()):
                    bar.step()
                    yield outcome

            return _report(stepping(), as_json)


def _report(outcomes: Iterable[Outcome], as_json: bool) -> int:
    tally = Tally()
    for outcome in outcomes:
        if outcome.problem is not None:
            tally.problem(outcome.problem)
        if outcome.report is None or outcome.ingested is None:
            continue
        done = outcome.ingested
        kind = "new" if done.new_report else "read anew" if done.new_reading else "known"
        tally.counts[kind] += 1
        tally.counts["reports"] += 1
        tally.counts["claims"] += done.claims
        tally.counts["copies"] += bool(done.copies)
        tally.notes(outcome.report, outcome.notes)
        if as_json:
            print_records([_record(outcome)])
    tell(tally.summary(_PARTS))
    return 0 if tally.counts["reports"] or not tally.counts["refused"] else 1


def _record(outcome: Outcome) -> dict[str, object]:
    report, done = outcome.report, outcome.ingested
    assert report is not None
    assert done is not None
    return {
        "report": report.id,
        "file": report.source,
        "title": report.title,
        "publisher": report.publisher,
        "language": report.language,
        "published_at": report.published_at,
        "published_basis": report.published_basis,
        "new_report": done.new_report,
        "new_reading": done.new_reading,
        "claims": done.claims,
        "copies": [
            {"report": copy.report_id, "copy_of": copy.copy_of, "similarity": copy.similarity,
             "reason": copy.reason}
            for copy in done.copies
        ],
        "notes": list(outcome.notes),
    }  # fmt: skip
