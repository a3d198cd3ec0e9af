"""Why a place counts as besieged on a day: the reports, the ways out, the rule and its settings.

Everything that the probability is made of, so that a reader can go from the answer back to the
words of every report and to the roads, and work the figure out again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from contested.situation.encircle import Encircled, deciding_places
from contested.situation.evidence import Evidence
from contested.situation.reported import filtered_probs, siege_chain
from contested.situation.siege import DayOfSiege, Subject

if TYPE_CHECKING:
    from contested.situation.assess import Situation

_HOLDING = frozenset({"captures", "controls", "withdraws"})
_CLAIMS_OF_A_PLACE = 3
_HOLDERS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A report of the siege: what it says of `day`, how many times likelier it makes the siege
    (`ratio`), what the reports up to that day make of it together (`prob`), and that it tells of a
    beginning (+1), of an end (-1) or of a state (0)."""

    evidence: Evidence
    day: date
    ratio: float
    tells: int
    prob: float


@dataclass(frozen=True, slots=True)
class Way:
    """A place on the edge of the siege, or one that decides it: by which roads it is joined to what
    lies inside, how likely it lets the besieged through (None if nobody knows whom), who is
    believed to hold it, how much the answer turns on it, and the newest reports of who holds it.
    """

    place: str
    roads: tuple[str, ...]
    passable_prob: float | None
    holders: dict[str, float]
    influence: float
    claims: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What a siege's probability is made of. `low_prob` and `high_prob` are the ground's bounds,
    None where nobody is known to hold the place and the reports alone count."""

    subject: Subject
    at: date
    prob: float
    reported_prob: float
    lost: bool
    low_prob: float | None
    high_prob: float | None
    freshness: float | None
    ring_prob: float | None
    settings: dict[str, float]
    said: tuple[Said, ...]
    ways: tuple[Way, ...]

    @property
    def rule(self) -> str:
        """How the probability follows from its parts, in figures."""
        if self.lost:
            return "the side that was besieged holds the place no more: 0"
        if self.low_prob is None or self.high_prob is None or self.freshness is None:
            return f"nobody is known to hold the place; the reports alone count: {self.prob:.4f}"
        low, high, told = self.low_prob, self.high_prob, self.reported_prob
        prior, fresh = self.settings["prior_prob"], self.freshness
        between = high - low
        return (
            f"cut = {low:.4f} * ({told:.4f} / {prior:g})^{fresh:.4f} + {between:.4f} * {told:.4f}; "
            f"joined = {1 - high:.4f} * ({1 - told:.4f} / {1 - prior:g})^{fresh:.4f} "
            f"+ {between:.4f} * {1 - told:.4f}; cut / (cut + joined) = {self.prob:.4f}"
        )

    def as_dict(self) -> dict[str, Any]:
        """The trace as a JSON-ready object; places and sides by id."""
        return {
            "place": self.subject.place,
            "whose": self.subject.side,
            "by": self.subject.besieger,
            "at": self.at.isoformat(),
            "prob": round(self.prob, 4),
            "rule": self.rule,
            "reported_prob": round(self.reported_prob, 4),
            "low_prob": self.low_prob,
            "high_prob": self.high_prob,
            "freshness": self.freshness,
            "ring_prob": self.ring_prob,
            "settings": self.settings,
            "reports": [_said_record(one) for one in self.said],
            "ways": [
                {
                    "place": one.place,
                    "roads": list(one.roads),
                    "passable_prob": one.passable_prob,
                    "holders": one.holders,
                    "influence": one.influence,
                    "claims": [_claim_record(claim) for claim in one.claims],
                }
                for one in self.ways
            ],
        }


def why(situation: Situation, subject: Subject, at: date) -> Why | None:
    """What the probability of a siege on a day is made of; None before anybody spoke of it."""
    days = situation.followed(subject, at).days
    if not days:
        return None
    now = days[-1]
    answer = now.answer
    definitions = situation.definitions
    table = definitions.reported
    names = ("prior_prob", "start_per_day", "end_per_day", "told_start_prob", "told_end_prob")
    settings = {name: float(table[name]) for name in names}
    for name in ("threshold_prob", "report_half_life_days", "ring_half_life_days"):
        settings[name] = float(definitions.encirclement[name])
    return Why(
        subject, at, now.prob, now.reported_prob, now.lost,
        answer.low_prob if answer is not None else None,
        answer.high_prob if answer is not None else None,
        answer.freshness if answer is not None else None,
        answer.ring_prob if answer is not None else None,
        settings, _said(situation, subject, at), _ways(situation, subject, now, answer),
    )  # fmt: skip


def _said(situation: Situation, subject: Subject, at: date) -> tuple[Said, ...]:
    heard = [one for one in subject.weighed if one.day <= at]
    days = sorted({one.day for one in heard})
    probs = filtered_probs(heard, days, siege_chain(situation.definitions))
    after = dict(zip(days, probs, strict=True))
    return tuple(
        Said(one.evidence, one.day, math.exp(one.log_odds), one.tells, after[one.day])
        for one in heard
    )


def _ways(
    situation: Situation, subject: Subject, now: DayOfSiege, answer: Encircled | None
) -> tuple[Way, ...]:
    picture = situation.picture(now.day)
    control = situation.control
    turning: dict[str, float] = {}
    members = list(control.members(subject.place))
    if answer is not None:
        members = np.flatnonzero(answer.members).tolist()
        for one in deciding_places(picture, answer):
            turning[one.place] = max(one.influence, one.joint_influence)
    inside = {control.nodes[v] for v in members}
    edge = {control.nodes[int(n)] for v in members for n in control.graph.neighbours(v)} - inside
    rows = []
    for place in sorted(edge | turning.keys(), key=lambda one: (-turning.get(one, 0.0), one)):
        node = control.index[place]
        roads = {
            link.name or link.kind
            for link in situation.theatre.links
            if place in (link.a, link.b) and inside & {link.a, link.b}
        }
        roads |= {situation.theatre.places[one].name for one in control.routes_through(place)}
        held = {
            holder: round(float(picture.probs[node, column]), 4)
            for column, holder in enumerate(picture.holders)
        }
        held["divided"] = round(float(picture.divided[node]), 4)
        held["unknown"] = round(float(picture.unknown[node]), 4)
        most = sorted(held.items(), key=lambda item: -item[1])[:_HOLDERS]
        told = [
            one for one in situation.evidence
            if one.place == place and one.predicate in _HOLDING and one.published <= now.day
            and one.copy_of is None
        ]  # fmt: skip
        rows.append(
            Way(
                place, tuple(sorted(roads)),
                None if answer is None else round(float(answer.passable[node]), 4),
                {name: prob for name, prob in most if prob >= 0.005}, turning.get(place, 0.0),
                tuple(reversed(told[-_CLAIMS_OF_A_PLACE:])),
            )
        )  # fmt: skip
    return tuple(rows)


def _said_record(one: Said) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "ratio": round(one.ratio, 4),
        "tells": one.tells,
        "prob": round(one.prob, 4),
        **_claim_record(one.evidence),
    }


def _claim_record(one: Evidence) -> dict[str, Any]:
    return {
        "claim": one.claim_id,
        "speaker": one.speaker_name,
        "predicate": one.predicate,
        "actor": one.actor,
        "factuality": one.factuality,
        "published": one.published.isoformat(),
        "words": one.text,
        "report": one.title,
        "publisher": one.publisher,
    }
