"""What two claims of one sentence say together: who enters a place that the other side has left
has it, and who has retaken a place had lost it before what is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.canonical import ADJECTIVES
from contested.claim.clause import Clause
from contested.claim.clause_slot import actors_in
from contested.claim.draft import Draft, Scene, make_draft
from contested.claim.particle import particle_count
from contested.place.place import REGION_KINDS

_SIDES = frozenset(ADJECTIVES.values())
_INSIDE = frozenset({"in", "into"})
_SHORT_OF = frozenset({"near", "around", "toward", "on", "against", "from", "at"})


def in_succession(scene: Scene, found: list[Draft]) -> list[Draft]:
    """The drafts of a sentence, each read in the light of the others."""
    found = [_kept_hold(d, found) for d in found]
    found = [_narrowed(d, found) for d in found]
    left = [d for d in found if d.predicate == "withdraws" and d.factuality == "actual"]
    if not left:
        return found
    kept = [d for d in found if not _is_background(d, found)]
    kept = [replace(d, predicate="captures") if _follows(scene, d, left) else d for d in kept]
    return [*kept, *_moved_in(scene, kept, left)]


def _kept_hold(draft: Draft, found: list[Draft]) -> Draft:
    """What is held by those who have just entered it, is taken: "entered X and now hold X"."""
    clause, actor = draft.clause, draft.actor
    if draft.predicate != "controls" or clause is None or actor is None or draft.place is None:
        return draft
    if clause.kind == "rel" or draft.factuality != "actual":
        return draft
    for entry in found:
        if (
            entry.predicate == "attacks" and entry.rule.endswith("(advance)")
            and entry.factuality == "actual" and entry.end <= draft.start
            and entry.clause is not None and entry.clause.kind != "rel"
            and entry.actor is not None and entry.actor.name == actor.name
            and entry.place is not None and not entry.place.is_beside
            and draft.place.name in (entry.place.name, entry.place.base)
        ):  # fmt: skip
            return replace(draft, predicate="captures", place=entry.place, start=entry.start)
    return draft


def _narrowed(draft: Draft, found: list[Draft]) -> Draft:
    """A claim about unnamed places, of the area that a clause beside it names: "took 20 villages
    and now hold nearly all of southern X"."""
    place, clause = draft.place, draft.clause
    if place is None or not place.vague or clause is None or draft.actor is None:
        return draft
    for other in found:
        area, beside = other.place, other.clause
        if area is None or beside is None or beside is clause or area.vague or not (
            area.name.partition(" ")[0] in _SIDES or area.kind in REGION_KINDS
        ):  # fmt: skip
            continue
        joined = beside.coordinate_of is clause or clause.coordinate_of is beside or (
            clause.kind == "rel" and clause.parent is beside
        )  # fmt: skip
        same = other.actor is not None and other.actor.name == draft.actor.name
        if joined and same and not area.is_beside and area.name != place.name:
            return replace(draft, place=replace(area, extent=place.extent, sure=area.sure * 0.8))
    return draft


def _is_background(draft: Draft, found: list[Draft]) -> bool:
    """Whether a loss is only what came before: "a year after losing X, the army retook it"."""
    clause = draft.clause
    if draft.predicate != "withdraws" or clause is None or clause.verb is None:
        return False
    if clause.sub not in ("after", "time") or (clause.verb.finite and not clause.verb.gerund):
        return False
    return any(
        d.predicate == "captures" and _same_place(d, draft)
        and d.actor is not None and draft.actor is not None and d.actor.name == draft.actor.name
        for d in found
    )  # fmt: skip


def _follows(scene: Scene, draft: Draft, left: list[Draft]) -> bool:
    """Whether somebody enters what the other side has left: "entered X after the army fled"."""
    clause = draft.clause
    if draft.predicate != "attacks" or draft.factuality != "actual" or clause is None:
        return False
    if not draft.rule.endswith("(advance)") or draft.actor is None:
        return False
    where = [p for p in clause.args if p.place is not None and not p.time]
    if not where or any(
        set(p.prep) & _SHORT_OF or (p.prep and not set(p.prep) & _INSIDE) for p in where
    ):  # fmt: skip
        return False
    return any(_same_place(draft, d) and _are_rivals(draft, d) for d in left)


def _moved_in(scene: Scene, found: list[Draft], left: list[Draft]) -> Iterator[Draft]:
    """ "The army left X and the rebels moved in": into what was left."""
    for clause in scene.parse.clauses:
        rule = _moves_in(scene, clause)
        if rule is None or any(d.clause is clause for d in found) or clause.verb is None:
            continue
        speaker = scene.attribution.of(clause)
        voice = speaker.actor if speaker is not None else None
        for actor in actors_in(scene, clause.subj, voice):
            for gone in left:
                if gone.actor is None or gone.actor.name == actor.name or gone.place is None:
                    continue
                yield make_draft(
                    "captures", actor, None, replace(gone.place, extent=""), "", speaker, "actual",
                    clause.verb.start, clause.verb.end, clause, None,
                )  # fmt: skip


def _moves_in(scene: Scene, clause: Clause) -> str | None:
    """The lemma of a verb that says "into" by its particle alone: "moved in"."""
    verb = clause.verb
    if verb is None or verb.negative or verb.modal or not verb.finite:
        return None
    if any(p.place is not None or p.prep for p in clause.args if not p.time):
        return None
    lexicon = scene.ground.names.lexicon
    if verb.form is None or verb.form.lemma not in lexicon.settings.get("entering_verbs", ()):
        return None  # "closed in"
    return next(
        (s.lemma for s in verb.senses("rule")
         if s.rule is not None and s.rule.frame.name == "advance" and len(s.particles) == 1
         and _INSIDE & set(lexicon.form(s.particles[0]).prep)
         and particle_count(s, verb, scene.parse) > 0), None,
    )  # fmt: skip


def _same_place(one: Draft, other: Draft) -> bool:
    if one.place is None or other.place is None:
        return False
    return (one.place.base or one.place.name) == (other.place.base or other.place.name)


def _are_rivals(one: Draft, other: Draft) -> bool:
    return one.actor is not None and other.actor is not None and one.actor.name != other.actor.name
