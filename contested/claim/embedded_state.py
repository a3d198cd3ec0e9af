"""States said between an article and its noun: "the under-the-control-of-the-rebels town"."""

from __future__ import annotations

from collections.abc import Callable

from contested.claim.form import Form, NounSense
from contested.claim.lexicon import Lexicon
from contested.claim.paradigm import GENITIVE
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.reference import interpret
from contested.claim.words import Word

_STATES = frozenset({"controls", "besieges"})
_LONGEST = 5  # words between the preposition and the noun of state

Nominal = Callable[[list[Word], int, bool], bool]


def embedded_state(
    lexicon: Lexicon, nominal: Nominal, words: list[Word], i: int, phrase: Phrase
) -> int:
    """The index of the noun behind such a state, kept in `phrase.held`; 0 if there is none.

    `i` is the word behind the article: the preposition of the state.
    """
    if not lexicon.case or i + 2 >= len(words) or words[i].entity is not None:
        return 0
    if not {"under", "in"} & set(words[i].form.prep):
        return 0
    k = i + 1
    while k < min(i + _LONGEST, len(words)) and _state(words[k].form) is None:
        if words[k].kind != "word" or not (words[k].form.det or nominal(words, k, True)):
            return 0
        k += 1
    sense = _state(words[k].form) if k < len(words) else None
    if sense is None or sense.rule is None:
        return 0
    holder, end = _owner(lexicon, nominal, words, k + 1)
    if holder is None:
        inner = Phrase(i + 1, k + 1)
        interpret(lexicon, inner, words, i + 1, k + 1)
        holder = inner.adj_actor
    if holder is None or end >= len(words) or not nominal(words, end, True):
        return 0
    phrase.held.append((sense.rule.frame.predicate, holder))
    return end


def _state(form: Form) -> NounSense | None:
    """The reading of a word as a noun of state, or None."""
    return next(
        (s for s in form.nouns if s.rule is not None and s.rule.frame.state
         and s.rule.frame.predicate in _STATES),
        None,
    )  # fmt: skip


def _owner(
    lexicon: Lexicon, nominal: Nominal, words: list[Word], k: int
) -> tuple[ActorRef | None, int]:
    """Whose the state is, by a genitive behind its noun, and where that ends."""
    first = k
    if k < len(words) and words[k].form.article and words[k].form.det_cases & GENITIVE:
        k = first = k + 1
    else:
        named = words[k].entity if k < len(words) else None
        if named is None or not named.actors:
            return None, k
    while k < len(words) and nominal(words, k, k > first):
        entity, noun = words[k].entity, words[k].form.nouns
        k += 1
        if noun or (entity is not None and not entity.gentilic):
            break
    if k == first:
        return None, k
    inner = Phrase(first, k)
    interpret(lexicon, inner, words, first, k)
    return inner.actor, k
