"""`contested export`: a day's beliefs, the claims, the events, or a whole site, as files."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from contested.actor.load import load_actors
from contested.belief.store import Kept
from contested.cli.belief import NOT_LEARNT, Asked
from contested.cli.claims import check_moment, none_recorded
from contested.cli.options import OptionError, day_of
from contested.cli.panel import CSV, PARQUET, PanelDays, export_panel
from contested.cli.sheet import PAGE, PICTURE, Sheet, find_place, sheet
from contested.cli.terminal import tell
from contested.cli.undated import tell_undated
from contested.cli.wording import counted
from contested.errors import LedgerError, NotFoundError, QuestionError
from contested.ledger.store import Ledger
from contested.map.export import FORMATS
from contested.map.export_rows import BOM
from contested.map.export_site import export_site
from contested.map.live import State
from contested.map.page import STATIC
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot, choose_theatre, take_snapshot
from contested.study.study import open_study

SITE = "site"
# Formats of claims alone: no belief is in them.
_NO_BELIEF = frozenset({"claims.jsonl", "claims.csv", "acled.csv", "ucdp.csv"})


@dataclass(frozen=True, slots=True)
class Exported:
    """The options of `contested export`, as typed."""

    format: str
    at: str | None = None
    output: Path | None = None
    hindsight: bool = False
    as_known: str | None = None
    according_to: str | None = None
    side: str | None = None
    without: tuple[str, ...] = ()
    replace: bool = False
    recorded_by: str | None = None
    panel: PanelDays | None = None
    language: str = "en"
    excel: bool = False
    each_side: bool = False


def export_ledger(ledger_path: Path, theatre: str | None, wanted: Exported) -> int:
    """Write the export; the exit code. Raises OptionError for options that do not fit."""
    names = (*FORMATS, CSV, PARQUET, PAGE, PICTURE, SITE)
    if wanted.format not in names:
        raise OptionError(
            f"there is no export format {wanted.format!r}; there are: {', '.join(names)}"
        )
    _check_shape(wanted)
    if wanted.format == SITE:
        _check_site(wanted)
    elif wanted.replace:
        raise OptionError("--replace is for a site; a file is written over without it")
    if wanted.format in (CSV, PARQUET):
        return _panel(ledger_path, theatre, wanted)
    is_sheet = wanted.format in (PAGE, PICTURE)
    panel = wanted.panel or PanelDays()
    if replace(panel, places=()) != PanelDays():
        raise OptionError("--from, --to and --every are for a panel; --at says the day")
    if panel.places and wanted.format == SITE:
        raise OptionError("--place is for everything but a site, which holds all places")
    check_moment("--recorded-by", wanted.recorded_by)
    at, as_known = day_of("--at", wanted.at), day_of("--as-known", wanted.as_known)
    with Ledger.open(ledger_path) as ledger:
        state = State(_snapshot(ledger, theatre, wanted.recorded_by))
        tell_undated(ledger)
        if state.snapshot.believer.learnt.fitted_on is None and wanted.format not in _NO_BELIEF:
            tell(NOT_LEARNT)
        if wanted.format == SITE:
            return _site(state, wanted)
        snapshot = state.snapshot
        day = at or snapshot.last_day
        try:
            snapshot.day_index(day)
        except NotFoundError as error:
            raise OptionError(f"--at {error}") from error
        selector = _selector(snapshot, wanted, as_known)
        if is_sheet:
            asked = Sheet(
                wanted.format, selector, day, panel.places, wanted.language, wanted.each_side
            )
            data, what = sheet(state, asked, wanted.output)
        else:
            form = FORMATS[wanted.format]
            found = {find_place(snapshot, one) for one in panel.places}
            within = frozenset(part for one in found for part in snapshot.places.within(one))
            data, what = form.make(state, selector, day, within or None), form.what
            data = BOM + data if wanted.excel else data
    if wanted.output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        wanted.output.write_bytes(data)
        tell(f"{wanted.output}: {what}, {len(data):,} bytes")
    return 0


def _check_shape(wanted: Exported) -> None:
    """Refuse options of how a file is made that its format cannot have."""
    form = FORMATS.get(wanted.format)
    is_csv = wanted.format == CSV or (form is not None and form.media_type.startswith("text/csv"))
    if wanted.excel and not is_csv:
        raise OptionError(f"--excel is for a CSV, and {wanted.format} is none")
    if wanted.each_side and wanted.format not in (PAGE, PICTURE):
        raise OptionError("--each-side is for a page or a picture")
    if wanted.each_side and (wanted.side or wanted.according_to):
        raise OptionError("--each-side shows all told and every side: leave out --side and "
                          "--according-to")  # fmt: skip


def _panel(ledger_path: Path, theatre: str | None, wanted: Exported) -> int:
    if wanted.at or wanted.replace:
        raise OptionError("a panel has many days: say --from and --to instead of --at")
    asked = Asked(
        "", as_known=wanted.as_known, according_to=wanted.according_to, without=wanted.without,
        theatre=theatre, hindsight=wanted.hindsight, side=wanted.side,
        recorded_by=wanted.recorded_by,
    )  # fmt: skip
    return export_panel(
        ledger_path, asked, wanted.panel or PanelDays(), wanted.format, wanted.output,
        excel=wanted.excel,
    )  # fmt: skip


def _snapshot(ledger: Ledger, theatre: str | None, recorded_by: str | None) -> Snapshot:
    """The ledger as it stands, or as it stood; then nothing that was learnt later counts."""
    if recorded_by is None:
        return take_snapshot(ledger, theatre)
    study = open_study(ledger.path, theatre, recorded_by=recorded_by, learn=False)
    claims = list(study.stored.values())
    if not claims:
        hint = none_recorded(ledger, recorded_by) or "there is no claim in it"
        raise LedgerError(f"{ledger.path}: {hint}")
    pack = choose_theatre(theatre, claims)
    kept = Kept(study.believer.learnt) if study.trust == "learnt" else None
    return Snapshot(
        f"recorded-by-{recorded_by}", pack, load_actors(pack.path), claims, ledger.counts(),
        ledger.report, kept,
    )  # fmt: skip


def _selector(snapshot: Snapshot, wanted: Exported, as_known: date | None) -> Selector:
    if wanted.according_to and wanted.side:
        raise OptionError("--according-to and --side exclude one another")
    return Selector(
        "hindsight" if wanted.hindsight else "then",
        as_known,
        snapshot.speaker(wanted.according_to).name if wanted.according_to else None,
        _side(snapshot, wanted.side) if wanted.side else None,
        tuple(sorted({snapshot.speaker(one).name for one in wanted.without})),
    )


def _side(snapshot: Snapshot, text: str) -> str:
    known = snapshot.actors.lookup(text)
    side = snapshot.actors.side_of(known.id, snapshot.last_day) if known else None
    return snapshot.holder(side or text).id


def _check_site(wanted: Exported) -> None:
    """Refuse options that choose among what a site holds all of, or that no site can follow."""
    given = {
        "--at": wanted.at, "--hindsight": wanted.hindsight, "--side": wanted.side,
        "--according-to": wanted.according_to,
    }  # fmt: skip
    if held := [name for name, value in given.items() if value]:
        raise OptionError(
            f"a site does not take {', '.join(held)}: it holds every day, as known then and in "
            "hindsight, according to all, to each side and to each speaker. Export it without, and "
            "choose on its page; the address of the page is then a link to that choice"
        )
    unheld = {
        "--as-known": wanted.as_known,
        "--recorded-by": wanted.recorded_by,
        "--without": " ".join(wanted.without),
    }
    if other := [name for name, value in unheld.items() if value]:
        raise OptionError(
            f"a site does not take {', '.join(other)}: it holds the word of everybody who speaks "
            "in the ledger, to its last report"
        )


def _site(state: State, wanted: Exported) -> int:
    output = wanted.output
    if output is None:
        raise OptionError("a site needs a new folder: name it with --output")
    try:
        files = export_site(state, output, told=tell, replacing=wanted.replace)
    except QuestionError as error:
        raise OptionError(str(error)) from error
    if not (STATIC / "index.html").is_file():
        tell("the page is not built, so that the site has only its answers; `make page` builds it")
    reports = counted(len(state.snapshot.by_report), "reports")
    tell(f"{output}: {counted(files, 'files')}")
    tell(f"the full texts of {reports} are in it: publish it only if you may publish these")
    tell(
        "opened from disk it shows nothing: put the folder on any web host, or look at it here "
        f"with `python3 -m http.server --directory {shlex.quote(str(output))}`"
    )
    return 0
