"""Which clause a verb group belongs to, and which new clause it opens."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.bare_relative import bare_relative, reported_gap
from contested.claim.clause import Clause, VerbGroup
from contested.claim.opening import asked_of
from contested.claim.paradigm import NOMINATIVE
from contested.claim.parenthesis import parenthetical
from contested.claim.phrase import Phrase, end_with_apposition, speaks
from contested.claim.reduced_clause import (
    completes_keeper,
    described_by,
    keeps,
    open_reduced,
    reduced,
    states_quality,
)
from contested.claim.unsaid_copula import is_told, unsaid_copula
from contested.claim.walk import COMMAS, Walk


def phrase_first(walk: Walk, i: int) -> bool:
    """A determiner that is also an auxiliary or pronoun belongs to the phrase it starts.

    Not one that is also the word before an infinitive, where one follows.
    """
    form = walk.words[i].form
    if form.inf and form.det and i + 1 < len(walk.words):
        following = walk.words[i + 1]
        base = any("base" in verb.tenses for verb in following.form.verbs)
        if base and following.entity is None and not following.form.nouns:
            return False
    return bool(form.det and not form.aux and not form.verbs and not form.neg)


def place_verb(walk: Walk, group: VerbGroup) -> None:
    """Give a verb group to the open clause that waits for it, or open a new clause with it."""
    clause = walk.current
    if states_quality(walk, clause, group):
        return
    latest = walk.clauses[-1]
    if (
        walk.grammar.case and group.gerund and group.is_a("speech") and latest.verb is not None
        and latest.verb.is_a("speech") and latest is not clause
    ):  # fmt: skip
        clause = latest
    describes = reduced(walk, group)
    comma, conj = walk.comma, walk.conj
    walk.comma, walk.conj = False, ""
    prep, walk.pending_prep = walk.pending_prep, ()
    if conj == "and" and not comma and clause.verb is not None and _shares_perfect(
        walk, clause.verb, group
    ):  # fmt: skip
        group.participle, group.passive, group.finite, group.having = False, False, True, True
        _open_coordinate(walk, clause, clause.verb, group, conj, comma)
        return
    if clause.verb is not None and completes_keeper(walk, clause, group):
        clause.verb.end = group.end
        return
    if not comma and not conj and keeps(clause, group):
        held = next(p for p in reversed(clause.args) if not p.prep)
        open_reduced(walk, clause, group, held).agent = clause.subj
        return
    if describes:
        open_reduced(walk, clause, group, described_by(walk, group))
        return
    tenses = group.form.tenses if group.form is not None else frozenset()
    bare = tenses <= {"base"} or ("base" in tenses and "past" in tenses and not comma)
    if conj and clause.kind == "inf" and tenses and bare and group.end - group.start == 1:
        group.infinitive, group.finite = True, False  # "to drive them out and take control"
    if group.infinitive or group.gerund:
        _place_nonfinite(walk, clause, group, conj, comma, prep)
        return
    if bare_relative(walk, clause, group, parted=bool(conj)):
        return
    if reported_gap(walk, clause, group, parted=comma or bool(conj)):
        return
    if clause.verb is None and (conj or (comma and not group.is_a("speech"))) and (
        walk.grammar.dash_copula and clause.subj is not None and is_told(clause)
    ):  # fmt: skip
        clause.verb = unsaid_copula(walk, clause)  # "the base [is] in their hands, but ..."
    if clause.verb is None:
        if not parenthetical(walk, clause, group):
            clause.verb = group
        return
    subject = _subject_behind(walk, clause, clause.verb, group, conj, comma)
    if subject is not None:
        if comma and subject.start < walk.mark_at:  # the comma closes what describes the subject
            before = walk.words[max(0, subject.start - 2) : subject.start]
            comma = any(w.text in COMMAS for w in before if w.kind != "word")
        _open_with_subject(walk, clause, group, subject, conj, comma)
        return
    outer = clause.parent
    while outer is not None:
        if outer.verb is None and outer.subj is not None and not conj:
            if walk.grammar.agreement and comma:
                moved = [p for p in clause.args if p.prep and p.start > walk.mark_at]
                clause.args = [p for p in clause.args if p not in moved]
                outer.before.extend(moved)
            outer.verb = group
            walk.current = outer
            return
        outer = outer.parent
    _open_coordinate(walk, clause, clause.verb, group, conj, comma)


def _shares_perfect(walk: Walk, verb: VerbGroup, group: VerbGroup) -> bool:
    """Whether a bare participle goes on with the auxiliary of the verb before it: "has taken X
    and encircled Y", not "a town taken by X"."""
    if not verb.having or verb.passive or walk.grammar.case or not group.participle:
        return False
    form = group.form
    if form is None or group.end - group.start != 1 or group.is_a("speech"):
        return False
    words, k = walk.words, group.end
    while k < len(words) and words[k].form.adverb and words[k].entity is None:
        k += 1
    return k < len(words) and words[k].kind == "word" and "by" not in words[k].form.prep


def _place_nonfinite(
    walk: Walk, clause: Clause, group: VerbGroup, conj: str, comma: bool, prep: tuple[str, ...]
) -> None:
    """Place an infinitive or a gerund, with the subject it shares."""
    if conj and clause.kind in ("inf", "ger") and clause.verb is not None:
        sibling = walk.open(clause.kind, clause.parent, group.start)
        sibling.subj, sibling.verb, sibling.coordinate_of = clause.subj, group, clause
        sibling.inherits = clause
        walk.current = sibling
        return
    if clause.verb is None and clause.subj is None:
        if clause.kind in ("sub", "comp", "rel"):
            clause.verb = group
            clause.subj = clause.parent.subj if clause.parent is not None else None
            if group.is_a("speech"):
                clause.subj = _quoted_as(walk, clause) or clause.subj
            return
        if walk.grammar.infinitive_finite:
            clause.verb = group
            return
    if group.gerund and comma and group.is_a("speech"):
        clause = _teller_above(clause)  # "X admitted that Y took Z, saying ..."
    child = walk.open("inf" if group.infinitive else "ger", clause, group.start)
    child.verb = group
    child.opened_by_comma = comma
    child.sub = "by" if "by" in prep else ("after" if "after" in prep else "")
    opens = group.infinitive and clause.verb is None and clause.subj is None and not clause.before
    if opens and walk.words[group.start].form.fold in walk.grammar.infinitive_if:
        child.sub = "condition"  # "De caer la ciudad, ..."
    child.inherits, child.subj = clause, clause.subj
    if group.gerund and group.is_a("speech") and len(walk.clauses) > 2:
        before = walk.clauses[-2]
        if before.verb is not None and before.verb.is_a("speech") and before.subj:
            child.subj = before.subj  # "..., he said, adding that"
    doer = _whose_deed(walk, clause, group) if group.infinitive and not walk.grammar.case else None
    if doer is not None:
        child.subj = doer
    last = walk.last
    if (
        group.gerund and (not comma or (group.having and last is walk.after_comma))
        and last is not None and clause.verb is not None
        and not (group.is_a("speech") and last.actor is None and not last.source)
        and last in clause.args and last.end == group.start and not prep
        and not (clause.kind == "red" and "by" in last.prep)  # "X, aided by Y having taken Z"
    ):  # fmt: skip
        child.subj = last  # "showed its fighters advancing"
        if comma:  # "..., the rebels having left it"
            clause.args.remove(last)
    asked = asked_of(clause, last, walk.phrases.lexicon.goal_nouns) if group.infinitive else None
    if asked is not None:
        child.subj = asked  # "forced the rebels to leave"
    nearest = clause.args[-1] if clause.args else None
    accused = clause.verb is not None and clause.verb.is_a("speech", "accuse")
    if (
        nearest is not None and not nearest.prep and (nearest.actor is not None or accused)
        and group.gerund and set(prep) & {"of", "from"}
    ):  # fmt: skip
        child.subj = nearest  # "accused the army of bombing"
    walk.current = child


def _teller_above(clause: Clause) -> Clause:
    """The clause of saying that a clause is the content of, or the clause itself."""
    above = clause.parent if clause.kind == "comp" else None
    verb = above.verb if above is not None else None
    return above if above is not None and verb is not None and verb.is_a("speech") else clause


def _whose_deed(walk: Walk, clause: Clause, group: VerbGroup) -> Phrase | None:
    """Who is to do what an infinitive says behind a noun: "the army's bid to take X", "an attempt
    by rebels to take X", "a rebel plan to take X"."""
    last = walk.last
    if last is None or last.end != group.start:
        return None
    if "by" in last.prep and last.actor is not None and last.head is not None:
        return last if last.head.ordinary or last.head.cue is not None else None
    if not (last.ordinary or last.cue is not None) or last.place is not None:
        return None
    owner = last.possessor
    if owner is not None:
        return owner if owner.actor is not None else None
    if last.adj_actor is not None and not last.adj_actor.weak:
        return replace(
            last, actor=last.adj_actor, ordinary=False, possessive=False, cue=None, place=None
        )
    return None


def _quoted_as(walk: Walk, clause: Clause) -> Phrase | None:
    """Whose words follow: "quoted the governor of X as saying that"; None if nobody is named."""
    phrase = walk.last
    if phrase is None or phrase.end != clause.start:
        return None
    chain = [phrase]
    while chain[-1].head is not None and chain[-1].head.of is chain[-1]:
        chain.append(chain[-1].head)
    named = [p for p in chain if p.official or p.source]
    named += [p for p in chain if p.actor is not None and not p.actor.weak]
    return named[0] if named else None


def _subject_behind(
    walk: Walk, clause: Clause, verb: VerbGroup, group: VerbGroup, conj: str, comma: bool
) -> Phrase | None:
    """What a finite verb behind the clause's own verb takes as its subject, or None."""
    subject = _fresh_subject(walk, clause, group)
    if subject is not None and comma and _said_after(walk, group, subject):
        return None
    if (
        subject is not None and not conj and not comma
        and clause.kind in ("rel", "red", "ger", "inf", "comp")
        and group.finite and not verb.is_a("speech")
    ):  # fmt: skip
        outer = clause.parent
        while outer is not None and outer.verb is not None:
            outer = outer.parent
        if outer is not None and outer.subj is not None:
            return None  # "fighters who fight X took ...", "reports that A took B are untrue"
    return subject


def _said_after(walk: Walk, group: VerbGroup, before: Phrase) -> bool:
    """Whether ", has said X" ends a sentence, with its subject behind it and none before."""
    if walk.grammar.case or not walk.grammar.subject_behind or before.official or before.source:
        return False
    if not group.is_a("speech") or group.is_a("rule") or before.place is None:
        return False
    k, words = group.end, walk.words
    while k < len(words) and words[k].kind == "word":
        phrase = walk.phrases.read(words, k)
        if phrase is None or phrase.prep:
            return False
        if not phrase.time:
            return speaks(phrase) or bool(phrase.source or phrase.possessive or phrase.ordinary)
        k = phrase.end
    return False


def _open_with_subject(
    walk: Walk, clause: Clause, group: VerbGroup, subject: Phrase, conj: str, comma: bool
) -> None:
    """Open a clause for a verb that takes its subject out of the clause before it."""
    if subject in clause.args:
        clause.args.remove(subject)
    comma = comma or (not conj and _ends_report(walk, clause, group, subject))
    if conj or comma:
        base = _level(walk, clause, group, comma)
        fresh = walk.open(base.kind, base.parent, subject.start)
        fresh.coordinate_of = base
        fresh.sub, fresh.antecedent = base.sub, base.antecedent
    else:
        fresh = walk.open("comp", clause, subject.start)
    fresh.subj, fresh.verb = subject, group
    if walk.grammar.agreement and (conj or comma):  # object and subject may both stand before it
        since = [p for p in clause.args if walk.mark_at < p.start < subject.start and not p.leader]
        clause.args = [p for p in clause.args if p not in since]
        fresh.before.extend(since)
        fresh.start = min([fresh.start, *(p.start for p in since)])
    if comma and not conj and group.is_a("speech") and not group.is_a("rule"):
        _interrupt(fresh, clause)
    walk.current = fresh


def _ends_report(walk: Walk, clause: Clause, group: VerbGroup, subject: Phrase) -> bool:
    """Whether "... a monitor said" closes a sentence whose comma before it was left out."""
    verb = clause.verb
    if (
        walk.grammar.case or verb is None or verb.is_a("speech") or group.passive
        or not group.is_a("speech") or group.is_a("rule")
        or not (speaks(subject) or subject.source)
    ):  # fmt: skip
        return False
    words = walk.words
    if group.end >= len(words) or words[group.end].kind == "punct":
        return True
    phrase = walk.phrases.read(words, group.end)
    return (
        phrase is not None
        and bool(phrase.time)
        and (phrase.end >= len(words) or words[phrase.end].kind == "punct")
    )


def _open_coordinate(
    walk: Walk, clause: Clause, verb: VerbGroup, group: VerbGroup, conj: str, comma: bool
) -> None:
    """Open a clause beside the one whose subject the verb goes on with."""
    if clause.interrupts is not None and conj and not group.is_a("speech"):
        clause = clause.interrupts  # "X took Y, he said, and held Z"
        verb = clause.verb or verb
    base = _level(walk, clause, group, comma)
    if (
        verb.passive and group.form is not None
        and not group.form.voice and "part" in group.form.tenses
        and group.end - group.start == 1
        and not (group.end < len(walk.words) and _opens_phrase(walk, group.end))
    ):  # fmt: skip
        group.passive, group.participle, group.finite = True, False, True
        base = clause
        if verb.is_a("speech", "say") and verb.end == group.start and not conj:
            child = walk.open("comp", clause, group.start)  # "was declared liberated"
            child.subj, child.verb, child.inherits = clause.subj, group, clause
            walk.current = child
            return
    fresh = walk.open(base.kind, base.parent, group.start)
    fresh.coordinate_of = base
    fresh.sub, fresh.antecedent = base.sub, base.antecedent
    if walk.grammar.case:
        behind = max(
            (k for k in range(verb.end, group.start)
             if walk.words[k].text in COMMAS or walk.words[k].form.conj), default=group.start
        )  # fmt: skip
        moved = [p for p in clause.args if p.prep and p.start > behind and p.leader is None]
        clause.args = [p for p in clause.args if p not in moved]
        fresh.before.extend(moved)
        if moved:
            fresh.start = moved[0].start
    if group.is_a("speech") and not conj and not group.passive:
        _interrupt(fresh, clause)  # ", he said": its subject follows or is carried over
    else:
        fresh.subj = base.subj
        fresh.inherits = base
    fresh.verb = group
    walk.current = fresh


def _interrupt(fresh: Clause, clause: Clause) -> None:
    """Make a clause of speech one that breaks into another."""
    if fresh.parent is not None:
        fresh.parent.children.remove(fresh)
    fresh.kind, fresh.parent, fresh.coordinate_of = "main", None, None
    fresh.interrupts = clause


def _opens_phrase(walk: Walk, k: int) -> bool:
    word = walk.words[k]
    return (
        word.kind == "word"
        and not word.form.prep
        and (bool(word.form.det or word.form.quant) or walk.phrases.nominal(walk.words, k, False))
    )


def _level(walk: Walk, clause: Clause, group: VerbGroup, comma: bool) -> Clause:
    """The clause a further verb is coordinate with."""
    base = clause
    while base.parent is not None and base.kind in ("inf", "ger", "red") and group.finite:
        base = base.parent
    told = group.end < len(walk.words) and walk.words[group.end].form.comp
    if group.is_a("speech") and (told or not group.is_a("rule")):
        probe: Clause | None = base
        while probe is not None:
            if probe.verb is not None and probe.verb.is_a("speech"):
                return probe
            probe = probe.parent
    if comma and base.kind in ("rel", "sub") and base.parent is not None:
        base = base.parent
    return base


def _fresh_subject(walk: Walk, clause: Clause, group: VerbGroup) -> Phrase | None:
    """The bare phrase since the open clause's verb that this verb may take as its subject."""
    if group.start == 0 or clause.verb is None:
        return None
    for phrase in reversed(clause.args):
        if phrase.start < clause.verb.end:
            break
        if phrase.pronoun and phrase.place is not None and "in" in phrase.prep:
            continue
        if phrase.start < walk.mark_at and not _bracketed(walk, phrase):
            break
        if phrase.prep:
            continue
        if walk.grammar.case and phrase.cases and not phrase.cases & NOMINATIVE:
            continue
        return phrase
    return None


def _bracketed(walk: Walk, phrase: Phrase) -> bool:
    """Whether the last comma closes what describes a phrase: "X, who leads Y, said"."""
    if phrase.apposition is not None:
        end = end_with_apposition(phrase)
        if walk.mark_at == end + ("place" in walk.words[end].form.pron):  # "an activist there,"
            return True
    return any(
        clause.end == walk.mark_at and clause.kind in ("rel", "red")
        and (clause.antecedent is phrase or clause.subj is phrase)
        for clause in walk.clauses
    )  # fmt: skip
