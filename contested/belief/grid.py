"""The panel: every place, day and state as a row, place by place, for statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from contested.belief.answer import all_days
from contested.belief.belief import Kind
from contested.belief.believe import Believer
from contested.belief.panel import Floats, Ints
from contested.belief.testimony import DIVIDED, UNKNOWN, Testimony, Told

# A row has a column of this name.
Day = date
PANEL_COLUMNS = (
    "place_id", "place", "date", "known_at", "mode", "according_to", "side_id", "side",
    "probability", "likeliest_id", "likeliest", "likeliest_probability", "entropy_bits", "claims",
    "evidence_age_days", "inferred",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose word counts: everybody's, or that of one speaker or one side (an id), taken at its
    word; speakers in `without` are left out, and what was published after `as_known`."""

    as_known: date | None = None
    according_to: str | None = None
    side: str | None = None
    without: tuple[str, ...] = ()

    @property
    def at_their_word(self) -> bool:
        """Whether those heard are taken at their word."""
        return self.according_to is not None or self.side is not None

    def hears(self, one: Testimony) -> bool:
        """Whether a testimony counts."""
        return (
            (self.as_known is None or one.known_on <= self.as_known)
            and one.speaker.name not in self.without
            and self.according_to in (None, one.speaker.name)
            and self.side in (None, one.speaker.side)
        )

    @property
    def text(self) -> str:
        """``all``, ``speaker: NAME`` or ``side: ID``, with who was left out."""
        whom = "all"
        if self.according_to is not None:
            whom = f"speaker: {self.according_to}"
        elif self.side is not None:
            whom = f"side: {self.side}"
        return whom + (f" without {', '.join(self.without)}" if self.without else "")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """How likely one state of one place is on one day.

    `side_id` is a side's id, ``divided`` or ``unknown``, `side` its name. `likeliest` names the
    day's likeliest state, and `entropy_bits` is the entropy of its probabilities: 0 where one is
    sure, log2 of their number where all are equal, None before anybody had spoken. `claims` are
    those about the place published since the row before (in the `every` days that end with this
    one), copies not counted.
    `evidence_age_days` is how long nobody had spoken of the place, None before anybody had.
    `inferred` is the probability leaving ``unknown`` aside: None in its row, and before anybody
    had spoken.
    """

    place_id: str
    place: str
    date: Day
    known_at: Day
    mode: str
    according_to: str
    side_id: str
    side: str
    probability: float
    likeliest_id: str
    likeliest: str
    likeliest_probability: float
    entropy_bits: float | None
    claims: int
    evidence_age_days: int | None
    inferred: float | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the column names, in their order."""
        row = {name: getattr(self, name) for name in PANEL_COLUMNS}
        return row | {"date": self.date.isoformat(), "known_at": self.known_at.isoformat()}


def panel_rows(
    believer: Believer,
    claims: Iterable[Told],
    places: Sequence[tuple[str, str]],
    days: Sequence[date],
    *,
    every: int = 1,
    kind: Kind = "filtered",
    heard: Heard | None = None,
) -> Iterator[PanelRow]:
    """Rows of `places` (id, name), place by place, day by day, the sides in the war's order, then
    ``divided`` and ``unknown``. A place nobody heard spoke of gives no row.

    `days` go up in steps of `every`. Only one place's numbers are held at a time. Of `claims` those
    that carry a testimony that counts are counted.
    """
    heard = heard or Heard()
    if not days:
        return
    believer.until(days[-1])
    published = {
        one.id: date.fromisoformat(one.published_at[:10])
        for one in claims
        if one.published_at and one.copy_of is None
    }
    for place, name in places:
        war = believer.war_of(place)
        told = [one for one in believer.testimonies(place) if heard.hears(one)]
        if war is None or not told:
            continue
        probs, leaving_aside = all_days(
            believer, place, told, kind, known=heard.as_known, at_their_word=heard.at_their_word
        )
        ids = [*war.sides, DIVIDED, UNKNOWN]
        names = [*war.names, DIVIDED, UNKNOWN]
        said = Counter(
            published[key]
            for key in {key for one in told for key in one.claim_ids if key in published}
            if heard.as_known is None or published[key] <= heard.as_known
        )
        latest = _latest(believer, told, kind)
        last = heard.as_known or max(believer.last_day, days[-1])
        for day in days:
            number = (day - believer.origin).days
            row = _on(probs, number)
            age = number - int(latest[number]) if number >= 0 else -1
            best = int(row.argmax())
            claimed = sum(said[day - timedelta(days=back)] for back in range(every))
            entropy = float(-(row[row > 0] * np.log2(row[row > 0])).sum())
            # Before the first word unknown is no finding about the place, and its doubt is none.
            spoken = row[-1] < 1.0
            own = leaving_aside[number].tolist() if spoken else [None] * (len(row) - 1)
            columns = zip(ids, names, row.tolist(), (*own, None), strict=True)
            for side, title, prob, inferred in columns:
                yield PanelRow(
                    place, name, day, min(day, last) if kind == "filtered" else last,
                    "then" if kind == "filtered" else "hindsight", heard.text,
                    side, title, prob,
                    ids[best], names[best], float(row[best]), abs(entropy) if spoken else None,
                    claimed, age if 0 <= age <= number else None, inferred,
                )  # fmt: skip


def _on(probs: Floats, number: int) -> Floats:
    """The probabilities of a day (K+1,); before the believer's first day nothing is known."""
    if 0 <= number < len(probs):
        return np.asarray(probs[number])
    nothing = np.zeros(probs.shape[1])
    nothing[-1] = 1.0
    return nothing


def _latest(believer: Believer, told: Sequence[Testimony], kind: Kind) -> Ints:
    """For each of the believer's days the last day that had been spoken of by then, or one more
    than its own number of days before the first."""
    days = (believer.horizon - believer.origin).days + 1
    latest = np.full(days, -days - 1, dtype=np.int64)
    for one in told:
        day = max(0, (one.day - believer.origin).days)
        heard = day if kind == "smoothed" else max(day, (one.known_on - believer.origin).days)
        if one.content.spoken and heard < days:
            latest[heard] = max(latest[heard], day)
    return np.asarray(np.maximum.accumulate(latest))
