"""Reading a language's data files, whose keys are those of language_keys.toml."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from contested.actor.source import key_line
from contested.errors import LanguageError

KEYS = Path(__file__).parent / "language_keys.toml"
_POSITION = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column (?P<column>\d+)\)$")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, whose keys are known if it is one of a language's files.

    Raises LanguageError, with the line, where it is missing, not valid or has an unknown key.
    """
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        raise LanguageError("file is missing; every language needs it", path=path) from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _POSITION.match(str(error))
        what, line, column = match.groups() if match is not None else (str(error), 0, 0)
        raise LanguageError(
            f"not valid TOML: {what}", path=path, line=int(line), column=int(column)
        ) from None
    known = known_keys().get(path.stem)
    if known is not None:
        _check_keys(path, text, tables, known)
    return tables


@lru_cache(maxsize=1)
def known_keys() -> dict[str, dict[str, Any]]:
    """For each file the keys outside its sections (`keys`) and those of each section: a list of
    names, or a pattern that each must match."""
    return tomllib.loads(KEYS.read_text(encoding="utf-8"))


def _check_keys(path: Path, text: str, tables: dict[str, Any], known: dict[str, Any]) -> None:
    plain = known.get("keys", [])
    sections = {name: keys for name, keys in known.items() if name != "keys"}
    for name, value in tables.items():
        if name in plain and not isinstance(value, dict):
            continue
        several = isinstance(value, list) and any(isinstance(one, dict) for one in value)
        head = f"[[{name}]]" if several else f"[{name}]"
        if name not in sections:
            line = key_line(text, head) or key_line(text, "", 0, name)
            raise LanguageError(_unknown(name, [*plain, *sections]), path=path, line=line)
        if not several and not isinstance(value, dict):
            line = key_line(text, "", 0, name)
            raise LanguageError(f"{name} is a section: write {head}", path=path, line=line)
        for index, table in enumerate(value if several else [value]):
            for key in table:
                if not _fits(key, sections[name]):
                    raise LanguageError(
                        f"{head}: {_unknown(key, sections[name])}",
                        path=path,
                        line=key_line(text, head, index, key),
                    )


def _fits(key: str, known: list[str] | str) -> bool:
    return bool(re.fullmatch(known, key)) if isinstance(known, str) else key in known


def _unknown(key: str, known: list[str] | str) -> str:
    """What to say of a key that means nothing: the nearest one that does, or all."""
    if isinstance(known, str):
        return f"unknown key {key!r}; here keys have the form {known}"
    near = get_close_matches(key, known, 1)
    if near:
        return f"unknown key {key!r}; did you mean {near[0]!r}?"
    listed = ", ".join(known) if len(known) <= 40 else "see docs/extending.md"
    return f"unknown key {key!r}; there are: {listed}"
