"""Relative clauses that no pronoun opens, or that somebody's saying stands in: "the areas they
hold", "militants who the ministry says took the town"."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause, VerbGroup
from contested.claim.phrase import Phrase
from contested.claim.walk import Walk


def open_bare(walk: Walk, clause: Clause, group: VerbGroup, subject: Phrase) -> Clause:
    """The clause of a verb with a subject of its own behind another clause's verb: what is said,
    or what describes the place right before it: "connects territory they hold"."""
    described = _described(walk, clause, group, subject)
    if described is None:
        return walk.open("comp", clause, subject.start)
    fresh = walk.open("rel", clause, subject.start)
    fresh.antecedent = described
    fresh.args.append(replace(described, prep=()))
    return fresh


def _described(walk: Walk, clause: Clause, group: VerbGroup, subject: Phrase) -> Phrase | None:
    grammar, verb = walk.grammar, clause.verb
    if grammar.case or grammar.agreement or verb is None or not group.is_a("rule"):
        return None
    if group.passive or subject.prep or verb.is_a("speech"):
        return None
    if not (subject.pronoun or subject.det or subject.actor):
        return None
    last = next((p for p in reversed(clause.args) if p.end <= subject.start and not p.time), None)
    if last is None or last.end != subject.start or last.place is None or last.cue is not None:
        return None
    if not last.place.anaphor or last.place.kind == "pronoun":
        return None
    named = last.head is not None and last.head.apposition is last
    return None if named else last


def tells_of_antecedent(walk: Walk, clause: Clause, group: VerbGroup) -> bool:
    """Open the clause of a verb right behind "who X says", which has no subject of its own and
    tells of whom the relative clause describes. False where the verb is none such."""
    verb, taken, subject = clause.verb, clause.antecedent, clause.subj
    if clause.kind != "rel" or taken is None or verb is None or walk.grammar.case:
        return False
    if not verb.is_a("speech") or verb.passive or not group.finite or group.start != verb.end:
        return False
    if subject is None or subject is taken or subject.start <= clause.start:
        return False
    child = walk.open("comp", clause, group.start)
    child.subj, child.verb = taken, group
    walk.current = child
    return True
