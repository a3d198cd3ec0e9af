"""Verbal nouns where other languages have an infinitive: "managed the capture of X"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.draft import Scene
from contested.claim.phrase import Phrase


def governed(scene: Scene, phrase: Phrase, clause: Clause) -> bool:
    """Whether a verbal noun stands where other languages have an infinitive: "managed to take"."""
    verb = clause.verb
    if not scene.ground.names.lexicon.verbal_nouns or verb is None:
        return False
    if not (verb.is_a("control") or verb.is_a("speech")):
        return False
    if verb.passive and not (verb.is_a("control", "actual") and "on" in phrase.prep):
        return False  # but "was forced to retreat"
    behind = [p for p in clause.args if p.start >= verb.end and not p.time and not p.pronoun]
    if verb.is_a("control", "actual") and "on" in phrase.prep:
        behind = [p for p in behind if p.prep or p.actor is None]  # "forced X to a retreat"
    if verb.is_a("control", "wished") and phrase.prep:
        behind = [p for p in behind if p.prep]  # "called on all sides to a lifting of the siege"
    leader = phrase.leader or phrase
    return bool(behind) and min(behind, key=lambda p: p.start) is leader


def controlled_by(clause: Clause) -> str:
    """What the verb above makes of a verbal noun: "failed to take" has it denied."""
    verb = clause.verb
    assert verb is not None
    kinds = {s.arg for s in verb.senses("control")}
    if "negated" in kinds and not verb.is_a("light", "repel"):
        return "negated"
    return next((kind for kind in ("intended", "possible") if kind in kinds), "")


def made_to(clause: Clause, phrase: Phrase) -> Phrase | None:
    """Who is made to do what a noun says: "forced the rebels to a retreat", "was forced to"."""
    if clause.verb is not None and clause.verb.passive:
        return clause.subj
    return next(
        (p for p in clause.args if not p.prep and p.actor is not None and p.start < phrase.start),
        None,
    )
