"""Endpoints of the map itself: the theatre, its places, frames, the timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response

from contested.errors import QuestionError
from contested.map import reference
from contested.map.answers import (
    FeatureCollection,
    MovesAnswer,
    Overview,
    PlacesAnswer,
    SpeakersAnswer,
)
from contested.map.answers_day import TicksAnswer
from contested.map.areas import areas
from contested.map.asked import Asked, Day, Present, day_of
from contested.map.claim_rows import fold_copies
from contested.map.frames import packed
from contested.map.inferred import fill_inferred
from contested.map.live import State
from contested.map.reply import reply
from contested.map.selector import Selector
from contested.map.session import is_logged_in

router = APIRouter(tags=["map"])
# One answer with frames has at most so many bytes.
MAX_FRAME_BYTES = 32_000_000
FRAMES = "application/octet-stream"
_FRAMES_ANSWER: dict[int | str, dict[str, object]] = {
    200: {
        "content": {FRAMES: {"schema": {"type": "string", "format": "binary"}}},
        "description": "`CTF1`, three little-endian uint32 (days, places, index of the first "
        "day), then four bytes for each place of each day: holder code, probability, age in days, "
        "flags.",
    }
}


@router.get("/overview", response_model=Overview)
def overview(request: Request, state: Present) -> Response:
    """The theatre, its days, its holders and their colours, its speakers."""
    settings = request.app.state.settings
    known = is_logged_in(request)

    def make() -> Overview:
        return reference.overview(
            state.views.get(Selector()), can_write=settings.password is not None, logged_in=known,
            tiles=settings.tiles, open_at=settings.open_at,
        )  # fmt: skip

    return reply(request, state, make, besides=f"{known} {settings.open_at}")


@router.get("/places", response_model=PlacesAnswer)
def places(request: Request, state: Present) -> Response:
    """All places as columns; their order is that of the frames."""
    return reply(request, state, lambda: reference.places_answer(state.snapshot))


@router.get("/areas", response_model=FeatureCollection)
def area_polygons(request: Request, state: Present) -> Response:
    """Districts of cities as polygons: what lies nearest to each, clipped to the city."""
    return reply(request, state, lambda: areas(state.snapshot))


@router.get("/lines", response_model=FeatureCollection)
def line_strings(request: Request, state: Present) -> Response:
    """Links between places and named routes as lines."""
    return reply(request, state, lambda: reference.lines(state.snapshot))


@router.get("/frames", response_class=Response, responses=_FRAMES_ANSWER)
def frames(
    request: Request,
    state: Present,
    selector: Asked,
    from_: Annotated[
        date | None, Query(alias="from", description="First day; by default the map's first.")
    ] = None,
    to: Annotated[date | None, Query(description="Last day; by default the map's last.")] = None,
    inferred: Annotated[
        bool, Query(description="Fill places nobody spoke of from their areas and routes.")
    ] = False,
) -> Response:
    """Who is shown to hold every place on each of these days, four bytes a place."""
    first, last = _span(state, from_, to)

    def make() -> bytes:
        view = state.views.get(selector)
        found = view.frames.slice(first, last)
        if inferred:
            days = [state.snapshot.first_day + timedelta(days=n) for n in range(first, last + 1)]
            fill_inferred(found, view, state.situations, days)
        return packed(np.ascontiguousarray(found), first)

    return reply(request, state, make, media_type=FRAMES)


@router.get("/moves", response_model=MovesAnswer)
def moves(request: Request, state: Present, selector: Asked) -> Response:
    """Claims by kind of speaker, and how far beliefs moved, day by day."""
    return reply(request, state, lambda: reference.moves(state.views.get(selector)))


@router.get("/ticks", response_model=TicksAnswer)
def ticks(request: Request, state: Present, day: Day = None) -> Response:
    """The claims published on a day, with their sentences."""
    at = day_of(state.snapshot, day)

    def make() -> TicksAnswer:
        folded = fold_copies(state.snapshot.by_day.get(at, []))
        return TicksAnswer(day=at, claims=state.rows.rows(folded))

    return reply(request, state, make)


@router.get("/speakers", response_model=SpeakersAnswer)
def speakers(request: Request, state: Present) -> Response:
    """Everybody who speaks, and what their word is worth."""
    return reply(request, state, lambda: reference.speakers(state.snapshot))


def _span(state: State, first: date | None, last: date | None) -> tuple[int, int]:
    snapshot = state.snapshot
    start = snapshot.day_index(day_of(snapshot, first or snapshot.first_day))
    end = snapshot.day_index(day_of(snapshot, last))
    if end < start:
        raise QuestionError(f"from {first} lies after to {last}")
    size = (end - start + 1) * len(snapshot.places) * 4
    if size > MAX_FRAME_BYTES:
        most = max(1, MAX_FRAME_BYTES // (len(snapshot.places) * 4))
        raise QuestionError(
            f"{end - start + 1} days are too many at once; ask for at most {most} of them"
        )
    return start, end
