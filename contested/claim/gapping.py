"""What is said once for two: a verb ("the army holds the west, the rebels the east"), an object."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause
from contested.claim.phrase import Phrase

_STATES = frozenset({"controls", "captures", "besieges", "withdraws"})


def fill_gapped(clauses: list[Clause]) -> None:
    """Give a party and a place behind a whole clause, without a verb, a clause with that verb."""
    for clause in list(clauses):
        verb = clause.verb
        if verb is None or verb.passive or not verb.finite or clause.subj is None:
            continue
        if clause.subj.actor is None or not any(
            s.rule is not None and s.rule.frame.predicate in _STATES
            and s.rule.frame.place[:1] == ("obj",)
            for s in verb.senses("rule")
        ):  # fmt: skip
            continue
        bare = [p for p in clause.args if not p.prep and not p.time and p.start >= verb.end]
        for party in (*_beside(bare), *bare[1:]):
            place = _taken_by(party, bare)
            if place is None:
                continue
            clause.args = [p for p in clause.args if p is not party and p is not place]
            for other in bare:
                inner: Phrase | None = other
                while inner is not None:
                    inner.apposition = None if inner.apposition is party else inner.apposition
                    inner = inner.of
            gapped = Clause(clause.kind, clause.parent, party.start, coordinate_of=clause)
            gapped.subj, gapped.verb, gapped.args = party, replace(verb), [place]
            gapped.sub, gapped.antecedent, gapped.end = clause.sub, None, place.end
            if clause.parent is not None:
                clause.parent.children.append(gapped)
            clauses.append(gapped)
            break


def share_objects(clauses: list[Clause]) -> None:
    """A second participle without an object has the first one's: "haben X belagert und erobert"."""
    for clause in clauses:
        first, verb = clause.coordinate_of, clause.verb
        if (
            first is None or first.verb is None or verb is None or verb.passive
            or first.verb.passive or clause.args or clause.before or not verb.having
            or not first.verb.having or clause.subj is not first.subj
        ):  # fmt: skip
            continue
        clause.args = [p for p in first.args if not p.prep and not p.time]


def _beside(bare: list[Phrase]) -> list[Phrase]:
    """The parties that were read as another name of the place before them."""
    found = []
    for phrase in bare:
        inner: Phrase | None = phrase
        while inner is not None:
            if inner.place is not None and inner.apposition is not None:
                found.append(inner.apposition)
            inner = inner.of
    return found


def _taken_by(party: Phrase, bare: list[Phrase]) -> Phrase | None:
    """The place that a party behind a clause holds or takes too: the phrase right behind it."""
    ref = party.actor
    if ref is None or ref.weak or ref.anaphor or party.place is not None or party.cue is not None:
        return None
    before = [p for p in bare if p.end <= party.start]
    if not before or before[-1].place is None:
        return None
    for other in (party.apposition, *bare):
        if other is not None and other.place is not None and other.start == party.end and (
            other.actor is None or other.actor.weak
        ):  # fmt: skip
            party.apposition = None if other is party.apposition else party.apposition
            return other
    if party.adj_place is not None and not party.adj_place.weak:
        return replace(party, actor=None, adj_place=None, place=party.adj_place)
    return None
