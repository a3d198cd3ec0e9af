"""What starting the program and one question may cost: processor seconds and memory.

Processor time, and not the clock's, so that a busy machine changes nothing.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import unmeasured

ROOT = Path(__file__).resolve().parent.parent
REPORT = "Rebels took the district of Ramouseh in Aleppo on Saturday, SOHR said.\n"


@dataclass(frozen=True)
class Cost:
    """Processor seconds and the most memory of one process, in MiB."""

    cpu_s: float
    memory_mb: float


# A process counts the memory of the one that began it as its own, but not in its status file.
_PROGRAM = """
import atexit, os, re, runpy, sys
def tell():
    kib = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    times = os.times()
    open(sys.argv[0], "w").write(f"{times.user + times.system} {int(kib) / 1024}")
sys.argv = sys.argv[1:]
atexit.register(tell)
runpy.run_module("contested.cli", run_name="__main__", alter_sys=False)
"""


def cost(folder: Path, *words: str) -> Cost:
    """Run the program once in a folder; it must succeed."""
    told = folder / "cost"
    subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(told), *words], cwd=folder, check=True,
        env={**unmeasured(), "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    cpu_s, memory_mb = told.read_text(encoding="utf-8").split()
    return Cost(float(cpu_s), float(memory_mb))


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not tell what a process used"
)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["serve", "--help"]])
def test_the_program_starts_in_half_a_second_and_60_mib(tmp_path: Path, words: list[str]) -> None:
    least = min((cost(tmp_path, *words) for _ in range(2)), key=lambda one: one.cpu_s)
    assert least.cpu_s < 0.5
    assert least.memory_mb < 60


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("budget")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    cost(folder, "ingest", "report.txt", "--published", "2016-08-06", "--theatre", "syria",
         "--ledger", "war.db")  # fmt: skip
    return folder


@pytest.mark.parametrize(
    ("words", "cpu_s", "memory_mb"),
    [
        (["read", "report.txt", "--published", "2016-08-06", "--theatre", "syria"], 6, 400),
        (["claims", "--ledger", "war.db", "--theatre", "syria"], 4, 300),
        (["who", "Ramouseh", "--at", "2016-08-06", "--ledger", "war.db"], 6, 400),
        (["situation", "--at", "2016-08-06", "--ledger", "war.db"], 6, 400),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_one_question_keeps_within_its_budget(
    ledger: Path, words: list[str], cpu_s: float, memory_mb: float
) -> None:
    used = cost(ledger, *words)
    assert used.cpu_s < cpu_s
    assert used.memory_mb < memory_mb
