"""When: dates that a sentence states, against the day of publication.

Month and weekday names come from CLDR; a language adds only its words for yesterday, since and
until, and those by which a length of time reaches up to now ("for three years"). Dates are ISO
strings, partial where the text is. A date without a year is the latest one not after publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from contested.claim.clause import VerbGroup
from contested.claim.words import Word

if TYPE_CHECKING:
    from contested.claim.draft import Draft

_EVENTS = frozenset(
    {"captures", "withdraws", "breaks_siege", "cuts_route", "opens_route", "attacks"}
)
_LASTING = frozenset({"controls", "besieges", "attacks"})
_UNDATED = frozenset({"supports", "controls", "supply_route"})
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
_MOST_UNITS = 400  # a larger number is a year
_REACH = 4  # words between "since" or "for" and the unit that they count
_YEAR = re.compile(r"^(19|20)\d\d$")
_NUMERIC = re.compile(r"^(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date in a sentence: ISO text, its kind and its word index.

    The kind is on, since or until; lasting where a length of time is told that is since then only
    if it still lasts ("for three years"), or either where its words also count back ("há").
    """

    iso: str
    kind: str
    at: int


def stated_dates(words: list[Word], published: date | None) -> list[Stated]:
    """All dates a sentence states, in order."""
    found: list[Stated] = []
    for i, word in enumerate(words):
        iso: str | None = None
        start = i
        back = _back(words, i, published) if word.form.nouns else None
        if back is not None:
            found.append(Stated(*back, i))
            continue
        if word.kind == "num":
            iso = _number(words, i, found, published)
        elif word.form.time is not None:
            unit, value = word.form.time
            if unit == "month":
                iso, start = _month(words, i, value, published)
            elif published is None:
                continue
            elif unit == "weekday":
                iso = (published - timedelta(days=(published.weekday() - value) % 7)).isoformat()
            else:
                iso = (published - timedelta(days=value)).isoformat()
        if iso is not None:
            found.append(Stated(iso, _kind(words, start), i))
    return found


def dates_of(
    draft: Draft, words: list[Word], stated: list[Stated], published: date | None
) -> tuple[str | None, str | None, str | None]:
    """`on`, `since` and `until` of a draft claim, given the dates of its sentence.

    The date nearest to the cue counts, those of its own clause first; an event without one is
    dated by the report. States and support stay undated unless the text says since when.
    """
    on = since = until = None
    clause = draft.clause
    low = clause.start if clause is not None else 0
    high = clause.end if clause is not None and clause.end else len(words)
    inside = [s for s in stated if low <= s.at < high]
    if not inside and draft.predicate not in (
        "controls",
        "besieges",
    ):  # another clause's date may still date this one, its spans may not
        inside = [s for s in stated if s.kind not in ("since", "until")]
    lasts = draft.predicate in _LASTING and not _is_over(clause.verb if clause else None, words)
    for one in sorted(inside, key=lambda s: abs(s.at - draft.end)):
        if one.kind == "since" or (lasts and one.kind in ("lasting", "either")):
            since = since or one.iso
        elif one.kind == "lasting":
            continue  # how long something took that is over
        elif one.kind == "until":
            until = until or one.iso
        else:
            on = on or one.iso or "vague"
    vague, on = on == "vague", None if on == "vague" else on
    if since is not None and draft.predicate in _LASTING:
        on = None
    if draft.predicate in _UNDATED or draft.factuality == "intended":
        on = None
    elif on is None and since is None and published is not None and not vague and (
        draft.predicate in _EVENTS and draft.factuality in ("actual", "negated")
    ):  # fmt: skip
        on = published.isoformat()
    return on, since, until


def _is_over(verb: VerbGroup | None, words: list[Word]) -> bool:
    """Whether a verb stands in a past that does not reach up to now: "was besieged for a year"."""
    if verb is None or verb.having or verb.pluperfect or verb.infinitive or verb.gerund:
        return False
    first = words[verb.start].form
    tenses = {t for form in first.verbs for t in form.tenses}
    finite = first is not (verb.head.form if verb.head is not None else None) or not verb.passive
    return finite and "past" in tenses and "pres" not in tenses


def _back(words: list[Word], i: int, published: date | None) -> tuple[str, str] | None:
    """A date counted back from publication, with its kind: "three days ago", "last month", "for
    three years"; "" for the date if it stays open."""
    unit = next((s.arg for s in words[i].form.nouns if s.kind == "time"), "")
    if unit not in _UNIT_DAYS or published is None:
        return None
    before = words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else None
    counter = _counter(words, i)
    counted = after is not None and after.form.ago
    kind = _kind(words, i)
    if counted or any(w.form.ago for w in words[max(0, i - 3) : i]):
        count = _count(before)
        kind = "either" if counter is not None and words[counter].form.lasting else kind
    elif before is not None and before.form.last and counter is None:
        if unit == "week":
            return "", kind
        count = 1
    elif counter is not None or (after is not None and after.form.lasting):
        count = _length(words, i, counter)
        if not count:
            return None
        since = counter is not None and "since" in words[counter].form.prep
        kind = "since" if since else "lasting"
    else:
        return None
    if not count:
        return "", kind
    if unit in ("hour", "day", "week"):
        return (published - timedelta(days=count * _UNIT_DAYS[unit])).isoformat(), kind
    if unit == "year":
        return str(published.year - count), kind
    months = published.year * 12 + published.month - 1 - count
    return f"{months // 12:04d}-{months % 12 + 1:02d}", kind


def _counter(words: list[Word], i: int) -> int | None:
    """The word before a unit of time by which its length reaches up to now: "for", "since"."""
    for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
        form = words[j].form
        if form.lasting or "since" in form.prep:
            return j
        if words[j].kind == "punct" or form.prep or form.verbs:
            return None
    return None


def _length(words: list[Word], i: int, counter: int | None) -> int:
    """How many units a length of time has; 0 if that is not said, or it is no length."""
    number = words[i].form.number  # a dual: "two years" in one word
    if number:
        return number
    if counter is None:
        return _count(words[i - 1] if i else None)
    between = words[counter + 1 : i]
    count = next((n for w in reversed(between) if (n := _count(w))), 0)
    if count or between:
        return count if count < _MOST_UNITS else 0
    # "since a year" without a word for one; but "since the month of July"
    after = words[i + 1] if i + 1 < len(words) else None
    single = any(s.kind == "time" and s.number == "sg" for s in words[i].form.nouns)
    ends = after is None or after.kind == "punct" or (
        bool(after.form.prep) and "of" not in after.form.prep
    )  # fmt: skip
    return 1 if single and ends and not words[counter].form.det else 0


def _count(word: Word | None) -> int:
    if word is None:
        return 0
    if word.kind == "num" and word.text.isdigit():
        return int(word.text)
    return word.form.number


def _number(words: list[Word], i: int, found: list[Stated], published: date | None) -> str | None:
    """A date written in figures, or a year that stands by itself."""
    text = words[i].text
    numeric = _NUMERIC.match(text)
    if numeric is not None:
        day, month, year = numeric.groups()
        full = int(year) if year and len(year) == 4 else 2000 + int(year) if year else None
        return _iso(int(day), int(month), full, published)
    if not _YEAR.match(text) or not i:
        return None
    before = words[i - 1]
    year = any(s.kind == "time" and s.arg == "year" for s in before.form.nouns)  # "the year 2013"
    if before.form.time is not None or (found and found[-1].at >= i - 3 and len(found[-1].iso) > 4):
        return None  # the year of a date already read
    return text if before.form.prep or before.form.det or year else None


def _month(words: list[Word], i: int, month: int, published: date | None) -> tuple[str | None, int]:
    """The date round a month's name, and the word it starts at."""
    day = year = None
    start = i
    for j in (i - 1, i - 2, i + 1):
        if not 0 <= j < len(words) or day is not None:
            continue
        if j == i - 2 and not (words[i - 1].form.prep or words[i - 1].form.det):
            continue
        counted = int(words[j].text) if words[j].kind == "num" and words[j].text.isdigit() else 0
        if 0 < (counted or words[j].form.ordinal) <= 31:
            day = counted or words[j].form.ordinal
            start = min(i, j)
    for j in range(i + 1, min(i + 4, len(words))):
        if words[j].kind == "num" and _YEAR.match(words[j].text):
            year = int(words[j].text)
            break
    if words[i].form.number and day is None and year is None:
        return None, start  # a numeral that is written like a month cut short: "sept", "dez"
    return _iso(day, month, year, published), start


def _kind(words: list[Word], i: int) -> str:
    """Whether the date is a beginning, an end or a point, by the preposition before it."""
    for j in range(i - 1, max(-1, i - 5), -1):
        roles = words[j].form.prep
        if roles:
            return "since" if "since" in roles else "until" if "until" in roles else "on"
        if words[j].kind == "punct":
            break
    return "on"


def _iso(day: int | None, month: int, year: int | None, published: date | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    if year is None:
        if published is None:
            return None
        later = (month, day or 0) > (published.month, published.day if day else 0)
        year = published.year - later
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
