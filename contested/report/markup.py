"""Words of an HTML fragment without its tags, and the metadata of a page's head."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})
# fmt: on
_DATE_KEYS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "pubdate",
    "sailthru.date",
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself. Every part may be missing."""

    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    url: str | None = None


def words_of(markup: str) -> str:
    """The text of an HTML fragment, one line per block, entities resolved, scripts left out.

    Never raises on broken markup: what cannot be understood as a tag is dropped or kept as text.
    """
    parser = _Words()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def head_of(markup: str) -> Head:
    """Title, publisher, language, date and address as the page's own metadata give them."""
    parser = _Head()
    parser.feed(markup[:400_000])
    meta = parser.meta
    return Head(
        title=meta.get("og:title") or parser.linked.get("headline") or _title(parser),
        publisher=meta.get("og:site_name")
        or parser.linked.get("publisher")
        or meta.get("application-name"),
        language=parser.language or meta.get("og:locale"),
        published=next((meta[key] for key in _DATE_KEYS if meta.get(key)), None)
        or parser.linked.get("datePublished"),
        url=parser.canonical or meta.get("og:url"),
    )


def _title(parser: _Head) -> str | None:
    return " ".join("".join(parser.title).split()) or None


class _LenientParser(HTMLParser):
    """The standard parser raises on some malformed declarations; here they are comments."""

    def parse_html_declaration(self, i: int) -> int:
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)


class _Words(_LenientParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A body ends a head that was never closed.
        if tag == "body":
            self._skipping = None
        if self._skipping is None and tag in _SKIPPED:
            self._skipping = tag
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = None
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._skipping is None:
            self.parts.append(data)


class _Head(_LenientParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        self.title: list[str] = []
        self.language: str | None = None
        self.canonical: str | None = None
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._inside = ""
        if tag == "html":
            self.language = self.language or named.get("lang") or named.get("xml:lang") or None
        elif tag == "meta":
            key = (
                named.get("property") or named.get("name") or named.get("itemprop") or ""
            ).lower()
            if key and named.get("content"):
                self.meta.setdefault(key, named["content"].strip())
        elif tag == "link" and named.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or named.get("href") or None
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and named.get("type", "").lower() == "application/ld+json":
            self._inside = "linked"

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title.append(data)
        elif self._inside == "linked":
            self._read_linked(data)

    def _read_linked(self, data: str) -> None:
        """Article fields of a JSON-LD block, found at any depth of its graph."""
        for key in ("datePublished", "headline"):
            if match := re.search(rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)*")', data):
                self._note(key, match.group(1))
        publisher = re.search(r'"publisher"\s*:\s*\{[^{}]*?"name"\s*:\s*("(?:[^"\\]|\\.)*")', data)
        if publisher:
            self._note("publisher", publisher.group(1))

    def _note(self, key: str, quoted: str) -> None:
        try:
            value = json.loads(quoted, strict=False)
        except ValueError:
            return
        self.linked.setdefault(key, str(value).strip())
