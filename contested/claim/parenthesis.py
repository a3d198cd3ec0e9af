"""Clauses of speech that stand inside another one: "The base, he said, was held"."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.paradigm import ACCUSATIVE, NOMINATIVE
from contested.claim.phrase import speaks
from contested.claim.unsaid_copula import is_told
from contested.claim.walk import COMMAS, Walk


def parenthetical(walk: Walk, clause: Clause, group: VerbGroup) -> bool:
    """ "The base, he said, was held": a speech clause between a subject and its verb."""
    last = walk.last
    if (
        walk.grammar.case
        and group.is_a("speech")
        and clause.verb is None
        and clause.subj is not None
        and clause.kind == "main"
        and group.finite
        and group.start
        and walk.words[group.start - 1].text in COMMAS
        and (_said_between(walk, group.end) or is_told(clause))
    ) or (walk.grammar.agreement and clause.subj is None and _breaks_in(walk, clause, group)):
        fresh = walk.open("main", None, group.start)
        fresh.verb, fresh.interrupts = group, clause
        walk.current = fresh
        return True
    if walk.grammar.subject_behind and _breaks_in(walk, clause, group):
        fresh = walk.open("main", None, group.start)
        fresh.verb, fresh.interrupts = group, clause
        walk.current = fresh
        return True
    if (
        not group.is_a("speech") or last is None or last is not walk.after_comma
        or last.end != group.start or last is clause.subj or clause.subj is None
        or last not in clause.before
        or (walk.grammar.agreement and not (speaks(last) or last.source))  # "X denied this"
    ):  # fmt: skip
        return False
    clause.before.remove(last)
    fresh = walk.open("main", None, last.start)
    fresh.subj, fresh.verb, fresh.interrupts = last, group, clause
    walk.current = fresh
    return True


def _breaks_in(walk: Walk, clause: Clause, group: VerbGroup) -> bool:
    """Whether ", escribió en X," stands between what opens a clause and its verb."""
    words, k = walk.words, group.end
    if (
        clause.kind != "main" or clause.verb is not None or not (clause.subj or clause.before)
        or not group.is_a("speech") or not group.finite or group.passive or group.start == 0
        or words[group.start - 1].text not in COMMAS
    ):  # fmt: skip
        return False
    named = False
    while k < len(words) and words[k].text not in COMMAS:
        phrase = walk.phrases.read(words, k) if words[k].kind == "word" else None
        if words[k].form.adverb and phrase is None:
            k += 1
            continue
        if phrase is None or phrase.end == k:
            return False
        if not (phrase.prep or phrase.time):
            if named:
                return False
            named = True
        k = phrase.end
    return k < len(words) and _verb_follows(walk, k + 1)


def _verb_follows(walk: Walk, k: int) -> bool:
    """Whether a finite verb follows, past the phrases before it."""
    words = walk.words
    while k < len(words):
        group = walk.verbs.read(words, k, False)
        if group is not None:
            return group.finite and not group.is_a("speech")
        phrase = walk.phrases.read(words, k) if words[k].kind in ("word", "num") else None
        if phrase is not None and phrase.end > k:
            k = phrase.end
        elif words[k].form.adverb:
            k += 1
        else:
            return False
    return False


def _said_between(walk: Walk, k: int) -> bool:
    """Whether a parenthetical speech verb ends here or names its own subject next."""
    words = walk.words
    while k < len(words) and words[k].form.adverb and words[k].entity is None:
        k += 1
    if k < len(words) and words[k].text in COMMAS:
        return True
    phrase = walk.phrases.read(words, k) if k < len(words) else None
    return (
        phrase is not None
        and not phrase.prep
        and bool(phrase.cases & NOMINATIVE)
        and not phrase.cases & ACCUSATIVE
        and (speaks(phrase) or bool(phrase.source))
    )
