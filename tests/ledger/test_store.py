"""Opening ledgers: new, older, newer, foreign, damaged, in use, and killed while being written."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.kill_ingest import MadeUpReader, made_up_report, run
from contested.errors import LedgerError, ReportError, TheatreError
from contested.ledger.ingest import ingest_all, read_safely
from contested.ledger.migrate import known_revisions, upgrade
from contested.ledger.schema import APPLICATION_ID, REVISION, metadata
from contested.ledger.store import Ledger
from contested.report.report import Report
from contested.report.source import Limits, Problem


def refused(path: Path, create: bool = True) -> str:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path, create=create)
    assert (path.read_bytes() if path.exists() else None) == before
    assert str(path) in str(caught.value)
    return str(caught.value)


def fill(path: Path, count: int = 3) -> None:
    with Ledger.open(path, create=True) as ledger:
        list(ingest_all(ledger, MadeUpReader(), map(made_up_report, range(count)), "v1"))


def test_a_missing_ledger_is_not_made_by_asking(tmp_path: Path) -> None:
    assert "contested ingest" in refused(tmp_path / "no.db", create=False)
    assert not (tmp_path / "no.db").exists()
    assert "does not exist" in refused(tmp_path / "no" / "l.db")


@pytest.mark.parametrize("content", [b"hello, this is a text", b"\0" * 500, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "l.db"
    path.write_bytes(content)
    assert "not a ledger" in refused(path)


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    assert "another program" in refused(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path, create=True)


def test_a_damaged_ledger_is_refused_untouched_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    fill(path)
    data = bytearray(path.read_bytes())
    data[100:] = b"\xa5" * (len(data) - 100)
    path.write_bytes(data)
    assert ".recover" in refused(path)


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    fill(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "upgrade Contested" in refused(path)


def test_an_empty_file_and_an_interrupted_creation_become_a_ledger(tmp_path: Path) -> None:
    empty, begun = tmp_path / "a.db", tmp_path / "b.db"
    empty.touch()
    connection = sqlite3.connect(begun)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    for path in (empty, begun):
        fill(path)
        with Ledger.open(path) as ledger:
            assert ledger.counts()["reports"] == 3


def test_the_file_says_that_it_is_a_ledger_and_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    fill(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrations_make_exactly_the_tables_of_the_schema(tmp_path: Path) -> None:
    fill(tmp_path / "migrated.db")
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    one, other = inspect(made), inspect(migrated)
    assert set(other.get_table_names()) == set(one.get_table_names()) | {"alembic_version"}
    for table in one.get_table_names():
        assert repr(one.get_columns(table)) == repr(other.get_columns(table))
        assert one.get_pk_constraint(table) == other.get_pk_constraint(table)
        for what in ("get_indexes", "get_foreign_keys", "get_unique_constraints"):
            named = [
                sorted(getattr(side, what)(table), key=lambda row: str(row["name"]))
                for side in (one, other)
            ]
            assert named[0] == named[1], (table, what)
    made.dispose()
    migrated.dispose()
    assert known_revisions()[-1] == REVISION


def older_ledger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A ledger as the first release of its schema left it, and that schema's name."""
    path, first = folder / "l.db", known_revisions()[0]
    with monkeypatch.context() as older:
        older.setattr("contested.ledger.store.REVISION", first)
        older.setattr("contested.ledger.store.upgrade", lambda one: upgrade(one, first))
        fill(path)
    return path, first


def test_an_older_ledger_is_brought_up_to_date_when_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, first = older_ledger(tmp_path, monkeypatch)
    assert revision(path) == first
    with Ledger.open(path) as ledger:
        assert ledger.refused() == []
        assert ledger.counts()["reports"] > 0
        assert ledger.check() == []
    assert revision(path) == REVISION


def test_an_older_ledger_that_nobody_may_write_is_read_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, first = older_ledger(tmp_path, monkeypatch)
    # Whoever runs the tests may be allowed to write everywhere.
    for module in ("store", "file"):
        monkeypatch.setattr(f"contested.ledger.{module}.is_sealed", lambda path: True)
    with Ledger.open(path) as ledger:
        assert ledger.counts()["reports"] > 0
        assert ledger.refused() == []
    assert revision(path) == first


def revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def test_what_was_refused_is_known_again_by_content_and_reason(tmp_path: Path) -> None:
    days = iter((1, 1, 1, 2))

    def clock() -> datetime:
        return datetime(2026, 1, next(days), tzinfo=UTC)

    with Ledger.open(tmp_path / "l.db", create=True, clock=clock) as ledger:
        assert not ledger.refuse(Problem("a.bin", "no text", content="f1"))
        assert ledger.refuse(Problem("b.bin", "no text", content="f1"))
        assert not ledger.refuse(Problem("a.bin", "too large", content="f1"))
        assert ledger.refuse(Problem("moved/a.bin", "no text", content="f1"))
        assert not ledger.refuse(Problem("gone.txt", "there is no such file or folder"))
        found = {one.message: one for one in ledger.refused()}
    assert set(found) == {"no text", "too large"}
    text = found["no text"]
    assert (text.source, text.first_seen[:10], text.last_seen[:10]) == (
        "moved/a.bin", "2026-01-01", "2026-01-02",
    )  # fmt: skip


def test_the_schema_is_valid_for_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_a_second_writer_waits_and_then_says_why_it_gave_up(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    fill(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with Ledger.open(path, busy_timeout_s=0.1) as ledger:
        assert ledger.counts()["reports"] == 3  # readers are not kept waiting
        with pytest.raises(LedgerError, match=r"another process is writing .* within 0\.1 s"):
            ledger.ingest(Report("New."), "v", [])
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    with Ledger.open(path, busy_timeout_s=10) as ledger:
        assert ledger.ingest(Report("New."), "v", []).new_report
    release.join()
    other.close()


def test_two_processes_that_ingest_the_same_reports_store_them_once(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=fill, args=(path, 25)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
        assert process.exitcode == 0
    with Ledger.open(path) as ledger:
        assert ledger.counts()["reports"] == ledger.counts()["readings"] == 25
        assert ledger.check() == []


def test_a_ledger_that_another_process_is_creating_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match=r"within 0\.1 s"):
        Ledger.open(path, create=True, busy_timeout_s=0.1)
    release = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))
    release.start()
    with Ledger.open(path, create=True, busy_timeout_s=10) as ledger:
        assert ledger.counts()["reports"] == 0
    release.join()
    other.close()


@pytest.mark.parametrize("seen", ["tables", "half of a page"])
def test_a_ledger_that_is_finished_while_it_is_looked_at_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: str
) -> None:
    path = tmp_path / "l.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()

    def finished_meanwhile(unfinished: Path) -> bool:
        monkeypatch.undo()
        fill(unfinished)
        if seen == "tables":
            return False
        raise LedgerError(f"{unfinished}: the file is damaged")

    monkeypatch.setattr("contested.ledger.file._is_unfinished", finished_meanwhile)
    with Ledger.open(path) as ledger:
        assert ledger.counts()["reports"] == 3


def test_a_killed_ingest_loses_no_finished_report_and_stores_nothing_twice(tmp_path: Path) -> None:
    outcome = run(rounds=8, folder=tmp_path, seed=7)
    assert outcome.failures == ()
    assert outcome.killed >= 6
    assert outcome.finished_reports > 0


def test_a_report_that_trips_the_reader_is_counted_and_the_batch_goes_on(tmp_path: Path) -> None:
    class Tripping(MadeUpReader):
        def read(self, report: Report):  # type: ignore[no-untyped-def]  # as MadeUpReader's
            if report.text.startswith("Report 1 "):
                raise KeyError("actor")
            return super().read(report)

    items: list[Report | Problem] = [
        made_up_report(0),
        made_up_report(1),
        Problem("x", "empty"),
        made_up_report(2),
    ]
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        outcomes = list(ingest_all(ledger, Tripping(), items, "v1"))
        assert ledger.counts()["reports"] == 2
    assert [bool(outcome.problem) for outcome in outcomes] == [False, True, True, False]
    assert outcomes[1].problem is not None
    assert "the reader failed on this report (KeyError" in outcomes[1].problem.message


def test_a_reader_that_takes_too_long_is_given_up() -> None:
    class Slow(MadeUpReader):
        def read(self, report: Report):  # type: ignore[no-untyped-def]  # as MadeUpReader's
            while True:
                pass

    with pytest.raises(ReportError, match="not finished after"):
        read_safely(Slow(), made_up_report(0), Limits(max_seconds=0.05))


def test_a_broken_pack_is_no_fault_of_the_report() -> None:
    class Broken(MadeUpReader):
        def read(self, report: Report):  # type: ignore[no-untyped-def]  # as MadeUpReader's
            raise TheatreError("a name without a place", path="names.csv", line=3)

    with pytest.raises(TheatreError, match=r"^names\.csv:3: a name without a place$"):
        read_safely(Broken(), made_up_report(0), Limits())


def test_a_backup_taken_while_somebody_writes_is_whole_and_needs_nothing_beside_it(
    tmp_path: Path,
) -> None:
    path, target = tmp_path / "l.db", tmp_path / "copy.db"
    fill(path, 3)
    with Ledger.open(path) as writer:
        writing = ingest_all(writer, MadeUpReader(), map(made_up_report, range(10)), "v1")
        for _ in range(5):
            next(writing)
        with Ledger.open(path) as ledger:
            assert ledger.backup(target) == 5
        assert sorted(one.name for one in tmp_path.glob("copy*")) == ["copy.db"]
        assert len(list(writing)) == 5
        with pytest.raises(LedgerError, match="there is a file of this name"):
            writer.backup(target)
    with Ledger.open(target) as copy:
        assert copy.counts()["reports"] == 5
        assert copy.check() == []


def test_what_was_written_is_in_the_file_itself_once_the_ledger_is_closed(tmp_path: Path) -> None:
    path, copy = tmp_path / "l.db", tmp_path / "copy.db"
    fill(path, 1)
    with Ledger.open(path) as reader:
        assert reader.counts()["reports"] == 1
        fill(path, 4)
        copy.write_bytes(path.read_bytes())
        assert not Path(f"{path}-wal").read_bytes()
    with Ledger.open(copy) as ledger:
        assert ledger.counts()["reports"] == 4


def test_a_copy_put_in_the_ledgers_place_is_what_is_read_and_written_from_then_on(
    tmp_path: Path,
) -> None:
    path, target = tmp_path / "l.db", tmp_path / "copy.db"
    fill(path, 2)
    with Ledger.open(path) as ledger:
        ledger.backup(target)
        fill(path, 5)
        assert ledger.counts()["reports"] == 5
        for beside in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            beside.unlink(missing_ok=True)
        with pytest.raises(LedgerError, match="the file is gone"):
            ledger.counts()
        target.rename(path)
        assert ledger.counts()["reports"] == 2
        list(ingest_all(ledger, MadeUpReader(), [made_up_report(7)], "v1"))
    with Ledger.open(path) as again:
        assert again.counts()["reports"] == 3


def test_a_ledger_where_nobody_may_write_is_read_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.db"
    fill(path, 2)
    before = path.read_bytes()
    # Root may write everywhere: the right is taken away where it is asked about.
    monkeypatch.setattr("contested.ledger.file.os.access", lambda *_: False)
    with Ledger.open(path) as ledger:
        assert ledger.counts()["reports"] == 2
        with pytest.raises(LedgerError, match="needs the right to write"):
            list(ingest_all(ledger, MadeUpReader(), [made_up_report(7)], "v1"))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["l.db"]


class _LoadsLong(MadeUpReader):
    """Loads for half a second, then reads at once."""

    def prepare(self, language: str) -> None:
        until = time.process_time() + 0.5
        while time.process_time() < until:
            pass


def test_what_a_language_needs_is_loaded_in_nobodys_time() -> None:
    assert read_safely(_LoadsLong(), made_up_report(1), Limits(max_seconds=0.3)).claims
