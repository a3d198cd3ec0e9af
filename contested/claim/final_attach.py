"""The stack of what waits for its verb, and how a phrase joins what waits there already."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from contested.claim.clause import Clause
from contested.claim.final_phrase import LOCATED, OWNED, SHARE
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE
from contested.claim.phrase import Phrase, kind_of
from contested.claim.words import Word

_SETTLED = frozenset({"city", "town", "village"})


@dataclass(slots=True, eq=False)
class Item:
    """What waits on the stack: a phrase or a finished clause, and whether a comma follows it."""

    phrase: Phrase | None = None
    clause: Clause | None = None
    comma: bool = False
    conj: str = ""


@dataclass(slots=True, eq=False)
class State:
    """A sentence being read: its stack, and the clauses and phrases found so far."""

    words: list[Word]
    stack: list[Item] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    found: list[Phrase] = field(default_factory=list)
    describing: list[Clause] = field(default_factory=list)  # wait for the noun they describe
    conj: str = ""
    main: Clause | None = None  # the finite clause before
    no_longer: bool = False  # "any more" was read, its verb not yet
    quote: int | None = None  # inside a quotation: what waited on the stack before it


def push(state: State, phrase: Phrase) -> None:
    """Put a phrase on the stack, with what owns, describes or lists it."""
    state.found.append(phrase)
    top = state.stack[-1] if state.stack else None
    last = top.phrase if top is not None else None
    if phrase.pronoun == SHARE and last is not None and last.cases & GENITIVE and not last.prep:
        state.conj = ""
        leader = last.leader or last
        for one in (leader, *leader.conjuncts):
            one.cases, one.prep = phrase.cases, phrase.prep
            one.extent, one.end = phrase.extent, phrase.end
        return
    if (
        last is not None
        and not top_comma(top)
        and not state.describing
        and _is_one_of(last, phrase)
    ):
        last.prep, last.cases, last.number = phrase.prep, phrase.cases, "sg"
        last.person, last.end = phrase.person, phrase.end
        return
    for clause in state.describing:
        _describe(clause, phrase)
    described, state.describing = bool(state.describing), []
    conj, state.conj = state.conj, ""
    words = state.words
    if last is not None and top is not None and not described:
        touching = last.end == phrase.start
        behind = words[last.end - 1]
        located = touching and (LOCATED in behind.marks or behind.form.attributive)
        if touching and ("of" in last.prep or located):
            _modify(phrase, last)
            conj = conj or state.stack.pop().conj
            top = state.stack[-1] if state.stack else None
            last = top.phrase if top is not None else None
        if last is not None and touching and last.end == phrase.start and phrase.official and (
            "from" in last.prep and last.actor is not None and last.place is None
        ):  # fmt: skip
            phrase.of, last.head = last, phrase  # "an official of X"
            state.stack.pop()
            top = state.stack[-1] if state.stack else None
            last = top.phrase if top is not None else None
        owned = any(OWNED in w.marks for w in words[phrase.start : phrase.end])
        if last is not None and last.end <= phrase.start and not top_comma(top) and (
            last.cases & GENITIVE and not last.prep and not phrase.time and (owned or phrase.extent)
        ) and _owns(last, phrase):  # fmt: skip
            phrase.of, last.head = last, phrase
            if owned and phrase.official:
                phrase.cases &= ~ACCUSATIVE  # owned, an object would have one ending more
            state.stack.pop()
            top = state.stack[-1] if state.stack else None
            last = top.phrase if top is not None else None
        if phrase.cue is not None and owned and phrase.of is None:
            _owner_below(state, phrase)
            phrase.possessive = phrase.of is None and phrase.adj_actor is None
            ally = phrase.cue.rule is not None and phrase.cue.rule.frame.ally
            phrase.possessive = phrase.possessive or (ally and phrase.of is None)
    if conj == "alias":
        if last is not None and last.end == phrase.start - 1 and _alike(last, phrase):
            state.stack.pop()  # "PKK/PYD": the second name has the ending
            top = state.stack[-1] if state.stack else None
            last = top.phrase if top is not None else None
        conj = ""
    if conj and last is not None and not _is_modifier(last, words) and _is_modifier(phrase, words):
        state.stack.append(Item(phrase, conj=conj))
        return  # "A and the [in X] B": what goes on with the list is the noun behind
    # "A with B between"
    pair = "between" in phrase.prep and last is not None and "with" in last.prep
    if last is not None and top is not None and (conj in ("and", "or") or pair) and (
        _alike(last, phrase)
    ):  # fmt: skip
        leader = last.leader or last
        leader.conjuncts.append(phrase)
        phrase.leader = leader
        if leader.cases == NOMINATIVE or leader.prep:
            _list_before(state, leader, phrase)  # no case of its own: the list's last has it
        for one in (leader, *leader.conjuncts):
            if pair or (not one.prep and one.cases == NOMINATIVE):
                one.prep, one.cases = phrase.prep, phrase.cases
        leader.end = phrase.end
        return
    if last is not None and top is not None and last.end == phrase.start and not phrase.cue and (
        last.cue is not None and last.cue.rule is not None and last.cue.rule.frame.head_state
        and phrase.place is not None and not last.prep
    ):  # fmt: skip
        phrase.apposition, last.head = last, phrase  # "their last stronghold X"
        state.stack.pop()
    elif last is not None and top is not None and not top.comma and _says_who(last, phrase, words):
        phrase.apposition, last.head = last, phrase  # "the terrorist organisation X"
        state.stack.pop()
    elif last is not None and top is not None and not top.comma and _is_kind(last, phrase, words):
        phrase.apposition, last.head = last, phrase  # "the country's capital X"
        state.stack.pop()
    if phrase.cue is not None and last is not None and last.prep and last.end == phrase.start:
        phrase.fore.append(last)
    state.stack.append(Item(phrase))


def _is_modifier(phrase: Phrase, words: list[Word]) -> bool:
    """Whether a phrase describes the noun behind it: "in X", "loyal to X"."""
    last = words[phrase.end - 1]
    if "between" in phrase.prep:
        return False
    return "of" in phrase.prep or LOCATED in last.marks or last.form.attributive


def _is_kind(kind: Phrase, named: Phrase, words: list[Word]) -> bool:
    """Whether a noun with its owner's ending says what the place is whose name follows."""
    place, name = kind.place, named.place
    if place is None or name is None or kind.end != named.start or kind.prep or named.cue:
        return False
    if not place.anaphor or place.plural or kind.pronoun or name.anaphor or name.weak:
        return False
    if place.kind == "compass" and "center" in place.compass:
        return True  # "the province's capital X"
    if OWNED not in words[kind.end - 1].marks or not kind.cases & NOMINATIVE:
        return False
    # an object alone has the same ending: then only another object can be what it describes
    return not kind.cases & ACCUSATIVE or bool(named.cases & ACCUSATIVE)


def _is_one_of(many: Phrase, one: Phrase) -> bool:
    """Whether a name follows those he is one of: "from the army's commanders X"."""
    if "from" not in many.prep or not (many.official or many.source) or many.end != one.start:
        return False
    unknown = one.actor is not None and bool(one.actor.person) and not one.actor.id
    return unknown and one.cue is None and not one.official and not one.source


def _says_who(kind: Phrase, named: Phrase, words: list[Word]) -> bool:
    """Whether a noun of two words says what a group is whose name follows."""
    actor, name = kind.actor, named.actor
    if actor is None or name is None or kind.end != named.start or kind.prep or named.cue:
        return False
    return (
        not actor.id
        and actor.anaphor == "group"
        and bool(name.id)
        and bool(kind.cases & NOMINATIVE)
        and " " in words[kind.end - 1].form.fold
    )


def _owner_below(state: State, phrase: Phrase) -> None:
    """ "the army's on X directed shelling": the owner stands before other complements."""
    for depth in range(1, min(4, len(state.stack) + 1)):
        item = state.stack[-depth]
        below = item.phrase
        if below is None or item.comma or below.end > phrase.start:
            return
        if below.cases & GENITIVE and not below.prep:
            if not _owns(below, phrase):
                return
            phrase.of, below.head = below, phrase
            del state.stack[-depth]
            return
        if not below.prep:
            return
        phrase.fore.append(below)


def _list_before(state: State, leader: Phrase, phrase: Phrase) -> None:
    """Earlier members of a list whose end is reached: "A, B and C"."""
    while len(state.stack) > 1:
        item, under = state.stack[-1], state.stack[-2]
        earlier = under.phrase
        if earlier is None or not under.comma or not _alike(earlier, phrase):
            return
        if kind_of(earlier) != kind_of(phrase) or earlier.prep != leader.prep:
            return
        if item.phrase is not leader or _teller(state, earlier):
            return
        leader.conjuncts.append(earlier)
        earlier.leader = leader
        del state.stack[-2]


def _teller(state: State, phrase: Phrase) -> bool:
    """Whether a phrase that opens a sentence of speech is who speaks, not the first of a list."""
    if phrase.actor is None or len(state.stack) > 2:
        return False
    verbs = [w for w in state.words if w.kind == "word" and w.form.verbs]
    return bool(verbs) and any(s.kind == "speech" for v in verbs[-1].form.verbs for s in v.senses)


def _describe(clause: Clause, phrase: Phrase) -> None:
    """Make a clause describe the noun that follows it."""
    verb = clause.verb
    for one in clause.phrases():
        cue = one.cue.rule if one.cue is not None else None
        if cue is not None and cue.frame.head_state and not one.prep and phrase.place is not None:
            phrase.apposition, one.head = one, phrase  # "X, known as the rebels' stronghold"
            clause.subj = None if clause.subj is one else clause.subj
    if verb is not None and verb.passive and (
        phrase.official or phrase.channel or "according" in phrase.prep
    ):  # fmt: skip
        issuer = next((p for p in clause.args if set(p.prep) & {"from", "by"}), None)
        if issuer is not None and phrase.of is None and issuer.typed_speaker:
            phrase.of, issuer.head = issuer, phrase  # "in the statement issued by X"
    clause.antecedent = phrase
    stand_in = replace(phrase, prep=(), cases=NOMINATIVE, conjuncts=[], leader=None)
    if clause.subj is None:
        clause.subj = clause.stand_in = stand_in
    elif not any(not p.prep and p.cases & ACCUSATIVE for p in clause.args):
        stand_in.cases = ACCUSATIVE
        stand_in.start = stand_in.end = verb.start if verb is not None else phrase.start
        clause.args.append(stand_in)
        clause.stand_in = stand_in


def _modify(phrase: Phrase, last: Phrase) -> None:
    """ "the districts in X's hands", "forces loyal to X", "the road in X"."""
    cue = last.cue.rule if last.cue is not None else None
    if cue is not None and cue.frame.predicate in ("controls", "besieges"):
        holder = last.of.actor if last.of is not None else last.adj_actor
        if holder is not None:
            phrase.held.append((cue.frame.predicate, holder))
        elif cue.frame.predicate == "besieges":
            phrase.attribute = "besieges"
        return
    if phrase.cue is not None and last.place is not None:
        phrase.fore.append(last)
    if "of" in last.prep or last.place is None:
        if phrase.of is None:
            phrase.of = last
            last.head = phrase
        return
    phrase.post.insert(0, last)
    last.head = phrase


def _owns(owner: Phrase, phrase: Phrase) -> bool:
    """Whether a genitive belongs to the noun behind it rather than to a verb further on."""
    place, cue = phrase.place, phrase.cue
    if (
        cue is not None and cue.rule is not None and cue.rule.frame.state and "in" in phrase.prep
        and owner.place is not None and (owner.actor is None or owner.actor.weak)
    ):  # fmt: skip
        return False  # "that the town's whole is in its hands": the town is what is held
    if (
        owner.place is not None and phrase.actor is not None and phrase.cases & GENITIVE
        and (
            phrase.actor.id or phrase.end - phrase.start > 1
            or not (owner.place.country or (owner.actor is not None and owner.actor.country))
        )
    ):  # fmt: skip
        return False  # "Manbij's the army's in hand": a town owns no army
    if cue is not None or place is None or owner.actor is None or owner.place is not None:
        return True
    if not place.anaphor:
        return False  # "the army's the X road cutting": the name has an owner's ending itself
    owned = place.plural and place.kind not in _SETTLED  # an army has bases, but takes villages
    return owned or not (phrase.cases & ACCUSATIVE and phrase.cases & NOMINATIVE)


def top_comma(item: Item | None) -> bool:
    """Whether a comma stands behind what waits on top."""
    return item is not None and item.comma


def _alike(first: Phrase, phrase: Phrase) -> bool:
    """Whether two phrases can stand in one list."""
    return (
        (first.place is not None and phrase.place is not None)
        or (first.actor is not None and phrase.actor is not None)
        or (first.cue is not None and phrase.cue is not None)
        or (first.ordinary and phrase.ordinary)
    )
