"""A study: a ledger's claims told to a believer, and questions about them by names as people write
them. `contested.open` gives one; the commands about belief ask through it too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from os import PathLike
from pathlib import Path
from typing import Literal

from contested.actor.load import load_actors
from contested.belief.answer import history, who_holds
from contested.belief.belief import Belief, Kind, Reliability, Run
from contested.belief.believe import Believer
from contested.belief.grid import Heard, PanelRow, panel_rows
from contested.belief.learning import learn_speakers, learn_then, reliabilities
from contested.belief.learnt import Learnt
from contested.belief.observe import Observer, published_on
from contested.belief.store import kept_beside
from contested.belief.trace import Trace, trace
from contested.errors import NotFoundError, QuestionError
from contested.ledger.in_theatre import in_theatres, of_theatre
from contested.ledger.query import ClaimFilter
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.place.toponym import fold
from contested.study.names import near_names, wanted_actors, wanted_places

_PASSED_ON_SHOWN = 6
# Of the days last asked about so many are kept with what had been learnt by them.
_DAYS_KEPT = 8
Day = date | str
# Whether speakers are judged by what was learnt of each, or by their kind alone.
Trust = Literal["learnt", "by kind"]


@dataclass(frozen=True, slots=True)
class Study:
    """A ledger as it was read once; what is added to it later is not seen.

    `stored` are its claims by id, `places` the names of the places spoken of by id, `heard` the
    names of its speakers, `known_places` the place names in its claims, `theatre` the pack asked
    for. Places, speakers and sides are given as people write them, in any script, or by id; days
    as dates or ``2016-08-06``. Raises NotFoundError for a name that nobody bears.
    """

    believer: Believer
    stored: dict[str, StoredClaim]
    places: dict[str, str]
    heard: frozenset[str]
    known_places: tuple[str, ...]
    theatre: str | None
    _learnt: dict[date, Learnt] = field(default_factory=dict, repr=False)

    @property
    def trust(self) -> Trust:
        """Whether what each speaker's word is worth was learnt, or its kind stands for it."""
        return "learnt" if self.believer.learnt.speakers else "by kind"

    @property
    def last_day(self) -> date:
        """The day of the last report with a claim, whatever the claim is about."""
        days = (published_on(one) for one in self.stored.values())
        return max((day for day in days if day is not None), default=self.believer.last_day)

    def who(
        self,
        place: str,
        day: Day | None = None,
        *,
        hindsight: bool = False,
        as_known: Day | None = None,
        according_to: str | None = None,
        side: str | None = None,
        without: Sequence[str] = (),
        explain: bool = True,
    ) -> Belief:
        """How likely each side held a place on a day (without one, the last of its reports), as
        known then unless `hindsight` or a day `as_known` says otherwise."""
        at, known, key = _day(day), _day(as_known), self.place(place)[0]
        heard = self._heard(known, according_to, side, without, at)
        kind: Kind | None = None if hindsight or known else "filtered"
        if at is None:
            told = self.believer.testimonies(key)
            at = max((one.known_on for one in told), default=self.believer.last_day)
            at = min(at, known) if known else at
        limit = at if kind == "filtered" else known
        believer = self.believer if limit is None else self.judged_by(limit)
        return who_holds(
            believer, key, at, as_known=known, kind=kind, explain=explain,
            according_to=heard.according_to, side=heard.side, without=heard.without,
        )  # fmt: skip

    def trace(
        self,
        place: str,
        day: Day | None = None,
        *,
        as_known: Day | None = None,
        according_to: str | None = None,
        side: str | None = None,
        without: Sequence[str] = (),
    ) -> Trace | None:
        """The parts of what `who` gives as known then, which add up to it; None if nobody had
        spoken of the place."""
        known, at = _day(as_known), _day(day)
        if at is None:
            at = self.who(place, as_known=known, explain=False).at
        heard = self._heard(known, according_to, side, without, at)
        believer = self.judged_by(min(at, known or at))
        return trace(believer, self.place(place)[0], at, heard)

    def history(
        self, place: str, *, hindsight: bool = False, without: Sequence[str] = ()
    ) -> list[Run]:
        """The stretches of days with one likeliest holder, as known then or in hindsight, from the
        first word on the place to the ledger's last report."""
        kind: Kind = "smoothed" if hindsight else "filtered"
        names = [self.speaker(one) for one in without]
        if not hindsight:
            self._look_back()
        key = self.place(place)[0]
        return history(self.believer, key, kind=kind, without=names, until=self.last_day)

    def panel(
        self,
        places: Sequence[str] | None = None,
        first: Day | None = None,
        last: Day | None = None,
        *,
        every: int = 1,
        hindsight: bool = False,
        as_known: Day | None = None,
        according_to: str | None = None,
        side: str | None = None,
        without: Sequence[str] = (),
    ) -> Iterator[PanelRow]:
        """A row for each place, day and state (a side, ``divided``, ``unknown``), place by place.

        Without `places` all that anybody spoke of, else these with their parts; from the first to
        the last publication unless days are given, every `every` days. Raises QuestionError if no
        day lies between them.
        """
        published = sorted(
            one.published_at[:10] for one in self.stored.values() if one.published_at
        )
        if not published and (first is None or last is None):
            raise QuestionError("no report has a date: say the first and the last day")
        begin = _day(first) or date.fromisoformat(published[0])
        end = _day(last) or date.fromisoformat(published[-1])
        if begin > end or every < 1:
            raise QuestionError(f"no day lies from {begin} to {end} in steps of {every}")
        known = _day(as_known)
        if not hindsight or known is not None:
            self._look_back()
        days = [begin + timedelta(days=n) for n in range(0, (end - begin).days + 1, every)]
        wanted = sorted(
            {one for text in places for one in self._parts(text)} if places else self.places
        )
        return panel_rows(
            self.believer, self.stored.values(), [(one, self.places[one]) for one in wanted], days,
            kind="smoothed" if hindsight else "filtered", every=every,
            heard=self._heard(known, according_to, side, without, end),
        )  # fmt: skip

    def claims(self, place: str | None = None, speaker: str | None = None) -> list[StoredClaim]:
        """The claims, those about a place and its parts, or those a speaker makes; copies too."""
        found: Iterable[StoredClaim] = self.stored.values()
        if place is not None:
            wanted = wanted_places(place, self.known_places, self.theatre)
            found = [
                one
                for one in found
                if one.claim.place in wanted.names
                or (one.resolution is not None and one.resolution.place_id in wanted.ids)
            ]
        if speaker is not None:
            name = self.speaker(speaker)
            found = [one for one in found if self._speaker_of(one) == name]
        return list(found)

    def speakers(self) -> list[Reliability]:
        """What each speaker's word is worth, by whom it favours, where it was learnt."""
        return reliabilities(self.believer.learnt)

    def learn(self) -> Learnt:
        """Learn what each speaker's word is worth from all claims; later answers rest on it."""
        self._learnt.clear()
        return learn_speakers(self.believer)

    def judged_by(self, day: date) -> Believer:
        """The believer, judging speakers by what is learnt from publications up to `day` alone
        (where anything was learnt), with an own fit for that day."""
        fitted_on = self.believer.learnt.fitted_on
        if fitted_on is None or date.fromisoformat(fitted_on) <= day:
            return self.believer
        if day not in self._learnt:
            while len(self._learnt) >= _DAYS_KEPT:
                del self._learnt[next(iter(self._learnt))]
            kept = dict(self.believer.then).get(day)
            self._learnt[day] = kept or learn_speakers(self.believer.as_published_by(day))
        return self.believer.judging(self._learnt[day])

    def _look_back(self) -> None:
        """Learn what had been learnt by which days, where it is not kept."""
        if self.believer.learnt.fitted_on is not None and not self.believer.then:
            learn_then(self.believer)

    def place(self, text: str) -> tuple[str, str]:
        """The believer's id of the place called `text`, and its name."""
        if text in self.places:
            return text, self.places[text]
        wanted = wanted_places(text, self.known_places, self.theatre)
        same = [
            key
            for key, name in self.places.items()
            if name == wanted.name or fold(name) == fold(text)
        ]
        if not same:
            return next((key for key in sorted(wanted.ids) if key), wanted.name), wanted.name
        told = self.believer.testimonies
        best = max(
            same,
            key=lambda key: (
                key in wanted.ids, self.places[key] == wanted.name, len(told(key)), key,
            ),
        )  # fmt: skip
        return best, self.places[best]

    def speaker(self, text: str) -> str:
        """The name of the speaker called `text`, as belief has it."""
        same = [name for name in self.heard if fold(name) == fold(text)]
        if same:
            return min(same)
        try:
            names = wanted_actors(text, sorted(self.heard), self.theatre)
        except NotFoundError:
            if passed_on := self._passed_on(text):
                raise NotFoundError(
                    f"{text} says nothing of who holds what in its own words; it passes on: "
                    f"{', '.join(passed_on)}. Ask for one of these, or list what came through it "
                    f"with `contested claims --through {text!r}`"
                ) from None
            near = near_names(text, sorted(self.heard))
            raise NotFoundError(f"no speaker is called {text!r}{near}") from None
        return min(names & self.heard, default=min(names))

    def side(self, text: str, at: date | None = None) -> str:
        """The id of the side called `text`, by its title, its id or the name of anybody who fights
        on it. Raises NotFoundError if no speaker of the ledger is of it."""
        titles = {
            one.speaker.side: self.title(one.speaker.side)
            for one in self.believer.all_testimonies()
            if one.speaker.side is not None
        }
        same = [side for side, title in titles.items() if fold(text) in (fold(side), fold(title))]
        if not same:
            side = self.believer.observer.side_named(text, at or self.believer.last_day)
            same = [side] if side in titles else []
        if not same:
            known = ", ".join(sorted(titles.values()))
            raise NotFoundError(
                f"no side called {text!r} speaks in this ledger; there are: {known}"
            )
        return min(same)

    def title(self, side: str) -> str:
        """A side's name."""
        return self.believer.titles.get(side) or self.believer.observer.name_of(side)

    def _heard(
        self,
        as_known: date | None,
        according_to: str | None,
        side: str | None,
        without: Sequence[str],
        at: date | None,
    ) -> Heard:
        if according_to is not None and side is not None:
            raise QuestionError("take one speaker at its word, or one side, not both")
        return Heard(
            as_known,
            self.speaker(according_to) if according_to is not None else None,
            self.side(side, at) if side is not None else None,
            tuple(self.speaker(one) for one in without),
        )

    def _parts(self, text: str) -> list[str]:
        """Ids of the place called `text` and of its parts, those that somebody spoke of."""
        wanted = wanted_places(text, self.known_places, self.theatre)
        parts = {self.place(text)[0], *wanted.ids}
        found = [key for key, name in self.places.items() if key in parts or name in wanted.names]
        if not found:
            raise NotFoundError(f"nobody in this ledger says who holds {wanted.name}")
        return found

    def _speaker_of(self, stored: StoredClaim) -> str:
        return self.believer.observer.speaker_of(stored, self.believer.last_day).name

    def _passed_on(self, outlet: str) -> list[str]:
        """The speakers whose words came through an outlet, those with most claims first."""
        told = Counter(
            self._speaker_of(one)
            for one in self.stored.values()
            if fold(outlet) in {fold(name) for name in (one.agency, one.publisher) if name}
        )
        return [name for name, _ in told.most_common(_PASSED_ON_SHOWN)]


def open_study(
    ledger: str | PathLike[str],
    theatre: str | None = None,
    *,
    recorded_by: str | None = None,
    learn: bool = True,
) -> Study:
    """Read a ledger's claims and tell them to a believer.

    `theatre` is a pack by name or folder; without one the shipped ones, that of most claims'
    places first. With `recorded_by` (a day or a time, UTC) the ledger is taken as it stood then.
    What `contested believe` keeps of the speakers beside the ledger is used; if there is nothing,
    it is learnt now, or without `learn` each speaker is judged by its kind. What was kept may rest
    on later claims, so that with `recorded_by` it is learnt anew. Raises LedgerError.
    """
    path = Path(ledger)
    with Ledger.open(path) as opened:
        claims = opened.claims(ClaimFilter(recorded_by=recorded_by))
        known = tuple(opened.names()["place"])
    packs = _packs(theatre, claims)
    settled = in_theatres(claims, packs)
    stored = {one.id: one for one in (of_theatre(settled, packs[0]) if theatre else settled)}
    kept = kept_beside(path)

    def neighbours(place: str) -> Sequence[str]:
        return [near for pack in packs for near in pack.neighbours(place)]

    actors = load_actors(packs[0].path if packs else None)
    # Sides are called as on the page: by the titles of the pack whose actors count.
    titles = dict(packs[0].settings.get("sides", {})) if packs else {}
    usable = kept if recorded_by is None else None
    believer = Believer(Observer(actors, packs), neighbours, titles=titles)
    believer.tell(stored.values())
    if usable is not None:
        believer.forget(usable.learnt, usable.then)
    if usable is None and (learn or kept is not None):
        learn_speakers(believer)
    named = {key: _name(key, packs) for key in believer.places}
    speakers = frozenset(one.speaker.name for one in believer.all_testimonies())
    return Study(believer, stored, named, speakers, known, theatre)


def _packs(theatre: str | None, claims: Iterable[StoredClaim]) -> list[Theatre]:
    """The pack asked for, else the shipped ones, that of most claims' places first."""
    if theatre:
        return [load_theatre(theatre)]
    seen = Counter(
        (one.resolution.place_id or "").partition(":")[0] for one in claims if one.resolution
    )
    return [load_theatre(name) for name in sorted(shipped_theatres(), key=lambda n: -seen[n])]


def _name(key: str, packs: Sequence[Theatre]) -> str:
    for pack in packs:
        if key in pack.places:
            return pack.places[key].name
    return key


def _day(day: Day | None) -> date | None:
    if isinstance(day, date) or day is None:
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise QuestionError(f"a day is such as 2016-08-06, not {day!r}") from None
