"""Places told to be somebody's by a phrase alone: "the centre [is] with Y", "X stays behind Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.claim.clause import Clause, VerbGroup
from contested.claim.clause_slot import actors_in, adverb_extent, places_in
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.factuality import factuality_of
from contested.claim.frame import Frame
from contested.claim.phrase import Phrase

if TYPE_CHECKING:
    from contested.claim.noun_verb import CueNoun

_UNDER = frozenset({"under", "in", "to", "into", "at"})  # how control stands over what it holds
_WITH = Frame("stay_with", "controls", ("behind",), ("subj",), ())


def is_behind(phrase: Phrase) -> bool:
    """Whether a phrase can say with whom a place is, where a language says "behind" or "at"."""
    ref = phrase.actor
    return (
        bool({"behind", "at"} & set(phrase.prep))
        and ref is not None and not ref.weak and phrase.cue is None
        and not phrase.time and not phrase.official and (phrase.place is None or ref.anaphor != "")
    )  # fmt: skip


def belonging(scene: Scene, clause: Clause, verb: VerbGroup) -> Iterator[Draft]:
    """ "The centre is already behind the army": it holds it, as Slavic languages say it."""
    subject = clause.subj
    if not verb.copula or subject is None or subject.place is None or subject.prep:
        return
    if not scene.ground.names.lexicon.agreement:
        return
    with_whom = next((p for p in clause.args if is_behind(p)), None)
    if with_whom is None:
        return
    speaker = scene.attribution.of(clause)
    actors = actors_in(scene, with_whom, speaker.actor if speaker is not None else None)
    for actor in actors:
        for _, place in places_in(scene, subject, "subj", _WITH):
            if place.kind in ("country", "border"):
                continue
            extent = place.extent or adverb_extent(clause, scene.parse)
            yield make_draft(
                "controls", replace(actor, sure=actor.sure * 0.9), None, place, extent, speaker,
                factuality_of(clause, scene.attribution), verb.start, with_whom.end, clause, None,
            )  # fmt: skip


def belongs_to_strangers(noun: CueNoun) -> bool:
    """Whether control is somebody's who is no party, or is no control: "to the authorities"."""
    phrase, owner = noun.phrase, noun.phrase.of
    if owner is not None:
        bare = owner.actor is None and owner.place is None and owner.cue is None
        return bare and "of" in owner.prep and bool(set(phrase.prep) & _UNDER) and not owner.pronoun
    alone = phrase.possessor is None and phrase.adj_actor is None and not phrase.possessive
    return (
        alone and not noun.light and "to" in phrase.prep and not set(phrase.prep) & {"in", "under"}
    )


def is_theirs(scene: Scene, noun: CueNoun) -> bool:
    """Whether somebody who is no party says that something is in others' hands."""
    third = scene.ground.names.lexicon.third_person
    words = scene.parse.words[noun.phrase.start : noun.phrase.end]
    return (
        noun.phrase.possessive and noun.phrase.possessor is None
        and any(w.form.fold in third for w in words)
        and any(id(noun.clause) == one for one in scene.attribution.behind)
    )  # fmt: skip
