"""What something has become, in a sentence whose verb comes first: "X has become besieged".

The verb of being says nothing; the participle behind its subject is what the clause tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.claim.affix import DEFINITE
from contested.claim.clause import VerbGroup
from contested.claim.words import Word

if TYPE_CHECKING:
    from contested.claim.verb_first import FirstWalk

_FARTHEST = 9  # words from a verb of being to what it tells, at most
_INNER = ("rel", "red", "inf", "ger", "sub")


def becomes(walk: FirstWalk, i: int) -> bool:
    """Open the clause of a verb of being at word `i`, if a participle behind it says what is."""
    told = predicate_behind(walk.words, i + 1)
    if told < 0:
        return walk.current.verb is None and _acts_behind(walk.words, i + 1)
    clause = walk.current
    if clause.verb is not None or (clause.subj is not None and clause.subj.end != i):
        while clause.kind in _INNER and clause.parent is not None:
            if clause.kind == "rel" and clause.verb is None:
                break
            clause.end = clause.end or i
            clause = clause.parent
        if clause.verb is not None:
            fresh = walk.open(clause.kind, clause.parent, i)
            fresh.coordinate_of = clause
            fresh.inherits = clause if told == i + 1 else None
            fresh.sub, fresh.antecedent = clause.sub, clause.antecedent
            clause.end, clause = clause.end or i, fresh
        walk.current, walk.last = clause, None
    walk.told = told
    walk.comma, walk.conj, walk.prep = False, "", ()
    return True


def tell(walk: FirstWalk, i: int) -> int:
    """Make the participle at word `i` the verb of the clause that waits for it."""
    word = walk.words[i]
    form = next(v for v in word.form.verbs if v.tenses <= {"part"})
    group = VerbGroup(i, i + 1, word, form, participle=True, passive=form.voice == "p")
    group.number = form.number
    walk.current.verb, walk.told = group, -1
    walk.after_verb()
    return group.end


def _acts_behind(words: list[Word], i: int) -> bool:
    """Whether a verb of the present follows that tells what goes on: "the rebels kept holding"."""
    for word in words[i : i + _FARTHEST]:
        form = word.form
        if word.kind not in ("word", "num") or form.comp or form.rel or form.sub:
            return False
        if word.entity is None and form.verbs and not form.nouns:
            return any("pres" in v.tenses for v in form.verbs)
    return False


def predicate_behind(words: list[Word], i: int) -> int:
    """The participle that says what has become of the subject before or behind word `i`; -1."""
    for k in range(i, min(len(words), i + _FARTHEST)):
        word, form = words[k], words[k].form
        if word.kind not in ("word", "num") or form.comp or form.rel or form.sub:
            return -1
        if word.entity is not None or DEFINITE in word.marks:
            continue
        parts = [v for v in form.verbs if v.tenses <= {"part"}]
        if any(s.kind == "rule" for v in parts for s in v.senses):
            return k
        if form.verbs and not form.nouns and not parts:
            return -1
    return -1
