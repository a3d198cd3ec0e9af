"""What the ledger gives back: claims with their report, resolution, copies and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Literal, get_args

from contested.claim.claim import OUTLET, Claim, Extent, Factuality, Predicate, Resolution
from contested.errors import LedgerError
from contested.partial_date import first_day, is_partial_date, last_day
from contested.report.copies import Copy

# The resolver of what a person said a name means, and the extractor of what a person read.
REVIEWER = "review"
Verdict = Literal["wrong", "changed", "added"]
CORRECTABLE = (
    "predicate", "actor", "target", "place", "extent", "speaker", "channel", "factuality",
    "on", "since", "until", "route_from", "route_to",
)  # fmt: skip
# What a correction may say beside a field: which place or actor its new value is.
RESOLVED: dict[str, tuple[str, ...]] = {
    "place": ("place_id", "lat_deg", "lon_deg"),
    "actor": ("actor_id",),
    "target": ("target_id",),
    "speaker": ("speaker_id",),
}
Changes = Mapping[str, str | float | None]
_ALLOWED: dict[str, tuple[str, ...]] = {
    "predicate": get_args(Predicate),
    "extent": get_args(Extent),
    "factuality": get_args(Factuality),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A reviewer's word on a claim: ``wrong`` withdraws it, ``changed`` replaces fields of it,
    ``added`` says that it was read by the reviewer alone.

    `changes` are fields of the claim and, beside a place or an actor, what it resolves to
    (`RESOLVED`). A name without these is a name alone: what the old one meant does not go with it.
    """

    claim_id: str
    verdict: Verdict
    changes: Changes
    reviewer: str
    reason: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the ledger knows it on a day: corrected, resolved, with its report's head.

    `id` is the id under which it was extracted; a correction does not change it. `copy_of` is
    the earliest report that this claim's report repeats. `recorded_at` is when the reading that
    gave the claim was recorded.
    """

    id: str
    claim: Claim
    resolution: Resolution | None
    correction: Correction | None
    publisher: str | None
    agency: str | None
    url: str | None
    title: str | None
    source: str | None
    published_at: str | None
    published_basis: str
    copy_of: str | None
    recorded_at: str

    @property
    def is_withdrawn(self) -> bool:
        """Whether a reviewer found it wrong."""
        return self.correction is not None and self.correction.verdict == "wrong"

    @property
    def is_moved(self) -> bool:
        """Whether a reviewer put it at another place by its name alone, without saying which."""
        changes = self.correction.changes if self.correction is not None else {}
        return "place" in changes and changes.get("place_id") is None

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day it speaks of, ISO; without any, the day of publication twice.

        An open end (``since`` alone) is ``9999-12-31``.
        """
        first, last = valid_days(self.claim)
        if first is None and last is None:
            on = self.published_at[:10] if self.published_at else None
            return on, on
        return first or last, last or "9999-12-31"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one ingest added: nothing at all if the report was read by this extractor before."""

    report_id: str
    new_report: bool
    new_reading: bool
    claims: int
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that one extractor made and another did not, or made otherwise."""

    kind: Literal["added", "dropped", "changed"]
    report_id: str
    claim_id: str
    before: Claim | None
    after: Claim | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that differ, for a changed claim; extractor and its id aside."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            field.name
            for field in fields(Claim)
            if field.name != "extractor"
            and getattr(self.before, field.name) != getattr(self.after, field.name)
        )


def corrected(
    claim: Claim, resolution: Resolution | None, correction: Correction | None
) -> tuple[Claim, Resolution | None]:
    """A claim and what it resolves to with the fields that a correction replaces."""
    if correction is None or correction.verdict != "changed":
        return claim, resolution
    said = {name: value for name, value in correction.changes.items() if name in CORRECTABLE}
    meant = {
        name: correction.changes.get(name) for field in said for name in RESOLVED.get(field, ())
    }
    chain = _chain_from(said["speaker"], claim) if "speaker" in said else claim.speaker_chain
    # A reviewer has looked at the words: nothing is left to the reader's doubt.
    claim = replace(claim, **said, speaker_chain=chain, confidence=1.0)  # type: ignore[arg-type]  # checked on entry
    if meant:
        resolution = resolution or Resolution(
            claim.id, None, None, None, None, None, None, REVIEWER, 1.0
        )
        resolution = replace(resolution, **meant)  # type: ignore[arg-type]  # checked on entry
        if "place" in said:
            resolution = replace(resolution, resolver=REVIEWER, score=1.0)
    return claim, resolution


def _chain_from(speaker: object, claim: Claim) -> tuple[str, ...]:
    """The chain of a claim of which another is said to be the speaker: its head is replaced."""
    if not isinstance(speaker, str) or speaker == OUTLET:
        return ()
    passed_on = (name for name in claim.speaker_chain[1:] if name not in (claim.speaker, speaker))
    return (speaker, *passed_on)


def valid_days(claim: Claim) -> tuple[str | None, str | None]:
    """First and last day that `on`, `since` and `until` speak of, as ISO dates or None."""
    if claim.on:
        return first_day(claim.on).isoformat(), last_day(claim.on).isoformat()
    return (
        first_day(claim.since).isoformat() if claim.since else None,
        last_day(claim.until).isoformat() if claim.until else None,
    )


def check_changes(changes: Changes) -> None:
    """Raise LedgerError for a field that cannot be corrected or a value it cannot have."""
    beside = {name for field in changes for name in RESOLVED.get(field, ())}
    for field, value in changes.items():
        if field in beside:
            kind = float if field in ("lat_deg", "lon_deg") else str
            if value is not None and not isinstance(value, kind):
                raise LedgerError(f"{field} cannot be {value!r}")
            continue
        if field not in CORRECTABLE:
            raise LedgerError(f"{field!r} cannot be corrected; can be: {', '.join(CORRECTABLE)}")
        if field in _ALLOWED and value not in _ALLOWED[field]:
            raise LedgerError(f"{field} cannot be {value!r}; can be: {', '.join(_ALLOWED[field])}")
        if field == "speaker" and not value:
            raise LedgerError("speaker cannot be empty; the report itself is 'outlet'")
        if value is not None and not isinstance(value, str):
            raise LedgerError(f"{field} cannot be {value!r}: it is a text")
        if field in ("on", "since", "until") and value and not is_partial_date(value):
            raise LedgerError(f"{field} cannot be {value!r}; write 2016, 2016-08 or 2016-08-06")


def end_of(moment: str) -> str:
    """A moment as the ledger writes it: UTC with microseconds; a bare day means its end.

    Raises LedgerError if it is no date.
    """
    try:
        found = datetime.fromisoformat(moment)
        if len(moment) == 10:
            found = found.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return stamp(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError) as error:
        raise LedgerError(f"{moment!r} is not a date: write it as 2016-08-06") from error


def stamp(moment: datetime) -> str:
    """A time in the one form the ledger uses, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
