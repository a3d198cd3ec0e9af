"""Plain text: the file's own words, offsets unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from contested.report.complete import complete
from contested.report.encoding import Decoded
from contested.report.report import Report
from contested.report.source import Given, Problem, Source

_HEADLINE_CHARS = 300


def read_plain(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report. A first line followed by a blank line is its headline.

    `Report.text` is the file's content, character for character, with newlines as ``\\n``.
    """
    text = decoded.text
    first, _, rest = text.partition("\n")
    is_headline = (
        bool(first.strip())
        and len(first) <= _HEADLINE_CHARS
        and bool(rest.strip())
        and not rest.split("\n", 1)[0].strip()
    )
    draft = Report(text=text, title=first if is_headline else None, source=source.name)
    yield complete(draft, given, source.path)
