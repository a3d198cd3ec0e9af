"""Clauses of speech that say of words that nobody has said them."""

from __future__ import annotations

from contested.claim.clause import Clause, Parse, VerbGroup
from contested.claim.ground import Ground
from contested.claim.walk import COMMAS


def unspoken(parse: Parse, ground: Ground) -> set[int]:
    """The clauses that say of words that nobody has said them: neither told nor denied.

    "Did not confirm", "refused to confirm", and whatever leaves open "whether" something is so.
    """
    questions = ground.names.lexicon.settings.get("open_questions", ())
    asked = {
        id(c.parent) for c in parse.clauses
        if c.parent is not None and (
            (c.kind == "comp" and parse.words[c.start].form.fold in questions)
            or _is_unclear(c, c.parent.verb, parse)
        )
    }  # fmt: skip
    return asked | {
        id(c) for c in parse.clauses
        if c.verb is not None and (
            (c.verb.negative and not c.verb.no_longer) or _refused(c)
        )
        and c.verb.is_a("speech") and not c.verb.is_a("speech", "deny")
        and not c.verb.is_a("rule")
    }  # fmt: skip


def _is_unclear(clause: Clause, above: VerbGroup | None, parse: Parse) -> bool:
    """Whether an "if" without a comma before it asks what is not known: "non è chiaro se"."""
    return (
        clause.kind == "sub" and clause.sub == "condition" and above is not None
        and above.negative and above.end <= clause.start
        and parse.words[clause.start - 1].text not in COMMAS
    )  # fmt: skip


def _refused(clause: Clause) -> bool:
    """Whether the verb above an infinitive says that it is not done: "declined to", "avoided"."""
    verb, above = clause.verb, clause.parent.verb if clause.parent is not None else None
    return (
        clause.kind in ("inf", "ger", "comp") and verb is not None and above is not None
        and above.is_a("control", "negated") and not above.negative
    )  # fmt: skip
