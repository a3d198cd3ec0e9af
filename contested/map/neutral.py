"""Text of reports made harmless for a page, without moving a single offset.

Control characters, reading-order overrides and invisible characters become U+FFFD, once for each
UTF-16 unit, so that offsets that count those units stay right.
"""

from __future__ import annotations

import re

_BIDI = "\u061c\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSAFE = re.compile(f"[{_CONTROLS}{_BIDI}{_INVISIBLE}\ud800-\udfff]")


def neutral(text: str) -> str:
    """`text` with unsafe characters replaced.

    >>> neutral("a\\u202eb") == "a\\ufffdb"
    True
    """
    return _UNSAFE.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" * (2 if ord(match.group()) > 0xFFFF else 1)
