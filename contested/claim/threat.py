"""A siege that is only feared: "a danger of encirclement", "at risk of a siege".

Who fears it is who would be besieged, and never the one who would besiege.
"""

from __future__ import annotations

from contested.claim.clause_slot import actors_in, places_in
from contested.claim.draft import Scene
from contested.claim.noun_verb import CueNoun
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import latest_place
from contested.claim.unsaid import enemy_of

_NAMED = 0.4  # how much a sentence must be about the place that is in danger


def fill_threat(scene: Scene, noun: CueNoun) -> bool:
    """Fill the roles of a siege that a word for danger says may come; False where none does."""
    phrase, clause = noun.phrase, noun.clause
    if noun.frame.predicate != "besieges" or not is_threatened(scene, phrase):
        return False
    noun.predicate, noun.factuality = "besieges", "possible"
    besieged = actors_in(scene, clause.subj, noun.voice)
    party = scene.ground.belligerent(noun.voice)
    besieged = besieged or ([party] if party is not None else [])
    agents = [p for p in (*phrase.post, *clause.args) if "by" in p.prep]
    noun.actors = [a for p in agents for a in actors_in(scene, p, noun.voice, "by")]
    if not noun.actors and besieged:
        noun.actors = enemy_of(scene, besieged[0])
    subject = clause.subj
    for where in (subject, *(subject.post if subject else ()), subject.of if subject else None):
        if not noun.places and where is not None and where.place is not None:
            noun.places = places_in(scene, where, "obj", noun.frame)
    named = [m for m in scene.ground.here if m.weight >= _NAMED]
    if not noun.places and named:
        noun.places = [(phrase, named[0].place)]
    if not noun.places:
        meant = latest_place(scene.ground, phrase.start, roads=False)
        noun.places = [(phrase, meant)] if meant is not None else []
    return True


def is_threatened(scene: Scene, phrase: Phrase) -> bool:
    """Whether a word for danger governs a noun: "the danger of", "at risk of"."""
    lexicon = scene.ground.names.lexicon
    dangers = lexicon.settings.get("dangers", ())
    if phrase.head is not None and phrase.head.head_word in dangers:
        return True
    words = scene.parse.words[max(0, phrase.start - 1) : phrase.end]
    return any(w.form.fold in lexicon.almost and " " in w.form.fold for w in words)
