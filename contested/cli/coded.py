"""`contested import`: claims that people have coded, into the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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
from contested.study.names import near_names

_NAMES_SHOWN, _LINES_SHOWN = 20, 10
_KEPT_AS = {
    "place": "places by name alone, without neighbours",
    "actor": "actors of no side", "target": "actors of no side",
    "speaker": "speakers of whom nothing is known",
}  # fmt: skip
_PARTS = (("new", "new claims"), ("known", "already known"), ("reports", "reports"))


def import_claims(
    batch: Batch, ledger_path: Path, theatre: str | None, as_json: bool, strict: bool
) -> int:
    """Add every row of the files; the exit code: 1 if no row could be used, or with `strict` if
    any could not."""
    tally = Tally()
    rows = _rows(batch, tally)
    pack = _theatre(theatre, rows)
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
            tally.counts["reports"] += done.new_report
            bar.step()
    tally.counts["known"] = len(rows) - tally.counts["new"]
    unknown = _unknown(reader, rows)
    if as_json:
        unplaced = {name for field, name in unknown if field == "place"}
        told = {key: tally.counts[key] for key in ("new", "known", "reports", "refused")}
        unlisted = {name for field, name in unknown if field != "place"}
        print_records([{**told, "unplaced": sorted(unplaced), "unlisted": sorted(unlisted)}])
    _tell_unknown(reader, unknown)
    tell(tally.summary(_PARTS))
    wrong = tally.counts["refused"] and (strict or not rows)
    return 1 if wrong or (strict and unknown) else 0


def _unknown(
    reader: CodedReader, rows: Sequence[CodedClaim]
) -> dict[tuple[str, str], list[CodedClaim]]:
    """By field and name, the rows with a name that is not known."""
    found: dict[tuple[str, str], list[CodedClaim]] = {}
    for row in rows:
        for field, name in reader.unknown(row):
            found.setdefault((field, name), []).append(row)
    return found


def _tell_unknown(
    reader: CodedReader, unknown: Mapping[tuple[str, str], Sequence[CodedClaim]]
) -> None:
    """Each name that is not known with its rows, those of most rows first."""
    for field in ("place", "actor", "target", "speaker"):
        names = {name: rows for (of, name), rows in unknown.items() if of == field}
        if not names:
            continue
        rows = sum(map(len, names.values()))
        tell(f"{counted(len(names), f'{field}s')} not known, in {counted(rows, 'rows')}: "
             f"{_KEPT_AS[field]}")  # fmt: skip
        known = reader.like(field)
        ordered = sorted(names.items(), key=lambda one: (-len(one[1]), one[0]))
        for name, used in ordered[:_NAMES_SHOWN]:
            lines = ", ".join(str(row.line) for row in used[:_LINES_SHOWN])
            more = f" and {len(used) - _LINES_SHOWN} more" if len(used) > _LINES_SHOWN else ""
            file = used[0].where.rpartition(":")[0]
            tell(
                f"  {name}: {counted(len(used), 'rows')}, {file}:{lines}{more}"
                f"{near_names(name, known)}"
            )
        if len(ordered) > _NAMES_SHOWN:
            tell(f"  and {len(ordered) - _NAMES_SHOWN} more")


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
                    if found.doubt:
                        tell(f"{found.where}: {found.doubt}")
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
