"""The application: endpoints under /api/v1, the page at /, and what stands before both."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from contested import __version__
from contested.errors import ContestedError
from contested.map import routes_day, routes_export, routes_map, routes_write
from contested.map.answers import FaultAnswer
from contested.map.api_page import STYLE_TEXT, api_page
from contested.map.events import Events
from contested.map.faults import fault_of, fault_of_status
from contested.map.guard import Guard
from contested.map.live import Live
from contested.map.page import STATIC, load_page, page_router
from contested.map.session import Sessions
from contested.map.settings import Settings

PREFIX = "/api/v1"
_DESCRIPTION = (
    "Who holds what, says who. Days are ISO dates; ids of places, holders and speakers are those "
    "of /overview, /places and /speakers. Answers carry an ETag that changes with the ledger. "
    "Errors have the form {error: {code, message, hint}}."
)
_FAULTS: dict[int | str, dict[str, object]] = {
    404: {"model": FaultAnswer, "description": "There is no such place, speaker, claim or report."},
    422: {"model": FaultAnswer, "description": "A parameter is of another form or out of range."},
}
_WRITE_FAULTS: dict[int | str, dict[str, object]] = {
    **_FAULTS,
    401: {"model": FaultAnswer, "description": "Somebody must be logged in."},
    429: {"model": FaultAnswer, "description": "Too many wrong passwords."},
}
log = logging.getLogger("contested.map")


def make_app(
    live: Live,
    settings: Settings | None = None,
    *,
    static: Path = STATIC,
    tiles_file: Path | None = None,
) -> FastAPI:
    """The application for a ledger. `static` is the folder of the built page, `tiles_file` a base
    map to be served beside it."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        events: Events = app.state.events
        events.start()
        try:
            yield
        finally:
            await events.end()

    app = FastAPI(
        title="Contested", version=__version__, description=_DESCRIPTION, docs_url=None,
        redoc_url=None, openapi_url=f"{PREFIX}/openapi.json", lifespan=lifespan,
    )  # fmt: skip
    sessions = Sessions(settings.password)
    app.state.live, app.state.settings = live, settings
    app.state.sessions = sessions
    app.state.events = Events(live, settings.refresh_seconds)
    app.add_middleware(Guard, settings=settings, sessions=sessions)
    app.add_exception_handler(ContestedError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_bad_parameter)
    app.add_exception_handler(HTTPException, _on_status)
    app.include_router(routes_map.router, prefix=PREFIX, responses=_FAULTS)
    app.include_router(routes_day.router, prefix=PREFIX, responses=_FAULTS)
    app.include_router(routes_export.router, prefix=PREFIX, responses=_FAULTS)
    app.include_router(routes_write.router, prefix=PREFIX, responses=_WRITE_FAULTS)

    @app.get(f"{PREFIX}/docs", include_in_schema=False)
    def docs() -> Response:
        return Response(api_page(app.openapi()), media_type="text/html")

    @app.get(f"{PREFIX}/docs.css", include_in_schema=False)
    def style() -> Response:
        return Response(STYLE_TEXT, media_type="text/css")

    if tiles_file is not None:

        @app.get("/tiles.pmtiles", include_in_schema=False)
        def tiles() -> FileResponse:
            return FileResponse(tiles_file, media_type="application/octet-stream")

    app.include_router(page_router(load_page(static)))
    return app


def _answer(status: int, answer: FaultAnswer) -> Response:
    return Response(
        answer.model_dump_json(), status, {"Cache-Control": "no-store"},
        media_type="application/json",
    )  # fmt: skip


async def _on_error(request: Request, error: Exception) -> Response:
    status, answer = fault_of(error)
    if status >= 500:
        log.error("%s %s: %s: %s", request.method, request.url.path, type(error).__name__, error)
    return _answer(status, answer)


async def _on_bad_parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()[0]
    where = ".".join(str(part) for part in found["loc"][1:]) or str(found["loc"][0])
    return _answer(422, fault_of_status(422, f"{where}: {found['msg']}"))


async def _on_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(error.status_code, fault_of_status(error.status_code, str(error.detail)))
