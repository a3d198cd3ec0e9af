"""What a batch of reports tells of them, and what its summary says."""

from __future__ import annotations

import pytest

from contested.cli.batch import NAMED, Tally
from contested.report.report import Report


def test_every_report_with_a_note_is_named_up_to_a_number_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally()
    for number in range(NAMED + 2):
        tally.notes(Report(text="x", source=f"r{number}.txt"), ["no publication date"])
    told = capsys.readouterr().err.splitlines()
    assert told == [f"r{number}.txt: no publication date" for number in range(NAMED)]
    assert tally.summary(()) == (f"{NAMED + 2} with no publication date (those above and 2 more)")
