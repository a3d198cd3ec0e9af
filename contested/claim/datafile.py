"""Reading a language's data files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from contested.errors import LanguageError


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises LanguageError where it is missing or not valid."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LanguageError("file is missing; every language needs it", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"not valid TOML: {error}", path=path) from None
