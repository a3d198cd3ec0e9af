"""How a claim was read: the rule, an example of it, and what made its confidence, part by part.

The reader keeps none of this: it always reads the same text alike, and is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass

from contested.claim.confidence import load_weights
from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.report.report import Report


@dataclass(frozen=True, slots=True)
class Factor:
    """A trait of a claim that bears on its being right, and the log odds that it adds."""

    trait: str
    value: float
    log_odds: float


@dataclass(frozen=True, slots=True)
class Trail:
    """How a claim came to be read.

    `rule` is its number and frame in the `rules.toml` of `language`, or ``modifier`` (read off what
    describes a noun) or ``echo`` (what somebody confirms); `example` is one of the rule's, of the
    claim's predicate if it has one, and `predicate` what it is an example of. The `factors` add up
    to the log odds of `confidence`.
    """

    language: str
    rule: str
    predicate: str | None
    example: str | None
    factors: tuple[Factor, ...]


def how_read(report: Report, theatre: str | None, claim_id: str) -> Trail | None:
    """The trail of a claim of a report as the reader reads it in a theatre now; None if it reads
    no such claim. Raises TheatreError for a theatre that there is not."""
    trails: dict[str, tuple[str, dict[str, float]]] = {}
    claims = Reader(theatre).read(report, trails).claims
    language = (report.language or "").split("-")[0]
    lexicon = load_lexicon(language)
    if claim_id not in trails or lexicon is None:
        return None
    source, values = trails[claim_id]
    rule = next((one for one in lexicon.rules if one.source == source), None)
    wanted = next((one.predicate for one in claims if one.id == claim_id), None)
    examples = sorted(
        rule.examples if rule is not None else (),
        key=lambda one: all(claim[0] != wanted for claim in one.claims),
    )
    weights = load_weights()
    factors = (Factor(name, value, weights[name] * value) for name, value in values.items())
    return Trail(
        language,
        source,
        examples[0].claims[0][0] if examples else None,
        examples[0].text if examples else None,
        tuple(one for one in factors if one.log_odds),
    )
