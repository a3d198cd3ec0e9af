"""People who are surrounded: "the garrison of X is in a cauldron", "troops fell into a trap"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contested.claim.clause import Clause
from contested.claim.clause_slot import actors_in, places_in
from contested.claim.draft import Scene
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.noun_slot import noun_actors
from contested.claim.phrase import Phrase
from contested.claim.place_name import named_place
from contested.claim.speaker import Speaker
from contested.claim.unsaid import besieger_of, enemy_of, is_at_home

if TYPE_CHECKING:
    from contested.claim.noun_verb import CueNoun

_WHERE = frozenset({"in", "near", "at", "around"})


def fill_besieged(scene: Scene, noun: CueNoun, besieged: Phrase) -> None:
    """Where the people in question are surrounded, and by whom where nobody is said to do it."""
    inside = actors_in(scene, besieged, noun.voice)
    noun.places = noun.places or _where(scene, noun, besieged)
    if inside:
        noun.target = inside[0]
        noun.actors = noun.actors or besieger_of(scene, inside[0], noun.speaker)
        return
    party = scene.ground.belligerent(noun.voice)
    if party is not None and not noun.actors and _is_admitted(scene, noun):
        noun.actors = enemy_of(scene, party)  # "the garrison is cut off, the army admitted"


def fill_encircled(scene: Scene, noun: CueNoun) -> None:
    """ "The encirclement of the soldiers in X": whose "of" names who is surrounded, where, and by
    whom where another is said or known to do it."""
    phrase = noun.phrase
    inside = _encircled(scene, noun)
    if inside is None:
        return
    found = actors_in(scene, inside, noun.voice, "of")
    if not found:
        return
    target = found[0]
    doers = _others_than(scene, target, _doers_beside(scene, noun))
    sieges = phrase.cue is not None and phrase.cue.lemma not in scene.ground.encirclements
    if sieges and not doers and not _of_its_own(scene, noun, target):
        return  # "the army's siege": the army's own
    noun.target, noun.actors = target, doers or besieger_of(scene, target, noun.speaker)
    there = _where(scene, noun, inside)
    noun.places = there if len(there) >= len(noun.places) else noun.places


def _of_its_own(scene: Scene, noun: CueNoun, target: GroundedActor) -> bool:
    """Whether a party denies that its own people are surrounded: "denied a siege of its troops"."""
    verb = noun.clause.verb
    denier = scene.ground.belligerent(noun.voice)
    denies = verb is not None and verb.is_a("speech", "deny")
    return denies and denier is not None and denier.name == target.name


def _encircled(scene: Scene, noun: CueNoun) -> Phrase | None:
    """The complement of a siege noun that names a party, where no place is its complement too."""
    phrase = noun.phrase
    of = phrase.of or phrase.possessor
    if of is None or of.actor is None or of.actor.weak or of.actor.anaphor == "pronoun":
        return None
    if of.place is not None and not of.place.weak:
        return None
    onto = [p for p in (*phrase.post, *noun.clause.args) if set(p.prep) & {"on", "around", "to"}]
    if any(p.place is not None and not p.place.weak and "in" not in p.prep for p in onto):
        return None  # "the army's siege on X"
    if phrase.adj_place is not None and not phrase.adj_place.weak:
        return None
    return of


def _doers_beside(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Who is said to surround: by a phrase of the noun, its adjective or the verb's subject."""
    phrase, clause = noun.phrase, noun.clause
    inner = phrase.of.post if phrase.of is not None else []
    for other in (*phrase.post, *inner, *clause.before, *clause.args):
        if "by" in other.prep and other.start > phrase.start and other is not phrase:
            found = actors_in(scene, other, noun.voice, "by")
            if found:
                return found
    if phrase.adj_actor is not None and not phrase.adj_actor.weak:
        adjective = scene.ground.actor(phrase.adj_actor)
        if adjective is not None:
            return [adjective]
    verb = clause.verb
    if noun.relation == "obj" and verb is not None and not verb.is_a("speech"):
        return actors_in(scene, noun.agent, noun.voice)
    return []


def _others_than(
    scene: Scene, target: GroundedActor, doers: list[GroundedActor]
) -> list[GroundedActor]:
    """Those of some parties that are not on the side of one that is surrounded."""
    return [doer for doer in doers if not scene.ground.on_one_side(doer, target)]


def garrisoned(
    scene: Scene, besieged: Phrase, place: GroundedPlace, speaker: Speaker | None
) -> tuple[GroundedActor | None, list[GroundedActor]] | None:
    """Whose "the garrison of X" is, and who has surrounded it, where neither is said.

    None where the words say whose people they are. A party in its own country speaks of its own
    garrison, one that comes from elsewhere or rose of its opponent's.
    """
    ref = besieged.actor
    if (
        ref is None or ref.anaphor not in ("force", "regular") or ref.person
        or besieged.possessive or besieged.adj_actor is not None or besieged.possessor is not None
        or (besieged.of and besieged.of.actor and not besieged.of.actor.weak)
    ):  # fmt: skip
        return None
    party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    if party is None:
        return None
    if is_at_home(scene, place, party):
        return party, enemy_of(scene, party)
    country = place.place.country if place.place is not None else None
    home = scene.ground.state(country) if country else None
    rival = scene.ground.rival(party)
    theirs = home if home is not None and rival is not None and home.name == rival.name else None
    return theirs, [replace(party, sure=0.6, named=False)]


def _is_admitted(scene: Scene, noun: CueNoun) -> bool:
    """Whether who speaks admits what is said."""
    own = scene.attribution.own
    return any(
        c.verb is not None and c.verb.is_a("speech", "concede") and own.get(id(c)) is noun.speaker
        for c in scene.parse.clauses
    )


def _where(scene: Scene, noun: CueNoun, besieged: Phrase) -> list[tuple[Phrase, GroundedPlace]]:
    """The place whose people they are, or where they are or the clause puts them."""
    for phrase in besieged.post:
        inside = set(phrase.prep) & {"in", "at"} and phrase.place is not None
        found = places_in(scene, phrase, "in", noun.frame) if inside else []
        if found:
            return found  # "the troops in X"
    if besieged.of is not None and besieged.of.place is not None and not besieged.of.place.weak:
        return places_in(scene, besieged.of, "of", noun.frame)  # "the defenders of X"
    if (
        besieged.adj_place is not None
        and not besieged.adj_place.weak
        and (besieged.adj_place.ids or not besieged.adj_place.country)
    ):
        place = named_place(scene.ground, besieged.adj_place)
        if place is not None:
            return [(besieged, place)]
    for phrase in (*besieged.post, *noun.clause.before, *noun.clause.args):
        if phrase is noun.phrase or phrase.time or not set(phrase.prep) & _WHERE:
            continue
        found = places_in(scene, phrase, "near" if "near" in phrase.prep else "in", noun.frame)
        if found:
            return found
    return []


def breaker_of(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Who is to break a siege where the verb has no party for its subject: whose attack it is
    ("press on with an assault intended to break a siege of X"), else the besieger's opponent."""
    clause: Clause | None = noun.clause
    while clause is not None and clause.kind in ("inf", "red", "ger"):
        means = clause.subj
        rule = means.cue.rule if means is not None and means.cue is not None else None
        if means is not None and rule is not None and rule.frame.predicate == "attacks":
            found = noun_actors(scene, means, clause, rule.frame, noun.voice)
            above = clause.parent
            begun = above.subj if above is not None and means in above.args else None
            found = found or actors_in(scene, begun, noun.voice)
            return [a for a in found if noun.target is None or a.name != noun.target.name]
        clause = clause.parent
    return enemy_of(scene, noun.target) if noun.target is not None else []
