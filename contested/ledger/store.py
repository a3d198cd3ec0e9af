"""The ledger: opened safely, written by one process at a time, read by any number."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from contested.claim.claim import Claim, Resolution
from contested.errors import LedgerError
from contested.ledger import query, refused, write
from contested.ledger.difference import difference
from contested.ledger.migrate import revision_of, upgrade
from contested.ledger.query import ClaimFilter
from contested.ledger.records import (
    Change,
    Changes,
    Correction,
    Ingested,
    StoredClaim,
    Verdict,
    stamp,
)
from contested.ledger.refused import Refused
from contested.ledger.schema import APPLICATION_ID, REVISION
from contested.report.copies import Copy, bands
from contested.report.report import Report
from contested.report.source import Problem

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
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """An append-only store. Open it with `Ledger.open`; use it as a context manager.

    `clock` says when something is recorded. Every method raises LedgerError if the file is
    damaged or another process writes to it for longer than the busy timeout.
    """

    def __init__(self, engine: Engine, path: Path, busy_timeout_s: float, clock: Clock) -> None:
        self._engine, self.path = engine, path
        self._busy_timeout_s, self._clock = busy_timeout_s, clock
        self._file: tuple[int, int] | None = None
        self._has_written = False

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        busy_timeout_s: float = 30.0,
        clock: Clock = utc_now,
    ) -> Ledger:
        """Open the ledger at `path`, bringing an older one up to date.

        With `create` a missing file is created. Where the file or its folder may not be written, it
        is read as it stands. Raises LedgerError if the file is missing, is no ledger, is damaged or
        was made by a newer version; such a file is not touched.
        """
        path = Path(path)
        state = _look_at(path)
        if state == "missing" and not create:
            raise LedgerError(
                f"{path}: there is no ledger here; `contested ingest FILES` makes one, or name "
                "another with --ledger or CONTESTED_LEDGER"
            )
        if state == "missing" and not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist; make it first")
        ledger = cls(_engine(path, busy_timeout_s), path, busy_timeout_s, clock)
        try:
            ledger._bring_up_to_date()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Close every connection; what was written goes from the log into the file if it can."""
        if self._has_written:
            self.checkpoint()
        self._engine.dispose()

    def checkpoint(self) -> None:
        """Move what the write-ahead log holds into the file and empty the log, unless somebody is
        reading or writing just then."""
        with (
            suppress(sqlite3.DatabaseError),
            closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup(self, target: Path) -> int:
        """Copy the ledger as it is at one moment, while others may read and write it.

        Gives the number of reports in the copy. It is one file that needs nothing beside it, and
        may be read where nobody may write. The copy appears under its name when it is whole.
        Raises LedgerError if there is a file of that name, or if it cannot be written.
        """
        if target.exists():
            raise LedgerError(f"{target}: there is a file of this name; name another, or remove it")
        unfinished = target.with_name(f"{target.name}.unfinished")
        try:
            with closing(_plain(self.path)) as source, closing(sqlite3.connect(unfinished)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                (reports,) = copy.execute("SELECT count(*) FROM reports").fetchone()
            unfinished.replace(target)
            return int(reports)
        except (OSError, sqlite3.DatabaseError) as error:
            raise LedgerError(f"{target}: the copy cannot be written ({error})") from error
        finally:
            unfinished.unlink(missing_ok=True)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Adding

    def ingest(
        self,
        report: Report,
        extractor: str,
        claims: Sequence[Claim],
        resolutions: Sequence[Resolution] = (),
        notes: Sequence[str] = (),
        *,
        copies: bool = True,
    ) -> Ingested:
        """Add a report with one reading of it, in one transaction: all of it or nothing.

        What is already there is left alone: the same report and extractor again add nothing; a
        new extractor adds its reading beside the old one. Without `copies` the text is not compared
        with those of other reports.
        """
        report_bands = bands(report.text) if copies else []
        with self._transaction(writing=True) as connection:
            now = stamp(self._clock())
            return write.record(
                connection, report, report_bands, extractor, claims, resolutions, notes, now
            )

    def correct(
        self,
        claim_id: str,
        verdict: Verdict,
        *,
        reviewer: str,
        reason: str,
        changes: Changes | None = None,
    ) -> Correction:
        """Record that a reviewer withdraws a claim (``wrong``) or replaces fields (``changed``).

        With a place or an actor `changes` says what it is (`records.RESOLVED`); nothing is looked
        up here, and a name without is a name alone.

        Raises NotFoundError for an unknown claim and LedgerError for a field or value that
        cannot be.
        """
        if (verdict == "changed") != bool(changes):
            raise LedgerError("a correction 'changed' names fields, a correction 'wrong' none")
        with self._transaction(writing=True) as connection:
            correction = Correction(
                claim_id, verdict, changes or {}, reviewer, reason, stamp(self._clock())
            )
            write.correct(connection, correction)
            return correction

    def refuse(self, problem: Problem) -> bool:
        """Put on record what could not be read; whether this content was refused before for the
        same reason. What was never opened has no content and is never known."""
        if not problem.content:
            return False
        now = stamp(self._clock())
        with self._transaction() as connection:
            last = refused.seen(connection, problem)
        if refused.is_of_today(last, now):
            return True
        with self._transaction(writing=True) as connection:
            return refused.record(connection, problem, now)

    # Asking

    def refused(self) -> list[Refused]:
        """What could not be read or only in part, the newest first."""
        with self._transaction() as connection:
            return refused.every(connection)

    def has_reading(self, report_id: str, extractor: str) -> bool:
        """Whether this extractor has read this report before."""
        with self._transaction() as connection:
            return write.has_reading(connection, report_id, extractor)

    def claims(self, wanted: ClaimFilter | None = None) -> list[StoredClaim]:
        """The claims that fit, as known on the filter's days (`query.find_claims`)."""
        with self._transaction() as connection:
            return list(query.find_claims(connection, wanted or ClaimFilter()))

    def claim(self, claim_id: str, recorded_by: str | None = None) -> StoredClaim:
        """One claim by its id or the beginning of it. Raises NotFoundError."""
        with self._transaction() as connection:
            return query.find_claim(connection, claim_id, recorded_by)

    def report(self, report_id: str) -> Report:
        """One report by its id. Raises NotFoundError."""
        with self._transaction() as connection:
            return query.find_report(connection, report_id)

    def reports(self, read_by: str | None = None) -> Iterator[Report]:
        """Every report, or those that this extractor has read, in the order of recording."""
        with self._transaction() as connection:
            yield from query.all_reports(connection, read_by)

    def copies_of(self, report_id: str) -> list[Copy]:
        """The links of a report to what it copies and to what copies it."""
        with self._transaction() as connection:
            return query.copies_of(connection, report_id)

    def extractors(self) -> list[tuple[str, int]]:
        """Every extractor that has read anything, with the number of its readings."""
        with self._transaction() as connection:
            return query.extractors(connection)

    def first_recorded(self) -> str | None:
        """When the ledger learnt anything first, UTC; None if it is empty."""
        with self._transaction() as connection:
            return query.first_recorded(connection)

    def newest_extractors(self) -> dict[str, str]:
        """By report id the extractor that made the report's newest reading."""
        with self._transaction() as connection:
            return query.newest_extractors(connection)

    def undated(self) -> list[str]:
        """The reports that no answer can place in time, by their sources (`query.undated`)."""
        with self._transaction() as connection:
            return query.undated(connection)

    def names(self) -> dict[str, list[str]]:
        """The distinct canonical names in claims: of each ``place``, ``actor`` and ``speaker``."""
        with self._transaction() as connection:
            return query.distinct_names(connection)

    def difference(self, before: str, after: str) -> list[Change]:
        """What the extractor `after` reads otherwise than `before`, over reports both have read."""
        with self._transaction() as connection:
            return list(difference(connection, before, after))

    def counts(self) -> dict[str, int]:
        """Number of rows of each table of records."""
        with self._transaction() as connection:
            return query.counts(connection)

    def check(self) -> list[str]:
        """What is wrong inside the file: damage and rows without what they refer to."""
        with self._transaction() as connection:
            found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
            dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
        missing = [f"a row of {row[0]} refers to a missing row of {row[2]}" for row in dangling]
        return [message for message in found if message != "ok"] + missing

    # Inside

    def _bring_up_to_date(self) -> None:
        with self._transaction() as connection:
            found = revision_of(connection)
        if found == REVISION:
            return
        self._refuse_unknown(found)
        if found is not None and _is_sealed(self.path):
            return  # read as it stands
        with self._transaction(writing=True) as connection:
            # Another process may have done it while this one waited for its turn.
            if revision_of(connection) != REVISION:
                upgrade(connection)
                connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))

    def _refuse_unknown(self, revision: str | None) -> None:
        if revision is None:
            return
        from contested.ledger.migrate import known_revisions

        if revision not in known_revisions():
            raise LedgerError(
                f"{self.path}: its tables have revision {revision or 'none'!r}, this version of "
                f"Contested knows up to {REVISION!r}; upgrade Contested, or name another ledger"
            )

    def _follow_file(self) -> None:
        """Leave a file that is no longer the ledger's: a restored copy has taken its place."""
        try:
            status = self.path.stat()
        except OSError as error:
            if self._file is None:
                return  # not created yet
            raise LedgerError(f"{self.path}: the file is gone ({error.strerror})") from error
        found = (status.st_dev, status.st_ino)
        if self._file is not None and found != self._file:
            self._engine.dispose()
        self._file = found

    @contextmanager
    def _transaction(self, writing: bool = False) -> Iterator[Connection]:
        self._follow_file()
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(writing=writing)
                with connection.begin():
                    yield connection
            self._has_written |= writing
        except (DatabaseError, sqlite3.DatabaseError) as error:
            raise self._explain(str(getattr(error, "orig", error))) from error

    def _explain(self, message: str) -> LedgerError:
        if "locked" in message or "busy" in message:
            return LedgerError(
                f"{self.path}: another process is writing to it and did not finish within "
                f"{self._busy_timeout_s:g} s; wait for it and try again"
            )
        if "malformed" in message or "not a database" in message or "corrupt" in message:
            return LedgerError(
                f"{self.path}: the file is damaged ({message}); it was left as it is: restore a "
                "copy, or save what can be saved with: sqlite3 FILE .recover"
            )
        if "readonly" in message or "unable to open" in message:
            return LedgerError(
                f"{self.path}: it cannot be opened for this ({message}); whoever writes needs the "
                "right to write to the file and to its folder"
            )
        if "full" in message or "disk I/O" in message:
            return LedgerError(f"{self.path}: the disk refuses ({message}); make room, try again")
        return LedgerError(f"{self.path}: {message}")


def _look_at(path: Path) -> str:
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


def _engine(path: Path, busy_timeout_s: float) -> Engine:
    sealed = _is_sealed(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        **({"creator": lambda: _plain(path)} if sealed else {}),
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


def _plain(path: Path) -> sqlite3.Connection:
    """A connection without SQLAlchemy, which changes nothing where nothing may be changed."""
    return _connect(path, _SEALED if _is_sealed(path) else "mode=rw")


def _connect(path: Path, options: str) -> sqlite3.Connection:
    address = f"file:{quote(path.resolve().as_posix())}?{options}"
    return sqlite3.connect(address, uri=True, timeout=_LOOK_TIMEOUT_S, check_same_thread=False)


def _is_sealed(path: Path) -> bool:
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
