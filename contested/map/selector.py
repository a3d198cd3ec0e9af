"""A selector: whose word counts, as known when, and what is supposed. A view is made for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contested.belief.belief import Kind
from contested.belief.testimony import Testimony

Mode = Literal["then", "hindsight"]


@dataclass(frozen=True, slots=True)
class Selector:
    """Whose word counts.

    `mode` ``then`` leaves out of each day what was published after it; ``hindsight`` uses it.
    `known_at` leaves out what was published later, whatever the day. `only_speakers` and
    `only_side` (a side's id) take these at their word and hear nobody else; `without` are
    speakers left out, by name. `give` supposes that places are held by holders: (place id, holder
    id, ``divided`` or ``unknown``).
    """

    mode: Mode = "then"
    known_at: date | None = None
    only_speaker: str | None = None
    only_side: str | None = None
    without: tuple[str, ...] = ()
    give: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> Kind:
        """The belief room's word for the mode."""
        return "filtered" if self.mode == "then" else "smoothed"

    @property
    def at_their_word(self) -> bool:
        """Whether those heard are taken at their word."""
        return self.only_speaker is not None or self.only_side is not None

    @property
    def is_all_told(self) -> bool:
        """Whether everybody is heard and nothing supposed."""
        return not (self.at_their_word or self.without or self.give)

    @property
    def all_told(self) -> Selector:
        """The same days and mode with everybody heard and nothing supposed."""
        return Selector(self.mode, self.known_at)

    @property
    def heard(self) -> Selector:
        """The same without what is supposed."""
        return Selector(
            self.mode, self.known_at, self.only_speaker, self.only_side, self.without
        )  # fmt: skip

    def limit(self, at: date) -> date | None:
        """The last day whose reports count for the day `at`; None: all that there are."""
        if self.mode == "hindsight":
            return self.known_at
        return min(self.known_at, at) if self.known_at else at

    def hears(self, one: Testimony) -> bool:
        """Whether this testimony counts."""
        return (
            (self.known_at is None or one.known_on <= self.known_at)
            and (self.only_speaker is None or one.speaker.name == self.only_speaker)
            and (self.only_side is None or one.speaker.side == self.only_side)
            and one.speaker.name not in self.without
        )

    def affects(self, testimonies: Sequence[Testimony]) -> bool:
        """Whether a place with these testimonies is seen otherwise than all told."""
        if self.at_their_word:
            return True
        return bool(self.without) and any(one.speaker.name in self.without for one in testimonies)
