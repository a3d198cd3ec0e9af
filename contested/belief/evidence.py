"""Observations as columns, and the panel and the distinct types that inference runs on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.belief.panel import Floats, Ints, Panel
from contested.belief.speech import Types
from contested.belief.transition import Surrounding

# A claim may be an echo of what others said in the last week, or a repetition of the speaker's own
# word of the last two months.
ECHO_DAYS = 7
REPEAT_DAYS = 60
_SMALL_KEY_SPACE = 30_000_000
_DAY_SPAN = 1 << 20


@dataclass(frozen=True, slots=True)
class Voices:
    """Speakers as they speak: `speaker` (V,), `party` (V,), `own` (V, K-1)."""

    speaker: Ints
    party: NDArray[np.bool_]
    own: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Codes:
    """What a claim may say, as `contested.belief.speech.Types` means it.

    `content` (C, K), `factor` (C, K), `spoken` (C,); `said` (C,) is the one content it says, or
    -1: it is what others may echo. `read` (C,) is the chance that it was read rightly (None: 1).
    """

    content: Floats
    factor: Floats
    spoken: NDArray[np.bool_]
    said: Ints
    read: Floats | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """N observations, sorted by place and day. `day` counts from any origin, from 0 up.

    `known` is the day each was published, if that is another one: echoes follow it.
    """

    place: NDArray[np.int32]
    day: NDArray[np.int32]
    voice: NDArray[np.int32]
    code: NDArray[np.int16]
    places: int
    known: NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """From which day on which surrounding holds at which place, sorted by place and day.

    `which` indexes `kinds`. Every place has a first entry on day 0.
    """

    kinds: list[Surrounding]
    place: Ints
    day: Ints
    which: Ints


@dataclass(frozen=True, slots=True)
class Evidence:
    """A panel with the tables it refers to. `gap_days` (U,) and `surrounding` (U,) say what each
    step spans; `event_place` and `event_day` (E,) where and when each event is."""

    panel: Panel
    types: Types
    kinds: list[Surrounding]
    surrounding: Ints
    gap_days: Ints
    event_place: Ints
    event_day: Ints


def quiet(places: int, sides: int) -> Surroundings:
    """No neighbour known and no fighting reported, anywhere."""
    return Surroundings(
        [((0,) * sides, 0)],
        np.arange(places),
        np.zeros(places, dtype=np.int64),
        np.zeros(places, dtype=np.int64),
    )


def sort_observations(observations: Observations, voices: Voices) -> Observations:
    """The same in the canonical order: what arrives first is of no account."""
    order = np.lexsort(
        (
            observations.code,
            voices.speaker[observations.voice],
            observations.day,
            observations.place,
        )
    )
    return Observations(
        observations.place[order],
        observations.day[order],
        observations.voice[order],
        observations.code[order],
        observations.places,
        None if observations.known is None else observations.known[order],
    )


def gather(
    observations: Observations, voices: Voices, codes: Codes, around: Surroundings
) -> Evidence:
    """Lay sorted observations out as events, with empty events where surroundings change."""
    types, obs_type = distinct_types(observations, voices, codes)
    obs_key = observations.place.astype(np.int64) * _DAY_SPAN + observations.day
    is_new = np.empty(len(obs_key), dtype=bool)
    is_new[:1] = True
    np.not_equal(obs_key[1:], obs_key[:-1], out=is_new[1:])
    keys = obs_key[is_new]
    changes = _changes_within(keys, around)
    if len(changes):
        keys = np.union1d(keys, changes)
        counts = np.bincount(np.searchsorted(keys, obs_key), minlength=len(keys))
        obs_start = np.concatenate([[0], np.cumsum(counts)])
    else:
        obs_start = np.append(np.nonzero(is_new)[0], len(obs_key))
    event_place, event_day = keys // _DAY_SPAN, keys % _DAY_SPAN
    place_start = np.searchsorted(event_place, np.arange(observations.places + 1))
    gaps = np.diff(event_day, prepend=0)
    gaps[place_start[:-1][place_start[:-1] < len(gaps)]] = 1
    in_force = np.searchsorted(around.place * _DAY_SPAN + around.day, keys, side="right") - 1
    longest = int(gaps.max(initial=1)) + 1
    step_key = around.which[in_force] * longest + gaps
    used = np.zeros(len(around.kinds) * longest, dtype=bool)
    used[step_key] = True
    unique = np.nonzero(used)[0]
    step = (np.cumsum(used) - 1).astype(np.int32)[step_key]
    panel = Panel(place_start, step, obs_start.astype(np.int64), obs_type)
    return Evidence(
        panel, types, around.kinds, unique // longest, unique % longest, event_place, event_day
    )


def distinct_types(
    observations: Observations, voices: Voices, codes: Codes
) -> tuple[Types, NDArray[np.int32]]:
    """The distinct (voice, code, what others said, what it said last) and each one's row."""
    states = codes.content.shape[1]
    mask, last = _said_before(observations, voices, codes)
    key = observations.voice.astype(np.int64) * len(codes.said) + observations.code
    key = ((key << states) + mask) * (states + 1) + last + 1
    space = (len(voices.speaker) * len(codes.said) << states) * (states + 1)
    if space <= _SMALL_KEY_SPACE:
        used = np.zeros(space, dtype=bool)
        used[key] = True
        unique = np.nonzero(used)[0]
        obs_type = (np.cumsum(used, dtype=np.int32) - 1)[key].astype(np.int32)
    else:
        unique, inverse = np.unique(key, return_inverse=True)
        obs_type = inverse.astype(np.int32)
    rest, last_said = unique // (states + 1), unique % (states + 1) - 1
    echoed = (rest[:, None] >> np.arange(states)) & 1 > 0
    rest >>= states
    voice, code = rest // len(codes.said), rest % len(codes.said)
    spoken = codes.spoken[code]
    types = Types(
        voice=voice,
        voice_speaker=voices.speaker,
        voice_party=voices.party,
        voice_own=voices.own,
        content=codes.content[code],
        echoed=echoed & spoken[:, None],
        repeated=np.where(spoken, last_said, -1),
        factor=codes.factor[code],
        spoken=spoken,
        read=None if codes.read is None else codes.read[code],
    )
    return types, obs_type


def _said_before(observations: Observations, voices: Voices, codes: Codes) -> tuple[Ints, Ints]:
    """What others, and what the speaker itself, had published there before each observation."""
    from contested.belief.history import spoken_before

    day = observations.day if observations.known is None else observations.known
    speaker = voices.speaker[observations.voice].astype(np.int32)
    said = codes.said[observations.code].astype(np.int16)
    order = None
    place = observations.place
    if observations.known is not None:
        order = np.lexsort((said, speaker, day, place))
        place, day, speaker, said = place[order], day[order], speaker[order], said[order]
    speakers = int(voices.speaker.max(initial=0)) + 1
    states = codes.content.shape[1]
    mask, last = spoken_before(place, day, speaker, said, speakers, states, ECHO_DAYS, REPEAT_DAYS)
    if order is None:
        return mask, last
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return mask[back], last[back]


def _changes_within(keys: Ints, around: Surroundings) -> Ints:
    """Keys of the last days before the surroundings change, inside each place's events."""
    change = around.place * _DAY_SPAN + around.day - 1
    moved = np.nonzero(around.day > 0)[0]
    change, place = change[moved], around.place[moved]
    position = np.searchsorted(keys, change)
    inside = (position > 0) & (position < len(keys))
    position, change, place = position[inside], change[inside], place[inside]
    same = (keys[position - 1] // _DAY_SPAN == place) & (keys[position] // _DAY_SPAN == place)
    return np.asarray(change[same])
