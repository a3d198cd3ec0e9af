"""What would follow if places changed hands, or a speaker were not believed; and which single
change would besiege or relieve the most people. For planning of access, not of attack: it ranks
what to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contested.situation.assess import Situation
from contested.situation.control import Picture
from contested.situation.encircle import Encircled, deciding_places
from contested.situation.evidence import DIVIDED, UNKNOWN
from contested.situation.route import DayOfRoute, Route, route_on
from contested.situation.siege import DayOfSiege, Subject, side_of


@dataclass(frozen=True, slots=True)
class Change:
    """One siege, route or holder before and after: `kind` is ``encirclement``, ``supply_route`` or
    ``holder``; of a holder the statuses are ids."""

    kind: str
    place: str
    whose: str | None
    before_prob: float
    after_prob: float
    before_status: str
    after_status: str
    population: int | None = None
    deciding: tuple[str, ...] = ()

    @property
    def changes_status(self) -> bool:
        """Whether it is called otherwise afterwards."""
        return self.before_status != self.after_status

    def as_dict(self) -> dict[str, Any]:
        """The change as a JSON-ready object."""
        return {
            "kind": self.kind,
            "route" if self.kind == "supply_route" else "place": self.place,
            "whose": self.whose,
            "before_prob": round(self.before_prob, 4),
            "after_prob": round(self.after_prob, 4),
            "before": self.before_status,
            "after": self.after_status,
            "population": self.population,
            "deciding_places": list(self.deciding),
        }


@dataclass(frozen=True, slots=True)
class SingleChange:
    """If `holder` held `place`: who would be besieged or relieved, and how many people."""

    place: str
    holder: str
    besieges: tuple[str, ...] = ()
    relieves: tuple[str, ...] = ()
    people_besieged: int = 0
    people_relieved: int = 0
    routes_opened: tuple[str, ...] = ()
    routes_cut: tuple[str, ...] = ()
    expected_people: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The change as a JSON-ready object."""
        return {
            "place": self.place,
            "holder": self.holder,
            "besieges": list(self.besieges),
            "relieves": list(self.relieves),
            "people_besieged": self.people_besieged,
            "people_relieved": self.people_relieved,
            "routes_opened": list(self.routes_opened),
            "routes_cut": list(self.routes_cut),
            "expected_people": round(self.expected_people),
        }


@dataclass(frozen=True, slots=True)
class Baseline:
    """The situation of a day, kept so that a question costs only what it changes."""

    situation: Situation
    at: date
    picture: Picture
    sieges: tuple[tuple[Subject, Encircled], ...]
    routes: tuple[tuple[Route, DayOfRoute], ...]


def baseline(situation: Situation, at: date) -> Baseline:
    """Everything that can change on the day: each siege spoken of, each route."""
    sieges = []
    for subject in situation.subjects():
        days = situation.followed(subject, at).days
        if days and days[-1].answer is not None:
            sieges.append((subject, days[-1].answer))
    routes = []
    for route in situation.routes():
        route_days = situation.followed_route(route, at)
        if route_days:
            routes.append((route, route_days[-1]))
    return Baseline(situation, at, situation.picture(at), tuple(sieges), tuple(routes))


def suppose(base: Baseline, holders: Mapping[str, str]) -> list[Change]:
    """What changes if each place (id) is held by the holder (id or name of an actor, `divided` or
    `unknown`). Raises NotFoundError for an unknown place or actor.

    Reports of sieges and routes stay as they are; where the graph then decides, it wins over them.
    """
    situation, definitions = base.situation, base.situation.definitions
    changed = base.picture.replaced(
        {place: _leader(holder, base) for place, holder in holders.items()}
    )
    found = []
    threshold = definitions.encirclement["threshold_prob"]
    for subject, before in base.sieges:
        after, status = _again(base, subject, before, changed)
        prob = after.prob if after is not None else 0.0
        found.append(
            Change(
                "encirclement",
                subject.place,
                subject.side,
                before.prob,
                prob,
                "encircled" if before.prob >= threshold else "open",
                status,
                situation.control.population(subject.place),
                _deciding(changed, before, after),
            )
        )
    for route, day in base.routes:
        again = route_on(route, changed, day.reported_prob, definitions)
        found.append(
            Change(
                "supply_route",
                route.key,
                route.side,
                day.prob,
                again.prob,
                day.status,
                again.status,
                None,
                tuple(d.place for d in again.weakest),
            )
        )
    return found


def _deciding(picture: Picture, before: Encircled, after: Encircled | None) -> tuple[str, ...]:
    if after is None or abs(after.prob - before.prob) < 0.01:
        return ()
    return tuple(one.place for one in deciding_places(picture, after))


def _leader(holder: str, base: Baseline) -> str:
    if holder in (DIVIDED, UNKNOWN):
        return holder
    holder = base.situation.actors.find(holder).id
    return side_of(holder, base.at, base.situation.actors) or holder


def _again(
    base: Baseline, subject: Subject, before: Encircled, changed: Picture
) -> tuple[Encircled | None, str]:
    """The siege on a changed picture: what it is, and what it is called.

    A report of the siege as it stood says nothing of a changed map where the map decides, so its
    weight is that of the ring and of what stays unknown.
    """
    if subject.side is None:
        return before, "encircled" if before.prob >= 0.5 else "open"
    after = base.situation.encircled_on(changed, subject, before)
    if after is None:
        return None, "lost"
    threshold = base.situation.definitions.encirclement["threshold_prob"]
    return after, "encircled" if after.prob >= threshold else "open"


def distrust(situation: Situation, speakers: Sequence[str], at: date) -> list[Change]:
    """What changes if these speakers (ids or names) had said nothing, of places and of sieges.

    Sieges of which reports alone tell are among them; a place whose likeliest holder changes is
    listed with kind ``holder`` and the holders as statuses.
    """
    without = situation.without(speakers)
    before, after = baseline(situation, at), baseline(without, at)
    found = []
    later = {subject.place: day for subject, day in _last_days(without, at)}
    for subject, now in _last_days(situation, at):
        again = later.get(subject.place)
        found.append(
            Change(
                "encirclement",
                subject.place,
                subject.side,
                now.prob,
                again.prob if again is not None else 0.0,
                _called(now, situation),
                _called(again, situation) if again is not None else "not spoken of",
                situation.control.population(subject.place),
            )
        )
    found += _other_holders(situation, without, at)
    routes = {(route.key, route.side): day for route, day in after.routes}
    for route, day in before.routes:
        other = routes.get((route.key, route.side))
        found.append(
            Change(
                "supply_route",
                route.key,
                route.side,
                day.prob,
                other.prob if other is not None else 0.5,
                day.status,
                other.status if other is not None else "not known",
            )
        )
    return found


def _last_days(situation: Situation, at: date) -> list[tuple[Subject, DayOfSiege]]:
    """Every siege spoken of by the day, as it stands on it."""
    followed = [(one, situation.followed(one, at).days) for one in situation.subjects()]
    return [(one, days[-1]) for one, days in followed if days]


def _called(day: DayOfSiege, situation: Situation) -> str:
    if day.lost:
        return "lost"
    threshold = situation.definitions.encirclement["threshold_prob"]
    return "encircled" if day.prob >= threshold else "open"


def _other_holders(situation: Situation, without: Situation, at: date) -> list[Change]:
    """The places whose likeliest holder is another without what some speakers say."""
    now, then = situation.beliefs.on(at), without.beliefs.on(at)
    nobody = {UNKNOWN: 1.0}
    found = []
    for place in sorted(now):
        row, again = now[place] or nobody, then.get(place) or nobody
        held, left = (max(one, key=lambda name: one[name]) for one in (row, again))
        if held != left:
            people = situation.control.population(place)
            found.append(Change("holder", place, None, row[held], again[left], held, left, people))
    return found


def single_changes(base: Baseline, limit: int = 10) -> list[SingleChange]:
    """The single changes of hands that would besiege or relieve the most people, first.

    Candidates are the places that decide a siege or a route, given to the besieged side, to the
    besieger or to whoever uses the route; each is worked out in full. `expected_people` is the sum
    over sieges of population times change of probability; it breaks ties.
    """
    candidates: dict[tuple[str, str], None] = {}
    for subject, answer in base.sieges:
        for one in deciding_places(base.picture, answer):
            for holder in (subject.side, subject.besieger):
                if holder is not None:
                    candidates[one.place, holder] = None
    for route, day in base.routes:
        if route.side is not None and day.weakest:
            candidates[day.weakest[0].place, route.side] = None
    found = []
    for place, holder in candidates:
        node = base.picture.control.index.get(place)
        if node is not None and base.picture.held_by(holder)[node] >= 0.9:
            continue
        found.append(_single(base, place, holder))
    found = [one for one in found if one.expected_people or one.routes_opened or one.routes_cut]
    found.sort(
        key=lambda one: (
            -(one.people_besieged + one.people_relieved),
            -abs(one.expected_people),
            -len(one.routes_opened) - len(one.routes_cut),
            one.place,
            one.holder,
        )
    )
    return found[:limit]


def _single(base: Baseline, place: str, holder: str) -> SingleChange:
    besieges, relieves, opened, cut = [], [], [], []
    people_in = people_out = 0
    expected = 0.0
    for change in suppose(base, {place: holder}):
        if change.kind == "encirclement":
            people = change.population or 0
            expected += people * (change.after_prob - change.before_prob)
            if change.changes_status and change.after_status == "encircled":
                besieges.append(change.place)
                people_in += people
            elif change.before_status == "encircled" and change.after_status == "open":
                relieves.append(change.place)
                people_out += people
        elif change.changes_status and change.after_status == "open":
            opened.append(change.place)
        elif change.changes_status and change.after_status == "cut":
            cut.append(change.place)
    return SingleChange(
        place,
        holder,
        tuple(besieges),
        tuple(relieves),
        people_in,
        people_out,
        tuple(opened),
        tuple(cut),
        expected,
    )
