"""Subjects before their verbs: where a subject ends, and clauses that something else opens."""

from __future__ import annotations

from contested.claim.bracket_part import (
    is_finite,
    is_name,
    is_owning,
    is_part,
    is_party,
    opens,
    tenses,
)
from contested.claim.form import Form
from contested.claim.words import Word

_PAUSE = ","


def subject_first(segment: list[Word], after_clause: bool, lead_open: bool) -> list[Word]:
    """A clause that an adverbial or another clause opens, so that its subject follows its verb,
    with the subject before it."""
    if segment[0].kind not in ("word", "num") or any(opens(word) for word in segment[:3]):
        return segment
    verb = next((k for k, word in enumerate(segment) if is_finite(word)), -1)
    if verb < 0 or (verb == 0 and not after_clause) or segment[0].form.inf:
        return segment
    start = verb + 1
    while start < len(segment) and (
        is_part(segment[start]) or is_finite(segment[start]) or segment[start].form.neg
    ):
        start += 1
    if start >= len(segment):
        return segment
    if verb > 0 and not lead_open and not adverbial(segment[:verb]):
        if not _fronted_object(segment, verb, start):
            return segment
        end = max(behind_subject(segment, start, len(segment)), start + 1)
        moved = segment[:verb]
        denial = [moved.pop()] if moved[-1].form.neg else []
        return [*segment[start:end], *denial, *segment[verb:start], *moved, *segment[end:]]
    while start + 1 < len(segment) and (_reflexive(segment[start]) or _only_adverb(segment[start])):
        start += 1  # "waren nur noch die Rebellen dort"
    first = segment[start].form
    if (first.prep and first.prep != ("of",)) or first.adverb or first.neg:
        return segment
    end = behind_subject(segment, start, len(segment))
    if end == start:
        return segment
    if any(word.form.aux == "be" for word in segment[verb:start]):
        end = behind_names(segment, end)
    end = _behind_description(segment, end)
    lead = segment[:verb]
    if lead:
        # A pause, or the two phrases would be read as one: "according to the army, rebels took X"
        at = lead[-1].end
        lead = [*lead, Word(0, _PAUSE, Form("", known=True), at, at, "punct", False, False)]
    return [*lead, *segment[start:end], *segment[verb:start], *segment[end:]]


def adverbial(lead: list[Word]) -> bool:
    """Whether what stands before the verb is no subject: a phrase with a preposition, an adverb
    or a time ("wenige Tage zuvor")."""
    opening = lead[0].form
    if opening.prep not in ((), ("of",)):
        return not _counted_party(lead)
    if opening.adverb or opening.compass:
        # "Auch Manbidsch ist ...": behind an adverb the subject may stand all the same
        rest = lead[1:]
        return (
            not rest
            or not (is_name(rest[-1]) or rest[0].form.det)
            or any(word.form.prep not in ((), ("of",)) for word in rest)
        )
    timed = any(
        word.form.time is not None or any(s.kind == "time" for s in word.form.nouns)
        for word in lead
    )
    return timed and all(
        word.kind == "num" or word.form.time is not None or not word.capital
        or any(s.kind == "time" for s in word.form.nouns)
        for word in lead[1:]
    )  # fmt: skip


def _counted_party(lead: list[Word]) -> bool:
    """Whether a preposition only says how many: "Bis zu 10.000 Soldaten" (up to 10,000 of
    them)."""
    return len(lead) > 2 and lead[1].kind == "num" and is_party(lead[-1]) and all(
        not word.form.prep and not word.form.det for word in lead[2:]
    )  # fmt: skip


def _only_adverb(word: Word) -> bool:
    form = word.form
    return bool(form.adverb) and not (form.function or form.nouns or form.quant or form.compass)


def _reflexive(word: Word) -> bool:
    return "object" in word.form.pron and "subject" not in word.form.pron


def _fronted_object(segment: list[Word], verb: int, start: int) -> bool:
    """Whether what stands before the verb is its object: "Den Ort nahmen Rebellen ein"."""
    group, behind = segment[verb:start], segment[start]
    if "subject" in behind.form.pron and behind.form.pron[0] != "object":
        return behind.form.fold not in _bare(segment[:verb])
    if any(word.form.aux == "be" for word in group):
        return False
    takes = any(
        s.rule is not None and "obj" in s.rule.frame.place
        for word in group for v in word.form.verbs for s in v.senses
    )  # fmt: skip
    if not takes or (behind.form.prep and behind.form.prep != ("of",)):
        return False
    lead = segment[:verb]
    party = any(is_party(word) for word in lead)
    subject = next((w for w in segment[start : start + 5] if w.capital), None)
    return not party and subject is not None and is_party(subject) and any(
        (w.entity is not None and w.entity.places) or any(s.kind == "place" for s in w.form.nouns)
        or (w.capital and not w.form.known and w.entity is None)
        for w in lead
    )  # fmt: skip


def _bare(lead: list[Word]) -> frozenset[str]:
    return frozenset(word.form.fold for word in lead if word.form.pron)


def behind_subject(segment: list[Word], at: int, end: int) -> int:
    """Behind the first phrase of a clause: the place of a verb that follows its subject."""
    k = at
    while k < end and not is_name(segment[k]) and "subject" not in segment[k].form.pron:
        k += 1
    if k == end:
        return at
    k += 1
    first = k
    while k < end and (
        is_name(segment[k]) or (is_owning(segment[k]) and k + 1 < end)
        or (bool(segment[k].form.det) and is_owning(segment[k - 1]))  # "fighters of the RSF"
    ):  # fmt: skip
        k += 1
    # "that the fighters Manbij taken have": the place next to its subject is no part of it
    last = segment[k - 1].entity
    return k - 1 if k > first and last is not None and last.places else k


def behind_names(segment: list[Word], at: int) -> int:
    """Behind the names of places that go on with a subject: "the villages", "X and Y"."""
    k = at
    while k < len(segment):
        named = k + 1 if segment[k].form.conj == "and" and k + 1 < len(segment) else k
        word = segment[named]
        if not word.capital or not (
            word.entity.places if word.entity is not None else not word.form.known
        ):
            break
        k = named + 1
    return k


def _behind_description(segment: list[Word], end: int) -> int:
    """Behind the participle that describes a subject, with its first phrase: "supported by X"."""
    if end + 2 >= len(segment) or not segment[end + 1].form.prep or segment[end].capital:
        return end
    if not segment[end].form.verbs or tenses(segment[end]) != {"part"}:
        return end
    k = end + 2
    while k < len(segment) and not segment[k].capital:
        k += 1
    return min(k + 1, len(segment))
