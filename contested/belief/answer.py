"""Answers: who holds a place on a day, why, according to whom; its history; speakers' worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from contested.belief.belief import Belief, Contribution, Kind, Run
from contested.belief.believe import Believer, Chain, War
from contested.belief.encode import OTHER_SIDE
from contested.belief.evidence import distinct_types
from contested.belief.panel import Floats, Ints
from contested.belief.retract import retractions, take_back
from contested.belief.speech import echo_shares, emission_table
from contested.belief.testimony import DIVIDED, UNKNOWN, Testimony
from contested.belief.transition import initial_probs


def who_holds(
    believer: Believer,
    place: str,
    at: date | None = None,
    *,
    as_known: date | None = None,
    according_to: str | None = None,
    side: str | None = None,
    without: Sequence[str] = (),
    explain: bool = True,
    kind: Kind | None = None,
) -> Belief:
    """The belief in who held `place` on day `at`.

    Without `at`, on the last day anything was published of it. Only what was published by
    `as_known` counts; without it, all there is. If nothing published after `at` counts the belief
    is filtered, else smoothed; `kind` ``filtered`` leaves out what was published after `at`.
    `according_to` takes one speaker at its word and nobody else, `side` (an id) all speakers of one
    side; `without` leaves speakers out.
    """
    told = believer.testimonies(place)
    last = max((one.known_on for one in told), default=believer.last_day)
    if at is None:
        at = min(last, as_known) if as_known else last
    if kind == "filtered":
        as_known = min(as_known, at) if as_known else at
    known_at = as_known if as_known is not None else max(last, at)
    believer.until(max(at, known_at))
    if as_known is not None:
        believer = believer.judged_by(as_known)
    kept = [
        one
        for one in told
        if one.known_on <= known_at
        and one.speaker.name not in without
        and (according_to is None or one.speaker.name == according_to)
        and (side is None or one.speaker.side == side)
    ]
    at_their_word = according_to is not None or side is not None
    found: Kind = "smoothed" if known_at > at else "filtered"
    war = believer.war_of(place)
    empty = Belief(
        place, at, known_at, found, {DIVIDED: 0.0, UNKNOWN: 1.0}, {}, {}, None, according_to,
        tuple(without), side=side,
    )  # fmt: skip
    if war is None:
        return empty
    names = [*war.names, DIVIDED]
    if not kept or at < believer.origin:
        return replace(empty, probs={**dict.fromkeys(names, 0.0), UNKNOWN: 1.0})
    if len(kept) == len(told) and not at_their_word:
        chain = believer.chain(place)
    else:
        chain = believer.make_chain(kept, war, at_their_word=at_their_word)
    daily = believer.daily(chain, war, place)
    day = (at - believer.origin).days
    probs, known, inferred = _on_day(believer, chain, daily, day, found)
    shown = {name: float(p) for name, p in zip(names, probs, strict=True)}
    shown[UNKNOWN] = max(0.0, 1.0 - known)
    before = [one.known_on for one in kept if one.content.spoken and one.day <= at]
    age = max(0, min((at - one).days for one in before)) if before else None
    belief = Belief(
        place, at, known_at, found, shown,
        {name: float(p) for name, p in zip(names, inferred, strict=True)},
        {n: side for n, side in zip(war.names, war.sides, strict=True) if side != OTHER_SIDE},
        age, according_to, tuple(without), (), len(kept), side,
    )  # fmt: skip
    if not explain:
        return belief
    return replace(
        belief,
        contributions=_contributions(believer, chain, war, daily, day, found, inferred, names),
    )


def history(
    believer: Believer,
    place: str,
    *,
    kind: Kind = "filtered",
    without: Sequence[str] = (),
    until: date | None = None,
) -> list[Run]:
    """The stretches of days on which one holder was likeliest, ``unknown`` included, from the
    place's first word (`first_word`) to the last day that anything was published, or `until`."""
    war = believer.war_of(place)
    told = [one for one in believer.testimonies(place) if one.speaker.name not in without]
    until = until or believer.last_day
    if war is None or not told or first_word(told, kind) > until:
        return []
    believer.until(until)
    probs, _ = all_days(believer, place, told, kind)
    first = max(0, (first_word(told, kind) - believer.origin).days)
    last = (until - believer.origin).days
    return runs(place, probs[first : last + 1], [*war.names, DIVIDED, UNKNOWN],
                believer.origin + timedelta(days=first), kind)  # fmt: skip


def first_word(told: Sequence[Testimony], kind: Kind) -> date:
    """The day on which these testimonies, of which there is one, begin to say anything: as known
    then that of the first publication, in hindsight the first that is spoken of."""
    return min(one.known_on if kind == "filtered" else one.day for one in told)


def all_days(
    believer: Believer,
    place: str,
    told: Sequence[Testimony],
    kind: Kind,
    *,
    known: date | None = None,
    at_their_word: bool = False,
) -> tuple[Floats, Floats]:
    """What these testimonies about a place that somebody spoke of make of each of the believer's
    days: probabilities (T, K+1), ``unknown`` last, and the same leaving ``unknown`` aside (T, K).

    Each day as known then is judged by what had been learnt of speakers by it, and by `known`.
    """
    war = believer.war_of(place)
    assert war is not None, "a place that somebody spoke of belongs to a war"
    if kind == "smoothed":
        judge = believer if known is None else believer.judged_by(known)
        chain = judge.make_chain(told, war, at_their_word=at_their_word)
        inferred, unknown = judge.smoothed(chain, judge.daily(chain, war, place))
        return np.column_stack([inferred * (1 - unknown[:, None]), unknown]), inferred
    stretches = []
    for first, end, judge in believer.judges(known):
        chain = judge.make_chain(told, war, at_their_word=at_their_word)
        then, fresh = judge.filtered(chain, judge.daily(chain, war, place))
        stretches.append((then[first:end], fresh[first:end]))
    inferred = np.concatenate([then for then, _ in stretches])
    fresh = np.concatenate([fresh for _, fresh in stretches])
    return np.column_stack([fresh, np.maximum(1 - fresh.sum(axis=1), 0)]), inferred


def runs(place: str, probs: Floats, names: Sequence[str], first_day: date, kind: Kind) -> list[Run]:
    """Runs of the likeliest name over days (T, len(names))."""
    best = probs.argmax(axis=1)
    starts = np.concatenate([[0], np.nonzero(np.diff(best))[0] + 1, [len(best)]])
    own = probs[np.arange(len(best)), best]
    means = np.add.reduceat(own, starts[:-1]) / np.diff(starts)
    return [
        Run(
            place,
            first_day + timedelta(days=int(start)),
            first_day + timedelta(days=int(end) - 1),
            names[best[start]],
            mean,
            kind,
        )
        for (start, end), mean in zip(pairwise(starts.tolist()), means.tolist(), strict=True)
    ]


def weigh_testimonies(
    believer: Believer,
    place: str,
    told: Sequence[Testimony],
    at: date,
    kind: Kind,
    *,
    known: date | None = None,
    at_their_word: bool = False,
) -> tuple[Contribution, ...]:
    """What each of these testimonies about a place did to the belief of day `at` that rests on
    them; largest change first. They are those that count: nothing is left out here. Speakers are
    judged by what had been learnt by `known`."""
    believer = believer.judged_by(known) if known is not None else believer
    war = believer.war_of(place)
    if war is None or not told or at < believer.origin:
        return ()
    chain = believer.make_chain(told, war, at_their_word=at_their_word)
    daily = believer.daily(chain, war, place)
    day = (at - believer.origin).days
    _, _, inferred = _on_day(believer, chain, daily, day, kind)
    names = [*war.names, DIVIDED]
    return _contributions(believer, chain, war, daily, day, kind, inferred, names)


def _on_day(
    believer: Believer, chain: Chain, daily: tuple[Floats, Ints], day: int, kind: Kind
) -> tuple[Floats, float, Floats]:
    """What is shown (K,), how much of it is known, and the full posterior (K,)."""
    if kind == "filtered":
        then, fresh = believer.filtered(chain, daily)
        return fresh[day], float(fresh[day].sum()), then[day]
    probs, unknown = believer.smoothed(chain, daily)
    return probs[day] * (1 - unknown[day]), float(1 - unknown[day]), probs[day]


def _contributions(
    believer: Believer,
    chain: Chain,
    war: War,
    daily: tuple[Floats, Ints],
    day: int,
    kind: Kind,
    inferred: Floats,
    names: Sequence[str],
) -> tuple[Contribution, ...]:
    """Leave each testimony out in turn; largest change first."""
    top = int(inferred.argmax())
    count = len(chain.testimonies)
    echoes = echo_shares(
        chain.speech, chain.types,
        np.broadcast_to(inferred, chain.types.content.shape),
    )[chain.obs_type]  # fmt: skip
    rest = without_each(believer, chain, war, daily, day, kind)
    found = []
    for row in range(count):
        one: Testimony = chain.testimonies[row]
        found.append(
            Contribution(
                one.claim_ids,
                one.speaker.name,
                one.day,
                one.known_on,
                one.content.words,
                names[top],
                _log_odds(inferred[top]) - _log_odds(rest[row][top]),
                float(echoes[row]) if one.content.spoken else 0.0,
            )
        )
    return tuple(sorted(found, key=lambda one: (-abs(one.log_odds), one.claim_ids)))


def without_each(
    believer: Believer, chain: Chain, war: War, daily: tuple[Floats, Ints], day: int, kind: Kind
) -> Floats:
    """The posterior on a day (n, K) had each testimony in turn not been given.

    What was an echo of the one left out is an echo no more; fighting and neighbours stay.
    """
    from contested.belief.daily import in_hindsight, last_day_without

    count = len(chain.testimonies)
    obs_day, obs_known, _, weight = chain.columns
    states = daily[0].shape[-1]
    initial = initial_probs(states)
    likelihoods = _likelihoods_without(chain)
    if kind == "filtered":
        rows = np.nonzero(obs_day <= day)[0]
        out = last_day_without(
            initial, *daily, obs_day[rows], np.ascontiguousarray(likelihoods[:, rows]), day
        )
        return np.asarray(out)
    return np.stack(
        [
            in_hindsight(initial, *daily, obs_day, obs_known, likelihoods[row], weight)[0][day]
            for row in range(count)
        ]
    )


def _likelihoods_without(chain: Chain) -> Floats:
    """Likelihoods (n, n, K): in row i, testimony i says nothing."""
    count = len(chain.testimonies)
    encoded, observations = chain.encoded, chain.encoded.observations
    known = observations.known
    assert known is not None
    keep = ~np.eye(count, dtype=bool).ravel()
    version = np.repeat(np.arange(count, dtype=np.int32), count)[keep]

    def tiled(column: Ints) -> Ints:
        return np.tile(column, count)[keep]

    # Each version is a place of its own.
    many = replace(
        observations,
        place=version,
        day=tiled(observations.day),  # type: ignore[arg-type]  # numpy keeps the dtype
        voice=tiled(observations.voice),  # type: ignore[arg-type]  # the same
        code=tiled(observations.code),  # type: ignore[arg-type]  # the same
        known=tiled(known),  # type: ignore[arg-type]  # the same
        places=count,
    )
    likelihoods = np.ones((count * count, chain.likelihood.shape[1]))
    if keep.any():
        types, obs_type = distinct_types(many, encoded.voices, encoded.codes)
        table = emission_table(chain.speech, types)
        likelihoods[keep] = table[obs_type]
    found = likelihoods.reshape(count, count, -1)
    take_back(found, retractions(chain.testimonies))
    # A denial that is left out takes nothing back.
    found[np.arange(count), np.arange(count)] = 1.0
    return found


def _log_odds(prob: float) -> float:
    prob = min(max(float(prob), 1e-12), 1 - 1e-12)
    return float(np.log(prob / (1 - prob)))
