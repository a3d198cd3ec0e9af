"""Relative clauses with a word left out: no pronoun ("the town the rebels took"), or no subject of
what somebody says ("a town that residents said was in rebel hands")."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause, VerbGroup
from contested.claim.phrase import Phrase
from contested.claim.walk import Walk


def bare_relative(walk: Walk, clause: Clause, group: VerbGroup, *, parted: bool) -> bool:
    """Open what a finite verb says of a noun that its subject stands right behind.

    `parted`: a comma or conjunction stands before the verb. Returns whether it was opened.
    """
    subject = walk.last
    if (
        not walk.grammar.bare_relatives or parted or not group.finite or group.passive
        or subject is None or subject.prep or subject.time or subject.head is not None
        or subject.leader is not None
        or not _stands_before(walk, subject, group)
    ):  # fmt: skip
        return False
    if not (subject.actor is not None or subject.official or subject.source) or (
        subject.place is not None and not subject.pronoun and not subject.actor
    ):  # fmt: skip
        return False
    described = _described(walk, clause, subject)
    if described is None:
        return False
    for held in (clause.args, clause.before):
        if subject in held:
            held.remove(subject)
    if clause.subj is subject:
        clause.subj = None
    whole = described
    while whole.head is not None and whole.head.apposition is whole:
        whole = whole.head  # "Masisi, the town the rebels took"
    opened = walk.open("rel", clause, subject.start)
    opened.antecedent, opened.subj, opened.verb = whole, subject, group
    opened.args.append(replace(whole, prep=()))
    walk.current = opened
    return True


def _stands_before(walk: Walk, subject: Phrase, group: VerbGroup) -> bool:
    """Whether only adverbs stand between a phrase and a verb."""
    between = walk.words[subject.end : group.start]
    return all(w.kind == "word" and w.form.adverb and w.entity is None for w in between)


def _described(walk: Walk, clause: Clause, subject: Phrase) -> Phrase | None:
    """The kind of place right before a subject, as "the town" before "the rebels"; else None."""
    noun = next((p for p in reversed(walk.found) if p.end == subject.start), None)
    if noun is None or noun.place is None or not noun.place.anaphor or noun.cue is not None:
        return None
    if noun.place.kind in ("pronoun", "country") or noun.pronoun:
        return None
    if not (noun.det or subject.pronoun):
        return None  # "territory they hold"
    verb = clause.verb
    if verb is None and noun in clause.before:
        return None  # "in the town the rebels took the school"
    if verb is not None and verb.is_a("speech") and noun in clause.args:
        return None  # "told the town the rebels had come"
    return noun


def reported_gap(walk: Walk, clause: Clause, group: VerbGroup, *, parted: bool) -> bool:
    """Open what somebody says of the noun that a relative clause describes: "which residents said
    was held by the rebels". Returns whether it was opened."""
    verb, noun = clause.verb, clause.antecedent
    if (
        walk.grammar.case or clause.kind != "rel" or noun is None or verb is None or parted
        or not verb.is_a("speech") or verb.passive or not group.finite or clause.subj is None
        or clause.subj.start == noun.start
    ):  # fmt: skip
        return False
    gap = next((p for p in clause.args if p.start == noun.start), noun)
    between = walk.words[verb.end : group.start]
    if clause.subj.start <= clause.start or not all(
        w.kind == "word" and w.form.adverb for w in between
    ):
        return False
    if gap is not noun:
        clause.args.remove(gap)
    told = walk.open("comp", clause, group.start)
    told.subj, told.verb = gap, group
    walk.current = told
    return True
