"""Reading reports into the ledger, one transaction each; a bad one does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from contested.claim.claim import Claim, Resolution
from contested.errors import DataError, LedgerError, ModelError, ReportError
from contested.ledger.records import Ingested
from contested.report.report import Report
from contested.report.source import Limits, Problem, time_limit

if TYPE_CHECKING:  # reading alone needs no database
    from contested.ledger.store import Ledger


class Reading(Protocol):
    """What an extractor makes of a report."""

    @property
    def claims(self) -> Sequence[Claim]: ...
    @property
    def resolutions(self) -> Sequence[Resolution]: ...
    @property
    def notes(self) -> Sequence[str]: ...


class Reader(Protocol):
    """Anything that makes claims of a report, such as `contested.claim.extract.Reader`."""

    def read(self, report: Report) -> Reading: ...


@runtime_checkable
class Placed(Protocol):
    """A reading that says in which theatre or countries its names were looked up, or ""."""

    @property
    def theatre(self) -> str: ...


@runtime_checkable
class Prepares(Protocol):
    """A reader that loads what a language needs, once: no report's time is spent on it."""

    def prepare(self, language: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item of a batch: a problem, or a report that was taken in.

    `theatre` is what it was read in, "" for none, None where the reader does not say."""

    report: Report | None = None
    ingested: Ingested | None = None
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    theatre: str | None = None


def ingest_all(
    ledger: Ledger,
    reader: Reader,
    items: Iterable[Report | Problem],
    extractor: str,
    limits: Limits | None = None,
) -> Iterator[Outcome]:
    """Read and store each report. A report this extractor has read before is not read again.

    `extractor` names the reader with its rules and data (`contested.ledger.extractor`): under
    another name everything is read anew and both readings are kept. Raises LedgerError if the
    ledger itself fails; everything before is safely stored then.
    """
    for item in items:
        if isinstance(item, Problem):
            yield Outcome(problem=item)
            continue
        if ledger.has_reading(item.id, extractor):
            yield Outcome(item, Ingested(item.id, False, False, 0, ()))
            continue
        try:
            reading = read_safely(reader, item, limits or Limits())
        except ReportError as error:
            name = item.source or item.id
            message = str(error).removeprefix(f"{name}: ")
            yield Outcome(item, problem=Problem(name, message, content=item.id))
            continue
        done = ledger.ingest(item, extractor, reading.claims, reading.resolutions, reading.notes)
        theatre = reading.theatre if isinstance(reading, Placed) else None
        yield Outcome(item, done, notes=tuple(reading.notes), theatre=theatre)


def read_safely(reader: Reader, report: Report, limits: Limits) -> Reading:
    """The reading of `report`. Raises ReportError if it takes too long or the reader fails.

    A wrong data file, such as a broken theatre pack, is no fault of the report: DataError; nor is
    a language model that may not be asked: ModelError.
    """
    name = report.source or report.id
    try:
        if isinstance(reader, Prepares):
            reader.prepare(report.language or "")
        with time_limit(limits.max_seconds, name):
            return reader.read(report)
    except (ReportError, LedgerError, DataError, ModelError):
        raise
    # One report that trips the reader must not end a batch of thousands; it is counted and named.
    except Exception as error:
        raise ReportError(
            f"{name}: the reader failed on this report ({type(error).__name__}: {error}); please "
            "send it to the project"
        ) from error
