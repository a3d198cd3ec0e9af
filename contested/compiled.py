"""What is compiled from data: kept between runs, and made without the garbage collector.

The cache is JSON, or a folder of arrays, in the folder that ``CONTESTED_CACHE`` names, or in the
user's cache folder. The name of an entry is its kind and a hash of the sources, so a stale one is
never read. Anything that goes wrong with it, such as a read-only disk, means no cache and nothing
worse.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import contested

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Raise it when the compiled form changes, so that older entries are left alone.
FORMAT = 2
_KEEP = 8
_KEEP_ARRAYS = 2  # which may be large


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
            text = json.dumps(compiled, ensure_ascii=False, separators=(",", ":"))
            part.write_text(text, encoding="utf-8")
            part.replace(folder / f"{kind}-{key}.json")
        finally:
            part.unlink(missing_ok=True)
        entries = sorted(folder.glob(f"{kind}-*.json"), key=lambda path: path.stat().st_mtime)
        for old in entries[:-_KEEP]:
            old.unlink(missing_ok=True)


def read_arrays(kind: str, key: str) -> dict[str, NDArray[Any]] | None:
    """The arrays kept under the key, by name, mapped into memory read-only; or None."""
    import numpy as np

    folder = cache_folder()
    if folder is None:
        return None
    try:
        return {
            path.stem: np.load(path, mmap_mode="r", allow_pickle=False)
            for path in (folder / f"{kind}-{key}").iterdir()
        }
    except (OSError, ValueError):
        return None


def write_arrays(kind: str, key: str, arrays: dict[str, NDArray[Any]]) -> None:
    """Keep arrays of plain numbers or strings; all appear at once or none. Of a kind only the
    two newest entries stay."""
    import numpy as np

    folder = cache_folder()
    if folder is None:
        return
    final = folder / f"{kind}-{key}"
    part = folder / f".{kind}-{key}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        try:
            part.mkdir(parents=True, exist_ok=True)
            for name, array in arrays.items():
                np.save(part / f"{name}.npy", array, allow_pickle=False)
            shutil.rmtree(final, ignore_errors=True)  # damaged, if it is there
            part.rename(final)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        entries = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
        for old in entries[:-_KEEP_ARRAYS]:
            shutil.rmtree(old, ignore_errors=True)


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
