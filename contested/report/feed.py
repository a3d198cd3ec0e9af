"""RSS and Atom feeds: one report an item. Nothing is fetched and no entity is expanded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

from contested.errors import ReportError
from contested.report.complete import complete, join_title
from contested.report.dates import parse_metadata
from contested.report.encoding import Decoded
from contested.report.markup import words_of
from contested.report.report import Report
from contested.report.source import Given, Problem, Source, fingerprint

_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report per item; an item without words is a problem and the others go on.

    Dates in words ("2 hours ago") count from the date of the feed. Raises ReportError if the feed
    declares entities, has no items, or the extra ``ingest`` is not installed.
    """
    if re.search(r"<!ENTITY", _CDATA.sub("", decoded.text), re.IGNORECASE):
        raise ReportError(
            f"{source.name}: the feed declares XML entities, which can blow up or point outside; "
            "it was not parsed: remove its DOCTYPE if you trust it"
        )
    parsed = _parse(decoded.text, source.name)
    if not parsed.entries:
        what = "it is not well-formed" if parsed.bozo else "it is empty"
        raise ReportError(f"{source.name}: no item could be read from the feed: {what}")
    for number, entry in enumerate(parsed.entries, start=1):
        name = f"{source.name}#{number}"
        try:
            yield complete(_draft(entry, parsed.feed, name), given)
        except ReportError as error:
            # The feed is another tomorrow, the item the same.
            content = fingerprint(repr(entry))
            yield Problem(name, str(error).removeprefix(f"{name}: "), content=content)
    broken = parsed.get("bozo_exception")
    if isinstance(broken, SAXException):
        message = (
            f"the feed is broken ({broken.getMessage()}); {len(parsed.entries)} items were read, "
            "the last may be cut short and later ones missing"
        )
        yield Problem(source.name, message, partial=True)


def _parse(text: str, name: str) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise ReportError(
            f"{name}: reading feeds needs feedparser: pip install 'contested[ingest]' ({error})"
        ) from error
    # A stream, because feedparser takes a string for an address or a file name.
    stream = io.BytesIO(_DECLARATION.sub("", text).encode("utf-8", "replace"))
    try:
        return feedparser.parse(
            stream,
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
        )
    except ReportError:
        raise
    except Exception as error:
        raise ReportError(f"{name}: the feed cannot be parsed: {error}") from error


def _draft(entry: Any, feed: Any, name: str) -> Report:
    bodies = [(part.get("value") or "", part.get("language")) for part in entry.get("content", [])]
    bodies.append((entry.get("summary") or "", None))
    texts = [(words_of(markup), language) for markup, language in bodies]
    body, body_language = max(texts, key=lambda pair: len(pair[0]))
    title, text = join_title(words_of(entry.get("title") or ""), body)
    feed_date = parse_metadata(_own(feed, "updated")) or parse_metadata(feed.get("published"))
    url = entry.get("link")
    return Report(
        text=text,
        title=title,
        publisher=(entry.get("source") or {}).get("title")
        or feed.get("publisher")
        or feed.get("title"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        language=body_language or feed.get("language"),
        published_at=parse_metadata(entry.get("published"), feed_date)
        or parse_metadata(_own(entry, "updated"), feed_date),
        source=name,
    )


def _own(record: Any, key: str) -> str | None:
    """The value under exactly `key`: feedparser's own `get` maps some names to others."""
    value = dict.get(record, key)
    return value if isinstance(value, str) else None
