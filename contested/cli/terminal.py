"""Printing: tables and progress bars on a terminal, plain lines in a pipe, errors on one line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from contested.cli.neutral import neutral, neutral_line, safe_json
from contested.errors import ContestedError

_SECONDS_BETWEEN_LINES = 5.0
_SHORT_ID = 12
_NEVER_WRAPPED = frozenset({"claim", "day", "sure", "change"})


class PipeClosedError(ContestedError):
    """Whoever read the output has gone, as `head` does; nothing is left to say."""


def is_terminal() -> bool:
    """Whether standard output is a person's screen."""
    return sys.stdout.isatty()


def say(text: str = "") -> None:
    """Print text of our own or of a report, made safe."""
    _print(neutral(text))


def tell(text: str) -> None:
    """Print a message beside the results, to standard error, on one line."""
    print(neutral_line(text), file=sys.stderr)


def print_records(records: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    for record in records:
        _print(safe_json(record))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A table on a terminal; in a pipe a line of the columns' names and the rows, their cells
    separated by tabs. Without a row a pipe gets nothing.

    A column called ``claim`` holds claim ids, of which a terminal shows the beginning: every
    command takes that too.
    """
    if not is_terminal():
        for number, row in enumerate(rows):
            if number == 0:
                _print("\t".join(columns))
            _print("\t".join(neutral_line(cell) for cell in row))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(neutral_line(title)) if title else None, title_justify="left")
    for column in columns:
        table.add_column(Text(column), overflow="fold", no_wrap=column in _NEVER_WRAPPED)
    for row in rows:
        cells = (
            cell[:_SHORT_ID] if column == "claim" else cell
            for column, cell in zip(columns, row, strict=True)
        )
        table.add_row(*(Text(neutral_line(cell)) for cell in cells))
    _console().print(table)


def print_marked(text: str, start: int, end: int) -> None:
    """Text with the part from `start` to `end` marked: by colour, or by ⟦ ⟧ in a pipe."""
    before, part, after = (neutral(piece) for piece in (text[:start], text[start:end], text[end:]))
    if not is_terminal():
        _print(f"{before}⟦{part}⟧{after}")
        return
    from rich.text import Text

    _console().print(Text.assemble(before, (part, "bold reverse"), after), soft_wrap=False)


def heading(text: str) -> None:
    """A line that begins a part of the output."""
    if not is_terminal():
        _print(neutral_line(text))
        return
    from rich.text import Text

    _console().print(Text(neutral_line(text), style="bold"))


class Progress:
    """Counts steps and shows them; `step` is called once for each piece of work done."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total, self._done = what, total, 0
        self._told_at = time.monotonic()
        self._told = 0

    def step(self) -> None:
        """One more is done; says so at intervals and, if it did, of the last."""
        self._done += 1
        late = time.monotonic() - self._told_at >= _SECONDS_BETWEEN_LINES
        if late or (self._told and self._done == self._total):
            self._told_at = time.monotonic()
            self._tell()

    def finish(self) -> None:
        """The work is done; says so of work whose amount nobody knew, if anything was said."""
        if self._told and self._told != self._done:
            self._tell()

    def _tell(self) -> None:
        self._told = self._done
        of = f" of {self._total}" if self._total is not None else ""
        tell(f"{self._what}: {self._done}{of}")


class _Bar(Progress):
    def __init__(self, what: str, total: int | None, bar: Any, task: Any) -> None:
        super().__init__(what, total)
        self._bar, self._task = bar, task

    def step(self) -> None:
        self._bar.advance(self._task)


@contextmanager
def progress(what: str, total: int | None, prints: bool = False) -> Iterator[Progress]:
    """A progress bar on standard error if that is a terminal, else a line every few seconds and,
    if there was any, one at the end.

    Work that `prints` its results as it goes shows no bar among them on the same terminal.
    """
    if not sys.stderr.isatty() or (prints and is_terminal()):
        plain = Progress(what, total)
        yield plain
        plain.finish()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    with RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # Results may go to a file while the bar is on the screen: leave them alone.
        redirect_stdout=False,
    ) as bar:
        yield _Bar(what, total, bar, bar.add_task(what, total=total))


def _print(line: str) -> None:
    try:
        print(line)
    except BrokenPipeError as error:
        raise PipeClosedError("the output was closed") from error


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
