"""Endpoints that need somebody who is logged in: flags and new reports; and logging in itself."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ConfigDict, Field

from contested.errors import ContestedError, QuestionError
from contested.map.answers import Answer
from contested.map.asked import live_of
from contested.map.events import Events
from contested.map.session import (
    COOKIE,
    SESSION_SECONDS,
    need_login,
    sessions_of,
)
from contested.map.taking_in import take_in

log = logging.getLogger("contested.map")
router = APIRouter(tags=["write"])
Who = Annotated[str, Depends(need_login)]
_REASONS = "misread, wrong place, wrong actor, wrong date, not a claim"


class Login(Answer):
    """The password, and the name under which corrections are recorded."""

    model_config = ConfigDict(extra="forbid")
    password: str = Field(max_length=1024)
    name: str = Field(default="analyst", min_length=1, max_length=100)


class LoggedIn(Answer):
    """Who is logged in, for how long."""

    name: str
    seconds: int


class Flag(Answer):
    """A claim that was misread. It is withdrawn from belief; the ledger keeps it and the flag."""

    model_config = ConfigDict(extra="forbid")
    claim: str = Field(min_length=3, max_length=64)
    reason: str = Field(min_length=1, max_length=100, description=f"Such as: {_REASONS}.")
    note: str = Field(default="", max_length=2000)


class Flagged(Answer):
    """What was recorded."""

    claim: str
    reviewer: str
    reason: str
    recorded_at: str
    version: str


class NewReport(Answer):
    """A report to read and keep."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=200_000)
    published_at: datetime
    title: str | None = Field(default=None, max_length=1000)
    publisher: str | None = Field(default=None, max_length=300)
    language: str | None = Field(
        default=None, max_length=16, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
    )
    url: str | None = Field(default=None, max_length=2000)


class Taken(Answer):
    """What became of a report: the ids of the claims that were read in it."""

    report: str
    new: bool
    claims: list[str]
    copies: list[str]
    version: str


@router.post("/session", response_model=LoggedIn)
def log_in(request: Request, response: Response, login: Login) -> LoggedIn:
    """Log in; the session is a cookie that scripts cannot read and other sites cannot use."""
    address = request.client.host if request.client else ""
    try:
        token = sessions_of(request).log_in(login.password, login.name, address)
    except ContestedError as refusal:
        log.warning("login from %s refused: %s", address, refusal)
        raise
    log.info("login from %s as %r", address, login.name)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="strict",
        secure=request.url.scheme == "https", path="/",
    )  # fmt: skip
    return LoggedIn(name=login.name, seconds=SESSION_SECONDS)


@router.delete("/session", status_code=204)
def log_out(request: Request) -> Response:
    """Log out."""
    sessions_of(request).log_out(request.cookies.get(COOKIE))
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.post("/flags", response_model=Flagged, status_code=201)
def flag(request: Request, who: Who, wrong: Flag) -> Flagged:
    """Flag a claim as misread: it no longer counts, and the ledger records who said so and why."""
    live = live_of(request)
    reason = f"{wrong.reason}: {wrong.note}" if wrong.note else wrong.reason
    stored = live.ledger.claim(wrong.claim)
    done = live.ledger.correct(stored.id, "wrong", reviewer=who, reason=reason)
    live.ledger.checkpoint()
    log.info("claim %s flagged by %r", stored.id, who)
    live.refresh()
    return Flagged(
        claim=stored.id, reviewer=who, reason=reason, recorded_at=done.recorded_at,
        version=live.state.snapshot.version,
    )  # fmt: skip


@router.post("/reports", response_model=Taken, status_code=201)
def add_report(request: Request, who: Who, new: NewReport) -> Taken:
    """Read a report and keep it with its claims."""
    live = live_of(request)
    if new.published_at.tzinfo is None:
        raise QuestionError("published_at needs its time zone: 2016-08-06T18:30+03:00")
    done = take_in(
        live.ledger, str(live.state.snapshot.theatre.name), text=new.text, title=new.title,
        publisher=new.publisher, language=new.language, url=new.url,
        published_at=new.published_at.isoformat(), source=f"sent by {who}",
    )  # fmt: skip
    live.ledger.checkpoint()
    log.info("report %s from %r: %d new claims", done.report_id, who, done.claims)
    live.refresh()
    snapshot = live.state.snapshot
    return Taken(
        report=done.report_id,
        new=done.new_report,
        claims=[one.id for one in snapshot.by_report.get(done.report_id, [])],
        copies=[one.copy_of for one in done.copies if one.report_id == done.report_id],
        version=snapshot.version,
    )


@router.get("/events", response_class=StreamingResponse, tags=["map"])
async def events(request: Request) -> StreamingResponse:
    """Server-sent events: `version` with the ledger's version, at first and after each change."""
    found: Events = request.app.state.events
    stream: AsyncIterator[str] = found.open()
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )
