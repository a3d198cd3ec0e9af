"""Armed people called by a common word: "the group" named before, "fighters" that no army has."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from contested.claim.canonical import canonical_spelling
from contested.claim.lexicon import Lexicon
from contested.claim.party import GroundedActor, less_sure
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.role_actor import common_noun

NEW_ALLIANCE = 3  # sentences in which "the coalition" means the one brought in last
# kinds of groups that fight a state
INSURGENT = frozenset({"rebel_group", "separatists", "jihadist_group", "movement"})
STATES = frozenset({"state", "state_force", "authority", "coalition", "international_org"})

if TYPE_CHECKING:
    from contested.claim.ground import Ground


@lru_cache(maxsize=10_000)
def _lemmas(lexicon: Lexicon, text: str) -> frozenset[str]:
    """What the head of a description can be as a noun."""
    words = text.split() or [""]
    form = lexicon.form(lexicon.key(words[-1 if lexicon.head_last else 0]))
    return frozenset(noun.lemma for noun in form.nouns)


def are_irregular(ground: Ground, text: str) -> bool:
    """Whether a word for armed people is one that no army's soldiers are called by."""
    return not ground.irregulars.isdisjoint(_lemmas(ground.names.lexicon, text))


def group_before(ground: Ground, phrase: Phrase) -> GroundedActor | None:
    """The armed group that the sentence names before "the group", the latest; None if there is
    none, or the phrase says whose group it is."""
    if (
        phrase.det != "definite"
        or phrase.number == "pl"
        or phrase.of is not None
        or phrase.possessor is not None
    ):
        return None
    if phrase.apposition is not None or phrase.adj_actor is not None:
        return None
    for start, known in reversed([*zip(ground.here_starts, ground.here_groups, strict=True)]):
        named = ground.actors.get(known.id)
        if start < phrase.start and named.is_belligerent and named.kind not in STATES:
            return known
    return None


def are_several(ground: Ground, phrase: Phrase) -> bool:
    """Whether a phrase means several groups without a name, not one that was named before: "armed
    groups", but not "the two groups"."""
    ref = phrase.actor
    if ref is None or phrase.number != "pl" or phrase.det not in ("", "indefinite"):
        return False
    if phrase.of or phrase.possessor or phrase.apposition or phrase.adj_actor or phrase.held:
        return False
    return phrase.head_word.split(" ")[-1] in ground.names.lexicon.settings.get("collectives", ())


def is_alliance(ground: Ground, ref: ActorRef) -> bool:
    """Whether a description is a word for several parties that act as one."""
    return not ground.alliances.isdisjoint(_lemmas(ground.names.lexicon, ref.text))


def members_of(ground: Ground, phrase: Phrase) -> Phrase | None:
    """Whose alliance a phrase means: the rebels of "a coalition of rebels"; None where it does not
    say, or names countries."""
    ref = phrase.actor
    if ref is None or ref.id or ref.country or not (ref.role or ref.anaphor):
        return None
    if not is_alliance(ground, ref):
        return None
    behind = [p for p in phrase.post[:1] if set(p.prep) & {"of", "from"}]
    for members in (phrase.of, phrase.possessor, *behind):
        known = members.actor if members is not None else None
        if known is not None and not known.weak and (known.id or known.role or known.anaphor):
            if known.anaphor and members is not None and are_several(ground, members):
                return None  # "the SDF, a coalition of militias"
            return members if not (known.country and not known.role) else None
    _, _, behind_head = ref.text.partition(" ")
    if behind_head and not ground.names.lexicon.head_last:  # one noun right behind the other
        owned = common_noun(ground.names.lexicon, behind_head)
        if owned is not None and owned.role != ref.role:
            return replace(phrase, actor=owned)
    return None


def alliance_before(
    ground: Ground, phrase: Phrase, here: list[GroundedActor]
) -> GroundedActor | None:
    """Which alliance "the alliance" is: one that the sentence names before it (`here`), that did
    something last or was named last; "the US-backed alliance" one that is so backed."""
    ref = phrase.actor
    if ref is None or ref.anaphor != "group" or phrase.det != "definite" or phrase.number == "pl":
        return None
    if phrase.of is not None or phrase.possessor is not None or not is_alliance(ground, ref):
        return None
    backer = ground.actor(phrase.backed_by)
    relations = ground.actors.relations
    backed = relations.backed(backer.id, ground.on) if backer is not None and backer.id else ()
    for known in (*reversed(here), *ground.doers[:-9:-1], *ground.mentioned[:-13:-1]):
        if known.id not in ground.actors or (backed and known.id not in backed):
            continue
        if ground.actors.get(known.id).kind == "coalition" or relations.members(known.id):
            return known
    return None


def likely_groups(ground: Ground, text: str, groups: list[GroundedActor]) -> list[GroundedActor]:
    """Of the groups spoken of, those that a word can mean: "the militants" fight the state, and
    "the group" is one with a name of its own. All of them where none of them fits."""
    lexicon = ground.names.lexicon
    if _told_to_fight_state(ground, text):  # "the extremist group"
        fitting = [g for g in groups if ground.actors.get(g.id).kind == "jihadist_group"]
        fitting = fitting or [g for g in groups if ground.actors.get(g.id).kind in INSURGENT]
    elif not ground.insurgents.isdisjoint(_lemmas(lexicon, text)):
        fitting = [g for g in groups if ground.actors.get(g.id).kind in INSURGENT]
    elif ground.insurgents:
        fitting = [g for g in groups if g.text != g.text.lower()]
    else:
        fitting = []
    return fitting or groups


def are_insurgents(ground: Ground, ref: ActorRef) -> bool:
    """Whether a word for forces is described as of those who fight a state."""
    return not ref.person and _told_to_fight_state(ground, ref.text)


def _told_to_fight_state(ground: Ground, text: str) -> bool:
    """Whether a word beside the head of a description is one for those who fight a state."""
    lexicon, words = ground.names.lexicon, text.split()
    beside = words[:-1] if lexicon.head_last else words[1:]
    return any(not ground.insurgents.isdisjoint(_lemmas(lexicon, word)) for word in beside)


def named_irregulars(ground: Ground, ref: ActorRef) -> GroundedActor | None:
    """Militias called after a people or a region that no reference knows: "Amhara militiamen"."""
    if not ref.person or not are_irregular(ground, ref.text):
        return None
    name = canonical_spelling(ref.person, ground.language)
    return GroundedActor(f"{name} militias", "", ref.text, 0.7)


def whose_fighters(
    ground: Ground, ref: ActorRef, known: GroundedActor | None
) -> GroundedActor | None:
    """Whose "fighters" are where nothing says it, and `known` is who would be meant by "forces":
    never a state's, but those of the group it fights."""
    if known is None or not known.id or not are_irregular(ground, ref.text):
        return known
    if ground.actors.get(known.id).kind not in STATES:
        return known
    if known.id != getattr(ground.state(ground.country or ""), "id", ""):
        return known
    return less_sure(ground.opponent(known), ref.text, 0.5) or ground.actor(
        ActorRef(ref.text, role="rebels")
    )


def is_new_alliance(ground: Ground, phrase: Phrase, ref: ActorRef) -> bool:
    """Whether "a coalition" is one that the report brings in, or "the coalition" means that
    one: not the one that everybody knows."""
    if ref.id or ref.country or phrase.adj_actor is not None or phrase.held:
        return False
    if phrase.det == "indefinite":
        ground.alliance_since = ground.sentence
        return True
    since = ground.sentence - ground.alliance_since
    return phrase.det == "definite" and " " not in ref.text and since <= NEW_ALLIANCE


def named_beside(ground: Ground, phrase: Phrase) -> GroundedActor | None:
    """The armed group that the sentence names before "they": "the bases of X and what it
    holds"; None where it names several or none."""
    before = {
        known.id: known
        for start, known in zip(ground.here_starts, ground.here_groups, strict=True)
        if start < phrase.start and ground.actors.get(known.id).is_belligerent
    }
    return next(iter(before.values())) if len(before) == 1 else None
