"""Plain text: the file's own words, offsets unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from contested.report.complete import complete
from contested.report.encoding import Decoded
from contested.report.report import Report, is_headline
from contested.report.source import Given, Problem, Source


def read_plain(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report. A first line before a blank line is its headline if it ends in no full stop.

    `Report.text` is the file's content, character for character, with newlines as ``\\n``.
    """
    text = decoded.text
    first, _, rest = text.partition("\n")
    headed = is_headline(first) and bool(rest.strip()) and not rest.split("\n", 1)[0].strip()
    draft = Report(text=text, title=first if headed else None, source=source.name)
    yield complete(draft, given, source.path)
