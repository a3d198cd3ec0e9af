"""`contested read`: claims of files, without a ledger."""

from __future__ import annotations

from contested.cli.batch import Batch, Tally
from contested.cli.reading import make_reader
from contested.cli.terminal import heading, print_records, print_table, progress, say, tell
from contested.cli.wording import CLAIM_COLUMNS, claim_cells, read_record
from contested.errors import ReportError
from contested.ledger.ingest import Reading, read_safely
from contested.report.copies import CopyFinder
from contested.report.report import Report
from contested.report.source import Problem


def read_files(batch: Batch, theatre: str | None, as_json: bool) -> int:
    """Print the claims of every report of the batch; the exit code."""
    reader, _ = make_reader(theatre)
    copies, tally = CopyFinder(), Tally()
    with progress("reading", len(batch), prints=True) as bar:
        for item in batch.items(bar):
            if isinstance(item, Problem):
                tally.problem(item)
                continue
            try:
                reading = read_safely(reader, item, batch.limits)
            except ReportError as error:
                name = item.source or item.id
                tally.problem(Problem(name, str(error).removeprefix(f"{name}: ")))
                continue
            tally.counts["reports"] += 1
            tally.counts["claims"] += len(reading.claims)
            tally.counts["copies"] += bool(copies.add(item))
            tally.notes(item, reading.notes)
            if as_json:
                _print_json(item, reading)
            else:
                _print_table(item, reading)
    tell(
        tally.summary(
            (("reports", "reports"), ("copies", "copies of others"), ("claims", "claims"))
        )
    )
    return 0 if tally.counts["reports"] else 1


def _print_json(report: Report, reading: Reading) -> None:
    resolved = {resolution.claim_id: resolution for resolution in reading.resolutions}
    print_records(read_record(claim, resolved.get(claim.id), report) for claim in reading.claims)


def _print_table(report: Report, reading: Reading) -> None:
    heading(report_line(report))
    cells = [
        claim_cells(claim, claim.id, report.publisher, report.published_on)
        for claim in reading.claims
    ]
    if cells:
        print_table(CLAIM_COLUMNS, cells)
    else:
        say("no claims")
    say()


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
