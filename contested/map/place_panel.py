"""The evidence panel: who holds a place, since when, who says otherwise, in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from contested.belief.answer import weigh_testimonies
from contested.belief.belief import Contribution
from contested.belief.believe import place_of
from contested.belief.observe import published_on
from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.ledger.records import StoredClaim
from contested.map.answers import ClaimAnswer, Named
from contested.map.answers_day import (
    BeliefAnswer,
    HistoryAnswer,
    HolderProb,
    Mark,
    PlaceAnswer,
    PlaceHead,
    Position,
)
from contested.map.claim_rows import ClaimRows, fold_copies
from contested.map.snapshot import Snapshot
from contested.map.view import PlaceBelief, View
from contested.situation.sitrep import wordings

_CLAIMS_SHOWN = 200
# To leave out each testimony in turn takes time and room with the square of their number.
_MOST_WEIGHED = 300
_SHOWN_PROB = 0.0005
# What a predicate is called among the rival stories; others by their own name.
POSITIONS = {
    "controls": "holds",
    "captures": "holds",
    "withdraws": "left",
    "supply_route": "supplied",
}


def state_names(snapshot: Snapshot, state: str) -> dict[str, str]:
    """Names of a holder, of ``divided`` or ``unknown``."""
    if state in (DIVIDED, UNKNOWN):
        return {language: words[state] for language, words in wordings().items()}
    row = snapshot.holder_row.get(state)
    return dict(snapshot.holders[row].names) if row is not None else snapshot.namer.side(state)


def holder_probs(snapshot: Snapshot, row: Mapping[str, float]) -> list[HolderProb]:
    """States with their probabilities, the likeliest first; those next to nothing left out."""
    ordered = sorted(row.items(), key=lambda item: -item[1])
    return [
        HolderProb(key=key, name=state_names(snapshot, key), prob=round(min(1.0, prob), 4))
        for key, prob in ordered
        if prob >= _SHOWN_PROB
    ]


def place_head(snapshot: Snapshot, place_id: str) -> PlaceHead:
    """What the reference knows of a place."""
    place, namer = snapshot.places.find(place_id), snapshot.namer

    def named(ids: Sequence[str]) -> list[Named]:
        return [Named(id=one, name=namer.place(one)) for one in ids]

    return PlaceHead(
        id=place.id,
        index=snapshot.places.index[place.id],
        name=namer.place(place.id),
        kind=place.kind,
        lat=place.lat_deg,
        lon=place.lon_deg,
        population=place.population,
        part_of=named(snapshot.theatre.ancestors(place.id)),
        parts=named(snapshot.theatre.children(place.id)),
    )


def place_panel(rows: ClaimRows, view: View, place_id: str, at: date) -> PlaceAnswer:
    """The panel of a place on a day, under the view's selector."""
    snapshot, selector = view.snapshot, view.selector
    head = place_head(snapshot, place_id)
    limit = selector.limit(at)
    said = [
        one
        for one in snapshot.by_place.get(head.id, [])
        if limit is None or (day := published_on(one)) is None or day <= limit
    ]
    contributions = _contributions(view, head.id, at)
    weight = _weights(contributions)
    folded = sorted(
        fold_copies(said),
        key=lambda one: (published_on(one.stored) or date.min, one.stored.id),
        reverse=True,
    )
    claims = rows.rows(folded[:_CLAIMS_SHOWN], weight)
    return PlaceAnswer(
        place=head,
        belief=belief_answer(view, head.id, at),
        rivals=_rivals(
            [one.stored for one in folded[:_CLAIMS_SHOWN]], claims, contributions, snapshot
        ),
        claims=len(folded),
        more_claims=max(0, len(folded) - _CLAIMS_SHOWN),
    )


def belief_answer(view: View, place_id: str, at: date) -> BeliefAnswer:
    """Who holds a place on a day."""
    snapshot, selector = view.snapshot, view.selector
    found = view.belief(place_id)
    row = view.row(place_id, at)
    supposed = place_id in view.given
    number = snapshot.day_index(at)
    age = int(view.frames.place(snapshot.places.index[place_id])[number, 2])
    inferred = {}
    if found is not None:
        values = found.inferred[(at - snapshot.believer.origin).days]
        inferred = dict(zip(found.states[:-1], values.tolist(), strict=True))
    limit = selector.limit(at)
    return BeliefAnswer(
        at=at,
        known_at=limit if limit is not None else max(at, snapshot.last_day),
        kind=selector.kind,
        probs=holder_probs(snapshot, row),
        inferred=holder_probs(snapshot, inferred),
        likeliest=max(row, key=lambda state: row[state]),
        since=None if supposed or found is None else _since(found, view, at),
        age_days=_age(found, view, at) if age == 254 else age if age < 254 else None,
        testimonies=sum(
            limit is None or one.known_on <= limit for one in (found.told if found else ())
        ),
        supposed=supposed,
    )


def _age(found: PlaceBelief | None, view: View, at: date) -> int | None:
    """The age in days of the last day spoken of where it is too old for a frame."""
    limit = view.selector.limit(at)
    days = [
        one.day
        for one in (found.told if found else ())
        if one.content.spoken and one.day <= at and (limit is None or one.known_on <= limit)
    ]
    return (at - max(days)).days if days else None


def _since(found: PlaceBelief, view: View, at: date) -> date | None:
    """The first of the days up to `at` on which its likeliest state was so without a break."""
    origin = view.snapshot.believer.origin
    best = found.probs[: (at - origin).days + 1].argmax(axis=1)
    if found.states[best[-1]] == UNKNOWN:
        return None
    other = np.nonzero(best != best[-1])[0]
    return origin + timedelta(days=int(other[-1]) + 1 if len(other) else 0)


def _contributions(view: View, place: str, at: date) -> tuple[Contribution, ...]:
    snapshot, selector = view.snapshot, view.selector
    found = view.belief(place)
    war = snapshot.believer.war_of(place)
    if found is None or war is None:
        return ()
    limit = selector.limit(at)
    told = [one for one in found.told if limit is None or one.known_on <= limit]
    told = sorted(told, key=lambda one: one.known_on)[-_MOST_WEIGHED:]
    with snapshot.lock:
        return weigh_testimonies(
            snapshot.believer, place, told, at, selector.kind, known=limit,
            at_their_word=selector.at_their_word,
        )  # fmt: skip


def _weights(contributions: Sequence[Contribution]) -> dict[str, tuple[float, float]]:
    return {
        claim: (one.log_odds, one.echo_prob) for one in contributions for claim in one.claim_ids
    }


def _rivals(
    stored: Sequence[StoredClaim],
    claims: Sequence[ClaimAnswer],
    contributions: Sequence[Contribution],
    snapshot: Snapshot,
) -> list[Position]:
    """Claims grouped by what they say, the stories that weigh most and are newest first."""
    groups: dict[tuple[str, str | None, str, str], list[ClaimAnswer]] = {}
    for one, answer in zip(stored, claims, strict=True):
        claim = one.claim
        key = POSITIONS.get(claim.predicate, claim.predicate)
        side = None
        if claim.actor:
            day = published_on(one) or snapshot.last_day
            actor_id = one.resolution.actor_id if one.resolution else None
            side = snapshot.observer.side_of(claim.actor, actor_id, day)
        extent: str = "unspecified"
        if key == "holds":
            extent = claim.extent_of(snapshot.namer.place(place_of(one) or "")["en"])
        groups.setdefault((key, side, extent, claim.factuality), []).append(answer)
    found = []
    for (key, side, extent, factuality), same in groups.items():
        speakers = {one.speaker.key: one.speaker.name for one in same}
        ids = {one.id for one in same}
        # A testimony of several claims counts once.
        total = sum(one.log_odds for one in contributions if ids & set(one.claim_ids))
        found.append(
            Position(
                key=key,
                holder=None if side is None else Named(id=side, name=state_names(snapshot, side)),
                extent=extent,
                factuality=factuality,
                speakers=list(speakers.values()),
                latest=max((one.published_on for one in same if one.published_on), default=None),
                log_odds=round(total, 4),
                claims=same,
            )
        )
    order = {"holds": 0, "left": 1}
    return sorted(
        found,
        key=lambda one: (
            order.get(one.key, 2), -(one.latest or date.min).toordinal(), -abs(one.log_odds),
        ),
    )  # fmt: skip


def history_panel(view: View, place_id: str) -> HistoryAnswer:
    """The place on every day of the map, and when something was said of it."""
    snapshot = view.snapshot
    place = snapshot.places.find(place_id)
    days = [snapshot.first_day + timedelta(days=n) for n in range(snapshot.days)]
    found = view.belief(place.id)
    probs: dict[str, list[float]] = {}
    if place.id in view.given:
        probs[view.given[place.id]] = [1.0] * len(days)
    elif found is not None:
        window = found.probs[snapshot.offset : snapshot.offset + snapshot.days]
        for number, state in enumerate(found.states):
            if window[:, number].max() >= 0.005:
                probs[state] = [round(float(min(1.0, p)), 4) for p in window[:, number]]
    else:
        probs[UNKNOWN] = [1.0] * len(days)
    by_day: dict[date, list[str]] = {}
    for one in snapshot.by_place.get(place.id, []):
        day = published_on(one)
        if day is not None:
            by_day.setdefault(day, []).append(one.id)
    return HistoryAnswer(
        first_day=snapshot.first_day,
        days=days,
        probs=probs,
        names={state: state_names(snapshot, state) for state in probs},
        marks=[Mark(day=day, claims=by_day[day]) for day in sorted(by_day)],
    )
