"""Events in the columns and codes of UCDP's Georeferenced Event Dataset, as far as they go."""

from __future__ import annotations

import math
from datetime import date

from contested.map.export_acled import country_of, notes
from contested.map.export_events import (
    Event,
    codes,
    events,
    is_state,
    province,
    sources_of,
    speakers_of,
)
from contested.map.export_rows import Within, csv_bytes
from contested.map.live import State
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot
from contested.place.place import Place

UCDP_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_name",
    "dyad_name", "side_a", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
    "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
DATE_PRECISION = {"day": 1, "about": 2, "month": 4, "year": 5}
# Violence between armed sides; transfers without it and roads are no events to UCDP.
_FIGHTING = frozenset({"captures", "attacks", "breaks_siege"})
_STATE_BASED, _NON_STATE = 1, 2


def ucdp_csv(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Events up to a day as CSV with UCDP GED's columns. Deaths are empty: no claim counts them."""
    snapshot = state.snapshot
    rows: list[tuple[object, ...]] = [UCDP_COLUMNS]
    for event in events(state, selector, at, within):
        if event.predicate in _FIGHTING:
            values = ucdp_row(snapshot, event)
            rows.append(tuple(values[column] for column in UCDP_COLUMNS))
    return csv_bytes(rows)


def ucdp_row(snapshot: Snapshot, event: Event) -> dict[str, object]:
    """One event under UCDP's column names."""
    side_a, side_b = event.actor_a or event.actor_b, event.actor_b if event.actor_a else None
    states = is_state(snapshot, event.actor_a) or is_state(snapshot, event.actor_b)
    newest = max(event.claims, key=lambda one: (one.published_at or "", one.id))
    place = event.place
    located = place.lat_deg is not None and place.lon_deg is not None
    country = country_of(place.country or snapshot.theatre.countries[0])
    district = next(
        (
            snapshot.theatre.places[area].name
            for area in snapshot.theatre.ancestors(place.id)
            if snapshot.theatre.places[area].kind == "district"
        ),
        None,
    )
    return {
        "id": int(event.id, 16),
        "relid": f"CTD-{event.last.year}-{event.id}",
        "year": event.last.year,
        "active_year": None,
        "code_status": "Claimed",
        "type_of_violence": _STATE_BASED if states else _NON_STATE,
        "conflict_name": snapshot.theatre.title,
        "dyad_name": f"{side_a} - {side_b or 'unnamed'}",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": len(sources_of(event, snapshot)),
        "source_article": "; ".join(dict.fromkeys(one.claim.report_id for one in event.claims)),
        "source_office": "; ".join(sources_of(event, snapshot)),
        "source_date": newest.published_at[:10] if newest.published_at else None,
        "source_headline": newest.title,
        "source_original": "; ".join(speakers_of(event, snapshot)),
        "where_prec": where_precision(place),
        "where_coordinates": place.name,
        "where_description": notes(snapshot, event),
        "adm_1": province(snapshot, place),
        "adm_2": district,
        "latitude": place.lat_deg,
        "longitude": place.lon_deg,
        "geom_wkt": f"POINT ({place.lon_deg} {place.lat_deg})" if located else None,
        "priogrid_gid": priogrid(place.lat_deg, place.lon_deg),
        "country": country.get("name"),
        "country_id": None,
        "region": None,
        "event_clarity": 1 if event.precision == "day" else 2,
        "date_prec": DATE_PRECISION[event.precision],
        "date_start": event.first.isoformat(),
        "date_end": event.last.isoformat(),
        **dict.fromkeys(UCDP_COLUMNS[-7:]),
    }


def where_precision(place: Place) -> int:
    """UCDP's where_prec: 1 exact ... 6 a country."""
    found = codes()["ucdp"]["where"].get(place.kind)
    # A place that no gazetteer used knows was placed near another.
    return int(found) if found is not None else 1 if place.kind != "named" else 2


def priogrid(lat_deg: float | None, lon_deg: float | None) -> int | None:
    """The number of the half-degree cell of PRIO-GRID, rows from the south-west.

    >>> priogrid(36.2, 37.15), priogrid(-90.0, -180.0)
    (181875, 1)
    """
    if lat_deg is None or lon_deg is None:
        return None
    row = min(359, math.floor((lat_deg + 90.0) * 2.0))
    column = min(719, math.floor((lon_deg + 180.0) * 2.0))
    return row * 720 + column + 1
