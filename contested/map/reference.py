"""What the page needs to know once: the theatre, its places, its links and routes, who speaks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

from contested.belief.observe import published_on
from contested.claim.claim import PREDICATES
from contested.map.answers import (
    Feature,
    FeatureCollection,
    HolderAnswer,
    MovesAnswer,
    Overview,
    PlacesAnswer,
    SpeakerAnswer,
    SpeakerRow,
    SpeakersAnswer,
    TheatreAnswer,
    Tiles,
)
from contested.map.claim_rows import reliability_answer
from contested.map.frames import pairs
from contested.map.snapshot import Snapshot
from contested.map.view import View, changes_by_day
from contested.place.place import Place

_PAD = 0.05


def overview(
    view: View, *, can_write: bool, logged_in: bool, static: bool = False,
    tiles: Tiles | None = None, open_at: date | None = None,
) -> Overview:  # fmt: skip
    """The head of everything; `view` is everybody's word as known then. A page opens on `open_at`,
    or what is nearest to it, or else on the last day."""
    snapshot = view.snapshot
    theatre, namer = snapshot.theatre, snapshot.namer
    bounds = _bounds(snapshot.places.places)
    spoken = [p for p in snapshot.places.places if p.id in snapshot.places.spoken]
    centre = theatre.settings.get("centre")
    holders = [
        HolderAnswer(
            id=one.id, key=one.id, name=dict(one.names), side=one.id, colour=one.colour,
            texture=one.texture,
        )
        for one in snapshot.holders
    ]  # fmt: skip
    speaking = {one.side for one in snapshot.speakers}
    copies = sum(one.copy_of is not None for one in snapshot.claims.values())
    return Overview(
        theatre=TheatreAnswer(
            id=theatre.name,
            name=namer.theatre_names(),
            local_language=namer.local,
            bounds=bounds,
            focus=_bounds(spoken) if any(p.lat_deg is not None for p in spoken) else bounds,
            center=(
                (float(centre[1]), float(centre[0]))
                if centre
                else ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
            ),
            zoom=float(theatre.settings.get("zoom", 6)),
        ),
        first_day=snapshot.first_day,
        last_day=snapshot.last_day,
        open_at=(
            min(max(open_at, snapshot.first_day), snapshot.last_day)
            if open_at is not None
            else snapshot.last_day
        ),
        version=snapshot.version,
        counts={
            "reports": snapshot.counts.get("reports", 0),
            "claims": len(snapshot.claims),
            "copies": copies,
            "speakers": len(snapshot.speakers),
            "places": len(snapshot.places.spoken),
        },
        holders=holders,
        pairs=pairs(len(holders)),
        sides=[one for one in holders if one.id in speaking],
        speakers=[speaker_answer(snapshot, one.name) for one in snapshot.speakers],
        predicates=sorted(PREDICATES),
        can_write=can_write,
        logged_in=logged_in,
        static=static,
        tiles=tiles,
    )


def _bounds(places: Iterable[Place]) -> tuple[float, float, float, float]:
    spots = [
        (p.lon_deg, p.lat_deg) for p in places if p.lat_deg is not None and p.lon_deg is not None
    ]
    if not spots:
        return (-180.0, -60.0, 180.0, 75.0)
    lons, lats = [lon for lon, _ in spots], [lat for _, lat in spots]
    return (
        round(min(lons) - _PAD, 4), round(min(lats) - _PAD, 4),
        round(max(lons) + _PAD, 4), round(max(lats) + _PAD, 4),
    )  # fmt: skip


def speaker_answer(snapshot: Snapshot, name: str) -> SpeakerAnswer:
    """A speaker of the ledger by its name."""
    one = snapshot.speaker_names[name]
    return SpeakerAnswer(
        key=one.key, name=dict(one.names), kind=one.kind, side=one.side, claims=one.claims
    )


def places_answer(snapshot: Snapshot) -> PlacesAnswer:
    """All places as columns, in the order of the frames."""
    rows, index, namer = snapshot.places.places, snapshot.places.index, snapshot.namer
    names = [namer.place(one.id) for one in rows]
    return PlacesAnswer(
        id=[one.id for one in rows],
        kind=[one.kind for one in rows],
        lat=[one.lat_deg for one in rows],
        lon=[one.lon_deg for one in rows],
        part_of=[index.get(one.part_of) if one.part_of else None for one in rows],
        population=[one.population for one in rows],
        names={code: [one.get(code) for one in names] for code in namer.languages},
        local=[one.get(namer.local or "") for one in names],
        spoken=[one.id in snapshot.places.spoken for one in rows],
    )


def lines(snapshot: Snapshot) -> FeatureCollection:
    """Links between places, then named routes through theirs."""
    theatre, index = snapshot.theatre, snapshot.places.index
    on_route = {
        frozenset(pair): route
        for route, stops in theatre.routes.items()
        for pair in itertools.pairwise(stops)
    }
    features = []
    for link in theatre.links:
        path = _path(theatre.places[end] for end in (link.a, link.b))
        if path is not None:
            features.append(
                Feature(
                    geometry=path,
                    properties={
                        "id": f"{link.a}--{link.b}",
                        "kind": link.kind,
                        "name": link.name,
                        "from": index[link.a],
                        "to": index[link.b],
                        "route": on_route.get(frozenset((link.a, link.b))),
                    },
                )
            )
    for route, stops in theatre.routes.items():
        path = _path(theatre.places[stop] for stop in stops)
        if path is not None:
            features.append(
                Feature(
                    geometry=path,
                    properties={
                        "id": route,
                        "kind": "route",
                        "name": snapshot.namer.place(route),
                        "from": index[stops[0]],
                        "to": index[stops[-1]],
                        "route": route,
                        "through": [index[stop] for stop in stops],
                    },
                )
            )
    return FeatureCollection(features=features)


def _path(places: Iterable[Place]) -> dict[str, object] | None:
    spots = [[p.lon_deg, p.lat_deg] for p in places if p.lon_deg is not None]
    return {"type": "LineString", "coordinates": spots} if len(spots) > 1 else None


def moves(view: View) -> MovesAnswer:
    """The strip under the map: claims by kind of speaker, and how far beliefs moved."""
    snapshot, selector = view.snapshot, view.selector
    kinds = sorted({one.kind for one in snapshot.speakers})
    days = [[0] * snapshot.days for _ in kinds]
    for claim_id, stored in snapshot.claims.items():
        speaker = snapshot.speaker_names[snapshot.speaker_of_claim[claim_id]]
        day = published_on(stored)
        heard = (
            speaker.name not in selector.without
            and selector.only_speaker in (None, speaker.name)
            and selector.only_side in (None, speaker.side)
        )
        if day is not None and heard and (selector.known_at is None or day <= selector.known_at):
            days[kinds.index(speaker.kind)][(day - snapshot.first_day).days] += 1
    return MovesAnswer(
        first_day=snapshot.first_day, kinds=kinds, days=days, changes=changes_by_day(view)
    )


def speakers(snapshot: Snapshot) -> SpeakersAnswer:
    """Everybody who speaks, with what their word is worth."""
    return SpeakersAnswer(
        learnt_on=snapshot.believer.learnt.fitted_on,
        speakers=[
            SpeakerRow(
                key=one.key,
                name=dict(one.names),
                kind=one.kind,
                side=one.side,
                claims=one.claims,
                reliability=[
                    reliability_answer(row) for row in snapshot.reliability.get(one.name, [])
                ],
            )
            for one in snapshot.speakers
        ],
    )
