"""The commands and their options. What a command does is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from contested.cli import belief_commands, map_commands
from contested.cli.model_options import DEFAULT_READER, ReaderName, Wanted, with_reader_options
from contested.cli.options import (
    DEFAULT_LEDGER,
    AsKnown,
    Json,
    LedgerPath,
    RecordedBy,
    TheatreName,
)
from contested.cli.situation import register as register_situation
from contested.errors import ContestedError

app = typer.Typer(
    name="contested",
    help="Who holds what, says who: attributed claims about territory in armed conflict.",
    add_completion=False,
    pretty_exceptions_enable=False,
    # Help in colours would load a Markdown reader first, and take twice as long.
    rich_markup_mode=None,
)
theatre_app = typer.Typer(help="Theatre packs: the places of one war.", rich_markup_mode=None)
app.add_typer(theatre_app, name="theatre")

Files = Annotated[
    list[str],
    typer.Argument(help="Files, folders, glob patterns, or - for standard input.", metavar="FILES"),
]
ReadingTheatre = Annotated[
    str | None,
    typer.Option(
        "--theatre",
        help="A theatre pack, by name or folder, a country or a conflict's usual name. By default "
        "each report's own places decide.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(help="When the reports were published: 2016-08-06 or 2016-08-06T18:30+03:00."),
]
Publisher = Annotated[str | None, typer.Option(help="Who published the reports.")]
# The folders themselves: to load the rules only to print a help would take too long.
_LANGUAGES = sorted(
    file.parent.name
    for file in (Path(__file__).parent.parent / "claim" / "languages").glob("*/rules.toml")
)
Language = Annotated[
    str | None,
    typer.Option(
        help="Language of the reports; by default it is told from the text. There are rules for: "
        f"{', '.join(_LANGUAGES)}."
    ),
]
MaxMb = Annotated[float, typer.Option("--max-mb", min=0.001, help="Refuse files larger than this.")]
MaxSeconds = Annotated[
    float, typer.Option("--max-seconds", min=0.01, help="Give up on a report after this long.")
]
# What a shell reports for a program stopped by Ctrl-C.
_INTERRUPTED = 130


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    if version:
        from contested import __version__

        print(__version__)
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
@with_reader_options(ReaderName)
def read(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    theatre: ReadingTheatre = None,
    max_mb: MaxMb = 20,
    max_seconds: MaxSeconds = 20,
    unknown: Annotated[
        bool,
        typer.Option(
            "--unknown",
            help="Instead of claims, the words that the reports' languages do not know, the most "
            "frequent first.",
        ),
    ] = False,
    unread: Annotated[
        bool,
        typer.Option(
            "--unread", help="Instead of claims, sentences about a siege or a road that gave none."
        ),
    ] = False,
    wanted: Wanted = DEFAULT_READER,
    json: Json = False,
) -> None:
    """Print the claims in reports. Nothing is stored.

    With --json each line is one claim, under the field names of the annotation guide.
    """
    from contested.cli.batch import open_batch
    from contested.cli.read import print_unknown, print_unread, read_files

    batch = open_batch(files, published, publisher, language, max_mb, max_seconds)
    if unknown:
        raise typer.Exit(print_unknown(batch, json))
    if unread:
        raise typer.Exit(print_unread(batch, theatre, json))
    raise typer.Exit(read_files(batch, theatre, json, wanted))


@app.command()
@with_reader_options()
def ingest(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    theatre: ReadingTheatre = None,
    max_mb: MaxMb = 20,
    max_seconds: MaxSeconds = 20,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if anything at all was refused.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Name what was refused in an earlier run too.")
    ] = False,
    wanted: Wanted = DEFAULT_READER,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Read reports into the ledger. What is there already is left alone.

    What cannot be read is named once, and counted in later runs.
    """
    from contested.cli.batch import open_batch
    from contested.cli.ingest import ingest_files

    batch = open_batch(files, published, publisher, language, max_mb, max_seconds)
    raise typer.Exit(ingest_files(batch, ledger, theatre, json, wanted, strict, again))


@app.command()
def refused(ledger: LedgerPath = DEFAULT_LEDGER, json: Json = False) -> None:
    """List the documents that could not be read, or only in part, with the reason and the days."""
    from contested.cli.refused import list_refused

    raise typer.Exit(list_refused(ledger, json))


@app.command("import")
def import_(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    theatre: TheatreName = None,
    max_mb: Annotated[
        float, typer.Option("--max-mb", min=0.001, help="Refuse files larger than this.")
    ] = 200,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if a row is refused or a name is unknown."),
    ] = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Put claims that people have coded into the ledger, from JSON Lines or CSV.

    A wrong row is named with its line and field and the others go on; rows that are there already
    are left alone.
    """
    from contested.cli.batch import open_batch
    from contested.cli.coded import import_claims

    batch = open_batch(files, published, publisher, None, max_mb, 20)
    raise typer.Exit(import_claims(batch, ledger, theatre, json, strict))


@app.command()
def reread(
    theatre: Annotated[
        str | None,
        typer.Option(
            "--theatre",
            help="Read all in this theatre; any: let each report's own places decide. By default "
            "each in the theatre it was last read in.",
        ),
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Read every report of the ledger with the present reader. Earlier readings stay."""
    from contested.cli.ingest import reread as reread_all

    raise typer.Exit(reread_all(ledger, theatre, json))


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The copy, a file that is not there yet.")],
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Copy the ledger as it is at one moment, whoever reads or writes it meanwhile."""
    from contested.cli.ingest import back_up

    raise typer.Exit(back_up(ledger, target))


@app.command()
def claims(
    place: Annotated[
        str | None, typer.Option(help="In any script or by id; its parts are included.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who does it, in any language.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who says so, in any language.")] = None,
    through: Annotated[
        str | None, typer.Option(help="The publisher or agency through which it came.")
    ] = None,
    predicate: Annotated[str | None, typer.Option(help="controls, captures, besieges ...")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First day, 2016-08-06.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last day, 2016-08-06.")] = None,
    as_known: AsKnown = None,
    recorded_by: RecordedBy = None,
    least_sure: Annotated[
        bool, typer.Option("--least-sure", help="The least surely read first, to be checked.")
    ] = False,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """List claims of the ledger. Days are those a claim speaks of, else of its publication."""
    from contested.cli.claims import Question, list_claims

    question = Question(
        place, actor, speaker, predicate, from_, to, as_known, recorded_by, theatre, through,
        least_sure,
    )  # fmt: skip
    raise typer.Exit(list_claims(ledger, question, json))


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(help="A claim's id, or the beginning of it.")],
    recorded_by: RecordedBy = None,
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Show what a claim rests on: its words, who says so, where it is, how sure, copies."""
    from contested.cli.explain import explain_claim

    raise typer.Exit(explain_claim(ledger, claim, theatre, recorded_by, json))


@app.command()
def correct(
    claim: Annotated[str, typer.Argument(help="A claim's id; with --add a report's file or id.")],
    by: Annotated[str, typer.Option(help="Who corrects.")],
    because: Annotated[str, typer.Option(help="Why.")],
    wrong: Annotated[bool, typer.Option("--wrong", help="Withdraw the claim.")] = False,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Replace a field: extent=part. May be given again."),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add a claim that was not read.")] = False,
    words: Annotated[str, typer.Option(help="The report's words that an added claim is in.")] = "",
    theatre: TheatreName = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """Record a reviewer's correction of a claim. The claim as it was read stays in the ledger."""
    from contested.cli.correct import add_claim, correct_claim

    if add or words:
        changes = set_ or []
        raise typer.Exit(add_claim(ledger, claim, words, changes, by, because, theatre, json))
    raise typer.Exit(correct_claim(ledger, claim, wrong, set_ or [], by, because, theatre, json))


@app.command()
def difference(
    before: Annotated[str | None, typer.Argument(help="A reader as the ledger names it.")] = None,
    after: Annotated[str | None, typer.Argument(help="Another reader.")] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """List what one reader says and another does not; by default the last two."""
    from contested.cli.correct import show_difference

    raise typer.Exit(show_difference(ledger, before, after, json))


@app.command()
def demo(
    serve: Annotated[
        bool,
        typer.Option(
            "--serve/--no-serve",
            help="Serve the map afterwards, until Ctrl-C; or only print, as with --json.",
        ),
    ] = True,
    ledger: Annotated[
        Path | None, typer.Option("--ledger", help="Keep the ledger here; else it is temporary.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8016,
    theatre: Annotated[
        str,
        typer.Option(help="Which war: syria (Aleppo, 2016) or ukraine (2022 and 2023)."),
    ] = "syria",
    json: Json = False,
) -> None:
    """Read the bundled dispatches of a war, print who says what about some of its places, and serve
    the map of them."""
    from contested.cli.demo import run_demo

    raise typer.Exit(run_demo(ledger, json, serve, host, port, theatre))


@app.command()
@with_reader_options()
def score(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Folders of gold files: x.json beside x.txt.", metavar="FOLDERS"),
    ],
    theatre: Annotated[
        str | None,
        typer.Option("--theatre", help="Read all in this theatre, not in each gold file's own."),
    ] = None,
    misses: Annotated[
        bool,
        typer.Option("--misses", help="List what was missed, wrong or too much, not the figures."),
    ] = False,
    wanted: Wanted = DEFAULT_READER,
    json: Json = False,
) -> None:
    """Score the reader against annotated reports, per language and predicate.

    A claim counts as found if predicate, actor and place agree; speaker, extent, factuality and
    date are shares of the claims found. "control" is the predicates of control, as
    docs/claims.md has them. docs/gold.md tells how to annotate a report.
    """
    from contested.cli.score import score_folders

    raise typer.Exit(score_folders(folders, theatre, json, wanted, misses))


@theatre_app.command()
def check(
    pack: Annotated[str, typer.Argument(help="A shipped pack's name, or a folder.")],
    json: Json = False,
) -> None:
    """Check a pack; every error and warning names its file, line and column."""
    from contested.cli.theatre import check as check_pack

    raise typer.Exit(check_pack(pack, json))


@theatre_app.command()
def show(
    pack: Annotated[str, typer.Argument(help="A shipped pack's name, or a folder.")],
    place: Annotated[str | None, typer.Option(help="Show one place, by any of its names.")] = None,
    json: Json = False,
) -> None:
    """Show what a pack holds, or what it knows of one place."""
    from contested.cli.theatre import show as show_pack

    raise typer.Exit(show_pack(pack, place, json))


@theatre_app.command()
def build(
    name: Annotated[str, typer.Argument(help="The new pack's name.")],
    country_file: Annotated[
        Path,
        typer.Option("--country-file", help="GeoNames' file of the country, CC.zip or CC.txt."),
    ],
    out: Annotated[
        Path | None, typer.Option(help="The new folder; by default one of the pack's name.")
    ] = None,
    alternate_names: Annotated[
        Path | None, typer.Option("--alternate-names", help="GeoNames' alternateNamesV2.zip.")
    ] = None,
    roads: Annotated[Path | None, typer.Option(help="GeoJSON of roads.")] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Names in this language. May be given again.")
    ] = None,
    min_population: Annotated[
        int, typer.Option("--min-population", min=0, help="Leave out smaller settlements.")
    ] = 500,
    title: Annotated[str | None, typer.Option(help="The pack's title.")] = None,
    json: Json = False,
) -> None:
    """Make a pack from a GeoNames country file, its alternate names, and roads."""
    from contested.cli.theatre import build as build_pack

    raise typer.Exit(
        build_pack(
            name,
            out or Path(name),
            country_file,
            alternate_names,
            roads,
            language or [],
            min_population,
            title,
            json,
        )
    )


register_situation(app)


belief_commands.add_to(app)
map_commands.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run the program; the exit code. Errors are one line on standard error, never a traceback."""
    _prepare_streams()
    try:
        code = app(list(arguments), prog_name="contested", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:
            return _interrupted()
        return code if isinstance(code, int) else 0
    except ContestedError as error:
        return _code_of(error)
    except BrokenPipeError:
        return _output_closed()
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except OSError as error:
        return _fail(f"{error.filename or 'system'}: {error.strerror or error}", 1)
    except Exception as error:
        # Wrong options: click's exceptions, which newer versions of typer carry themselves.
        format_message: Callable[[], str] | None = getattr(error, "format_message", None)
        if format_message is None:
            kind = type(error).__name__
            return _fail(f"internal error, please report it: {kind}: {error}", 1)
        return _fail(format_message(), 2)


def _code_of(error: ContestedError) -> int:
    from contested.cli.options import OptionError
    from contested.cli.terminal import PipeClosedError

    if isinstance(error, PipeClosedError):
        return _output_closed()
    return _fail(str(error), 2 if isinstance(error, OptionError) else 1)


def _output_closed() -> int:
    # Python flushes once more when it ends, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _interrupted() -> int:
    return _fail("interrupted; what was finished is stored", _INTERRUPTED)


def _fail(message: str, code: int) -> int:
    from contested.cli.neutral import neutral_line

    print(f"contested: {neutral_line(message)}", file=sys.stderr)
    return code


def _prepare_streams() -> None:
    import logging

    # Libraries that read broken pages complain in their logs; the commands tell it themselves.
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
