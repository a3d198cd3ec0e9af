"""Frames kept between runs of the server, as runs, in the user's cache folder.

Only large ones are kept: small ones are worked out sooner than read. The file's name is a hash of
the ledger's state and of the code and data that beliefs follow from, so that a stale one is never
read. Anything that goes wrong means nothing kept and nothing worse.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from contested.compiled import cache_folder
from contested.map.frames import Bytes4
from contested.map.runs import FrameRuns, from_runs, to_runs

# Places times days from which on frames are worth keeping.
WORTH_KEEPING = 5_000_000
_KEEP = 6
_ROOMS = ("place", "actor", "belief", "map")
_SOURCES = frozenset({".py", ".toml", ".txt", ".csv"})


def frames_key(version: str, kind: str) -> str:
    """The name for frames of a ledger's state, by ``filtered`` or ``smoothed`` beliefs."""
    return hashlib.blake2b(f"{version}\n{kind}\n{_code()}".encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.blake2b(digest_size=16)
    package = Path(str(resources.files("contested")))
    for room in _ROOMS:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in _SOURCES and "static" not in path.parts:
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def read_frames(key: str, shape: tuple[int, int], folder: Path | None = None) -> Bytes4 | None:
    """The frames (T, P, 4) kept under a key if they have this T and P, else None."""
    folder = folder or cache_folder()
    if folder is None:
        return None
    try:
        with np.load(_path(folder, key), allow_pickle=False) as kept:
            days, places = (int(number) for number in kept["shape"])
            if (days, places) != shape:
                return None
            return from_runs(FrameRuns(days, places, kept["place"], kept["first"], kept["value"]))
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile):
        return None


def write_frames(key: str, frames: Bytes4, folder: Path | None = None) -> None:
    """Keep frames; the file appears whole or not at all, and the oldest beyond a few go."""
    folder = folder or cache_folder()
    if folder is None:
        return
    runs = to_runs(frames)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".frames-{key}.{os.getpid()}.part"
        try:
            with part.open("wb") as file:
                np.savez_compressed(
                    file, shape=np.array([runs.days, runs.places]), place=runs.place,
                    first=runs.first, value=runs.value,
                )  # fmt: skip
            part.replace(_path(folder, key))
        finally:
            part.unlink(missing_ok=True)
        entries = sorted(folder.glob("frames-*.npz"), key=lambda path: path.stat().st_mtime)
        for old in entries[:-_KEEP]:
            old.unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    return folder / f"frames-{key}.npz"
