"""Whom a generic word means where a report names one group only."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

TELLINGS = [
    ("en", "2024-03-28", "The Arakan Army captured Paletwa in Myanmar. The rebels also seized Ann.",
     {"Arakan Army"}),
    ("el", "2024-03-28",
     "Ο Στρατός Αρακάν κατέλαβε την Παλέτουα στη Μιανμάρ. Οι αντάρτες κατέλαβαν και το Αν.",
     {"Arakan Army"}),
    ("en", "2024-03-28", "Myanmar's army left Paletwa. The rebels seized Ann.",
     {"People's Defence Forces"}),
    ("en", "2016-08-06", "Ahrar al-Sham took Ramouseh in Syria. The rebels also took Khan Tuman.",
     {"Ahrar al-Sham", "Syrian rebels"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "day", "text", "takers"), TELLINGS)
def test_the_rebels_are_the_group_that_a_report_names_unless_the_word_means_many(
    language: str, day: str, text: str, takers: set[str]
) -> None:
    report = Report(text, language=language, published_at=day, published_basis="given")
    claims = Reader(None).read(report).claims
    assert {c.actor for c in claims if c.predicate == "captures"} == takers
