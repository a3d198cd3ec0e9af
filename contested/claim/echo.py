"""Echoes: "X denied this", "that was confirmed by X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.attribute import Attribution
from contested.claim.clause import Parse
from contested.claim.draft import Draft
from contested.claim.ground import Ground


def echoed(
    ground: Ground, parse: Parse, attribution: Attribution, before: list[Draft]
) -> Iterator[Draft]:
    """ "X denied this", "that was confirmed by X": the claims before it, said again or denied."""
    echo = ground.names.lexicon.echo_verbs
    for clause in parse.clauses:
        verb = clause.verb
        if verb is None or verb.form is None or not verb.is_a("speech"):
            continue
        denies = verb.is_a("speech", "deny")
        if not denies and verb.form.lemma not in echo:
            continue
        if any(c.kind in ("comp", "inf", "ger") for c in clause.children):
            continue
        said = [p for p in [*clause.args, *([clause.subj] if verb.passive and clause.subj else [])]
                if not p.prep]  # fmt: skip
        if any(not (p.pronoun or not p.head_word or p.head_word in ground.names.lexicon.report_nouns)
               or p.of is not None for p in said):  # fmt: skip
            continue
        speaker = attribution.own.get(id(clause))
        if speaker is None:
            continue
        for draft in before:
            if draft.predicate in ("attacks", "supports") or draft.factuality == "intended":
                continue
            if draft.speaker is not None and draft.speaker.name == speaker.name:
                continue
            factuality = draft.factuality
            if denies:
                factuality = "actual" if factuality == "negated" else "negated"
            yield replace(
                draft, speaker=speaker, factuality=factuality, start=verb.start, end=verb.end,
                clause=clause, sure=draft.sure * 0.7, rule="echo",
            )  # fmt: skip
