"""Finding names that could mean two actors in one country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from contested.actor.actor import Actor
from contested.actor.actors import Actors, fold

# Names that are known to be shared; the text around them decides.
AMBIGUOUS = frozenset(
    {
        ("ru", "сана"),  # the agency SANA, the capital of Yemen
        ("uk", "сана"),
        ("es", "sana"),
        ("tr", "sana"),
        ("ar", "عمان"),  # Oman, and the capital of Jordan
    }
)


@dataclass(frozen=True, slots=True)
class NameClash:
    """A folded name of one language that two actors of one country share."""

    language: str
    name: str
    actors: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.name!r} ({self.language}) names both {' and '.join(self.actors)}"


def name_clashes(actors: Actors, allowed: Iterable[tuple[str, str]] = AMBIGUOUS) -> list[NameClash]:
    """Every name that two actors share in one language and one country, but for `allowed` pairs
    of language and folded name. Names are folded as by `Actors.lookup`; capitals and seats count
    as names of their state. An actor without countries is at home in all of them."""
    owners: dict[tuple[str, str], dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        for language, names in actor.names.items():
            for name in names:
                owners[language, fold(name)][actor.id] = actor
    for country in actors.countries.values():
        state = actors.get(country.actor)
        for table in (country.capitals, country.seats):
            for language, names in table.items():
                for name in names:
                    owners[language, fold(name)][state.id] = state
    skip = set(allowed)
    clashes = []
    for (language, name), found in owners.items():
        if len(found) < 2 or (language, name) in skip:
            continue
        several = sorted(found.values(), key=lambda actor: actor.id)
        for i, one in enumerate(several):
            for other in several[i + 1 :]:
                if _meet(one, other):
                    clashes.append(NameClash(language, name, (one.id, other.id)))
    return clashes


def _meet(one: Actor, other: Actor) -> bool:
    return (
        not one.countries or not other.countries or bool(set(one.countries) & set(other.countries))
    )
