"""Noun phrases and verbs of languages where nouns stand before what owns and describes them.

A run ends where agreement in definiteness ends: an adjective has the article if its noun has, and a
noun without one that another noun follows is owned by it.
"""

from __future__ import annotations

from contested.claim.affix import BEHIND, DEFINITE
from contested.claim.clause import VerbGroup
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.reference import interpret
from contested.claim.text import fold
from contested.claim.word_reference import is_gentilic
from contested.claim.words import Word

_NAMING = frozenset({"place", "force", "official", "role"})


def kinds_of(word: Word) -> set[str]:
    """The kinds of noun that a word can be."""
    return {s.kind for s in word.form.nouns}


class OwnedPhraseReader:
    """Reads phrases and verbs of one language out of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.passive_mark: str = lexicon.settings.get("passive_mark", "")
        self.many = tuple(map(fold, lexicon.settings.get("people_endings", ())))
        self.partitive = frozenset(map(lexicon.key, lexicon.settings.get("partitive", ())))

    # -- verbs --------------------------------------------------------------------------------

    def verb(self, words: list[Word], i: int, wanted: bool, after_prep: bool) -> VerbGroup | None:
        """The verb with its particles that begins at word `i`, or None.

        `wanted`: a clause waits for its verb; `after_prep`: a preposition stands before.
        """
        group = VerbGroup(i, i, None, None)
        k, marked = i, False
        while k < len(words) and words[k].kind == "word" and words[k].entity is None:
            form = words[k].form
            if form.neg:
                group.negative = True
                group.no_longer = group.no_longer or form.neg == "no_longer"
            elif form.modal:
                group.modal = form.modal
            elif form.aux and (not form.verbs or self._verb_next(words, k + 1)):
                pass
            elif form.adverb == "possible" and k > i:
                group.hedge = "possible"
            else:
                break
            marked = True
            k += 1
        if k >= len(words) or words[k].kind != "word" or words[k].entity is not None:
            return None
        word, form = words[k], words[k].form
        if not form.verbs or form.prep or (DEFINITE in word.marks and not _participles(form)):
            return None
        chosen = max(form.verbs, key=lambda v: (len(v.senses), not v.tenses <= {"part"}))
        participle = chosen.tenses <= {"part"}
        if participle and not marked and not self._governs(words, k):
            return None
        beside = chosen.tenses <= {"ger"}
        nominal = bool(form.nouns or form.adjective) and not (participle or beside or marked)
        if nominal and (after_prep or not wanted or self._indefinite_adjective(words, k + 1)):
            return None
        group.head, group.end, group.form = word, k + 1, chosen
        if group.negative and k + 1 < len(words) and words[k + 1].form.after_verb == "only_after":
            group.negative, group.end = False, k + 2  # "holds none but a third": holds a third
        voiced = bool(self.passive_mark) and word.text[1:2] == self.passive_mark
        group.passive = chosen.voice == "p" or (voiced and "past" in chosen.tenses)
        group.gerund, group.participle = beside, participle
        group.finite = not (participle or beside)
        group.number = chosen.number
        if "fut" in chosen.tenses:
            group.modal = "will"
        self._hedged(words, group)
        return group

    def _verb_next(self, words: list[Word], k: int) -> bool:
        if k >= len(words) or words[k].entity is not None or DEFINITE in words[k].marks:
            return False
        return bool(words[k].form.verbs) and not words[k].form.nouns

    def _hedged(self, words: list[Word], group: VerbGroup) -> None:
        """ "may": a word before a verb of the present, where the same word is none otherwise."""
        before = words[group.start - 1] if group.start else None
        first = words[group.start]
        if group.form is None or "pres" not in group.form.tenses:
            return
        hedge = self.lexicon.settings.get("possible_before_present", ())
        if any(word is not None and word.form.fold in hedge for word in (before, first)):
            group.hedge = "possible"

    def _governs(self, words: list[Word], k: int) -> bool:
        """Whether a participle takes a phrase of its own: "backed by X", "subject to Y"."""
        following = words[k + 1] if k + 1 < len(words) else None
        if following is None or following.kind != "word":
            return False
        return bool(following.form.prep) and following.entity is None

    def _indefinite_adjective(self, words: list[Word], k: int) -> bool:
        if k >= len(words) or words[k].kind != "word":
            return False
        word = words[k]
        return DEFINITE not in word.marks and self._adjective(word)

    # -- phrases ------------------------------------------------------------------------------

    def pronoun(self, words: list[Word], i: int, prep: tuple[str, ...]) -> Phrase:
        """The phrase of a pronoun that is written onto the word before it."""
        phrase = Phrase(i, i + 1, prep=prep, pronoun="object")
        phrase.place = PlaceRef(words[i].text, anaphor=True, kind="pronoun")
        phrase.actor = ActorRef(words[i].text, anaphor="pronoun")
        return phrase

    def nominal(self, words: list[Word], i: int) -> bool:
        """Whether word `i` can belong to a noun phrase."""
        if i >= len(words):
            return False
        word = words[i]
        if word.kind == "num" or word.entity is not None:
            return True
        if word.kind != "word" or word.form.fold.startswith(BEHIND):
            return False
        form = word.form
        if form.nouns or form.role_adj or form.compass or form.time or form.attribute:
            return not (form.prep and not form.compass)
        if form.channel or form.adjective or form.number or form.last:
            return True
        if form.function or form.pron or form.adverb or form.det or form.quant:
            return False
        if form.verbs and form.known:
            return DEFINITE in word.marks
        return not form.verbs

    def read(self, words: list[Word], i: int) -> Phrase | None:
        """The noun phrase at word `i` with its preposition, or None."""
        start, count = i, len(words)
        phrase = Phrase(start, start)
        form = words[i].form
        if form.prep and words[i].entity is None and not (form.compass and not form.function):
            phrase.prep = form.prep
            i += not self._is_part(words, i)
            while i < count and words[i].kind == "word" and words[i].entity is None and (
                words[i].form.prep and not words[i].form.nouns and not words[i].form.compass
            ):  # fmt: skip
                phrase.prep = (*words[i].form.prep, *phrase.prep)
                i += 1
        distributed = False
        while i < count and words[i].kind == "word" and words[i].entity is None:
            form = words[i].form
            distributed = distributed or form.fold.rpartition(" ")[2] in self.partitive
            if form.quant and not form.nouns:
                phrase.extent = phrase.extent or form.quant
            elif form.number and self._partitive(words, i + 1):
                phrase.extent, i = "part", i + 1  # "three of its districts"
            elif form.det and not form.function:
                phrase.det = form.det
            elif form.adverb in ("plain", "most", "part", "whole") and self.nominal(words, i + 1):
                pass
            else:
                break
            i += 1
        if i < count and words[i].form.fold.startswith(BEHIND) and i > start:
            found = self.pronoun(words, i, phrase.prep)
            found.start, found.extent = start, phrase.extent
            return found
        if i < count and words[i].kind == "word" and words[i].form.pron and (
            words[i].entity is None and not words[i].form.nouns
        ):  # fmt: skip
            kinds = words[i].form.pron
            found = self.pronoun(words, i, phrase.prep)
            found.start, found.pronoun = start, " ".join(kinds)
            if "place" in kinds:
                found.actor, found.prep = None, found.prep or ("in",)
            return found
        first = i
        while i < count and self.nominal(words, i):
            if i > first and self._closes(words, i, first):
                break
            i += 1
        if i == first:
            if phrase.det or phrase.extent:
                phrase.end = i
                phrase.pronoun = "demonstrative" if phrase.det else ""
                return phrase
            return None
        phrase.end = i
        run = words[first:i]
        if not phrase.det and any(DEFINITE in w.marks or w.entity is not None for w in run):
            phrase.det = "definite"
        interpret(self.lexicon, phrase, words, first, i)
        if distributed:
            phrase.cases = 0  # "each of A and B" shows its case before "of"
        phrase.construct = self._owned(run)
        self._compass(phrase, run)
        return phrase

    def _is_part(self, words: list[Word], i: int) -> bool:
        """Whether a preposition that is a part of a place too stands before one: "amid X"."""
        after = words[i + 1] if i + 1 < len(words) else None
        if not words[i].form.compass or after is None or after.kind != "word":
            return False
        named = after.entity is not None and bool(after.entity.places)
        return named or (after.entity is None and "place" in kinds_of(after))

    def _are_many(self, word: Word) -> bool:
        """Whether the adjective of a party or a country means those of it: "the Houthis"."""
        entity = word.entity
        return entity is not None and (entity.member or entity.gentilic) and (
            fold(word.text).endswith(self.many)
        )  # fmt: skip

    def _partitive(self, words: list[Word], k: int) -> bool:
        """Whether what a number is out of follows it."""
        return (
            k + 1 < len(words)
            and words[k].form.fold in self.partitive
            and self.nominal(words, k + 1)
        )

    def _compass(self, phrase: Phrase, run: list[Word]) -> None:
        """ "north (of) the town of X": the side counts although a kind of place is said."""
        ref = phrase.place
        if ref is None or not ref.compass or ref.anaphor:
            return
        if run[0].form.compass and ref.kind in ("city", "town", "village"):
            ref.kind = ""
        if run[0].form.compass and not phrase.prep and not run[0].form.adjective:
            ref.beside = True

    def _owned(self, run: list[Word]) -> bool:
        """Whether the last noun of a run waits for the noun that owns it."""
        last = run[-1]
        if DEFINITE in last.marks or last.entity is not None or last.kind != "word":
            return False
        form = last.form
        if form.time is not None or any(s.kind == "time" for s in form.nouns):
            return False
        if self._adjective(last) or not form.known:
            return False
        return not any(s.gender == "i" for s in form.nouns)

    def _adjective(self, word: Word) -> bool:
        entity, form = word.entity, word.form
        if entity is not None:
            return (is_gentilic(word) or entity.member) and not entity.places
        if form.nouns and not form.adjective:
            return False
        return bool(form.adjective or form.role_adj or form.attribute or form.last or (
            form.compass and form.adjective)) and not form.quant  # fmt: skip

    def adjectival(self, run: list[Word]) -> bool:
        """Whether all words of a run are adjectives."""
        return all(self._adjective(word) for word in run)

    def _closes(self, words: list[Word], i: int, first: int) -> bool:
        """Whether word `i` begins a new phrase although it could go on with this one."""
        word, before = words[i], words[i - 1]
        definite, settled = DEFINITE in word.marks, DEFINITE in before.marks
        form = word.form
        if form.time is not None and word.entity is None:
            return words[first].form.time is None
        if any(s.kind == "time" for s in form.nouns) and before.kind != "num":
            return not before.form.number
        if before.kind == "num" or before.form.number:
            return False
        if word.kind == "num":
            return True
        if form.compass and definite and word.entity is None and not form.nouns:
            return not (settled or before.entity is not None)
        if self._are_many(word) and any(s.number == "sg" for s in before.form.nouns) and (
            kinds_of(before) & {"role", "force"}
        ):  # fmt: skip
            return True  # "the army | the Houthis"
        if self._adjective(word):
            if self._adjective(before) or settled or before.entity is not None:
                return not definite and (settled or before.entity is not None)
            return False  # behind a noun without article: describes it or is owned by its bearer
        if before.form.compass and before.entity is None and not settled:
            return False  # "north Aleppo", "the countryside of X"
        kinds = {s.kind for s in before.form.nouns}
        if word.entity is not None and not (is_gentilic(word) or word.entity.member):
            if before.entity is not None:
                return not (word.entity.people and before.entity.people)
            if not settled and "place" in kinds and word.entity.places:
                return False
            naming = {"place"} if word.entity.places or word.entity.country else _NAMING
            return not (settled and kinds & naming and before.form.known)
        if not form.known and not form.nouns:
            if not before.form.known and before.entity is None:
                if definite and i - 1 > first and before.capital:  # "the town of Hamrat al-Sheikh"
                    return not any(s.kind == "place" for s in words[i - 2].form.nouns)
                return definite != settled and not settled
            if "place" in kinds:
                return settled and definite
            if before.entity is not None or settled:
                return not definite
            return True
        if before.form.known and not before.form.nouns and before.entity is None:
            return not self._adjective(before) or settled or definite
        return True


def _participles(form: Form) -> bool:
    return any(v.tenses <= {"part"} for v in form.verbs)
