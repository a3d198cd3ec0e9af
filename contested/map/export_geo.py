"""Exports for maps: GeoJSON, KML, GeoParquet."""

from __future__ import annotations

import io
import json
import struct
from datetime import date
from xml.etree import ElementTree as Xml

from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.errors import QuestionError
from contested.map.areas import areas
from contested.map.attribution import attribution
from contested.map.export_rows import PlaceRow, Within, place_rows
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.selector import Selector
from contested.place.place import Place

_GREY, _DIVIDED_COLOUR = "#999999", "#F0E442"
_KML = "http://www.opengis.net/kml/2.2"
# XML has no character below U+0020 but these.
_XML_SPACE = "\t\n\r"


def geojson(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Places of a day as features: districts with a polygon where there is one, else points;
    places without coordinates have no geometry. `simplestyle` colours go with them."""
    polygons = {one.properties["id"]: one.geometry for one in areas(state.snapshot).features}
    features = []
    for row in place_rows(state.views.get(selector), at, within):
        geometry = polygons.get(row.place.id) or _point(row.place)
        properties = {**row.values, "colour": _colour(state, row), **_style(state, row)}
        features.append({"type": "Feature", "id": row.place.id, "geometry": geometry,
                         "properties": properties})  # fmt: skip
    whose = attribution(state.snapshot, selector)
    whole = {
        "type": "FeatureCollection",
        "name": whose.titled(f"{state.snapshot.theatre.title}, {at.isoformat()}"),
        "metadata": {
            "version": state.snapshot.version,
            "mode": selector.mode,
            "according_to": whose.text,
        },
        "features": features,
    }
    return neutral(json.dumps(whole, ensure_ascii=False)).encode("utf-8")


def _point(place: Place) -> dict[str, object] | None:
    if place.lat_deg is None or place.lon_deg is None:
        return None
    return {"type": "Point", "coordinates": [place.lon_deg, place.lat_deg]}


def _colour(state: State, row: PlaceRow) -> str:
    holder = str(row.values["holder_id"])
    if holder == DIVIDED:
        return _DIVIDED_COLOUR
    number = state.snapshot.holder_row.get(holder)
    return state.snapshot.holders[number].colour if number is not None else _GREY


def _style(state: State, row: PlaceRow) -> dict[str, object]:
    colour = _colour(state, row)
    # Nothing is filled in full below 95%.
    prob = float(row.values["probability"] or 0.0)
    shown = 0.0 if row.values["holder_id"] == UNKNOWN else round(min(prob, 0.95), 2)
    return {"fill": colour, "fill-opacity": shown, "stroke": colour, "marker-color": colour}


def kml(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Places of a day as KML 2.2 placemarks with all values as ExtendedData."""
    Xml.register_namespace("", _KML)
    root = Xml.Element(f"{{{_KML}}}kml")
    document = _add(root, "Document")
    whose = attribution(state.snapshot, selector)
    title = f"Contested: {state.snapshot.theatre.title}, {at.isoformat()}"
    _add(document, "name", whose.titled(title))
    styles = {(one.id): one.colour for one in state.snapshot.holders}
    styles |= {DIVIDED: _DIVIDED_COLOUR, UNKNOWN: _GREY}
    for key, colour in styles.items():
        style = _add(document, "Style")
        style.set("id", _xml_id(key))
        icon = _add(style, "IconStyle")
        _add(icon, "color", "ff" + colour[5:7] + colour[3:5] + colour[1:3])
        _add(icon, "scale", "0.8")
    for row in place_rows(state.views.get(selector), at, within):
        if row.place.lat_deg is None or row.place.lon_deg is None:
            continue
        mark = _add(document, "Placemark")
        mark.set("id", _xml_id(row.place.id))
        _add(mark, "name", str(row.values["name"]))
        prob = float(row.values["probability"] or 0.0)
        said = f"{row.values['holder']}, probability {prob:.2f}"
        _add(mark, "description", whose.titled(said))
        stamp = _add(mark, "TimeStamp")
        _add(stamp, "when", at.isoformat())
        _add(mark, "styleUrl", f"#{_xml_id(str(row.values['holder_id']))}")
        data = _add(mark, "ExtendedData")
        for key, value in row.values.items():
            if value is not None:
                one = _add(data, "Data")
                one.set("name", key)
                _add(one, "value", str(value))
        point = _add(mark, "Point")
        _add(point, "coordinates", f"{row.place.lon_deg},{row.place.lat_deg}")
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: Xml.Element, tag: str, text: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{_KML}}}{tag}")
    if text is not None:
        child.text = "".join(
            char if char >= " " or char in _XML_SPACE else "\ufffd" for char in neutral(text)
        )
    return child


def _xml_id(text: str) -> str:
    """An id that XML takes: letters, digits, hyphens.

    >>> _xml_id("syria:ramouseh")
    'p-syria-ramouseh'
    """
    return "p-" + "".join(char if char.isascii() and char.isalnum() else "-" for char in text)


def geoparquet(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Places of a day as GeoParquet 1.1, points in WKB. Raises QuestionError without pyarrow."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise QuestionError(
            "GeoParquet needs pyarrow, which is not installed: pip install 'contested[geo]'"
        ) from error
    rows = place_rows(state.views.get(selector), at, within)
    columns = list(rows[0].values) if rows else ["place_id"]
    table = {name: [row.values[name] for row in rows] for name in columns}
    points = [_wkb(row.place) for row in rows]
    spots = [(r.place.lon_deg, r.place.lat_deg) for r in rows if r.place.lat_deg is not None]
    geo: dict[str, object] = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                **({"bbox": _bbox([(x or 0.0, y or 0.0) for x, y in spots])} if spots else {}),
            }
        },
    }
    made = arrow.table({**table, "geometry": arrow.array(points, arrow.binary())})
    made = made.replace_schema_metadata({"geo": json.dumps(geo)})
    stream = io.BytesIO()
    parquet.write_table(made, stream, compression="zstd")
    return stream.getvalue()


def _wkb(place: Place) -> bytes | None:
    if place.lat_deg is None or place.lon_deg is None:
        return None
    return struct.pack("<BIdd", 1, 1, place.lon_deg, place.lat_deg)


def _bbox(spots: list[tuple[float, float]]) -> list[float]:
    lons, lats = [x for x, _ in spots], [y for _, y in spots]
    return [min(lons), min(lats), max(lons), max(lats)]
