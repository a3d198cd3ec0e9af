"""What is most contested on a day, and what changed between two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from contested.belief.observe import published_on
from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.map.answers import Named
from contested.map.answers_day import (
    ChangedPlace,
    ChangedState,
    ChangesAnswer,
    ContestedAnswer,
    ContestedRow,
    HolderProb,
)
from contested.map.place_panel import holder_probs, state_names
from contested.map.situation_panel import Situations
from contested.map.view import View
from contested.situation.finding import Finding

_SPEAKERS_WITHIN_DAYS = 30
_CLAIMS_SHOWN = 12
_SIEGE_KINDS = ("encirclement", "supply_route")


def contest(row: Mapping[str, float]) -> float:
    """How much in doubt a holder is, 0 to 1: the chance that the place is divided, and how near
    its two likeliest holders are to one another; what is not known of it does not count.

    >>> contest({"a": 0.5, "b": 0.5, "divided": 0.0, "unknown": 0.0})
    1.0
    >>> contest({"a": 0.4, "b": 0.0, "divided": 0.0, "unknown": 0.6})
    0.0
    """
    held = sorted((p for key, p in row.items() if key not in (DIVIDED, UNKNOWN)), reverse=True)
    first, second = [*held, 0.0, 0.0][:2]
    return min(1.0, row.get(DIVIDED, 0.0) + 2.0 * second * (first > 0))


def most_contested(view: View, at: date, limit: int) -> ContestedAnswer:
    """The places most in doubt on a day."""
    snapshot, number = view.snapshot, view.snapshot.day_index(at)
    scores = []
    for place in view.places():
        row = view.row(place, at)
        score = contest(row)
        if score >= 0.05:
            population = snapshot.places.find(place).population or 0
            scores.append((score, population, place, row))
    scores.sort(key=lambda one: (-round(one[0], 3), -one[1], one[2]))
    rows = []
    for score, population, place, row in scores[:limit]:
        index = snapshot.places.index[place]
        age = int(view.frames.place(index)[number, 2])
        found = view.belief(place)
        since = at - timedelta(days=_SPEAKERS_WITHIN_DAYS)
        told = found.told if found is not None else ()
        rows.append(
            ContestedRow(
                place=index,
                id=place,
                name=snapshot.namer.place(place),
                contest=round(score, 4),
                probs=holder_probs(snapshot, row),
                age_days=age if age < 255 else None,
                speakers=len({one.speaker.name for one in told if since <= one.known_on <= at}),
                population=population or None,
            )
        )
    return ContestedAnswer(at=at, rows=rows)


def what_changed(view: View, situations: Situations, first: date, last: date) -> ChangesAnswer:
    """Places, sieges and routes that stand otherwise on `last` than on `first`."""
    snapshot = view.snapshot
    before, after = (view.frames.slice(n, n)[0] for n in map(snapshot.day_index, (first, last)))
    places = []
    for row in np.nonzero(before[:, 0] != after[:, 0])[0]:
        place = snapshot.places.places[int(row)]
        claims = [
            one.id
            for one in snapshot.by_place.get(place.id, [])
            if (day := published_on(one)) is not None and first < day <= last
        ]
        states = [_likeliest(view, place.id, day) for day in (first, last)]
        places.append(
            ChangedPlace(
                place=int(row),
                id=place.id,
                name=snapshot.namer.place(place.id),
                before=states[0],
                after=states[1],
                claims=claims[-_CLAIMS_SHOWN:],
            )
        )
    places.sort(key=lambda one: (not one.claims, -(one.after.prob), one.id))
    return ChangesAnswer(
        first=first, last=last, places=places, situation=_states(view, situations, first, last)
    )


def _likeliest(view: View, place: str, day: date) -> HolderProb:
    row = view.row(place, day)
    key = max(row, key=lambda state: row[state])
    prob = round(min(1.0, row[key]), 4)
    return HolderProb(key=key, name=state_names(view.snapshot, key), prob=prob)


def _states(view: View, situations: Situations, first: date, last: date) -> list[ChangedState]:
    found: list[dict[tuple[str, str, str | None], Finding]] = []
    for day in (first, last):
        rows: dict[tuple[str, str, str | None], Finding] = {}
        for one in situations.on(view.selector, day).findings:
            if one.kind in _SIEGE_KINDS:
                what = one.place if one.kind == "encirclement" else one.route
                rows[one.kind, what or "", one.whose] = one
        found.append(rows)
    changed = []
    for key in dict.fromkeys((*found[0], *found[1])):
        was, now = found[0].get(key), found[1].get(key)
        if was is not None and now is not None and was.status == now.status:
            continue
        kind, place, _ = key
        changed.append(
            ChangedState(
                kind=kind,
                place=Named(id=place, name=view.snapshot.namer.place(place)),
                before=was.status if was else None,
                after=now.status if now else None,
                sentence=situations.words.changed(
                    place, was.status if was else None, now.status if now else None
                ),
            )
        )
    return changed
