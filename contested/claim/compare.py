"""Two readings of one report side by side: what both found, and what only one did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contested.claim.claim import Claim
from contested.claim.score import match, same_speaker


@dataclass(frozen=True, slots=True)
class Comparison:
    """`both` holds pairs that agree on predicate, actor and place."""

    both: tuple[tuple[Claim, Claim], ...]
    only_first: tuple[Claim, ...]
    only_second: tuple[Claim, ...]

    @property
    def agreement(self) -> float:
        """F1 of one reading against the other; 1 if neither found anything."""
        total = 2 * len(self.both) + len(self.only_first) + len(self.only_second)
        return 2 * len(self.both) / total if total else 1.0


def compare(first: Sequence[Claim], second: Sequence[Claim]) -> Comparison:
    """Match two readings as the scorer matches a reading with its gold."""
    pairs = match([one.as_dict() for one in first], [one.as_dict() for one in second])
    in_first, in_second = {i for i, _ in pairs}, {j for _, j in pairs}
    return Comparison(
        tuple((first[i], second[j]) for i, j in pairs),
        tuple(one for i, one in enumerate(first) if i not in in_first),
        tuple(one for j, one in enumerate(second) if j not in in_second),
    )


def differences(one: Claim, other: Claim) -> tuple[str, ...]:
    """The fields in which two claims that agree on predicate, actor and place differ."""
    found = [] if same_speaker(one.as_dict(), other.as_dict()) else ["speaker"]
    found += [
        name for name in ("extent", "factuality") if getattr(one, name) != getattr(other, name)
    ]
    return tuple(found)
