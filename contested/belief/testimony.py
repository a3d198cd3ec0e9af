"""Testimony: what one speaker said about one place as of one day, from one claim or several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from contested.belief.speech import SpeakerKind
from contested.claim.claim import Claim, Resolution

DIVIDED = "divided"
UNKNOWN = "unknown"

# Fighting: what a testimony says about it (see `contested.belief.transition.FIGHTING`).
QUIET, ATTACKED, CHANGED = 0, 1, 2


class Told(Protocol):
    """A claim with its report's head; `contested.ledger.records.StoredClaim` is one."""

    @property
    def id(self) -> str: ...
    @property
    def claim(self) -> Claim: ...
    @property
    def resolution(self) -> Resolution | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def agency(self) -> str | None: ...
    @property
    def published_at(self) -> str | None: ...
    @property
    def copy_of(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim outside any ledger, with what belief needs to know of its report."""

    id: str
    claim: Claim
    published_at: str | None
    resolution: Resolution | None = None
    publisher: str | None = None
    agency: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a testimony says of the holder, in terms of side ids and `divided`.

    `says` gives how much it says each one, `rest` how much all the others; `hints` multiply the
    likelihood of a state, `rest_hint` that of all others. `said` is the one content that others
    could repeat, or None. Without `spoken` it is a hint and no statement about the holder.
    """

    says: tuple[tuple[str, float], ...] = ()
    rest: float = 0.0
    hints: tuple[tuple[str, float], ...] = ()
    rest_hint: float = 1.0
    said: str | None = None
    spoken: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as belief sees it: `side` is the side it is on, if any."""

    name: str
    kind: SpeakerKind
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Testimony:
    """One speaker's word on one place.

    `day` is the day spoken of, `known_on` the day it was first published. `own` are the sides that
    are the speaker's own or allied with it, `party` whether one of them is concerned. `dated` says
    whether the words give the day, rather than the publication. `taker` and `leaver` are the
    sides said to have taken or left the place, where `fighting` is `CHANGED`. `read_prob` is the
    chance that its words were read rightly: the confidence of the surest claim that says so.
    """

    place: str
    day: date
    known_on: date
    speaker: Speaker
    own: frozenset[str]
    party: bool
    content: Content
    fighting: int
    dated: bool
    claim_ids: tuple[str, ...]
    taker: str | None = None
    leaver: str | None = None
    read_prob: float = 1.0


def holds(side: str, name: str) -> Content:
    """The side holds the whole place."""
    return Content(says=((side, 1.0),), said=side, words=f"held by {name}")


def holds_part(sides: list[str], name: str) -> Content:
    """The sides, the first one named first, hold parts of the place."""
    # Whoever is named as holding a part is likelier to hold it all than one not named at all.
    hints = ((sides[0], 1.0), *((side, 0.8) for side in sides[1:]), (DIVIDED, 1.0))
    return Content(
        says=((DIVIDED, 1.0),), hints=hints, rest_hint=0.35, said=DIVIDED,
        words=f"a part held by {name}",
    )  # fmt: skip


def holds_most(side: str, name: str) -> Content:
    """The side holds most of the place."""
    return Content(
        says=((side, 0.5), (DIVIDED, 0.5)), said=side, words=f"most of it held by {name}"
    )


def perhaps(content: Content) -> Content:
    """The same, only possible: the speaker hedges, so most of the weight is on nothing said."""
    says = tuple((one, 0.5 * weight + 0.5) for one, weight in content.says)
    return Content(
        says, 0.5 + 0.5 * content.rest, content.hints, content.rest_hint, None, True,
        f"perhaps {content.words}",
    )  # fmt: skip


def holds_not(side: str, name: str) -> Content:
    """The side does not hold the whole place."""
    return Content(says=((side, 0.0),), rest=1.0, words=f"not held by {name}")


def remains(side: str, name: str) -> Content:
    """The side is said not to have left: it holds the place, or a part."""
    return Content(says=((side, 1.0), (DIVIDED, 0.7)), words=f"not left by {name}")


def hint(hints: dict[str, float], rest: float, words: str) -> Content:
    """No statement about the holder, but some states make it likelier."""
    return Content(hints=tuple(hints.items()), rest_hint=rest, spoken=False, words=words)
