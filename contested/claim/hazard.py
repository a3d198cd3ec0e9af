"""Mines, explosives, rubble: where they are cleared away, nothing is taken and nothing left."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.clause_slot import clause_slot
from contested.claim.draft import Scene
from contested.claim.frame import Frame
from contested.claim.phrase import Phrase

_CHANGES = frozenset({"captures", "withdraws"})
_RID_OF = frozenset({"of", "from", "out", "with"})


def clears_hazards(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a verb that would change who holds a place only frees it of what lies about there:
    "cleared mines in X", "cleared X of mines"."""
    hazards = scene.ground.names.lexicon.hazards
    if not hazards or frame.predicate not in _CHANGES or "obj" not in frame.place:
        return False
    objects = clause_slot(scene, clause, "obj")
    for phrase in objects:
        if _is_hazard(scene, phrase, hazards):
            # "captured the mine": a pit, where the word can mean one
            return phrase.place is None or phrase.det != "definite"
        if phrase.of is not None and not phrase.place and _is_hazard(scene, phrase.of, hazards):
            return True  # "cleared dozens of mines"
    freed = [p for p in clause.args if set(p.prep) & _RID_OF - set(frame.place)]
    inside = [p for o in objects for p in (o.of, *o.post) if p is not None]
    return any(_is_hazard(scene, p, hazards) for p in (*freed, *inside))


def _is_hazard(scene: Scene, phrase: Phrase, hazards: frozenset[str]) -> bool:
    return any(
        word.form.fold == phrase.head_word
        and (word.form.fold in hazards or any(s.lemma in hazards for s in word.form.nouns))
        for word in scene.parse.words[phrase.start : phrase.end]
    )
