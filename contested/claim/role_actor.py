"""Whom a generic word means in a report: "the rebels", "the army", "the jihadists"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.actor.actor import Actor
from contested.actor.roles import GENERIC, made_role
from contested.claim.lexicon import Lexicon
from contested.claim.party import GroundedActor, less_sure
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.text import fold
from contested.claim.word_reference import party_of_noun

if TYPE_CHECKING:
    from contested.claim.ground import Ground

NO_GROUPS = frozenset({"state", "state_force", "coalition", "international_org", "authority"})
# kinds of groups that "rebels" and the like may mean where a report names one of them
_INSURGENT = frozenset({"rebel_group", "separatists", "jihadist_group", "movement"})
_KINDS = {
    "rebels": _INSURGENT, "separatists": _INSURGENT, "opposition": _INSURGENT - {"jihadist_group"},
    "jihadists": frozenset({"jihadist_group"}), "islamists": frozenset({"jihadist_group"}),
}  # fmt: skip


def actor_of_role(ground: Ground, ref: ActorRef) -> GroundedActor | None:
    """The actor that a role means in the report's country on its day, or None."""
    country = ref.country or ground.scene_country or ground.country
    local = ground.actors.role(ref.role, country, ground.on) if not ref.country else None
    generic = local is None or local.id in GENERIC.values()
    if ref.role in ("jihadists", "islamists") and not ref.country and generic:
        for known in reversed([*ground.groups, *ground.here_groups]):
            if ground.actors.get(known.id).kind == "jihadist_group":
                return less_sure(known, ref.text, 0.8)
    if ref.role == "occupiers" and local is None:
        return ground.actor(ActorRef(ref.text, anaphor="enemy"))
    if ref.role == "state" and ref.country:
        return ground.state(ref.country, ref.text)
    actor = ground.actors.role(ref.role, country, ground.on)
    unknown = actor is None or made_role(actor.id) is not None
    elsewhere = ground.scene_country not in ("", ground.country)
    usual = ref.role not in ("state", "coalition", "peacekeepers") and unknown and not elsewhere
    if usual and (ground.groups or ground.cast):
        return less_sure((ground.groups or ground.introduced[::-1])[-1], ref.text, 0.75)
    if actor is None:
        return None
    named = _named_instead(ground, actor, ref)
    if named is not None:
        return less_sure(named, ref.text, 0.75)
    return GroundedActor(actor.name, actor.id, ref.text, 0.85, named=False)


def common_noun(lexicon: Lexicon, text: str) -> ActorRef | None:
    """What a name says by its common nouns, the last first: a role or a kind of group."""
    for word in reversed(text.split()):
        folded = lexicon.key(word)
        if lexicon.affixes is not None:
            folded = lexicon.affixes.named(folded)[0]
        found = party_of_noun(text, lexicon.form(folded))
        if found is not None:
            return found
    return None


def protege(ground: Ground, backer: ActorRef, text: str) -> GroundedActor | None:
    """Whom forces without a name are that somebody backs: "Turkish-backed fighters".

    Whoever of them the report named last; else of those that the backer is known to back in the
    report's countries the one that it began to back last.
    """
    found = ground.actor(backer)
    if found is None or not found.id or found.id not in ground.actors:
        return None
    backed = ground.actors.relations.backed(found.id, ground.on)
    for known in reversed(ground.mentioned):
        if known.id in backed:
            return less_sure(known, text, 0.75)
    here = [ground.scene_country] if ground.scene_country else list(ground.countries)
    for one in backed:
        if set(here) & set(ground.actors.get(one).countries):
            return ground.by_id(one, text, 0.7)
    return None


def _named_instead(ground: Ground, usual: Actor, ref: ActorRef) -> GroundedActor | None:
    """The group that a report calls by a role, if it names no group but that one: "the rebels"
    are not the country's usual ones where the text never names those and names another."""
    kinds = _KINDS.get(ref.role)
    if kinds is None or usual.id in ground.named or usual.id in GENERIC.values():
        return None
    met = any(known.id == usual.id for known in ground.groups)  # a leader of theirs is named
    if met or any(fold(role) in fold(usual.name) for role in _KINDS):
        return None  # "Syrian rebels": a name for all of them
    state = ground.actors.role("state", ground.country, ground.on)
    fitting = [
        known for known in (ground.groups or ground.introduced[::-1])
        if ground.actors.get(known.id).kind in kinds
        and not (state is not None and ground.actors.allied(known.id, state.id, ground.on))
    ]  # fmt: skip
    return fitting[-1] if fitting else None


def group_of(ground: Ground, phrase: Phrase, ref: ActorRef | None) -> ActorRef | None:
    """The group by name whose people a phrase describes: "the Tuareg rebels of X"."""
    named = phrase.of.actor if phrase.of is not None else None
    told = ref is not None and (ref.described or (bool(ref.country) and not ref.weak))
    if not told or named is None or named.weak or not named.id:
        return None
    if named.id not in ground.actors or ground.actors.get(named.id).kind in NO_GROUPS:
        return None
    return named


def is_attacker(ground: Ground, ref: ActorRef) -> bool:
    """Whether a word for fighters means those who attacked: "the assailants"."""
    return not ground.names.lexicon.attackers.isdisjoint(fold(ref.text).split())


def state_seated(phrase: Phrase, other: Phrase) -> str:
    """The country in whose capital, named behind it, a generic word for a state sits, or ""."""
    seat = other.actor if "in" in other.prep else None
    if seat is None or not seat.weak or phrase.actor is None or phrase.actor.role != "state":
        return ""
    return seat.country
