"""Dates as texts give them: days, months, years."""

from __future__ import annotations

import pytest

from contested.partial_date import first_day, is_partial_date, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-07-28", "2016-07-28", "2016-07-28"),
    ],
)
def test_a_partial_date_stands_for_all_its_days(text: str, first: str, last: str) -> None:
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "2016-2",
        "2016-13",
        "2016-02-30",
        "2016-01-01-01",
        "2016-00",
        "2016-7-28",
        " 201",
        "20160728",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        last_day(text)
    with pytest.raises(ValueError, match=r".+"):
        first_day(text)
    assert not is_partial_date(text)
