"""Sieges through time: who is said to besiege whom, and how encirclement goes day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from contested.actor.actors import Actors
from contested.errors import NotFoundError
from contested.place.place import SETTLEMENT_KINDS
from contested.place.theatre import Theatre
from contested.situation.control import Picture
from contested.situation.definitions import Definitions
from contested.situation.encircle import (
    Encircled,
    Ring,
    besieged_members,
    encircled,
    ring_of,
)
from contested.situation.evidence import (
    DIVIDED,
    SIEGE_PREDICATES,
    UNKNOWN,
    Evidence,
    cuts,
    days_spoken_of,
)
from contested.situation.reported import (
    SIEGE_SIGN,
    Weighed,
    filtered_probs,
    siege_chain,
    weigh,
)

# A place is lost to its side if no more than this share of it is left.
_LEFT_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Subject:
    """A place that somebody says is besieged, whose it is, and by whom, with the claims.

    `named` are the actors other than the besieging side itself that claims name as besiegers
    on it, with the first day of which each is told.
    """

    place: str
    side: str | None
    besieger: str | None
    weighed: tuple[Weighed, ...]
    named: tuple[tuple[str, date], ...] = ()

    @property
    def first_day(self) -> date:
        """The first day that a claim speaks of."""
        return self.weighed[0].day


@dataclass(frozen=True, slots=True)
class DayOfSiege:
    """One day of a subject. Without an `answer` the graph has nothing to say: because the place
    is `lost` to its side, or because nobody is known to hold it; then the reports alone count."""

    day: date
    answer: Encircled | None
    reported_prob: float
    lost: bool = False

    @property
    def prob(self) -> float:
        """P(encircled); 0 if the place is lost."""
        if self.answer is not None:
            return self.answer.prob
        return 0.0 if self.lost else self.reported_prob


@dataclass(frozen=True, slots=True)
class Interval:
    """Encircled from `first`; no longer on `last` (None: still).

    `said` is the beginning in the words of a report's date ("2013", "2016-07"), None where the
    ground or a report's own day gives it. Without `known` it had begun by `first`: that is the
    first day of which anybody says that it was so, and nobody says since when.
    """

    first: date
    last: date | None
    said: str | None = None
    known: bool = True


def side_of(actor: str | None, day: date, actors: Actors) -> str | None:
    """The side of an actor, or the actor itself; None for nobody."""
    if actor is None:
        return None
    try:
        return actors.side_of(actor, day) or actor
    except NotFoundError:
        return actor


def siege_subjects(
    evidence: Sequence[Evidence],
    picture_on: Callable[[date], Picture],
    actors: Actors,
    definitions: Definitions,
) -> list[Subject]:
    """Every place with a claim of siege, in the order of the places' first claims.

    The besieged side is the claims' target or who is said to break the siege, else who is believed
    to hold the place on the first day that tells; the besieger is whom most claims name.
    """
    about: dict[str, list[Evidence]] = {}
    for one in evidence:
        if one.predicate in SIEGE_PREDICATES and one.place and one.factuality != "intended":
            about.setdefault(one.place, [])
    for one in evidence:
        for place in {one.place, one.route_to} & about.keys():
            if place is not None and one.predicate in SIEGE_SIGN:
                about[place].append(one)
    found = []
    for place, claims in about.items():
        besiegers: Counter[str] = Counter()
        besieged: Counter[str] = Counter()
        for one in claims:
            if one.factuality == "negated":
                continue  # who does not besiege it is not its besieger
            actor, target = (side_of(x, one.first, actors) for x in (one.actor, one.target))
            if one.predicate == "besieges":
                besiegers.update([actor] if actor else [])
                besieged.update([target] if target else [])
            elif one.predicate == "breaks_siege":
                besieged.update([actor] if actor else [])
                besiegers.update([target] if target else [])
        besieger = besiegers.most_common(1)[0][0] if besiegers else None
        if besieger is not None:
            besieged.pop(besieger, None)
        side = besieged.most_common(1)[0][0] if besieged else None
        if side is None:
            for day in sorted({min(one.first for one in claims)} | {c.published for c in claims}):
                holder, prob = picture_on(day).side_of(place)
                sure = prob >= definitions.encirclement["besieged_side_prob"]
                if sure and holder is not None and holder != besieger:
                    side = holder
                    break
        weighed = weigh(
            [one for one in claims if _counts(one, side, besieger, actors)],
            SIEGE_SIGN,
            besieger,
            side,
            actors,
            definitions,
        )
        if weighed:
            named = _named(claims, besieger, actors)
            found.append(Subject(place, side, besieger, tuple(weighed), named))
    return sorted(found, key=lambda one: (one.first_day, one.place))


def apart(
    subjects: Sequence[Subject], theatre: Theatre, picture_on: Callable[[date], Picture]
) -> list[Subject]:
    """The subjects without those that others stand for.

    A city that its besieger is in, or of which more is said by its parts, is not besieged as a
    whole: the parts are. Else the whole is besieged, and of its parts those of which a besieger of
    their own is told ("the works in the south of the town").
    """
    by_place = {one.place: one for one in subjects}
    inside: dict[str, list[str]] = {}
    for one in subjects:
        for area in theatre.ancestors(one.place):
            if area in by_place:
                inside.setdefault(area, []).append(one.place)
    left_out: set[str] = set()
    for area, parts in inside.items():
        whole = by_place[area]
        told = max(len(_voices(by_place[part])) for part in parts)
        holder, _ = picture_on(whole.first_day).side_of(area)
        # Of a city of which nobody tells who holds it the parts are more exact.
        city = theatre.places[area].kind in SETTLEMENT_KINDS
        theirs = holder == whole.side if holder is not None else not city
        if len(_voices(whole)) >= told + city and theirs:
            # By nobody in particular: the same siege, seen from a quarter.
            left_out |= {part for part in parts if by_place[part].besieger is None}
        else:
            left_out.add(area)
    return [one for one in subjects if one.place not in left_out]


def _voices(subject: Subject) -> set[str]:
    """Who says that a place is besieged."""
    return {one.evidence.voice for one in subject.weighed if one.log_odds > 0}


def _named(
    claims: Sequence[Evidence], besieger: str | None, actors: Actors
) -> tuple[tuple[str, date], ...]:
    """Who is named as besieger on the besieging side, beside the side itself."""
    found: dict[str, date] = {}
    for one in sorted(claims, key=lambda e: e.first):
        told = one.predicate == "besieges" and one.factuality == "actual"
        if told and one.actor not in (None, besieger) and besieger is not None:
            assert one.actor is not None
            if side_of(one.actor, one.first, actors) == besieger:
                found.setdefault(one.actor, one.first)
    return tuple(found.items())


def _counts(one: Evidence, side: str | None, besieger: str | None, actors: Actors) -> bool:
    """Whether a claim speaks of a siege of that side by that besieger."""
    own = actors.beside(one.actor, side, one.first)
    if one.predicate == "besieges" and own:
        return False  # that they surround others says nothing of who surrounds them
    if one.predicate == "supply_route":
        return own  # their own supplies speak against a siege
    if one.predicate == "opens_route":
        # A corridor that the besieger lets people leave by ends none.
        return not actors.beside(one.actor, besieger, one.first)
    return not (cuts(one.predicate) and own)  # a road that they cut themselves says nothing of it


def follow(
    subject: Subject,
    until: date,
    picture_on: Callable[[date], Picture],
    evidence: Sequence[Evidence],
    definitions: Definitions,
) -> list[DayOfSiege]:
    """The subject on every day on which something was said, weekly in between, up to `until`."""
    if subject.first_day > until:
        return []
    days = set(days_spoken_of(evidence, subject.first_day, until))
    week = subject.first_day
    while week < until:
        days.add(week)
        week += timedelta(days=7)
    ordered = sorted(days)
    chain = siege_chain(definitions)
    told = dict(zip(ordered, filtered_probs(subject.weighed, ordered, chain), strict=True))
    settings = definitions.encirclement
    ring: Ring | None = None
    closed_until: date | None = None
    strength = 0.0
    was_told = was_lost = False
    rows = []
    for day in ordered:
        now = picture_on(day)
        lost, members = _is_lost(subject, now, was_lost)
        if lost and not was_lost:
            # The siege ended with the place: what was said of it before says nothing of another.
            later = [one for one in subject.weighed if one.day > day]
            rest = [one for one in ordered if one > day]
            told.update(zip(rest, filtered_probs(later, rest, chain), strict=True))
        was_lost, reported = lost, told[day]
        if members is None or subject.side is None:
            rows.append(DayOfSiege(day, None, reported, lost))
            continue
        if reported >= definitions.reported["listed_prob"]:
            if not lost:
                ring = ring_of(now, members, subject.side, settings["ring_steps"])
            strength = max(strength if was_told else 0.0, reported)
            closed_until, was_told = day, True
        else:
            was_told = False
        if lost:
            rows.append(DayOfSiege(day, None, reported, lost=True))
            continue
        age = (day - closed_until).days if closed_until else 0
        quiet = min((day - min(w.last_day, day)).days for w in subject.weighed if w.day <= day)
        aged = strength * 0.5 ** (age / settings["ring_half_life_days"])
        answer = encircled(
            now,
            members,
            subject.side,
            definitions,
            reported_prob=reported,
            ring=ring,
            ring_prob=aged,
            freshness=0.5 ** (quiet / settings["report_half_life_days"]),
        )
        rows.append(DayOfSiege(day, answer, reported))
    return rows


def _is_lost(
    subject: Subject, now: Picture, was_lost: bool
) -> tuple[bool, NDArray[np.bool_] | None]:
    """Whether the place is lost to those besieged in it, and what they hold of it; None for that
    where nobody is known to have been besieged, or the map has no such place."""
    holder, prob = now.side_of(subject.place)
    if subject.side is None or not now.control.members(subject.place):
        # A besieger who is inside besieges no more, however old the news of it grows.
        inside = prob >= 0.5 and now.are_allied(holder or UNKNOWN, subject.besieger or DIVIDED)
        return inside or (was_lost and (holder is None or prob < 0.5)), None
    members = besieged_members(now, subject.place, subject.side)
    whole = len(now.control.members(subject.place))
    lost = now.is_lost(subject.place, subject.side) or members.sum() < _LEFT_SHARE * whole
    held = (holder is not None and prob >= 0.5) or now.is_others(subject.place, subject.side)
    theirs = held and now.are_allied(holder or UNKNOWN, subject.side)
    if was_lost:
        # What was lost is not theirs again merely because the news of its loss grows old.
        return bool(lost) or not theirs, members
    if lost and (theirs or not held):
        # That news of who holds it grows old, or is not there yet, loses nothing to anybody: the
        # reports alone tell.
        return False, None
    return bool(lost), members


def intervals(
    days: Sequence[DayOfSiege],
    threshold: float,
    weighed: Sequence[Weighed] = (),
    prob: Callable[[DayOfSiege], float] = lambda one: one.prob,
) -> list[Interval]:
    """When the probability was at least the threshold, from first day to first day below.

    `weighed` are the reports, which say how each began. A siege whose end is denied goes on as it
    was: what was believed of its end in between was no end.
    """
    found: list[Interval] = []
    current: Interval | None = None
    shut = False  # by the ground alone, the day before
    for one in days:
        closes = not shut and one.answer is not None and one.answer.free_low_prob >= threshold
        shut = one.answer is not None and one.answer.free_low_prob >= threshold
        if prob(one) >= threshold and current is None:
            reasons = [w for w in weighed if w.day == one.day and w.log_odds > 0]
            if found and not one.lost and _goes_on(reasons, found[-1]):
                current = found.pop()
            else:
                current = _begun(one.day, () if closes else reasons, reasons)
        elif prob(one) < threshold and current is not None:
            found.append(replace(current, last=one.day))
            current = None
    return found if current is None else [*found, replace(current, last=None)]


def _goes_on(reasons: Sequence[Weighed], before: Interval) -> bool:
    """Whether all that speaks of a siege says that the one before never ended."""
    return bool(reasons) and all(
        (w.evidence.factuality == "negated" and SIEGE_SIGN[w.evidence.predicate] < 0)
        or (w.evidence.since and before.last is not None and w.evidence.first < before.last)
        for w in reasons
    )


def _begun(day: date, open_: Sequence[Weighed], reasons: Sequence[Weighed]) -> Interval:
    """An interval that begins on a day, by what was said of that day; `open_` are the words that
    leave it open since when, none where the ground closed round the place that day."""
    telling = [w for w in reasons if w.tells > 0 and w.evidence.dated]
    if not telling:
        return Interval(day, None, known=not open_)
    said = {w.evidence.since_said for w in telling} - {None}
    return Interval(day, None, min((one for one in said if one is not None), default=None))
