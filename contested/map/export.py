"""Exports: what each format is called, and what makes it. docs/exports.md tells what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from contested.map.export_acled import acled_csv
from contested.map.export_claims import claims_csv, claims_jsonl
from contested.map.export_geo import geojson, geoparquet, kml
from contested.map.export_rows import Within, csv_table, history_csv, hxl_table
from contested.map.export_ucdp import ucdp_csv
from contested.map.live import State
from contested.map.selector import Selector


class Make(Protocol):
    """Makes an export of a day by whoever is heard, of all places or of those `within`."""

    def __call__(
        self, state: State, selector: Selector, at: date, within: Within = None, /
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its file's ending, its media type, what it holds, and what makes it.

    `of_day` says whether it is of one day, as opposed to everything up to it.
    """

    name: str
    ending: str
    media_type: str
    what: str
    of_day: bool
    make: Make


FORMATS: dict[str, ExportFormat] = {
    one.name: one
    for one in (
        ExportFormat(
            "geojson", "geojson", "application/geo+json",
            "places of a day with their beliefs: points, districts as polygons", True, geojson,
        ),
        ExportFormat(
            "csv", "csv", "text/csv; charset=utf-8", "places of a day with their beliefs", True,
            csv_table,
        ),
        ExportFormat(
            "hxl", "hxl.csv", "text/csv; charset=utf-8",
            "the same with a row of HXL tags", True, hxl_table,
        ),
        ExportFormat(
            "history", "history.csv", "text/csv; charset=utf-8",
            "for each place the stretches of days with one likeliest holder", False, history_csv,
        ),
        ExportFormat(
            "kml", "kml", "application/vnd.google-earth.kml+xml",
            "places of a day for globes", True, kml,
        ),
        ExportFormat(
            "geoparquet", "parquet", "application/vnd.apache.parquet",
            "places of a day for data tools; needs contested[geo]", True, geoparquet,
        ),
        ExportFormat(
            "claims.jsonl", "jsonl", "application/x-ndjson",
            "every claim with its words, one JSON object a line", False, claims_jsonl,
        ),
        ExportFormat(
            "claims.csv", "claims.csv", "text/csv; charset=utf-8",
            "the same as a table", False, claims_csv,
        ),
        ExportFormat(
            "acled.csv", "acled.csv", "text/csv; charset=utf-8",
            "claims of events in ACLED's columns and codes", False, acled_csv,
        ),
        ExportFormat(
            "ucdp.csv", "ucdp.csv", "text/csv; charset=utf-8",
            "claims of events in UCDP GED's columns and codes", False, ucdp_csv,
        ),
    )
}  # fmt: skip


def file_name(theatre: str, form: ExportFormat, at: date, whose: str = "") -> str:
    """``contested-syria-2016-08-06-side-islamic-state.geojson``; `whose` is the part of the name
    that says according to whom it is."""
    behind = f"-{whose}" if whose else ""
    return f"contested-{theatre}-{at.isoformat()}{behind}.{form.ending}"
