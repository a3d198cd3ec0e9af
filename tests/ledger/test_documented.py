"""docs/ledger.md names every table and every field that can be corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.ledger.records import CORRECTABLE
from contested.ledger.schema import metadata

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "ledger.md"


@pytest.mark.parametrize("name", [*metadata.tables, *CORRECTABLE])
def test_the_page_names_it(name: str) -> None:
    shown = name.removeprefix("route_")
    assert f"`{shown}`" in PAGE.read_text(encoding="utf-8")
