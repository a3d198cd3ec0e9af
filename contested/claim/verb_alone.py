"""Which readings of a verb tell nothing of a war, and how far the words go that tell it."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.clause_slot import clause_slot
from contested.claim.draft import Scene
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.phrase import Phrase
from contested.claim.unsaid import is_military
from contested.claim.verb_setting import are_besieged


def is_figurative(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a road or a fall with nobody behind it is none of a war."""
    if frame.route and not (scene.ground.mentioned or is_military(scene)):
        return True  # "the road was closed after an accident"
    return frame.name == "fall" and any(
        p.actor is None and p.place is None and p.cue is None and not p.time
        for p in clause_slot(scene, clause, "to")
    )  # "fell to its lowest level"


def tells_alone(
    scene: Scene,
    clause: Clause,
    verb: VerbGroup,
    frame: Frame,
    target: GroundedActor | None,
    places: list[tuple[Phrase, GroundedPlace]],
) -> bool:
    """Whether a verb says something of a place without anybody who acts."""
    if frame.route and places[0][0] is clause.subj:
        return True
    if not verb.passive and frame.name != "fall":
        case = scene.ground.names.lexicon.case
        if clause.subj is not None or not (clause.kind in ("inf", "ger") or case):
            return False  # only a passive or an intransitive fall tells of control
    if (
        verb.passive
        and frame.name != "besiege"
        and any(
            p.actor is None and p.cue is None and p.place is None and not p.time
            for p in clause_slot(scene, clause, "by")
        )
    ):
        return False  # "hit by an earthquake"
    if target is not None:
        return True
    if all(p.place is None for _, p in places):
        return False  # nobody does it, nowhere known
    if frame.predicate == "captures" and frame.name != "fall" and not (
        verb.passive or scene.ground.mentioned
    ):  # fmt: skip
        return False  # who takes goes unsaid only where the report tells of parties
    subject = clause.subj
    return not (
        frame.name == "besiege" and verb.passive and subject is not None
        and subject.place is None and subject.actor is None and not are_besieged(clause, verb)
    )  # fmt: skip  # "many are trapped in the debris in X"


def evidence_end(verb: VerbGroup, clause: Clause) -> int:
    after = [p.end for p in clause.args if p.start >= verb.end]
    return min(after) if after else verb.end
