"""Theatre packs: the places of one war, as text files that a person edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contested.compiled import uncollected
from contested.errors import TheatreError
from contested.place.pack import Pack, check_pack, read_pack
from contested.place.place import Link, Place
from contested.place.table import Problem, read_toml

__all__ = [
    "Problem", "Theatre", "check_theatre", "load_theatre", "shipped_theatres", "theatre_countries",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Theatre:
    """One theatre, read and checked. Ids are ``<name>:<id in the pack>``.

    `routes` gives for each named route the ids of the places along it, in order.
    """

    name: str
    title: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    path: Path
    settings: Mapping[str, Any]
    places: Mapping[str, Place]
    links: tuple[Link, ...]
    routes: Mapping[str, tuple[str, ...]]
    valid_from: date | None = None
    _names: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False, default_factory=dict)
    _neighbours: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    _children: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)

    def names(self, language: str) -> list[tuple[str, str]]:
        """The names a text in `language` may use, as (name, place id); English includes the
        canonical names. ``und`` names (route numbers and the like) belong to every language."""
        base = language.split("-", 1)[0]
        found = list(self._names.get(base, ()))
        if base != "und":
            found += self._names.get("und", ())
        return found

    def name_languages(self) -> tuple[str, ...]:
        """The languages that `names` has anything in."""
        return tuple(self._names)

    def names_of(self, place_id: str) -> list[tuple[str, str]]:
        """All names of one place as (language, name)."""
        return [
            (language, name)
            for language, rows in self._names.items()
            for name, owner in rows
            if owner == place_id
        ]

    def neighbours(self, place_id: str) -> tuple[str, ...]:
        """Ids of the places that a link of any kind joins to `place_id`."""
        return self._neighbours.get(place_id, ())

    def children(self, place_id: str) -> tuple[str, ...]:
        """Ids of the places that are directly part of `place_id`."""
        return self._children.get(place_id, ())

    def ancestors(self, place_id: str) -> tuple[str, ...]:
        """Ids of what `place_id` is part of, the nearest first."""
        chain: list[str] = []
        place = self.places.get(place_id)
        while place is not None and place.part_of is not None:
            chain.append(place.part_of)
            place = self.places.get(place.part_of)
        return tuple(chain)


def shipped_theatres() -> list[str]:
    """Names of the packs that come with Contested."""
    folder = Path(str(resources.files("contested") / "theatres"))
    return sorted(entry.parent.name for entry in folder.glob("*/theatre.toml"))


def pack_folder(name_or_path: str | Path) -> Path:
    """The folder of a shipped pack, by its name, or of any other. Raises TheatreError if there is
    none."""
    if isinstance(name_or_path, str) and "/" not in name_or_path:
        shipped = Path(str(resources.files("contested") / "theatres")) / name_or_path
        if (shipped / "theatre.toml").exists():
            return shipped
    folder = Path(name_or_path)
    if folder.is_dir():
        return folder
    known = ", ".join(shipped_theatres()) or "none"
    raise TheatreError(
        f"no theatre {str(name_or_path)!r}: neither a shipped pack ({known}) nor a folder"
    )


def check_theatre(path: Path | str) -> list[Problem]:
    """Everything wrong with the pack at `path` (a folder, or the name of a shipped pack).

    Raises TheatreError only if there is no such pack.
    """
    problems: list[Problem] = []
    pack = read_pack(pack_folder(path), problems)
    if not problems:
        problems.extend(check_pack(pack))
    else:
        # Broken files would make every reference to them a second problem.
        shape = {problem.path for problem in problems}
        problems.extend(problem for problem in check_pack(pack) if problem.path not in shape)
    return problems


def theatre_countries(name_or_path: str | Path) -> tuple[str, ...]:
    """The countries of a pack as its settings have them; quick, since no place is read.

    Raises TheatreError if there is no such pack or its settings name none.
    """
    folder = pack_folder(name_or_path)
    countries = read_toml(folder / "theatre.toml", []).get("countries")
    if not isinstance(countries, list):
        raise TheatreError("key 'countries' is missing", path=folder / "theatre.toml")
    return tuple(countries)


def load_theatre(name_or_path: str | Path) -> Theatre:
    """Load a shipped pack by name or any pack by its folder; once, as long as no file changes.

    Raises TheatreError, with file, line and column, on the first error of the pack; warnings
    do not stop it.
    """
    folder = pack_folder(name_or_path)
    files = sorted(file for file in folder.iterdir() if file.suffix in (".toml", ".csv"))
    stamps = (
        (file.name, stat.st_mtime_ns, stat.st_size) for file in files if (stat := file.stat())
    )
    return _load(folder, tuple(stamps))


@lru_cache(maxsize=8)
def _load(folder: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Theatre:
    with uncollected():
        return _compile(folder)


def _compile(folder: Path) -> Theatre:
    problems: list[Problem] = []
    pack = read_pack(folder, problems)
    if not any(problem.severity == "error" for problem in problems):
        problems.extend(check_pack(pack, warnings=False))
    for problem in problems:
        if problem.severity == "error":
            raise problem.as_error()
    return _build(pack)


def _external_ids(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition(":") for pair in text.split(";") if pair.strip())
    return tuple((scheme.strip(), value.strip()) for scheme, _, value in pairs)


def _freeze(groups: Mapping[str, Iterable[Any]]) -> Mapping[str, tuple[Any, ...]]:
    return MappingProxyType({key: tuple(dict.fromkeys(rows)) for key, rows in groups.items()})


def _build(pack: Pack) -> Theatre:
    settings = pack.settings
    name = str(settings["name"])

    def qualify(local: str) -> str:
        return local if ":" in local else f"{name}:{local}"

    countries = tuple(settings["countries"])
    places: dict[str, Place] = {}
    children: dict[str, list[str]] = {}
    names: dict[str, list[tuple[str, str]]] = {"en": []}
    for row in pack.places:
        place_id = qualify(row.text("id"))
        parent = qualify(row.text("part_of")) if row.text("part_of") else None
        lat, lon, population = row.text("lat"), row.text("lon"), row.text("population")
        places[place_id] = Place(
            id=place_id,
            name=row.text("name"),
            kind=row.text("kind"),
            lat_deg=float(lat) if lat else None,
            lon_deg=float(lon) if lon else None,
            part_of=parent,
            population=int(population) if population else None,
            country=row.text("country") or (countries[0] if countries else None),
            external_ids=_external_ids(row.text("external_ids")),
        )
        names["en"].append((row.text("name"), place_id))
        if parent is not None:
            children.setdefault(parent, []).append(place_id)
    for row in pack.names:
        entry = (row.text("name"), qualify(row.text("place")))
        names.setdefault(row.text("language").split("-", 1)[0], []).append(entry)
    links = tuple(
        Link(
            qualify(row.text("a")),
            qualify(row.text("b")),
            row.text("kind"),
            row.text("name") or None,
        )
        for row in pack.links
    )
    neighbours: dict[str, list[str]] = {}
    for link in links:
        neighbours.setdefault(link.a, []).append(link.b)
        neighbours.setdefault(link.b, []).append(link.a)
    return Theatre(
        name=name,
        title=str(settings["title"]),
        countries=countries,
        languages=tuple(settings["languages"]),
        path=pack.path,
        settings=MappingProxyType(settings),
        places=MappingProxyType(places),
        links=links,
        routes=MappingProxyType(
            {
                qualify(row.text("id")): tuple(qualify(stop) for stop in row.text("via").split())
                for row in pack.routes
            }
        ),
        valid_from=settings.get("valid_from"),
        _names=_freeze(names),
        _neighbours=_freeze(neighbours),
        _children=_freeze(children),
    )
