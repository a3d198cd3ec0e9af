"""Search for places and actors by any name, in any script, with room for another spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from contested.map.answers import Named
from contested.map.answers_day import FoundActor, FoundPlace, SearchAnswer
from contested.map.places import NAMED_ONLY
from contested.map.snapshot import Snapshot
from contested.place.resolve import Resolver
from contested.place.toponym import fold

_MOST = 12
_NEAR_ENOUGH = 72.0
_SHORTEST_GUESS = 4


@dataclass(frozen=True, slots=True)
class _Name:
    folded: str
    shown: str
    id: str


class Search:
    """An index of one snapshot's names; made when first asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def find(self, text: str) -> SearchAnswer:
        """Places and actors called so, or nearly so; best first."""
        wanted = fold(text.strip())
        if not wanted:
            return SearchAnswer(places=[], actors=[])
        places = self._ranked(wanted, self._place_names)
        for place, score in self._resolver.resolve(text.strip()).candidates:
            if place.id not in places and place.id in self.snapshot.places.index:
                places[place.id] = (score * 0.95, place.name)
        actors = self._ranked(wanted, self._actor_names)
        return SearchAnswer(places=self._found_places(places), actors=self._found_actors(actors))

    def _ranked(self, wanted: str, names: list[_Name]) -> dict[str, tuple[float, str]]:
        """Score and name by id: the same name, one that begins so, one that has a word that does,
        one spelt nearly so."""
        found: dict[str, tuple[float, str]] = {}

        def keep(name: _Name, score: float) -> None:
            if score > found.get(name.id, (0.0, ""))[0]:
                found[name.id] = (score, name.shown)

        for name in names:
            if name.folded == wanted:
                keep(name, 1.0)
            elif name.folded.startswith(wanted):
                keep(name, 0.9)
            elif f" {wanted}" in name.folded:
                keep(name, 0.8)
        if len(found) < _MOST and len(wanted) >= _SHORTEST_GUESS:
            near = process.extract(
                wanted, [name.folded for name in names], scorer=fuzz.ratio, limit=_MOST,
                score_cutoff=_NEAR_ENOUGH,
            )  # fmt: skip
            for _, score, number in near:
                keep(names[number], 0.7 * score / 100.0)
        return found

    def _found_places(self, scores: dict[str, tuple[float, str]]) -> list[FoundPlace]:
        snapshot = self.snapshot
        rows = []
        for place_id, (score, matched) in scores.items():
            place = snapshot.places.places[snapshot.places.index[place_id]]
            spoken = place_id in snapshot.places.spoken
            parent = next(iter(snapshot.theatre.ancestors(place_id)), None)
            rows.append(
                FoundPlace(
                    id=place_id,
                    index=snapshot.places.index[place_id],
                    name=snapshot.namer.place(place_id),
                    kind=place.kind,
                    matched=matched,
                    part_of=Named(id=parent, name=snapshot.namer.place(parent)) if parent else None,
                    spoken=spoken,
                    score=round(score, 3),
                )
            )
        people = {one.id: one.population or 0 for one in snapshot.places.places}
        rows.sort(
            key=lambda one: (
                -one.score, one.kind == NAMED_ONLY, not one.spoken, -people[one.id], one.id,
            )
        )  # fmt: skip
        return rows[:_MOST]

    def _found_actors(self, scores: dict[str, tuple[float, str]]) -> list[FoundActor]:
        snapshot = self.snapshot
        keys = {one.key: one for one in snapshot.speakers}
        rows = []
        for key, (score, matched) in scores.items():
            known = snapshot.actors.get(key) if key in snapshot.actors else None
            speaker = keys.get(key)
            side = snapshot.actors.side_of(key, snapshot.last_day) if known else None
            rows.append(
                FoundActor(
                    id=key,
                    name=snapshot.namer.actor(key),
                    kind=known.kind if known else speaker.kind if speaker else "unknown",
                    side=side,
                    speaker=speaker.key if speaker else None,
                    matched=matched,
                    score=round(score, 3),
                )
            )
        rows.sort(key=lambda one: (-one.score, one.speaker is None, one.id))
        return rows[:_MOST]

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.snapshot.theatre, None)

    @cached_property
    def _place_names(self) -> list[_Name]:
        snapshot = self.snapshot
        rows = [_Name(fold(one.name), one.name, one.id) for one in snapshot.places.places]
        for language in snapshot.theatre.name_languages():
            rows += [_Name(fold(name), name, key) for name, key in snapshot.theatre.names(language)]
        return list(dict.fromkeys(rows))

    @cached_property
    def _actor_names(self) -> list[_Name]:
        snapshot = self.snapshot
        countries = set(snapshot.theatre.countries)
        speaking = {one.key for one in snapshot.speakers}
        sides = {one.id for one in snapshot.holders}
        rows = []
        for actor in snapshot.actors:
            here = not actor.countries or countries & set(actor.countries)
            if not (here or actor.id in speaking or actor.id in sides):
                continue
            names = {actor.name: None} | {n: None for row in actor.names.values() for n in row}
            rows += [_Name(fold(name), name, actor.id) for name in names]
        rows += [
            _Name(fold(one.name), one.name, one.key)
            for one in snapshot.speakers
            if one.key not in snapshot.actors
        ]
        return rows
