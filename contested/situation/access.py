"""What the analyst knows of access, which no report of control says: asked for, never guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.errors import DataError
from contested.situation.definitions import Definitions

QUESTIONS = ("aid_enters_regularly", "people_leave_regularly", "smuggled_goods_available")
_SINCE_WHEN = "since_when"  # asked where the reports do not say how long it has lasted


@dataclass(frozen=True, slots=True)
class Access:
    """Answers about a place from `first` to `last` (None: open); None is "not known"."""

    place: str
    first: date | None = None
    last: date | None = None
    aid_enters_regularly: bool | None = None
    people_leave_regularly: bool | None = None
    smuggled_goods_available: bool | None = None
    source: str = ""


def load_access(path: Path, find_place: Callable[[str], str]) -> list[Access]:
    """Read ``[[access]]`` tables: place, from, to, the three questions, source.

    Raises DataError for a file that is not of this form, NotFoundError for an unknown place.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("access", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(error), path=path) from error
    found = []
    for table in tables:
        unknown = set(table) - {"place", "from", "to", "source", *QUESTIONS}
        if unknown or "place" not in table:
            what = f"unknown key {min(unknown)!r}" if unknown else "no place"
            raise DataError(f"[[access]] with {what}", path=path)
        for question in QUESTIONS:
            if not isinstance(table.get(question, True), bool):
                raise DataError(f"[[access]] {question} must be true or false", path=path)
        for key in ("from", "to"):
            if not isinstance(table.get(key, date.min), date):
                raise DataError(f"[[access]] {key} must be a date such as 2016-07-17", path=path)
        answers = {question: table.get(question) for question in QUESTIONS}
        found.append(
            Access(
                find_place(str(table["place"])),
                table.get("from"),
                table.get("to"),
                source=str(table.get("source", "")),
                **answers,
            )
        )
    return found


def answer_on(access: Sequence[Access], place: str, day: date, question: str) -> bool | None:
    """The latest answer given for the place and day, or None."""
    found: bool | None = None
    for one in access:
        inside = (one.first is None or one.first <= day) and (one.last is None or day <= one.last)
        if one.place == place and inside and getattr(one, question) is not None:
            found = getattr(one, question)
    return found


@dataclass(frozen=True, slots=True)
class Lasted:
    """How many days a place has been encircled; at least so many if nobody says since when."""

    days: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one definition says: ``yes``, ``no``, ``not known`` or a tier; what it still asks."""

    definition: str
    status: str
    asks: tuple[str, ...] = ()


def ocha(
    access: Sequence[Access],
    place: str,
    day: date,
    prob: float,
    lasted: Lasted,
    definitions: Definitions,
) -> Verdict:
    """OCHA's "besieged": surrounded, sustained, no regular aid in, no regular way out."""
    table = definitions.ocha
    if prob < definitions.encirclement["threshold_prob"]:
        return Verdict("ocha", "no")
    answers = {q: answer_on(access, place, day, q) for q in table["asks"]}
    if any(answer is True for answer in answers.values()):
        return Verdict("ocha", "no")
    missing = tuple(q for q, answer in answers.items() if answer is None)
    if lasted.days < table["sustained_days"]:
        if not lasted.known:
            return Verdict("ocha", "not known", (_SINCE_WHEN, *missing))
        return Verdict("ocha", "not sustained yet", missing)
    return Verdict("ocha", "not known" if missing else "yes", missing)


def siege_watch(
    access: Sequence[Access],
    place: str,
    day: date,
    prob: float,
    lasted: Lasted,
    definitions: Definitions,
) -> Verdict:
    """Siege Watch: Watchlist if partial or recent, else a tier by severity."""
    table = definitions.siege_watch
    if prob < table["watchlist_prob"]:
        return Verdict("siege_watch", "no")
    if prob < definitions.encirclement["threshold_prob"]:
        return Verdict("siege_watch", "watchlist")
    if lasted.days < table["long_term_days"]:
        if not lasted.known:
            return Verdict("siege_watch", "not known", (_SINCE_WHEN,))
        return Verdict("siege_watch", "watchlist")
    aid, _, smuggled = (answer_on(access, place, day, q) for q in table["asks"])
    missing = tuple(q for q in table["asks"] if answer_on(access, place, day, q) is None)
    if aid is True:
        return Verdict("siege_watch", "tier 3")
    if aid is False and smuggled is not None:
        return Verdict("siege_watch", "tier 2" if smuggled else "tier 1")
    return Verdict("siege_watch", "tier not known", missing)
