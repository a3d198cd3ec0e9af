"""What parted verbs need where nouns are written small: which words are articles, and nouns."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.words import Word


def articles_told(words: list[Word], both: frozenset[str]) -> list[Word]:
    """The words with those of `both`, which are an article and a pronoun, as what each is here:
    the article where a noun or what describes one follows."""
    if not both:
        return words
    found = []
    for word, behind in zip(words, [*words[1:], None], strict=True):
        form = word.form
        if form.fold in both and form.det:
            if behind is not None and _in_noun_phrase(behind):
                form = replace(form, pron=())
            else:
                form = replace(form, det="", det_cases=0, det_number="", det_gender="")
            word = replace(word, form=form)
        found.append(word)
    return found


def _in_noun_phrase(word: Word) -> bool:
    form = word.form
    if form.nouns or form.adjective or form.compass or form.quant:
        return True
    if word.entity is not None:
        return not word.entity.places
    return word.kind == "word" and not form.known


def with_capitals(words: list[Word]) -> list[Word]:
    """The words with a capital lent to every noun that is nothing else."""
    return [replace(word, capital=True) if _is_small_noun(word) else word for word in words]


def without_capitals(words: list[Word], as_written: list[Word]) -> list[Word]:
    """The words with the lent capitals taken back."""
    small = {(word.start, word.end) for word in as_written if _is_small_noun(word)}
    return [
        replace(word, capital=False) if (word.start, word.end) in small else word for word in words
    ]


def _is_small_noun(word: Word) -> bool:
    form = word.form
    other = form.verbs or form.aux or form.prep or form.det or form.adverb or form.quant
    return not word.capital and bool(form.nouns) and not other
