"""What the map knows of a ledger at one moment. A later state of the ledger is another snapshot.

Requests hold on to the snapshot they began with, so that each answer is of one state throughout.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from contested.actor.actors import Actors
from contested.actor.load import load_actors
from contested.belief.belief import Reliability
from contested.belief.believe import Believer, place_of
from contested.belief.encode import OTHER_SIDE
from contested.belief.learning import learn_then, reliabilities
from contested.belief.observe import Observer, published_on
from contested.belief.store import Kept, kept_beside
from contested.belief.testimony import Speaker
from contested.errors import LedgerError, NotFoundError
from contested.ledger.in_theatre import in_theatres
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.map.frames import MAX_HOLDERS
from contested.map.places import Namer, map_places
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.place.toponym import fold
from contested.report.report import Report
from contested.situation.control import ControlGraph
from contested.situation.evidence import Evidence, Resolver, told_evidence

# Okabe and Ito's colours, which colour-blind people tell apart, and a texture for each.
_COLOURS = (
    "#D55E00", "#0072B2", "#000000", "#E69F00", "#CC79A7", "#56B4E9", "#009E73", "#F0E442",
)  # fmt: skip
_TEXTURES = ("plain", "lines", "dots", "cross", "waves", "grid", "rings", "dashes")
_REPORTS_KEPT = 512
# Of the speakers that an outlet passes on so many are named.
_PASSED_ON_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who can hold a place: a side. `code` is its number in frames, from 1."""

    id: str
    code: int
    names: Mapping[str, str]
    colour: str
    texture: str


@dataclass(frozen=True, slots=True)
class MapSpeaker:
    """A speaker of the ledger. `key` is the id of its actor, else its name; `name` is the name
    under which belief knows it."""

    key: str
    name: str
    names: Mapping[str, str]
    kind: str
    side: str | None
    claims: int


class Snapshot:
    """A ledger's claims, the theatre they are about, and everything that follows from both alone.

    Nothing in it changes after it is made; the believer's caches are guarded by `lock`.
    """

    def __init__(
        self,
        version: str,
        theatre: Theatre,
        actors: Actors,
        claims: Sequence[StoredClaim],
        counts: Mapping[str, int],
        find_report: Callable[[str], Report],
        kept: Kept | None = None,
    ) -> None:
        self.version, self.theatre, self.actors, self.counts = version, theatre, actors, counts
        self.claims: dict[str, StoredClaim] = {
            one.id: one for one in in_theatres(claims, [theatre])
        }
        self.places = map_places(theatre, self.claims.values())
        self.namer = Namer(theatre, actors, self.places)
        self.lock = threading.RLock()
        self.control = ControlGraph(theatre)
        self.observer = Observer(actors, [theatre])
        self.believer = Believer(self.observer, theatre.neighbours)
        self.believer.tell(self.claims.values())
        if kept is not None:
            self.believer.forget(kept.learnt, kept.then)
            if not kept.then:
                learn_then(self.believer)
        self.report = lru_cache(maxsize=_REPORTS_KEPT)(find_report)
        published = [day for one in self.claims.values() if (day := published_on(one))]
        self.first_day = min(published, default=date.today())
        self.last_day = max(published, default=self.first_day)
        self.believer.until(self.last_day)
        self.holders = self._holders()
        self.holder_row = {one.id: one.code - 1 for one in self.holders}
        self.speakers = self._speakers()
        self.speaker_names = {one.name: one for one in self.speakers}
        self.reliability = self._reliability()
        self.by_place: dict[str, list[StoredClaim]] = {}
        self.by_report: dict[str, list[StoredClaim]] = {}
        self.by_day: dict[date, list[StoredClaim]] = {}
        for one in self.claims.values():
            self.by_report.setdefault(one.claim.report_id, []).append(one)
            place, day = place_of(one), published_on(one)
            if place is not None:
                self.by_place.setdefault(place, []).append(one)
            if day is not None:
                self.by_day.setdefault(day, []).append(one)
        # Claims name their places in English; statements in other languages look them up.
        self.place_of_name = {
            one.claim.place: key
            for one in self.claims.values()
            if one.claim.place and (key := place_of(one)) is not None
        }
        self.speaker_of_claim = {
            one.id: self.speaker_of(one).name for one in self.claims.values()
        }  # fmt: skip
        self.evidence = self._evidence()

    @property
    def days(self) -> int:
        """How many days the map has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def offset(self) -> int:
        """The map's first day among the believer's."""
        return (self.first_day - self.believer.origin).days

    def day_index(self, day: date) -> int:
        """A day's number from the first one; raises NotFoundError outside the map's days."""
        if not self.first_day <= day <= self.last_day:
            raise NotFoundError(
                f"{day} lies outside the map's days; choose one from {self.first_day} to "
                f"{self.last_day}"
            )
        return (day - self.first_day).days

    def speaker(self, text: str) -> MapSpeaker:
        """The speaker with this key or name; raises NotFoundError."""
        for one in self.speakers:
            if text in (one.key, one.name):
                return one
        known = self.actors.lookup(text)
        for one in self.speakers:
            if known is not None and one.key == known.id:
                return one
        wanted = fold(text)
        for one in self.speakers:
            if wanted in {fold(name) for name in (one.key, one.name, *one.names.values())}:
                return one
        passed_on = Counter(
            self.speaker_of_claim[one.id]
            for one in self.claims.values()
            if wanted in {fold(outlet) for outlet in (one.publisher, one.agency) if outlet}
        )
        if passed_on:
            names = ", ".join(name for name, _ in passed_on.most_common(_PASSED_ON_SHOWN))
            raise NotFoundError(
                f"{text} says nothing in its own words; it passes on: {names}. Ask for one of these"
            )
        raise NotFoundError(
            f"nobody called {text!r} speaks in this ledger; /api/v1/speakers lists who does"
        )

    def holder(self, text: str) -> Holder:
        """The holder with this id; raises NotFoundError."""
        for one in self.holders:
            if one.id == text:
                return one
        known = ", ".join(one.id for one in self.holders)
        raise NotFoundError(f"nobody called {text!r} holds ground here; there are: {known}")

    def _holders(self) -> tuple[Holder, ...]:
        """The sides of the war: those of the pack first, in its order, so that codes last."""
        told = {side for war in self.believer.wars() for side in war.sides}
        order = [side for side in self.theatre.settings.get("sides", {}) if side in self.actors]
        order += sorted(told - set(order) - {OTHER_SIDE, "yet another side"})
        order += sorted(told & {OTHER_SIDE, "yet another side"})
        return tuple(
            Holder(
                side, number + 1, self.namer.side(side), _COLOURS[number % len(_COLOURS)],
                _TEXTURES[number % len(_TEXTURES)],
            )
            for number, side in enumerate(order[:MAX_HOLDERS])
        )  # fmt: skip

    def _speakers(self) -> tuple[MapSpeaker, ...]:
        said: Counter[str] = Counter()
        found: dict[str, Speaker] = {}
        for one in self.claims.values():
            speaker = self.speaker_of(one)
            said[speaker.name] += 1
            found.setdefault(speaker.name, speaker)
        rows = []
        for name, speaker in found.items():
            known = self.actors.lookup(name)
            rows.append(
                MapSpeaker(
                    known.id if known else name, name, self.namer.actor(name), speaker.kind,
                    speaker.side, said[name],
                )
            )  # fmt: skip
        return tuple(sorted(rows, key=lambda one: (-one.claims, one.key)))

    def speaker_of(self, stored: StoredClaim) -> Speaker:
        """Who says a claim, as belief sees it."""
        return self.observer.speaker_of(stored, published_on(stored) or self.last_day)

    def _reliability(self) -> dict[str, list[Reliability]]:
        """What each speaker's word is worth; of speakers never judged, what their kind's is."""
        learnt = self.believer.learnt
        records = {
            one.name: learnt.record(Speaker(one.name, one.kind, one.side))  # type: ignore[arg-type]  # kinds as stored
            for one in self.speakers
        }
        found: dict[str, list[Reliability]] = {}
        for row in reliabilities(replace(learnt, speakers=records)):
            found.setdefault(row.speaker, []).append(row)
        return found

    def _evidence(self) -> tuple[Evidence, ...]:
        names = Resolver(self.theatre, self.actors)
        found = (told_evidence(one, names) for one in self.claims.values())
        return tuple(one for one in found if one is not None)


def choose_theatre(asked: str | None, claims: Sequence[StoredClaim]) -> Theatre:
    """The theatre asked for, else the shipped one that most claims' places are of."""
    if asked is not None:
        return load_theatre(asked)
    shipped = shipped_theatres()
    if not shipped:
        raise NotFoundError("there is no theatre pack; name one with --theatre")
    seen = Counter(
        name
        for one in claims
        if one.resolution and (name := (one.resolution.place_id or "").partition(":")[0]) in shipped
    )
    return load_theatre(seen.most_common(1)[0][0] if seen else shipped[0])


def version_of(ledger: Ledger, kept: Kept | None, theatre: str) -> str:
    """A short name for the present state of the ledger as seen in a theatre.

    Rows are only ever added, so that the numbers of rows tell one state from another.
    """
    return _version(ledger.counts(), ledger.first_recorded(), kept, theatre)


def _version(
    counts: Mapping[str, int], first_recorded: str | None, kept: Kept | None, theatre: str
) -> str:
    parts = [first_recorded or "", theatre, *(f"{k}={v}" for k, v in sorted(counts.items()))]
    parts.append(kept.learnt.as_json() if kept else "")
    parts += [f"{day} {one.as_json()}" for day, one in kept.then] if kept else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def take_snapshot(ledger: Ledger, theatre_name: str | None) -> Snapshot:
    """The present state of a ledger. Raises LedgerError if it is empty and no theatre is named."""
    kept = kept_beside(ledger.path)
    counts = ledger.counts()
    while True:
        claims = ledger.claims()
        again = ledger.counts()
        # Another process may have added something between the two questions.
        if again == counts:
            break
        counts = again
    if not claims and theatre_name is None:
        raise LedgerError(
            f"{ledger.path}: there is no claim in it; ingest reports first, or name a theatre with "
            "--theatre"
        )
    theatre = choose_theatre(theatre_name, claims)
    version = _version(counts, ledger.first_recorded(), kept, theatre.name)
    actors = load_actors(theatre.path)
    return Snapshot(version, theatre, actors, claims, counts, ledger.report, kept)
