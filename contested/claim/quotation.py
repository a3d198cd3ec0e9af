"""A quotation of several sentences: who is quoted is often said only behind the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contested.claim.clause import Parse
from contested.claim.text import Sentence
from contested.claim.words import Word

_OPENING, _CLOSING, _BOTH = frozenset("«“„"), frozenset("»”"), '"'
_OPENS = '«“"„'
_MARKS = _OPENS + '»”"'
_LONGEST = 4  # sentences of a quotation whose speaker is looked for


def closing_sentence(parts: Sequence[Sentence], i: int) -> int | None:
    """The index of the sentence that closes the quotation with which sentence `i` begins.

    None where it begins with none, closes it itself, or goes on too long or past its paragraph.
    """
    first = parts[i]
    mark = first.tokens[0].text
    if first.headline or first.opens_in_quote or (mark not in _OPENING and mark != _BOTH):
        return None
    for j in range(i + 1, min(i + 1 + _LONGEST, len(parts))):
        if not parts[j].opens_in_quote or parts[j].paragraph != first.paragraph:
            return None
        if j + 1 == len(parts) or not parts[j + 1].opens_in_quote:
            return j
    return None


def behind_quotation(words: Sequence[Word]) -> int:
    """The index of the word behind the mark that closes a quotation in its last sentence."""
    return next((k + 1 for k, w in enumerate(words) if w.text in _CLOSING or w.text == _BOTH), 0)


def copied(words: Sequence[Word]) -> list[Word]:
    """The same words, to be read a second time."""
    return [replace(word) for word in words]


def quoted_clauses(parse: Parse, opens_in_quote: bool) -> set[int]:
    """The clauses whose verb stands between quotation marks."""
    quotes = [w for w in parse.words if w.kind == "punct" and w.text in _MARKS]
    if not quotes:
        spoken = parse.clauses if opens_in_quote else []
        return {id(c) for c in spoken if c.verb is not None and c.verb.start < len(parse.words)}
    inside, marks = opens_in_quote, []
    for word in parse.words:
        if word.kind == "punct" and word.text in _MARKS:
            inside = not inside if word.text == '"' else word.text in _OPENS
        marks.append(inside)
    return {
        id(c) for c in parse.clauses
        if c.verb is not None and c.verb.start < len(marks) and marks[c.verb.start]
    }  # fmt: skip
