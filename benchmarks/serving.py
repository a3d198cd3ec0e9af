"""How fast the map is served: a step of the timeline, a switch of speakers, a hundred readers.

    python -m benchmarks.serving [--places 33000] [--days 1700] [--out FILE]

The step is asked of a real server on the loopback, each day for the first time, in a theatre of
made-up places; the switch and the readers are of the demonstration.
"""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import uvicorn

from benchmarks.belief.frozen import provenance
from contested.claim.claim import Claim, Resolution
from contested.cli.demo import run_demo
from contested.ledger.query import ClaimFilter
from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.frames import NO_AGE, whole
from contested.map.live import Live
from contested.map.runs import FrameRuns, from_runs, to_runs
from contested.map.selector import Selector
from contested.map.serve import warm_up
from contested.map.settings import Settings
from contested.map.view import Views
from contested.report.report import Report

FIRST_DAY = date(2022, 2, 24)
READERS = 100
_API = "/api/v1"
_ASKED = ("overview", "frames", "moves", "claims?limit=100", "place/ramouseh", "contested")
T = TypeVar("T")


def main() -> None:
    """Measure everything and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=33_000)
    parser.add_argument("--days", type=int, default=1_700)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contested-serving-") as folder:
        demo = Path(folder) / "demo.db"
        if run_demo(demo, True) != 0:
            raise SystemExit("the demonstration could not be read")
        results = {
            "provenance": provenance(),
            "step": measure_step(Path(folder), given.places, given.days, given.steps),
            "switch": measure_switch(demo),
            "readers": measure_readers(demo, Path(folder) / "growing.db"),
        }
    text = json.dumps(results, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def measure_step(folder: Path, places: int, days: int, steps: int) -> dict[str, Any]:
    """A day of frames: what the server computes for it, and what a reader waits on the loopback."""
    with Ledger.open(_theatre_and_ledger(folder, places, days), create=False) as ledger:
        live = Live(ledger, str(folder / "vast"))
        snapshot = live.state.snapshot
        runs = made_up_runs(len(snapshot.places), days)
        started = time.perf_counter()
        base = from_runs(runs)
        laid_out = time.perf_counter() - started
        started = time.perf_counter()
        again = to_runs(base)
        gathered = time.perf_counter() - started
        view = live.state.views.get(Selector())
        view.frames = whole(base)
        order = np.random.default_rng(1).permutation(days)[:steps].tolist()
        with served(live) as address:
            _elsewhere(_frames, address, order[:3], "identity")
            cpu = time.process_time()
            plain = _elsewhere(_frames, address, order[3:], "identity")
            cpu = 1000 * (time.process_time() - cpu) / len(plain)
            packed = _elsewhere(_frames, address, order[: steps // 2], "gzip")
        computed = []
        for day in order:
            started = time.process_time()
            bytes(view.frames.slice(day, day))
            computed.append(1000 * (time.process_time() - started))
    return {
        "places": len(snapshot.places), "days": days, "runs": len(again.place),
        "runs_mb": round(again.nbytes / 1e6, 1), "dense_mb": round(base.nbytes / 1e6, 1),
        "runs_to_dense_s": round(laid_out, 2), "dense_to_runs_s": round(gathered, 2),
        "slice_ms": quantiles(computed),
        # Everything that the server does for a day that nobody asked for before.
        "server_cpu_ms_a_step": round(cpu, 2),
        "waited_ms": quantiles([ms for ms, _ in plain]),
        "waited_compressed_ms": quantiles([ms for ms, _ in packed]),
        "compressed_kb": round(float(np.median([size for _, size in packed])) / 1000, 1),
    }  # fmt: skip


def made_up_runs(places: int, days: int, seed: int = 0) -> FrameRuns:
    """Places that change hands a few times, with a belief that is told anew now and then."""
    rng = np.random.default_rng(seed)
    count = rng.integers(1, 40, places)
    place = np.repeat(np.arange(places, dtype=np.int32), count)
    first = rng.integers(0, days, len(place)).astype(np.int32)
    first[np.concatenate([[0], np.cumsum(count)[:-1]])] = 0
    key = np.unique(place.astype(np.int64) * days + first)
    value = np.column_stack(
        [
            rng.choice([0, 1, 2, 128, 255], len(key), p=[0.3, 0.35, 0.3, 0.04, 0.01]),
            rng.integers(100, 256, len(key)), rng.choice([0, NO_AGE], len(key), p=[0.9, 0.1]),
            rng.choice([0, 1, 3], len(key)),
        ]
    ).astype(np.uint8)  # fmt: skip
    return FrameRuns(
        days, places, (key // days).astype(np.int32), (key % days).astype(np.int32), value
    )


def measure_switch(demo: Path) -> dict[str, Any]:
    """Leaving each speaker out, and hearing each alone, of the demonstration: every place that it
    touches on all days, nothing kept from before."""
    with Ledger.open(demo) as ledger:
        state = Live(ledger, "syria").state
        speakers = [one.name for one in state.snapshot.speakers]
        choices = [Selector(without=(name,)) for name in speakers]
        choices += [Selector(only_speaker=name) for name in speakers]
        choices += [Selector(only_side=one.id) for one in state.snapshot.holders]
        Views(state.snapshot).get(Selector())
        took, wall = [], []
        for selector in choices:
            views = Views(state.snapshot)
            views.get(Selector())
            cpu, clock = time.process_time(), time.perf_counter()
            views.get(selector).frames.slice(0, state.snapshot.days - 1)
            took.append(1000 * (time.process_time() - cpu))
            wall.append(1000 * (time.perf_counter() - clock))
    return {"choices": len(choices), "cpu_ms": quantiles(took), "wall_ms": quantiles(wall)}


def measure_readers(demo: Path, growing: Path) -> dict[str, Any]:
    """A hundred readers at once while reports are taken in: how long each waits, how many fail."""
    with Ledger.open(demo) as whole_ledger, Ledger.open(growing, create=True) as part:
        reports = list(whole_ledger.reports())

        def take_in(some: list[Report]) -> None:
            for report in some:
                told = whole_ledger.claims(ClaimFilter(report_id=report.id))
                resolved = [one.resolution for one in told if one.resolution]
                part.ingest(report, "v1", [one.claim for one in told], resolved)

        take_in(reports[:40])
        live = Live(part, "syria")
        with served(live) as address:
            warm_up(live)
            started = time.perf_counter()
            with ThreadPoolExecutor(1) as pool:
                future = pool.submit(_elsewhere, _crowd, address)
                take_in(reports[40:])
                waits, failed = future.result()
            seconds = time.perf_counter() - started
    return {
        "readers": READERS, "requests": len(waits), "failed": failed,
        "requests_a_second": round(len(waits) / seconds, 1), "wait_ms": quantiles(waits),
    }  # fmt: skip


@contextmanager
def served(live: Live) -> Iterator[tuple[str, int]]:
    """A server in a thread of this process; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    app = make_app(live, Settings(refresh_seconds=0.2))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield "127.0.0.1", listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def quantiles(values: list[float]) -> dict[str, float]:
    """Median, 95th centile and maximum."""
    found = np.quantile(values, [0.5, 0.95, 1.0])
    return dict(zip(("median", "p95", "max"), (round(float(v), 2) for v in found), strict=True))


def _elsewhere(work: Callable[..., T], *given: Any) -> T:
    """Work done in a process of its own, so that readers and server share no interpreter."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def _frames(address: tuple[str, int], days: list[int], encoding: str) -> list[tuple[float, int]]:
    """For each day's frame the milliseconds until it is there, and its bytes on the wire."""
    connection = http.client.HTTPConnection(*address)
    found = []
    for day in days:
        at = (FIRST_DAY + timedelta(days=day)).isoformat()
        started = time.perf_counter()
        connection.request(
            "GET", f"{_API}/frames?from={at}&to={at}", headers={"Accept-Encoding": encoding}
        )
        answer = connection.getresponse()
        body = answer.read()
        found.append((1000 * (time.perf_counter() - started), len(body)))
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {body[:200]!r}")
    return found


def _crowd(address: tuple[str, int]) -> tuple[list[float], list[str]]:
    """Readers who each ask for everything once: how long each answer took, and what failed."""
    waits: list[float] = []
    failed: list[str] = []

    def read(number: int) -> None:
        connection = http.client.HTTPConnection(*address, timeout=120)
        for turn in range(len(_ASKED)):
            path = _ASKED[(number + turn) % len(_ASKED)]
            started = time.perf_counter()
            connection.request("GET", f"{_API}/{path}")
            answer = connection.getresponse()
            answer.read()
            waits.append(1000 * (time.perf_counter() - started))
            if answer.status != 200:
                failed.append(f"{path}: {answer.status}")
        connection.close()

    with ThreadPoolExecutor(READERS) as pool:
        for future in [pool.submit(read, number) for number in range(READERS)]:
            future.result()
    return waits, failed


def _theatre_and_ledger(folder: Path, places: int, days: int) -> Path:
    """A made-up theatre `vast`, and a ledger with a claim on its first and on its last day."""
    pack = folder / "vast"
    pack.mkdir()
    (pack / "theatre.toml").write_text(
        'name = "vast"\ntitle = "Vast"\ncountries = ["UA"]\nlanguages = ["en"]\n'
        '[sides]\nukraine = "Ukraine"\nrussia = "Russia"\n',
        encoding="utf-8",
    )
    rng = np.random.default_rng(2)
    lat, lon = rng.uniform(46, 52, places).round(4), rng.uniform(24, 40, places).round(4)
    rows = ["id,name,kind,lat,lon,part_of,population,external_ids"]
    rows += [f"p{n},Place {n},village,{lat[n]},{lon[n]},,," for n in range(places)]
    (pack / "places.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (pack / "names.csv").write_text("place,language,name\n", encoding="utf-8")
    (pack / "links.csv").write_text("a,b,kind,name\np0,p1,road,\n", encoding="utf-8")
    (pack / "routes.csv").write_text("id,via\n", encoding="utf-8")
    path = folder / "vast.db"
    with Ledger.open(path, create=True) as ledger:
        for day in (FIRST_DAY, FIRST_DAY + timedelta(days=days - 1)):
            report = Report(
                f"Ukraine holds Place 0 on {day}.", None, "A", None, None, "en",
                f"{day}T10:00:00+00:00", "given",
            )  # fmt: skip
            claim = Claim(
                report.id, "controls", "Ukraine", None, "Place 0", "whole", "outlet", "actual",
                "Ukraine holds Place 0", 0, 21,
            )  # fmt: skip
            resolved = Resolution(
                claim.id, "vast:p0", "ukraine", None, None, lat[0], lon[0], "made up", 1.0
            )
            ledger.ingest(report, "v1", [claim], [resolved])
    return path


if __name__ == "__main__":
    main()
