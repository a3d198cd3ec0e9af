"""Where beliefs are kept: a file beside the ledger, with runs and what was learnt. It holds nothing
that the ledger's claims could not give again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from contested.belief.belief import Run
from contested.belief.learnt import Learnt
from contested.errors import LedgerError

FORMAT = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    place TEXT NOT NULL, kind TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    holder TEXT NOT NULL, prob REAL NOT NULL, PRIMARY KEY (place, kind, first_day)
) WITHOUT ROWID;
"""


def store_path(ledger_path: Path) -> Path:
    """The file of a ledger's beliefs."""
    return ledger_path.with_name(ledger_path.name + ".belief")


@dataclass(frozen=True, slots=True)
class Kept:
    """What `contested believe` keeps of speakers: what was learnt from all claims, and what had
    been learnt by which days."""

    learnt: Learnt
    then: tuple[tuple[date, Learnt], ...] = ()


def kept_beside(ledger_path: Path) -> Kept | None:
    """What is kept of speakers beside a ledger, or None before `contested believe`."""
    path = store_path(ledger_path)
    if not path.exists():
        return None
    with BeliefStore(path) as store:
        learnt = store.learnt()
        return Kept(learnt, store.then()) if learnt is not None else None


class BeliefStore:
    """Runs and parameters in an SQLite file. Raises LedgerError if it is something else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = sqlite3.connect(path, timeout=30.0)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_TABLES)
            found = self._meta("format")
            if found is None:
                self._set_meta("format", FORMAT)
                self._connection.commit()
        except sqlite3.DatabaseError as error:
            raise self._error(error) from error
        if found not in (None, FORMAT):
            raise LedgerError(
                f"{path}: made by another version; delete it and run `contested believe` again"
            )

    def __enter__(self) -> BeliefStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def learnt(self) -> Learnt | None:
        """What was learnt of the speakers, or None before `contested believe`."""
        text = self._meta("learnt")
        return Learnt.from_json(text, self.path) if text is not None else None

    def then(self) -> tuple[tuple[date, Learnt], ...]:
        """What had been learnt by which days (`Believer.then`); empty if that was not kept."""
        try:
            rows = json.loads(self._meta("learnt_then") or "[]")
            return tuple(
                (date.fromisoformat(day), Learnt.from_json(text, self.path)) for day, text in rows
            )
        except (ValueError, TypeError) as error:
            raise self._error(error) from error

    def keep(
        self,
        runs: Iterable[Run],
        places: Sequence[str],
        learnt: Learnt | None = None,
        then: Sequence[tuple[date, Learnt]] = (),
    ) -> None:
        """Put `runs` in place of all runs of `places`, and `learnt` with what had been learnt
        `then`, in one transaction."""
        rows = [
            (one.place, one.kind, one.first_day.isoformat(), one.last_day.isoformat(),
             one.holder, one.prob)
            for one in runs
        ]  # fmt: skip
        try:
            with self._connection as connection:
                connection.executemany("DELETE FROM runs WHERE place = ?", [(p,) for p in places])
                connection.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", rows)
                if learnt is not None:
                    self._set_meta("learnt", learnt.as_json())
                    before = [(day.isoformat(), one.as_json()) for day, one in then]
                    self._set_meta("learnt_then", json.dumps(before))
        except sqlite3.DatabaseError as error:
            raise self._error(error) from error

    def runs(self, place: str | None = None) -> list[Run]:
        """The stored runs, of one place or all, in order of place, kind and day."""
        query = "SELECT place, first_day, last_day, holder, prob, kind FROM runs"
        order = " ORDER BY place, kind, first_day"
        with closing(self._connection.cursor()) as cursor:
            if place is None:
                cursor.execute(query + order)
            else:
                cursor.execute(query + " WHERE place = ?" + order, (place,))
            return [
                Run(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), *row[3:])
                for row in cursor.fetchall()
            ]

    def _meta(self, key: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _error(self, error: Exception) -> LedgerError:
        return LedgerError(
            f"{self.path}: the beliefs cannot be read or written ({error}); delete the file and "
            "run `contested believe` again: the ledger keeps all that they rest on"
        )
