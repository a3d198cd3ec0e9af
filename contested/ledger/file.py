"""The file of a ledger: whether it is one, whether it can change, and connections to it."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from contested.errors import LedgerError
from contested.ledger.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_APPLICATION_ID = slice(68, 72)
# How often a change of the journal, for which SQLite does not wait by itself, is tried again.
_JOURNAL_RETRY_S = 0.02
_LOOK_TIMEOUT_S = 30.0
# How SQLite opens a file that nobody changes meanwhile, without any file beside it.
_SEALED = "mode=ro&immutable=1"
# What the write-ahead log may keep of the disk once its rows are in the file.
_LOG_BYTES = 4 * 1024 * 1024


def look_at(path: Path) -> str:
    """``missing``, ``new`` (an SQLite file without tables) or ``ledger``, by the header alone.

    Raises LedgerError for anything else, without opening it as a database.
    """
    header = _header(path)
    if not header:
        return "missing"
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise LedgerError(
            f"{path}: this is not a ledger (nor any SQLite file); it was not touched: name another "
            "file with --ledger"
        )
    if _is_marked(header):
        return "ledger"
    refusal = LedgerError(
        f"{path}: this SQLite file belongs to another program; it was not touched: name another "
        "file with --ledger"
    )
    if not any(header[_APPLICATION_ID]):
        try:
            if _is_unfinished(path):
                return "new"
        except LedgerError as error:
            refusal = error
    # A process that was creating it may have copied its log into the file between these looks.
    # The first page, which has our mark, is copied first.
    if _is_marked(_header(path)):
        return "ledger"
    raise refusal


def _header(path: Path) -> bytes:
    try:
        if not path.exists():
            return b""
        with path.open("rb") as stream:
            return stream.read(_HEADER_BYTES)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be opened: {error.strerror or error}") from error


def _is_marked(header: bytes) -> bool:
    return header[_APPLICATION_ID] == APPLICATION_ID.to_bytes(4, "big")


def _is_unfinished(path: Path) -> bool:
    """Whether an SQLite file without our mark is a ledger whose creation was interrupted.

    Then it has no tables, or all that it has is still in its write-ahead log.
    """
    if _tables(path, _SEALED):
        return False
    if not Path(f"{path}-wal").exists():
        return True
    found = _tables(path, "mode=rw")
    return not found or {"alembic_version", "readings", "claims"} <= found


def _tables(path: Path, options: str) -> set[str]:
    try:
        with closing(_connect(path, options)) as connection:
            return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{path}: the file is damaged ({error}); it was left as it is") from error


def engine_of(path: Path, busy_timeout_s: float) -> Engine:
    """Connections to a ledger: transactions in turn, a write-ahead log where one can be kept."""
    sealed = is_sealed(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        **({"creator": lambda: plain_connection(path)} if sealed else {}),
        connect_args={"timeout": busy_timeout_s},
    )

    @event.listens_for(engine, "connect")
    def prepare(dbapi: Any, _record: Any) -> None:
        # Transactions are begun below, so that a writer takes its turn before it reads.
        dbapi.isolation_level = None
        if sealed:
            return
        _keep_write_ahead_log(dbapi, busy_timeout_s)
        dbapi.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        dbapi.execute("PRAGMA synchronous = FULL")
        dbapi.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def plain_connection(path: Path) -> sqlite3.Connection:
    """A connection without SQLAlchemy, which changes nothing where nothing may be changed."""
    return _connect(path, _SEALED if is_sealed(path) else "mode=rw")


def _connect(path: Path, options: str) -> sqlite3.Connection:
    address = f"file:{quote(path.resolve().as_posix())}?{options}"
    return sqlite3.connect(address, uri=True, timeout=_LOOK_TIMEOUT_S, check_same_thread=False)


def is_sealed(path: Path) -> bool:
    """Whether nobody can write here: the file, or its folder, where the log would have to stand.

    Then nothing changes under the reader either; unless there is a log, which belongs to it.
    """
    if not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    log = Path(f"{path}-wal")
    return not log.exists() or log.stat().st_size == 0


def _keep_write_ahead_log(dbapi: Any, busy_timeout_s: float) -> None:
    """Switch the file to a write-ahead log, once for all.

    Two processes that both create the ledger read its first page and then both want to change it.
    SQLite refuses one of them at once, because waiting could be a deadlock, so the busy timeout
    does not hold here.
    """
    give_up_at = time.monotonic() + busy_timeout_s
    while True:
        try:
            dbapi.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= give_up_at:
                raise
        time.sleep(_JOURNAL_RETRY_S)
