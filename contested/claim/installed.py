"""Officials whom somebody else has put where they are: they speak for him, not for the country."""

from __future__ import annotations

from contested.claim.clause import Parse
from contested.claim.ground import Ground
from contested.claim.party import GroundedActor
from contested.claim.phrase import Phrase
from contested.claim.text import inflects
from contested.claim.word_reference import holder_of

_BEFORE, _BEHIND = 4, 4  # words from an official to who has put him there: "by Moscow installed"
_AWAY = 3  # words between the verb and who did it


def installer_of(ground: Ground, parse: Parse | None, official: Phrase) -> GroundedActor | None:
    """Who has put officials there: "the Moscow-installed governor", "authorities appointed by X",
    "the Russian occupation authorities"."""
    if official.installer is not None:
        return ground.actor(official.installer)
    ref, of = official.actor, official.of
    office = ref is not None and ref.role == "state" and not (ref.id or ref.country)
    if parse is None or not (official.official or office):
        return None
    if office and of is not None and of.cue is not None and of.adj_actor is not None:
        return ground.actor(of.adj_actor)
    words, stems = parse.words, ground.names.lexicon.installing_stems
    first = max(0, official.start - _BEFORE)
    for i in range(first, min(len(words), official.end + _BEHIND)):
        if not inflects(words[i].form.fold, stems):
            continue
        near = (*range(i + 1, i + 1 + _AWAY), *range(i - 1, i - 1 - _AWAY, -1))
        for j in near:
            holder = holder_of(words[j]) if first <= j < len(words) else None
            if holder is not None and (holder.country or holder.id):
                return ground.actor(holder)
    return None
