"""Who is the subject of a clause whose verb stands last, and what is taken or lost in it."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.paradigm import ACCUSATIVE
from contested.claim.phrase import Phrase


def past_other_doer(able: list[Phrase], clause: Clause) -> list[Phrase]:
    """The phrases that can be a clause's subject, without the party that a clause of time before
    the next one speaks of: "while X claims the town, Y says that it holds it"."""
    if len(able) < 2 or able[0].actor is None or able[1].actor is None:
        return able
    first, second = able[0], able[1]
    for child in clause.children:
        verb = child.verb
        if child.kind != "ger" or child.subj is not None or verb is None or verb.passive:
            continue
        if (
            first.end <= verb.start < second.start
        ):  # fmt: skip
            child.subj = first
            return able[1:]
    return able


def loses(phrase: Phrase, verb: VerbGroup) -> bool:
    """Whether whose control a phrase means is who loses it: "that the army's control ended"."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return (
        rule is not None and rule.frame.predicate == "controls" and verb.is_a("light", "end")
        and phrase.of is not None and phrase.of.actor is not None
    )  # fmt: skip


def is_taken(phrase: Phrase, verb: VerbGroup | None) -> bool:
    """Whether a place with an ending of two cases is what somebody takes: "entered and took the
    town"."""
    if verb is None or verb.passive or phrase.place is None or not phrase.cases & ACCUSATIVE:
        return False
    rules = [s.rule for s in verb.senses("rule") if s.rule is not None]
    return bool(rules) and all(
        r.frame.place[:1] == ("obj",) and "subj" not in r.frame.place for r in rules
    )
