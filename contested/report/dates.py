"""Dates of publication: as the user, a record, a dateline or a file name states them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import PurePath

from contested.errors import ReportError
from contested.report.encoding import script_of

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_MONTH_LANGUAGES = ("en", "el", "fr", "de", "es", "it", "ru", "uk", "tr", "ar", "pt", "nl", "pl")
# Levantine and Maghrebi month names, which Babel's plain Arabic does not list.
_MORE_MONTHS = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7,
    "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8,
}  # fmt: skip
_DATELINE_CHARS = 160
_DATELINE_WORDS = 14
_DASHES = re.compile(r"\s(?:[-–—]|--)\s|[—]")
# "MOSCOW, 11 August 2016." before the first sentence, with a word for "year" behind it or none
_PLACE_AND_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\d,،.!?]{1,40})[,،]\s(?P<date>(?:\d{1,2}\.\s)?[^,،.!?]{6,40}\d{4}(?:\s[^\W\d]{1,5})?)"
    r"(?:\.(?=\s|$)|$)"
)
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
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

    A dateline is a short line of its own among the first or last ones, or the head of the first
    sentence before a dash. A date within running text tells of events and is not taken, nor is
    one without a year, nor 6/8/2016 in English, which means two different days.
    """
    for piece in _datelines(text):
        found = _date_in(piece, language)
        if found:
            return f"{found.isoformat()}T00:00:00+00:00"
    return None


def date_in_name(path: PurePath) -> str | None:
    """A full date in the file's name or in the three folders above it, or None."""
    for candidate in (path.name, "/".join(path.parts[-4:])):
        for match in _IN_NAME.finditer(candidate):
            year, _, month, day = match.groups()
            if found := _day(int(year), int(month), int(day)):
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


def _datelines(text: str) -> list[str]:
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    pieces = []
    for line in lines[:3]:
        head = _DASHES.split(line[:_DATELINE_CHARS], maxsplit=1)
        if len(head) > 1 and len(head[0].split()) <= _DATELINE_WORDS:
            pieces.append(head[0])
        elif (match := _PLACE_AND_DATE.match(line)) and _is_named(match["place"]):
            pieces.append(match["date"])
    # A headline may well name the day of an event: it must be a date and hardly anything else.
    for number, line in enumerate(lines):
        if 5 <= number < len(lines) - 3:
            continue
        most = _DATELINE_WORDS if number else 4
        if len(line) <= _DATELINE_CHARS and len(line.split()) <= most and line[-1] not in "?!;":
            pieces.append(line)
    return [piece for piece in pieces if re.search(r"\d{4}", piece)]


def _is_named(place: str) -> bool:
    """Whether words can be the name of a place: few, and none of them small."""
    words = place.split()
    return len(words) <= 3 and not any(word[0].islower() for word in words)


def _date_in(piece: str, language: str | None) -> date | None:
    if match := _ISO_DAY.search(piece):
        return _day(*(int(part) for part in match.groups()))
    if match := _NUMERIC_DAY.search(piece):
        first, second, year = (int(part) for part in match.groups())
        if first != second and max(first, second) <= 12 and language in (None, "en"):
            return None
        if second > 12 and language in (None, "en"):
            first, second = second, first
        return _day(year, second, first)
    names = "|".join(re.escape(name) for name in sorted(month_names(), key=len, reverse=True))
    for pattern in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|η|º|\.)?\s+(?:de\s+)?(?P<month>{names})\.?"
        rf"(?:\s?/\s?(?:{names}))?,?\s+"
        r"(?:de\s+)?(?P<year>\d{4})(?!\d)",
        rf"(?<!\w)(?P<month>{names})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    ):
        if match := re.search(pattern, piece.lower()):
            return _day(int(match["year"]), month_names()[match["month"]], int(match["day"]))
    return None


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Month names and abbreviations, lower case, of the languages datelines are looked for in."""
    from babel import Locale

    names: dict[str, int] = dict(_MORE_MONTHS)
    for language in _MONTH_LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = name.lower().rstrip(".")
                    if len(plain) >= 3 and any(script_of(character) for character in plain):
                        names.setdefault(plain, int(number))
    names.setdefault("sept", 9)
    return names


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None
