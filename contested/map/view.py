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

from contested.belief.encode import OTHER_SIDE
from contested.belief.panel import Floats
from contested.belief.testimony import DIVIDED, UNKNOWN, Testimony
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


class View:
    """The beliefs of a snapshot under one selector, as arrays and as frames."""

    def __init__(self, snapshot: Snapshot, selector: Selector, all_told: View | None) -> None:
        self.snapshot, self.selector = snapshot, selector
        self.all_told = all_told or self
        self.own: dict[str, PlaceBelief] = {}
        believer = snapshot.believer
        with snapshot.lock:
            for place in believer.places:
                told = believer.testimonies(place)
                if all_told is None or selector.affects(told):
                    found = self._believe(place, [one for one in told if selector.hears(one)])
                    if found is not None:
                        self.own[place] = found
        self.frames = self._frames()

    def belief(self, place: str) -> PlaceBelief | None:
        """The days of one place, or None where nobody heard spoke of it."""
        if place in self.own or self.all_told is self or self.selector.at_their_word:
            return self.own.get(place)
        told = self.snapshot.believer.testimonies(place)
        return None if self.selector.affects(told) else self.all_told.own.get(place)

    def places(self) -> list[str]:
        """Ids of the places that somebody heard spoke of."""
        return [p for p in self.snapshot.believer.places if self.belief(p) is not None]

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

    def _believe(self, place: str, told: Sequence[Testimony]) -> PlaceBelief | None:
        believer, selector = self.snapshot.believer, self.selector
        war = believer.war_of(place)
        if war is None or not told:
            return None
        chain = believer.make_chain(told, war, at_their_word=selector.at_their_word)
        daily = believer.daily(chain, war, place)
        if selector.kind == "filtered":
            inferred, known = believer.filtered(chain, daily)
        else:
            inferred, unknown = believer.smoothed(chain, daily)
            known = inferred * (1.0 - unknown[:, None])
        rest = np.clip(1.0 - known.sum(axis=1), 0.0, 1.0)
        states = (*war.sides, DIVIDED, UNKNOWN)
        return PlaceBelief(states, np.column_stack([known, rest]), inferred, tuple(told))

    def _frames(self) -> Frames:
        snapshot = self.snapshot
        days, places = snapshot.days, len(snapshot.places)
        made = {snapshot.places.index[place]: self._columns(one) for place, one in self.own.items()}
        if self.all_told is self:
            base = empty(days, places)
            for row, column in made.items():
                base[:, row] = column
            return whole(base)
        base = self.all_told.frames.base
        if self.selector.at_their_word:
            silent = empty(days, 1)[:, 0]
            for place in self.all_told.own:
                made.setdefault(snapshot.places.index[place], silent.copy())
        elif self.selector.without:
            for place in self.all_told.own:
                if place not in self.own and self.belief(place) is None:
                    made[snapshot.places.index[place]] = empty(days, 1)[:, 0]
        for part, holder in self.given.items():
            made[snapshot.places.index[part]] = self._given(holder)
        for row, column in made.items():
            column[:, 3] &= ~np.uint8(OUTLINED)
            column[:, 3] |= OUTLINED * (column[:, 0] != base[:, row, 0]).astype(np.uint8)
        return replaced(base, made)

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
            belief.probs[window], belief.inferred[window], age, spoken, rows, len(snapshot.holders)
        )

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


__all__ = ["OTHER_SIDE", "PlaceBelief", "View", "ViewBeliefs", "Views", "changes_by_day", "day_at"]
