"""Finishing a report: what the user gave, what its metadata said, what can be detected."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from contested.errors import ReportError
from contested.report.agency import agency_in
from contested.report.dates import date_in_name, date_in_text
from contested.report.language import detect_language, primary_code
from contested.report.report import PublishedBasis, Report
from contested.report.source import Given

# NUL and lone surrogates cannot be stored or printed; a replacement keeps every offset.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def complete(draft: Report, given: Given, path: PurePath | None = None) -> Report:
    """`draft` with publisher, agency, language and date filled in from the best source of each.

    A draft's language and date are what metadata said. Raises ReportError if it has no words.
    """
    text = _UNSTORABLE.sub("\ufffd", draft.text)
    title = _UNSTORABLE.sub("\ufffd", draft.title) if draft.title else None
    if not any(character.isalpha() for character in text):
        raise ReportError(f"{draft.source}: it has no words to read")
    language = primary_code(given.language) or detect_language(text, draft.language)
    published_at, basis = _published(draft, given, language, text, path)
    return replace(
        draft,
        text=text,
        title=title,
        publisher=given.publisher or _plain(draft.publisher),
        agency=_plain(draft.agency) or agency_in(text),
        url=_plain(draft.url),
        language=language,
        published_at=published_at,
        published_basis=basis,
        source=draft.source.encode("utf-8", "replace").decode() if draft.source else None,
    )


def join_title(title: str | None, body: str) -> tuple[str | None, str]:
    """The headline and the full text (headline, blank line, body) of a titled document."""
    body = body.strip()
    title = " ".join(title.split()) if title else None
    if not title:
        return None, body
    if body.startswith(title):
        body = body[len(title) :].lstrip()
    return title, f"{title}\n\n{body}" if body else title


def _published(
    draft: Report, given: Given, language: str | None, text: str, path: PurePath | None
) -> tuple[str | None, PublishedBasis]:
    if given.published_at:
        return given.published_at, "given"
    if draft.published_at:
        return draft.published_at, "metadata"
    if found := date_in_text(text, language):
        return found, "text"
    if path is not None and (found := date_in_name(path)):
        return found, "file"
    return None, "none"


def _plain(value: str | None) -> str | None:
    cleaned = " ".join(_UNSTORABLE.sub("\ufffd", value).split()) if value else ""
    return cleaned or None
