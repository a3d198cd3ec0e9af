"""Text to sentences and tokens, with offsets that point into the untouched report.

Folding (case, accents, final sigma, apostrophes) never changes a token's offsets: each token keeps
where it starts and ends in the text as it was given.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

_TOKEN = regex.compile(
    r"(?P<poss>['’]s\b|(?<=\p{L}s)['’](?=\s\p{L}))"
    r"|(?P<num>\p{Nd}+(?:[.,:/]\p{Nd}+)*)"
    r"|(?P<word>(?:(?<!\p{L})(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{M}\p{Nd}]*(?:['’ʼ](?!s\b)\p{L}[\p{L}\p{M}\p{Nd}]*)*))"
    r"|(?P<line>\n[ \t\r]*\n\s*)"
    r"|(?P<punct>[^\s\w])"
)
_SPECIAL_FOLDS = str.maketrans({"ς": "σ", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Case-, accent- and apostrophe-free form of a word, the key of every lexicon look-up.

    >>> fold("Χαλέπι"), fold("Sana'a"), fold("U.S.")
    ('χαλεπι', 'sanaa', 'us')
    """
    lowered = word.lower()
    if lowered.isascii():
        return lowered.replace("'", "").replace(".", "")
    decomposed = unicodedata.normalize("NFD", lowered)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’ʼ.")
    return kept.translate(_SPECIAL_FOLDS)


@dataclass(slots=True)
class Token:
    """A word, number or punctuation mark; `start` and `end` are offsets into the report's text."""

    text: str
    fold: str
    start: int
    end: int
    kind: str  # word, num, punct, poss, line
    capital: bool
    joined: bool  # a hyphen binds it to the token before


@dataclass(slots=True)
class Sentence:
    """A run of tokens that ends at a full stop, a blank line or the end of the headline."""

    tokens: list[Token]
    headline: bool = False
    paragraph: int = 0
    opens_in_quote: bool = False

    @property
    def start(self) -> int:
        """Offset at which the sentence begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind its last token."""
        return self.tokens[-1].end


_HYPHENS = frozenset("-‐‑")
_QUOTES_OPEN = frozenset("«“„‟")
_QUOTES_CLOSE = frozenset("»”")
_QUOTES_BOTH = frozenset('"')
_ENDERS = frozenset(".!?;…·؟۔")


def tokenise(text: str) -> list[Token]:
    """All tokens of a text; a hyphen between letters is dropped and marks the next one `joined`.

    >>> [(t.text, t.joined) for t in tokenise("rebel-held Aleppo")]
    [('rebel', False), ('held', True), ('Aleppo', False)]
    """
    tokens: list[Token] = []
    append = tokens.append
    pending_join = False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        word = text[start:end]
        if kind == "word" or kind == "num":
            append(Token(word, fold(word), start, end, kind, word[0].isupper(), pending_join))
            pending_join = False
            continue
        if kind == "punct" and word in _HYPHENS:
            before = start > 0 and (text[start - 1].isalnum() or text[start - 1] == ".")
            if before and end < len(text) and text[end].isalnum():
                pending_join = True
                continue
        append(Token(word, word, start, end, kind, False, False))
        pending_join = False
    return tokens


def sentences(
    text: str, abbreviations: frozenset[str], enders: frozenset[str] = _ENDERS
) -> list[Sentence]:
    """Split a report (headline, blank line, body) into sentences.

    A full stop ends no sentence after an abbreviation, an initial, or before a lower-case letter.
    """
    result: list[Sentence] = []
    current: list[Token] = []
    tokens = tokenise(text)
    paragraph = 0
    quote_depth = 0
    opened_in_quote = False

    def flush() -> None:
        nonlocal current, opened_in_quote
        if current:
            result.append(
                Sentence(
                    current, headline=False, paragraph=paragraph, opens_in_quote=opened_in_quote
                )
            )
            current = []
        opened_in_quote = quote_depth > 0

    count = len(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "line":
            quote_depth = 0
            flush()
            paragraph += 1
            opened_in_quote = False
            continue
        if token.kind == "punct":
            mark = token.text
            if mark in _QUOTES_OPEN:
                quote_depth = 1
            elif mark in _QUOTES_CLOSE:
                quote_depth = 0
            elif mark in _QUOTES_BOTH:
                quote_depth = 1 - quote_depth
        current.append(token)
        if token.kind != "punct" or token.text not in enders:
            # a closing quote right after a full stop closes the sentence with it
            if (
                token.kind == "punct"
                and token.text in '»”"'
                and quote_depth == 0
                and len(current) > 1
                and current[-2].text in enders
                and current[-2].text != ";"
                and (i + 1 >= count or tokens[i + 1].capital or tokens[i + 1].kind != "word")
            ):
                flush()
            continue
        following = tokens[i + 1] if i + 1 < count else None
        if following is None or following.kind == "line":
            continue
        if following.kind == "punct" and (
            following.text in _QUOTES_CLOSE or (following.text == '"' and quote_depth)
        ):
            continue
        if token.text == ".":
            previous = current[-2] if len(current) > 1 else None
            if previous is not None and previous.kind == "word":
                if previous.fold in abbreviations or (len(previous.text) == 1 and previous.capital):
                    continue
                if "." in previous.text and not following.capital:
                    continue
        if following.kind == "word" and not following.capital and following.text[0].islower():
            continue
        if following.start == token.end and following.kind in ("word", "num"):
            continue
        flush()
    flush()
    if len(result) > 1 and result[0].paragraph == 0 and paragraph > 0:
        for sentence in result:
            if sentence.paragraph == 0:
                sentence.headline = True
    return result
