"""`contested refused`: the documents that could not be read, with the reason."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from contested.cli.terminal import print_records, print_table, tell
from contested.cli.wording import counted
from contested.ledger.store import Ledger

COLUMNS = ("first seen", "last seen", "what", "reason", "document")


def list_refused(ledger_path: Path, as_json: bool) -> int:
    """Print what was refused, the newest first; the exit code."""
    with Ledger.open(ledger_path) as ledger:
        found = ledger.refused()
    if as_json:
        print_records(asdict(one) for one in found)
        return 0
    print_table(
        COLUMNS,
        [
            (one.first_seen[:10], one.last_seen[:10],
             "read in part" if one.partial else "refused", one.message, one.source)
            for one in found
        ],
    )  # fmt: skip
    tell(counted(len(found), "documents") + " refused or read only in part")
    return 0
