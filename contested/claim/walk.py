"""The state of reading one sentence from left to right: words, open clauses, what came last."""

from __future__ import annotations

from contested.claim.clause import Clause, ClauseKind, add_clause
from contested.claim.form import VerbForm
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase
from contested.claim.phrase_reader import PhraseReader
from contested.claim.text import fold
from contested.claim.verbs import VerbReader
from contested.claim.words import Word

COMMAS = ",،"


class Grammar:
    """What a walk goes by in one language: its readers of phrases and verbs, and its settings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.phrases = PhraseReader(lexicon)
        self.verbs = VerbReader(lexicon, self.phrases.nominal)
        self.phrases.verb_here = self.verbs.chooses
        self.verbs.noun_behind = self.phrases.noun_behind
        settings = lexicon.settings
        self.case = lexicon.case
        self.agreement = lexicon.agreement
        self.dash_copula = bool(settings.get("dash_copula", False))
        self.infinitive_if = frozenset(settings.get("infinitive_if", ()))
        self.clitics = self.verbs.clitics
        self.infinitive_finite = self.verbs.infinitive_finite
        self.open_relatives = bool(settings.get("open_relatives", False))
        self.bare_relatives = bool(settings.get("bare_relatives", False))
        self.subject_behind = bool(settings.get("subject_behind", False))
        self.doer_verbs = frozenset(settings.get("doer_verbs", ()))
        self.vowels: str = settings.get("vowels", "")
        self.diphthongs: list[str] = settings.get("diphthongs", [])
        self.falsehoods = frozenset(fold(w) for w in settings.get("falsehoods", ()))
        self.denial = _denial(lexicon) if self.falsehoods else None
        self.premature = frozenset(fold(w) for w in settings.get("premature", ()))
        self.owner_clitics = frozenset(fold(w) for w in settings.get("owner_clitics", ()))


def _denial(lexicon: Lexicon) -> VerbForm | None:
    """The form of a verb of denial, for what else denies: "called it a lie"."""
    for form in lexicon.forms.values():
        for verb in form.verbs:
            if any(s.kind == "speech" and s.arg == "deny" for s in verb.senses):
                return verb
    return None


class Walk:
    """The chain of open clauses and what has been read last, while a sentence is walked over.

    Relative, complement, adverbial, infinitive and participle clauses open below the clause they
    belong to; commas, conjunctions and verbs close them again.
    """

    def __init__(self, grammar: Grammar, words: list[Word]) -> None:
        self.grammar = grammar
        self.phrases = grammar.phrases
        self.verbs = grammar.verbs
        self.words = words
        self.clauses: list[Clause] = []
        self.found: list[Phrase] = []
        self.current = self.open("main", None, 0)
        self.last: Phrase | None = None
        self.comma = False
        self.conj = ""
        self.pending_prep: tuple[str, ...] = ()
        self.in_quote = False
        self.road: Phrase | None = None  # a road whose other end follows a dash
        self.clitics: list[Phrase] = []  # weak object pronouns before their verb
        self.after_comma: Phrase | None = None  # the phrase that began right after a comma
        self.owner: Phrase | None = None  # whose the next phrase is: "X, whose fighters"
        self.closed = False  # the last comma closed a clause
        self.mark_at = -1  # where the last comma or conjunction stands

    def open(self, kind: ClauseKind, parent: Clause | None, start: int) -> Clause:
        """Add a clause below `parent`, without going into it."""
        return add_clause(self.clauses, kind, parent, start)

    def push(self, kind: ClauseKind, i: int) -> Clause:
        """Open a clause below the current one and go on in it."""
        clause = self.open(kind, self.current, i)
        clause.opened_by_comma = self.comma
        self.current = clause
        self.comma = False
        self.conj = ""
        return clause

    def new_root(self, i: int) -> None:
        """Begin a main clause after a mark that ends the one before."""
        if self.current.verb is not None or self.current.subj is not None or self.current.parent:
            self.current.end = i
            self.current = self.open("main", None, i)
            self.last = None
        self.comma = True
        self.conj = ""

    def leave_scope(self, i: int) -> None:
        """Go back to the clause that holds all relative and adverbial ones."""
        clause = self.current
        while clause.parent is not None and clause.kind in ("rel", "red", "ger", "sub", "inf"):
            clause.end = i
            clause = clause.parent
        self.current = clause

    def next_word(self, i: int) -> Word | None:
        """The word behind word `i`, or None at the end."""
        return self.words[i + 1] if i + 1 < len(self.words) else None

    def comma_between(self, start: int, end: int) -> bool:
        """Whether a comma, or a dash that does its work, stands between two words."""
        marks = COMMAS + "—–" if self.grammar.dash_copula else COMMAS
        return any(w.text in marks for w in self.words[start:end])
