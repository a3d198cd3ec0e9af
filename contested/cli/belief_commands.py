"""The options of the commands about belief. What a command does is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli.options import (
    DEFAULT_LEDGER,
    AsKnown,
    Hindsight,
    LedgerPath,
    RecordedBy,
    TheatreName,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Place = Annotated[str, typer.Argument(help="A place, in any script or by id.")]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", help="Leave this speaker out. May be given again."),
]


def believe(
    theatre: TheatreName = None, ledger: LedgerPath = DEFAULT_LEDGER, json: Json = False
) -> None:
    """Learn what each speaker's word is worth, and keep who held what when, beside the ledger."""
    from contested.cli.belief import believe_ledger

    raise typer.Exit(believe_ledger(ledger, theatre, json))


def who(
    place: Place,
    at: Annotated[str | None, typer.Option(help="The day asked about, 2016-08-06.")] = None,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    hindsight: Hindsight = False,
    according_to: Annotated[
        str | None, typer.Option("--according-to", help="Take this one speaker at its word.")
    ] = None,
    side: Annotated[
        str | None, typer.Option(help="Take the speakers of this side alone at their word.")
    ] = None,
    without: Without = None,
    why: Annotated[bool, typer.Option("--why", help="Show what moved the belief.")] = False,
    trace: Annotated[
        bool,
        typer.Option("--trace", help="Show every part of the figure, so that they add up to it."),
    ] = False,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Say how likely each side held a place on a day.

    Without --at, on the last day anything was published of it. With --json one object is printed.
    """
    from contested.cli.belief import Asked, say_who

    asked = Asked(
        place, at, as_known, according_to, tuple(without or ()), theatre, hindsight, side,
        recorded_by,
    )  # fmt: skip
    raise typer.Exit(say_who(ledger, asked, why, trace, json))


def speakers(
    theatre: TheatreName = None, ledger: LedgerPath = DEFAULT_LEDGER, json: Json = False
) -> None:
    """List what each speaker's word is worth, by whom it favours, and how much that rests on."""
    from contested.cli.belief import list_speakers

    raise typer.Exit(list_speakers(ledger, theatre, json))


def history(
    place: Place,
    hindsight: Hindsight = False,
    recorded_by: RecordedBy = None,
    without: Without = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """List who was likeliest to hold a place, from when to when.

    Each day as known then; with --hindsight all reports count.
    """
    from contested.cli.belief import Asked, list_history

    asked = Asked(
        place, without=tuple(without or ()), theatre=theatre, hindsight=hindsight,
        recorded_by=recorded_by,
    )  # fmt: skip
    raise typer.Exit(list_history(ledger, asked, json))


def cite(
    at: Annotated[str | None, typer.Option(help="The day that was asked about.")] = None,
    hindsight: Hindsight = False,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Print how to cite the ledger and the program, plain and as BibTeX, with a hash of the claims.

    Give the options that the figures were made with: they stand in it, and say which claims count.
    """
    from contested.cli.cite import cite_ledger

    raise typer.Exit(
        cite_ledger(
            ledger, theatre, at=at, hindsight=hindsight, as_known=as_known,
            recorded_by=recorded_by, as_json=json,
        )
    )  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (believe, who, speakers, history, cite):
        app.command()(command)
