"""Loading the general layer of actors, and a theatre's own actors over it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from contested.actor.actor import KINDS, Actor
from contested.actor.actors import Actors, Dated
from contested.actor.alliances import Allegiance, Alliance, Membership, Period
from contested.actor.country import Country
from contested.compiled import cache_key, read_cache, write_cache
from contested.errors import ActorError

__all__ = ["KINDS", "load_actors"]

DATA = Path(__file__).parent / "data"
GENERAL = ("countries.toml", "groups.toml", "speakers.toml", "people.toml", "roles.toml")


def load_actors(theatre_path: Path | None = None) -> Actors:
    """The actors of the general layer, with those of a theatre merged over them.

    `theatre_path` is a theatre pack's folder, in which ``actors.toml`` may be missing, or such a
    file itself. Raises ActorError, naming file and line, for a file that is missing, is not TOML
    or contradicts itself.
    """
    paths = [DATA / name for name in GENERAL]
    if theatre_path is not None:
        own = theatre_path / "actors.toml" if theatre_path.is_dir() else theatre_path
        if own.exists() or not theatre_path.is_dir():
            paths.append(own)
    contents = [_read(path) for path in paths]
    key = cache_key(contents)
    compiled = read_cache("actors", key)
    if compiled is None:
        # Imported only where it is needed: most runs read the cache.
        from contested.actor.compile import compile_sources
        from contested.actor.source import parse

        sources = [parse(path, content) for path, content in zip(paths, contents, strict=True)]
        compiled = compile_sources(sources)
        write_cache("actors", key, compiled)
    return build(compiled)


def build(compiled: dict[str, Any]) -> Actors:
    """Actors from what `compile_sources` returns."""
    countries = {
        code: Country(
            code,
            entry["name"],
            entry["actor"],
            _names(entry["names"]),
            _names(entry["adjectives"]),
            _names(entry["people"]),
            _names(entry["capitals"]),
            _names(entry["seats"]),
        )
        for code, entry in compiled["countries"].items()
    }
    actors = {
        actor_id: Actor(
            actor_id,
            entry["name"],
            entry["kind"],
            tuple(entry["countries"]),
            _names(entry["names"]),
            _names(entry["adjectives"]),
            _names(entry["members"]),
            entry["speaks_for"],
            entry["side"],
            _period(*entry.get("active", (None, None))),
        )
        for actor_id, entry in compiled["actors"].items()
    }
    return Actors(
        actors=actors,
        countries=countries,
        people=tuple(
            (_names({**names, "en": names.get("en") or [name]}), Dated(actor, _period(*days)))
            for name, actor, names, *days in compiled["people"]
        ),
        roles={
            (role, code): tuple(Dated(actor, _period(*days)) for actor, *days in entries)
            for code, roles in compiled["roles"].items()
            for role, entries in roles.items()
        },
        wars={
            code: tuple(_period(*days) for days in periods)
            for code, periods in compiled["wars"].items()
        },
        memberships=tuple(
            Membership(actor, group, _period(*days))
            for actor, group, *days in compiled["memberships"]
        ),
        alliances=tuple(
            Alliance(a, b, kind, _period(*days)) for a, b, kind, *days in compiled["alliances"]
        ),
        allegiances=tuple(
            Allegiance(actor, side, _period(*days))
            for actor, side, *days in compiled["allegiances"]
        ),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ActorError(f"cannot be read: {error.strerror}", path=path) from None


def _names(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in table.items()}


@cache
def _period(first: str | None, last: str | None) -> Period:
    return Period(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )
