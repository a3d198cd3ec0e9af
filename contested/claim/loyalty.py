"""Forces that are told by whom they stand for: "fighters who support the government took X"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.draft import Scene
from contested.claim.phrase import Phrase

_NAMELESS = frozenset({"force", "regular", "group"})
_CLAUSES = frozenset({"rel", "red", "ger"})


def note_loyalties(scene: Scene) -> None:
    """Note on nameless forces whose they are, where a clause that describes them says it."""
    for clause in scene.parse.clauses:
        if clause.kind not in _CLAUSES or clause.verb is None or clause.verb.passive:
            continue
        described = clause.antecedent if clause.kind == "rel" else clause.subj
        if described is None or not _is_nameless(described) or clause.opened_by_comma:
            continue
        backed = _backed(clause)
        if backed is not None:
            described.of = backed


def _is_nameless(phrase: Phrase) -> bool:
    """Whether a phrase means forces of nobody in particular."""
    ref = phrase.actor
    return (
        ref is not None and ref.anaphor in _NAMELESS and not ref.person and phrase.of is None
        and phrase.possessor is None and not phrase.possessive and phrase.apposition is None
    )  # fmt: skip


def _backed(clause: Clause) -> Phrase | None:
    """The party that a clause's subject is said to support."""
    verb = clause.verb
    if verb is None or verb.negative or not any(
        s.rule is not None and s.rule.frame.name == "support" for s in verb.senses("rule")
    ):  # fmt: skip
        return None
    for phrase in clause.args:
        ref = phrase.actor
        named = ref is not None and bool(ref.id or ref.country or ref.role)
        if named and not phrase.prep and not phrase.pronoun and phrase.cue is None:
            return phrase
    return None
