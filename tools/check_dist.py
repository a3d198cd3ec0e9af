"""Try a built wheel as a new user would: installed alone, outside every checkout, extra by extra.

For the wheel without extras and with each of them: a new virtual environment, an installation, the
demonstration, the served page and map, and what the extra is for. Prints a line for each; the exit
code is 1 if anything failed.

    python -m tools.check_dist dist [--extra geo ...]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 90.0
PAGE = (
    "<!doctype html><html lang='en'><head><title>Manbij</title></head><body><article><p>The Syrian "
    "Democratic Forces took control of the city of Manbij on Friday, the Syrian Observatory for "
    "Human Rights said.</p></article></body></html>"
)


class FailedError(Exception):
    """The wheel does not do what it should."""


class Installed:
    """A wheel in an environment of its own, and a folder in which it is used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        kept = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
        # No PYTHONPATH, and a cache of its own: nothing of a checkout or an earlier run is seen.
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment["CONTESTED_CACHE"] = str(folder / "cache")

    def run(self, *words: str) -> str:
        """What `contested WORDS` prints; raises FailedError if it fails."""
        done = subprocess.run(
            [str(self.bin / "contested"), *words], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise FailedError(f"contested {' '.join(words)}: {done.stderr.strip()[-400:]}")
        return done.stdout

    @contextmanager
    def serve(self, ledger: str) -> Iterator[str]:
        """The address at which a ledger is served meanwhile."""
        server = subprocess.Popen(
            [str(self.bin / "contested"), "serve", "--ledger", ledger, "--port", "0"],
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            yield self._address(server)
        finally:
            server.terminate()
            server.wait(timeout=20)

    @staticmethod
    def _address(server: subprocess.Popen[str]) -> str:
        assert server.stdout is not None
        said = ""
        for line in server.stdout:
            said += line
            if found := re.search(r"http://[\d.]+:\d+", line):
                return found[0]
        raise FailedError(f"contested serve ended: {said[-400:]}")


def get(address: str) -> bytes:
    """The body at an address; raises FailedError if there is none."""
    ends = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=START_S) as answer:
                return bytes(answer.read())
        except OSError as error:
            if time.monotonic() > ends:
                raise FailedError(f"{address}: {error}") from error
            time.sleep(0.2)


def check_plain(installed: Installed) -> None:
    """The demonstration is told, and its map served with the page."""
    told = installed.run("demo", "--no-serve", "--ledger", "demo.db")
    if "Ramouseh" not in told:
        raise FailedError(f"the demonstration said: {told[:200]}")
    with installed.serve("demo.db") as address:
        page = get(f"{address}/").decode()
        scripts = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page)
        if not scripts:
            raise FailedError("the page at / has no script: was it built before the wheel?")
        for script in scripts:
            get(f"{address}/{script.lstrip('./')}")
        overview = json.loads(get(f"{address}/api/v1/overview"))
        if not overview["counts"]["claims"]:
            raise FailedError("the map has no claims")


def check_ingest(installed: Installed) -> None:
    """A page of HTML is read into a claim."""
    (installed.folder / "report.html").write_text(PAGE, encoding="utf-8")
    told = installed.run("read", "report.html", "--published", "2016-08-13", "--theatre", "syria")
    if "Manbij" not in told:
        raise FailedError(f"no claim in the page: {told[:200]}")


def check_geo(installed: Installed) -> None:
    """A GeoParquet file is written."""
    installed.run("export", "geoparquet", "--at", "2016-08-06", "--ledger", "demo.db", "-o", "m.pq")
    if (installed.folder / "m.pq").read_bytes()[:4] != b"PAR1":
        raise FailedError("what was exported is no Parquet file")


def check_llm(installed: Installed) -> None:
    """A model's endpoint is asked; that none is there is told as such, not as a missing package."""
    (installed.folder / "report.txt").write_text("Rebels took Manbij, SOHR said.", encoding="utf-8")
    try:
        installed.run("read", "report.txt", "--published", "2016-08-13", "--theatre", "syria",
                      "--reader", "model", "--endpoint", "http://127.0.0.1:9/v1",
                      "--model", "none")  # fmt: skip
    except FailedError as error:
        if "127.0.0.1:9" not in str(error):
            raise


CHECKS: dict[str, tuple[Callable[[Installed], None], ...]] = {
    "": (check_plain,),
    "ingest": (check_plain, check_ingest),
    "geo": (check_plain, check_geo),
    "llm": (check_plain, check_llm),
}


def check(wheel: Path, extra: str) -> None:
    """Install the wheel with an extra and use it; raises FailedError."""
    with tempfile.TemporaryDirectory(prefix="contested-wheel-") as name:
        installed = Installed(Path(name))
        venv.create(installed.folder / "venv", with_pip=True)
        wanted = f"{wheel.resolve()}[{extra}]" if extra else str(wheel.resolve())
        done = subprocess.run(
            [str(installed.bin / "python"), "-m", "pip", "install", "--quiet",
             "--disable-pip-version-check", wanted],
            cwd=installed.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise FailedError(f"it cannot be installed: {done.stderr.strip()[-400:]}")
        for one in CHECKS[extra]:
            one(installed)


def main() -> int:
    """Check the newest wheel of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extra", action="append", choices=sorted(CHECKS), default=None)
    asked = parser.parse_args()
    wheels = sorted(asked.folder.glob("contested-*.whl"), key=lambda path: path.stat().st_mtime)
    if not wheels:
        print(f"{asked.folder}: there is no wheel; `make dist` builds it", file=sys.stderr)
        return 1
    failed = 0
    print(f"{wheels[-1].name}, {wheels[-1].stat().st_size / 2**20:.1f} MiB")
    for extra in asked.extra or CHECKS:
        began = time.monotonic()
        try:
            check(wheels[-1], extra)
            told = "installed, told the demonstration, served the map and the page"
        except FailedError as error:
            failed, told = 1, f"FAILED: {error}"
        label = f"contested[{extra}]" if extra else "contested"
        print(f"{label:20s} {time.monotonic() - began:5.0f} s  {told}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
