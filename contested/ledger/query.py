"""Questions to the ledger, each answered as it was known on a day. Nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select

from contested.claim.claim import Claim, Resolution
from contested.claim.coded_report import EXTRACTOR as CODED
from contested.errors import NotFoundError
from contested.ledger.records import REVIEWER, Correction, StoredClaim, corrected, end_of
from contested.ledger.schema import claims, copies, corrections, readings, reports, resolutions
from contested.ledger.write import report_of
from contested.report.copies import Copy
from contested.report.report import Report

# Not what a reviewer added: it supersedes no reading.
_BY_READERS = readings.c.extractor.not_like(f"{REVIEWER} %")
_END_OF_TIME = "9999-12-31"
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; None asks for all.

    `places` are canonical names and `place_ids` reference ids: a claim fits by either. Days are
    ISO dates; a claim fits if the days it speaks of (else its day of publication) touch them.
    `published_by` is a day: only reports published by its end count, none without a date.
    `recorded_by` is a day (its end, UTC) or a time: only what was recorded by then counts.
    """

    places: frozenset[str] | None = None
    place_ids: frozenset[str] | None = None
    actors: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    predicates: frozenset[str] | None = None
    first_day: str | None = None
    last_day: str | None = None
    published_by: str | None = None
    recorded_by: str | None = None
    report_id: str | None = None
    claim_id: str | None = None
    with_withdrawn: bool = False

    def fits(self, stored: StoredClaim) -> bool:
        """Whether the claim, as corrected, is one of those wanted."""
        claim = stored.claim
        if stored.is_withdrawn and not self.with_withdrawn:
            return False
        if self.places is not None or self.place_ids is not None:
            place_id = stored.resolution.place_id if stored.resolution else None
            named = claim.place in (self.places or ())
            if not named and place_id not in (self.place_ids or ()):
                return False
        for wanted, value in (
            (self.actors, claim.actor),
            (self.speakers, claim.speaker),
            (self.predicates, claim.predicate),
        ):
            if wanted is not None and value not in wanted:
                return False
        first, last = stored.days
        if self.first_day is not None and (last is None or last < self.first_day):
            return False
        return not (self.last_day is not None and (first is None or first > self.last_day))


def find_claims(connection: Connection, wanted: ClaimFilter) -> Iterator[StoredClaim]:
    """The claims that fit, by the day they speak of, then publication, report and position.

    Of each report the newest reading counts, of each claim the newest resolution and correction.
    """
    known_by = end_of(wanted.recorded_by) if wanted.recorded_by else None
    newest = _newest_corrections(connection, known_by, wanted.claim_id)
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(_query(wanted, known_by))
    for row in rows:
        stored = _stored(row, newest.get(row.id))
        if wanted.fits(stored):
            yield stored


def find_claim(connection: Connection, claim_id: str, recorded_by: str | None) -> StoredClaim:
    """The claim whose id begins with `claim_id`, withdrawn or not.

    If no newest reading has it, the newest that has it answers. Raises NotFoundError if there is
    none or more than one.
    """
    ids = connection.execute(
        select(claims.c.id)
        .where(claims.c.id.startswith(claim_id, autoescape=True))
        .distinct()
        .limit(6)
    ).scalars()
    found = sorted(ids)
    if len(found) > 1 and claim_id not in found:
        raise NotFoundError(f"{claim_id!r} begins several claim ids: {', '.join(found[:5])} ...")
    if not found or not claim_id:
        raise NotFoundError(
            f"there is no claim {claim_id!r} in the ledger; `contested claims` lists them"
        )
    wanted = ClaimFilter(
        claim_id=claim_id if claim_id in found else found[0],
        recorded_by=recorded_by,
        with_withdrawn=True,
    )
    known_by = end_of(recorded_by) if recorded_by else None
    for any_reading in (False, True):
        row = connection.execute(_query(wanted, known_by, any_reading)).first()
        if row is not None:
            newest = _newest_corrections(connection, known_by, wanted.claim_id)
            return _stored(row, newest.get(row.id))
    raise NotFoundError(f"claim {claim_id!r} was not yet recorded on {recorded_by}")


def find_report(connection: Connection, report_id: str) -> Report:
    """The report with this id. Raises NotFoundError if the ledger has none."""
    row = connection.execute(select(reports).where(reports.c.id == report_id)).first()
    if row is None:
        raise NotFoundError(f"there is no report {report_id} in the ledger")
    return report_of(row)


def all_reports(connection: Connection, read_by: str | None = None) -> Iterator[Report]:
    """Every report, or those that the extractor `read_by` has read, in the order of recording."""
    query = select(reports).order_by(reports.c.recorded_at, reports.c.id)
    if read_by is not None:
        read = select(readings.c.report_id).where(readings.c.extractor == read_by)
        query = query.where(reports.c.id.in_(read))
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield report_of(row)


def copies_of(connection: Connection, report_id: str) -> list[Copy]:
    """The links of a report to what it copies and to what copies it."""
    query = (
        select(copies)
        .where(or_(copies.c.report_id == report_id, copies.c.copy_of == report_id))
        .order_by(copies.c.similarity.desc(), copies.c.report_id, copies.c.copy_of)
    )
    names = [field.name for field in fields(Copy)]
    return [
        Copy(**{name: getattr(row, name) for name in names}) for row in connection.execute(query)
    ]


def extractors(connection: Connection) -> list[tuple[str, int]]:
    """Every extractor that has read anything, with the number of its readings, oldest first."""
    query = (
        select(readings.c.extractor, func.count())
        .where(_BY_READERS)
        .group_by(readings.c.extractor)
        .order_by(func.min(readings.c.id))
    )
    return [(name, int(count)) for name, count in connection.execute(query)]


def first_recorded(connection: Connection) -> str | None:
    """When the first reading was recorded, None if there is none."""
    return connection.execute(select(func.min(readings.c.recorded_at))).scalar()


def newest_extractors(connection: Connection) -> dict[str, str]:
    """By report id the extractor of the report's newest reading, in the order of recording."""
    newest = select(func.max(readings.c.id)).where(_BY_READERS).group_by(readings.c.report_id)
    query = (
        select(readings.c.report_id, readings.c.extractor)
        .where(readings.c.id.in_(newest))
        .order_by(readings.c.id)
    )
    return {report_id: extractor for report_id, extractor in connection.execute(query)}


def reading_claims(
    connection: Connection, report_id: str, extractor: str
) -> dict[str, Claim] | None:
    """The claims one extractor made of one report by id, None if it has not read it."""
    reading_id = connection.execute(
        select(readings.c.id).where(
            readings.c.report_id == report_id, readings.c.extractor == extractor
        )
    ).scalar()
    if reading_id is None:
        return None
    rows = connection.execute(select(claims).where(claims.c.reading_id == reading_id))
    return {row.id: claim_of(row) for row in rows}


def counts(connection: Connection) -> dict[str, int]:
    """Number of rows of each table of records."""
    tables = (reports, readings, claims, resolutions, corrections, copies)
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables
    }


def undated(connection: Connection) -> list[str]:
    """The source, else the id, of each report without a date of publication, in their order; not
    of one whose text stands there with a date too, nor of coded claims, which bring their own."""
    dated = select(reports.c.text).where(reports.c.published_at.is_not(None))
    read = select(readings.c.report_id).where(readings.c.extractor != CODED)
    wanted = (
        select(reports.c.source, reports.c.id)
        .where(reports.c.published_at.is_(None))
        .where(reports.c.id.in_(read))
        .where(reports.c.text.not_in(dated))
        .order_by(reports.c.recorded_at, reports.c.id)
    )
    return [str(source or id_) for source, id_ in connection.execute(wanted)]


def distinct_names(connection: Connection) -> dict[str, list[str]]:
    """Every canonical name in the columns ``place``, ``actor`` and ``speaker``, sorted."""
    found = {}
    for column in ("place", "actor", "speaker"):
        query = select(claims.c[column]).where(claims.c[column].is_not(None)).distinct()
        found[column] = sorted(connection.execute(query).scalars())
    return found


def claim_of(row: Any) -> Claim:
    """The claim in a row that has the columns of the table `claims`."""
    values = {field.name: getattr(row, field.name) for field in fields(Claim)}
    values["speaker_chain"] = tuple(json.loads(values["speaker_chain"]))
    return Claim(**values)


def _query(wanted: ClaimFilter, known_by: str | None, any_reading: bool = False) -> Select[Any]:
    by_then = known_by or _END_OF_TIME
    newest_reading = (
        select(func.max(readings.c.id))
        .where(
            readings.c.report_id == claims.c.report_id,
            readings.c.recorded_at <= by_then,
            _BY_READERS,
        )
        .correlate(claims)
        .scalar_subquery()
    )
    other = resolutions.alias("other")
    newest_resolution = (
        select(func.max(other.c.id))
        .where(
            other.c.reading_id == claims.c.reading_id,
            other.c.claim_id == claims.c.id,
            other.c.recorded_at <= by_then,
        )
        .correlate(claims)
        .scalar_subquery()
    )
    original = reports.alias("original")
    copy_of = (
        select(copies.c.copy_of)
        .join(original, original.c.id == copies.c.copy_of)
        .where(copies.c.report_id == claims.c.report_id, copies.c.recorded_at <= by_then)
        .order_by(original.c.published_at, original.c.id)
        .limit(1)
        .correlate(claims)
        .scalar_subquery()
    )
    query = (
        select(
            claims,
            *(column.label(f"resolution_{column.name}") for column in resolutions.c),
            *(
                reports.c[name]
                for name in (
                    "publisher", "agency", "url", "title", "source", "published_at",
                    "published_basis",
                )
            ),
            copy_of.label("copy_of"),
            readings.c.recorded_at,
        )
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == claims.c.report_id)
        .outerjoin(resolutions, resolutions.c.id == newest_resolution)
        .where(readings.c.recorded_at <= by_then)
        .order_by(
            func.coalesce(
                claims.c.valid_from, claims.c.valid_to, func.substr(reports.c.published_at, 1, 10)
            ),
            reports.c.published_at,
            reports.c.id,
            claims.c.start,
            claims.c.id,
            readings.c.id.desc(),
        )
    )  # fmt: skip
    if not any_reading:
        added = claims.c.extractor == REVIEWER
        query = query.where(or_(claims.c.reading_id == newest_reading, added))
    if wanted.claim_id is not None:
        return query.where(claims.c.id == wanted.claim_id)
    if wanted.report_id is not None:
        query = query.where(claims.c.report_id == wanted.report_id)
    if wanted.published_by is not None:
        published_on = func.substr(reports.c.published_at, 1, 10)
        query = query.where(published_on <= wanted.published_by)
    raw = _raw_conditions(wanted)
    if raw:
        # A corrected claim may fit now though it did not as extracted; `fits` decides.
        corrected = claims.c.id.in_(select(corrections.c.claim_id))
        query = query.where(or_(and_(*raw), corrected))
    return query


def _raw_conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.places is not None or wanted.place_ids is not None:
        found.append(
            or_(
                claims.c.place.in_(sorted(wanted.places or ())),
                resolutions.c.place_id.in_(sorted(wanted.place_ids or ())),
            )
        )
    for names, column in (
        (wanted.actors, claims.c.actor),
        (wanted.speakers, claims.c.speaker),
        (wanted.predicates, claims.c.predicate),
    ):
        if names is not None:
            found.append(column.in_(sorted(names)))
    published_on = func.substr(reports.c.published_at, 1, 10)
    if wanted.first_day is not None:
        open_end = case(
            (claims.c.valid_from.is_not(None), literal(_END_OF_TIME)), else_=published_on
        )
        found.append(func.coalesce(claims.c.valid_to, open_end) >= wanted.first_day)
    if wanted.last_day is not None:
        first = func.coalesce(claims.c.valid_from, claims.c.valid_to, published_on)
        found.append(first <= wanted.last_day)
    return found


def _newest_corrections(
    connection: Connection, known_by: str | None, claim_id: str | None
) -> dict[str, Correction]:
    query = (
        select(corrections)
        .where(corrections.c.recorded_at <= (known_by or _END_OF_TIME))
        .order_by(corrections.c.id)
    )
    if claim_id is not None:
        query = query.where(corrections.c.claim_id == claim_id)
    names = [field.name for field in fields(Correction)]
    found: dict[str, Correction] = {}
    for row in connection.execute(query):
        values = {name: getattr(row, name) for name in names}
        found[row.claim_id] = Correction(**{**values, "changes": json.loads(row.changes)})
    return found


def _stored(row: Any, correction: Correction | None) -> StoredClaim:
    resolution = None
    if row.resolution_id is not None:
        names = [field.name for field in fields(Resolution)]
        resolution = Resolution(**{name: getattr(row, f"resolution_{name}") for name in names})
    claim, resolution = corrected(claim_of(row), resolution, correction)
    return StoredClaim(
        id=row.id,
        claim=claim,
        resolution=resolution,
        correction=correction,
        publisher=row.publisher,
        agency=row.agency,
        url=row.url,
        title=row.title,
        source=row.source,
        published_at=row.published_at,
        published_basis=row.published_basis,
        copy_of=row.copy_of,
        recorded_at=row.recorded_at,
    )
