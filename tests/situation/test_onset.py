"""Since when a siege has lasted: what reports name, what they leave open, and what ends one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contested.claim.claim import Claim
from contested.situation.access import Lasted, ocha, siege_watch
from contested.situation.assess import Situation
from contested.situation.control import ControlGraph
from contested.situation.evidence import Evidence, FixedBeliefs
from contested.situation.finding import Finding
from contested.situation.sitrep import lasted_words, since_words
from tests.situation.conftest import syria
from tests.situation.land import (
    ARMY,
    DEFINITIONS,
    OURS,
    REBELS,
    THEIRS,
    Rows,
    after,
    believed,
    claim,
    line,
)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    return line(tmp_path_factory.mktemp("packs") / "onset", "home", "pass", "gate")


def undated(number: int, predicate: str, day: int, **more: Any) -> Evidence:
    """A state as told on a day, without a word on since when."""
    return claim(number, predicate, day, dated=False, **more)


def found(
    control: ControlGraph, at: int, *claims: Evidence, ground: Mapping[int, Rows] | None = None
) -> list[Finding]:
    _, actors, _ = syria()
    rows = believed(ground or {0: {"home": OURS}})
    situation = Situation(
        control.theatre, actors, FixedBeliefs(rows), claims, control=control, known=after(at)
    )
    return [one for one in situation.findings(after(at)) if one.kind == "encirclement"]


def test_a_siege_that_is_only_said_to_be_has_begun_by_the_day_it_is_told(
    control: ControlGraph,
) -> None:
    (one,) = found(control, 3, undated(1, "besieges", 2))
    assert (one.first, one.first_known, one.first_said) == (after(2), False, None)
    assert not one.first_exact
    assert one.as_dict()["from_known"] is False
    (told,) = found(control, 3, claim(1, "besieges", 2))
    assert (told.first, told.first_known, told.first_exact) == (after(2), True, True)


def test_a_beginning_that_is_named_is_given_as_it_is_named(control: ControlGraph) -> None:
    words = Claim("r", "besieges", "a", None, "p", "whole", "s", "actual", "e", 0, 1, since="2013")
    named = claim(1, "besieges", 0, since=True, first=date(2013, 12, 31), claim=words)
    (one,) = found(control, 3, named)
    assert (one.first, one.first_said, one.first_known) == (date(2013, 12, 31), "2013", True)
    assert not one.first_exact
    assert since_words(one, "en", "31 December 2013") == "2013"
    assert since_words(replace(one, first_said="2013-07"), "en", "") == "July 2013"
    assert lasted_words(one, "en").startswith("at least ")
    assert "31 December" in since_words(replace(one, first_known=False), "en", "31 December 2013")


def test_a_denial_of_its_end_begins_no_new_siege(control: ControlGraph) -> None:
    ended = [claim(n, "breaks_siege", 10, speaker=who) for n, who in enumerate(["sohr", "reuters"])]
    denied = [replace(one, factuality="negated", first=after(11), published=after(11),
                      claim_id=f"d{n}") for n, one in enumerate(ended)]  # fmt: skip
    claims = [claim(9, "besieges", 0), *ended, *denied]
    (over,) = found(control, 10, *claims)
    assert (over.first, over.last) == (after(0), after(10))
    (one,) = found(control, 11, *claims)
    assert (one.first, one.last, one.first_known) == (after(0), None, True)
    # Without a siege before, a denial says that there is one, not since when.
    (alone,) = found(control, 11, *denied)
    assert (alone.first, alone.first_known) == (after(11), False)
    # A siege that is told anew is another one.
    (again,) = found(control, 12, *claims[:3], claim(5, "besieges", 12))
    assert (again.first, again.first_known) == (after(12), True)


def test_a_siege_that_ended_with_the_place_does_not_return_when_the_news_of_that_grows_old(
    control: ControlGraph,
) -> None:
    besieged = claim(1, "besieges", 0)
    ground: dict[int, Rows] = {
        0: {"home": OURS},
        5: {"home": THEIRS},
        20: {"home": {ARMY: 0.4, "unknown": 0.6}},
        40: {"home": {ARMY: 0.1, "unknown": 0.9}},
    }
    spoken = [claim(n, "besieges", n, place="land:pass") for n in (5, 20, 40)]
    for at in (20, 40):
        assert not [f for f in found(control, at, besieged, *spoken, ground=ground)
                    if f.place == "land:home" and f.status == "encircled"]  # fmt: skip
    # Nor does it where the place is taken back: what was said before was said of the other siege.
    ground[30] = {"home": {REBELS: 1.0}}
    (_, *more) = [f.status for f in found(control, 30, besieged, *spoken, ground=ground)] + [""]
    rows = found(control, 30, besieged, *spoken, ground=ground)
    assert all(f.status != "encircled" for f in rows if f.place == "land:home"), more


def test_definitions_that_count_days_ask_since_when_where_nobody_says() -> None:
    verdict = ocha([], "p", after(0), 0.9, Lasted(0, known=False), DEFINITIONS)
    assert (verdict.status, verdict.asks[0]) == ("not known", "since_when")
    assert ocha([], "p", after(0), 0.9, Lasted(0), DEFINITIONS).status == "not sustained yet"
    watch = siege_watch([], "p", after(0), 0.9, Lasted(3, known=False), DEFINITIONS)
    assert (watch.status, watch.asks) == ("not known", ("since_when",))
    assert siege_watch([], "p", after(0), 0.9, Lasted(3), DEFINITIONS).status == "watchlist"
