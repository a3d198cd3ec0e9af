"""What around a word that may be noun or verb says that it is a verb."""

from __future__ import annotations

from contested.claim.words import Word

_FARTHEST = 5  # words from a relative pronoun to the verb that closes its clause


def names_many(word: Word) -> bool:
    """Whether a name can stand for several: it is a party's ("the SDF hold X"), or ends so."""
    return word.entity is not None and (
        word.text.endswith("s") or bool(word.entity.actors and not word.entity.places)
    )


def closes_relative(words: list[Word], k: int) -> bool:
    """Whether word `k` ends a relative clause that has only a subject so far: "which X holds"."""
    if k + 1 < len(words) and words[k + 1].kind == "word":
        return False
    for j in range(k - 1, max(-1, k - 1 - _FARTHEST), -1):
        word = words[j]
        if word.kind != "word" or word.form.prep:
            return False
        if word.entity is not None:
            continue
        if word.form.rel:
            return j < k - 1
        if word.form.verbs and not word.form.nouns:
            return False
    return False


def is_passed_over(word: Word) -> bool:
    """Whether a word before a participle may be an adjective: unlisted, or "last"."""
    if word.kind != "word" or word.entity is not None or word.capital:
        return False
    return not word.form.known or word.form.last
