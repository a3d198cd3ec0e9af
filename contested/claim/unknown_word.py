"""The words of a report that its language does not know: what its lists lack."""

from __future__ import annotations

from collections import Counter

from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import sentences
from contested.claim.words import split_words
from contested.report.report import Report


def unknown_words(report: Report) -> Counter[str] | None:
    """How often each word without any reading stands in a report, by its folded form; None where
    its language has no rules. Names are left out where capitals tell them."""
    lexicon = load_lexicon(report.language or "")
    if lexicon is None:
        return None
    names = load_names(lexicon.code, None)
    tells = lexicon.capitals_mark_names and not lexicon.settings.get("noun_capitals")
    found: Counter[str] = Counter()
    for sentence in sentences(report.text, lexicon.abbreviations, writing=lexicon.writing):
        for word in split_words(sentence, report.text, lexicon, names):
            named = word.entity is not None or (tells and word.capital and word.index > 0)
            if word.kind == "word" and not named and not word.form.known:
                found[word.form.fold] += 1
    return found
