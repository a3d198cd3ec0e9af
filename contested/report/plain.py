"""Plain text: the file's own words, offsets unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from contested.report.complete import complete
from contested.report.encoding import Decoded
from contested.report.report import Report, headline_of
from contested.report.source import Given, Problem, Source


def read_plain(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report. A first line before a blank line is its headline if it ends in no full stop.

    `Report.text` is the file's content, character for character, with newlines as ``\\n``.
    """
    text = decoded.text
    draft = Report(text=text, title=headline_of(text), source=source.name)
    yield complete(draft, given, source.path)
