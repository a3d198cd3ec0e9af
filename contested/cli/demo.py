"""`contested demo`: the bundled dispatches in a ledger, and what it then says about some places."""

from __future__ import annotations

import tempfile
import time
import tomllib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from contested.cli.batch import Tally, open_batch
from contested.cli.reading import make_reader
from contested.cli.terminal import heading, print_records, progress, say, tell
from contested.cli.wording import counted, sentence, stored_record, when, who
from contested.errors import NotFoundError, ReportError
from contested.ledger.ingest import ingest_all
from contested.ledger.query import ClaimFilter
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.study.names import wanted_places

DEFAULT_THEATRE = "syria"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The dispatches about one war, and which questions are asked of them.

    `places` are those about which claims are listed, `believed` the days and places of which
    beliefs are shown beside what each speaker says, `ask` the place of the question suggested,
    `opens_on` the day the map opens on.
    """

    theatre: str
    title: str
    dispatches: Path
    places: tuple[str, ...]
    believed: tuple[tuple[date, tuple[str, ...]], ...]
    ask: str
    opens_on: date


def demonstrations() -> list[str]:
    """The theatres that have a demonstration."""
    folder = Path(str(resources.files("contested") / "demo"))
    return sorted(entry.parent.name for entry in folder.glob("*/demo.toml"))


def load_demonstration(theatre: str = DEFAULT_THEATRE) -> Demonstration:
    """The demonstration of a theatre. Raises NotFoundError for a theatre without one, and
    ReportError if its dispatches are not installed."""
    known = demonstrations()
    if theatre not in known:
        raise NotFoundError(f"no demonstration {theatre!r}; there are: {', '.join(known)}")
    folder = Path(str(resources.files("contested") / "demo")) / theatre
    if not (folder / "dispatches").is_dir():
        raise ReportError(f"{folder}/dispatches: the dispatches are not installed")
    told = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    believed = tuple((one["on"], tuple(one["places"])) for one in told["believed"])
    return Demonstration(
        theatre,
        told["title"],
        folder / "dispatches",
        tuple(told["places"]),
        believed,
        told["ask"],
        told["opens_on"],
    )


def run_demo(
    ledger_path: Path | None,
    as_json: bool,
    serve: bool = False,
    host: str = "127.0.0.1",
    port: int = 8016,
    theatre: str = DEFAULT_THEATRE,
) -> int:
    """Ingest the dispatches into the ledger (a temporary one without a path) and print; exit code.

    With `serve`, and not `as_json`, the map is served afterwards, until it is interrupted.

    Raises NotFoundError for a theatre without a demonstration.
    """
    shown = load_demonstration(theatre)
    with ExitStack() as stack:
        path = ledger_path or (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="contested-demo-")))
            / "demo.db"
        )
        started = time.perf_counter()
        ledger = stack.enter_context(Ledger.open(path, create=True))
        tally = _ingest(ledger, shown)
        seconds = time.perf_counter() - started
        found = {name: _claims_about(ledger, name, theatre) for name in shown.places}
        beliefs = [] if as_json else _beliefs(path, shown)
        if as_json:
            for name, claims in found.items():
                print_records({"about": name, **stored_record(stored)} for stored in claims)
        else:
            _print_answers(shown.title, found, beliefs)
        summary = tally.summary(
            (("reports", "reports"), ("copies", "copies of others"), ("claims", "claims"))
        )
        tell(f"{summary}; {seconds:.1f} s")
        if not as_json:
            _print_next(shown, ledger_path)
        if tally.counts["refused"]:
            return 1  # what is shown would not be what the dispatches say
        if serve and not as_json and tally.counts["reports"]:
            ledger.close()
            return _serve(path, shown, host, port)
    return 0 if tally.counts["reports"] else 1


def _print_answers(
    title: str,
    found: dict[str, list[StoredClaim]],
    beliefs: Sequence[tuple[date, str, list[str]]],
) -> None:
    heading(f"{title}, in dispatches composed for this demonstration")
    for name, claims in found.items():
        say()
        _print_place(name, claims)
    for day, name, lines in beliefs:
        say()
        heading(f"Who holds {name}, as known on {day}")
        for line in lines:
            say(f"  {line}")
    say()


def _print_next(shown: Demonstration, ledger_path: Path | None) -> None:
    if ledger_path is None:
        other = "" if shown.theatre == DEFAULT_THEATRE else f" --theatre {shown.theatre}"
        say(f"Nothing was kept. To keep the ledger: contested demo{other} --ledger demo.db")
    else:
        say(f"Ask on: contested claims --ledger {ledger_path} --place {shown.ask}")
        say(f"        contested explain --ledger {ledger_path} CLAIM")


def _serve(ledger_path: Path, shown: Demonstration, host: str, port: int) -> int:
    from contested.cli.serve import Served, serve_ledger

    say()
    return serve_ledger(ledger_path, shown.theatre, Served(host, port, open_at=shown.opens_on))


def _ingest(ledger: Ledger, shown: Demonstration) -> Tally:
    tally = Tally()
    batch = open_batch([str(shown.dispatches)], None, None, None, max_mb=20, max_seconds=20)
    reader, extractor = make_reader(shown.theatre)
    with progress("reading dispatches", len(batch)) as bar:
        for outcome in ingest_all(ledger, reader, batch.items(bar), extractor, batch.limits):
            if outcome.problem is not None:
                tally.problem(outcome.problem)
            if outcome.ingested is not None:
                tally.counts["reports"] += 1
                tally.counts["claims"] += outcome.ingested.claims
                tally.counts["copies"] += bool(outcome.ingested.copies)
    return tally


def _claims_about(ledger: Ledger, name: str, theatre: str) -> list[StoredClaim]:
    places = wanted_places(name, ledger.names()["place"], theatre)
    return ledger.claims(ClaimFilter(places=places.names, place_ids=places.ids))


def _print_place(name: str, claims: Sequence[StoredClaim]) -> None:
    speakers = {who(stored.claim, stored.publisher) for stored in claims}
    heading(f"{name}: {counted(len(claims), 'claims')} by {counted(len(speakers), 'speakers')}")
    for statement, told in group_claims(claims):
        say(f"  {statement}")
        for line in told:
            say(f"    {line}")


def _beliefs(ledger_path: Path, shown: Demonstration) -> list[tuple[date, str, list[str]]]:
    from contested.cli.belief import fused_lines

    return [
        (day, name, lines)
        for day, places in shown.believed
        for name, lines in fused_lines(ledger_path, places, shown.theatre, day)
    ]


def group_claims(claims: Sequence[StoredClaim]) -> list[tuple[str, list[str]]]:
    """Each thing that is claimed, by its first day, with a line for everyone who says so.

    Copies are folded into the line of what they repeat and counted there.
    """
    groups: dict[str, dict[tuple[str, str], list[StoredClaim]]] = {}
    for stored in claims:
        published_on = stored.published_at[:10] if stored.published_at else None
        by = (when(stored.claim, published_on).strip("[]"), who(stored.claim, stored.publisher))
        groups.setdefault(sentence(stored.claim), {}).setdefault(by, []).append(stored)
    lines = []
    for statement, told in groups.items():
        rows = []
        for (day, speaker), same in _fold_copies(told):
            own = [stored for stored in same if stored.copy_of is None] or same[:1]
            copies = len(same) - len(own)
            through = ", ".join(sorted({stored.publisher or "?" for stored in own}))
            plural = "copy" if copies == 1 else "copies"
            folded = f" (+{copies} {plural})" if copies else ""
            tail = "" if through == speaker else f" | {through}"
            rows.append(f"{day}  {speaker}{tail}{folded}  {own[0].id}")
        lines.append((statement, rows))
    return lines


def _fold_copies(
    told: dict[tuple[str, str], list[StoredClaim]],
) -> list[tuple[tuple[str, str], list[StoredClaim]]]:
    """Move claims of the outlet itself in a copied report to the line of the original's outlet."""
    by_report = {stored.claim.report_id: key for key, same in told.items() for stored in same}
    folded: dict[tuple[str, str], list[StoredClaim]] = {}
    for key, same in told.items():
        for stored in same:
            home = by_report.get(stored.copy_of or "", key)
            folded.setdefault(home, []).append(stored)
    return sorted(folded.items(), key=lambda item: item[0])
