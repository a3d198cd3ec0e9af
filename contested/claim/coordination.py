"""Lists and appositions: whether a phrase goes on with the one before it."""

from __future__ import annotations

from contested.claim.paradigm import NOMINATIVE
from contested.claim.phrase import Phrase, kind_of, speaks
from contested.claim.trim import QUOTES
from contested.claim.walk import COMMAS, Walk

FARTHEST = 5  # nouns that say more of one another, from the last back to the one that goes on
LOCATING = frozenset({"in", "at", "near", "on", "around"})
_WIDE = frozenset({"province", "region", "border", "country"})
LONGEST_LIST = 60  # items that are looked at to see where a list ends


def coordinates(walk: Walk, phrase: Phrase, last: Phrase, conj: str, comma: bool) -> Phrase | None:
    """The leader of the list that `phrase` goes on with, or None."""
    verb = walk.current.verb
    if walk.grammar.case and verb is not None and last.end <= verb.start < phrase.start:
        return None
    if conj and any(
        c.verb is not None and last.end <= c.verb.start < phrase.start and c.verb.is_a("speech")
        for c in walk.clauses[-2:]
    ):
        return None  # "A did this, witnesses said, and B did that"
    if (
        walk.grammar.case
        and conj
        and last.prep
        and not phrase.prep
        and (walk.comma_between(last.end, phrase.start))
    ):
        return None
    for candidate in _candidates(walk, phrase, last, conj, comma):
        first = candidate.leader or candidate
        same = (
            (first.place is not None and phrase.place is not None)
            or (speaks(first) and (speaks(phrase) or _allied(phrase)))
            or (first.cue is not None and phrase.cue is not None)
        )
        if not same or _has_its_own_article(first, phrase):
            continue
        if conj and _shares_preposition(walk, phrase, first):
            phrase.prep = first.prep
        if phrase.prep and first.prep and not set(phrase.prep) & set(first.prep):
            continue
        if phrase.prep and not first.prep:
            continue
        if (
            walk.grammar.case
            and not phrase.prep
            and first.cases
            and phrase.cases
            and not (first.cases & phrase.cases)
            and not _names_several(first, phrase, conj)
        ):
            continue
        if (
            conj
            and walk.current.verb is not None
            and first is not walk.after_comma
            and not _is_said_of(walk, first)
            and (starts_clause(walk, phrase))
        ):
            return None
        if comma and not conj:
            if not _list_goes_on(walk, phrase) or _tells_behind(walk, phrase):
                return None
            if kind_of(first) != kind_of(phrase) or _is_subject(walk, phrase, first):
                return None
        if first.place is not None and phrase.place is not None and first.place.cases:
            shared = phrase.place.cases & first.place.cases
            phrase.place.cases = shared or first.place.cases
        return first
    return None


def _has_its_own_article(first: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase goes on with what the name before it only tells apart: "the airport of X
    and the bridge of Y"."""
    head = first.head
    return (
        head is not None and head.of is first and head.place is not None and not first.det
        and not phrase.prep and bool(phrase.det) and phrase.place is not None
        and bool(phrase.place.kind) and phrase.place.kind != "pronoun"
    )  # fmt: skip


def _names_several(first: Phrase, phrase: Phrase, conj: str) -> bool:
    """Whether names in the form of a list stand behind a noun for several places, which alone
    shows their case: "in the towns X and Y"."""
    kind, name = first.place, phrase.place
    return bool(
        conj and kind is not None and name is not None and kind.plural and not kind.anaphor
        and kind.kind and not name.kind and not phrase.prep
    )  # fmt: skip


def _is_said_of(walk: Walk, first: Phrase) -> bool:
    """Whether a phrase begins what somebody says without a "that": "X said the army and Y took"."""
    clause, verb = walk.current, walk.current.verb
    return (
        not walk.grammar.case and verb is not None and verb.is_a("speech", "say")
        and not verb.passive and not verb.is_a("rule") and first.start == verb.end
        and first in clause.args and not first.prep
        and (speaks(first) or (first.place is not None and not first.place.weak))
    )  # fmt: skip


def _is_subject(walk: Walk, phrase: Phrase, first: Phrase) -> bool:
    """Whether a bare phrase behind the place that opens a clause is what its verb needs for a
    subject: "In X, Y and Z were besieged"."""
    clause, words = walk.current, walk.words
    if not first.prep or phrase.prep or clause.verb is not None or clause.subj is not None:
        return False
    if 0 <= walk.mark_at < len(words) and words[walk.mark_at].start == words[walk.mark_at].end:
        return True  # a pause put there, so that the two are not read as one
    grammar = walk.grammar
    if grammar.subject_behind or grammar.case or grammar.agreement or first.conjuncts:
        return False
    k = phrase.end
    while k + 1 < len(words) and (words[k].text in COMMAS or words[k].form.conj == "and"):
        following = walk.phrases.read(words, k + 1)
        if following is None or following.place is None or following.prep:
            return False
        k = following.end
    group = walk.verbs.read(words, k, True) if k < len(words) else None
    return group is not None and group.finite


def _shares_preposition(walk: Walk, phrase: Phrase, first: Phrase) -> bool:
    """Whether a case that would say "by" alone is due to the preposition before the first of a
    list: "between A and B"."""
    if not walk.grammar.agreement or not phrase.prep or not first.prep or phrase.place is None:
        return False
    words = walk.words
    if words[phrase.start].form.prep or not words[first.start].form.prep:
        return False
    return not (first.cases and phrase.cases) or bool(first.cases & phrase.cases)


def _tells_behind(walk: Walk, phrase: Phrase) -> bool:
    """Whether a list begins who told all that is before it: "X fell to A, the group and B said"."""
    words = walk.words
    if walk.current.verb is None or phrase.prep or not speaks(phrase):
        return False
    k = phrase.end
    while k + 1 < len(words) and (words[k].form.conj == "and" or words[k].text in COMMAS):
        following = walk.phrases.read(words, k + 1)
        if following is None:
            return False
        k = following.end
    group = walk.verbs.read(words, k, True)
    return group is not None and group.finite and group.is_a("speech") and not group.passive


def _candidates(walk: Walk, phrase: Phrase, last: Phrase, conj: str, comma: bool) -> list[Phrase]:
    """What a phrase behind a comma or an "and" may go on with, the likeliest first."""
    leader = last
    while leader.head is not None and leader.head.of is leader:
        leader = leader.head
    candidates = [last, leader]
    if last.prep and not phrase.prep and leader.head is not None and not leader.of:
        candidates.append(leader.head)  # "a post near X and two villages"
    candidates.sort(key=lambda c: kind_of(c) != kind_of(phrase))
    outer = _outer(walk, phrase, last, conj, comma)
    if outer is not None:
        candidates = [outer, *(c for c in candidates if c is not outer)]
    return candidates


def _outer(walk: Walk, phrase: Phrase, last: Phrase, conj: str, comma: bool) -> Phrase | None:
    """The noun further left that a phrase goes on with, past what only says more of that noun."""
    if phrase.place is None or phrase.cue is not None:
        return None
    probe, crossed = last, bool(phrase.prep and not set(phrase.prep) & set(last.prep))
    for _ in range(FARTHEST):
        if probe.leader is not None and probe.head is None:
            probe = probe.leader
        above = probe.head
        if above is None:
            return None
        if above.apposition is probe:
            if conj and not comma:
                return None  # "X, the capital of Y and a port"
            crossed = True  # "X, the capital of A, and the town of B"
        elif above.of is not probe and set(probe.prep) & LOCATING:
            crossed = crossed or _breaks_off(walk, phrase, last, comma and bool(conj))
        if comma and conj and above.head is not None and above.head.apposition is above:
            probe = above  # "X, a city on the border, and its airport"
            continue
        same = set(phrase.prep) & set(above.prep) if phrase.prep else not above.prep
        if crossed and same and above.place is not None and above.cue is None and not above.time:
            return above
        probe = above
    return None


def _breaks_off(walk: Walk, phrase: Phrase, inner: Phrase, paused: bool) -> bool:
    """Whether a bare phrase does not go on with the place that says where an earlier one lies."""
    where, place = inner.place, phrase.place
    if where is None or place is None:
        return True
    if paused and inner.leader is None and not inner.conjuncts:
        return True  # "A in the province of B, and C"
    if phrase.possessive:
        return True  # "A in B and its airport"
    if where.kind in _WIDE and place.kind not in _WIDE:
        return True
    return _located_too(walk, phrase)


def _located_too(walk: Walk, phrase: Phrase) -> bool:
    """Whether a phrase has a "in X" of its own behind it: "A in B and C in D"."""
    words = walk.words
    if phrase.end >= len(words) or words[phrase.end].kind != "word":
        return False
    if not set(words[phrase.end].form.prep) & LOCATING:
        return False
    following = walk.phrases.read(words, phrase.end)
    return following is not None and following.place is not None and not following.time


def named_out_of(phrase: Phrase, last: Phrase | None) -> bool:
    """Whether ", among them A" names one of the places before it, whose list it then joins."""
    if "including" not in phrase.prep or phrase.place is None or last is None:
        return False
    probe: Phrase | None = last
    whole: Phrase | None = None
    while probe is not None:
        place = probe.place
        if place is not None and probe.cue is None and not probe.pronoun:
            whole = whole or probe
            if place.plural or probe.extent:
                whole = probe
                break
        probe = probe.leader or probe.head
    if whole is None:
        return False
    first = whole.leader or whole
    phrase.prep, phrase.cases, phrase.leader = first.prep, first.cases, first
    first.conjuncts.append(phrase)
    return True


def _allied(phrase: Phrase) -> bool:
    """Whether a phrase means allies, who act beside others: "the army and its allies"."""
    rule = phrase.cue.rule if phrase.cue is not None else None
    return rule is not None and rule.frame.ally


def starts_clause(walk: Walk, phrase: Phrase) -> bool:
    """Whether a finite verb follows this phrase (over its complements), making it a subject."""
    k, words = phrase.end, walk.words
    for _ in range(8):
        if k >= len(words):
            return False
        if words[k].kind != "word":
            following = (
                walk.phrases.read(words, k + 1)
                if words[k].text in COMMAS and k + 1 < len(words) else None
            )  # fmt: skip
            if following is None or kind_of(following) != "place" or following.prep:
                return False
            k = following.end
            continue
        group = walk.verbs.read(words, k, True)
        if group is not None:
            if not group.finite:
                return False
            participle = (
                group.form is not None
                and not group.form.voice
                and ({"past", "part"} <= group.form.tenses and group.end - group.start == 1)
            )
            by = group.end < len(words) and "by" in words[group.end].form.prep
            described = phrase.det == "indefinite" and not (  # "a group based in"
                group.is_a("rule") or group.is_a("speech")
            )
            return not (participle and (by or described))
        if words[k].form.adverb:
            k += 1
            continue
        if (
            words[k].form.prep
            or (walk.grammar.case and words[k].form.det)
            or (walk.grammar.agreement and walk.phrases.nominal(words, k, False))
        ):
            following = walk.phrases.read(words, k)
            if following is None:
                return False
            k = following.end
            continue
        if words[k].form.conj == "and":
            following = walk.phrases.read(words, k + 1) if k + 1 < len(words) else None
            if following is None or not following.typed:
                return False
            k = following.end
            continue
        return False
    return False


def _list_goes_on(walk: Walk, phrase: Phrase) -> bool:
    """After "A, B": whether ", C" or "and C" of the same kind follows."""
    words, kind = walk.words, kind_of(phrase)
    for _ in range(LONGEST_LIST):
        k = phrase.end
        while k < len(words) and words[k].kind != "word" and words[k].text not in COMMAS:
            if words[k].text not in '«»"“”':
                return False
            k += 1
        if k >= len(words):
            return False
        if words[k].form.conj in ("and", "or"):
            return True
        if words[k].text not in COMMAS or k + 1 >= len(words):
            return False
        if words[k + 1].form.conj in ("and", "or") and words[k + 1].entity is None:
            return True  # ", and also C"
        following = walk.phrases.read(words, k + 1)
        if following is None or kind_of(following) != kind or not following.typed:
            return False
        phrase = following
    return False


def apposes(walk: Walk, phrase: Phrase, last: Phrase) -> bool:
    """Whether ", a town near ..." or ", spokesman of ..." describes the phrase before it."""
    subject = walk.current.subj
    waits = walk.current.verb is None and subject is not None and not subject.time
    if not waits and (starts_clause(walk, phrase) or _tells_behind(walk, phrase)):
        return False
    if not walk.grammar.case:
        group = walk.verbs.read(walk.words, phrase.end, True)
        if group is not None and group.is_a("speech") and group.finite and not group.passive:
            return False  # "X, analysts believe, ..."
    if phrase.time or phrase.pronoun or last.time or "place" in last.pronoun:
        return False
    if any(w.kind == "word" or w.text in QUOTES for w in walk.words[last.end : phrase.start]):
        return False
    named = phrase.actor is not None and bool(phrase.actor.id) and not phrase.cases
    if "according" in last.prep and not last.cases and (named or phrase.cases & NOMINATIVE):
        return False  # "according to [an acronym], the army ..."
    if "according" in last.prep and phrase.place is not None and (last.official or last.source):
        return False  # "according to the governor, X ..."
    human = phrase.official or (phrase.actor is not None and not phrase.actor.weak)
    teller = walk.clauses[-1]  # "said Omar Homs, a resident"
    tells = (
        teller.verb is not None and teller.verb.is_a("speech")
        and (last is teller.subj or (last in teller.args and last.start == teller.verb.end))
        and phrase.det == "indefinite" and phrase.actor is not None
    )  # fmt: skip
    titled = (phrase.official or tells) and not last.prep and last.cue is None  # "Omar, an officer"
    if human and phrase.place is None and not titled and not _human(last):
        return False  # "In X, the army ...", "under control, the governor said"
    if walk.grammar.case and phrase.cases and last.cases and not phrase.cases & last.cases:
        return False
    return not (walk.grammar.case and last.prep and phrase.cases == NOMINATIVE)


def _human(phrase: Phrase) -> bool:
    """Whether a phrase can mean people: a party, an official, a name; "its ally" too."""
    if phrase.cue is not None:
        return phrase.cue.rule is not None and phrase.cue.rule.frame.ally
    if phrase.place is not None and phrase.prep and not phrase.official:
        return phrase.actor is not None and bool(phrase.actor.person)
    return bool(
        phrase.official or phrase.source or phrase.actor is not None or phrase.adj_actor is not None
    )
