"""Phrases that only say in which direction something happens: "north of X, the army left Y".

They stand before the clause and are neither its subject nor its object.
"""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.phrase import Phrase

_BESIDE = ("near",)  # what such a phrase says of the clause


def set_direction_aside(clause: Clause) -> None:
    """Let the party of a clause be its subject, not the direction that stands before it."""
    verb, taken = clause.verb, clause.subj
    bare = [p for p in clause.args if not p.prep and not p.time and p.place is not None]
    for other in bare if len(bare) > 1 else ():
        if _is_direction(other) and not other.conjuncts and other.leader is None:
            other.prep = _BESIDE  # "have south of X the town Y taken"
    told = taken.apposition if taken is not None else None
    if (
        verb is not None and taken is not None and told is not None and told.cue is not None
        and told.end <= verb.start and taken.place is not None and not taken.det
        and taken.place.kind == "compass" and taken.of is None
    ):  # fmt: skip
        clause.subj, told.head, taken.apposition = told, None, None  # "In the east, the siege"
        taken.prep = _BESIDE
        clause.before.insert(0, taken)
        return
    if verb is None or taken is None or not _is_direction(taken) or taken.start > verb.start:
        return
    bare = [p for p in (*clause.before, *clause.args) if not p.prep and not p.time]
    party = next((p for p in bare if _is_party(p)), None)
    if party is None:
        return
    for phrases in (clause.before, clause.args):
        if party in phrases:
            phrases.remove(party)
    if not _is_inside(taken) or len(bare) > 1:
        taken.prep = _BESIDE  # else it is the object: "the centre of X holds the army"
    clause.before.insert(0, taken)
    clause.subj = party


def _is_direction(phrase: Phrase) -> bool:
    """Whether a bare phrase is a compass word with a place: "south of X"."""
    place = phrase.place
    if place is None or phrase.prep or phrase.det or not place.compass or phrase.cue is not None:
        return False
    if phrase.possessor is not None or place.kind not in ("compass", ""):
        return False  # "X's central prison"
    named = phrase.of is not None and phrase.of.place is not None
    return place.beside or named or not place.kind


def _is_inside(phrase: Phrase) -> bool:
    """Whether a compass word says which part of the place it names: "the centre of X"."""
    place = phrase.place
    return place is not None and not place.beside and (phrase.of is not None or not place.kind)


def _is_party(phrase: Phrase) -> bool:
    return (
        phrase.actor is not None and not phrase.actor.weak and phrase.cue is None
        and not phrase.official
    )  # fmt: skip


def is_measured_from(phrase: Phrase) -> bool:
    """Whether a phrase with "from" only says of which place something lies to the north."""
    head = phrase.head
    return (
        head is not None and head.end <= phrase.start and head.place is not None
        and head.place.kind == "compass" and bool(head.prep)
    )  # fmt: skip
