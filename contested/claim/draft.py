"""Draft claims: what one cue says, before dates and ids."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from contested.claim.attribute import Attribution
from contested.claim.clause import Clause, Parse
from contested.claim.frame import Rule
from contested.claim.ground import Ground, GroundedActor, GroundedPlace
from contested.claim.speaker import Speaker


@dataclass(slots=True)
class Draft:
    """A claim before dates and ids: what one cue says, with the words it rests on."""

    predicate: str
    actor: GroundedActor | None
    target: GroundedActor | None
    place: GroundedPlace | None
    extent: str
    speaker: Speaker | None
    factuality: str
    start: int  # word indices of the evidence
    end: int
    clause: Clause | None
    sure: float = 1.0
    rule: str = ""


@dataclass(slots=True)
class Scene:
    """A sentence whose roles are being filled, in its report."""

    ground: Ground
    parse: Parse
    attribution: Attribution
    used: set[int] = field(default_factory=set)  # cue nouns told already, by id


def make_draft(
    predicate: str,
    actor: GroundedActor | None,
    target: GroundedActor | None,
    place: GroundedPlace | None,
    extent: str,
    speaker: Speaker | None,
    factuality: str,
    start: int,
    end: int,
    clause: Clause | None,
    rule: Rule | None,
) -> Draft:
    """A draft with its sureness: of its actor, its place and its speaker together."""
    sure = 0.95
    ring = predicate in ("besieges", "breaks_siege")
    if ring and place is not None and place.name in (f"near {place.base}", f"around {place.base}"):
        place = replace(place, name=place.base)  # "surrounded near X": the ring is about X
    for part in (actor, place):
        if part is not None:
            sure *= part.sure
    if actor is None and predicate != "supports":
        sure *= 0.7
    if speaker is not None:
        sure *= speaker.sure
    return Draft(
        predicate, actor, target, place, extent or "unspecified", speaker, factuality,
        start, end, clause, sure, rule.source if rule is not None else "modifier",
    )  # fmt: skip
