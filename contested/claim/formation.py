"""Armed groups that no list has: a noun for a formation with the name beside it is one actor.

"The Foo Liberation Army (FLA)" becomes one word that names an actor of that name, and "FLA" means
the same in the rest of the report. Which nouns and which words between are data of the language:
`[formations]` and `[formation_words]`, each with its English word, of which the name is made.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from contested.claim.canonical import LANGUAGE, canonical_spelling
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.names import Entity
from contested.claim.phrase import ActorRef
from contested.claim.words import Word

_NAME = Form("", known=True)
_LONGEST = 7  # words of a name, at most
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 7


@lru_cache(maxsize=32)
def _glosses(lexicon: Lexicon, table: str) -> dict[str, str]:
    """The words of a table of the language, with their English."""
    listed: dict[str, list[str]] = lexicon.settings.get(table, {})
    return {lexicon.key(text): gloss for gloss, texts in listed.items() for text in texts}


def begins_name(actor: ActorRef | None, run: list[Word], at: int, head: int) -> bool:
    """Whether a country only begins the name of a force that no list has, given where both stand.

    The "Foo Liberation Forces", with a country for Foo, are not the country's own forces.
    """
    if actor is None or not actor.weak or not actor.country or actor.id or not 0 <= at < head:
        return False
    return run[head].capital and any(
        w.capital and w.kind == "word" and w.entity is None and not w.form.known
        for w in run[at + 1 : head]
    )


class Formations:
    """Finds the unlisted formations of one report, and remembers their acronyms."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.nouns = _glosses(lexicon, "formations")
        self.between = _glosses(lexicon, "formation_words")
        self.name_first = bool(lexicon.settings.get("formation_name_first", False))
        self._short: dict[str, Entity] = {}

    def named(self, words: list[Word]) -> list[Word]:
        """The words of a sentence with every unlisted formation as one word."""
        found: list[Word] = []
        i = 0
        while i < len(words):
            word = words[i]
            known = self._short.get(word.text) if self._short else None
            if known is not None:
                found.append(replace(word, entity=known, form=_NAME))
                i += 1
                continue
            noun = self._noun(word) if word.capital or not self.name_first else ""
            if noun:
                at, end, name = self._spelt(words, i, noun)
                if name and (at == i or any(w is words[at] for w in found)):
                    del found[len(found) - (i - at) :]
                    found.append(_joined(words[at:end], name))
                    self._acronym(words, end, found[-1])
                    i = end
                    continue
            found.append(word)
            if word.entity is not None and word.entity.actors:
                self._acronym(words, i + 1, word)
            i += 1
        if len(found) == len(words):
            return found
        return [w if w.index == k else replace(w, index=k) for k, w in enumerate(found)]

    def _noun(self, word: Word) -> str:
        """The English noun of a formation that a word is, or nothing."""
        if word.kind != "word" or word.entity is not None:
            return ""
        form = word.form
        if form.fold in self.nouns:
            return self.nouns[form.fold]
        for sense in form.nouns:
            if sense.lemma in self.nouns:
                return self.nouns[sense.lemma]
        return ""

    def _inner(self, word: Word) -> str:
        """The English of a word that may stand inside the name of a formation."""
        known = self.between.get(word.form.fold)
        if known is None:
            known = next(
                (self.between[s.lemma] for s in word.form.nouns if s.lemma in self.between), ""
            )
        return known

    def _bare(self, word: Word) -> bool:
        """Whether a word can only be a name of its own: with a capital, and in no list."""
        return (
            word.kind == "word" and word.capital and word.entity is None
            and not word.form.known and not word.form.function
        )  # fmt: skip

    def _spelt(self, words: list[Word], i: int, noun: str) -> tuple[int, int, str]:
        """Beginning and end of the name round the noun at `i`, and its English; no name: ""."""
        if self.name_first:
            return self._name_before(words, i, noun)
        return self._name_behind(words, i, noun)

    def _name_before(self, words: list[Word], i: int, noun: str) -> tuple[int, int, str]:
        start, own = i, False
        while start > 0 and i - start < _LONGEST:
            word = words[start - 1]
            possessive = word.kind == "poss" and start > 1 and self._inner(words[start - 2])
            inner = word.capital and word.kind == "word" and self._inner(word)
            if not (possessive or inner or self._bare(word)):
                break
            if start == 1 and not self._bare(word) and not inner:
                break
            own = own or (self._bare(word) and not inner)
            start -= 1
        end = i + 1
        if not words[i].capital:
            return i, end, ""
        if not own:
            end = self._behind(words, i)
            return start, end, _text(words[start:end]) if end > i + 1 else ""
        if self.lexicon.code == LANGUAGE:
            return start, end, _text(words[start:end])
        return start, end, self._rendered(words[start:i], noun)

    def _name_behind(self, words: list[Word], i: int, noun: str) -> tuple[int, int, str]:
        end, last, own = i + 1, i + 1, False
        while end < len(words) and end - i < _LONGEST:
            word = words[end]
            if word.kind != "word" or word.entity is not None:
                break
            if self._bare(word):
                if not words[i].capital and not own and end > i + 1:
                    break  # "a brigade of the town of X"
                own, last = True, end + 1
            elif self._inner(word):
                pass
            elif own or not ({"of", "for"} & set(word.form.prep) or word.form.det):
                break
            end += 1
        if not own:
            return i, i + 1, ""
        return i, last, self._rendered(words[i + 1 : last], noun)

    def _behind(self, words: list[Word], i: int) -> int:
        """Where "for the Salvation of X" ends behind a noun, or right behind it."""
        end, last, own = i + 1, i + 1, False
        while end < len(words) and end - i < _LONGEST and words[end].kind == "word":
            word = words[end]
            bare = self._bare(word)
            joins = {"of", "for"} & set(word.form.prep) or word.form.det or self._inner(word)
            if not joins and not (bare and end > i + 1):
                break
            own, last = own or bare, end + 1 if bare else last
            end += 1
        return last if own else i + 1

    def _rendered(self, words: list[Word], noun: str) -> str:
        """The name in the order and letters of English: "Foo Liberation Army"."""
        own = [w.text for w in words if self._bare(w) and not self._inner(w)]
        inner = [gloss for w in words if (gloss := self._inner(w))]
        name = canonical_spelling(" ".join(own), self.lexicon.code)
        return " ".join([name, *inner, noun])

    def _acronym(self, words: list[Word], i: int, word: Word) -> None:
        """Remember the acronym in brackets behind a name as another name of the same."""
        if i + 2 >= len(words) or words[i].text != "(" or words[i + 2].text != ")":
            return
        short = words[i + 1]
        fits = _SHORTEST_ACRONYM <= len(short.text) <= _LONGEST_ACRONYM
        if word.entity is None or not fits or not short.text.isupper():
            return
        if short.entity is None or _begins_words(short.text, word.entity):
            self._short[short.text] = word.entity


def _begins_words(short: str, named: Entity) -> bool:
    """Whether an acronym of somebody else has the first letters of a party's own name."""
    parts = [named.text, *(actor.replace("-", " ") for actor in named.actors)]
    return any("".join(w[0] for w in text.split()).lower() == short.lower() for text in parts)


def _text(words: list[Word]) -> str:
    """The words as written, with one space between them."""
    text = words[0].text
    for before, word in pairwise(words):
        text += ("" if word.start == before.end and not word.joined else " ") + word.text
    return text


def _joined(words: list[Word], name: str) -> Word:
    """One word for the name of a formation."""
    first, last = words[0], words[-1]
    entity = Entity(_text(words), formation=name)
    return Word(
        first.index, entity.text, _NAME, first.start, last.end, "word", True, first.joined, entity,
        marks=last.marks,
    )  # fmt: skip
