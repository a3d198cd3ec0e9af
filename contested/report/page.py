"""HTML pages: the article without menus and comments, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contested.errors import ReportError
from contested.report.complete import complete, join_title
from contested.report.dates import parse_metadata
from contested.report.encoding import Decoded
from contested.report.markup import Head, head_of, words_of
from contested.report.report import Report
from contested.report.source import Given, Problem, Source

_MIN_ARTICLE_CHARS = 80


def read_page(source: Source, decoded: Decoded, given: Given) -> Iterator[Report | Problem]:
    """One report, and a partial problem if the page is broken or its article cannot be told apart.

    Raises ReportError if the extra ``ingest`` is not installed or the page has no words.
    """
    markup = decoded.text
    head = head_of(markup)
    article = _article(markup, source.name)
    body = (getattr(article, "text", None) or "").strip()
    problems: list[Problem] = []
    if re.search(r"<html[\s>]", markup, re.IGNORECASE) and not re.search(
        r"</(?:html|body)\s*>", markup, re.IGNORECASE
    ):
        message = "the page breaks off (it is never closed); it is read as far as it goes"
        problems.append(Problem(source.name, message, partial=True))
    if len(body) < _MIN_ARTICLE_CHARS:
        everything = words_of(markup)
        if len(everything) > len(body):
            body = everything
            message = "no article could be told apart on the page; all its words are read"
            problems.append(Problem(source.name, message, partial=True))
    title, text = join_title(head.title or getattr(article, "title", None), body)
    yield complete(_draft(source, head, article, title, text), given, source.path)
    yield from problems


def _draft(source: Source, head: Head, article: Any, title: str | None, text: str) -> Report:
    url = head.url or getattr(article, "url", None)
    return Report(
        text=text,
        title=title,
        publisher=head.publisher
        or getattr(article, "sitename", None)
        or getattr(article, "hostname", None),
        url=url if url and url.startswith(("http://", "https://")) else None,
        language=head.language,
        published_at=parse_metadata(head.published)
        or parse_metadata(getattr(article, "date", None)),
        source=source.name,
    )


def _article(markup: str, name: str) -> Any:
    """trafilatura's document, or None where it finds no article."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise ReportError(
            f"{name}: reading HTML needs trafilatura: pip install 'contested[ingest]' ({error})"
        ) from error
    try:
        return bare_extraction(
            markup,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except ReportError:
        raise
    # Hostile or broken markup makes the parser raise nearly anything; the words are still there.
    except Exception:
        return None
