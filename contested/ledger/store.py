"""The ledger: opened safely, written by one process at a time, read by any number."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from contested.claim.claim import Claim, Resolution
from contested.errors import LedgerError
from contested.ledger import query, refused, write
from contested.ledger.difference import difference
from contested.ledger.file import engine_of, is_sealed, look_at, plain_connection
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
        state = look_at(path)
        if state == "missing" and not create:
            raise LedgerError(
                f"{path}: there is no ledger here; `contested ingest FILES` makes one, or name "
                "another with --ledger or CONTESTED_LEDGER"
            )
        if state == "missing" and not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist; make it first")
        ledger = cls(engine_of(path, busy_timeout_s), path, busy_timeout_s, clock)
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
            with (
                closing(plain_connection(self.path)) as source,
                closing(sqlite3.connect(unfinished)) as copy,
            ):
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

    def add(
        self, claim: Claim, resolution: Resolution, *, reviewer: str, reason: str
    ) -> Correction:
        """Record a claim that no reader made, with the reviewer who read it in its report.

        It supersedes nothing, and no later reading supersedes it; `correct` withdraws it.

        Raises NotFoundError for an unknown report, LedgerError if the report does not have its
        words where it says or if the ledger has the claim.
        """
        with self._transaction(writing=True) as connection:
            text = query.find_report(connection, claim.report_id).text
            if not claim.evidence or text[claim.start : claim.end] != claim.evidence:
                raise LedgerError(f"report {claim.report_id} does not say {claim.evidence!r}")
            done = Correction(claim.id, "added", {}, reviewer, reason, stamp(self._clock()))
            write.add_claim(connection, claim, resolution, done)
            return done

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
        if found is not None and is_sealed(self.path):
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
