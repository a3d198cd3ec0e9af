"""Whether speakers contradict one another about a siege or a route, and who says what.

That a place was besieged on Monday and relieved on Tuesday is no contradiction: one is a denial, or
a state told for a day on which another says that it was over by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contested.situation.evidence import Evidence
from contested.situation.reported import ROUTE_SIGN, SIEGE_SIGN
from contested.situation.route import Route
from contested.situation.siege import Subject

# Of these a claim without a day of its own tells that it is so; of the rest, that it came about.
_STATES = frozenset({"besieges", "supply_route"})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The newest words of those who say that it is so and of those who say that it is not, in the
    order of their days."""

    so: tuple[Evidence, ...]
    not_so: tuple[Evidence, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims, one of each side first."""
        both = zip(self.so, self.not_so, strict=False)
        first = [one.claim_id for pair in both for one in pair]
        return tuple(dict.fromkeys([*first, *(one.claim_id for one in (*self.so, *self.not_so))]))


def contradiction(said: Iterable[Evidence], signs: Mapping[str, int]) -> Contradiction | None:
    """How these claims about one siege or one route contradict one another; None if they do not.

    `signs` give for a predicate +1 or -1: that it is so, that it is not. Plans, guesses and copied
    reports do not count, and of each voice only what it said last.
    """
    last: dict[str, list[Evidence]] = {}
    for one in sorted(said, key=lambda e: (e.published, e.first, e.claim_id)):
        if signs.get(one.predicate) and one.factuality in ("actual", "negated") and not one.copy_of:
            before = last.get(one.voice, [])
            same = bool(before) and (before[0].published, before[0].first) == (
                one.published,
                one.first,
            )
            last[one.voice] = [*before, one] if same else [one]
    newest = [one for ones in last.values() for one in ones]
    pairs = [
        (so, other)
        for so in newest
        for other in newest
        if _sign(so, signs) > 0 > _sign(other, signs)
        and so.voice != other.voice
        and _clash(so, other, newest, signs)
    ]
    if not pairs:
        return None
    return Contradiction(_in_order(so for so, _ in pairs), _in_order(other for _, other in pairs))


def contradictions(
    said: Sequence[Evidence], sieges: Sequence[Subject], routes: Sequence[Route]
) -> list[tuple[str, str, Contradiction]]:
    """The contradictions in what was said: ``siege`` or ``route``, of which place or route, how.

    A road of which nobody says whose it is is no route of anybody's, and disputed all the same.
    """
    ids = {one.claim_id for one in said}
    about = [("siege", one.place, _said_of(one, ids), SIEGE_SIGN) for one in sieges]
    about += [("route", one.key, _said_of(one, ids), ROUTE_SIGN) for one in routes]
    on_road: dict[str, list[Evidence]] = {}
    for one in said:
        if one.place is not None and one.predicate in ROUTE_SIGN:
            on_road.setdefault(one.place, []).append(one)
    about += [("route", place, ones, ROUTE_SIGN) for place, ones in sorted(on_road.items())]
    found: dict[str, tuple[str, str, Contradiction]] = {}
    for kind, name, ones, signs in about:
        disputed = contradiction(ones, signs) if name not in found else None
        if disputed is not None:
            found[name] = (kind, name, disputed)
    return list(found.values())


def _said_of(one: Subject | Route, ids: set[str]) -> list[Evidence]:
    return [w.evidence for w in one.weighed if w.evidence.claim_id in ids]


def _clash(so: Evidence, other: Evidence, said: list[Evidence], signs: Mapping[str, int]) -> bool:
    if "negated" in (so.factuality, other.factuality):
        return True
    if _holds_on(so, other.first, said, signs) and _holds_on(other, so.first, said, signs):
        return True
    later, earlier = (so, other) if so.first > other.first else (other, so)
    # "Is besieged", said after another told that it was relieved, and no word of a new siege.
    return later.predicate in _STATES and not later.dated and later.first > earlier.first


def _holds_on(one: Evidence, day: date, said: list[Evidence], signs: Mapping[str, int]) -> bool:
    """Whether a claim speaks of the day, or of one after it: "since June" of all up to its
    report, unless the report itself tells what ended it."""
    told_its_end = any(
        other.report_id == one.report_id
        and _sign(other, signs) * _sign(one, signs) < 0
        and one.first < other.first
        for other in said
    )
    lasting = one.since and one.last is None and not told_its_end
    return (one.published if lasting else one.first) >= day


def _sign(one: Evidence, signs: Mapping[str, int]) -> int:
    return signs[one.predicate] * (-1 if one.factuality == "negated" else 1)


def _in_order(ones: Iterable[Evidence]) -> tuple[Evidence, ...]:
    found = {one.claim_id: one for one in ones}
    return tuple(sorted(found.values(), key=lambda e: (e.first, e.published, e.claim_id)))
