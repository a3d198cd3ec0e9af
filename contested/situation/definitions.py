"""The definitions of `definitions.toml`, read once and passed round."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from contested.errors import DataError

_TABLES = (
    "encirclement", "reported", "ocha", "siege_watch", "route", "likelihood_ratio",
    "factuality_power", "predicate_power", "speaker_kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definitions:
    """One table of settings per definition; the file says what each setting means."""

    encirclement: Mapping[str, Any]
    reported: Mapping[str, Any]
    ocha: Mapping[str, Any]
    siege_watch: Mapping[str, Any]
    route: Mapping[str, Any]
    likelihood_ratio: Mapping[str, float]
    factuality_power: Mapping[str, float]
    predicate_power: Mapping[str, float]
    speaker_kind: Mapping[str, str]


@cache
def shipped_definitions() -> Definitions:
    """The definitions that come with Contested."""
    text = (resources.files("contested.situation") / "definitions.toml").read_text("utf-8")
    return Definitions(**tomllib.loads(text))


def load_definitions(path: Path) -> Definitions:
    """The shipped definitions with the settings of a TOML file over them.

    Raises DataError for a file that is not TOML or names a setting that does not exist.
    """
    try:
        own = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(error), path=path) from error
    shipped = shipped_definitions()
    merged: dict[str, Any] = {}
    for name in _TABLES:
        base, over = dict(getattr(shipped, name)), own.pop(name, {})
        unknown = [key for key in over if key not in base and name != "speaker_kind"]
        if unknown:
            known = ", ".join(base)
            raise DataError(f"[{name}] has no setting {unknown[0]!r}; known: {known}", path=path)
        for key, value in over.items():
            if key in base and isinstance(base[key], float | int) != isinstance(value, float | int):
                raise DataError(f"[{name}] {key} cannot be {value!r}", path=path)
        merged[name] = {**base, **over}
    if own:
        raise DataError(f"no definition is called [{next(iter(own))}]", path=path)
    return Definitions(**merged)
