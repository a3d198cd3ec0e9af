"""The demonstration's ledger, read once, and a server for it without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from contested.cli.batch import open_batch
from contested.cli.reading import make_reader
from contested.cli.terminal import progress
from contested.ledger.ingest import ingest_all
from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.live import Live, State
from contested.map.session import Password
from contested.map.settings import Settings
from contested.map.snapshot import take_snapshot
from contested.report.report import Report

PASSWORD = "correct horse battery"
API = "/api/v1"
Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled dispatches as a ledger. Copy it before writing to it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    folder = resources.files("contested") / "demo" / "syria" / "dispatches"
    batch = open_batch([str(folder)], None, None, None, max_mb=20, max_seconds=60)
    reader, extractor = make_reader("syria")
    with Ledger.open(path, create=True) as ledger, progress("", len(batch), prints=True) as bar:
        for _ in ingest_all(ledger, reader, batch.items(bar), extractor, batch.limits):
            pass
    return path


@pytest.fixture(scope="session")
def demo_state(demo_ledger: Path) -> Iterator[State]:
    """The demonstration as the map sees it."""
    with Ledger.open(demo_ledger) as ledger:
        yield State(take_snapshot(ledger, None))


@pytest.fixture(scope="session")
def client(demo_ledger: Path) -> Iterator[TestClient]:
    """A reader of the demonstration. Nobody may write through it."""
    with Ledger.open(demo_ledger) as ledger:
        app = make_app(Live(ledger, None))
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as made:
            yield made


@pytest.fixture
def writable(demo_ledger: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A reader of a copy of the demonstration, in which those with the password may write."""
    path = tmp_path / "copy.db"
    shutil.copy(demo_ledger, path)
    with Ledger.open(path) as ledger:
        settings = Settings(password=Password.of(PASSWORD), refresh_seconds=0.05)
        app = make_app(Live(ledger, None), settings)
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as made:
            yield made


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves a new ledger with the given reports, read in Syria; keywords go to Settings."""
    opened: list[Ledger] = []

    def made(*reports: Report, **settings: object) -> TestClient:
        ledger = Ledger.open(tmp_path / f"{len(opened)}.db", create=True)
        opened.append(ledger)
        reader, extractor = make_reader("syria")
        for _ in ingest_all(ledger, reader, reports, extractor):
            pass
        chosen = replace(Settings(), **settings)  # type: ignore[arg-type]  # a test's own
        app = make_app(Live(ledger, "syria"), chosen)
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)

    yield made
    for ledger in opened:
        ledger.close()
