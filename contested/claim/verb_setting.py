"""What a clause says of its verb beside who and where: if it lasts, who may do it, how it went."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause, VerbGroup
from contested.claim.clause_slot import clause_slot, is_route, places_in
from contested.claim.draft import Scene
from contested.claim.frame import Frame, Rule
from contested.claim.ground import GroundedActor
from contested.claim.phrase import Phrase
from contested.claim.unsaid import enemy_of

_NEAR = 8  # words from a verb to what says how it went


def names_a_way(clause: Clause) -> bool:
    """Whether a clause says through which place something goes."""
    return any(
        p.place is not None and {"through", "via"} & set(p.prep)
        for p in (*clause.before, *clause.args)
    )


def unopposed(scene: Scene, clause: Clause, verb: VerbGroup) -> bool:
    """Whether those who enter meet nobody, and so hold what they enter: "without a fight"."""
    end = clause.end or len(scene.parse.words)
    near = scene.parse.words[max(clause.start, verb.start - _NEAR) : min(end, verb.end + _NEAR)]
    return any(word.form.adverb == "unopposed" for word in near)


def lies_with(scene: Scene, phrase: Phrase | None, verb: VerbGroup) -> bool:
    """Whether a party named right before its verb can be who holds a place: "is with X"."""
    ref = phrase.actor if phrase is not None else None
    if phrase is None or ref is None or phrase.place is not None or phrase.end != verb.start:
        return False
    if phrase.of is not None or phrase.cue is not None or ref.id not in scene.ground.actors:
        return False
    known = scene.ground.actors.get(ref.id)
    return known.is_belligerent and known.kind != "state"


def is_statesman(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether a phrase names a person who speaks for a state: his ways are his own."""
    ref = phrase.actor if phrase is not None else None
    if ref is None or not ref.human or ref.id not in scene.ground.actors:
        return False
    return scene.ground.actors.get(ref.id).kind == "state"


def is_to_us(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase says that something belongs to who speaks: "est à nous"."""
    words = scene.parse.words[phrase.start : phrase.end]
    first = scene.ground.names.lexicon.first_person
    return bool(phrase.pronoun) and "to" in phrase.prep and any(w.form.fold in first for w in words)


def nation_of(scene: Scene, clause: Clause, voice: GroundedActor | None) -> GroundedActor | None:
    """Whose country a place is said to be by that country itself: "X is Ukraine", "X remains
    Ukrainian"; None for what anybody may say of a town's people or past."""
    party, subject = scene.ground.belligerent(voice), clause.subj
    if party is None or subject is None or subject.place is None or subject.place.weak:
        return None
    for phrase in clause.args:
        ref = phrase.actor
        bare = ref is not None and bool(ref.country) and not phrase.prep and not phrase.official
        if not bare or phrase.cue is not None or phrase.ordinary or phrase.det == "indefinite":
            continue
        if phrase.place is not None and not (phrase.place.weak or (ref is not None and ref.weak)):
            continue
        state = scene.ground.state(ref.country) if ref is not None else None
        if state is not None and state.name == party.name:
            return party
    return None


def governs(clause: Clause, verb: VerbGroup) -> bool:
    """Whether the verb only governs the clause below it and has no object of its own."""
    if not verb.is_a("control") or not any(c.kind == "inf" for c in clause.children):
        return False
    return not any(p.place is not None and not p.pronoun for p in clause.args)


def completes(clause: Clause) -> bool:
    """Whether a participle is what the clause above says of its subject: "that they be besieged",
    where "be" is unsaid or stands before its subject."""
    above = clause.parent
    return (
        above is not None and above.kind == "comp" and not above.args
        and above.subj is clause.subj and (above.verb is None or above.verb.copula)
    )  # fmt: skip


def is_anybodys(phrase: Phrase) -> bool:
    """Whether a phrase names control that is lost, and nobody's: "from hand", "out of control"."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return (
        rule is not None and rule.frame.name == "control_noun" and "from" in phrase.prep
        and phrase.of is None and phrase.possessor is None and not phrase.possessive
        and phrase.adj_actor is None
    )  # fmt: skip


def lies_there(phrase: Phrase) -> bool:
    """Whether a phrase says to which side of another place something lies: "to the south of X"."""
    place = phrase.place
    if place is None or place.kind != "compass" or "to" not in phrase.prep:
        return False
    return phrase.actor is None and phrase.of is not None and phrase.of.place is not None


def own_plan(clause: Clause, frame: Frame, factuality: str) -> bool:
    """Whether a party tells what is to be taken, of nobody else: "said they planned to take X"."""
    planned = factuality == "intended" and frame.predicate == "captures"
    return planned and clause.kind in ("inf", "comp") and clause.subj is None


def of_nobody(scene: Scene, clause: Clause) -> bool:
    """Whether a plural without a subject says that somebody, whoever it was, did something."""
    verb = clause.verb
    impersonal = bool(scene.ground.names.lexicon.settings.get("impersonal_plural", False))
    return (
        impersonal and verb is not None and verb.number == "pl" and not verb.passive
        and clause.subj is None and clause.inherits is None
    )  # fmt: skip


def states_hold(phrase: Phrase) -> bool:
    """Whether a phrase says in whose hands something is, or under what siege."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return rule is not None and rule.frame.state and bool(set(phrase.prep) & {"in", "under"})


def is_bare_hand(phrase: Phrase) -> bool:
    """Whether a phrase names the hands into which something falls, but not whose."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return (
        rule is not None and rule.frame.name == "control_noun" and phrase.of is None
        and phrase.possessor is None and not phrase.possessive and phrase.adj_actor is None
    )  # fmt: skip


def is_taking(phrase: Phrase) -> bool:
    """Whether a phrase names the taking or leaving of a place."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return rule is not None and rule.frame.name in ("capture_noun", "withdraw_noun")


def are_counted(phrase: Phrase) -> bool:
    """Whether a phrase means so many people of a country, no party."""
    actor = phrase.actor
    return bool(phrase.number_value) and actor is not None and bool(actor.country) and not (
        actor.id or phrase.head_word in ("", phrase.number_value)
    ) and actor.text.count(" ") == 0  # fmt: skip


def cutting(scene: Scene, clause: Clause, rule: Rule) -> Rule:
    """The rule by which a road is cut where a place is only cut off from one: "X was cut off from
    its main road"; else the rule itself. The place is the road where it has a name, else X."""
    if rule.frame.predicate != "besieges":
        return rule
    lost = _road_lost(scene, clause)
    if lost is None:
        return rule
    cut = scene.ground.names.lexicon.frames["cut"]
    found = places_in(scene, lost, "from", cut) if lost in clause.args else []
    named = any(place.kind == "route" for _, place in found)
    if named:
        return replace(rule, frame=replace(cut, place=("from",), target=()))
    return replace(rule, frame=replace(cut, place=("obj",), target=(), route=False))


def _road_lost(scene: Scene, clause: Clause) -> Phrase | None:
    """The road that a clause says something to be cut off from."""
    for phrase in clause_slot(scene, clause, "from"):
        if is_route(scene, phrase):
            return phrase
    for phrase in clause_slot(scene, clause, "obj"):
        inner = phrase.of
        while inner is not None:  # where one word says both "of" and "from"
            if inner.possessive and "from" in inner.prep and is_route(scene, inner):
                return inner
            inner = inner.of
    return None


def no_holders(
    scene: Scene, clause: Clause, predicate: str, doers: list[GroundedActor], places: list[Phrase]
) -> list[GroundedActor]:
    """Who surrounds a place or cuts it off, without those that the sentence says hold it: their
    enemy where nobody is left."""
    if predicate not in ("besieges", "cuts_route") or not doers:
        return doers
    within = [*places, *clause_slot(scene, clause, "obj")]
    refs = [ref for p in within for told, ref in p.held if told == "controls"]
    refs += [p.place.holder for p in within if p.place is not None and p.place.holder is not None]
    holders = {known.name: known for ref in refs if (known := scene.ground.actor(ref)) is not None}
    left = [doer for doer in doers if doer.name not in holders]
    inside = next((holders[doer.name] for doer in doers if doer.name in holders), None)
    return left if left or inside is None else enemy_of(scene, inside)


def are_besieged(clause: Clause, verb: VerbGroup) -> bool:
    """Whether a count of people is besieged in a place: "40,000 people remain besieged in X"."""
    subject, head = clause.subj, verb.head
    if subject is None or head is None or head.form.attribute != "besieges":
        return False
    inside = next((p for p in clause.args if not p.time and p.start >= verb.end), None)
    return bool(subject.number_value) and inside is not None and inside.place is not None


def is_asked(clause: Clause) -> bool:
    """Whether a clause is what somebody asks for: "demanded the lifting of the siege"."""
    above: Clause | None = clause
    while above is not None:
        if above.verb is not None and above.verb.is_a("speech", "ask"):
            return True
        above = above.parent
    return False


def leaves_so(clause: Clause) -> bool:
    """Whether somebody only is left in a state: "left three others wounded"."""
    if any(phrase.place is not None and not phrase.prep for phrase in clause.args):
        return False
    return any(
        child.kind == "comp" and child.verb is not None and child.verb.start > clause.start
        and child.verb.form is not None and "part" in child.verb.form.tenses
        for child in clause.children
    )  # fmt: skip


def deems(clause: Clause, frame: Frame) -> bool:
    """Whether a verb of holding says what something is thought to be: "hält X für sicher"."""
    verb = clause.verb
    if frame.name != "hold" or verb is None or verb.passive:
        return False
    objects = [p for p in clause.args if not p.prep and not p.time and p.start >= verb.end]
    return any(
        "for" in p.prep and p.start == objects[-1].end and not p.time and p.actor is None
        and p.place is None and (p.ordinary or not p.head_word) and not p.number_value
        for p in (clause.args if objects else ())
    )  # fmt: skip


def freed_from(
    scene: Scene,
    clause: Clause,
    agent: Phrase | None,
    actors: list[GroundedActor],
    voice: GroundedActor | None,
) -> bool:
    """Whether a place is said to be freed from a party, where "from" and "by" are one word: from
    the enemy of whoever tells it, or from jihadists, whom nobody else calls liberators."""
    verb, ground = clause.verb, scene.ground
    freeing = ground.names.lexicon.settings.get("freeing_verbs", ())
    if verb is None or verb.form is None or verb.form.lemma not in freeing or not verb.passive:
        return False
    if agent is None or not {"by", "from"} <= set(agent.prep) or len(actors) != 1:
        return False
    party = ground.belligerent(voice)
    if party is not None:
        return not ground.on_one_side(party, actors[0])
    known = actors[0].id
    return known in ground.actors and ground.actors.get(known).kind == "jihadist_group"


def dates_the_start(scene: Scene, clause: Clause) -> bool:
    """Whether a clause only says when a time began: "since February, when X fell"."""
    mark = clause.start - 1
    if clause.kind != "sub" or clause.sub != "time" or mark < 1:
        return False
    return scene.parse.words[mark].text == "," and any(
        p.end == mark and p.time and "since" in p.prep for p in scene.parse.phrases
    )
