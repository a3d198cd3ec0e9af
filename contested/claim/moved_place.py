"""What a phrase such as "in the hands of X" or "under siege" is said of."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.draft import Scene
from contested.claim.ground import GroundedPlace
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import latest_place
from contested.claim.walk import COMMAS


def behind_comma(scene: Scene, phrase: Phrase, clause: Clause) -> Phrase | None:
    """The place right before the comma that a phrase follows: "Aleppo, in the hands of X"."""
    words, mark = scene.parse.words, phrase.start - 1
    while mark > 0 and words[mark].form.adverb and words[mark].entity is None:
        mark -= 1  # "Aleppo, now back in the hands of X"
    if mark < 1 or words[mark].text not in COMMAS:
        return None
    for other in clause.phrases():
        inner: Phrase | None = other
        while inner is not None and inner.place is None:
            inner = inner.of  # "95% of the districts of X, in the hands of Y"
        if inner is not None and inner.end == mark and (
            inner.actor is None or inner.actor.weak
        ):  # fmt: skip
            return inner
    return None


def in_apposition(scene: Scene, phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase only describes the place before it, between commas and before the verb:
    "Through the port, in the hands of X, passes the food"."""
    words, verb, last = scene.parse.words, clause.verb, phrase
    while last.of is not None:
        last = last.of
    if verb is None or last.end >= len(words) or verb.start < last.end:
        return False
    return words[last.end].text in COMMAS and behind_comma(scene, phrase, clause) is not None


def _whole(phrase: Phrase) -> Phrase:
    """What a phrase only says the whereabouts of: "X, the last town in Y" for "in Y", or is the
    complement of: "the port of X" for "of X"."""
    first = phrase.leader or phrase  # "crossings to A and to B"
    if first.head is not None and first in first.head.post and first.head.place is not None:
        phrase = first
    head = phrase.head
    while head is not None and head.place is not None and (
        phrase in head.post or head.of is phrase
    ):  # fmt: skip
        phrase, head = head, head.head
    if head is not None and head.place is not None and head.apposition is phrase:
        return head
    return phrase


def _said_of(phrase: Phrase, clause: Clause) -> Phrase:
    """What a description names: "X is the last city of Y in the hands of Z" is of X."""
    kind = phrase
    while kind.head is not None and kind.head.of is kind and kind.head.place is not None:
        kind = kind.head
    ref, subject, verb = kind.place, clause.subj, clause.verb
    if ref is None or not ref.anaphor or ref.plural or not ref.kind:
        return phrase
    if kind.apposition is not None and kind.apposition.place is not None:
        return kind.apposition
    if kind.head is not None and kind.head.apposition is kind and kind.head.place is not None:
        return kind.head
    if verb is not None and verb.copula and kind in clause.args and subject is not None and (
        subject.place is not None and not kind.prep and not verb.negative
    ):  # fmt: skip
        return subject
    return phrase


def _is_told_by(phrase: Phrase) -> bool:
    """Whether a phrase is of who says so: "X is, according to Baku, under its control"."""
    outer: Phrase | None = phrase
    while outer is not None:
        if "according" in outer.prep:
            return True
        outer = outer.head
    return False


def moved_place(phrase: Phrase, clause: Clause, light: str) -> Phrase | None:
    """What is under control: the clause's subject, its object, or the phrase right before."""
    verb = clause.verb
    head = phrase.head
    while head is not None and (head.time or "since" in head.prep) and head.head is not None:
        head = head.head  # "X, for a year in the hands of Y"
    if head is not None and head.place is not None and not _is_told_by(head) and (
        head.end == phrase.start or head is not phrase.head
    ):  # fmt: skip
        said = _said_of(_whole(head), clause)
        first = said.leader  # "brought A and B under its control"
        return first if first is not None and first.place is not None and not first.cue else said
    if verb is None:
        return clause.subj or phrase.head
    if light in ("put", "have") and not verb.passive:
        for other in clause.args:
            if not other.prep and other is not phrase and other.place is not None:
                return other
    if clause.subj is None and light in ("come", "be") and phrase.end <= verb.start:
        return next(
            (p for p in clause.args if not p.prep and not p.time and p.place is not None), None
        )  # "into the hands of X fell Y too"
    if clause.kind == "rel" and clause.subj is not None and clause.parent is not None and (
        clause.antecedent is not None and clause.subj.start == clause.antecedent.start
    ):  # fmt: skip
        return _said_of(clause.subj, clause.parent)  # "X was the last city of Y still held by Z"
    return clause.subj


def dropped_place(scene: Scene, clause: Clause) -> GroundedPlace | None:
    """What "fell into the hands of X" is said of where a language leaves the subject out: the
    place spoken of before."""
    verb = clause.verb
    if verb is None or not scene.ground.names.lexicon.pro_drop or clause.kind != "main":
        return None
    if not verb.finite or verb.passive or clause.subj is not None or verb.number == "pl":
        return None
    return latest_place(scene.ground, verb.start)
