"""Shared fixtures. Optional third-party data is found here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_path() -> Path | None:
    """The folder of optional data that is not part of the project, or None."""
    for candidate in (os.environ.get("CONTESTED_SHARED"), ROOT.parent / "shared"):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    return None


def unmeasured() -> dict[str, str]:
    """The environment for a process whose cost counts: `make coverage` would have it traced."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


@pytest.fixture(scope="session")
def shared() -> Path:
    path = shared_path()
    if path is None:
        pytest.skip("optional third-party data is not on this machine")
    return path
