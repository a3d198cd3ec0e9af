"""`contested read`: claims of files, without a ledger."""

from __future__ import annotations

from collections import Counter

from contested.cli.batch import Batch, Tally
from contested.cli.model import make_endpoint, patient, tell_spent
from contested.cli.model_options import Wanted
from contested.cli.reading import reader_for
from contested.cli.terminal import heading, print_records, print_table, progress, say, tell
from contested.cli.undated import undated_line
from contested.cli.wording import CLAIM_COLUMNS, claim_cells, counted, read_record, report_line
from contested.errors import ReportError
from contested.ledger.ingest import Reading, read_safely
from contested.report.copies import CopyFinder
from contested.report.report import Report
from contested.report.source import Problem


def read_files(batch: Batch, theatre: str | None, as_json: bool, wanted: Wanted) -> int:
    """Print the claims of every report of the batch; the exit code."""
    wanted.check()
    endpoint = make_endpoint(wanted) if wanted.asks_model else None
    reader = reader_for(theatre, endpoint)
    grammar = reader_for(theatre) if wanted.reader == "both" else None
    limits = patient(batch.limits, endpoint) if endpoint is not None else batch.limits
    copies, tally = CopyFinder(), Tally()
    with progress("reading", len(batch), prints=True) as bar:
        for item in batch.items(bar):
            if isinstance(item, Problem):
                tally.problem(item)
                continue
            try:
                reading = read_safely(reader, item, limits)
                other = read_safely(grammar, item, limits) if grammar is not None else None
            except ReportError as error:
                name = item.source or item.id
                tally.problem(Problem(name, str(error).removeprefix(f"{name}: ")))
                continue
            tally.counts["reports"] += 1
            tally.counts["claims"] += len(reading.claims)
            tally.counts["copies"] += bool(copies.add(item))
            tally.notes(item, reading.notes)
            if other is not None:
                tally.notes(item, other.notes)
                from contested.cli.comparison import print_comparison

                print_comparison(item, other, reading, as_json)
            elif as_json:
                _print_json(item, reading)
            else:
                _print_table(item, reading)
    if endpoint is not None:
        tell_spent(endpoint.spent)
    if undated := undated_line(tally.undated):
        tell(undated)
    tell(
        tally.summary(
            (("reports", "reports"), ("copies", "copies of others"), ("claims", "claims"))
        )
    )
    return 0 if tally.counts["reports"] else 1


def print_unknown(batch: Batch, as_json: bool) -> int:
    """Print the words of the batch that its languages do not know, the most frequent first; the
    exit code."""
    from contested.claim.unknown_word import unknown_words

    counts: Counter[tuple[str, str]] = Counter()
    tally = Tally()
    with progress("reading", len(batch), prints=True) as bar:
        for item in batch.items(bar):
            if isinstance(item, Problem):
                tally.problem(item)
                continue
            found = unknown_words(item)
            if found is None:
                tally.problem(Problem(item.source or item.id, "its language has no rules"))
                continue
            tally.counts["reports"] += 1
            counts.update({(item.language or "", word): n for word, n in found.items()})
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if as_json:
        print_records({"language": code, "word": word, "count": n} for (code, word), n in rows)
    elif rows:
        print_table(("count", "language", "word"), [(str(n), c, w) for (c, w), n in rows])
    tell(tally.summary((("reports", "reports"),)))
    return 0 if tally.counts["reports"] else 1


def print_unread(batch: Batch, theatre: str | None, as_json: bool) -> int:
    """Print the sentences with words for a siege or a road that gave no claim; the exit code."""
    from contested.claim.unread import unread_sentences

    reader, tally = reader_for(theatre), Tally()
    rows = []
    with progress("reading", len(batch), prints=True) as bar:
        for item in batch.items(bar):
            if isinstance(item, Problem):
                tally.problem(item)
                continue
            found = unread_sentences(item, read_safely(reader, item, batch.limits).claims)
            if found is None:
                tally.problem(Problem(item.source or item.id, "its language has no rules"))
                continue
            tally.counts["reports"] += 1
            rows += [(item.source or item.id, one) for one in found]
    if as_json:
        print_records(
            {"file": file, "start": one.start, "words": list(one.words), "sentence": one.text}
            for file, one in rows
        )
    elif rows:
        columns = ("file", "words", "sentence")
        print_table(columns, [(file, ", ".join(one.words), one.text) for file, one in rows])
    tell(f"{counted(len(rows), 'sentences')} about a siege or a road gave no claim of one")
    tell(tally.summary((("reports", "reports"),)))
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
