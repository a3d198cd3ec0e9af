"""An actor: somebody who can hold, take, lose, besiege, support or speak."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the reference. `name` is the canonical English name.

    `kind` is one of `KINDS` in `contested.actor.load`; `countries` are ISO 3166 alpha-2 codes of
    where the actor is at home or at war (empty: anywhere). `names` maps a BCP-47 language code
    to the names a text of that language may use, in dictionary form (nominative).
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
