"""Noun phrases and what they refer to, before names and anaphors are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.claim.form import NounSense

INSTALLED = frozenset({"airport", "base", "site"})  # kinds with a name of their own or a town's


@dataclass(slots=True, eq=False)
class ActorRef:
    """Who a phrase names: an actor of the reference, or a description still to be resolved."""

    text: str
    id: str = ""
    role: str = ""  # generic word: "rebels", "the army"
    country: str = ""  # a state, or the country of a role
    anaphor: str = ""  # "formation", "group", "force", "poss", "pronoun", "former", "latter"
    source: str = ""  # unnamed speaker: "residents"
    person: str = ""  # a name that no reference knows
    weak: bool = False  # stands for an actor only if nothing else fits ("Damascus")
    human: bool = False  # a person who speaks for the actor
    described: bool = False  # said by a description ("Kurdish militia"), not by a name


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
    full: str = ""  # an installation with its kind word, where that may be a part of its name
    cases: int = 0  # in which an unlisted name may stand; 0: unknown
    qualities: tuple[str, ...] = ()  # which of its kind a site is, in English: "military"
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
    pair: bool = False  # "both towns", "the two"
    supplies: bool = False  # headed by arms, food, fuel
    joined_end: bool = False  # the other end of a road, behind a dash
    ordinary: bool = False  # headed by a word that refers to neither place nor actor
    head_word: str = ""
    fore: list[Phrase] = field(default_factory=list)  # complements that stand in front of it
    construct: bool = False  # its last noun waits for the noun that owns it
    person: str = ""  # the name of an official: "army spokesman John Doe"
    site: tuple[str, ...] = ()  # what it says in English of a site that it owns: "police"
    backer: ActorRef | None = None  # who a clause that describes it says supports it
    installer: ActorRef | None = None  # who has put an official there: "Moscow-installed"

    @property
    def backed_by(self) -> ActorRef | None:
        """Who is said to support it: "Turkish-backed fighters", "fighters supported by Turkey"."""
        if self.backer is not None or not self.held:
            return self.backer
        held = (ref for predicate, ref in self.held if predicate == "supports")
        return next(held, None)

    @property
    def typed_speaker(self) -> bool:
        """Whether the phrase names somebody who can speak, or a paper that somebody puts out."""
        return bool(self.official or self.source or self.channel) or (
            self.actor is not None and bool(not self.actor.weak or self.actor.country)
        )

    @property
    def typed(self) -> bool:
        """Whether the phrase means a place, an actor or a cue."""
        return bool(self.actor or self.place or self.cue)


def speaks(phrase: Phrase) -> bool:
    """Whether a phrase can be somebody who speaks or acts."""
    return phrase.actor is not None or phrase.official


def tells_time(phrase: Phrase, beside: list[Phrase]) -> bool:
    """Whether a phrase says when, alone or as the number of a date: "the 27th of" July, 2016."""
    if phrase.time or not phrase.number_value or phrase.head_word != phrase.number_value:
        return bool(phrase.time)
    return any(p.time and phrase.start in (p.end, p.start - 1, p.start - 2) for p in beside)


def kind_of(phrase: Phrase) -> str:
    """The class in which phrases are listed together: cue, official, place, actor, place-kind."""
    if phrase.cue is not None:
        return "cue"
    if phrase.official:
        return "official"
    if phrase.place is not None and (phrase.place.ids or phrase.place.unknown):
        return "place"
    if phrase.source:
        return "source"
    if phrase.actor is not None:
        return "actor"
    return "place-kind" if phrase.place is not None else ""


def end_with_apposition(phrase: Phrase) -> int:
    """Where a phrase ends with what describes it and the phrases behind that."""
    end = phrase.end
    told = phrase.apposition
    while told is not None:
        end = max([end, told.end, *(p.end for p in told.post)])
        told = told.apposition
    return end
