"""Where noun phrases begin and end: runs of words between function words.

Complements ("of", genitive) and possessors are attached later; here one run is read.
"""

from __future__ import annotations

from collections.abc import Callable

from contested.claim.agreement import Agreement, participle_before_noun
from contested.claim.case_role import CaseRoles
from contested.claim.determiner import determine, read_pronoun
from contested.claim.embedded_state import embedded_state
from contested.claim.lexicon import Lexicon
from contested.claim.name_base import stated_cases
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE
from contested.claim.phrase import Phrase
from contested.claim.phrase_end import PhraseEnd
from contested.claim.reference import interpret
from contested.claim.text import fold
from contested.claim.verb_or_noun import takes_object
from contested.claim.weak_pronoun import weak_here
from contested.claim.words import Word


def _participial(voice: str) -> frozenset[str]:
    """Tenses that may stand before a noun; where voice is marked, a past tense is finite."""
    return frozenset({"part"} if voice else {"past", "part", "ger"})


class PhraseReader:
    """Reads noun phrases of one language out of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.verb_here: Callable[[list[Word], int], bool] = lambda words, i: False
        self.clitics = bool(lexicon.settings.get("clitics", False))
        self.seats = frozenset(lexicon.settings.get("seats", ()))
        self.approximate = frozenset(fold(w) for w in lexicon.settings.get("approximate", ()))
        self.ends = PhraseEnd(lexicon, self.nominal)
        self.agreement = Agreement(lexicon, self.nominal) if lexicon.agreement else None
        self.roles = CaseRoles(lexicon.settings)

    def nominal(self, words: list[Word], i: int, inside: bool) -> bool:
        """Whether word `i` can belong to a noun phrase (`inside`: one has begun)."""
        word = words[i]
        if word.kind == "num":
            return True
        if word.kind != "word":
            return False
        form = word.form
        if word.entity is not None:
            return True
        if word.verb is not None:
            return False
        if form.compass and form.aux and inside and words[i - 1].form.nouns:
            return all(s.number == "pl" for s in words[i - 1].form.nouns)  # no verb agrees
        if form.modal and form.time is not None and word.capital and i:
            return True
        if form.function or form.pron:
            return False
        if (
            self.lexicon.head_last and form.nouns and i and words[i - 1].form.prep
            and any("ger" in v.tenses for v in form.verbs)
            and takes_object(words[i + 1] if i + 1 < len(words) else None)
        ):  # fmt: skip
            return False  # "succeeded in retaking the town"
        if (
            form.nouns
            or form.role_adj
            or form.compass
            or form.time
            or form.attribute
            or form.channel
        ):
            return True
        if form.compound and word.joined:
            return True
        if form.adjective:
            return True
        if form.verbs and not (not form.known and word.capital and i):
            return False
        if form.adverb:
            return False
        return not form.known or word.capital or form.last or form.number > 0

    def read(self, words: list[Word], i: int) -> Phrase | None:
        """The noun phrase that starts at word `i`, with its preposition, or None."""
        start = i
        count = len(words)
        if i >= count:
            return None
        phrase = Phrase(start, start)
        form = words[i].form
        following = words[i + 1] if i + 1 < count else None
        roughly = following is not None and (  # "about 80%", "around 700 soldiers"
            (form.adverb and "since" not in form.prep
             and (following.kind == "num" or bool(following.form.quant or following.form.number)))
            or (form.fold in self.approximate and (following.kind == "num" or following.form.quant))
        )  # fmt: skip
        if form.prep and words[i].entity is None and not roughly:
            phrase.prep = form.prep
            inside = i > 0 and words[i - 1].kind != "punct"
            if inside and "according" in form.prep and len(form.prep) > 1:  # "a blow for the army"
                phrase.prep = tuple(role for role in form.prep if role != "according")
            if form.det:
                determine(phrase, words[i])
            i += 1
            while i < count and words[i].form.adverb and not words[i].form.nouns:
                if words[i].form.adverb in ("possible",):
                    break
                i += 1
            if (
                i < count
                and words[i].form.prep
                and not words[i].form.det
                and (words[i].entity is None and not words[i].form.compass)
            ):
                phrase.prep = (*words[i].form.prep, *phrase.prep)
                if words[i].form.det:
                    determine(phrase, words[i])
                i += 1
            if i < count and i - start > 1 and not phrase.det and self._dated(words, i):
                phrase.end, phrase.time = i, "day"
                return phrase  # "has held since yesterday | the town"
        body = i = i + bool(roughly and not form.adverb)
        while i < count:
            word = words[i]
            form = word.form
            if word.kind == "num" and self._share(words, i):
                phrase.extent, i = phrase.extent or "part", i + 2  # "14 of the 17 towns"
                continue
            if word.kind != "word" or word.entity is not None:
                break
            if form.quant:
                phrase.extent = phrase.extent or form.quant
            elif form.det and form.compass and phrase.det:
                break  # "el este de X": the second word says which part
            elif form.article and i > body and words[i - 1].form.number:
                break  # "στα δύο τον δρόμο"
            elif form.det and not (i > body and form.prep):
                if form.pron and i == body and not self._owns(words, i):
                    break  # "took it from the rebels", where "it" and "its" are one word
                determine(phrase, word)
            elif (
                phrase.det and i > body and "near" in form.prep and not form.det
                and i + 1 < count and words[i + 1].capital and self.ends.noun_capitals
            ):  # fmt: skip
                pass  # "das nahe X": an adjective
            elif form.adverb in ("plain", "most", "part", "whole") and self._np_follows(
                words, i, bool(phrase.det or i > body or (i and words[i - 1].kind == "poss"))
            ):
                pass
            elif (
                form.verbs and not form.nouns and i + 1 < count and not form.attribute
                and (phrase.det or i > body or (i and words[i - 1].kind == "poss"))
                and all(v.tenses <= _participial(v.voice) for v in form.verbs)
                and (self.nominal(words, i + 1, False) or words[i + 1].form.quant)
            ):  # fmt: skip
                pass  # a participle used as an adjective: "the recognised government"
            elif (
                form.adjective and not form.prep and i + 2 < count
                and words[i + 1].form.det == "possessive" and self.nominal(words, i + 2, True)
            ):  # fmt: skip
                pass  # "ultima sua roccaforte"
            else:
                break
            i += 1
        if self.agreement is not None:
            i = self._held_before(words, i, phrase)
        elif phrase.det and i < count:
            i = self._embedded_agent(words, i, phrase) or (
                embedded_state(self.lexicon, self.nominal, words, i, phrase)
                or self.embedded(words, i)
            )
        if (
            i + 1 < count and i == body and words[i].form.pron
            and {"former", "latter"} & set(words[i].form.pron)
            and words[i + 1].kind == "word" and self.nominal(words, i + 1, True)
            and not words[i + 1].form.verbs
        ):  # fmt: skip
            phrase.det, i = "definite", i + 1  # "the former stronghold", "the first town"
        first = i
        if (
            i < count
            and words[i].form.pron
            and words[i].entity is None
            and not (words[i].form.nouns and i > body)
        ):
            phrase.pronoun = " ".join(words[i].form.pron)
            phrase.end = i + 1
            phrase.start = start
            read_pronoun(phrase, words[i])
            return phrase
        if self.agreement is not None:
            return self._agreeing(self.agreement, words, first, phrase)
        while i < count:
            before = words[i - 1] if i > first else None
            if (
                before is not None and before.joined and before.form.compound
                and words[i].form.quant and words[i].entity is None
            ):  # fmt: skip
                phrase.extent = words[i].form.quant  # "rebel-held parts of X"
                i += 1
                continue
            if i > first and self.describes(words, i):
                phrase.attribute = phrase.attribute or words[i].form.attribute
                i += 1
                continue
            if not self.nominal(words, i, i > first) and not self._gerund_describes(
                words, i, first
            ):
                break
            if (
                i > first
                and words[i].form.verbs
                and words[i].entity is None
                and (self.verb_here(words, i))
            ):
                break
            word = words[i]
            if i > first and self.ends.closes(words, i, phrase):
                break
            i += 1
        if (
            self.lexicon.case and i > first and i < count and phrase.det and words[i].entity is None
            and words[i].form.det == "definite" and not words[i].form.article
            and not (i + 1 < count and self.nominal(words, i + 1, True))
        ):  # fmt: skip
            i += 1  # "στην επιχείρηση αυτή"
        if i == first and not (phrase.det or phrase.extent):
            return None
        phrase.end = i
        if phrase.det == "negative":
            phrase.negative = True
        interpret(self.lexicon, phrase, words, first, i)
        if (
            self.lexicon.case and phrase.extent and phrase.det and phrase.cases == GENITIVE
            and not phrase.prep
        ):  # fmt: skip
            phrase.cases = 0  # "a part of the district": the genitive is the part's complement
        return phrase

    def _leans_on_verb(self, words: list[Word], i: int) -> bool:
        """Whether word `i`, by its form an article, is the object of the verb behind it."""
        if not self.clitics or not words[i].form.article or i + 1 >= len(words):
            return False
        verb = words[i + 1]
        if verb.entity is not None or verb.form.nouns or verb.form.adjective:
            return False
        return bool(verb.form.aux) or any(not v.tenses <= {"part"} for v in verb.form.verbs)

    def _dated(self, words: list[Word], i: int) -> bool:
        """Whether a preposition has all it needs in the adverb before word `i`, an article: its
        day, or what precedes a subject."""
        form, before = words[i].form, words[i - 1].form
        if not self.lexicon.case or not form.article or not before.adverb or before.prep:
            return False
        return before.time is not None or (
            bool(form.det_cases) and not form.det_cases & ~NOMINATIVE
        )

    def _share(self, words: list[Word], i: int) -> bool:
        """Whether a number counts some of what follows: "14 of the 17 towns", no day of a month."""
        if not self.lexicon.head_last or i + 2 >= len(words) or "of" not in words[i + 1].form.prep:
            return False
        word = words[i + 2]
        if word.form.time is not None or word.kind != "word" or words[i + 1].entity is not None:
            return False
        return bool(word.form.det) or word.entity is not None or word.capital

    def _agreeing(
        self, agreement: Agreement, words: list[Word], first: int, phrase: Phrase
    ) -> Phrase | None:
        """The rest of a phrase whose end and case are told by agreement."""
        run = agreement.run(words, first, self.verb_here)
        if run.end == first and not (phrase.det or phrase.extent or first > phrase.start + 1):
            return None
        if run.end == first and phrase.prep and not (phrase.det or phrase.extent):
            return None
        phrase.end, phrase.cases, phrase.number = run.end, run.cases, run.number
        self.roles.narrow(phrase, words[phrase.start].form.fold if phrase.prep else "")
        run.narrow(phrase.cases)
        phrase.number = run.number
        interpret(self.lexicon, phrase, words, first, run.end)
        if phrase.place is not None:
            agreement.named_after(words, run, phrase)
            if phrase.place.anaphor and any(w.form.number > 1 for w in words[first : run.end]):
                phrase.place.plural = True  # "three towns", in the genitive singular
            phrase.place.cases = stated_cases(phrase)
        if phrase.det == "negative":
            phrase.negative = True
        self.roles.cite(phrase, words)
        if not phrase.prep:
            counted = phrase.extent or phrase.number_value
            if counted and phrase.cases & GENITIVE and not phrase.cases & NOMINATIVE:
                phrase.cases, phrase.number = NOMINATIVE | ACCUSATIVE, ""  # "five towns"
            phrase.prep = self.roles.bare(phrase.cases)
            place = phrase.place
            if place is not None and place.kind == "compass" and place.beside:
                phrase.prep = ("in",)
        return phrase

    def _owns(self, words: list[Word], i: int) -> bool:
        """Whether a word that is a possessive or a pronoun has what it owns behind it."""
        if self.agreement is None or words[i].form.det != "possessive" or i + 1 >= len(words):
            return self.agreement is None or words[i].form.det != "possessive"
        following = words[i + 1]
        return following.kind == "word" and (
            bool(following.form.quant or following.form.det) or self.nominal(words, i + 1, True)
        )

    def noun_behind(self, words: list[Word], i: int) -> bool:
        """Whether a participle has its noun behind it, past agents, adverbs and other phrases."""
        assert self.agreement is not None
        k = i + 1
        while k < len(words):
            form = words[k].form
            if words[k].kind not in ("word", "num"):
                return False
            if form.adverb and not form.nouns:
                k += 1
                continue
            inner = self.read(words, k)
            if inner is None or inner.end == k:
                return False
            if inner.prep or inner.time:
                k = inner.end
                continue
            return True
        return False

    def _held_before(self, words: list[Word], i: int, phrase: Phrase) -> int:
        """Past participles before a noun, with their agents: "the by-rebels-held town"."""
        while (
            i + 1 < len(words) and participle_before_noun(words, i) and self.noun_behind(words, i)
        ):
            verbs = words[i].form.verbs
            k = i + 1
            while k < len(words) and words[k].form.adverb and not words[k].form.nouns:
                k += 1
            inner = self.read(words, k)
            if inner is None:
                phrase.attribute = phrase.attribute or words[i].form.attribute
                return k
            behind = inner.end < len(words) and (
                self.nominal(words, inner.end, False) or participle_before_noun(words, inner.end)
            )
            agent = inner.actor is not None and (
                "by" in inner.prep or "to" in inner.prep or not (inner.cases or inner.prep)
            )
            if not behind or not (agent or inner.prep):
                phrase.attribute = phrase.attribute or words[i].form.attribute
                return k
            predicates = [
                s.rule.frame.predicate for v in verbs for s in v.senses if s.rule is not None
            ]
            for predicate in ("controls", "supports", "besieges", "captures"):
                if agent and predicate in predicates and inner.actor is not None:
                    held = "controls" if predicate == "captures" else predicate
                    phrase.held.append((held, inner.actor))  # "the by-rebels-seized town"
                    break
            i = inner.end
        return i

    def describes(self, words: list[Word], i: int) -> bool:
        """Whether a participle only describes the noun before it: "la ville assiégée de X"."""
        form, before = words[i].form, words[i - 1]
        if (
            self.lexicon.case or self.lexicon.head_last or not form.verbs or i + 1 >= len(words)
            or words[i].entity is not None or before.entity is not None
            or not any(s.kind == "place" for s in before.form.nouns)
            or not all(not v.voice and v.tenses <= {"part"} for v in form.verbs)
        ):  # fmt: skip
            return False
        following = words[i + 1].form.prep
        return "of" in following and "by" not in following

    def _gerund_describes(self, words: list[Word], i: int, first: int) -> bool:
        """Whether a gerund stands before a noun as an adjective: "a Ukrainian mapping project"."""
        if i <= first or not self.lexicon.head_last or i + 1 >= len(words):
            return False
        before, word, following = words[i - 1], words[i], words[i + 1]
        adjective = before.entity.gentilic if before.entity is not None else (
            before.form.adjective or bool(before.form.compass)
            or (not before.form.known and bool(words[first - 1].form.det)
                and any(s.kind == "place" for s in following.form.nouns))
        )  # fmt: skip
        return (
            adjective and word.kind == "word" and word.entity is None and not word.form.function
            and bool(word.form.verbs) and all(v.tenses <= {"ger"} for v in word.form.verbs)
            and following.kind == "word" and not following.capital and following.entity is None
            and self.nominal(words, i + 1, True)
        )  # fmt: skip

    def _embedded_agent(self, words: list[Word], i: int, phrase: Phrase) -> int:
        """Past "controlled by X" between article and noun, kept as `held`; 0 if there is none."""
        form = words[i].form
        if (
            not self.lexicon.case or not form.verbs or i + 2 >= len(words)
            or "by" not in words[i + 1].form.prep
            or not all(v.voice and v.tenses <= {"part"} for v in form.verbs)
        ):  # fmt: skip
            return 0
        k = i + 2
        while k < len(words) and words[k].form.det and words[k].entity is None:
            k += 1
        first = k
        while k < len(words) and self.nominal(words, k, k > first):
            entity, noun = words[k].entity, words[k].form.nouns
            k += 1
            if noun or (entity is not None and not entity.gentilic):
                break
        if k == first or k >= len(words) or not self.nominal(words, k, True):
            return 0
        inner = Phrase(first, k)
        interpret(self.lexicon, inner, words, first, k)
        predicates = [
            s.rule.frame.predicate for v in form.verbs for s in v.senses if s.rule is not None
        ]
        for predicate in ("controls", "supports", "besieges"):
            if predicate in predicates and inner.actor is not None:
                phrase.held.append((predicate, inner.actor))
                break
        return k

    def embedded(self, words: list[Word], i: int) -> int:
        """Past a phrase between article and noun ("the under-the-US coalition"); else `i`."""
        if not self.lexicon.case or i >= len(words):
            return i
        form = words[i].form
        if not form.prep or words[i].entity is not None:
            return i
        k = i + 1
        if not form.det and k < len(words) and words[k].form.article:
            k += 1
        if (
            k + 1 < len(words)
            and words[k].entity is not None
            and words[k + 1].entity is None
            and (self.nominal(words, k + 1, False) and not words[k + 1].capital)
        ):
            return k + 1
        return i

    def _np_follows(self, words: list[Word], i: int, inside: bool) -> bool:
        if i + 1 >= len(words):
            return False
        form = words[i + 1].form
        if form.verbs and form.nouns and not inside:
            return False
        if weak_here(words, i + 1) or self._leans_on_verb(words, i + 1):
            return False  # "así lo dijo"
        if (
            form.verbs
            and not form.nouns
            and all(v.tenses <= _participial(v.voice) for v in form.verbs)
        ):
            return inside and i + 2 < len(words) and self.nominal(words, i + 2, False)
        return self.nominal(words, i + 1, False) or bool(
            words[i + 1].form.det or words[i + 1].form.quant
        )
