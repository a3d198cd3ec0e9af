"""Places named one by one after they were told together: "took six villages. He listed A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.attribute import Attribution
from contested.claim.claim import CONTROL_PREDICATES
from contested.claim.clause import Parse
from contested.claim.draft import Draft
from contested.claim.ground import Ground
from contested.claim.place_phrase import phrase_place


def listed(
    ground: Ground, parse: Parse, attribution: Attribution, before: list[Draft]
) -> Iterator[Draft]:
    """What was told of several places at once, said of each that a speaker lists.

    `before` are the claims of the last telling sentence; of those, one about a part of an area
    ("several villages in X") is said again with the names, in the name of whoever lists them.
    """
    whole = next(
        (d for d in reversed(before) if d.predicate in CONTROL_PREDICATES and _counted(d)), None
    )
    if whole is None:
        return
    for clause in parse.clauses:
        verb, speaker = clause.verb, attribution.own.get(id(clause))
        if verb is None or verb.negative or not verb.is_a("speech", "list") or speaker is None:
            continue
        for phrase in clause.args:
            if phrase.place is None or phrase.place.anaphor or not phrase.conjuncts or phrase.prep:
                continue
            for name in (phrase, *phrase.conjuncts):
                place = phrase_place(ground, name, unknown_ok=True)
                if place is not None:
                    yield replace(
                        whole, place=place, extent="unspecified", speaker=speaker, clause=clause,
                        start=verb.start, end=verb.end, sure=whole.sure * 0.8, rule="list",
                    )  # fmt: skip


def _counted(draft: Draft) -> bool:
    """Whether a claim is about several nameless places of an area."""
    return draft.place is not None and draft.extent == "part"
