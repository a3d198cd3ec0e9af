"""Sentences of languages whose verb stands last: phrases wait until the verb that takes them comes.

Phrases and finished inner clauses are kept on a stack. A verb form that closes an inner clause
takes what belongs to it from the top; the finite verb takes all that is left. What a clause is to
the one around it (told, described, the time, a purpose) its verb's ending says.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.clause import Clause, ClauseKind, Parse, VerbGroup
from contested.claim.final_attach import Item, State, push
from contested.claim.final_compound import Compounds
from contested.claim.final_phrase import FinalPhraseReader
from contested.claim.final_subject import is_taken, loses, past_other_doer
from contested.claim.form import VerbForm
from contested.claim.lexicon import Lexicon
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE
from contested.claim.phrase import Phrase, kind_of
from contested.claim.suffix import CASES
from contested.claim.trim import tells_behind
from contested.claim.walk import COMMAS
from contested.claim.words import Word

FINITE = frozenset({"past", "pres", "fut"})
_OPEN, _SHUT = "«“„", "»”"
_OPENING = frozenset({*"«“„\"':–—-(…."})  # behind which a sentence begins


class VerbFinalReader:
    """Parses the sentences of one language; the counterpart of `ClauseReader`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.phrases = FinalPhraseReader(lexicon)
        self.compounds = Compounds()

    def parse(self, words: list[Word]) -> Parse:
        """Clauses of a sentence. Never raises on odd input: what it cannot read stays apart."""
        words = self.compounds.joined(words)
        state = State(words)
        if _opens_inside(words):
            state.quote = 0
        i, count = 0, len(words)
        while i < count:
            i = max(i + 1, self._step(state, i))
        if state.stack or state.describing:
            self._finite(state, None, count)
        return Parse(words, state.clauses, state.found)

    # -- one word -----------------------------------------------------------------------------

    def _step(self, state: State, i: int) -> int:
        """Read what begins at word `i`; returns the index behind it."""
        words, word = state.words, state.words[i]
        form = word.form
        if word.kind not in ("word", "num"):
            return self._mark(state, i)
        if word.entity is None:
            if form.verbs and self._is_verb(state, i):
                return self._verb(state, i)
            if form.conj:
                state.conj = form.conj
                if form.conj == "but":
                    state.conj = ""
                return i + 1
            if form.neg == "no_longer":
                state.no_longer = True
                return i + 1
            if form.neg and not form.verbs:
                denial = VerbGroup(i, i + 1, word, None, negative=True, copula=True)
                self._finite(state, denial, i + 1)
                return i + 1
        phrase = self.phrases.read(words, i)
        if phrase is not None and phrase.end > i:
            push(state, phrase)
            closing = words[phrase.end - 1]
            if "cop" in closing.marks and (
                phrase.end >= len(words) or words[phrase.end].kind == "punct"
            ):
                self._finite(state, None, phrase.end)
            return phrase.end
        return i + 1

    def _mark(self, state: State, i: int) -> int:
        """Read a punctuation mark."""
        words, mark = state.words, state.words[i].text
        if mark in _OPEN or mark in _SHUT or mark == '"':
            if state.quote is not None:
                if len(state.stack) > state.quote and state.stack[-1].phrase is not None:
                    self._finite(state, None, i)
                state.quote = None
            elif mark not in _SHUT:
                state.quote, state.conj = len(state.stack), ""
        elif mark in COMMAS:
            if state.stack:
                state.stack[-1].comma = True
            state.conj = ""
        elif mark == "/":
            state.conj = "alias"
        elif mark in "([":
            k = i + 1
            while k < len(words) and words[k].text not in ")]":
                k += 1
            top = state.stack[-1].phrase if state.stack else None
            if top is not None and top.end == i:
                top.end = self.phrases.postposition(top, words, min(k + 1, len(words)))
                return top.end
            return k + 1
        elif mark in ";:—–" and state.stack and mark != ":":
            self._finite(state, None, i)
        return i + 1

    def _is_verb(self, state: State, i: int) -> bool:
        """Whether a word that can be a noun too is a verb here."""
        form = state.words[i].form
        if form.attribute and not form.nouns:
            return self._completed(state.words, i + 1)
        word, last = state.words[i], i + 1 >= len(state.words) - 1
        if word.capital and not last and (
            word.marks & CASES - form.marks  # cut off at an apostrophe
            or (i and state.words[i - 1].text not in _OPENING)
        ):  # fmt: skip
            return False  # a name
        if not form.nouns:
            return True
        tenses = frozenset().union(*(v.tenses for v in form.verbs))
        return bool(tenses & FINITE) and i + 1 >= len(state.words) - 1

    def _verb(self, state: State, i: int) -> int:
        """Close the clause of a verb form, by what its ending makes of it."""
        words, word = state.words, state.words[i]
        form = max(word.form.verbs, key=lambda v: (len(v.senses), bool(v.tenses & FINITE)))
        end = i + 1
        carrier = self._carrier(words, end) if {"past", "part"} <= form.tenses else None
        if carrier is not None:
            form, end, word = replace(form, tenses=carrier.tenses), end + 1, words[end]
        group = VerbGroup(i, end, word, form, passive=form.voice == "p", number=form.number)
        group.negative = "neg" in form.tenses
        group.modal = "may" if "may" in form.tenses else ""
        if "obl" in form.tenses:
            group.modal = "should"
        tenses = form.tenses
        if "fut" in tenses and "nmz" in tenses:
            group.modal = "will"
        if tenses & FINITE and "nmz" not in tenses:
            if "fut" in tenses:
                group.modal = "will"
            group.end = end = self._auxiliaries(state, group, end)
            if self._describes(words, end, tenses):
                clause = self._inner(state, group, "rel", end)
                state.describing.append(clause)
                return end
            self._finite(state, group, end)
            return end
        group.finite = False
        if "part" in tenses and not word.marks & CASES:
            clause = self._inner(state, group, "rel", end)
            state.describing.append(clause)
            return end
        if "nmz" in tenses or "part" in tenses:
            return self._nominalised(state, group, end)
        kind: ClauseKind = "inf" if "inf" in tenses else "ger"
        clause = self._inner(state, group, kind, end)
        following = words[end].form if end < len(words) else None
        if following is not None and set(following.prep) & {"purpose", "for"}:
            clause.sub, end = "purpose", end + 1
        state.stack.append(Item(clause=clause))
        return end

    def _carrier(self, words: list[Word], k: int) -> VerbForm | None:
        """The form of "be" behind a participle that tells for it who says so and when."""
        if k >= len(words) or words[k].kind != "word" or words[k].entity is not None:
            return None
        return next(
            (
                v
                for v in words[k].form.verbs
                if self.lexicon.key(v.lemma) in self.lexicon.perfect_verbs
            ),
            None,
        )

    def _completed(self, words: list[Word], k: int) -> bool:
        """Whether a participle that is an adjective too is all that is said."""
        if k >= len(words) or words[k].kind != "word":
            return True
        return bool(words[k].form.aux) or self._carrier(words, k) is not None

    def _auxiliaries(self, state: State, group: VerbGroup, end: int) -> int:
        """Words behind a finite form that belong to it: "has been holding", "is not"."""
        words = state.words
        while end < len(words) and words[end].kind == "word":
            form = words[end].form
            if form.neg and not form.verbs:
                group.negative = True
            elif not form.aux:
                break
            end += 1
        return end

    @staticmethod
    def _describes(words: list[Word], end: int, tenses: frozenset[str]) -> bool:
        """Whether a form that can be finite describes the noun behind it ("taken districts")."""
        if not tenses & {"part"} or end >= len(words) or words[end].kind != "word":
            return False
        return bool(words[end].form.nouns or words[end].entity is not None)

    def _nominalised(self, state: State, group: VerbGroup, end: int) -> int:
        """A clause turned into a noun: what is told, when, or what describes the noun behind."""
        words, word = state.words, state.words[group.end - 1]
        tenses = group.form.tenses if group.form is not None else frozenset()
        case = next((m for m in word.marks if m in CASES), "")
        following = words[end] if end < len(words) else None
        prep = following.form.prep if following is not None and following.kind == "word" else ()
        told = group.is_a("speech")
        if told and "according" in prep:
            clause = self._inner(state, group, "main", end, root=True)
            clause.interrupts = clause
            return end + 1
        if prep and following is not None and not following.form.nouns:
            clause = self._inner(state, group, "sub", end)
            clause.sub = next((r for r in prep if r in ("after", "before", "cause")), "time")
            if set(prep) & {"purpose", "for"}:
                clause.sub = "cause"
            state.stack.append(Item(clause=clause))
            return end + 1
        noun = following is not None and following.kind in ("word", "num") and bool(
            following.entity is not None or following.form.nouns or following.form.adjective
            or following.form.compass or following.kind == "num" or following.form.role_adj
            or (following.form.quant and self.phrases.nominal_soon(words, end + 1))
            or (following.capital and not following.form.known)
        ) and not following.form.verbs  # fmt: skip
        if not case and noun and following is not None and not self._reports(words, end):
            clause = self._inner(state, group, "rel", end, whole=True)
            state.describing.append(clause)
            return end
        told = case in ("acc", "") or self._reports(words, end)
        kind: ClauseKind = "comp" if told else "sub"
        if case == "dat" and self._speech_ahead(words, end):
            kind = "comp"
        if kind == "comp" and "act" in tenses and self._governed(words, end):
            kind = "inf"  # "that X be taken is expected"
        clause = self._inner(state, group, kind, end)
        state.stack.append(Item(clause=clause))
        return end

    @staticmethod
    def _governed(words: list[Word], k: int) -> bool:
        """Whether a verb follows that says how sure or wanted what stands before it is."""
        for word in words[k : k + 3]:
            kinds = {s.kind for v in word.form.verbs for s in v.senses}
            if kinds:
                return "control" in kinds and "speech" not in kinds
        return False

    def _reports(self, words: list[Word], k: int) -> bool:
        """Whether a noun for news or claims follows: "the report that ..."."""
        for word in words[k : k + 2]:
            if word.kind == "word" and any(
                s.lemma in self.lexicon.report_nouns for s in word.form.nouns
            ):
                return True
        return False

    def _speech_ahead(self, words: list[Word], k: int) -> bool:
        return any(
            s.kind == "speech" for w in words[k : k + 3] for v in w.form.verbs for s in v.senses
        )

    # -- clauses ------------------------------------------------------------------------------

    def _open(self, state: State, kind: ClauseKind, group: VerbGroup | None, start: int) -> Clause:
        clause = Clause(kind, None, start)
        clause.verb = group
        if group is not None and group.negative:
            group.no_longer, state.no_longer = state.no_longer, False
        state.clauses.append(clause)
        return clause

    def _inner(
        self, state: State, group: VerbGroup, kind: ClauseKind, end: int, *, root: bool = False,
        whole: bool = False,
    ) -> Clause:  # fmt: skip
        """Close a clause inside another: take from the stack what belongs to it."""
        taken: list[Item] = []
        owner: Phrase | None = None
        while state.stack:
            item = state.stack[-1]
            phrase = item.phrase
            if item.clause is not None:
                below = item.clause.subj
                if kind == "rel" and item.clause.kind == "ger" and below is not None and (
                    below.cases & GENITIVE
                ):  # fmt: skip
                    break  # shares its subject with a clause that becomes a noun further on
                told = item.clause.kind == "comp" and group.is_a("speech")
                if not told and (item.comma or item.clause.kind in ("comp", "sub")):
                    break
            elif phrase is not None:
                if kind == "comp" and phrase.official and "in" in phrase.prep:
                    break  # "in the statement it is said that ..."
                genitive = bool(phrase.cases & GENITIVE) and not phrase.prep
                bare = not phrase.prep and bool(phrase.cases & NOMINATIVE) and not phrase.time
                if genitive and owner is None:
                    taken.append(state.stack.pop())
                    owner = phrase
                    continue
                if owner is not None and self._goes_on(state, phrase, owner, taken):
                    taken.append(state.stack.pop())
                    continue
                if item.comma and taken and not phrase.leader:
                    break
                if item.comma and bare and kind != "ger":
                    break
                if owner is not None and (bare or genitive):
                    break
                beside = (
                    phrase.end == group.start and phrase.actor is not None and phrase.actor.weak
                )
                speaks = (
                    (not beside and phrase.actor is not None)
                    or phrase.official
                    or bool(phrase.source)
                )
                if (
                    bare and speaks and phrase.cases == NOMINATIVE and phrase.cue is None
                    and kind != "sub"
                ):  # fmt: skip
                    break
            taken.append(state.stack.pop())
        taken.reverse()
        start = min([_start(t) for t in taken], default=group.start)
        clause = self._open(state, kind, group, start)
        clause.end = end
        self._fill(state, clause, taken)
        if root:
            clause.kind = "main"
        return clause

    @staticmethod
    def _goes_on(state: State, phrase: Phrase, owner: Phrase, taken: list[Item]) -> bool:
        """Whether what stands before a clause's subject shares its verb: "X on Monday, Y today".

        A date with the subject it belongs to before it, or that subject, which then leads.
        """
        under = state.stack[-2].phrase if len(state.stack) > 1 else None
        if phrase.time and not phrase.prep:
            return state.stack[-1].comma and under is not None and _is_rival(under, owner)
        dated = taken[-1].phrase
        if dated is None or not dated.time or not _is_rival(phrase, owner):
            return False
        phrase.conjuncts = [owner, *owner.conjuncts]
        for one in phrase.conjuncts:
            one.leader = phrase
        return True

    def _finite(self, state: State, group: VerbGroup | None, end: int) -> None:
        """Close a main clause: it takes all that waits."""
        kept = state.quote or 0
        items = state.stack[kept:]
        del state.stack[kept:]
        state.describing = []
        start = min([_start(t) for t in items], default=group.start if group else end)
        if group is None and not any(t.phrase is not None for t in items):
            return
        clause = self._open(state, "main", group, start)
        clause.end = end
        self._fill(state, clause, items)
        before = state.main
        if group is not None and clause.subj is None and before is not None and (
            before.verb is None or not (group.is_a("speech") and not before.verb.is_a("speech"))
        ):  # fmt: skip
            clause.inherits, clause.subj = before, before.subj
        for child in clause.children:
            if child.subj is None and child.kind in ("ger", "inf", "sub") and (
                child.verb is not None and not child.verb.passive
            ):  # fmt: skip
                child.subj = clause.subj
            teller = clause.subj
            if child.subj is None and child.kind == "comp" and teller is not None and (
                teller.actor is not None and not teller.official and child.verb is not None
                and not child.verb.passive
            ):  # fmt: skip
                child.subj = teller
        if state.quote is not None:  # what is quoted waits for the verb that says who said it
            clause.kind = "comp"
            state.stack.append(Item(clause=clause, comma=True))
        state.main, state.no_longer = clause, False

    def _fill(self, state: State, clause: Clause, items: list[Item]) -> None:
        """Give a clause its phrases and inner clauses, and settle who does what in it."""
        verb = clause.verb
        for item in items:
            if item.clause is not None:
                item.clause.parent = clause
                clause.children.append(item.clause)
        phrases = [item.phrase for item in items if item.phrase is not None]
        genitive = next(
            (p for p in phrases if p.cases & GENITIVE and not p.prep and p.leader is None), None
        )
        nonfinite = verb is not None and not verb.finite
        subject: Phrase | None = None
        if nonfinite and genitive is not None:
            subject = genitive
        else:
            bare = [
                p for p in phrases
                if not p.prep and p.cases & NOMINATIVE and not p.time and p.leader is None
            ]  # fmt: skip
            sure = [p for p in bare if not p.cases & ACCUSATIVE]
            told = any(p.cases == ACCUSATIVE for p in phrases)  # "the forces took X": X is taken
            rank = sure or [
                p for p in bare
                if (not told and not is_taken(p, verb)) or (p.actor and not p.place)
            ]  # fmt: skip
            acting = [p for p in rank if p.actor is not None or p.official or p.source]
            able = acting or [
                p
                for p in rank
                if p.cue is None
                or (verb is not None and (verb.passive or verb.is_a("light", "come")))
            ]
            if verb is None:
                able = rank
            able = past_other_doer(able, clause)
            subject = able[0] if able and clause.kind != "rel" else None
            if subject is None and bare and verb is not None and verb.passive:
                subject = bare[0]
            if subject is not None and clause.kind in ("ger", "inf") and subject.actor is None:
                subject = None
            if subject is not None and clause.kind == "comp" and nonfinite and subject.ordinary:
                subject = None  # a clause made a noun has its subject in the genitive
        if subject is None and nonfinite and verb is not None and not verb.passive:
            shared = (c.subj for c in clause.children if c.kind == "ger" and c.subj is not None)
            subject = next((p for p in shared if p.cases & GENITIVE), None)
        if subject is None and verb is not None and clause.kind in ("comp", "sub"):
            held = next((p for p in phrases if loses(p, verb)), None)
            subject = held.of if held is not None else None
        clause.subj = subject
        spoken = [c.subj for c in clause.children if c.kind == "ger"]
        clause.args = [
            p for p in phrases
            if p is not subject and p.leader is None and not any(p is one for one in spoken)
        ]  # fmt: skip
        for one in clause.args:
            if one.cases & GENITIVE and not one.prep:
                one.prep = ("of",)  # owned by what was read into the verb
        if verb is None and clause.subj is None and clause.args:
            clause.before, clause.args = clause.args, []


def _is_rival(phrase: Phrase, owner: Phrase) -> bool:
    """Whether two genitives can be subjects of one verb, each with a date of its own."""
    if not phrase.cases & GENITIVE or phrase.prep or phrase.leader is not None:
        return False
    return kind_of(phrase) == kind_of(owner) != ""


def _start(item: Item) -> int:
    if item.phrase is not None:
        return item.phrase.start
    return item.clause.start if item.clause is not None else 0


def _opens_inside(words: list[Word]) -> bool:
    """Whether a sentence begins inside a quotation: its first mark stands before who said it."""
    marks = [i for i, w in enumerate(words) if w.kind == "punct" and w.text in _OPEN + _SHUT + '"']
    if not marks or words[marks[0]].text in _OPEN:
        return False
    if words[marks[0]].text in _SHUT:
        return True
    return len(marks) % 2 == 1 and tells_behind(words, marks[0] + 1)
