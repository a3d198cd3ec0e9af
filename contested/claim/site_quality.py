"""What tells a site from others of its kind: adjectives and owners, in English.

"The provincial military hospital" is a hospital; that it is the military one of the province is a
part of its name, while "nearby" and "strategic" are not. Which words count is data of the language:
`[site_adjectives]` and `[site_owners]` ("the headquarters of the police").
"""

from __future__ import annotations

import re

from contested.claim.canonical import PLAIN_INSTALLATIONS, UNITS, UNSAID, ordinal
from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.words import Word

_UNSAID = UNSAID | {"government"}
_NUMBER = re.compile(r"\d{1,3}")


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
    plain = _UNSAID if set(words[-1:]) & PLAIN_INSTALLATIONS else frozenset()
    extra = [q for q in ref.qualities if q not in plain and q.lower() not in words]
    return " ".join([*extra, noun])


def own(phrase: Phrase, ref: PlaceRef) -> tuple[str, ...]:
    """The qualities of a site with those that its owner gives it, who is no place."""
    owner = phrase.of or phrase.possessor
    if owner is None or owner.place is not None or owner.pronoun or not owner.site:
        return ref.qualities
    if owner.site[-1].split()[-1] in UNITS:
        return ref.qualities  # of one of several divisions
    return (*ref.qualities, *(q for q in owner.site if q not in ref.qualities))


def is_told_apart(ref: PlaceRef, known: str, noun: str) -> bool:
    """Whether a site told of by the name `known` lacks a quality that `noun` has."""
    words = known.lower().split()
    return ref.kind == "site" and any(
        q.lower() in noun.lower() and q.lower() not in words for q in ref.qualities
    )


def numbered_unit(text: str, site: tuple[str, ...]) -> str:
    """The English name of a unit with a number ("22nd Infantry Division"), or nothing.

    `text` is as the report has it, `site` what its words say in English.
    """
    number = _NUMBER.search(text)
    if number is None or not site or site[-1].split()[-1] not in UNITS:
        return ""
    return f"{ordinal(number[0])} {' '.join(site).title()}"
