"""Lists of names that say which places were meant: "three towns: A, B and C", "among them A"."""

from __future__ import annotations

from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.walk import COMMAS, Walk
from contested.claim.words import Word

LONGEST = 40  # names of one list, at most
_FARTHEST = 8  # phrases back to the places that a list names
_QUOTES = '«»"“”„'


def read_enumeration(walk: Walk, i: int) -> int:
    """Read the names behind the dash or the colon at word `i` as the places told before it.

    Returns the index of the word behind them, or 0 where no list of names stands there: "took
    two villages in the district - A and B, the ministry said".
    """
    whole, names = _listed(walk, i + 1)
    if whole is None:
        return 0
    names[0].conjuncts = names[1:]
    names[0].head, whole.apposition = whole, names[0]
    return _close(walk, names)


def read_included(walk: Walk, i: int) -> int:
    """Read the names behind "among them" at word `i` as some of the places told before it.

    Returns the index of the word behind them, or 0 where they are not two or more names.
    """
    whole, names = _listed(walk, i + 1)
    if whole is None:
        return 0
    first = whole.leader or whole
    for name in names:
        name.prep, name.cases, name.leader = first.prep, first.cases, first
    first.conjuncts += names
    return _close(walk, names)


def read_listed(walk: Walk, i: int) -> int:
    """Read the names behind a verb of listing as its objects: "the minister listed A, B and C".

    Returns the index of the word behind them, or 0 where they are not two or more names.
    """
    names = _names(walk, i)
    if len(names) < 2:
        return 0
    names[0].conjuncts = names[1:]
    walk.current.args.append(names[0])
    return _close(walk, names)


def _listed(walk: Walk, i: int) -> tuple[Phrase | None, list[Phrase]]:
    """The nameless places told before word `i`, and the two or more names that stand there."""
    whole = _whole(walk)
    names = _names(walk, i) if whole is not None else []
    return (whole, names) if len(names) > 1 else (None, [])


def _close(walk: Walk, names: list[Phrase]) -> int:
    """Go on behind a list."""
    for name in names[1:]:
        name.leader = name.leader or names[0]
    walk.found += names
    walk.last = names[-1]
    walk.comma, walk.conj = False, ""
    return names[-1].end


def _whole(walk: Walk) -> Phrase | None:
    """The nameless places that a list can name: "two villages in the district of X"."""
    if walk.current.verb is None and walk.current.subj is None:
        return None
    for phrase in walk.found[: -_FARTHEST - 1 : -1]:
        if phrase.start < walk.current.start:
            return None
        ref = phrase.place
        if (
            ref is not None and ref.anaphor and ref.plural and ref.kind != "pronoun"
            and phrase.cue is None and phrase.apposition is None and not phrase.pronoun
        ):  # fmt: skip
            return phrase
    return None


def _names(walk: Walk, k: int) -> list[Phrase]:
    """The names of places from word `k` on, up to what is none; empty if they open a clause."""
    words, found = walk.words, list[Phrase]()
    while len(found) < LONGEST:
        name = name_at(walk, k)
        if name is None:
            break
        k = name.end
        if _acts(walk, k):
            break  # "..., and C remained free"
        found.append(name)
        while k < len(words) and words[k].text in _QUOTES:
            k += 1
        comma = k < len(words) and words[k].text in COMMAS
        k += comma
        if k < len(words) and words[k].form.conj in ("and", "or") and words[k].entity is None:
            k += 1
        elif not comma:
            break
    return found


def _acts(walk: Walk, k: int) -> bool:
    """Whether a verb behind a name makes it a subject."""
    words = walk.words
    if k >= len(words) or words[k].kind != "word":
        return False
    group = walk.verbs.read(words, k, True)
    return group is not None and group.finite


def name_at(walk: Walk, k: int) -> Phrase | None:
    """The name of a place at word `k`, whatever its ending makes it look like; None if none is."""
    words = walk.words
    if k >= len(words) or words[k].kind != "word" or words[k].form.prep:
        return None
    end = k + 1
    if words[k].entity is None and words[k].capital and _looks_like_verb(words[k]):
        while end < len(words) and (words[end].joined or words[end].capital) and (
            words[end].entity is None and not words[end].form.known
        ):  # fmt: skip
            end += 1
        text = "".join(
            ("-" if w.joined else " " if n else "") + w.text for n, w in enumerate(words[k:end])
        )
        return Phrase(
            k, end, place=PlaceRef(text, unknown=True), head_word=words[end - 1].form.fold
        )
    phrase = walk.phrases.read(words, k)
    if phrase is None or phrase.place is None or phrase.end <= k or phrase.cue is not None:
        return None
    ref = phrase.place
    if ref.anaphor or ref.kind == "country" or phrase.official or phrase.time or phrase.source:
        return None
    if phrase.actor is not None and not phrase.actor.weak:
        return None
    phrase.prep = ()
    return phrase


def _looks_like_verb(word: Word) -> bool:
    return bool(word.form.verbs) and not word.form.known
