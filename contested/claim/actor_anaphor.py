"""Unnamed parties: whom "they", "the group", "the enemy" or "the army" mean in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.claim.canonical import canonical_spelling
from contested.claim.common_word import likely_groups, named_irregulars, whose_fighters
from contested.claim.party import GroundedActor, less_sure
from contested.claim.phrase import ActorRef
from contested.claim.role_actor import is_attacker
from contested.claim.text import fold

if TYPE_CHECKING:
    from contested.claim.ground import Ground

_NEAR = 3  # sentences within which "the group" surely means one that was named


def actor_of_anaphor(
    ground: Ground, ref: ActorRef, speaker: GroundedActor | None, depth: int
) -> GroundedActor | None:
    """The party spoken of before that a description without a name means, or None.

    `speaker` is in whose mouth it stands, `depth` how many descriptions led to this one.
    """
    if ref.anaphor == "pronoun":
        if fold(ref.text) in ground.names.lexicon.first_person:
            return less_sure(ground.belligerent(speaker), ref.text, 0.7)
        candidate = ground.belligerent(speaker) or ground.local_subject
        candidate = candidate or (ground.subjects[-1] if ground.subjects else None)
        return less_sure(candidate, ref.text, 0.6)
    if ref.anaphor == "poss":
        candidate = ground.belligerent(speaker)
        candidate = candidate or (ground.subjects[-1] if ground.subjects else None)
        return less_sure(candidate, ref.text, 0.65)
    if ref.anaphor in ("former", "latter"):
        if len(pair := ground.actor_pair) == 2:
            return less_sure(pair[ref.anaphor == "latter"], ref.text, 0.7)
        return None
    if ref.anaphor == "group":
        if ref.person:
            return GroundedActor(canonical_spelling(ref.person, ground.language), "", ref.text, 0.7)
        state = ground.state(ref.country) if ref.country else None
        if state is not None and _at_war_with_state(ground, state):
            return less_sure(state, ref.text, 0.8)  # "the Ukrainian grouping": its soldiers
        groups = [
            g for g in ground.groups
            if not ref.country or ref.country in ground.actors.get(g.id).countries
        ]  # fmt: skip
        groups = likely_groups(ground, ref.text, groups)
        if groups:
            known = _called(ground, ref.text) or groups[-1]
            near = ground.sentence - ground.last_named.get(known.id, -_NEAR) <= _NEAR
            return less_sure(known, ref.text, 0.7 if near else 0.5)
        rebels = ActorRef(ref.text, role="rebels", country=ref.country)
        some = ground.actor(rebels, depth=depth + 1)
        return some if ref.country else less_sure(some, ref.text, 0.5)  # nobody in particular
    if ref.anaphor == "unnamed":
        return None
    if ref.anaphor == "enemy":
        own = ground.belligerent(speaker)
        if own is None and ground.country:
            own = ground.state(ground.country)  # in no party's mouth: of the country told of
        for other in reversed(ground.mentioned):
            if (
                own is not None
                and other.id != own.id
                and not ground.actors.allied(other.id, own.id, ground.on)
            ):
                return less_sure(other, ref.text, 0.6)
        return less_sure(ground.rival(own), ref.text, 0.5)
    if ref.anaphor == "regular":
        own = ground.belligerent(speaker)
        if own is not None and _is_state(ground, own):
            return less_sure(own, ref.text, 0.6)
        for known in reversed(ground.mentioned[-8:]):
            if _is_state(ground, known) and _fights_here(ground, known):
                return less_sure(known, ref.text, 0.6)
        return less_sure(ground.state(ground.country) if ground.country else None, ref.text, 0.5)
    if ref.anaphor == "force":
        people = named_irregulars(ground, ref)
        if people is not None:
            return people
        own = ground.belligerent(speaker)
        latest = ground.attackers[-1:] if is_attacker(ground, ref) else []
        recent = [own] if own is not None else latest or ground.doers[-1:] or ground.mentioned[-1:]
        whose = whose_fighters(ground, ref, recent[0] if recent else None)
        return less_sure(whose, ref.text, 0.5)
    return None


def _at_war_with_state(ground: Ground, state: GroundedActor) -> bool:
    """Whether a state leads one side of a war of two states: its groups are of its army."""
    rival = ground.rival(state)
    return rival is not None and bool(rival.id) and ground.actors.get(rival.id).kind == "state"


def _fights_here(ground: Ground, state: GroundedActor) -> bool:
    """Whether a state's soldiers can be meant: of its country, or where it has done something."""
    home = ground.actors.get(state.id).countries
    if not ground.countries or not home or not set(ground.countries).isdisjoint(home):
        return True
    return any(doer.name == state.name for doer in ground.doers)


def _called(ground: Ground, text: str) -> GroundedActor | None:
    """The party that the report has called by the same noun: "Shiite militias", "the militias".

    A name of one word ("the Front") says no more than the description does.
    """
    noun = fold(text.split()[-1] if ground.names.lexicon.head_last else text.split()[0])
    for known in reversed(ground.mentioned[-12:]):
        words = [fold(word) for word in known.text.split()] if known.named else []
        if len(words) > 1 and noun in words:
            return known
    return None


def _is_state(ground: Ground, actor: GroundedActor) -> bool:
    return ground.actors.get(actor.id).kind in ("state", "state_force", "authority")
