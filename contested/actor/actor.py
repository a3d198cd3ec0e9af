"""An actor: somebody who can hold, take, lose, besiege, support or speak."""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.actor.alliances import ALWAYS, Period

# Kinds that can hold, take or lose ground; the other kinds only speak.
BELLIGERENT_KINDS = frozenset(
    {
        "state",
        "authority",
        "state_force",
        "rebel_group",
        "militia",
        "separatists",
        "jihadist_group",
        "coalition",
        "mercenaries",
        "gang",
        "tribe",
        "movement",
    }
)
SPEAKER_KINDS = frozenset(
    {
        "monitor",
        "agency",
        "state_media",
        "media",
        "international_org",
        "aid_org",
        "crowd",
        "source",
    }
)
KINDS = BELLIGERENT_KINDS | SPEAKER_KINDS

Names = dict[str, tuple[str, ...]]
"""Language code to names or words of that language, in dictionary form."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the reference. `name` is the canonical English name.

    `kind` is one of `KINDS`; `countries` are ISO 3166 alpha-2 codes of where the actor is at home
    or at war (empty: anywhere). `names` maps a BCP-47 language code to the names a text of that
    language may use, in dictionary form (nominative); `adjectives` to words that make another
    noun the actor's ("Houthi" fighters), masculine nominative singular; `members` to nouns for
    its people. `active` are the days between its founding and its end.
    `speaks_for` is the id of the actor whose word this one carries (a state agency
    speaks for its state); `side` names the side it is on when nothing dated says otherwise.
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    names: Names = field(default_factory=dict, hash=False)
    adjectives: Names = field(default_factory=dict, hash=False)
    members: Names = field(default_factory=dict, hash=False)
    speaks_for: str | None = None
    side: str | None = None
    active: Period = ALWAYS

    @property
    def is_belligerent(self) -> bool:
        """Whether an actor of this kind can hold ground, as opposed to only speak of it."""
        return self.kind in BELLIGERENT_KINDS
