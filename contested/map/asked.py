"""What a request asks for: its query parameters, checked, as a selector and a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.errors import NotFoundError, QuestionError
from contested.map.live import Live, State
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot

_LONGEST = 200
Text = Annotated[str, Query(max_length=_LONGEST)]
Day = Annotated[date | None, Query(description="A day, 2016-08-06.")]


def live_of(request: Request) -> Live:
    """The served ledger."""
    live: Live = request.app.state.live
    return live


async def state_of(request: Request) -> State:
    """The ledger's present state; a request keeps the one that it began with."""
    return live_of(request).state


Present = Annotated[State, Depends(state_of)]


async def selector_of(
    state: Present,
    mode: Annotated[
        Literal["then", "hindsight"],
        Query(description="As known on each day, or with what was published later."),
    ] = "then",
    known_at: Annotated[
        date | None, Query(description="Leave out what was published after this day.")
    ] = None,
    believe: Annotated[
        str,
        Query(
            max_length=_LONGEST,
            description="`all`, `side:ID` (that side's speakers alone, at their word) or "
            "`speaker:KEY` (this one alone, at its word).",
        ),
    ] = "all",
    without: Annotated[
        list[Text] | None, Query(max_length=40, description="Leave out a speaker, by its key.")
    ] = None,
    give: Annotated[
        list[Text] | None,
        Query(
            max_length=20,
            description="What if: `PLACE:HOLDER`; the holder is a holder's id, `divided` or "
            "`unknown`.",
        ),
    ] = None,
) -> Selector:
    """The selector that the parameters ask for; raises QuestionError or NotFoundError."""
    snapshot = state.snapshot
    speaker = side = None
    kind, _, name = believe.partition(":")
    if kind == "speaker" and name:
        speaker = snapshot.speaker(name).name
    elif kind == "side" and name:
        side = snapshot.holder(name).id
    elif believe != "all":
        raise QuestionError(f"believe takes all, side:ID or speaker:KEY, not {believe!r}")
    return Selector(
        mode,
        known_at,
        speaker,
        side,
        tuple(sorted({snapshot.speaker(one).name for one in without or ()})),
        tuple(_given(snapshot, one) for one in give or ()),
    )


Asked = Annotated[Selector, Depends(selector_of)]


def _given(snapshot: Snapshot, text: str) -> tuple[str, str]:
    place, _, holder = text.rpartition(":")
    if not place:
        raise QuestionError(f"give takes PLACE:HOLDER, not {text!r}")
    if holder not in (DIVIDED, UNKNOWN):
        holder = snapshot.holder(holder).id
    return snapshot.places.find(place).id, holder


def day_of(snapshot: Snapshot, at: date | None) -> date:
    """The day asked about, by default the last; raises QuestionError outside the map's days."""
    day = at or snapshot.last_day
    try:
        snapshot.day_index(day)
    except NotFoundError as error:
        raise QuestionError(f"the day {error}") from error
    return day
