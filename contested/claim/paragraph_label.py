"""A place and a colon at the head of a paragraph or of a point of a list: what the rest is about.

"Madaya: besieged by the army.", "Eastern Aleppo: the area has been encircled since July."
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.form import Form
from contested.claim.ground import Ground
from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

_COLON, _BULLETS = ":", "-–—•*·"
_LONGEST = 10  # words of a label
_INSIDE = frozenset({",", "،", "(", ")", "/", "-", "–"})  # marks between the names of a label
_JOINING = frozenset({"of", "in"})
UNSAID = Form("", aux="be")  # the "is" between a label and what it is said to be


def opens_line(text: str, start: int) -> bool:
    """Whether nothing but a bullet or a number stands before offset `start` in its line."""
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return not before or before in _BULLETS or before.rstrip(".)").isdigit()


def label_end(words: list[Word], ground: Ground) -> int:
    """The index of the colon behind a label that names places and nothing else, or -1."""
    if all(word.text != _COLON for word in words[: _LONGEST + 1]):
        return -1
    named = False
    for i, word in enumerate(words[: _LONGEST + 1]):
        if word.kind == "punct":
            if word.text == _COLON:
                return i if named and i + 1 < len(words) else -1
            if word.text not in _INSIDE and not (i == 0 and word.text in _BULLETS):
                return -1
        elif _names_place(word, ground):
            named = True
        elif word.entity is not None or not _may_stand_in(word):
            return -1
    return -1


def _names_place(word: Word, ground: Ground) -> bool:
    """Whether a word is the name of a place of the report's countries and no seat of power."""
    entity = word.entity
    if entity is not None and (entity.actors or entity.country or entity.people or entity.metonym):
        return False  # "Moscow:" says who speaks, "Beirut:" from where
    if entity is not None and entity.places:
        return True
    if not word.capital or word.form.time is not None:
        return False
    place, _, _ = ground.lookup(word.text, ground.language, "")
    return place is not None and place.country in ground.countries


def _may_stand_in(word: Word) -> bool:
    form = word.form
    return bool(
        form.conj == "and" or form.det or form.article or form.compass
        or _JOINING & set(form.prep) or any(s.kind == "place" for s in form.nouns)
    )  # fmt: skip


def said_of_label(words: list[Word], colon: int, lexicon: Lexicon) -> list[Word]:
    """The words of a labelled sentence; where only a participle or a state follows the colon, it
    is said of the label: with "is", or with nothing where a language says none."""
    if not _states(words, colon + 1, lexicon):
        return words
    copula = not (lexicon.verbless or lexicon.settings.get("dash_copula"))
    at = words[colon + 1].start
    link = replace(words[colon], text="", form=UNSAID, kind="word", start=at, end=at)
    linked = [link] if copula else []
    said = [*words[:colon], *linked, *words[colon + 1 :]]
    while said[0].kind == "punct":
        said = said[1:]
    for index, word in enumerate(said):
        word.index = index
    return said


def _states(words: list[Word], k: int, lexicon: Lexicon) -> bool:
    """Whether all that is said from word `k` on is a participle or a state, not who does what."""
    while k < len(words) and _is_adverb(words[k]):
        k += 1
    stop = next((i for i in range(k, len(words)) if words[i].kind == "punct"), len(words))
    said = words[k:stop]
    if not said or said[0].entity is not None:
        return False
    first, last = said[0], said[-1]
    if _is_told(first):
        return len(said) == 1 or lexicon.case or _goes_on(said[1])
    if not first.form.prep and not (lexicon.verb_final and _is_passive(last)):
        return False
    if any(w.form.aux or w.form.verbs for w in said[:-1] if w.entity is None):
        return False
    return _is_told(last) or not last.form.verbs


def _is_adverb(word: Word) -> bool:
    form = word.form
    return (
        word.kind == "word"
        and word.entity is None
        and not form.verbs
        and bool(form.adverb or form.neg)
    )


def _goes_on(word: Word) -> bool:
    """Whether a word behind a participle is no noun that the participle describes."""
    form = word.form
    if word.entity is not None or not form.known:
        return False
    return bool(form.prep) or not (form.nouns or form.det)


def _is_told(word: Word) -> bool:
    """Whether a word is a participle of what is done to something."""
    parts = word.entity is None and any("part" in verb.tenses for verb in word.form.verbs)
    return parts or _is_passive(word)


def _is_passive(word: Word) -> bool:
    return word.entity is None and any(verb.voice == "p" for verb in word.form.verbs)
