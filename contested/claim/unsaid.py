"""Who goes without saying: whoever was told to do the same, the opponent, the announcer."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause
from contested.claim.clause_slot import told_subject
from contested.claim.draft import Scene
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.speaker import Speaker

# what a party admits of itself, or of its opponent
_UPON = frozenset({"after", "because", "cause", "with"})  # what something comes about by
_ADMITTED = frozenset({"withdraws", "captures", "besieges", "cuts_route"})


def enemy_of(scene: Scene, target: GroundedActor) -> list[GroundedActor]:
    """The opponent spoken of last, for an attack whose author goes without saying."""
    if not target.id:
        return []  # a group that no reference knows has no allies that we know
    for known in reversed(scene.ground.mentioned[-6:]):
        if known.id and not scene.ground.on_one_side(known, target):
            return [replace(known, sure=0.5, named=False)]
    other = scene.ground.rival(target) or _only_other(scene, target)
    return [replace(other, sure=0.4, named=False)] if other is not None else []


def _only_other(scene: Scene, target: GroundedActor) -> GroundedActor | None:
    """The one party that the report names which is not on the side of another, or none: whoever
    else fights in the war that it tells of."""
    ground = scene.ground
    state = ground.state(ground.country) if ground.country else None
    told = [state] if state is not None and state.id in ground.named else []
    others = [
        known for known in (*ground.introduced, *told) if not ground.on_one_side(known, target)
    ]
    names = {known.name for known in others}
    return others[0] if len(names) == 1 else None


def state_against(scene: Scene, taker: GroundedActor) -> list[GroundedActor]:
    """The state of the country that a report is about, as the loser of what insurgents took."""
    ground = scene.ground
    state = ground.state(ground.country) if ground.country else None
    if state is None or ground.on_one_side(state, taker):
        return []
    return [replace(state, sure=0.4, named=False)]


def besieger_of(
    scene: Scene, target: GroundedActor, speaker: Speaker | None
) -> list[GroundedActor]:
    """Who has surrounded a party where nobody is said to: whoever tells it of an opponent, else
    the opponent spoken of last."""
    party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    if party is not None and target.id and not scene.ground.on_one_side(party, target):
        return [replace(party, sure=0.6, named=False)]
    return enemy_of(scene, target)


def denied_doer(
    scene: Scene, predicate: str, place: GroundedPlace, party: GroundedActor | None
) -> list[GroundedActor]:
    """Who is denied to have done it where the denial does not say: whoever was told to press the
    place, else the opponent of the party that denies."""
    ways = ("captures", "besieges", "attacks")
    known = scene.ground.known_doer((predicate, *(w for w in ways if w != predicate)), place)
    if known is not None and (party is None or known.name != party.name):
        return [replace(known, sure=0.6, named=False)]
    return enemy_of(scene, party) if party is not None else []


def unsaid_actor(
    scene: Scene,
    predicate: str,
    place: GroundedPlace,
    passive: bool,
    speaker: Speaker | None,
    denied: bool = False,
) -> list[GroundedActor]:
    """Who goes without saying: whoever was told to do the same there, or who announces it."""
    if not passive:
        return []
    told = scene.ground.told
    where = place.base or place.name
    earlier = {
        "captures": ("captures", "attacks", "besieges"), "breaks_siege": ("breaks_siege",),
        "besieges": ("besieges", "attacks"),
    }  # fmt: skip
    known = scene.ground.known_doer(earlier.get(predicate, (predicate,)), place)
    if predicate == "besieges" and where in scene.ground.shared and known is None:
        return []  # "they hold most of X; X is surrounded": who is in it is not said
    if predicate == "besieges":
        inside = _held(scene, where)
        sat = scene.ground.known_doer(("besieges",), place)
        if inside is not None and sat is None and (known is None or known.name == inside.name):
            outside = enemy_of(scene, inside)  # nobody surrounds what is his
            if outside:
                return outside
    if predicate in ("besieges", "cuts_route") and known is not None and _relieves(scene, known):
        known = None  # who wants to break a siege lays none
    gone = told.get(("withdraws", where))
    if predicate == "captures" and known is not None and gone is not None and (
        gone.name == known.name
    ):  # fmt: skip
        known = None  # who left it did not take it
    announcer = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    if (
        predicate == "captures" and known is not None and announcer is not None and not denied
        and told.get(("captures", where)) == known
        and not scene.ground.on_one_side(known, announcer)
    ):  # fmt: skip
        known = announcer  # the other side says that it has been retaken
    if predicate == "controls" and known is not None and announcer is not None and not denied and (
        not scene.ground.on_one_side(known, announcer)
    ):  # fmt: skip
        known = announcer  # a party that says that a place is held means by itself
    if known is not None:
        return [replace(known, sure=0.6, named=False)]
    if predicate == "withdraws":
        party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
        party = told.get(("controls", where)) or party
        return [replace(party, sure=0.5, named=False)] if party is not None else []
    besieger = told.get(("besieges", where))
    if predicate == "breaks_siege" and besieger is not None:
        relief = enemy_of(scene, besieger)
        if relief:
            return relief
    party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    if denied and party is not None and predicate in ("captures", "breaks_siege", "cuts_route"):
        return enemy_of(scene, party)
    if speaker is not None and speaker.actor is not None and predicate in (
        "captures", "controls", "breaks_siege", "opens_route"
    ):  # fmt: skip
        party = scene.ground.belligerent(speaker.actor)
        if party is not None:
            return [replace(party, sure=0.55, named=False)]
    relief_of = scene.ground.relievers.get(where)
    if predicate == "besieges" and relief_of is not None:
        return enemy_of(scene, relief_of)
    if predicate == "besieges":
        return _besieger(scene, place, party, denied)
    if predicate in ("captures", "cuts_route", "breaks_siege"):
        pressing = _latest_presser(scene, place)
        if predicate == "cuts_route":
            pressing = [one for one in pressing if not _relieves(scene, one)]
        return pressing
    return []


def _relieves(scene: Scene, party: GroundedActor) -> bool:
    """Whether the report tells of a siege that a party, or its side, wants to break."""
    return any(scene.ground.on_one_side(party, one) for one in scene.ground.relievers.values())


def _besieger(
    scene: Scene, place: GroundedPlace, party: GroundedActor | None, denied: bool
) -> list[GroundedActor]:
    """Who surrounds a place of which nothing was told: the opponent of whoever denies it; a party
    that tells of it and attacks; whoever pressed last; never whose place it is by law."""
    if party is not None and denied:
        return enemy_of(scene, party)
    at_home = party is not None and is_at_home(scene, place, party)
    attacking = party is not None and any(a.name == party.name for a in scene.ground.attackers)
    pressing = _latest_presser(scene, place)
    if pressing and (at_home or not attacking):
        return pressing
    if party is not None and not at_home and not pressing and _is_abroad(scene, place, party):
        return [replace(party, sure=0.5, named=False)]  # an army in another country besieges
    if party is not None and (at_home or attacking):
        return enemy_of(scene, party) if at_home else [replace(party, sure=0.5, named=False)]
    country = place.place.country if place.place is not None else None
    home = scene.ground.state(country) if country else None
    told = bool(scene.ground.mentioned) or party is not None
    other = scene.ground.rival(home) if home is not None and told else None
    abroad = other is not None and scene.ground.actors.get(other.id).kind == "state"
    return enemy_of(scene, home) if abroad and home is not None else []


def _is_abroad(scene: Scene, place: GroundedPlace, party: GroundedActor) -> bool:
    """Whether a party is the state of one country and a place lies in another."""
    known = scene.ground.actors.get(party.id) if party.id else None
    country = place.place.country if place.place is not None else None
    if known is None or known.kind != "state" or not known.countries or not country:
        return False
    return country not in known.countries


def is_at_home(scene: Scene, place: GroundedPlace, party: GroundedActor) -> bool:
    """Whether a party is the state of the country that a place lies in, or on its side."""
    home = place.place.country if place.place is not None else scene.ground.country
    state = scene.ground.state(home) if home else None
    return state is not None and scene.ground.on_one_side(party, state)


def advancing(scene: Scene, clause: Clause) -> list[GroundedActor]:
    """Whose advance brought it about, by what the clause itself says: "cut after their advance"."""
    for phrase in clause.phrases():
        rule = phrase.cue.rule if phrase.cue is not None else None
        if rule is None or rule.frame.name != "attack_noun" or not set(phrase.prep) & _UPON:
            continue
        owner = phrase.of if phrase.of is not None else phrase.possessor
        known = scene.ground.phrase_actor(owner) if owner is not None else None
        known = known or scene.ground.actor(phrase.adj_actor)
        if known is not None:
            return [replace(known, sure=0.55, named=False)]
    return []


def announcer(
    scene: Scene, voice: GroundedActor | None, place: GroundedPlace | None = None
) -> list[GroundedActor]:
    """The party that speaks, as the doer of what it announces, or the one on its side that was told
    to have done it; none where no party speaks."""
    party = scene.ground.belligerent(voice)
    known = scene.ground.known_doer(("captures",), place) if place is not None else None
    if party is not None and known is not None and scene.ground.on_one_side(known, party):
        return [replace(known, sure=0.65, named=False)]
    return [replace(party, sure=0.6, named=False)] if party is not None else []


def conceded(
    scene: Scene, clause: Clause, predicate: str, speaker: Speaker | None
) -> list[GroundedActor] | None:
    """Who goes without saying in what a party admits: "conceded that X had been lost" (its own
    loss), "admitted that X had been taken" (by its opponent). None where no party admits it."""
    above = clause.parent.verb if clause.kind == "comp" and clause.parent is not None else None
    if above is None or speaker is None or not above.is_a("speech", "concede"):
        return None
    party = scene.ground.belligerent(speaker.actor)
    if party is None or predicate not in _ADMITTED:
        return None
    if predicate == "withdraws":
        return [replace(party, sure=0.7, named=False)]
    others = [d for d in scene.ground.doers if not scene.ground.on_one_side(d, party)]
    return enemy_of(scene, party) or [replace(d, sure=0.5, named=False) for d in others[-1:]]


def _held(scene: Scene, where: str) -> GroundedActor | None:
    """Who was told to have a place, to take it or to lift its siege."""
    told = scene.ground.told
    ways = ("controls", "captures", "breaks_siege")
    return next((told[way, where] for way in ways if (way, where) in told), None)


def _latest_presser(
    scene: Scene, place: GroundedPlace, loser: GroundedActor | None = None
) -> list[GroundedActor]:
    """Who attacked or took something last, rather one that is not on the place's holder's side.

    Never one on the side of `loser`.
    """
    holder = scene.ground.told.get(("controls", place.base or place.name))
    gone = {  # who leaves presses nothing there
        actor.name for (way, name), actor in scene.ground.told.items()
        if way == "withdraws" and f" {place.base or place.name} " in f" {name} "
    }  # fmt: skip
    doers = scene.ground.attackers[-4:] or [
        doer
        for doer in scene.ground.doers[-4:]
        if doer.name not in gone  # who leaves presses none
    ]
    if loser is not None:
        doers = [d for d in doers if not scene.ground.on_one_side(d, loser)]
    others = [d for d in doers if holder is None or not scene.ground.on_one_side(d, holder)]
    if not others and holder is not None:
        return enemy_of(scene, holder)
    return [replace(others[-1], sure=0.4, named=False)] if others else []


def fallen_to(
    scene: Scene,
    place: GroundedPlace,
    speaker: Speaker | None,
    denied: bool,
    owner: GroundedActor | None = None,
) -> list[GroundedActor]:
    """To whom a place fell where the text does not say: whoever was told to press it.

    `owner` is who the text says had it: "the army's last base fell".
    """
    if owner is not None:
        voice = scene.ground.belligerent(speaker.actor) if speaker is not None else None
        if voice is not None and not scene.ground.on_one_side(voice, owner):
            return [replace(voice, sure=0.6, named=False)]
        return enemy_of(scene, owner)
    known = scene.ground.known_doer(("captures", "besieges", "attacks"), place)
    party = scene.ground.belligerent(speaker.actor) if speaker is not None else None
    own = (
        denied
        and party is not None
        and known is not None
        and scene.ground.on_one_side(known, party)
    )
    if known is not None and not own:
        return [replace(known, sure=0.6, named=False)]
    if party is not None:
        had = scene.ground.told.get(("controls", place.base or place.name))
        lost = denied or is_at_home(scene, place, party) or (had is not None and had == party)
        if not lost:  # who comes from elsewhere, or rose, tells of its own taking
            return [replace(party, sure=0.55, named=False)]
        enemy = enemy_of(scene, party)
        if enemy:
            return enemy
    pressing = _latest_presser(scene, place, party)
    if pressing or party is not None:
        return pressing
    country = scene.ground.country
    state = scene.ground.state(country) if country else None
    return enemy_of(scene, state) if state is not None else []


def dropped_subject(
    scene: Scene, clause: Clause, voice: GroundedActor | None
) -> list[GroundedActor]:
    """The subject that a language leaves out where it goes on."""
    verb = clause.verb
    if (
        not scene.ground.names.lexicon.pro_drop
        or clause.subj is not None
        or verb is None
        or verb.passive
    ):
        return []
    ground = scene.ground
    party = ground.belligerent(voice)
    if verb.we:
        return [party] if party is not None else []
    if clause.kind not in ("main", "comp", "sub", "rel"):
        return []
    if party is not None and scene.attribution.is_quoted(clause):
        known = ground.opponent(party)  # "they do not hold it": those we fight
    elif party is not None and clause.kind == "comp":
        told = told_subject(scene, clause)
        known = (
            scene.ground.phrase_actor(told, speaker=voice) if told is not None else None
        ) or party
    else:
        known = ground.continued(verb.number) or party
    return [replace(known, sure=0.6, named=False)] if known is not None else []


def is_military(scene: Scene) -> bool:
    """Whether a sentence names any party."""
    return any(p.actor is not None and not p.actor.weak for p in scene.parse.phrases)
