"""Foreign text made safe to print: nothing in it can move the cursor or turn the reading order."""

from __future__ import annotations

import json
import re
from typing import Any

_BIDI = "\u061c\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_UNSAFE = re.compile(f"[{_CONTROLS}{_BIDI}{_INVISIBLE}\ud800-\udfff]")
_UNSAFE_IN_LINE = re.compile(f"[\\t\\n{_CONTROLS}{_BIDI}{_INVISIBLE}\ud800-\udfff]")


def neutral(text: str) -> str:
    """`text` with control characters, bidi overrides and invisible characters made visible.

    Controls become their pictures (ESC is ␛), the others their code points (``<U+202E>``); tabs
    and newlines stay.
    """
    return _UNSAFE.sub(_shown, text)


def neutral_line(text: str) -> str:
    """`neutral`, and on one line: tabs and newlines become spaces."""
    return _UNSAFE_IN_LINE.sub(
        lambda match: " " if match.group() in "\t\n" else _shown(match), text
    )


def safe_json(record: Any) -> str:
    """One line of JSON that reads back the same and is safe to print: unsafe characters are
    written as escapes, all other letters as they are."""
    line = json.dumps(record, ensure_ascii=False)
    return _UNSAFE.sub(_escaped, line)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
