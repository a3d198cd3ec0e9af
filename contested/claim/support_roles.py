"""Support said by nouns and modifiers: allies, "with the backing of", "X-backed", "X-held"."""

from __future__ import annotations

from collections.abc import Iterator

from contested.claim.clause import Clause, Parse
from contested.claim.clause_slot import actor_in, actors_in
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.frame import Frame, Rule
from contested.claim.ground import GroundedActor
from contested.claim.noun_slot import noun_slot
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.place_phrase import phrase_place
from contested.claim.speaker import Speaker
from contested.claim.unsaid import besieger_of

# kinds of places that a name before them is one of
_TOWNS = frozenset({"city", "town", "village", "base", "airport", "site", "district"})


def ally_drafts(scene: Scene, phrase: Phrase, clause: Clause, rule: Rule) -> Iterator[Draft]:
    """ "X's Russian allies", "an ally of X": the ally supports whoever has it."""
    outer = phrase.head.cue if phrase.head is not None and phrase.head.of is phrase else None
    if outer is not None and outer.rule is not None and outer.rule.frame.predicate == "supports":
        return  # "in support of its ally X": told by the support
    speaker = scene.attribution.of(clause)
    voice = speaker.actor if speaker is not None else None
    owner: GroundedActor | None = None
    for other in (phrase.possessor, phrase.of):
        owner = owner or (actor_in(scene, other, voice, "of") if other is not None else None)
    if owner is None and phrase.possessive:
        beside = phrase.leader or (clause.subj if clause.subj is not phrase else None)
        owner = actor_in(scene, beside, voice, "of") if beside is not None else None
        owner = owner or scene.ground.actor(ActorRef("", anaphor="poss"), speaker=voice)
    if owner is None:
        return
    backers: list[GroundedActor] = []
    if phrase.adj_actor is not None:
        found = scene.ground.actor(phrase.adj_actor)
        backers = [found] if found is not None else []
    if not backers:
        for other in phrase.post:
            if {"in", "from"} & set(other.prep) and other.actor is not None:
                for part in (other, *other.conjuncts):
                    found = scene.ground.actor(part.actor)
                    backers += [found] if found is not None else []
    beside = phrase.head if phrase.of is None or not phrase.prep else None
    is_one = clause.verb is not None and clause.verb.copula
    for other in (phrase.apposition, beside, clause.subj if is_one else None):
        if not backers and other is not None and other is not phrase:
            backers = actors_in(scene, other, voice)
    for backer in backers:
        if backer.name != owner.name:
            yield make_draft(
                "supports", backer, owner, None, "", speaker, "actual",
                phrase.start, phrase.end, clause, rule,
            )  # fmt: skip


def support_drafts(
    scene: Scene,
    phrase: Phrase,
    clause: Clause,
    frame: Frame,
    actors: list[GroundedActor],
    light: str,
    voice: GroundedActor | None,
    speaker: Speaker | None,
    factuality: str,
) -> Iterator[Draft]:
    """ "with the support of X", "X's backing": the clause's subject is supported."""
    target: GroundedActor | None = None
    for slot in frame.target:
        for other in noun_slot(phrase, clause, slot):
            target = target or actor_in(scene, other, voice, slot)
    if target is None and actors:
        held = clause.subj
        found = actors_in(scene, held, voice)
        if found and (
            set(phrase.prep) & {"with", "under", "by", "because"} or light in ("have", "receive")
        ):
            target = found[0]
    if target is None or not actors:
        return
    assert phrase.cue is not None
    for actor in actors:
        if actor.name != target.name:
            yield make_draft(
                "supports", actor, target, None, "", speaker, factuality,
                phrase.start, phrase.end, clause, phrase.cue.rule,
            )  # fmt: skip


def modifier_drafts(scene: Scene, phrase: Phrase) -> Iterator[Draft]:
    """ "rebel-held X", "Turkey-backed fighters", "besieged X"."""
    if (not phrase.held and not phrase.attribute) or is_former(scene, phrase):
        return
    clause = _clause_of(scene.parse, phrase)
    speaker = scene.attribution.of(clause) if clause is not None and phrase.attribute else None
    for predicate, ref in phrase.held:
        holder = scene.ground.actor(ref)
        if holder is None:
            continue
        if predicate == "supports":
            named, backed = phrase.head, phrase.actor
            if named is not None and named.apposition is phrase and named.actor is not None:
                phrase = named  # "the SDF, a US-backed alliance"
            elif backed is not None and backed.anaphor == "group" and phrase.apposition is None:
                continue  # "a US-backed alliance": which one is a guess
            actor = scene.ground.phrase_actor(phrase)
            if actor is not None and actor.name != holder.name:
                yield make_draft(
                    "supports", holder, actor, None, "", speaker, "actual",
                    phrase.start, phrase.end, clause, None,
                )  # fmt: skip
            continue
        named = phrase.head
        if (
            named is not None and named.apposition is phrase and named.place is not None
            and phrase.place is not None
            and (phrase.place.kind in _TOWNS or _lies_beside(phrase.place))
        ):  # fmt: skip
            place = phrase_place(scene.ground, named)  # "X, the army-held capital of Y"
        else:
            place = phrase_place(scene.ground, phrase)
        if place is not None and place.kind != "country":
            yield make_draft(
                predicate, holder, None, place, place.extent, speaker, "actual",
                phrase.start, phrase.end, clause, None,
            )  # fmt: skip
    if phrase.attribute:
        occupied = phrase.attribute == "controls"
        holder = _occupier(scene, phrase) if occupied else None
        if occupied and holder is None:
            return
        place = phrase_place(scene.ground, phrase)
        if phrase.place is None and phrase.actor is not None:  # "its besieged garrison in X"
            inside = (p for p in phrase.post if set(p.prep) & {"in", "at"} and p.place is not None)
            place = next((phrase_place(scene.ground, p) for p in inside), None)
            if place is None and clause is not None and phrase.attribute == "besieges":
                yield from _besieged_people(scene, phrase, clause, speaker)
                return
        if place is not None and place.kind != "country":
            yield make_draft(
                phrase.attribute, holder, None, place, place.extent if occupied else "",
                None if occupied else speaker, "actual",
                phrase.start, phrase.end, clause, None,
            )  # fmt: skip


def _besieged_people(
    scene: Scene, phrase: Phrase, clause: Clause, speaker: Speaker | None
) -> Iterator[Draft]:
    """ "In X the army is wiping out surrounded units of Y": where they are, and by whom."""
    people = scene.ground.phrase_actor(phrase)
    where = [
        p for p in (*clause.before, *clause.args)
        if set(p.prep) & {"in", "at", "near"} and p.place is not None and not p.place.weak
        and not p.time and p.cue is None
    ]  # fmt: skip
    place = phrase_place(scene.ground, where[0], unknown_ok=True) if where else None
    if people is None or place is None or place.kind == "country":
        return
    acting = actors_in(scene, clause.subj, None) if clause.subj is not phrase else []
    others = [a for a in acting if not scene.ground.on_one_side(a, people)]
    for actor in others or besieger_of(scene, people, speaker):
        yield make_draft(
            "besieges", actor, people, place, "", speaker, "actual",
            phrase.start, phrase.end, clause, None,
        )  # fmt: skip


def _occupier(scene: Scene, phrase: Phrase) -> GroundedActor | None:
    """Who holds a place that is only called occupied: whom the report's war is known to have for
    an occupier. No nameless land ("the occupied territories") is such a place."""
    ref, ground = phrase.place, scene.ground
    if ref is None or (ref.anaphor and (ref.plural or ref.kind in ("region", "country", ""))):
        return None
    if ground.actors.role("occupiers", ground.country, ground.on) is None:
        return None
    said = scene.parse.words[phrase.end - 1].text  # as the report writes it
    return ground.actor(ActorRef(said, role="occupiers"))


def _lies_beside(ref: PlaceRef) -> bool:
    """Whether a nameless place is only told by where it lies: "X, a valley north of Y"."""
    return ref.anaphor and ref.beside and not ref.plural


def is_former(scene: Scene, phrase: Phrase) -> bool:
    """Whether a description is of the past: "former", "once"."""
    return is_of_the_past(scene, phrase.start, phrase.end)


def is_of_the_past(scene: Scene, start: int, end: int) -> bool:
    """Whether a word from before `start` up to `end` puts what it describes into the past."""
    words = scene.parse.words[max(0, start - 1) : end]
    former = scene.ground.names.lexicon.settings.get("past_adjectives", ())
    return any(part in former for word in words for part in word.form.fold.split())


def _clause_of(parse: Parse, phrase: Phrase) -> Clause | None:
    """The clause whose own words hold a phrase; the innermost one."""
    best: Clause | None = None
    for clause in parse.clauses:
        holds = clause.start <= phrase.start < max(clause.end, clause.start + 1)
        if holds and (best is None or clause.start >= best.start):
            best = clause
    return best
