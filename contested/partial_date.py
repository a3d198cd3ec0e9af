"""Dates as texts give them: a day, a month or a year, "2016-07-28", "2016-07" or "2016"."""

from __future__ import annotations

import calendar
import re
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date:
    """First day of a date or partial date; ValueError if it is neither.

    >>> first_day("2016-07")
    datetime.date(2016, 7, 1)
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Last day of a date or partial date; ValueError if it is neither.

    >>> last_day("2016-02")
    datetime.date(2016, 2, 29)
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def is_partial_date(text: str) -> bool:
    """Whether a text is a date or partial date that the calendar has.

    >>> is_partial_date("2016-02"), is_partial_date("2016-02-30"), is_partial_date("February 2016")
    (True, False, False)
    """
    try:
        _parts(text)
    except ValueError:
        return False
    return True


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None  # the form begins with it
    # raises ValueError for a 13th month, a 32nd day
    date(year, 1 if month is None else month, 1 if day is None else day)
    return year, month, day
