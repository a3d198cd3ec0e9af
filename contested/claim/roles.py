"""From clauses and cue nouns to draft claims: which phrase fills which role of a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.absolute import absolute_drafts
from contested.claim.attribute import Attribution
from contested.claim.clause import Clause, Parse
from contested.claim.clause_slot import actor_in
from contested.claim.draft import Draft, Scene
from contested.claim.ground import Ground
from contested.claim.loyalty import note_loyalties
from contested.claim.nearest import nearest_drafts
from contested.claim.noun_roles import noun_drafts
from contested.claim.phrase import Phrase
from contested.claim.place_phrase import phrase_place
from contested.claim.succession import in_succession
from contested.claim.support_roles import modifier_drafts
from contested.claim.verb_roles import verb_drafts

_GUESSED = 0.5  # how sure a party is that only a word for anybody's fighters names
_WORTHLESS = 0.2  # what is less sure than this is wrong three times out of four
_AGAINST = frozenset({"attacks", "captures"})  # what nobody does to his own side
_ONLY_TELL = frozenset(
    {"monitor", "media", "agency", "state_media", "aid_org", "source", "crowd", "international_org"}
)
_COMMA_BEFORE = 2  # words between a noun and the clause that describes it: "," and "that"
_BUILT = frozenset({"base", "airport", "site", "city", "town", "village"})
SURE_ATTACK = 0.5  # fighting is told of in passing: less sure readings are mostly wrong


def drafts_of(ground: Ground, parse: Parse, attribution: Attribution) -> list[Draft]:
    """All draft claims of a sentence."""
    scene = Scene(ground, parse, attribution)
    found: list[Draft] = []
    describe_districts(scene)
    _note_holders(scene)
    note_loyalties(scene)
    spoken = [(clause.verb.start, clause) for clause in parse.clauses if clause.verb is not None]
    for _, clause in sorted(spoken, key=lambda pair: pair[0]):
        found.extend(_told(scene, verb_drafts(scene, clause)))
    found.extend(_told(scene, absolute_drafts(scene)))
    cued = any(phrase.cue is not None for phrase in parse.phrases)
    for clause in parse.clauses if cued else ():
        for phrase in _all_phrases(clause):
            if phrase.cue is not None and id(phrase) not in scene.used:
                found.extend(_told(scene, noun_drafts(scene, phrase, clause)))
    for phrase in parse.phrases:
        if phrase.held or phrase.attribute:
            found.extend(modifier_drafts(scene, phrase))
    found.extend(_told(scene, nearest_drafts(scene, list(found))))
    found = [d for d in found if not _only_tells(ground, d)]
    for draft in found:
        _forget_ally(ground, draft)
    found = in_succession(scene, found)
    return [d for d in found if not _told_better(d, found)]


def _only_tells(ground: Ground, draft: Draft) -> bool:
    """Whether the doer is one who only tells of what others do: an agency, a monitor, witnesses."""
    actor = draft.actor
    return (
        actor is not None and actor.id in ground.actors
        and ground.actors.get(actor.id).kind in _ONLY_TELL
    )  # fmt: skip


def _forget_ally(ground: Ground, draft: Draft) -> None:
    """Forget whom somebody would have attacked who fights on the same side."""
    actor, target = draft.actor, draft.target
    if actor is None or target is None or draft.predicate not in _AGAINST:
        return
    if ground.on_one_side(actor, target):
        draft.target = None


def describe_districts(scene: Scene) -> None:
    """Note on unnamed districts who their relative clause says holds them."""
    link_verbs = scene.ground.names.lexicon.link_verbs
    for clause in scene.parse.clauses:
        antecedent, verb = clause.antecedent, clause.verb
        if verb is not None and verb.form is not None and verb.form.lemma in link_verbs:
            _link(scene.parse, clause)
        if antecedent is None or verb is None or antecedent.place is None:
            continue
        if not antecedent.place.plural:
            continue
        for phrase in clause.args:
            cue = phrase.cue
            holder = None
            if cue is not None and cue.rule is not None and cue.rule.frame.name == "control_noun":
                holder = phrase.of.actor if phrase.of is not None else phrase.adj_actor
            elif "by" in phrase.prep and any(
                s.rule is not None and s.rule.frame.predicate == "controls"
                for s in verb.senses("rule")
            ):
                holder = phrase.actor
            if holder is not None:
                antecedent.place.holder = holder


def _link(parse: Parse, clause: Clause) -> None:
    """Give a road the ends that its relative clause tells: "the road that links A with B"."""
    road = clause.antecedent or (clause.subj if clause.kind in ("ger", "red", "rel") else None)
    if road is None and clause.kind == "comp":  # where "that" may be either
        behind = [p for p in parse.phrases if clause.start - _COMMA_BEFORE <= p.end <= clause.start]
        road = behind[-1] if behind else None
    if road is None or road.place is None or road.place.kind != "route":
        return
    # Where cases are alike, an end may be subject or object.
    ends = [e for e in (clause.subj, *clause.args) if e is not None and e.start != road.start]
    starts = {end.start for end in ends}
    for end in ends:
        if end.place is not None or end.pair or end.number_value == end.head_word != "":
            own_post = [p for p in end.post if p.start not in starts]
            road.post.append(replace(end, prep=("between",), post=own_post))


def _note_holders(scene: Scene) -> None:
    """Note whose stronghold a sentence says a place is, before it tells what became of it."""
    for phrase in scene.parse.phrases:
        rule = phrase.cue.rule if phrase.cue is not None else None
        host = phrase.head
        if rule is None or not rule.frame.head_state or host is None or host.place is None:
            continue
        if host.apposition is not phrase or phrase.of is None:
            continue
        holder = actor_in(scene, phrase.of, None, "of")
        place = phrase_place(scene.ground, host)
        if holder is not None and place is not None:
            scene.ground.told.setdefault(("controls", place.base or place.name), holder)


def _told(scene: Scene, drafts: Iterator[Draft]) -> list[Draft]:
    """The drafts, remembered for what the rest of the report leaves unsaid."""
    kept = [d for d in drafts if _worth(scene.ground, d)]
    for draft in kept:
        if draft.factuality == "actual":
            scene.ground.note_claim(draft.predicate, draft.actor, draft.place)
            if draft.predicate == "controls" and draft.extent in ("part", "most"):
                scene.ground.note_share(draft.place)
        elif draft.factuality == "intended" and draft.predicate == "breaks_siege":
            scene.ground.note_relief(draft.actor, draft.place)
    return kept


def _told_better(draft: Draft, found: list[Draft]) -> bool:
    """Whether a bare "fell" is told with its taker by a noun of the same clause.

    An attack by nobody in particular is told better with its author in the same clause.
    """
    if draft.predicate == "controls" and draft.place is not None:
        return any(
            other.predicate == "besieges"
            and (other.clause is draft.clause or _is_had(draft.clause, other.clause))
            and other.place is not None
            and other.place.name == draft.place.name
            and other.actor is not None
            and draft.actor is not None
            and other.actor.name == draft.actor.name
            and draft.clause is not None
            for other in found
        )  # "holds X under siege"
    if draft.predicate == "withdraws" and draft.place is not None and draft.actor is not None:
        return any(
            other.predicate == "captures"
            and other.target is not None
            and other.target.name == draft.actor.name
            and other.place is not None
            and other.place.name == draft.place.name
            for other in found
        )  # "driven out of X by Y, they retreated"
    if draft.actor is None and draft.predicate == "attacks" and draft.place is not None:
        return any(
            other.predicate == "attacks"
            and other.actor is not None
            and other.clause is draft.clause
            and other.place is not None
            and other.place.name == draft.place.name
            for other in found
        )
    if not draft.rule.endswith("(fall)"):
        return False
    return any(
        other is not draft
        and other.clause is draft.clause
        and other.sure > draft.sure
        and other.predicate in (draft.predicate, "withdraws")
        and other.actor is not None
        and other.place is not None
        and draft.place is not None
        and other.place.name == draft.place.name
        and not other.rule.endswith("(fall)")
        for other in found
    )


def _is_had(clause: Clause | None, below: Clause | None) -> bool:
    """Whether a clause only says that somebody has what another tells: "has X encircled"."""
    return (
        clause is not None and clause.verb is not None and clause.verb.have
        and below is not None and below.parent is clause
    )  # fmt: skip


def _is_its_own(ground: Ground, draft: Draft) -> bool:
    """Whether a place lies in the country of the state that would take it, and the report is of a
    war in another country."""
    actor, place = draft.actor, draft.place.place if draft.place is not None else None
    if actor is None or actor.id not in ground.actors or place is None or not place.country:
        return False
    known = ground.actors.get(actor.id)
    own = known.kind == "state" and place.country in known.countries
    return own and place.country not in ground.countries[:1]


def _worth(ground: Ground, draft: Draft) -> bool:
    """Whether a draft says anything: without anybody who acts, few predicates do."""
    doers = bool(ground.doers)
    place = draft.place
    unlisted = place is not None and place.place is None and place.kind not in _BUILT
    if draft.predicate == "withdraws" and draft.sure < 0.3 and unlisted:
        return False  # "leaves the White House"
    if (
        draft.predicate == "captures"
        and draft.factuality != "actual"
        and _is_its_own(ground, draft)
    ):
        return False  # "to secure its town of X", where there is no war
    if draft.predicate == "supports" and draft.target is not None and draft.target.sure <= _GUESSED:
        return False  # "accuses X of arming terrorist groups": whom is not said
    if draft.sure < _WORTHLESS:
        return False
    known = place.place if place is not None else None
    if draft.predicate == "attacks" and known is not None and known.kind == "country":
        return False  # the place that is meant is said elsewhere
    if draft.actor is not None:
        return draft.predicate != "attacks" or draft.sure >= SURE_ATTACK
    if draft.predicate in ("withdraws", "supply_route", "supports"):
        return False
    if draft.predicate == "attacks":  # fighting by nobody in particular, where nobody is known
        return draft.speaker is not None and "clash_noun" in draft.rule and not doers
    return True


def _all_phrases(clause: Clause) -> Iterator[Phrase]:
    seen: set[int] = set()
    queue = clause.phrases()
    for phrase in queue:  # grows while it is read
        if id(phrase) in seen:
            continue
        seen.add(id(phrase))
        yield phrase
        queue.extend(phrase.conjuncts)
        for other in (phrase.of, phrase.apposition, phrase.possessor):
            if other is not None:
                queue.append(other)
