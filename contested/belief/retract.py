"""Words taken back: who denies what she herself has just said, says so instead of it.

Two firm words of two days that differ are two observations, as a place may have changed hands in
between. A denial of one's own word is about that word: it stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from contested.belief.evidence import ECHO_DAYS
from contested.belief.panel import Floats
from contested.belief.testimony import CHANGED, Testimony


def retractions(told: Sequence[Testimony]) -> list[tuple[int, int]]:
    """Pairs of rows: a denial and the word of the same speaker, published up to a week before it,
    that it takes back. That somebody has left since is no denial of having held."""
    found = []
    for row, one in enumerate(told):
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
    """Make each denial undo the word that it takes back, in likelihoods (..., n, K).

    The word itself stays: on the days until it was denied it was believed.
    """
    for row, earlier in pairs:
        likelihood[..., row, :] /= likelihood[..., earlier, :]
