"""What a clause goes on to name: "after A and B, C fell too", "held by A and, since May, by B"."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.clause_slot import places_in
from contested.claim.draft import Scene
from contested.claim.frame import Frame
from contested.claim.ground import GroundedPlace
from contested.claim.phrase import Phrase

_CHANGES = frozenset({"captures", "withdraws"})


def earlier_in_series(
    scene: Scene, clause: Clause, frame: Frame, predicate: str, known: list[Phrase]
) -> list[tuple[Phrase, GroundedPlace]]:
    """The places before the clause's verb of which the same is told as of those in `known`."""
    verb = clause.verb
    if predicate not in _CHANGES or verb is None or "from" in frame.place[:1] or not known:
        return []
    found = []
    for phrase in clause.before:
        ref = phrase.place
        if (
            "after" in phrase.prep and ref is not None and not ref.anaphor and phrase.cue is None
            and not phrase.time and phrase.of is None and phrase not in known
            and phrase.start < verb.start
        ):  # fmt: skip
            found += places_in(scene, phrase, "obj", frame)
    return found


def later_agents(scene: Scene, clause: Clause, agent: Phrase | None) -> list[Phrase]:
    """The agents of a passive that it names apart from the first: "held by A and, later, by B"."""
    verb = clause.verb
    if agent is None or verb is None or not verb.passive or scene.ground.names.lexicon.case:
        return []
    words = scene.parse.words
    return [
        p for p in clause.args
        if "by" in p.prep and p.start > agent.end and p.leader is None and p.head is None
        and any(w.form.conj for w in words[agent.end : p.start])
    ]  # fmt: skip
