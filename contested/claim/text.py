"""Text to sentences and tokens, with offsets that point into the untouched report.

Folding (case, accents, final sigma, apostrophes) never changes a token's offsets: each token keeps
where it starts and ends in the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex

# Abbreviations with stops, words with the apostrophes inside them, numbers, marks.
_LETTERS = r"\p{L}[\p{L}\p{M}\p{Nd}]*"
_PIECE = regex.compile(
    r"(?<!\p{L})(?:(?:\p{Ll}\.){2,}(?!\p{L})|(?:\p{Lu}\.){2,})"
    rf"|{_LETTERS}(?:['’ʼ](?!s\b){_LETTERS})*"
    r"|['’]s\b|\p{Nd}+(?:[.,:/]\p{Nd}+)*|[^\s\w]"
)
_OWNING = regex.compile(r"(?<=\p{L}s)['’](?=\s\p{L})")
_KIND = regex.compile(r"(?P<word>\p{L})|(?P<num>\p{Nd})|(?P<poss>['’]s)|(?P<punct>[^\s\w])")
_SPECIAL_FOLDS = {
    "ς": "σ", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss",
    "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
    "'": "", "’": "", "ʼ": "", ".": "",
}  # fmt: skip
_APOSTROPHE = regex.compile(r"['’ʼ]")


class _Folds(dict[int, str]):
    """What each character of a decomposed word in small letters becomes, by its code."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "" if unicodedata.combining(char) else _SPECIAL_FOLDS.get(char, char)
        self[code] = folded
        return folded


_FOLDS = _Folds()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Case-, accent- and apostrophe-free form of a word, the key of every lexicon look-up.

    >>> fold("Χαλέπι"), fold("Sana'a"), fold("U.S.")
    ('χαλεπι', 'sanaa', 'us')
    """
    lowered = word.lower()
    if lowered.isascii():
        return lowered.replace("'", "").replace(".", "")
    return unicodedata.normalize("NFD", lowered).translate(_FOLDS)


@lru_cache(maxsize=200_000)
def accented(word: str) -> str:
    """As `fold`, with the accents kept: the key where they tell words apart.

    >>> accented("L'été"), fold("L'été")
    ('lété', 'lete')
    """
    lowered = unicodedata.normalize("NFC", word.lower())
    return lowered.replace("'", "").replace("’", "").replace("ʼ", "").replace(".", "")


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How a language writes: what of a word its lexicon looks up.

    `elided` are the words (as keys) that lose their vowel before another and lean on it with an
    apostrophe; `leaning` those that lean on one of the `hosts` before them ("they've"); `capitals`
    puts the right key for a capital that is written without its accent; `number_endings` are bound
    to a number by a hyphen and say no more than its case ("22-й").
    """

    accents: bool = False
    elided: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    capitals: Mapping[str, str] = field(default_factory=dict)
    number_endings: frozenset[str] = frozenset()
    cuts: dict[str, Cut] = field(default_factory=dict, repr=False)  # memory of `tokenise`

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Writing:
        """How the language with these settings (language.toml) writes."""
        pronouns = settings.get("pronouns", {})
        return cls(
            accents=settings.get("accents", False),
            elided=frozenset(settings.get("elided", ())),
            leaning=frozenset(fold(word) for word in settings.get("leaning", ())),
            hosts=frozenset((*pronouns.get("subject", ()), *pronouns.get("place", ()))),
            capitals=settings.get("capitals", {}),
            number_endings=frozenset(settings.get("number_endings", ())),
        )

    def key(self, word: str) -> str:
        """The form under which a word stands in the lexicon."""
        if not self.accents:
            return fold(word)
        key = accented(word)
        return self.capitals.get(key, key) if self.capitals and word[0].isupper() else key

    def parts(self, word: str) -> list[str]:
        """A word cut behind each elided word that leans on it, and before one that leans on it.

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
        mark = _APOSTROPHE.search(rest) if self.leaning else None
        if mark is not None and self.leans(rest[: mark.start()], rest[mark.start() :]):
            return [*cut, rest[: mark.start()], rest[mark.start() :]]
        return [*cut, rest]

    def leans(self, host: str, word: str) -> bool:
        """Whether `word` with its apostrophe is a word that leans on `host`: "they" and "'ve"."""
        return self.key(word) in self.leaning and self.key(host) in self.hosts

    def split(self, text: str) -> tuple[str, ...]:
        """The keys of the words of an expression, cut as the tokens of a text are."""
        if not self.elided:
            return tuple([self.key(word) for word in text.split()])
        return tuple([self.key(part) for word in text.split() for part in self.parts(word)])


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
_LONGEST_ENDING = 4  # letters that an inflected word may have behind its stem
_ENDERS = frozenset(".!?;…·؟۔")


# What a run of characters between blanks holds: offset of each token in it, the token, its key, its
# kind and its capital, and whether a hyphen binds it to the token before.
Cut = tuple[tuple[int, str, str, str, bool, bool], ...]
REMEMBERED = 100_000  # how many such runs are remembered for a way of writing, at most
LONGEST_REMEMBERED = 60  # characters
_LINE = re.compile(r"\n[ \t\r]*\n\s*")


def _cut(run: str, writing: Writing) -> Cut:
    """The tokens of a run without blanks. A lone apostrophe is a mark, unless a line follows it."""
    cut: list[tuple[int, str, str, str, bool, bool]] = []
    joined = False
    for match in _PIECE.finditer(run):
        piece, start = match.group(), match.start()
        known = _KIND.match(piece)
        kind = str(known.lastgroup) if known is not None else ""
        if kind == "word" and joined and cut[-1][3] == "num" and piece in writing.number_endings:
            joined = False
        elif kind == "word":
            for part in writing.parts(piece):
                capital = part[0].isupper()
                plain = part[-1] == "." and part[0].islower()  # "a.m." is no form of "be"
                key = part if plain else writing.key(part)
                cut.append((start, part, key, kind, capital, joined))
                start, joined = start + len(part), False
        elif kind == "num":
            cut.append((start, piece, writing.key(piece), kind, False, joined))
            joined = False
        elif piece in _HYPHENS and _binds(run, match.start(), match.end()):
            joined = True
        elif kind:
            if (
                piece in _APOSTROPHES
                and cut
                and cut[-1][2] in writing.elided
                and (run[match.end() : match.end() + 1].isdigit())
            ):
                continue  # "dell'80%"
            if piece in _APOSTROPHES and _OWNING.match(run, start):
                kind = "poss"
            leans = kind == "poss" and bool(cut) and writing.leans(cut[-1][1], piece)
            key = writing.key(piece) if leans else piece
            cut.append((start, piece, key, "word" if leans else kind, False, False))
            joined = False
    return tuple(cut)


def _binds(run: str, start: int, end: int) -> bool:
    """Whether a hyphen stands inside a word."""
    before = start > 0 and (run[start - 1].isalnum() or run[start - 1] == ".")
    return before and end < len(run) and run[end].isalnum()


def tokenise(text: str, writing: Writing = PLAIN) -> list[Token]:
    """All tokens of a text; a hyphen between letters is dropped and marks the next one `joined`.

    An elided word ("l'" before a vowel) is a token of its own. `fold` of a token is its key. Texts
    say the same words again and again: how a run of characters between two blanks is cut is
    remembered in `writing`.

    >>> [(t.text, t.joined) for t in tokenise("rebel-held Aleppo")]
    [('rebel', False), ('held', True), ('Aleppo', False)]
    """
    tokens: list[Token] = []
    append, cuts = tokens.append, writing.cuts
    begin = 0
    for line in [*_LINE.finditer(text), None]:
        position = begin
        for run in text[begin : line.start() if line is not None else len(text)].split(" "):
            cut = cuts.get(run)
            if cut is None:
                cut = _cut(run, writing)
                if len(run) < LONGEST_REMEMBERED:
                    if len(cuts) >= REMEMBERED:
                        cuts.clear()
                    cuts[run] = cut
            for offset, word, key, kind, capital, joined in cut:
                start = position + offset
                append(Token(word, key, start, start + len(word), kind, capital, joined))
            position += len(run) + 1
            if run[-1:] in _APOSTROPHES and tokens[-1].kind == "punct":
                last = tokens[-1]
                if last.end == position - 1 and _OWNING.match(text, last.start):
                    last.kind = "poss"
        if line is not None:
            begin = line.end()
            mark = line.group()
            append(Token(mark, mark, line.start(), begin, "line", False, False))
    return tokens


def _is_ordinal(number: Token, stop: Token, following: Token, units: frozenset[str]) -> bool:
    """Whether a stop makes an ordinal of the number before it: one of two digits at most, or of
    a military unit."""
    if number.kind != "num" or number.end != stop.start:
        return False
    return len(number.text) < 3 or (len(number.text) < 5 and following.fold in units)


def sentences(
    text: str,
    abbreviations: frozenset[str],
    enders: frozenset[str] = _ENDERS,
    writing: Writing = PLAIN,
    *,
    ordinal_stops: bool = False,
    units: frozenset[str] = frozenset(),
    headed: bool = True,
) -> list[Sentence]:
    """Split a report (headline, blank line, body) into sentences; not `headed`, all is body.

    A full stop ends no sentence after an abbreviation, an initial, or before a lower-case letter;
    with `ordinal_stops` neither after a number of one or two digits ("am 3. August"), nor after a
    longer one before one of `units` ("die 137. Brigade").
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
        if ordinal_stops and mark == "." and previous is not None and (
            _is_ordinal(previous, token, following, units)
        ):  # fmt: skip
            continue
        if following.start == token.end and following.kind in ("word", "num"):
            continue
        flush(i + 1)
    flush(count)
    if headed and len(result) > 1 and result[0].paragraph == 0 and paragraph > 0:
        for sentence in result:
            if sentence.paragraph == 0:
                sentence.headline = True
    return result


def inflects(word: str, stems: tuple[str, ...]) -> bool:
    """Whether a folded word is one of the stems with at most an ending behind it."""
    return any(word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING for stem in stems)
