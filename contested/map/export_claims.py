"""Exports of claims: JSON Lines as the server gives them, and a flat table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contested.ledger.records import StoredClaim
from contested.map.answers import ClaimAnswer, Named
from contested.map.claim_rows import fold_copies
from contested.map.export_rows import Within, csv_bytes, exported_stored
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.selector import Selector

# The names of an import's fields, so that the table can be corrected by hand and imported.
COLUMNS = (
    "id", "statement", "predicate", "factuality", "extent", "actor", "actor_id", "target",
    "target_id", "place", "place_id", "lat", "lon", "from", "to", "speaker", "speaker_id", "chain",
    "channel", "on", "since", "until", "published", "quote", "evidence", "confidence", "publisher",
    "agency", "title", "url", "language", "report", "copies",
)  # fmt: skip


def claims_jsonl(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """Every claim published up to `at` (in hindsight every one) of whoever is heard."""
    lines = [
        neutral(state.rows.row(one).model_dump_json())
        for one in fold_copies(exported_stored(state, selector, at, within))
    ]
    return ("\n".join(lines) + "\n" if lines else "").encode("utf-8")


def claims_csv(state: State, selector: Selector, at: date, within: Within = None) -> bytes:
    """The same as CSV, one claim a row, in the columns that `contested import` reads.

    `quote` is the sentence, `evidence` the words of it that the claim was read from; `copies`
    counts the reports that repeat it.
    """
    rows: list[Sequence[object]] = [COLUMNS]
    for one in fold_copies(exported_stored(state, selector, at, within)):
        rows.append(_flat(state, one.stored, state.rows.row(one)))
    return csv_bytes(rows)


def _flat(state: State, told: StoredClaim, row: ClaimAnswer) -> list[object]:
    places = state.snapshot.places
    place = places.places[places.index[row.place.id]] if row.place else None
    values: dict[str, object] = {
        "id": row.id,
        "statement": row.statement["en"],
        "predicate": row.predicate,
        "factuality": row.factuality,
        "extent": row.extent,
        **_named("actor", row.actor),
        **_named("target", row.target),
        **_named("place", row.place),
        "lat": place.lat_deg if place else None,
        "lon": place.lon_deg if place else None,
        "from": row.route_from,
        "to": row.route_to,
        "speaker": row.speaker.name["en"],
        "speaker_id": row.speaker.key,
        "chain": " > ".join(row.chain),
        "channel": row.channel,
        "on": row.on,
        "since": row.since,
        "until": row.until,
        "published": row.published_at,
        "quote": row.sentence,
        "evidence": told.claim.evidence,
        "confidence": row.confidence,
        "publisher": row.publisher,
        "agency": row.agency,
        "title": row.title,
        "url": told.url,
        "language": row.language,
        "report": row.report_id,
        "copies": len(row.copies),
    }
    return [values[column] for column in COLUMNS]


def _named(field: str, named: Named | None) -> dict[str, object]:
    return {field: named.name["en"] if named else None, f"{field}_id": named.id if named else None}
