"""What a participle or a clause of a sentence whose verb comes first is said of."""

from __future__ import annotations

from contested.claim.affix import DEFINITE
from contested.claim.clause import Clause, VerbGroup
from contested.claim.phrase import Phrase
from contested.claim.words import Word


def is_of_many(clause: Clause) -> bool:
    """Whether a clause has a subject of its own and a verb that says so by its number."""
    verb, subject = clause.verb, clause.subj
    return verb is not None and verb.number == "pl" and subject is not None and (
        subject is not clause.stand_in
    )  # fmt: skip


def described_by(phrase: Phrase, group: VerbGroup) -> Phrase:
    """What a participle behind a comma describes: whom, if it says who backs him; else where."""
    backed = any(
        s.rule is not None and s.rule.frame.predicate == "supports" for s in group.senses("rule")
    )
    found = phrase
    while found.head is not None and (
        found.head.of is found or (backed and found.actor is None)
    ) and (found.head.place is not None or found.head.actor is not None):  # fmt: skip
        found = found.head
    return found


def state_told(words: list[Word], clause: Clause) -> None:
    """Take for the verb a participle that is a noun too, where it is all that is said of a place:
    "the town [is] besieged", and nobody's siege of anything."""
    if clause.verb is not None or clause.subj is None or clause.subj.place is None:
        return
    told = clause.before[0] if clause.before else None
    if told is None or told.cue is None or told.prep or told.det or told.of is not None:
        return
    word = words[told.start]
    form = next((v for v in word.form.verbs if v.tenses <= {"part"}), None)
    if form is None or DEFINITE in word.marks or clause.subj.end != told.start:
        return
    clause.verb = VerbGroup(told.start, told.start + 1, word, form, passive=True)
    clause.args = [*clause.before[1:], *clause.args]
    clause.before = []
    told.cue = None
