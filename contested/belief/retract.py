"""Words taken back: who denies what she herself has just said, or later says something else of the
same day, says so instead of it.

Two firm words of two days that differ are two observations, as a place may have changed hands in
between. A denial of one's own word is about that word, and so is another word on its day: it stands
in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from contested.belief.evidence import ECHO_DAYS
from contested.belief.panel import Floats
from contested.belief.testimony import CHANGED, Testimony


def retractions(told: Sequence[Testimony]) -> list[tuple[int, int]]:
    """Pairs of rows: a word, and an earlier published one of the same speaker that it takes back:
    one that it denies within a week, or the last one on the same day. That somebody has left since
    is no denial of having held."""
    found = []
    for row, one in enumerate(told):
        if one.content.said is not None:
            same_day = [
                (other.known_on, earlier)
                for earlier, other in enumerate(told)
                if other.speaker == one.speaker and other.day == one.day
                and other.content.said not in (None, one.content.said)
                and other.known_on < one.known_on
            ]  # fmt: skip
            found += [(row, max(same_day)[1])] if same_day else []
        denied = {side for side, weight in one.content.says if weight == 0.0}
        if not denied or one.fighting == CHANGED:
            continue
        since = one.known_on - timedelta(days=ECHO_DAYS)
        found += [
            (row, earlier)
            for earlier, other in enumerate(told)
            if other.speaker == one.speaker
            and other.content.said in denied
            and since <= other.known_on < one.known_on
        ]
    return found


def take_back(likelihood: Floats, pairs: Sequence[tuple[int, int]]) -> None:
    """Make each word undo the one that it takes back, in likelihoods (..., n, K).

    That one itself stays: on the days until it was taken back it was believed.
    """
    if pairs:
        alone = likelihood.copy()
        for row, earlier in pairs:
            likelihood[..., row, :] /= alone[..., earlier, :]
