"""From a cue noun ("the siege of X") to draft claims, by the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.clause import Clause
from contested.claim.clause_slot import (
    actor_in,
    actors_in,
    adverb_extent,
    particle_count,
    places_in,
)
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.factuality import factuality_of
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor
from contested.claim.noun_slot import head_place, noun_actors, noun_places, noun_slot
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import latest_place
from contested.claim.place_phrase import held_by
from contested.claim.support_roles import ally_drafts, is_former, support_drafts
from contested.claim.unsaid import dropped_subject, enemy_of, fallen_to, is_military, unsaid_actor

_INTO = frozenset({"under", "in", "to", "into", "at"})


def noun_drafts(scene: Scene, phrase: Phrase, clause: Clause) -> Iterator[Draft]:
    cue = phrase.cue
    assert cue is not None
    if cue.rule is None:
        return
    frame = cue.rule.frame
    if frame.ally:
        yield from ally_drafts(scene, phrase, clause, cue.rule)
        return
    ground = scene.ground
    verb = clause.verb
    speaker = (
        scene.attribution.inside(clause)
        if _is_content(phrase, clause)
        else scene.attribution.of(clause)
    )
    voice = speaker.actor if speaker is not None else None
    relation, light = _governed(scene, phrase, clause, frame)
    actors = noun_actors(scene, phrase, clause, frame, voice)
    places = noun_places(scene, phrase, clause, frame)
    predicate = frame.predicate
    target: GroundedActor | None = None
    factuality = factuality_of(clause, scene.attribution, noun=phrase)
    subject = clause.subj if verb is not None and not verb.passive else None
    agent = subject
    if verb is not None and verb.passive:
        agents = [p for p in clause.args if "by" in p.prep]
        agent = agents[0] if agents else None
    if frame.state:
        changed = frame.with_verb.get(light, "") if light else ""
        if relation == "obj":
            predicate = changed or predicate
            doer = actors_in(scene, agent, voice) or dropped_subject(scene, clause, voice)
            if not changed and not actors:
                return
            if predicate in ("captures", "withdraws", "breaks_siege") or not actors:
                if predicate == "breaks_siege":
                    target = actors[0] if actors else None
                actors = doer or ([] if verb is not None and verb.passive else actors)
                if not actors and not (verb is not None and verb.passive):
                    return
        elif relation == "into":
            moved = _moved(phrase, clause, light)
            if moved is not None and moved.ordinary and moved.place is None:
                return  # "have the fire near X under control"
            had = [
                p for p in clause.args
                if not p.prep and p is not phrase and p.place is not None and not p.time
            ]  # fmt: skip
            if light in ("have", "keep") and had and verb is not None and not verb.passive:
                moved = had[0]  # "has X in its hands"
                actors = actors_in(scene, subject, voice) or actors
            if moved is not None and (moved.official or moved.source):
                return  # "the minister is under siege from his critics"
            if moved is not None and moved is not phrase:
                found = places_in(scene, moved, "obj", frame)
                if found:
                    places = found
                elif moved.actor is not None and (places or phrase.of is not None):
                    holders = actors_in(scene, moved, voice)
                    if holders:
                        if not places and phrase.of is not None:
                            places = places_in(scene, phrase.of, "of", frame)
                        actors = holders
            if light in ("come", "put"):
                predicate = changed or predicate
            if not places and subject is not None and phrase.of is not None:
                inner = places_in(scene, phrase.of, "of", frame)
                holders = actors_in(scene, subject, voice)
                if inner and holders:
                    places, actors = inner, holders
            if light == "put" and not actors:
                actors = actors_in(scene, agent, voice)
        elif relation == "subj" and light == "end" and verb is not None and verb.passive:
            predicate = changed or predicate
            if predicate == "breaks_siege":
                target = actors[0] if actors else None
                actors = actors_in(scene, agent, voice)
        if not places:
            for below in scene.parse.clauses:
                if below.antecedent is phrase:  # "the siege they had laid to X"
                    for other in below.args:
                        if other.prep and not places:
                            places = places_in(scene, other, "in", frame)
        if not places and (light or phrase.det == "definite") and frame.predicate == "besieges":
            latest = latest_place(scene.ground)
            places = [(phrase, latest)] if latest is not None else []
        if not actors and places:
            denied = factuality == "negated"
            actors = unsaid_actor(scene, predicate, places[0][1], True, speaker, denied)
        if frame.predicate == "controls" and not actors:
            return
    elif frame.head_state and is_former(scene, phrase):
        return  # "the former rebel stronghold of X", "once a government stronghold"
    elif frame.head_state:
        places = places or head_place(scene, phrase, clause, frame)
    elif light:
        changed = frame.with_verb.get(light, "")
        doer = actors_in(scene, agent, voice) or dropped_subject(scene, clause, voice)
        if relation == "obj" and changed in ("repelled", "suffered"):
            target = doer[0] if doer else None
        elif relation == "obj" and light in ("begin", "keep", "have", "give") and not actors:
            actors = doer
        elif changed == "negated":
            factuality = "negated"
    if (
        not actors and relation == "obj" and verb is not None and verb.is_a("speech")
        and frame.predicate in ("captures", "withdraws", "opens_route", "breaks_siege")
    ):  # fmt: skip
        actors = actors_in(scene, clause.subj, voice)
    if not actors and places and frame.name == "capture_noun":
        party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
        if party is not None and factuality != "negated":
            actors = [replace(party, sure=0.6, named=False)]
        else:
            actors = fallen_to(scene, places[0][1], speaker, factuality == "negated")
    if phrase.negative:
        factuality = "negated"
    if frame.predicate == "supports":
        yield from support_drafts(
            scene, phrase, clause, frame, actors, light, voice, speaker, factuality
        )
        return
    if light == "join":  # "takes part in the rebels' attack"
        actors = actors_in(scene, clause.subj, voice) or actors
    if not places and light in ("join", "begin") and ground.here:
        places = [(phrase, ground.here[-1][1])]
    if predicate == "breaks_siege" and actors:
        places = [(w, held_by(ground, p, w, actors[0]) if w.possessive else p) for w, p in places]
    for slot in frame.target:
        if target is not None:
            break
        for other in noun_slot(phrase, clause, slot):
            candidate = actor_in(scene, other, voice, slot)
            if candidate is not None and candidate.name not in {a.name for a in actors}:
                target = candidate
                break
    if not places:
        return
    if not actors and target is None and frame.predicate == "attacks":
        if frame.name == "attack_noun" and not (scene.ground.mentioned or is_military(scene)):
            return  # "a late strike gives X the win"
        if any(
            p.actor is None and p.place is None and p.cue is None and not p.time
            for p in noun_slot(phrase, clause, "against")
        ):
            return  # "the battle against inflation"
    if not actors and frame.name == "loss_noun" and places:
        where = places[0][1].base or places[0][1].name
        holder = ground.told.get(("controls", where))
        taker = ground.told.get(("captures", where))
        if holder is not None:
            actors = [replace(holder, sure=0.6, named=False)]
        elif taker is not None:
            actors = enemy_of(scene, taker)
    if not actors and target is not None:
        actors = enemy_of(scene, target)
    if not actors and frame.name == "attack_noun" and phrase.det == "definite":
        where = places[0][1].base or places[0][1].name
        for wanted in ("attacks", "captures", "besieges"):
            known = ground.told.get((wanted, where))
            if known is not None:
                actors = [replace(known, sure=0.6, named=False)]
                break
    if not actors and frame.name not in (
        "siege_noun",
        "capture_noun",
        "clash_noun",
        "unsiege_noun",
        "supply_noun",
        "attack_noun",
    ):
        return
    if not actors and frame.name in ("capture_noun",) and not is_military(scene):
        return
    scene.used.add(id(phrase))
    start, end = phrase.start, phrase.end
    if verb is not None and light and relation in ("obj", "into"):
        start, end = min(start, verb.start), max(end, verb.end)
    doers: list[GroundedActor | None] = [*actors] if actors else [None]
    for actor in doers:
        for named, place in places:
            if predicate == "controls" and actor is not None:
                place = held_by(scene.ground, place, named, actor)
            yield make_draft(
                predicate, actor, target, place,
                place.extent or adverb_extent(clause, scene.parse),
                speaker, factuality, start, end, clause, cue.rule,
            )  # fmt: skip


def _is_content(phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase of a speech clause is what is said rather than who says it."""
    return phrase in clause.args or phrase.head is not None


def _governed(scene: Scene, phrase: Phrase, clause: Clause, frame: Frame) -> tuple[str, str]:
    """How a cue noun hangs on its clause's verb (obj, into, subj, "") and the verb's class."""
    verb = clause.verb
    if verb is None:
        if phrase.prep and set(phrase.prep) & _INTO:
            return "into", ""
        return "", ""
    found = [
        (length, s.arg) for s in verb.senses("light")
        if (length := particle_count(s, clause, verb, scene.parse)) >= 0
    ]  # fmt: skip
    longest = max((length for length, _ in found), default=0)
    lights = [arg for length, arg in found if length == longest]
    if verb.copula and "be" not in lights:
        lights.append("be")
    if verb.have:
        lights.append("have")
    passive_subject = phrase is clause.subj and verb.passive
    phrasal = longest > 0
    is_object = (phrase in clause.args and (not phrase.prep or phrasal)) or passive_subject
    if (is_object and phrase is not clause.subj) or passive_subject:
        for wanted in frame.with_verb:
            if wanted in lights and wanted not in ("come", "be"):
                return "obj", wanted
        return ("obj", "")
    if phrase.prep and set(phrase.prep) & _INTO:
        fitting = [w for w in ("put", "come", "be", "keep", "have") if w in lights]
        if verb.passive and "put" in fitting:
            return "into", "come"
        if "put" in fitting and "come" in fitting:
            has_object = any(not p.prep and p.start > verb.start for p in clause.args)
            return "into", "put" if has_object else "come"
        return "into", fitting[0] if fitting else ""
    if phrase is clause.subj:
        return "subj", lights[0] if lights else ""
    return "", ""


def _moved(phrase: Phrase, clause: Clause, light: str) -> Phrase | None:
    """What is under control: the clause's subject, its object, or the phrase right before."""
    verb = clause.verb
    head = phrase.head
    if head is not None and head.place is not None and head.end == phrase.start:
        return head
    if verb is None:
        return clause.subj or phrase.head
    if light in ("put", "have") and not verb.passive:
        for other in clause.args:
            if not other.prep and other is not phrase and other.place is not None:
                return other
    return clause.subj
