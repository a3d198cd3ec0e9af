"""Noun phrases: what a run of words between function words refers to.

A phrase may be a place, an actor, a cue noun ("the siege of ..."), a speaker, or anything else.
Complements ("of", genitive) and possessors are attached by `clause`; here one run is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from contested.claim.lexicon import Lexicon, NounSense
from contested.claim.paradigm import GENITIVE
from contested.claim.text import fold
from contested.claim.words import Word


@dataclass(slots=True, eq=False)
class ActorRef:
    """Who a phrase names: an actor of the reference, or a description still to be resolved."""

    text: str
    id: str = ""
    role: str = ""  # generic word: "rebels", "the army"
    country: str = ""  # a state, or the country of a role
    anaphor: str = ""  # "group", "force", "poss", "pronoun", "former", "latter"
    source: str = ""  # unnamed speaker: "residents"
    person: str = ""  # a name that no reference knows
    weak: bool = False  # stands for an actor only if nothing else fits ("Damascus")


@dataclass(slots=True, eq=False)
class PlaceRef:
    """Where a phrase points: a name, a kind of place, or an anaphor such as "the town"."""

    text: str
    ids: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    anaphor: bool = False
    unknown: bool = False  # capitalised, but in no list of names
    weak: bool = False  # a country or an adjective: a place only where nothing else fits
    compass: tuple[str, ...] = ()
    plural: bool = False
    noun: str = ""  # the kind word as the text has it
    holder: ActorRef | None = None  # who a relative clause says holds it
    beside: bool = False  # the compass word says beside, not inside ("south of X")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase. `start` and `end` are word indices; `prep` the roles of its preposition."""

    start: int
    end: int
    prep: tuple[str, ...] = ()
    det: str = ""
    cases: int = 0
    number: str = ""
    gender: str = ""
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    cue: NounSense | None = None
    official: bool = False
    source: str = ""
    time: str = ""
    channel: str = ""
    extent: str = ""
    negative: bool = False
    held: list[tuple[str, ActorRef]] = field(default_factory=list)
    attribute: str = ""
    adj_actor: ActorRef | None = None
    adj_place: PlaceRef | None = None
    possessor: Phrase | None = None
    possessive: bool = False
    of: Phrase | None = None
    head: Phrase | None = None
    pronoun: str = ""
    conjuncts: list[Phrase] = field(default_factory=list)
    leader: Phrase | None = None  # first of a coordination this one continues
    apposition: Phrase | None = None
    post: list[Phrase] = field(default_factory=list)  # phrases with prepositions right behind
    number_value: str = ""
    supplies: bool = False  # headed by arms, food, fuel
    joined_end: bool = False  # the other end of a road, behind a dash
    ordinary: bool = False  # headed by a word that refers to neither place nor actor
    head_word: str = ""

    @property
    def typed(self) -> bool:
        return bool(self.actor or self.place or self.cue)


def _participial(voice: str) -> frozenset[str]:
    """Tenses that may stand before a noun; where voice is marked, a past tense is finite."""
    return frozenset({"part"} if voice else {"past", "part", "ger"})


class PhraseReader:
    """Reads noun phrases of one language out of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.verb_here: Callable[[list[Word], int], bool] = lambda words, i: False
        self.time_adjectives = frozenset(lexicon.settings.get("time_adjectives", ()))

    # -- which words may stand inside a noun phrase -------------------------------------------

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
        if form.function or form.pron:
            return False
        if form.nouns or form.role_adj or form.compass or form.time or form.attribute or form.channel:
            return True
        if form.compound and word.joined:
            return True
        if form.adjective:
            return True
        if form.verbs and not (not form.known and word.capital and i):
            return False
        if form.adverb:
            return False
        return not form.known or word.capital

    def read(self, words: list[Word], i: int) -> Phrase | None:
        """The noun phrase that starts at word `i`, with its preposition, or None."""
        start = i
        count = len(words)
        phrase = Phrase(start, start)
        form = words[i].form
        if form.prep and words[i].entity is None:
            phrase.prep = form.prep
            if form.det:
                self._determine(phrase, words[i])
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
                    self._determine(phrase, words[i])
                i += 1
        body = i
        while i < count:
            word = words[i]
            form = word.form
            if word.kind != "word" or word.entity is not None:
                break
            if form.quant:
                phrase.extent = phrase.extent or form.quant
            elif form.det and not (i > body and form.prep):
                self._determine(phrase, word)
            elif form.adverb in ("plain", "most", "part", "whole") and self._np_follows(
                words, i, bool(phrase.det or i > body or (i and words[i - 1].kind == "poss"))
            ):
                pass
            elif (
                form.verbs and not form.nouns and i + 1 < count and not form.attribute
                and (phrase.det or i > body or (i and words[i - 1].kind == "poss"))
                and all(v.tenses <= _participial(v.voice) for v in form.verbs)
                and self.nominal(words, i + 1, False)
            ):  # fmt: skip
                pass  # a participle used as an adjective: "the recognised government"
            else:
                break
            i += 1
        if phrase.det and i < count:
            i = self._embedded_agent(words, i, phrase) or self.embedded(words, i)
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
            self._pronoun(phrase, words[i])
            return phrase
        while i < count:
            before = words[i - 1] if i > first else None
            if (
                before is not None and before.joined and before.form.compound
                and words[i].form.quant and words[i].entity is None
            ):  # fmt: skip
                phrase.extent = words[i].form.quant  # "rebel-held parts of X"
                i += 1
                continue
            if not self.nominal(words, i, i > first):
                break
            if i > first and words[i].form.verbs and words[i].entity is None and (
                self.verb_here(words, i)
            ):
                break
            word = words[i]
            if i > first and self._closes(words, i, phrase):
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
        self._interpret(phrase, words, first, i)
        if (
            self.lexicon.case and phrase.extent and phrase.det and phrase.cases == GENITIVE
            and not phrase.prep
        ):  # fmt: skip
            phrase.cases = 0  # "a part of the district": the genitive is the part's complement
        return phrase

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
        self._interpret(inner, words, first, k)
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
        if k + 1 < len(words) and words[k].entity is not None and words[k + 1].entity is None and (
            self.nominal(words, k + 1, False) and not words[k + 1].capital
        ):
            return k + 1
        return i

    def _other_case(self, words: list[Word], i: int, phrase: Phrase) -> bool:
        """Whether a word cannot belong to the phrase before it, by case or as a late adjective."""
        form, before = words[i].form, words[i - 1]
        if words[i].capital and not form.nouns or words[i].joined:
            return False
        cases = 0
        for sense in form.nouns:
            cases |= sense.cases
        if not form.nouns:
            cases = form.adj_cases
        if not cases or cases & GENITIVE:
            return False
        if form.nouns and any(s.kind == "time" for s in before.form.nouns) and not any(
            s.kind == "time" for s in form.nouns
        ):
            return True
        known = before.form.adj_cases if not before.form.nouns else 0
        for sense in before.form.nouns:
            known |= sense.cases
        if before.entity is not None:
            known = phrase.cases
        if phrase.cases and not cases & phrase.cases:
            return True
        return bool(known and not cases & known)

    def _np_follows(self, words: list[Word], i: int, inside: bool) -> bool:
        if i + 1 >= len(words):
            return False
        form = words[i + 1].form
        if form.verbs and form.nouns and not inside:
            return False
        if form.verbs and not form.nouns and all(
            v.tenses <= _participial(v.voice) for v in form.verbs
        ):
            return inside and i + 2 < len(words) and self.nominal(words, i + 2, False)
        return (
            self.nominal(words, i + 1, False)
            or bool(words[i + 1].form.det or words[i + 1].form.quant)
        )

    def _closes(self, words: list[Word], i: int, phrase: Phrase) -> bool:
        """Whether word `i` begins a new phrase although it could go on with this one."""
        word = words[i]
        form = word.form
        if word.entity is None and form.quant and not form.nouns:
            return True
        following = words[i + 1] if i + 1 < len(words) else None
        if (
            form.compass and word.entity is None and following is not None
            and "of" in following.form.prep
            and (words[i - 1].entity is not None or words[i - 1].capital)
        ):  # fmt: skip
            return True  # "the area of X east of Y"
        if form.time is not None and word.entity is None:
            return True
        before = words[i - 1]
        if (
            before.entity is None and not before.joined and not word.joined
            and any(s.kind == "time" for s in before.form.nouns)
            and self.lexicon.head_last
        ):  # fmt: skip
            return True  # "for a week government troops ..."
        if self.lexicon.case and word.entity is None and i and self._other_case(words, i, phrase):
            return True
        if (
            self.lexicon.case and not self.lexicon.head_last and word.entity is not None
            and (word.entity.gentilic or word.entity.member) and not word.capital and following is not None
            and words[i - 1].form.nouns and words[i - 1].entity is None
            and self.nominal(words, i + 1, True)
        ):  # fmt: skip
            return True  # an adjective behind a noun begins the next phrase
        if word.kind == "num":
            return following is not None and following.kind == "word" and not following.capital and (
                self.nominal(words, i + 1, True)
            )
        if form.fold in self.time_adjectives and following is not None:
            return following.form.time is not None or any(
                s.kind == "time" for s in following.form.nouns
            )
        return False

    @staticmethod
    def _determine(phrase: Phrase, word: Word) -> None:
        form = word.form
        phrase.det = form.det
        if form.det == "possessive":
            phrase.possessive = True
        if form.det_cases:
            phrase.cases = form.det_cases
            phrase.number = form.det_number.replace("*", "")
            phrase.gender = form.det_gender.replace("*", "")

    @staticmethod
    def _pronoun(phrase: Phrase, word: Word) -> None:
        kinds = word.form.pron
        text = word.text
        if "place" in kinds:
            phrase.place = PlaceRef(text, anaphor=True)
            if not phrase.prep:
                phrase.prep = ("in",)
        if "former" in kinds or "latter" in kinds:
            which = "former" if "former" in kinds else "latter"
            phrase.actor = ActorRef(text, anaphor=which)
            phrase.place = PlaceRef(text, anaphor=True, kind=which)
            return
        if "object" in kinds or "subject" in kinds or "demonstrative" in kinds:
            phrase.place = phrase.place or PlaceRef(text, anaphor=True, kind="pronoun")
            phrase.actor = ActorRef(text, anaphor="pronoun")

    # -- what the run refers to -----------------------------------------------------------------

    def _interpret(self, phrase: Phrase, words: list[Word], first: int, end: int) -> None:
        """Fill in what the words `first` to `end` refer to."""
        run = words[first:end]
        if not run:
            return
        head_last = self.lexicon.head_last
        actor: ActorRef | None = None
        place: PlaceRef | None = None
        compass: list[str] = []
        head: NounSense | None = None
        head_word: Word | None = None
        role_adj: tuple[str, Word] | None = None
        kind_word: Word | None = None
        unknown: list[Word] = []
        actor_at = place_at = head_at = -1
        skip = compass_at = -1
        for k, word in enumerate(run):
            if k <= skip:
                continue
            form = word.form
            following = run[k + 1] if k + 1 < len(run) else None
            if following is not None and following.joined and following.form.compound:
                holder = self._holder(word, run[:k])
                if following.form.compound != "ignored":
                    if holder is not None:
                        phrase.held.append((following.form.compound, holder))
                    skip = k + 1
                    continue
                if following.form.compound == "ignored":
                    skip = k + 1
                    continue
            if form.attribute and word.entity is None and (following is not None):
                phrase.attribute = form.attribute
                continue
            entity = word.entity
            if entity is not None:
                held = self._held_name(word)
                if held is not None:
                    phrase.held.append(held)
                ref = self._actor_of(word)
                where = self._place_of(word)
                if ref is not None and (
                    actor is None or actor.weak or (not ref.weak and actor.country and not actor.id)
                ):
                    if actor is not None and actor.country and not ref.country and ref.role:
                        ref.country = actor.country
                    actor, actor_at = ref, k
                if where is not None and (place is None or place.weak or place.unknown):
                    place, place_at = where, k
                phrase.cases = phrase.cases or 0
                continue
            if form.compass and not (form.nouns and head_last and k == len(run) - 1 and False):
                compass.append(form.compass)
                compass_at = k
                if form.adj_cases and not phrase.cases:
                    phrase.cases = form.adj_cases
                continue
            if form.role_adj and (not form.nouns or (head_last and k < len(run) - 1)):
                role_adj = (form.role_adj, word)
                continue
            if form.adjective and not form.nouns and not form.channel:
                if form.adj_cases and not phrase.cases:
                    phrase.cases = form.adj_cases
                continue
            if form.quant and entity is None and not form.nouns:
                continue
            if form.channel:
                phrase.channel = form.channel
            sense = self._noun(form.nouns, run, k)
            if sense is not None:
                better = (
                    head is None
                    or (head_last and sense.kind != "time")
                    or (head.kind in ("ordinary",))
                )
                if head is not None and head.kind == "role" and sense.kind == "force":
                    role_adj = role_adj or (head.arg, run[head_at])
                if (
                    head is not None
                    and not head_last
                    and sense.kind == "role"
                    and head.kind in ("force", "group", "official", "place", "cue")
                ):
                    role_adj = role_adj or (sense.arg, word)
                if better:
                    head, head_at, head_word = sense, k, word
                if sense.cases:
                    phrase.cases = (phrase.cases & sense.cases) or phrase.cases or sense.cases
                if sense.number and not phrase.number:
                    phrase.number = sense.number
                if sense.kind == "place":
                    kind_word = word
                continue
            if word.kind == "num":
                phrase.number_value = word.text
                continue
            if form.time is not None:
                phrase.time = form.time[0]
                continue
            unknown.append(word)
            if head_last and not word.capital:
                head, head_at, head_word = None, k, word
        last = run[-1]
        # an ordinary last word makes the names before it modifiers: "Turkish lira"
        ordinary_head = head_last and last in unknown and not last.capital and last.entity is None
        if not head_last and unknown and head is None and unknown[0] is run[0]:
            ordinary_head = not unknown[0].capital and (actor is None or actor_at > 0)
        phrase.head_word = (head_word or last).form.fold
        capitalised = [w for w in unknown if w.capital and w.kind == "word"]
        if ordinary_head or (head is not None and head.kind == "ordinary"):
            phrase.ordinary = True
            phrase.adj_actor = self._modified(actor, role_adj)
            phrase.adj_place = place
            return
        modifier = self._modified(actor, role_adj)
        if head is not None and (
            head_at > actor_at or not head_last or head.kind in ("place", "cue")
        ):
            self._headed(
                phrase, head, head_word, modifier, place, capitalised, run, compass, compass_at
            )
        elif actor is not None or place is not None:
            phrase.actor = modifier
            phrase.place = place
            if phrase.place is not None:
                phrase.place.compass = tuple(compass)
        elif role_adj is not None:
            phrase.actor = modifier
        elif compass:
            phrase.place = PlaceRef(
                " ".join(w.text for w in run), anaphor=True, compass=tuple(compass)
            )
            phrase.place.kind = "compass"
            phrase.place.beside = not phrase.det
        elif capitalised:
            text = self._span(capitalised)
            phrase.place = PlaceRef(text, unknown=True)
            phrase.actor = ActorRef(text, person=text, weak=True)
        if capitalised and phrase.place is not None and phrase.place.kind == "compass":
            phrase.place = PlaceRef(self._span(capitalised), unknown=True, compass=tuple(compass))
        if kind_word is not None and phrase.place is not None and not phrase.place.kind and head:
            phrase.place.kind = head.arg

    @staticmethod
    def _span(run: list[Word]) -> str:
        parts = [run[0].text]
        for word in run[1:]:
            parts.append(("-" if word.joined else " ") + word.text)
        return "".join(parts)

    @staticmethod
    def _modified(actor: ActorRef | None, role_adj: tuple[str, Word] | None) -> ActorRef | None:
        """An actor name and a role word together: "Syrian" + "rebel" is one description."""
        if role_adj is None:
            return actor
        role, word = role_adj
        if actor is None or actor.person:
            return ActorRef(word.text, role=role)
        if actor.country and not actor.id:
            return ActorRef(f"{actor.text} {word.text}", role=role, country=actor.country)
        return actor

    @staticmethod
    def _noun(senses: list[NounSense], run: list[Word], k: int) -> NounSense | None:
        if not senses:
            return None
        if len(senses) == 1:
            return senses[0]
        order = {
            "cue": 0, "role": 1, "place": 2, "force": 3, "official": 4, "source": 5, "supplies": 6,
        }  # fmt: skip
        return min(senses, key=lambda s: order.get(s.kind, 9))

    def _holder(self, word: Word, before: list[Word]) -> ActorRef | None:
        ref = self._actor_of(word) if word.entity is not None else None
        if ref is not None:
            ref.weak = False
            if ref.country and ref.role == "" and word.entity is not None and word.entity.gentilic:
                return ref
            return ref
        if word.form.role_adj:
            return ActorRef(word.text, role=word.form.role_adj)
        for sense in word.form.nouns:
            if sense.kind == "role":
                return ActorRef(word.text, role=sense.arg)
            if sense.kind == "group":
                return ActorRef(word.text, anaphor="group")
        return None

    def _held_name(self, word: Word) -> tuple[str, ActorRef] | None:
        """Who holds a place by its very name: "rebel-held Aleppo"."""
        first, hyphen, second = word.text.partition(" ")[0].partition("-")
        if not hyphen:
            return None
        compound = self.lexicon.form(fold(second)).compound
        role = self.lexicon.form(fold(first)).role_adj
        return (compound, ActorRef(first, role=role)) if compound and role else None

    @staticmethod
    def _actor_of(word: Word) -> ActorRef | None:
        entity = word.entity
        if entity is None:
            return None
        if entity.actors:
            return ActorRef(word.text, id=entity.actors[0])
        if entity.people:
            return ActorRef(word.text, id=entity.people)
        if entity.country:
            return ActorRef(
                word.text, country=entity.country, role="state", weak=not entity.gentilic
            )
        return None

    @staticmethod
    def _place_of(word: Word) -> PlaceRef | None:
        entity = word.entity
        if entity is None:
            return None
        if entity.places:
            return PlaceRef(word.text, ids=entity.places, country=entity.country)
        if entity.country and not entity.gentilic:
            if entity.metonym:
                return PlaceRef(word.text, unknown=True)
            return PlaceRef(word.text, country=entity.country, weak=True, kind="country")
        return None

    def _headed(
        self,
        phrase: Phrase,
        head: NounSense,
        head_word: Word | None,
        actor: ActorRef | None,
        place: PlaceRef | None,
        capitalised: list[Word],
        run: list[Word],
        compass: list[str],
        compass_at: int = -1,
    ) -> None:
        """A phrase whose head noun is known: force, role, place kind, cue, official, source."""
        text = self._span(run)
        match head.kind:
            case "force" | "role" | "group":
                if actor is not None and (actor.id or (actor.country and head.kind != "role")):
                    phrase.actor = actor
                    if head.kind == "force" and actor.weak:
                        actor.weak = False
                elif head.kind == "role":
                    country = actor.country if actor is not None else ""
                    phrase.actor = ActorRef(text, role=head.arg, country=country)
                elif head.arg == "own" and phrase.det != "possessive":
                    phrase.ordinary = True
                elif actor is not None:
                    phrase.actor = actor
                elif capitalised:
                    phrase.actor = ActorRef(text, person=self._span(capitalised), anaphor=head.arg)
                else:
                    phrase.actor = ActorRef(text, anaphor=head.arg)
                phrase.adj_place = place
            case "place":
                plural = head.number == "pl"
                if place is not None and not (place.weak and head.arg not in ("border",)):
                    phrase.place = place
                    place.text = text
                    place.kind = head.arg
                    place.plural = plural
                elif capitalised:
                    phrase.place = PlaceRef(self._span(capitalised), kind=head.arg, unknown=True)
                else:
                    phrase.place = PlaceRef(text, kind=head.arg, anaphor=True, plural=plural)
                    if place is not None:
                        phrase.adj_place = place
                phrase.place.compass = tuple(compass)
                phrase.place.noun = head_word.form.fold if head_word is not None else ""
                phrase.place.beside = compass_at > run.index(head_word) if head_word in run and compass else False
                phrase.adj_actor = actor
            case "cue":
                phrase.cue = head
                if head.arg == "supply_noun":  # a supply line is a road too: it can be cut
                    phrase.place = PlaceRef(text, kind="route", anaphor=True)
                if head.rule is not None and head.rule.frame.ally:
                    phrase.actor = actor
                phrase.adj_actor = actor
                phrase.adj_place = place or (
                    PlaceRef(self._span(capitalised), unknown=True) if capitalised else None
                )
            case "official":
                phrase.official = True
                phrase.adj_actor = actor
                phrase.actor = actor
                phrase.adj_place = place
                if actor is None and capitalised:
                    phrase.actor = ActorRef(text, person=self._span(capitalised), weak=True)
                elif actor is not None:
                    actor.weak = False
            case "source":
                phrase.source = head.arg
                phrase.adj_actor = actor
                phrase.actor = ActorRef(text, source=head.arg)
                if place is not None:
                    phrase.adj_place = place
            case "time":
                phrase.time = head.arg
            case "supplies":
                phrase.supplies = phrase.ordinary = True
                phrase.adj_actor = actor
            case _:
                phrase.ordinary = True
                phrase.adj_actor = actor
                phrase.adj_place = place
