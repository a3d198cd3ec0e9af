"""Sentences of languages whose verb comes first: verb, subject, object, then phrases.

A clause waits for its subject behind its verb; a noun without article owns itself to the noun
behind it ("the countryside" of "Aleppo"); a relative clause says its antecedent again by a pronoun.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.affix import BEHIND, DEFINITE
from contested.claim.clause import Clause, ClauseKind, Parse, VerbGroup, add_clause
from contested.claim.first_attach import attach
from contested.claim.first_copula import becomes, tell
from contested.claim.first_describe import described_by, is_of_many, state_told
from contested.claim.lexicon import Lexicon
from contested.claim.owned_phrase import OwnedPhraseReader
from contested.claim.phrase import Phrase
from contested.claim.resumption import settle
from contested.claim.walk import COMMAS
from contested.claim.words import Word

_ENDS = frozenset(";؛·:—–-…|")
_OPEN, _SHUT = "«“„", "»”"


class VerbFirstReader:
    """Parses the sentences of one language; the counterpart of `ClauseReader`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.phrases = OwnedPhraseReader(lexicon)

    def parse(self, words: list[Word]) -> Parse:
        """Clauses of a sentence. Never raises on odd input: what it cannot read stays apart."""
        return FirstWalk(self, words).parse()


class FirstWalk:
    """One sentence being read from its first word to its last."""

    def __init__(self, reader: VerbFirstReader, words: list[Word]) -> None:
        self.reader = reader
        self.words = words
        self.clauses: list[Clause] = []
        self.found: list[Phrase] = []
        self.current = self.open("main", None, 0)
        self.last: Phrase | None = None
        self.comma = False
        self.conj = ""
        self.prep: tuple[str, ...] = ()
        self.quoted = False
        self.told = -1  # the participle that an open clause waits for behind "has become"

    def parse(self) -> Parse:
        """Read all words, then settle who is the subject of what."""
        i, count = 0, len(self.words)
        while i < count:
            i = max(i + 1, self.step(i))
        for clause in self.clauses:
            clause.end = clause.end or count
        for clause in self.clauses:
            if clause.kind == "rel" and clause.verb is None and clause.subj is None and (
                clause.stand_in is not None and not clause.stand_in.prep and clause.before
            ):  # fmt: skip
                clause.subj = clause.stand_in  # "which (is) in the hands of X"
            settle(clause)
            state_told(self.words, clause)
        return Parse(self.words, self.clauses, self.found)

    # -- clauses ------------------------------------------------------------------------------

    def open(self, kind: ClauseKind, parent: Clause | None, start: int) -> Clause:
        """Add a clause below `parent`, without going into it."""
        return add_clause(self.clauses, kind, parent, start)

    def push(self, kind: ClauseKind, i: int) -> Clause:
        """Open a clause below the current one and go on in it."""
        clause = self.open(kind, self.current, i)
        clause.opened_by_comma = self.comma
        self.current, self.last = clause, None
        self.comma, self.conj, self.prep = False, "", ()
        return clause

    def root(self, i: int) -> None:
        """Begin a new main clause where the open one holds anything."""
        clause = self.current
        if clause.verb is not None or clause.subj is not None or clause.parent or clause.before:
            clause.end = clause.end or i
            self.current = self.open("main", None, i)
        self.last, self.comma, self.conj, self.prep = None, True, "", ()

    def leave(self, i: int, kinds: tuple[str, ...]) -> None:
        """Close the open clauses of some kinds."""
        while self.current.kind in kinds and self.current.parent is not None:
            self.current.end = self.current.end or i
            self.current = self.current.parent

    # -- one word -----------------------------------------------------------------------------

    def step(self, i: int) -> int:
        """Read what begins at word `i`; returns the index behind it."""
        word = self.words[i]
        if word.kind not in ("word", "num"):
            return self.mark(i)
        form = word.form
        if word.entity is None:
            if form.conj and not (form.comp and self._says_that()):
                if form.conj == "but":
                    self.leave(i, ("rel", "red", "sub", "inf", "ger"))
                self.conj = form.conj
                return i + 1
            if form.comp and not self._noun_next(i):
                self._complement(i)
                return i + 1
            if form.rel:
                self._relative(i, form.rel)
                return i + 1
            if form.sub and not form.prep and (form.sub != "as" or self._told_next(i)):
                self._subordinate(i, form.sub)
                return i + 1
            if form.fold.startswith(BEHIND):
                return self._pronoun(i)
            if self._besieged(i):
                return i + 1
            if form.fold in self.reader.lexicon.copulas and becomes(self, i):
                return i + 1
            if i == self.told:
                return tell(self, i)
            group = self.reader.phrases.verb(self.words, i, self._verb_wanted(), bool(self.prep))
            if group is not None:
                return self._verb(group)
            if form.neg == "no_longer" and self.current.verb is None:
                self.current.verb = VerbGroup(
                    i, i + 1, word, None, negative=True, no_longer=True, copula=True
                )
                self.after_verb()
                return i + 1
        if form.adverb and word.entity is None and not form.nouns and not self._leads_to(i):
            return i + 1
        phrase = self.reader.phrases.read(self.words, i)
        if phrase is not None and phrase.end > i:
            attach(self, phrase)
            return phrase.end
        if form.prep:
            self.prep = form.prep
        return i + 1

    def mark(self, i: int) -> int:
        """Read a punctuation mark."""
        mark = self.words[i].text
        if mark in COMMAS:
            self.comma, self.conj = True, ""
            interrupted = self.current.interrupts
            if interrupted is not None and (self.current.subj or self.current.args):
                self.current.end, self.current = i, interrupted
            elif self.current.verb is not None:
                self.leave(i, ("rel", "red"))
                aside = self.current
                if aside.kind == "ger" and aside.opened_by_comma and aside.args and (
                    aside.verb is not None and aside.verb.participle
                ):  # fmt: skip
                    self.leave(i, ("ger",))  # "X, backed by Y, took Z"
        elif mark in "([":
            k = i + 1
            while k < len(self.words) and self.words[k].text not in ")]":
                k += 1
            if self.last is not None and self.last.end == i:
                self.last.end = min(k + 1, len(self.words))
            return k + 1
        elif mark in _OPEN or mark == '"':
            opens = mark != '"' or not self.quoted
            self.quoted = opens
            verb = self.current.verb
            if opens and verb is not None and verb.is_a("speech") and self.current.kind != "comp":
                self.push("comp", i)
        elif mark in _SHUT:
            self.quoted = False
        elif mark == ":":
            verb = self.current.verb
            if verb is not None and verb.is_a("speech"):
                self.push("comp", i)
            else:
                self.root(i)
        elif mark in "—–-" and (behind := self._road_end(i)):
            return behind
        elif mark in _ENDS:
            self.root(i)
        return i + 1

    def _road_end(self, i: int) -> int:
        """Read the other end of "the road A - B"; the index behind it, 0 where none stands."""
        road = self.last
        if road is None or road.end != i or i + 1 >= len(self.words):
            return 0
        if road.place is None or road.place.kind != "route":
            return 0
        end = self.reader.phrases.read(self.words, i + 1)
        if end is None or end.place is None or end.place.anaphor or end.prep or end.end <= i + 1:
            return 0
        end.prep, end.joined_end = ("to",), True
        road.post.append(end)
        road.end = end.end
        return end.end

    def _besieged(self, i: int) -> bool:
        """Whether an adjective that says what is done to a place follows that place."""
        word, last = self.words[i], self.last
        if not word.form.attribute or DEFINITE not in word.marks or self.prep:
            return False
        if last is None or last.end != i or last.place is None or last.construct:
            return False
        last.attribute, last.end = word.form.attribute, i + 1
        return True

    def _leads_to(self, i: int) -> bool:
        """Whether a word for "about" that is a preposition too has no number behind it."""
        following = self.words[i + 1] if i + 1 < len(self.words) else None
        return bool(self.words[i].form.prep) and following is not None and not (
            following.kind == "num" or following.form.number or following.form.quant
        )  # fmt: skip

    def _says_that(self) -> bool:
        """Whether a word for "but" that is one for "that" too has a verb of saying to complete."""
        clause = self.current
        told = any(child.kind == "comp" for child in clause.children)
        return clause.verb is not None and clause.verb.is_a("speech") and not told

    def _noun_next(self, i: int) -> bool:
        """Whether a word for "that" is a demonstrative before its noun here."""
        return bool(self.words[i].form.det)

    def _complement(self, i: int) -> None:
        verb = self.current.verb
        governed = verb is not None and verb.is_a("control") and not verb.is_a("speech")
        prep = self.prep
        if verb is None and self.current.subj is None and self.current.kind == "sub":
            self.prep = ()
            return  # "before that": the clause is open already
        if self.conj and self.current.kind == "comp":  # "said that ..., and that ..."
            if self.current.parent is not None:
                self.current.end = i
                self.current = self.current.parent
        elif verb is not None and not governed and not verb.is_a("speech"):
            above: Clause | None = self.current
            while above is not None and not (above.verb is not None and above.verb.is_a("speech")):
                above = above.parent
            if above is not None and self.conj:
                self.current = above
        clause = self.push("inf" if governed else "comp", i)
        if governed:
            clause.inherits = clause.parent
        clause.sub = "purpose" if "purpose" in prep else ""

    def _relative(self, i: int, kind: str) -> None:
        antecedent = self.last
        while antecedent is not None and antecedent.head is not None and (
            antecedent.head.of is antecedent and (antecedent.head.actor or antecedent.head.place)
        ):  # fmt: skip
            antecedent = antecedent.head
        prep = self.prep
        if antecedent is None:
            self.root(i)
            return
        clause = self.push("rel", i)
        clause.antecedent = antecedent
        where = ("in",) if kind == "relative_place" else prep
        clause.stand_in = replace(antecedent, prep=where, conjuncts=[])
        if where:
            clause.before.append(clause.stand_in)

    def _subordinate(self, i: int, kind: str) -> None:
        if kind in ("contrast", "as"):
            if kind == "contrast":
                self.leave(i, ("rel", "red", "sub", "inf", "ger"))
            inside = self.current
            if kind == "contrast" and inside.kind == "comp":
                inside.end = inside.end or i
                self.current = self.open("comp", inside.parent, i)
                self.last = None
                self.comma, self.conj = False, ""
                return
            self.root(i)
            self.current.contrast = kind == "contrast"
            if kind == "as" and inside is not self.current:
                self.current.interrupts = inside
            return
        goes_on = self.current.kind == "rel" and not self.comma and is_of_many(self.current)
        self.leave(i, ("red", "inf", "ger") if goes_on else ("rel", "red", "inf", "ger"))
        clause = self.push("sub", i)
        clause.sub = kind

    def _told_next(self, i: int) -> bool:
        """Whether "as" goes on with a verb of speech."""
        group = self.reader.phrases.verb(self.words, i + 1, True, False)
        return group is not None and group.is_a("speech")

    def _pronoun(self, i: int) -> int:
        """A pronoun written onto the word before it: whose it is, or what the verb does it to."""
        last = self.last
        if last is not None and last.end == i and not last.pronoun:
            last.possessive, last.det, last.end = True, "definite", i + 1
            last.construct = False
            head = last.head
            while head is not None and head.of is last:
                head.end, last, head = i + 1, head, head.head
            return i + 1
        verb = self.current.verb
        if self.prep or (verb is not None and verb.end == i):
            phrase = self.reader.phrases.pronoun(self.words, i, self.prep)
            self.prep = ()
            self.found.append(phrase)
            (self.current.args if verb is not None else self.current.before).append(phrase)
            self.last = phrase
        return i + 1

    # -- verbs --------------------------------------------------------------------------------

    def _verb_wanted(self) -> bool:
        """Whether a word that may be noun or verb is likelier a verb here."""
        return (self.current.verb is None and not self.prep) or bool(self.conj)

    def _verb(self, group: VerbGroup) -> int:
        clause, i = self.current, group.start
        contiguous = self.last is not None and self.last.end == i
        if group.gerund:
            return self._beside_speech(group)
        if group.participle:
            told = self._predicated(i)
            if told is not None:
                return self._describe(told, group)
            if contiguous and self.last is not None:
                described = self.last
                while described.head is not None and described.head.of is described and (
                    described.head.place is not None or described.head.actor is not None
                ):  # fmt: skip
                    described = described.head
                return self._describe(described, group)
            if self.comma and not self.conj and DEFINITE in self.words[i].marks and (
                self.last is not None and self.last.typed
            ):  # fmt: skip
                return self._describe(described_by(self.last, group), group)
            if clause.verb is not None:
                child = self.push("ger", i)
                child.verb, child.inherits = group, clause
                return group.end
        ended = clause.verb
        if ended is not None and ended.form is None and not group.participle:
            group.negative = group.no_longer = True  # "no longer (does X) hold"
            clause.verb = group
            self.after_verb()
            return group.end
        if clause.verb is None and not self._takes_up(group, contiguous):
            clause.verb = group
            self.after_verb()
            return group.end
        verb = clause.verb or group
        aside = contiguous and not self.conj and self.last is not None and (
            self._indefinite(self.last) and group.end < len(self.words)
            and self.words[group.end].form.fold.startswith(BEHIND)
        )  # fmt: skip
        if not self.conj and (not self.comma or aside):
            last = self.last
            waiting = clause.parent
            while waiting is not None and (waiting.verb is not None or waiting.subj is None):
                waiting = waiting.parent
            taken_up = group.end < len(self.words) and (
                self.words[group.end].form.fold.startswith(BEHIND)
            )
            if waiting is not None and clause.kind in ("rel", "red"):
                clause.end, waiting.verb, self.current = i, group, waiting
                self.after_verb()
                return group.end
            if "purpose" in self.prep or (verb.is_a("control") and not verb.is_a("speech")):
                child = self.push("inf", i)
                child.inherits = clause
            elif contiguous and last is not None and (self._indefinite(last) or taken_up):
                child = self.push("rel", i)
                child.antecedent = last
                child.stand_in = replace(last, prep=(), conjuncts=[])
            else:
                child = self._beside(clause, group, i)
            child.verb = group
            self.current = child
            self.after_verb()
            return group.end
        fresh = self._beside(clause, group, i)
        fresh.verb = group
        self.current = fresh
        self.after_verb()
        return group.end

    def _predicated(self, i: int) -> Phrase | None:
        """What a participle without article is said of, past a name: "the road to X [is] cut"."""
        last, waiting = self.last, self.current
        while waiting.verb is not None and waiting.parent is not None:
            waiting = waiting.parent
        subject = waiting.subj
        if last is None or subject is None or waiting.verb is not None or subject is last:
            return None
        if DEFINITE in self.words[i].marks or subject.det != "definite" or last.construct:
            return None
        named = last.det == "definite" or any(w.capital for w in self.words[last.start : last.end])
        if not named or (last.head is not None and last.head.of is last):
            return None
        self.current.end, self.current = i, waiting
        return subject

    def _describe(self, described: Phrase, group: VerbGroup) -> int:
        """Open the clause of a participle that says something of a phrase."""
        child = self.push("red", group.start)
        child.subj, child.verb = described, group
        return group.end

    def _beside_speech(self, group: VerbGroup) -> int:
        """ "X denied this, adding that": what else whoever spoke said."""
        base: Clause | None = self.current
        while base is not None and not (base.verb is not None and base.verb.is_a("speech")):
            base = base.parent
        self.current.end = self.current.end or group.start
        self.current = base or self.current
        if self.current.verb is None:  # "adding that ..., X said": its own clause says it all
            self.current.verb = group
        else:
            told = self.current
            clause = self.push("ger", group.start)
            clause.verb, clause.inherits = group, told
        self.after_verb()
        return group.end

    def _takes_up(self, group: VerbGroup, contiguous: bool) -> bool:
        """ "fighters of X back-them Y entered": a verb that only describes the subject."""
        subject = self.current.subj
        return (
            contiguous and subject is not None and not subject.place and self.current.kind != "rel"
            and group.end < len(self.words) and group.is_a("rule")
            and self.words[group.end].form.fold.startswith(BEHIND)
        )  # fmt: skip

    def after_verb(self) -> None:
        """Begin anew behind a verb: nothing waits that a phrase could go on."""
        self.last, self.comma, self.conj, self.prep = None, False, "", ()

    def _beside(self, clause: Clause, group: VerbGroup, i: int) -> Clause:
        """A clause coordinate with the open one, or with the speech around it."""
        base = clause
        if self.comma:
            while base.kind in ("rel", "red", "sub") and base.parent is not None:
                base = base.parent
        while base.kind in ("inf", "ger", "red") and base.parent is not None:
            base = base.parent
        if group.is_a("speech") and not group.is_a("rule"):
            probe: Clause | None = base
            while probe is not None:
                if probe.verb is not None and probe.verb.is_a("speech"):
                    base = probe
                    break
                probe = probe.parent
        base.end = base.end or i
        fresh = self.open(base.kind, base.parent, i)
        fresh.coordinate_of = fresh.inherits = base
        fresh.sub, fresh.antecedent = base.sub, base.antecedent
        if base.stand_in is not None:
            fresh.stand_in = replace(base.stand_in)
        return fresh

    def _indefinite(self, phrase: Phrase) -> bool:
        inner = phrase
        while inner.of is not None:
            inner = inner.of
        return not inner.det and not inner.pronoun and not inner.time and not (
            any(w.entity is not None for w in self.words[inner.start : inner.end])
        )  # fmt: skip
