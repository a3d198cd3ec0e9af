"""`contested theatre check|show|build`: packs of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contested.actor.load import load_actors
from contested.cli.terminal import heading, print_records, print_table, say, tell
from contested.errors import ActorError, NotFoundError
from contested.place.build import build_theatre
from contested.place.resolve import Resolver
from contested.place.theatre import Problem, check_theatre, load_theatre, pack_folder


def check(name_or_path: str, as_json: bool) -> int:
    """Print everything wrong with a pack; the exit code is 1 if it would not load."""
    problems = check_theatre(name_or_path)
    problems.extend(_check_actors(pack_folder(name_or_path), problems))
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_records(
            {
                "severity": problem.severity,
                "path": str(problem.path),
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
            }
            for problem in problems
        )
    else:
        for problem in problems:
            say(str(problem))
    tell(f"{name_or_path}: {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def _check_actors(folder: Path, known: Sequence[Problem]) -> Iterator[Problem]:
    """The first thing wrong with the pack's actors, unless the file is no TOML at all."""
    path = folder / "actors.toml"
    if not path.exists() or any(problem.path == path for problem in known):
        return
    try:
        load_actors(path)
    except ActorError as error:
        yield Problem(Path(error.path or path), error.line, error.column, error.message)


def show(name_or_path: str, place: str | None, as_json: bool) -> int:
    """Print what a pack holds, or one place of it; the exit code. Raises TheatreError."""
    pack = load_theatre(name_or_path)
    if place is not None:
        return _show_place(name_or_path, place, as_json)
    kinds = Counter(one.kind for one in pack.places.values())
    names = {language: len(pack.names(language)) for language in pack.name_languages()}
    links = Counter(link.kind for link in pack.links)
    if as_json:
        print_records(
            [
                {
                    "name": pack.name,
                    "title": pack.title,
                    "countries": list(pack.countries),
                    "languages": list(pack.languages),
                    "path": str(pack.path),
                    "places": len(pack.places),
                    "kinds": dict(kinds.most_common()),
                    "names": names,
                    "links": dict(links.most_common()),
                    "routes": {
                        pack.places[route].name: list(via) for route, via in pack.routes.items()
                    },
                }
            ]
        )
        return 0
    heading(f"{pack.name}: {pack.title} ({', '.join(pack.countries)})")
    say(f"{pack.path}")
    say()
    rows = [
        *(("places", kind, str(count)) for kind, count in kinds.most_common()),
        *(("names", language, str(count)) for language, count in names.items()),
        *(("links", kind, str(count)) for kind, count in links.most_common()),
    ]
    print_table(("what", "kind", "number"), rows)
    say()
    for route, via in pack.routes.items():
        stops = " - ".join(pack.places[stop].name for stop in via)
        say(f"{pack.places[route].name}: {stops}")
    return 0


def _show_place(name_or_path: str, text: str, as_json: bool) -> int:
    pack = load_theatre(name_or_path)
    place = pack.places.get(text) or Resolver(pack, None).resolve(text).place
    if place is None:
        raise NotFoundError(f"{pack.name} has no place called {text!r}")
    names: dict[str, list[str]] = {}
    for language, name in pack.names_of(place.id):
        names.setdefault(language, []).append(name)

    def listed(ids: Sequence[str]) -> list[str]:
        return [pack.places[one].name for one in ids]

    record: dict[str, Any] = {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "lat": place.lat_deg,
        "lon": place.lon_deg,
        "population": place.population,
        "part_of": listed(pack.ancestors(place.id)),
        "parts": listed(pack.children(place.id)),
        "linked_to": listed(pack.neighbours(place.id)),
        "names": names,
        "external_ids": dict(place.external_ids),
    }
    if as_json:
        print_records([record])
        return 0
    for key, value in record.items():
        if isinstance(value, dict):
            value = "; ".join(
                f"{name}: {', '.join(rows) if isinstance(rows, list) else rows}"
                for name, rows in value.items()
            )
        elif isinstance(value, list):
            value = ", ".join(value)
        if value not in (None, ""):
            say(f"{key}: {value}")
    return 0


def build(
    name: str,
    out: Path,
    country_file: Path,
    alternate_names: Path | None,
    roads: Path | None,
    languages: Sequence[str],
    min_population: int,
    title: str | None,
    as_json: bool,
) -> int:
    """Make a pack from the user's gazetteer files and say what went in; the exit code."""
    built = build_theatre(
        name,
        out,
        country_file,
        alternate_names=alternate_names,
        roads=roads,
        languages=tuple(languages),
        min_population=min_population,
        title=title,
    )
    record = {
        "path": str(built.path),
        "places": built.places,
        "names": built.names,
        "links": built.links,
        "routes": built.routes,
        "skipped_rows": built.skipped_rows,
    }
    if as_json:
        print_records([record])
    else:
        say(
            f"{built.path}: "
            + ", ".join(f"{value} {key}" for key, value in record.items() if key != "path")
        )
    problems = check_theatre(out)
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        tell(str(problem))
    return 1 if errors else 0
