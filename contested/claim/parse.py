"""Sentences to clauses: who does what, found left to right, whatever the language."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from contested.claim.attach import read_phrase
from contested.claim.clause import Parse
from contested.claim.clause_verb import phrase_first, place_verb
from contested.claim.clitic import read_clitic, weak_phrase
from contested.claim.connective import (
    between_commas,
    complement_here,
    leave_channel,
    names_part,
    open_relative,
    open_subordinate,
    past_verbless,
    read_conjunction,
    read_mark,
    relative_here,
    subordinate_here,
)
from contested.claim.enumeration import read_included, read_listed
from contested.claim.gapping import fill_gapped, share_objects
from contested.claim.lexicon import Lexicon
from contested.claim.opening import share_forwards
from contested.claim.parted_verb import completes_verb
from contested.claim.subject import fill_gaps, own_attempts, settle_core, share_backwards
from contested.claim.unsaid_copula import (
    deny_by_name,
    deny_groundless,
    negate_verbless,
    repeat_verb,
    state_verbless,
)
from contested.claim.verb_final import VerbFinalReader
from contested.claim.verb_first import VerbFirstReader
from contested.claim.walk import Grammar, Walk
from contested.claim.weak_pronoun import weak_here
from contested.claim.words import Word


class Parser(Protocol):
    """What reads the clauses of one language's sentences."""

    def parse(self, words: list[Word]) -> Parse:
        """Clauses of a sentence."""
        ...


@lru_cache(maxsize=32)
def clause_reader(lexicon: Lexicon) -> Parser:
    """The reader for the order in which a language puts its clauses together."""
    if lexicon.verb_final:
        return VerbFinalReader(lexicon)
    return VerbFirstReader(lexicon) if lexicon.verb_first else ClauseReader(lexicon)


class ClauseReader:
    """Parses the sentences of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.grammar = Grammar(lexicon)
        self.marks_we = lexicon.marks_we
        self.bracketed = bool(lexicon.settings.get("verb_bracket"))

    def parse(self, words: list[Word]) -> Parse:
        """Clauses of a sentence. Never raises on odd input: what it cannot read stays apart."""
        walk = Walk(self.grammar, words)
        walk_through(walk)
        for clause in walk.clauses:
            if clause.verb is not None and self.marks_we:
                clause.verb.we = _is_we(words, clause.verb.start, clause.verb.end)
            self.grammar.phrases.roles.govern(clause)
            settle_core(clause, self.grammar)
        own_attempts(walk.clauses, walk.found)
        share_forwards(walk.clauses, subject_behind=self.grammar.subject_behind)
        fill_gaps(walk.clauses)
        fill_gapped(walk.clauses)
        if self.bracketed:
            share_objects(walk.clauses)
        if self.grammar.case:
            share_backwards(walk.clauses)
        return Parse(words, walk.clauses, walk.found)


def _leads_verb(walk: Walk, i: int) -> bool:
    """Whether a word that may be a conjunction is an auxiliary here, as its participle shows."""
    following = walk.next_word(i)
    if not walk.words[i].form.aux or following is None or following.entity is not None:
        return False
    verbs = following.form.verbs
    return bool(verbs) and not following.form.nouns and all(v.tenses <= {"part"} for v in verbs)


def _is_we(words: list[Word], start: int, end: int) -> bool:
    """Whether one of the words of a verb can only be in the first person plural."""
    for i in range(start, min(end, len(words))):
        verbs = words[i].form.verbs
        if verbs and "we" in verbs[0].tenses and all("we" in v.tenses for v in verbs):
            return True
    return False


def reopen_teller(walk: Walk) -> None:
    """Go back into a relative clause that a comma has closed where its verb reports what follows:
    "answered X, which had said, that ..." in languages with a comma there."""
    spoken = [c for c in walk.clauses if c.verb is not None]
    last = max(spoken, key=lambda c: c.verb.start if c.verb is not None else 0, default=None)
    if last is None or last is walk.current or last.kind != "rel" or last.verb is None:
        return
    if last.verb.is_a("speech") and not any(c.kind == "comp" for c in last.children):
        walk.current = last


def walk_through(walk: Walk) -> None:
    """Read all words of a sentence into clauses and phrases."""
    words = walk.words
    i, count = 0, len(words)
    while i < count:
        word = words[i]
        if word.kind not in ("word", "num"):
            i = read_mark(walk, i)
            continue
        form = word.form
        entity = word.entity
        if entity is None:
            if form.conj and not between_commas(walk, i) and not _leads_verb(walk, i):
                read_conjunction(walk, form.conj, i)
                i += 1
                continue
            if "including" in form.prep and (behind := read_included(walk, i)):
                i = behind
                continue
            if form.rel:
                part = "including" in form.prep and names_part(walk, i)
                if not part and relative_here(walk, i):
                    i = open_relative(walk, i)
                    continue
            if form.comp and (behind := past_verbless(walk, i)):
                i = behind
                continue
            if form.comp and complement_here(walk, i):
                leave_channel(walk)
                reopen_teller(walk)
                walk.pending_prep = ()  # "informó de que ..."
                walk.push("comp", i)
                i += 1
                continue
            if form.sub and not weak_here(words, i) and subordinate_here(walk, i):
                open_subordinate(walk, form.sub, i)
                i += 1
                continue
            group = walk.verbs.read(words, i, walk.last is not None and walk.last.end == i)
            if group is not None and completes_verb(walk, group):
                i = group.end
                continue
            if group is not None and (group.weak or not phrase_first(walk, i)):
                place_verb(walk, group)
                for at, role in group.weak:
                    weak = weak_phrase(words, at, role)
                    walk.current.args.append(weak)
                    walk.found.append(weak)
                for clitic in walk.clitics:
                    walk.current.args.append(clitic)
                    walk.found.append(clitic)
                walk.clitics = []
                i = (group.is_a("speech", "list") and read_listed(walk, group.end)) or group.end
                continue
        if form.article and walk.grammar.clitics and entity is None and read_clitic(walk, i):
            i += 1
            continue
        phrase = read_phrase(walk, i)
        if phrase is not None and phrase.end > i:
            if walk.owner is not None:
                phrase.possessor, walk.owner = phrase.possessor or walk.owner, None
            i = phrase.end
            continue
        if form.prep:
            walk.pending_prep = form.prep
        i += 1
    state_verbless(walk)
    repeat_verb(walk)
    negate_verbless(walk)
    deny_by_name(walk)
    deny_groundless(walk)
    for clause in walk.clauses:
        clause.end = clause.end or count
        if clause.kind == "red" and clause.subj is None and clause.parent is not None:
            clause.subj = clause.parent.subj
