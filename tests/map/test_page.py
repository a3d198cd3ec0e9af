"""The built page in a browser: web/tests drives Debian's chromium against a served ledger."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

WEB = ROOT / "web"
PAGE = ROOT / "contested" / "map" / "static" / "index.html"
HOSTILE = (
    'Title: Handarat <script>document.title = "owned"</script>\n\n'
    '<img src=x onerror="alert(1)"> The Syrian army captured Handarat camp on Tuesday '
    '\u202eesrever\u202c <a href="javascript:alert(2)" onclick="alert(3)">here</a>, the Syrian '
    'Observatory for Human Rights said. <script>document.title = "owned"</script> '
    + "endless"
    * 2000
)


def _need(command: str) -> str:
    found = shutil.which(command)
    if found is None:
        pytest.skip(f"there is no {command} on this machine: the page is not tested")
    return found


@pytest.fixture(scope="module")
def node() -> str:
    found = _need("node")
    if not PAGE.is_file() or not (WEB / "node_modules").is_dir():
        pytest.skip("the page is not built (make page): it is not tested")
    return found


@pytest.fixture(scope="module")
def served(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What the browser's tests are told of the demonstration, with a hostile report added: its
    address, its ledger, and the Python to serve it with in other ways."""
    folder = tmp_path_factory.mktemp("page")
    ledger = folder / "page.db"
    shutil.copy(demo_ledger, ledger)
    report = folder / "hostile.txt"
    report.write_text(HOSTILE, encoding="utf-8")
    contested = [sys.executable, "-m", "contested.cli"]
    published = ["--published", "2016-08-09", "--theatre", "syria"]
    subprocess.run(
        [*contested, "ingest", str(report), "--ledger", str(ledger), *published],
        check=True,
        cwd=ROOT,
    )
    with subprocess.Popen(
        [*contested, "serve", "--ledger", str(ledger), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        address = None
        for line in server.stdout:
            if address := re.search(r"http://\S+/", line):
                break
        assert address is not None, "the server did not say its address"
        yield {
            "CONTESTED_ADDRESS": address[0],
            "CONTESTED_LEDGER": str(ledger),
            "PYTHON_RUN": sys.executable,
        }
        server.terminate()


def _run(command: list[str], **environment: str) -> None:
    done = subprocess.run(
        command, cwd=WEB, env={**os.environ, **environment}, text=True, timeout=900,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-12_000:]


@pytest.mark.parametrize("suite", sorted(path.name for path in (WEB / "tests").glob("*.test.mjs")))
def test_the_page_does_in_a_browser_what_it_promises(
    node: str, served: dict[str, str], suite: str
) -> None:
    _need("chromium")
    _run([node, "--test", f"tests/{suite}"], **served)


def test_the_pages_own_unit_tests_pass(node: str) -> None:
    _run([node, "node_modules/vitest/vitest.mjs", "run"])


def test_the_pages_code_is_formatted(node: str) -> None:
    _run([node, "node_modules/prettier/bin/prettier.cjs", "--check", "."])


def test_the_lock_file_names_no_host_of_packages() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_no_word_of_the_page_is_missing_in_a_language() -> None:
    words = {
        language: set(re.findall(r'^  "?([\w. ]+)"?:', text, re.MULTILINE))
        for language in ("en", "el")
        for text in [(WEB / "src" / "words" / f"{language}.ts").read_text(encoding="utf-8")]
    }
    assert len(words["en"]) > 150
    assert words["en"] == words["el"]
