"""A finding: one thing that follows from the beliefs and the reports, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from contested.situation.encircle import Deciding

Kind = Literal["encirclement", "siege", "corridor", "supply_route"]
Basis = Literal["graph", "reported", "both"]
# The note of a finding about which speakers contradict one another.
DISAGREE = "speakers_disagree"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding on the day `at`.

    `prob` is the probability that the place is encircled or besieged, or that the corridor or
    route is open. `first` is the day since which it is so, `last` the first day on which it no
    longer was (None: it still is). `first_said` is the beginning as a report dates it ("2013");
    without `first_known` nobody says since when, and it had begun by `first`. `by` is the
    encircling side, or whose corridor or route it is, `named` who on it is said to besiege; `whose`
    the side that holds the place.
    `low_prob` and `high_prob` are the graph's bounds, `error` the standard error of sampling.
    `claims` are the ids of the claims it rests on, those with most weight first; `notes` flag where
    graph and reports, or reports, disagree.
    """

    kind: Kind
    at: date
    prob: float
    basis: Basis
    place: str | None = None
    route: str | None = None
    by: str | None = None
    whose: str | None = None
    first: date | None = None
    last: date | None = None
    deciding: tuple[Deciding, ...] = ()
    population: int | None = None
    status: str = ""
    definition: str = "encirclement"
    reported_prob: float | None = None
    low_prob: float = 0.0
    high_prob: float = 1.0
    error: float = 0.0
    ways: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[str, ...] = field(default=())
    first_said: str | None = None
    first_known: bool = True
    named: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether speakers contradict one another about it, however sure it is."""
        return DISAGREE in self.notes

    @property
    def days(self) -> int | None:
        """How many days it lasted, or has lasted up to `at`."""
        return None if self.first is None else ((self.last or self.at) - self.first).days

    @property
    def first_exact(self) -> bool:
        """Whether the day since which it is so is known, and not only a month or "by then"."""
        return self.first_known and (self.first_said is None or len(self.first_said) == 10)

    def as_dict(self) -> dict[str, Any]:
        """The finding as a JSON-ready object; places and sides by id."""
        return {
            "kind": self.kind,
            "at": self.at.isoformat(),
            "place": self.place,
            "route": self.route,
            "by": self.by,
            "named": list(self.named),
            "whose": self.whose,
            "status": self.status,
            "definition": self.definition,
            "prob": round(self.prob, 4),
            "basis": self.basis,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "from_said": self.first_said,
            "from_known": self.first is not None and self.first_known,
            "days": self.days,
            "deciding_places": [one.place for one in self.deciding],
            "influence": {one.place: one.influence for one in self.deciding},
            "joint_influence": {
                one.place: one.joint_influence for one in self.deciding if one.joint_influence
            },
            "population": self.population,
            "reported_prob": None if self.reported_prob is None else round(self.reported_prob, 4),
            "low_prob": round(self.low_prob, 4),
            "high_prob": round(self.high_prob, 4),
            "standard_error": round(self.error, 5),
            "ways": list(self.ways),
            "claims": list(self.claims),
            "notes": list(self.notes),
            "asks": list(self.asks),
        }
