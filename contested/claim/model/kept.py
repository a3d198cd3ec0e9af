"""Answers kept by content, so that the same question is paid for once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class Kept:
    """Answers in a folder, one file each. A folder that cannot be written keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, *question: str) -> str | None:
        """The answer to a question, or None."""
        try:
            return self._file(question).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, answer: str, *question: str) -> None:
        """Keep an answer; a reader of the folder sees all of it or nothing."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(answer)
            os.replace(name, self._file(question))
        except OSError:
            return

    def _file(self, question: tuple[str, ...]) -> Path:
        digest = hashlib.sha256("\0".join(question).encode("utf-8", "surrogatepass"))
        return self.folder / f"{digest.hexdigest()[:40]}.json"
