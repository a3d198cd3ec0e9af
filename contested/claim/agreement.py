"""Where a noun phrase ends in a language without articles: adjectives agree with their noun.

In such a language genitives, agents and objects follow one another with no word between them. A
phrase is then adjectives, one noun and the names that go with it; where case stops agreeing, or a
second noun begins, the next phrase begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contested.claim.form import Form, NounSense
from contested.claim.lexicon import Lexicon
from contested.claim.name_case import NameCases
from contested.claim.names import Entity
from contested.claim.paradigm import GENITIVE, NOMINATIVE
from contested.claim.phrase import INSTALLED, Phrase
from contested.claim.text import fold
from contested.claim.words import Word

# kinds of place that are named in the same breath ("the town X"), not of a whole ("districts of X")
_NAMED_KINDS = frozenset({"city", "town", "village", "base", "airport", "site", "province"})
# kinds that an adjective before them may name: "the Lachin corridor"
_CALLED = INSTALLED | {"route", "region", "district", "province", "neighbourhood"}
_ARMED = frozenset({"force", "role"})
_OWNED = frozenset({"force", "role", "official", "source"})
REMEMBERED = 100_000  # of how many forms it is remembered what they say as nouns, at most
_PARTICIPLE = frozenset({"part"})
READ_FIRST = {  # which of a noun's readings counts
    "cue": 0, "role": 1, "place": 2, "force": 3, "official": 4, "source": 5, "supplies": 6,
}  # fmt: skip


@dataclass(slots=True)
class Run:
    """A run of agreeing words: the index behind it, its cases (0: unknown) and its number."""

    end: int
    cases: int = 0
    number: str = ""
    senses: tuple[NounSense, ...] = ()  # what the head noun can be

    def narrow(self, cases: int) -> None:
        """Settle the number by the cases that are left."""
        self.cases = cases
        if cases and self.senses:
            number = _number(self.senses, cases)
            if number is not None:
                self.number = number


@dataclass(frozen=True, slots=True)
class _Noun:
    """What a noun form says as a noun: the reading that counts, in all cases and numbers it has."""

    form: Form
    sense: NounSense
    senses: tuple[NounSense, ...]
    cases: int
    number: str  # "" where it may be either


def _noun(form: Form) -> _Noun:
    sense = primary(form)
    senses = tuple(other for other in form.nouns if _same(other, sense))
    cases = 0
    for other in senses:
        cases |= other.cases
    numbers = {other.number for other in senses}
    return _Noun(form, sense, senses, cases, numbers.pop() if len(numbers) == 1 else "")


def _number(senses: tuple[NounSense, ...], cases: int) -> str | None:
    """The one number that a noun has in these cases, None where it may have several or none."""
    number = None
    for sense in senses:
        if sense.cases & cases:
            if number is not None and sense.number != number:
                return None
            number = sense.number
    return number


def _listed(words: list[Word], i: int) -> bool:
    """Whether another name follows a name: "the towns A and B"."""
    return any(w.entity is not None for w in words[i + 2 : i + 3])


class Agreement:
    """Reads runs of agreeing words of one language."""

    def __init__(self, lexicon: Lexicon, nominal: Callable[[list[Word], int, bool], bool]) -> None:
        self.nominal = nominal
        self.names = NameCases(lexicon.settings.get("name_cases", {}))
        self.adjectival = lexicon.adjectival
        self.defenders = frozenset(lexicon.settings.get("defenders", ()))
        self._nouns: dict[int, _Noun] = {}  # by the identity of a form, which is kept with it

    def noun(self, form: Form) -> _Noun:
        """What a form says as a noun, worked out once."""
        known = self._nouns.get(id(form))
        if known is None:
            if len(self._nouns) >= REMEMBERED:
                self._nouns.clear()
            known = self._nouns[id(form)] = _noun(form)
        return known

    def run(
        self, words: list[Word], first: int, verb_here: Callable[[list[Word], int], bool]
    ) -> Run:
        """The run of words that begins at `first`."""
        run = Run(first)
        head: Word | None = None
        sense: NounSense | None = None
        i = first
        while i < len(words) and self.nominal(words, i, i > first):
            word = words[i]
            if i > first and word.form.verbs and word.entity is None and verb_here(words, i):
                break
            if i > first and not word.joined and self._closes(words, i, head, sense, run):
                break
            cases, number = self.cases(words, i, run.cases)
            if head is None and not self.modifies(words, i):
                head = word
                noun = word.entity is None and bool(word.form.nouns)
                sense = self.noun(word.form).sense if noun else None
                run.number = number
            named = head is not None and head is not word and word.entity is not None
            a_place = sense is not None and sense.kind == "place"
            if named and a_place and cases & NOMINATIVE and not _listed(words, i):
                own = 0  # "the taking of the town X": one town, so the genitive, not the plural
                for other in self.noun(head.form).senses if head is not None else ():
                    own |= other.cases if other.number != "pl" else 0
                run.cases = (run.cases & own) or run.cases
            if cases and word.joined and sense is None and not (word.entity or word.form.known):
                run.cases = cases  # the last part of a name tells
            elif named and cases & GENITIVE and sense is not None and sense.kind in _ARMED:
                pass  # "the fighters of X", whose genitive may look like the accusative
            elif cases and word.kind != "num" and not (named and cases == NOMINATIVE):
                run.cases = (run.cases & cases) or run.cases or cases
            i += 1
        run.end = i
        if sense is not None and head is not None:
            run.senses = self.noun(head.form).senses
            run.number = ""
            run.narrow(run.cases)
        return run

    def cases(self, words: list[Word], i: int, known: int = 0) -> tuple[int, str]:
        """The cases that a word's form shows (0: unknown) and its number."""
        word = words[i]
        if word.entity is not None:
            return self.names.between(word.entity.text, word.text), ""
        form = word.form
        if form.nouns and not self.modifies(words, i):
            noun = self.noun(form)
            if not known or noun.number:
                fits = not known or any(other.cases & known for other in noun.senses)
                return noun.cases, noun.number if fits else ""
            return noun.cases, _number(noun.senses, known) or ""
        if form.adj_cases:
            return form.adj_cases, ""
        if not form.known and word.capital:
            return self.names.guess(word.text), ""
        return 0, ""

    def named_after(self, words: list[Word], run: Run, phrase: Phrase) -> None:
        """Read "the camp Hamza" as the camp of that name, not as that of the party so called: a
        name that owns stands in the genitive, or shows no case at all."""
        place, last = phrase.place, words[run.end - 1]
        if (
            place is None or not place.anaphor or place.kind not in INSTALLED
            or phrase.adj_actor is None or last.entity is None or not last.capital
            or last.entity.acronym or self.modifies(words, run.end - 1)
        ):  # fmt: skip
            return
        cases, _ = self.cases(words, run.end - 1)
        if cases and not cases & GENITIVE:
            place.full = f"{place.noun} {last.text}"
            place.text, place.anaphor, place.unknown = last.text, False, True
            phrase.adj_actor = None

    def modifies(self, words: list[Word], i: int) -> bool:
        """Whether a word stands before its noun: an adjective, a numeral, an adjectival name."""
        word = words[i]
        form = word.form
        if word.kind == "num":
            return True
        if word.entity is not None:
            return adjectival(word.entity, self.adjectival)
        plain = bool(
            form.adjective or form.role_adj or form.attribute or form.last or form.number
            or (form.compass and form.adj_cases)
        )  # fmt: skip
        if form.nouns:
            return plain and self._noun_follows(words, i, form)
        if plain:
            return True
        if form.known or not form.fold.endswith(self.adjectival):
            return False
        return not word.capital or self._site_follows(words, i)

    def _site_follows(self, words: list[Word], i: int) -> bool:
        """Whether a capitalised adjective of no list has the site that it names behind it."""
        after = words[i + 1] if i + 1 < len(words) else None
        if after is None or after.kind != "word" or after.capital or after.joined:
            return False
        return any(
            s.kind == "place"
            and s.arg in _CALLED
            and (not (shown := self.names.guess(words[i].text)) or shown & s.cases)
            for s in after.form.nouns
        )

    def _noun_follows(self, words: list[Word], i: int, form: Form) -> bool:
        """Whether an adjective that can also be a noun has its noun behind it."""
        if i + 1 >= len(words) or words[i + 1].kind != "word" or words[i + 1].entity is not None:
            return False
        after = words[i + 1].form
        cases = 0
        for sense in after.nouns:
            cases |= sense.cases
        return bool((cases or after.adj_cases) & form.adj_cases)

    def _closes(
        self, words: list[Word], i: int, head: Word | None, sense: NounSense | None, run: Run
    ) -> bool:
        """Whether word `i` begins a new phrase behind a run with this head."""
        word = words[i]
        form = word.form
        if form.quant and not form.nouns and word.entity is None:
            return True
        if head is None:
            cases, _ = self.cases(words, i)
            return bool(run.cases and cases and not run.cases & cases)
        if self.modifies(words, i):
            return not (word.kind == "num" and _is_time(head))
        if form.time is not None and word.entity is None:
            return True
        if _is_time(head):
            return True
        named = word.entity is not None or (not form.known and word.capital)
        if not named:
            return not (
                sense is not None and sense.kind == "official"
                and any(s.kind == "official" for s in form.nouns)
            )  # fmt: skip
        opens = head.index == 0 and bool(head.form.compass)  # "Centre of X" begins a sentence
        if head.entity is not None or (sense is None and head.capital and not opens):
            first = head.entity
            if first is not None and first.actors and not word.joined:
                return True  # "the founder of [a group] [a person]"
            return word.entity is not None and first is not None and bool(
                word.entity.actors or word.entity.country or word.entity.places
            )  # fmt: skip
        if sense is None:
            return True
        cases, _ = self.cases(words, i)
        person = word.entity is not None and bool(word.entity.people)
        if person and sense.kind in ("force", "role", "place"):
            return not cases & GENITIVE or sense.kind == "place"
        if sense.lemma in self.defenders and word.entity is None and cases & GENITIVE:
            return True  # "the garrison of X"
        if sense.kind in _OWNED:
            return word.entity is not None and bool(word.entity.places) and not (
                word.entity.actors or word.entity.country
            ) and sense.kind not in ("source", "official")  # fmt: skip
        if sense.kind == "place":
            if head.form.compass or _begins_anew(word, sense.arg):
                return True
            agree = not cases or bool(cases & (run.cases | NOMINATIVE))
            following = words[i + 1] if i + 1 < len(words) else None
            if (
                word.entity is None and following is not None and following.capital
                and following.kind == "word" and not following.joined
                and sense.arg in ("base", "site", "airport")
            ):  # fmt: skip
                return True  # "of the staff [first name surname]"
            if sense.arg in _NAMED_KINDS:
                several = not cases & NOMINATIVE and _is_counted(words, head)
                return several or not agree  # "eight villages of [an area]"
            if run.number == "pl" or (word.entity is not None and word.entity.places):
                return cases != 0 and not cases & NOMINATIVE
            return not agree or (cases & GENITIVE and not cases & run.cases) != 0
        return True


def _is_counted(words: list[Word], head: Word) -> bool:
    """Whether a number above one stands before a noun, perhaps before its adjectives."""
    for before in reversed(words[max(0, head.index - 3) : head.index]):
        if before.form.number > 1 or (before.kind == "num" and before.text != "1"):
            return True
        if not before.form.adjective:
            return False
    return False


def _begins_anew(word: Word, kind: str) -> bool:
    """Whether the name of a party in its dictionary form stands behind a kind of place that is
    not called so: "in the west of the country, the Army of X"."""
    entity = word.entity
    if entity is None or entity.places or not (entity.actors or entity.formation):
        return False
    several = bool(entity.formation) or (" " in word.text and fold(entity.text) == fold(word.text))
    return kind == "country" or several


def adjectival(entity: Entity, endings: tuple[str, ...]) -> bool:
    """Whether a name is an adjective of a country or a party, by its dictionary form."""
    return (entity.gentilic or entity.member) and fold(entity.text).endswith(endings)


def primary(form: Form) -> NounSense:
    """The reading as a noun that counts: a cue before a party, a party before a place."""
    return min(form.nouns, key=lambda s: READ_FIRST.get(s.kind, 9))


def _same(one: NounSense, other: NounSense) -> bool:
    return one.kind == other.kind and one.lemma == other.lemma


def _is_time(word: Word) -> bool:
    return word.entity is None and (
        word.form.time is not None or any(s.kind == "time" for s in word.form.nouns)
    )


def participle_before_noun(words: list[Word], i: int) -> bool:
    """Whether a word is a participle that stands before its noun, not behind it after a comma."""
    word = words[i]
    verbs = word.form.verbs
    if not verbs or word.entity is not None:
        return False
    for verb in verbs:
        if not verb.tenses <= _PARTICIPLE:
            return False
    return not (i and words[i - 1].kind == "punct" and words[i - 1].text in ",،")


def held_behind(before: Word, word: Word) -> bool:
    """Whether a name behind "control" or "hands" is what is held: "keeps in its hands X"."""
    if not word.capital or word.joined or before.capital:
        return False
    frames = [sense.rule.frame for sense in before.form.nouns if sense.rule is not None]
    return any(frame.state and frame.predicate == "controls" for frame in frames)
