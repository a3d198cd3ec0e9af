"""The believer: testimonies place by place, and the belief in each, brought up to date at need."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from contested.belief.encode import Encoded, encode, sides_of, wars
from contested.belief.evidence import distinct_types
from contested.belief.learnt import Learnt
from contested.belief.observe import Observer, published_on
from contested.belief.outage import MIN_PLACES, Outage, held_back, suspected_outages
from contested.belief.panel import Floats, Ints
from contested.belief.retract import retractions, take_back
from contested.belief.speech import Speech, Types, emission_table
from contested.belief.testimony import ATTACKED, CHANGED, Testimony, Told
from contested.belief.transition import (
    Hazards,
    Surrounding,
    changed,
    initial_probs,
    transition_matrix,
)

# Fighting reported raises the hazards of so many days from the day spoken of; a change of hands
# those of that day, and of the one before if its words do not date it.
_FIGHTING_DAYS = 14
# Whole years kept before the first publication, for what reports say of earlier times.
_YEARS_BEFORE = 2
# A neighbour counts as held by a side if that is at least as likely as this, unknown included.
_NEIGHBOUR_PROB = 0.5


@dataclass(frozen=True, slots=True)
class War:
    """Sides that fight over the same places."""

    sides: tuple[str, ...]
    names: tuple[str, ...]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chain:
    """A place's observations, ready for `contested.belief.daily`; `speech` is how their speakers
    are taken to speak."""

    testimonies: tuple[Testimony, ...]
    encoded: Encoded
    types: Types
    obs_type: Ints
    likelihood: Floats
    fighting: Ints
    speech: Speech

    @property
    def columns(self) -> tuple[Ints, Ints, Floats, Floats]:
        """`obs_day`, `obs_known`, `obs_likelihood` and `obs_weight`."""
        observations = self.encoded.observations
        known = observations.known
        assert known is not None
        return (
            observations.day.astype(np.int64),
            known.astype(np.int64),
            self.likelihood,
            self.encoded.weight,
        )


class Believer:
    """Beliefs about every place that somebody spoke of.

    `neighbours` gives the ids of the places next to one. Nothing is computed before it is asked
    for; `tell` adds claims, after which only the places they speak of and their neighbours are
    computed anew. `learnt` is what speakers' words are worth (`contested.belief.learn`). `titles`
    are names of sides by id; one without a title is called as claims call it most. `then` is what
    had been learnt by the ends of which days, in order (`contested.belief.learning.learn_then`): a
    day as known then is judged by the last one that it had seen, without any by `learnt`.
    """

    def __init__(
        self,
        observer: Observer,
        neighbours: Callable[[str], Sequence[str]] = lambda place: (),
        learnt: Learnt | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self.observer = observer
        self.titles = titles or {}
        self.neighbours = neighbours
        self.learnt = learnt or Learnt()
        self.then: tuple[tuple[date, Learnt], ...] = ()
        self._judging: dict[int, Believer] = {}
        self.outages: list[Outage] = []
        self._by_report: dict[str, list[Told]] = {}
        self._reports_at: dict[str, set[str]] = {}
        self._testimonies: dict[str, list[Testimony]] = {}
        self._wars: list[War] = []
        self._war_of: dict[str, War] = {}
        self._chains: dict[str, Chain] = {}
        self._alone: dict[str, Ints] = {}
        self._last_day: date | None = None
        self._matrices: dict[Surrounding, Floats] = {}
        self._seen: set[str] = set()
        self._sides: set[str] = set()
        self._side_count: Counter[str] = Counter()
        self._told_on: Counter[tuple[str, date]] = Counter()
        self._names_used: dict[str, Counter[str]] = {}
        self.origin = date(1, 1, 1)
        self.horizon = date(1, 1, 1)

    @property
    def places(self) -> list[str]:
        """Ids of the places that somebody spoke of."""
        return sorted(self._testimonies)

    def testimonies(self, place: str) -> list[Testimony]:
        """What was said of a place, in order of the day spoken of."""
        return self._testimonies.get(place, [])

    def all_testimonies(self) -> list[Testimony]:
        """Every testimony, place by place."""
        return [one for place in self.places for one in self._testimonies[place]]

    def wars(self) -> list[War]:
        """The wars that the testimonies speak of, the one with the most places first."""
        return self._wars

    def war_of(self, place: str) -> War | None:
        """The war a place belongs to, or None if nobody spoke of it."""
        return self._war_of.get(place)

    def tell(self, claims: Iterable[Told]) -> set[str]:
        """Add claims and bring testimonies up to date; the places whose belief may have changed.

        Claims that are already there are ignored.
        """
        new = {one.id: one for one in claims if one.id not in self._seen}
        self._seen |= set(new)
        return self._add(list(new.values()))

    def _add(self, new: list[Told]) -> set[str]:
        touched: set[str] = set()
        for one in new:
            self._by_report.setdefault(one.claim.report_id, []).append(one)
            self._count_name(one)
        reports = {one.claim.report_id for one in new}
        for report in reports:
            for one in self._by_report[report]:
                place = place_of(one)
                if place is not None:
                    touched.add(place)
                    self._reports_at.setdefault(place, set()).add(report)
        for place in touched:
            told = [
                one
                for report in self._reports_at[place]
                for one in self._by_report[report]
                if place_of(one) == place
            ]
            copied = {one.copy_of for one in told if one.copy_of}
            told += [one for root in copied for one in self._by_report.get(root, [])]
            found = [one for one in self.observer.observe(told) if one.place == place]
            if found:
                self._count(self._testimonies.get(place, ()), -1)
                self._testimonies[place] = found
                self._count(found, 1)
                last = max(one.known_on for one in found)
                self._last_day = max(last, self._last_day or last)
        self._hold_back(touched)
        return self._refresh({place for place in touched if place in self._testimonies})

    def _count(self, testimonies: Iterable[Testimony], sign: int) -> None:
        for one in testimonies:
            for side in sides_of(one.content) if one.content.spoken else ():
                self._side_count[side] += sign
            self._told_on[one.speaker.name, one.known_on] += sign

    def _count_name(self, one: Told) -> None:
        claim = one.claim
        if claim.actor and claim.predicate in ("controls", "captures"):
            actor_id = one.resolution.actor_id if one.resolution else None
            on = date.fromisoformat((one.published_at or "2000-01-01")[:10])
            side = self.observer.side_of(claim.actor, actor_id, on)
            self._names_used.setdefault(side, Counter())[claim.actor] += 1

    def _hold_back(self, touched: set[str]) -> None:
        """Take out a source's words of a day on which it changed its mind everywhere."""
        days = {(t.speaker.name, t.known_on) for p in touched for t in self.testimonies(p)}
        if all(self._told_on[day] < MIN_PLACES for day in days):
            return
        outages = suspected_outages(self.all_testimonies())
        if outages:
            self.outages = sorted({*self.outages, *outages}, key=lambda one: (one.day, one.speaker))
            for place, told in list(self._testimonies.items()):
                kept = held_back(told, outages)
                if len(kept) < len(told):
                    self._count(told, -1)
                    self._count(kept, 1)
                    self._testimonies[place] = kept
                    self._chains.pop(place, None)

    def _refresh(self, touched: set[str]) -> set[str]:
        """Forget what the new testimonies make stale; the places that are affected."""
        self._judging.clear()
        sides = {side for side, count in self._side_count.items() if count}
        everything = sides != self._sides or any(place not in self._war_of for place in touched)
        for place in touched:
            for one in self._testimonies[place]:
                if one.known_on > self.horizon or _origin(one.known_on) < self.origin:
                    everything = True
        if everything:
            self._sides = sides
            self._divide_into_wars()
            return set(self._testimonies)
        affected = set(touched)
        for place in touched:
            self._chains.pop(place, None)
            self._alone.pop(place, None)
            affected.update(n for n in self.neighbours(place) if n in self._testimonies)
        return affected

    def _divide_into_wars(self) -> None:
        testimonies = self.all_testimonies()
        self._chains.clear()
        self._alone.clear()
        self._wars, self._war_of = [], {}
        if not testimonies:
            return
        named = self._names()
        for sides, places in wars(testimonies):
            names = tuple(named.get(side) or self.observer.name_of(side) for side in sides)
            war = War(sides, names, places)
            self._wars.append(war)
            self._war_of.update(dict.fromkeys(places, war))
        self.origin = _origin(min(one.known_on for one in testimonies))
        # Some room ahead, so that the next days' reports do not lay everything out anew.
        self.horizon = max(self.horizon, max(one.known_on for one in testimonies))
        self.horizon += timedelta(days=60)

    def _names(self) -> dict[str, str]:
        """For each side its title, else the name of it that claims use most for a holder, else its
        leader's."""
        names = {}
        for side, counter in self._names_used.items():
            leader = self.observer.name_of(side)
            names[side] = max(counter, key=lambda name: (counter[name], name == leader, name))
        return {**names, **self.titles}

    @property
    def last_day(self) -> date:
        """The last day on which anything was published, or today without any reports."""
        return self._last_day or date.today()

    def until(self, day: date) -> None:
        """Make sure that beliefs reach to `day`."""
        if day > self.horizon:
            self.horizon = day + timedelta(days=60)
            self._judging.clear()
            self._chains.clear()
            self._alone.clear()

    def chain(self, place: str) -> Chain:
        """A place's observations with the likelihoods that the speakers' records give them."""
        if place not in self._chains:
            self._chains[place] = self.make_chain(self._testimonies[place], self._war_of[place])
        return self._chains[place]

    def make_chain(
        self, testimonies: Sequence[Testimony], war: War, *, at_their_word: bool = False
    ) -> Chain:
        """The chain of any testimonies about one place."""
        told = sorted((self._as_lagged(one) for one in testimonies), key=lambda one: one.day)
        place = [told[0].place] if told else ["-"]
        encoded = encode(told, war.sides, place, self.origin)
        types, obs_type = distinct_types(encoded.observations, encoded.voices, encoded.codes)
        speech = self.learnt.speech(encoded.speakers, war.sides, at_their_word=at_their_word)
        days = (self.horizon - self.origin).days + 1
        fighting = np.zeros(days, dtype=np.int64)
        for one in told:
            day = max(0, (one.day - self.origin).days)
            if one.fighting >= ATTACKED:
                stretch = fighting[max(0, day - 1) : day + _FIGHTING_DAYS]
                np.maximum(stretch, ATTACKED, out=stretch)
        for one in told:
            if one.fighting == CHANGED:
                day = max(0, (one.day - self.origin).days)
                code = _change_code(one, war.sides)
                stretch = fighting[max(0, day - (not one.dated)) : day + 1]
                # Two reports that name different takers leave it open who took it.
                stretch[:] = np.where((stretch >= CHANGED) & (stretch != code), CHANGED, code)
        table = emission_table(speech, types) if len(told) else np.zeros((0, len(war.sides) + 1))
        likelihood = table[obs_type] if len(told) else table
        take_back(likelihood, retractions(told))
        return Chain(
            tuple(told), encoded, types, obs_type.astype(np.int64), likelihood, fighting, speech
        )

    def _as_lagged(self, one: Testimony) -> Testimony:
        """An undated word on the day that its speaker's lag puts it."""
        known = self.learnt.speakers.get(one.speaker.name)
        if one.dated or known is None or not known.delay_days or not one.content.spoken:
            return one
        return replace(one, day=one.known_on - timedelta(days=known.delay_days))

    def forget(self, learnt: Learnt, then: Sequence[tuple[date, Learnt]] = ()) -> None:
        """Go on with other parameters."""
        self.learnt, self.then = learnt, tuple(sorted(then, key=lambda one: one[0]))
        self._judging.clear()
        self._matrices.clear()
        self._chains.clear()
        self._alone.clear()

    def as_published_by(self, day: date) -> Believer:
        """Another believer who was told what had been published by the end of `day` and no more;
        nothing is learnt yet."""
        other = Believer(self.observer, self.neighbours, titles=self.titles)
        other.tell(
            one
            for told in self._by_report.values()
            for one in told
            if (known := published_on(one)) is None or known <= day
        )
        return other

    def judged_by(self, day: date) -> Believer:
        """The same testimonies, judged by what had been learnt by the end of `day`."""
        return (
            self._judge(bisect_right(self.then, day, key=lambda one: one[0])) if self.then else self
        )

    def judges(self, known: date | None = None) -> Iterator[tuple[int, int, Believer]]:
        """Stretches of the believer's days, first and behind the last, with who judges them as
        known then; from `known` on nothing more is learnt."""
        days = (self.horizon - self.origin).days + 1
        starts = [0]
        numbers = [0]
        for number, (day, _) in enumerate(self.then, start=1):
            if known is None or day <= known:
                starts.append(min(days, max(0, (day - self.origin).days)))
                numbers.append(number)
        for first, end, number in zip(starts, [*starts[1:], days], numbers, strict=True):
            if first < end:
                yield first, end, self._judge(number) if self.then else self

    def _judge(self, number: int) -> Believer:
        """Who judges by the first `number` things learnt: the last of them, or none."""
        if number not in self._judging:
            self._judging[number] = self.judging(self.then[number - 1][1] if number else Learnt())
        return self._judging[number]

    def judging(self, learnt: Learnt) -> Believer:
        """The same testimonies, judged by other parameters; good until more is told."""
        judge = copy.copy(self)
        judge.learnt, judge.then, judge._judging = learnt, (), {}
        judge._matrices, judge._chains, judge._alone = {}, {}, {}
        return judge

    def holder_by_day(self, place: str) -> Ints:
        """The side (its number, or -1) that a place's own evidence gave it each day, then."""
        if place not in self._alone:
            chain, war = self.chain(place), self._war_of[place]
            _, fresh = self.filtered(chain, self.daily(chain, war, None))
            sides = fresh[:, : len(war.sides)]
            best = sides.argmax(axis=1)
            self._alone[place] = np.where(sides.max(axis=1) > _NEIGHBOUR_PROB, best, -1)
        return self._alone[place]

    def daily(self, chain: Chain, war: War, place: str | None) -> tuple[Floats, Ints]:
        """The transition matrices and which of them leads into each day.

        With a place, by what was believed of its neighbours the day before; else without them.
        """
        days = len(chain.fighting)
        counts = np.zeros((days, len(war.sides)), dtype=np.int64)
        for near in self.neighbours(place) if place is not None else ():
            if self._war_of.get(near) is war:
                held = self.holder_by_day(near)
                day = np.nonzero(held[:-1] >= 0)[0]
                counts[day + 1, held[day]] += 1
        return daily_matrices(self.learnt.hazards, counts, chain.fighting, self._matrices)

    def filtered(self, chain: Chain, daily: tuple[Floats, Ints]) -> tuple[Floats, Floats]:
        """`contested.belief.daily.believed_then` for a chain."""
        from contested.belief.daily import believed_then

        states = daily[0].shape[-1]
        then, fresh = believed_then(initial_probs(states), *daily, *chain.columns)
        return then, fresh

    def smoothed(self, chain: Chain, daily: tuple[Floats, Ints]) -> tuple[Floats, Floats]:
        """`contested.belief.daily.in_hindsight` for a chain."""
        from contested.belief.daily import in_hindsight

        states = daily[0].shape[-1]
        probs, unknown = in_hindsight(initial_probs(states), *daily, *chain.columns)
        return probs, unknown


def daily_matrices(
    hazards: Hazards, counts: Ints, fighting: Ints, known: dict[Surrounding, Floats]
) -> tuple[Floats, Ints]:
    """Matrices (N, K, K) and which leads into each day (T,), from the number of neighbours that
    each side holds (T, K-1) and the fighting (T,). `known` keeps matrices from one call to the
    next."""
    sides = counts.shape[1]
    # Surroundings are packed into a number, two bits a side, and looked at where they change.
    level = np.array([0, 1, 2, 2, 3])[np.minimum(counts, 4)]
    keys = fighting << (2 * sides) | (level << (2 * np.arange(sides))).sum(axis=1)
    starts = np.concatenate([[0], np.nonzero(keys[1:] != keys[:-1])[0] + 1])
    distinct, numbers = np.unique(keys[starts], return_inverse=True)
    kinds: list[Surrounding] = [
        (tuple(key >> (2 * side) & 3 for side in range(sides)), key >> (2 * sides))
        for key in distinct.tolist()
    ]
    for kind in kinds:
        if kind not in known:
            known[kind] = transition_matrix(hazards, kind)
    which = np.repeat(numbers, np.diff(np.append(starts, len(keys))))
    return np.stack([known[kind] for kind in kinds]), which


def _change_code(one: Testimony, sides: Sequence[str]) -> int:
    taker = sides.index(one.taker) if one.taker in sides else None
    leaver = sides.index(one.leaver) if one.leaver in sides else None
    return changed(len(sides), taker, leaver)


def _origin(first: date) -> date:
    return date(max(1, first.year - _YEARS_BEFORE), 1, 1)


def place_of(told: Told) -> str | None:
    """The place a claim is about: its id in the reference, else its name."""
    place = told.resolution.place_id if told.resolution else None
    return place or told.claim.place
