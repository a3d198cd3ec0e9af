"""The situation panel: sieges, corridors, routes, the places that decide, and what-if."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from contested.errors import NotFoundError
from contested.map.answers import Named
from contested.map.answers_day import (
    ChangeAnswer,
    Corridor,
    Deciding,
    DecidingAnswer,
    RouteState,
    Siege,
    SiegeDays,
    SituationAnswer,
    SituationDays,
)
from contested.map.selector import Selector
from contested.map.situation_words import SituationWords
from contested.map.snapshot import Snapshot
from contested.map.view import View, ViewBeliefs, Views
from contested.situation.assess import Situation
from contested.situation.control import Picture
from contested.situation.finding import Finding
from contested.situation.whatif import Change, baseline, single_changes, suppose

_SITUATIONS_KEPT = 24
_DECIDING_SHOWN = 6


@dataclass(frozen=True)
class DaySituation:
    """What was found of a day under one selector."""

    situation: Situation
    at: date
    findings: tuple[Finding, ...]


class Situations:
    """The situations of one snapshot, the latest kept. Safe to use from several threads."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.snapshot: Snapshot = views.snapshot
        self.words = SituationWords(self.snapshot.namer)
        self._lock = threading.RLock()
        self._kept: OrderedDict[tuple[Selector, date], DaySituation] = OrderedDict()
        self._pictures: OrderedDict[Selector, dict[date, Picture]] = OrderedDict()

    def on(self, selector: Selector, at: date) -> DaySituation:
        """The day's situation, whatever the selector supposes left aside."""
        key = (selector.heard, at)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                situation = self._situation(key[0], at)
                found = DaySituation(situation, at, tuple(situation.findings(at)))
                self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > _SITUATIONS_KEPT:
                self._kept.popitem(last=False)
            return found

    def picture(self, selector: Selector, day: date) -> Picture:
        """Who is believed to hold which node of the control graph on a day."""
        with self._lock:
            return self._situation(selector.heard, day).picture(day)

    def panel(self, view: View, at: date) -> SituationAnswer:
        """Everything found of the day, and what the selector's suppositions would change."""
        with self._lock:
            found = self.on(view.selector, at)
            base = baseline(found.situation, at)
            sieges = [
                self._siege(found, one) for one in found.findings if one.place and _is_siege(one)
            ]
            index = {one.id: number for number, one in reversed(list(enumerate(sieges)))}
            supposed = suppose(base, dict(view.selector.give)) if view.selector.give else []
            decides = single_changes(base, _DECIDING_SHOWN)
        return SituationAnswer(
            at=at,
            sieges=sieges,
            corridors=[
                self._corridor(one, index) for one in found.findings if one.kind == "corridor"
            ],
            routes=[self._route(one) for one in found.findings if one.kind == "supply_route"],
            deciding=[
                Deciding(
                    place=self._index(one.place),
                    id=one.place,
                    name=self.snapshot.namer.place(one.place),
                    holder=self._side(one.holder) or Named(id=one.holder, name={"en": one.holder}),
                    besieges=self._named(one.besieges),
                    relieves=self._named(one.relieves),
                    people_besieged=one.people_besieged,
                    people_relieved=one.people_relieved,
                    routes_opened=self._named(one.routes_opened),
                    routes_cut=self._named(one.routes_cut),
                    sentence=self.words.single(one),
                )
                for one in decides
            ],
            supposed=[self._change(one) for one in supposed],
        )

    def days(self, view: View, at: date) -> SituationDays:
        """When each place was encircled, up to a day."""
        rows = []
        with self._lock:
            situation = self.on(view.selector, at).situation
            for subject in situation.subjects():
                for span in situation.intervals(subject.place, at):
                    rows.append(
                        SiegeDays(
                            place=self._index(subject.place),
                            id=subject.place,
                            name=self.snapshot.namer.place(subject.place),
                            by=self._side(subject.besieger),
                            since=span.first,
                            until=span.last,
                        )
                    )
        return SituationDays(at=at, sieges=rows)

    def _situation(self, selector: Selector, at: date) -> Situation:
        snapshot = self.snapshot
        pictures = self._pictures.setdefault(selector, {})
        self._pictures.move_to_end(selector)
        while len(self._pictures) > _SITUATIONS_KEPT:
            self._pictures.popitem(last=False)
        return Situation(
            snapshot.theatre,
            snapshot.actors,
            ViewBeliefs(self.views, self.views.get(selector)),
            [one for one in snapshot.evidence if self._hears(selector, one.claim_id)],
            known=selector.limit(at),
            control=snapshot.control,
            # Beliefs as known then rest on nothing later, so that every day may share them.
            pictures=pictures,
        )

    def _hears(self, selector: Selector, claim_id: str) -> bool:
        name = self.snapshot.speaker_of_claim[claim_id]
        if name in selector.without:
            return False
        if selector.only_speaker is not None:
            return name == selector.only_speaker
        if selector.only_side is not None:
            return self.snapshot.speaker_names[name].side == selector.only_side
        return True

    def _siege(self, found: DaySituation, one: Finding) -> Siege:
        inside, ring = self._inside(found, one.place or "")
        return Siege(
            place=self._index(one.place or ""),
            id=one.place or "",
            name=self.snapshot.namer.place(one.place or ""),
            by=self._side(one.by),
            whose=self._side(one.whose),
            state=one.status,
            definition=one.definition,
            prob=_unit(one.prob),
            low_prob=_unit(one.low_prob),
            high_prob=_unit(one.high_prob),
            since=one.first,
            until=one.last,
            days=one.days,
            people=one.population,
            basis=one.basis,
            inside=inside,
            ring=ring,
            deciding=self._deciding(one),
            claims=list(one.claims),
            notes=list(one.notes),
            asks=list(one.asks),
            sentence=self.words.finding(one),
        )

    def _inside(self, found: DaySituation, place: str) -> tuple[list[int], list[int]]:
        """The nodes cut off, and those next to them, as places of the map."""
        control = self.snapshot.control
        members = np.zeros(len(control.nodes), dtype=bool)
        for subject in found.situation.subjects():
            if subject.place == place:
                days = found.situation.followed(subject, found.at).days
                if days and days[-1].answer is not None:
                    members = days[-1].answer.members
        if not members.any():
            try:
                members[list(control.members(place))] = True
            except NotFoundError:
                return [], []
        inside = np.nonzero(members)[0]
        near = {int(n) for v in inside for n in control.graph.neighbours(int(v))}
        ring = sorted(n for n in near if not members[n] and not control.exits[n])
        return self._indices(control.nodes[v] for v in inside), self._indices(
            control.nodes[v] for v in ring
        )

    def _corridor(self, one: Finding, index: dict[str, int]) -> Corridor:
        return Corridor(
            siege=index.get(one.place or ""),
            place=self._index(one.place or ""),
            by=self._side(one.by),
            state=one.status,
            prob=_unit(one.prob),
            since=one.first,
            through=self._indices(one.ways),
            deciding=self._deciding(one),
            claims=list(one.claims),
            sentence=self.words.finding(one),
        )

    def _route(self, one: Finding) -> RouteState:
        return RouteState(
            id=one.route or "",
            name=self.snapshot.namer.place(one.route or ""),
            whose=self._side(one.whose),
            state=one.status.replace(" ", "_"),
            prob=_unit(one.prob),
            since=one.first,
            line=self._indices(one.ways),
            cut_by=self._deciding(one),
            claims=list(one.claims),
            notes=list(one.notes),
            sentence=self.words.finding(one),
        )

    def _deciding(self, one: Finding) -> list[DecidingAnswer]:
        return [
            DecidingAnswer(
                place=self._index(d.place),
                id=d.place,
                name=self.snapshot.namer.place(d.place),
                influence=round(max(d.influence, d.joint_influence), 4),
            )
            for d in one.deciding
            if d.place in self.snapshot.places.index
        ]

    def _change(self, one: Change) -> ChangeAnswer:
        return ChangeAnswer(
            kind="encirclement" if one.kind == "encirclement" else "supply_route",
            place=Named(id=one.place, name=self.snapshot.namer.place(one.place)),
            before=one.before_status,
            after=one.after_status,
            before_prob=_unit(one.before_prob),
            after_prob=_unit(one.after_prob),
            people=one.population,
            sentence=self.words.change(one),
        )

    def _side(self, side: str | None) -> Named | None:
        return None if side is None else Named(id=side, name=self.snapshot.namer.side(side))

    def _named(self, ids: Sequence[str]) -> list[Named]:
        return [Named(id=one, name=self.snapshot.namer.place(one)) for one in ids]

    def _index(self, place: str) -> int:
        return self.snapshot.places.index[place]

    def _indices(self, places: Iterable[str]) -> list[int]:
        index = self.snapshot.places.index
        return [index[one] for one in places if one in index]


def _is_siege(one: Finding) -> bool:
    return one.kind in ("encirclement", "siege")


def _unit(prob: float) -> float:
    return round(min(1.0, max(0.0, prob)), 4)
