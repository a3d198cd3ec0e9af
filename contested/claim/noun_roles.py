"""From a cue noun ("the siege of X") to draft claims, with the actors that go without saying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.besieged import fill_encircled
from contested.claim.clause import Clause
from contested.claim.clause_slot import actor_in, actors_in, adverb_extent, places_in
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.factuality import is_feared
from contested.claim.fullness import fullness
from contested.claim.ground import GroundedActor
from contested.claim.noun_slot import head_place, noun_actors, noun_slot
from contested.claim.noun_verb import DENIED, CueNoun, fill_by_verb, fill_state, open_cue
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import is_recent, latest_left, place_told_of
from contested.claim.place_phrase import held_by, phrase_place
from contested.claim.support_roles import ally_drafts, is_former, support_drafts
from contested.claim.threat import fill_threat
from contested.claim.unsaid import (
    denied_doer,
    enemy_of,
    fallen_to,
    is_military,
    state_against,
)
from contested.claim.verbal_noun import governed

# frames whose nouns tell something even where nobody acts
_IMPERSONAL = frozenset(
    {"siege_noun", "capture_noun", "clash_noun", "unsiege_noun", "supply_noun", "attack_noun"}
)


_WHITHER = frozenset({"to", "toward"})
_WHENCE = frozenset({"from", "out", "in", "at"})  # where they were
_UPON = frozenset({"with", "after", "because", "despite", "since"})


def noun_drafts(scene: Scene, phrase: Phrase, clause: Clause) -> Iterator[Draft]:
    """What a phrase headed by a cue noun says."""
    cue = phrase.cue
    assert cue is not None
    if cue.rule is None or scene.attribution.is_withheld(clause):
        return
    if id(clause) in scene.attribution.mute and (
        phrase is clause.subj or phrase in [p for p in clause.args if not p.time][:1]
    ):
        return  # "has not acknowledged the loss of X"
    first = phrase.leader  # "no encirclement or blockade of X"
    if any(
        p.negative and p.end in (phrase.start, phrase.start - 1) and p is not first
        for p in clause.args
    ):
        return  # "made no mention of its fall"
    frame = cue.rule.frame
    if frame.ally:
        yield from ally_drafts(scene, phrase, clause, cue.rule)
        return
    if frame.name == "control_noun" and phrase.of is not None and _of_a_fall(phrase):
        return  # "the fall of X into the hands of Y": told by the fall
    if frame.name == "supply_noun" and _is_cut(phrase, clause):
        return
    if frame.name == "siege_noun" and phrase.of is not None and _is_seat(phrase, phrase.of):
        return
    noun = open_cue(scene, phrase, clause, frame)
    if frame.name == "capture_noun":
        noun.actors = noun.actors or _taken_into(scene, noun) or _by_means_of(scene, noun)
        noun.actors = noun.actors or _gained_by(scene, noun) or _told_of(scene, noun)
        noun.actors = noun.actors or _aimed_by(scene, noun)
    if frame.state or frame.name == "unsiege_noun":
        _fill_imposed(scene, noun)
    if frame.name == "siege_noun":
        fill_encircled(scene, noun)
    taken = frame.state and "from" in phrase.prep and noun.relation != "obj"
    if taken and scene.ground.names.lexicon.verb_first and noun.light != "come":
        return  # "wrested from the hands of X": who loses it
    if fill_threat(scene, noun):
        pass  # "a danger of encirclement"
    elif frame.state:
        if not fill_state(scene, noun):
            return
        lost = clause.verb is not None and clause.verb.no_longer
        if lost and noun.predicate == "controls":
            noun.predicate = "withdraws"  # "is no longer in Y's hands"
        elif lost and noun.factuality == "actual":
            noun.factuality = "negated"  # "is no longer under siege"
    elif frame.head_state:
        if phrase.head is not None and phrase.head.apposition is phrase:
            noun.speaker = None  # a description, not what the speaker tells
        if not noun.light and noun.factuality in ("intended", "possible") and (
            clause.verb is not None and not clause.verb.copula
        ):  # fmt: skip
            noun.factuality = "actual"  # "wants to hit X's stronghold": a description
        host = phrase.head
        if host is not None and host.apposition is phrase and host in clause.args and (
            not host.prep and _is_lost(noun)
        ):  # fmt: skip
            return  # the same, told by the verb
        if noun.relation == "obj" and _is_lost(noun):
            noun.predicate = "withdraws"  # "lost their last stronghold X"
            noun.actors = actors_in(scene, noun.subject, noun.voice) or noun.actors
        if _is_driven_from(noun):
            return  # "driven from its last foothold in X"
        if is_former(scene, phrase):
            return  # "the former rebel stronghold of X", "once a government stronghold"
        noun.places = noun.places or head_place(scene, phrase, clause)
        if not noun.places and phrase in clause.args and phrase.det != "indefinite":
            here = [m for m in scene.ground.here if m.start < phrase.start and m.weight >= 0.7]
            noun.places = [(phrase, m.place) for m in here[-1:]]  # "taking their last stronghold"
    elif noun.light or governed(scene, phrase, clause):
        fill_by_verb(scene, noun)
    if frame.name == "capture_noun" and not noun.actors and _goes_on(noun):
        return  # "a clearing operation is under way in X": nobody has it yet
    if phrase.negative or (first is not None and first.negative and first.cue is not None):
        noun.factuality = "negated"
    _name_winner(scene, noun)
    hedging = scene.ground.names.lexicon.settings.get("hedging_adjectives", ())
    if hedging and noun.factuality == "actual" and any(
        word.form.fold in hedging
        for word in scene.parse.words[max(0, phrase.start - 1) : phrase.end]
    ):  # fmt: skip
        noun.factuality = "possible"  # "suspected strikes by the army"
    if frame.predicate == "supports":
        if noun.factuality == "intended" and "with" in phrase.prep and not noun.light:
            noun.factuality = "actual"  # "are fighting to take X with the support of Y"
        yield from support_drafts(
            scene, phrase, clause, frame, noun.actors, noun.light, noun.voice, noun.speaker,
            noun.factuality,
        )  # fmt: skip
        return
    _fill_places(scene, noun)
    _fill_left(scene, noun)
    _fill_target(scene, noun)
    if not noun.places or _is_figurative(scene, noun):
        return
    _name_unsaid(scene, noun)
    if not noun.actors:
        if frame.name not in _IMPERSONAL:
            return
        if frame.name == "capture_noun" and (
            not is_military(scene) or all("in" in p.prep for p, _ in noun.places)
        ):
            return  # of whom or what is not said, only where
        if frame.name == "siege_noun" and all(p.place is None for _, p in noun.places):
            return  # "from his close circle": nobody does it, nowhere known
    scene.used.add(id(phrase))
    yield from _told(scene, noun)


def _is_driven_from(noun: CueNoun) -> bool:
    """Whether a verb says that somebody is driven out of, or leaves, what a noun names."""
    verb = noun.clause.verb
    return verb is not None and "from" in noun.phrase.prep and any(
        s.rule is not None and s.rule.frame.name in ("drive_out", "leave_from")
        for s in verb.senses("rule")
    )  # fmt: skip


def _goes_on(noun: CueNoun) -> bool:
    """Whether a taking is only said to be going on somewhere: by "be" or "go", with no object."""
    phrase, verb = noun.phrase, noun.clause.verb
    if verb is None or verb.passive or verb.negative or not verb.is_a("light", "be"):
        return False
    if phrase is not noun.clause.subj or phrase.of is not None or phrase.prep:
        return False
    return bool(noun.places) and all(p in noun.clause.before and p.prep for p, _ in noun.places)


def _is_lost(noun: CueNoun) -> bool:
    """Whether the verb over a noun says that its subject has it no more."""
    verb = noun.clause.verb
    if verb is None or verb.passive or noun.clause.subj is None:
        return False
    return noun.light == "end" or any(
        s.rule is not None and s.rule.frame.name == "leave" for s in verb.senses("rule")
    )


def _is_cut(phrase: Phrase, clause: Clause) -> bool:
    """Whether a supply line is the object of a cutting, and so serves nobody any more."""
    verb, leader = clause.verb, phrase.leader or phrase
    cut = verb is not None and any(
        s.rule is not None and s.rule.frame.predicate == "cuts_route" for s in verb.senses("rule")
    )
    if cut and verb is not None and (
        leader is clause.subj if verb.passive else leader in clause.args and not leader.prep
    ):  # fmt: skip
        return True
    outer = phrase.head.cue.rule if phrase.head is not None and phrase.head.cue else None
    return outer is not None and outer.frame.predicate == "cuts_route"


def _is_seat(phrase: Phrase, owner: Phrase) -> bool:
    """Whether a word for "siege" means the seat of what owns it: "le siège de la télévision"."""
    thing = owner.ordinary or owner.official or bool(owner.channel)
    return thing and owner.place is None and bool(set(phrase.prep) & {"around", "near", "on", "to"})


def _of_a_fall(phrase: Phrase) -> bool:
    """Whether a phrase says into what a place fell, behind the noun that says so."""
    outer = phrase.head if set(phrase.prep) & {"in", "into", "to", "under"} else None
    while outer is not None:
        rule = outer.cue.rule if outer.cue is not None else None
        if rule is not None and rule.frame.name == "capture_noun":
            return True
        outer = outer.head
    return False


def _told(scene: Scene, noun: CueNoun) -> Iterator[Draft]:
    """One draft for every actor and place of a cue noun."""
    phrase, clause, verb = noun.phrase, noun.clause, noun.clause.verb
    start, end = phrase.start, phrase.end
    if verb is not None and noun.light and noun.relation in ("obj", "into"):
        start, end = min(start, verb.start), max(end, verb.end)
    # "one of its strongholds" is no part of X
    extent = (
        ""
        if noun.frame.head_state
        else phrase.extent
        or fullness(scene.ground.names.lexicon, scene.parse.words, phrase, clause)
    )
    doers: list[GroundedActor | None] = [*noun.actors] if noun.actors else [None]
    for doer in doers:
        for named, place in noun.places:
            if noun.predicate == "controls" and doer is not None:
                place = held_by(scene.ground, place, named, doer)
            yield make_draft(
                noun.predicate, doer, noun.target, place,
                place.extent or extent or adverb_extent(clause, scene.parse), noun.speaker,
                noun.factuality, start, end, clause, phrase.cue.rule if phrase.cue else None,
            )  # fmt: skip


def _name_winner(scene: Scene, noun: CueNoun) -> None:
    """Who took or left a place where the noun does not say: the speaker, or its enemy."""
    clause, verb = noun.clause, noun.clause.verb
    speaker, negated = noun.speaker, noun.factuality == "negated"
    party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    if (
        not noun.actors and noun.frame.predicate == "captures" and party is not None
        and verb is not None and verb.is_a("speech", "concede")
    ):  # fmt: skip
        noun.actors = enemy_of(scene, party)  # "admitted the fall of X"
        return
    if not noun.actors and noun.frame.name == "capture_noun" and verb is not None and (
        verb.is_a("speech", "deny")
    ):  # fmt: skip
        noun.actors = _whose_report(scene, noun)
    denies = noun.relation == "obj" and verb is not None and verb.is_a("speech", "deny")
    if denies and not noun.actors and noun.frame.name == "loss_noun" and party is not None:
        noun.actors = [replace(party, sure=0.7, named=False)]  # "denied the loss of X"
    if denies and not noun.actors and noun.places and noun.predicate in DENIED:
        party = party or scene.ground.belligerent(noun.voice)
        noun.actors = _whose_report(scene, noun)
        if noun.actors:
            return  # "denied the army's claims of the capture of X"
        noun.actors = denied_doer(scene, noun.predicate, noun.places[0][1], party)
        return  # "denied the capture of X": what others claim
    if (
        not noun.actors and noun.frame.name == "loss_noun" and party is not None
        and verb is not None and verb.is_a("speech", "concede")
    ):  # fmt: skip
        noun.actors = [replace(party, sure=0.7, named=False)]  # "admitted the loss of X"
    if (
        not noun.actors and noun.relation == "obj" and verb is not None and verb.is_a("speech")
        and noun.frame.predicate in ("captures", "withdraws", "opens_route", "breaks_siege")
    ):  # fmt: skip
        noun.actors = actors_in(scene, clause.subj, noun.voice)
    if noun.actors or not noun.places or noun.frame.name != "capture_noun":
        return
    if party is not None and is_feared(clause):
        noun.actors = enemy_of(scene, party)  # "X fear that the fall of Y"
    elif party is not None and not negated and not _is_fall(scene, noun):
        noun.actors = [replace(party, sure=0.6, named=False)]
    else:
        noun.actors = fallen_to(scene, noun.places[0][1], speaker, negated)


def _is_fall(scene: Scene, noun: CueNoun) -> bool:
    """Whether a place is only said to have fallen: a party calls its own taking otherwise."""
    return noun.phrase.cue is not None and noun.phrase.cue.lemma in scene.ground.falls


def _whose_report(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """The party whose claim is denied: "denied the army's statements on the capture of X"."""
    reports = scene.ground.names.lexicon.report_nouns
    for phrase in noun.clause.args:
        if phrase.head_word in reports and not phrase.prep:
            for owner in (phrase.of, phrase.possessor):
                if owner is not None:
                    return actors_in(scene, owner, None)
    return []


def _fill_places(scene: Scene, noun: CueNoun) -> None:
    """The place of what somebody joins or begins, and whose own places a siege was broken of."""
    ground = scene.ground
    if noun.light == "join":  # "takes part in the rebels' attack"
        noun.actors = actors_in(scene, noun.clause.subj, noun.voice) or noun.actors
    taken = noun.clause.antecedent if noun.clause.kind == "rel" else None
    if not noun.places and noun.light == "begin" and taken is not None and (
        taken is not noun.clause.subj and taken.place is not None and taken.cue is None
    ):  # fmt: skip
        meant = phrase_place(ground, taken)  # "X, which the army began an operation to retake"
        noun.places = [(taken, meant)] if meant is not None else []
    if not noun.places and noun.light in ("join", "begin"):
        apart = [(c.start, c.end) for c in scene.parse.clauses if c.kind == "sub"]
        near = [m for m in ground.here if not any(a <= m.start < b for a, b in apart)]
        again = noun.phrase.det == "definite" and noun.passive and noun.phrase is noun.clause.subj
        told = place_told_of(ground, frozenset({"attacks"})) if again else None
        if told is not None and is_recent(ground, told):
            noun.places = [(noun.phrase, told)]  # "the bombings were carried out by X"
        elif near:
            noun.places = [(noun.phrase, near[-1].place)]
    if noun.predicate == "breaks_siege" and noun.actors:
        holder = noun.actors[0]
        noun.places = [
            (where, held_by(ground, place, where, holder) if where.possessive else place)
            for where, place in noun.places
        ]


def _fill_left(scene: Scene, noun: CueNoun) -> None:
    """ "Confirmed the withdrawal of its troops": from the place that is spoken of, where the noun
    says at most whither they go."""
    phrase, clause, ground = noun.phrase, noun.clause, scene.ground
    if noun.frame.name != "withdraw_noun" or not noun.actors or not ground.doers:
        return
    beside = [p for p in (*phrase.post, *clause.args) if p.start >= phrase.end and not p.time]
    if phrase.prep or phrase.det == "indefinite" or (not phrase.det and phrase.possessor is None):
        return  # "a withdrawal", "since the departure of X"
    if any({"from", "out"} & set(p.prep) and p.ordinary for p in beside) or (
        phrase.of is not None and phrase.of.actor is None
    ):  # fmt: skip
        return  # "the withdrawal from the talks", "the evacuation of the embassy"
    goals = [p for p, _ in noun.places if set(p.prep) & _WHITHER and not set(p.prep) & _WHENCE]
    if noun.places and len(goals) < len(noun.places):
        return
    place = latest_left(ground, phrase.start)
    noun.places = [(phrase, place)] if place is not None else []


def _fill_target(scene: Scene, noun: CueNoun) -> None:
    """Against whom, by the prepositions of the frame."""
    names = {actor.name for actor in noun.actors}
    for slot in noun.frame.target:
        if noun.target is not None:
            return
        for other in noun_slot(noun.phrase, noun.clause, slot):
            candidate = actor_in(scene, other, noun.voice, slot)
            if candidate is not None and candidate.name not in names:
                noun.target = candidate
                break


def _is_figurative(scene: Scene, noun: CueNoun) -> bool:
    """Whether an attack by nobody on nobody is none: of a team, or against a thing."""
    if noun.actors or noun.target is not None or noun.frame.predicate != "attacks":
        return False
    if noun.frame.name == "attack_noun" and not (scene.ground.mentioned or is_military(scene)):
        return True  # "a late strike gives X the win"
    return any(
        p.actor is None and p.place is None and p.cue is None and not p.time
        for p in noun_slot(noun.phrase, noun.clause, "against")
    )  # "the battle against inflation"


def _owns_up(noun: CueNoun) -> bool:
    """Whether a party admits what the noun says."""
    verb = noun.clause.verb
    return verb is not None and noun.relation == "obj" and verb.is_a("speech", "concede")


def _taken_into(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Into whose hands: "the fall of X into the hands of Y"."""
    for other in (*noun.phrase.post, *noun.clause.args):
        rule = other.cue.rule if other.cue is not None else None
        if (
            rule is not None and rule.frame.name == "control_noun" and other.of is not None
            and set(other.prep) & {"in", "into", "to", "under"}
        ):  # fmt: skip
            found = actors_in(scene, other.of, noun.voice)
            if found:
                scene.used.add(id(other))
                return found
    return []


def _by_means_of(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """ "With the capture of X the army opened the road": who acts in the clause took X too."""
    verb = noun.clause.verb
    if verb is None or verb.passive or not set(noun.phrase.prep) & {"with", "through"}:
        return []
    acts = any(
        s.rule is not None and s.rule.frame.predicate != "supports" for s in verb.senses("rule")
    )
    return actors_in(scene, noun.clause.subj, noun.voice) if acts or verb.is_a("light") else []


def _struck(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Whom a loss strikes: "the loss of X is a blow for the army"."""
    clause, verb = noun.clause, noun.clause.verb
    if noun.phrase is not clause.subj or verb is None or not verb.is_a("light", "be"):
        return []
    hit = [
        p for p in clause.args
        if "for" in p.prep or ("to" in p.prep and p.head is not None and p.head in clause.args)
    ]  # fmt: skip
    return [a for p in hit for a in actors_in(scene, p, noun.voice, "for")]


def _told_of(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Whom a noun tells of right behind him where the clause has no verb: the two words that make
    the noun are then a verb and its object ("that X [has] spread its control over Y")."""
    subject = noun.clause.subj
    if noun.clause.verb is not None or subject is None or noun.phrase.prep:
        return []
    own = noun.phrase.possessive and subject.end == noun.phrase.start
    return actors_in(scene, subject, noun.voice) if own else []


def _aimed_by(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Whose attack is aimed at a taking: "the army's operation is aimed at the recapture of X"."""
    means, verb = noun.clause.subj, noun.clause.verb
    rule = means.cue.rule if means is not None and means.cue is not None else None
    if means is None or verb is None or rule is None or verb.predicative != "intended":
        return []
    if rule.frame.predicate != "attacks" or noun.phrase is means:
        return []
    return noun_actors(scene, means, noun.clause, rule.frame, noun.voice)


def _gained_by(scene: Scene, noun: CueNoun) -> list[GroundedActor]:
    """Who goes on from a taking: "with the capture of X, the rebels threaten Y"."""
    clause, verb = noun.clause, noun.clause.verb
    if noun.phrase not in clause.before or verb is None or verb.passive or noun.voice is not None:
        return []
    if not set(noun.phrase.prep) & {"with", "after"} or any(
        s.rule is not None and s.rule.frame.predicate == "withdraws" for s in verb.senses("rule")
    ):
        return []  # "after the capture of X, the army withdrew"
    return [replace(a, sure=a.sure * 0.7) for a in actors_in(scene, clause.subj, noun.voice)]


def _fill_imposed(scene: Scene, noun: CueNoun) -> None:
    """Who upholds what a noun says, and where, by a participle: "the siege imposed by X on Y"."""
    phrase = noun.phrase
    for below in scene.parse.clauses:
        verb = below.verb
        if verb is None or below.kind != "red" or not verb.is_a("light") or below.subj is None:
            continue
        if below.subj is not phrase and below.subj is not phrase.of:
            continue
        by = [p for p in below.args if "by" in p.prep]
        doers = [a for p in by for a in actors_in(scene, p, noun.voice, "by")]
        if doers and noun.predicate != "breaks_siege" and noun.light != "end":
            noun.actors = noun.actors or doers
        elif doers and noun.target is None:
            noun.target = doers[0]
        where = [p for p in below.args if set(p.prep) & {"on", "to", "in", "around"}]
        if not noun.places and where:
            noun.places = [f for p in where for f in places_in(scene, p, "in", noun.frame)]


def _name_unsaid(scene: Scene, noun: CueNoun) -> None:
    """The actor who goes without saying, from what was told of the place before."""
    told, frame = scene.ground.told, noun.frame
    opening = noun.phrase in noun.clause.before and set(noun.phrase.prep) & _UPON
    if not noun.actors and frame.name == "loss_noun" and opening:
        noun.actors = actors_in(scene, noun.subject, noun.voice)  # "with the loss of X, the army"
    where = noun.places[0][1].base or noun.places[0][1].name
    if not noun.actors and frame.name == "loss_noun":
        noun.actors = _struck(scene, noun)
    if not noun.actors and frame.name == "loss_noun":
        holder, taker = told.get(("controls", where)), told.get(("captures", where))
        party = scene.ground.belligerent(noun.voice)
        if taker is not None:
            own = party is not None and party.name != taker.name
            noun.actors = [replace(party, sure=0.6)] if own and party else (
                enemy_of(scene, taker) or state_against(scene, taker)
            )  # fmt: skip
        elif holder is not None:
            noun.actors = [replace(holder, sure=0.6, named=False)]
        elif party is not None and _owns_up(noun):
            noun.actors = [replace(party, sure=0.6, named=False)]
    if not noun.actors and noun.target is not None:
        noun.actors = enemy_of(scene, noun.target)
    again = frame.name == "attack_noun" and noun.phrase.det == "definite"
    if not noun.actors and (again or (frame.name == "clash_noun" and noun.target is None)):
        since = scene.ground.told_here
        for wanted in ("attacks", "captures", "besieges"):
            known = told.get((wanted, where))
            if known is not None and (wanted == "attacks" or (wanted, where) not in since):
                noun.actors = [replace(known, sure=0.65, named=False)]
                return
