"""The tables of forms are what their builders write: no word was added without its forms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDS = {"ru": "pymorphy3"}


@pytest.mark.parametrize("builder", ["de", "nl", "romance", "ru", "uk"])
def test_a_table_of_forms_holds_every_word_that_its_language_names(builder: str) -> None:
    # Greek's is left out: its inflector takes half a minute.
    if builder in NEEDS:
        pytest.importorskip(NEEDS[builder], reason="an inflector of the extra build-data")
    script = ROOT / "tools" / f"build_forms_{builder}.py"
    ran = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
