"""What a word can be that no list of its language has, by its letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from contested.claim.form import Form, VerbForm
from contested.claim.text import fold


class Unlisted:
    """Guesses the forms of unknown words: without accents, by their ending, misspelt."""

    def __init__(
        self,
        forms: Mapping[str, Form],
        suffixes: Mapping[str, Sequence[str]],
        verbs: Sequence[tuple[str, re.Pattern[str]]],
        calendar_stems: Mapping[str, tuple[str, int]],
        stem: Callable[[str], str] | None,
        accents: bool,
    ) -> None:
        self._forms = forms
        self._suffixes = suffixes
        self._verbs = verbs
        self._calendar_stems = calendar_stems
        self._stem = stem
        self._long_nouns: list[str] | None = None
        self._unaccented = (
            {fold(word): form for word, form in forms.items() if not word.isascii()}
            if accents
            else {}
        )

    def form(self, folded: str) -> Form:
        """The form of a word that is not listed as it is written."""
        plain = self._unaccented.get(folded)
        if plain is not None:
            return plain  # written without its accents
        form = Form(folded, known=False)
        form.time = self._calendar_stems.get(self._stem(folded)) if self._stem else None
        if form.time is not None:
            return form
        for tense, pattern in self._verbs:
            if pattern.search(folded):
                form.verbs.append(VerbForm("", frozenset({tense}), "a", "", ()))
                return form
        for kind, suffixes in self._suffixes.items():
            for suffix in suffixes:
                if len(folded) > len(suffix) + 2 and folded.endswith(suffix):
                    if kind == "adverb":
                        form.adverb = "plain"
                    else:
                        tense, voice, number = (*kind.split("_"), "", "")[:3]
                        tenses = frozenset({"past", "part"} if kind == "past" else {tense})
                        form.verbs.append(VerbForm("", tenses, voice, number, ()))
                    return form
        if len(folded) >= 9:
            near = self._misspelt(folded)
            if near is not None:
                form.nouns = near.nouns
        return form

    def _misspelt(self, folded: str) -> Form | None:
        """A long class noun that differs from an unknown word in one letter."""
        if self._long_nouns is None:
            self._long_nouns = [
                word for word, form in self._forms.items()
                if len(word) >= 9 and any(s.kind != "ordinary" for s in form.nouns)
            ]  # fmt: skip
        found = process.extractOne(
            folded, self._long_nouns, scorer=DamerauLevenshtein.distance, score_cutoff=1
        )
        if found is None or found[0][:3] != folded[:3]:
            return None
        return self._forms[found[0]]
