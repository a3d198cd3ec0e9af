"""Exports as rows: places of a day (CSV, HXL), runs of days; which claims count in an export."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from contested.belief.answer import first_word, runs
from contested.belief.believe import place_of
from contested.belief.observe import published_on
from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.ledger.records import StoredClaim
from contested.map.attribution import attribution
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.place_panel import belief_answer, state_names
from contested.map.selector import Selector
from contested.map.view import View
from contested.place.place import Place

# Cells that a spreadsheet would take for a formula are written with an apostrophe before them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# By it Excel tells that a CSV is UTF-8; without it Greek and Arabic names come out as rubbish.
BOM = b"\xef\xbb\xbf"
# The places that an export is of, by id; None: of all.
Within = frozenset[str] | None
HXL_TAGS = {
    "place_id": "#loc+id", "name": "#loc+name+i_en", "name_el": "#loc+name+i_el",
    "name_local": "#loc+name+local", "kind": "#loc+type", "lat": "#geo+lat", "lon": "#geo+lon",
    "part_of": "#adm+name", "population": "#population", "date": "#date+occurred",
    "known_at": "#date+reported", "mode": "#meta+mode", "according_to": "#meta+according_to",
    "holder_id": "#org+id+holder",
    "holder": "#org+name+holder", "probability": "#indicator+prob+holder",
    "divided_probability": "#indicator+prob+divided",
    "unknown_probability": "#indicator+prob+unknown", "since": "#date+start",
    "evidence_age_days": "#indicator+age+days", "testimonies": "#indicator+testimonies+num",
    "inferred_holder": "#org+inferred", "inferred_probability": "#indicator+prob+inferred",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a day as a flat row; values are str, int, float or None."""

    place: Place
    values: dict[str, str | int | float | None]


def place_rows(view: View, at: date, within: Within = None) -> list[PlaceRow]:
    """Every place that somebody heard spoke of, or that is supposed held, in the map's order.

    As known then, a place of which nobody had spoken by `at` has no row. `within` are the ids of
    the places wanted, or None for all.
    """
    snapshot = view.snapshot
    wanted = {*view.places(), *view.given}
    if within is not None:
        wanted &= within
    according_to = attribution(snapshot, view.selector).text
    columns = prob_columns(one.id for one in snapshot.holders)
    rows = []
    for place in snapshot.places.places:
        if place.id not in wanted:
            continue
        found = belief_answer(view, place.id, at)
        if not found.testimonies and not found.supposed:
            continue
        probs = {one.key: one.prob for one in found.probs}
        best = found.probs[0] if found.probs else None
        inferred = next((one for one in found.inferred if one.key != UNKNOWN), None)
        names = snapshot.namer.place(place.id)
        parent = next(iter(snapshot.theatre.ancestors(place.id)), None)
        values: dict[str, str | int | float | None] = {
            "place_id": place.id,
            "name": names["en"],
            "name_el": names.get("el"),
            "name_local": names.get(snapshot.namer.local or ""),
            "kind": place.kind,
            "lat": place.lat_deg,
            "lon": place.lon_deg,
            "part_of": snapshot.namer.place(parent)["en"] if parent else None,
            "population": place.population,
            "date": at.isoformat(),
            "known_at": found.known_at.isoformat(),
            "mode": view.selector.mode,
            "according_to": according_to,
            "holder_id": best.key if best else UNKNOWN,
            "holder": best.name["en"] if best else UNKNOWN,
            "probability": best.prob if best else 1.0,
            "divided_probability": probs.get(DIVIDED, 0.0),
            "unknown_probability": probs.get(UNKNOWN, 0.0),
            "since": found.since.isoformat() if found.since else None,
            "evidence_age_days": found.age_days,
            "testimonies": found.testimonies,
            "inferred_holder": inferred.key if inferred else None,
            "inferred_probability": inferred.prob if inferred else None,
        }
        for holder in snapshot.holders:
            values[columns[holder.id]] = probs.get(holder.id, 0.0)
        rows.append(PlaceRow(place, values))
    return rows


def csv_table(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Places of a day as CSV (UTF-8, commas, a header)."""
    columns, rows = _table(state, selector, at, within)
    return csv_bytes([columns, *rows])


def hxl_table(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """The same with a second row of HXL hashtags."""
    columns, rows = _table(state, selector, at, within)
    tags = [HXL_TAGS.get(one) or f"#indicator+prob+{one.removeprefix('prob_')}" for one in columns]
    return csv_bytes([columns, tags, *rows])


def prob_columns(sides: Iterable[str]) -> dict[str, str]:
    """By side the column of its probability, a name that R, pandas and HXL take as it is: letters,
    digits and underscores, numbered where two sides would have the same.

    >>> prob_columns(["syrian-government", "Αʹ", "Βʹ"])
    {'syrian-government': 'prob_syrian_government', 'Αʹ': 'prob___', 'Βʹ': 'prob____2'}
    """
    found: dict[str, str] = {}
    for side in sides:
        plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in side.lower())
        column, number = f"prob_{plain}", 2
        while column in found.values():
            column, number = f"prob_{plain}_{number}", number + 1
        found[side] = column
    return found


def _table(
    state: State, selector: Selector, at: date, within: Within
) -> tuple[list[str], list[list[str | int | float | None]]]:
    view = state.views.get(selector)
    found = place_rows(view, at, within)
    holders = list(prob_columns(one.id for one in state.snapshot.holders).values())
    columns = [*HXL_TAGS, *holders]
    return columns, [[one.values[column] for column in columns] for one in found]


def history_csv(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """For each place the stretches of days on which one state was likeliest, from the first word
    on it up to `at`."""
    view, snapshot = state.views.get(selector), state.snapshot
    rows: list[Sequence[object]] = [
        ("place_id", "name", "lat", "lon", "from", "to", "holder_id", "holder", "mean_probability",
         "mode", "according_to", "first_published")
    ]  # fmt: skip
    according_to = attribution(snapshot, selector).text
    for place_id in view.places():
        if within is not None and place_id not in within:
            continue
        found = view.belief(place_id)
        assert found is not None
        place = snapshot.places.find(place_id)
        origin = snapshot.believer.origin
        first = max(origin, first_word(found.told, selector.kind))
        if first > at:
            continue
        published = min(one.known_on for one in found.told)
        probs = found.probs[(first - origin).days : (at - origin).days + 1]
        for run in runs(place_id, probs, found.states, first, selector.kind):
            rows.append(
                (
                    place_id, snapshot.namer.place(place_id)["en"], place.lat_deg, place.lon_deg,
                    run.first_day.isoformat(), run.last_day.isoformat(), run.holder,
                    state_names(snapshot, run.holder)["en"], round(run.prob, 4), selector.mode,
                    according_to, published.isoformat(),
                )
            )  # fmt: skip
    return csv_bytes(rows)


def exported_stored(
    state: State, selector: Selector, at: date, within: Within = None
) -> list[StoredClaim]:
    """The claims of whoever is heard, as the ledger has them, by day of publication; those about
    the places `within`, by id, or about any."""
    snapshot = state.snapshot
    limit = selector.limit(at)
    kept = []
    for one in snapshot.claims.values():
        day = published_on(one)
        speaker = snapshot.speaker_names[snapshot.speaker_of_claim[one.id]]
        if limit is not None and day is not None and day > limit:
            continue
        if within is not None and place_of(one) not in within:
            continue
        if speaker.name in selector.without:
            continue
        if selector.only_speaker not in (None, speaker.name):
            continue
        if selector.only_side not in (None, speaker.side):
            continue
        kept.append(one)
    return sorted(kept, key=lambda one: (published_on(one) or date.min, one.id))


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV in UTF-8. Text of reports in a cell can start no formula and turn no reading
    order."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return stream.getvalue().encode("utf-8")


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    text = neutral(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
