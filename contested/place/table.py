"""CSV files whose every cell knows its line and column, so that errors can point at it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contested.errors import TheatreError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file a person edits; prints as ``file:line:column: message``.

    `severity` is ``error`` (the pack does not load) or ``warning``. `line` and `column` count
    from 1; 0 means the whole file.
    """

    path: Path
    line: int
    column: int
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        position = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{self.path}{position}: {self.message}"

    def as_error(self) -> TheatreError:
        return TheatreError(self.message, path=self.path, line=self.line, column=self.column)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its fields by column name. Where a field starts is worked out from
    the line itself when somebody asks, which is only when something is wrong."""

    path: Path
    line: int
    source: str
    header: Mapping[str, int]
    fields: tuple[str, ...]

    def text(self, column: str) -> str:
        """The field of `column`, without surrounding spaces; empty if the line has none."""
        index = self.header.get(column, -1)
        return self.fields[index] if 0 <= index < len(self.fields) else ""

    def problem(self, column: str, message: str, severity: str = "error") -> Problem:
        """A problem at the field of `column`."""
        index = self.header.get(column, -1)
        start = 1
        if 0 <= index < len(self.fields):
            start = list(_split(self.source))[index][1]
        return Problem(self.path, self.line, start, message, severity)


def _split(line: str) -> Iterator[tuple[str, int, bool]]:
    """The fields of one CSV line with their columns from 1; the flag is false if a quote that
    was opened is never closed."""
    position = 0
    while True:
        column = position + 1
        if line[position : position + 1] == '"':
            pieces: list[str] = []
            position += 1
            closed = False
            while position < len(line):
                if line[position] == '"':
                    if line[position + 1 : position + 2] == '"':
                        pieces.append('"')
                        position += 2
                        continue
                    closed = True
                    position += 1
                    break
                pieces.append(line[position])
                position += 1
            end = line.find(",", position)
            rest = line[position:] if end < 0 else line[position:end]
            yield "".join(pieces).strip() + rest.strip(), column, closed
        else:
            end = line.find(",", position)
            raw = line[position:] if end < 0 else line[position:end]
            yield raw.strip(), column + len(raw) - len(raw.lstrip()), True
        if end < 0:
            return
        position = end + 1


def read_table(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...], problems: list[Problem]
) -> list[Row]:
    """Read the CSV file at `path`; what is wrong with its form is appended to `problems`.

    Empty lines and lines that start with ``#`` are skipped. A field may be quoted but not span
    lines.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(path, 0, 0, "file is missing"))
        return []
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(path, error))
        return []
    rows: list[Row] = []
    header: dict[str, int] | None = None
    widths = range(0)  # how many commas a line may have
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if header is not None and '"' not in line and line.count(",") in widths:
            plain = tuple([field.strip() for field in line.split(",")])
            rows.append(Row(path, number, line, header, plain))
            continue
        fields = list(_split(line))
        for content, column, closed in fields:
            if not closed:
                problems.append(
                    Problem(path, number, column, f"quote is not closed before: {content[:30]}")
                )
        if header is None:
            header = {content: index for index, (content, _, _) in enumerate(fields)}
            widths = range(len(required) - 1, len(fields))
            _check_header(path, number, fields, required, optional, problems)
            continue
        if len(fields) > len(header):
            content, column, _ = fields[len(header)]
            problems.append(
                Problem(path, number, column, f"more fields than the header has: {content!r}")
            )
        elif len(fields) < len(required):
            problems.append(
                Problem(
                    path,
                    number,
                    len(line) + 1,
                    f"{len(fields)} fields, expected {len(header)}: {', '.join(header)}",
                )
            )
        contents = tuple([content for content, _, _ in fields])
        rows.append(Row(path, number, line, header, contents))
    if header is None:
        problems.append(
            Problem(path, 1, 1, f"file is empty; expected the header {','.join(required)}")
        )
    return rows


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Problem:
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(path, line, 1, "not UTF-8 text; save the file as UTF-8")


def _check_header(
    path: Path,
    number: int,
    fields: list[tuple[str, int, bool]],
    required: tuple[str, ...],
    optional: tuple[str, ...],
    problems: list[Problem],
) -> None:
    seen: set[str] = set()
    for content, column, _ in fields:
        if content in seen:
            problems.append(Problem(path, number, column, f"column {content!r} appears twice"))
        elif content not in required and content not in optional:
            known = ", ".join((*required, *optional))
            problems.append(
                Problem(path, number, column, f"unknown column {content!r}; known: {known}")
            )
        seen.add(content)
    for name in required:
        if name not in seen:
            problems.append(Problem(path, number, 1, f"column {name!r} is missing"))


def read_toml(path: Path, problems: list[Problem]) -> dict[str, Any]:
    """Read the TOML file at `path`; a syntax error is appended to `problems`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(path, 0, 0, "file is missing"))
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(path, error))
    except tomllib.TOMLDecodeError as error:
        message, line, column = _toml_position(str(error), path)
        problems.append(Problem(path, line, column, message))
    return {}


def _toml_position(message: str, path: Path) -> tuple[str, int, int]:
    head, _, tail = message.rpartition(" (at line ")
    if not head:  # at the end of the document
        lines = path.read_text(encoding="utf-8-sig").splitlines() or [""]
        return message.removesuffix(" (at end of document)"), len(lines), len(lines[-1]) + 1
    line_text, _, column_text = tail.rstrip(")").partition(", column ")
    return head, int(line_text), int(column_text or 1)


def key_position(path: Path, key: str) -> tuple[int, int]:
    """Line and column of the first line of a TOML file that sets `key` or opens its table."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        bare = line.lstrip()
        name = bare.lstrip("[").split("=", 1)[0].split("]", 1)[0].strip().strip("\"'")
        if bare and not bare.startswith("#") and name.split(".", 1)[0] == key:
            return number, len(line) - len(bare) + 1
    return 0, 0
