"""Dispatches: lines ``key: value``, a blank line, then headline and body as in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from contested.errors import ReportError
from contested.report.complete import complete
from contested.report.dates import parse_given
from contested.report.encoding import Decoded
from contested.report.report import Report
from contested.report.source import Given, Problem, Source

HEADERS: frozenset[str] = frozenset(
    {"publisher", "agency", "url", "language", "title", "published", "note", "licence"}
)


def split_dispatch(text: str) -> tuple[dict[str, str], str] | None:
    """The headers (keys in lower case) and the rest, None if `text` does not begin with headers."""
    head, blank, body = text.lstrip("\n").partition("\n\n")
    headers: dict[str, str] = {}
    for line in head.split("\n"):
        if line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or key.strip().lower() not in HEADERS:
            return None
        headers[key.strip().lower()] = value.strip()
    return (headers, body) if blank and headers else None


def read_dispatch(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report. Raises ReportError for a header date that is no date.

    Without a ``title`` header, a first line of the body followed by a blank line is the headline.
    """
    parts = split_dispatch(decoded.text)
    if parts is None:
        raise ReportError(f"{source.name}: no header lines 'key: value' before a blank line")
    headers, body = parts
    body = body.strip("\n")
    title = headers.get("title")
    if title:
        body = f"{title}\n\n{body}"
    elif "\n\n" in body and "\n" not in body.split("\n\n", 1)[0]:
        title = body.split("\n\n", 1)[0]
    try:
        published = parse_given(headers["published"]) if headers.get("published") else None
    except ReportError as error:
        raise ReportError(f"{source.name}: header 'published': {error}") from error
    draft = Report(
        text=body,
        title=title,
        publisher=headers.get("publisher"),
        agency=headers.get("agency"),
        url=headers.get("url"),
        language=headers.get("language"),
        published_at=published,
        source=source.name,
    )
    yield complete(draft, given, source.path)
