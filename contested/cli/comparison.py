"""Two readers on one report: what both found, what only one did, and in what they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contested.claim.claim import Claim
from contested.claim.compare import Comparison, compare, differences
from contested.cli.terminal import heading, print_records, print_table, say
from contested.cli.wording import claim_cells, read_record, report_line
from contested.ledger.ingest import Reading
from contested.report.report import Report

COLUMNS = ("found by", "day", "who says so", "what", "words", "they differ in")


def print_comparison(report: Report, grammar: Reading, model: Reading, as_json: bool) -> None:
    """Print the claims of both readers, each once where they agree.

    A JSON record has `readers`, who found the claim, and `differs`, the fields in which the two
    that found it differ; its other fields are then the grammar's.
    """
    found = compare(tuple(grammar.claims), tuple(model.claims))
    if as_json:
        print_records(_records(report, grammar, model, found))
        return
    heading(report_line(report))
    rows = [
        (who, *_cells(report, claim), ", ".join(differs))
        for who, claim, differs in _in_order(found)
    ]
    if rows:
        print_table(COLUMNS, rows)
    else:
        say("no claims")
    say(
        f"both {len(found.both)}, only the grammar {len(found.only_first)}, only the model "
        f"{len(found.only_second)}; agreement {found.agreement:.2f}"
    )
    say()


def _in_order(found: Comparison) -> Iterator[tuple[str, Claim, tuple[str, ...]]]:
    rows = [
        *(("both", one, differences(one, other)) for one, other in found.both),
        *(("grammar", one, ()) for one in found.only_first),
        *(("model", one, ()) for one in found.only_second),
    ]
    yield from sorted(rows, key=lambda row: (row[1].start, row[1].end, row[0]))


def _cells(report: Report, claim: Claim) -> tuple[str, ...]:
    _, day, who, what, _, words = claim_cells(
        claim, claim.id, report.publisher, report.published_on
    )
    return day, who, what, words


def _records(
    report: Report, grammar: Reading, model: Reading, found: Comparison
) -> Iterator[dict[str, Any]]:
    resolved = {one.claim_id: one for one in (*model.resolutions, *grammar.resolutions)}
    for who, claim, differs in _in_order(found):
        readers = ["grammar", "model"] if who == "both" else [who]
        yield read_record(claim, resolved.get(claim.id), report) | {
            "readers": readers, "differs": list(differs),
        }  # fmt: skip
