"""Server-sent events: the ledger's version, at first and whenever something was added."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator

from contested.errors import ContestedError, ThrottledError
from contested.map.live import Live

_BEAT_SECONDS = 15.0
_REST = 2.0
MOST_STREAMS = 200
log = logging.getLogger("contested.map")


class Events:
    """Watches a ledger while the server runs and tells every stream of a new version."""

    def __init__(self, live: Live, seconds: float) -> None:
        self.live, self._seconds = live, seconds
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = False
        self._streams = 0

    def start(self) -> None:
        """Begin to watch, inside a running loop."""
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._watch())

    def end_soon(self) -> None:
        """End every stream; may be called from another thread or a signal's handler."""
        self._ended = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self.tell()))

    async def end(self) -> None:
        """Stop watching and end every stream."""
        self._ended = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.tell()

    async def tell(self) -> None:
        """Wake every stream."""
        async with self._changed:
            self._changed.notify_all()

    async def refresh(self) -> None:
        """Look for a newer state now."""
        if await asyncio.to_thread(self.live.refresh):
            await self.tell()

    def open(self) -> AsyncIterator[str]:
        """A new stream. Raises ThrottledError if there are too many."""
        if self._streams >= MOST_STREAMS:
            raise ThrottledError(f"{MOST_STREAMS} pages listen already")
        return self._stream()

    async def _stream(self) -> AsyncIterator[str]:
        self._streams += 1
        try:
            told = ""
            yield "retry: 3000\n\n"
            while not self._ended:
                snapshot = self.live.state.snapshot
                if snapshot.version != told:
                    told = snapshot.version
                    data = json.dumps({"version": told, "claims": len(snapshot.claims)})
                    yield f"event: version\nid: {told}\ndata: {data}\n\n"
                    continue
                async with self._changed:
                    try:
                        await asyncio.wait_for(self._changed.wait(), _BEAT_SECONDS)
                    except TimeoutError:
                        yield ": still here\n\n"
        finally:
            self._streams -= 1

    async def _watch(self) -> None:
        took = 0.0
        while True:
            # While a large ledger grows, most of the time is left for those who ask.
            await asyncio.sleep(max(self._seconds, _REST * took))
            started = time.monotonic()
            try:
                await self.refresh()
                took = time.monotonic() - started
            except ContestedError as error:
                # A ledger that is being copied or moved is looked at again.
                log.warning("the ledger cannot be read just now: %s", error)
