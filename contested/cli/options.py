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

# A second reader asks a language model.
ReaderName = Annotated[
    str,
    typer.Option(
        "--reader", help="grammar; model: ask a language model; both: and show the differences."
    ),
]
OneReader = Annotated[
    str, typer.Option("--reader", help="grammar, or model: ask a language model.")
]
EndpointUrl = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        envvar="CONTESTED_MODEL_ENDPOINT",
        help="Where the model is: an address before /chat/completions. Its key, if it needs one, "
        "is read from CONTESTED_MODEL_KEY.",
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", envvar="CONTESTED_MODEL", help="The model's name at the endpoint."),
]
PerMinute = Annotated[
    int | None,
    typer.Option("--requests-per-minute", min=1, help="Ask the model no faster than this."),
]
MaxRequests = Annotated[
    int | None, typer.Option("--max-requests", min=1, help="Ask the model no more often than this.")
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", min=0.0, help="Stop asking the model once it has cost so much."),
]
Price = Annotated[
    str | None,
    typer.Option("--price", help="Prices of a million tokens in and out, 0.5/1.5, for --max-cost."),
]
