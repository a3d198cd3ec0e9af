"""The reader behind the commands, made when it is needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from contested.cli.model import make_model_reader
from contested.cli.options import OptionError
from contested.errors import TheatreError
from contested.ledger.extractor import extractor_name
from contested.place.theatre import load_theatre, shipped_theatres
from contested.report.report import Report

if TYPE_CHECKING:
    from contested.claim.extract import Reader
    from contested.claim.model.endpoint import Endpoint
    from contested.claim.model.reader import ModelReader


def make_reader(
    theatre: str | None, endpoint: Endpoint | None = None
) -> tuple[Reader | ModelReader, str]:
    """The reader for a theatre as `reader_for` makes it, and the name its readings are kept under:
    all rules and data are gone through for it."""
    reader = reader_for(theatre, endpoint)
    return reader, extractor_name(reader.extractor, theatre)


def reader_for(theatre: str | None, endpoint: Endpoint | None = None) -> Reader | ModelReader:
    """The reader for a theatre: the grammar's, or with an endpoint the one that asks its model.

    Raises OptionError if the theatre is no pack, no country and no conflict, or a broken pack.
    """
    if theatre is not None:
        _check_theatre(theatre)
    if endpoint is not None:
        return make_model_reader(endpoint, theatre)
    from contested.claim.extract import Reader as GrammarReader

    return GrammarReader(theatre)


@lru_cache(maxsize=8)
def _check_theatre(theatre: str) -> None:
    try:
        load_theatre(theatre)
    except TheatreError as broken:
        from contested.claim.extract import Reader as GrammarReader

        # Not a pack. Which names of wars will do is the reader's to say: an empty report tells.
        try:
            GrammarReader(theatre).read(Report("", language="en"))
        except TheatreError as error:
            if Path(theatre).is_dir() or broken.path is not None:
                raise OptionError(f"--theatre {theatre}: {error}") from error
            packs = ", ".join(shipped_theatres()) or "none"
            raise OptionError(
                f"--theatre {theatre!r} is not known; it takes a shipped pack ({packs}), a pack's "
                "folder, a country (Iraq or IQ) or a conflict's usual name (tigray)"
            ) from error
