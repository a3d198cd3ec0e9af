"""Weak pronouns that look like articles: objects before a verb, owners behind a noun."""

from __future__ import annotations

import unicodedata

from contested.claim.attach import attach
from contested.claim.paradigm import ACCUSATIVE, GENITIVE
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.walk import Grammar, Walk
from contested.claim.words import Word


def read_clitic(walk: Walk, i: int) -> bool:
    """Read an article that stands as a weak pronoun: object before a verb, owner after a noun."""
    words = walk.words
    form = words[i].form
    following = words[i + 1] if i + 1 < len(words) else None
    if following is not None and following.kind in ("word", "num"):
        after = following.form
        nominal = following.entity is not None or (
            walk.phrases.nominal(words, i + 1, False) and not after.verbs
        )
        leans = bool(i) and _leans(words[i - 1].text)
        if leans and walk.last is not None and walk.last.end == i and not walk.last.pronoun:
            _own(walk.last, i)
            return True
        if leans:
            nominal = False  # "ο εκπρόσωπός τους Χ": a second accent leans on a weak word
        if nominal or (after.quant and not after.det) or after.compass or after.attribute:
            return False
        if after.verbs and after.nouns and not walk.verbs.read(words, i + 1, False):
            return False
        if after.adverb and i + 2 < len(words) and walk.phrases.nominal(words, i + 2, False):
            return False
    if following is not None and walk.phrases.embedded(words, i + 1) > i + 1:
        return False
    verb_next = following is not None and (
        bool(following.form.verbs or following.form.aux)
        and following.entity is None
        and not _describes(following)
    )
    owner = bool(form.det_cases & GENITIVE) or form.fold in walk.grammar.owner_clitics
    if owner and verb_next and not form.det_cases & GENITIVE and walk.last is not None:
        named = words[i - 1].entity is not None  # names have no owner: "η Άγκυρα τους στηρίζει"
        doubled = walk.last.cases == ACCUSATIVE and not (walk.last.start or walk.last.prep)
        if (
            named
            or doubled
            or _accent_too_early(walk.grammar, words[i - 1].text.rpartition(" ")[2])
        ):
            owner = False
    if owner and walk.last is not None and walk.last.end == i and not walk.last.pronoun:
        _own(walk.last, i)
        return True
    if walk.pending_prep and form.det_cases & GENITIVE:
        phrase = Phrase(i, i + 1, prep=walk.pending_prep, pronoun="object")
        phrase.place = PlaceRef(words[i].text, anaphor=True, kind="pronoun")
        phrase.actor = ActorRef(words[i].text, anaphor="pronoun")
        walk.pending_prep = ()
        walk.found.append(phrase)
        attach(walk, phrase)
        return True
    if not verb_next:
        return False
    phrase = Phrase(i, i + 1, pronoun="clitic", cases=ACCUSATIVE, number=form.det_number)
    phrase.place = PlaceRef(words[i].text, anaphor=True, kind="pronoun")
    phrase.actor = ActorRef(words[i].text, anaphor="pronoun")
    walk.clitics.append(phrase)
    return True


def _describes(word: Word) -> bool:
    """Whether a word is only a participle: no weak pronoun stands before one."""
    verbs = word.form.verbs
    return bool(verbs) and all(v.voice and v.tenses <= {"part"} for v in verbs)


def _leans(text: str) -> bool:
    """Whether a word carries a second accent, which the weak word behind it gives it."""
    return unicodedata.normalize("NFD", text.rpartition(" ")[2]).count("\u0301") > 1


def _own(owned: Phrase, i: int) -> None:
    """Note that the weak word `i` says whose a phrase is."""
    owned.possessive = True
    target: Phrase | None = owned
    while target is not None:
        target.end = i + 1
        target = target.head if target.head is not None and target.head.of is target else None


def weak_phrase(words: list[Word], at: int, role: str) -> Phrase:
    """The phrase of a weak pronoun before or at the end of a verb: its object, "there", "to it"."""
    text = words[at].text
    phrase = Phrase(at, at + 1, prep=() if role == "object" else (role,), pronoun="clitic")
    phrase.place = PlaceRef(text, anaphor=True, kind="pronoun")
    if role not in ("in", "from"):
        phrase.actor = ActorRef(text, anaphor="pronoun")
    return phrase


def _accent_too_early(grammar: Grammar, word: str) -> bool:
    """Whether a word has its one accent too far from its end for a weak word to lean on it."""
    letters = unicodedata.normalize("NFD", word)
    if not grammar.vowels or letters.count("\u0301") != 1:
        return False
    rest = letters[letters.index("\u0301") + 1 :].lower()
    for pair in grammar.diphthongs:
        rest = rest.replace(pair, grammar.vowels[0])
    return sum(c in grammar.vowels for c in rest) >= 2
