"""The particles of phrasal verbs: whether all of them stand where they belong."""

from __future__ import annotations

from contested.claim.clause import Parse, VerbGroup
from contested.claim.form import VerbSense
from contested.claim.phrase import Phrase
from contested.claim.words import Word

_REACH = 7  # words behind a verb, or its last particle, among which a particle stands
_LONGEST = 8  # words of an insertion between the two


def particle_count(
    sense: VerbSense, verb: VerbGroup, parse: Parse, noun: Phrase | None = None
) -> int:
    """How many particle words of a phrasal verb are there; -1 if one is missing.

    None stands behind the head of the `noun` that the verb is asked for: "took control of part of
    X" is not "took part".
    """
    if not sense.particles:
        return 0
    words = parse.words
    inside = verb.head is not None and verb.start <= verb.head.index < verb.end
    position = verb.head.index + 1 if verb.head is not None and inside else verb.end
    told: list[str] = []  # the words of a cue that holds the particle before: "fire control"
    for particle in sense.particles:
        if particle in told[1:]:
            continue
        k, end = position, min(position + _REACH, len(words))
        while k < end:
            word = words[k]
            k += 1
            if noun is not None and _is_behind_head(word, noun, words):
                continue
            if word.kind != "word":
                if word.kind == "punct" and word.text in ",;:.":
                    behind = _behind_insertion(words, position, k)
                    if behind < 0:
                        return -1
                    k, end = behind, min(behind + _REACH, len(words))
                continue
            if _is_particle(word, particle, sense) and not _opens_date(words, k - 1):
                position, told = k, word.form.fold.split() if _is_cue(word) else []
                break
            if word.form.verbs and not word.form.nouns and k > position + 1:
                return -1
        else:
            return -1
    return len(sense.particles)


def _is_particle(word: Word, particle: str, sense: VerbSense) -> bool:
    """Whether a word is a particle, by itself, as a noun, or inside a fused or fixed one."""
    form = word.form
    if form.fold == particle:
        return True
    if form.unfused and particle in form.unfused.split():
        return True
    for noun in form.nouns:
        if noun.lemma == particle:
            return True
    return particle in form.fold and _holds(word, particle, sense)


def _behind_insertion(words: list[Word], start: int, first: int) -> int:
    """Behind what stands between commas, and is no clause, soon behind a verb: "seized on Sunday,
    after two days of fighting, of X"; -1 where no insertion opens before word `first`."""
    if words[first - 1].text != "," or any(
        w.entity is not None or w.form.prep or (w.capital and not w.form.time)
        for w in words[start : first - 1]
    ):  # fmt: skip
        return -1  # more than when or how stands before it
    for k in range(first, min(first + _LONGEST, len(words))):
        word = words[k]
        if word.text == ",":
            return k + 1 if k > first else -1
        form = word.form
        if form.aux or form.rel or word.text in ";:." or (
            form.verbs and not form.nouns and word.entity is None
        ):  # fmt: skip
            return -1
    return -1


def _is_behind_head(word: Word, noun: Phrase, words: list[Word]) -> bool:
    """Whether a word belongs to what follows the head of a noun phrase."""
    if not noun.start < word.index < noun.end:
        return False
    return any(one.form.fold == noun.head_word for one in words[noun.start : word.index])


def _holds(word: Word, particle: str, sense: VerbSense) -> bool:
    """Whether a fixed expression holds a particle; one that says something of its own only with
    all of its words: "establish control" is not "establish fire control"."""
    parts = word.form.fold.split()
    if particle not in parts:
        return False
    return len(parts) == 1 or not _is_cue(word) or set(parts) <= set(sense.particles)


def _is_cue(word: Word) -> bool:
    return any(noun.rule is not None for noun in word.form.nouns)


def _opens_date(words: list[Word], k: int) -> bool:
    """A preposition before a date belongs to the date: "took the town on Tuesday", and so does a
    noun for a part of a month: "fin juillet", but "a pris fin lundi"."""
    if not words[k].form.prep or k + 1 >= len(words):
        return False
    following = words[k + 1]
    if words[k].form.nouns and following.form.time is not None:
        return following.form.time[0] == "month"
    return following.form.time is not None or following.kind == "num"
