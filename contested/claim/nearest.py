"""A cue whose roles the grammar leaves empty: the nearest party and place that can fill them.

The functions of a frame read what a sentence says outright. A sentence that is put together in a
way nobody foresaw still tells of a taking or a holding where its cue stands among a party and a
place; such a claim is made with little confidence, and only where nothing speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.claim import CONTROL_PREDICATES
from contested.claim.clause import Clause, VerbGroup, is_cleft
from contested.claim.clause_slot import (
    actor_in,
    actors_in,
    adverb_extent,
    clause_slot,
    is_route,
    places_in,
)
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.factuality import ended, factuality_of
from contested.claim.form import VerbSense
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.hazard import clears_hazards
from contested.claim.particle import particle_count
from contested.claim.phrase import Phrase
from contested.claim.support_roles import is_of_the_past
from contested.claim.verb_setting import deems, leaves_so

NEAR = 0.6  # how sure a candidate is that stands near a cue instead of in its function
# frames of verbs that move, flow or part: what stands near them is seldom theirs
_STRICT_ONLY = frozenset({"supply", "supply_flow", "divide", "cede"})
_INSIDE = frozenset({"in", "at", "near", "around"})


def nearest_drafts(scene: Scene, told: list[Draft]) -> Iterator[Draft]:
    """What the verbs that told nothing say if the nearest candidates fill their roles."""
    if not scene.ground.doers and not _names_fighters(scene):
        return  # nothing says yet that the report is of a war
    for clause in scene.parse.clauses:
        verb = clause.verb
        if verb is None or scene.attribution.is_withheld(clause):
            continue
        if any(d.clause is clause for d in told):
            continue
        sense = _cue(scene, clause, verb)
        if sense is not None and sense.rule is not None:
            yield from _filled(scene, clause, verb, sense)


def _names_fighters(scene: Scene) -> bool:
    """Whether a sentence names a party that is more than a state or a statesman."""
    return any(
        p.actor is not None and not p.actor.weak and not p.actor.country and not p.actor.human
        and not p.actor.source and not p.pronoun and not p.official
        and actor_in(scene, p, None, "subj") is not None
        for p in scene.parse.phrases
    )  # fmt: skip


def _cue(scene: Scene, clause: Clause, verb: VerbGroup) -> VerbSense | None:
    """The reading of a verb with the most particles, where it is a cue of control."""
    found = [
        (length, sense) for sense in verb.senses("rule")
        if (length := particle_count(sense, verb, scene.parse)) >= 0
    ]  # fmt: skip
    if not found:
        return None
    longest = max(length for length, _ in found)
    for length, sense in found:
        frame = sense.rule.frame if sense.rule is not None else None
        if length < longest or frame is None or frame.predicate not in CONTROL_PREDICATES:
            continue
        if frame.name in _STRICT_ONLY or (frame.needs and not verb.passive):
            continue
        if _speaks_against(scene, clause, verb, frame):
            continue
        return sense
    return None


def _speaks_against(scene: Scene, clause: Clause, verb: VerbGroup, frame: Frame) -> bool:
    """Whether the clause says what it is about, and that is neither a party nor a place."""
    subject = clause.subj
    if id(clause) in scene.attribution.own or (
        verb.pluperfect and clause.kind == "rel" and not is_cleft(clause)
    ):  # fmt: skip
        return True  # it reports words, or what came before the events told
    if clause.kind == "red" and is_of_the_past(scene, verb.start, verb.end):
        return True
    if frame.predicate == "withdraws" and leaves_so(clause):
        return True  # "leaving three others wounded"
    if verb.is_a("control") and any(c.kind == "inf" for c in clause.children):
        return True  # "let nobody in", not "left"
    if clears_hazards(scene, clause, frame) or deems(clause, frame):
        return True
    if subject is None or subject.time:
        if not verb.passive and clause.kind == "main":
            return True
    elif verb.passive or frame.name == "fall":
        if subject.place is None and not subject.pronoun and frame.predicate != "withdraws":
            return True
        if subject.actor is None and subject.ordinary:
            return True
    elif subject.actor is None or subject.source or subject.official or subject.actor.source:
        return True  # "civilians fled", "the road runs", "the minister left"
    objects = [] if verb.passive else clause_slot(scene, clause, "obj")
    for phrase in objects:
        if phrase.cue is not None:
            return True  # the noun tells it: "took control"
        if phrase.place is None and (phrase.head_word or phrase.ordinary):
            return True  # "took the train", "lost forty men"
    return False


def _filled(scene: Scene, clause: Clause, verb: VerbGroup, sense: VerbSense) -> Iterator[Draft]:
    assert sense.rule is not None
    frame = sense.rule.frame
    speaker = scene.attribution.of(clause)
    voice = speaker.actor if speaker is not None else None
    places = _places(scene, clause, verb, frame)
    if not places:
        return
    actors = _actors(scene, clause, verb, frame, voice)
    held = scene.ground.told.get(("controls", places[0][1].base or places[0][1].name))
    if held is not None and frame.predicate in ("captures", "besieges", "cuts_route"):
        actors = [a for a in actors if a.name != held.name]
    if not actors:
        return
    predicate = frame.without_actor if frame.without_actor and verb.passive else frame.predicate
    predicate, factuality = ended(verb, predicate, factuality_of(clause, scene.attribution))
    for actor in actors:
        for _, place in places:
            yield make_draft(
                predicate, replace(actor, sure=actor.sure * NEAR), None, place,
                place.extent or adverb_extent(clause, scene.parse), speaker, factuality,
                verb.start, verb.end, clause, sense.rule,
            )  # fmt: skip


def _places(
    scene: Scene, clause: Clause, verb: VerbGroup, frame: Frame
) -> list[tuple[Phrase, GroundedPlace]]:
    """The place nearest to a verb: its object, another phrase of its clause, what it describes."""
    if frame.name == "fall":
        near = [clause.subj] if clause.subj is not None else []
    else:
        taken = "obj" in frame.place[:1] and not verb.passive  # "took root in X" tells of none
        wanted = set() if taken else {*frame.place, *_INSIDE}
        near = [p for p in clause.phrases() if not p.time and (not p.prep or wanted & set(p.prep))]
    near.sort(key=lambda p: (bool(p.prep), abs(p.start - verb.end)))
    if clause.antecedent is not None and clause.antecedent not in near:
        near.append(clause.antecedent)
    for phrase in near:
        for part in (phrase, phrase.apposition):
            if part is None or part.cue is not None:
                continue
            if frame.route and not is_route(scene, part):
                continue
            found = places_in(scene, part, "in" if part.prep else "obj", frame)
            found = [
                (p, place) for p, place in found
                if place.place is not None and place.kind not in ("country", "border")
            ]  # fmt: skip
            if found:
                return found
    return []


def _actors(
    scene: Scene, clause: Clause, verb: VerbGroup, frame: Frame, voice: GroundedActor | None
) -> list[GroundedActor]:
    """The party nearest to a verb that can be its subject."""
    agents = [p for p in clause.args if "by" in p.prep and not p.time]
    for phrase in agents:
        if found := actors_in(scene, phrase, voice):
            return found
    if agents and (verb.passive or verb.participle):
        return []  # somebody is named whom nobody knows
    subject = clause.subj if not verb.passive and frame.name != "fall" else None
    if subject is not None and not subject.time:
        if found := actors_in(scene, subject, voice):
            return found
        ref = subject.actor
        party = scene.ground.belligerent(voice)
        if ref is None or not ref.anaphor or ref.anaphor != "enemy" or party is None:
            return []
        other = scene.ground.opponent(party)
        return [other] if other is not None else []
    above: Clause | None = clause
    while above is not None:
        acting = above.verb is None or not above.verb.passive
        if acting and (found := actors_in(scene, above.subj, voice)):
            return found
        if acting and above.subj is not None and not (above.subj.pronoun or above.subj.time):
            return []  # somebody is named whom nobody knows
        if above.kind == "rel" and (found := actors_in(scene, above.antecedent, voice)):
            return found
        above = above.parent if above.kind in ("inf", "ger", "red", "rel") else None
    if verb.passive and (frame.predicate == "withdraws" or frame.without_actor):
        return actors_in(scene, clause.subj, voice)  # "was left", "had been dislodged"
    party = scene.ground.belligerent(voice) or scene.ground.local_subject
    return [party] if party is not None else []
