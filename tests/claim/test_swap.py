"""The reader takes no side: two actors' names swapped in a text are swapped in its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from tests.claim.development import Example, examples
from tests.claim.swapping import Swap, obstacle, swaps

AT_LEAST = 150  # swaps that the development texts allow


def key(claim: Claim, swap: Swap | None = None) -> tuple[str | None, ...]:
    """All that a claim says, with two names swapped; ids, offsets and confidence left out."""
    actor, target, speaker = (
        swap.name(name) if swap is not None else name
        for name in (claim.actor, claim.target, claim.speaker)
    )
    return (
        claim.predicate, actor, target, claim.place, claim.extent, speaker, claim.channel,
        claim.factuality, claim.on, claim.since, claim.until, claim.route_from, claim.route_to,
    )  # fmt: skip


def unnamed(claims: Iterable[Claim], swap: Swap) -> bool:
    """Whether a swapped actor is meant in one of the claims by other words than its name."""
    return any(
        name in (swap.one, swap.other) and not swap.said(text)
        for claim in claims
        for name, text in (
            (claim.actor, claim.actor_text),
            (claim.target, claim.target_text),
            (claim.speaker, claim.speaker_text),
        )
    )


def swapped(example: Example, swap: Swap) -> tuple[bool, bool, str]:
    """Whether the claims swapped as they should, whether an unnamed actor excuses it, the rest."""
    report = example.report
    title = swap.text(report.title) if report.title else None
    other = replace(report, text=swap.text(report.text), title=title)
    before = Reader(example.theatre).read(report).claims
    after = Reader(example.theatre).read(other).claims
    wanted = Counter(key(claim, swap) for claim in before)
    found = Counter(key(claim) for claim in after)
    missing, extra = wanted - found, found - wanted
    if not missing and not extra:
        return True, False, ""
    excused = unnamed((c for c in before if key(c, swap) in missing), swap) or unnamed(
        (c for c in after if key(c) in extra), swap
    )
    told = f"{example.name} {swap.one}/{swap.other}: {list(missing)} became {list(extra)}"
    return False, excused, told


@pytest.fixture(scope="module")
def possible() -> list[tuple[Example, Swap]]:
    """Every swap that names alone can tell."""
    return [
        (example, swap)
        for example in examples()
        for swap in swaps(example.language, example.report.text)
        if obstacle(swap, example.report, example.theatre) is None
    ]


def test_swapping_two_actors_swaps_the_claims_and_nothing_else(
    possible: list[tuple[Example, Swap]],
) -> None:
    results = [swapped(example, swap) for example, swap in possible]
    wrong = [told for same, excused, told in results if not same and not excused]
    # "the rebels" are the Houthis in Yemen whatever the text calls them elsewhere
    excused = [told for same, excused, told in results if not same and excused]
    print(f"{len(results)} swaps, {len(excused)} with an actor meant without being named")
    assert not wrong
    assert len(results) >= AT_LEAST
    assert len(excused) <= len(results) // 20


def test_a_swap_changes_every_form_and_nothing_else() -> None:
    swap = next(s for s in swaps("en", "Russia") if (s.one, s.other) == ("Iran", "Russia"))
    text = "Russia and Iranian troops; Russians, prussian and Russian-backed."
    assert swap.text(text) == "Iran and Russian troops; Iranians, prussian and Iranian-backed."
    assert swap.text(swap.text(text)) == text
    assert swap.name("Iran") == "Russia"
    assert swap.name("Turkey") == "Turkey"
