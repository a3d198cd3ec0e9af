"""Tokens to words: names and fixed multi-word expressions become one word each."""

from __future__ import annotations

from dataclasses import dataclass

from contested.claim.form import Form, VerbForm
from contested.claim.lexicon import Lexicon
from contested.claim.names import Entity, NameIndex
from contested.claim.text import Sentence, Token, fold


@dataclass(slots=True, eq=False)
class Word:
    """One unit of a sentence: a word, a name, a fixed expression, a number or a mark."""

    index: int
    text: str
    form: Form
    start: int
    end: int
    kind: str
    capital: bool
    joined: bool
    entity: Entity | None = None
    verb: VerbForm | None = None  # chosen reading, if the word is a verb here


_MARK = Form("", known=True)


def split_words(sentence: Sentence, text: str, lexicon: Lexicon, names: NameIndex) -> list[Word]:
    """The words of a sentence, longest names and expressions first.

    A name wins over a fixed expression of the same length.
    """
    tokens = sentence.tokens
    words: list[Word] = []
    forms, openers = lexicon.forms, lexicon.openers
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        if token.text == "." and 0 < i < count - 1 and tokens[i - 1].fold in lexicon.abbreviations:
            i += 1  # the stop of "Oct. 4"
            continue
        if token.kind not in ("word", "num"):
            words.append(
                Word(
                    len(words), token.text, _MARK, token.start, token.end, token.kind, False, False
                )
            )
            i += 1
            continue
        folded = token.fold
        entity = None
        if token.kind == "word" and folded not in names.no_opener:
            entity = names.match(tokens, i)
        form: Form | None
        seconds = openers.get(folded)
        opens = seconds is not None and i + 1 < count and tokens[i + 1].fold in seconds
        if opens or token.kind == "num":
            form, length = _expression(tokens, i, lexicon)
        else:
            form, length = forms.get(folded) or lexicon.form(folded), 1
        if entity is not None and (entity.length >= length):
            length = entity.length
            if length > 1 or form is None:
                form = lexicon.form(token.fold) if length == 1 else _MARK
        elif form is None:
            entity = None
        else:
            entity = entity if length == 1 else None
        if form is not None and form.time is not None and not token.capital:
            form = lexicon.uncalendared(form)
        last = tokens[i + length - 1]
        words.append(
            Word(
                len(words),
                text[token.start : last.end],
                form if form is not None else lexicon.form(token.fold),
                token.start,
                last.end,
                "word" if form is not None and form.quant else token.kind,
                token.capital,
                token.joined,
                entity,
            )
        )
        i += length
    return words


def _percentage(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Form | None, int]:
    """A share in per cent, which says how much of a place is meant."""
    value = tokens[i].text.replace(",", ".")
    for sign in ("%", *lexicon.settings.get("percent", ())):
        parts = [fold(w) for w in sign.split()]
        stop = i + 1 + len(parts)
        if [t.fold for t in tokens[i + 1 : stop]] != parts:
            continue
        try:
            share = float(value)
        except ValueError:
            return None, 1
        extent = "whole" if share >= 99.5 else "most" if share >= 50 else "part"
        if stop < len(tokens) and lexicon.form(tokens[stop].fold).prep == ("of",):
            stop += 1
        return Form(f"{value}%", quant=extent), stop - i
    return None, 1


def _expression(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Form | None, int]:
    first = tokens[i]
    count = len(tokens)
    if first.fold in lexicon.openers and i + 1 < count:
        for folded, form in lexicon.expressions.get((first.fold, tokens[i + 1].fold), ()):
            size = len(folded)
            if size == 2 or (
                i + size <= count and all(tokens[i + k].fold == folded[k] for k in range(2, size))
            ):
                return form, size
    if first.kind == "num":
        share, size = _percentage(tokens, i, lexicon)
        return share or Form(first.fold), size
    return lexicon.form(first.fold), 1
