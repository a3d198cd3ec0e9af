"""Noun phrases of languages whose heads stand last: endings of case instead of prepositions.

A run of words ends at the word that has a case; what the case or a word behind it means becomes the
phrase's role, as a preposition would in front.
"""

from __future__ import annotations

from contested.claim.lexicon import Lexicon
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, NOMINATIVE
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.reference import interpret
from contested.claim.suffix import CASES
from contested.claim.text import fold
from contested.claim.words import Word

OWNED, LOCATED = "owned", "located"
SHARE = "share"  # stands for as much of its owner as it says: "the whole of"


class FinalPhraseReader:
    """Reads the phrases of one language out of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.roles: dict[str, tuple[str, ...]] = {
            case: tuple(roles)
            for case, roles in lexicon.settings["suffixes"].get("roles", {}).items()
        }
        self.governed: dict[str, str] = {
            lexicon.key(text): case
            for text, case in lexicon.settings["suffixes"].get("governs", {}).items()
        }
        self.pronouns = {
            lexicon.key(text): frozenset({case})
            for case, texts in lexicon.settings["suffixes"].get("pronouns", {}).items()
            for text in texts
        }
        self.quantities = tuple(fold(w) for w in lexicon.settings["suffixes"].get("shares", ()))

    def nominal(self, words: list[Word], i: int) -> bool:
        """Whether word `i` can belong to a noun phrase."""
        if i >= len(words):
            return False
        word, form = words[i], words[i].form
        if word.kind == "num" or word.entity is not None:
            return True
        if word.kind != "word":
            return False
        if form.nouns or form.role_adj or form.compass or form.time or form.attribute:
            return True
        if form.channel or form.adjective or form.last or form.compound:
            return True
        if form.number and not form.det:
            return True
        if form.function or form.adverb or form.det or form.quant:
            return False
        if form.pron:
            return True
        if form.verbs:
            return word.capital and i > 0 and (not form.known or bool(word.marks & CASES))
        return True

    def read(self, words: list[Word], i: int) -> Phrase | None:
        """The noun phrase that begins at word `i`, with the words behind it that say its role."""
        start, count = i, len(words)
        phrase = Phrase(start, start)
        while i < count and words[i].kind == "word" and words[i].entity is None:
            form = words[i].form
            if form.quant and not form.nouns:
                phrase.extent = phrase.extent or form.quant
                case = self._quantity(words, i)
                if case is not None:
                    return self._share(phrase, words, i + 1, case)
            elif form.det and not form.function and self.nominal_soon(words, i + 1):
                phrase.det = form.det
                phrase.pair = phrase.pair or form.number == 2
                phrase.possessive = phrase.possessive or form.det == "possessive"
            elif form.adverb in ("plain", "most", "part", "whole") and (
                i > start and self.nominal(words, i + 1)
            ):
                pass
            else:
                break
            i += 1
        first = i
        while i < count and self.nominal(words, i):
            if i > first and self._closes(words, i, first):
                break
            i += 1
            if words[i - 1].marks & (CASES | {LOCATED}):
                break
        if i == first:
            if i == start:
                return None
            phrase.end = i
            phrase.pronoun = "demonstrative" if phrase.det else ""
            return phrase
        phrase.end = i
        run = words[first:i]
        last = run[-1]
        held = next((k for k, w in enumerate(run) if w.form.compound and k), 0)
        if held:
            self._held(words, first, held, phrase)
            first += held + 1
        if first < i:
            interpret(self.lexicon, phrase, words, first, i)
        if phrase.place is not None and phrase.place.beside and not phrase.number_value:
            phrase.place.beside = False  # with a distance only: else the part of that name
        self._pronoun(phrase, words[first:i])
        self._case(phrase, run, last)
        self._extent(phrase, last)
        if "we" in last.marks:
            phrase.possessive = True
        if not phrase.det and phrase.place is not None and not phrase.place.plural:
            phrase.det = "definite" if last.marks & {"acc", "gen", "dat", "loc", "abl"} else ""
        phrase.end = self.postposition(phrase, words, i)
        return phrase

    def _quantity(self, words: list[Word], i: int) -> frozenset[str] | None:
        """The case marks of a word of quantity that is owned by the genitive before it.

        None where it goes with the noun behind it ("all districts").
        """
        if not i or "gen" not in words[i - 1].marks or self.lexicon.suffixes is None:
            return None
        text = words[i].form.fold
        head = next((h for h in self.quantities if f" {text}".rfind(f" {h}") >= 0), None)
        if head is None:  # "X's 90 per cent"
            return words[i].marks if "owned" in words[i].marks else None
        rest = text[text.rfind(head) + len(head) :]
        said = self.lexicon.suffixes.nouns.get(rest)
        return said if said is None or rest else words[i].marks & CASES  # cut off it before

    def _share(self, phrase: Phrase, words: list[Word], end: int, marks: frozenset[str]) -> Phrase:
        """ "X's whole": how much of its owner a phrase means."""
        case = next((m for m in marks if m in CASES), "")
        phrase.end = end
        phrase.cases = {"acc": ACCUSATIVE, "gen": GENITIVE}.get(case, 0 if case else NOMINATIVE)
        phrase.prep = self.roles.get(case, ())
        phrase.pronoun = SHARE
        phrase.end = self.postposition(phrase, words, end)
        return phrase

    def nominal_soon(self, words: list[Word], i: int) -> bool:
        """Whether a phrase goes on behind a word for "this" or "all"."""
        return i < len(words) and (
            self.nominal(words, i) or bool(words[i].form.quant or words[i].form.det)
        )

    def _held(self, words: list[Word], first: int, at: int, phrase: Phrase) -> None:
        """ "X-backed": who stands before the word that says what he does to the rest."""
        inner = Phrase(first, first + at)
        interpret(self.lexicon, inner, words, first, first + at)
        compound = words[first + at].form.compound
        if inner.actor is not None and compound != "ignored":
            inner.actor.weak = False
            phrase.held.append((compound, inner.actor))

    @staticmethod
    def _pronoun(phrase: Phrase, run: list[Word]) -> None:
        kinds = run[0].form.pron if len(run) == 1 and run[0].entity is None else ()
        if not kinds or run[0].form.nouns:
            return
        phrase.pronoun, phrase.ordinary = " ".join(kinds), False
        phrase.place = PlaceRef(run[0].text, anaphor=True, kind="pronoun")
        if "place" not in kinds:
            phrase.actor = ActorRef(run[0].text, anaphor="pronoun")

    def _case(self, phrase: Phrase, run: list[Word], last: Word) -> None:
        marks = last.marks or self.pronouns.get(last.form.fold, frozenset())
        case = next((m for m in marks if m in CASES), "")
        if not case and OWNED in marks and "pl" not in marks and last.entity is None and (
            self._alone(run)
        ):  # fmt: skip
            case = "either"
        if not case and {OWNED, "pl"} <= marks and last.entity is None and self._alone(run):
            case = "either"
        bits = {"acc": ACCUSATIVE, "gen": GENITIVE, "either": NOMINATIVE | ACCUSATIVE}
        if case == "either" and "we" in marks:
            case = ""  # "our fighters": the object has an ending more
        phrase.cases = bits.get(case, 0 if case else NOMINATIVE)
        phrase.number = "pl" if "pl" in marks else phrase.number
        phrase.prep = self.roles.get(case, ())
        if LOCATED in marks:
            phrase.prep = ("in",)

    def _alone(self, run: list[Word]) -> bool:
        """Whether nothing that could own the last noun stands before it: its ending is a case's."""
        if any(" " in s.lemma for s in run[-1].form.nouns):
            return False  # a listed noun of several words has its owner inside
        before = run[-2] if len(run) > 1 else None
        if before is None:
            return True
        return before.entity is None and not before.form.nouns and (
            before.form.adjective or bool(before.form.role_adj) or before.kind == "num"
            or before.form.number > 1
        )  # fmt: skip

    def _denied(self, words: list[Word], i: int) -> bool:
        """Whether a noun for news stands right before a verb that denies it."""
        after = words[i + 1].form.verbs if i + 1 < len(words) else []
        told = any(s.lemma in self.lexicon.report_nouns for s in words[i].form.nouns)
        return told and any(s.kind == "speech" and s.arg == "deny" for v in after for s in v.senses)

    @staticmethod
    def _extent(phrase: Phrase, last: Word) -> None:
        """ "its half", "all of it": a word of quantity that stands as the head of a phrase."""
        if last.form.quant and not phrase.extent:
            phrase.extent = last.form.quant

    def postposition(self, phrase: Phrase, words: list[Word], i: int) -> int:
        """The roles of the words behind a phrase, and where the last of them ends."""
        while i < len(words) and words[i].kind == "word" and words[i].entity is None:
            form = words[i].form
            if not form.prep or form.nouns or (form.conj and not phrase.prep):
                break
            wanted = self.governed.get(form.fold)
            if wanted is not None and wanted not in words[i - 1].marks:
                break  # "right", not "towards"
            if phrase.prep and set(phrase.prep) & {"according"}:
                break
            phrase.prep = form.prep
            phrase.cases = 0
            i += 1
        return i

    def _is_people(self, word: Word) -> bool:
        """Whether a word names the people of a country, of whom there are many."""
        many = self.lexicon.suffixes.plurals if self.lexicon.suffixes is not None else ()
        return word.entity is not None and word.entity.gentilic and fold(word.text).endswith(many)

    def _closes(self, words: list[Word], i: int, first: int) -> bool:
        """Whether word `i` begins a new phrase although it could go on with this one."""
        word, before = words[i], words[i - 1]
        form, earlier = word.form, before.form
        if any(w.entity is None and w.form.pron and not w.form.nouns for w in (word, before)):
            return True  # "X | there"
        owned_seat = earlier.compass == "center" and i - 1 == first and bool(first) and (
            "gen" in words[first - 1].marks and word.capital
        )  # fmt: skip
        if owned_seat:
            return True  # "the province's capital | X"
        if self._is_people(before):
            return True  # "the Russians | the town"
        ending = i + 1 >= len(words) or words[i + 1].kind == "punct" or words[i + 1].form.aux
        if form.attribute and not form.nouns and ending:
            return True  # "the town | (is) besieged"
        titled = bool(earlier.nouns) and all(s.kind == "official" for s in earlier.nouns)
        if titled and first and words[first - 1].form.det == "indefinite":
            return True  # "an official | in X"
        if form.quant and not form.nouns and word.entity is None:
            return not (earlier.compass and before.entity is None)  # "its eastern half"
        timed = form.time is not None or any(s.kind == "time" for s in form.nouns)
        if word.kind == "num" and before.capital and word.text[:4].isdigit() and (
            len(word.text) >= len("2014") and not before.form.nouns
        ):  # fmt: skip
            return True  # "X | since 2014"
        timed = timed or _opens_time(words, i)
        was_timed = (
            _opens_time(words, i - 1)
            or earlier.time is not None
            or any(s.kind == "time" for s in earlier.nouns)
        )
        if before.entity is not None and before.entity.places and i + 1 < len(words) and (
            word.kind == "num" or form.number
        ) and words[i + 1].form.nouns:  # fmt: skip
            return True  # "X | from three sides"
        if word.entity is None and timed and not was_timed:
            return before.kind != "num" and not earlier.number
        if before.entity is None and was_timed and not timed:
            return word.kind != "num"
        owned = OWNED in before.marks or (before.entity is not None and bool(before.entity.actors))
        if form.compass and word.entity is None and not earlier.compass:
            return bool(earlier.nouns) or bool(before.entity is not None and before.entity.actors)
        if "we" in word.marks and (before.entity is not None or earlier.nouns):
            return True  # "X | is in our hands"
        kinds = {s.kind for s in earlier.nouns}
        if kinds & {"role", "force", "source"} and self._denied(words, i):
            return True  # "the government | the news denied"
        several = not earlier.role_adj or "pl" in before.marks  # no adjective has a plural
        if kinds and kinds <= {"role", "force", "source"} and several and (
            form.nouns and word.entity is None and word.marks & CASES and OWNED not in word.marks
            and OWNED not in before.marks and not before.marks & CASES
        ):  # fmt: skip
            return True  # "the government | the claim"
        if (
            kinds == {"place"}
            and not before.marks
            and OWNED not in word.marks
            and ({s.kind for s in form.nouns} & {"role", "force"})
        ):
            return True  # "the town | in the rebels' hands"
        if (
            kinds == {"place"}
            and OWNED in before.marks
            and ({s.kind for s in form.nouns} & {"role", "force", "group"})
        ):
            return True  # "the town of X | to the rebels"
        whole = OWNED not in before.marks or (
            i - first > 1 and bool(words[i - 2].form.nouns) and "pl" not in before.marks
        )  # "the town", "the port town", but not "a base (taken)"
        if kinds == {"place"} and whole and not before.marks & CASES and not form.nouns and (
            (word.entity is not None and bool(word.entity.places))
            or (word.entity is None and word.capital and not form.known)
        ):  # fmt: skip
            return False  # "the last town X"
        placed = before.entity is not None and bool(before.entity.places)
        acting = before.entity is not None and bool(before.entity.actors)
        # "X district centre": a noun of two words has its owner's ending inside
        compound = placed and " " in form.fold and any(s.kind == "place" for s in form.nouns)
        if (placed or acting) and form.nouns and word.entity is None and not (
            OWNED in word.marks or compound
        ):  # fmt: skip
            return not any(s.kind == "official" for s in form.nouns)
        if word.entity is not None:
            if before.entity is not None:
                if before.entity.places and not before.entity.country and word.entity.actors:
                    return True  # "X | the SDF's hands"
                country = before.entity.country and not before.entity.actors
                return not (country or before.entity.places) or bool(word.entity.places)
            if (
                before.capital
                and not earlier.known
                and not earlier.nouns
                and word.entity.actors
                and not word.entity.member
            ):
                return True  # the same, X in no list
            if earlier.nouns and all(s.kind in ("official",) for s in earlier.nouns):
                return False
            named = any(s.kind in ("official", "source") for s in earlier.nouns)
            return bool(earlier.nouns) and not named
        if word.capital and not form.known and not form.nouns:
            if before.entity is not None:
                return bool(before.entity.actors) or not before.capital
            official = any(s.kind in ("official", "source") for s in earlier.nouns)
            return bool(earlier.nouns) and not official
        if owned and form.nouns and OWNED not in word.marks:
            return True
        parties = {s.kind for s in earlier.nouns} & {"role", "force", "source"}
        if owned and parties and any(s.kind == "place" for s in form.nouns):
            return True
        return bool(owned and not form.nouns and form.adjective)


def _opens_time(words: list[Word], i: int) -> bool:
    """Whether a word for "last" stands before a time: "last month"."""
    following = words[i + 1].form if i + 1 < len(words) else None
    return words[i].form.last and following is not None and (
        following.time is not None or any(s.kind == "time" for s in following.nouns)
    )  # fmt: skip
