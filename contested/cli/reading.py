"""The reader behind the commands, made when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.ledger.extractor import extractor_name

if TYPE_CHECKING:
    from contested.ledger.ingest import Reader


def make_reader(theatre: str | None) -> tuple[Reader, str]:
    """The grammar reader for a theatre, and the name its readings are kept under."""
    from contested.claim.extract import Reader as GrammarReader

    reader = GrammarReader(theatre)
    return reader, extractor_name(reader.extractor, theatre)
