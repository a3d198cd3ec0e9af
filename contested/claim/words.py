"""Tokens to words: names and fixed multi-word expressions become one word each."""

from __future__ import annotations

from dataclasses import dataclass

from contested.claim.form import Form, VerbForm
from contested.claim.lexicon import Lexicon
from contested.claim.names import Entity, NameIndex
from contested.claim.suffix import CASES
from contested.claim.text import Sentence, Token


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
    marks: frozenset[str] = frozenset()  # what was cut off it: an article, a case ending


_MARK = Form("", known=True)
_NONE: frozenset[str] = frozenset()
CLOSED = "closed"  # a mark of the last word of a phrase that nothing behind it goes on with
PLAIN_WORDS = 200_000  # how many words as written are remembered, at most


def split_words(sentence: Sentence, text: str, lexicon: Lexicon, names: NameIndex) -> list[Word]:
    """The words of a sentence, longest names and expressions first.

    A name wins over a fixed expression of the same length.
    """
    tokens = sentence.tokens
    words: list[Word] = []
    append, plain = words.append, names.plain
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        kind = token.kind
        span = _name_span(tokens, i, lexicon, names) if lexicon.name_articles else 0
        share, size = (
            _share_behind(tokens, i, lexicon) if token.fold in lexicon.share_starts else (None, 0)
        )
        if share is not None:
            last = tokens[i + size - 1]
            marks = _marks(tokens[i + size - 1 : i + size], None, lexicon)
            append(
                Word(
                    len(words), text[token.start : last.end], share, token.start, last.end, "word",
                    False, False, marks=marks,
                )
            )  # fmt: skip
            i += size
            continue
        if span:
            end = tokens[i + span - 1].end
            named = lexicon.unguessed(token.fold)
            start, joined = token.start, token.joined
            append(Word(len(words), text[start:end], named, start, end, kind, True, joined))
            i += span
            continue
        if (
            token.fold in lexicon.name_particles and not token.capital
            and i + 1 < count and tokens[i + 1].capital
        ):  # fmt: skip
            token.capital = True  # the article of a name: "al Shabaab"
        elif kind == "word":
            known = plain.get((token.text, token.fold, token.capital))
            form, seconds = known if known is not None else _plain_form(token, lexicon, names)
            if (
                form is not None
                and (form.known or not lexicon.caseless)
                and (not seconds or i + 1 >= count or tokens[i + 1].fold not in seconds)
            ):
                if token.capital and i and _misread(tokens, i, form, lexicon):
                    form = _named(tokens, i, form, lexicon)
                append(
                    Word(
                        len(words), token.text, form, token.start, token.end, kind,
                        token.capital, token.joined,
                        marks=_told(token.marks, form.marks) if token.marks else form.marks,
                    )
                )  # fmt: skip
                i += 1
                continue
        if kind not in ("word", "num"):
            if token.text != "." or not _shortens(tokens, i, lexicon):
                append(
                    Word(len(words), token.text, _MARK, token.start, token.end, kind, False, False)
                )
            i += 1
            continue
        form, length, entity = _longest(tokens, i, lexicon, names)
        if form is not None and form.time is not None and not token.capital:
            form = lexicon.uncalendared(form)
        if form is not None and token.capital and i and _misread(tokens, i, form, lexicon):
            form = _named(tokens, i, form, lexicon)
        last = tokens[i + length - 1]
        capital = token.capital
        if lexicon.caseless and entity is None and words and form is not None and not form.known:
            kinds = words[-1].form.nouns if words[-1].entity is None else []
            two = lexicon.dual_endings and words[-1].form.fold.endswith(lexicon.dual_endings)
            capital = capital or any(s.kind == "place" and (s.number != "pl" or two) for s in kinds)
            capital = capital or (words[-1].capital and not words[-1].form.known)
        append(
            Word(
                len(words),
                token.text if token.marks and length == 1 else text[token.start : last.end],
                form if form is not None else lexicon.form(token.fold),
                token.start,
                last.end,
                "word" if form is not None and form.quant else kind,
                capital,
                token.joined,
                entity,
                marks=_marks(tokens[i : i + length], form, lexicon),
            )
        )
        i += length
    return words


def _marks(tokens: list[Token], form: Form | None, lexicon: Lexicon) -> frozenset[str]:
    """What was cut off the word and what its own suffixes say; of several words, of the last."""
    marks = tokens[-1].marks
    if lexicon.suffixes is None:
        return marks | tokens[0].marks
    if len(tokens) > 1:
        form = lexicon.form(tokens[-1].fold)
    return _told(marks, form.marks) if form is not None else marks


def _told(cut: frozenset[str], guessed: frozenset[str]) -> frozenset[str]:
    """What was cut off a word and what its letters say: the case is the one that was cut off."""
    return cut | (guessed - CASES) if not cut.isdisjoint(CASES) else cut | guessed


def _misread(tokens: list[Token], i: int, form: Form, lexicon: Lexicon) -> bool:
    """Whether a capital speaks against what a word is by its letters: a guessed verb, or a
    determiner that opens a name ("Tal Afar")."""
    if form.verbs and (not form.known or (not lexicon.head_last and _only_verb(form))):
        return True
    if lexicon.suffixes is not None and form.marks and form.nouns and not form.verbs and all(
        sense.kind == "ordinary" for sense in form.nouns
    ):  # fmt: skip
        return True  # "Suca" is no case of "suç"
    if not form.det or form.article or form.prep or form.nouns or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].capital and tokens[i + 1].kind == "word"


def _only_verb(form: Form) -> bool:
    """Whether a word is nothing but a verb: with a capital inside a sentence, a name."""
    return bool(form.verbs) and not (
        form.nouns or form.adjective or form.attribute or form.function or form.role_adj
    )


def _named(tokens: list[Token], i: int, form: Form, lexicon: Lexicon) -> Form:
    """The form of an unlisted word inside a sentence: its capital makes it a name, not a verb."""
    if not lexicon.capitals_mark_names or tokens[i - 1].kind != "word":
        return form
    return lexicon.unguessed(tokens[i].fold)


def _name_span(tokens: list[Token], i: int, lexicon: Lexicon, names: NameIndex) -> int:
    """The tokens of an unlisted name that holds an article ("El Fasher", "Bab al Hawa"), or 0."""
    token, count = tokens[i], len(tokens)
    if not token.capital or i + 1 >= count or tokens[i + 1].kind != "word":
        return 0
    following = tokens[i + 1]
    if token.fold in lexicon.name_articles:
        behind = tokens[i - 1] if i else None  # "Nyala, El Fasher"
        inside = following.joined or (
            behind is not None and (behind.kind == "word" or behind.text == ",")
        )
        if not inside or not following.capital or names.match(tokens, i) is not None:
            return 0
        return 2
    if following.fold not in lexicon.name_articles or following.capital or i + 2 >= count:
        return 0
    last = tokens[i + 2]
    if not last.capital or last.kind != "word":
        return 0
    listed = any(
        (form := lexicon.forms.get(t.fold)) is not None and form.known for t in (token, last)
    )
    met = names.match(tokens, i) is not None or names.match(tokens, i + 2) is not None
    return 0 if listed or met else 3


def _shortens(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a full stop belongs to the abbreviation before it: that of "Oct. 4"."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].fold in lexicon.abbreviations


def _plain_form(
    token: Token, lexicon: Lexicon, names: NameIndex
) -> tuple[Form | None, frozenset[str]]:
    """The form of a word that begins no name, and the words with which it begins an expression.

    The form is None where a name may begin. What is found is kept in `names.plain`.
    """
    form: Form | None = None
    if not names.opens(token):
        form = lexicon.spelled.get(token.text.lower()) or lexicon.form(token.fold)
        if form.time is not None and not token.capital:
            form = lexicon.uncalendared(form)
    found = form, lexicon.openers.get(token.fold, _NONE)
    if len(names.plain) < PLAIN_WORDS:
        names.plain[token.text, token.fold, token.capital] = found
    return found


def _longest(
    tokens: list[Token], i: int, lexicon: Lexicon, names: NameIndex
) -> tuple[Form | None, int, Entity | None]:
    """The form, number of tokens and name of the longest word that begins at token `i`."""
    token = tokens[i]
    number = token.kind == "num"
    entity = None if number else names.match(tokens, i)
    form: Form | None
    seconds = lexicon.openers.get(token.fold)
    if number or (seconds is not None and i + 1 < len(tokens) and tokens[i + 1].fold in seconds):
        form, length = _expression(tokens, i, lexicon)
    else:
        form, length = lexicon.spelled.get(token.text.lower()) or lexicon.form(token.fold), 1
    if entity is not None and entity.length >= length:
        length = entity.length
        if length > 1 or form is None:
            form = lexicon.form(token.fold) if length == 1 else _MARK
        return form, length, entity
    return form, length, entity if length == 1 and form is not None else None


def _percentage(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Form | None, int]:
    """A share in per cent, which says how much of a place is meant."""
    value = tokens[i].text.replace(",", ".")
    for sign in ("%", *lexicon.settings.get("percent", ())):
        parts = list(lexicon.writing.split(sign))
        stop = i + 1 + len(parts)
        if [t.fold for t in tokens[i + 1 : stop]] != parts:
            continue
        try:
            share = float(value)
        except ValueError:
            return None, 1
        if stop < len(tokens) and "of" in lexicon.form(tokens[stop].fold).prep:
            stop += 1
        return Form(f"{value}%", quant=_extent(share)), stop - i
    return None, 1


def _share_behind(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Form | None, int]:
    """A share and its tokens, where token `i` is the sign before the number, or opens an
    approximation: "more than the 70 % of"."""
    for opener in lexicon.share_openers.get(tokens[i].fold, ()):
        k = i + len(opener)
        if tuple(t.fold for t in tokens[i:k]) == opener and k < len(tokens) and (
            tokens[k].kind == "num"
        ):  # fmt: skip
            share, size = _percentage(tokens, k, lexicon)
            if share is not None:
                return share, k - i + size
    if tokens[i].fold not in lexicon.percent_before or i + 1 >= len(tokens):
        return None, 0
    try:
        told = float(tokens[i + 1].text.replace(",", "."))
    except ValueError:
        return None, 0
    return Form(f"{tokens[i + 1].text}%", quant=_extent(told)), 2


def _extent(share: float) -> str:
    """How much of a place a share in per cent is."""
    return "whole" if share >= 99.5 else "most" if share >= 50 else "part"


def _fold_at(tokens: list[Token], i: int) -> str:
    return tokens[i].fold if i < len(tokens) else ""


def _expression(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Form | None, int]:
    first, expressions = tokens[i], lexicon.expressions
    count = len(tokens)
    if first.fold in lexicon.openers and i + 1 < count:
        for folded, form in expressions.get((first.fold, tokens[i + 1].fold), ()):
            size = len(folded)
            if size == 2 or (
                i + size <= count and all(tokens[i + k].fold == folded[k] for k in range(2, size))
            ):
                leaning = form.verbs and all(verb.enclitic for verb in form.verbs)
                if leaning and not tokens[i + size - 1].joined:
                    continue  # a pronoun leans on its verb by a hyphen alone: "tomaram-no"
                end = i + size
                if form.pron and (tokens[end - 1].fold, _fold_at(tokens, end)) in expressions:
                    continue  # "le premier" of "le premier ministre"
                if end < count and tokens[end].joined and tokens[end].capital and (
                    tokens[end - 1].capital
                ):  # fmt: skip
                    continue  # "in North-Kivu" is not "in the north"
                return form, size
    if first.kind == "num":
        share, size = _percentage(tokens, i, lexicon)
        return share or Form(first.fold), size
    return lexicon.form(first.fold), 1
