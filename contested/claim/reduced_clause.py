"""Participles that describe a phrase: "the town held by X", "A and B, both taken by X"."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup, clause_empty
from contested.claim.paradigm import NOMINATIVE
from contested.claim.phrase import Phrase
from contested.claim.walk import COMMAS, Walk


def keeps(clause: Clause, group: VerbGroup) -> bool:
    """Whether a participle states of an object what the verb keeps it in: "keeps X besieged"."""
    keeper = clause.verb
    return (
        group.form is not None and "part" in group.form.tenses and keeper is not None
        and (keeper.is_a("light", "keep") or keeper.is_a("light", "have") or keeper.have)
        and not keeper.passive
        and group.end - group.start == 1 and any(not p.prep for p in clause.args)
    )  # fmt: skip


def completes_keeper(walk: Walk, clause: Clause, group: VerbGroup) -> bool:
    """Whether a participle right behind a verb of keeping is its fixed word, with what is kept so
    behind both: "tienen cercada X"."""
    keeper = clause.verb
    if keeper is None or not group.participle or group.start != keeper.end or keeper.passive:
        return False
    said = walk.words[group.start].form.fold
    return any(said in sense.particles for sense in keeper.senses("rule"))


def behind_insertion(walk: Walk, group: VerbGroup) -> Phrase | None:
    """What a participle behind a comma describes: the last phrase, or the place that this only
    says something of, between commas: "X, its last stronghold in Y, besieged by Z"."""
    first = walk.last
    if first is None or first.conjuncts or not walk.comma_between(first.end, group.start):
        return first
    while first.head is not None and first.head.end == first.start and (
        first in first.head.post or first.head.of is first
    ):  # fmt: skip
        first = first.head
    host = first.head if first.head is not None and first.head.apposition is first else None
    if host is None and first.start and walk.words[first.start - 1].text in COMMAS:
        host = next((p for p in reversed(walk.found) if p.end == first.start - 1), None)
    inside = (host is not None and host.apposition is first) or "in" in first.prep
    named = host is not None and host.place is not None and not host.place.anaphor
    return host if inside and named and host is not None and not host.conjuncts else walk.last


def states_quality(walk: Walk, clause: Clause, group: VerbGroup) -> bool:
    """Whether a word that can be a verb is the adjective of "be": "was not immediately clear"."""
    verb = clause.verb
    if walk.grammar.case or verb is None or not verb.copula or clause.args or group.form is None:
        return False
    if not group.form.tenses <= {"base", "pres"} or group.end - group.start != 1 or walk.conj:
        return False
    between = walk.words[verb.end : group.start]
    return bool(between) and all(w.form.adverb and w.entity is None for w in between)


def described_by(walk: Walk, group: VerbGroup) -> Phrase | None:
    """What a participle describes: all of "A and B, besieged by X", where it is said of a list of
    places behind a comma, else what its number agrees with."""
    last = behind_insertion(walk, group)
    first = last.leader if last is not None else None
    if first is None or last is None or not walk.comma_between(last.end, group.start):
        return _agreeing(last, group)
    several = group.form is not None and group.form.number == "pl"
    opens = walk.current.verb is None and first.start >= walk.current.start
    listed = all(p.place is not None and not p.place.anaphor for p in (first, last))
    return first if listed and (several or opens) else _agreeing(last, group)


def _agreeing(last: Phrase | None, group: VerbGroup) -> Phrase | None:
    """What a participle describes: what its number agrees with, or the whole place before it."""
    if last is None or group.form is None or last.conjuncts:
        return last
    if group.form.number != "pl":
        last = _listed_under(last)
        while (
            last.head is not None and last.head.of is last and last.place is not None
            and last.head.place is not None and last.head.cue is None
        ):  # fmt: skip
            last = last.head  # "the airport of X, held by the rebels"
        return last
    probe: Phrase | None = last
    while probe is not None:
        if probe.number == "pl" or probe.conjuncts or probe.leader is not None:
            return probe
        probe = probe.head
    return last


def _listed_under(last: Phrase) -> Phrase:
    """The noun whose list a phrase closes: "the villages of A and B held by X", "with A and B
    held by X"; else the phrase itself."""
    whole = last
    while not (whole.typed or whole.head_word) and whole.head is not None and (
        whole.head.apposition is whole
    ):  # fmt: skip
        whole = whole.head  # "A and B, both held by X"
    first = last.leader or (whole.leader if whole is not last else None)
    if first is None or first.place is None:
        return whole
    kind = first.head if first.head is not None and first.head.of is first else None
    if kind is not None and kind.place is not None and kind.place.plural:
        outer = kind.leader
        return outer if outer is not None and "with" in outer.prep else kind
    return first if "with" in first.prep or whole is not last else last


def open_reduced(walk: Walk, clause: Clause, group: VerbGroup, described: Phrase | None) -> Clause:
    """Open a clause for a participle that describes a phrase."""
    child = walk.open("red", clause, group.start)
    child.subj, child.verb = _said_to_be(clause, described), group
    active = group.perfect or (group.form is not None and group.form.voice == "a")
    group.passive, group.participle, group.finite = not active, True, False
    walk.current = child
    return child


def _states(walk: Walk, group: VerbGroup) -> bool:
    """Whether a participle says all that a clause says, its "is" left out: "X [is] surrounded".

    Where a comma parts what describes a noun from it, none stands between the two.
    """
    clause = walk.current
    subject = clause.subj
    return (
        walk.grammar.dash_copula and walk.grammar.agreement and clause.verb is None
        and clause.kind in ("main", "comp", "sub") and subject is not None
        and not subject.prep and not subject.time
        and (not subject.cases or bool(subject.cases & NOMINATIVE))
        and not walk.comma_between(subject.end, group.start)
    )  # fmt: skip


def _said_to_be(clause: Clause, described: Phrase | None) -> Phrase | None:
    """What "a town" is said of: "X is a liberated town" tells of X; else the phrase itself."""
    verb, subject = clause.verb, clause.subj
    if (
        described is None or verb is None or not verb.copula or described not in clause.args
        or described.det != "indefinite" or described.place is None or described.prep
        or not described.place.anaphor or subject is None or subject.place is None
    ):  # fmt: skip
        return described
    return subject


def _by_means(walk: Walk, k: int) -> bool:
    """Whether a phrase with "by" says how words were sent, not by whom: "said by phone"."""
    phrase = walk.phrases.read(walk.words, k)
    return phrase is not None and not (phrase.det or phrase.typed or phrase.official)


def reduced(walk: Walk, group: VerbGroup) -> bool:
    """Whether this is a participle that describes the phrase before it ("captured by ...")."""
    if (
        group.participle and walk.conj and walk.current.verb is not None
        and walk.current.verb.passive
    ):  # fmt: skip
        return False
    if group.participle and _states(walk, group):
        return False
    if group.participle and walk.last is None and clause_empty(walk.current):
        return True  # an opening participle: "Supported by X, ..."
    if group.participle:
        return walk.last is not None and walk.last.end >= group.start - 1
    if group.form is None or group.form.voice or group.start != group.end - 1:
        return False
    tenses = group.form.tenses
    if walk.last is None and clause_empty(walk.current) and {"past", "part"} <= tenses:
        return True
    if not (tenses & {"part"} and tenses & {"past"}):
        return False
    words, k, outset = walk.words, group.end, group.start
    while outset > 0 and words[outset - 1].form.adverb and words[outset - 1].entity is None:
        outset -= 1  # "X, still held by Y"
    if walk.last is None or walk.last.end < outset - 1:
        return False
    opens = clause_empty(walk.current) or walk.current.before == [walk.last]
    if opens and walk.current.verb is None and walk.current.subj is None and (
        "with" in walk.last.prep and walk.last.place is not None and k < len(words)
        and walk.last.end == group.start and words[k].text in COMMAS
    ):  # fmt: skip
        return True  # "With X lost, the army ..."
    while k < len(words) and words[k].form.adverb:
        k += 1
    if k < len(words) and "by" in words[k].form.prep:
        teller = walk.last.official or walk.last.source or walk.last.actor is not None
        return not (teller and group.is_a("speech") and _by_means(walk, k))
    if walk.comma or group.is_a("speech"):
        return False
    if _told_on(walk, k):
        return True
    clause = walk.current
    if walk.last.head is not None and walk.last.head.apposition is walk.last and not walk.comma:
        return True
    waiting: Clause | None = clause
    while waiting is not None:
        if waiting.verb is None and waiting.subj is not None:
            return False
        waiting = waiting.parent
    return (
        clause.verb is not None
        and walk.last in clause.args
        and bool(walk.last.prep)
        and not (walk.conj)
        and not _is_said_of(clause, walk.last)
    )


def _told_on(walk: Walk, k: int) -> bool:
    """Whether what a siege or a road is told to have undergone stands behind word `k`: "the siege
    imposed on X in July was lifted"."""
    noun, words = walk.last, walk.words
    while noun is not None and noun.head is not None and noun.head.of is noun:
        noun = noun.head
    if noun is None or walk.current.verb is not None or k >= len(words) or not words[k].form.prep:
        return False
    if noun.cue is None and not (noun.place is not None and noun.place.kind == "route"):
        return False
    for j in range(k, len(words)):
        if words[j].kind not in ("word", "num"):
            return False
        group = walk.verbs.read(words, j, False)
        if group is not None and group.finite:
            return group.passive
    return False


def _is_said_of(clause: Clause, last: Phrase) -> bool:
    """Whether what stands between a verb of saying and another verb is the subject of what is
    said, with where it is: "said the airport in X remained in its hands"."""
    verb = clause.verb
    if verb is None or not verb.is_a("speech") or verb.passive:
        return False
    first = next((p for p in clause.args if p.start == verb.end), None)
    if first is None or first.prep or first.time or first.source or first.channel:
        return False
    return (first.place is not None or first.actor is not None) and last in first.post
