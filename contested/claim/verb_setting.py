"""What a clause says of its verb beside who and where: if it lasts, who may do it, how it went."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.draft import Scene
from contested.claim.phrase import Phrase

_NEAR = 8  # words from a verb to what says how it went


def names_a_way(clause: Clause) -> bool:
    """Whether a clause says through which place something goes."""
    return any(
        p.place is not None and {"through", "via"} & set(p.prep)
        for p in (*clause.before, *clause.args)
    )


def unopposed(scene: Scene, clause: Clause, verb: VerbGroup) -> bool:
    """Whether those who enter meet nobody, and so hold what they enter: "without a fight"."""
    end = clause.end or len(scene.parse.words)
    near = scene.parse.words[max(clause.start, verb.start - _NEAR) : min(end, verb.end + _NEAR)]
    return any(word.form.adverb == "unopposed" for word in near)


def lies_with(scene: Scene, phrase: Phrase | None, verb: VerbGroup) -> bool:
    """Whether a party named right before its verb can be who holds a place: "is with X"."""
    ref = phrase.actor if phrase is not None else None
    if phrase is None or ref is None or phrase.place is not None or phrase.end != verb.start:
        return False
    if phrase.of is not None or phrase.cue is not None or ref.id not in scene.ground.actors:
        return False
    known = scene.ground.actors.get(ref.id)
    return known.is_belligerent and known.kind != "state"


def is_statesman(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether a phrase names a person who speaks for a state: his ways are his own."""
    ref = phrase.actor if phrase is not None else None
    if ref is None or not ref.human or ref.id not in scene.ground.actors:
        return False
    return scene.ground.actors.get(ref.id).kind == "state"


def governs(clause: Clause, verb: VerbGroup) -> bool:
    """Whether the verb only governs the clause below it and has no object of its own."""
    if not verb.is_a("control") or not any(c.kind == "inf" for c in clause.children):
        return False
    return not any(p.place is not None and not p.pronoun for p in clause.args)
