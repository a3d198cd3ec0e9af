"""Reading one TOML file of actors so that every error can name its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from contested.errors import ActorError
from contested.partial_date import first_day, last_day

_POSITION = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column (?P<column>\d+)\)$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Record = dict[str, Any]


def key_line(text: str, head: str, index: int = 0, key: str = "") -> int:
    """The line, from 1, of `key` in the block under the `index`-th line that is `head`.

    An empty head means the beginning of the file. The head's own line if the key is not there; 0
    if the head is not there either.
    """
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.partition("#")[0].strip() == head]
    if head == "":
        heads = [-1]
    if index >= len(heads):
        return 0
    wanted = re.compile(rf"""["']?{re.escape(key)}["']?[ \t]*[=.]""")
    for number in range(heads[index] + 1, len(lines)):
        line = lines[number].lstrip()
        if line.startswith("[") and not line.startswith(("[ ", '["')):
            break
        if key and wanted.match(line):
            return number + 1
    return heads[index] + 1


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one TOML file and its top-level tables."""

    path: Path
    text: str
    tables: Record

    def line(self, head: str, index: int = 0, key: str = "") -> int:
        """`key_line` in this file."""
        return key_line(self.text, head, index, key)

    def error(self, message: str, line: int = 0) -> ActorError:
        """An ActorError that names this file."""
        return ActorError(message, path=self.path, line=line)


@dataclass(frozen=True, slots=True)
class Entry:
    """One block or inline table; its methods check a field and return it.

    `label` is what a message calls it, `line` finds the line of a key.
    """

    source: Source
    label: str
    record: Record
    line: Callable[[str], int]

    def error(self, message: str, key: str = "") -> ActorError:
        """An ActorError at the key's line."""
        return self.source.error(message, self.line(key))

    def inline(self, key: str, value: Any, text_key: str) -> Entry:
        """The value of `key` as an entry of its own: ``{ ... }``, or a string for `text_key`."""
        record = {text_key: value} if isinstance(value, str) else value
        if not isinstance(record, dict):
            raise self.error(f'{key} takes {{ {text_key} = "...", from = ..., to = ... }}', key)
        return Entry(self.source, key, record, lambda _: self.line(key))

    def check_keys(self, known: frozenset[str]) -> None:
        """Raise ActorError for a key that means nothing here."""
        for key in self.record:
            if key not in known:
                names = ", ".join(sorted(known))
                raise self.error(f"{self.label} knows no {key!r}; it takes {names}", key)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string; raises ActorError where it is missing and has no default."""
        value = self.record.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f'{self.label} needs {key} = "..."', key)
        return value

    def optional(self, key: str) -> str | None:
        return self.text(key) if key in self.record else None

    def id(self, key: str, default: str | None = None) -> str:
        """A string of lower-case words joined by hyphens."""
        value = self.text(key, default)
        if not _ID.fullmatch(value):
            raise self.error(f"{key} {value!r} should be lower-case words joined by hyphens", key)
        return value

    def one_of(self, key: str, known: frozenset[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in known:
            raise self.error(f"{key} {value!r} is none of {', '.join(sorted(known))}", key)
        return value

    def strings(self, key: str) -> list[str]:
        return self._strings(self.record.get(key, []), key)

    def names(self, key: str) -> dict[str, list[str]]:
        """A table of language code to list of words; a bare string counts as a list of one."""
        table = self.record.get(key, {})
        if not isinstance(table, dict):
            raise self.error(f'write {key}.en = ["..."], one line for each language', key)
        for language in table:
            if not _LANGUAGE.fullmatch(language):
                raise self.error(f"{language!r} is no language code", f"{key}.{language}")
        return {lang: self._strings(words, f"{key}.{lang}") for lang, words in table.items()}

    def day(self, key: str) -> str | None:
        """`from` or `to` as an ISO day: a TOML date, or "2016", "2016-07", "2016-07-28", 2016.

        A partial date begins on its first day and ends on its last.
        """
        value = self.record.get(key)
        if value is None:
            return None
        try:
            return (last_day if key == "to" else first_day)(str(value)).isoformat()
        except ValueError:
            message = f'{key} = {value!r} is no date; write 2016-07-28, "2016-07" or 2016'
            raise self.error(message, key) from None

    def period(self) -> tuple[str | None, str | None]:
        """`from` and `to`; raises ActorError if they are the wrong way round."""
        first, last = self.day("from"), self.day("to")
        if first and last and last < first:
            raise self.error(f"ends ({last}) before it begins ({first})", "to")
        return first, last

    def _strings(self, value: Any, key: str) -> list[str]:
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            raise self.error(f"{key} should be a list of words in quotes", key)
        for word in words:
            if words.count(word) > 1:
                raise self.error(f"{key} has {word!r} twice", key)
        return words


def entries(source: Source, table: str) -> list[Entry]:
    """Every ``[[table]]`` block of the source, in order; raises ActorError for another shape."""
    found = source.tables.get(table, [])
    head = f"[[{table}]]"
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise source.error(f"write {head}, one block for each", source.line(f"[{table}]"))
    return [
        Entry(source, head, record, partial(source.line, head, index))
        for index, record in enumerate(found)
    ]


def parse(path: Path, data: bytes) -> Source:
    """Parse the bytes of a TOML file; raises ActorError with line and column where it breaks."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ActorError("is not UTF-8 text", path=path, line=line) from None
    text = text.replace("\r\n", "\n")
    try:
        return Source(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        match = _POSITION.match(str(error))
        if match is None:
            raise ActorError(str(error), path=path, line=text.count("\n") + 1) from None
        line, column = int(match["line"]), int(match["column"])
        raise ActorError(match["what"], path=path, line=line, column=column) from None
