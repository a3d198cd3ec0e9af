"""The options of the commands about the map. What a command does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli.options import (
    DEFAULT_LEDGER,
    AsKnown,
    Hindsight,
    LedgerPath,
    RecordedBy,
    TheatreName,
    day_of,
)

Host = Annotated[str, typer.Option(help="The address to listen at.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]


def serve(
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    host: Host = "127.0.0.1",
    port: Port = 8016,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    at: Annotated[
        str | None,
        typer.Option(
            help="The day the page opens on, 2016-08-06; by default that of the last report."
        ),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(help="A base map: an address with {z}/{x}/{y}, or a PMTiles file."),
    ] = None,
    attribution: Annotated[str, typer.Option(help="Whose the base map is.")] = "",
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            help="A file with the password for flags and new reports; else CONTESTED_PASSWORD. "
            "Without one nobody can write.",
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="Let whoever reaches the server read without logging in."),
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", help="Answer to this name too, behind a proxy. May be given again."
        ),
    ] = None,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Write a line for every question, too.")
    ] = False,
) -> None:
    """Serve the map of a ledger until Ctrl-C.

    It listens on this machine alone unless --host says otherwise, and follows the ledger as reports
    are ingested.
    """
    from contested.cli.serve import Served, serve_ledger

    served = Served(
        host, port, open_, tiles, attribution, password_file, public, tuple(allow_host or ()),
        open_at=day_of("--at", at), access_log=access_log,
    )  # fmt: skip
    raise typer.Exit(serve_ledger(ledger, theatre, served))


def export(
    format_: Annotated[
        str,
        typer.Argument(
            help="geojson, csv, hxl, history, kml, geoparquet, claims.csv, claims.jsonl, "
            "acled.csv, ucdp.csv, panel or panel.parquet for every place and day, page for one "
            "file that opens by itself, picture for an SVG or PNG, or site for a folder that any "
            "web host can serve.",
            metavar="FORMAT",
        ),
    ],
    at: Annotated[
        str | None, typer.Option(help="The day, 2016-08-06; by default that of the last report.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file, or for site the new folder; else standard output."
        ),
    ] = None,
    hindsight: Hindsight = False,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    according_to: Annotated[
        str | None, typer.Option("--according-to", help="Take this one speaker at its word.")
    ] = None,
    side: Annotated[
        str | None, typer.Option(help="Take the speakers of this side alone at their word.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="Leave this speaker out. May be given again."),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place",
            help="This place and its parts alone; may be given again, but for a page or a "
            "picture, which are of one.",
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", help="For a panel: its first day, 2016-07-01.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="For a panel: its last day, 2016-12-31.")
    ] = None,
    every: Annotated[
        int, typer.Option("--every", min=1, help="For a panel: a row every so many days.")
    ] = 1,
    language: Annotated[
        str, typer.Option("--language", help="For a page or a picture: en or el.")
    ] = "en",
    excel: Annotated[
        bool,
        typer.Option("--excel", help="For a CSV: mark it as UTF-8, as Excel wants it."),
    ] = False,
    each_side: Annotated[
        bool,
        typer.Option(
            "--each-side",
            help="For a picture or a page: all told and each side that speaks, beside each other.",
        ),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put a new site in the place of one that was exported."),
    ] = False,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write beliefs of a day, claims or events in a format that other programs read.

    Every row says according to whom it is. A site holds all sides, speakers and days, and the full
    texts of all reports.
    """
    from contested.cli.export import Exported, export_ledger
    from contested.cli.panel import PanelDays

    exported = Exported(
        format_, at, output, hindsight, as_known, according_to, side, tuple(without or ()), replace,
        recorded_by, PanelDays(tuple(place or ()), first, last, every), language, excel, each_side,
    )  # fmt: skip
    raise typer.Exit(export_ledger(ledger, theatre, exported))


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (serve, export):
        app.command()(command)
