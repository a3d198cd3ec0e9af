"""The actors and places around a cue noun: possessors, complements, adjectives, subjects."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.claim import CONTROL_PREDICATES
from contested.claim.clause import Clause
from contested.claim.clause_slot import (
    actor_in,
    actors_in,
    heard,
    near_place,
    pair_of,
    places_in,
    spread,
)
from contested.claim.draft import Scene
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.place_anaphor import latest_place
from contested.claim.place_name import named_place
from contested.claim.place_phrase import phrase_place

_INTO = frozenset({"under", "in", "to", "into"})
_VIA = frozenset({"through", "via"})


def noun_slot(phrase: Phrase, clause: Clause, slot: str) -> list[Phrase]:
    """Phrases in one function around a cue noun."""
    if slot == "of":
        return [phrase.of] if phrase.of is not None else []
    if slot == "poss":
        return [phrase.possessor] if phrase.possessor is not None else []
    if slot == "head":
        return [phrase.head] if phrase.head is not None else []
    if slot in ("adj", "subj"):
        return []
    following = [p for p in [*clause.args, *clause.before] if slot in p.prep and p is not phrase]
    near = [p for p in phrase.fore if slot in p.prep] or [
        p for p in following if p.start >= phrase.end
    ]
    if slot == "for":  # "the battle rages and a break is good for X": of the break
        bare = [p.start for p in clause.args if not p.prep and not p.time and p.start > phrase.end]
        near = [p for p in near if not any(start < p.start for start in bare)]
    inner = phrase.of.of if phrase.of is not None and phrase.of.place is None else None
    if slot == "from" and not near and inner is not None and slot in inner.prep:
        return [inner]  # "the withdrawal of its troops from X", where "of" and "from" are one
    if slot in ("by", "from", "against", "to", "for"):
        return near
    return near or following


def _is_housed(phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase with "in" names among whom something is said."""
    verb = clause.verb
    return (
        verb is not None and verb.is_a("speech") and clause.subj is None
        and {"in", "at"} <= set(phrase.prep) and phrase in clause.before
    )  # fmt: skip


def _is_teller(phrase: Phrase, agent: Phrase, clause: Clause) -> bool:
    """Whether an agent did not do what a noun names but told it: "its fall was confirmed by X"."""
    verb = clause.verb
    if verb is None or not verb.passive or not verb.is_a("speech") or phrase is not clause.subj:
        return False
    return agent in clause.args and phrase.end <= verb.start and agent.start >= verb.end


def noun_actors(
    scene: Scene, phrase: Phrase, clause: Clause, frame: Frame, voice: GroundedActor | None
) -> list[GroundedActor]:
    """The parties around a cue noun, by the frame's functions for who acts."""
    if frame.state and not phrase.possessive:
        own = [phrase.of, *phrase.post] if phrase.of is not None else phrase.post
        for other in own:  # "X, in the hands of rebels, was bombed by the army"
            if set(other.prep) & {"to", "between"} & set(frame.actor) and other.place is None:
                found = [
                    a for p in (other, *other.conjuncts)
                    if (a := actor_in(scene, p, voice, "of")) is not None
                ]  # fmt: skip
                if found:
                    return found
    for slot in frame.actor:
        if slot == "adj":
            ref = phrase.adj_actor
            if ref is not None and ref.weak and ref.country:
                continue  # "the Syria attack": where, not who
            actor = scene.ground.actor(ref) if ref is not None else None
            if actor is not None:
                return [actor]
            continue
        if slot == "poss" and phrase.possessor is None and phrase.possessive:
            if _owner_is_taken(scene, phrase, frame):
                continue
            acted = clause.verb is not None and any(
                s.rule is not None and s.rule.frame.predicate in ("captures", "attacks")
                for s in clause.verb.senses("rule")
            )
            if acted and frame.predicate == "controls":
                mine = {a.name for a in actors_in(scene, clause.subj, voice)}
                for other in reversed(scene.parse.phrases):
                    if other.start < phrase.start and other.actor is not None:
                        owner = actor_in(scene, other, voice, "of")
                        if owner is not None and owner.name not in mine:
                            return [owner]
            verb = clause.verb
            active = (
                verb is not None
                and not verb.passive
                and (frame.head_state or set(phrase.prep) & _INTO)
            )
            if phrase in clause.args and (not phrase.prep or active):  # "took X under its control"
                owners = actors_in(scene, clause.subj, voice)
                if owners:
                    return owners
            whose = heard(scene, phrase, voice)
            actor = scene.ground.actor(ActorRef("", anaphor="poss"), speaker=whose)
            if actor is not None:
                return [actor]
            continue
        for other in noun_slot(phrase, clause, slot):
            if slot == "to" and _is_housed(other, clause):
                continue  # "in the ministry they called the capture a lie": who tells
            if slot == "by" and _is_teller(phrase, other, clause):
                continue  # "the withdrawal was confirmed by X": who tells
            if slot == "by" and "from" in other.prep and _announced(scene, phrase, clause, frame):
                continue  # "X announced the liberation of A from Y", where "by" and "from" are one
            if (
                slot == "of"
                and other.place is not None
                and not other.place.weak
                and (other.actor is None or other.actor.weak)
                and not _in_hands(phrase, other, frame)
            ):
                continue
            holder = other.of if slot == "to" and other.cue is not None else None
            found = [
                a for p in (other, *other.conjuncts, *([holder] if holder is not None else ()))
                if (a := actor_in(scene, p, voice, slot)) is not None
            ]  # fmt: skip
            if found:
                return found
    return []


def _owner_is_taken(scene: Scene, phrase: Phrase, frame: Frame) -> bool:
    """Whether "its" means the place that is taken or lost: "its recapture", not "its capture of
    X", nor "their retreat"."""
    if frame.name not in ("capture_noun", "loss_noun") or phrase.of is not None:
        return False
    if not phrase.possessive or phrase.possessor is not None:
        return False
    third = scene.ground.names.lexicon.third_person
    words = scene.parse.words[phrase.start : phrase.end]
    if not third or any(w.form.fold in third for w in words):
        return False
    where = {"of", "in", "over"}
    named = any(set(p.prep) & where and p.place is not None for p in phrase.post)
    return not named and not (phrase.head is not None and phrase.head.negative)


def _announced(scene: Scene, phrase: Phrase, clause: Clause, frame: Frame) -> bool:
    """Whether a party announces a taking as its own."""
    verb = clause.verb
    if frame.predicate != "captures" or verb is None or phrase not in clause.args:
        return False
    if not verb.is_a("speech") or verb.is_a("speech", "concede") or verb.is_a("speech", "deny"):
        return False
    return bool(actors_in(scene, clause.subj, None))


def _in_hands(phrase: Phrase, owner: Phrase, frame: Frame) -> bool:
    """Whether a capital stands for its state: "in the hands of Baku", not "control of Baku"."""
    return (
        frame.name == "control_noun" and bool(set(phrase.prep) & {"in", "under"})
        and owner.actor is not None and bool(owner.actor.country)
    )  # fmt: skip


def noun_places(
    scene: Scene, phrase: Phrase, clause: Clause, frame: Frame
) -> list[tuple[Phrase, GroundedPlace]]:
    """The places around a cue noun, each with the phrase that names it."""
    inner = phrase.of
    if (
        frame.state and inner is not None and not inner.typed
        and not (inner.extent and inner.of is not None)
    ):  # fmt: skip
        return []  # "won control of parliament in X"
    held = inner.cue.rule if inner is not None and inner.cue is not None else None
    if inner is not None and held is not None and held.frame.predicate == "controls" and (
        frame.name in ("capture_noun", "loss_noun")
    ):  # fmt: skip
        scene.used.add(id(inner))
        return noun_places(scene, inner, clause, held.frame)  # "the recapture of control of X"
    if _owner_is_taken(scene, phrase, frame):
        meant = latest_place(scene.ground, phrase.start, roads=False)
        return [(phrase, meant)] if meant is not None else []
    for slot in frame.place:
        if slot == "adj":
            if phrase.adj_place is not None and not phrase.adj_place.weak:
                place = named_place(scene.ground, phrase.adj_place)
                if place is not None:
                    return [(phrase, place)]
            continue
        if slot == "head":
            found = head_place(scene, phrase, clause)
            if found:
                return found
            continue
        if slot == "pred":
            verb = clause.verb
            if verb is not None and verb.copula and phrase is clause.subj:
                for other in clause.args:
                    if not other.prep and other.place is not None:
                        found = places_in(scene, other, "obj", frame)
                        if found:
                            return found
            continue
        if slot == "subj":
            if clause.subj is not None and clause.subj is not phrase:
                found = places_in(scene, clause.subj, "subj", frame)
                if found:
                    return found
            continue
        beside = noun_slot(phrase, clause, slot)
        if slot in _VIA and not any(p.place is not None for p in beside):
            beside = [p for p in clause.before if slot in p.prep]  # "through X pass supplies for Y"
        for other in beside:
            if other.place is None and other.extent and not other.head_word and other.of:
                other = replace(other.of, extent=other.extent)  # "the Syrian side of the crossing"
            if other.place is None or (other.place.weak and slot == "of"):
                continue
            if other.cue is not None:
                continue
            named = slot == "of" and frame.predicate not in ("attacks", "supports")
            if (
                frame.predicate == "controls"
            ):  # "regained control of X", not "control of Congress is"
                named = named and phrase in clause.args and not phrase.prep
            found = pair_of(scene, other) or [
                (p, place) for p in spread(other)
                if p.place is not None
                and (place := phrase_place(scene.ground, p, unknown_ok=named)) is not None
            ]  # fmt: skip
            if found:
                if slot in ("near", "around") and frame.predicate not in (
                    "besieges",
                    "breaks_siege",
                ):
                    found = [(p, near_place(place, slot)) for p, place in found]
                return found
    for other in phrase.post if frame.state else ():  # "its bridgehead at X"
        if "at" in other.prep and other.place is not None and not other.place.weak:
            at = phrase_place(scene.ground, other, unknown_ok=True)
            return [(other, at)] if at is not None else []
    return _of_it(scene, phrase, clause) if frame.predicate in CONTROL_PREDICATES else []


def _of_it(scene: Scene, phrase: Phrase, clause: Clause) -> list[tuple[Phrase, GroundedPlace]]:
    """The place that a weak pronoun beside the verb means: "ne hanno preso il controllo"."""
    if phrase not in clause.args or phrase.prep or phrase.of is not None:
        return []
    for other in clause.args:
        if other.pronoun == "clitic" and "from" in other.prep:
            place = phrase_place(scene.ground, other)
            return [(other, place)] if place is not None else []
    return []


def head_place(scene: Scene, phrase: Phrase, clause: Clause) -> list[tuple[Phrase, GroundedPlace]]:
    """The place a stronghold noun describes: by apposition or as the subject of "be"."""
    for other in (phrase.apposition, phrase.head if not phrase.prep else None):
        if other is not None and other.place is not None and not other.place.weak:
            place = phrase_place(scene.ground, other)
            if place is not None:
                return [(other, place)]
    verb = clause.verb
    if verb is None and scene.ground.names.lexicon.verbless:
        verbless = clause.subj
        if verbless is not None and verbless is not phrase and verbless.place is not None:
            place = phrase_place(scene.ground, verbless)
            return [(verbless, place)] if place is not None else []
    if verb is not None and (verb.copula or verb.is_a("light", "be") or verb.is_a("rule")):
        subject = clause.subj
        if subject is not None and subject is not phrase and subject.place is not None:
            place = phrase_place(scene.ground, subject)
            if place is not None:
                return [(subject, place)]
    return []
