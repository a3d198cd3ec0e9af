"""Places told before they are named: "rebels took a strategic town ... The loss of X".

A lead often says only what kind of place it is of, and the sentence behind it gives the name. That
sentence is looked at first, wherever a phrase names a kind of place and nothing before says which.
"""

from __future__ import annotations

from contested.claim.clause import Parse
from contested.claim.grounded import GroundedPlace, PlaceMention
from contested.claim.phrase import Phrase

_TOWNS = frozenset({"city", "town", "village"})
_BUILT = frozenset({"airport", "base"})
_TOLD_OF = 0.7  # how much the next sentence must be about a place
# what places of other kinds a word for a kind may mean
_SAME = {
    "city": {"city", "town", ""}, "town": {"city", "town", "village", ""},
    "village": {"town", "village", ""}, "airport": {"airport", "airbase", "base", ""},
    "base": {"airport", "airbase", "base", "barracks", ""},
}  # fmt: skip
_WIDE = frozenset({"country", "compass", "border"})


def waits_for_name(phrase: Phrase) -> bool:
    """Whether a phrase names a kind of place, one place, and nothing in it says which."""
    ref = phrase.place
    if ref is None or not ref.anaphor or ref.plural or phrase.extent or phrase.possessive:
        return False
    if ref.kind not in _TOWNS | _BUILT or phrase.cue is not None or phrase.det != "indefinite":
        return False
    if phrase.head is not None and phrase.head.apposition is phrase:
        return False
    owner = phrase.of or phrase.possessor
    if owner is not None and owner.place is not None and not owner.place.weak:
        return False
    return phrase.apposition is None or phrase.apposition.place is None


def is_located(phrase: Phrase) -> bool:
    """Whether a phrase says near or in which named place it is: "a village in X province"."""
    return any(
        p.place is not None and not p.place.anaphor and not p.place.weak
        and p.place.kind not in _WIDE
        for p in phrase.post
    )  # fmt: skip


def name_to_come(
    phrase: Phrase, parse: Parse, coming: list[PlaceMention], known: set[str]
) -> GroundedPlace | None:
    """The place that the next sentence names for a phrase that waits for a name, or None.

    `parse` and `coming` are of that sentence, `known` the names that the report has given before.
    What says itself where it is ("a village in X") takes only a name of which that sentence says
    that it was taken or lost; any other takes what that sentence is about.
    """
    taken = {
        p.of.start for p in parse.phrases
        if p.of is not None and p.cue is not None and p.cue.rule is not None
        and p.cue.rule.frame.name in ("capture_noun", "loss_noun", "control_noun", "siege_noun")
    }  # fmt: skip
    fitting = _SAME[phrase.place.kind] if phrase.place is not None else set()
    for mention in coming:
        place = mention.place
        if place.name in known or place.kind not in fitting or mention.weight < _TOLD_OF:
            continue
        if place.base and place.kind not in ("airport", "base"):
            continue
        if mention.start in taken or (mention.start <= 1 and not is_located(phrase)):
            return place
        return None
    return None
