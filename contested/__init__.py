"""Contested: who holds what, says who."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.study.study import Study

__version__ = "0.1.0"


def open(
    ledger: str | PathLike[str],
    theatre: str | None = None,
    *,
    recorded_by: str | None = None,
    learn: bool = True,
) -> Study:
    """Open a ledger for questions: who held a place, its history, a panel, the claims.

    See `contested.study.study.open_study`, whose first call from Python this is.
    """
    from contested.study.study import open_study

    return open_study(ledger, theatre, recorded_by=recorded_by, learn=learn)
