"""What stands behind a colon: the words of whoever is named before it, or spoke or denied there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contested.claim.clause import Clause, Parse
from contested.claim.phrase import Phrase
from contested.claim.speaker import Speaker


def speakers_before_colon(
    parse: Parse, speech: dict[int, Speaker], speakers: Callable[[Phrase], Speaker | None]
) -> Iterator[tuple[Clause, Speaker]]:
    """The clauses behind a colon, each with its speaker: "X denied the fall: 'Y remains ours'",
    and "X: Y remains ours", where nothing else stands before the colon."""
    at = next((w.index for w in parse.words if w.text == ":"), None)
    if at is None:
        return
    before = [c for c in parse.clauses if c.start < at and (c.verb is None or c.verb.start < at)]
    behind = [c for c in parse.clauses if c.verb is not None and c.verb.start > at]
    told = [speech[id(c)] for c in before if id(c) in speech]
    speaker = told[-1] if told else None
    if speaker is None and len(before) == 1 and before[0].verb is None:
        alone = before[0].subj
        if alone is not None and alone.start == 0 and alone.end >= at and _may_tell(alone):
            speaker = speakers(alone)
    for clause in behind if speaker is not None else ():
        if speaker is not None and clause.kind != "rel":
            yield clause, speaker


def _may_tell(phrase: Phrase) -> bool:
    """Whether a phrase names somebody who tells, and no place."""
    named = phrase.actor is not None and bool(phrase.actor.id or phrase.actor.country)
    placed = phrase.place is not None and phrase.actor is not None and not phrase.actor.id
    return bool(phrase.official or phrase.source or named) and not placed
