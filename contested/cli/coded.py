"""`contested import`: claims that people have coded, into the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from contested.actor.load import load_actors
from contested.claim.coded import CodedClaim, read_coded
from contested.claim.coded_report import EXTRACTOR, CodedReader
from contested.cli.batch import Batch, Tally
from contested.cli.terminal import print_records, progress, tell
from contested.cli.wording import counted
from contested.errors import ReportError
from contested.ledger.store import Ledger
from contested.place.resolve import Resolver
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.report.read import read_source
from contested.report.report import Report
from contested.report.source import Problem

_PARTS = (("new", "new claims"), ("known", "already known"), ("reports", "reports"))


def import_claims(
    batch: Batch, ledger_path: Path, theatre: str | None, as_json: bool, strict: bool
) -> int:
    """Add every row of the files; the exit code: 1 if no row could be used, or with `strict` if
    any could not."""
    tally = Tally()
    rows = _rows(batch, tally)
    pack = _theatre(theatre, rows)
    unplaced: set[str] = set()
    reader = CodedReader(pack, load_actors(pack.path if pack else None))
    with (
        Ledger.open(ledger_path, create=True) as ledger,
        progress("importing", None, prints=as_json) as bar,
    ):
        known = {
            (*_head(report), entry)
            for report in ledger.reports(EXTRACTOR)
            for entry in report.text.split("\n\n")
        }
        for report in reader.reports(rows, lambda head, text: (*_head(head), text) in known):
            reading = reader.read(report)
            done = ledger.ingest(
                report, EXTRACTOR, reading.claims, reading.resolutions, copies=False
            )
            tally.counts["new"] += done.claims
            unplaced |= {
                claim.place
                for claim, found in zip(reading.claims, reading.resolutions, strict=True)
                if claim.place and found.place_id is None
            }
            tally.counts["reports"] += done.new_report
            bar.step()
    tally.counts["known"] = len(rows) - tally.counts["new"]
    if as_json:
        told = {key: tally.counts[key] for key in ("new", "known", "reports", "refused")}
        print_records([{**told, "unplaced": sorted(unplaced)}])
    if unplaced:
        shown = ", ".join(sorted(unplaced)[:10])
        tell(f"{counted(len(unplaced), 'places')} known by name alone: {shown}")
    tell(tally.summary(_PARTS))
    return 1 if tally.counts["refused"] and (strict or not rows) else 0


def _rows(batch: Batch, tally: Tally) -> list[CodedClaim]:
    """The good rows of all files; the others are told and counted."""
    rows: list[CodedClaim] = []
    for problem in batch.unfound:
        tally.problem(problem)
    for name in batch.names:
        try:
            source = read_source(name, batch.limits, batch.stdin)
            for found in read_coded(source, batch.given):
                if isinstance(found, Problem):
                    tally.problem(found)
                else:
                    rows.append(found)
        except ReportError as error:
            tally.problem(Problem(name, str(error).removeprefix(f"{name}: ")))
    return rows


def _theatre(asked: str | None, rows: Sequence[CodedClaim]) -> Theatre | None:
    """The theatre asked for, else the shipped one in which most of the rows' places lie, if any."""
    if asked is not None:
        return load_theatre(asked)
    names = Counter(row.place for row in rows if row.place)
    ids = Counter((row.place_id or "").partition(":")[0] for row in rows)
    packs = [load_theatre(name) for name in shipped_theatres()]

    def known(pack: Theatre) -> int:
        resolver = Resolver(pack, None)
        placed = sum(n for name, n in names.items() if resolver.resolve(name).place is not None)
        return placed + len(rows) * ids[pack.name]

    best = max(packs, key=known, default=None)
    return best if best is not None and known(best) else None


def _head(report: Report) -> tuple[str | None, ...]:
    return report.publisher, report.agency, report.published_at
