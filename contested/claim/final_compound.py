"""Verbs of several words in languages whose verb stands last: the fixed words stand before it."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.form import VerbForm, VerbSense
from contested.claim.text import fold
from contested.claim.words import Word

REACH = 3  # the last fixed word stands so near before its verb, adverbs between them counted


def compounded(words: list[Word]) -> list[Word]:
    """The words, each verb as one with the fixed words in front of it."""
    result: list[Word] = []
    for word in words:
        form = word.form
        if word.kind != "word" or not form.verbs or word.entity is not None:
            result.append(word)
            continue
        fixed = {s.particles: None for v in form.verbs for s in v.senses if s.particles}
        if not fixed:
            result.append(word)
            continue
        best: tuple[str, ...] = ()
        start = len(result)
        near = {f for w in result[-REACH:] for f in (w.form.fold, fold(w.text))}
        for particles in fixed:
            at = _precede(result, particles) if particles[-1] in near else -1
            if at >= 0 and len(particles) >= len(best):
                best, start = particles, at
        kept = [v for v in (_with(verb, best) for verb in form.verbs) if v is not None]
        first = result[start] if best else word
        between = result[start:]
        del result[start:]
        text = word.text if not best else f"{first.text} {word.text}"
        merged = replace(form, verbs=kept, nouns=[] if best else form.nouns)
        extra = [w for w in between if w.form.fold not in best and not _said(w, best)]
        result.extend(extra)
        result.append(
            replace(word, text=text, form=merged, start=first.start if not extra else word.start)
        )
    for index, word in enumerate(result):
        word.index = index
    return result


def _precede(words: list[Word], particles: tuple[str, ...]) -> int:
    """Where the fixed words begin that stand right before a verb; -1 if they do not."""
    k = len(words) - 1
    for particle in reversed(particles):
        skipped = 0
        while k >= 0 and words[k].kind == "word" and not _said(words[k], (particle,)):
            if not words[k].form.adverb or skipped > 1:
                return -1
            skipped += 1
            k -= 1
        if k < 0 or words[k].kind != "word":
            return -1
        k -= 1
    return k + 1


def _with(verb: VerbForm, particles: tuple[str, ...]) -> VerbForm | None:
    kept: list[VerbSense] = [
        replace(s, particles=()) if particles else s
        for s in verb.senses if s.particles == particles
    ]  # fmt: skip
    if particles and not kept:
        return None
    return VerbForm(verb.lemma, verb.tenses, verb.voice, verb.number, tuple(kept))


def _said(word: Word, particles: tuple[str, ...]) -> bool:
    return fold(word.text) in particles or word.form.fold in particles
