"""Datelines: the full dates that a piece of text writes, and the lines that one opens.

The words of each language stand in `datelines.toml`; months and weekdays come from CLDR.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from contested.report.encoding import script_of

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_MONTH_LANGUAGES = ("en", "el", "fr", "de", "es", "it", "ru", "uk", "tr", "ar", "pt", "nl", "pl")
# Levantine and Maghrebi month names, which Babel's plain Arabic does not list.
_MORE_MONTHS = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7,
    "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8,
}  # fmt: skip
_MOST_LEAD_WORDS = 6
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
# what may stand before a date that opens a line, and behind it
_OPENING = "([{«“\"'–—-•*"
_BRACKETS = (")", "]", "}")
_PARTS = re.compile(r"[,،;:|/(\[–—-]\s*$")
_CLOSING = re.compile(r"^\s*[)\]}»”\"']?\s*(?:$|[.:–—|]|-(?=\s|$))")
_AND_PLACE = re.compile(r"^[,،]\s*(?P<place>[^\d,،.:!?–—-]{2,40})\s*[)\]]?\s*(?:$|[.:–—])")


@dataclass(frozen=True, slots=True)
class Written:
    """A date that a text writes in full, and where it stands there."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words of datelines of one language, in small letters; ordinals by what they count."""

    year: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()
    on: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, int], ...] = ()


def dateline_of(line: str, language: str | None) -> date | None:
    """The date that opens a line, or None.

    Before it stands nothing, the name of a town, a weekday or a word for a kind of text ("Access
    note"), parted from it by a comma or a bracket; behind it a full stop, a dash, a bracket, or the
    name of a town. "9 March 2022 the town fell" goes on and is none.
    """
    plain = line.lstrip(_OPENING + " \u200e\u200f\u202b\ufeff")
    found = find_date(plain, language)
    if found is None:
        return None
    words = date_words(language or "")
    behind = plain[found.end :]
    year = next((w for w in words.year if re.match(rf"\s{w}(?!\w)", behind, re.I)), None)
    if year is not None:
        behind = behind[1 + len(year) :]
    bracketed = plain != line and behind.lstrip()[:1] in _BRACKETS
    if not (bracketed or _CLOSING.match(behind) or _names_town(behind)):
        return None
    alone = not behind.strip(" .)]")
    lead = plain[: found.start].strip()
    on = next((w for w in words.on if re.search(rf"(?<!\w){w}$", lead, re.I)), "")
    lead = lead[: len(lead) - len(on)].strip()
    if not lead or lead.rstrip(",").lower() in weekdays(language or ""):
        return found.day
    parted = _PARTS.search(lead) is not None
    lead = _PARTS.sub("", lead)
    named = lead.lower().split()
    if len(named) <= _MOST_LEAD_WORDS and any(w.strip("«»()[]") in words.documents for w in named):
        return found.day if parted or alone else None
    whole = alone and bool(on) and not line.rstrip().endswith(".")
    return found.day if (parted or whole) and is_named(lead) else None


def _names_town(behind: str) -> bool:
    """Whether the name of a town follows a date, where small letters tell names from words."""
    town = _AND_PLACE.match(behind)
    return (
        town is not None and town["place"] != town["place"].swapcase() and is_named(town["place"])
    )


def is_named(place: str) -> bool:
    """Whether words can be the name of a place: few, and none of them small but for a joined
    article ("Deir ez-Zor")."""
    words = place.split()
    return 0 < len(words) <= 3 and not any(
        word[0].islower() and not any(part[:1].isupper() for part in word.split("-")[1:])
        for word in words
    )


def find_date(piece: str, language: str | None) -> Written | None:
    """The first full date in a piece of text, by the day as people write it; None if there is none.
    6/8/2016 in English means two days and is none."""
    if match := _ISO_DAY.search(piece):
        return _written(match, *(int(part) for part in match.groups()))
    if match := _NUMERIC_DAY.search(piece):
        first, second, year = (int(part) for part in match.groups())
        if first != second and max(first, second) <= 12 and language in (None, "en"):
            return None
        if second > 12 and language in (None, "en"):
            first, second = second, first
        return _written(match, year, second, first)
    names = _either(month_names())
    words = date_words(language or "")
    counted = dict(words.ordinals)
    between = rf"(?:(?:{_either(words.of)})\s+)?" if words.of else ""
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|η|º|\.)?"
    if counted:
        day = rf"(?:{day}|(?<!\w)(?P<ordinal>{_either(counted)}))"
    for pattern in (
        rf"{day}\s+(?:de\s+)?{between}(?P<month>{names})\.?(?:\s?/\s?(?:{names}))?,?\s+"
        rf"(?:de\s+)?(?:(?:{_either(words.year)})\s+)?(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\w)(?P<month>{names})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    ):
        if match := re.search(pattern, piece.lower()):
            said = match.groupdict()
            number = counted[said["ordinal"]] if said.get("ordinal") else int(said["day"])
            return _written(match, int(said["year"]), month_names()[said["month"]], number)
    return None


def _written(match: re.Match[str], year: int, month: int, day: int) -> Written | None:
    found = day_of(year, month, day)
    return Written(found, match.start(), match.end()) if found is not None else None


def _either(words: Any) -> str:
    """A pattern for any of the words, the longest first; one that nothing fits if there is none."""
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) or r"(?!)"


@lru_cache(maxsize=64)
def date_words(language: str) -> DateWords:
    """The words of datelines of a language, none for one without."""
    table = _tables().get(language, {})
    ordinals = [
        (word.lower(), number)
        for number, text in enumerate(table.get("ordinals", ()), 1)
        for word in text.split("|")
    ]
    return DateWords(
        tuple(word.lower() for word in table.get("year", ())),
        frozenset(part.lower() for one in table.get("documents", ()) for part in one.split()),
        tuple(word.lower() for word in table.get("on", ())),
        tuple(word.lower() for word in table.get("of", ())),
        tuple(ordinals),
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    file = resources.files("contested.report").joinpath("datelines.toml")
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache(maxsize=32)
def weekdays(language: str) -> frozenset[str]:
    """The names of the days of the week in a language, in small letters; empty for none known."""
    from babel import Locale, UnknownLocaleError

    try:
        days = Locale.parse(language).days
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(name.lower() for name in days["format"]["wide"].values())


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


def day_of(year: int, month: int, day: int) -> date | None:
    """The day of these numbers, None if there is none such."""
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None
