"""Whether a verb that can be an event or a state is a state here: "occupy", "hold"."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.draft import Scene


def lasts(scene: Scene, clause: Clause, verb: VerbGroup) -> bool:
    """Whether a verb that can be an event or a state is a state here: "occupied since May"."""
    phrases = clause.phrases()
    since = [
        p for p in phrases if "since" in p.prep and (p.time or p.number_value or p.actor is None)
    ]
    if since and (verb.having or verb.passive or verb.participle):
        return True
    if any(p.time or p.number_value for p in since) and not scene.ground.names.lexicon.head_last:
        return True  # "l'occupaient depuis janvier"
    if verb.passive and (clause.kind == "red" or _is_present(scene, verb)):
        return not any(p.time for p in phrases)  # "the town, occupied by X", "is occupied by X"
    tenses = verb.form.tenses if verb.form is not None else frozenset()
    return "pres" in tenses and "past" not in tenses and not (
        verb.having or verb.passive or verb.infinitive or verb.modal
    )  # fmt: skip


def _is_present(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a passive has its auxiliary in the present, or none beside a participle that needs
    none ("is occupied", not "was" or "has been")."""
    first, head = scene.parse.words[verb.start], verb.head
    if verb.having or head is None:
        return False
    if first is head:
        return verb.form is not None and verb.form.voice == "p"
    between = scene.parse.words[verb.start + 1 : verb.end]
    if any(word.form.aux for word in between if word is not head):
        return False  # "has been occupied" where both auxiliaries are "be"
    tenses = {t for form in first.form.verbs for t in form.tenses}
    return "pres" in tenses and "past" not in tenses
