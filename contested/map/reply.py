"""An answer on its way out: made once for each state of the ledger, compressed, with its ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from fastapi import Request, Response
from pydantic import BaseModel

from contested.map.live import Body, State
from contested.map.neutral import neutral

JSON = "application/json"
# Asked anew each time, answered with 304 while nothing has changed.
_REVALIDATE = "private, no-cache"


def reply(
    request: Request,
    state: State,
    make: Callable[[], BaseModel | bytes],
    *,
    media_type: str = JSON,
    besides: str = "",
    filename: str | None = None,
) -> Response:
    """The answer to a request that depends on the ledger's state, the address and `besides` alone.

    A request that has it already (If-None-Match) gets 304 and nothing is computed.
    """
    key = f"{request.url.path}?{request.url.query}|{besides}"
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    tag = f'W/"{state.snapshot.version}-{state.run}-{digest}"'
    headers = {"ETag": tag, "Cache-Control": _REVALIDATE, "Vary": "Accept-Encoding, Cookie"}
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    body = state.body(digest, lambda: as_body(make(), media_type))
    if filename is not None:
        headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return send(request, body, headers)


def send(request: Request, body: Body, headers: dict[str, str]) -> Response:
    """The body, compressed if the reader takes that."""
    accepts = "gzip" in request.headers.get("accept-encoding", "")
    if accepts and body.packed is not None:
        headers["Content-Encoding"] = "gzip"
        return Response(body.packed, media_type=body.media_type, headers=headers)
    return Response(body.plain, media_type=body.media_type, headers=headers)


def as_body(answer: BaseModel | bytes, media_type: str) -> Body:
    """An answer as bytes; text of reports in it is made harmless on the way."""
    if isinstance(answer, bytes):
        return Body(answer, media_type)
    return Body(neutral(answer.model_dump_json()).encode("utf-8"), media_type)


def _has(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (one.strip() for one in given.split(","))
