"""A resolved place, and where a report names it."""

from __future__ import annotations

from dataclasses import dataclass

from contested.claim.canonical import lies_beside
from contested.place.place import Place


@dataclass(frozen=True, slots=True)
class GroundedPlace:
    """A resolved place with the part of it that is meant."""

    name: str
    id: str = ""
    text: str = ""
    kind: str = ""
    extent: str = ""
    place: Place | None = None
    sure: float = 1.0
    base: str = ""  # the name without compass or "near"
    vague: bool = False  # some of what lies there, nobody says what: "several villages"

    @property
    def is_beside(self) -> bool:
        """Whether it is the ground beside the place it is called after: who holds "near Manbij" or
        "south of Manbij" holds nothing of Manbij."""
        return bool(self.base) and lies_beside(self.name)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a sentence names it. `weight` says how much the sentence is about it, 0 to 1."""

    place: GroundedPlace
    sentence: int
    start: int  # index of its first word in that sentence
    weight: float = 0.6
