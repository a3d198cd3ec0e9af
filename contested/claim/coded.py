"""Claims that people have coded: rows of JSON Lines or CSV, checked field by field.

A row has the fields of the annotation guide; the text it was coded from need not be there.
`claims.jsonl` of `contested export` and the lines of `contested claims --json` are such rows too.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from contested.claim.claim import OUTLET, PREDICATES, Extent, Factuality, Predicate
from contested.errors import ReportError
from contested.partial_date import is_partial_date
from contested.report.dates import parse_given
from contested.report.encoding import decode
from contested.report.source import Given, Problem, Source

# Field -> the names it is looked for under, in this order.
FIELDS: dict[str, tuple[str, ...]] = {
    "predicate": ("predicate",),
    "actor": ("actor",),
    "target": ("target",),
    "place": ("place",),
    "extent": ("extent",),
    "speaker": ("speaker",),
    "channel": ("channel",),
    "factuality": ("factuality",),
    "on": ("on",),
    "since": ("since",),
    "until": ("until",),
    "from": ("from", "route_from"),
    "to": ("to", "route_to"),
    "quote": ("quote", "evidence"),
    "publisher": ("publisher", "source"),
    "agency": ("agency",),
    "published": ("published", "published_at"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "confidence": ("confidence",),
    "report": ("report", "report_id"),
    "chain": ("chain", "speaker_chain"),
    "place_id": ("place_id",),
    "actor_id": ("actor_id",),
    "target_id": ("target_id",),
    "speaker_id": ("speaker_id",),
    "lat": ("lat",),
    "lon": ("lon",),
}
# Of exports: they follow from the rest, or belong to the ledger the claim came from.
_NOT_NEEDED = frozenset(
    {
        "id", "file", "start", "end", "sentence", "sentence_marks", "statement", "reliability",
        "copies", "copy_of", "corrected_by", "contribution_log_odds", "echo_prob", "valid_from",
        "valid_to", "published_basis", "recorded_at", "withdrawn", "correction", "extractor",
        "correction_reason", "place_score", "actor_text", "target_text", "toponym", "speaker_text",
        "published_on",
    }
)  # fmt: skip
_DELIMITERS = ",;\t"
# How files of a spreadsheet program begin, new and old.
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NAMED = {"place": "id", "actor": "id", "target": "id", "speaker": "key"}


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """One row. `where` is its file and line; names are as the row has them, ids if it has them.

    `published_at` is ISO 8601 with a zone. `report` tells rows of one report apart from those of
    another by the same publisher on the same day. `chain` runs from the deepest source outwards.
    """

    where: str
    predicate: Predicate
    actor: str | None
    target: str | None
    place: str | None
    extent: Extent
    speaker: str
    channel: str | None
    factuality: Factuality
    on: str | None
    since: str | None
    until: str | None
    route_from: str | None
    route_to: str | None
    quote: str | None
    confidence: float
    publisher: str | None
    agency: str | None
    published_at: str | None
    url: str | None
    title: str | None
    language: str | None
    report: str | None
    chain: tuple[str, ...]
    place_id: str | None
    actor_id: str | None
    target_id: str | None
    speaker_id: str | None
    lat_deg: float | None
    lon_deg: float | None

    @property
    def line(self) -> int:
        """The line of its file."""
        return int(self.where.rpartition(":")[2])

    @property
    def doubt(self) -> str | None:
        """What cannot be quite so, though the row can be used; None if nothing."""
        published = (self.published_at or "9999")[:10]
        if self.on is not None and self.on > published[: len(self.on)]:
            return f"field on: {self.on} is later than published, {published}; it counts as of then"
        return None


def read_coded(source: Source, given: Given) -> Iterator[CodedClaim | Problem]:
    """The rows of one file, and a problem for each that is wrong, with its line and field.

    CSV has a header in its first line; anything else is JSON, one object a line. What `given`
    says stands for every row. Raises ReportError for a file that is no text, or not in UTF-8.
    """
    text = _text_of(source)
    unused: dict[str, None] = {}
    for line, record in _records(text):
        where = f"{source.name}:{line}"
        try:
            if isinstance(record, ValueError):
                raise ReportError(f"not JSON ({record})")
            if not isinstance(record, dict):
                raise ReportError(f"expected an object, found {type(record).__name__}")
            yield _row(where, record, given)
            known = {name for names in FIELDS.values() for name in names} | _NOT_NEEDED
            unused |= dict.fromkeys(str(name) for name in record if name not in known)
        except ReportError as error:
            yield Problem(where, str(error))
    if unused:
        yield Problem(source.name, f"fields not used: {', '.join(unused)}", partial=True)


def _text_of(source: Source) -> str:
    """The text of a file in UTF-8, or in UTF-16 that is marked as such: names are evidence, and a
    guess at their letters would be none."""
    if source.data.startswith(_OFFICE):
        raise ReportError(
            f"{source.name}: a spreadsheet, not a table in text: open it and save it as "
            '"CSV UTF-8 (comma delimited)"'
        )
    decoded = decode(source)
    if decoded.guessed or decoded.damaged or not decoded.encoding.startswith("utf"):
        raise ReportError(
            f"{source.name}: not in UTF-8, so that its letters would be guesses: save it as "
            '"CSV UTF-8", or convert it with `iconv -t UTF-8`'
        )
    return decoded.text


def _delimiter(text: str) -> str:
    """What stands between the cells of a table: of the header's commas, semicolons and tabs those
    of which there are most."""
    header = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(_DELIMITERS, key=header.count)


def _records(text: str) -> Iterator[tuple[int, Any]]:
    """(line, record), where a record may be the error met on that line."""
    if not text.lstrip().startswith(("{", "[")):
        reader = csv.DictReader(
            io.StringIO(text), restkey="cells beyond the header", delimiter=_delimiter(text)
        )
        try:
            for row in reader:
                yield reader.line_num, {key.strip(): value for key, value in row.items()}
        except csv.Error as error:
            yield reader.line_num, ValueError(str(error))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, ValueError(str(error))


def _row(where: str, record: Mapping[str, Any], given: Given) -> CodedClaim:
    record = _flat(record)
    text = {name: _text(record, name) for name in FIELDS if name not in ("chain", "lat", "lon")}
    predicate = _one_of("predicate", text["predicate"], sorted(PREDICATES))
    publisher = given.publisher or text["publisher"]
    published = given.published_at or _published(text["published"])
    speaker = text["speaker"]
    if speaker is None:
        raise _wrong("speaker", "missing; write who says so, or outlet for the report itself")
    if speaker == OUTLET and publisher is None and text["agency"] is None:
        raise _wrong("publisher", "missing; a claim of the outlet itself must say which outlet")
    if predicate == "supports" and text["target"] is None:
        raise _wrong("target", "missing; supports is of somebody")
    if predicate != "supports" and text["place"] is None:
        raise _wrong("place", "missing; only supports is of no place")
    days = {name: _partial_date(name, text[name]) for name in ("on", "since", "until")}
    if published is None and not any(days.values()):
        raise _wrong("published", "missing, and none of on, since and until says a day")
    return CodedClaim(
        where=where,
        predicate=cast(Predicate, predicate),
        actor=text["actor"],
        target=text["target"],
        place=text["place"],
        extent=cast(Extent, _one_of("extent", text["extent"] or "unspecified", get_args(Extent))),
        speaker=speaker,
        channel=text["channel"],
        factuality=cast(
            Factuality,
            _one_of("factuality", text["factuality"] or "actual", get_args(Factuality)),
        ),
        **days,
        route_from=text["from"],
        route_to=text["to"],
        quote=" ".join(text["quote"].split()) if text["quote"] else None,
        confidence=_number(record, "confidence", 0.0, 1.0, 1.0) or 0.0,
        publisher=publisher,
        agency=text["agency"],
        published_at=published,
        url=text["url"],
        title=text["title"],
        language=given.language or text["language"],
        report=text["report"],
        chain=_chain(record),
        place_id=text["place_id"],
        actor_id=text["actor_id"],
        target_id=text["target_id"],
        speaker_id=text["speaker_id"],
        lat_deg=_number(record, "lat", -90.0, 90.0),
        lon_deg=_number(record, "lon", -180.0, 180.0),
    )


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `claims.jsonl` has places and actors as id and names, and its words as marks in a
    sentence; any other row is as it is."""
    row = dict(record)
    for field, key in _NAMED.items():
        named = row.get(field)
        if isinstance(named, dict) and isinstance(named.get("name"), dict):
            row[field], row[f"{field}_id"] = named["name"].get("en"), named.get(key)
    if "quote" not in row and "evidence" not in row and isinstance(row.get("sentence"), str):
        row["quote"] = row["sentence"]
    return row


def _value(record: Mapping[str, Any], field: str) -> Any:
    for name in FIELDS[field]:
        value = record.get(name)
        if value is not None and value != "":
            return value
    return None


def _text(record: Mapping[str, Any], field: str) -> str | None:
    value = _value(record, field)
    if isinstance(value, float) and field == "confidence":
        return None
    if value is None or isinstance(value, int | float):
        return None if value is None else str(value)
    if not isinstance(value, str):
        raise _wrong(field, f"expected text, found {type(value).__name__}")
    return value.strip() or None


def _number(
    record: Mapping[str, Any], field: str, low: float, high: float, default: float | None = None
) -> float | None:
    value = _value(record, field)
    if value is None:
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _wrong(field, f"{value!r} is no number") from None
    if not low <= number <= high:
        raise _wrong(field, f"{value!r} does not lie from {low:g} to {high:g}")
    return number


def _chain(record: Mapping[str, Any]) -> tuple[str, ...]:
    value = _value(record, "chain")
    if isinstance(value, str):
        value = [part.strip() for part in value.split(">")]
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong("chain", "expected a list of names, or names with > between them")
    return tuple(one for one in value if one)


def _one_of(field: str, value: str | None, allowed: Iterable[str]) -> str:
    allowed = tuple(allowed)
    if value not in allowed:
        found = "missing" if value is None else f"{value!r} is none"
        raise _wrong(field, f"{found}; there are: {', '.join(allowed)}")
    return value


def _partial_date(field: str, value: str | None) -> str | None:
    if value is not None and not is_partial_date(value):
        raise _wrong(field, "no date; write 2016, 2016-08 or 2016-08-06")
    return value


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return parse_given(value)
    except ReportError as error:
        raise _wrong("published", str(error)) from error


def _wrong(field: str, message: str) -> ReportError:
    return ReportError(f"field {field}: {message}")
