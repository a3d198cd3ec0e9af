"""Names of towns whose words mean something by themselves: "Port Sudan" is no port of Sudan's.

A word for a kind of place or the name of a country is read as such wherever it stands; where it is
written with a capital beside another such word, and the two together are the name of a town that
the gazetteers know, the name is read whole.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.lexicon import Lexicon
from contested.claim.words import Word
from contested.place.fit import is_known, is_settlement
from contested.place.inflect import base_forms
from contested.place.world import World

_PARTICLE = 3  # letters of a preposition inside a name, at most
_LONGEST = 40  # letters of such a name
_APART = 1  # letters between two words of one name: a blank or a hyphen


def whole_names(words: list[Word], text: str, lexicon: Lexicon, world: World) -> list[Word]:
    """The words of a sentence of `text`, with such names as one word each."""
    found: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        if not word.capital:
            found.append(word)
            i += 1
            continue
        parted = _parted_name(words, i, text, lexicon, world)
        if parted is not None:
            found.append(parted)
            i += 3
            continue
        behind = words[i + 1] if i + 1 < len(words) else None
        if behind is None or not _could_be_name(word, behind):
            found.append(word)
            i += 1
            continue
        name = text[word.start : behind.end]
        if any(
            is_settlement(place) and is_known(place)
            for form in (name, *base_forms(name, lexicon.code)) for place in world.lookup(form)
        ):  # fmt: skip
            form = lexicon.unguessed(behind.form.fold)
            word = replace(word, text=name, form=form, end=behind.end, entity=None, verb=None)
            i += 1
        found.append(word)
        i += 1
    if len(found) < len(words):
        for index, word in enumerate(found):
            word.index = index
    return found


def _parted_name(
    words: list[Word], i: int, text: str, lexicon: Lexicon, world: World
) -> Word | None:
    """A known town whose name holds a preposition, as one word: "Mocímboa da Praia"."""
    if i + 2 >= len(words):
        return None
    first, particle, last = words[i : i + 3]
    if (
        not (first.capital and last.capital) or particle.capital or len(particle.text) > _PARTICLE
        or first.entity is not None or first.form.known
        or first.kind != "word" or last.kind != "word" or last.end - first.start > _LONGEST
    ):  # fmt: skip
        return None
    name = text[first.start : last.end]
    if not any(is_settlement(place) and is_known(place) for place in world.lookup(name)):
        return None
    return replace(first, text=name, form=lexicon.unguessed(last.form.fold), end=last.end)


def _could_be_name(word: Word, behind: Word) -> bool:
    if not (word.capital and behind.capital and word.kind == behind.kind == "word"):
        return False
    if behind.start - word.end > _APART or word.entity is not None:
        return False
    kind = any(sense.kind == "place" for sense in word.form.nouns)
    country = behind.entity is not None and bool(behind.entity.country)
    return kind or (country and not word.form.known)
