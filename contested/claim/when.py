"""When: dates that a sentence states, against the day of publication.

Month and weekday names come from CLDR; a language adds only its words for yesterday, since, for,
until and the units of time. Dates are ISO strings, partial where the text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from contested.claim.calendar import calendar
from contested.claim.lexicon import Lexicon
from contested.claim.text import fold
from contested.claim.words import Word

if TYPE_CHECKING:
    from contested.claim.roles import Draft

_EVENTS = frozenset(
    {"captures", "withdraws", "breaks_siege", "cuts_route", "opens_route", "attacks"}
)
_YEAR = re.compile(r"^(19|20)\d\d$")
_NUMERIC = re.compile(r"^(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date in a sentence: ISO text, whether it starts or ends a span, and where it stands."""

    iso: str
    kind: str  # on, since, until
    at: int


def stated_dates(words: list[Word], lexicon: Lexicon, published: date | None) -> list[Stated]:
    """All dates a sentence states, in order."""
    months, weekdays = calendar(lexicon.code)
    stem = lexicon.stem
    times = lexicon.settings.get("time", {})
    relative = _relative_words(lexicon)
    found: list[Stated] = []
    count = len(words)
    for i, word in enumerate(words):
        if word.kind == "num" and _NUMERIC.match(word.text):
            day, month, year = _NUMERIC.match(word.text).groups()  # type: ignore[union-attr]
            iso = _iso(int(day), int(month), _full(year), published)
            if iso:
                found.append(Stated(iso, _kind(words, i), i))
            continue
        if word.kind == "num" and _YEAR.match(word.text):
            if (
                i
                and words[i - 1].kind == "word"
                and (_month(words[i - 1], months, stem) is not None)
            ):
                continue
            if found and found[-1].at >= i - 3 and len(found[-1].iso) > 4:
                continue
            if _kind(words, i) != "" and (
                words[i - 1].form.prep or words[i - 1].form.det if i else False
            ):
                found.append(Stated(word.text, _kind(words, i), i))
            continue
        if word.kind != "word":
            continue
        month_number = _month(word, months, stem)
        if month_number is not None:
            day = year = None
            for j in (i - 1, i - 2, i + 1):
                if (
                    0 <= j < count
                    and words[j].kind == "num"
                    and words[j].text.isdigit()
                    and (int(words[j].text) <= 31 and day is None)
                ):
                    if j == i - 2 and not words[i - 1].form.prep and not words[i - 1].form.det:
                        continue
                    day = int(words[j].text)
            for j in (i + 1, i + 2, i + 3):
                if j < count and words[j].kind == "num" and _YEAR.match(words[j].text):
                    year = int(words[j].text)
                    break
            start = i - 1 if day is not None and i and words[i - 1].kind == "num" else i
            iso = _iso(day, month_number, year, published)
            if iso:
                found.append(Stated(iso, _kind(words, start), i))
            continue
        weekday = weekdays.get(word.form.fold) if word.form.fold else None
        if weekday is None and word.kind == "word":
            weekday = _inflected(word, weekdays, stem)
        if weekday is not None and published is not None:
            back = (published.weekday() - weekday) % 7
            day_found = published - timedelta(days=back)
            found.append(Stated(day_found.isoformat(), _kind(words, i), i))
            continue
        offset = relative.get(fold(word.text))
        if offset is not None and published is not None:
            found.append(
                Stated((published - timedelta(days=offset)).isoformat(), _kind(words, i), i)
            )
            continue
    _ = times
    return found


def dates_of(
    draft: Draft, words: list[Word], lexicon: Lexicon, published: date | None
) -> tuple[str | None, str | None, str | None]:
    """`on`, `since` and `until` of a draft claim.

    A date in the sentence is taken if it stands nearest; an event without one is dated by the
    report. States and support stay undated unless the text gives a date.
    """
    stated = stated_dates(words, lexicon, published)
    on = since = until = None
    clause = draft.clause
    low = clause.start if clause is not None else 0
    high = clause.end if clause is not None and clause.end else len(words)
    inside = [s for s in stated if low <= s.at < high] or stated
    for s in sorted(inside, key=lambda s: abs(s.at - draft.end)):
        if s.kind == "since" and since is None:
            since = s.iso
        elif s.kind == "until" and until is None:
            until = s.iso
        elif s.kind == "on" and on is None:
            on = s.iso
    if since is not None and draft.predicate in ("controls", "besieges", "attacks"):
        on = None
    if draft.predicate in ("supports", "controls", "supply_route"):
        on = on if on is not None and draft.predicate == "controls" and False else None
    elif (
        on is None
        and since is None
        and published is not None
        and (draft.predicate in _EVENTS and draft.factuality in ("actual", "negated"))
    ):
        on = published.isoformat()
    elif draft.factuality == "intended":
        on = None
    return on, since, until


@lru_cache(maxsize=32)
def _relative_table(code: str) -> dict[str, int]:
    return {}


def _relative_words(lexicon: Lexicon) -> dict[str, int]:
    table: dict[str, int] = {}
    for days, texts in lexicon.settings.get("days_ago", {}).items():
        for text in texts:
            table[fold(text)] = int(days)
    return table


def _month(word: Word, months: dict[str, int], stem) -> int | None:  # type: ignore[no-untyped-def]
    if not word.capital and word.text[0].islower() and not word.form.fold:
        return None
    known = months.get(fold(word.text))
    if known is None:
        known = _inflected(word, months, stem)
    if known is not None and len(word.text) < 4 and not word.capital:
        return None
    return known


def _inflected(word: Word, table: dict[str, int], stem) -> int | None:  # type: ignore[no-untyped-def]
    folded = fold(word.text)
    stemmed = stem(folded)
    if stemmed == folded:
        return None
    for name, number in table.items():
        if len(name) > 4 and stem(name) == stemmed:
            return number
    return None


def _kind(words: list[Word], i: int) -> str:
    """Whether the date is a beginning, an end or a point, by the preposition before it."""
    for j in range(i - 1, max(-1, i - 5), -1):
        form = words[j].form
        if form.prep:
            if "since" in form.prep:
                return "since"
            if "until" in form.prep:
                return "until"
            return "on"
        if words[j].kind == "punct":
            break
    return "on"


def _full(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year) if len(year) == 4 else 2000 + int(year)


def _iso(day: int | None, month: int, year: int | None, published: date | None) -> str | None:
    """ISO date or month; without a year the latest one not after publication."""
    if not 1 <= month <= 12:
        return None
    if year is None:
        if published is None:
            return None
        year = published.year
        if month > published.month or (
            month == published.month and day is not None and day > published.day
        ):
            year -= 1
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
