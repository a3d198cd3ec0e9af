"""From a verb that is a cue to draft claims: who does what to which place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.belonging import belonging
from contested.claim.besieged import garrisoned
from contested.claim.clause import Clause, VerbGroup, is_cleft
from contested.claim.clause_slot import (
    actor_in,
    actors_in,
    adverb_extent,
    clause_slot,
    governs_relative,
    is_route,
    places_in,
)
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.factuality import ended, factuality_of
from contested.claim.form import VerbSense
from contested.claim.frame import Frame, Rule
from contested.claim.ground import GroundedActor
from contested.claim.hazard import clears_hazards
from contested.claim.lasting import lasts
from contested.claim.noun_slot import noun_actors
from contested.claim.particle import particle_count
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import latest_left
from contested.claim.place_phrase import held_by, phrase_place
from contested.claim.sequel import earlier_in_series, later_agents
from contested.claim.support_roles import is_of_the_past
from contested.claim.unsaid import (
    advancing,
    announcer,
    besieger_of,
    conceded,
    dropped_subject,
    fallen_to,
    is_military,
    unsaid_actor,
)
from contested.claim.verb_alone import evidence_end, is_figurative, tells_alone
from contested.claim.verb_place import brings_about, fallback_place, places_of, unsaid_place
from contested.claim.verb_setting import (
    are_counted,
    completes,
    cutting,
    dates_the_start,
    deems,
    freed_from,
    governs,
    is_anybodys,
    is_bare_hand,
    is_statesman,
    is_taking,
    is_to_us,
    leaves_so,
    lies_there,
    lies_with,
    names_a_way,
    nation_of,
    no_holders,
    of_nobody,
    own_plan,
    states_hold,
    unopposed,
)

_OWN_DEEDS = frozenset({"free", "wrest"})  # what a party says of itself where nobody is named
HELD = Frame("hold", "controls", ("subj",), ("obj",), ())
_SHORT_OF = frozenset({"toward", "near", "around", "from"})


def verb_drafts(scene: Scene, clause: Clause) -> Iterator[Draft]:
    """What the verb of a clause says, by the reading with the most particles."""
    verb = clause.verb
    assert verb is not None
    if scene.attribution.is_withheld(clause):
        return
    subject = clause.subj
    if subject is not None and not subject.pronoun and not (verb.passive and subject.place):
        doer = actor_in(scene, subject, None, "subj")
        if doer is None and subject.possessor is not None and subject.cue is not None:
            doer = actor_in(scene, subject.possessor, None, "poss")  # "X's hold grew as it took Y"
        if doer is not None:
            scene.ground.local_subject = doer
            scene.ground.local_number = "pl" if subject.conjuncts else subject.number
    best: list[tuple[int, VerbSense]] = []
    lexicon = scene.ground.names.lexicon
    if id(clause) in scene.attribution.own and (lexicon.case or lexicon.reported_moods):
        return  # the verb reports words here
    yield from _possession(scene, clause, verb)
    yield from _still_there(scene, clause, verb)
    yield from _has_it(scene, clause, verb)
    yield from _has_gone(scene, clause, verb)
    yield from belonging(scene, clause, verb)
    for sense in verb.senses("rule"):
        length = particle_count(sense, verb, scene.parse)
        if length < 0 and governs_relative(scene, clause, sense):
            length = len(sense.particles)
        if length >= 0:
            best.append((length, sense))
    if not best:
        return
    longest = max(length for length, _ in best)
    best.sort(key=lambda b: b[1].rule is None or not b[1].rule.frame.needs)  # the pickier first
    if lasts(scene, clause, verb):  # "has occupied X since May"
        best.sort(key=lambda b: b[1].rule is None or b[1].rule.frame.predicate != "controls")
    objects = clause_slot(scene, clause, "obj")
    routed = any(is_route(scene, p) for p in objects)
    if routed:  # "cut off the road", "cut the road into X": the route, not its town
        best.sort(key=lambda b: b[1].rule is None or not b[1].rule.frame.route)
    for length, sense in best:
        if sense.rule is None or (length < longest and not (routed and sense.rule.frame.route)):
            continue
        rule = cutting(scene, clause, sense.rule)
        drafts = list(_apply(scene, rule, clause, verb, sense.particles))
        if drafts:
            scene.used.update(
                id(p)
                for p in clause.args
                if p.cue is not None and set(p.head_word.split()) <= set(sense.particles)
            )  # "under fire control": no control
            if rule.frame.name == "fall":
                scene.used.update(id(p) for p in clause.args if is_bare_hand(p))
            yield from drafts
            return


def _possession(scene: Scene, clause: Clause, verb: VerbGroup) -> Iterator[Draft]:
    """ "The town is ours": the place belongs to whoever speaks, or was spoken of."""
    subject = clause.subj
    if not verb.copula and not verb.is_a("light", "be"):
        return
    if subject is None or subject.place is None:
        return
    speaker = scene.attribution.of(clause)
    voice = speaker.actor if speaker is not None else None
    if any((_is_possessive(scene, p) and not p.prep) or is_to_us(scene, p) for p in clause.args):
        owner = scene.ground.belligerent(voice) or scene.ground.continued("pl")
    else:
        owner = nation_of(scene, clause, voice)
    place = phrase_place(scene.ground, subject)
    if owner is not None and place is not None:
        yield make_draft(
            "controls", replace(owner, sure=0.6, named=False), None, place, place.extent, speaker,
            factuality_of(clause, scene.attribution), verb.start, verb.end, clause, None,
        )  # fmt: skip


def _has_gone(scene: Scene, clause: Clause, verb: VerbGroup) -> Iterator[Draft]:
    """ "By evening the soldiers had gone": they left the place that is spoken of."""
    subject, form = clause.subj, verb.form
    if form is None or form.lemma not in scene.ground.gone or not verb.having or subject is None:
        return
    if verb.negative or clause.children or any(not p.time for p in clause.args):
        return
    if subject.pronoun and subject.number == "sg":
        return
    speaker = scene.attribution.of(clause)
    actors = actors_in(scene, subject, speaker.actor if speaker is not None else None)
    place = latest_left(scene.ground, verb.start) if actors else None
    for actor in actors if place is not None else ():
        yield make_draft(
            "withdraws", replace(actor, sure=actor.sure * 0.9), None, place, "", speaker,
            factuality_of(clause, scene.attribution), verb.start, verb.end, clause, None,
        )  # fmt: skip


def _has_it(scene: Scene, clause: Clause, verb: VerbGroup) -> Iterator[Draft]:
    """ "The army still has the airport", "the rebels have most of the town": they hold it."""
    subject = clause.subj
    if not verb.have or subject is None or not scene.ground.doers or subject.official:
        return
    speaker = scene.attribution.of(clause)
    actors = actors_in(scene, subject, speaker.actor if speaker is not None else None)
    had = next((p for p in clause.args if not p.prep and not p.time), None)
    known = had is not None and had.actor is not None and not had.actor.weak
    if had is None or not actors or had.cue is not None or known:
        return
    ref = had.place
    if ref is None or ref.weak or not (had.extent or had.det == "definite" or not ref.anaphor):
        return
    for _, place in places_in(scene, had, "obj", HELD):
        if place.kind in ("country", "border") or (place.place is None and not place.kind):
            continue
        predicate, factuality = "controls", factuality_of(clause, scene.attribution)
        predicate, factuality = ended(verb, predicate, factuality)
        for actor in actors:
            yield make_draft(
                predicate, replace(actor, sure=actor.sure * 0.8), None, place, place.extent,
                speaker, factuality, verb.start, had.end, clause, None,
            )  # fmt: skip


def _still_there(scene: Scene, clause: Clause, verb: VerbGroup) -> Iterator[Draft]:
    """ "The rebels are still in X", "soldiers remain there": who is there yet holds the place."""
    subject, still = clause.subj, scene.ground.still
    behind = scene.ground.names.lexicon.case and verb.is_a("light", "be")
    if subject is None or not (verb.copula or behind) or not still:
        return
    last = subject.end if behind and subject.start <= verb.end + 1 else verb.end + 1
    words = scene.parse.words[verb.start : max(verb.end + 1, last)]
    if not (verb.no_longer or any(word.form.fold in still for word in words)):
        return
    speaker = scene.attribution.of(clause)
    actors = actors_in(scene, subject, speaker.actor if speaker is not None else None)
    inside = next((p for p in clause.args if set(p.prep) & {"in", "at"} and p.place), None)
    if inside is None and behind:  # "in X are still the rebels"
        inside = next((p for p in clause.before if set(p.prep) & {"in", "at"} and p.place), None)
    if inside is None or inside.start > verb.end + 2 or inside.cue is not None or not actors:
        return
    place = phrase_place(scene.ground, inside, unknown_ok=True)
    if place is None or place.kind == "country":
        return
    predicate, factuality = "controls", factuality_of(clause, scene.attribution)
    if subject.negative:
        predicate, factuality = "withdraws", "actual"
    predicate, factuality = ended(verb, predicate, factuality)
    for actor in actors:
        yield make_draft(
            predicate, replace(actor, sure=actor.sure * 0.8), None, place, place.extent, speaker,
            factuality, verb.start, inside.end, clause, None,
        )  # fmt: skip


def _is_possessive(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is nothing but a possessive: "ours"."""
    if phrase.det == "possessive" and not phrase.head_word:
        return True
    words = [w for w in scene.parse.words[phrase.start : phrase.end] if w.kind == "word"]
    alone = len(words) == 1
    return alone and scene.parse.words[phrase.start].form.det == "possessive"


def _apply(
    scene: Scene,
    rule: Rule,
    clause: Clause,
    verb: VerbGroup,
    particles: tuple[str, ...] = (),
) -> Iterator[Draft]:
    """The drafts of one reading of a verb; none where a role that it needs is empty."""
    frame = rule.frame
    speaker = scene.attribution.of(clause)
    voice = speaker.actor if speaker is not None else None
    above = clause.parent if clause.kind == "inf" else None
    if (
        voice is None and above is not None and above.subj is not None and above.subj.official
        and above.verb is not None and above.verb.is_a("control", "intended")
    ):  # fmt: skip
        voice = actor_in(scene, above.subj, None, "subj")  # "X ordered the troops withdrawn"
    actor_phrase, actors = _doers_of(scene, clause, frame.actor, frame, voice)
    target_phrase, target = _target_of(scene, clause, frame, particles, actor_phrase, voice)
    if frame.name == "drive_out" and target is not None and of_nobody(scene, clause):
        actors = []  # "they were driven out", as languages say it by a plural without a subject
    if frame.name == "fall" and not actors and brings_about(scene, clause):
        actors = actors_in(scene, clause.subj, voice)
    factuality = factuality_of(clause, scene.attribution)
    predicate = frame.predicate
    told_before = clause.kind == "rel" and verb.pluperfect and not is_cleft(clause)
    told_before = told_before or dates_the_start(scene, clause)
    if told_before and predicate in ("captures", "withdraws"):
        return  # "which had fallen to X": the change before those that are told
    travels = predicate == "withdraws" or frame.name == "advance"
    if travels and clause.subj is not None and (clause.subj.cue or are_counted(clause.subj)):
        return  # "fighting broke out", "two million Syrians fled"
    if frame.name == "advance" and any("to" in p.prep and is_taking(p) for p in clause.phrases()):
        return  # "proceeded to the capture of X"
    if (travels or frame.name == "sit_in") and is_statesman(scene, actor_phrase):
        return  # "the president left the palace", "headed for X", "took refuge in X"
    if frame.name == "subject_to" and clause.subj is not None and clause.subj.pronoun and (
        _are_they(scene, clause.subj)
    ):  # fmt: skip
        return  # "they belong to the rebels"
    if frame.name == "fall" and any(is_anybodys(p) or lies_there(p) for p in clause.args):
        return  # "passed from hand to hand", "falls to the south of X"
    if frame.name == "fall" and clause.subj is not None and is_route(scene, clause.subj) and (
        not actors
    ):  # fmt: skip
        return  # "the road passes through X"
    if frame.predicate == "opens_route" and clause.subj is not None and (
        clause.subj.cue is not None and clause.subj.cue.arg == "control_noun" and not verb.passive
    ):  # fmt: skip
        return  # "control of X opens the way to Y"
    if governs(clause, verb) or clears_hazards(scene, clause, frame) or deems(clause, frame):
        return  # "let nobody in", not "left"; "hold X for safe"
    if (
        predicate == "controls"
        and clause.kind == "red"
        and is_of_the_past(scene, verb.start, verb.end)
    ):
        return  # "formerly held by X"
    if clause.kind == "red" and clause.agent is None and not completes(clause) and (
        predicate in ("controls", "besieges")
    ):  # fmt: skip
        speaker = None  # a description, not what the speaker tells
    if predicate == "supports":
        if names_a_way(clause) and any(
            s.rule is not None and s.rule.frame.predicate == "supply_route"
            for s in verb.senses("rule")
        ):
            return  # "supplies its troops through X"
        if clause.kind == "red":
            speaker = None  # a description, not what the speaker tells
        for actor in actors if target is not None else ():
            if target is not None and actor.name != target.name:
                yield make_draft(
                    predicate, actor, target, None, "", speaker, factuality, verb.start,
                    max(verb.end, target_phrase.end if target_phrase else 0), clause, rule,
                )  # fmt: skip
        return
    if "supplies" in frame.needs:
        goods = [p for p in [clause.subj, *clause.args] if p is not None and p.supplies]
        actors = actors or [
            doer for p in goods for q in (p.of, *p.post)
            if q is not None and (q is p.of or {"for", "to"} & set(q.prep))
            and (doer := actor_in(scene, q, voice, "of")) is not None
        ]  # fmt: skip  # "the rebels' arms pass through X"
        if not goods or not actors:
            return
    if "target" in frame.needs and target is None and not (actors and _is_armed(scene, clause)):
        return
    if frame.name == "sit_in" and any(states_hold(p) for p in clause.args):
        return  # "is still in the hands of X"
    if "actor" in frame.needs and not actors:
        return
    if frame.name == "sit_in" and any("around" in p.prep for p in clause.args) and (
        actor_phrase is not None and actor_phrase.place is not None
    ):  # fmt: skip
        return  # "the country lies around the lake"
    if predicate == "withdraws" and leaves_so(clause):
        return
    if frame.name == "be_with" and not lies_with(scene, actor_phrase, verb):
        return
    if freed_from(scene, clause, actor_phrase, actors, voice):
        target, actors = actors[0], []
    places = places_of(scene, clause, frame, particles, actor_phrase)
    if frame.without_actor and not actors and target is not None:
        predicate, actors, target = frame.without_actor, [target], None
    places = places or fallback_place(scene, clause, frame, target_phrase)
    places = places or unsaid_place(scene, clause, frame, actors)
    if not places:
        return
    if frame.name == "advance" and unopposed(scene, clause, verb) and not any(
        set(phrase.prep) & _SHORT_OF for phrase, _ in places
    ):  # fmt: skip
        predicate = "captures"
    if not actors:
        if is_figurative(scene, clause, frame):
            return
        denied = scene.attribution.is_denied(clause) or factuality == "negated"
        admitted = conceded(scene, clause, predicate, speaker)
        if admitted is not None:
            actors = admitted
        elif (frame.name in _OWN_DEEDS or own_plan(clause, frame, factuality)) and (
            not denied and _is_party(scene, voice, target)
        ):  # fmt: skip
            actors = announcer(scene, voice, places[0][1])
            if target is not None and actors and actors[0].name == target.name:
                target = None  # nobody takes a place from himself: the description means another
        elif predicate == "besieges" and target_phrase is not None and target is not None and (
            verb.passive
        ):  # fmt: skip  # "soldiers are trapped in X"
            whose = garrisoned(scene, target_phrase, places[0][1], speaker)
            target, actors = whose or (target, besieger_of(scene, target, speaker))
        elif frame.name == "fall":
            actors = fallen_to(scene, places[0][1], speaker, denied, _owner(scene, clause.subj))
        else:
            hidden = verb.passive or places[0][0] is clause.subj
            pressed = predicate in ("besieges", "cuts_route") and hidden and not denied
            actors = advancing(scene, clause) if pressed else []
            actors = actors or unsaid_actor(scene, predicate, places[0][1], hidden, speaker, denied)
        if target is not None:  # who it was taken from did not take it
            actors = [a for a in actors if a.name != target.name]
    actors = no_holders(scene, clause, predicate, actors, [p for p, _ in places])
    if not actors and not tells_alone(scene, clause, verb, frame, target, places):
        return
    if predicate == "controls" and factuality in ("intended", "possible") and (
        frame.name == "sit_in" and scene.ground.names.lexicon.verb_first
    ):  # fmt: skip
        predicate = "captures"  # the same form tells of holding and, not yet, of taking
    if predicate == "controls" and clause.subj is not None and clause.subj.negative:
        predicate, factuality = "withdraws", "actual"  # "no soldier is left in X"
    predicate, factuality = ended(verb, predicate, factuality)
    places = places + earlier_in_series(scene, clause, frame, predicate, [p for p, _ in places])
    end = evidence_end(verb, clause)
    doers: list[GroundedActor | None] = [*actors] if actors else [None]
    for doer in doers:
        for phrase, place in places:
            if doer is not None and target is not None and doer.name == target.name:
                target = None
            if predicate == "controls" and doer is not None:
                place = held_by(scene.ground, place, phrase, doer)
            extent = place.extent or adverb_extent(clause, scene.parse)
            yield make_draft(
                predicate, doer, target, place, extent, speaker, factuality,
                verb.start, end, clause, rule,
            )  # fmt: skip


def _is_party(scene: Scene, voice: GroundedActor | None, target: GroundedActor | None) -> bool:
    """Whether whoever speaks is a party, and not the one that something was taken from."""
    party = scene.ground.belligerent(voice)
    return party is not None and (target is None or party.name != target.name)


def _are_they(scene: Scene, phrase: Phrase) -> bool:
    """Whether a pronoun means people: "they"."""
    third = scene.ground.names.lexicon.third_person
    return any(w.form.fold in third for w in scene.parse.words[phrase.start : phrase.end])


def _owner(scene: Scene, phrase: Phrase | None) -> GroundedActor | None:
    """Whose a base is said to be: "the army's last base", "the army base"."""
    owner = phrase.possessor if phrase is not None else None
    if owner is not None and owner.place is None:
        return actor_in(scene, owner, None, "poss")
    ref = phrase.adj_actor if phrase is not None and owner is None else None
    return scene.ground.actor(ref) if ref is not None and not ref.weak else None


def _is_armed(scene: Scene, clause: Clause) -> bool:
    """Whether a clause's object means forces, of whomever: "drove our units out"."""
    return any(
        p.possessive and p.actor is not None and p.actor.anaphor in ("force", "regular", "group")
        for p in clause_slot(scene, clause, "obj")
    )


def _target_of(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    particles: tuple[str, ...],
    actor_phrase: Phrase | None,
    voice: GroundedActor | None,
) -> tuple[Phrase | None, GroundedActor | None]:
    """Against or for whom, with the phrase that says it."""
    for slot in frame.target:
        for phrase in clause_slot(scene, clause, slot, particles):
            if phrase is actor_phrase:
                continue
            place_too = "of" if frame.predicate == "supports" else slot  # "backs Kyiv"
            candidate = actor_in(scene, phrase, voice, place_too)
            if candidate is None and frame.route and phrase.adj_actor is not None:
                candidate = scene.ground.actor(phrase.adj_actor, speaker=voice)
            if candidate is not None:
                return phrase, candidate  # "closed to government traffic"
    if frame.predicate == "besieges" and particles:  # "closed the ring around the army in X"
        for phrase in (p.of for p in clause.args if p.cue is not None and p.of is not None):
            if phrase is not None and (inside := actor_in(scene, phrase, voice, "of")) is not None:
                return phrase, inside
    return None, None


def _doers_of(
    scene: Scene, clause: Clause, slots: tuple[str, ...], frame: Frame, voice: GroundedActor | None
) -> tuple[Phrase | None, list[GroundedActor]]:
    if clause.verb is not None and clause.verb.we and voice is not None and "subj" in slots:
        return None, [voice]
    for slot in slots:
        for phrase in clause_slot(scene, clause, slot):
            cue = phrase.cue.rule if phrase.cue is not None else None
            if cue is not None and phrase.actor is None and frame.predicate == "supports":
                doers = noun_actors(scene, phrase, clause, cue.frame, voice) or [
                    a for p in phrase.post if "from" in p.prep
                    and (a := actor_in(scene, p, voice, "from")) is not None
                ]  # fmt: skip
                if doers:  # "backed by air strikes from X"
                    return phrase, doers
            if slot == "subj" and cue is not None and phrase.actor is None:
                doers = noun_actors(scene, phrase, clause, cue.frame, voice)
                if doers:  # "the rebels' advance cut the road"
                    return phrase, doers
            if slot == "obj" and frame.name == "leave_to" and phrase.place is not None:
                continue
            takes = (
                slot == "to"
                and (  # "handed X over to Azerbaijan", "fell to Russia"
                    "obj" in frame.place
                    or (frame.predicate == "captures" and "in" not in phrase.prep)
                )
                and (bool(scene.ground.mentioned) or is_military(scene))
            )
            found = actors_in(scene, phrase, voice, "by" if takes else slot)
            if found:
                later = later_agents(scene, clause, phrase) if slot == "by" else []
                return phrase, found + [a for p in later for a in actors_in(scene, p, voice, slot)]
    if frame.route and clause.verb is not None and not clause.verb.passive and (
        clause.subj is not None and is_route(scene, clause.subj)
    ):  # fmt: skip
        for phrase in clause.args:  # "the road opened by the army", with the form of "opened"
            if "by" in phrase.prep and (found := actors_in(scene, phrase, voice, "by")):
                return phrase, found
    return None, dropped_subject(scene, clause, voice) if "subj" in slots else []
