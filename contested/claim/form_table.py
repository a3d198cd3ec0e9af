"""The forms of a language by their folded words, single and of several, while its data is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contested.claim.form import Form
from contested.claim.paradigm import Paradigms
from contested.claim.text import Writing


class FormTable:
    """What the data files of a language enter their words into.

    `multi` holds the expressions by their first word.
    """

    def __init__(self, settings: Mapping[str, Any], writing: Writing, paradigms: Paradigms) -> None:
        self.settings, self.writing, self.paradigms = settings, writing, paradigms
        self.forms: dict[str, Form] = {}
        self.multi: dict[str, list[tuple[tuple[str, ...], Form]]] = {}
        key = writing.key
        self.fusions = {
            key(word): [key(fused) for fused in given]
            for word, given in settings.get("fusions", {}).items()
        }
        self.unfused = {fused: word for word, given in self.fusions.items() for fused in given}

    def form(self, words: tuple[str, ...]) -> Form:
        """The form of folded words, entered if it is new."""
        if len(words) == 1:
            return self.forms.get(words[0]) or self.forms.setdefault(words[0], Form(words[0]))
        entries = self.multi.setdefault(words[0], [])
        for known, form in entries:
            if known == words:
                return form
        form = Form(" ".join(words))
        entries.append((words, form))
        return form

    def each(self, section: str) -> list[tuple[str, Form]]:
        """The words of a section of language.toml, each with the key it stands under."""
        table = self.settings.get(section, {})
        return [
            (key, form)
            for key, texts in table.items()
            if isinstance(texts, list)
            for text in texts
            for form in self._variants(text)
        ]

    def _variants(self, text: str) -> list[Form]:
        """The form of a word or expression, with those in which its last word is fused."""
        words = self.writing.split(text.replace("-", " "))
        found = [self.form(words)]
        for fused in self.fusions.get(words[-1], ()) if len(words) > 1 else ():
            form = self.form((*words[:-1], fused))
            form.unfused = " ".join(words)
            form.det = form.det or ("" if fused in self.writing.elided else "definite")
            found.append(form)
        return found
