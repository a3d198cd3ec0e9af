"""The live state of a served ledger: its present snapshot, exchanged when something was added."""

from __future__ import annotations

import gzip
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contested.belief.store import kept_beside
from contested.ledger.store import Ledger
from contested.map.claim_rows import ClaimRows
from contested.map.search import Search
from contested.map.selector import Selector
from contested.map.situation_panel import Situations
from contested.map.snapshot import Snapshot, take_snapshot, version_of
from contested.map.view import Views

# Answers of one state are kept up to so many bytes.
_KEPT_BYTES = 48_000_000
_SETTLED_NS = 2_000_000_000
_WORTH_PACKING_BYTES = 1000
# A frame is packed quickly, since somebody waits for it; other answers are packed small.
_LEVELS = {"application/octet-stream": 1}
_LEVEL = 6
_Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Body:
    """An answer's bytes and their media type. They are compressed for the first who takes that."""

    plain: bytes
    media_type: str

    @cached_property
    def packed(self) -> bytes | None:
        """The bytes compressed, or None where that is not worth it."""
        if len(self.plain) < _WORTH_PACKING_BYTES:
            return None
        found = gzip.compress(self.plain, _LEVELS.get(self.media_type, _LEVEL), mtime=0)
        return found if len(found) < len(self.plain) else None


class State:
    """A snapshot with everything that is computed from it at need. Safe to share."""

    def __init__(self, snapshot: Snapshot, run: str = "") -> None:
        self.snapshot = snapshot
        # What another version of the program answered is not taken for what this one does.
        self.run = run
        self.views = Views(snapshot)
        self.rows = ClaimRows(snapshot)
        self.situations = Situations(self.views)
        self.search = Search(snapshot)
        self._lock = threading.Lock()
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._bytes = 0

    def body(self, key: str, make: Callable[[], Body]) -> Body:
        """The kept answer for a key, or a new one."""
        with self._lock:
            found = self._bodies.get(key)
            if found is not None:
                self._bodies.move_to_end(key)
                return found
        found = make()
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = found
                self._bytes += len(found.plain)
            while self._bytes > _KEPT_BYTES and len(self._bodies) > 1:
                self._bytes -= len(self._bodies.popitem(last=False)[1].plain)
        return found


class Live:
    """A ledger as it is served. `state` is the present one; `refresh` looks for a newer one."""

    def __init__(self, ledger: Ledger, theatre: str | None) -> None:
        self.ledger = ledger
        self._files: _Stamp | None = None
        self._run = secrets.token_hex(4)
        self.state = State(take_snapshot(ledger, theatre), self._run)
        # Later states are of the theatre that was chosen first.
        self._theatre = theatre or str(self.state.snapshot.theatre.path)
        self._refreshing = threading.Lock()

    def refresh(self) -> bool:
        """Take a new snapshot if the ledger has changed; whether it had. Readers of the old one
        go on with it undisturbed."""
        with self._refreshing:
            stamp = self._stamp()
            if stamp == self._files:
                return False
            # A file written a moment ago may be written again within its clock's tick.
            newest = max(when for when, _ in stamp)
            self._files = stamp if time.time_ns() - newest > _SETTLED_NS else None
            kept = kept_beside(self.ledger.path)
            version = version_of(self.ledger, kept, self.state.snapshot.theatre.name)
            if version == self.state.snapshot.version:
                return False
            fresh = State(take_snapshot(self.ledger, self._theatre), self._run)
            fresh.views.get(Selector())
            self.state = fresh
            return True

    def _stamp(self) -> _Stamp:
        """Times and sizes of the files: what tells cheaply that nothing was written."""
        path = self.ledger.path
        found = []
        for one in (path, Path(f"{path}-wal"), Path(f"{path}.belief")):
            try:
                status = one.stat()
                found.append((status.st_mtime_ns, status.st_size))
            except OSError:
                found.append((0, 0))
        return tuple(found)
