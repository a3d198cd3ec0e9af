"""Whether somebody says what was said before him: "made the same claim", "said the same"."""

from __future__ import annotations

from contested.claim.clause import Clause, Parse
from contested.claim.lexicon import Lexicon


def says_the_same(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause names what was said before: "made the same claim", "said the same"."""
    words, verb = lexicon.same_words, clause.verb
    if not words or verb is None or clause.subj is None:
        return False
    if verb.passive:  # "the same claim was made by X"
        said, agent = clause.subj, any("by" in p.prep for p in clause.args)
        return agent and said.head_word in lexicon.report_nouns and any(
            w.form.fold in words for w in parse.words[said.start : said.end]
        )  # fmt: skip
    return any(
        not p.prep and (p.head_word in lexicon.report_nouns or not p.typed)
        and any(w.form.fold in words for w in parse.words[p.start : p.end])
        and (p.head_word in lexicon.report_nouns or p.head_word in words or not p.head_word)
        for p in (*clause.before, *clause.args)
    )  # fmt: skip
