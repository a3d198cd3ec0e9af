"""From a toponym in a text to a place of the reference.

The stages: names of the theatre in any language; spellings of the theatre that sound alike;
names of the world gazetteer; spellings of the world inside the countries at hand. Every stage
yields candidates with a score from 0 to 1 for how well the name fits; the context (countries,
places already found, a stated distance and direction, the kind of place the text says) moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import ParamSpec, cast

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from contested.place import place as kinds
from contested.place.counterpart import Counterparts
from contested.place.fit import (
    Context,
    context_fit,
    is_known,
    is_settlement,
    is_usual_name,
    prominence,
    spelling_score,
)
from contested.place.inflect import base_forms
from contested.place.letter_sound import other_readings
from contested.place.place import Place
from contested.place.skeletons import skeletons_of
from contested.place.theatre import Theatre
from contested.place.toponym import (
    fold,
    likeness,
    romanise,
    same_place,
    script,
    skeleton,
    sounds,
    without_article,
    writes_foreign,
    writes_vowels,
)
from contested.place.world import World

ACCEPT = 0.5  # below this a candidate is only listed
ACCEPT_ALONE = 0.4  # the same where nothing is known of the context
MAX_CANDIDATES = 5
LARGE = 20_000  # inhabitants of a town whose name of three consonants may be guessed at
CACHE_SIZE = 50_000


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a toponym was taken to mean. `place` is None if it resolves nowhere; `name` is then
    an English rendering of the text. `stage` is ``theatre``, ``theatre spelling``, ``world``,
    ``world spelling`` or ``none``. `candidates` are the best few, best first."""

    place: Place | None
    name: str
    score: float
    candidates: tuple[tuple[Place, float], ...] = ()
    stage: str = "none"


Row = tuple[Place, float]
P = ParamSpec("P")
NO_CONTEXT = Context()
__all__ = ["NO_CONTEXT", "Context", "PlaceMatch", "Resolver", "english_rendering", "not_places"]


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Folded words that look like names but are no places: weekdays, agencies, statesmen."""
    text = (resources.files("contested.place") / "data" / "not_places.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


class Resolver:
    """Resolves toponyms against one theatre (or none) and the world gazetteer (or none).

    Calls are cached; a resolver may be shared by threads that only call it.
    """

    def __init__(
        self, theatre: Theatre | None, world: World | None, lent: Sequence[Theatre] = ()
    ) -> None:
        """`lent` are packs whose names are not known here, but whose places a place of the world
        gazetteer is where it is one of theirs."""
        self.theatre = theatre
        self.world = world
        self._countries = frozenset(theatre.countries) if theatre else frozenset()
        self._exact: dict[str, tuple[Place, ...]] = {}
        self._bare: dict[str, tuple[Place, ...]] = {}
        if theatre is not None:
            self._index(theatre)
        self._spellings = lru_cache(maxsize=1)(self._index_spellings)
        known = (*((theatre,) if theatre is not None else ()), *lent)
        self._counterparts = tuple(Counterparts(one) for one in known)
        self._cached = lru_cache(maxsize=CACHE_SIZE)(self._resolve)
        # What the text says besides moves the scores of these rows, not which rows there are.
        self._theatre_rows = _kept(self._in_theatre)
        self._theatre_spelt = _kept(self._theatre_spellings)
        self._world_rows = _kept(self._in_world)
        self._world_spelt = _kept(self._world_spellings)
        self._neighbours_of = lru_cache(maxsize=64)(self._neighbouring)

    def _index(self, theatre: Theatre) -> None:
        exact: dict[str, dict[str, Place]] = {}
        bare: dict[str, dict[str, Place]] = {}
        for language in theatre.name_languages():
            for name, place_id in theatre.names(language):
                place = theatre.places[place_id]
                folded = fold(name)
                exact.setdefault(folded, {})[place_id] = place
                bare.setdefault(without_article(folded), {})[place_id] = place
        self._exact = {name: tuple(found.values()) for name, found in exact.items()}
        self._bare = {name: tuple(found.values()) for name, found in bare.items()}

    def _index_spellings(self) -> dict[str, tuple[tuple[str, Place], ...]]:
        """The theatre's names by skeleton; made when the first unknown name is met."""
        if self.theatre is None:
            return {}
        found: dict[str, dict[tuple[str, str], Place]] = {}
        for language, bones in skeletons_of(self.theatre).items():
            named = zip(self.theatre.names(language), bones, strict=True)
            for (name, place_id), bone in named:
                place = self.theatre.places[place_id]
                # Peoples are spelled like their countries; countries need no guessing.
                if len(bone) >= 2 and place.kind != "country":
                    found.setdefault(bone, {})[(name, place_id)] = place
        return {
            bones: tuple((name, place) for (name, _), place in rows.items())
            for bones, rows in found.items()
        }

    def resolve(
        self,
        toponym: str | Sequence[str],
        language: str | None = None,
        context: Context = NO_CONTEXT,
    ) -> PlaceMatch:
        """The place that `toponym` means in `context`.

        `toponym` may be several candidate base forms of one inflected word, the likeliest
        first; a name that resolves nowhere is rendered from the first.
        """
        forms = (toponym,) if isinstance(toponym, str) else tuple(toponym)
        return self._cached(forms, language, context)

    def same_place(self, a: str, b: str, language: str | None = None) -> bool:
        """Whether two spellings are likely one name, or are both names of one theatre place."""
        ids_a = {place.id for place in self._exact.get(fold(a), ())}
        ids_b = {place.id for place in self._exact.get(fold(b), ())}
        if ids_a and ids_b:
            return bool(ids_a & ids_b)
        return same_place(a, b, language)

    def _resolve(
        self, forms: tuple[str, ...], language: str | None, context: Context
    ) -> PlaceMatch:
        forms = tuple(form for form in forms if fold(form))
        if not forms:
            return PlaceMatch(None, "", 0.0)
        elsewhere = bool(context.countries) and self._countries.isdisjoint(context.countries)
        found: dict[str, tuple[Place, float, str]] = {}

        def propose(rows: Iterable[Row], stage: str) -> None:
            for place, score in rows:
                parents = self.theatre.ancestors(place.id) if self.theatre is not None else ()
                score = min(1.0, max(0.0, score + context_fit(place, context, parents)))
                if place.id not in found or found[place.id][1] < score:
                    found[place.id] = (place, score, stage)

        propose(self._theatre_rows(forms, elsewhere), "theatre")
        if found:
            if elsewhere and self.world is not None:
                propose(self._world_rows(forms, frozenset(context.countries)), "world")
            return self._best(forms, language, context, list(found.values()))

        def best() -> float:
            return max((score for _, score, _ in found.values()), default=0.0)

        # "The city of Vladimir" is a city; "Vladimir" alone is a man.
        barred = frozenset() if context.kind is not None else not_places()
        forms_left = tuple(form for form in forms if fold(form) not in barred)
        bases = tuple(
            base for form in forms_left for base in base_forms(form, language) if base not in barred
        )
        propose(_less(self._theatre_rows(bases, elsewhere), 0.02), "theatre")
        countries = self._countries_at_hand(context, elsewhere)
        if not found:
            if not elsewhere:
                propose(self._theatre_spelt(forms_left, language), "theatre spelling")
            if self.world is not None:
                exact = self._world_rows(forms_left, countries)
                propose(exact, "world")
                if max((score for _, score in exact), default=0.0) < ACCEPT:
                    propose(_less(self._world_rows(bases, countries), 0.03), "world")
                if countries and best() < ACCEPT:
                    spelt = (
                        *forms_left,
                        *(o for f in forms_left for o in other_readings(f, language)),
                    )
                    propose(self._world_spelt(spelt, language, countries), "world spelling")
        return self._best(forms, language, context, list(found.values()))

    def _best(
        self,
        forms: tuple[str, ...],
        language: str | None,
        context: Context,
        found: list[tuple[Place, float, str]],
    ) -> PlaceMatch:
        found.sort(key=lambda row: (-row[1], -(row[0].population or 0), row[0].id))
        candidates = tuple((place, score) for place, score, _ in found[:MAX_CANDIDATES])
        known = bool(context.countries or context.places or self.theatre)
        if found and found[0][1] >= (ACCEPT if known else ACCEPT_ALONE):
            place, score, stage = found[0]
            return PlaceMatch(place, place.name, score, candidates, stage)
        return PlaceMatch(None, english_rendering(forms[0], language), 0.0, candidates)

    def _in_theatre(self, forms: tuple[str, ...], elsewhere: bool) -> Iterator[Row]:
        malus = 0.35 if elsewhere else 0.0
        for form in forms:
            places = self._exact.get(fold(form), ())
            score = 0.97
            if not places:
                places, score = self._bare.get(without_article(fold(form)), ()), 0.94
            for place in places:
                # Of one name a town is meant before the province or the road called after it.
                yield place, score - malus - (0.0 if is_settlement(place) else 0.04)

    def _theatre_spellings(self, forms: tuple[str, ...], language: str | None) -> Iterator[Row]:
        spellings = self._spellings()
        for form in forms:
            bones = skeleton(form, language)
            if len(bones) < 2:
                continue
            close = [bones] if bones in spellings else []
            if len(bones) >= 4:
                close += [
                    other
                    for other, _, _ in process.extract(
                        bones,
                        spellings.keys(),
                        scorer=Levenshtein.distance,
                        score_cutoff=1,
                        limit=8,
                    )
                    if other != bones
                ]
            for other in close:
                for name, place in spellings[other]:
                    score = spelling_score(form, name, language)
                    if score:
                        yield place, score

    def _countries_at_hand(self, context: Context, elsewhere: bool) -> frozenset[str]:
        countries = set(context.countries)
        countries |= {place.country for place in context.places if place.country}
        if not elsewhere:
            countries |= self._countries
        return frozenset(countries)

    def _in_world(self, forms: tuple[str, ...], countries: frozenset[str]) -> Iterator[Row]:
        assert self.world is not None
        nearby = self._neighbours_of(countries)
        for form in forms:
            folded = fold(form)
            rows = self.world.lookup(folded) or self.world.lookup(without_article(folded))
            towns: set[str | None] = set()
            for order, place in enumerate(rows[:40]):
                score = prominence(place, countries, nearby) - 0.001 * order
                if not is_usual_name(place, form):
                    score -= 0.1 if place.country in countries else 0.12
                if place.kind in kinds.SETTLEMENT_KINDS:
                    towns.add(place.country)
                elif place.country in towns:
                    score -= 0.06  # the region of Kidal comes after the town it is called after
                yield self._known_to_theatre(place), score

    def _known_to_theatre(self, place: Place) -> Place:
        """The pack's own place for a place of the world gazetteer, if it has one: the
        gazetteer lends the theatre its names in all the languages of the world."""
        own = (found for one in self._counterparts if (found := one.of(place)) is not None)
        return next(own, place)

    def _world_spellings(
        self, forms: tuple[str, ...], language: str | None, countries: frozenset[str]
    ) -> Iterator[Row]:
        assert self.world is not None
        for form in forms:
            bones = skeleton(form, language)
            foreign = writes_vowels(form) and (script(form) != "LATIN" or writes_foreign(language))
            if len(bones) < (2 if foreign else 3 if writes_vowels(form) else 5):
                continue
            heard = sounds(form, language) if foreign else ""
            needed = 0.9 if len(bones) > 3 else 1.0
            for place in self.world.by_skeleton(bones, countries):
                known = len(bones) > 3 or is_known(place)
                if known and len(heard) > 3 and heard == sounds(place.name):
                    yield self._known_to_theatre(place), 0.7
                    continue
                if len(bones) < 3 or (len(bones) == 3 and (place.population or 0) < LARGE):
                    continue
                alike = likeness(form, place.name, language)
                if alike >= needed:
                    yield self._known_to_theatre(place), 0.7 * alike

    def _neighbouring(self, countries: frozenset[str]) -> frozenset[str]:
        if self.world is None:
            return frozenset()
        return self.world.neighbours(countries)


def _kept(rows: Callable[P, Iterator[Row]]) -> Callable[P, tuple[Row, ...]]:
    """The rows that a function yields, remembered by its arguments."""

    def all_rows(*args: P.args, **kwargs: P.kwargs) -> tuple[Row, ...]:
        return tuple(rows(*args, **kwargs))

    return cast(Callable[P, tuple[Row, ...]], lru_cache(maxsize=CACHE_SIZE)(all_rows))


def _less(rows: Iterable[Row], malus: float) -> Iterator[Row]:
    return ((place, score - malus) for place, score in rows)


def english_rendering(text: str, language: str | None = None) -> str:
    """How a name that resolves nowhere is printed: Latin text as it is, others romanised."""
    return text if script(text) in ("LATIN", "") else romanise(text, language)
