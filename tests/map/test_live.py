"""A served ledger: fresh when asked, consistent while it grows, changed by those logged in."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from contested.ledger.query import ClaimFilter
from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.live import Live
from contested.map.session import Password
from contested.map.settings import Settings
from tests.map.conftest import API, PASSWORD

READERS = 100


def log_in(client: TestClient) -> None:
    answer = client.post(f"{API}/session", json={"password": PASSWORD, "name": "Eleni"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    ["overview", "places", "areas", "lines", "frames?from=2016-08-06&to=2016-08-06", "moves",
     "place/ramouseh?at=2016-08-06", "claims?limit=5", "export/csv", "search?q=manbij"],
)  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(f"{API}/{path}")
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = client.get(f"{API}/{path}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = client.get(f"{API}/{path}", headers={"If-None-Match": '"other"'})
    assert other.content == first.content


def test_answers_are_compressed_for_those_who_take_that_and_the_same(client: TestClient) -> None:
    path = f"{API}/frames"
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 10
    assert "Accept-Encoding" in plain.headers["vary"]


def test_a_flagged_claim_no_longer_counts_and_its_flag_is_kept(writable: TestClient) -> None:
    before = writable.get(f"{API}/overview")
    claim = writable.get(f"{API}/place/manbij?at=2016-08-06").json()["rivals"][0]["claims"][0]
    body = {"claim": claim["id"], "reason": "misread", "note": "a headline"}
    assert writable.post(f"{API}/flags", json=body).status_code == 401
    log_in(writable)
    done = writable.post(f"{API}/flags", json=body)
    assert done.status_code == 201
    assert done.json()["reviewer"] == "Eleni"
    after = writable.get(f"{API}/overview")
    assert after.json()["version"] == done.json()["version"] != before.json()["version"]
    assert after.headers["etag"] != before.headers["etag"]
    assert after.json()["counts"]["claims"] == before.json()["counts"]["claims"] - 1
    live: Live = writable.app.state.live  # type: ignore[attr-defined]  # httpx
    (kept,) = [
        one for one in live.ledger.claims(ClaimFilter(with_withdrawn=True)) if one.id == claim["id"]
    ]
    assert kept.correction is not None
    assert kept.correction.reason == "misread: a headline"


def test_a_posted_report_is_read_and_seen_at_once(writable: TestClient) -> None:
    log_in(writable)
    body = {
        "text": "SOHR said on Thursday that Syrian rebels had captured all of Manbij.",
        "published_at": "2016-12-22T18:00:00+02:00", "publisher": "Test Wire", "language": "en",
    }  # fmt: skip
    done = writable.post(f"{API}/reports", json=body)
    assert done.status_code == 201, done.text
    assert done.json()["new"] is True
    (claim,) = done.json()["claims"]
    found = writable.get(f"{API}/place/manbij?at=2016-12-22").json()
    assert claim in [one["id"] for story in found["rivals"] for one in story["claims"]]
    again = writable.post(f"{API}/reports", json=body)
    assert again.json()["new"] is False
    assert again.json()["version"] == done.json()["version"]


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"text": "..."}, {"published_at": "yesterday"}, {"language": "../../etc"},
     {"published_at": "2016-08-06T10:00:00"}, {"text": "x" * 300_000}, {"extra": 1}],
)  # fmt: skip
def test_a_report_that_cannot_be_read_is_refused(
    writable: TestClient, change: dict[str, object]
) -> None:
    log_in(writable)
    body = {"text": "Rebels took Manbij.", "published_at": "2016-08-06T10:00:00Z", **change}
    answer = writable.post(f"{API}/reports", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]


class Served:
    """A real server on a free port of this machine, in a thread."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger.open(path)
        self.live = Live(self.ledger, "syria")
        app = make_app(self.live, Settings(refresh_seconds=0.05))
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}{API}"
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self._socket],))

    def __enter__(self) -> Served:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()
        self._socket.close()
        self.ledger.close()

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read()


@pytest.fixture
def growing(demo_ledger: Path, tmp_path: Path) -> Path:
    """A ledger with the first half of the demonstration."""
    path = tmp_path / "growing.db"
    with Ledger.open(demo_ledger) as whole, Ledger.open(path, create=True) as part:
        copy_reports(whole, part, slice(0, 33))
    return path


def copy_reports(whole: Ledger, part: Ledger, which: slice) -> None:
    for report in list(whole.reports())[which]:
        told = whole.claims(ClaimFilter(report_id=report.id))
        resolved = [one.resolution for one in told if one.resolution]
        part.ingest(report, "v1", [one.claim for one in told], resolved)


def test_a_hundred_readers_during_an_ingest_get_consistent_answers_and_none_fails(
    demo_ledger: Path, growing: Path
) -> None:
    """An answer's tag names the state it is of; two answers with one tag must be one answer, and
    what an answer counts must be what its state holds."""
    paths = ("overview", "frames", "moves", "claims?limit=500")
    by_tag: dict[str, bytes] = {}
    lock = threading.Lock()

    def read(number: int) -> None:
        for round_ in range(3):
            path = paths[(number + round_) % len(paths)]
            status, headers, body = served.get(path)
            assert status == 200
            with lock:
                assert by_tag.setdefault(f"{path} {headers['etag']}", body) == body

    with Served(growing) as served:
        with ThreadPoolExecutor(READERS) as pool:
            futures = [pool.submit(read, number) for number in range(READERS)]
            with Ledger.open(demo_ledger) as whole, Ledger.open(growing) as part:
                copy_reports(whole, part, slice(33, 48))
            for future in futures:
                future.result()
        served.live.refresh()
        _, _, body = served.get("overview")
        with Ledger.open(growing) as part:
            assert json.loads(body)["counts"]["claims"] == len(part.claims())
    overviews = [json.loads(b) for tag, b in by_tag.items() if tag.startswith("overview")]
    moves = [json.loads(body) for tag, body in by_tag.items() if tag.startswith("moves")]
    counts = {one["counts"]["claims"] for one in overviews}
    for one in moves:
        assert sum(map(sum, one["days"])) > 0
    assert counts


def test_open_pages_hear_of_a_new_version_when_something_is_ingested(
    demo_ledger: Path, growing: Path
) -> None:
    with Served(growing) as served:
        before = served.live.state.snapshot.version
        with urllib.request.urlopen(f"{served.address}/events", timeout=30) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            heard = []
            with Ledger.open(demo_ledger) as whole, Ledger.open(growing) as part:
                copied = False
                for line in stream:
                    if line.startswith(b"data: "):
                        heard.append(json.loads(line.removeprefix(b"data: "))["version"])
                        if not copied:
                            copy_reports(whole, part, slice(33, 34))
                            copied = True
                        else:
                            break
        assert heard[0] == before
        assert heard[1] == served.live.state.snapshot.version != before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_the_server_says_where_it_is_and_ends_cleanly_when_told_to(
    demo_ledger: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    path = tmp_path / "own.db"
    shutil.copy(demo_ledger, path)
    command = [sys.executable, "-m", "contested.cli", "serve", "--ledger", str(path), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split("http://")[1].split()[0]
        with urllib.request.urlopen(f"http://{address}api/v1/events", timeout=60) as stream:
            assert stream.readline().startswith(b"retry")
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    told = [
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO (.*)", one) for one in err.splitlines()
    ]
    assert [one[1].split(" ")[0] for one in told if one] == ["serving", "told", "stopped"]
    assert sorted(one.name for one in tmp_path.glob("own.db*")) in (
        ["own.db"],
        ["own.db", "own.db.belief"],
    )


def test_a_server_that_others_can_reach_needs_a_password_or_the_word_public(
    demo_ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from contested.cli.app import run

    assert run(["serve", "--ledger", str(demo_ledger), "--host", "0.0.0.0"]) == 2
    assert "--public" in capsys.readouterr().err
    assert run(["serve", "--ledger", str(demo_ledger), "--tiles", "ftp://x"]) == 2
    assert "--tiles" in capsys.readouterr().err
    assert run(["serve", "--ledger", "nowhere.db"]) == 1


def test_a_port_in_use_is_told_in_words(
    demo_ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from contested.cli.app import run

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--ledger", str(demo_ledger), "--port", port]) == 1
    assert "choose another" in capsys.readouterr().err


def test_logins_and_writings_are_told_with_the_one_who_did_them(
    growing: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Ledger.open(growing) as ledger:
        live = Live(ledger, "syria")
        settings = Settings(password=Password.of(PASSWORD))
        with (
            caplog.at_level("INFO", "contested.map"),
            TestClient(make_app(live, settings), base_url="http://127.0.0.1") as client,
        ):
            client.post(f"{API}/session", json={"password": "wrong one", "name": "Eleni"})
            log_in(client)
            answer = client.post(
                f"{API}/reports",
                json={
                    "text": "Rebels took Khan Tuman, SOHR said.",
                    "published_at": "2016-08-09T10:00Z",
                },
            )
            assert answer.status_code == 201
    told = " | ".join(record.getMessage() for record in caplog.records)
    assert "refused" in told.partition("login from")[2]
    assert "as 'Eleni'" in told
    assert "from 'Eleni': 1 new claims" in told
    assert "wrong one" not in told
    assert PASSWORD not in told
