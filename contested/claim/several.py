"""Several places by one word: "these towns", "none of the villages", where a list of them was told.

The word means all of them; "both towns", which says how many, is `place_anaphor.place_pair`.
"""

from __future__ import annotations

from dataclasses import replace

from contested.claim.ground import CLAIMED, Ground
from contested.claim.grounded import GroundedPlace
from contested.claim.phrase import Phrase

_SETTLED = frozenset({"city", "town", "village", ""})
_BACK = 7  # sentences back in which the list may stand


def places_meant(ground: Ground, phrase: Phrase) -> list[GroundedPlace]:
    """The places that a plural phrase takes up: those of the last list of which something was
    claimed; empty where it names others, or counts others."""
    named = _counted_out_of(phrase) or phrase
    ref = named.place
    if ref is None or not ref.anaphor or not ref.plural or ref.kind not in _SETTLED or ref.compass:
        return []
    if named.of is not None or named.apposition is not None or named.held or named.attribute:
        return []
    if any(p.place is not None and not p.place.weak for p in named.post):
        return []
    lexicon = ground.names.lexicon
    articles = not (lexicon.agreement or lexicon.verb_final)
    owned = named.head is not None and named.head.of is named and named.head.cue is not None
    if named.extent or not (named.det == "definite" or (owned and not articles and not named.det)):
        return []
    found = _last_list(ground)
    count = named.number_value
    if len(found) < 2 or (count.isdigit() and int(count) != len(found)):
        return []
    return [replace(p, sure=p.sure * 0.8, extent="") for p in found]


def _counted_out_of(phrase: Phrase) -> Phrase | None:
    """The plural out of which a phrase without a noun picks none: "none of the towns"."""
    if phrase.det != "negative" or phrase.head_word:
        return None
    inner = phrase.of or next(iter(phrase.post), None)
    return inner if inner is not None and {"of", "from"} & set(inner.prep) else None


def _last_list(ground: Ground) -> list[GroundedPlace]:
    """The towns and villages of the last sentence that made claims about several."""
    told: dict[int, dict[str, GroundedPlace]] = {}
    for mention in ground.mentions:
        place = mention.place
        if mention.weight == CLAIMED and place.kind in _SETTLED and not place.is_beside:
            told.setdefault(mention.sentence, {})[place.name] = place
    for number in range(ground.sentence - 1, ground.sentence - _BACK, -1):
        if len(told.get(number, ())) > 1:
            return list(told[number].values())
    return []
