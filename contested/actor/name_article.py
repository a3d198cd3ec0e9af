"""The Arabic article inside a name, in the spellings that Latin letters give it.

"Ahrar al-Sham" is as well "Ahrar ash-Sham", "Ahrar eş-Şam" or "Ahrar ul-Sham": the vowel is heard
as one likes, and before most consonants made with the tip of the tongue the l becomes that
consonant.
"""

from __future__ import annotations

import re

_VOWELS = ("a", "e", "u")
_TIPPED = "sch|sh|ch|th|dh|[tdrzsşn]"
_ARTICLE = re.compile(rf"(?<=[ -])[aeu](?:l|{_TIPPED})-(?=\w)", re.IGNORECASE)
_FIRST = re.compile(rf"(?:{_TIPPED})", re.IGNORECASE)


def article_spellings(name: str) -> list[str]:
    """The other spellings of a name's article; empty if the name has none between its words.

    >>> article_spellings("Ahrar al-Sham")[:3], article_spellings("Jaish al-Fatah")
    (['Ahrar ash-Sham', 'Ahrar el-Sham', 'Ahrar esh-Sham'], ['Jaish el-Fatah', 'Jaish ul-Fatah'])
    >>> article_spellings("Sons of Iraq")
    []
    """
    found = _ARTICLE.search(name)
    if found is None:
        return []
    rest = name[found.end() :]
    tip = _FIRST.match(rest)
    ends = ["l"] if tip is None else ["l", tip.group().lower()]
    spelt = [
        f"{name[: found.start()]}{vowel}{end}-{rest}" for vowel in _VOWELS for end in ends
    ]  # fmt: skip
    return [one for one in spelt if one != name]
