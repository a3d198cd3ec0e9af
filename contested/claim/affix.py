"""Words written together: conjunctions, prepositions and articles before a word, pronouns behind.

A language lists what it writes onto its words (`[affixes]` in language.toml). Here such a token is
cut into words of their own, so that everything after sees "and", "in", a noun and "its". What is
cut off in front keeps its own form; a pronoun behind gets the mark `BEHIND`, to be told from the
same letters standing alone. The article leaves no token but the mark `DEFINITE` on its noun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from contested.claim.form import Form
from contested.claim.text import Sentence, Token, fold

_Expression = tuple[tuple[str, ...], Form]

# A piece of a word: where it begins and ends in it, itself, its key, its marks; then whether it
# counts as written with a capital, and whether a list has it (None: it is a single letter)
_Part = tuple[int, int, str, str, frozenset[str]]
_Piece = tuple[int, int, str, str, bool, frozenset[str], bool | None]
_NONE: frozenset[str] = frozenset()
REMEMBERED = 200_000  # how many words are remembered, at most

BEHIND = "+"
DEFINITE = "definite"
_SHORT = 3  # letters that must be left of a word of which two things or a guessed one are cut


@dataclass(frozen=True, slots=True)
class Cut:
    """A folded word in its parts: what stands before it, itself, and what stands behind it."""

    before: tuple[str, ...]
    core: str
    definite: bool = False
    behind: str = ""


class Affixes:
    """What one language writes onto its words, and how its words are cut apart again.

    `known` says whether a folded word is one of the language; `form` gives what it can be.
    """

    def __init__(
        self,
        table: dict[str, Any],
        known: Callable[[str], bool],
        form: Callable[[str], Form | None],
    ) -> None:
        self.article = fold(table.get("article", ""))
        self.fused: dict[str, str] = {
            fold(k): fold(v) for k, v in table.get("fused_article", {}).items()
        }
        slots = [[fold(w) for w in slot] for slot in table.get("prefixes", ())]
        self.prefixes: list[tuple[str, ...]] = sorted(
            (tuple(p for p in parts if p) for parts in product(*(["", *slot] for slot in slots))),
            key=lambda parts: sum(map(len, parts)),
        )
        self.openers = frozenset(slots[0]) if slots else frozenset()
        self.suffixes = sorted((fold(s) for s in table.get("suffixes", ())), key=len, reverse=True)
        self.changes: list[tuple[str, str]] = [
            (fold(a), fold(b)) for a, b in table.get("before_suffix", ())
        ]
        self.spelled = frozenset(table.get("spelled", ()))  # words only where written just so
        self._unspelled = frozenset(fold(w) for w in self.spelled)
        self.known = known
        self.form = form
        self._memo: dict[str, Cut] = {}
        self._pieces: dict[str, tuple[_Piece, ...]] = {}  # of words as written, cut apart
        self._runs: dict[str, bool] = {}  # by words in a row: whether they are one place's name

    def verbal(self, folded: str) -> bool:
        """Whether a listed word can only be a verb."""
        form = self.form(folded)
        return form is not None and bool(form.verbs) and not form.nouns

    def bare(self, folded: str) -> tuple[str, bool]:
        """A word without its article, and whether it had one."""
        article = self.article
        if article and len(folded) > len(article) + 1 and folded.startswith(article):
            return folded[len(article) :], True
        return folded, False

    def named(self, folded: str) -> tuple[str, bool]:
        """As `bare`, but a listed word that only begins like the article keeps all of it."""
        return (folded, False) if self.known(folded) else self.bare(folded)

    def expressions(self, entries: dict[str, list[_Expression]]) -> dict[str, list[_Expression]]:
        """Expressions by first word, as their words stand in a text that has been cut apart."""
        found: dict[str, list[_Expression]] = {}
        for words, form in [entry for known in entries.values() for entry in known]:
            parts: list[str] = []
            for word in words:
                cut = self.cut(word)
                parts += [*cut.before, cut.core]
            found.setdefault(parts[0], []).append((tuple(parts), form))
        return found

    def name_key(self, folded: str, first: bool) -> tuple[str, ...]:
        """The words that one word of a listed name is cut into."""
        if not first:
            for opener in self.openers:
                rest = folded.removeprefix(opener)
                if rest != folded and self.article and rest.startswith(self.article):
                    return (opener, self.bare(rest)[0])
            for fused, opener in self.fused.items():
                rest = folded.removeprefix(fused)
                if rest != folded and len(rest) >= _SHORT:
                    return (opener, rest)  # its article is written into the preposition
            common = self._common(folded)
            if common is not None:
                return (*common.before, common.core)
        return (self.named(folded)[0],)

    def cut(self, text: str, *names: Callable[[str], bool]) -> Cut:
        """The parts of a word as it is written; `names` tell what no word list holds, surest first.

        The first of `names` is as good as a word list; the others are asked last.
        """
        found = self._memo.get(text)
        if found is None:
            found = self._cut(text, names)
            if names and len(self._memo) < REMEMBERED:
                self._memo[text] = found
        return found

    def _cut(self, text: str, names: tuple[Callable[[str], bool], ...]) -> Cut:
        folded = fold(text)
        if text in self.spelled:
            return Cut((), folded)
        common = self._common(folded) or self._pronominal(folded)
        if common is not None:
            return common
        listed = self.known if not names else lambda w: self.known(w) or names[0](w)
        for test in (listed, *names[1:]):
            whole = self._whole(folded, test, test is listed)
            if whole is not None:
                return whole
            for parts in self.prefixes:
                prefix = "".join(parts)
                if parts and folded[len(prefix) :] in self.suffixes and folded.startswith(prefix):
                    return Cut(parts, BEHIND + folded[len(prefix) :])
                for lead, article in self._leads(prefix, parts):
                    if not folded.startswith(lead) or len(folded) < len(lead) + 2:
                        continue
                    rest = folded[len(lead) :]
                    if len(rest) < _SHORT and len(parts) > 1:
                        continue
                    found = self._core(rest, text, parts, article, test)
                    if found is not None:
                        return found
        return self._guess(folded, text)

    def _common(self, folded: str) -> Cut | None:
        """A word for a side behind one prefix, though some name holds the two as
        one word: "in the countryside", "for the north"."""
        if self.known(folded):
            return None
        for parts in self.prefixes:
            rest = folded[len(parts[0]) :] if len(parts) == 1 else ""
            if len(rest) < _SHORT or not folded.startswith(parts[0]):
                continue
            form = self.form(rest)
            if form is not None and form.known and form.compass:
                return Cut(parts, rest)
        return None

    def _pronominal(self, folded: str) -> Cut | None:
        """A preposition with its pronoun ("in it"), though some place may be called so."""
        if self.known(folded) or not folded[1:2]:
            return None
        for parts in self.prefixes:
            prefix = "".join(parts)
            rest = folded[len(prefix) :]
            if parts and parts[-1] not in self.openers and folded.startswith(prefix) and (
                rest in self.suffixes
            ):  # fmt: skip
                return Cut(parts, BEHIND + rest)
        return None

    def _leads(self, prefix: str, parts: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
        if self.article:
            for fused, opener in self.fused.items():
                if parts and parts[-1] == opener:
                    yield prefix.removesuffix(opener) + fused, True
            yield prefix + self.article, True
        yield prefix, False

    def _whole(self, folded: str, test: Callable[[str], bool], listed: bool) -> Cut | None:
        core, definite = self.bare(folded)
        if test(folded) and folded not in self._unspelled:
            return Cut((), folded) if listed or not definite else Cut((), core, True)
        return Cut((), core, True) if definite and test(core) and not self.verbal(core) else None

    def _core(
        self, rest: str, text: str, parts: tuple[str, ...], article: bool,
        test: Callable[[str], bool],
    ) -> Cut | None:  # fmt: skip
        if test(rest) and (parts or article):
            return Cut(parts, rest, article)
        if article:
            return None
        for suffix in self.suffixes:
            stem = rest.removesuffix(suffix)
            if stem == rest or len(stem) < 2 or not text.endswith(suffix):
                continue
            for ending, base in self.changes:
                changed = stem.removesuffix(ending) + base
                if stem.endswith(ending) and len(stem) > len(ending) + 1 and test(changed):
                    return Cut(parts, changed, False, suffix)
            if test(stem):
                return Cut(parts, stem, False, suffix)
        return None

    def _guess(self, folded: str, text: str) -> Cut:
        """An unknown word: an article and what stands before it are sure, a conjunction likely."""
        for parts in reversed(self.prefixes):
            for lead, article in self._leads("".join(parts), parts):
                if article and folded.startswith(lead) and len(folded) > len(lead) + 2:
                    return Cut(parts, folded[len(lead) :], True)
        before: tuple[str, ...] = ()
        for opener in sorted(self.openers):
            if folded.startswith(opener) and len(folded) >= _SHORT + len(opener):
                before, folded = (opener,), folded[len(opener) :]
                break
        for suffix in self.suffixes:
            stem = folded.removesuffix(suffix)
            if len(suffix) > 1 and stem != folded and len(stem) > _SHORT:
                return Cut(before, stem, False, suffix)
        return Cut(before, folded)

    def apart(
        self, sentence: Sentence, names: Collection[str], is_place: Callable[[str], bool]
    ) -> Sentence:
        """The sentence with its written-together words cut apart; offsets stay the text's own.

        A word that only `is_place` knows counts as written with a capital, and so do several in a
        row that are one place's name; they become one token. `names` and `is_place` are the same
        in every call: what they say of a word is remembered.
        """
        tokens: list[Token] = []
        append, known = tokens.append, self._pieces
        listed: list[bool | None] = []  # of each token: whether a list has it; None: no word
        for token in sentence.tokens:
            if token.kind != "word" or len(token.fold) < 2:
                append(token)
                listed.append(None)
                continue
            pieces = known.get(token.text)
            if pieces is None:
                pieces = self._cut_up(token, names, is_place)
                if len(known) < REMEMBERED:
                    known[token.text] = pieces
            start, joined = token.start, token.joined
            for begin, end, text, folded, capital, marks, in_list in pieces:
                append(
                    Token(text, folded, start + begin, start + end, "word", capital, joined, marks)
                )
                listed.append(in_list)
                joined = False
        found = self._joined(tokens, listed, is_place)
        return Sentence(found, sentence.headline, sentence.paragraph, sentence.opens_in_quote)

    def _cut_up(
        self, token: Token, names: Collection[str], is_place: Callable[[str], bool]
    ) -> tuple[_Piece, ...]:
        """The pieces of a written-together word."""

        def capital(word: str) -> bool:
            return not self.known(word) and word not in names and is_place(word)

        cut = self.cut(token.text, names.__contains__, is_place)
        pieces: Iterable[_Part] = [(0, len(token.text), token.text, token.fold, token.marks)]
        if cut.before or cut.definite or cut.behind:
            pieces = _parts(token.text, cut, self.article)
        return tuple(
            (
                begin, end, text, folded, capital(folded) or capital(fold(text)), marks,
                self.known(folded) if len(folded) > 1 else None,
            )
            for begin, end, text, folded, marks in pieces
        )  # fmt: skip

    def _joined(
        self, tokens: list[Token], listed: list[bool | None], is_place: Callable[[str], bool]
    ) -> list[Token]:
        """The tokens, with two or three that are one unlisted place's name as one.

        `listed` tells of each whether a list has it, None if it is no word of several letters.
        """
        found: list[Token] = []
        i, count = 0, len(tokens)
        while i < count:
            first = listed[i]
            second = listed[i + 1] if first is not None and i + 1 < count else None
            if second is None:
                found.append(tokens[i])
                i += 1
                continue
            third = listed[i + 2] if i + 2 < count else None
            sizes = [] if third is None or (first and second and third) else [3]
            if not (first and second):
                sizes.append(2)
            for size in sizes:
                run = tokens[i : i + size]
                text = " ".join([t.text for t in run])
                named = self._runs.get(text)
                if named is None:
                    named = is_place(fold(text))
                    if len(self._runs) < REMEMBERED:
                        self._runs[text] = named
                if named:
                    found.append(
                        replace(run[0], text=text, fold=fold(text), end=run[-1].end, capital=True)
                    )
                    i += size
                    break
            else:
                found.append(tokens[i])
                i += 1
        return found


def _parts(text: str, cut: Cut, article: str) -> Iterator[_Part]:
    """The pieces of a word: where each begins and ends in it, itself, its key and its marks."""
    places = [i for i, char in enumerate(text) for _ in fold(char)]
    at = 0
    for part in cut.before:
        start, stop = _offset(places, at, text), _offset(places, at + len(part), text)
        yield start, stop, text[start:stop], part, _NONE
        at += len(part)
    start = _offset(places, at, text)
    if cut.core.startswith(BEHIND):
        yield start, len(text), text[start:], cut.core, _NONE
        return
    end = len(text) if not cut.behind else _offset(places, len(places) - len(cut.behind), text)
    written = text[start:end]
    if cut.definite and not fold(written).startswith(article):
        written = article + written[1:]  # its own letters are written into what stands before
    elif not cut.definite and fold(written) != cut.core:
        written = cut.core  # its end is written otherwise before a pronoun
    yield start, end, written, cut.core, frozenset({DEFINITE}) if cut.definite else _NONE
    if cut.behind:
        yield end, len(text), text[end:], BEHIND + cut.behind, _NONE


def _offset(places: list[int], index: int, text: str) -> int:
    return places[index] if index < len(places) else len(text)
