"""Whom or what place one word alone refers to."""

from __future__ import annotations

from contested.claim.affix import DEFINITE
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import ActorRef, PlaceRef
from contested.claim.words import Word


def is_gentilic(word: Word) -> bool:
    """Whether a word is the adjective of a country, or means its people: not its own name."""
    entity = word.entity
    if entity is None or not entity.gentilic:
        return False
    return not entity.own or DEFINITE in word.marks


def holder_of(word: Word) -> ActorRef | None:
    """Who holds, where a word stands before "-held": a name, a role or a kind of group."""
    ref = actor_of(word)
    if ref is not None:
        ref.weak = False
        return ref
    if word.form.role_adj:
        return ActorRef(word.text, role=word.form.role_adj)
    return party_of_noun(word.text, word.form)


def party_of_noun(text: str, form: Form) -> ActorRef | None:
    """The role or kind of group that a common noun says; `text` is what it is said in."""
    for sense in form.nouns:
        if sense.kind == "role":
            return ActorRef(text, role=sense.arg)
        if sense.arg == "group":
            return ActorRef(text, anaphor="group")
    return None


def held_by_name(lexicon: Lexicon, word: Word) -> tuple[str, ActorRef] | None:
    """Who holds a place by its very name: "rebel-held Aleppo"."""
    first, hyphen, second = word.text.partition(" ")[0].partition("-")
    if not hyphen:
        return None
    compound = lexicon.form(lexicon.key(second)).compound
    role = lexicon.form(lexicon.key(first)).role_adj
    holds = bool(role) and compound not in ("", "ignored", "installs")
    return (compound, ActorRef(first, role=role)) if holds else None


def actor_of(word: Word) -> ActorRef | None:
    """The actor, person or country that a name is of."""
    entity = word.entity
    if entity is None:
        return None
    if entity.formation:
        return ActorRef(word.text, person=entity.formation, anaphor="formation")
    if entity.actors:
        described = not word.capital and " " in word.text
        return ActorRef(word.text, id=entity.actors[0], described=described)
    if entity.people:
        return ActorRef(word.text, id=entity.people, human=True)
    if entity.country:
        return ActorRef(
            word.text,
            country=entity.country,
            role="state",
            weak=not (is_gentilic(word) or entity.body),
        )
    return None


def place_of(word: Word) -> PlaceRef | None:
    """The place or country that a name is of."""
    entity = word.entity
    if entity is None:
        return None
    if entity.places:
        return PlaceRef(word.text, ids=entity.places, country=entity.country)
    if entity.country and not is_gentilic(word):
        if entity.body:
            return None
        if entity.metonym:
            return PlaceRef(word.text, unknown=True)
        return PlaceRef(word.text, country=entity.country, weak=True, kind="country")
    return None
