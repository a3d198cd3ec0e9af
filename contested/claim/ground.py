"""What a report has spoken of so far, and whom its descriptions mean.

Everything `Ground` answers carries how sure it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from contested.actor.actors import Actors
from contested.actor.roles import GENERIC
from contested.claim.actor_anaphor import actor_of_anaphor
from contested.claim.common_word import (
    NEW_ALLIANCE,
    alliance_before,
    are_insurgents,
    are_several,
    group_before,
    is_new_alliance,
    members_of,
    named_beside,
)
from contested.claim.grounded import GroundedPlace as GroundedPlace
from contested.claim.grounded import PlaceMention as PlaceMention
from contested.claim.name_base import NameBases
from contested.claim.names import NameIndex
from contested.claim.party import GroundedActor as GroundedActor
from contested.claim.party import less_sure
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.rival import rival_side
from contested.claim.role_actor import (
    NO_GROUPS,
    actor_of_role,
    common_noun,
    group_of,
    protege,
    state_seated,
)
from contested.claim.words import Word
from contested.place.place import Place
from contested.place.resolve import Context, Resolver

CLAIMED = 0.5  # what a claim made about a place adds to its weight
_OFFENSIVE = frozenset({"captures", "attacks", "besieges", "cuts_route", "breaks_siege"})
_TELLING = frozenset({"province", "region", "airport"})  # kinds that decide between namesakes


class Ground:
    """What one report has spoken of, and how its descriptions of actors resolve."""

    def __init__(
        self,
        names: NameIndex,
        resolver: Resolver,
        countries: tuple[str, ...],
        on: date | None,
        glosses: dict[str, str],
    ) -> None:
        self.names = names
        self.actors: Actors = names.actors
        self.resolver = resolver
        self.countries, self._home = countries, frozenset(countries)
        self.on = on
        self.glosses = glosses
        self.gone = frozenset(names.lexicon.settings.get("gone_verbs", ()))
        self.insurgents = frozenset(names.lexicon.settings.get("insurgents", ()))
        self.still = frozenset(names.lexicon.settings.get("still", ()))
        lexicon = names.lexicon
        self.alliances, self.encirclements, self.falls = (
            frozenset(" ".join(lexicon.writing.split(w)) for w in lexicon.settings.get(key, ()))
            for key in ("alliances", "encirclements", "fall_nouns")
        )
        self.irregulars = frozenset(names.lexicon.settings.get("irregulars", ()))
        self.language = names.lexicon.code
        self.places: list[GroundedPlace] = []
        self.mentioned: list[GroundedActor] = []
        self.groups: list[GroundedActor] = []
        self.alliance_since = -NEW_ALLIANCE - 1  # the sentence that brought in an alliance
        self.last_named: dict[str, int] = {}  # in which sentence each group was named last
        self.subjects: list[GroundedActor] = []
        self.persons: dict[str, GroundedActor] = {}
        self._centers_before = 0  # how many of `centers` were told of before this sentence
        self._doers_before = 0
        self.here_groups: list[GroundedActor] = []  # groups named in this sentence
        self.here_starts: list[int] = []  # and where the phrase of each begins
        self.local_subject: GroundedActor | None = None  # subject of the clause before
        self.here: list[PlaceMention] = []  # named in this sentence, by position
        self.sides: list[PlaceMention] = []  # parts of towns that it says something happens in
        # phrases of this sentence, by start, whose place only the next one names
        self.coming: dict[int, tuple[Phrase, GroundedPlace]] = {}
        self.label: GroundedPlace | None = None  # what the label of the paragraph names
        self.mentions: list[PlaceMention] = []  # named or claimed about before this sentence
        self.sentence = 0
        self.words: list[Word] = []  # of the sentence that is being read
        self.scene_country = ""  # where the sentence says that its events are: "in Chad, rebels"
        self.couples: list[tuple[str, str]] = []  # names of two places joined in one phrase
        self.local_number = ""  # its number
        self.recent: list[tuple[GroundedActor, str]] = []  # who acted so far, with number
        self.named: frozenset[str] = frozenset()  # ids of the actors that the report names
        self.cast: list[GroundedActor] = []  # groups named anywhere, the main one last
        self.introduced: list[GroundedActor] = []  # the same, the one named first first
        self.bases = NameBases(names.cases, self.language, self.country)
        self.attackers: list[GroundedActor] = []  # who took, besieged or attacked places
        self.shared: set[str] = set()  # places of which somebody holds a part, or most
        self.relievers: dict[str, GroundedActor] = {}  # who wants to break the siege of a place
        self.spellings: dict[str, str] = {}
        self.history: list[Any] = []  # the drafts of the report so far
        self.pack_prefix = f"{names.theatre.name}:" if names.theatre is not None else "\0"
        self.centers: list[GroundedPlace] = []  # places that claims were made about
        self.doers: list[GroundedActor] = []  # actors of the claims made, the latest last
        self.told: dict[tuple[str, str], GroundedActor] = {}  # who did what where, as told before
        self.told_of: list[tuple[str, GroundedPlace]] = []  # what was told of which place, in order
        self._place_memo: dict[tuple[str, str], tuple[Place | None, str, float]] = {}

    def foresee(self, named: list[str]) -> None:
        """Note the actors that the whole report names, for descriptions before any name."""
        counts = Counter(i for i in named if i in self.actors)
        order = list(counts)
        self.named = frozenset(counts)
        for actor_id, _ in reversed(counts.most_common()):
            actor = self.actors.get(actor_id)
            at_home = not actor.countries or not self._home.isdisjoint(actor.countries)
            if actor.is_belligerent and at_home and actor.kind not in NO_GROUPS:
                self.cast.append(self.by_id(actor_id, "", 0.7))
        self.introduced = sorted(self.cast, key=lambda known: order.index(known.id))

    def begin_sentence(self, words: list[Word]) -> None:
        """Take the words of the sentence that begins; fix whom it means by "the former"."""
        self.local_subject, self.local_number = None, ""
        self.sentence += 1
        self.words = words
        self._centers_before = len(self.centers)
        self._doers_before = len(self.doers)

    @property
    def pair(self) -> list[GroundedPlace]:
        """The last two places told of before this sentence, or none."""
        return _last_two(self.centers[: self._centers_before])

    @property
    def told_here(self) -> set[tuple[str, str]]:
        """What this sentence has told so far of which places."""
        since = self.told_of[self._centers_before :]
        return {(predicate, place.base or place.name) for predicate, place in since}

    @property
    def actor_pair(self) -> list[GroundedActor]:
        """The last two actors told of before this sentence, or none."""
        return _last_two(self.doers[: self._doers_before])

    @property
    def country(self) -> str | None:
        """The country the report is most about, by ISO code."""
        return self.countries[0] if self.countries else None

    def by_id(self, actor_id: str, text: str = "", sure: float = 1.0) -> GroundedActor:
        """The actor of the reference with this id."""
        return GroundedActor(self.actors.get(actor_id).name, actor_id, text, sure)

    def state(self, country: str, text: str = "", sure: float = 1.0) -> GroundedActor | None:
        """The state of a country, on the day of the report."""
        actor = self.actors.role("state", country, self.on)
        return None if actor is None else GroundedActor(actor.name, actor.id, text, sure)

    def actor(self, ref: ActorRef | None, *, speaker: GroundedActor | None = None,
              depth: int = 0) -> GroundedActor | None:  # fmt: skip
        """The actor a description means, or None where nobody can be named."""
        if ref is None or depth > 3:
            return None
        if ref.id:
            if ref.id not in self.actors:
                return None
            if ref.described and ref.id in GENERIC.values() and self.groups:
                kind = self.actors.get(ref.id).kind
                for known in reversed(self.groups[-6:]):
                    if self.actors.get(known.id).kind == kind:  # "the Islamist organisation"
                        return less_sure(known, ref.text, 0.8)
            at_home = self._at_home(ref)
            if at_home is not ref:
                return self.actor(at_home, speaker=speaker, depth=depth + 1)
            return self.by_id(self._local(ref.id, ref.text), ref.text)
        if ref.source:
            return None
        if ref.anaphor == "formation":
            return GroundedActor(ref.person, "", ref.text, 0.8)
        if ref.role:
            return self._own_army(ref, speaker) or actor_of_role(self, ref)
        if ref.country and ref.anaphor != "group":
            return self.state(ref.country, ref.text)
        if ref.person and not ref.anaphor:
            return self.persons.get(ref.person.split()[-1])
        return actor_of_anaphor(self, ref, speaker, depth) if ref.anaphor else None

    def _own_army(self, ref: ActorRef, speaker: GroundedActor | None) -> GroundedActor | None:
        """ "The army", as a state at war with the report's country says it: its own."""
        party = self.belligerent(speaker)
        if ref.role != "state" or ref.country or party is None or self.country is None:
            return None
        home = self.actors.role("state", self.country, self.on)
        known = self.actors.get(party.id)
        if home is None or known.kind != "state" or home.id == party.id:
            return None
        rival = self.rival(party)
        at_war = rival is not None and rival.id == home.id
        if not at_war and self._home.isdisjoint(known.countries):
            return None  # a state from elsewhere speaks of the country's own army
        return less_sure(party, ref.text, 0.8)

    def belligerent(self, speaker: GroundedActor | None) -> GroundedActor | None:
        """The party behind a speaker: itself, or whom it speaks for."""
        if speaker is None or not speaker.id:
            return None
        voice = self.actors.speaks_for(speaker.id)
        if voice:
            return self.by_id(voice)
        known = self.actors.get(speaker.id)
        return speaker if known.is_belligerent or known.kind == "state" else None

    def _local(self, actor_id: str, text: str = "") -> str:
        """Among actors that share a name, the one of the report's country."""
        actor = self.actors.get(actor_id)
        if actor.countries and self._home and self._home.isdisjoint(actor.countries):
            for name in actor.names.get(self.language, ()):
                for other in self.names.actors_named(name):
                    if not self._home.isdisjoint(self.actors.get(other).countries):
                        return other
            if actor.kind == "state" and text[:1].islower() and self.country is not None:
                own = self.actors.role("state", self.country, self.on)
                if own is not None:  # "the internationally recognised government"
                    return own.id
        return actor_id

    def phrase_actor(
        self, phrase: Phrase | None, *, speaker: GroundedActor | None = None, strict: bool = False
    ) -> GroundedActor | None:
        """The actor a whole phrase means, with its complement, possessor and apposition."""
        if phrase is None or phrase.source:
            return None
        members = members_of(self, phrase)
        if members is not None:
            if phrase.actor is not None and phrase.actor.role == "coalition":
                is_new_alliance(self, phrase, phrase.actor)
            return self.phrase_actor(members, speaker=speaker, strict=strict)
        ref = self._at_home(phrase.actor)
        if ref is not None and ref.anaphor == "force" and are_insurgents(self, ref):
            ref = ActorRef(ref.text, anaphor="group")  # "the terrorist forces"
        if ref is not None and ref.anaphor == "group" and not (ref.person or ref.country):
            here = [
                known for start, known in zip(self.here_starts, self.here_groups, strict=True)
                if start < phrase.start
            ]  # fmt: skip
            known = alliance_before(self, phrase, here) or group_before(self, phrase)
            if known is not None:
                return less_sure(known, ref.text, 0.75)
            if are_several(self, phrase):  # "terrorist groups": none of them in particular
                some = self.actor(ActorRef(ref.text, role="rebels"))
                return less_sure(some, ref.text, 0.5)
        if ref is not None and ref.anaphor == "pronoun" and not (speaker or self.local_subject):
            beside = named_beside(self, phrase)
            if beside is not None:
                return less_sure(beside, ref.text, 0.65)
        if (
            phrase.ordinary
            and phrase.apposition is not None
            and phrase.apposition.actor is not None
            and not phrase.apposition.pronoun  # "390,000 people, 80% of them children"
        ):
            return self.phrase_actor(phrase.apposition, speaker=speaker, strict=strict)
        named = phrase.apposition
        if (
            ref is not None and not ref.country
            and (ref.described or (not ref.id and (ref.role or ref.anaphor)))
            and named is not None and named.actor is not None and named.actor.id
        ):  # fmt: skip
            return self.actor(named.actor)
        if ref is not None and ref.role == "coalition" and is_new_alliance(self, phrase, ref):
            return None
        if (group := group_of(self, phrase, ref)) is not None:
            return self.actor(group)  # "the Tuareg rebels of X": X
        if phrase.ordinary and phrase.head_word in self.names.lexicon.goal_nouns:
            owner = self._owner(phrase, speaker)  # "its next goal is to take X"
            return owner or self.actor(phrase.adj_actor)
        if ref is not None and ref.anaphor == "own":
            return self.actor(ActorRef(ref.text, anaphor="poss"), speaker=speaker)
        if phrase.ordinary or (phrase.cue is not None and ref is None):
            return None
        if (ref is not None and ref.anaphor in ("force", "regular", "group", "enemy")) or (
            ref is not None and ref.role and not ref.country
        ):
            owner = self._owner(phrase, speaker)
            country = phrase.adj_actor.country if phrase.adj_actor is not None else ""
            if ref.anaphor == "group" and country:  # "Palestinian militants" are no state's
                rebels = self.actors.role("rebels", country, self.on)
                if rebels is not None:
                    return GroundedActor(rebels.name, rebels.id, ref.text, 0.6)
            if owner is not None and (ref.anaphor or ref.role == "state"):
                against = ref.anaphor == "enemy"  # "its enemies"
                return less_sure(self.opponent(owner), ref.text, 0.6) if against else owner
            if owner is not None and owner.named and owner.id and not phrase.possessive and (
                self.actors.get(owner.id).kind not in ("state", "state_force")
            ):  # fmt: skip
                return owner
            if ref.role and phrase.of is not None and phrase.of.actor is not None:
                country = phrase.of.actor.country
                if country:
                    actor = self.actors.role(ref.role, country, self.on)
                    if actor is not None:
                        return GroundedActor(actor.name, actor.id, ref.text)
        if ref is None and phrase.official and phrase.of is not None and phrase.of.official:
            ref = self._at_home(phrase.of.actor)  # "the head of the council of X"
        if ref is None:
            return None
        if ref.weak and strict and not ref.country:
            return None
        if phrase.backed_by is not None and (
            ref.anaphor in ("force", "regular") or (ref.anaphor == "group" and not self.groups)
        ):  # fmt: skip
            found = protege(self, phrase.backed_by, ref.text)
            if found is not None:
                return found
        if ref.anaphor in ("force", "regular") and (
            (phrase.number_value and phrase.det != "definite" and ref.anaphor == "force")
            or phrase.det == "indefinite"
        ):
            own = self.belligerent(speaker)
            if phrase.det == "indefinite" and phrase.number == "sg" and ref.anaphor == "force":
                return less_sure(own, ref.text, 0.6)  # "a column took X", as a party tells
            return None  # "three soldiers", "some fighters"; but "the 12th division"
        found = self.actor(ref, speaker=speaker)
        if found is None and phrase.apposition is not None:
            found = self.phrase_actor(phrase.apposition, speaker=speaker)
        return found

    def _at_home(self, ref: ActorRef | None) -> ActorRef | None:
        """A common word ("separatists") that names an actor of another country, as a role here."""
        if ref is None or not ref.id or ref.id not in self.actors:
            return ref
        countries = self.actors.get(ref.id).countries
        if not countries or not self._home or not self._home.isdisjoint(countries):
            return ref
        if ref.person and " " in ref.person:  # "Hassan Ghani" in a country that Ghani does not rule
            return ActorRef(ref.text, person=ref.person, weak=True)
        return common_noun(self.names.lexicon, ref.text) or ref

    def _owner(self, phrase: Phrase, speaker: GroundedActor | None) -> GroundedActor | None:
        """Whose forces: "forces of X", "X's troops", "its fighters"."""
        if phrase.possessor is not None:
            return self.phrase_actor(phrase.possessor, speaker=speaker) or self.actor(
                phrase.possessor.actor
            )
        if phrase.of is not None:
            inner = self.phrase_actor(phrase.of, speaker=speaker)
            if inner is not None:
                return inner
        for other in phrase.post[:1]:
            seated = state_seated(phrase, other)
            if seated:
                return self.state(seated)  # "the leadership in Moscow"
            named = other.actor is not None and (other.actor.id or other.actor.country)
            if "from" in other.prep and named and not (other.actor and other.actor.weak):
                return self.phrase_actor(other, speaker=speaker)  # "fighters from the X Brigade"
        if phrase.possessive:
            return self.actor(ActorRef("", anaphor="poss"), speaker=speaker)
        if phrase.apposition is not None and phrase.apposition.actor is not None:
            return self.actor(phrase.apposition.actor)
        return None

    def note_actor(self, actor: GroundedActor | None, *, subject: bool = False) -> None:
        """Remember an actor for later anaphors."""
        if actor is None or not actor.id:
            return
        known = self.actors.get(actor.id)
        if not known.is_belligerent and known.kind != "state":
            return
        self.mentioned.append(actor)
        if actor.named and known.kind not in (
            "state",
            "state_force",
            "coalition",
            "international_org",
        ):
            self.groups.append(actor)
            self.last_named[actor.id] = self.sentence
        if subject:
            self.subjects.append(actor)

    def note_subject(self, actor: GroundedActor | None, number: str) -> None:
        """Remember who acted in a sentence, for verbs without a subject in the next ones."""
        if actor is not None and actor.id and self.actors.get(actor.id).is_belligerent:
            self.recent.append((actor, number))

    def known_doer(self, predicates: tuple[str, ...], place: GroundedPlace) -> GroundedActor | None:
        """Who was told to do one of these to a place, or to a part of it or its surroundings."""
        where = place.base or place.name
        for wanted in predicates:
            known = self.told.get((wanted, where))
            if known is not None:
                return known
        for (wanted, name), actor in reversed(self.told.items()):
            if wanted in predicates and (
                f" {where} " in f" {name} " or f" {name} " in f" {where} "
            ):
                return actor
        return None

    def continued(self, number: str) -> GroundedActor | None:
        """Who a verb without subject goes on to speak of, given the verb's number."""
        if self.local_subject is not None and number in ("", self.local_number):
            return self.local_subject
        for actor, known in reversed(self.recent[-6:]):
            if not number or not known or number == known:
                return actor
        return self.local_subject or (self.recent[-1][0] if self.recent else None)

    def on_one_side(self, one: GroundedActor, other: GroundedActor) -> bool:
        """Whether two parties are one, or known to fight on one side."""
        return one.name == other.name or self.actors.beside(one.id, other.id, self.on)

    def opponent(self, party: GroundedActor) -> GroundedActor | None:
        """The party spoken of last that is not on the same side."""
        for known in reversed(self.mentioned[-8:]):
            if known.id and not self.on_one_side(known, party):
                return known
        return self.rival(party)

    def rival(self, party: GroundedActor | None) -> GroundedActor | None:
        """The other side, in a theatre of two."""
        found = party and rival_side(self.names.theatre, self.actors, party.id, self.on)
        return self.by_id(found) if found else None

    def lookup(self, text: str, language: str, kind: str) -> tuple[Place | None, str, float]:
        """Place, name and score of a name in the gazetteers; looked up once a report."""
        key = (text, kind)
        known = self._place_memo.get(key)
        if known is None:
            context = Context(
                countries=self.countries,
                kind=kind if kind in _TELLING else None,
                places=tuple(p.place for p in self.places[-6:] if p.place is not None),
            )
            match = self.resolver.resolve(text, language, context)
            known = (match.place, match.name, match.score)
            self._place_memo[key] = known
        return known

    def note_place(self, place: GroundedPlace | None, weight: float = 0.6) -> None:
        """Remember a place for later anaphors."""
        if place is None or place.kind == "country":
            return
        home = place.place.country if place.place is not None else None
        if home and self.countries and home not in self.countries and self.country is not None:
            return
        self.places.append(place)
        self.mentions.append(PlaceMention(place, self.sentence, -1, weight))

    def note_share(self, place: GroundedPlace | None) -> None:
        """Remember that somebody was said to hold a part of a place: others hold the rest."""
        if place is not None:
            self.shared.add(place.base or place.name)

    def note_relief(self, actor: GroundedActor | None, place: GroundedPlace | None) -> None:
        """Remember who was said to want to break the siege of a place."""
        if actor is not None and actor.id and place is not None:
            self.relievers[place.base or place.name] = actor

    def note_claim(
        self, predicate: str, actor: GroundedActor | None, place: GroundedPlace | None
    ) -> None:
        """Remember who was said to do what where."""
        if place is not None:
            plain = replace(place, extent="", vague=False) if place.extent else place
            self.centers.append(plain)
            self.told_of.append((predicate, plain))
            if place.kind != "country":
                self.mentions.append(PlaceMention(plain, self.sentence, -1, CLAIMED))
        if actor is not None and actor.id and predicate != "supports":
            self.doers.append(actor)
            if predicate in _OFFENSIVE:
                self.attackers.append(actor)
            if place is not None and not place.vague:
                beside = place.name.startswith(("near ", "around "))  # not who has the town
                self.told[(predicate, place.name if beside else place.base or place.name)] = actor


def _last_two(items: list[Any]) -> list[Any]:
    """The last two items of different names, the earlier first."""
    found: list[Any] = []
    for item in items[::-1]:
        if all(item.name != other.name for other in found):
            found.insert(0, item)
        if len(found) == 2:
            return found
    return []
