"""What reports say of a siege or a route, weighed into a probability by day.

Two states, true or not, a Markov chain over days: on a day of silence the state changes with a
small probability; on a day when somebody tells of the change itself with a large one. A claim
multiplies the odds by its likelihood ratio (`definitions.toml`), by the kind of speaker and
whether the claim favours it, the nearer to 1 the less sure the reading; a denial divides them.
"Since June" speaks of every day from June to the day it was said: silence in between changes
nothing, and what contradicts it in between makes its word count again on the day it was said. A
voice counts once a day for each thing it says, and a copied report not at all. Exact forward
filter in the log domain of two numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contested.actor.actors import Actors
from contested.claim.claim import OUTLET
from contested.errors import NotFoundError
from contested.situation.definitions import Definitions
from contested.situation.evidence import BEARINGS, Evidence

# What a claim says of "besieged", and of "open", if it is true: +1 it is, -1 it is not.
SIEGE_SIGN = {name: one.siege for name, one in BEARINGS.items() if one.siege}
ROUTE_SIGN = {name: one.route for name, one in BEARINGS.items() if one.route}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim's weight: the log odds it adds to "it is so" on `day`.

    `tells` is +1 if it tells that the state began, -1 that it ended, 0 if it only describes.
    `until` is the last day it vouches for: "since June", said in August, does for all between.
    """

    evidence: Evidence
    day: date
    log_odds: float
    tells: int
    until: date = date.min

    @property
    def last_day(self) -> date:
        """The last day that it speaks of."""
        return max(self.day, self.until)


@dataclass(frozen=True, slots=True)
class Chain:
    """Rates of the two-state chain, per day."""

    prior_prob: float
    start_per_day: float
    end_per_day: float
    told_start_prob: float
    told_end_prob: float


def speaker_kind(speaker: str, actors: Actors, definitions: Definitions) -> str:
    """`monitor`, `agency`, `resident`, `allied_media`, `party` or `unknown`."""
    try:
        actor = actors.get(speaker)
    except NotFoundError:
        return "unknown"
    if actor.speaks_for is not None and not actor.is_belligerent:
        return "allied_media"  # an agency that carries a party's word
    named = definitions.speaker_kind.get(actor.kind)
    if named is not None:
        return named
    return "party" if actor.is_belligerent else "unknown"


def likelihood_ratio(
    speaker: str,
    gains: str | None,
    loses: str | None,
    day: date,
    actors: Actors,
    definitions: Definitions,
) -> float:
    """How many times likelier the speaker says so if it is so, by whether its side gains."""
    kind = speaker_kind(speaker, actors, definitions)
    table = definitions.likelihood_ratio
    if kind not in ("party", "allied_media", "unknown") or (
        kind == "unknown" and speaker not in actors
    ):
        return float(table[kind])

    if kind == "unknown" and actors.side_of(speaker, day) is None:
        return float(table["unknown"])
    base = "allied_media" if kind == "allied_media" else "party"
    interest = "neutral"
    if actors.beside(speaker, gains, day):
        interest = "for"
    elif actors.beside(speaker, loses, day):
        interest = "against"
    return float(table[f"{base}_{interest}"])


def weigh(
    evidence: Iterable[Evidence],
    signs: dict[str, int],
    true_side: str | None,
    false_side: str | None,
    actors: Actors,
    definitions: Definitions,
    powers: dict[str, float] | None = None,
) -> list[Weighed]:
    """The weights of the claims that speak of a state, by day.

    `true_side` gains if the state is so (the besieger of a siege, the user of a route),
    `false_side` if it is not.
    """
    strengths = definitions.predicate_power if powers is None else powers
    evidence = list(evidence)
    told = {(one.report_id, *_said(one)) for one in evidence}
    kept: dict[tuple[date, str, int], Weighed] = {}
    for one in evidence:
        sign = signs.get(one.predicate, 0)
        power = strengths.get(one.predicate, 1.0) * definitions.factuality_power[one.factuality]
        if not sign or power <= 0 or (one.copy_of, *_said(one)) in told:
            continue  # no word of its own, or a copy's
        tells = sign if BEARINGS[one.predicate].tells_change else 0
        if one.factuality == "negated":
            sign, tells = -sign, 0
        elif one.factuality != "actual":
            tells = 0
        if one.extent == "part":
            power *= 0.5
        gains, loses = (true_side, false_side) if sign > 0 else (false_side, true_side)
        if one.predicate == "besieges" and one.factuality == "negated":
            gains, loses = _denier(one, (gains, loses), actors)
        # Of an outlet that nobody has described it is not known what its own word is worth.
        speaker = one.speaker if one.speaker != OUTLET else one.outlet or OUTLET
        ratio = likelihood_ratio(speaker, gains, loses, one.first, actors, definitions)
        # Where the text was misread it says nothing: P(read | so) mixes the two.
        ratio = 1.0 + one.confidence * (ratio - 1.0)
        until = _vouched_until(one, evidence, signs) if one.since else one.first
        weighed = Weighed(one, one.first, sign * power * math.log(ratio), tells, until)
        key = (one.first, one.voice, sign)
        known = kept.get(key)
        if known is None or abs(known.log_odds) < abs(weighed.log_odds):
            kept[key] = weighed
        if known is not None and known.last_day != weighed.last_day:
            kept[key] = replace(kept[key], until=max(known.last_day, weighed.last_day))
        if one.last is not None:
            # "until the 6th": from the day after it was no longer so.
            ending = date.fromordinal(one.last.toordinal() + 1)
            kept.setdefault(
                (ending, one.voice, -sign), Weighed(one, ending, -weighed.log_odds, -tells)
            )
    again = [
        replace(one, day=one.until, tells=0)
        for one in kept.values()
        if any(
            one.day < other.day <= one.until and one.log_odds * other.log_odds < 0
            for other in kept.values()
        )
    ]
    return sorted([*kept.values(), *again], key=lambda w: (w.day, w.evidence.claim_id))


def _denier(
    one: Evidence, sides: tuple[str | None, str | None], actors: Actors
) -> tuple[str | None, str | None]:
    """Whom a denial of a siege serves, and whom not: besieger or besieged who denies it serves
    himself."""
    for side in sides:
        if actors.beside(one.speaker, side, one.first):
            return side, None
    return sides


def _said(one: Evidence) -> tuple[str | None, ...]:
    return one.predicate, one.actor, one.place, one.speaker, one.factuality


def _vouched_until(one: Evidence, evidence: Sequence[Evidence], signs: dict[str, int]) -> date:
    """The last day of which "since June" is said: the day of the report, or the one before a change
    that the report itself tells ("what had been besieged since June was relieved on Saturday")."""
    if one.last is not None:
        return one.first
    told = (
        date.fromordinal(other.first.toordinal() - 1)
        for other in evidence
        if other.report_id == one.report_id
        and signs.get(other.predicate, 0) * signs[one.predicate] < 0
        and other.factuality == "actual"
        and one.first < other.first
    )
    return max(min(told, default=one.published), one.first)


def filtered_probs(weighed: Sequence[Weighed], days: Sequence[date], chain: Chain) -> list[float]:
    """P(it is so) at the end of each of `days` (ascending), from what was said up to then."""
    events: dict[date, list[Weighed]] = {}
    for one in weighed:
        events.setdefault(one.day, []).append(one)
    spans = [one for one in weighed if one.until > one.day]
    moments = sorted(set(events) | set(days) | {one.until for one in spans})
    prob, before = chain.prior_prob, None
    found: dict[date, float] = {}
    for day in moments:
        said = events.get(day, [])
        silent = 0 if before is None else (day - before).days - (1 if said else 0)
        if not any(before is not None and one.day <= before < one.until for one in spans):
            prob = _wait(prob, silent, chain)
        if said:
            start = _change(chain.start_per_day, chain.told_start_prob, said, 1)
            end = _change(chain.end_per_day, chain.told_end_prob, said, -1)
            prob = prob * (1.0 - end) + (1.0 - prob) * start
            log_odds = math.log(prob / (1.0 - prob)) + sum(w.log_odds for w in said)
            prob = min(max(1.0 / (1.0 + math.exp(-log_odds)), 1e-6), 1.0 - 1e-6)
        found[day] = prob
        before = day
    return [found[day] for day in days]


def _change(silent: float, told: float, said: Sequence[Weighed], way: int) -> float:
    """The chance that the state changed on a day (`way` +1 began, -1 ended): that of a day of
    silence, and where the change is told, as much of the rest as its tellers have of the weight of
    those who tell it and those who deny it that day."""
    tellers = sum(abs(w.log_odds) for w in said if w.tells == way)
    if not tellers:
        return told if any(w.tells == way for w in said) else silent
    deniers = sum(
        abs(w.log_odds) for w in said
        if w.evidence.factuality == "negated" and w.log_odds * way < 0
        and any(w.evidence.predicate == one.evidence.predicate for one in said if one.tells == way)
    )  # fmt: skip
    return silent + (told - silent) * tellers / (tellers + deniers)


def _wait(prob: float, days: int, chain: Chain) -> float:
    if days <= 0:
        return prob
    total = chain.start_per_day + chain.end_per_day
    rest = chain.start_per_day / total
    return rest + (prob - rest) * (1.0 - total) ** days


def siege_chain(definitions: Definitions) -> Chain:
    """The chain of `[reported]`."""
    table: Any = definitions.reported
    return Chain(
        table["prior_prob"],
        table["start_per_day"],
        table["end_per_day"],
        table["told_start_prob"],
        table["told_end_prob"],
    )


def route_chain(definitions: Definitions) -> Chain:
    """The chain of `[route]`."""
    table: Any = definitions.route
    change, told = table["change_per_day"], table["told_change_prob"]
    return Chain(table["prior_prob"], change, change, told, told)
