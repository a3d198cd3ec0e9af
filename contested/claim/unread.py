"""Sentences with words for a siege or a road of which the reader makes no claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contested.claim.claim import Claim
from contested.claim.lexicon import Lexicon, load_lexicon
from contested.claim.names import load_names
from contested.claim.text import sentences
from contested.claim.words import Word, split_words
from contested.report.report import Report

_TOLD_OF = frozenset({"besieges", "breaks_siege", "cuts_route", "opens_route", "supply_route"})
# Verbs for cutting and opening are said of much else; nouns for it and for sieges are not.
_PLAIN_VERBS = frozenset({"cuts_route", "opens_route", "supply_route"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that no claim was made of: its text, where it begins in the report, and its words
    for sieges and roads."""

    text: str
    start: int
    words: tuple[str, ...]


def unread_sentences(report: Report, claims: Iterable[Claim]) -> list[Unread] | None:
    """The report's sentences with words for a siege or a road that gave no claim of one, in order;
    None if its language has no rules."""
    lexicon = load_lexicon((report.language or "").split("-")[0])
    if lexicon is None:
        return None
    names = load_names(lexicon.code, None)
    read = [(one.start, one.end) for one in claims if one.predicate in _TOLD_OF]
    found = []
    for sentence in sentences(
        report.text, lexicon.abbreviations, writing=lexicon.writing, headed=report.headed
    ):
        words = split_words(sentence, report.text, lexicon, names)
        if not words or sentence.headline:
            continue  # headlines are passed over
        start, end = words[0].start, words[-1].end
        if any(start <= first and last <= end for first, last in read):
            continue
        telling = _telling(words, lexicon)
        if telling:
            found.append(Unread(" ".join(report.text[start:end].split()), start, telling))
    return found


def _telling(words: Sequence[Word], lexicon: Lexicon) -> tuple[str, ...]:
    """The words for sieges and roads in a sentence; verbs of roads only beside a road."""
    strong, roads, weak = [], [], []
    for word in words:
        if word.entity is not None:
            continue
        predicates = {n.rule.frame.predicate for n in word.form.nouns if n.rule is not None}
        acts = {
            s.rule.frame.predicate
            for verb in word.form.verbs for s in verb.senses
            if s.rule is not None and not s.particles
        }  # fmt: skip
        if predicates & _TOLD_OF or acts & (_TOLD_OF - _PLAIN_VERBS) or (
            word.form.attribute == "besieges"
        ):  # fmt: skip
            strong.append(word.text)
        elif any(n.kind == "place" and n.arg == "route" for n in word.form.nouns):
            roads.append(word.text)
        elif acts & _PLAIN_VERBS:
            weak.append(word.text)
    if strong or (roads and weak):
        return tuple([*strong, *roads, *weak])
    return ()
