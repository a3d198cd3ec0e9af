"""Names that no list has in a script without capitals: told by the words they stand behind.

Where a language writes no capitals, an unlisted word counts as written with one if what stands
before it asks for a place: a noun of some kind of place (see `words`), a cue of control with its
preposition, the party that a verb of control has for its subject, another name and an "and". A
name that is told once is one in the whole report.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.claim.affix import BEHIND, DEFINITE
from contested.claim.claim import CONTROL_PREDICATES
from contested.claim.form import Form
from contested.claim.words import Word

_SHORTEST = 3  # letters of a name
_REACH = 8  # words from a cue to the name it asks for
_THINGS = frozenset({"ordinary", "cue", "supplies"})
_WHERE = frozenset({"on", "from", "in", "to", "near", "over", "between", "around"})


def tell_names(split: Sequence[list[Word]]) -> None:
    """Mark the unlisted names among the words of a report's sentences as written with a capital."""
    for words in split:
        _tell(words)
    told = {
        w.form.fold for words in split for w in words
        if w.capital and w.entity is None and not w.form.known and w.kind == "word"
    }  # fmt: skip
    for words in split:
        for word in words:
            if word.form.fold in told and _unlisted(word):
                word.capital = True


def _tell(words: list[Word]) -> None:
    cue = -_REACH - 1
    for i, word in enumerate(words):
        if _asks(word.form):
            cue = i
        elif i and _unlisted(word) and not _is_owned(words, i) and _is_asked(words, i, cue):
            word.capital = True


def _asks(form: Form) -> bool:
    """Whether a word is a verb or a noun of taking, holding, leaving or besieging."""
    senses = [s for v in form.verbs for s in v.senses] + list(form.nouns)
    return any(s.rule is not None and s.rule.frame.predicate in CONTROL_PREDICATES for s in senses)


def _unlisted(word: Word) -> bool:
    return (
        word.kind == "word" and word.entity is None and not word.capital
        and not word.form.known and not word.form.verbs and DEFINITE not in word.marks
        and len(word.form.fold) >= _SHORTEST
    )  # fmt: skip


def _is_owned(words: list[Word], i: int) -> bool:
    """Whether a pronoun is written onto a word, or its owner follows: it then is no name."""
    if i + 1 >= len(words):
        return False
    after = words[i + 1]
    if after.form.fold.startswith(BEHIND):
        return True
    time = after.form.time is not None or any(s.kind == "time" for s in after.form.nouns)
    noun = DEFINITE in after.marks or any(s.kind in _THINGS for s in after.form.nouns)
    return after.entity is None and noun and not time


def _is_asked(words: list[Word], i: int, cue: int) -> bool:
    """Whether what stands before word `i` asks for a place; `cue` is the last cue before it."""
    before = words[i - 1]
    if before.form.conj == "and" and i > 1:
        first = words[i - 2]
        return first.capital and (first.entity is None or bool(first.entity.places))
    if i - cue > _REACH:
        return False
    if before.form.prep:
        alone = before.end < words[i].start  # "with might" is one word, "in X" two
        return alone and bool(set(before.form.prep) & _WHERE)
    if i - cue == 1:
        return bool(before.form.verbs) and not before.form.nouns
    if before.form.compass:
        return True
    party = before.entity is not None and bool(before.entity.actors)
    role = any(s.kind in ("role", "force") for s in before.form.nouns)
    return bool(words[cue].form.verbs) and (party or (role and DEFINITE in before.marks))
