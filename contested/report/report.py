"""The report: one text as somebody published it. Nothing in it is ever edited."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

PublishedBasis = Literal["given", "metadata", "text", "file", "none"]


@dataclass(frozen=True, slots=True)
class Report:
    """A text, who published it and when.

    `text` is the headline, a blank line and the body; without a headline it is the body alone.
    All character offsets of claims count in `text`. `publisher` is the outlet, `agency` the
    wire service that the text itself credits. `language` is a BCP-47 code, None if it could not
    be told. `published_at` is an ISO 8601 time with its zone; `published_basis` says how it is
    known: ``given`` by the user, ``metadata`` of the page, feed or record, ``text`` (a dateline),
    ``file`` (a date in the file's name), ``none``. `source` is where it was read from, for
    messages only: it is no part of the report's identity.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: str | None = None
    published_basis: PublishedBasis = "none"
    source: str | None = None

    @property
    def id(self) -> str:
        """Content address: what was said, by whom, as of when.

        Where the report was read from, its address, its detected language and how the date is
        known are not part of it. The date is: "today" in the same words means another day.
        """
        return _content_address(self.publisher, self.agency, self.published_at, self.text)

    @property
    def published_on(self) -> str | None:
        """The day of publication in its own time zone, as ``YYYY-MM-DD``."""
        return None if self.published_at is None else self.published_at[:10]

    @property
    def headed(self) -> bool:
        """Whether the text begins with a headline: its title, or a first paragraph like one."""
        return self.body_start > 0 or is_headline(self.text.lstrip().partition("\n\n")[0])

    @property
    def body_start(self) -> int:
        """Offset in `text` at which the body begins; 0 if there is no headline."""
        if not self.title or not self.text.startswith(self.title):
            return 0
        body = self.text[len(self.title) :]
        return len(self.text) - len(body.lstrip())


_HEADLINE_CHARS = 300
_CLOSING = "\"'»”’)]"  # may stand behind the last full stop
_STOPS = (".", "。", "۔", "।")


def is_headline(paragraph: str) -> bool:
    """Whether a first paragraph is a headline: short, and without a full stop at its end.

    >>> is_headline("Rebels break the siege. Army denies it")
    True
    >>> is_headline("Rebels broke the siege on Saturday, a monitor said.")
    False
    """
    words = paragraph.strip().rstrip(_CLOSING)
    return 0 < len(words) <= _HEADLINE_CHARS and not words.endswith(_STOPS)


def headline_of(text: str) -> str | None:
    """The first line of a text, if a blank line sets it off as the headline of a body."""
    first, _, rest = text.partition("\n")
    apart = bool(rest.strip()) and not rest.partition("\n")[0].strip()
    return first if apart and is_headline(first) else None


# A report is asked for its id dozens of times while it is read and stored, and a text is long.
@lru_cache(maxsize=64)
def _content_address(
    publisher: str | None, agency: str | None, published_at: str | None, text: str
) -> str:
    identity = (publisher, agency, published_at, text)
    digest = hashlib.sha256(
        json.dumps(identity, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )
    return "r-" + digest.hexdigest()[:20]
