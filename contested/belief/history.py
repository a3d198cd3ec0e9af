"""Compiled passes over observations: what was said before each one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_NEVER = -1_000_000


@njit(cache=True)
def spoken_before(
    place: Any,
    day: Any,
    speaker: Any,
    said: Any,
    speakers: int,
    states: int,
    echo_days: int,
    repeat_days: int,
) -> tuple[Any, Any]:
    """For each observation, sorted by place and day: a bit mask of the contents that other
    speakers said there on the days before, within `echo_days`, and what the speaker itself said
    last within `repeat_days` (-1: nothing). `said` is -1 for what no one can repeat.
    """
    count = len(place)
    mask = np.zeros(count, dtype=np.int64)
    last = np.full(count, -1, dtype=np.int64)
    own_content = np.full(speakers, -1, dtype=np.int64)
    own_day = np.full(speakers, _NEVER, dtype=np.int64)
    # For each content the last day it was said and by whom, and the last by somebody else.
    first_day = np.full(states, _NEVER, dtype=np.int64)
    first_who = np.full(states, -1, dtype=np.int64)
    second_day = np.full(states, _NEVER, dtype=np.int64)
    touched = np.zeros(count + 1, dtype=np.int64)
    start, used = 0, 0
    while start < count:
        if start == 0 or place[start] != place[start - 1]:
            for i in range(used):
                own_content[touched[i]] = -1
                own_day[touched[i]] = _NEVER
            used = 0
            first_day[:] = _NEVER
            second_day[:] = _NEVER
            first_who[:] = -1
        end = start
        while end < count and place[end] == place[start] and day[end] == day[start]:
            end += 1
        today = day[start]
        for obs in range(start, end):
            who = speaker[obs]
            for content in range(states):
                when = second_day[content] if first_who[content] == who else first_day[content]
                if today - when <= echo_days:
                    mask[obs] |= 1 << content
            if own_content[who] >= 0 and today - own_day[who] <= repeat_days:
                last[obs] = own_content[who]
        for obs in range(start, end):
            content, who = said[obs], speaker[obs]
            if content < 0:
                continue
            if own_day[who] == _NEVER:
                touched[used] = who
                used += 1
            own_content[who], own_day[who] = content, today
            if first_who[content] != who:
                second_day[content] = first_day[content]
                first_who[content] = who
            first_day[content] = today
        start = end
    return mask, last
