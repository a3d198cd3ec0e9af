"""Conjugation of Romance verbs, third persons and the first plural, at development time."""

from __future__ import annotations

import tomllib
from pathlib import Path

_CLASSES = tomllib.loads((Path(__file__).parent / "classes.toml").read_text(encoding="utf-8"))


def verbs(group: str) -> frozenset[str]:
    """The verbs of a class that their ending does not tell."""
    return frozenset(_CLASSES[group].split())
