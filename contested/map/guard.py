"""What stands before every request: which host was meant, how much may be sent, who may read; and
the headers that keep a page from doing what it need not."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from contested.errors import LoginError
from contested.map.answers import FaultAnswer, Tiles
from contested.map.faults import fault_of, fault_of_status
from contested.map.session import COOKIE, Sessions
from contested.map.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY_BYTES = 4_000_000
log = logging.getLogger("contested.map")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_API = "/api/"
# What one must reach to be able to log in.
_ALWAYS_OPEN = ("/api/v1/session",)


def policy_of(tiles: Tiles | None) -> tuple[str, ...]:
    """The Content-Security-Policy: everything from here, and tiles from where they are."""
    elsewhere = ""
    if tiles is not None:
        found = urlsplit(tiles.url)
        if found.scheme and found.netloc:
            elsewhere = f" {found.scheme}://{found.netloc.replace('{s}', '*')}"
    return (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        f"img-src 'self' data: blob:{elsewhere}",
        f"connect-src 'self'{elsewhere}",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )


class Guard:
    """An ASGI layer around the application."""

    def __init__(self, app: App, settings: Settings, sessions: Sessions) -> None:
        self.app, self.settings, self.sessions = app, settings, sessions
        self._headers = [
            (b"content-security-policy", "; ".join(policy_of(settings.tiles)).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"x-frame-options", b"DENY"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False
        # What GET would answer, without the body.
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope = {**scope, "method": "GET"}

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.body" and is_head:
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        refused = self._refused(scope, headers)
        if refused is not None:
            await _send_fault(send_guarded, *refused)
            return
        try:
            await self.app(scope, _limited(receive), send_guarded)
        except Exception:
            # What nobody foresaw: the answer says no more than that, the log has the rest.
            log.exception("%s %s", scope["method"], scope["path"])
            if started:
                raise
            await _send_fault(send_guarded, *fault_of(RuntimeError()))

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, FaultAnswer] | None:
        """The status and fault of a request that goes no further."""
        host = headers.get("host", "")
        hosts = self.settings.hosts
        if hosts is not None and _hostname(host) not in hosts:
            return _fault(421, f"this server is not called {host[:100]!r}")
        try:
            length = int(headers.get("content-length", "0"))
        except ValueError:
            return _fault(400, "the content length is no number")
        if length > MAX_BODY_BYTES:
            return _fault(413, f"at most {MAX_BODY_BYTES} bytes may be sent at once")
        if scope["method"] not in _SAFE_METHODS:
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                return _fault(403, "another page sent this")
        path = str(scope["path"])
        if path.startswith(_API) and path not in _ALWAYS_OPEN:
            open_to_read = self.settings.reading_is_open and scope["method"] in _SAFE_METHODS
            if not open_to_read and self.sessions.who(_token(headers)) is None:
                return fault_of(LoginError("this needs somebody who is logged in"))
        return None


def _fault(status: int, message: str) -> tuple[int, FaultAnswer]:
    return status, fault_of_status(status, message)


def _hostname(host: str) -> str:
    """The name in a Host header, without the port.

    >>> _hostname("localhost:8016"), _hostname("[::1]:8016")
    ('localhost', '::1')
    """
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _token(headers: dict[str, str]) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None else None


def _limited(receive: Receive) -> Receive:
    """`receive` that ends a body without announced length at `MAX_BODY_BYTES`."""
    got = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MAX_BODY_BYTES:
            return {"type": "http.disconnect"}
        return message

    return limited


async def _send_fault(send: Send, status: int, answer: FaultAnswer) -> None:
    body = answer.model_dump_json().encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
