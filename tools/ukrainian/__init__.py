"""Inflection of Ukrainian words, at development time.

The paradigms are written out here; what does not follow them is kept in `forms_uk.toml`.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from named_words import exceptions

KEPT: dict[str, Any] = exceptions("uk")


def fold(word: str) -> str:
    """Lower case, й as и and ї as і, no apostrophe; hyphens part words."""
    text = unicodedata.normalize("NFD", word.lower().replace("-", " "))
    return "".join(c for c in text if not unicodedata.combining(c) and c not in "'’ʼ")
