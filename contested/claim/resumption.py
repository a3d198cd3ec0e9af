"""Who is the subject of a clause whose verb comes first, and what a relative clause takes up.

A relative clause says its antecedent again by a pronoun ("the town that X besieges it"); where it
says none, the antecedent is its subject.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause, VerbGroup
from contested.claim.paradigm import NOMINATIVE
from contested.claim.phrase import Phrase


def settle(clause: Clause) -> None:
    """Who is the subject of a clause, and what of it a relative clause takes up."""
    verb = clause.verb
    if verb is None:
        return
    _settle(clause, verb)
    _turn_round(clause, verb)
    _put_topic_aside(clause, verb)
    subject = clause.subj
    if subject is not None and subject.place is not None and subject.actor is None:
        _reread(verb)


def _turn_round(clause: Clause, verb: VerbGroup) -> None:
    """Where letters show no passive: "drove out X from Y" without an object is about X."""
    rules = [s.rule for s in verb.senses("rule") if s.rule is not None]
    if verb.passive or clause.subj is None or not rules:
        return
    if not all("target" in r.frame.needs and r.frame.target[:1] == ("obj",) for r in rules):
        return
    verb.passive = all(p.prep or p.time for p in clause.args)


def _put_topic_aside(clause: Clause, verb: VerbGroup) -> None:
    """ "South of X, took the rebels Y": a place in front is no subject where a party stands right
    behind the verb."""
    topic = clause.subj
    if topic is None or topic.place is None or topic.actor is not None or verb.passive:
        return
    if topic.start >= verb.start or clause.kind not in ("main", "comp"):
        return
    if _take_up(clause, verb, topic):
        return
    for phrase in clause.args:
        if phrase.start == verb.end and phrase.actor is not None and not phrase.prep:
            clause.args.remove(phrase)
            topic.prep = ("near",)
            clause.before.insert(0, topic)
            clause.subj = phrase
            return


def _take_up(clause: Clause, verb: VerbGroup, topic: Phrase) -> bool:
    """Read a place in front that a pronoun takes up again as what the verb is done to, by the party
    behind: "the town, besieges it the army". Whether it was so."""
    weak = next((p for p in clause.args if p.pronoun == "object" and p.start >= verb.end), None)
    if weak is None or weak.start > verb.end + 1 or topic.prep:
        return False
    doer = next(
        (p for p in clause.args if p.actor is not None and not p.prep and p is not weak), None
    )
    if doer is None or doer.start < weak.end or doer.pronoun:
        return False
    clause.args.remove(doer)
    clause.args[clause.args.index(weak)] = replace(topic, prep=weak.prep)
    clause.subj = doer
    return True


def _reread(verb: VerbGroup) -> None:
    """A form of two verbs, one of them said of places: "has been freed", not "frees"."""
    if verb.head is None or verb.passive or any(
        s.rule is not None and "subj" in s.rule.frame.place for s in verb.senses("rule")
    ):  # fmt: skip
        return
    for other in verb.head.form.verbs:
        if any(s.rule is not None and "subj" in s.rule.frame.place for s in other.senses):
            verb.form = other
            return


def _settle(clause: Clause, verb: VerbGroup) -> None:
    if clause.kind == "rel" and clause.stand_in is not None and clause.subj is None:
        taken = next((p for p in clause.args if p.pronoun == "object"), None)
        if taken is not None:
            clause.args[clause.args.index(taken)] = replace(
                clause.stand_in, prep=taken.prep, start=taken.start, end=taken.end
            )
            holder = clause.parent.subj if clause.parent is not None else None
            bare = [p for p in clause.args if not p.prep and not p.time and not p.pronoun]
            bare = [p for p in bare if p.start != taken.start]
            if not bare and holder is not None and holder.actor is not None:
                clause.subj = holder  # "the town that they besiege"
        elif not clause.before:
            clause.subj = clause.stand_in
            return
    if verb.gerund and clause.inherits is not None:
        clause.subj = clause.inherits.subj  # "..., adding that": whoever spoke
        return
    if clause.subj is not None or clause.kind == "red":
        return
    bare = [p for p in clause.args if not p.prep and not p.time and not p.pronoun]
    antecedent = clause.stand_in.place if clause.stand_in is not None else None
    bare = [p for p in bare if antecedent is None or p.place is not antecedent]  # itself again
    if verb.number == "pl":
        bare = []  # in the plural it goes on with a subject told before
    first = bare[0] if bare else None
    if first is not None and _is_subject(first, verb, len(bare)):
        clause.args.remove(first)
        clause.subj = first
        return
    if clause.inherits is not None:
        clause.subj = clause.inherits.subj
    elif clause.kind == "sub" and clause.parent is not None and not verb.passive:
        doer = clause.parent.subj  # "they besiege A after they took B"
        clause.subj = doer if doer is not None and _acts(doer) else None
    elif clause.kind == "comp" and clause.parent is not None and clause.parent.verb is not None:
        teller = clause.parent.subj
        if teller is not None and clause.parent.verb.is_a("speech") and not verb.passive:
            clause.subj = teller if teller.actor is not None and not teller.official else None


def _acts(phrase: Phrase) -> bool:
    """Whether a phrase names a party rather than somebody who only speaks."""
    return phrase.actor is not None and not (phrase.official or phrase.source or phrase.place)


def _is_subject(phrase: Phrase, verb: VerbGroup, bare: int) -> bool:
    """Whether the first bare phrase behind a verb is its subject rather than its object."""
    if phrase.cases and not phrase.cases & NOMINATIVE:
        return False
    if verb.passive:
        return True
    taken = any(
        s.rule is not None and "obj" in s.rule.frame.place[:2] + s.rule.frame.target[:1]
        and "subj" not in s.rule.frame.place
        for s in verb.senses("rule")
    ) or (
        verb.is_a("light")
        and not any(verb.is_a("light", kind) for kind in ("come", "be", "suffer"))
    )  # fmt: skip
    if phrase.official or phrase.source:
        return True
    if phrase.actor is not None and not (phrase.actor.weak and phrase.place is not None):
        return True
    place = phrase.place
    if phrase.actor is not None and place is not None and phrase.start == verb.end and (
        place.kind == "country" and not place.compass
    ):  # fmt: skip
        return True  # a state that acts
    if verb.is_a("speech") and phrase.actor is not None and phrase.actor.country and (
        phrase.start == verb.end
    ):  # fmt: skip
        return True  # "Kyiv confirmed that ..."
    if phrase.cue is not None and (verb.is_a("speech") or taken):
        return False
    return not (taken and (phrase.place is not None or phrase.cue is not None)) or bare > 1
