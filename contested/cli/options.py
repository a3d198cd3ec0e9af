"""The options that several commands share, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from contested.errors import ContestedError

LedgerPath = Annotated[
    Path, typer.Option("--ledger", envvar="CONTESTED_LEDGER", help="The ledger's file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
TheatreName = Annotated[
    str | None, typer.Option("--theatre", help="A theatre pack, by name or folder.")
]
AsKnown = Annotated[
    str | None,
    typer.Option(
        "--as-known",
        "--as-known-on",
        help="Only what had been published by the end of this day, whenever it was recorded.",
    ),
]
RecordedBy = Annotated[
    str | None,
    typer.Option(
        "--recorded-by",
        help="Only what this ledger had recorded by the end of this day (UTC), as it stood then.",
    ),
]
Hindsight = Annotated[
    bool,
    typer.Option("--hindsight", help="Use later reports too; by default the day's knowledge."),
]
DEFAULT_LEDGER = Path("contested.db")


class OptionError(ContestedError):
    """An option of a command has a value it cannot have."""


def day_of(option: str, text: str | None) -> date | None:
    """The day an option gives; raises OptionError for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise OptionError(f"{option} takes a day such as 2016-08-06, not {text!r}") from None
