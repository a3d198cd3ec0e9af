"""Sentences to clauses: who does what, found left to right without a grammar of any one language.

The reader walks over words, reads noun phrases and verb groups, and keeps a chain of open clauses.
Relative, complement, adverbial, infinitive and participle clauses open below the clause they belong
to; commas, conjunctions and verbs close them again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from contested.claim.lexicon import Lexicon, VerbForm, VerbSense
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE
from contested.claim.phrase import ActorRef, Phrase, PhraseReader, PlaceRef
from contested.claim.text import fold
from contested.claim.words import Word


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
    copula: bool = False
    have: bool = False
    predicative: str = ""
    past: bool = False
    we: bool = False  # first person plural

    def senses(self, kind: str) -> list[VerbSense]:
        """Readings of one kind, those whose particles follow first."""
        return [s for s in self.form.senses if s.kind == kind] if self.form else []

    def is_a(self, kind: str, *args: str) -> bool:
        return any(not args or s.arg in args for s in self.senses(kind))


@dataclass(slots=True, eq=False)
class Clause:
    """A verb with its subject, other phrases and the clauses below it."""

    kind: str  # main, comp, rel, sub, inf, ger, red
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
    quoted: bool = False
    agent: Phrase | None = None  # who brings about what a participle states of an object
    contrast: bool = False  # opened by "while", "whereas"
    inherits: Clause | None = None  # whose subject it shares unless it has its own
    stand_in: Phrase | None = None  # the antecedent inside its relative clause
    interrupts: Clause | None = None  # the clause that ", he said" breaks into

    def phrases(self) -> list[Phrase]:
        return [*self.before, *([self.subj] if self.subj else []), *self.args]


@dataclass(slots=True, eq=False)
class Parse:
    """All clauses and phrases of a sentence, in the order of the text."""

    words: list[Word]
    clauses: list[Clause]
    phrases: list[Phrase]


class ClauseReader:
    """Parses the sentences of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.phrases = PhraseReader(lexicon)
        self.phrases.verb_here = lambda words, i: self._choose(words, i, [], True) is not None
        settings = lexicon.settings
        self.case = lexicon.case
        self.clitics = bool(settings.get("clitics", False))
        self.vowels: str = settings.get("vowels", "")
        self.diphthongs: list[str] = settings.get("diphthongs", [])
        self.owner_clitics = frozenset(fold(w) for w in settings.get("owner_clitics", ()))
        self.capitals = bool(settings.get("capitals_mark_names", True))
        self.infinitive_finite = bool(settings.get("subjunctive", False))

    def parse(self, words: list[Word]) -> Parse:
        """Clauses of a sentence. Never raises on odd input: what it cannot read stays apart."""
        walk = _Walk(self, words)
        walk.run()
        for clause in walk.clauses:
            if clause.verb is not None:
                clause.verb.we = any(
                    w.form.verbs and all("we" in v.tenses for v in w.form.verbs)
                    for w in words[clause.verb.start : clause.verb.end]
                )
            self._core(clause)
        if self.case:
            self._share_backwards(walk.clauses)
        return Parse(words, walk.clauses, walk.found)

    # -- verbs ----------------------------------------------------------------------------------

    def verb_group(self, words: list[Word], i: int, in_phrase: bool) -> VerbGroup | None:
        """The verb group that starts at word `i`, or None. `in_phrase`: right after a phrase."""
        count = len(words)
        group = VerbGroup(i, i, None, None)
        k = i
        seen: list[str] = []
        finite = True
        while k < count:
            word = words[k]
            form = word.form
            if word.kind != "word" or (word.entity is not None and not form.verbs):
                break
            if self.capitals and word.capital and k and words[k - 1].kind == "word":
                break
            if form.neg and (seen or k == i or group.infinitive):
                group.negative = True
                group.no_longer = group.no_longer or form.neg == "no_longer"
                if form.aux:
                    seen.append(form.aux)
                if form.modal:
                    group.modal = form.modal
                seen.append("neg")
            elif form.modal:
                group.modal = form.modal
                seen.append("modal")
            elif form.aux:
                if form.verbs and form.verbs[0].number:
                    group.number = form.verbs[0].number
                if (
                    form.aux == "do"
                    and not seen
                    and k + 1 < count
                    and not self._verb_ahead(words, k + 1)
                ):
                    break
                seen.append(form.aux)
            elif (
                form.inf
                and (not seen or seen == ["neg"])
                and self._verb_ahead(words, k + 1, base=True)
            ):
                group.infinitive = True
                seen.append("inf")
                finite = False
            elif form.adverb and seen and self._continues(words, k + 1):
                if form.adverb == "possible":
                    group.hedge = "possible"
            elif (
                form.pron and seen and not form.verbs and k + 1 < count and words[k + 1].form.verbs
                and self.lexicon.settings.get("clitics", False)
            ):  # fmt: skip
                pass
            elif (
                self.lexicon.settings.get("clitics", False)
                and form.det
                and seen
                and (k + 1 < count and words[k + 1].form.verbs and not words[k + 1].form.nouns)
            ):
                pass
            else:
                break
            k += 1
        if (
            k < count
            and words[k].kind == "word"
            and words[k].form.verbs
            and words[k].entity is None
            and not (
                not words[k].form.known and words[k].capital and k and words[k - 1].kind == "word"
            )
        ):
            chosen = self._choose(words, k, seen, in_phrase)
            if chosen is not None:
                group.head, group.end = words[k], k + 1
                group.form = self._with_particles(chosen, group, words)
                self._finish(group, chosen, seen, finite, words)
                return group
        if "be" in seen or ("have" in seen and seen[-1] == "have"):
            last = max(j for j in range(i, k) if words[j].form.aux or words[j].form.neg)
            group.end = last + 1
            group.copula = "be" in seen
            group.have = not group.copula
            group.finite = finite
            group.head = words[last]
            heads = words[last].form.verbs
            group.form = heads[0] if heads else None
            if k < count and words[k].form.predicative:
                group.predicative = words[k].form.predicative
                group.end = k + 1
            return group
        if "do" in seen and k > i:
            group.end = k
            group.head = words[k - 1]
            return group
        return None

    @staticmethod
    def _with_particles(chosen: VerbForm, group: VerbGroup, words: list[Word]) -> VerbForm:
        """The verb without the phrasal readings whose particle does not follow at once."""
        kept, end = [], group.end
        for sense in chosen.senses:
            if sense.particles and sense.kind in ("speech", "control", "plain"):
                stop = group.end + len(sense.particles)
                if tuple(w.form.fold for w in words[group.end : stop]) != sense.particles:
                    continue
                end = max(end, stop)
            kept.append(sense)
        group.end = end
        if len(kept) == len(chosen.senses):
            return chosen
        return replace(chosen, senses=tuple(kept))

    def _continues(self, words: list[Word], k: int) -> bool:
        while k < len(words) and words[k].kind == "word":
            form = words[k].form
            if form.verbs or form.aux or form.neg:
                return not (form.nouns and not form.verbs)
            if form.predicative:
                return True
            if not form.adverb:
                return False
            k += 1
        return False

    def _verb_ahead(self, words: list[Word], k: int, base: bool = False) -> bool:
        clitics = self.lexicon.settings.get("clitics", False)
        while k < len(words) and words[k].kind == "word":
            form = words[k].form
            if words[k].entity is not None:
                return False
            if form.verbs:
                if not base or self.infinitive_finite:
                    return True
                return any("base" in v.tenses for v in form.verbs)
            if form.aux or form.neg:
                return True
            if not (form.adverb or (clitics and (form.pron or form.det))):
                return (
                    base
                    and not form.known
                    and not self.infinitive_finite
                    and not (words[k].capital or form.det or form.function)
                    and k + 1 < len(words)
                    and bool(words[k + 1].form.det)
                )
            k += 1
        return False

    def _choose(
        self, words: list[Word], k: int, seen: list[str], in_phrase: bool
    ) -> VerbForm | None:
        """The verb reading of word `k`, or None where it is a noun or an adjective here."""
        word = words[k]
        form = word.form
        verbs = form.verbs
        if form.compound and word.joined:
            return None  # "rebel-held"
        if seen:
            if (
                seen[-1] == "be"
                and form.nouns
                and not any(v.tenses & {"part", "ger"} for v in verbs)
            ):
                return None
            wanted = self._wanted(seen)
            if seen[-1] in ("be", "get") and not self.case and not any(
                v.tenses & wanted for v in verbs
            ):
                return None
            best = max(verbs, key=lambda v: (len(v.tenses & wanted), len(v.senses)))
            if "inf" in seen or "modal" in seen or "do" in seen or best.tenses & wanted:
                return best
            return best if not form.nouns else None
        previous = words[k - 1] if k else None
        following = words[k + 1] if k + 1 < len(words) else None
        if form.nouns or form.attribute or form.compound:
            if previous is not None and previous.kind == "word":
                before = previous.form
                if (before.det and not before.pron) or before.role_adj and not before.nouns:
                    return None
                if before.prep and not before.comp and not before.conj and not before.sub:
                    if not any("ger" in v.tenses for v in verbs) or form.nouns:
                        return None
            if form.nouns and not self._verb_like(words, k, previous, following, in_phrase):
                return None
        if (
            all(v.tenses <= {"base"} for v in verbs)
            and previous is not None
            and (previous.kind == "word" and previous.form.det and not previous.form.pron)
        ):
            return None
        participial = all(v.tenses & {"part", "ger"} for v in verbs)
        back = k - 1
        while back > max(0, k - 3) and words[back].kind == "word" and not (
            words[back].form.known or words[back].entity is not None or words[back].capital
        ):
            back -= 1  # over unlisted adjectives: "the last paved road"
        if back >= 0 and back != k - 1 and (words[back].form.det or words[back].form.quant):
            previous = words[back]
        if (
            participial and previous is not None and previous.kind == "word"
            and (previous.form.det or previous.form.quant or previous.form.prep or previous.form.compass)
            and not previous.form.pron and following is not None and following.kind == "word"
            and self.phrases.nominal(words, k + 1, False)
            and not (previous.form.prep and any("ger" in v.tenses for v in verbs))
            and not previous.form.comp and previous.form.rel == ""
        ):  # fmt: skip
            return None
        return max(verbs, key=lambda v: (bool(v.tenses & {"past", "pres"}), len(v.senses)))

    def _verb_like(
        self,
        words: list[Word],
        k: int,
        previous: Word | None,
        following: Word | None,
        in_phrase: bool,
    ) -> bool:
        """Whether a word that may be noun or verb is a verb, by what stands around it."""
        form = words[k].form
        starts_phrase = following is not None and (
            following.form.det != ""
            or following.form.quant != ""
            or following.entity is not None
            or (following.capital and not following.form.known)
            or (following.form.pron and "object" in following.form.pron)
        )
        if self.case:
            return not form.nouns or starts_phrase
        if any("past" in v.tenses for v in form.verbs):
            return True
        if any("ger" in v.tenses for v in form.verbs):
            return starts_phrase
        back = k - 1
        while back > 0 and words[back].kind == "word" and words[back].form.adverb:
            back -= 1
        if previous is not None and previous.form.adverb and back >= 0:
            previous = words[back]
            in_phrase = True
        if previous is not None and (previous.form.rel or previous.form.pron):
            return True
        if starts_phrase and any("pres" in v.tenses for v in form.verbs):
            return True
        if (
            following is not None and previous is not None
            and set(following.form.prep) & {"through", "to", "from", "into"}
            and any("pres" in v.tenses for v in form.verbs)
            and all(s.kind == "ordinary" for s in form.nouns)
            and (
                previous.entity is not None and not previous.entity.gentilic
                or any(s.number == "sg" for s in previous.form.nouns) and not previous.form.role_adj
            )
        ):  # fmt: skip
            return True  # "the route passes through X"
        if previous is None or not (in_phrase or previous.form.adverb):
            return False
        plural = any(s.number == "pl" for s in previous.form.nouns) or (
            previous.entity is not None and previous.text.endswith("s")
        ) or any(w.form.conj == "and" for w in words[max(0, k - 4) : k - 1])
        if any("base" in v.tenses for v in form.verbs):
            return (
                starts_phrase and (plural or bool(previous.form.pron)) or bool(previous.form.pron)
            )
        return starts_phrase

    @staticmethod
    def _wanted(seen: list[str]) -> frozenset[str]:
        last = next((s for s in reversed(seen) if s != "neg"), "")
        if last == "be" or last == "get":
            return frozenset({"part", "ger"})
        if last == "have":
            return frozenset({"part", "subj"})
        return frozenset({"base", "subj", "pres"})

    def _finish(
        self, group: VerbGroup, chosen: VerbForm, seen: list[str], finite: bool, words: list[Word]
    ) -> None:
        tenses = chosen.tenses
        group.number = group.number or chosen.number
        last = next((s for s in reversed(seen) if s != "neg"), "")
        group.past = "past" in tenses or "have" in seen
        if chosen.voice:
            group.passive = chosen.voice == "p"
            group.participle = tenses <= {"part"}
            if group.participle and last in ("be", "have"):
                group.passive = True
                group.participle = False
            group.gerund = tenses <= {"ger"}
        else:
            if last in ("be", "get"):
                group.passive = bool(tenses & {"part"}) and "ger" not in tenses
            elif not seen or seen == ["neg"]:
                group.gerund = tenses <= {"ger"}
                group.participle = tenses <= {"part"}
        if group.infinitive:
            group.finite = False
        else:
            group.finite = finite and not (group.gerund or group.participle)
        _ = words

    def accent_too_early(self, word: str) -> bool:
        """Whether a word has its one accent too far from its end for a weak word to lean on it."""
        letters = unicodedata.normalize("NFD", word)
        if not self.vowels or letters.count("\u0301") != 1:
            return False
        rest = letters[letters.index("\u0301") + 1 :].lower()
        for pair in self.diphthongs:
            rest = rest.replace(pair, self.vowels[0])
        return sum(c in self.vowels for c in rest) >= 2

    # -- core roles -------------------------------------------------------------------------------

    def _core(self, clause: Clause) -> None:
        """Settle subject and object once the whole clause is known."""
        verb = clause.verb
        if verb is None:
            return
        if self.case:
            self._core_by_case(clause, verb)
            return
        bare_after = [p for p in clause.args if not p.prep]
        if clause.subj is None and bare_after and verb.is_a("speech"):
            # inverted: "...", said the ministry
            clause.args.remove(bare_after[0])
            clause.subj = bare_after[0]

    @staticmethod
    def _share_backwards(clauses: list[Clause]) -> None:
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

    def _core_by_case(self, clause: Clause, verb: VerbGroup) -> None:
        """Case, agreement in number and only then order say which phrase is the subject."""
        if verb.we:
            if clause.subj is not None and clause.subj.start > clause.start:
                clause.args.insert(0, clause.subj)
            clause.subj = None
            return
        if clause.kind == "ger" and clause.inherits is not None:
            own, clause.subj = clause.subj, clause.inherits.subj
            if own is not None and own is not clause.subj:
                clause.args.insert(0, own)
            return
        own = clause.subj
        shared = clause.inherits.subj if clause.inherits is not None else None
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
            score = self._subject_score(phrase, clause, verb)
            if score > best_score:
                best, best_score = phrase, score
        if best is None:
            if own is not None and own is not shared:
                clause.args.append(own)
            owner = clause.parent if clause.kind == "comp" and not verb.passive else None
            if shared is None and owner is not None and owner.verb is not None and (
                owner.verb.is_a("speech") and owner.subj is not None
            ):
                said = owner.subj
                number = "pl" if said.conjuncts else said.number
                if said.actor is not None and not (
                    number and verb.number and number != verb.number
                ):
                    shared = said  # "they deny that they left"
            clause.subj = shared
            return
        if own is not None and own is not best and own is not shared:
            clause.args.insert(0, own)
        for other in bare:  # "one of the groups that ..., X, announced"
            if (
                other is not best and other.start < best.start < verb.start
                and (other.ordinary or other.adj_actor is not None) and best.actor is not None
                and (not other.cases or other.cases & NOMINATIVE)
            ):  # fmt: skip
                other.apposition = other.apposition or best
                for child in clause.children:
                    if child.antecedent is other and child.stand_in is not None:
                        child.stand_in.apposition = other.apposition
                        if child.subj is not None and child.subj.start == other.start:
                            child.subj.apposition = other.apposition
        if best in clause.args:
            clause.args.remove(best)
        if best in clause.before:
            clause.before.remove(best)
        clause.subj = best
        self._undouble(clause, verb)

    @staticmethod
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

    @staticmethod
    def _subject_score(phrase: Phrase, clause: Clause, verb: VerbGroup) -> float:
        """How well a bare phrase fits as the subject; below 0 it cannot be."""
        if phrase.pronoun == "clitic":
            return -9.0
        score = 0.0
        if phrase.cases:
            if not phrase.cases & NOMINATIVE:
                return -5.0
            score += 1.0 if phrase.cases & ACCUSATIVE else 3.0
        number = "pl" if phrase.conjuncts else phrase.number
        if verb.number and number:
            first = phrase.conjuncts and phrase.number == verb.number  # "ήρθε ο Α και ο Β"
            score += 1.0 if number == verb.number or first else -3.0
        if phrase.start < verb.start and phrase.cases & ACCUSATIVE and any(
            p.pronoun == "clitic" and p.number == phrase.number for p in clause.args
        ):
            return -2.0  # taken up by a weak pronoun: the object
        if (
            phrase.start > verb.start and phrase.place is not None and phrase.actor is None
            and phrase.cases & ACCUSATIVE and not verb.passive and not verb.copula
            and any(s.rule is not None and s.rule.frame.place[:1] == ("obj",)
                    for s in verb.senses("rule"))
        ):  # fmt: skip
            return -2.0  # a place behind "captured" is what was captured
        if phrase is clause.stand_in:
            score += 1.0
        elif phrase.start < verb.start:
            score += 0.8
        elif verb.is_a("speech") or verb.passive:
            score += 0.5
        if phrase.actor is not None and not verb.passive:
            score += 0.5
        return score


class _Walk:
    """The state of reading one sentence."""

    def __init__(self, reader: ClauseReader, words: list[Word]) -> None:
        self.reader = reader
        self.words = words
        self.clauses: list[Clause] = []
        self.found: list[Phrase] = []
        self.current = self._open("main", None, 0)
        self.last: Phrase | None = None
        self.comma = False
        self.conj = ""
        self.after_mark = True
        self.pending_prep: tuple[str, ...] = ()
        self.in_quote = False
        self.road: Phrase | None = None  # a road whose other end follows a dash
        self.clitics: list[Phrase] = []  # weak object pronouns before their verb
        self.after_comma: Phrase | None = None  # the phrase that began right after a comma
        self.closed = False  # the last comma closed a clause
        self.mark_at = -1  # where the last comma or conjunction stands

    def _open(self, kind: str, parent: Clause | None, start: int) -> Clause:
        clause = Clause(kind, parent, start)
        self.clauses.append(clause)
        if parent is not None:
            parent.children.append(clause)
        return clause

    def run(self) -> None:
        words, reader = self.words, self.reader
        i, count = 0, len(words)
        while i < count:
            word = words[i]
            if word.kind not in ("word", "num"):
                i = self._mark(i)
                continue
            form = word.form
            entity = word.entity
            if entity is None:
                if form.conj:
                    self._conjunction(form.conj, i)
                    i += 1
                    continue
                if form.rel and self._relative_here(i):
                    i = self._relative(i)
                    continue
                if form.comp and self._complement_here(i):
                    self._push("comp", i)
                    i += 1
                    continue
                if form.sub and self._subordinate_here(i):
                    self._subordinate(form.sub, i)
                    i += 1
                    continue
                group = reader.verb_group(words, i, self.last is not None and self.last.end == i)
                if group is not None and self._predicate(group):
                    i = group.end
                    continue
                if group is not None and not self._phrase_first(i):
                    self._verb(group)
                    for clitic in self.clitics:
                        self.current.args.append(clitic)
                        self.found.append(clitic)
                    self.clitics = []
                    i = group.end
                    continue
            if form.article and self.reader.clitics and entity is None and self._clitic(i):
                i += 1
                continue
            phrase = self._phrase(i)
            if phrase is not None and phrase.end > i:
                i = phrase.end
                continue
            if form.prep:
                self.pending_prep = form.prep
            i += 1
        for clause in self.clauses:
            clause.end = clause.end or count
            if clause.kind == "red" and clause.subj is None and clause.parent is not None:
                clause.subj = clause.parent.subj

    # -- small decisions ------------------------------------------------------------------------

    def _phrase_first(self, i: int) -> bool:
        """A determiner that is also an auxiliary or pronoun belongs to the phrase it starts."""
        form = self.words[i].form
        return bool(form.det and not form.aux and not form.verbs and not form.neg)

    def _next_word(self, i: int) -> Word | None:
        return self.words[i + 1] if i + 1 < len(self.words) else None

    def _relative_here(self, i: int) -> bool:
        form = self.words[i].form
        if form.comp:  # "that": relative only right after a phrase that is no speech
            verb = self.current.verb
            return (
                self.last is not None and self.last.end == i and not self.comma
                and not (verb is not None and verb.is_a("speech") and self.last in self.current.args)
                and self.reader.verb_group(self.words, i + 1, False) is not None
            )  # fmt: skip
        return True

    def _complement_here(self, i: int) -> bool:
        following = self._next_word(i)
        if following is None:
            return False
        form = self.words[i].form
        if (
            form.det
            and following.kind == "word"
            and not following.form.det
            and not (self.current.verb is not None and self.current.verb.is_a("speech"))
        ):
            # "that town": a demonstrative
            return self.last is not None and self.last.cue is None and self.last.end == i
        return True

    def _subordinate_here(self, i: int) -> bool:
        """Whether a conjunction-or-preposition ("after") opens a clause rather than a phrase."""
        form = self.words[i].form
        if not form.prep:
            if not form.adverb or i + 1 >= len(self.words):
                return True
            told = self.reader.phrases.read(self.words, i + 1)  # "once a rebel stronghold, ..."
            return not (
                told is not None and told.det == "indefinite"
                and (told.end >= len(self.words) or self.words[told.end].kind == "punct")
            )
        k = i + 1
        words = self.words
        if (
            k < len(words)
            and words[k].form.verbs
            and any("ger" in v.tenses for v in words[k].form.verbs)
            and not words[k].form.nouns
        ):
            return True
        phrase = self.reader.phrases.read(words, k) if k < len(words) else None
        if phrase is None or phrase.prep:
            return False
        k = phrase.end
        for _ in range(3):
            if k < len(words) and words[k].kind == "poss":
                phrase = self.reader.phrases.read(words, k + 1)
                k = phrase.end if phrase is not None else k + 1
                continue
            if k < len(words) and words[k].form.prep and not words[k].form.inf:
                phrase = self.reader.phrases.read(words, k)
                k = phrase.end if phrase is not None else k + 1
                continue
            break
        if k >= len(words):
            return False
        group = self.reader.verb_group(words, k, True)
        return group is not None and group.finite

    # -- marks and connectives --------------------------------------------------------------------

    def _mark(self, i: int) -> int:
        words = self.words
        mark = words[i].text
        if mark == "," or mark == "،":
            self.comma = True
            self.conj = ""
            self.mark_at = i
            self._close_on_comma(i)
            return i + 1
        if mark in "([":
            depth, k = 1, i + 1
            while k < len(words) and depth:
                if words[k].text in "([":
                    depth += 1
                elif words[k].text in ")]":
                    depth -= 1
                k += 1
            if self.last is not None and self.last.end == i:
                self.last.end = k
            return k
        if mark in '«“"„':
            if mark != '"' or not self.in_quote:
                self.in_quote = True
                verb = self.current.verb
                if verb is not None and verb.is_a("speech") and self.current.kind != "comp":
                    self._push("comp", i)
                    self.current.quoted = True
            else:
                self.in_quote = False
            if self.last is not None and self.last.end == i:
                self.last.end = i + 1
            return i + 1
        if mark in "»”":
            self.in_quote = False
            if self.last is not None and self.last.end == i:
                self.last.end = i + 1
            return i + 1
        if mark in "—–-" and self._road_goes_on(i):
            return i + 1
        if mark in ";·—–:-•|…" or mark in ".!?":
            self._new_root(i)
            return i + 1
        if words[i].kind == "poss":
            return i + 1
        return i + 1

    def _close_on_comma(self, i: int) -> None:
        clause = self.current
        self.closed = False
        if clause.interrupts is not None and (clause.subj is not None or clause.args):
            clause.end = i
            clause = clause.interrupts
        while clause.parent is not None and clause.verb is not None and clause.kind in (
            "rel", "red", "ger", "sub"
        ):  # fmt: skip
            clause.end = i
            clause = clause.parent
            self.closed = True
        self.current = clause

    def _new_root(self, i: int) -> None:
        if self.current.verb is not None or self.current.subj is not None or self.current.parent:
            self.current.end = i
            self.current = self._open("main", None, i)
            self.last = None
        self.comma = True
        self.conj = ""

    def _conjunction(self, kind: str, i: int) -> None:
        if kind == "but":
            self._root_of_scope(i)
        self.conj = kind
        self.mark_at = i

    def _root_of_scope(self, i: int) -> None:
        clause = self.current
        while clause.parent is not None and clause.kind in ("rel", "red", "ger", "sub", "inf"):
            clause.end = i
            clause = clause.parent
        self.current = clause

    def _push(self, kind: str, i: int) -> Clause:
        clause = self._open(kind, self.current, i)
        clause.opened_by_comma = self.comma
        self.current = clause
        self.comma = False
        self.conj = ""
        return clause

    def _relative(self, i: int) -> int:
        """Open a relative clause; returns the index of the first word behind the pronoun."""
        antecedent = self.last
        word = self.words[i]
        prep = word.form.prep or self.pending_prep
        self.pending_prep = ()
        clause = self._push("rel", i)
        clause.antecedent = antecedent
        if antecedent is None:
            return i + 1
        stand_in = antecedent
        if word.form.rel == "relative_place":
            whom = self.reader.case and antecedent.actor is not None
            clause.before.append(_copy(antecedent, ("to", "in") if whom else ("in",)))
        elif prep:
            clause.before.append(_copy(antecedent, prep))
        else:
            group = self.reader.verb_group(self.words, i + 1, False)
            k = i + 1
            while group is None and k < len(self.words) and self.words[k].form.adverb:
                k += 1
                group = (
                    self.reader.verb_group(self.words, k, False) if k < len(self.words) else None
                )
            if self.reader.case:
                clause.stand_in = _copy(stand_in, ())
                clause.args.append(clause.stand_in)
            elif group is not None:
                clause.subj = stand_in
            else:
                clause.args.append(_copy(stand_in, ()))
        return i + 1

    def _subordinate(self, kind: str, i: int) -> None:
        if kind == "contrast":
            scope: Clause | None = self.current
            while scope is not None and scope.kind != "comp":
                scope = scope.parent
            if scope is None:
                self._new_root(i)
                self.current.contrast = True
            else:  # what goes on inside somebody's words stays theirs
                self.current.end = i
                self.current = self._open("comp", scope.parent, i)
                self.last = None
            self.comma = False
            return
        base = self.current
        while base.parent is not None and base.kind in ("rel", "red", "ger", "inf") and base.verb:
            base = base.parent
        self.current = base
        clause = self._push("sub", i)
        clause.sub = kind

    # -- verbs ------------------------------------------------------------------------------------

    def _verb(self, group: VerbGroup) -> None:
        clause = self.current
        latest = self.clauses[-1]
        if (
            self.reader.case and group.gerund and group.is_a("speech") and latest.verb is not None
            and latest.verb.is_a("speech") and latest is not clause
        ):  # fmt: skip
            clause = latest
        reduced = self._reduced(group)
        comma, conj = self.comma, self.conj
        self.comma, self.conj = False, ""
        prep, self.pending_prep = self.pending_prep, ()
        keeper = clause.verb
        if (
            group.form is not None and "part" in group.form.tenses and keeper is not None
            and (keeper.is_a("light", "keep") or keeper.have) and not keeper.passive
            and group.end - group.start == 1 and not comma and not conj
            and any(not p.prep for p in clause.args)
        ):  # fmt: skip
            held = next(p for p in reversed(clause.args) if not p.prep)
            child = self._open("red", clause, group.start)
            child.subj, child.verb, child.agent = held, group, clause.subj
            group.passive, group.participle, group.finite = True, True, False
            self.current = child
            return
        if reduced:
            child = self._open("red", clause, group.start)
            child.subj = self.last
            child.verb = group
            group.passive = True
            group.participle = True
            group.finite = False
            self.current = child
            return
        bare = group.form is not None and group.form.tenses <= {"base"}
        if conj and clause.kind == "inf" and bare and group.end - group.start == 1:
            group.infinitive, group.finite = True, False  # "to drive them out and take control"
        if group.infinitive or group.gerund:
            if conj and clause.kind in ("inf", "ger") and clause.verb is not None:
                sibling = self._open(clause.kind, clause.parent, group.start)
                sibling.subj, sibling.verb, sibling.coordinate_of = clause.subj, group, clause
                sibling.inherits = clause
                self.current = sibling
                return
            if clause.verb is None and clause.kind in ("sub", "comp", "rel") and not clause.subj:
                clause.verb = group
                owner = clause.parent
                if clause.subj is None and owner is not None:
                    clause.subj = owner.subj
                return
            if clause.verb is None and self.reader.infinitive_finite and not clause.subj:
                clause.verb = group
                return
            child = self._open("inf" if group.infinitive else "ger", clause, group.start)
            child.verb = group
            child.opened_by_comma = comma
            child.sub = "by" if "by" in prep else ("after" if "after" in prep else "")
            owner = clause
            child.inherits = owner
            child.subj = owner.subj
            if group.gerund and group.is_a("speech") and len(self.clauses) > 2:
                before = self.clauses[-2]
                if before.verb is not None and before.verb.is_a("speech") and before.subj:
                    child.subj = before.subj  # "..., he said, adding that"
            if (
                group.gerund and not comma and self.last is not None and owner.verb is not None
                and self.last in owner.args and self.last.end == group.start and not prep
            ):  # fmt: skip
                child.subj = self.last  # "showed its fighters advancing"
            if (
                group.gerund and set(prep) & {"of", "from"} and owner.args
                and not owner.args[-1].prep and owner.args[-1].actor is not None
            ):  # fmt: skip
                child.subj = owner.args[-1]  # "accused the army of bombing"
            if (
                group.infinitive and owner.verb is not None and owner.verb.form is not None
                and owner.args and not owner.args[-1].prep and self.last is owner.args[-1]
                and self.last.actor is not None and self.last.cue is None
            ):  # fmt: skip
                child.subj = self.last  # "forced the rebels to leave"
            self.current = child
            return
        if clause.verb is None:
            if self._parenthetical(clause, group):
                return
            clause.verb = group
            return
        # a finite verb where the open clause already has one
        subject = self._fresh_subject(clause, group, conj, comma)
        if (
            subject is not None and not conj and not comma and clause.kind in ("rel", "red", "ger")
            and group.finite and not clause.verb.is_a("speech")
        ):  # fmt: skip
            outer = clause.parent
            while outer is not None and outer.verb is not None:
                outer = outer.parent
            if outer is not None and outer.subj is not None:
                subject = None  # "fighters who are fighting X took ...": the outer clause goes on
        if subject is not None:
            _remove(clause, subject)
            speech = clause.verb is not None and clause.verb.is_a("speech")
            if conj or comma:
                base = self._level(clause, group, comma)
                fresh = self._open(base.kind, base.parent, subject.start)
                fresh.coordinate_of = base
                fresh.sub, fresh.antecedent = base.sub, base.antecedent
            else:
                fresh = self._open("comp" if speech else "comp", clause, subject.start)
            fresh.subj, fresh.verb = subject, group
            if comma and not conj and group.is_a("speech") and not group.is_a("rule"):
                if fresh.parent is not None:
                    fresh.parent.children.remove(fresh)
                fresh.kind, fresh.parent, fresh.coordinate_of = "main", None, None
                fresh.interrupts = clause
            self.current = fresh
            return
        open_parent = clause.parent
        while open_parent is not None:
            if open_parent.verb is None and open_parent.subj is not None and not conj:
                open_parent.verb = group
                self.current = open_parent
                return
            open_parent = open_parent.parent
        base = self._level(clause, group, comma)
        if (
            clause.verb is not None and clause.verb.passive and group.form is not None
            and not group.form.voice and "part" in group.form.tenses
            and group.end - group.start == 1
            and not (group.end < len(self.words) and self._opens_phrase(group.end))
        ):  # fmt: skip
            group.passive, group.participle, group.finite = True, False, True
            base = clause
        fresh = self._open(base.kind, base.parent, group.start)
        fresh.coordinate_of = base
        fresh.sub, fresh.antecedent = base.sub, base.antecedent
        if self.reader.case and clause.verb is not None:
            behind = max(
                (k for k in range(clause.verb.end, group.start)
                 if self.words[k].text in ",،" or self.words[k].form.conj), default=group.start
            )  # fmt: skip
            moved = [p for p in clause.args if p.prep and p.start > behind and p.leader is None]
            clause.args = [p for p in clause.args if p not in moved]
            fresh.before.extend(moved)
            if moved:
                fresh.start = moved[0].start
        if group.is_a("speech") and (comma or not conj) and not group.passive:
            # ", said the ministry" / ", he said": its subject follows or is carried over
            if fresh.parent is not None:
                fresh.parent.children.remove(fresh)
            fresh.kind, fresh.parent, fresh.coordinate_of = "main", None, None
            fresh.interrupts = clause
        else:
            fresh.subj = base.subj
            fresh.inherits = base
        fresh.verb = group
        self.current = fresh

    def _parenthetical(self, clause: Clause, group: VerbGroup) -> bool:
        """ "The base, he said, was held": a speech clause between a subject and its verb."""
        last = self.last
        if (
            self.reader.case and group.is_a("speech") and clause.verb is None
            and clause.subj is not None and clause.kind == "main" and group.finite
            and group.start and self.words[group.start - 1].text in ",،"
            and self._said_between(group.end)
        ):  # fmt: skip
            fresh = self._open("main", None, group.start)
            fresh.verb, fresh.interrupts = group, clause
            self.current = fresh
            return True
        if (
            not group.is_a("speech") or last is None or last is not self.after_comma
            or last.end != group.start or last is clause.subj or clause.subj is None
            or last not in clause.before
        ):  # fmt: skip
            return False
        clause.before.remove(last)
        fresh = self._open("main", None, last.start)
        fresh.subj, fresh.verb, fresh.interrupts = last, group, clause
        self.current = fresh
        return True

    def _said_between(self, k: int) -> bool:
        """Whether a parenthetical speech verb ends here or names its own subject next."""
        words = self.words
        while k < len(words) and words[k].form.adverb and words[k].entity is None:
            k += 1
        if k < len(words) and words[k].text in ",،":
            return True
        phrase = self.reader.phrases.read(words, k) if k < len(words) else None
        return (
            phrase is not None and not phrase.prep and bool(phrase.cases & NOMINATIVE)
            and not phrase.cases & ACCUSATIVE and (_speaks(phrase) or bool(phrase.source))
        )

    def _opens_phrase(self, k: int) -> bool:
        word = self.words[k]
        return word.kind == "word" and not word.form.prep and (
            bool(word.form.det or word.form.quant) or self.reader.phrases.nominal(self.words, k, False)
        )

    def _level(self, clause: Clause, group: VerbGroup, comma: bool) -> Clause:
        """The clause a further verb is coordinate with."""
        base = clause
        while base.parent is not None and base.kind in ("inf", "ger", "red") and group.finite:
            base = base.parent
        if group.is_a("speech") and not group.is_a("rule"):
            probe: Clause | None = base
            while probe is not None:
                if probe.verb is not None and probe.verb.is_a("speech"):
                    return probe
                probe = probe.parent
        if comma and base.kind in ("rel", "sub") and base.parent is not None:
            base = base.parent
        return base

    def _fresh_subject(
        self, clause: Clause, group: VerbGroup, conj: str, comma: bool
    ) -> Phrase | None:
        """The bare phrase since the open clause's verb that this verb may take as its subject."""
        if group.start == 0 or clause.verb is None:
            return None
        for phrase in reversed(clause.args):
            if phrase.start < clause.verb.end or phrase.start < self.mark_at:
                break
            if phrase.prep:
                continue
            if self.reader.case and phrase.cases and not phrase.cases & NOMINATIVE:
                continue
            return phrase
        return None

    def _predicate(self, group: VerbGroup) -> bool:
        """Whether a bare participle only completes the verb right before it ("keep besieged")."""
        verb = self.current.verb
        if not group.participle or verb is None or not self.reader.case or self.comma or self.conj:
            return False
        return verb is not group and all(
            w.form.adverb for w in self.words[verb.end : group.start]
        )

    def _road_goes_on(self, i: int) -> bool:
        """ "the road A - B": read the other end as "to B"."""
        words, last = self.words, self.last
        if last is None or last.end != i or i + 1 >= len(words) or not words[i + 1].capital:
            return False
        road: Phrase | None = last
        while road is not None and (road.place is None or road.place.kind != "route"):
            road = road.head if road.head is not None and road.head.of is road else None
        if road is None:
            return False
        self.pending_prep = ("to",)
        self.road = road
        return True

    def _mark_between(self, start: int, end: int) -> bool:
        return any(w.text in ",،" for w in self.words[start:end])

    def _reduced(self, group: VerbGroup) -> bool:
        """Whether this is a participle that describes the phrase before it ("captured by ...")."""
        if (
            group.participle and self.conj and self.current.verb is not None
            and self.current.verb.passive
        ):  # fmt: skip
            return False
        if group.participle and self.last is None and clause_empty(self.current):
            return True  # an opening participle: "Supported by X, ..."
        if group.participle:
            return self.last is not None and self.last.end >= group.start - 1
        if group.form is None or group.form.voice or group.start != group.end - 1:
            return False
        tenses = group.form.tenses
        if self.last is None and clause_empty(self.current) and {"past", "part"} <= tenses:
            return True
        if not (tenses & {"part"} and tenses & {"past"}):
            return False
        if self.last is None or self.last.end < group.start - 1:
            return False
        words, k = self.words, group.end
        while k < len(words) and words[k].form.adverb:
            k += 1
        if k < len(words) and "by" in words[k].form.prep:
            return True
        if self.comma or group.is_a("speech"):
            return False
        clause = self.current
        if self.last.head is not None and self.last.head.apposition is self.last and not self.comma:
            return True
        waiting: Clause | None = clause
        while waiting is not None:
            if waiting.verb is None and waiting.subj is not None:
                return False
            waiting = waiting.parent
        return (
            clause.verb is not None
            and self.last in clause.args
            and bool(self.last.prep)
            and not (self.conj)
        )

    # -- phrases ----------------------------------------------------------------------------------

    def _phrase(self, i: int) -> Phrase | None:
        words = self.words
        phrase = self.reader.phrases.read(words, i)
        if phrase is None:
            return None
        while phrase.end < len(words) and words[phrase.end].kind == "poss":
            inner = self.reader.phrases.read(words, phrase.end + 1)
            if inner is None or inner.prep:
                phrase.end += 1
                break
            inner.possessor = phrase
            inner.prep, inner.start = phrase.prep, phrase.start
            self.found.append(phrase)
            phrase = inner
        self.found.append(phrase)
        if self.pending_prep and not phrase.prep:
            phrase.prep = self.pending_prep
        self.pending_prep = ()
        self._attach(phrase)
        return phrase

    def _attach(self, phrase: Phrase) -> None:
        clause = self.current
        if self.road is not None:
            phrase.joined_end = True
            self.road.post.append(phrase)
            self.road.end = phrase.end
            self.road, self.last = None, phrase
            return
        last = self.last
        contiguous = last is not None and last.end == phrase.start
        comma, conj = self.comma, self.conj
        self.comma, self.conj = False, ""
        genitive = "of" in phrase.prep or (
            self.reader.case and not phrase.prep and phrase.cases
            and phrase.cases & GENITIVE and not phrase.cases & (NOMINATIVE | ACCUSATIVE)
        )  # fmt: skip
        if genitive and contiguous and last is not None:
            last.of = phrase
            phrase.head = last
            self._advance(phrase, last)
            return
        if (conj in ("and", "or") or comma) and last is not None:
            joined = self._coordinates(phrase, last, conj, comma)
            if joined is not None:
                joined.conjuncts.append(phrase)
                self.mark_at = min(self.mark_at, joined.start - 1)
                phrase.leader = joined
                if not phrase.prep:
                    phrase.prep = joined.prep
                self.last = phrase
                return
            agreeing = self.reader.case and phrase.cases & last.cases
            if comma and not conj and not phrase.prep and (agreeing or not self.closed) and (
                not self.reader.case or self._mark_between(last.end, phrase.start)
            ) and self._apposes(phrase, last):
                target = self._described(phrase, last)
                target.apposition = phrase
                phrase.head = target
                self.last = phrase
                return
        self.after_comma = phrase if comma and not conj else self.after_comma
        if phrase.prep:
            if contiguous and last is not None:
                phrase.head = last
                holder: Phrase | None = last
                while holder is not None:  # a phrase behind "positions of X" says where both are
                    holder.post.append(phrase)
                    outer = holder.head
                    holder = outer if outer is not None and outer.of is holder else None
            (clause.args if clause.verb is not None else clause.before).append(phrase)
        elif clause.verb is None:
            if clause.subj is None:
                clause.subj = phrase
            elif self._better_subject(phrase, clause.subj):
                clause.before.append(clause.subj)
                clause.subj = phrase
            else:
                clause.before.append(phrase)
        else:
            self._climb(phrase, clause).args.append(phrase)
        if conj or comma:
            # remember the separation for _fresh_subject's caller
            self.conj, self.comma = conj, comma
        self.last = phrase

    def _climb(self, phrase: Phrase, clause: Clause) -> Clause:
        """The clause a nominative behind nested relatives belongs to: one that lacks a subject."""
        if not self.reader.case or not phrase.cases & NOMINATIVE or phrase.cases & ACCUSATIVE:
            return clause
        probe: Clause | None = clause
        while probe is not None and probe.kind == "rel" and probe.verb is not None:
            number = "" if probe.stand_in is None else probe.stand_in.number
            if number and probe.verb.number and number != probe.verb.number:
                return probe  # its antecedent is no subject
            probe = probe.parent
        return clause

    def _clitic(self, i: int) -> bool:
        """Read an article that stands as a weak pronoun: object before a verb, owner after a noun."""
        words = self.words
        form = words[i].form
        following = words[i + 1] if i + 1 < len(words) else None
        if following is not None and following.kind in ("word", "num"):
            after = following.form
            nominal = following.entity is not None or (
                self.reader.phrases.nominal(words, i + 1, False) and not after.verbs
            )
            if i and unicodedata.normalize("NFD", words[i - 1].text.split()[-1]).count("\u0301") > 1:
                nominal = False  # "ο εκπρόσωπός τους Χ": a second accent leans on a weak word
            if nominal or (after.quant and not after.det) or after.compass or after.attribute:
                return False
            if after.verbs and after.nouns and not self.reader.verb_group(words, i + 1, False):
                return False
            if after.adverb and i + 2 < len(words) and self.reader.phrases.nominal(
                words, i + 2, False
            ):
                return False
        if following is not None and self.reader.phrases.embedded(words, i + 1) > i + 1:
            return False
        verb_next = following is not None and (
            bool(following.form.verbs or following.form.aux) and following.entity is None
        )
        owner = form.det_cases & GENITIVE or form.fold in self.reader.owner_clitics
        if owner and verb_next and not form.det_cases & GENITIVE and self.last is not None:
            named = words[i - 1].entity is not None  # names have no owner: "η Άγκυρα τους στηρίζει"
            doubled = self.last.cases == ACCUSATIVE and self.last.start == 0
            if named or doubled or self.reader.accent_too_early(words[i - 1].text.split()[-1]):
                owner = 0
        if owner and self.last is not None and self.last.end == i and not self.last.pronoun:
            target: Phrase | None = self.last
            target.possessive = True
            while target is not None:
                target.end = i + 1
                target = target.head if target.head is not None and target.head.of is target else None
            return True
        if self.pending_prep and form.det_cases & GENITIVE:
            phrase = Phrase(i, i + 1, prep=self.pending_prep, pronoun="object")
            phrase.place = PlaceRef(words[i].text, anaphor=True, kind="pronoun")
            phrase.actor = ActorRef(words[i].text, anaphor="pronoun")
            self.pending_prep = ()
            self.found.append(phrase)
            self._attach(phrase)
            return True
        if not verb_next:
            return False
        phrase = Phrase(i, i + 1, pronoun="clitic", cases=ACCUSATIVE, number=form.det_number)
        phrase.place = PlaceRef(words[i].text, anaphor=True, kind="pronoun")
        phrase.actor = ActorRef(words[i].text, anaphor="pronoun")
        self.clitics.append(phrase)
        return True

    @staticmethod
    def _described(phrase: Phrase, last: Phrase) -> Phrase:
        """What ", X" names: the stronghold or kind noun further left, else the phrase before it."""
        if phrase.place is None or phrase.place.anaphor:
            return last
        probe = last.head
        while probe is not None:
            cue = probe.cue.rule if probe.cue is not None else None
            if cue is not None and cue.frame.head_state and probe.apposition is None:
                return probe
            probe = probe.head
        return last

    def _advance(self, phrase: Phrase, head: Phrase) -> None:
        """After a genitive, the phrase ends where its complement ends."""
        outer: Phrase | None = head
        while outer is not None:
            outer.end = phrase.end
            outer = outer.head if outer.head is not None and outer.head.of is outer else None
        self.last = phrase

    def _better_subject(self, phrase: Phrase, known: Phrase) -> bool:
        if self.reader.case and known.cases and phrase.cases:
            return bool(phrase.cases & NOMINATIVE) and not known.cases & NOMINATIVE
        return bool(known.time or known.ordinary and not known.typed)

    def _coordinates(self, phrase: Phrase, last: Phrase, conj: str, comma: bool) -> Phrase | None:
        """The leader of the list that `phrase` goes on with, or None."""
        verb = self.current.verb
        if self.reader.case and verb is not None and last.end <= verb.start < phrase.start:
            return None
        if self.reader.case and conj and last.prep and not phrase.prep and (
            self._mark_between(last.end, phrase.start)
        ):
            return None
        leader = last
        while leader.head is not None and leader.head.of is leader:
            leader = leader.head
        candidates = [last, leader]
        if last.prep and not phrase.prep and leader.head is not None and not leader.of:
            candidates.append(leader.head)  # "a post near X and two villages"
        candidates.sort(key=lambda c: _kind_of(c) != _kind_of(phrase))
        for candidate in candidates:
            first = candidate.leader or candidate
            same = (
                (first.place is not None and phrase.place is not None)
                or (_speaks(first) and _speaks(phrase))
                or (first.cue is not None and phrase.cue is not None)
            )
            if not same:
                continue
            if phrase.prep and first.prep and not set(phrase.prep) & set(first.prep):
                continue
            if phrase.prep and not first.prep:
                continue
            if (
                self.reader.case
                and not phrase.prep
                and first.cases
                and phrase.cases
                and not (first.cases & phrase.cases)
            ):
                continue
            if conj and self.current.verb is not None and first is not self.after_comma and (
                self._starts_clause(phrase)
            ):
                return None
            if comma and not conj:
                if not self._list_goes_on(phrase):
                    return None
                if _kind_of(first) != _kind_of(phrase):
                    return None
            return first
        return None

    def _starts_clause(self, phrase: Phrase) -> bool:
        """Whether a finite verb follows this phrase (over its complements), making it a subject."""
        k, words = phrase.end, self.words
        for _ in range(8):
            if k >= len(words):
                return False
            if words[k].kind != "word":
                following = (
                    self.reader.phrases.read(words, k + 1)
                    if words[k].text in ",،" and k + 1 < len(words) else None
                )  # fmt: skip
                if following is None or _kind_of(following) != "place" or following.prep:
                    return False
                k = following.end
                continue
            group = self.reader.verb_group(words, k, True)
            if group is not None:
                if not group.finite:
                    return False
                participle = (
                    group.form is not None
                    and not group.form.voice
                    and ({"past", "part"} <= group.form.tenses and group.end - group.start == 1)
                )
                if participle and group.end < len(words) and "by" in words[group.end].form.prep:
                    return False
                return True
            if words[k].form.adverb:
                k += 1
                continue
            if words[k].form.prep or (self.reader.case and words[k].form.det):
                following = self.reader.phrases.read(words, k)
                if following is None:
                    return False
                k = following.end
                continue
            if words[k].form.conj == "and":
                following = self.reader.phrases.read(words, k + 1) if k + 1 < len(words) else None
                if following is None or not following.typed:
                    return False
                k = following.end
                continue
            return False
        return False

    def _list_goes_on(self, phrase: Phrase) -> bool:
        """After "A, B": whether ", C" or "and C" of the same kind follows."""
        k, words = phrase.end, self.words
        while k < len(words) and words[k].kind != "word" and words[k].text not in ",،":
            if words[k].text not in '«»"“”':
                return False
            k += 1
        if k >= len(words):
            return False
        if words[k].form.conj in ("and", "or"):
            return True
        if words[k].text in ",،":
            following = self.reader.phrases.read(words, k + 1) if k + 1 < len(words) else None
            return (
                following is not None
                and _kind_of(following) == _kind_of(phrase)
                and bool(following.typed)
                and self._list_goes_on(following)
            )
        return False

    def _apposes(self, phrase: Phrase, last: Phrase) -> bool:
        """Whether ", a town near ..." or ", spokesman of ..." describes the phrase before it."""
        if (self.current.verb is not None or self.current.subj is None) and self._starts_clause(phrase):
            return False
        if phrase.time or phrase.pronoun or last.time:
            return False
        if self.reader.case and phrase.cases and last.cases and not phrase.cases & last.cases:
            return False
        if self.reader.case and last.prep and phrase.cases == NOMINATIVE:
            return False
        return True


def _speaks(phrase: Phrase) -> bool:
    return phrase.actor is not None or phrase.official


def clause_empty(clause: Clause) -> bool:
    """Whether nothing has been read into a clause yet."""
    return clause.verb is None and clause.subj is None and not clause.before


def _kind_of(phrase: Phrase) -> str:
    if phrase.cue is not None:
        return "cue"
    if phrase.official:
        return "official"
    if phrase.place is not None and (phrase.place.ids or phrase.place.unknown):
        return "place"
    if phrase.actor is not None:
        return "actor"
    return "place-kind" if phrase.place is not None else ""


def _copy(phrase: Phrase, prep: tuple[str, ...]) -> Phrase:
    return replace(phrase, prep=prep, cases=0)


def _remove(clause: Clause, phrase: Phrase) -> None:
    if phrase in clause.args:
        clause.args.remove(phrase)
