"""People who are surrounded: "the garrison of X is in a cauldron", "troops fell into a trap"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.claim.clause_slot import actors_in, places_in
from contested.claim.draft import Scene
from contested.claim.ground import GroundedPlace
from contested.claim.phrase import Phrase
from contested.claim.place_name import named_place
from contested.claim.unsaid import besieger_of, enemy_of

if TYPE_CHECKING:
    from contested.claim.noun_verb import CueNoun

_WHERE = frozenset({"in", "near", "at", "around"})


def fill_besieged(scene: Scene, noun: CueNoun, besieged: Phrase) -> None:
    """Where the people in question are surrounded, and by whom where nobody is said to do it."""
    inside = actors_in(scene, besieged, noun.voice)
    noun.places = noun.places or _where(scene, noun, besieged)
    if inside:
        noun.target = inside[0]
        noun.actors = noun.actors or besieger_of(scene, inside[0], noun.speaker)
        return
    party = scene.ground.belligerent(noun.voice)
    if party is not None and not noun.actors and _is_admitted(scene, noun):
        noun.actors = enemy_of(scene, party)  # "the garrison is cut off, the army admitted"


def _is_admitted(scene: Scene, noun: CueNoun) -> bool:
    """Whether who speaks admits what is said."""
    own = scene.attribution.own
    return any(
        c.verb is not None and c.verb.is_a("speech", "concede") and own.get(id(c)) is noun.speaker
        for c in scene.parse.clauses
    )


def _where(scene: Scene, noun: CueNoun, besieged: Phrase) -> list[tuple[Phrase, GroundedPlace]]:
    """The place whose people they are, or where they are or the clause puts them."""
    for phrase in besieged.post:
        inside = set(phrase.prep) & {"in", "at"} and phrase.place is not None
        found = places_in(scene, phrase, "in", noun.frame) if inside else []
        if found:
            return found  # "the troops in X"
    if besieged.of is not None and besieged.of.place is not None and not besieged.of.place.weak:
        return places_in(scene, besieged.of, "of", noun.frame)  # "the defenders of X"
    if (
        besieged.adj_place is not None
        and not besieged.adj_place.weak
        and (besieged.adj_place.ids or not besieged.adj_place.country)
    ):
        place = named_place(scene.ground, besieged.adj_place)
        if place is not None:
            return [(besieged, place)]
    for phrase in (*besieged.post, *noun.clause.before, *noun.clause.args):
        if phrase is noun.phrase or phrase.time or not set(phrase.prep) & _WHERE:
            continue
        found = places_in(scene, phrase, "near" if "near" in phrase.prep else "in", noun.frame)
        if found:
            return found
    return []
