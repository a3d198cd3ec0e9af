"""Attribution: according to whom an export or a view is, in words and as part of a file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contested.map.selector import Selector
from contested.map.snapshot import Snapshot

_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose word counts.

    `text` stands in a cell (``side: Islamic State``, ``all, without SOHR``), `phrase` in a title,
    ``""`` if everybody is heard, `part` in a file's name, ``""`` likewise.
    """

    text: str
    phrase: str
    part: str

    def titled(self, title: str) -> str:
        """A title with the phrase behind it, if there is one."""
        return f"{title}, {self.phrase}" if self.phrase else title


def attribution(snapshot: Snapshot, selector: Selector) -> Attribution:
    """According to whom a view under `selector` is, with the English names of the page."""
    without = [_speaker(snapshot, name) for name in selector.without]
    if selector.only_side is not None:
        side = snapshot.holder(selector.only_side).names["en"]
        text, phrases, parts = f"side: {side}", [f"according to {side} alone"], ["side", side]
    elif selector.only_speaker is not None:
        name = _speaker(snapshot, selector.only_speaker)
        text, phrases, parts = f"speaker: {name}", [f"according to {name} alone"], ["speaker", name]
    else:
        text, phrases, parts = "all", [], []
    if without:
        text += f", without {', '.join(without)}"
        phrases.append(f"without {', '.join(without)}")
        parts += ["without", *without]
    for place, holder in selector.give:
        row = snapshot.holder_row.get(holder)
        held = snapshot.holders[row].names["en"] if row is not None else holder
        supposed = f"supposing {snapshot.namer.place(place)['en']}: {held}"
        text += f", {supposed}"
        phrases.append(supposed)
        parts.append(supposed)
    return Attribution(text, ", ".join(phrases), _slug(" ".join(parts)))


def _speaker(snapshot: Snapshot, name: str) -> str:
    one = snapshot.speaker_names.get(name)
    return one.names.get("en", name) if one is not None else name


def _slug(text: str) -> str:
    """Words as a file's name takes them, at most 80 letters.

    >>> _slug("side Islamic State")
    'side-islamic-state'
    """
    return _UNFIT.sub("-", text.lower()).strip("-")[:80].rstrip("-")
