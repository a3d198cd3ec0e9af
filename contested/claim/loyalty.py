"""Forces that are told by whom they stand for: "fighters who support the government took X", or by
who stands behind them: "fighters supported by Turkey took X"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.draft import Scene
from contested.claim.phrase import Phrase

_NAMELESS = frozenset({"force", "regular", "group"})
_CLAUSES = frozenset({"rel", "red", "ger"})


def note_loyalties(scene: Scene) -> None:
    """Note on nameless forces whose they are, where a clause that describes them says it."""
    for clause in scene.parse.clauses:
        if clause.kind not in _CLAUSES or clause.verb is None:
            continue
        described = clause.antecedent if clause.kind == "rel" else clause.subj
        if described is None or not _is_nameless(described) or clause.opened_by_comma:
            continue
        party = _party(clause)
        if party is None:
            continue
        if clause.verb.passive:
            described.backer = party.actor
        else:
            described.of = party


def _is_nameless(phrase: Phrase) -> bool:
    """Whether a phrase means forces of nobody in particular."""
    ref = phrase.actor
    return (
        ref is not None and ref.anaphor in _NAMELESS and not ref.person and phrase.of is None
        and phrase.possessor is None and not phrase.possessive and phrase.apposition is None
    )  # fmt: skip


def _party(clause: Clause) -> Phrase | None:
    """The party that a clause's subject is said to support, or to be supported by."""
    verb = clause.verb
    if verb is None or verb.negative or not any(
        s.rule is not None and s.rule.frame.name == "support" for s in verb.senses("rule")
    ):  # fmt: skip
        return None
    for phrase in clause.args:
        ref = phrase.actor
        named = ref is not None and bool(ref.id or ref.country or ref.role)
        apt = "by" in phrase.prep if verb.passive else not phrase.prep
        if named and apt and not phrase.pronoun and phrase.cue is None:
            return phrase
    return None
