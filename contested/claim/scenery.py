"""What a sentence names beside those it tells of: where it is set, whom its parties belong to."""

from __future__ import annotations

from contested.claim.clause import Parse
from contested.claim.phrase import Phrase

_WHERE = frozenset({"in", "at"})


def country_of_scene(parse: Parse) -> str:
    """The country that a sentence opens with, as where it all happens: "In Chad, rebels took X".

    Its ISO code, or nothing.
    """
    first = min((p for p in parse.phrases if p.end > p.start), key=_start, default=None)
    if first is None or first.start > 1 or not set(first.prep) & _WHERE:
        return ""
    place = first.place
    whole = place is not None and place.kind == "country" and not place.compass
    return place.country if place is not None and whole and first.of is None else ""


def only_describes(phrase: Phrase, phrases: list[Phrase], parse: Parse) -> bool:
    """Whether a party is named only to say whom another one belongs to: "X, linked to Y".

    `phrases` are those of the sentence, in its order.
    """
    ref = phrase.actor
    if ref is None or not ref.id or "of" not in phrase.prep:
        return False
    for other in reversed(phrases):
        if other.start >= phrase.start or other is phrase:
            continue
        party = other.actor
        if party is None or not party.id or other.end > phrase.start:
            return False
        between = parse.words[other.end : phrase.start]
        return party.id != ref.id and all(w.kind == "punct" for w in between)
    return False


def _start(phrase: Phrase) -> int:
    return phrase.start
