"""Text to sentences and tokens, with offsets that point into the untouched report.

Folding (case, accents, final sigma, apostrophes) never changes a token's offsets: each token keeps
where it starts and ends in the text as it was given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

# Words first: lower-case ones at once, then acronyms with stops, then all others. A blank goes with
# what follows it, and the last alternative takes what is no token, so that pieces leave no gap.
_LETTERS = r"\p{L}[\p{L}\p{M}\p{Nd}]*"
_PIECE = regex.compile(
    r" ?(?:(?<!\p{L})(?:\p{Ll}\.){2,}(?!\p{L})|\p{Ll}++(?![\p{L}\p{M}\p{Nd}'’ʼ])"
    rf"|(?:(?<!\p{{L}})(?:\p{{Lu}}\.){{2,}}|{_LETTERS}(?:['’ʼ](?!s\b){_LETTERS})*)"
    r"|['’]s\b|(?<=\p{L}s)['’](?=\s\p{L})"
    r"|\p{Nd}+(?:[.,:/]\p{Nd}+)*|\n[ \t\r]*\n\s*|[^\s\w])"
    r"|.",
    regex.DOTALL,
)
_OWNING = regex.compile(r"(?<=\p{L}s)['’](?=\s\p{L})")
_KIND = regex.compile(
    r"(?P<word>\p{L})|(?P<num>\p{Nd})|(?P<poss>['’]s)|(?P<line>\n\s*\n)|(?P<punct>[^\s\w])"
)
_SPECIAL_FOLDS = str.maketrans(
    {
        "ς": "σ", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None,
    }
)  # fmt: skip
_APOSTROPHE = regex.compile(r"['’ʼ]")


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


@lru_cache(maxsize=200_000)
def accented(word: str) -> str:
    """As `fold`, with the accents kept: the key where they tell words apart.

    >>> accented("L'été"), fold("L'été")
    ('lété', 'lete')
    """
    lowered = unicodedata.normalize("NFC", word.lower())
    return "".join(c for c in lowered if c not in "'’ʼ.")


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How a language writes: what of a word its lexicon looks up.

    `elided` are the words (as keys) that lose their vowel before another and lean on it with an
    apostrophe; `capitals` puts the right key for a capital that is written without its accent.
    """

    accents: bool = False
    elided: frozenset[str] = frozenset()
    capitals: Mapping[str, str] = field(default_factory=dict)

    def key(self, word: str) -> str:
        """The form under which a word stands in the lexicon."""
        if not self.accents:
            return fold(word)
        key = accented(word)
        return self.capitals.get(key, key) if self.capitals and word[0].isupper() else key

    def parts(self, word: str) -> list[str]:
        """A word cut behind each elided word that leans on it.

        >>> Writing(elided=frozenset({"jusqu"})).parts("jusqu'a"), Writing().parts("Sana'a")
        (["jusqu'", 'a'], ["Sana'a"])
        """
        cut: list[str] = []
        rest = word
        while self.elided:
            mark = _APOSTROPHE.search(rest)
            if mark is None or mark.end() == len(rest):
                break
            if self.key(rest[: mark.start()]) not in self.elided:
                break
            cut.append(rest[: mark.end()])
            rest = rest[mark.end() :]
        return [*cut, rest]

    def split(self, text: str) -> tuple[str, ...]:
        """The keys of the words of an expression, cut as the tokens of a text are."""
        return tuple(self.key(part) for word in text.split() for part in self.parts(word))


PLAIN = Writing()


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
    marks: frozenset[str] = frozenset()  # what was cut off the word: its article, its case


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
_APOSTROPHES = frozenset("'’")
_QUOTES_OPEN = frozenset("«“„‟")
_QUOTES_CLOSE = frozenset("»”")
_QUOTES_BOTH = frozenset('"')
_ENDERS = frozenset(".!?;…·؟۔")


@lru_cache(maxsize=200_000)
def _shape(piece: str, writing: Writing) -> tuple[int, str, str, str, bool]:
    """What a piece of text is: its leading blanks, the token, its key, kind and capital.

    The kind is "" for what is no token. A lone apostrophe is a mark here.
    """
    word = piece[1:] if len(piece) > 1 and piece[0] == " " else piece
    lead = len(piece) - len(word)
    match = _KIND.match(word)
    kind = match.lastgroup if match is not None else ""
    folded = writing.key(word) if kind in ("word", "num") else word
    if kind == "word" and word[-1] == "." and word[0].islower():
        folded = word  # "a.m." is no form of "be"
    return lead, word, folded, kind or "", kind == "word" and word[0].isupper()


def tokenise(text: str, writing: Writing = PLAIN) -> list[Token]:
    """All tokens of a text; a hyphen between letters is dropped and marks the next one `joined`.

    An elided word ("l'" before a vowel) is a token of its own. `fold` of a token is its key.

    >>> [(t.text, t.joined) for t in tokenise("rebel-held Aleppo")]
    [('rebel', False), ('held', True), ('Aleppo', False)]
    """
    tokens: list[Token] = []
    append = tokens.append
    pending_join = False
    position = 0
    for piece in _PIECE.findall(text):
        lead, word, folded, kind, capital = _shape(piece, writing)
        start = position + lead
        position += len(piece)
        if kind == "word" and writing.elided and _APOSTROPHE.search(word):
            for part in writing.parts(word):
                end = start + len(part)
                first = part[0].isupper()
                append(Token(part, writing.key(part), start, end, kind, first, pending_join))
                start, pending_join = end, False
            continue
        if kind == "word" or kind == "num":
            append(Token(word, folded, start, position, kind, capital, pending_join))
            pending_join = False
            continue
        if kind == "punct":
            if word in _HYPHENS:
                before = start > 0 and (text[start - 1].isalnum() or text[start - 1] == ".")
                if before and position < len(text) and text[position].isalnum():
                    pending_join = True
                    continue
            elif word in _APOSTROPHES and _OWNING.match(text, start):
                kind = "poss"
        if kind:
            append(Token(word, word, start, position, kind, False, False))
            pending_join = False
    return tokens


def _is_ordinal(number: Token, stop: Token) -> bool:
    return number.kind == "num" and len(number.text) < 3 and number.end == stop.start


def sentences(
    text: str,
    abbreviations: frozenset[str],
    enders: frozenset[str] = _ENDERS,
    writing: Writing = PLAIN,
    *,
    ordinal_stops: bool = False,
) -> list[Sentence]:
    """Split a report (headline, blank line, body) into sentences.

    A full stop ends no sentence after an abbreviation, an initial, or before a lower-case letter;
    with `ordinal_stops` neither after a number of one or two digits ("am 3. August").
    """
    result: list[Sentence] = []
    tokens = tokenise(text, writing)
    paragraph = 0
    quote_depth = 0
    opened_in_quote = False
    begin = 0  # where the sentence at hand begins

    def flush(end: int) -> None:
        nonlocal begin, opened_in_quote
        if end > begin:
            result.append(Sentence(tokens[begin:end], False, paragraph, opened_in_quote))
        begin = end
        opened_in_quote = quote_depth > 0

    count = len(tokens)
    for i, token in enumerate(tokens):
        kind = token.kind
        if kind != "punct":
            if kind == "line":
                quote_depth = 0
                flush(i)
                begin = i + 1
                paragraph += 1
                opened_in_quote = False
            elif (
                token.text[-1] == "." and token.text[0].islower()
                and i + 1 < count and tokens[i + 1].capital
            ):  # fmt: skip
                flush(i + 1)  # "at 5 p.m. The ..."
            continue
        mark = token.text
        if mark in _QUOTES_OPEN:
            quote_depth = 1
        elif mark in _QUOTES_CLOSE:
            quote_depth = 0
        elif mark in _QUOTES_BOTH:
            quote_depth = 1 - quote_depth
        previous = tokens[i - 1] if i > begin else None
        following = tokens[i + 1] if i + 1 < count else None
        if mark not in enders:
            # a closing quote right after a full stop closes the sentence with it
            if (
                mark in '»”"'
                and quote_depth == 0
                and previous is not None
                and previous.text in enders
                and previous.text != ";"
                and (following is None or following.capital or following.kind != "word")
            ):
                flush(i + 1)
            continue
        if following is None or following.kind == "line":
            continue
        if following.kind == "punct" and (
            following.text in _QUOTES_CLOSE or (following.text == '"' and quote_depth)
        ):
            continue
        if mark == "." and previous is not None and previous.kind == "word":
            if previous.fold in abbreviations or (len(previous.text) == 1 and previous.capital):
                continue
            if "." in previous.text and not following.capital:
                continue
        if following.kind == "word" and not following.capital and following.text[0].islower():
            continue
        if ordinal_stops and mark == "." and previous is not None and _is_ordinal(previous, token):
            continue
        if following.start == token.end and following.kind in ("word", "num"):
            continue
        flush(i + 1)
    flush(count)
    if len(result) > 1 and result[0].paragraph == 0 and paragraph > 0:
        for sentence in result:
            if sentence.paragraph == 0:
                sentence.headline = True
    return result
