"""Serving a ledger until somebody ends it."""

from __future__ import annotations

import logging
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from contested.errors import ContestedError, DataError, QuestionError
from contested.map.answers import Tiles
from contested.map.app import make_app
from contested.map.events import Events
from contested.map.live import Live
from contested.map.selector import Selector
from contested.map.settings import Settings

log = logging.getLogger("contested.map")
# How long an open connection may hold up the end.
_GRACE_SECONDS = 3
_VECTOR = (".pbf", ".mvt")
TILES_PATH = "tiles.pmtiles"


class _Server(uvicorn.Server):
    """A server that ends open event streams when it is told to stop."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop: called by the signal's handler."""
        log.info("told to stop (%s)", signal.Signals(sig).name)
        self._events.end_soon()
        super().handle_exit(sig, frame)


def serve(
    live: Live,
    settings: Settings,
    *,
    ready: Callable[[str], None] = lambda address: None,
    open_page: bool = False,
    tiles_file: Path | None = None,
    access_log: bool = False,
) -> None:
    """Serve until interrupted; `ready` hears the address. Raises QuestionError if the address
    cannot be had."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)
    app = make_app(live, settings, tiles_file=tiles_file)
    listening = _listen(settings)
    port = int(listening.getsockname()[1])
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    ready(address)
    threading.Thread(target=warm_up, args=(live,), daemon=True).start()
    if open_page:
        webbrowser.open(address)
    config = uvicorn.Config(
        app, log_config=None, log_level="info" if access_log else "warning",
        access_log=access_log, server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )  # fmt: skip
    log.info("serving %s at %s", live.ledger.path, address)
    try:
        _Server(config, _events(app)).run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()
        log.info("stopped")


def _end(number: int, _frame: FrameType | None) -> None:
    """Unwind, so that the ledger is closed and its log emptied; a shell sees 128 + the signal."""
    raise SystemExit(128 + number)


def warm_up(live: Live) -> None:
    """Ask what the page will ask first, so that compiled code is loaded before anybody waits."""
    from contested.map.place_panel import place_panel

    state = live.state
    view = state.views.get(Selector())
    day = state.snapshot.last_day
    try:
        for place in view.places()[:1]:
            place_panel(state.rows, view, place, day)
        state.situations.panel(view, day)
    except ContestedError:
        return


def tiles_of(text: str, attribution: str = "") -> tuple[Tiles, Path | None]:
    """The base map that an address with ``{z}/{x}/{y}`` or a PMTiles file or address names, and
    the file if it is one. Raises DataError for anything else."""
    if text.partition("?")[0].endswith(".pmtiles"):
        if "://" in text:
            return Tiles(kind="pmtiles", url=text, attribution=attribution), None
        path = Path(text)
        if not path.is_file():
            raise DataError("there is no such PMTiles file", path=path)
        return Tiles(kind="pmtiles", url=TILES_PATH, attribution=attribution), path
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not all(k in text for k in ("{z}", "{x}", "{y}")):
        raise DataError(
            f"{text!r} is no base map: give an address with {{z}}, {{x}} and {{y}}, or a .pmtiles"
        )
    kind = "vector" if parts.path.endswith(_VECTOR) else "raster"
    return Tiles(kind="vector" if kind == "vector" else "raster", url=text,
                 attribution=attribution), None  # fmt: skip


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        raise QuestionError(
            f"cannot listen at {settings.host} port {settings.port} "
            f"({error.strerror or error}); choose another with --host and --port"
        ) from error


def _events(app: FastAPI) -> Events:
    found: Events = app.state.events
    return found
