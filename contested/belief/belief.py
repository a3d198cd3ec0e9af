"""The records that belief gives: a belief, its contributions, a run, a speaker's reliability."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["filtered", "smoothed"]
Favour = Literal["gain", "neutral", "against"]
Letter = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one testimony did to a belief.

    `claim_ids` are the claims that carry it (copies count once), `log_odds` how much lower the
    log-odds of `holder` would be without it, `echo_prob` how likely it only repeats others or
    itself.
    """

    claim_ids: tuple[str, ...]
    speaker: str
    day: date
    known_on: date
    says: str
    holder: str
    log_odds: float
    echo_prob: float

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names."""
        return {
            "claims": list(self.claim_ids),
            "speaker": self.speaker,
            "day": self.day.isoformat(),
            "known_on": self.known_on.isoformat(),
            "says": self.says,
            "holder": self.holder,
            "log_odds": round(self.log_odds, 4),
            "echo_prob": round(self.echo_prob, 4),
        }


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely each side held a place on a day.

    `at` is the day asked about, `known_at` the last day whose reports count. `kind` is
    ``filtered`` if nothing later than `at` counts, else ``smoothed``. `probs` maps a holder's
    name, ``divided`` and ``unknown`` to a probability; they sum to one, and ``unknown`` is the
    chance that the place changed hands unnoticed, or one if nobody spoke of it. `inferred` are
    the probabilities without ``unknown``: what the model makes of silence and neighbours. `sides`
    maps a holder's name to its side. `age_days` is how long nobody has spoken of the place.
    `according_to` is the one speaker that is heard, `side` the id of the one side that is.
    """

    place: str
    at: date
    known_at: date
    kind: Kind
    probs: dict[str, float]
    inferred: dict[str, float]
    sides: dict[str, str]
    age_days: int | None
    according_to: str | None = None
    without: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    testimonies: int = 0
    side: str | None = None

    @property
    def likeliest(self) -> tuple[str, float]:
        """The name with the highest probability, and that probability."""
        return max(self.probs.items(), key=lambda item: item[1])

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names."""
        return {
            "place": self.place,
            "at": self.at.isoformat(),
            "known_at": self.known_at.isoformat(),
            "kind": self.kind,
            "probs": {name: round(prob, 6) for name, prob in self.probs.items()},
            "contributions": [one.as_dict() for one in self.contributions],
            "inferred": {name: round(prob, 6) for name, prob in self.inferred.items()},
            "sides": self.sides,
            "age_days": self.age_days,
            "according_to": self.according_to,
            "side": self.side,
            "without": list(self.without),
            "testimonies": self.testimonies,
        }


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of days on which the same holder was likeliest.

    `prob` is its mean probability over the run. `kind` says whether as known then or in hindsight.
    """

    place: str
    first_day: date
    last_day: date
    holder: str
    prob: float
    kind: Kind

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names."""
        return {
            "place": self.place,
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "holder": self.holder,
            "prob": round(self.prob, 4),
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Reliability:
    """What a speaker's word is worth where it favours its side, is neutral, or goes against it.

    `right_prob` is the chance that what it says of the holder is so, between equally likely
    states; `rests_on` the number of claims behind that; `letter` the Admiralty code for it, F
    ("cannot be judged") where there is too little. `echo_prob` is how often it repeats others.
    """

    speaker: str
    kind: str
    favour: Favour
    right_prob: float
    rests_on: float
    letter: Letter
    echo_prob: float
    delay_days: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names; `right_prob` is None where it cannot be judged."""
        return {
            "speaker": self.speaker,
            "kind": self.kind,
            "favour": self.favour,
            "right_prob": round(self.right_prob, 4) if self.letter != "F" else None,
            "rests_on": round(self.rests_on, 2),
            "letter": self.letter,
            "admiralty": "cannot be judged" if self.letter == "F" else self.letter,
            "echo_prob": round(self.echo_prob, 4),
            "delay_days": self.delay_days,
        }
