"""Beliefs, runs and reliabilities as pandas or Arrow tables; neither is needed otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from contested.belief.belief import Belief, Contribution, Reliability, Run
from contested.belief.grid import PanelRow

Record = Belief | Contribution | PanelRow | Reliability | Run


def as_pandas(records: Iterable[Record]) -> Any:
    """A pandas DataFrame with one row a record; a belief gives one row a holder. Raises
    ImportError without pandas."""
    return import_module("pandas").DataFrame(_rows(records))


def as_arrow(records: Iterable[Record]) -> Any:
    """The same as a pyarrow Table. Raises ImportError without pyarrow."""
    return import_module("pyarrow").Table.from_pylist(_rows(records))


def _rows(records: Iterable[Record]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for one in records:
        if not isinstance(one, Belief):
            rows.append(one.as_dict())
            continue
        head = {"place": one.place, "at": one.at.isoformat(), "known_at": one.known_at.isoformat()}
        head |= {"kind": one.kind}
        rows += [
            {**head, "holder": name, "side": one.sides.get(name), "prob": prob,
             "inferred_prob": one.inferred.get(name, 0.0), "age_days": one.age_days}
            for name, prob in one.probs.items()
        ]  # fmt: skip
    return rows
