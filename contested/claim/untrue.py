"""What somebody calls untrue: "X said that this was not so", "called the reports baseless"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.claim.attribute import Attribution
from contested.claim.clause import Clause, Parse
from contested.claim.draft import Draft
from contested.claim.lexicon import Lexicon
from contested.claim.speaker import Speaker
from contested.claim.text import fold


def called_untrue(
    parse: Parse, attribution: Attribution, lexicon: Lexicon
) -> Iterator[tuple[Clause, Speaker, int, int]]:
    """The clauses of speech that call something untrue: who speaks, first word and end of all."""
    false = lexicon.untrue
    if not false:
        return
    for clause in parse.clauses:
        verb, speaker = clause.verb, attribution.own.get(id(clause))
        if verb is None or speaker is None or verb.negative or verb.is_a("speech", "deny"):
            continue
        inner = [c for c in clause.children if c.kind in ("comp", "inf", "ger", "red")]
        spans = [(c.start, max(c.end, c.verb.end if c.verb else 0)) for c in (clause, *inner)]
        first, end = min(s for s, _ in spans), max(e for _, e in spans)
        text = " " + " ".join(fold(w.text) for w in parse.words[first:end])
        if any(f" {word}" in text for word in false):
            yield clause, speaker, first, end
    yield from _judged(parse, attribution, lexicon)


def _judged(
    parse: Parse, attribution: Attribution, lexicon: Lexicon
) -> Iterator[tuple[Clause, Speaker, int, int]]:
    """The same where who calls it so is named behind: "Reports that ... were untrue, X said"."""
    for clause in parse.clauses:
        verb, speaker = clause.verb, attribution.of(clause)
        if clause.kind != "main" or verb is None or speaker is None or verb.is_a("speech") or not (
            verb.copula or verb.is_a("light", "be")
        ):  # fmt: skip
            continue
        inner = [c for c in clause.children if c.kind == "comp"]
        spans = [(c.start, max(c.end, c.verb.end if c.verb else 0)) for c in (clause, *inner)]
        first, end = min(s for s, _ in spans), max(e for _, e in spans)
        said = max([verb.end, *(p.end for p in clause.args), *(
            c.verb.end for c in inner if c.verb is not None and c.verb.copula
        )])  # fmt: skip
        text = " " + " ".join(fold(w.text) for w in parse.words[verb.start : max(said, end)])
        if any(f" {word}" in text for word in lexicon.untrue):
            yield clause, speaker, first, end


def negate_untrue(
    drafts: list[Draft],
    before: list[Draft],
    parse: Parse,
    attribution: Attribution,
    lexicon: Lexicon,
) -> list[Draft]:
    """The claims of a sentence, those called untrue in it negated; where none of them is, those of
    the sentence before are denied."""
    for clause, speaker, first, end in called_untrue(parse, attribution, lexicon):
        meant = [d for d in drafts if first <= d.start < end and not _describes(d)]
        if meant:
            drafts = [
                replace(d, factuality="negated", speaker=speaker)
                if d in meant and d.factuality == "actual" else d for d in drafts
            ]  # fmt: skip
            continue
        verb = clause.verb
        assert verb is not None
        words = parse.words[first:end]
        taken_up = any(
            w.form.det == "definite" or "demonstrative" in w.form.pron or "object" in w.form.pron
            or any(s.lemma in lexicon.report_nouns for s in w.form.nouns)
            for w in words if w.entity is None
        )  # fmt: skip
        earlier = [d for d in drafts if d.end <= first] or before
        for draft in earlier if taken_up else ():
            told = draft.speaker
            if draft.predicate in ("attacks", "supports") or draft.factuality != "actual" or (
                told is not None and told.name == speaker.name
            ):  # fmt: skip
                continue
            drafts = [*drafts, replace(
                draft, speaker=speaker, factuality="negated", start=verb.start, end=verb.end,
                clause=clause, sure=draft.sure * 0.7, rule="echo",
            )]  # fmt: skip
    return drafts


def _describes(draft: Draft) -> bool:
    """Whether a claim only describes somebody: it is taken for granted, not called untrue."""
    return draft.clause is not None and draft.clause.kind == "rel"
