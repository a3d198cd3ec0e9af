"""What a case means where no article or order tells it: agents, recipients, what verbs govern."""

from __future__ import annotations

from typing import Any

from contested.claim.clause import Clause
from contested.claim.paradigm import DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE, case_mask
from contested.claim.phrase import Phrase
from contested.claim.text import fold
from contested.claim.words import Word


class CaseRoles:
    """The roles of prepositions and bare phrases by case, in one language."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._bare = {
            case_mask(case): tuple(roles) for case, roles in settings.get("case_roles", {}).items()
        }
        self._by_word: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for case, table in settings.get("preposition_cases", {}).items():
            for word, roles in table.items():
                known = self._by_word.setdefault(fold(word), [])
                known.append((case_mask(case), tuple(roles)))
        self._narrowed: dict[tuple[str, int], tuple[int, tuple[str, ...]]] = {}
        # "according to" of two words, which part for whose words they are: "по его словам"
        self._cited = {
            (fold(words[0]), fold(words[1]))
            for words in map(str.split, settings.get("prepositions", {}).get("according", ()))
            if len(words) == 2
        }
        self._governed = {
            lemma: case_mask(case)
            for case, lemmas in settings.get("governs", {}).items()
            for lemma in lemmas
        }

    def narrow(self, phrase: Phrase, word: str) -> None:
        """Keep the roles of a preposition that fit the case behind it, and the case that fits."""
        if not phrase.cases or word not in self._by_word:
            return
        known = self._narrowed.get((word, phrase.cases))
        if known is None:
            known = self._narrowed[word, phrase.cases] = self._narrow(word, phrase.cases)
        phrase.cases, roles = known
        phrase.prep = roles or phrase.prep

    def cite(self, phrase: Phrase, words: list[Word]) -> None:
        """Read "by his words" as "according to" whoever spoke last."""
        if not phrase.prep or not phrase.possessive or phrase.end - phrase.start < 3:
            return
        if (words[phrase.start].form.fold, words[phrase.end - 1].form.fold) in self._cited:
            phrase.prep, phrase.head_word = ("according",), ""
            phrase.actor = phrase.place = phrase.cue = None
            phrase.ordinary = phrase.official = False
            phrase.channel = phrase.source = ""

    def _narrow(self, word: str, cases: int) -> tuple[int, tuple[str, ...]]:
        """Of these cases those that fit a preposition, and the roles that it has with them."""
        fitting = [(case, roles) for case, roles in self._by_word[word] if case & cases]
        if not fitting:
            return cases, ()
        roles = tuple(dict.fromkeys(role for _, roles in fitting for role in roles))
        return cases & sum({case for case, _ in fitting}), roles

    def bare(self, cases: int) -> tuple[str, ...]:
        """The roles of a phrase without a preposition that stands in these cases."""
        cases &= ~LOCATIVE  # which never stands alone
        return self._bare.get(cases, ())

    def govern(self, clause: Clause) -> None:
        """Make objects of the phrases that stand in the case which the verb governs."""
        verb = clause.verb
        if verb is None or verb.form is None or not self._governed:
            return
        case = self._governed.get(verb.form.lemma)
        if case is None or case not in (INSTRUMENTAL, DATIVE):
            return
        roles = self._bare.get(case, ())
        for phrase in (*clause.args, *clause.before):
            if phrase.cases & case and not phrase.cases & GENITIVE and phrase.prep == roles:
                phrase.prep = ()
