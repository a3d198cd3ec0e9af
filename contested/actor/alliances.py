"""Who belongs to whom, who backs whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ALLIANCE_KINDS = frozenset({"ally", "backs", "hostile"})
"""`ally`: both fight on one side. `backs`: a supports b. `hostile`: they fight each other, which
outweighs a side or a membership that they share. `ally` and `hostile` hold both ways."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the period covers the day; a day of None asks "at any time"."""
        if on is None:
            return True
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Membership:
    """`actor` is part of `group` (YPG of the SDF) during the period."""

    actor: str
    group: str
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Alliance:
    """`a` is an ally of, backs, or is hostile to `b` during the period."""

    a: str
    b: str
    kind: str
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Allegiance:
    """`actor` is on `side` during the period."""

    actor: str
    side: str
    period: Period = ALWAYS


class Relations:
    """Memberships, alliances and allegiances, indexed by actor.

    Every answer is for one day, or for any time where the day is None.
    """

    def __init__(
        self,
        memberships: tuple[Membership, ...] = (),
        alliances: tuple[Alliance, ...] = (),
        allegiances: tuple[Allegiance, ...] = (),
    ) -> None:
        self.memberships, self.alliances, self.allegiances = memberships, alliances, allegiances
        self._groups: dict[str, list[Membership]] = {}
        self._members: dict[str, list[Membership]] = {}
        self._alliances: dict[str, list[Alliance]] = {}
        self._allegiances: dict[str, list[Allegiance]] = {}
        for membership in memberships:
            self._groups.setdefault(membership.actor, []).append(membership)
            self._members.setdefault(membership.group, []).append(membership)
        for alliance in alliances:
            self._alliances.setdefault(alliance.a, []).append(alliance)
            self._alliances.setdefault(alliance.b, []).append(alliance)
        for allegiance in allegiances:
            self._allegiances.setdefault(allegiance.actor, []).append(allegiance)

    def groups(self, actor: str, on: date | None = None) -> tuple[str, ...]:
        """Groups the actor is part of, the nearest first, through groups of groups."""
        found: list[str] = []
        queue = [actor]
        while queue:
            for membership in self._groups.get(queue.pop(0), ()):
                group = membership.group
                if membership.period.holds(on) and group != actor and group not in found:
                    found.append(group)
                    queue.append(group)
        return tuple(found)

    def members(self, group: str, on: date | None = None) -> tuple[str, ...]:
        """Direct members of the group."""
        return tuple(
            dict.fromkeys(m.actor for m in self._members.get(group, ()) if m.period.holds(on))
        )

    def side(self, actor: str, on: date | None = None) -> str | None:
        """The side a dated record gives the actor, without looking at its groups."""
        for allegiance in self._allegiances.get(actor, ()):
            if allegiance.period.holds(on):
                return allegiance.side
        return None

    def between(self, a: str, b: str, on: date | None = None) -> frozenset[str]:
        """Kinds of alliance recorded between the two, whichever way round."""
        return frozenset(
            alliance.kind
            for alliance in self._alliances.get(a, ())
            if b in (alliance.a, alliance.b) and alliance.period.holds(on)
        )

    def backed(self, actor: str, on: date | None = None) -> tuple[str, ...]:
        """Actors recorded as backed by this one, those that it began to back last first."""
        found = [
            alliance
            for alliance in self._alliances.get(actor, ())
            if alliance.kind == "backs" and alliance.a == actor and alliance.period.holds(on)
        ]
        found.sort(key=lambda alliance: alliance.period.first or date.min, reverse=True)
        return tuple(dict.fromkeys(alliance.b for alliance in found))

    def backers(self, actor: str, on: date | None = None) -> tuple[str, ...]:
        """Actors recorded as backing this one, in the order of the data."""
        return tuple(
            dict.fromkeys(
                alliance.a
                for alliance in self._alliances.get(actor, ())
                if alliance.kind == "backs" and alliance.b == actor and alliance.period.holds(on)
            )
        )
