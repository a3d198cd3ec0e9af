"""What around a word that may be noun or verb says that it is a verb."""

from __future__ import annotations

from dataclasses import dataclass

from contested.claim.words import Word

_FARTHEST = 5  # words from a relative pronoun to the verb that closes its clause


def names_many(word: Word) -> bool:
    """Whether a name can stand for several: it is a party's ("the SDF hold X"), or ends so."""
    return word.entity is not None and (
        word.text.endswith("s") or bool(word.entity.actors and not word.entity.places)
    )


def closes_relative(words: list[Word], k: int) -> bool:
    """Whether word `k` ends a relative clause that has only a subject so far: "which X holds"."""
    if k + 1 < len(words) and words[k + 1].kind == "word":
        return False
    for j in range(k - 1, max(-1, k - 1 - _FARTHEST), -1):
        word = words[j]
        if word.kind != "word" or word.form.prep:
            return False
        if word.entity is not None:
            continue
        if word.form.rel:
            return j < k - 1
        if word.form.verbs and not word.form.nouns:
            return False
    return False


def wants_to(words: list[Word], k: int) -> bool:
    """Whether word `k` is what somebody wants, with what he wants to do behind it: "hopes to
    take"."""
    if k + 2 >= len(words) or not words[k + 1].form.inf:
        return False
    verbs, before = words[k].form.verbs, words[k - 1]
    if not any(
        "pres" in v.tenses and any(s.kind == "control" for s in v.senses) for v in verbs
    ) or not any("base" in v.tenses for v in words[k + 2].form.verbs):
        return False
    return before.kind == "word" and not (before.form.det or before.form.adjective) and (
        before.entity is not None or any(s.number == "sg" for s in before.form.nouns)
    )  # fmt: skip


def _are_many(word: Word) -> bool:
    """Whether a noun means several people who act: "rebels", "troops"."""
    return word.entity is None and any(
        s.kind in ("role", "force") and s.number == "pl" for s in word.form.nouns
    )


def _counts(words: list[Word], k: int) -> bool:
    """Whether a number follows, with what says that it is not exact: "holds around 70% of X"."""
    if k + 1 >= len(words) or not (words[k].form.prep or words[k].form.adverb):
        return False
    behind = words[k + 1]
    return words[k].entity is None and bool(behind.kind == "num" or behind.form.quant)


def _shares(words: list[Word], number: Word) -> bool:
    """Whether a number says how many of something: "holds 14 of the 17 towns"."""
    at = number.index + 1
    return at < len(words) and "of" in words[at].form.prep and words[at].entity is None


def _past_adverbs(words: list[Word], k: int) -> Word | None:
    """The first word from `k` on that is no mere adverb."""
    while k < len(words) and words[k].entity is None and words[k].form.adverb and not (
        words[k].form.nouns or words[k].form.quant or words[k].form.prep or words[k].form.verbs
    ):  # fmt: skip
        k += 1
    return words[k] if k < len(words) else None


def _names_part(words: list[Word], opening: Word) -> bool:
    """Whether a word with the name behind it is a part of a place: "holds southern X"."""
    at = opening.index + 1
    if not opening.form.compass:
        return False
    return at < len(words) and (words[at].entity is not None or words[at].capital)


def _describes_name(words: list[Word], k: int) -> bool:
    """Whether a participle behind a comma, which may be a noun too, says what became of the name
    before it: when, or by whom, follows."""
    if k < 2 or k + 1 >= len(words) or words[k - 1].text != "," or not words[k - 2].capital:
        return False
    behind = words[k + 1].form
    timed = behind.time is not None or any(s.kind == "time" for s in behind.nouns)
    return (timed or "by" in behind.prep) and any("part" in v.tenses for v in words[k].form.verbs)


def takes_object(following: Word | None) -> bool:
    """Whether a noun phrase begins right behind a gerund: "aimed at retaking the town"."""
    if following is None or following.kind != "word" or following.form.time is not None:
        return False
    form = following.form
    return bool(form.det or form.quant) or (
        following.entity is not None and not following.entity.gentilic
    )


def is_passed_over(word: Word) -> bool:
    """Whether a word before a participle may be an adjective: unlisted, or "last"."""
    if word.kind != "word" or word.entity is not None or word.capital:
        return False
    return not word.form.known or word.form.last


@dataclass(frozen=True, slots=True)
class VerbOrNoun:
    """Tells verbs from nouns in a language: with cases, with the head of a compound last."""

    case: bool
    head_last: bool

    def __call__(self, words: list[Word], k: int, in_phrase: bool) -> bool:
        """Whether word `k`, which may be noun or verb, is a verb, by what stands around it."""
        previous = words[k - 1] if k else None
        following = words[k + 1] if k + 1 < len(words) else None
        form = words[k].form
        if (
            following is not None and following.form.comp and previous is not None
            and any(s.kind == "speech" for v in form.verbs for s in v.senses)
            and not (previous.form.det or previous.form.role_adj or previous.form.adjective)
            and (bool(previous.form.nouns) or not previous.form.verbs)  # not "denied reports that"
        ):  # fmt: skip
            return True  # "sources in X report that"
        if (
            following is not None and following.form.comp and previous is not None
            and previous.form.verbs and not previous.form.nouns and previous.entity is None
        ):  # fmt: skip
            return False  # "denied reports that"
        if self.head_last and previous is None and following is not None and following.form.comp:
            return False  # "Reports that X fell"
        opening = _past_adverbs(words, k + 1)  # "controls only X"
        starts_phrase = opening is not None and (
            opening.form.det != ""
            or opening.form.quant != ""
            or opening.entity is not None
            or (opening.capital and not opening.form.known)
            or "object" in opening.form.pron
            or _counts(words, k + 1)
            or (opening.kind == "num" and _shares(words, opening))
            or _names_part(words, opening)
        )
        if _describes_name(words, k) and not (self.case or self.head_last):
            return True  # "Saraqeb, ripresa mercoledì dall'esercito"
        if self.case:
            return not form.nouns or starts_phrase
        if any("past" in v.tenses for v in form.verbs):
            return True
        if any("ger" in v.tenses for v in form.verbs):
            return starts_phrase
        if not self.head_last and previous is not None and previous.kind == "word" and (
            (previous.entity is not None and previous.capital)
            or (previous.form.nouns and not previous.form.prep)
        ):  # fmt: skip
            return any(v.tenses & {"pres"} for v in form.verbs)  # no noun stands beside a noun
        back = k - 1
        while back > 0 and words[back].kind == "word" and words[back].form.adverb:
            back -= 1
        if previous is not None and previous.form.adverb and back >= 0:
            previous = words[back]
            in_phrase = True
        leans = form.adverb and all(v.tenses <= {"base"} for v in form.verbs) and not starts_phrase
        if previous is not None and leans and "object" in previous.form.pron:
            return False  # "took it back"
        if previous is not None and (previous.form.rel or previous.form.pron):
            return True
        if closes_relative(words, k):
            return True
        if starts_phrase and any("pres" in v.tenses for v in form.verbs):
            return True
        if (
            following is not None and previous is not None
            and set(following.form.prep) & {"through", "to", "from", "into"}
            and any("pres" in v.tenses for v in form.verbs)
            and all(s.kind == "ordinary" for s in form.nouns)
            and (
                (previous.entity is not None and not previous.entity.gentilic)
                or (
                    any(s.number == "sg" for s in previous.form.nouns)
                    and not previous.form.role_adj
                )
            )
        ):  # fmt: skip
            return True  # "the route passes through X"
        if self.head_last and previous is not None and wants_to(words, k):
            return True
        if previous is None or not (in_phrase or previous.form.adverb):
            return False
        if self.head_last and any("base" in v.tenses for v in form.verbs) and (
            _are_many(previous) and following is not None and following.kind == "word"
            and not (following.form.verbs and not following.form.nouns)
            and not (following.form.aux or following.form.modal or following.form.conj)
            and not form.adverb
        ):  # fmt: skip
            return True  # "rebels hold control": plurals of people describe no noun
        plural = (
            any(s.number == "pl" for s in previous.form.nouns)
            or (previous.entity is not None and names_many(previous))
            or any(s.kind == "role" for s in previous.form.nouns)
            or any(w.form.conj == "and" for w in words[max(0, k - 4) : k - 1])
        )
        if any("base" in v.tenses for v in form.verbs):
            ruled = plural and back != k - 1 and following is not None and following.form.prep
            return bool(previous.form.pron or ruled) or (starts_phrase and plural)
        return starts_phrase
