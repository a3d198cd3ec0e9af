"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
