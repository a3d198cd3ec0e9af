"""What is compiled from data: kept between runs, and made without the garbage collector.

The cache is JSON in the folder that ``CONTESTED_CACHE`` names, or in the user's cache folder. The
name of a file is its kind and a hash of the sources, so a stale entry is never read. Anything that
goes wrong with it, such as a read-only disk, means no cache and nothing worse.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contested

# Raise it when the compiled form changes, so that older entries are left alone.
FORMAT = 2
_KEEP = 8


def cache_folder() -> Path | None:
    """The folder for cached files, or None where the user has switched it off.

    ``CONTESTED_CACHE=`` (empty) switches the cache off.
    """
    own = os.environ.get("CONTESTED_CACHE")
    if own is not None:
        return Path(own) if own else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with contextlib.suppress(RuntimeError):
        return (Path(base) if base else Path.home() / ".cache") / "contested"
    return None


def cache_key(contents: list[bytes]) -> str:
    """A name for what these sources compile to, with this version of the package."""
    digest = hashlib.blake2b(f"{contested.__version__}\n{FORMAT}".encode(), digest_size=16)
    for content in contents:
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def read_cache(kind: str, key: str) -> dict[str, Any] | None:
    """What was kept of this kind ("actors") under the key, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        kept = json.loads((folder / f"{kind}-{key}.json").read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def write_cache(kind: str, key: str, compiled: dict[str, Any]) -> None:
    """Keep a value of plain lists, dicts, strings and None; the file appears whole or not at
    all. The oldest entries of a kind beyond a few are removed."""
    folder = cache_folder()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{kind}-{key}.{os.getpid()}.part"
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
            part.replace(folder / f"{kind}-{key}.json")
        finally:
            part.unlink(missing_ok=True)
        entries = sorted(folder.glob(f"{kind}-*.json"), key=lambda path: path.stat().st_mtime)
        for old in entries[:-_KEEP]:
            old.unlink(missing_ok=True)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away from something large that is made here and stays.

    It would go through all of it again and again, and find nothing: a language takes half the time
    without. What is alive at the end is left out of later collections too (`gc.freeze`); it still
    goes when the last reference to it does.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if at_work:
            gc.enable()
