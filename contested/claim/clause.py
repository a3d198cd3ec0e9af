"""Clauses: verbs with their subjects, other phrases and the clauses below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from contested.claim.form import VerbForm, VerbSense
from contested.claim.phrase import Phrase
from contested.claim.words import Word

ClauseKind = Literal["main", "comp", "rel", "sub", "inf", "ger", "red"]


@dataclass(slots=True, eq=False)
class VerbGroup:
    """A verb with its auxiliaries. `voice` is "a", "p" or "" (unmarked)."""

    start: int
    end: int
    head: Word | None
    form: VerbForm | None
    finite: bool = True
    infinitive: bool = False
    gerund: bool = False
    participle: bool = False
    passive: bool = False
    negative: bool = False
    no_longer: bool = False
    number: str = ""
    modal: str = ""
    hedge: str = ""
    pluperfect: bool = False
    copula: bool = False
    have: bool = False
    predicative: str = ""
    come_about: bool = False  # an infinitive of what has happened: "the first to fall"
    having: bool = False  # "has held"
    we: bool = False  # first person plural
    perfect: bool = False  # its participle is active: "fallen", "withdrawn"
    reflexive: bool = False  # with a reflexive pronoun
    weak: list[tuple[int, str]] = field(default_factory=list)  # weak pronouns: word, role

    def senses(self, kind: str) -> tuple[VerbSense, ...]:
        """Readings of one kind, those whose particles follow first."""
        return self.form.by_kind.get(kind, ()) if self.form is not None else ()

    def is_a(self, kind: str, arg: str = "") -> bool:
        """Whether the verb has a reading of a kind, and with `arg` one that stands for it."""
        if self.form is None:
            return False
        readings = self.form.by_kind.get(kind)
        return readings is not None and (not arg or any(s.arg == arg for s in readings))


@dataclass(slots=True, eq=False)
class Clause:
    """A verb with its subject, other phrases and the clauses below it."""

    kind: ClauseKind
    parent: Clause | None
    start: int
    subj: Phrase | None = None
    verb: VerbGroup | None = None
    args: list[Phrase] = field(default_factory=list)
    before: list[Phrase] = field(default_factory=list)
    children: list[Clause] = field(default_factory=list)
    antecedent: Phrase | None = None
    sub: str = ""
    coordinate_of: Clause | None = None
    end: int = 0
    opened_by_comma: bool = False
    agent: Phrase | None = None  # who brings about what a participle states of an object
    contrast: bool = False  # opened by "while", "whereas"
    inherits: Clause | None = None  # whose subject it shares unless it has its own
    stand_in: Phrase | None = None  # the antecedent inside its relative clause
    interrupts: Clause | None = None  # the clause that ", he said" breaks into

    def phrases(self) -> list[Phrase]:
        """All phrases of the clause itself, subject in the middle."""
        return [*self.before, *([self.subj] if self.subj else []), *self.args]


@dataclass(slots=True, eq=False)
class Parse:
    """All clauses and phrases of a sentence, in the order of the text."""

    words: list[Word]
    clauses: list[Clause]
    phrases: list[Phrase]


def add_clause(
    clauses: list[Clause], kind: ClauseKind, parent: Clause | None, start: int
) -> Clause:
    """A new clause of a sentence, below `parent`."""
    clause = Clause(kind, parent, start)
    clauses.append(clause)
    if parent is not None:
        parent.children.append(clause)
    return clause


def is_cleft(clause: Clause) -> bool:
    """Whether a relative clause holds what is being said, and the one above only who does it:
    "it was X who took Y"."""
    above, taken = clause.parent, clause.antecedent
    if clause.kind != "rel" or above is None or taken is None or above.verb is None:
        return False
    if not above.verb.copula or taken.prep or taken.actor is None:
        return False
    empty = above.subj is None or above.subj is taken or (
        bool(above.subj.pronoun) and not above.subj.head_word
    )  # fmt: skip
    behind = [p for p in above.args if p.start >= above.verb.end]
    return empty and (above.subj is taken or taken in behind)


def says_what_it_is(clause: Clause) -> bool:
    """Whether a clause only says what its subject is, or calls itself: "say they are masters"."""
    verb = clause.verb
    return verb is not None and (verb.copula or (verb.reflexive and verb.is_a("light", "be")))


def clause_empty(clause: Clause) -> bool:
    """Whether nothing has been read into a clause yet."""
    return clause.verb is None and clause.subj is None and not clause.before
