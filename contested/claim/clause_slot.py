"""The phrases in one grammatical function of a clause, and the actors and places they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.clause import Clause, Parse
from contested.claim.direction import is_measured_from
from contested.claim.draft import Scene
from contested.claim.form import VerbSense
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.place_anaphor import latest_route, place_pair
from contested.claim.place_name import beside_place
from contested.claim.place_phrase import phrase_place
from contested.claim.several import places_meant
from contested.place.place import ROUTE_KINDS


def governs_relative(scene: Scene, clause: Clause, sense: VerbSense) -> bool:
    """Whether a verb's preposition stands before its relative pronoun: "of which they seized"."""
    fronted = clause.kind == "main" and clause.coordinate_of is None  # "in the centre rules X"
    if not (clause.kind == "rel" or fronted) or len(sense.particles) != 1:
        return False
    roles = set(scene.ground.names.lexicon.form(sense.particles[0]).prep)
    return any(roles & set(p.prep) and p.place is not None for p in clause.before)


def clause_slot(
    scene: Scene, clause: Clause, name: str, particles: tuple[str, ...] = ()
) -> list[Phrase]:
    """Phrases in one grammatical function of a clause, the voice taken into account."""
    verb = clause.verb
    assert verb is not None
    if name == "subj":
        if verb.passive:
            return [clause.agent] if clause.agent is not None else []
        return _who_acts(scene, clause)
    if name == "subj_of":
        return _owners(clause.subj)
    if name == "obj":
        if verb.passive and (clause.subj is not None or not scene.ground.names.lexicon.agreement):
            return [clause.subj] if clause.subj is not None else []
        after = [
            p for p in clause.args
            if (not p.prep or ("obj" in p.prep and p.actor is not None and p.place is None))
            and not p.time and p.start >= verb.start
        ]  # fmt: skip
        before = [p for p in clause.args if not p.prep and p.start < verb.start]
        if particles:  # "put its hand on X": the hand is a part of the verb
            after = [p for p in after if p.place is not None or not _fixed(scene, p, particles)]
        if particles:
            # "stand behind X": the particle is the object's preposition
            last = scene.ground.names.lexicon.form(particles[-1]).prep
            behind = clause.before if clause.kind == "rel" else []  # "X, of which they seized"
            governed = [p for p in (*behind, *clause.args) if set(p.prep) & set(last)]
            after = sorted({id(p): p for p in (*governed, *after)}.values(), key=_place_in_text)
        taken_up = _taken_up(clause) if not (after or before) else None
        return (after or before or ([taken_up] if taken_up is not None else [])) + [
            p for p in clause.before if not p.prep and scene.ground.names.lexicon.case
        ]
    if name == "remnants":  # "the last pockets of X"
        left, objects = scene.ground.names.lexicon.remnants, clause_slot(scene, clause, "obj")
        return [p.of for p in objects if p.of and not left.isdisjoint(p.head_word.split())]
    if name == "way":  # "the road by which", in the instrumental too
        return [
            p for p in [*clause.args, *clause.before]
            if p.place is not None and p.actor is None and {"by", "with"} & set(p.prep)
        ]  # fmt: skip
    if name == "by" and not verb.passive:
        return []
    found = [
        p for p in [*clause.args, *clause.before]
        if name in p.prep and "according" not in p.prep
        and not (name == "from" and is_measured_from(p))
    ]  # fmt: skip
    if name in ("through", "via"):
        # "through X the front is supplied from Y", where both can be one
        found.sort(key=lambda p: "from" in p.prep)
    if not found and name == "by" and scene.ground.names.lexicon.agreement:
        found = [  # an acronym shows no case: "the town, held by SDF"
            p for p in clause.args
            if p.start == verb.end and not p.prep and not p.cases and p is not clause.subj
            and p.actor is not None and bool(p.actor.id or p.actor.country)
        ]  # fmt: skip
    if not found and name == "from":  # "drove the rebels out of X", where "of" and "from" are one
        found = [
            p.of for p in clause.args
            if (not p.prep or "obj" in p.prep) and p.place is None
            and p.of is not None and name in p.of.prep
        ]  # fmt: skip
    return found


def _who_acts(scene: Scene, clause: Clause) -> list[Phrase]:
    """The subject of an active clause; where whoever tells cannot be, that of what was told before.

    "Witnesses said that X besieges A and that it took B": it is X.
    """
    subject, above = clause.subj, clause.parent
    if subject is None:
        return []
    if subject.pronoun:
        return [told_subject(scene, clause) or subject]
    if clause.kind == "comp" and above is not None and subject is above.subj:
        known = subject.actor.id if subject.actor is not None else ""
        if subject.source or (
            known in scene.ground.actors and not scene.ground.actors.get(known).is_belligerent
        ):
            for told in reversed(above.children):
                doer = told.subj
                if told.kind == "comp" and told.start < clause.start and doer is not None and (
                    doer.actor is not None and doer is not subject
                ):  # fmt: skip
                    return [doer]
    return [subject]


def told_subject(scene: Scene, clause: Clause) -> Phrase | None:
    """The subject of the content before that a further content goes on with: "admitted that X had
    entered A and that it held B", where "it" is X and not who admits it."""
    above, words = clause.parent, scene.parse.words
    if clause.kind != "comp" or above is None or clause.verb is None or clause.start < 2:
        return None
    before = words[clause.start - 1]
    if before.form.conj != "and" and words[clause.start].form.conj != "and":
        return None
    siblings = [c for c in above.children if c.kind == "comp" and c.start < clause.start]
    told = above if above.kind == "comp" else (siblings[-1] if siblings else None)
    subject = told.subj if told is not None else None
    if told is None or subject is None or subject.actor is None or subject.pronoun:
        return None
    if any(s.rule is not None and s.rule.frame.name == "repel" for s in clause.verb.senses("rule")):
        return None  # "... that X attacked and that it repelled the attack"
    number = "pl" if subject.conjuncts else subject.number
    agrees = not (number and clause.verb.number) or number == clause.verb.number
    same = told.verb is not None and told.verb.is_a("rule") and not told.verb.passive
    return subject if agrees and same and not subject.official else None


def _place_in_text(phrase: Phrase) -> int:
    return phrase.start


def _fixed(scene: Scene, phrase: Phrase, particles: tuple[str, ...]) -> bool:
    """Whether a phrase is one of the fixed words of a verb."""
    words = scene.parse.words[phrase.start : phrase.end]
    opens = words[0].form.adverb and phrase.typed if words else False  # "drove out the army"
    return phrase.cue is None and any(w.form.fold in particles for w in words[bool(opens) :])


def _owners(phrase: Phrase | None) -> list[Phrase]:
    """Whose a thing is, by complement, possessor or adjective: "the rebels' flag"."""
    if phrase is None:
        return []
    owner = phrase.of or phrase.possessor
    if owner is None and phrase.possessive:
        theirs = ActorRef("", anaphor="poss")
        owner = replace(phrase, actor=theirs, ordinary=False, place=None, possessive=False)
    if owner is None and phrase.adj_actor is not None:
        owner = replace(phrase, actor=phrase.adj_actor, ordinary=False, place=None)
    return [owner] if owner is not None else []


def _taken_up(clause: Clause) -> Phrase | None:
    """What a relative pronoun stands for inside an infinitive: "X, which it wants to retake"."""
    above = clause.parent
    if clause.kind != "inf" or above is None or above.kind != "rel":
        return None
    stand_in = above.stand_in
    return stand_in if stand_in is not None and stand_in is not above.subj else None


def actor_in(
    scene: Scene, phrase: Phrase, voice: GroundedActor | None, slot: str
) -> GroundedActor | None:
    """The party that a phrase names in one function, or None."""
    if phrase.place is not None and phrase.actor is None:
        return None
    voice = heard(scene, phrase, voice)
    if phrase.pronoun and _means_bystanders(scene, phrase):
        return None
    if phrase.official and phrase.actor is not None and phrase.actor.person and not phrase.actor.id:
        return None
    actor = scene.ground.phrase_actor(phrase, speaker=voice, strict=True)
    if actor is None:
        return None
    ref = phrase.actor
    if (
        ref is not None
        and ref.weak
        and phrase.place is not None
        and slot not in ("subj", "by", "poss", "of")
    ):
        return None
    known = scene.ground.actors.get(actor.id) if actor.id else None
    if known is not None and not known.is_belligerent:
        return None
    return actor


def heard(scene: Scene, phrase: Phrase, voice: GroundedActor | None) -> GroundedActor | None:
    """The party that "they" and "their" can mean for what a speaker says.

    Between quotation marks it is the speaker's opponent; where the speaker is named behind the
    words, it is whoever was spoken of before.
    """
    third = scene.ground.names.lexicon.third_person
    if voice is None or not third or not (phrase.pronoun or phrase.possessive):
        return voice
    if not any(w.form.fold in third for w in scene.parse.words[phrase.start : phrase.end]):
        return voice
    holding = [
        c for c in scene.parse.clauses
        if c.verb is not None and (phrase is c.subj or phrase in c.args or phrase in c.before)
    ]  # fmt: skip
    party = scene.ground.belligerent(voice)
    if party is not None and any(scene.attribution.is_quoted(c) for c in holding):
        return scene.ground.opponent(party)
    return None if any(id(c) in scene.attribution.behind for c in holding) else voice


def _means_bystanders(scene: Scene, phrase: Phrase) -> bool:
    """Whether a pronoun takes up those to whom something is done: "hit civilians as they fled"."""
    clauses = scene.parse.clauses
    if not any(c.subj is phrase for c in clauses):
        return False
    done_to = [
        p for c in clauses for p in c.args
        if not p.prep and not p.time and p.end <= phrase.start and c.subj is not phrase
        and not (c.verb is not None and c.verb.is_a("speech"))  # "told AFP they had taken X"
    ]  # fmt: skip
    last = max(done_to, key=lambda p: p.end, default=None)
    if last is None or last.cue is not None or last.place is not None:
        return False
    known = last.actor.id if last.actor is not None else ""
    if known in scene.ground.actors and not scene.ground.actors.get(known).is_belligerent:
        return True
    return bool(last.source) or (last.ordinary and last.number == "pl" and last.actor is None)


def actors_in(
    scene: Scene, phrase: Phrase | None, voice: GroundedActor | None, slot: str = "subj"
) -> list[GroundedActor]:
    """The parties that a phrase and those joined with it name in one function."""
    if phrase is None:
        return []
    first = actor_in(scene, phrase, voice, slot)
    others = [
        a for p in phrase.conjuncts
        if not (slot == "subj" and first is not None and _is_anybody(p))
        and (a := actor_in(scene, p, voice, slot)) is not None
    ]  # fmt: skip
    return [first, *others] if first is not None else others


def _is_anybody(phrase: Phrase) -> bool:
    """Whether a phrase names forces of nobody in particular: "soldiers and allied fighters"."""
    ref = phrase.actor
    return (
        ref is not None and ref.anaphor == "force" and not ref.person
        and not phrase.possessive and phrase.of is None and phrase.possessor is None
        and phrase.det != "definite" and phrase.apposition is None
    )  # fmt: skip


def places_in(
    scene: Scene, phrase: Phrase, slot: str, frame: Frame
) -> list[tuple[Phrase, GroundedPlace]]:
    """The places that a phrase names in one function, each with the phrase that names it."""
    found = []
    for part in spread(phrase):
        ref = part.place
        pair = [] if frame.route else pair_of(scene, part)
        if pair:
            found += pair
            continue
        if slot == "for" and part.cue is None:
            continue
        if slot == "subj" and part.ordinary:
            continue
        if part.cue is not None and not frame.route:
            named = part.apposition  # "one of its strongholds, the city of X"
            rule = part.cue.rule
            if named is None and part.of is not None and rule is not None and (
                rule.frame.head_state and frame.predicate != "controls"
            ):  # fmt: skip
                named = part.of  # "captured the rebel stronghold of X"
            if named is None and slot == "for" and part.of is not None:
                named = part.of  # "are battling for control of X"
            if named is None and rule_holds(part) and part.adj_place is not None:
                named = replace(part, cue=None, place=part.adj_place)  # "the IS stronghold Raqqa"
            if named is None or named.place is None:
                continue
            part = named
            ref = named.place
        if (
            ref is not None
            and ref.kind == "route"
            and not frame.route
            and frame.predicate in ("besieges",)
        ):
            continue
        if frame.route and part.pronoun:
            route = latest_route(scene.ground)
            if route is not None:
                found.append((part, route))
            continue
        if frame.route and not is_route(scene, part):
            continue
        if (
            ref is not None
            and ref.weak
            and not ref.compass
            and slot in ("obj", "subj")
            and frame.predicate != "attacks"
        ):
            continue
        if (
            ref is not None
            and ref.anaphor
            and ref.kind == "pronoun"
            and slot == "obj"
            and (
                part.pronoun
                and "place" not in part.pronoun
                and frame.predicate in ("attacks",)
                and not scene.ground.places
            )
        ):
            continue
        place = phrase_place(scene.ground, part, unknown_ok=_may_name(part, slot, frame))
        if place is not None and place.place is None and part.pronoun and not place.kind and (
            all(known.name != place.name for known in scene.ground.centers)
        ):  # fmt: skip
            continue  # "gave it back": nothing known to be a place
        if place is not None:
            beside = slot == "near" or ("near" in part.prep and slot not in ("from", "out"))
            if beside and not (ref is not None and ref.anaphor):
                place = near_place(place, "near")
            elif "around" in part.prep and slot == "around" and "siege" not in frame.predicate:
                place = near_place(place, "around")
            found.append((part, place))
    return found


def pair_of(scene: Scene, phrase: Phrase) -> list[tuple[Phrase, GroundedPlace]]:
    """The places that "both towns", "these villages" mean; empty for any other phrase."""
    if not phrase.pair and phrase.cue is None:
        return [(phrase, place) for place in places_meant(scene.ground, phrase)]
    if not phrase.pair or phrase.of is not None or phrase.cue is not None:
        return []
    if phrase.actor is not None and not phrase.pronoun:
        return []
    return [(phrase, place) for place in place_pair(scene.ground, phrase)]


def _may_name(phrase: Phrase, slot: str, frame: Frame) -> bool:
    """Whether an unlisted capitalised name can only be a place here."""
    return frame.predicate not in ("attacks", "supports") and slot in (
        "obj", "subj", "from", "out", "of", "in", "near", "around", "on", "over"
    ) and not phrase.official and (
        phrase.apposition is None
        or (phrase.apposition.place is not None and phrase.apposition.actor is None)
        or rule_holds(phrase.apposition)
    )  # fmt: skip


def rule_holds(phrase: Phrase) -> bool:
    """Whether a phrase describes a place by who holds it."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return rule is not None and rule.frame.head_state


def is_route(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase means a road or a supply line."""
    ref = phrase.place
    if ref is not None and ref.kind == "route":
        return True
    theatre = scene.ground.names.theatre
    if (
        ref is not None
        and theatre is not None
        and any(theatre.places[i].kind in ROUTE_KINDS for i in ref.ids)
    ):
        return True
    return phrase.cue is not None and phrase.cue.arg == "supply_noun"


def adverb_extent(clause: Clause, parse: Parse) -> str:
    """How much of a place an adverb near the verb says, or one in a clause that has none:
    "fully" or "partly"."""
    verb = clause.verb
    near = (
        slice(max(0, verb.start - 2), verb.end + 4)
        if verb is not None
        else (slice(clause.start, clause.end or len(parse.words)))
    )
    for word in parse.words[near]:
        if word.form.adverb in ("whole", "part", "most"):
            return word.form.adverb
    return ""


def spread(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase and those it is joined with; "the districts of A, B and C" is three."""
    for part in (phrase, *phrase.conjuncts):
        ref = part.place
        inner = part.of
        listed = part.apposition
        if ref is None and part.extent and not part.head_word and inner is not None and (
            inner.place is not None and inner.conjuncts
        ):  # fmt: skip
            yield replace(inner, extent=part.extent, conjuncts=[])  # "más de veinte pueblos, A y B"
            yield from inner.conjuncts
            continue
        listing = part.head.leader or part.head if part.head is not None else None
        if (
            ref is not None and ref.anaphor and ref.plural and listing is not None
            and part.head is not None and part.head.apposition is part and listing.conjuncts
            and listing.place is not None and not listing.place.anaphor
        ):  # fmt: skip
            yield from (listing, *listing.conjuncts)  # "A and B, two towns besieged since May"
            continue
        if (
            ref is not None and ref.anaphor and ref.plural and listed is not None
            and listed.conjuncts and listed.place is not None
        ):  # fmt: skip
            yield from (listed, *listed.conjuncts)  # "two towns, A and B"
            continue
        if inner is None and part.post and set(part.post[0].prep) & {"in", "at", "near"}:
            inner = part.post[0]
        if ref is None or not ref.anaphor or inner is None or not inner.conjuncts:
            yield part
            continue
        for one in (inner, *inner.conjuncts):
            single = replace(one, conjuncts=[])
            named = one.place.text if one.place is not None else ref.text
            kind = replace(ref, plural=ref.plural and part.of is None, text=named)
            if part.of is not None:
                yield replace(part, of=single, place=kind, conjuncts=[])
            else:
                yield replace(part, post=[single], place=kind, conjuncts=[])


def near_place(place: GroundedPlace, word: str) -> GroundedPlace:
    """The area beside a place, a little less sure than the place."""
    found = beside_place(place, word)
    return place if found is place else replace(found, sure=place.sure * 0.95)
