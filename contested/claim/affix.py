"""Words written together: conjunctions, prepositions and articles before a word, pronouns behind.

A language lists what it writes onto its words (`[affixes]` in language.toml). Here such a token is
cut into words of their own, so that everything after sees "and", "in", a noun and "its". What is
cut off in front keeps its own form; a pronoun behind gets the mark `BEHIND`, to be told from the
same letters standing alone. The article leaves no token but the mark `DEFINITE` on its noun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from contested.claim.form import Form
from contested.claim.text import Sentence, Token, fold

_Expression = tuple[tuple[str, ...], Form]

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
        self.known = known
        self.form = form
        self._memo: dict[str, Cut] = {}
        self._unlisted: dict[str, bool] = {}  # by word: whether only the gazetteer knows it
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
        return (self.bare(folded)[0],)

    def cut(self, text: str, *names: Callable[[str], bool]) -> Cut:
        """The parts of a word as it is written; `names` tell what no word list holds, surest first.

        The first of `names` is as good as a word list; the others are asked last.
        """
        found = self._memo.get(text)
        if found is None:
            found = self._cut(text, names)
            if names and len(self._memo) < 200_000:
                self._memo[text] = found
        return found

    def _cut(self, text: str, names: tuple[Callable[[str], bool], ...]) -> Cut:
        folded = fold(text)
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

    def _leads(self, prefix: str, parts: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
        if self.article:
            for fused, opener in self.fused.items():
                if parts and parts[-1] == opener:
                    yield prefix.removesuffix(opener) + fused, True
            yield prefix + self.article, True
        yield prefix, False

    def _whole(self, folded: str, test: Callable[[str], bool], listed: bool) -> Cut | None:
        core, definite = self.bare(folded)
        if test(folded):
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
        row that are one place's name; they become one token.
        """

        unlisted = self._unlisted

        def capital(word: str) -> bool:
            found = unlisted.get(word)
            if found is None:
                found = not self.known(word) and word not in names and is_place(word)
                if len(unlisted) < 200_000:
                    unlisted[word] = found
            return found

        tokens: list[Token] = []
        for token in sentence.tokens:
            if token.kind != "word" or len(token.fold) < 2:
                tokens.append(token)
                continue
            cut = self.cut(token.text, names.__contains__, is_place)
            pieces = [token]
            if cut.before or cut.definite or cut.behind:
                pieces = list(_pieces(token, cut, self.article))
            for piece in pieces:
                piece.capital = capital(piece.fold) or capital(fold(piece.text))
            tokens.extend(pieces)
        return replace(sentence, tokens=list(self._joined(tokens, is_place)))

    def _joined(self, tokens: list[Token], is_place: Callable[[str], bool]) -> Iterator[Token]:
        """The tokens, with two or three that are one unlisted place's name as one."""
        words = [t.kind == "word" and len(t.fold) > 1 for t in tokens]
        listed = [not word or self.known(t.fold) for word, t in zip(words, tokens, strict=True)]
        i, count = 0, len(tokens)
        while i < count:
            for size in (3, 2):
                if i + size > count or not all(words[i : i + size]) or all(listed[i : i + size]):
                    continue
                run = tokens[i : i + size]
                text = " ".join([t.text for t in run])
                named = self._runs.get(text)
                if named is None:
                    named = is_place(fold(text))
                    if len(self._runs) < 200_000:
                        self._runs[text] = named
                if named:
                    yield replace(run[0], text=text, fold=fold(text), end=run[-1].end, capital=True)
                    i += size
                    break
            else:
                yield tokens[i]
                i += 1


def _pieces(token: Token, cut: Cut, article: str) -> Iterator[Token]:
    places = [i for i, char in enumerate(token.text) for _ in fold(char)]
    at, joined = 0, token.joined
    for part in cut.before:
        stop = token.start + _offset(places, at + len(part), token)
        start = token.start + _offset(places, at, token)
        yield Token(
            token.text[start - token.start : stop - token.start], part, start, stop, "word",
            False, joined,
        )  # fmt: skip
        at, joined = at + len(part), False
    if cut.core.startswith(BEHIND):
        start = _offset(places, at, token)
        yield Token(
            token.text[start:], cut.core, token.start + start, token.end, "word", False, False
        )
        return
    end = (
        len(token.text) if not cut.behind else _offset(places, len(places) - len(cut.behind), token)
    )
    start = _offset(places, at, token)
    marks = frozenset({DEFINITE}) if cut.definite else frozenset()
    text = token.text[start:end]
    if cut.definite and not fold(text).startswith(article):
        text = article + text[1:]  # the article's own letters are written into what stands before
    elif not cut.definite and fold(text) != cut.core:
        text = cut.core  # its end is written otherwise before a pronoun
    yield Token(
        text, cut.core, token.start + start, token.start + end, "word", False,
        joined, marks,
    )  # fmt: skip
    if cut.behind:
        yield Token(
            token.text[end:], BEHIND + cut.behind, token.start + end, token.end, "word", False,
            False,
        )  # fmt: skip


def _offset(places: list[int], index: int, token: Token) -> int:
    return places[index] if index < len(places) else len(token.text)
