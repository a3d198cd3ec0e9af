"""Reading one report that was sent, and keeping it with its claims."""

from __future__ import annotations

import threading

from contested.claim.extract import Reader
from contested.errors import ReportError
from contested.ledger.extractor import extractor_name
from contested.ledger.ingest import ingest_all
from contested.ledger.records import Ingested
from contested.ledger.store import Ledger
from contested.report.complete import complete, join_title
from contested.report.report import Report
from contested.report.source import Given

# One report at a time: a reading keeps a processor busy.
_TURN = threading.Lock()


def take_in(
    ledger: Ledger,
    theatre: str,
    *,
    text: str,
    title: str | None,
    publisher: str | None,
    language: str | None,
    url: str | None,
    published_at: str,
    source: str,
) -> Ingested:
    """Read a text in a theatre and add it to the ledger. Raises ReportError if it has no words or
    cannot be read."""
    joined, whole = join_title(title, text)
    draft = Report(
        text=whole, title=joined, publisher=publisher, url=url, language=language, source=source
    )
    report = complete(draft, Given(publisher, language, published_at))
    reader = Reader(theatre)
    with _TURN:
        name = extractor_name(reader.extractor, theatre)
        for outcome in ingest_all(ledger, reader, [report], name):
            if outcome.problem is not None:
                raise ReportError(outcome.problem.message)
            if outcome.ingested is not None:
                return outcome.ingested
    raise ReportError("nothing could be read")
