"""`contested ingest` and `contested reread`: reports into the ledger, and all of them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from contested.claim.coded_report import EXTRACTOR as CODED
from contested.cli.batch import Batch, Tally
from contested.cli.model import make_endpoint, patient, tell_spent
from contested.cli.model_options import Wanted
from contested.cli.options import OptionError
from contested.cli.reading import make_reader
from contested.cli.terminal import print_records, progress, tell
from contested.cli.undated import undated_line
from contested.cli.wording import counted
from contested.errors import LedgerError
from contested.ledger.extractor import theatre_of
from contested.ledger.ingest import Outcome, Reader, ingest_all
from contested.ledger.store import Ledger
from contested.report.source import Limits, Problem

_PARTS = (
    ("new", "new reports"),
    ("read anew", "read anew"),
    ("known", "already known"),
    ("copies", "copies of others"),
    ("claims", "claims"),
)


def ingest_files(
    batch: Batch,
    ledger_path: Path,
    theatre: str | None,
    as_json: bool,
    wanted: Wanted,
    strict: bool = False,
    again: bool = False,
) -> int:
    """Add every report of the batch to the ledger; the exit code: 1 if nothing could be read, or
    with `strict` if anything could not.

    What was refused before is counted and not named, but with `again`.
    """
    wanted.check(("grammar", "model"))
    endpoint = make_endpoint(wanted) if wanted.asks_model else None
    reader, extractor = make_reader(theatre, endpoint)
    limits = patient(batch.limits, endpoint) if endpoint is not None else batch.limits
    with (
        Ledger.open(ledger_path, create=True) as ledger,
        progress("ingesting", len(batch), prints=as_json) as bar,
    ):
        outcomes = ingest_all(ledger, reader, batch.items(bar), extractor, limits)
        code = _report(outcomes, as_json, strict, lambda one: ledger.refuse(one) and not again)
    if endpoint is not None:
        tell_spent(endpoint.spent)
    return code


def reread(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Read every report of the ledger with the present reader; earlier readings stay.

    Each in the theatre of its newest reading, unless `theatre` names another for all; ``any``
    lets each report's own places decide.
    """
    with Ledger.open(ledger_path) as ledger:
        newest = ledger.newest_extractors()
        every = list(ledger.reports())
        # What people coded has no text that a reader could read.
        reports = [report for report in every if newest.get(report.id) != CODED]
        if len(reports) < len(every):
            tell(f"{counted(len(every) - len(reports), 'reports')} of coded claims left as coded")
        wanted = {report.id: _theatre_for(theatre, newest.get(report.id, "")) for report in reports}
        # All readers first: a theatre that is gone ends the command before anything is read.
        readers = {name: _reader_again(name, theatre) for name in dict.fromkeys(wanted.values())}
        with progress("reading anew", len(reports), prints=as_json) as bar:

            def stepping() -> Iterable[Outcome]:
                for report in reports:
                    reader, extractor = readers[wanted[report.id]]
                    yield from ingest_all(ledger, reader, [report], extractor, Limits())
                    bar.step()

            return _report(stepping(), as_json)


def back_up(ledger_path: Path, target: Path) -> int:
    """Copy the ledger to `target`; the exit code."""
    with Ledger.open(ledger_path) as ledger:
        reports = ledger.backup(target)
    tell(f"{target}: a copy of {ledger_path} with {counted(reports, 'reports')}")
    return 0


def _theatre_for(asked: str | None, extractor: str) -> str | None:
    if asked is None:
        return theatre_of(extractor)
    return None if asked == "any" else asked


def _reader_again(theatre: str | None, asked: str | None) -> tuple[Reader, str]:
    try:
        return make_reader(theatre)
    except OptionError as error:
        if asked is not None:
            raise
        raise LedgerError(
            f"reports were read in the theatre {theatre!r}, which is not to be had now ({error}); "
            "name another with --theatre, or any"
        ) from error


def _report(
    outcomes: Iterable[Outcome],
    as_json: bool,
    strict: bool = False,
    known: Callable[[Problem], bool] = lambda one: False,
) -> int:
    tally = Tally()
    for outcome in outcomes:
        if outcome.problem is not None:
            tally.problem(outcome.problem, known(outcome.problem))
        if outcome.report is None or outcome.ingested is None:
            continue
        done = outcome.ingested
        kind = "new" if done.new_report else "read anew" if done.new_reading else "known"
        tally.counts[kind] += 1
        tally.counts["reports"] += 1
        tally.counts["claims"] += done.claims
        tally.counts["copies"] += bool(done.copies)
        tally.notes(outcome.report, outcome.notes)
        if outcome.theatre is not None:
            report = outcome.report
            name = report.source or report.id
            # Of a feed each item has the file's name.
            name = f"{name}: {report.title}" if report.title else name
            tally.theatres.setdefault(outcome.theatre, []).append(name)
        if as_json:
            print_records([_record(outcome)])
    if read_in := tally.read_in():
        tell(read_in)
    if undated := undated_line(tally.undated):
        tell(undated)
    tell(tally.summary(_PARTS))
    return 1 if tally.counts["refused"] and (strict or not tally.counts["reports"]) else 0


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
