"""What was said before an observation, against looking through all that was said; runs of days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from contested.belief.answer import runs
from contested.belief.history import spoken_before

ECHO, REPEAT = 3, 5


@pytest.mark.parametrize("seed", range(12))
def test_what_was_said_before_is_what_looking_through_everything_finds(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = sorted(
        {(int(p), int(d), int(s)): int(c) for p, d, s, c in zip(
            draw.integers(0, 3, 60), draw.integers(0, 12, 60), draw.integers(0, 4, 60),
            draw.integers(-1, 3, 60), strict=True)}.items()
    )  # fmt: skip
    place, day, speaker = (np.array([key[k] for key, _ in rows]) for k in range(3))
    said = np.array([content for _, content in rows])
    mask, last = spoken_before(
        place, day, speaker.astype(np.int32), said.astype(np.int16), 4, 3, ECHO, REPEAT
    )
    for i, ((where, today, who), _) in enumerate(rows):
        earlier = [
            (then, other, content) for (there, then, other), content in rows
            if there == where and then < today and content >= 0
        ]  # fmt: skip
        others = {c for then, other, c in earlier if other != who and today - then <= ECHO}
        assert mask[i] == sum(1 << content for content in others)
        own = [(then, c) for then, other, c in earlier if other == who and today - then <= REPEAT]
        assert last[i] == (max(own)[1] if own else -1)


def test_runs_go_from_change_to_change_with_their_mean_probability() -> None:
    probs = np.array([[0.6, 0.4], [0.8, 0.2], [0.1, 0.9], [0.7, 0.3]])
    found = runs("x", probs, ["a", "b"], date(2020, 1, 1), "smoothed")
    assert [(one.first_day.day, one.last_day.day, one.holder) for one in found] == [
        (1, 2, "a"), (3, 3, "b"), (4, 4, "a")]  # fmt: skip
    assert [one.prob for one in found] == pytest.approx([0.7, 0.9, 0.7])
