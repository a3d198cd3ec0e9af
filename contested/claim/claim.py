"""The claim: one thing that one speaker says about control, siege, routes or support."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from contested.claim.canonical import lies_within
from contested.place.toponym import fold

Predicate = Literal[
    "controls",
    "captures",
    "withdraws",
    "besieges",
    "breaks_siege",
    "cuts_route",
    "opens_route",
    "supply_route",
    "attacks",
    "supports",
]
Extent = Literal["whole", "most", "part", "unspecified"]
Factuality = Literal["actual", "negated", "possible", "intended"]

PREDICATES: frozenset[str] = frozenset(get_args(Predicate))
CONTROL_PREDICATES = PREDICATES - {"attacks", "supports"}
OUTLET = "outlet"
_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says, kept apart from what it was resolved to (`Resolution`).

    Texts (`actor_text`, `target_text`, `toponym`, `speaker_text`) are the report's own words.
    `actor`, `target`, `place` and `speaker` are canonical English names; `speaker` is
    ``outlet`` if the report itself says it. `speaker_chain` runs from the deepest source
    outwards. `on`, `since`, `until` are ISO dates or partial dates. `start` and `end` are
    character offsets of `evidence` in the report's text (headline, blank line, body).
    `confidence` is the extractor's, 0 to 1.
    """

    report_id: str
    predicate: Predicate
    actor: str | None
    target: str | None
    place: str | None
    extent: Extent
    speaker: str
    factuality: Factuality
    evidence: str
    start: int
    end: int
    channel: str | None = None
    on: str | None = None
    since: str | None = None
    until: str | None = None
    route_from: str | None = None
    route_to: str | None = None
    actor_text: str | None = None
    target_text: str | None = None
    toponym: str | None = None
    speaker_text: str | None = None
    speaker_chain: tuple[str, ...] = ()
    extractor: str = ""
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """Content address: what was said, by whom, in which words of which report.

        The extractor, its confidence and the resolution to reference ids are not part of it.
        """
        identity = (
            self.report_id,
            self.predicate,
            self.actor_text or self.actor,
            self.target_text or self.target,
            self.toponym or self.place,
            self.extent,
            self.speaker_text or self.speaker,
            self.factuality,
            self.start,
            self.end,
        )
        digest = hashlib.sha256(_encode(identity).encode("utf-8", "surrogatepass"))
        return "c-" + digest.hexdigest()[:20]

    def extent_of(self, place: str) -> Extent:
        """How much of the place called so it is about: of "southern Manbij", whatever is said is
        about a part of Manbij."""
        named = self.place or ""
        within = lies_within(named) and not fold(place).startswith(fold(named))
        return "part" if within else self.extent

    def as_dict(self) -> dict[str, Any]:
        """The claim under the field names of the annotation guide, with its id."""
        row: dict[str, Any] = {"id": self.id, **asdict(self)}
        row["from"] = row.pop("route_from")
        row["to"] = row.pop("route_to")
        row["speaker_chain"] = list(self.speaker_chain)
        return row


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which reference ids a claim's words were taken to mean, by which resolver, how surely.

    A better gazetteer yields a new resolution; the claim stays as it is.
    """

    claim_id: str
    place_id: str | None
    actor_id: str | None
    target_id: str | None
    speaker_id: str | None
    lat_deg: float | None
    lon_deg: float | None
    resolver: str
    score: float
