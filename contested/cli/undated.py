"""Reports without a date of publication: answers leave them out, and say so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from contested.cli.terminal import tell
from contested.cli.wording import counted
from contested.ledger.store import Ledger

_NAMED = 3


def undated_line(sources: Sequence[str]) -> str:
    """How many reports are left out, which, and how they get a date; "" if none is."""
    if not sources:
        return ""
    names = ", ".join(PurePath(one).name for one in sources[:_NAMED])
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return (
        f"{counted(len(sources), 'reports')} without a date ({names}{more}): what they do not date "
        "themselves is in no answer, and before they were recorded no siege or route as known then "
        "rests on them. Put the day into the file's name (2016-08-06-NAME.txt) or "
        "give it with --published 2016-08-06, and ingest them again"
    )


def tell_undated(ledger: Ledger) -> None:
    """Say which reports of the ledger no answer can place in time."""
    if line := undated_line(ledger.undated()):
        tell(line)


def tell_undated_in(path: Path) -> None:
    """The same of the ledger in a file."""
    with Ledger.open(path) as ledger:
        tell_undated(ledger)
