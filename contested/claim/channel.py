"""Through what somebody speaks: a station, a paper, a network."""

from __future__ import annotations

from contested.claim.ground import Ground
from contested.claim.phrase import Phrase

MEDIA = frozenset({"media", "state_media", "agency"})
ITS = frozenset({"of", "for", "by", "with"})  # "a reporter for the radio"


def says_through(phrase: Phrase) -> bool:
    """Whether a phrase says through what somebody speaks: "on state television"."""
    return bool(phrase.channel) and bool(phrase.prep) and not set(phrase.prep) & ITS


def through_media(ground: Ground, phrase: Phrase) -> bool:
    """Whether a phrase names the paper or station in which somebody speaks."""
    ref, roles = phrase.actor, set(phrase.prep)
    if says_through(phrase):
        return True
    if ref is None or not ref.id or not roles or (roles & ITS and "to" not in roles):
        return False
    return ref.id in ground.actors and ground.actors.get(ref.id).kind in MEDIA
