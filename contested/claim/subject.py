"""Subject and object of a clause, settled once all its phrases are known."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup
from contested.claim.direction import set_direction_aside
from contested.claim.paradigm import ACCUSATIVE, DATIVE, NOMINATIVE
from contested.claim.phrase import Phrase
from contested.claim.walk import Grammar


def settle_core(clause: Clause, grammar: Grammar) -> None:
    """Settle subject and object once the whole clause is known."""
    verb = clause.verb
    if verb is None:
        return
    set_direction_aside(clause)
    if clause.kind == "red" and grammar.agreement and clause.subj is not None:
        return  # what a participle describes is settled: "the town, taken by [an acronym]"
    if grammar.case:
        _core_by_case(clause, verb)
        if grammar.agreement:
            _give_to_pronoun(clause, verb)
        return
    _give_to_doer(clause, verb, grammar.doer_verbs)
    _turn_fall(clause, verb)
    bare_after = [
        p for p in clause.args if not p.prep and not p.time and p.pronoun != "clitic"
    ]  # not "lo" of "lo ha detto X"
    if clause.subj is None and bare_after and verb.is_a("speech"):
        # inverted: "...", said the ministry; "ce que dément Kinshasa"
        taken = clause.antecedent.start if clause.antecedent is not None else -1
        teller = next((p for p in bare_after if p.start != taken), bare_after[0])
        clause.args.remove(teller)
        clause.subj = teller
    elif grammar.subject_behind and bare_after:
        _core_by_kind(clause, verb)


def _give_to_doer(clause: Clause, verb: VerbGroup, verbs: frozenset[str]) -> None:
    """Make the party for whom something comes about the subject: "es ist der Armee gelungen"."""
    if verb.form is None or verb.form.lemma not in verbs:
        return
    subject = clause.subj
    if subject is not None and subject.actor is not None and not subject.pronoun:
        subject.prep = ()
        return
    doer = next(
        (p for p in clause.args if set(p.prep) <= {"of"} and p.actor is not None and not p.cue),
        None,
    )
    if doer is None:
        return
    clause.args.remove(doer)
    doer.prep, clause.subj = (), doer
    for child in clause.children:
        if child.kind == "inf" and child.subj is subject:
            child.subj = doer
    if subject is not None and not subject.pronoun:
        clause.args.insert(0, subject)


def _falls(verb: VerbGroup) -> bool:
    """Whether a verb is one of falling to somebody."""
    return any(s.rule is not None and s.rule.frame.name == "fall" for s in verb.senses("rule"))


def _give_to_pronoun(clause: Clause, verb: VerbGroup) -> None:
    """Read a bare pronoun beside what fell as to whom it fell: "to them fell X"."""
    subject = clause.subj
    if subject is None or subject.place is None or subject.pronoun or not _falls(verb):
        return
    for phrase in (*clause.before, *clause.args):
        if phrase.pronoun and not phrase.prep and phrase.actor is not None:
            phrase.prep = ("to",)


def _turn_fall(clause: Clause, verb: VerbGroup) -> None:
    """Make the place the subject of what falls to a party named first: "den Rebellen fiel X zu"."""
    first = clause.subj
    if first is not None and first.place is not None and not verb.passive and _falls(verb):
        for phrase in clause.args:  # "X fiel den Rebellen in die Hände"
            known = phrase.actor is not None and not phrase.actor.weak and phrase.place is None
            if known and not (phrase.prep or phrase.cue) and phrase.det == "definite":
                phrase.prep = ("to",)
    if first is None or first.actor is None or first.place is not None:
        return
    if first.prep or first.actor.weak or verb.passive or first.pronoun or not _falls(verb):
        return
    bare = [p for p in clause.args if not p.prep and not p.time and p.start >= verb.end]
    fallen = next((p for p in bare if p.place is not None and p.actor is None and not p.cue), None)
    if fallen is None:
        return
    clause.args.remove(fallen)
    first.prep = ("to",)
    clause.args.append(first)
    clause.subj = fallen


def _core_by_kind(clause: Clause, verb: VerbGroup) -> None:
    """Find the subject behind a verb by what the phrases name, where order leaves it open.

    "la ville que contrôlent les rebelles", "cayó la ciudad", "la controlan los rebeldes".
    """
    behind = [p for p in clause.args if not p.prep and not p.time and p.start >= verb.end]
    objects = [p for p in clause.args if not p.prep and not p.time and p.start < verb.start]
    rules = [s.rule for s in verb.senses("rule") if s.rule is not None]
    doers = [p for p in behind if p.actor is not None and (p.place is None or p.place.weak)]
    taken = clause.subj
    if taken is not None and taken.time and taken.actor is None and taken.place is None:
        clause.before.append(taken)  # "on Tuesday fell X and Y"
        taken = clause.subj = None
    if taken is not None and _takes_up(clause, verb, taken) and doers and rules:
        weak = {at for at, _ in verb.weak}
        kept = [p for p in clause.args if p.start not in weak and p is not doers[0]]
        clause.args, clause.subj = [taken, *kept], doers[0]
        return
    if taken is not None:
        antecedent = clause.antecedent
        if (
            antecedent is not None and taken.start == antecedent.start and not verb.passive
            and taken.place is not None and taken.actor is None and doers and rules
        ):  # fmt: skip
            clause.args.remove(doers[0])
            clause.args.insert(0, taken)
            clause.subj = doers[0]
        return
    if clause.kind not in ("main", "comp", "sub", "rel") or verb.infinitive or verb.gerund:
        return
    takes_object = any("obj" in rule.frame.place + rule.frame.target for rule in rules)
    chosen: Phrase | None = None
    held = any(
        p.cue is not None and p.prep and p.cue.rule is not None and p.cue.rule.frame.state
        for p in clause.args
    )
    if held and (verb.is_a("light", "be") or verb.is_a("light", "come") or verb.copula):
        chosen = next((p for p in behind if p.place is not None), None)
    elif verb.passive or (rules and not takes_object) or (
        len(behind) == 1 and behind[0].place is not None and any(
            s.rule is not None and s.rule.frame.name == "fall" and not s.particles
            for s in verb.senses("rule")
        )
    ):  # fmt: skip
        chosen = next((p for p in behind if p.typed or p.cue is not None), None)
        if chosen is not None and chosen.pronoun and behind[0].ordinary:
            chosen = None  # "were driven out 390,000 people, 80% of them children"
    elif (rules and (objects or len(behind) > 1)) or (
        verb.is_a("light") and len(behind) > 1 and any(p.cue is not None for p in behind)
    ):
        chosen = doers[0] if doers else None
    if chosen is not None:
        clause.args.remove(chosen)
        clause.subj = chosen


def _takes_up(clause: Clause, verb: VerbGroup, first: Phrase) -> bool:
    """Whether a weak pronoun says that the place named first is the object: "el aeropuerto lo
    controla el M23"."""
    taken_up = any(role == "object" for _, role in verb.weak)
    named = first.place is not None and (first.actor is None or first.actor.weak)
    return taken_up and named and not verb.passive and not verb.reflexive and not first.prep


def fill_gaps(clauses: list[Clause]) -> None:
    """ "X, which the army says it has taken": X is what was taken, not what was said."""
    for clause in clauses:
        verb = clause.verb
        if clause.kind != "rel" or clause.antecedent is None or verb is None:
            continue
        if not (verb.is_a("speech") or verb.is_a("control")):
            continue
        gap = next((p for p in clause.args if p.start == clause.antecedent.start), None)
        if gap is None or gap is clause.subj:
            continue
        for child in clause.children:
            inner = child.verb
            if child.kind not in ("inf", "comp", "ger") or inner is None or not inner.is_a("rule"):
                continue
            if inner.passive and child.subj is None:
                child.subj = gap
            elif not inner.passive and not any(not p.prep and not p.time for p in child.args):
                child.args.append(gap)


def own_attempts(clauses: list[Clause], phrases: list[Phrase]) -> None:
    """ "Repelled the rebels' attempt to take X": who attempts it is whose attempt it is.

    An attempt of nobody in particular that is warded off is none of whoever wards it off.
    """
    ends = {p.end: p for p in phrases if not p.time}
    for clause in clauses:
        above, last = clause.parent, ends.get(clause.start)
        if clause.kind != "inf" or above is None or last is None or above.verb is None:
            continue
        noun = last.head if last.head is not None and last.head.of is last else None
        if last.ordinary or (noun is not None and noun.ordinary):
            clause.sub = clause.sub or "aim"  # "announced the intention to take X"
        if noun is not None and noun.ordinary and last.actor is not None:
            clause.subj = last
        elif last.ordinary and last is not above.subj and clause.subj is above.subj and (
            above.verb.is_a("light", "repel") or above.verb.is_a("light", "prevent")
        ):  # fmt: skip
            clause.subj = None


def share_backwards(clauses: list[Clause]) -> None:
    """A clause without subject takes the one that follows the verb coordinate with it."""
    for clause in reversed(clauses):
        first, verb, subject = clause.coordinate_of, clause.verb, clause.subj
        if (
            first is None or first.subj is not None or first.verb is None or verb is None
            or subject is None or subject.start < verb.start or first.verb.we
        ):  # fmt: skip
            continue
        if verb.passive == first.verb.passive and (
            not verb.number or not first.verb.number or verb.number == first.verb.number
        ):
            first.subj = subject


def _core_by_case(clause: Clause, verb: VerbGroup) -> None:
    """Case, agreement in number and only then order say which phrase is the subject."""
    if verb.we:
        inherited = clause.inherits.subj if clause.inherits is not None else None
        if clause.subj is not None and clause.subj is not inherited:
            clause.args.insert(0, clause.subj)
        clause.subj = None
        _undouble(clause, verb)
        return
    if clause.kind == "ger" and clause.inherits is not None:
        own, clause.subj = clause.subj, clause.inherits.subj
        if own is not None and own is not clause.subj:
            clause.args.insert(0, own)
        return
    own = clause.subj
    shared = clause.inherits.subj if clause.inherits is not None else None
    if shared is None and clause.kind == "inf" and clause.inherits is not None:
        shared = _dative_subject(clause.inherits)
    if own is shared:
        own = None  # only taken over
    if own is not None and own.time:
        clause.args.append(own)
        own = clause.subj = None  # "which the day before announced"
    if shared is not None and clause.kind == "inf" and clause.inherits is clause.parent:
        number = "pl" if shared.conjuncts else shared.number
        if number and verb.number and number != verb.number and clause.parent is not None:
            asked = [
                p for p in clause.parent.args
                if p.actor is not None and p.end <= clause.start and p.number == verb.number
                and (not p.prep or "from" in p.prep)
            ]  # fmt: skip
            if asked:
                shared = asked[-1]
    bare = [p for p in clause.before if not p.prep and not p.time]
    if own is not None and own is not shared:
        bare.append(own)
    bare += [p for p in clause.args if not p.prep and not p.time and p is not own]
    best: Phrase | None = None
    best_score = 0.9 if shared is not None else -0.5
    for phrase in bare:
        score = _subject_score(phrase, clause, verb)
        if score > best_score:
            best, best_score = phrase, score
    if best is not None and best.start > verb.start and (
        best.cases & ACCUSATIVE or _may_be_taken(best, verb)
    ):  # fmt: skip
        best = _caseless_doer(bare, clause, verb) or best
    if best is not None and best.start < verb.start:
        best = _taker_behind(bare, best, verb) or best
    if best is None:
        if own is not None and own is not shared:
            clause.args.append(own)
        owner = clause.parent if clause.kind == "comp" and not verb.passive else None
        if verb.is_a("control") and any(
            p.cases & DATIVE and "to" in p.prep and p.actor is not None and p.cases & ~DATIVE == 0
            for p in clause.before
        ):  # fmt: skip
            owner = None  # "that the troops had to leave", the troops in the dative
        if (
            shared is None
            and owner is not None
            and owner.verb is not None
            and owner.subj is not None
        ):
            said = _accused(owner) or owner.subj
            number = "pl" if said.conjuncts else said.number
            if said.actor is not None and not (number and verb.number and number != verb.number):
                shared = said  # "they deny that they left"
        clause.subj = shared
        return
    if own is not None and own is not best and own is not shared:
        clause.args.insert(0, own)
    for other in bare:  # "one of the groups that ..., X, announced"
        if (
            other is not best and other.start < best.start < verb.start
            and (
                other.ordinary or other.adj_actor is not None
                or (other.actor is not None and other.actor.described)
            )
            and best.actor is not None
            and (not other.cases or other.cases & NOMINATIVE)
        ):  # fmt: skip
            other.apposition = other.apposition or best
            for child in clause.children:
                if child.antecedent is other and child.stand_in is not None:
                    child.stand_in.apposition = other.apposition
                    if child.subj is not None and child.subj.start == other.start:
                        child.subj.apposition = other.apposition
    if verb.start > 0 and not verb.passive:  # "the siege of X the army has lifted"
        ahead = [
            p
            for p in clause.before
            if p.cue is not None and not p.prep and p.cases & ACCUSATIVE and p is not best
        ]
        clause.before = [p for p in clause.before if p not in ahead]
        clause.args += ahead
    if best in clause.args:
        clause.args.remove(best)
    if best in clause.before:
        clause.before.remove(best)
    clause.subj = best
    _undouble(clause, verb)


def _may_be_taken(phrase: Phrase, verb: VerbGroup) -> bool:
    """Whether a phrase is a place and the verb takes places: a name may stand undeclined."""
    if phrase.place is None or phrase.actor is not None or verb.passive:
        return False
    rules = [sense.rule for sense in verb.senses("rule")]
    return any(rule is not None and "obj" in rule.frame.place for rule in rules)


def _caseless_doer(bare: list[Phrase], clause: Clause, verb: VerbGroup) -> Phrase | None:
    """The party before an active verb whose name shows no case: order makes it the subject where
    the case of what stands behind the verb leaves both open."""
    if verb.passive:
        return None
    for phrase in bare:
        named = phrase.actor is not None and (bool(phrase.actor.id) or bool(phrase.actor.country))
        if phrase.start < verb.start and not phrase.cases and named:
            return phrase if _subject_score(phrase, clause, verb) > 0 else None
    return None


def _taker_behind(bare: list[Phrase], place: Phrase, verb: VerbGroup) -> Phrase | None:
    """Who stands behind a verb of taking or holding that has a place before it: "the town, which
    [an acronym] holds", "the town hold units of [an acronym]"."""
    if place.place is None or (place.actor is not None and not place.actor.weak) or verb.passive:
        return None
    if (place.cases and not place.cases & ACCUSATIVE) or not any(
        s.rule is not None and "obj" in s.rule.frame.place[:2] and "subj" in s.rule.frame.actor
        for s in verb.senses("rule")
    ):  # fmt: skip
        return None
    for phrase in bare:
        party = phrase.actor is not None and not phrase.actor.weak and phrase.place is None
        if phrase.start >= verb.end and party and (not phrase.cases or phrase.cases & NOMINATIVE):
            number = "pl" if phrase.conjuncts else phrase.number
            if not number or not verb.number or number == verb.number:
                return phrase
    return None


def _accused(clause: Clause) -> Phrase | None:
    """Whom a verb such as "accuse" says the clause below of."""
    if clause.verb is None or not clause.verb.is_a("speech", "accuse"):
        return None
    accused = [p for p in clause.args if not p.prep and p.actor and p is not clause.subj]
    return accused[0] if accused else None


def _dative_subject(clause: Clause) -> Phrase | None:
    """ "It fell to the army to leave": the party in the dative of a verb without a subject."""
    if clause.subj is not None or clause.verb is None or not clause.verb.is_a("control"):
        return None
    for phrase in (*clause.before, *clause.args):
        if phrase.cases & DATIVE and "to" in phrase.prep and phrase.actor is not None:
            return phrase
    return None


def _undouble(clause: Clause, verb: VerbGroup) -> None:
    """Drop a weak pronoun whose phrase is said in front of the verb."""
    weak = next((p for p in clause.args if p.pronoun == "clitic"), None)
    if weak is None:
        return
    for phrase in [*clause.before, *clause.args]:
        if (
            phrase is not weak and not phrase.prep and not phrase.time and phrase.typed
            and phrase.start < verb.start and (not phrase.cases or phrase.cases & ACCUSATIVE)
            and (not phrase.number or not weak.number or phrase.number == weak.number)
        ):  # fmt: skip
            clause.args.remove(weak)
            if phrase in clause.before:
                clause.before.remove(phrase)
                clause.args.insert(0, phrase)
            return


def _subject_score(phrase: Phrase, clause: Clause, verb: VerbGroup) -> float:
    """How well a bare phrase fits as the subject; below 0 it cannot be."""
    if phrase.pronoun == "clitic":
        return -9.0
    if "object" in phrase.pronoun and "subject" not in phrase.pronoun and phrase.actor is not None:
        return -5.0  # "us", "them"
    if verb.number == "pl" and verb.is_a("speech") and phrase.det and not (
        phrase.head_word or phrase.typed or phrase.conjuncts
    ):  # fmt: skip
        return -5.0  # "this they called a lie": what is said
    if (
        verb.number == "pl" and verb.is_a("speech") and not verb.passive and not phrase.typed
        and phrase.ordinary and phrase.cases & ACCUSATIVE and clause.kind == "main"
    ):  # fmt: skip
        return -2.0  # "these words they consider a lie"
    score = 0.0
    if phrase.cases:
        if not phrase.cases & NOMINATIVE:
            return -5.0
        score += 1.0 if phrase.cases & ACCUSATIVE else 3.0
    number = "pl" if phrase.conjuncts else phrase.number
    if verb.number and number:
        first = phrase.conjuncts and phrase.number == verb.number  # "ήρθε ο Α και ο Β"
        score += 1.0 if number == verb.number or first else -3.0
    if (
        phrase.start < verb.start
        and phrase.cases & ACCUSATIVE
        and (phrase.det or phrase.place is not None)  # an indefinite object is not taken up
        and any(p.pronoun == "clitic" and p.number == phrase.number for p in clause.args)
    ):
        return -2.0  # taken up by a weak pronoun: the object
    if (
        phrase.start > verb.start and phrase.place is not None
        and (phrase.actor is None or phrase.actor.weak)
        and phrase.cases & ACCUSATIVE and not verb.passive and not verb.copula
        and any(s.rule is not None and "obj" in s.rule.frame.place[:2]
                and "subj" not in s.rule.frame.place for s in verb.senses("rule"))
    ):  # fmt: skip
        return -2.0  # a place behind "captured" is what was captured
    if phrase.cue is not None and not phrase.det and verb.is_a("light"):
        score -= 2.5  # "became master of X": what the subject is, or gets
    if phrase.cue is not None and verb.is_a("speech") and not verb.passive:
        score -= 2.5  # "Kyiv denied the capture": no capture says anything
    if phrase is clause.stand_in:
        score += 1.0
    elif phrase.start < verb.start:
        score += 0.8
    elif verb.is_a("speech") or verb.passive:
        score += 0.5
    if phrase.actor is not None and not verb.passive:
        score += 0.5
    return score
