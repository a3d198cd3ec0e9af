"""A country: the words a language has for it, and the actor that is its state."""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.actor.actor import Names


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the reference. `code` is ISO 3166 alpha-2, `name` the canonical English name.

    Each table maps a language code to words in dictionary form, the usual one first: `adjectives`
    and `people` in the masculine nominative singular where a language has one (English `people`
    in the plural: "Syrians"). `capitals` and `seats` ("Kremlin") stand for the state in speech.
    `actor` is the id of the state; what the state is called in a war on a date is
    ``Actors.role("state", code, on)``.
    """

    code: str
    name: str
    actor: str
    names: Names = field(default_factory=dict, hash=False)
    adjectives: Names = field(default_factory=dict, hash=False)
    people: Names = field(default_factory=dict, hash=False)
    capitals: Names = field(default_factory=dict, hash=False)
    seats: Names = field(default_factory=dict, hash=False)

    @property
    def adjective(self) -> str:
        """The usual English adjective; the name where there is none."""
        words = self.adjectives.get("en")
        return words[0] if words else self.name
