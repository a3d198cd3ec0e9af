"""A source that changes its word on many places in one day: an outage or a broken format, not an
event. Its words of that day are held back and reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contested.belief.testimony import Testimony

# A day is suspect if a source changes its word on at least so many places, ...
MIN_PLACES = 20
# ... on at least this share of the places it has spoken of, ...
MIN_SHARE = 0.3
# ... and on so many times more than on its busiest day before, if there was one.
TIMES_BUSIEST = 3.0


@dataclass(frozen=True, slots=True)
class Outage:
    """A suspected outage: on `day` the speaker changed `changed` of the `spoken_of` places."""

    speaker: str
    day: date
    changed: int
    spoken_of: int


def suspected_outages(testimonies: Iterable[Testimony]) -> list[Outage]:
    """The days on which a speaker changed its mind about too many places at once."""
    by_speaker: dict[str, dict[date, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in testimonies:
        if one.content.said is not None:
            by_speaker[one.speaker.name][one.known_on][one.place] = one.content.said
    found = []
    for speaker, days in by_speaker.items():
        last: dict[str, str] = {}
        busiest = 0
        for day in sorted(days):
            said = days[day]
            changed = sum(last.get(place, word) != word for place, word in said.items())
            suspect = (
                changed >= MIN_PLACES
                and changed >= MIN_SHARE * len(last)
                and changed >= TIMES_BUSIEST * busiest
            )
            if suspect:
                found.append(Outage(speaker, day, changed, len(last)))
                continue
            busiest = max(busiest, changed)
            last |= said
    return sorted(found, key=lambda one: (one.day, one.speaker))


def held_back(testimonies: Iterable[Testimony], outages: Iterable[Outage]) -> list[Testimony]:
    """The testimonies without those of suspected outages."""
    suspect = {(one.speaker, one.day) for one in outages}
    return [one for one in testimonies if (one.speaker.name, one.known_on) not in suspect]
