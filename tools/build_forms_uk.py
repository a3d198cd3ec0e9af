"""Writes languages/uk/forms.tsv: the inflected forms of every word the Ukrainian data names.

Development-time only; run it after adding a word. `ukrainian/` inflects. Where a word has variants,
all are listed. With `--check` nothing is written, and it is an error if something would be.

    python tools/build_forms_uk.py [--check]
"""

from __future__ import annotations

from named_words import Row, merged, write_case_table
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
    return write_case_table("uk", __file__, noun_rows, adjective_rows, verb_rows)


if __name__ == "__main__":
    raise SystemExit(main())
