"""All actors of a run, and what can be asked about them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from contested.actor.actor import Actor, Names
from contested.actor.alliances import (
    ALWAYS,
    Allegiance,
    Alliance,
    Membership,
    Period,
    Relations,
)
from contested.actor.country import Country
from contested.actor.roles import GENERIC, made_actor, made_role
from contested.errors import NotFoundError

_SPACE = re.compile(r"[\s\-‐-―־]+")
_DROPPED = re.compile("[.'’‘ʼ`´\"«»“”ʹʻـ]")


@dataclass(frozen=True, slots=True)
class Dated:
    """An actor's id during a period."""

    actor: str
    period: Period = ALWAYS


class _Bare(dict[int, int | None]):
    """Each character by its code; accents and the like become nothing."""

    def __missing__(self, code: int) -> int | None:
        self[code] = bare = None if unicodedata.combining(chr(code)) else code
        return bare


_BARE = _Bare()


def fold(name: str) -> str:
    """A name without case, accents, hyphens, apostrophes and dots, for exact comparison.

    >>> fold("Ντάες") == fold("ΝΤΑΕΣ")
    True
    """
    plain = unicodedata.normalize("NFD", name.casefold()).translate(_BARE)
    return _SPACE.sub(" ", _DROPPED.sub("", plain)).strip()


class Actors:
    """The actors of the general layer and of a theatre. Nothing in it changes after loading."""

    def __init__(
        self,
        *,
        actors: Mapping[str, Actor],
        countries: Mapping[str, Country],
        people: tuple[tuple[Names, Dated], ...] = (),
        roles: Mapping[tuple[str, str], tuple[Dated, ...]] | None = None,
        wars: Mapping[str, tuple[Period, ...]] | None = None,
        memberships: tuple[Membership, ...] = (),
        alliances: tuple[Alliance, ...] = (),
        allegiances: tuple[Allegiance, ...] = (),
    ) -> None:
        self.countries: Mapping[str, Country] = MappingProxyType(dict(countries))
        """Country by ISO 3166 alpha-2 code."""
        self.relations = Relations(memberships, alliances, allegiances)
        self._actors = dict(actors)
        self._people = people
        self._wars = dict(wars or {})
        self._named: dict[str, str] = {}
        self._persons: dict[str, list[Dated]] = {}
        self._at_war: dict[date | None, frozenset[str]] = {}  # by day, as asked for
        # Apart, so that the countries a generic word is likely to mean are tried first.
        self._roles = {key: entry for key, entry in (roles or {}).items() if key[1] in self._wars}
        self._roles_elsewhere = {k: v for k, v in (roles or {}).items() if k[1] not in self._wars}

    def __len__(self) -> int:
        return len(self._actors)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self._actors or self._find(actor_id) is not None

    def get(self, actor_id: str) -> Actor:
        """The actor with this id, also one made on the fly by `role`; raises NotFoundError."""
        actor = self._actors.get(actor_id) or self._find(actor_id)
        if actor is None:
            raise NotFoundError(f"no actor has the id {actor_id!r}{self._hint(actor_id)}")
        return actor

    def _find(self, actor_id: str) -> Actor | None:
        actor = self._actors.get(actor_id)
        if actor is None and (made := made_role(actor_id)) and made[0] in self.countries:
            actor = made_actor(self.countries[made[0]], made[1])
        return actor

    def names(self, language: str) -> list[tuple[str, str]]:
        """Every (name, actor id) of the language, dictionary forms, in the order of the data.

        A name of several actors ("the Observatory") comes once for each; their `countries` tell
        them apart. What a country is called is left to `countries`, since it is the day that
        says who is meant by it: ask ``role("state", code, on)``.
        """
        own: dict[str, set[str]] = {}
        for country in self.countries.values():
            own.setdefault(country.actor, set()).update(country.names.get(language, ()))
        return [
            (name, actor.id)
            for actor in self
            for name in actor.names.get(language, ())
            if name not in own.get(actor.id, ())
        ]

    def adjectives(self, language: str) -> list[tuple[str, str]]:
        """Every (adjective, actor id) of actors that are no country ("Houthi")."""
        return [(word, a.id) for a in self for word in a.adjectives.get(language, ())]

    def members(self, language: str) -> list[tuple[str, str]]:
        """Every (noun, actor id) for the people of an actor that is no country."""
        return [(word, a.id) for a in self for word in a.members.get(language, ())]

    def metonyms(self, language: str) -> list[tuple[str, str]]:
        """Every (capital or seat, country code) of the language: "Damascus", "Kremlin"."""
        return [
            (word, country.code)
            for country in self.countries.values()
            for words in (country.capitals, country.seats)
            for word in words.get(language, ())
        ]

    def people(self, language: str, on: date | None = None) -> list[tuple[str, str]]:
        """Every (surname or name, id of the actor the person speaks for) of the language.

        Each name comes once: with the actor of the day, or without a day the one listed first.
        """
        found: dict[str, str] = {}
        for names, dated in self._people:
            if dated.period.holds(on):
                for name in names.get(language, ()):
                    found.setdefault(name, dated.actor)
        return list(found.items())

    def person(self, name: str, on: date | None = None) -> str | None:
        """Id of the actor for whom somebody of this name speaks on the day, in any language, or
        None. Without a day, the one listed first."""
        for dated in self._by_person.get(fold(name), ()):
            if dated.period.holds(on):
                return dated.actor
        return None

    def role(self, role: str, country: str | None, on: date | None = None) -> Actor | None:
        """Who a generic word means in a country on a day, or None if nobody can be named.

        `role` is one of `contested.actor.roles.ROLES`. Without an entry for the country, `state`
        is the country's state and `rebels` and some others are made on the fly ("Colombian
        rebels", id ``co-rebels``). Without a country the answer is the generic actor, if any.
        Without a day, the first entry of the data counts.
        """
        key = (role, country or "")
        for dated in self._roles.get(key) or self._roles_elsewhere.get(key, ()):
            if dated.period.holds(on):
                return self._actors[dated.actor]
        known = self.countries.get(country or "")
        if known is not None:
            if role == "state":
                return self._actors[known.actor]
            if (made := made_actor(known, role)) is not None:
                return made
        return self._actors.get(GENERIC.get(role, ""))

    def at_war(self, on: date | None = None) -> frozenset[str]:
        """Codes of the countries where the data knows of a war on the day, or at any time."""
        known = self._at_war.get(on)
        if known is None:
            known = self._at_war[on] = frozenset(
                code
                for code, periods in self._wars.items()
                if any(period.holds(on) for period in periods)
            )
        return known

    def speaks_for(self, actor_id: str) -> str | None:
        """Id of the actor whose word this one carries (SANA: the Syrian government), or None."""
        return self.get(actor_id).speaks_for

    def side_of(self, actor_id: str, on: date | None = None) -> str | None:
        """The side the actor is on, as the id of the actor that leads it, or None.

        In this order: a dated record of its own, a dated record of its groups, its own `side`,
        its groups' sides, the side of whom it speaks for. A belligerent with none of these is a
        side of its own, and so is a state whatever it is a member of; a monitor, an agency or a
        crowd is on no side.
        """
        actor = self.get(actor_id)
        groups = self.relations.groups(actor_id, on) if actor.kind != "state" else ()
        for one in (actor_id, *groups):
            if (side := self.relations.side(one, on)) is not None:
                return side
        for one in (actor_id, *groups):
            if (side := self.get(one).side) is not None:
                return side
        if actor.speaks_for is not None:
            return self.side_of(actor.speaks_for, on)
        if groups:
            return groups[-1]
        return actor_id if actor.is_belligerent else None

    def allied(self, a: str, b: str, on: date | None = None) -> bool:
        """Whether the two fight on one side: the same actor or side, one part of the other, or an
        alliance or backing between them or their groups. A recorded hostility between the two
        themselves outweighs all of that. Symmetric."""
        if a == b:
            return True
        circle_a, circle_b = self._circle(a, on), self._circle(b, on)
        between = self.relations.between
        if "hostile" in between(a, b, on):
            return False
        if set(circle_a) & set(circle_b):
            return True
        pairs = [between(x, y, on) for x in circle_a for y in circle_b]
        if any("hostile" in kinds for kinds in pairs):
            return False
        return any(kinds & {"ally", "backs"} for kinds in pairs)

    def beside(self, a: str | None, b: str | None, on: date | None = None) -> bool:
        """Whether both are known and fight on one side; of a stranger that is not known."""
        if a is None or b is None or a not in self or b not in self:
            return False
        return self.allied(a, b, on)

    def backers(self, actor_id: str, on: date | None = None) -> tuple[str, ...]:
        """Ids of the actors that back this one, its groups or its side."""
        found: dict[str, None] = {}
        for one in self._circle(actor_id, on):
            found.update(dict.fromkeys(self.relations.backers(one, on)))
        found.pop(actor_id, None)
        return tuple(found)

    def _circle(self, actor_id: str, on: date | None) -> tuple[str, ...]:
        """The actor, its groups, its side, whom it speaks for."""
        actor = self.get(actor_id)
        circle = [actor_id, *self.relations.groups(actor_id, on)]
        circle += [one for one in (actor.speaks_for, self.side_of(actor_id, on)) if one]
        return tuple(dict.fromkeys(circle))

    def lookup(self, name: str) -> Actor | None:
        """The actor with exactly this name in any language, whatever the case, accents and
        hyphens. A canonical name goes before an alias; among equals the first of the data."""
        found = self._by_name.get(fold(name))
        return self._actors[found] if found else None

    def find(self, name: str) -> Actor:
        """The actor with this id or name; raises NotFoundError that suggests near names."""
        actor = self._find(name) or self.lookup(name)
        if actor is None:
            raise NotFoundError(f"no actor is called {name!r}{self._hint(name)}")
        return actor

    def _hint(self, name: str) -> str:
        near = difflib.get_close_matches(fold(name), self._by_name, n=3, cutoff=0.7)
        names = dict.fromkeys(self._actors[self._by_name[one]].name for one in near)
        return f"; did you mean {' or '.join(names)}?" if names else ""

    @property
    def _by_name(self) -> dict[str, str]:
        """Id by folded name, made when first asked for."""
        index = self._named
        if not index:
            for actor in self:
                index.setdefault(fold(actor.name), actor.id)
            for actor in self:
                for names in actor.names.values():
                    for name in names:
                        index.setdefault(fold(name), actor.id)
        return index

    @property
    def _by_person(self) -> dict[str, list[Dated]]:
        """Whom people of a folded name speak for, made when first asked for."""
        index = self._persons
        if not index:
            for names, dated in self._people:
                for words in names.values():
                    for name in words:
                        index.setdefault(fold(name), []).append(dated)
        return index
