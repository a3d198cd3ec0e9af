"""The rule that read a claim, and what its confidence is made of, in words."""

from __future__ import annotations

from math import exp
from typing import Any

from contested.claim.coded_report import EXTRACTOR as CODED
from contested.claim.record import EXTRACTOR as GRAMMAR
from contested.claim.trail import Factor, Trail, how_read
from contested.errors import ContestedError
from contested.ledger.extractor import theatre_of
from contested.ledger.records import StoredClaim
from contested.report.report import Report

# What is said of a trait (`contested.claim.confidence.traits`); graded ones are logarithms.
TRAITS = {
    "bias": "any claim that a rule reads",
    "log_sure": "how sure the grammar is of actor, place and speaker together, {of_one:.2f}",
    "actor_unsaid": "who did it is not said",
    "actor_unnamed": "the actor is described, not named",
    "log_place_sure": "how sure the place is, {of_one:.2f}",
    "place_unlisted": "the place is in no gazetteer",
    "place_in_part": "of a part of the place",
    "place_is_large": "the place is a province, a region or a country",
    "about_route": "about a route",
    "about_attack": "about an attack",
    "about_support": "about support",
    "spoken": "somebody is named who says so",
    "log_speaker_sure": "how sure that speaker is, {of_one:.2f}",
    "by_modifier": "read off what describes a noun",
    "by_echo": "read off what somebody confirms or denies",
    "has_target": "from whom it is taken is said too",
    "nonfinite": "the verb is no finite one",
}


def trail_of(stored: StoredClaim, report: Report, newest: str) -> Trail | None:
    """How the reader reads the claim now, in the theatre of the report's reading by the extractor
    `newest`; None for claims of people or a model, and if it reads none such."""
    if stored.claim.extractor != GRAMMAR:
        return None
    try:
        return how_read(report, theatre_of(newest), stored.id)
    except ContestedError:
        return None  # the pack it was read in is gone


def trail_lines(trail: Trail | None, stored: StoredClaim) -> list[str]:
    """The rule and its example, then each part of the confidence with the log odds it adds."""
    if stored.claim.extractor == CODED:
        return ["by people, from no text"]
    if trail is None:
        if stored.claim.extractor != GRAMMAR:
            return [f"by {stored.claim.extractor}, which has no rules"]
        return ["the present reader reads no such claim here: contested reread, then difference"]
    lines = [f"by {_named(trail)}"]
    if trail.example is not None:
        lines.append(f"which reads for example «{trail.example}» as {trail.predicate}")
    lines += [f"{one.log_odds:+.2f}  {_told(one)}" for one in trail.factors]
    total = sum(one.log_odds for one in trail.factors)
    lines.append(f"{total:+.2f}  together, log odds of a chance of {_chance(total):.2f}")
    return lines


def trail_record(trail: Trail | None) -> dict[str, Any] | None:
    """The same as plain values."""
    if trail is None:
        return None
    return {
        "language": trail.language,
        "rule": trail.rule,
        "predicate": trail.predicate,
        "example": trail.example,
        "factors": [
            {"trait": one.trait, "value": round(one.value, 4), "log_odds": round(one.log_odds, 4)}
            for one in trail.factors
        ],
    }


def _named(trail: Trail) -> str:
    if trail.example is None:
        return f"no rule of its own: {TRAITS.get(f'by_{trail.rule}', trail.rule)}"
    return f"{trail.rule} of contested/claim/languages/{trail.language}/rules.toml"


def _told(one: Factor) -> str:
    return TRAITS[one.trait].format(of_one=exp(one.value))


def _chance(log_odds: float) -> float:
    return 1.0 / (1.0 + exp(-log_odds))
