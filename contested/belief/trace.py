"""From a figure back to its parts, so that a calculator gives it again.

How much likelier one state is than another is a sum: what each testimony says of the one against
the other (the log of its likelihood ratio), and what passes between their days. From the sums
against every other state follows the chance of the likeliest one,

    1 / (1 + sum over the others of exp(-sum)),

and times the chance that nothing has changed unnoticed since, it is the figure that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from contested.belief.believe import Believer, Chain, War
from contested.belief.grid import Heard
from contested.belief.learning import reliabilities
from contested.belief.learnt import Learnt
from contested.belief.panel import Floats
from contested.belief.speech import echo_shares
from contested.belief.testimony import CHANGED, DIVIDED, Testimony
from contested.belief.transition import FIGHTING, initial_probs

# What was reported of a day, by the kind of fighting.
FIGHTING_WORDS = ("quiet", "attacked", "changed")


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One addend. `log_ratios` go with the trace's `others`: how much likelier than each the holder
    becomes, as a natural logarithm.

    A testimony has its speaker, what it says, its claims, `trust_prob` (the chance that such a
    word of its speaker is right, None for a mere hint) and `alone`, what it would add had nobody
    spoken before it; the difference is the discount for echoing others and repeating itself,
    `echo_prob` how likely it does, and `read_prob` the chance that its words were read rightly. A
    step without a speaker is what `days` days do: fighting, neighbours and time. `fighting` is what
    was reported of them (``quiet``, ``attacked``, ``changed``), `taker` and `leaver` who is said to
    have taken or left the place, and `change_prob` the chance that in them a place of the holder's
    changes hands.
    """

    day: date
    log_ratios: tuple[float, ...]
    days: int = 0
    speaker: str | None = None
    says: str = ""
    known_on: date | None = None
    claim_ids: tuple[str, ...] = ()
    trust_prob: float | None = None
    echo_prob: float = 0.0
    alone: tuple[float, ...] = ()
    read_prob: float | None = None
    fighting: str = ""
    taker: str | None = None
    leaver: str | None = None
    change_prob: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names."""
        return {
            "day": self.day.isoformat(),
            "days": self.days,
            "speaker": self.speaker,
            "says": self.says,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "claims": list(self.claim_ids),
            "trust_prob": self.trust_prob,
            "echo_prob": self.echo_prob,
            "read_prob": self.read_prob,
            "alone": list(self.alone),
            "fighting": self.fighting or None,
            "taker": self.taker,
            "leaver": self.leaver,
            "change_prob": self.change_prob,
            "log_ratios": list(self.log_ratios),
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """The parts of one filtered belief: `sums` are those of the steps against each of `others`,
    `inferred_prob` what follows from them, `unchanged_prob` the chance that nothing changed
    unnoticed since, and `prob`, their product, what is shown of `holder`."""

    at: date
    holder: str
    others: tuple[str, ...]
    steps: tuple[TraceStep, ...]
    sums: tuple[float, ...]
    inferred_prob: float
    unchanged_prob: float
    prob: float

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the field names."""
        return {
            "at": self.at.isoformat(),
            "holder": self.holder,
            "others": list(self.others),
            "steps": [one.as_dict() for one in self.steps],
            "sums": list(self.sums),
            "inferred_prob": self.inferred_prob,
            "unchanged_prob": self.unchanged_prob,
            "prob": self.prob,
        }


def trace(believer: Believer, place: str, at: date, heard: Heard | None = None) -> Trace | None:
    """The parts of what was believed of a place on a day from what was published by then; None if
    nobody heard had spoken of it."""
    heard = heard or Heard()
    believer.until(at)
    believer = believer.judged_by(min(at, heard.as_known or at))
    told = [one for one in believer.testimonies(place) if heard.hears(one) and one.known_on <= at]
    war = believer.war_of(place)
    if war is None or not told:
        return None
    chain = believer.make_chain(told, war, at_their_word=heard.at_their_word)
    daily = believer.daily(chain, war, place)
    end = (at - believer.origin).days
    inferred, fresh = believer.filtered(chain, daily)
    names = [*war.names, DIVIDED]
    top = int(fresh[end].argmax())
    rest = [state for state in range(len(names)) if state != top]
    steps = _steps(believer, chain, daily, end, top, rest, at_their_word=heard.at_their_word)
    sums = tuple(float(value) for value in np.sum([one.log_ratios for one in steps], axis=0))
    prob = float(fresh[end][top])
    return Trace(
        at, names[top], tuple(names[state] for state in rest), tuple(steps), sums,
        float(inferred[end][top]), prob / float(inferred[end][top]), prob,
    )  # fmt: skip


def _steps(
    believer: Believer,
    chain: Chain,
    daily: tuple[Floats, Any],
    end: int,
    top: int,
    rest: Sequence[int],
    *,
    at_their_word: bool,
) -> list[TraceStep]:
    matrices, which = daily
    obs_day = chain.columns[0]
    probs = initial_probs(matrices.shape[-1])
    found = [TraceStep(believer.origin, _ratios(probs, top, rest))]
    before, since = probs, 0
    war = believer.war_of(chain.testimonies[0].place)
    assert war is not None
    if_so = np.broadcast_to(np.eye(len(probs))[top], chain.types.content.shape)
    echoes = echo_shares(chain.speech, chain.types, if_so)[chain.obs_type]
    stays = np.asarray(matrices[which, top, top])
    for day in range(end + 1):
        # Days of one kind are a step: those on which fighting or a change was told by themselves.
        if day - 1 > since and chain.fighting[day] != chain.fighting[day - 1]:
            found.append(_days(believer, chain, war, (before, probs), (since, day - 1), top, stays))
            before, since = probs, day - 1
        if day:
            probs = probs @ matrices[which[day]]
        rows = np.nonzero(obs_day == day)[0]
        if not len(rows) and day < end:
            continue
        found.append(_days(believer, chain, war, (before, probs), (since, day), top, stays))
        for row in rows.tolist():
            one = chain.testimonies[row]
            single = believer.make_chain([one], war, at_their_word=at_their_word)
            found.append(
                TraceStep(
                    one.day, _ratios(chain.likelihood[row], top, rest), 0, one.speaker.name,
                    one.content.words, one.known_on, one.claim_ids,
                    _trust(believer.learnt, one) if one.content.spoken else None,
                    float(echoes[row]) if one.content.spoken else 0.0,
                    _ratios(single.likelihood[0], top, rest), one.read_prob,
                )
            )  # fmt: skip
            probs = probs * chain.likelihood[row]
        probs = probs / probs.sum()
        before, since = probs, day
    return found


def _days(
    believer: Believer,
    chain: Chain,
    war: War,
    probs: tuple[Floats, Floats],
    span: tuple[int, int],
    top: int,
    stays: Floats,
) -> TraceStep:
    """What the days behind the first of `span` up to its last do, from `probs` before and after;
    `stays` (T,) are the holder's chances of keeping the place through each day."""
    rest = [state for state in range(len(probs[0])) if state != top]
    moved = np.subtract(_ratios(probs[1], top, rest), _ratios(probs[0], top, rest))
    code, sides = int(chain.fighting[span[1]]), len(war.sides)
    fighting = FIGHTING_WORDS[min(code, CHANGED)] if span[1] > span[0] else ""
    taker = code - FIGHTING if FIGHTING <= code < FIGHTING + sides else None
    leaver = code - FIGHTING - sides if code >= FIGHTING + sides else None
    return TraceStep(
        believer.origin + timedelta(days=span[1]), tuple(float(value) for value in moved),
        days=span[1] - span[0], fighting=fighting,
        taker=war.names[taker] if taker is not None else None,
        leaver=war.names[leaver] if leaver is not None else None,
        change_prob=1.0 - float(stays[span[0] + 1 : span[1] + 1].prod()),
    )  # fmt: skip


def _ratios(values: Floats, top: int, rest: Sequence[int]) -> tuple[float, ...]:
    """The logs of how many times likelier one state is than each of the others."""
    return tuple(float(np.log(values[top] / values[state])) for state in rest)


def _trust(learnt: Learnt, one: Testimony) -> float:
    """The chance that such a word of its speaker is right: to its gain, against it, or neither."""
    record = learnt.record(one.speaker)
    rows = reliabilities(Learnt(speakers={one.speaker.name: record}))
    favour = "neutral"
    if one.party and len(rows) > 1:
        favour = "gain" if one.content.said in one.own else "against"
    return next(row.right_prob for row in rows if row.favour == favour)
