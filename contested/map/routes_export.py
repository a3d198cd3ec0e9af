"""Endpoints for exports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from contested.errors import NotFoundError
from contested.map.answers import Answer
from contested.map.asked import Asked, Day, Present, day_of
from contested.map.attribution import attribution
from contested.map.export import FORMATS, file_name
from contested.map.reply import reply

router = APIRouter(tags=["export"])


class FormatAnswer(Answer):
    """A format of exports; `of_day` says whether it is of one day or of everything up to it."""

    name: str
    ending: str
    media_type: str
    what: str
    of_day: bool


class FormatsAnswer(Answer):
    """All formats."""

    formats: list[FormatAnswer]


@router.get("/export", response_model=FormatsAnswer)
def export_formats(request: Request, state: Present) -> Response:
    """The formats that can be exported."""
    rows = [
        FormatAnswer(
            name=one.name,
            ending=one.ending,
            media_type=one.media_type,
            what=one.what,
            of_day=one.of_day,
        )
        for one in FORMATS.values()
    ]
    return reply(request, state, lambda: FormatsAnswer(formats=rows))


@router.get(
    "/export/{format_name}",
    response_class=Response,
    responses={
        200: {"content": {one.media_type.partition(";")[0]: {} for one in FORMATS.values()}}
    },
)
def export(
    request: Request,
    state: Present,
    selector: Asked,
    format_name: Annotated[str, Path(max_length=40, description="A name that `/export` lists.")],
    at: Day = None,
) -> Response:
    """A file of the day, or of everything up to it."""
    day = day_of(state.snapshot, at)
    form = FORMATS.get(format_name)
    if form is None:
        raise NotFoundError(
            f"there is no export format {format_name!r}; there are: {', '.join(FORMATS)}"
        )
    return reply(
        request,
        state,
        lambda: form.make(state, selector, day),
        media_type=form.media_type,
        filename=file_name(
            state.snapshot.theatre.name, form, day, attribution(state.snapshot, selector).part
        ),
    )
