"""What determiners and pronouns say of the phrase they stand in."""

from __future__ import annotations

from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.words import Word


def determine(phrase: Phrase, word: Word) -> None:
    """Take over what a determiner says of its phrase."""
    form = word.form
    phrase.det = form.det
    phrase.pair = phrase.pair or form.number == 2
    if form.det == "possessive":
        phrase.possessive = True
    if form.det_cases:
        phrase.cases = form.det_cases
        phrase.number = form.det_number.replace("*", "")
        phrase.gender = form.det_gender.replace("*", "")


def read_pronoun(phrase: Phrase, word: Word) -> None:
    """Fill in what a pronoun that is a phrase of its own can stand for."""
    kinds = word.form.pron
    text = word.text
    if "place" in kinds:
        phrase.place = PlaceRef(text, anaphor=True)
        if not phrase.prep:
            phrase.prep = ("from", "out") if "from_place" in kinds else ("in",)
    if "former" in kinds or "latter" in kinds:
        which = "former" if "former" in kinds else "latter"
        phrase.actor = ActorRef(text, anaphor=which)
        phrase.place = PlaceRef(text, anaphor=True, kind=which)
        return
    if "object" in kinds or "subject" in kinds or "demonstrative" in kinds:
        phrase.place = phrase.place or PlaceRef(text, anaphor=True, kind="pronoun")
        phrase.actor = ActorRef(text, anaphor="pronoun")
