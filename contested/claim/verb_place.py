"""Where a verb says that something happens: in its function, or elsewhere in the clause."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause
from contested.claim.clause_slot import clause_slot, places_in
from contested.claim.draft import Scene
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.particle import particle_count
from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.place_anaphor import latest_left
from contested.claim.place_name import named_place
from contested.claim.place_phrase import phrase_place

_GOALS = frozenset({"to", "toward", "into"})


def places_of(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    particles: tuple[str, ...],
    actor_phrase: Phrase | None,
) -> list[tuple[Phrase, GroundedPlace]]:
    """The places in the first function of the frame that has any."""
    if frame.name == "leave":
        objects = [p for p in clause_slot(scene, clause, "obj") if p.head_word]
        if objects and all(p.place is None for p in objects):
            return []  # "left the team behind", "lost forty men"
    leaves = frame.predicate == "withdraws"
    for slot in frame.place:
        for phrase in clause_slot(scene, clause, slot, particles):
            if leaves and slot not in ("obj", "from", "out") and _is_way(scene, phrase):
                continue  # "left across the bridge"
            if (phrase is actor_phrase and slot != "obj") or _whither(clause, frame, phrase):
                continue
            found = _where_it_lies(scene, clause, frame, slot, phrase)
            found = found or places_in(scene, phrase, slot, frame)
            if found:
                return found + _added(scene, clause, frame, slot, phrase)
    if frame.name == "fall" and clause.kind == "inf" and (
        clause.sub == "condition" or brings_about(scene, clause)
    ):  # fmt: skip
        for phrase in clause_slot(scene, clause, "obj"):
            if found := places_in(scene, phrase, "subj", frame):
                return found  # "De caer la ciudad": its subject stands behind it
    return _moves_itself(scene, clause, frame)


def _where_it_lies(
    scene: Scene, clause: Clause, frame: Frame, slot: str, phrase: Phrase
) -> list[tuple[Phrase, GroundedPlace]]:
    """Where an unnamed area lies that a relative clause tells of, if that clause says it: "the
    areas that they hold in X"."""
    taken, verb, ref = clause.antecedent, clause.verb, phrase.place
    if clause.kind != "rel" or slot != "obj" or taken is None or phrase.start != taken.start:
        return []
    if verb is None or ref is None or not ref.anaphor or phrase.of is not None or ref.compass:
        return []
    if frame.route or not (ref.plural or _is_unbounded(scene, ref.noun)):
        return []
    if any(p.place is not None and p.start < verb.start for p in phrase.post):
        return []  # "the villages in X that they hold"
    for other in clause.args:
        inside = "in" in other.prep and other.start >= verb.end and not other.time
        if inside and other.place is not None and other.cue is None and not other.place.weak:
            return [
                (where, replace(place, extent=place.extent or "part"))
                for where, place in places_in(scene, other, "in", frame)
            ]
    return []


def _is_unbounded(scene: Scene, noun: str) -> bool:
    return noun in scene.ground.names.lexicon.settings.get("unbounded", ())


def _added(
    scene: Scene, clause: Clause, frame: Frame, slot: str, first: Phrase
) -> list[tuple[Phrase, GroundedPlace]]:
    """Places that go on from the first: "took A, shut since May, and B", "A together with B"."""
    if frame.predicate == "attacks" or slot not in ("obj", "of", "subj", "from"):
        return []
    found: list[tuple[Phrase, GroundedPlace]] = []
    beside = clause_slot(scene, clause, slot) if slot != "subj" else []
    for phrase in clause.args:
        if phrase.start < first.end or phrase.place is None or phrase.leader is not None:
            continue
        if phrase.actor is not None and not phrase.actor.weak:
            continue
        goes_on = phrase in beside and scene.parse.words[phrase.start - 1].form.conj == "and"
        if goes_on or ("with" in phrase.prep and "together" in phrase.prep):
            found += places_in(scene, phrase, slot, frame)
    return found


def _whither(clause: Clause, frame: Frame, phrase: Phrase) -> bool:
    """Whether a phrase beside a verb of leaving says where to: "retreated towards X"."""
    roles, verb = set(phrase.prep), clause.verb
    if frame.name not in ("leave_from", "leave") or verb is None or not roles & _GOALS:
        return False
    dative = {"to", "into", "against"} <= roles
    return dative or phrase.start >= verb.end or not roles & {"in", "from", "at", "on"}


def brings_about(scene: Scene, clause: Clause) -> bool:
    """Whether the verb above an infinitive says who brings it about: "a fait tomber X"."""
    above = clause.parent.verb if clause.kind == "inf" and clause.parent is not None else None
    causing = scene.ground.names.lexicon.settings.get("causative_verbs", ())
    return above is not None and above.form is not None and above.form.lemma in causing


def _moves_itself(scene: Scene, clause: Clause, frame: Frame) -> list[tuple[Phrase, GroundedPlace]]:
    """The road that "opened" or "closed", where nothing is said to be opened or closed."""
    subject, verb = clause.subj, clause.verb
    if not frame.route or subject is None or verb is None or verb.passive:
        return []
    if any(not p.prep and not p.time for p in clause.args):
        return []
    return places_in(scene, subject, "subj", frame)


def _is_passive(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.passive


def fallback_place(
    scene: Scene, clause: Clause, frame: Frame, target: Phrase | None
) -> list[tuple[Phrase, GroundedPlace]]:
    """A place said elsewhere in the clause: "attacked rebels in X", "there"."""
    if frame.name in ("take", "free") and not _is_common(clause):
        return _part_taken(scene, clause, frame) or _behind_loser(scene, clause)
    first = clause.coordinate_of
    if frame.name == "drive_out":
        verb = clause.verb
        repels = verb is not None and any(
            s.rule is not None and s.rule.frame.name == "repel"
            and particle_count(s, verb, scene.parse) >= 0
            for s in verb.senses("rule")
        )  # fmt: skip
        if repels or _is_passive(clause):
            return []  # "attacked X but were repelled"
        return _scene_of(scene, first or (clause.parent if clause.kind == "ger" else None), frame)
    if frame.name == "take_in" and first is not None:  # "entered X and raised its flag"
        for phrase in [*first.args, *first.before]:
            inside = not phrase.prep or set(phrase.prep) & {"in", "into", "to"}
            if inside and phrase.place is not None and phrase.actor is None:
                return places_in(scene, phrase, "in", frame)
    if frame.name == "unsiege":  # "relieved the garrison in X"
        within = [p for p in clause.args if "in" in p.prep and not p.time and p.place is not None]
        held = any(p.actor is not None for p in clause_slot(scene, clause, "obj"))
        return places_in(scene, within[0], "in", frame) if held and within else []
    if frame.predicate not in ("attacks", "withdraws", "besieges"):
        return []
    if frame.name == "leave":
        objects = clause_slot(scene, clause, "obj")
        if any(p.place is None for p in objects) or (not objects and _is_passive(clause)):
            return []  # "lost forty men in X", "people were evacuated in X"
    if frame.name == "leave_from":
        for phrase in [*clause.args, *clause.before]:
            if "from" in phrase.prep and phrase.ordinary and not phrase.time:
                return []  # "withdrew from the talks in X"
            inner = phrase.of if phrase.place is not None and phrase.place.compass else None
            if "to" in phrase.prep and inner is not None:
                place = phrase_place(scene.ground, inner)
                if place is not None:
                    return [(phrase, place)]
    if frame.predicate == "besieges" and target is None:
        return _home_of(scene, clause, frame)
    owner = target.of if target is not None and frame.predicate == "besieges" else None
    if owner is not None and owner.place is not None and not owner.place.weak:
        place = phrase_place(scene.ground, owner)  # "surrounded the garrison of X"
        if place is not None:
            return [(owner, place)]
    if target is not None and target.adj_place is not None and not target.adj_place.weak:
        place = named_place(scene.ground, target.adj_place)
        if place is not None:
            return [(target, place)]
    for phrase in [*clause.args, *clause.before]:
        if _whither(clause, frame, phrase) or (
            frame.predicate == "withdraws" and _is_way(scene, phrase)
        ):
            continue
        if set(phrase.prep) & {"in", "near", "around", "at", "on", "from", "into", "toward"}:
            found = places_in(scene, phrase, "in", frame)
            if found:
                return found
    return _home_of(scene, clause, frame) if frame.predicate == "besieges" else []


def _home_of(scene: Scene, clause: Clause, frame: Frame) -> list[tuple[Phrase, GroundedPlace]]:
    """Where people are from, or in what place, who are besieged: "residents of X are besieged"."""
    for people in clause_slot(scene, clause, "obj"):
        if people.place is not None or not (people.source or people.ordinary or people.actor):
            continue
        for where in (people.of, *people.post):
            inside = where is not None and ("of" in where.prep or "in" in where.prep)
            if where is not None and inside and where.place is not None and not where.place.weak:
                return places_in(scene, where, "in", frame)
    return []


def _scene_of(
    scene: Scene, before: Clause | None, frame: Frame
) -> list[tuple[Phrase, GroundedPlace]]:
    """Where somebody is driven out who is driven out of a place just entered: "stormed X,
    expelling the army"."""
    verb = before.verb if before is not None else None
    if before is None or verb is None or verb.passive or not any(
        s.rule is not None and s.rule.frame.predicate in ("attacks", "captures")
        for s in verb.senses("rule")
    ):  # fmt: skip
        return []
    for phrase in before.args:
        if not phrase.prep or set(phrase.prep) & {"in", "into", "on"}:
            found = places_in(scene, phrase, "in" if phrase.prep else "obj", frame)
            if found and phrase.actor is None:
                return found
    return []


def unsaid_place(
    scene: Scene, clause: Clause, frame: Frame, actors: list[GroundedActor]
) -> list[tuple[Phrase, GroundedPlace]]:
    """ "the army pulled out": of the place that the sentence or the one before is about."""
    verb, subject = clause.verb, clause.subj
    if frame.name not in ("leave_from", "leave") or not actors or verb is None or subject is None:
        return []
    if verb.gerund and clause.sub in ("time", "before", "after") and not clause.args:
        return _scene_of(scene, clause.parent, frame)  # "took X before withdrawing"
    above = clause.parent.verb if clause.kind == "inf" and clause.parent is not None else None
    begun = above is not None and above.is_a("control", "actual")  # "had begun to pull out"
    if verb.passive or not (verb.finite or begun) or subject.number_value:
        return []
    if any("from" in p.prep and p.ordinary and not p.time for p in clause.args):
        return []  # "withdrew from the talks"
    fixed = {word for sense in verb.senses("rule") for word in sense.particles}
    if any(
        (not p.prep and not p.time and p.head_word not in fixed)  # "had pulled back"
        or (p.place is not None and not p.time and not _whither(clause, frame, p)
            and not _is_way(scene, p))
        for p in clause.args
    ):  # fmt: skip
        return []
    whither = [p for p in clause.args if _whither(clause, frame, p)]
    place = latest_left(scene.ground, min([*(p.start for p in whither), verb.start]))
    if place is None or any(
        goal.name == place.name
        for p in whither if (goal := phrase_place(scene.ground, p)) is not None
    ):  # fmt: skip
        return []  # "are back in X": they have not left it
    return [(subject, place)]


def _is_way(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a bridge or road, by which somebody leaves: "across the bridge"."""
    ref = phrase.place
    if ref is None or not set(phrase.prep) & {"in", "over", "through", "via", "on"}:
        return False
    return ref.kind == "route" or scene.ground.glosses.get(ref.noun, ref.noun) == "bridge"


def _is_common(clause: Clause) -> bool:
    """Whether the verb is also one of everyday: "take", "hold"."""
    return clause.verb is None or clause.verb.is_a("plain")


def _behind_loser(scene: Scene, clause: Clause) -> list[tuple[Phrase, GroundedPlace]]:
    """ "Wrested from the rebels X", where X could be the rebels' name but something is taken."""
    verb, words = clause.verb, scene.parse.words
    if verb is None or verb.passive or scene.ground.names.lexicon.head_last:
        return []
    for phrase in clause.args:
        first = phrase.end
        while first > phrase.start and words[first - 1].capital and words[first - 1].entity is None:
            first -= 1
        loser = phrase.actor is not None and bool(phrase.actor.role or phrase.actor.anaphor)
        if not loser or not {"to", "from"} & set(phrase.prep) or first == phrase.end or (
            first <= phrase.start + 1 or words[first - 1].form.prep
        ):  # fmt: skip
            continue
        name = " ".join(w.text for w in words[first : phrase.end])
        named = Phrase(first, phrase.end, place=PlaceRef(name, unknown=True), head_word=name)
        place = phrase_place(scene.ground, named)
        return [(named, place)] if place is not None and place.place is not None else []
    return []


def _part_taken(scene: Scene, clause: Clause, frame: Frame) -> list[tuple[Phrase, GroundedPlace]]:
    """ "seized the warehouses in X": of an unlisted thing, where it stands."""
    lexicon = scene.ground.names.lexicon
    for phrase in clause_slot(scene, clause, "obj"):
        if not phrase.ordinary or lexicon.form(phrase.head_word).known:
            continue
        for other in phrase.post:
            if set(other.prep) & {"in", "near", "at"}:
                return [
                    (where, replace(place, extent="part", sure=place.sure * 0.6))
                    for where, place in places_in(scene, other, "in", frame)
                ]
    return []
