"""The "is" that goes without saying: "the base [is] no longer in their hands"."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.walk import Walk

_STATING = frozenset({"main", "comp", "sub"})


def is_told(clause: Clause) -> bool:
    """Whether a clause without a verb says all there is: "X under the control of Y, he said"."""
    return any(
        p.cue is not None and p.cue.rule is not None and (
            (p.cue.rule.frame.state and p.prep) or p.cue.rule.frame.head_state
        )
        for p in clause.before
    )  # fmt: skip


def unsaid_copula(walk: Walk, clause: Clause) -> VerbGroup:
    """The copula before what a clause says of its subject, with what stands before that."""
    told = next(p for p in clause.before if p.cue is not None)
    copula = VerbGroup(told.start, told.start, None, None, copula=True)
    k = told.start - 1
    while k >= 0 and (walk.words[k].form.neg or walk.words[k].form.adverb):
        copula.negative = copula.negative or bool(walk.words[k].form.neg)
        copula.no_longer = copula.no_longer or walk.words[k].form.neg == "no_longer"
        k -= 1
    return copula


def state_verbless(walk: Walk) -> None:
    """Take for the verb a participle behind the subject of a clause that has none: "the town
    [is] surrounded". One that only describes has a comma before it."""
    if not walk.grammar.dash_copula:
        return
    for clause in list(walk.clauses):
        if clause.verb is not None or clause.subj is None or clause.kind not in _STATING:
            continue
        told = next((c for c in clause.children if c.kind == "red"), None)
        if told is None or told.verb is None or not told.verb.passive or told.children:
            continue
        k = told.verb.start - 1
        while k >= 0 and (walk.words[k].form.adverb or walk.words[k].form.neg):
            k -= 1
        if k < clause.subj.start or walk.words[k].kind == "punct":
            continue
        clause.verb, told.verb.participle, told.verb.finite = told.verb, False, True
        neg = [w.form.neg for w in walk.words[k + 1 : told.verb.start] if w.form.neg]
        told.verb.negative = told.verb.negative or bool(neg)
        told.verb.no_longer = told.verb.no_longer or "no_longer" in neg
        clause.args += told.args
        walk.clauses.remove(told)
        clause.children.remove(told)


def negate_verbless(walk: Walk) -> None:
    """Give clauses without a verb the negation before what they say: "X not in their hands"."""
    if not walk.grammar.dash_copula:
        return
    for clause in walk.clauses:
        verb = clause.verb
        if verb is not None and verb.head is None and verb.copula:  # a dash: "X — not in their ..."
            behind = walk.words[verb.end].form.neg if verb.end < len(walk.words) else ""
            verb.negative, verb.no_longer = (
                bool(behind) or verb.negative,
                (behind == "no_longer" or verb.no_longer),
            )
        elif verb is None and clause.subj is not None and is_told(clause):
            copula = unsaid_copula(walk, clause)
            clause.verb = copula if copula.negative else None
