"""Commas in texts that have lost them all: before who said it, before a description, in a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.actor.actors import Actors
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

_COMMAS = ",،、"
_ENOUGH = 60  # words that no writer puts down without a comma
_TELLERS = frozenset({"monitor", "media", "agency", "aid_org", "source", "crowd", "state_media"})
_SPEAKS = frozenset({"source", "official"})  # kinds of nouns for those who tell
_DESCRIBED = frozenset({"place", "group", "force"})  # kinds of nouns that describe a name
_ROLES = frozenset({"monitor", "state_media", "state_television", "state_agency"})
_NAMED_BEHIND = frozenset({"of", "for", "in", "at", "from", "with"})
_DATE = 6  # words of a date with its preposition
_CALENDAR = frozenset({"month", "weekday"})  # units of a date that a text names
_LISTED = 2  # places in a list that the gazetteer knows, at least
_LONGEST = 10  # words of who says something, of what follows "said"
_MODIFIERS = 2  # common words before the noun for who tells, without an article
_DESCRIPTION = 7  # words from an article to the noun of a description


def restore_commas(
    split: list[list[Word]], text: str, lexicon: Lexicon, actors: Actors
) -> list[list[Word]]:
    """The sentences of a text, with the commas put back that can be told.

    A text of some length without a single comma has lost them. Other texts come back as they are.
    """
    inverting = frozenset(lexicon.settings.get("inverting_verbs", ()))
    if not inverting or not has_lost_commas(split, text):
        return split
    return [_restored(words, actors, inverting) for words in split]


def has_lost_commas(split: list[list[Word]], text: str) -> bool:
    """Whether a text is longer than anybody writes without a single comma, and has none."""
    if any(c in text for c in _COMMAS):
        return False
    return sum(len(words) for words in split) >= _ENOUGH


def _restored(words: list[Word], actors: Actors, inverting: frozenset[str]) -> list[Word]:
    gaps = {
        *_behind_date(words),
        *_before_teller(words, actors, inverting),
        *_before_description(words),
        *_in_lists(words),
    }
    if not gaps:
        return words
    whole: list[Word] = []
    for word in words:
        if word.index in gaps:
            end = whole[-1].end
            mark = Form("", known=True)
            whole.append(Word(len(whole), ",", mark, end, end, "punct", False, False))
        whole.append(replace(word, index=len(whole)))
    return whole


def _behind_date(words: list[Word]) -> Iterator[int]:
    """Where a comma belongs behind a date that opens a sentence: "On Jan. 25 rebels ...".

    Only behind a day or a month, where a name or a noun follows that else would be a part of it.
    """
    if not words or not words[0].form.prep or words[0].entity is not None:
        return
    k, dated = 1, False
    while k < len(words) and k < _DATE:
        form = words[k].form
        if form.time is not None and form.time[0] in _CALENDAR:
            dated = True
        elif words[k].kind == "num" and form.time is None:
            beside = [w.form.time for w in words[k - 1 : k + 2 : 2]]
            if not any(t is not None and t[0] == "month" for t in beside):
                break
        elif words[k].text != ".":
            break
        k += 1
    if dated and k < len(words) and words[k].kind == "word" and words[k].capital:
        yield k


def _before_teller(words: list[Word], actors: Actors, inverting: frozenset[str]) -> Iterator[int]:
    """Where a comma belongs before "a monitor said" or "said the monitor" behind what it said."""
    for i, word in enumerate(words):
        if i < 2 or not _says(word):
            continue
        ends = _ends_behind(words, i + 1)
        start = _teller_start(words, i, actors) if ends else None
        if start is None and any(v.lemma in inverting for v in word.form.verbs):
            head = _head_behind(words, i + 1)
            ends = ends or _is_described(words, head)
            start = i if ends and _tells(words, head, actors) else None
        if start is not None and start > 1 and _follows_clause(words, start):
            yield start


def _is_described(words: list[Word], head: int | None) -> bool:
    """Whether a description follows a name: "the Observatory a group opposed to ..."."""
    behind = head + 1 if head is not None else len(words)
    return behind < len(words) and words[behind].form.det == "indefinite"


def _says(word: Word) -> bool:
    """Whether a word is a finite verb of speech and nothing else."""
    return word.entity is None and any(
        v.tenses & {"past", "pres"} and v.senses and all(s.kind != "rule" for s in v.senses)
        and any(s.kind == "speech" for s in v.senses) for v in word.form.verbs
    )  # fmt: skip


def _ends_behind(words: list[Word], start: int) -> bool:
    """Whether nothing that is said follows: only to whom, when and how."""
    for word in words[start : start + _LONGEST + 1]:
        form = word.form
        if word.kind == "punct" or form.conj or form.sub or form.rel:
            return True
        if any("ger" in v.tenses for v in form.verbs) and not form.nouns:
            return True
        if form.comp or form.modal or form.aux or form.inf or (_is_verb(word) and not form.nouns):
            return False
    return len(words) - start <= _LONGEST


def _is_verb(word: Word) -> bool:
    return word.entity is None and any(v.tenses & {"past", "pres"} for v in word.form.verbs)


def _teller_start(words: list[Word], verb: int, actors: Actors) -> int | None:
    """Where the phrase before a verb of speech starts that names who tells, or None."""
    if not _tells(words, verb - 1, actors):
        last = _before_place(words, verb)
        return _teller_start(words, last, actors) if last is not None else None
    if "subject" in words[verb - 1].form.pron:
        return verb - 1
    start = verb - 1
    while start > 0 and verb - start < _LONGEST and _may_join(words[start - 1]):
        start -= 1
    if start > 0 and words[start - 1].form.det:
        start -= 1
        owner = start - 1  # "a spokesman for the group"
        linked = owner > 0 and set(words[owner].form.prep) & _NAMED_BEHIND
        if not linked or not _is_office(words[owner - 1]):
            return start
        return _teller_start(words, owner, actors)
    start, listed = verb - 1, words[verb - 1].entity is not None
    while start > 0 and verb - start < _LONGEST and _joins(words[start - 1], listed):
        start -= 1
    for _ in range(_MODIFIERS if not words[start].capital else 0):
        if start > 1 and _describes(words[start - 1]):
            start -= 1
    while start > 0 and verb - start < _LONGEST and _joins(words[start - 1], listed):
        start -= 1
    return start


def _before_place(words: list[Word], verb: int) -> int | None:
    """The preposition of "a source in the province" right before a verb, or None."""
    for i in range(verb - 1, max(verb - 6, 0), -1):
        if set(words[i].form.prep) & _NAMED_BEHIND and i < verb - 1:
            return i if _is_office(words[i - 1]) else None
        if words[i].kind != "word" or (words[i].form.function and not words[i].form.det):
            return None
    return None


def _tells(words: list[Word], index: int | None, actors: Actors) -> bool:
    """Whether a word is the head of a phrase for somebody who tells."""
    if index is None or not 0 <= index < len(words):
        return False
    word = words[index]
    if word.entity is not None:
        known = [a for a in word.entity.actors if a in actors]
        return bool(word.entity.people) or any(actors.get(a).kind in _TELLERS for a in known)
    if word.capital and not word.form.known:
        return word.kind == "word"  # a person's name
    if "subject" in word.form.pron:
        return True
    return _is_office(word)


def _is_office(word: Word) -> bool:
    return word.entity is None and any(
        s.kind in _SPEAKS or (s.kind == "role" and s.arg in _ROLES) for s in word.form.nouns
    )


def _head_behind(words: list[Word], start: int) -> int | None:
    """The head of the phrase that starts at a word: its last noun or name."""
    head = None
    for i in range(start, min(start + _LONGEST, len(words))):
        word = words[i]
        if word.form.det and i == start:
            continue
        if word.kind != "word" or word.form.function or word.form.det or word.form.time:
            break
        head = i
        if word.entity is not None and word.entity.actors:
            break
    return head


def _may_join(word: Word) -> bool:
    """Whether a word can stand between an article and the noun for who tells."""
    form = word.form
    if word.kind != "word" or form.function or form.det or form.time is not None:
        return False
    if word.entity is not None:
        return True
    if _is_office(word):
        return True
    return not any(s.kind in ("place", "cue") or s.number == "pl" for s in form.nouns)


def _joins(word: Word, beside_name: bool) -> bool:
    """Whether a word can stand before the noun for who tells where there is no article.

    A strange name is no part of a listed one that stands behind it.
    """
    if not _may_join(word):
        return False
    if word.entity is not None:
        return bool(word.entity.actors or word.entity.gentilic)
    if word.capital and not word.form.known:
        return not beside_name
    return bool(word.form.role_adj or word.form.adjective) or _is_office(word)


def _describes(word: Word) -> bool:
    """Whether a common word can describe who tells: "civil defence sources"."""
    return (
        _may_join(word) and not word.capital and not word.form.verbs and not word.form.adverb
        and word.entity is None and not word.form.pron and not _is_office(word)
    )  # fmt: skip


def _follows_clause(words: list[Word], start: int) -> bool:
    """Whether a clause stands before a word, and nothing that goes on with it."""
    before = words[start - 1]
    if before.kind == "punct" or before.form.function or before.form.det:
        return False
    return any(_is_verb(word) for word in words[:start])


def _before_description(words: list[Word]) -> Iterator[int]:
    """Where a comma belongs between a name and "a town held by ..."."""
    for i in range(1, len(words) - 1):
        name, article = words[i - 1], words[i]
        if article.form.det != "indefinite" or article.capital or not name.capital:
            continue
        if name.entity is None and name.form.known:
            continue
        for word in words[i + 1 : i + 1 + _DESCRIPTION]:
            if word.kind != "word" or word.form.function or word.form.det:
                break
            kinds = {s.kind for s in word.form.nouns} if word.entity is None else set()
            if kinds & _DESCRIBED or _is_office(word):
                yield i
                break


def _in_lists(words: list[Word]) -> Iterator[int]:
    """Where commas belong between the names of places that "and" ends: "Homs Hama and Idlib".

    Two strange names in a row may be one, so that one of two neighbours is a listed place.
    """
    for i, word in enumerate(words):
        if word.form.conj != "and" or i < 2 or i + 1 >= len(words):
            continue
        first = i
        while first > 0 and _may_be_place(words[first - 1]):
            first -= 1
        names = [*words[first:i], words[i + 1]]
        if not _may_be_place(words[i + 1]) or sum(map(_is_place, names)) < _LISTED:
            continue
        for k in range(first + 1, i):
            if _is_place(words[k]) or _is_place(words[k - 1]):
                yield k


def _is_place(word: Word) -> bool:
    return word.entity is not None and bool(word.entity.places) and not word.entity.gentilic


def _may_be_place(word: Word) -> bool:
    """Whether a word is a place that is listed, or a name that nothing lists."""
    strange = word.entity is None and word.capital and not word.form.known
    return _is_place(word) or (strange and word.kind == "word")
