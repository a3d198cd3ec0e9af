"""`contested serve`: the options as settings, and the map of a ledger until it is interrupted."""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.cli.options import OptionError
from contested.cli.terminal import say, tell
from contested.cli.undated import tell_undated
from contested.cli.wording import counted
from contested.errors import DataError
from contested.ledger.store import Ledger
from contested.map.live import Live
from contested.map.serve import serve, tiles_of
from contested.map.session import Password
from contested.map.settings import DEFAULT_HOST, DEFAULT_PORT, Settings, is_loopback

PASSWORD_VARIABLE = "CONTESTED_PASSWORD"
_LOG_TIME = "%Y-%m-%dT%H:%M:%S"
_OTHERS_READ = 0o044


@dataclass(frozen=True, slots=True)
class Served:
    """The options of `contested serve`, as typed."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    open_page: bool = False
    tiles: str | None = None
    attribution: str = ""
    password_file: Path | None = None
    public: bool = False
    allowed_hosts: tuple[str, ...] = ()
    open_at: date | None = None
    access_log: bool = False


def serve_ledger(ledger_path: Path, theatre: str | None, served: Served) -> int:
    """Serve until interrupted; the exit code. Raises OptionError for options that do not fit."""
    password = _password(served.password_file)
    if not is_loopback(served.host) and password is None and not served.public:
        raise OptionError(
            f"--host {served.host} can be reached from other machines: set a password with "
            "--password-file, or let everybody read with --public"
        )
    tiles = tiles_file = None
    if served.tiles is not None:
        try:
            tiles, tiles_file = tiles_of(served.tiles, served.attribution)
        except DataError as error:
            raise OptionError(f"--tiles: {error}") from error
    settings = Settings(
        served.host, served.port, password, served.public, served.allowed_hosts, tiles,
        open_at=served.open_at,
    )  # fmt: skip
    with Ledger.open(ledger_path) as ledger:
        tell_undated(ledger)
        live = Live(ledger, theatre)

        def ready(address: str) -> None:
            snapshot = live.state.snapshot
            say(
                f"{snapshot.theatre.title}, {counted(len(snapshot.claims), 'claims')}: {address}  "
                "(Ctrl-C ends)"
            )
            # In a pipe or a log nobody would learn the address before the end.
            sys.stdout.flush()

        _start_log()
        serve(
            live, settings, ready=ready, open_page=served.open_page, tiles_file=tiles_file,
            access_log=served.access_log,
        )  # fmt: skip
    return 0


def _start_log() -> None:
    """What happens goes to standard error, a line each with its time in UTC."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", _LOG_TIME))
    lines.formatter.converter = time.gmtime  # type: ignore[union-attr]  # set just above
    for name in ("contested", "uvicorn"):
        found = logging.getLogger(name)
        found.handlers, found.propagate = [lines], False
        found.setLevel(logging.INFO)


def _password(path: Path | None) -> Password | None:
    if path is not None:
        if path.stat().st_mode & _OTHERS_READ:
            tell(f"--password-file {path}: others on this machine may read it; chmod 600 it")
        lines = path.read_text(encoding="utf-8").splitlines()
        text, source = (lines[0].strip() if lines else ""), f"--password-file {path}"
    else:
        text, source = os.environ.get(PASSWORD_VARIABLE, ""), PASSWORD_VARIABLE
        if not text:
            return None
    try:
        return Password.of(text)
    except DataError as error:
        raise OptionError(f"{source}: {error}") from error
