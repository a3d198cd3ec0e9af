"""What tells a site from others of its kind: adjectives and owners, in English.

"The provincial military hospital" is a hospital; that it is the military one of the province is a
part of its name, while "nearby" and "strategic" are not. Which words count is data of the language:
`[site_adjectives]` and `[site_owners]` ("the headquarters of the police").
"""

from __future__ import annotations

from contested.claim.canonical import INSTALLATIONS, UNSAID
from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.words import Word

_UNSAID = UNSAID | {"government"}
_PLAIN = INSTALLATIONS - {"academy", "headquarters"}  # an army's base is a base, its school is its


def qualities(run: list[Word], head: int, head_last: bool) -> tuple[str, ...]:
    """The English of the words beside the noun at `head` that tell its site from others.

    English has them all in front: those behind the noun come in the opposite order.
    """
    before, i = [], head - 1
    while i >= 0 and run[i].entity is None and _describes(run[i]):
        before.append(run[i].form.site)
        i -= 1
    found = before[::-1]
    if not head_last:
        behind = []
        for word in run[head + 1 :]:
            if word.entity is None and word.form.site:
                behind.append(word.form.site)
            elif not _describes(word) and not word.capital and word.entity is None:
                break
        found += behind[::-1]
    return tuple(dict.fromkeys(q for q in found if q))


def _describes(word: Word) -> bool:
    form = word.form
    return bool(form.site) or (form.adjective and not form.nouns and not word.capital)


def compass_left(run: list[Word], compass: list[str], said: tuple[str, ...]) -> tuple[str, ...]:
    """The compass of a site without what is already one of its qualities ("the central prison")."""
    own = [w.form.compass for w in run if w.form.site in said and w.form.compass]
    return tuple(part for part in compass if part not in own)


def qualified(noun: str, ref: PlaceRef) -> str:
    """The English noun of a site with its qualities in front, each once."""
    words = noun.lower().split()
    plain = _UNSAID if words[-1] in _PLAIN else frozenset()
    extra = [q for q in ref.qualities if q not in plain and q.lower() not in words]
    return " ".join([*extra, noun])


def own(phrase: Phrase, ref: PlaceRef) -> tuple[str, ...]:
    """The qualities of a site with those that its owner gives it, who is no place."""
    owner = phrase.of or phrase.possessor
    if owner is None or owner.place is not None or owner.pronoun:
        return ref.qualities
    return (*ref.qualities, *(q for q in owner.site if q not in ref.qualities))


def is_told_apart(ref: PlaceRef, known: str, noun: str) -> bool:
    """Whether a site told of by the name `known` lacks a quality that `noun` has."""
    words = known.lower().split()
    return ref.kind == "site" and any(
        q.lower() in noun.lower() and q.lower() not in words for q in ref.qualities
    )
