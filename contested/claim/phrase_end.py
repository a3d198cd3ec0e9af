"""Where a run of words stops being one noun phrase although the next word could go on with it."""

from __future__ import annotations

from collections.abc import Callable

from contested.claim.agreement import held_behind
from contested.claim.boundary import party_then_place, says_how, two_parties
from contested.claim.lexicon import Lexicon
from contested.claim.paradigm import GENITIVE
from contested.claim.phrase import Phrase
from contested.claim.text import fold
from contested.claim.words import CLOSED, Word


class PhraseEnd:
    """Tells where noun phrases end in one language; `nominal` says what can be in one."""

    def __init__(self, lexicon: Lexicon, nominal: Callable[[list[Word], int, bool], bool]) -> None:
        self.lexicon = lexicon
        self.nominal = nominal
        self.time_adjectives = frozenset(lexicon.settings.get("time_adjectives", ()))
        self.noun_capitals = bool(lexicon.settings.get("noun_capitals"))
        self.bracketed = bool(lexicon.settings.get("verb_bracket"))

    def closes(self, words: list[Word], i: int, phrase: Phrase) -> bool:
        """Whether word `i` begins a new phrase although it could go on with this one."""
        word = words[i]
        form = word.form
        if word.entity is None and form.quant and not form.nouns:
            return True
        following = words[i + 1] if i + 1 < len(words) else None
        before = words[i - 1]
        if CLOSED in before.marks:
            return True  # "zufolge einem Helfer | X"
        if form.compass and word.entity is None and (
            (" " in form.fold and self.noun_capitals and before.capital and not before.form.nouns)
            or (following is not None and "of" in following.form.prep
            and (before.entity is not None or before.capital))
        ):  # fmt: skip
            return True  # "the area of X east of Y", "die Stadt X südlich von Y"
        if (
            self.noun_capitals and following is not None
            and (before.form.nouns or before.form.time is not None)
            and (word.kind == "num" or form.number) and following.capital
            and not following.joined and any(s.number == "pl" for s in following.form.nouns)
        ):  # fmt: skip
            return True  # "binnen einer Woche zehn Städte"
        if form.time is not None and word.entity is None:
            return not (before.form.last or before.form.fold in self.time_adjectives)
        if (
            before.entity is None and not before.joined and not word.joined
            and any(s.kind == "time" for s in before.form.nouns)
            and self.lexicon.head_last
        ):  # fmt: skip
            return True  # "for a week government troops ..."
        if (
            self.lexicon.head_last and before.form.time is not None and before.entity is None
            and not phrase.det and not before.joined and not word.joined and word.kind == "word"
            and not any(s.kind == "time" for s in form.nouns)
        ):  # fmt: skip
            return True  # "On Sunday gunmen ..."
        if (
            not self.lexicon.case and not self.lexicon.head_last and not word.joined
            and (before.form.time is not None or any(s.kind == "time" for s in before.form.nouns))
            and (word.entity is not None or word.capital)
        ):  # fmt: skip
            return True  # "ont quitté vendredi X"
        if (
            not (self.lexicon.case or self.lexicon.head_last) and word.entity is not None
            and word.entity.places and not word.entity.actors
            and any(s.kind in ("role", "force") for s in before.form.nouns)
            and not any(s.kind == "place" for w in words[phrase.start : i] for s in w.form.nouns)
        ):  # fmt: skip
            return True  # "en manos del ejército X"
        if (
            not (self.lexicon.case or self.lexicon.head_last or self.bracketed) and phrase.prep
            and before.entity is not None and before.entity.actors and not before.entity.places
            and word.entity is None and word.capital and not form.known and not word.joined
        ):  # fmt: skip
            return True  # "resta in mano all'Isis X"
        if self._says_whose(words, i, phrase) and (word.entity is not None or word.capital):
            return True  # "resta in mano governativa X"
        if word.capital and says_how(phrase, before, self.lexicon):
            return True  # "left in haste X"
        if self.lexicon.case and word.entity is None and i and self._other_case(words, i, phrase):
            return True
        if (
            self.lexicon.case and not self.lexicon.head_last and word.entity is not None
            and (word.entity.gentilic or word.entity.member) and not word.capital
            and following is not None
            and words[i - 1].form.nouns and words[i - 1].entity is None
            and self.nominal(words, i + 1, True)
        ):  # fmt: skip
            return True  # an adjective behind a noun begins the next phrase
        if word.entity is not None and self.lexicon.form(fold(word.text.split()[0])).det:
            return True  # a name that begins with an article
        if held_behind(before, word):
            return not self.lexicon.head_last
        if two_parties(before, word) or (self.bracketed and party_then_place(before, word)):
            return True  # "told Reuters al-Shabaab had ..."
        if word.kind == "num" and before.capital and before.form.nouns and before.entity is None:
            return False  # "Infantry Battalion 275"
        if (
            form.adverb and word.entity is None and not word.capital
            and (before.capital or before.entity is not None or before.form.nouns)
            and (following is None or following.form.prep or following.kind == "punct")
            and self.lexicon.head_last
        ):  # fmt: skip
            return True  # "hand X back to the army", "win the town back"
        if word.kind == "num" or form.number > 1:
            return (
                following is not None
                and following.kind == "word"
                and not following.capital
                and (self.nominal(words, i + 1, True))
            )
        if form.fold in self.time_adjectives and following is not None:
            return following.form.time is not None or any(
                s.kind == "time" for s in following.form.nouns
            )
        return False

    def _says_whose(self, words: list[Word], i: int, phrase: Phrase) -> bool:
        """Whether a phrase that ends before word `i` says in whose hands something is."""
        lexicon = self.lexicon
        if lexicon.head_last or lexicon.case or not phrase.prep or words[i - 1].capital:
            return False
        return any(
            s.rule is not None and s.rule.frame.state
            for w in words[phrase.start : i] for s in w.form.nouns
        ) and (words[i - 1].form.adverb != "" or bool(words[i - 1].form.role_adj) or (
            words[i - 1].entity is not None or words[i - 1].form.adjective
        ))  # fmt: skip

    def _other_case(self, words: list[Word], i: int, phrase: Phrase) -> bool:
        """Whether a word cannot belong to the phrase before it, by case or as a late adjective."""
        form, before = words[i].form, words[i - 1]
        if (words[i].capital and not form.nouns) or words[i].joined:
            return False
        cases = 0
        for sense in form.nouns:
            cases |= sense.cases
        if not form.nouns:
            cases = form.adj_cases
        if form.nouns and phrase.number and before.entity is not None and all(
            s.number and s.number != phrase.number for s in form.nouns
        ):  # fmt: skip
            return True  # "στην Παλμύρα μαχητές"
        if not cases or cases & GENITIVE:
            return False
        if (
            form.nouns
            and any(s.kind == "time" for s in before.form.nouns)
            and not any(s.kind == "time" for s in form.nouns)
        ):
            return True
        known = before.form.adj_cases if not before.form.nouns else 0
        for sense in before.form.nouns:
            known |= sense.cases
        if before.entity is not None:
            known = phrase.cases
        if phrase.cases and not cases & phrase.cases:
            return True
        return bool(known and not cases & known)
