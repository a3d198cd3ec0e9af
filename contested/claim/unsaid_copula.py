"""The "is" that goes without saying: "the base [is] no longer in their hands"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from contested.claim.clause import Clause, VerbGroup
from contested.claim.phrase import Phrase
from contested.claim.walk import Walk

_BESIDE = 6  # words between "to speak of" and "too early", at most
_STATING = frozenset({"main", "comp", "sub"})


def is_told(clause: Clause) -> bool:
    """Whether a clause without a verb says all there is: "X under the control of Y, he said"."""
    if clause.subj is not None and clause.subj.place is not None and any(map(_owns, clause.before)):
        return True  # "X [is] ours"
    if (
        clause.subj is not None
        and clause.subj.place is not None
        and any(map(_is_with, clause.before))
    ):
        return True  # "X [is] behind Y": it is Y's
    return any(
        p.cue is not None and p.cue.rule is not None and (
            (p.cue.rule.frame.state and p.prep) or p.cue.rule.frame.head_state
        )
        for p in clause.before
    )  # fmt: skip


def _is_with(phrase: Phrase) -> bool:
    """Whether a phrase says with whom a place is: a party behind "behind" or "at"."""
    ref = phrase.actor
    if ref is None or ref.weak or phrase.place is not None or phrase.official:
        return False
    return bool({"behind", "at"} & set(phrase.prep)) and not ref.source


def _owns(phrase: Phrase) -> bool:
    """Whether a phrase is nothing but a possessive."""
    return phrase.possessive and not phrase.head_word and not phrase.typed and not phrase.prep


def unsaid_copula(walk: Walk, clause: Clause) -> VerbGroup:
    """The copula before what a clause says of its subject, with what stands before that."""
    told = next(p for p in clause.before if p.cue is not None or _owns(p) or _is_with(p))
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


def repeat_verb(walk: Walk) -> None:
    """Give a dash between a party and a place the verb of the clause before: "A holds X, and B —
    the rest", "the north stays with A, the south — with B"."""
    if not walk.grammar.dash_copula:
        return
    for first, clause in pairwise(walk.clauses):
        verb, told = clause.verb, first.verb
        if verb is None or verb.head is not None or not verb.copula or clause.subj is None:
            continue
        if told is None or told.form is None or told.passive or not told.is_a("rule"):
            continue
        party = clause.subj.actor is not None and not clause.subj.actor.weak
        bare = [p for p in clause.args if p.place is not None and not p.prep]
        behind = [p for p in clause.args if "behind" in p.prep and p.actor is not None]
        if (party and bare) or (clause.subj.place is not None and behind):
            clause.verb = replace(told, start=verb.start, end=verb.end)


def deny_by_name(walk: Walk) -> None:
    """Make a denial of what calls words a falsehood: "called the reports a lie"."""
    false, denial = walk.grammar.falsehoods, walk.grammar.denial
    for clause in walk.clauses if denial is not None else ():
        verb = clause.verb
        if verb is None or not verb.is_a("speech"):
            continue
        named = [*clause.args, *clause.before, *([clause.subj] if clause.subj is not None else [])]
        called = [p for p in named if p.head_word in false and not walk.words[p.start].form.prep]
        joined = [p for p in clause.args if _opens_with(walk, p, false)]
        if called or joined:
            verb.form = denial
            clause.args = [p for p in clause.args if p not in called]
            clause.before = [p for p in clause.before if p not in called]
            clause.subj = clause.subj if clause.subj not in called else None


def _opens_with(walk: Walk, phrase: Phrase, false: frozenset[str]) -> bool:
    """Whether that word is read as one phrase with what it is said of: "called false a report"."""
    return phrase.end - phrase.start > 1 and walk.words[phrase.start].form.fold in false


def deny_groundless(walk: Walk) -> None:
    """Make a denial of what there is no ground to speak of: "it is too early to speak of the fall
    of X"."""
    early, denial = walk.grammar.premature, walk.grammar.denial
    words = walk.words
    said = [w.index for w in words if w.form.fold in early] if denial is not None else []
    for clause in walk.clauses if said else ():
        verb = clause.verb
        if verb is None or not verb.infinitive or not verb.is_a("speech", "say"):
            continue
        lacking = any(w.form.neg for k in said for w in words[max(0, k - 1) : k + 2])
        near = any(
            abs(k - verb.start) <= _BESIDE and not walk.comma_between(*sorted((k, verb.start)))
            for k in said
        )
        if not (lacking or near):
            continue
        verb.form = denial
        above = clause.parent
        outer = above.before if above is not None and above.verb is None else []
        for phrase in (*clause.args, *clause.before, *outer):
            phrase.negative = phrase.negative or phrase.cue is not None


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
            owned = any(_owns(p) or _is_with(p) for p in clause.before)
            clause.verb = copula if copula.negative or owned else None
            if owned or clause.verb is not None:
                clause.args += clause.before
                clause.before = []
