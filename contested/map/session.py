"""Logging in: one password, kept as a scrypt hash; sessions in memory, forgotten when it ends."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request

from contested.errors import DataError, LoginError, ThrottledError

COOKIE = "contested_session"
SESSION_SECONDS = 12 * 3600
_MOST_SESSIONS = 256
# Wrong passwords within a minute before the next must wait, from one address and from all.
_TRIES, _TRIES_ALL = 5, 30
_TRIES_SECONDS = 60.0
_TURN_SECONDS = 2.0
_MOST_ADDRESSES = 1024
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_PREFIX = "scrypt$"
SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class Password:
    """A password as salt and scrypt hash."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, text: str) -> Password:
        """From a password, or from what `as_text` gave. Raises DataError if it is too short or
        no such hash."""
        if text.startswith(_PREFIX):
            try:
                salt, digest = (base64.b64decode(part, validate=True) for part in
                                text.removeprefix(_PREFIX).split("$"))  # fmt: skip
            except ValueError as error:
                raise DataError("the password's scrypt hash is of another form") from error
            return cls(salt, digest)
        if len(text) < SHORTEST_PASSWORD:
            raise DataError(f"the password is shorter than {SHORTEST_PASSWORD} characters")
        salt = secrets.token_bytes(16)
        return cls(salt, _hash(text, salt))

    def fits(self, text: str) -> bool:
        """Whether this is the password; takes as long whatever is wrong with it."""
        return hmac.compare_digest(_hash(text, self.salt), self.digest)

    def as_text(self) -> str:
        """``scrypt$SALT$HASH``, which may stand in a password file in place of the password."""
        return _PREFIX + "$".join(
            base64.b64encode(part).decode() for part in (self.salt, self.digest)
        )


def _hash(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        text.encode("utf-8", "surrogatepass"), salt=salt, n=_SCRYPT["n"], r=_SCRYPT["r"],
        p=_SCRYPT["p"], maxmem=_SCRYPT["maxmem"],
    )  # fmt: skip


class Sessions:
    """Who is logged in. `clock` gives seconds; safe to use from several threads."""

    def __init__(self, password: Password | None, clock: Callable[[], float] = time.monotonic):
        self._password, self._clock = password, clock
        self._lock, self._hashing = threading.Lock(), threading.Lock()
        self._sessions: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def log_in(self, password: str, name: str, address: str) -> str:
        """A new session's token. Raises LoginError for a wrong password and ThrottledError after
        too many of them."""
        if self._password is None:
            raise LoginError(
                "this server was started without a password, so that nobody can log in; start it "
                "with --password-file"
            )
        # One at a time: a hash takes memory and a processor, and what was tried counts at once.
        if not self._hashing.acquire(timeout=_TURN_SECONDS):
            raise ThrottledError("too many log in at once; try again in a moment")
        try:
            with self._lock:
                self._check_tries(address)
            if not self._password.fits(password):
                with self._lock:
                    for key in (address, ""):
                        self._tries.setdefault(key, deque()).append(self._clock())
                raise LoginError("the password is wrong")
        finally:
            self._hashing.release()
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[_key(token)] = (self._clock() + SESSION_SECONDS, name)
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def who(self, token: str | None) -> str | None:
        """The name of whoever has this token, or None."""
        if not token:
            return None
        with self._lock:
            found = self._sessions.get(_key(token))
            if found is None or found[0] < self._clock():
                self._sessions.pop(_key(token), None)
                return None
            return found[1]

    def log_out(self, token: str | None) -> None:
        """End a session."""
        if token:
            with self._lock:
                self._sessions.pop(_key(token), None)

    def _check_tries(self, address: str) -> None:
        now = self._clock()
        for key, most in ((address, _TRIES), ("", _TRIES_ALL)):
            tries = self._tries.get(key)
            while tries and tries[0] < now - _TRIES_SECONDS:
                tries.popleft()
            if tries and len(tries) >= most:
                wait = int(tries[0] + _TRIES_SECONDS - now) + 1
                raise ThrottledError(f"too many wrong passwords; try again in {wait} s")
        while len(self._tries) > _MOST_ADDRESSES:
            self._tries.popitem(last=False)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def sessions_in(app: FastAPI) -> Sessions:
    """The sessions of an application."""
    found: Sessions = app.state.sessions
    return found


def sessions_of(request: Request) -> Sessions:
    """The sessions of the server that a request was put to."""
    return sessions_in(request.app)


def is_logged_in(request: Request) -> bool:
    """Whether the request comes from somebody logged in."""
    return sessions_of(request).who(request.cookies.get(COOKIE)) is not None


def need_login(request: Request) -> str:
    """The name of whoever is logged in; raises LoginError for nobody."""
    name = sessions_of(request).who(request.cookies.get(COOKIE))
    if name is None:
        raise LoginError("this needs somebody who is logged in")
    return name
