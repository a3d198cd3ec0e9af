"""What a reader is given: bytes with a name, what the user says about them, and limits."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from types import FrameType

from contested.errors import ReportError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """What the user states about every report of a batch; it goes before what the source says.

    `published_at` is ISO 8601 with a zone (`contested.report.dates.parse_given`).
    """

    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None


# By the clock a document may take so many times what it may take of the processor.
_CLOCK_FACTOR = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and how many seconds of the processor one document may take."""

    max_bytes: int = 20 * MIB
    max_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a batch that could not be read, or only in part (`partial`).

    `content` is the hash of what could not be read, empty if that was never opened.
    """

    source: str
    message: str
    partial: bool = False
    content: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file or stream. `path` is None for standard input."""

    name: str
    data: bytes
    path: PurePath | None = None


def fingerprint(data: bytes | str) -> str:
    """The hash by which a refused document is known again, 32 hexadecimal digits."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


@contextmanager
def time_limit(seconds: float, name: str) -> Iterator[None]:
    """Raise ReportError if the block takes more than `seconds` of the processor, or so long by the
    clock that something must be stuck.

    On a busy machine a good document may wait long for its turn. Works in the main thread of a
    system with interval timers; elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise ReportError(
            f"{name}: not finished after {seconds:g} s; if the document is very large or tangled, "
            "split it or save it as plain text; else allow more with --max-seconds"
        )

    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, seconds),
        signal.ITIMER_REAL: (signal.SIGALRM, seconds * _CLOCK_FACTOR),
    }
    before = {number: signal.signal(number, give_up) for number, _ in timers.values()}
    # They ring again, for parsers that swallow every exception.
    for timer, (_, allowed) in timers.items():
        signal.setitimer(timer, allowed, 1.0)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
