"""Nouns told by their capital, and compounds told by their last part.

Where a language says `noun_capitals`, all its nouns have one, and nothing else inside a sentence.
So "Angaben" is no form of "angeben", an unlisted "Wüstenstadt" is a town, and an unlisted noun with
an article before it is no name. A compound whose first part is a party ("Rebellenhochburg") becomes
two words, so that the party is met as an adjective is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from contested.claim.form import Form, NounSense
from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

_OPENING = frozenset({".", ":", "!", "?", "«", "»", "„", "“", '"', "‹", "›", "–", "-", "…"})
_HEADS = frozenset({"place", "force", "role", "official", "source", "cue", "time", "supplies"})
_HELD = frozenset({"place", "force", "cue", "official"})  # heads that a party before them owns
_SHORTEST = 4  # letters of a compound's last part; shorter ones end too many names


@dataclass(slots=True)
class CapitalNouns:
    """The readings of a language's words that their capitals leave."""

    lexicon: Lexicon
    articled: frozenset[str] = frozenset()  # names that have an article all the same
    links: tuple[str, ...] = ()  # what stands between the parts of a compound
    _nouns: dict[str, Form] = field(default_factory=dict)
    _others: dict[str, Form] = field(default_factory=dict)
    _tails: dict[str, int] = field(default_factory=dict)

    def told(self, words: list[Word]) -> list[Word]:
        """The words of a sentence with the readings that their capitals leave."""
        found: list[Word] = []
        for k, word in enumerate(words):
            if word.kind != "word" or word.entity is not None:
                found.append(word)
                continue
            opens = k == 0 or words[k - 1].text in _OPENING
            if not word.capital:
                found.append(word if opens or word.joined else self._lower(word))
                continue
            form = word.form
            if form.prep and not (opens or form.pron or form.det or form.nouns) and (
                k + 1 < len(words) and words[k + 1].capital
            ):  # fmt: skip
                found.append(replace(word, form=self.lexicon.unguessed(form.fold)))  # "Um Rawaba"
            elif form.function and (opens or not form.nouns):
                found.append(word)
            elif form.nouns or (form.known and (not form.verbs or opens)):
                found.append(replace(word, form=self._noun(form)) if form.verbs else word)
            else:
                found += self._unlisted(word, words, k, opens)
        return [replace(w, index=i) if w.index != i else w for i, w in enumerate(found)]

    def _lower(self, word: Word) -> Word:
        """A word without a capital is no noun, if it can be anything else."""
        form = word.form
        other = form.verbs or form.adjective or form.function or form.adverb or form.quant
        if not form.nouns or not other:
            return word
        kept = self._others.get(form.fold)
        if kept is None:
            kept = self._others[form.fold] = replace(form, nouns=[])
        return replace(word, form=kept)

    def _noun(self, form: Form) -> Form:
        """A form that is a noun here, and no verb."""
        kept = self._nouns.get(form.fold)
        if kept is None:
            kept = self._nouns[form.fold] = replace(form, verbs=[])
        return kept

    def _unlisted(self, word: Word, words: list[Word], k: int, opens: bool) -> list[Word]:
        """An unlisted noun: by its last part, or as a thing or a name by what stands before it."""
        fold = word.form.fold
        account = self._account(word, fold)
        if account:
            return account
        at = self._tail(fold)
        if at:
            tail = self.lexicon.forms[fold[at:]]
            party = self._party(fold[:at])
            splits = any(s.kind in _HELD for s in tail.nouns)
            if party and splits and len(word.text) == len(fold):
                cut = word.start + at
                first = Form(fold[:at], role_adj=party)
                return [
                    Word(0, word.text[:at], first, word.start, cut, "word", True, word.joined),
                    Word(0, word.text[at:], self._noun(tail), cut, word.end, "word", True, True),
                ]
            nouns = tail.nouns
            if any(s.arg == "positions" for s in nouns):
                nouns = self._site(fold[:at]) or nouns  # "Flughafengelände": of the airport
            return [replace(word, form=self._named(fold, nouns))]
        if word.form.verbs and opens:
            return [word]
        before = words[k - 1].form if k else None
        inside = before is not None and words[k - 1].kind in ("word", "num") and bool(
            before.det or before.quant or before.adjective
            or (before.attribute and (not before.verbs or _determined(words, k - 1)))
            or before.number or words[k - 1].kind == "num" or before.role_adj
            or (before.verbs and all(v.tenses <= {"part", "ger"} for v in before.verbs))
        )  # fmt: skip
        following = words[k + 1] if k + 1 < len(words) else None
        names = following is not None and following.joined
        inside = inside and not _closes_relative(words, k)
        if not inside or names or fold in self.articled or words[k - 1].capital:
            return [replace(word, form=self.lexicon.unguessed(fold))]
        if following is not None and following.kind == "word" and following.capital and (
            following.entity is not None or not following.form.nouns
        ):  # fmt: skip
            return [replace(word, form=Form(fold, adjective=True))]  # "das Kloster Lalibela"
        return [replace(word, form=self._named(fold, [NounSense("ordinary", "", fold)]))]

    def _account(self, word: Word, fold: str) -> list[Word]:
        """An account told by its last part ("Armeeangaben"): whose it is, and the account; of
        witnesses ("Augenzeugenberichte") the witnesses alone."""
        if len(word.text) != len(fold):
            return []
        for i in range(3, len(fold) - _SHORTEST + 1):
            if fold[i:] not in self.lexicon.report_nouns:
                continue
            party, source = self._party(fold[:i]), self._source(fold[:i])
            if source:
                return [replace(word, form=self._named(fold, source))]
            if party:
                first, cut = Form(fold[:i], role_adj=party), word.start + i
                tail = self._named(fold[i:], [NounSense("ordinary", "", fold[i:])])
                return [
                    Word(0, word.text[:i], first, word.start, cut, "word", True, word.joined),
                    Word(0, word.text[i:], tail, cut, word.end, "word", True, True),
                ]
        return []

    def _source(self, first: str) -> list[NounSense]:
        """The kind of source that the first part of a compound names, if it names one."""
        for link in ("", *self.links):
            form = (
                self.lexicon.forms.get(first.removesuffix(link)) if first.endswith(link) else None
            )
            found = [s for s in form.nouns if s.kind == "source"] if form is not None else []
            if found:
                return found
        return []

    def _named(self, fold: str, nouns: list[NounSense]) -> Form:
        kept = self._nouns.get(fold)
        if kept is None:
            kept = self._nouns[fold] = Form(fold, nouns=nouns)
        return kept

    def _tail(self, fold: str) -> int:
        """Where the last part of a compound begins, the longest that is a listed noun; 0: none."""
        at = self._tails.get(fold)
        if at is None:
            at = 0
            for i in range(3, len(fold) - _SHORTEST + 1):
                form = self.lexicon.forms.get(fold[i:])
                if form is not None and any(s.kind in _HEADS for s in form.nouns):
                    at = i
                    break
            self._tails[fold] = at
        return at

    def _site(self, first: str) -> list[NounSense]:
        """The kind of place that the first part of a compound names, if it names one."""
        for link in ("", *self.links):
            form = (
                self.lexicon.forms.get(first.removesuffix(link)) if first.endswith(link) else None
            )
            found = [s for s in form.nouns if s.kind == "place"] if form is not None else []
            if found:
                return found
        return []

    def _party(self, first: str) -> str:
        """The role that the first part of a compound names: "Rebellen", "Regierungs"."""
        for link in ("", *self.links):
            if not first.endswith(link):
                continue
            form = self.lexicon.forms.get(first[: len(first) - len(link)] if link else first)
            for sense in form.nouns if form is not None else ():
                if sense.kind == "role":
                    return sense.arg
        return ""


def _closes_relative(words: list[Word], k: int) -> bool:
    """Whether the article before word `k` is a relative pronoun: behind a comma, in a clause that
    a finite verb ends: "die Straße, die Mossul mit Rakka verbindet"."""
    if k < 2 or words[k - 2].text != "," or not words[k - 1].form.det:
        return False
    end = k + 1
    while end < len(words) and words[end].kind in ("word", "num"):
        end += 1
    last = words[end - 1]
    return end > k + 2 and bool(words[k + 1].form.prep) and not last.capital and any(
        v.tenses & {"pres", "past"} and not v.tenses & {"part"} for v in last.form.verbs
    )  # fmt: skip


def _determined(words: list[Word], k: int) -> bool:
    """Whether a determiner or a preposition stands before word `k`: "the besieged X"."""
    return k > 0 and bool(words[k - 1].form.det or words[k - 1].form.prep)


@lru_cache(maxsize=8)
def capital_nouns(lexicon: Lexicon) -> CapitalNouns | None:
    """What the capitals of a language's nouns tell, or None where they tell nothing."""
    if not lexicon.settings.get("noun_capitals", False):
        return None
    named = lexicon.settings.get("articled_names", ())
    links = tuple(lexicon.settings.get("compound_links", ()))
    return CapitalNouns(lexicon, frozenset(lexicon.key(name) for name in named), links)
