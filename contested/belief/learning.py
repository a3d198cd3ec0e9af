"""Learning what speakers' words are worth from all that a believer was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import numpy as np

from contested.belief.belief import Favour, Letter, Reliability
from contested.belief.believe import Believer
from contested.belief.believe import War as Sides
from contested.belief.encode import encode
from contested.belief.learnt import Learnt, SpeakerRecord
from contested.belief.panel import Floats
from contested.belief.testimony import DIVIDED
from contested.belief.whole import War, learn

# Fewer claims than this, weighted by how likely they were made afresh, cannot be judged.
ENOUGH_CLAIMS = 5.0
# The ends of these months are looked back from, where there are not more than so many months.
_ENDS_OF: tuple[tuple[float, tuple[int, ...]], ...] = (
    (24, tuple(range(1, 13))), (72, (3, 6, 9, 12)), (float("inf"), (12,)),
)  # fmt: skip
_LETTERS: tuple[tuple[float, Letter], ...] = ((0.9, "A"), (0.8, "B"), (0.65, "C"), (0.5, "D"))
Told = Callable[[str], None]


def learn_speakers(
    believer: Believer, *, max_iterations: int = 40, told: Told = lambda line: None
) -> Learnt:
    """Fit speakers, their lags and the hazards of change to the believer's testimonies.

    Each war is fitted by itself; hazards come from the one with most testimonies, and a speaker
    in several wars is described by the one in which it said most. `told` hears of the progress.
    """
    speakers: dict[str, SpeakerRecord] = {}
    base = Learnt()
    hazards = base.hazards
    most = total = 0
    believer.forget(base)
    for sides in believer.wars():
        war = as_arrays(believer, sides)
        count = len(war.encoded.observations.day)
        if not count:
            continue
        name = " / ".join(sides.names[:3])

        def progress(step: int, value: float, name: str = name) -> None:
            told(f"{name}: step {step + 1}, log posterior {value:.1f}")

        prior = base.prior(war.encoded.speakers)
        found = learn(war, prior, max_iterations=max_iterations, told=progress)
        total += count
        if count > most:
            most, hazards = count, found.hazards
        presence = found.speech.presence
        for row, speaker in enumerate(war.encoded.speakers):
            counts = found.cell_counts[row]
            known = speakers.get(speaker.name)
            if known is not None and known.counts.sum() >= counts.sum():
                continue
            speakers[speaker.name] = SpeakerRecord(
                speaker.kind, found.speech.cells[row], float(found.speech.echo[row]),
                float(found.speech.repeat[row]), counts, int(found.delay_days[row]),
                {}
                if presence is None
                else dict(zip((*sides.sides, DIVIDED), presence[row].tolist(), strict=True)),
            )  # fmt: skip
    fitted_on = believer.last_day.isoformat() if total else None
    learnt = Learnt(hazards, speakers, {}, fitted_on, total)
    believer.forget(learnt)
    return learnt


def learn_then(
    believer: Believer, *, told: Told = lambda line: None
) -> tuple[tuple[date, Learnt], ...]:
    """What had been learnt of speakers by the end of each month, from what had been published by
    then and nothing else, and last what `believer` has learnt; each with its last day.

    Of more than two years it is the ends of quarters, of more than six those of years. The
    believer is told of it (`Believer.then`) and judges days as known then by it.
    """
    whole = believer.learnt
    if whole.fitted_on is None:
        return ()
    fitted_on = date.fromisoformat(whole.fitted_on)
    found = []
    first = min((one.known_on for one in believer.all_testimonies()), default=fitted_on)
    for day in _month_ends(first, fitted_on):
        told(f"as known on {day}")
        found.append((day, learn_speakers(believer.as_published_by(day))))
    then = (*found, (fitted_on, whole))
    believer.forget(whole, then)
    return then


def _month_ends(first: date, last: date) -> list[date]:
    """The ends of months from `first` on and before `last`."""
    months = range(12 * first.year + first.month, 12 * last.year + last.month + 1)
    chosen = next(ends for most, ends in _ENDS_OF if len(months) <= most)
    ends = [date(n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in months]
    return [day for day in ends if day.month in chosen and first <= day < last]


def as_arrays(believer: Believer, sides: Sides) -> War:
    """All testimonies of a war as arrays, with neighbours and reported fighting."""
    places = sorted(sides.places & set(believer.places))
    number = {place: row for row, place in enumerate(places)}
    told = [
        one for place in places for one in sorted(believer.testimonies(place), key=lambda t: t.day)
    ]
    encoded = encode(told, sides.sides, places, believer.origin)
    near = [[number[n] for n in believer.neighbours(p) if n in number] for p in places]
    start = np.concatenate([[0], np.cumsum([len(row) for row in near])]).astype(np.int64)
    fighting = [believer.chain(place).fighting for place in places]
    days = (believer.horizon - believer.origin + timedelta(days=1)).days
    shape = (len(places), days)
    return War(
        encoded, days, start, np.array([n for row in near for n in row], dtype=np.int64),
        np.array(fighting, dtype=np.int8).reshape(shape),
        np.array([one.dated for one in told], dtype=bool),
    )  # fmt: skip


def reliabilities(learnt: Learnt) -> list[Reliability]:
    """What each speaker's word is worth, by whom it favours, best known first.

    `right_prob` is the chance that what it says of the holder is so if beforehand its own side,
    divided and another side were equally likely (for a speaker without a side: the side it names,
    divided, another one), by the fitted table alone.
    """
    found = []
    for name, record in learnt.speakers.items():
        partisan = record.kind in ("party", "allied_media")
        favours: tuple[Favour, ...] = ("gain", "against", "neutral") if partisan else ("neutral",)
        for favour in favours:
            right, rests_on = _right(record.cells, record.counts, favour)
            found.append(
                Reliability(
                    name, record.kind, favour, right, rests_on,
                    admiralty_letter(right, rests_on), record.echo, record.delay_days,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (-one.rests_on, one.speaker, one.favour))


def admiralty_letter(right_prob: float, rests_on: float) -> Letter:
    """The Admiralty code's letter; F, "cannot be judged", below `ENOUGH_CLAIMS` claims.

    >>> admiralty_letter(0.85, 20.0), admiralty_letter(0.85, 2.0), admiralty_letter(0.3, 20.0)
    ('B', 'F', 'E')
    """
    if rests_on < ENOUGH_CLAIMS:
        return "F"
    return next((letter for floor, letter in _LETTERS if right_prob >= floor), "E")


def _right(cells: Floats, counts: Floats, favour: Literal["gain", "neutral", "against"]) -> tuple[
    float, float
]:  # fmt: skip
    if favour == "gain":
        given, rows = cells[[5, 8, 11]], counts[[5, 8, 11]]
        return float(given[0] / given.sum()), float(rows.sum())
    if favour == "against":
        right, wrong = cells[13], cells[[7, 10, 14]].sum()
        return float(right / (right + wrong)), float(counts[[7, 10, 13, 14]].sum())
    right, wrong = cells[0], cells[2] / 2 + cells[3] / 2
    return float(right / (right + wrong)), float(counts[:5].sum())
