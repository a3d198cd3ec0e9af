"""Verb groups: which words are verbs here, with their auxiliaries, negation and voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from contested.claim.agreement import participle_before_noun
from contested.claim.clause import VerbGroup
from contested.claim.form import VerbForm
from contested.claim.lexicon import Lexicon
from contested.claim.verb_or_noun import VerbOrNoun, is_passed_over, takes_object
from contested.claim.weak_pronoun import weak_here
from contested.claim.words import Word

_PARTED = 6  # how many words may stand between a verb and its fixed words


def _is_cue(verb: VerbForm) -> bool:
    """Whether a reading of a word tells of taking or holding: "be deployed", not "deploy"."""
    return any(s.kind == "rule" for s in verb.senses)


class VerbReader:
    """Reads verb groups; `nominal` says whether the word at an index can be in a noun phrase."""

    def __init__(self, lexicon: Lexicon, nominal: Callable[[list[Word], int, bool], bool]) -> None:
        self.nominal = nominal
        settings = lexicon.settings
        self.case = lexicon.case
        self.clitics = bool(settings.get("clitics", False))
        self.capitals = bool(settings.get("capitals_mark_names", True))
        self.infinitive_finite = bool(settings.get("subjunctive", False))
        self.agreement = lexicon.agreement
        self.head_last = lexicon.head_last
        self.verb_like = VerbOrNoun(lexicon.case, lexicon.head_last)
        self.bare_infinitive = bool(settings.get("bare_infinitive", False))
        self.be_perfect = frozenset(settings.get("be_perfect", ()))
        self.noun_behind: Callable[[list[Word], int], bool] = lambda words, i: False

    def read(self, words: list[Word], i: int, in_phrase: bool) -> VerbGroup | None:
        """The verb group that starts at word `i`, or None. `in_phrase`: right after a phrase."""
        if i >= len(words):
            return None
        opening = words[i].form
        if not (
            opening.verbs or opening.aux or opening.modal or opening.neg or opening.inf
            or (opening.weak and weak_here(words, i))
        ) or "including" in opening.prep:  # fmt: skip
            return None
        if self.agreement and participle_before_noun(words, i) and self.noun_behind(words, i):
            return None
        if opening.modal and opening.time is not None and i and words[i].capital:
            return None  # "in May"
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
            if form.weak and weak_here(words, k):
                if "reflexive" in form.weak:
                    group.reflexive = True
                else:
                    group.weak.append((k, form.weak[0]))
            elif seen and (word.joined and "subject" in form.pron):
                pass  # "has he said"
            elif seen and form.after_verb and not form.aux:
                self._negate_after(group, form.after_verb)
                if form.after_verb == "only_after":
                    break
            elif form.neg and (seen or k == i or group.infinitive or group.reflexive):
                group.negative = True
                group.no_longer = group.no_longer or form.neg == "no_longer"
                if form.aux:
                    seen.append(form.aux)
                if form.modal:
                    group.modal = form.modal
                seen.append("neg")
            elif form.modal and not (form.predicative and "be" in seen):  # "been able"
                group.modal = form.modal
                seen.append("modal")
            elif form.aux:
                if not seen and form.verbs and all(v.tenses <= {"ger"} for v in form.verbs):
                    finite, group.gerund = False, True  # "having lost X"
                if self.bare_infinitive and not seen and form.verbs and (
                    all(v.tenses <= {"base"} for v in form.verbs)
                ):  # fmt: skip
                    finite, group.infinitive = False, True  # "avoir perdu X"
                if form.verbs and form.verbs[0].number and not group.number:
                    group.number = form.verbs[0].number
                if (
                    form.aux == "do"
                    and not seen
                    and k + 1 < count
                    and not self._verb_ahead(words, k + 1)
                ):
                    break
                group.reflexive |= any(v.enclitic == "reflexive" for v in form.verbs)
                group.weak += [(k, "object") for v in form.verbs[:1] if v.enclitic == "object"]
                if form.aux == "have" and form.verbs and not seen:
                    group.pluperfect = all(v.tenses <= {"past", "part"} for v in form.verbs)
                seen.append(form.aux)
                _set_mood(group, form.verbs)
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
                and self.clitics
            ):  # fmt: skip
                pass
            elif (
                self.clitics
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
            and not _is_name(words, k)
        ):
            chosen = self.choose(words, k, seen, in_phrase)
            if chosen is not None:
                group.head, group.end = words[k], k + 1
                group.form = self._with_particles(chosen, group, words)
                gerund = group.gerund
                if "be" in seen and words[k].form.predicative:
                    group.predicative = words[k].form.predicative  # "is believed to hold X"
                self._finish(group, chosen, seen, finite)
                group.gerund = group.gerund or gerund
                self._read_behind(group, words)
                return group
        if "be" in seen or ("have" in seen and seen[-1] == "have"):
            last = max(j for j in range(i, k) if words[j].form.aux or words[j].form.neg)
            group.end = last + 1
            group.copula = "be" in seen
            group.have = not group.copula
            group.finite = finite
            group.head = words[last]
            heads = words[last].form.verbs
            group.form = self._with_particles(heads[0], group, words) if heads else None
            own = [v for v in heads if any(s.reflexive for s in v.senses)]
            if group.reflexive and own and seen == ["be"]:  # "se fue": left, where "fue" is "was"
                kept = tuple(s for s in own[0].senses if s.reflexive)
                group.form, group.copula, group.perfect = replace(own[0], senses=kept), False, True
                return group
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
    def _negate_after(group: VerbGroup, kind: str) -> None:
        """What a word behind a negated verb makes of the negation: "no longer", "only"."""
        if kind == "no_longer_after" and group.negative:
            group.no_longer = True
        elif kind == "only_after":  # "holds no more than X" holds X
            group.negative = group.no_longer = False

    def _read_behind(self, group: VerbGroup, words: list[Word]) -> None:
        """Take in what leans on a verb from behind: its subject pronoun, half of a negation."""
        while group.end < len(words):
            word = words[group.end]
            if word.joined and "subject" in word.form.pron:
                group.end += 1
            elif group.negative and word.form.after_verb:
                self._negate_after(group, word.form.after_verb)
                group.end += 1
            else:
                return

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
        clitics = self.clitics
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

    def choose(
        self, words: list[Word], k: int, seen: list[str], in_phrase: bool
    ) -> VerbForm | None:
        """The verb reading of word `k`, or None where it is a noun or an adjective here."""
        word = words[k]
        form = word.form
        verbs = form.verbs
        if word.joined and form.nouns and not self.head_last:
            return None  # "l'ex-président"
        if form.compound and word.joined:
            return None  # "rebel-held"
        ahead = words[k + 1] if k + 1 < len(words) else None
        if self.head_last and not seen and ahead is not None and ahead.joined and ahead.form.adverb:
            return None  # "burnt-out cars"
        if seen:
            if (
                "be" in seen[-2:]
                and form.nouns
                and not any(v.tenses & {"part", "ger"} for v in verbs)
            ):
                return None
            wanted = self._wanted(seen)
            if (
                {"be", "get"} & set(seen[-2:])
                and not self.case
                and not any(v.tenses & wanted for v in verbs)
            ):
                return None
            best = max(verbs, key=lambda v: (len(v.tenses & wanted), len(v.senses), _is_cue(v)))
            if "inf" in seen or "modal" in seen or "do" in seen or best.tenses & wanted:
                return best
            return best if not form.nouns else None
        previous = words[k - 1] if k else None
        following = words[k + 1] if k + 1 < len(words) else None
        if (
            (form.prep or form.det)
            and not any(v.tenses & {"base", "ger", "part"} for v in verbs)
            and not (previous is not None and (previous.form.rel or previous.form.pron))
        ):  # fmt: skip
            return None  # "entre", "una": a verb only behind a pronoun
        weak = previous is not None and k > 0 and bool(previous.form.weak)
        if weak and not seen and weak_here(words, k - 1):
            return max(verbs, key=lambda v: (bool(v.tenses & {"past", "pres"}), len(v.senses)))
        if form.nouns or form.attribute or form.compound:
            if previous is not None and previous.kind == "word":
                before = previous.form
                told = not form.nouns and following is not None and "by" in following.form.prep
                if (before.det and not before.pron and not told) or (
                    before.role_adj and not before.nouns
                ):  # "a besieged town", but "both held by X"
                    return None
                joins = before.comp or before.conj or before.sub
                gerund = any("ger" in v.tenses for v in verbs) and (
                    not form.nouns or (self.head_last and takes_object(following))
                )
                if before.prep and not joins and not gerund:
                    return None
            if form.nouns and not self.verb_like(words, k, in_phrase):
                return None
        if (
            form.adjective and following is not None and self.nominal(words, k + 1, False)
            and (previous is None or previous.kind != "word" or previous.form.conj
                 or previous.form.prep or previous.form.det)
        ):  # fmt: skip
            return None  # "soldiers and allied fighters"
        if (
            all(v.tenses <= {"base"} for v in verbs)
            and previous is not None
            and (previous.kind == "word" and previous.form.det and not previous.form.pron)
        ):
            return None
        participial = all(v.tenses & {"part", "ger"} for v in verbs)
        back = k - 1
        while back > max(0, k - 3) and is_passed_over(words[back]):
            back -= 1  # over unlisted adjectives: "the last paved road"
        if back >= 0 and back != k - 1 and (words[back].form.det or words[back].form.quant):
            previous = words[back]
        if (
            participial and previous is not None and previous.kind == "word"
            and (
                previous.form.det or previous.form.quant
                or previous.form.prep or previous.form.compass
            )
            and not previous.form.pron and following is not None and following.kind == "word"
            and self.nominal(words, k + 1, False)
            and not (previous.form.prep and any("ger" in v.tenses for v in verbs))
            and not previous.form.comp and previous.form.rel == ""
        ):  # fmt: skip
            return None
        return max(verbs, key=lambda v: (bool(v.tenses & {"past", "pres"}), len(v.senses)))

    @staticmethod
    def _with_particles(chosen: VerbForm, group: VerbGroup, words: list[Word]) -> VerbForm:
        """The verb without the phrasal readings whose particle does not follow at once."""
        if not any(sense.particles for sense in chosen.senses):
            return chosen
        kept, phrasal, end = [], [], group.end
        for sense in chosen.senses:
            if sense.particles and sense.kind in ("speech", "control", "plain"):
                stop = group.end + len(sense.particles)
                behind = words[group.end : stop]
                if sense.arg in ("deny", "echo") and _parted(words, group.end, sense.particles):
                    kept.append(sense)
                    continue
                if len(behind) < len(sense.particles) or not all(
                    w.form.fold == p or p in w.form.unfused.split()
                    for w, p in zip(behind, sense.particles, strict=True)
                ):
                    continue
                end = max(end, stop)
                phrasal += [sense] if sense.kind == "speech" else []
            kept.append(sense)
        if phrasal:  # what "call on" says and what it makes of the infinitive behind it
            told = {sense.particles for sense in phrasal}
            kept = [sense for sense in kept if sense.particles in told]
        group.end = end
        if len(kept) == len(chosen.senses):
            return chosen
        return replace(chosen, senses=tuple(kept))

    @staticmethod
    def _wanted(seen: list[str]) -> frozenset[str]:
        last = next((s for s in reversed(seen) if s != "neg"), "")
        if last == "be" or last == "get":
            return frozenset({"part", "ger"})
        if last == "have":
            return frozenset({"part", "subj"})
        return frozenset({"base", "subj", "pres"})

    def _finish(self, group: VerbGroup, chosen: VerbForm, seen: list[str], finite: bool) -> None:
        tenses = chosen.tenses
        group.number = group.number or chosen.number
        group.having = "have" in seen
        last = next((s for s in reversed(seen) if s != "neg"), "")
        _set_mood(group, [chosen])
        if chosen.voice and tenses <= {"base"} and not group.modal and "be" not in seen:
            group.infinitive = True
        if chosen.voice:
            group.passive = chosen.voice == "p"
            group.participle = tenses <= {"part"}
            if group.participle and last in ("be", "have"):
                group.passive = True
                group.participle = False
            group.gerund = tenses <= {"ger"}
        else:
            group.perfect = chosen.lemma in self.be_perfect or group.reflexive
            if last in ("be", "get"):
                group.passive = bool(tenses & {"part"}) and "ger" not in tenses
                if group.perfect and seen.count("be") == 1:
                    group.passive = False
            elif not seen or seen == ["neg"]:
                group.gerund = tenses <= {"ger"}
                group.participle = tenses <= {"part"}
            if self.bare_infinitive and tenses <= {"base"} and not {"modal", "do"} & set(seen):
                group.infinitive = True
            self._reflect(group, chosen)
        if group.infinitive:
            group.finite = False
        else:
            group.finite = finite and not (group.gerund or group.participle)

    @staticmethod
    def _reflect(group: VerbGroup, chosen: VerbForm) -> None:
        """Keep the readings that go with a reflexive pronoun, or with none.

        A verb that has none of its own with the pronoun is passive with it.
        """
        group.reflexive = group.reflexive or chosen.enclitic == "reflexive"
        if chosen.enclitic and not group.reflexive:
            group.weak.append((group.end - 1, chosen.enclitic))
        marked = [s for s in chosen.senses if s.reflexive]
        if not group.reflexive:
            if marked and not group.participle and group.form is not None:
                plain = tuple(s for s in group.form.senses if not s.reflexive)
                group.form = replace(group.form, senses=plain)
            elif marked:
                group.perfect = group.perfect or all(
                    s.reflexive for s in chosen.senses if s.kind == "rule"
                )
            return
        if marked and group.form is not None:
            kept = tuple(s for s in group.form.senses if s.reflexive)
            group.form = replace(group.form, senses=kept)
        elif any(s.kind in ("rule", "light") for s in chosen.senses):
            group.passive = True

    def chooses(self, words: list[Word], i: int) -> bool:
        """Whether a word inside a phrase is a verb here."""
        return self.choose(words, i, [], True) is not None


def _is_name(words: list[Word], k: int) -> bool:
    """Whether a capital inside a sentence makes a name of a word that only ends like a verb."""
    word = words[k]
    if not word.capital or not k:
        return False
    if word.form.known:  # "Photo: Rodi Said", where "said" is a verb
        first = words[k - 1]
        strange = first.kind == "word" and first.capital and not first.form.known
        return strange and first.entity is None and k > 1 and words[k - 2].text.isupper()
    return words[k - 1].kind == "word" or words[k - 1].text in ",،"


def _parted(words: list[Word], i: int, particles: tuple[str, ...]) -> bool:
    """Whether fixed words follow behind what a verb is said of: "called the report false"."""
    for k in range(i + 1, min(i + _PARTED, len(words) - len(particles) + 1)):
        if words[k - 1].kind != "word" or (words[k - 1].form.verbs and not words[k - 1].form.nouns):
            return False
        if all(w.form.fold == p for w, p in zip(words[k:], particles, strict=False)):
            return True
    return False


def _set_mood(group: VerbGroup, verbs: Sequence[VerbForm]) -> None:
    """A form that is future or conditional only says so where other languages have a modal."""
    if verbs and all(v.tenses <= {"fut"} for v in verbs):
        group.modal = group.modal or "will"
    elif verbs and all(v.tenses <= {"cond"} for v in verbs):
        group.modal = group.modal or "may"
