"""From TOML sources to one checked table of plain values, which a cache can keep as JSON."""

from __future__ import annotations

import difflib
import re
from functools import partial
from typing import Any

from contested.actor.actor import KINDS
from contested.actor.alliances import ALLIANCE_KINDS
from contested.actor.roles import ROLES
from contested.actor.source import Entry, Source, entries

Compiled = dict[str, Any]

_ACTOR_KEYS = frozenset(
    [
        "id",
        "name",
        "kind",
        "countries",
        "names",
        "adjectives",
        "members",
        "speaks_for",
        "side",
        "sides",
        "from",
        "to",
        "note",
    ]
)
_COUNTRY_KEYS = frozenset(
    ["code", "name", "actor", "names", "adjectives", "people", "capitals", "seats"]
)
_PERSON_KEYS = frozenset(["name", "actor", "names", "from", "to"])
_MEMBERSHIP_KEYS = frozenset(["actor", "group", "from", "to", "note"])
_ALLIANCE_KEYS = frozenset(["a", "b", "kind", "from", "to", "note"])
_TABLES = frozenset(["actor", "country", "person", "membership", "alliance", "roles"])
_CODE = re.compile(r"[A-Z]{2}")
_NAME_TABLES = ("names", "adjectives", "members")


def slug(name: str) -> str:
    """Lower-case words joined by hyphens, the form of an actor's id.

    >>> slug("Republic of the Congo")
    'republic-of-the-congo'
    """
    plain = name.lower().translate(str.maketrans("áãçéèëíñóôöúüı", "aaceeeinooouui"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def compile_sources(sources: list[Source]) -> Compiled:
    """Check the sources and merge them, later ones over earlier ones.

    The result holds only lists, dicts, strings and None: `countries` by code, `actors` by id,
    `people`, `roles` by country code and role, `wars` by country code,
    `memberships`, `alliances`, `allegiances`.
    Raises ActorError, with file and line, for an unknown key, kind, country or actor, a missing
    field, a date that is none, or one canonical name given to two actors.
    """
    compiled: Compiled = {
        "countries": {},
        "actors": {},
        "people": [],
        "roles": {},
        "wars": {},
        "memberships": [],
        "alliances": [],
        "allegiances": [],
    }
    for source in sources:
        for table in source.tables:
            if table not in _TABLES:
                tables = ", ".join(sorted(_TABLES))
                line = source.line(f"[[{table}]]") or source.line(f"[{table}]")
                raise source.error(f"knows no table {table!r}; it takes {tables}", line)
        for entry in entries(source, "country"):
            _country(compiled, entry)
    known = {compiled["actors"][id]["name"]: id for id in compiled["actors"]}
    for source in sources:
        for entry in entries(source, "actor"):
            _actor(compiled, entry, known)
    for source in sources:
        _actor_references(compiled, source)
        # What a theatre pack says comes first, so that it is found first.
        people = [_person(compiled, entry) for entry in entries(source, "person")]
        compiled["people"] = people + compiled["people"]
        _roles(compiled, source)
        for entry in entries(source, "membership"):
            entry.check_keys(_MEMBERSHIP_KEYS)
            pair = [_known(compiled, entry, "actor"), _known(compiled, entry, "group")]
            compiled["memberships"].append([*pair, *entry.period()])
        for entry in entries(source, "alliance"):
            entry.check_keys(_ALLIANCE_KEYS)
            pair = [_known(compiled, entry, "a"), _known(compiled, entry, "b")]
            if pair[0] == pair[1]:
                raise entry.error(f"{pair[0]!r} stands on both ends of the alliance", "b")
            kind = entry.one_of("kind", ALLIANCE_KINDS)
            compiled["alliances"].append([*pair, kind, *entry.period()])
    return compiled


def _country(compiled: Compiled, entry: Entry) -> None:
    entry.check_keys(_COUNTRY_KEYS)
    code, name = entry.text("code"), entry.text("name")
    if not _CODE.fullmatch(code):
        raise entry.error(f"code {code!r} should be two capital letters", "code")
    if code in compiled["countries"]:
        raise entry.error(f"country {code} is described twice", "code")
    words = {key: entry.names(key) for key in ("names", "adjectives", "people")}
    actor = entry.id("actor", slug(name))
    compiled["countries"][code] = {
        "name": name,
        "actor": actor,
        **words,
        "capitals": entry.names("capitals"),
        "seats": entry.names("seats"),
    }
    # Every country is an actor; a block [[actor]] with the same id adds to it.
    compiled["actors"][actor] = {
        "name": name,
        "kind": "state",
        "countries": [code],
        "names": {lang: list(names) for lang, names in words["names"].items()},
        "adjectives": {},
        "members": {},
        "speaks_for": None,
        "side": None,
    }


def _actor(compiled: Compiled, entry: Entry, known: dict[str, str]) -> None:
    entry.check_keys(_ACTOR_KEYS)
    actor_id = entry.id("id")
    before = compiled["actors"].get(actor_id)
    countries = entry.strings("countries")
    for code in countries:
        if code not in compiled["countries"]:
            raise entry.error(f"country {code!r} is unknown; use ISO codes as SY", "countries")
    if before is not None:
        name = entry.text("name", before["name"])
        kind = entry.one_of("kind", KINDS, before["kind"])
        countries = list(dict.fromkeys(countries + before["countries"]))
    else:
        name, kind = entry.text("name"), entry.one_of("kind", KINDS)
    if known.setdefault(name, actor_id) != actor_id:
        raise entry.error(f"{name!r} is already the name of {known[name]!r}", "name")
    actor: Compiled = {
        "name": name,
        "kind": kind,
        "countries": countries,
        **{key: entry.names(key) for key in _NAME_TABLES},
        "speaks_for": entry.optional("speaks_for"),
        "side": entry.optional("side"),
        "active": list(entry.period()),
    }
    english = actor["names"].setdefault("en", [])
    if name not in english:
        english.insert(0, name)
    if before is not None:
        for key in _NAME_TABLES:
            for language, words in before[key].items():
                own = actor[key].setdefault(language, [])
                own.extend(word for word in words if word not in own)
        actor["speaks_for"] = actor["speaks_for"] or before["speaks_for"]
        actor["side"] = actor["side"] or before["side"]
        given, known_days = actor["active"], before.get("active", [None, None])
        actor["active"] = [new or old for new, old in zip(given, known_days, strict=True)]
    compiled["actors"][actor_id] = actor


def _actor_references(compiled: Compiled, source: Source) -> None:
    """Check what actors say of other actors, once all of them are known."""
    for entry in entries(source, "actor"):
        for key in ("speaks_for", "side"):
            if key in entry.record:
                _known(compiled, entry, key)
        sides = entry.record.get("sides", [])
        for value in sides if isinstance(sides, list) else [sides]:
            part = entry.inline("sides", value, "side")
            part.check_keys(frozenset({"side", "from", "to"}))
            side = _known(compiled, part, "side")
            compiled["allegiances"].append([entry.record["id"], side, *part.period()])


def _person(compiled: Compiled, entry: Entry) -> list[Any]:
    entry.check_keys(_PERSON_KEYS)
    name, names = entry.text("name"), entry.names("names")
    return [name, _known(compiled, entry, "actor"), names, *entry.period()]


def _roles(compiled: Compiled, source: Source) -> None:
    """``[roles.SY]`` with lines like ``rebels = "syrian-rebels"`` or a list of dated tables."""
    tables = source.tables.get("roles", {})
    for code, table in tables.items() if isinstance(tables, dict) else [("", {})]:
        head = f"[roles.{code}]"
        entry = Entry(source, head, table, partial(source.line, head, 0))
        if code not in compiled["countries"]:
            raise entry.error(f"country {code!r} is unknown; write [roles.SY] with an ISO code")
        entry.check_keys(ROLES | {"war"})
        if "war" in table:
            compiled["wars"][code] = _war(entry)
        for role, values in table.items():
            if role == "war":
                continue
            found = []
            for value in values if isinstance(values, list) else [values]:
                part = entry.inline(role, value, "actor")
                part.check_keys(frozenset({"actor", "from", "to"}))
                found.append([_known(compiled, part, "actor"), *part.period()])
            compiled["roles"].setdefault(code, {})[role] = found


def _war(entry: Entry) -> list[Any]:
    """Periods of war in the country: ``war = true`` or a list of { from, to }."""
    value = entry.record["war"]
    if value is True:
        return [[None, None]]
    periods = []
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            raise entry.error("write war = true or war = [{ from = ..., to = ... }]", "war")
        part = entry.inline("war", one, "from")
        part.check_keys(frozenset({"from", "to"}))
        periods.append([*part.period()])
    return periods


def _known(compiled: Compiled, entry: Entry, key: str) -> str:
    """The id of an actor that exists; raises ActorError with the nearest id."""
    actor_id = entry.text(key)
    if actor_id not in compiled["actors"]:
        near = difflib.get_close_matches(actor_id, compiled["actors"], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise entry.error(f"{key} {actor_id!r} is no actor's id{hint}", key)
    return actor_id
