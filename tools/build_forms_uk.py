"""Writes languages/uk/forms.tsv: the inflected forms of every word the Ukrainian data names.

Development-time only; run it after adding a word. `ukrainian/` inflects. Where a word has variants,
all are listed. With `--check` nothing is written, and it is an error if something would be.

    python tools/build_forms_uk.py [--check]
"""

from __future__ import annotations

from named_words import NamedWords, Row, Table, finish, merged
from ukrainian import fold
from ukrainian.conjugation import verb_rows
from ukrainian.declension import adjective, noun_rows


def adjective_rows(lemma: str) -> list[Row]:
    """Features and forms of an adjective, or of a noun phrase that stands as one."""
    *before, last = lemma.split()
    if last == "частина":
        return noun_rows(lemma)
    cells = [(n, c, g, " ".join([*before, form])) for n, c, g, form in adjective(last)]
    return list(merged(cells, fold))


def main() -> int:
    """Write forms.tsv; print what could not be inflected."""
    named, table = NamedWords("uk"), Table()
    table.add("N", named.nouns(), noun_rows)
    table.add("A", named.adjectives(), adjective_rows)
    verbs, cues = named.all_verbs() - {"не"}, named.cue_verbs()
    table.add("V", verbs, lambda verb: verb_rows(verb, verbs, cues))
    return finish("uk", __file__, table.lines(), table.failed)


if __name__ == "__main__":
    raise SystemExit(main())
