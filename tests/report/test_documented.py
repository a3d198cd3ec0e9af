"""docs/reports.md names every field, key, format and basis."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from contested.report.copies import CopyReason
from contested.report.dispatch import HEADERS
from contested.report.jsonlines import FIELDS
from contested.report.report import PublishedBasis, Report

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reports.md"
NAMES = [
    *(field.name for field in fields(Report)),
    *get_args(PublishedBasis),
    *get_args(CopyReason),
    *sorted(HEADERS),
    *(name for names in FIELDS.values() for name in names),
]


@pytest.mark.parametrize("name", dict.fromkeys(NAMES))
def test_the_page_names_it(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
