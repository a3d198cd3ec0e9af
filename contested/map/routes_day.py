"""Endpoints about a day: a place, its reports, the situation, what is contested, what changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from contested.errors import QuestionError
from contested.map.answers_day import (
    ChangesAnswer,
    ClaimsAnswer,
    ContestedAnswer,
    HistoryAnswer,
    PlaceAnswer,
    ReportAnswer,
    SearchAnswer,
    SituationAnswer,
    SituationDays,
)
from contested.map.asked import Asked, Day, Present, day_of
from contested.map.changes import most_contested, what_changed
from contested.map.claim_list import ClaimQuestion, claim_page
from contested.map.place_panel import history_panel, place_panel
from contested.map.reply import reply
from contested.map.report_panel import report_answer

router = APIRouter(tags=["evidence"])
PlaceId = Annotated[str, Path(max_length=200, description="A place's id, `syria:ramouseh`.")]
Filter = Annotated[str | None, Query(max_length=200)]
_WEEK_DAYS = 7


@router.get("/place/{place_id}", response_model=PlaceAnswer)
def place(
    request: Request, state: Present, selector: Asked, place_id: PlaceId, at: Day = None
) -> Response:
    """Who holds a place on a day, since when, who says otherwise, in which words."""
    day = day_of(state.snapshot, at)
    found = state.snapshot.places.find(place_id).id
    return reply(
        request, state, lambda: place_panel(state.rows, state.views.get(selector), found, day)
    )


@router.get("/place/{place_id}/history", response_model=HistoryAnswer)
def place_history(request: Request, state: Present, selector: Asked, place_id: PlaceId) -> Response:
    """A place on every day: the plot of the panel."""
    found = state.snapshot.places.find(place_id).id
    return reply(request, state, lambda: history_panel(state.views.get(selector), found))


@router.get("/report/{report_id}", response_model=ReportAnswer)
def report(
    request: Request, state: Present, report_id: Annotated[str, Path(max_length=64)]
) -> Response:
    """A report's text, with where each of its claims stands in it."""
    state.snapshot.report(report_id)
    return reply(request, state, lambda: report_answer(state.rows, report_id))


@router.get("/situation", response_model=SituationAnswer)
def situation(request: Request, state: Present, selector: Asked, at: Day = None) -> Response:
    """Sieges, corridors, routes and the places that decide; with `give`, what would change."""
    day = day_of(state.snapshot, at)
    return reply(request, state, lambda: state.situations.panel(state.views.get(selector), day))


@router.get("/situation/days", response_model=SituationDays)
def situation_days(request: Request, state: Present, selector: Asked, at: Day = None) -> Response:
    """From when to when each place was encircled, as seen on a day."""
    day = day_of(state.snapshot, at)
    return reply(request, state, lambda: state.situations.days(state.views.get(selector), day))


@router.get("/contested", response_model=ContestedAnswer)
def contested(
    request: Request,
    state: Present,
    selector: Asked,
    at: Day = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """The places most in doubt on a day."""
    day = day_of(state.snapshot, at)
    return reply(request, state, lambda: most_contested(state.views.get(selector), day, limit))


@router.get("/changes", response_model=ChangesAnswer)
def changes(
    request: Request,
    state: Present,
    selector: Asked,
    from_: Annotated[
        date | None, Query(alias="from", description="By default a week before.")
    ] = None,
    to: Day = None,
) -> Response:
    """What stands otherwise on one day than on another."""
    snapshot = state.snapshot
    last = day_of(snapshot, to)
    week = date.fromordinal(max(snapshot.first_day.toordinal(), last.toordinal() - _WEEK_DAYS))
    first = day_of(snapshot, from_ or week)
    if first > last:
        raise QuestionError(f"from {first} lies after to {last}")
    return reply(
        request,
        state,
        lambda: what_changed(state.views.get(selector), state.situations, first, last),
    )


@router.get("/search", response_model=SearchAnswer)
def search(
    request: Request, state: Present, q: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Places and actors by any name in any script."""
    return reply(request, state, lambda: state.search.find(q))


@router.get("/claims", response_model=ClaimsAnswer)
def claims(
    request: Request,
    state: Present,
    place: Filter = None,
    actor: Filter = None,
    speaker: Filter = None,
    predicate: Filter = None,
    from_: Annotated[date | None, Query(alias="from")] = None,
    to: Day = None,
    q: Annotated[str | None, Query(max_length=200, description="Words of the report.")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Claims, the newest first, filtered; days are those of publication."""
    if from_ and to and from_ > to:
        raise QuestionError(f"from {from_} lies after to {to}")
    question = ClaimQuestion(place, actor, speaker, predicate, from_, to, q)
    return reply(request, state, lambda: claim_page(state.rows, question, limit, cursor))
