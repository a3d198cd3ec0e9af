"""Dates of publication: as the user, a record, a dateline or a file name states them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from contested.errors import ReportError
from contested.report.dateline import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    dateline_of,
    day_of,
    find_date,
    is_named,
)

_DATELINE_CHARS = 160
_DATELINE_WORDS = 14
_OPENING_LINES = 3  # of which the first may be a headline
_DASHES = re.compile(r"\s(?:[-–—]|--)\s|[—]")
# "MOSCOW, 11 August 2016." before the first sentence, with a word for "year" behind it or none
_PLACE_AND_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\d,،.!?]{1,40})[,،]\s(?P<date>(?:\d{1,2}\.\s)?[^,،.!?]{6,40}\d{4}(?:\s[^\W\d]{1,5})?)"
    r"(?:\.(?=\s|$)|$)"
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)")
_AGO = re.compile(r"^\s*(\d{1,3}|an?)\s+(minute|hour|day|week)s?\s+ago\s*$", re.IGNORECASE)


def parse_given(text: str) -> str:
    """A date the user typed, as ISO 8601 with a zone (UTC if none is typed).

    Takes ``YYYY-MM-DD`` or ``YYYY-MM-DDThh:mm[:ss][zone]``. Raises ReportError for anything else.
    """
    try:
        return _with_zone(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError) as error:
        raise ReportError(
            f"{text!r} is not a date: write it as 2016-08-06 or 2016-08-06T18:30+03:00"
        ) from error


def parse_metadata(text: str | None, now: str | None = None) -> str | None:
    """A date found in metadata as ISO 8601 with a zone, None if it cannot be understood.

    Takes ISO 8601, the mail format of RSS, and "3 hours ago", "today", "yesterday" against
    `now`, the date of the whole feed (without it relative dates are not understood).
    """
    if not text or not (text := text.strip()):
        return None
    try:
        return _with_zone(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    try:
        return _with_zone(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    return _relative(text, now) if now else None


def date_in_text(text: str, language: str | None) -> str | None:
    """The date of a dateline in `text`, as ISO 8601 at midnight UTC, or None.

    A dateline is a short line of its own among the first or last ones, the head of the first
    sentence before a dash, or a date that opens a line, behind nothing, a town or a word for a kind
    of text and before a full stop, a dash or a bracket (`dateline.dateline_of`). A date within
    running text tells of events and is not taken, nor is one without a year, nor 6/8/2016 in
    English, which means two different days.
    """
    for piece in _datelines(text):
        found = find_date(piece, language)
        if found:
            return f"{found.day.isoformat()}T00:00:00+00:00"
    for line in _lines(text)[:_OPENING_LINES]:
        if day := dateline_of(line[:_DATELINE_CHARS], language):
            return f"{day.isoformat()}T00:00:00+00:00"
    return None


def date_in_name(path: PurePath) -> str | None:
    """A full date in the file's name or in the three folders above it, or None."""
    for candidate in (path.name, "/".join(path.parts[-4:])):
        for match in _IN_NAME.finditer(candidate):
            year, _, month, day = match.groups()
            if found := day_of(int(year), int(month), int(day)):
                return f"{found.isoformat()}T00:00:00+00:00"
    return None


def _with_zone(moment: datetime) -> str:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"year {moment.year} is out of range")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds")


def _relative(text: str, now: str) -> str | None:
    base = datetime.fromisoformat(now)
    word = text.lower()
    if word in ("today", "just now", "now"):
        return _with_zone(base)
    if word == "yesterday":
        return _with_zone(base - timedelta(days=1))
    match = _AGO.match(text)
    if not match:
        return None
    amount = 1 if match.group(1).lower() in ("a", "an") else int(match.group(1))
    return _with_zone(base - timedelta(**{match.group(2).lower() + "s": amount}))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n") if line.strip()]


def _datelines(text: str) -> list[str]:
    lines = _lines(text)
    pieces = []
    for line in lines[:_OPENING_LINES]:
        head = _DASHES.split(line[:_DATELINE_CHARS], maxsplit=1)
        if len(head) > 1 and len(head[0].split()) <= _DATELINE_WORDS:
            pieces.append(head[0])
        elif (match := _PLACE_AND_DATE.match(line)) and is_named(match["place"]):
            pieces.append(match["date"])
    # A headline may well name the day of an event: it must be a date and hardly anything else.
    for number, line in enumerate(lines):
        if 5 <= number < len(lines) - 3:
            continue
        most = _DATELINE_WORDS if number else 4
        if len(line) <= _DATELINE_CHARS and len(line.split()) <= most and line[-1] not in "?!;":
            pieces.append(line)
    return [piece for piece in pieces if re.search(r"\d{4}", piece)]
