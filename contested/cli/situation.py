"""The commands about sieges, corridors and routes: `situation`, `routes`, `whatif`, `sitrep`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli.options import (
    DEFAULT_LEDGER,
    AsKnown,
    Hindsight,
    Json,
    LedgerPath,
    RecordedBy,
    TheatreName,
)

At = Annotated[
    str | None,
    typer.Option("--at", help="The day, 2016-08-06; by default that of the last report."),
]
DefinitionsFile = Annotated[
    Path | None, typer.Option("--definitions", help="TOML that changes what counts as besieged.")
]
AccessFile = Annotated[
    Path | None,
    typer.Option("--access", help="TOML with what you know of access: aid, ways out."),
]


def situation(
    at: At = None,
    place: Annotated[str | None, typer.Option(help="In any script or by id.")] = None,
    route: Annotated[str | None, typer.Option(help="A route, or a place on it.")] = None,
    hindsight: Hindsight = False,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    definitions: DefinitionsFile = None,
    access: AccessFile = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="A row for each definition of a siege.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Findings of less than a fifth of probability too.")
    ] = False,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Instead: what each siege rests on, roads, beliefs, claims with their words.",
        ),
    ] = False,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Who is encircled or besieged, through which corridor, which routes are open, what decides.

    What each definition of a siege says stands in the column "besieged". With --json each line is
    one finding, those by each definition too. The table leaves out what has a probability under
    0.2, names it in the last line, and lists it with --all; a siege that ended lately stays.
    """
    from contested.cli.assessed import Shown, Wanted, show_situation

    wanted = Wanted(ledger, theatre, at, hindsight, recorded_by, definitions, access, as_known)
    shown = Shown(verbose, every, why)
    raise typer.Exit(show_situation(wanted, place, route, shown, json))


def routes(
    at: At = None,
    hindsight: Hindsight = False,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    definitions: DefinitionsFile = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """List the supply routes that reports speak of: whose, through where, open or cut, why."""
    from contested.cli.assessed import Wanted, show_routes

    wanted = Wanted(ledger, theatre, at, hindsight, recorded_by, definitions, None, as_known)
    raise typer.Exit(show_routes(wanted, json))


def whatif(
    hold: Annotated[
        list[str] | None,
        typer.Option("--hold", help="PLACE=HOLDER: suppose it. May be given again."),
    ] = None,
    distrust: Annotated[
        list[str] | None, typer.Option(help="Leave this speaker out. May be given again.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many single changes to list.")] = 10,
    at: At = None,
    hindsight: Hindsight = False,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    definitions: DefinitionsFile = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Which sieges and routes change if places change hands or a speaker is not believed.

    Without --hold and --distrust it lists the single changes of hands that would besiege or
    relieve the most people.
    """
    from contested.cli.assessed import Wanted, show_whatif

    wanted = Wanted(ledger, theatre, at, hindsight, recorded_by, definitions, None, as_known)
    raise typer.Exit(show_whatif(wanted, hold or [], distrust or [], limit, json))


def sitrep(
    at: At = None,
    since: Annotated[
        str | None, typer.Option(help="The day of the last report; by default a week before.")
    ] = None,
    language: Annotated[str, typer.Option(help="en or el.")] = "en",
    format_: Annotated[str, typer.Option("--format", help="markdown or html.")] = "markdown",
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    definitions: DefinitionsFile = None,
    access: AccessFile = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write a situation report: changes, disputes, sieges, corridors; each sentence sourced."""
    from contested.cli.assessed import Wanted, write_sitrep

    wanted = Wanted(ledger, theatre, at, False, recorded_by, definitions, access, as_known)
    raise typer.Exit(write_sitrep(wanted, since, language, format_, out))


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (situation, routes, whatif, sitrep):
        app.command()(command)
