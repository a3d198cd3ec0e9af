"""What the API answers about a day: a place, the situation, what is contested, what changed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contested.map.answers import (
    Answer,
    ClaimAnswer,
    Named,
    Names,
    PlaceIndex,
    Prob,
    Sentences,
)


class HolderProb(Answer):
    """A state of a place and its probability; `key` is a holder, ``divided`` or ``unknown``."""

    key: str
    name: Names
    prob: Prob


class BeliefAnswer(Answer):
    """Who holds a place on the day `at`, from what was published by `known_at`.

    `probs` come with the likeliest first. `since` is the first day since when the same state is
    the likeliest; `age_days` how long ago the last day spoken of is. `supposed` marks a what-if.
    """

    at: date
    known_at: date
    kind: Literal["filtered", "smoothed"]
    probs: list[HolderProb]
    inferred: list[HolderProb]
    likeliest: str
    since: date | None
    age_days: int | None
    testimonies: int
    supposed: bool


class Position(Answer):
    """One of the rival stories about a place: who says that `holder` does or has `key`.

    `key` is one of holds, left, besieges, breaks_siege, attacks, cuts_route, opens_route,
    supplied, supports; `extent` how much of the place, as far as it is said. `log_odds` is what
    those who say so did to the belief together.
    """

    key: str
    holder: Named | None
    extent: str
    factuality: str
    speakers: list[Names]
    latest: date | None
    log_odds: float
    claims: list[ClaimAnswer]


class PlaceHead(Answer):
    """A place and what it is part of, the nearest first."""

    id: str
    index: PlaceIndex
    name: Names
    kind: str
    lat: float | None
    lon: float | None
    population: int | None
    part_of: list[Named]
    parts: list[Named]


class PlaceAnswer(Answer):
    """The evidence panel of a place; `more_claims` are left out of `rivals`."""

    place: PlaceHead
    belief: BeliefAnswer
    rivals: list[Position]
    claims: int
    more_claims: int


class Mark(Answer):
    """The claims published on a day."""

    day: date
    claims: list[str]


class HistoryAnswer(Answer):
    """Probabilities day by day for each state that ever had any, and when something was said."""

    first_day: date
    days: list[date]
    probs: dict[str, list[float]]
    names: dict[str, Names]
    marks: list[Mark]


class ReportClaim(Answer):
    """A claim's evidence in a report's text, in UTF-16 units."""

    id: str
    start: int
    end: int
    statement: Sentences


class ReportAnswer(Answer):
    """A report as it was published; `url` is text and no link to follow blindly."""

    id: str
    title: str | None
    publisher: str | None
    agency: str | None
    language: str | None
    published_at: str | None
    published_basis: str
    text: str
    url: str | None
    claims: list[ReportClaim]


class DecidingAnswer(Answer):
    """A place that decides, with how much the probability turns on it."""

    place: PlaceIndex
    id: str
    name: Names
    influence: float


class Siege(Answer):
    """A siege or encirclement. `ring` are the places next to those inside that shut the ring,
    `inside` those cut off. `state` is encircled, open or lost."""

    place: PlaceIndex
    id: str
    name: Names
    by: Named | None
    whose: Named | None
    state: str
    definition: str
    prob: Prob
    low_prob: Prob
    high_prob: Prob
    since: date | None
    until: date | None
    days: int | None
    people: int | None
    basis: str
    inside: list[PlaceIndex]
    ring: list[PlaceIndex]
    deciding: list[DecidingAnswer]
    claims: list[str]
    notes: list[str]
    asks: list[str]
    sentence: Sentences


class Corridor(Answer):
    """A way out of a siege; `through` leads from inside to outside, `siege` its siege's index."""

    siege: int | None
    place: PlaceIndex
    by: Named | None
    state: str
    prob: Prob
    since: date | None
    through: list[PlaceIndex]
    deciding: list[DecidingAnswer]
    claims: list[str]
    sentence: Sentences


class RouteState(Answer):
    """A supply route. `id` is that of `/lines` if it is a named road; `line` are its places."""

    id: str
    name: Names
    whose: Named | None
    state: str
    prob: Prob
    since: date | None
    line: list[PlaceIndex]
    cut_by: list[DecidingAnswer]
    claims: list[str]
    notes: list[str]
    sentence: Sentences


class Deciding(Answer):
    """What would follow if `holder` held a place."""

    place: PlaceIndex
    id: str
    name: Names
    holder: Named
    besieges: list[Named]
    relieves: list[Named]
    people_besieged: int
    people_relieved: int
    routes_opened: list[Named]
    routes_cut: list[Named]
    sentence: Sentences


class ChangeAnswer(Answer):
    """A siege or route before and after what is supposed."""

    kind: Literal["encirclement", "supply_route"]
    place: Named
    before: str
    after: str
    before_prob: Prob
    after_prob: Prob
    people: int | None
    sentence: Sentences


class SituationAnswer(Answer):
    """Sieges, corridors, routes and the places that decide on a day. With something supposed,
    `supposed` says what would change; the rest is the day as it is."""

    at: date
    sieges: list[Siege]
    corridors: list[Corridor]
    routes: list[RouteState]
    deciding: list[Deciding]
    supposed: list[ChangeAnswer]


class SiegeDays(Answer):
    """From when to when a place was encircled; `until` is the first day it no longer was."""

    place: PlaceIndex
    id: str
    name: Names
    by: Named | None
    since: date
    until: date | None


class SituationDays(Answer):
    """All sieges up to a day, for the timeline."""

    at: date
    sieges: list[SiegeDays]


class ContestedRow(Answer):
    """A place whose holder is in doubt. `contest` is 0 where one holder is sure, 1 where two are
    equally likely or it is divided; `speakers` said so within 30 days."""

    place: PlaceIndex
    id: str
    name: Names
    contest: float
    probs: list[HolderProb]
    age_days: int | None
    speakers: int
    population: int | None


class ContestedAnswer(Answer):
    """The most contested places of a day, first those most in doubt."""

    at: date
    rows: list[ContestedRow]


class ChangedPlace(Answer):
    """A place that another state is likeliest for than before; `claims` were published since."""

    place: PlaceIndex
    id: str
    name: Names
    before: HolderProb
    after: HolderProb
    claims: list[str]


class ChangedState(Answer):
    """A siege or route that changed."""

    kind: str
    place: Named
    before: str | None
    after: str | None
    sentence: Sentences


class ChangesAnswer(Answer):
    """What changed between two days, each as seen on it."""

    first: date
    last: date
    places: list[ChangedPlace]
    situation: list[ChangedState]


class FoundPlace(Answer):
    """A place that a search found, by the name `matched`."""

    id: str
    index: PlaceIndex
    name: Names
    kind: str
    matched: str
    part_of: Named | None
    spoken: bool
    score: float


class FoundActor(Answer):
    """An actor that a search found; `speaker` is its key if it speaks in the ledger."""

    id: str
    name: Names
    kind: str
    side: str | None
    speaker: str | None
    matched: str
    score: float


class SearchAnswer(Answer):
    """Places and actors, best first."""

    places: list[FoundPlace]
    actors: list[FoundActor]


class ClaimsAnswer(Answer):
    """A page of claims, the newest first; `next` asks for the one after it."""

    rows: list[ClaimAnswer]
    total: int
    next: str | None


class TicksAnswer(Answer):
    """The claims published on a day."""

    day: date
    claims: list[ClaimAnswer]
