"""The name under which readings are kept: it changes whenever the same report might read anew."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

_ROOMS = ("place", "actor", "claim", "theatres")
_ANY = "any"
_KINDS = frozenset({".py", ".toml", ".csv", ".tsv", ".txt", ".yaml", ".json", ".jsonl"})


def extractor_name(reader: str, theatre: str | None = None) -> str:
    """``grammar-1@syria#3f9a2c01``: the reader, its theatre and a digest of all rules and data.

    `theatre` may be a folder of the user's own, whose files then count as data too.
    """
    package = Path(str(resources.files("contested")))
    digest = hashlib.sha256()
    for folder in [*(package / room for room in _ROOMS), *([Path(theatre)] if theatre else [])]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _KINDS and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{reader}@{theatre or _ANY}#{digest.hexdigest()[:8]}"


def theatre_of(extractor: str) -> str | None:
    """The theatre in an extractor's name; None if each report's own places decided."""
    theatre = extractor.partition("@")[2].rpartition("#")[0]
    return theatre if theatre not in ("", _ANY) else None
