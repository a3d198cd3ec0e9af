"""Coded claims as reports with their readings, which the ledger keeps as it keeps all others.

The report of coded rows has no text of its own: for each row its quote, if it has one, and a line
that says what was coded. That line makes it the same report whenever the same rows come again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from contested.actor.actor import Actor
from contested.actor.actors import Actors
from contested.claim.claim import OUTLET, Claim, Resolution
from contested.claim.coded import CodedClaim
from contested.errors import ReportError
from contested.place.distance import distance_km
from contested.place.place import Place
from contested.place.resolve import Resolver
from contested.place.theatre import Theatre
from contested.report.report import Report

EXTRACTOR = "coded-1"
NO_TEXT = "coded, no text"
# A name and coordinates farther apart than this are of two places.
_SAME_PLACE_KM = 25.0
_SAID = ("predicate", "factuality", "extent", "actor", "target", "place", "speaker", "channel",
         "on", "since", "until", "route_from", "route_to", "confidence", "chain")  # fmt: skip
_SAID_ALREADY = {"factuality": "actual", "extent": "unspecified", "confidence": 1.0, "chain": ()}


@dataclass(frozen=True, slots=True)
class CodedReading:
    """What the rows of one report say."""

    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    notes: tuple[str, ...] = ()


class CodedReader:
    """Reads the reports that it made of coded rows (`contested.ledger.ingest.Reader`)."""

    def __init__(self, theatre: Theatre | None, actors: Actors) -> None:
        self._theatre, self._actors = theatre, actors
        self._places = Resolver(theatre, None)
        self._readings: dict[str, CodedReading] = {}

    def reports(
        self, rows: Iterable[CodedClaim], is_known: Callable[[Report, str], bool]
    ) -> Iterator[Report]:
        """A report for the rows of each source that are new. Rows of one
        publisher, time, address and `report` are of one source; `is_known` tells, by the report's
        head and the row's entry, whether the ledger has a row."""
        sources: dict[tuple[str | None, ...], list[CodedClaim]] = {}
        for row in rows:
            key = (row.publisher, row.agency, row.published_at, row.url, row.title, row.report)
            sources.setdefault(key, []).append(row)
        for group in sources.values():
            first = group[0]
            head = Report(
                "", first.title, first.publisher, first.agency, first.url, first.language,
                first.published_at, "given" if first.published_at else "none",
                first.where.rpartition(":")[0],
            )  # fmt: skip
            entries = {entry_of(row): row for row in group}
            fresh = {text: row for text, row in entries.items() if not is_known(head, text)}
            if fresh:
                yield self._report(head, fresh)

    def read(self, report: Report) -> CodedReading:
        """The claims of a report that `reports` gave. Raises ReportError for any other."""
        found = self._readings.get(report.id)
        if found is None:
            raise ReportError(f"{report.id} was not made of coded rows")
        return found

    def unknown(self, row: CodedClaim) -> Iterator[tuple[str, str]]:
        """The row's names that neither the pack nor the actors know, as (field, name). A name given
        with an id, or a place with coordinates, is meant as it is."""
        for field, name, known in (
            ("actor", row.actor, row.actor_id),
            ("target", row.target, row.target_id),
            ("speaker", row.speaker, row.speaker_id),
        ):
            own = field == "speaker" and name in (OUTLET, row.publisher, row.agency)
            if name is None or known is not None or own:
                continue
            if self._actors.lookup(name) is None:
                yield field, name
        placed = row.place_id is not None or row.lat_deg is not None
        if row.place and not placed and self._place(row)[1] is None:
            yield "place", row.place

    def like(self, field: str) -> list[str]:
        """The names that may stand in a field, as far as they are known."""
        if field != "place":
            return [one.name for one in self._actors]
        return [one.name for one in self._theatre.places.values()] if self._theatre else []

    def _report(self, head: Report, entries: dict[str, CodedClaim]) -> Report:
        report = replace(head, text="\n\n".join(entries))
        claims, resolutions, start = [], [], 0
        for entry, row in entries.items():
            words = row.quote or NO_TEXT
            claim, resolution = self._claim(report, row, words, start)
            claims.append(claim)
            resolutions.append(resolution)
            start += len(entry) + 2
        self._readings[report.id] = CodedReading(tuple(claims), tuple(resolutions))
        return report

    def _claim(
        self, report: Report, row: CodedClaim, words: str, start: int
    ) -> tuple[Claim, Resolution]:
        actor = self._actor(row.actor, row.actor_id)
        target = self._actor(row.target, row.target_id)
        speaker = self._actor(row.speaker, row.speaker_id)
        own = self._is_outlet(row, speaker)
        place, place_id, lat, lon, score = self._place(row)
        claim = Claim(
            report_id=report.id, predicate=row.predicate,
            actor=actor.name if actor else row.actor,
            target=target.name if target else row.target,
            place=place, extent=row.extent,
            speaker=OUTLET if own else speaker.name if speaker else row.speaker,
            factuality=row.factuality, evidence=words, start=start, end=start + len(words),
            channel=row.channel, on=row.on, since=row.since, until=row.until,
            route_from=row.route_from, route_to=row.route_to,
            actor_text=row.actor, target_text=row.target, toponym=row.place,
            speaker_text=None if own else row.speaker,
            speaker_chain=() if own else row.chain or (row.speaker,),
            extractor=EXTRACTOR, confidence=row.confidence,
        )  # fmt: skip
        resolution = Resolution(
            claim.id, place_id, actor.id if actor else None, target.id if target else None,
            speaker.id if speaker and not own else None, lat, lon, EXTRACTOR, score,
        )  # fmt: skip
        return claim, resolution

    def _actor(self, name: str | None, actor_id: str | None) -> Actor | None:
        if name is None:
            return None
        if actor_id is not None and actor_id in self._actors:
            return self._actors.get(actor_id)
        return self._actors.lookup(name)

    def _is_outlet(self, row: CodedClaim, speaker: Actor | None) -> bool:
        """Whether the row's speaker is the report itself, by whatever name."""
        if row.speaker == OUTLET:
            return True
        for name in (row.agency, row.publisher):
            known = self._actors.lookup(name) if name else None
            if name == row.speaker or (known is not None and known == speaker):
                return True
        return False

    def _place(
        self, row: CodedClaim
    ) -> tuple[str | None, str | None, float | None, float | None, float]:
        """Canonical name, id, latitude, longitude, and how sure the name is that place."""
        if row.place is None:
            return None, None, None, None, 1.0
        places = self._theatre.places if self._theatre is not None else {}
        found, score = places.get(row.place_id or ""), 1.0
        # An export writes the name for the id where the place has none, such as a part of a town.
        if found is None and row.place_id != row.place:
            match = self._places.resolve(row.place, row.language)
            if match.place is not None and _is_near(match.place, row):
                found, score = match.place, match.score
        if found is None:
            return row.place, None, row.lat_deg, row.lon_deg, 1.0
        return found.name, found.id, found.lat_deg, found.lon_deg, round(score, 3)


def _is_near(place: Place, row: CodedClaim) -> bool:
    """Whether a place may be the one that a row gives coordinates for, if it does."""
    away = distance_km(place, replace(place, lat_deg=row.lat_deg, lon_deg=row.lon_deg))
    return away is None or away <= _SAME_PLACE_KM


def entry_of(row: CodedClaim) -> str:
    """What stands in the report for a row: the quote or `NO_TEXT`, and what was coded."""
    coded = [
        f"{name} {' > '.join(value) if isinstance(value, tuple) else value}"
        for name in _SAID
        if (value := getattr(row, name)) is not None and value != _SAID_ALREADY.get(name)
    ]
    return f"{row.quote or NO_TEXT}\n[coded: {'; '.join(coded)}]"
