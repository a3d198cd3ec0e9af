"""What has become of a place that opens a sentence: "with X gone, the army", "with X lost".

The words say neither who lost the place nor who took it; who lost it is whom the sentence is
about, unless that one was told to press the place.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.claim.clause_slot import actors_in
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.grounded import GroundedPlace
from contested.claim.phrase import Phrase
from contested.claim.place_phrase import phrase_place
from contested.claim.unsaid import enemy_of


def absolute_drafts(scene: Scene) -> Iterator[Draft]:
    """The losses that open a sentence as a mere circumstance of what it tells."""
    for clause in scene.parse.clauses:
        verb, place = clause.verb, clause.subj
        if clause.kind != "red" or verb is None or place is None or verb.form is None:
            continue
        if "with" not in place.prep or place.start > 1 or any(
            "by" in p.prep for p in clause.args
        ):  # fmt: skip
            continue
        rule = next(
            (s.rule for s in verb.senses("rule")
             if s.rule is not None and s.rule.frame.predicate == "withdraws"), None,
        )  # fmt: skip
        gone = verb.form.lemma in scene.ground.gone
        above = clause.parent
        if above is None or above.verb is None:
            continue
        if not gone and (rule is None or rule.frame.name != "leave"):
            continue
        speaker = scene.attribution.of(above)
        voice = speaker.actor if speaker is not None else None
        for about in actors_in(scene, above.subj, voice):
            for where in _places(scene, place):
                taker = scene.ground.known_doer(("captures", "besieges", "attacks"), where)
                takes = taker is not None and taker.name == about.name
                loser = next(iter(enemy_of(scene, about)), None) if takes else about
                if loser is None:
                    continue
                yield make_draft(
                    "withdraws", loser, None, where, where.extent, speaker, "actual",
                    place.start, verb.end, clause, rule,
                )  # fmt: skip


def _places(scene: Scene, phrase: Phrase) -> Iterator[GroundedPlace]:
    """The places that a phrase and those joined with it name."""
    for part in (phrase, *phrase.conjuncts):
        found = phrase_place(scene.ground, part) if part.place is not None else None
        if found is not None and not (part.place is not None and part.place.weak):
            yield found
