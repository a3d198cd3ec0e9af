"""Which actor a name means in a report: one of its theatre that there was on its day.

A name can be shared ("the National Army" of several countries), be a common word elsewhere ("the
General Command"), or belong to a group that was founded later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contested.actor.actors import Actors
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.names import Entity
from contested.claim.words import Word


def with_standing(
    words: list[Word], lexicon: Lexicon, actors: Actors, countries: tuple[str, ...], on: date | None
) -> list[Word]:
    """The words of a sentence, each name of actors with those first that it can mean."""
    for word in words:
        entity = word.entity
        if entity is None or not entity.actors:
            continue
        known = tuple(_on_day(actors, actor_id, on) for actor_id in entity.actors)
        home = tuple(a for a in known if _at_home(actors, a, countries))
        if not home and len(entity.text.split()) > 1 and not entity.places and countries:
            common = _common(lexicon, entity)
            if common is not None:
                word.entity, word.form = None, common
                continue
        ordered = (*home, *(a for a in known if a not in home))
        if ordered != entity.actors:
            word.entity = replace(entity, actors=ordered)
    return words


def _on_day(actors: Actors, actor_id: str, on: date | None) -> str:
    """An actor, or the side it would be on where there was none of it on the day."""
    actor = actors.get(actor_id)
    if actor.active.holds(on) or actor.side is None:
        return actor_id
    return actor.side


def _at_home(actors: Actors, actor_id: str, countries: tuple[str, ...]) -> bool:
    own = actors.get(actor_id).countries
    return not own or not countries or bool(set(own) & set(countries))


def _common(lexicon: Lexicon, entity: Entity) -> Form | None:
    """What a name of several words says as a fixed expression of the language."""
    words = lexicon.writing.split(entity.text)
    if lexicon.affixes is not None:
        words = tuple(lexicon.affixes.bare(word)[0] for word in words)
    for known, form in lexicon.multi.get(words[0], ()):
        if known == words and form.nouns:
            return form
    return None
