"""`contested export panel`: place by day by side, written row by row as CSV or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from contested.belief.grid import PANEL_COLUMNS, PanelRow
from contested.cli.belief import Asked, open_for, tell_trust
from contested.cli.options import OptionError, day_of
from contested.cli.terminal import tell
from contested.errors import QuestionError
from contested.map.export_rows import BOM, csv_bytes

CSV, PARQUET = "panel", "panel.parquet"
# Rows of one group of a Parquet file: so many are held at a time.
_ROWS_AT_ONCE = 65_536
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PanelDays:
    """The options of `contested export panel`, as typed, beside those of every question."""

    places: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    every: int = 1


def export_panel(
    ledger_path: Path,
    asked: Asked,
    wanted: PanelDays,
    form: str,
    output: Path | None,
    *,
    excel: bool = False,
) -> int:
    """Write the panel, as CSV with a mark of its encoding if it is for Excel; the exit code.
    Raises OptionError for options that do not fit."""
    if asked.according_to and asked.side:
        raise OptionError("--according-to and --side exclude one another")
    days = day_of("--from", wanted.first), day_of("--to", wanted.last)
    as_known = day_of("--as-known", asked.as_known)
    study = open_for(ledger_path, asked)
    try:
        rows = study.panel(
            wanted.places or None, *days, every=wanted.every, hindsight=asked.hindsight,
            as_known=as_known, according_to=asked.according_to, side=asked.side,
            without=asked.without,
        )  # fmt: skip
    except QuestionError as error:
        raise OptionError(str(error)) from error
    tell_trust(study)
    with _opened(output) as stream:
        stream.write(BOM if excel else b"")
        count = (_write_parquet if form == PARQUET else _write_csv)(rows, stream)
    if output is not None:
        tell(f"{output}: {count:,} rows, one for each place, day and state")
    return 0


def _write_csv(rows: Iterator[PanelRow], stream: BinaryIO) -> int:
    stream.write(csv_bytes([PANEL_COLUMNS]))
    count = 0
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        stream.write(
            csv_bytes([_rounded(value) for value in row.as_dict().values()] for row in part)
        )
        count += len(part)
    return count


def _write_parquet(rows: Iterator[PanelRow], stream: BinaryIO) -> int:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise OptionError(
            "Parquet needs pyarrow: pip install 'contested[geo]', or export panel as CSV"
        ) from None
    schema = _schema(arrow)
    count = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while part := list(islice(rows, _ROWS_AT_ONCE)):
            columns = [[getattr(row, name) for row in part] for name in PANEL_COLUMNS]
            writer.write_table(
                arrow.Table.from_arrays(
                    [
                        arrow.array(one, kind)
                        for one, kind in zip(columns, schema.types, strict=True)
                    ],
                    schema=schema,
                )
            )
            count += len(part)
    return count


def _schema(arrow: Any) -> Any:
    kinds = {
        "date": arrow.date32(), "known_at": arrow.date32(), "probability": arrow.float64(),
        "likeliest_probability": arrow.float64(), "entropy_bits": arrow.float64(),
        "claims": arrow.int32(), "evidence_age_days": arrow.int32(), "inferred": arrow.float64(),
    }  # fmt: skip
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in PANEL_COLUMNS])


def _rounded(value: object) -> object:
    return round(value, _DIGITS) if isinstance(value, float) else value


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """The file to write, or standard output, whose stream stays open."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with output.open("wb") as stream:
        yield stream
