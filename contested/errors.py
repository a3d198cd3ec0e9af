"""The one error tree. It knows nothing of HTTP or of the terminal.

A message names the file, line or field, what was found there and what to do.
"""

from __future__ import annotations

from pathlib import Path


class ContestedError(Exception):
    """Base of every error that Contested raises on purpose."""


class DataError(ContestedError):
    """A data file of the project or of the user (theatre pack, actors, language) is wrong.

    `where` is rendered as ``file:line:column``, as far as each is known.
    """

    def __init__(
        self, message: str, *, path: Path | str | None = None, line: int = 0, column: int = 0
    ) -> None:
        self.path, self.line, self.column, self.message = path, line, column, message
        super().__init__(f"{self.where}: {message}" if path is not None else message)

    @property
    def where(self) -> str:
        """The position as ``file:line:column``; parts that are not known are left out."""
        parts = [str(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class TheatreError(DataError):
    """A theatre pack is missing, malformed or inconsistent."""


class ActorError(DataError):
    """An actors file is malformed or inconsistent."""


class LanguageError(DataError):
    """A language folder is malformed: a rule without example, an unknown predicate, a bad form."""


class ReportError(ContestedError):
    """A source could not be turned into reports: empty, binary, too large, broken."""


class ModelError(ContestedError):
    """A language model cannot be asked: no address, refused, or the run's limits are reached."""


class LedgerError(ContestedError):
    """The ledger is missing, of another version, locked or damaged."""


class NotFoundError(ContestedError):
    """A named place, actor, claim or report is not known; the message suggests near names."""


class QuestionError(ContestedError):
    """A request asks for what cannot be: a value out of range, of another form, or too much."""


class LoginError(ContestedError):
    """The request needs somebody who is logged in, or the password is wrong."""


class ThrottledError(ContestedError):
    """Too many requests of a kind in a short time; the message says when to try again."""
