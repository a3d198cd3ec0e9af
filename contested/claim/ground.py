"""From descriptions to actors and places: names, roles, parts, anaphora, along one report.

`Ground` keeps what the report has spoken of so far; everything it answers carries how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contested.actor.actors import Actors
from contested.actor.roles import made_role
from contested.claim.names import NameIndex
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.place.place import Place
from contested.place.resolve import Context, Resolver, english_rendering
from contested.place.toponym import same_place, script

_ADJECTIVE = {
    "north": "northern", "south": "southern", "east": "eastern", "west": "western",
    "northeast": "northeastern", "northwest": "northwestern", "southeast": "southeastern",
    "southwest": "southwestern", "central": "central",
}  # fmt: skip
_TELLING = frozenset({"province", "region", "airport"})  # kinds that decide between namesakes
_SETTLED = frozenset({"city", "town", "village", "district", "neighbourhood"})
_AREA = frozenset({"province", "region", "district"})
_SUFFIXED = frozenset({"airport", "base", "site", "route"})
_AREA_SUFFIX = {"province": " province", "region": " region"}


@dataclass(frozen=True, slots=True)
class GroundedActor:
    """A resolved actor; `sure` is 1 for a name, less for a role or an anaphor."""

    name: str
    id: str = ""
    text: str = ""
    sure: float = 1.0
    named: bool = True


@dataclass(frozen=True, slots=True)
class GroundedPlace:
    """A resolved place with the part of it that is meant."""

    name: str
    id: str = ""
    text: str = ""
    kind: str = ""
    extent: str = ""
    place: Place | None = None
    sure: float = 1.0
    base: str = ""  # the name without compass or "near"


class Ground:
    """What one report has spoken of, and how its descriptions resolve."""

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
        self.countries = countries
        self.on = on
        self.glosses = glosses
        self.language = names.lexicon.code
        self.places: list[GroundedPlace] = []
        self.mentioned: list[GroundedActor] = []
        self.groups: list[GroundedActor] = []
        self.subjects: list[GroundedActor] = []
        self.persons: dict[str, GroundedActor] = {}
        self.sources: dict[str, str] = {}
        self.former: Phrase | None = None
        self.latter: Phrase | None = None
        self.pair: list[GroundedPlace] = []  # the last two places told of before this sentence
        self.actor_pair: list[GroundedActor] = []
        self.here_groups: list[GroundedActor] = []  # groups named in this sentence
        self.local_subject: GroundedActor | None = None  # subject of the clause before
        self.here: list[tuple[int, GroundedPlace]] = []  # named in this sentence, by position
        self._spellings: dict[str, str] = {}
        self._pack = f"{names.theatre.name}:" if names.theatre is not None else "\0"
        self.centers: list[GroundedPlace] = []  # places that claims were made about
        self.doers: list[GroundedActor] = []  # actors of the claims made, the latest last
        self.told: dict[tuple[str, str], GroundedActor] = {}  # who did what where, as told before
        self.upcoming: list[PlaceRef] = []
        self._place_memo: dict[tuple[str, str], tuple[Place | None, str, float]] = {}

    def begin_sentence(self) -> None:
        """Fix what "the former" and "the latter" mean for the sentence that begins."""
        self.local_subject = None
        self.pair = _last_two(self.centers)
        self.actor_pair = _last_two(self.doers)

    # -- actors -----------------------------------------------------------------------------------

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None

    def by_id(self, actor_id: str, text: str = "", sure: float = 1.0) -> GroundedActor:
        return GroundedActor(self.actors.get(actor_id).name, actor_id, text, sure)

    def state(self, country: str, text: str = "", sure: float = 1.0) -> GroundedActor | None:
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
            return self.by_id(self._local(ref.id), ref.text)
        if ref.source:
            return None
        if ref.role:
            country = ref.country or self.country
            if ref.role in ("jihadists", "islamists") and not ref.country:
                for known in reversed([*self.groups, *self.here_groups]):
                    if self.actors.get(known.id).kind == "jihadist_group":
                        return _less_sure(known, ref.text, 0.8)
            if ref.role == "state" and ref.country:
                return self.state(ref.country, ref.text)
            actor = self.actors.role(ref.role, country, self.on)
            if ref.role not in ("state", "coalition") and (
                actor is None or made_role(actor.id) is not None
            ):
                if self.groups:
                    return _less_sure(self.groups[-1], ref.text, 0.75)
            if actor is None:
                return None
            return GroundedActor(actor.name, actor.id, ref.text, 0.85, named=False)
        if ref.country:
            return self.state(ref.country, ref.text)
        if ref.person and not ref.anaphor:
            return self.persons.get(ref.person.split()[-1])
        if ref.anaphor == "pronoun":
            candidate = self._belligerent(speaker) or self.local_subject
            candidate = candidate or (self.subjects[-1] if self.subjects else None)
            return _less_sure(candidate, ref.text, 0.6)
        if ref.anaphor == "poss":
            candidate = self._belligerent(speaker) or (self.subjects[-1] if self.subjects else None)
            return _less_sure(candidate, ref.text, 0.65)
        if ref.anaphor in ("former", "latter"):
            if len(self.actor_pair) == 2:
                return _less_sure(self.actor_pair[ref.anaphor == "latter"], ref.text, 0.7)
            return None
        if ref.anaphor == "group":
            if self.groups:
                return _less_sure(self.groups[-1], ref.text, 0.7)
            return self.actor(ActorRef(ref.text, role="rebels"), depth=depth + 1)
        if ref.anaphor == "unnamed":
            return None
        if ref.anaphor == "enemy":
            own = self._belligerent(speaker)
            for other in reversed(self.mentioned):
                if own is not None and other.id != own.id and not self.actors.allied(
                    other.id, own.id, self.on
                ):
                    return _less_sure(other, ref.text, 0.6)
            return None
        if ref.anaphor == "regular":
            own = self._belligerent(speaker)
            if own is not None and self._is_state(own):
                return _less_sure(own, ref.text, 0.6)
            for known in reversed(self.mentioned[-8:]):
                if self._is_state(known):
                    return _less_sure(known, ref.text, 0.6)
            return _less_sure(self.state(self.country) if self.country else None, ref.text, 0.5)
        if ref.anaphor == "force":
            own = self._belligerent(speaker)
            recent = [own] if own is not None else self.doers[-1:] or self.mentioned[-1:]
            return _less_sure(recent[0] if recent else None, ref.text, 0.5)
        return None

    def _is_state(self, actor: GroundedActor) -> bool:
        return self.actors.get(actor.id).kind in ("state", "state_force", "authority")

    def _belligerent(self, speaker: GroundedActor | None) -> GroundedActor | None:
        """The party behind a speaker: itself, or whom it speaks for."""
        if speaker is None or not speaker.id:
            return None
        voice = self.actors.speaks_for(speaker.id)
        if voice:
            return self.by_id(voice)
        known = self.actors.get(speaker.id)
        return speaker if known.is_belligerent or known.kind == "state" else None

    def _local(self, actor_id: str) -> str:
        """Among actors that share a name, the one of the report's country."""
        actor = self.actors.get(actor_id)
        if actor.countries and self.countries and not set(actor.countries) & set(self.countries):
            for name in actor.names.get(self.language, ()):
                for other in self.names.actors_named(name):
                    if set(self.actors.get(other).countries) & set(self.countries):
                        return other
        return actor_id

    def phrase_actor(
        self, phrase: Phrase | None, *, speaker: GroundedActor | None = None, strict: bool = False
    ) -> GroundedActor | None:
        """The actor a whole phrase means, with its complement, possessor and apposition."""
        if phrase is None or phrase.source:
            return None
        ref = phrase.actor
        if phrase.ordinary and phrase.apposition is not None and phrase.apposition.actor is not None:
            return self.phrase_actor(phrase.apposition, speaker=speaker, strict=strict)
        named = phrase.apposition
        if (
            ref is not None and not ref.id and not ref.country and (ref.role or ref.anaphor)
            and named is not None and named.actor is not None and named.actor.id
        ):  # fmt: skip
            return self.actor(named.actor)
        if phrase.ordinary and phrase.head_word in self.names.lexicon.goal_nouns:
            return self._owner(phrase, speaker)  # "its next goal is to take X"
        if ref is not None and ref.anaphor == "own":
            return self.actor(ActorRef(ref.text, anaphor="poss"), speaker=speaker)
        if phrase.ordinary or (phrase.cue is not None and ref is None):
            return None
        if (
            ref is not None
            and ref.anaphor in ("force", "regular", "group")
            or (ref is not None and ref.role and not ref.country)
        ):
            owner = self._owner(phrase, speaker)
            if owner is not None and (ref.anaphor or ref.role == "state"):
                return owner
            if owner is not None and owner.named and owner.id and not phrase.possessive and (
                self.actors.get(owner.id).kind not in ("state", "state_force")
            ):
                return owner
            if ref.role and phrase.of is not None and phrase.of.actor is not None:
                country = phrase.of.actor.country
                if country:
                    actor = self.actors.role(ref.role, country, self.on)
                    if actor is not None:
                        return GroundedActor(actor.name, actor.id, ref.text)
        if ref is None:
            return None
        if ref.weak and strict and not ref.country:
            return None
        if ref.anaphor in ("force", "regular") and (phrase.number_value or phrase.det == "indefinite"):
            return None  # "three soldiers", "some fighters"
        found = self.actor(ref, speaker=speaker)
        if found is None and phrase.apposition is not None:
            found = self.phrase_actor(phrase.apposition, speaker=speaker)
        return found

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
        if phrase.possessive:
            return self.actor(ActorRef("its", anaphor="poss"), speaker=speaker)
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
        if actor.named and known.kind not in ("state", "state_force", "coalition", "international_org"):
            self.groups.append(actor)
        if subject:
            self.subjects.append(actor)

    # -- places -----------------------------------------------------------------------------------

    def phrase_place(
        self, phrase: Phrase | None, depth: int = 0, *, unknown_ok: bool = False
    ) -> GroundedPlace | None:
        """The place a whole phrase means, or None."""
        if phrase is None or depth > 4:
            return None
        ref = phrase.place
        if ref is None or phrase.ordinary:
            return self._through(phrase, depth)
        extent = phrase.extent
        if ref.kind == "route" and not ref.anaphor and not ref.ids:
            first = self.place(replace(ref, kind="town"))
            for other in phrase.post:
                last = self.phrase_place(other, depth + 1) if other.joined_end else None
                if first is not None and last is not None:
                    name = f"{first.base or first.name}-{last.base or last.name} road"
                    return GroundedPlace(name, "", ref.text, "route", "", first.place, 0.8)
        found: GroundedPlace | None
        inner = self._complement(phrase, depth)
        if ref.kind == "route" and ref.anaphor:
            return self._route(phrase, ref, inner)
        if phrase.held and inner is not None and ref.anaphor and ref.plural:
            return self._held_part(phrase.held[0], ref, inner)
        if (
            ref.plural and ref.kind in ("neighbourhood", "district") and not ref.compass
            and (phrase.adj_actor is not None or ref.holder is not None) and ref.anaphor
        ):  # fmt: skip
            city = inner or self._anaphor(replace(ref, plural=True), phrase)
            if city is not None:
                holder = ref.holder or phrase.adj_actor
                assert holder is not None
                return self._held_part(("controls", holder), ref, city)
        if ref.anaphor and ref.kind != "pronoun":
            if inner is not None:
                found = self._part_of(ref, inner, extent)
            elif phrase.adj_place is not None and not phrase.adj_place.weak:
                base = self.place(phrase.adj_place)
                found = self._part_of(ref, base, extent) if base is not None else None
            elif (
                phrase.apposition is not None
                and phrase.apposition.place is not None
                and not (phrase.apposition.place.anaphor)
            ):
                found = self.place(phrase.apposition.place)
            else:
                found = self._anaphor(ref, phrase)
        elif ref.anaphor:
            found = self._latest()
        else:
            found = self.place(ref)
            if found is None and unknown_ok and ref.unknown and (
                ref.text.split()[-1] not in self.persons
            ):
                name = english_rendering(ref.text, self.language)
                found = self._finish(GroundedPlace(name, "", ref.text, "", "", None, 0.45), ref)
            if (
                found is not None and inner is not None and ref.unknown and found.place is None
                and not ref.kind
            ):  # fmt: skip
                return None
        if found is None:
            return None
        return self._extent(found, extent)

    def _through(self, phrase: Phrase, depth: int) -> GroundedPlace | None:
        """A part noun or an unlisted noun whose complement is a place ("a part of X")."""
        if phrase.extent and phrase.of is not None and not phrase.cue:
            inner = self.phrase_place(phrase.of, depth + 1)
            if inner is not None:
                return self._extent(inner, phrase.extent)
        return None

    @staticmethod
    def _extent(found: GroundedPlace, extent: str) -> GroundedPlace:
        if not extent:
            return found
        return replace(found, extent=extent)

    def _complement(self, phrase: Phrase, depth: int) -> GroundedPlace | None:
        if phrase.of is not None and phrase.of.place is not None:
            return self.phrase_place(phrase.of, depth + 1)
        if phrase.possessor is not None and phrase.possessor.place is not None and not (
            phrase.possessor.place.weak or phrase.possessor.place.kind == "country"
        ):
            return self.phrase_place(phrase.possessor, depth + 1)
        for other in phrase.post:
            roles = set(other.prep) & {"in", "at", "near", "around", "on", "outside"}
            if roles and other.place is not None and other.cue is None and not other.place.weak:
                found = self.phrase_place(other, depth + 1)
                if found is not None and ("around" in roles or "near" in roles):
                    word = "around" if "around" in roles else "near"
                    return _beside(found, word)
                return found
        return None

    def held_by(self, place: GroundedPlace, phrase: Phrase, holder: GroundedActor) -> GroundedPlace:
        """Unnamed districts of a city that somebody holds, by the name the theatre has for them."""
        ref = phrase.place
        if ref is None or not ref.plural or ref.kind not in ("neighbourhood", "district"):
            return place
        if place.extent != "part" or place.kind not in ("city", "town"):
            return place
        for role in ("rebels", "state"):
            actor = self.actors.role(role, self.country, self.on)
            if actor is not None and actor.id == holder.id:
                return self._held_part(("controls", ActorRef(role, role=role)), ref, place)
        return place

    def _held_part(
        self, held: tuple[str, ActorRef], place_ref: PlaceRef, inner: GroundedPlace
    ) -> GroundedPlace:
        """ "rebel-held districts of Aleppo": named after its holder where no name is known."""
        predicate, ref = held
        holder = self.actor(ref)
        side = ref.text.lower()
        if holder is not None and not ref.role:
            for role in ("rebels", "state"):
                known_side = self.actors.role(role, self.country, self.on)
                if known_side is not None and known_side.id == holder.id:
                    ref = ActorRef(ref.text, role=role)
        if ref.role:
            side = {"rebels": "rebel", "opposition": "rebel", "state": "government"}.get(
                ref.role, side
            )
        elif holder is not None:
            side = holder.name
        name = f"{side}-{predicate_word(predicate)} districts of {inner.base or inner.name}"
        known, _, score = self._lookup(name, "en", "")
        if known is not None and score > 0.9:
            return GroundedPlace(
                known.name, known.id, place_ref.text, known.kind, "", known, 0.9, inner.name
            )
        return replace(inner, extent=inner.extent or "part", sure=inner.sure * 0.9)

    def _part_of(
        self, ref: PlaceRef, inner: GroundedPlace | None, extent: str
    ) -> GroundedPlace | None:
        """An unnamed place inside or beside a named one."""
        if inner is None:
            return None
        base = inner.base or inner.name
        if ref.compass and not (
            ref.kind in ("city", "town", "village", "province", "airport", "base", "site")
            and not ref.plural
        ):
            found = self._compass(inner, ref.compass, ref)
            return replace(found, extent="part") if ref.plural else found
        if ref.kind in _SUFFIXED and ref.kind != "route" and not ref.plural:
            known = next(
                (p for p in reversed(self.places)
                 if _fits_kind(p.kind, ref.kind) and p.base in (base, "") and base in p.name),
                None,
            )  # fmt: skip
            if known is not None:
                return known
            noun = self.glosses.get(ref.noun, "") or _english_noun(ref.noun or ref.text, ref.kind)
            return self._named(f"{base} {noun}", ref, inner)
        if ref.kind == "province" and inner.kind not in ("country",):
            return self._named(f"{base} province", ref, inner)
        if ref.kind == "region" and not ref.plural and inner.kind not in ("country", "region"):
            return inner
        if (
            ref.kind in ("city", "town", "village")
            and not ref.plural
            and inner.kind != "country"
            and (inner.kind not in ("province", "region"))
        ):
            return inner  # "the city of Aleppo"
        if (
            ref.kind in ("district", "neighbourhood")
            and not ref.plural
            and (inner.kind in ("district", "neighbourhood"))
        ):
            return inner
        return replace(inner, extent=extent or "part", text=ref.text, sure=inner.sure * 0.9)

    def _route(
        self, phrase: Phrase, ref: PlaceRef, inner: GroundedPlace | None
    ) -> GroundedPlace | None:
        """An unnamed road: named by its two ends, else by where it leads or lies."""
        ends: list[GroundedPlace] = []
        for other in phrase.post:
            if set(other.prep) & {"between", "from", "to", "with", "into", "toward"}:
                for part in (other, *other.conjuncts):
                    place = self.phrase_place(part)
                    if place is not None:
                        ends.append(place)
                ends += [p for q in other.post if set(q.prep) & {"to", "with", "into"}
                         and (p := self.phrase_place(q)) is not None]  # fmt: skip
        if len(ends) >= 2:
            a, b = ends[0].name, ends[1].name
            for first, second in ((a, b), (b, a)):
                for noun in ("highway", "road"):
                    place, _, score = self._lookup(f"{first}-{second} {noun}", "en", "route")
                    if place is not None and score > 0.9:
                        return GroundedPlace(place.name, place.id, ref.text, "route", "", place, 0.9)
            road = GroundedPlace(f"{a}-{b} road", "", ref.text, "route", "", ends[0].place, 0.7)
            self.places.append(road)
            return road
        if inner is not None and not ref.plural:
            return self._named(f"{inner.base or inner.name} road", ref, inner)
        for other in phrase.post:
            if set(other.prep) & {"in", "near", "at", "to", "into", "through"}:
                place_found = self.phrase_place(other)
                if place_found is not None:
                    return place_found
        if ends:
            return ends[0]
        return self.latest_route() or self._latest()

    def latest_route(self) -> GroundedPlace | None:
        """The road spoken of last."""
        for known in reversed([*self.places, *self.centers[-2:]]):
            if known.kind == "route":
                return replace(known, sure=known.sure * 0.8)
        return None

    def _named(self, name: str, ref: PlaceRef, inner: GroundedPlace) -> GroundedPlace:
        place, _, score = self._lookup(name, "en", ref.kind)
        if place is not None and score > 0.9:
            return GroundedPlace(place.name, place.id, ref.text, place.kind, "", place, score)
        return GroundedPlace(name, "", ref.text, ref.kind, "", inner.place, 0.7, name)

    def _compass(
        self, base: GroundedPlace, compass: tuple[str, ...], ref: PlaceRef
    ) -> GroundedPlace:
        """ "southern X", "the center of X", "the outskirts of X"."""
        name = base.base or base.name
        if any(p in _ADJECTIVE for p in compass):  # "the western outskirts": the side is what counts
            compass = tuple(p for p in compass if p in _ADJECTIVE)
        if any(_ADJECTIVE.get(p, p) in name.lower().split() for p in compass):
            return replace(base, text=ref.text)
        for part in reversed(compass):
            if part == "center":
                name = f"center of {name}"
            elif part in ("outskirts", "around"):
                name = f"around {name}"
            elif part == "countryside":
                name = f"{name} countryside"
            elif part == "suburbs":
                name = f"{name} suburbs"
            elif part in _ADJECTIVE:
                if ref.beside:
                    name = f"{part} of {name}"
                else:
                    name = f"{_ADJECTIVE[part]} {name}"
        place, _, score = self._lookup(name, "en", "")
        if place is not None and score > 0.95:
            return GroundedPlace(name, place.id, ref.text, place.kind, base.extent, place)
        return replace(base, name=name, text=ref.text, base=base.base or base.name, id=base.id,
                       sure=base.sure * 0.95)  # fmt: skip

    def _anaphor(self, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
        """ "the town", "the villages": the latest place that can be meant."""
        if phrase.det == "indefinite" and not ref.plural and ref.kind in ("city", "town", "village"):
            return self._cataphor(ref)
        if phrase.det in ("indefinite", "negative") and not phrase.extent:
            return self._vague(ref, phrase)
        if ref.plural:
            return self._vague(ref, phrase)
        if ref.kind in ("former", "latter"):
            pair = self.pair
            if len(pair) == 2:
                return replace(pair[0 if ref.kind == "former" else 1], text=ref.text, extent="")
            return None
        wanted = ref.kind
        if wanted == "compass":
            base = self._anaphor(replace(ref, kind="town", compass=()), phrase)
            return self._compass(base, ref.compass, ref) if base is not None else None
        if wanted in ("base", "site", "airport"):
            return self._installation(ref)
        if phrase.det == "indefinite" and wanted in _SETTLED:
            return None
        here = [p for at, p in self.here if at < phrase.start]
        pools = [here, _by_weight(self.centers[-5:]), self.places]
        for exact, pool in [(True, pools[0]), (False, pools[0])] + [(False, p) for p in pools[1:]]:
            for known in reversed(pool):
                if _fits(known, wanted) and (not exact or known.kind == wanted):
                    found = replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
                    if ref.compass and wanted not in ("city", "town", "village"):
                        return self._compass(found, ref.compass, ref)
                    return found
        return None

    def _installation(self, ref: PlaceRef) -> GroundedPlace | None:
        """ "the base": one named before, else the one of the town spoken of last."""
        for known in reversed(self.places):
            if _fits_kind(known.kind, ref.kind):
                return replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
        for known in reversed(self.places):
            if known.kind in _SETTLED:
                gloss = self.glosses.get(ref.text.lower(), "") or self.glosses.get(
                    ref.text.lower().split()[-1], ""
                )
                noun = gloss or _english_noun(ref.noun or ref.text, ref.kind)
                return self._named(f"{known.base or known.name} {noun}", ref, known)
        return None

    def _cataphor(self, ref: PlaceRef) -> GroundedPlace | None:
        """ "a strategic town", named only afterwards: the next place the report names."""
        for upcoming in self.upcoming:
            found = self.place(upcoming)
            if found is not None and found.kind in ("city", "town", "village", ""):
                return replace(found, text=ref.text, sure=found.sure * 0.7)
        return None

    def _vague(self, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
        """Unnamed places ("several villages"): a part of the area spoken of last."""
        here = [p for at, p in self.here if at < phrase.start]
        wide = ("province", "region", "city", "town", "district")
        if ref.kind in ("neighbourhood", "district"):
            wide = ("city", "town")
        for known in [*reversed(here), *reversed(self.centers[-3:]), *reversed(self.places)]:
            if known.kind in wide:
                if ref.compass:
                    return self._compass(replace(known, text=ref.text), ref.compass, ref)
                extent = phrase.extent if phrase.extent in ("most", "whole") else "part"
                return replace(known, text=ref.text, extent=extent, sure=known.sure * 0.5)
        return None

    def _latest(self) -> GroundedPlace | None:
        for known in reversed([*self.places, *self.centers[-1:]]):
            if known.kind not in ("country", "border"):
                return replace(known, sure=known.sure * 0.75, extent="")
        return None

    def place(self, ref: PlaceRef) -> GroundedPlace | None:
        """The place a name means; the name in English where no reference knows it."""
        if ref.weak:
            name = self.actors.countries[ref.country].name if ref.country else ref.text
            return self._finish(GroundedPlace(name, "", ref.text, "country", "", None, 0.9), ref)
        if ref.ids:
            theatre = self.names.theatre
            place = self._fitting(ref, [theatre.places[i] for i in ref.ids]) if theatre else None
            if place is not None:
                return self._finish(
                    GroundedPlace(place.name, place.id, ref.text, place.kind, "", place), ref
                )
        place, name, score = self._lookup(ref.text, self.language, ref.kind)
        if place is None and not ref.kind:
            return None
        if place is None:
            if ref.kind in _AREA_SUFFIX and not name.endswith(_AREA_SUFFIX[ref.kind]):
                name += _AREA_SUFFIX[ref.kind]
            return self._finish(GroundedPlace(name, "", ref.text, ref.kind, "", None, 0.5), ref)
        name = self._spelling(place, ref)
        return self._finish(
            GroundedPlace(name, place.id, ref.text, place.kind, "", place, score), ref
        )

    def _spelling(self, place: Place, ref: PlaceRef) -> str:
        """A place outside the theatre keeps the report's own Latin spelling, the first met."""
        known = self._spellings.get(place.id)
        if known is None:
            known = place.name
            bare = ref.text.split("'")[0]
            if (
                ref.unknown and script(ref.text) == "LATIN" and place.kind in ("city", "town", "village")
                and not place.id.startswith(self._pack) and same_place(bare, place.name)
            ):  # fmt: skip
                known = bare
            self._spellings[place.id] = known
        return known

    def _fitting(self, ref: PlaceRef, places: list[Place]) -> Place:
        """Among places of one name, the one of the kind the text says; a city before its province."""
        if ref.kind:
            for place in places:
                if place.kind == ref.kind or _fits_kind(place.kind, ref.kind):
                    return place
        order = {"city": 0, "town": 1, "village": 2, "neighbourhood": 3, "district": 4}
        return min(places, key=lambda p: (order.get(p.kind, 5), -(p.population or 0)))

    def _finish(self, found: GroundedPlace, ref: PlaceRef) -> GroundedPlace:
        """Apply the kind ("province", "airbase") and the compass the text gives to a bare name."""
        if ref.kind in (
            "province",
            "region",
            "airport",
            "base",
            "site",
            "route",
        ) and not _fits_kind(found.kind, ref.kind):
            base = found.name
            if ref.kind in ("province", "region"):
                found = self._named(f"{base} {ref.kind}", ref, found)
            else:
                noun = self.glosses.get(ref.noun, "") or _english_noun(
                    ref.noun or ref.text, ref.kind
                )
                if not base.lower().endswith(noun):
                    found = self._named(f"{base} {noun}", ref, found)
        if ref.compass:
            found = self._compass(found, ref.compass, ref)
        return found

    def _lookup(self, text: str, language: str, kind: str) -> tuple[Place | None, str, float]:
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

    def note_place(self, place: GroundedPlace | None) -> None:
        """Remember a place for later anaphors."""
        if place is None or place.kind == "country":
            return
        home = place.place.country if place.place is not None else None
        if home and self.countries and home not in self.countries and self.country is not None:
            return
        self.places.append(place)

    def note_claim(
        self, predicate: str, actor: GroundedActor | None, place: GroundedPlace | None
    ) -> None:
        """Remember who was said to do what where."""
        if place is not None:
            plain = replace(place, extent="")
            self.centers.append(plain)
        if actor is not None and actor.id:
            self.doers.append(actor)
            if place is not None:
                self.told[(predicate, place.base or place.name)] = actor


def _by_weight(centers: list[GroundedPlace]) -> list[GroundedPlace]:
    """Recent places, the one most claims were about last, then the latest."""
    names = [c.name for c in centers]
    return sorted(centers, key=lambda c: names.count(c.name))


def _last_two(items: list[Any]) -> list[Any]:
    """The last two items of different names, the earlier first."""
    found: list[Any] = []
    for item in reversed(items):
        if all(item.name != other.name for other in found):
            found.insert(0, item)
        if len(found) == 2:
            return found
    return []


def _beside(found: GroundedPlace, word: str) -> GroundedPlace:
    if found.kind in ("country", "province", "region", "route") or found.name.startswith(
        ("near ", "around ", "center of ")
    ):
        return found
    return replace(found, name=f"{word} {found.name}", base=found.base or found.name)


def predicate_word(predicate: str) -> str:
    """The word that names an area after what its holder does."""
    return {"controls": "held", "besieges": "besieged"}.get(predicate, "held")


def _less_sure(actor: GroundedActor | None, text: str, sure: float) -> GroundedActor | None:
    if actor is None:
        return None
    return GroundedActor(actor.name, actor.id, text or actor.text, sure, named=False)


def _fits(known: GroundedPlace, wanted: str) -> bool:
    if wanted in ("city", "town", "village"):
        return known.kind in ("city", "town", "village", "")
    return _fits_kind(known.kind, wanted)


def _fits_kind(kind: str, wanted: str) -> bool:
    if kind == wanted or not wanted:
        return True
    groups = (
        {"city", "town", "village", "camp"},
        {"neighbourhood", "district"},
        {"province", "region"},
        {"base", "airport"},
        {"site", "refinery", "oilfield", "dam", "crossing", "mountain", "prison", "castle"},
        {"route", "road", "corridor"},
        {"border", "crossing"},
    )
    return any(kind in group and wanted in group for group in groups) or (
        wanted in ("region", "district", "neighbourhood", "positions")
        and kind in ("city", "town", "district", "neighbourhood", "region", "province")
    )


def _english_noun(text: str, kind: str) -> str:
    """The English word for a kind of installation, from an English text's own last word."""
    last = text.split()[-1]
    return last.lower() if last.isascii() else kind
