"""JSON Lines: one report a line. `FIELDS` are the names it may use; docs/reports.md lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from contested.errors import ReportError
from contested.report.complete import complete, join_title
from contested.report.dates import parse_metadata
from contested.report.encoding import Decoded
from contested.report.report import Report
from contested.report.source import Given, Problem, Source, fingerprint

# Field -> the names it is looked for under, in this order.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "publisher": ("publisher", "outlet"),
    "agency": ("agency",),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "published": ("published", "published_at", "date"),
}


def read_jsonlines(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report per line; a bad line is a problem and the others go on.

    A file that is a single JSON object or array of objects is read as well.
    """
    for number, record in _records(decoded.text):
        name = f"{source.name}:{number}"
        try:
            if isinstance(record, ValueError):
                raise ReportError(f"not JSON ({record})")
            draft, ignored = _draft(record, name)
            yield complete(draft, given, source.path)
            if ignored and given.published_at is None:
                message = f"the date {ignored!r} was not understood; write 2016-08-06T18:30+03:00"
                yield Problem(name, message, partial=True, content=_content(record))
        except ReportError as error:
            yield Problem(name, str(error).removeprefix(f"{name}: "), content=_content(record))


def _records(text: str) -> Iterator[tuple[int, Any]]:
    """(line or element number, record), where a record may be the error met on that line."""
    whole = None
    if text.lstrip().startswith("[") or "\n{" not in text:
        whole = _loads(text)
    if isinstance(whole, list):
        yield from enumerate(whole, start=1)
    elif isinstance(whole, dict):
        yield 1, whole
    else:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, _loads(line)


def _content(record: Any) -> str:
    """The hash of a line: a file that grows has the same bad lines tomorrow. "" if it has no text
    of its own."""
    if isinstance(record, ValueError):
        return fingerprint(record.doc) if isinstance(record, json.JSONDecodeError) else ""
    return fingerprint(repr(record))


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("nested too deeply")


def _draft(record: Any, name: str) -> tuple[Report, str | None]:
    """The report and the date that was not understood, if any."""
    if not isinstance(record, dict):
        raise ReportError(f"expected an object with a field 'text', found {type(record).__name__}")
    found = {field: _value(record, names) for field, names in FIELDS.items()}
    if not found["text"] and not found["title"]:
        present = ", ".join(sorted(map(str, record))[:8]) or "none"
        raise ReportError(f"no field 'text' or 'title' (fields found: {present})")
    title, text = join_title(found["title"], found["text"] or "")
    published = parse_metadata(found["published"])
    report = Report(
        text=text,
        title=title,
        publisher=found["publisher"],
        agency=found["agency"],
        url=found["url"],
        language=found["language"],
        published_at=published,
        source=name,
    )
    return report, found["published"] if published is None else None


def _value(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value.replace("\r\n", "\n").replace("\r", "\n")
    return None
