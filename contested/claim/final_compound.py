"""Verbs of several words in languages whose verb stands last: the fixed words stand before it."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.form import Form, VerbForm, VerbSense
from contested.claim.text import fold
from contested.claim.words import Word

_Particles = tuple[str, ...]
_ByLast = dict[str, list[tuple[int, _Particles]]]  # with their rank among those of a form
REMEMBERED = 50_000  # how many forms' readings are remembered, at most
REACH = 3  # the last fixed word stands so near before its verb, adverbs between them counted


class Compounds:
    """Brings the verbs of one language together with their fixed words.

    What a form can be, with these words or with none, is worked out once.
    """

    def __init__(self) -> None:
        # by the identity of a form, which is kept so that no other takes it
        self._fixed: dict[int, tuple[Form, _ByLast]] = {}
        self._merged: dict[tuple[int, _Particles], Form] = {}

    def joined(self, words: list[Word]) -> list[Word]:
        """The words, each verb as one with the fixed words in front of it."""
        result: list[Word] = []
        for word in words:
            form = word.form
            if word.kind != "word" or not form.verbs or word.entity is not None:
                result.append(word)
                continue
            fixed = self._particles(form)
            if not fixed:
                result.append(word)
                continue
            best: _Particles = ()
            start = len(result)
            near = {f for w in result[-REACH:] for f in (w.form.fold, fold(w.text))}
            if not fixed.keys().isdisjoint(near):
                for _, particles in sorted(
                    p for last in fixed if last in near for p in fixed[last]
                ):
                    at = _precede(result, particles)
                    if at >= 0 and len(particles) >= len(best):
                        best, start = particles, at
            merged = self._with(form, best)
            if not best:
                word.form = merged
                result.append(word)
                continue
            first, between = result[start], result[start:]
            del result[start:]
            extra = [w for w in between if w.form.fold not in best and not _said(w, best)]
            result.extend(extra)
            begin = first.start if not extra else word.start
            text = f"{first.text} {word.text}"
            result.append(replace(word, text=text, form=merged, start=begin))
        for index, word in enumerate(result):
            word.index = index
        return result

    def _particles(self, form: Form) -> _ByLast:
        """The fixed words before a verb form in one or another of its readings, by the last."""
        known = self._fixed.get(id(form))
        if known is None:
            if len(self._fixed) >= REMEMBERED:
                self._fixed.clear()
                self._merged.clear()
            found: _ByLast = {}
            each = dict.fromkeys(s.particles for v in form.verbs for s in v.senses if s.particles)
            for rank, particles in enumerate(each):
                found.setdefault(particles[-1], []).append((rank, particles))
            known = self._fixed[id(form)] = form, found
        return known[1]

    def _with(self, form: Form, particles: _Particles) -> Form:
        """The readings of a form with these fixed words alone."""
        merged = self._merged.get((id(form), particles))
        if merged is None:
            kept = [v for v in (_with(verb, particles) for verb in form.verbs) if v is not None]
            merged = replace(form, verbs=kept, nouns=[] if particles else form.nouns)
            self._merged[id(form), particles] = merged
        return merged


def _precede(words: list[Word], particles: _Particles) -> int:
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


def _with(verb: VerbForm, particles: _Particles) -> VerbForm | None:
    kept: list[VerbSense] = [
        replace(s, particles=()) if particles else s
        for s in verb.senses if s.particles == particles
    ]  # fmt: skip
    if particles and not kept:
        return None
    return VerbForm(verb.lemma, verb.tenses, verb.voice, verb.number, tuple(kept))


def _said(word: Word, particles: _Particles) -> bool:
    return fold(word.text) in particles or word.form.fold in particles
