"""Echoes: "X denied this", "that was confirmed by X", "X made the same claim"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.attribute import Attribution, goes_on
from contested.claim.clause import Clause, Parse, VerbGroup
from contested.claim.draft import Draft
from contested.claim.ground import Ground
from contested.claim.phrase import Phrase
from contested.claim.place_phrase import phrase_place
from contested.claim.same_claim import says_the_same
from contested.claim.speaker import Speaker

_REMEMBERED = 30  # claims back in which a report on a place may stand


def echoed(
    ground: Ground,
    parse: Parse,
    attribution: Attribution,
    before: list[Draft],
    here: list[Draft],
) -> Iterator[Draft]:
    """ "X denied this", "that was confirmed by X": the claims before it, said again or denied.

    They are those told earlier in the same sentence (`here`: all of that sentence), or else those
    of the last telling sentence (`before`): "the rebels took X, a claim denied by the army".
    """
    lexicon = ground.names.lexicon
    echo, nouns = lexicon.echo_verbs, lexicon.report_nouns | lexicon.same_words
    for clause in parse.clauses:
        verb = clause.verb
        same = says_the_same(clause, parse, lexicon)
        if verb is None or verb.form is None or not (verb.is_a("speech") or same):
            continue
        if verb.negative or (clause.subj is not None and clause.subj.negative):
            continue  # "could not confirm", "no source confirms it"
        denies = verb.is_a("speech", "deny")
        if not (denies or same or verb.is_a("speech", "echo")) and verb.form.lemma not in echo:
            continue
        if any(c.kind in ("comp", "inf", "ger") and not goes_on(c) for c in clause.children):
            continue
        if any(c.kind == "comp" and not c.start for c in parse.clauses):
            continue  # "That X helps them, Y denies"
        if any(
            c.kind == "comp" and c.parent is not None and c.parent.verb is None
            and c.verb is not None and c.start < verb.start <= c.end + 1
            for c in parse.clauses
        ):  # fmt: skip
            continue  # "That X has fallen the army confirmed"
        which = clause.antecedent  # "took X, which Y denied": not the place was denied
        said = [
            p for p in (*clause.before, *clause.args)
            if not p.prep and not p.time and (which is None or p.start != which.start)
        ]  # fmt: skip
        if verb.passive and clause.subj is not None and not clause.subj.prep:
            said.append(clause.subj)
        fixed = {word for sense in verb.senses("speech") for word in sense.particles}
        if not all(_is_report(p, nouns, fixed) for p in said):
            continue
        speaker = attribution.own.get(id(clause))
        if speaker is None:
            continue
        earlier = [
            d for d in here
            if d.clause is not clause and d.end <= verb.start and not _describes(d, clause)
        ]  # fmt: skip
        about = _about(ground, clause)
        told = earlier or before
        if about and not any(d.place is not None and d.place.name in about for d in told):
            told = ground.history[-_REMEMBERED:]  # "what was said of X", some sentences ago
        for draft in told:
            if about is not None and (draft.place is None or draft.place.name not in about):
                continue
            if draft.predicate in ("attacks", "supports") or draft.factuality == "intended":
                continue
            if draft.speaker is not None and draft.speaker.name == speaker.name:
                continue
            factuality = draft.factuality
            if denies:
                factuality = "actual" if factuality == "negated" else "negated"
            yield replace(
                draft, speaker=speaker, factuality=factuality, start=verb.start, end=verb.end,
                clause=clause, sure=draft.sure * 0.7, rule="echo",
            )  # fmt: skip


def _about(ground: Ground, clause: Clause) -> frozenset[str] | None:
    """The places that reports are said to be about: "called false what was said of X and Y".

    None where that is not said; no place where they are about something else.
    """
    said = [
        p for p in clause.phrases()
        if "about" in p.prep and "against" not in p.prep and (p.head_word or p.typed)
        and not p.pronoun
    ]  # fmt: skip
    if not said:
        return None
    parts = [one for p in said for one in (p, *p.conjuncts)]
    places = [phrase_place(ground, one.of or one if one.cue else one) for one in parts]
    return frozenset(place.name for place in places if place is not None)


def _describes(draft: Draft, clause: Clause) -> bool:
    """Whether a claim only describes who denies or confirms: "X, whose base is Y, denied it"."""
    below = draft.clause
    return below is not None and below.kind == "rel" and below.parent is clause


def told_before(parse: Parse, attribution: Attribution, echo: frozenset[str]) -> Speaker | None:
    """ "Of this X reported": who said what the sentence before tells."""
    for clause in parse.clauses:
        verb, speaker = clause.verb, attribution.own.get(id(clause))
        if verb is None or speaker is None or not verb.is_a("speech", "say"):
            continue
        if any(c.kind in ("comp", "inf") for c in clause.children):
            continue
        again = verb.is_a("speech", "echo") or (
            verb.form is not None and verb.form.lemma in echo  # "X confirmed this"
        )
        if (
            not again
            and _takes_up(clause, verb)
            and len([c for c in parse.clauses if c.verb is not None]) == 1
        ):
            return speaker  # "This was reported by X", "lo ha annunciato X"
        if any("about" in p.prep and p.det and not p.head_word for p in clause.phrases()):
            return speaker
    return None


def _takes_up(clause: Clause, verb: VerbGroup) -> bool:
    """Whether all that somebody says is "this", what the sentence before told."""
    if verb.passive:
        what = [clause.subj] if clause.subj is not None else []
    else:
        what = [
            p for p in (*clause.before, *clause.args)
            if not p.time and (not p.prep or (p.pronoun == "clitic" and "from" in p.prep))
        ]  # fmt: skip
    return bool(what) and all(p.pronoun and "place" not in p.pronoun for p in what)


def _is_report(phrase: Phrase, report_nouns: frozenset[str], fixed: set[str]) -> bool:
    """Whether a phrase only takes up what was said: "this", "the report"; `fixed` are the fixed
    words of the verb."""
    of = phrase.of
    if of is not None and of.head_word in fixed:
        of = None  # "called the report false"
    if of is not None and (of.actor is None or of.place is not None):
        return False
    return bool(phrase.pronoun) or not phrase.head_word or phrase.head_word in report_nouns | fixed
