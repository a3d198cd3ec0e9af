"""What the words of a parted verb are: finite, a last part, a helper, what opens its clause."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.form import Form
from contested.claim.words import Word

_FINITE = frozenset({"pres", "past"})
_PARTS = frozenset({"part", "base"})


def helps(word: Word) -> bool:
    """Whether a word is an auxiliary or a modal verb, which may close a clause too."""
    return bool(word.form.aux or word.form.modal) and not word.capital and not word.form.det


def helpers_first(verb: list[Word]) -> list[Word]:
    """The parts that end a clause in the order of a main clause: "gekappt worden" turned round."""
    last = verb[-1] if len(verb) > 1 else None  # "sein" is a possessive too, but not there
    helpers = [w for w in verb if helps(w) or (w is last and w.form.aux and not w.capital)]
    return [*reversed(helpers), *(word for word in verb if word not in helpers)]


def participle_last(segment: list[Word]) -> list[Word] | None:
    """A clause that its participle opens, with this where it else stands: "Befreit ist die Stadt
    noch nicht" (freed is the town not yet); None for any other clause."""
    k = 0
    while k < len(segment) - 2 and segment[k].form.adverb and not segment[k].form.verbs:
        k += 1
    if k + 2 >= len(segment) or "part" not in tenses(segment[k]) or helps(segment[k]):
        return None
    helper = segment[k + 1]
    if not helps(helper) or not is_finite(helper) or any(is_part(w) for w in segment[k + 2 :]):
        return None
    return [helper, *segment[:k], *segment[k + 2 :], segment[k]]


def opens(word: Word) -> bool:
    """Whether a word opens a clause whose verb stands last."""
    form = word.form
    return bool(form.comp or form.rel or form.sub)


def tenses(word: Word) -> frozenset[str]:
    """The tenses of which a word can be a form; none where it is a name."""
    verbs = word.form.verbs
    if not verbs or (word.capital and word.index) or word.entity is not None:
        return frozenset()
    return frozenset(tense for verb in verbs for tense in verb.tenses)


def is_finite(word: Word) -> bool:
    """Whether a word can be the finite part of a verb."""
    if word.form.aux or word.form.modal:
        return not (word.form.aux and _PARTS & tenses(word) and not _FINITE & tenses(word))
    return bool(_FINITE & tenses(word))


def is_part(word: Word) -> bool:
    """Whether a word can be the last part of a verb: a participle or an infinitive."""
    return bool(_PARTS & tenses(word))


def attributive(words: list[Word]) -> list[Word]:
    """The words with what stands between a determiner and its noun read as no finite verb:
    "der russisch besetzten Stadt" (of the Russian-held town)."""
    found = list(words)
    inside = False
    for k, word in enumerate(words):
        form = word.form
        if form.det or (form.prep and word.entity is None and not form.nouns):
            inside = bool(form.det) or inside
            continue
        following = words[k + 1] if k + 1 < len(words) else None
        if (
            inside and form.verbs and not word.capital and not form.nouns and following is not None
            and following.kind == "word" and _describable(following)
            and any("part" in verb.tenses for verb in form.verbs) and form.adjective
        ):  # fmt: skip
            verbs = [replace(v, tenses=frozenset({"part"})) for v in form.verbs]
            found[k] = replace(word, form=replace(form, verbs=verbs))
            continue
        inside = inside and not word.capital and word.kind in ("word", "num") and not form.aux
    return found


def agents_told(words: list[Word], by: Form | None) -> list[Word]:
    """The words with the word for "by" before an adjective without ending that says who acts in
    the participle right behind it: "russisch besetzt" (Russian-occupied)."""
    found: list[Word] = []
    for k, word in enumerate(words):
        following = words[k + 1] if k + 1 < len(words) else None
        before = words[k - 1] if k else None
        if (
            by is not None and word.entity is not None and word.entity.gentilic
            and not word.capital and following is not None and following.entity is None
            and not following.capital and not (before is not None and before.form.prep == by.prep)
            and word.text.lower() == word.entity.text.lower()
            and any(
                "part" in verb.tenses and any(s.rule is not None for s in verb.senses)
                for verb in following.form.verbs
            )
        ):  # fmt: skip
            found.append(Word(0, "", by, word.start, word.start, "word", False, False))
        found.append(word)
    return found


def _describable(word: Word) -> bool:
    return word.capital or word.form.adjective or bool(word.form.role_adj)


def is_particle(words: list[Word], k: int) -> bool:
    """Whether word `k` ends its clause as the part of a verb that stands apart from it."""
    return bool(words[k].form.prep or words[k].form.adverb) and not words[k].capital and (
        k + 1 >= len(words) or bool(words[k + 1].form.conj)
    )  # fmt: skip


def is_name(word: Word) -> bool:
    """Whether a word is a name or a noun with a capital."""
    return word.capital and bool(word.entity or word.form.nouns)


def is_owning(word: Word) -> bool:
    """Whether a word says "of" and nothing else."""
    return word.form.prep == ("of",)


def is_party(word: Word) -> bool:
    """Whether a word names somebody who acts."""
    if word.entity is not None:
        return bool(word.entity.actors or word.entity.country) and not word.entity.places
    return any(s.kind in ("role", "force") for s in word.form.nouns) or bool(word.form.role_adj)
