"""A view: who holds what on every day, for one selector. Only what the selector touches is computed
anew; the rest is shared with the view of everybody's word."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from contested.belief.answer import all_days
from contested.belief.panel import Floats
from contested.belief.testimony import DIVIDED, UNKNOWN, Testimony
from contested.map.frame_store import WORTH_KEEPING, frames_key, read_frames, write_frames
from contested.map.frames import (
    DIVIDED_CODE,
    NO_AGE,
    OUTLINED,
    UNKNOWN_CODE,
    Bytes4,
    Frames,
    columns,
    empty,
    replaced,
    whole,
)
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot

_VIEWS_KEPT = 48
# Arrays of one view are kept up to so many bytes; the rest is computed again when asked for.
_BELIEF_BYTES = 256_000_000


@dataclass(frozen=True, slots=True)
class PlaceBelief:
    """One place day by day, from the believer's first day on.

    `states` are its war's sides, ``divided`` and ``unknown``; `probs` (T, K+1) go with them,
    `inferred` (T, K) is the same without unknown. `told` are the testimonies that count.
    """

    states: tuple[str, ...]
    probs: Floats
    inferred: Floats
    told: tuple[Testimony, ...]

    @property
    def nbytes(self) -> int:
        """How much room the arrays take."""
        return self.probs.nbytes + self.inferred.nbytes


class View:
    """The beliefs of a snapshot under one selector, as arrays and as frames.

    `own` are the places that it sees otherwise than everybody's word has them. Arrays are computed
    when they are asked for, and the latest kept.
    """

    def __init__(self, snapshot: Snapshot, selector: Selector, all_told: View | None) -> None:
        self.snapshot, self.selector = snapshot, selector
        self.all_told = all_told or self
        self._kept: OrderedDict[str, PlaceBelief] = OrderedDict()
        self._kept_bytes = 0
        told = snapshot.believer.testimonies
        self.own: frozenset[str] = frozenset(
            place
            for place in snapshot.believer.places
            if (all_told is None or selector.affects(told(place)))
            and any(selector.hears(one) for one in told(place))
        )
        self.frames = self._frames()

    def belief(self, place: str) -> PlaceBelief | None:
        """The days of one place, or None where nobody heard spoke of it."""
        if place in self.own:
            return self._computed(place)
        return self.all_told.belief(place) if self._shares(place) else None

    def places(self) -> list[str]:
        """Ids of the places that somebody heard spoke of."""
        places = self.snapshot.believer.places
        return [p for p in places if p in self.own or self._shares(p)]

    def _shares(self, place: str) -> bool:
        """Whether a place is as everybody's word has it."""
        if self.all_told is self or place not in self.all_told.own:
            return False
        return not self.selector.affects(self.snapshot.believer.testimonies(place))

    @cached_property
    def given(self) -> Mapping[str, str]:
        """By place the holder that it is supposed to have."""
        return {
            part: holder
            for place, holder in self.selector.give
            for part in self.snapshot.places.within(place)
        }

    def row(self, place: str, day: date) -> dict[str, float]:
        """State to probability on a day; nothing known gives ``unknown`` alone."""
        if place in self.given:
            return {self.given[place]: 1.0}
        found = self.belief(place)
        number = (day - self.snapshot.believer.origin).days
        if found is None or not 0 <= number < len(found.probs):
            return {UNKNOWN: 1.0}
        return dict(zip(found.states, found.probs[number].tolist(), strict=True))

    def _computed(self, place: str) -> PlaceBelief:
        with self.snapshot.lock:
            found = self._kept.get(place)
            if found is None:
                found = self._kept[place] = self._believe(place)
                self._kept_bytes += found.nbytes
            self._kept.move_to_end(place)
            while self._kept_bytes > _BELIEF_BYTES and len(self._kept) > 1:
                self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes
            return found

    def _believe(self, place: str) -> PlaceBelief:
        believer, selector = self.snapshot.believer, self.selector
        war = believer.war_of(place)
        assert war is not None, "a place that somebody spoke of belongs to a war"
        told = [one for one in believer.testimonies(place) if selector.hears(one)]
        probs, inferred = all_days(
            believer, place, told, selector.kind, known=selector.known_at,
            at_their_word=selector.at_their_word,
        )  # fmt: skip
        states = (*war.sides, DIVIDED, UNKNOWN)
        return PlaceBelief(states, probs, inferred, tuple(told))

    def _frames(self) -> Frames:
        snapshot = self.snapshot
        index = snapshot.places.index
        if self.all_told is self:
            return whole(self._base())
        base = self.all_told.frames.base
        made = {index[place]: self._columns(self._computed(place)) for place in self.own}
        for place in self.all_told.own - self.own:
            if not self._shares(place):
                made[index[place]] = empty(snapshot.days, 1)[:, 0]
        for part, holder in self.given.items():
            made[index[part]] = self._given(holder)
        for row, column in made.items():
            column[:, 3] &= ~np.uint8(OUTLINED)
            column[:, 3] |= OUTLINED * (column[:, 0] != base[:, row, 0]).astype(np.uint8)
        return replaced(base, made)

    def _base(self) -> Bytes4:
        """Everybody's word, from what was kept of it if it is much."""
        snapshot = self.snapshot
        shape = snapshot.days, len(snapshot.places)
        much = snapshot.days * len(self.own) >= WORTH_KEEPING and self.selector.known_at is None
        key = frames_key(snapshot.version, self.selector.kind) if much else ""
        kept = read_frames(key, shape) if much else None
        if kept is not None:
            return kept
        base = empty(*shape)
        for place in self.own:
            base[:, snapshot.places.index[place]] = self._columns(self._computed(place))
        if much:
            write_frames(key, base)
        return base

    def _given(self, holder: str) -> Bytes4:
        column = np.zeros((self.snapshot.days, 4), dtype=np.uint8)
        codes = {DIVIDED: DIVIDED_CODE, UNKNOWN: UNKNOWN_CODE}
        known = codes.get(holder)
        column[:, 0] = known if known is not None else self.snapshot.holder_row[holder] + 1
        column[:, 1], column[:, 2] = 255, NO_AGE if holder == UNKNOWN else 0
        return column

    def _columns(self, belief: PlaceBelief) -> Bytes4:
        snapshot = self.snapshot
        first, days = snapshot.offset, snapshot.days
        window = slice(first, first + days)
        age, spoken = self._ages(belief.told)
        rows = [snapshot.holder_row.get(side, len(snapshot.holders) - 1)
                for side in belief.states[:-2]]  # fmt: skip
        return columns(
            belief.probs[window], belief.inferred[window], age, spoken, rows,
            len(snapshot.holders), self._named(belief),
        )  # fmt: skip

    def _named(self, belief: PlaceBelief) -> NDArray[np.bool_]:
        """(T, K): whether somebody heard had named the side in a word on the place, by the day."""
        snapshot = self.snapshot
        column = {side: number for number, side in enumerate(belief.states[:-2])}
        found = np.zeros((snapshot.days, len(column)), dtype=bool)
        for one in belief.told:
            content = one.content
            sides = {side for side, _ in (*content.says, *content.hints)}
            first = 0
            if self.selector.mode == "then":
                first = max(0, (one.known_on - snapshot.first_day).days)
            sides |= {side for side in (one.taker, one.leaver) if side is not None}
            for side in sides & column.keys():
                found[first:, column[side]] = True
        return found

    def _ages(self, told: Sequence[Testimony]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Days since the last day that somebody spoke of, and whether something was published."""
        snapshot = self.snapshot
        latest = np.full(snapshot.days, -1_000_000, dtype=np.int64)
        spoken = np.zeros(snapshot.days, dtype=bool)
        for one in told:
            known = (one.known_on - snapshot.first_day).days
            if 0 <= known < snapshot.days:
                spoken[known] = True
            if not one.content.spoken:
                continue
            day = (one.day - snapshot.first_day).days
            heard = day if self.selector.mode == "hindsight" else max(day, known)
            if heard < snapshot.days:
                latest[max(0, heard)] = max(latest[max(0, heard)], day)
        latest = np.maximum.accumulate(latest)
        age = np.arange(snapshot.days) - latest
        return np.where(latest > -1_000_000, age, -1), spoken


class ViewBeliefs:
    """A view as the situation room wants it: `contested.situation.evidence.Beliefs`."""

    def __init__(self, views: Views, view: View) -> None:
        self._views, self._view = views, view

    def on(self, day: date) -> Mapping[str, Mapping[str, float]]:
        """The beliefs of one day, place by place."""
        return {place: self._view.row(place, day) for place in self._view.places()}

    def without(self, speaker: str) -> ViewBeliefs:
        """The same if this speaker had said nothing."""
        one = self._view.selector
        selector = Selector(
            one.mode, one.known_at, one.only_speaker, one.only_side,
            tuple(sorted({*one.without, speaker})),
        )  # fmt: skip
        return ViewBeliefs(self._views, self._views.get(selector))


class Views:
    """The views of one snapshot, the latest kept. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._lock = threading.RLock()
        self._kept: OrderedDict[Selector, View] = OrderedDict()

    def get(self, selector: Selector) -> View:
        """The view for a selector, computed if it is not at hand."""
        with self._lock:
            found = self._kept.get(selector)
            if found is None:
                base = None if selector.is_all_told else self.get(selector.all_told)
                found = self._kept[selector] = View(self.snapshot, selector, base)
            self._kept.move_to_end(selector)
            while len(self._kept) > _VIEWS_KEPT:
                self._kept.popitem(last=False)
            return found


def changes_by_day(view: View) -> list[float]:
    """For each of the map's days how much probability moved from one state to another since the
    day before, over all places, in places; where it moved for age alone it does not count."""
    snapshot = view.snapshot
    total = np.zeros(snapshot.days)
    for place in view.places():
        found = view.belief(place)
        assert found is not None
        first = snapshot.offset
        probs = found.probs[first - 1 : first + snapshot.days]
        moved = 0.5 * np.abs(np.diff(probs, axis=0)).sum(axis=1)
        told = np.zeros(snapshot.days, dtype=bool)
        for one in found.told:
            day = one.known_on if view.selector.mode == "then" else one.day
            number = (day - snapshot.first_day).days
            if 0 <= number < snapshot.days:
                told[number] = True
        total += np.where(told, moved, 0.0)
    return [round(float(value), 3) for value in total]


def day_at(snapshot: Snapshot, number: int) -> date:
    """The day with a number."""
    return snapshot.first_day + timedelta(days=number)
