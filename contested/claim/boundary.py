"""Where one noun phrase ends and the next begins, by what two neighbouring words name."""

from __future__ import annotations

from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase
from contested.claim.words import Word


def two_parties(before: Word, word: Word) -> bool:
    """Whether two names of actors follow each other that cannot be one description."""
    return not word.joined and all(
        w.capital
        and w.entity is not None
        and w.entity.actors
        and not w.entity.member
        and not w.entity.gentilic
        for w in (before, word)
    )


def party_then_place(before: Word, word: Word) -> bool:
    """Whether a subject and its object stand side by side, as where a verb is parted: "have the
    rebels X taken". A party there is a noun with its capital, and the place a listed one."""
    if word.joined or not before.capital or word.entity is None or not word.entity.places:
        return False
    if before.entity is not None:
        return before.entity.gentilic or bool(before.entity.places)  # "south of X Y"
    return any(s.kind in ("role", "force") and s.number != "sg" for s in before.form.nouns)


def says_how(phrase: Phrase, last: Word, lexicon: Lexicon) -> bool:
    """Whether a phrase that ends with a word only says how: "left in haste [X]"."""
    form = last.form
    if lexicon.head_last or lexicon.case or not phrase.prep or phrase.det or last.kind != "word":
        return False
    if (
        last.entity is not None
        or last.capital
        or len(last.text) < 4
        or form.function
        or form.compass
        or form.role_adj
    ):
        return False
    return all(s.kind == "ordinary" for s in form.nouns) and not (form.adjective or form.attribute)
