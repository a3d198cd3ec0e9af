"""Words built of a stem and a chain of suffixes: what the chain says, and where the stem ends.

A language lists its suffixes by slot (`[suffixes]` in language.toml) in a notation that leaves to
the engine what harmony decides: a capital stands for the letters that `harmony` gives for it, a
letter in brackets may be missing. All chains are compiled once; a word is then cut at its longest
stem that the language knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from contested.claim.form import Form, VerbForm
from contested.claim.text import Sentence, Token, fold

_PIECE = re.compile(r"\((\w)\)|(\w)")
_APOSTROPHES = "'’ʼ"
_VOWELS = frozenset("aeiou")
CASES = frozenset({"acc", "gen", "dat", "loc", "abl", "ins", "agt"})
REMEMBERED = 200_000  # how many words' cuts are remembered, at most

_Cut = tuple[int, str, frozenset[str]]  # letters that stay, their key, what the ending says


class Suffixes:
    """The suffix chains of one language, and its words taken apart.

    `known` gives the form of a listed stem, or None; `expressions` are the listed nouns of several
    words by their first one, complete once a word of a text is met.
    """

    def __init__(
        self,
        table: dict[str, Any],
        known: Callable[[str], Form | None],
        expressions: Mapping[str, list[tuple[tuple[str, ...], Form]]],
    ) -> None:
        self.known = known
        self.expressions = expressions
        self.harmony: dict[str, str] = table["harmony"]
        self.soft: list[tuple[str, str]] = [tuple(pair) for pair in table.get("softening", ())]
        # suffixes that stand behind a vowel only, and those spelled like them that need none
        self._parting: dict[str, bool] = {}
        self.owner = frozenset(text for text, _ in self._spelled(table["owner"]))
        self.nouns = self._chains(table["noun"])
        # the endings that say of a noun that there are many
        self.plurals = tuple(chain for chain, marks in self.nouns.items() if marks == {"pl"})
        self._ends: frozenset[str] | None = None  # answer of `_tails`
        # what a verb ends in, and what may stand between that and its stem: voice, negation
        self.ends = self._chains(table["verb"][-1:])
        self.middles = self._chains(table["verb"][:-1])
        self.passives = frozenset(c for c, marks in self.middles.items() if marks == {"p"})
        self.infinitive = tuple(fold(e) for e in table["infinitive"])
        self.dropped: str = table.get("dropped_before", "")
        # suffixes whose vowels never change, nor do they change those behind them
        self._fixed = re.compile("|".join(table.get("unharmonic", ())) or "$")
        self.stems: dict[str, list[VerbForm]] = {}
        self._cuts: dict[str, _Cut] = {}  # words met, as written, without their endings
        self.irregular: dict[str, list[str]] = table.get("stems", {})

    def _spelled(self, patterns: list[str]) -> Iterator[tuple[str, bool]]:
        """All spellings of suffixes given in the notation; whether each leads with a consonant
        that only parts two vowels ("y" of "(y)An")."""
        for pattern in patterns:
            choices: list[list[str]] = []
            pieces = _PIECE.findall(pattern)
            for optional, letter in pieces:
                found = list(self.harmony.get(optional or letter, optional or letter))
                choices.append([*found, ""] if optional else found)
            buffer = pieces[0][0] if pieces else ""
            parting = bool(buffer) and not buffer.isupper() and buffer not in _VOWELS
            for parts in product(*choices):
                yield "".join(parts), parting and bool(parts[0])

    def _chains(self, slots: list[dict[str, list[str]]]) -> dict[str, frozenset[str]]:
        """Every chain of one suffix a slot, with its marks; a slot may stay empty."""
        chains: dict[str, frozenset[str]] = {"": frozenset()}
        for slot in slots:
            longer = dict(chains) if not slot.get("must") else {}
            for name, patterns in slot.items():
                if name == "must":
                    continue
                marks = frozenset(m for m in name.split("_") if m)
                for spelled, parts in self._spelled(patterns):
                    for chain, before in chains.items():
                        longer.setdefault(chain + spelled, before | marks)
                    if parts:
                        self._parting.setdefault(spelled, True)
                    else:
                        self._parting[spelled] = False
            chains = longer
        return chains

    def add_verb(self, lemma: str, verb: VerbForm) -> None:
        """Make the stems of a verb known."""
        folded = fold(lemma)
        stem = next((folded[: -len(e)] for e in self.infinitive if folded.endswith(e)), folded)
        for one in (stem, *self.irregular.get(stem, ())):
            entries = self.stems.setdefault(one, [])
            for i, known in enumerate(entries):
                if known.lemma == verb.lemma:
                    senses = tuple(dict.fromkeys((*known.senses, *verb.senses)))
                    entries[i] = VerbForm(verb.lemma, frozenset(), "", "", senses)
                    break
            else:
                entries.append(verb)

    def form(self, folded: str) -> Form | None:
        """The form of an inflected word whose stem is known, or None."""
        verb = self.verbal(folded)
        noun = self._noun(folded)
        if verb is None or noun is None:
            return verb or noun
        return replace(noun, verbs=verb.verbs)

    def verbal(self, folded: str) -> Form | None:
        """The form of an inflected verb whose stem is known, or None."""
        for size in range(len(folded), 1, -1):
            stem, rest = folded[:size], folded[size:]
            entries = self.stems.get(stem)
            marks = self._inflection(rest, stem) if entries is not None else None
            if entries is None or marks is None:
                entries, marks = self._reduced(stem, rest)
            entries = [e for e in entries or () if self._harmonic(e.lemma, rest)]
            if not entries or marks is None:
                continue
            tenses = marks - CASES - {"p", "pl", "sg", "owned"}
            voice = "p" if "p" in marks else "a"
            number = "pl" if "pl" in marks else ""
            form = Form(folded, marks=marks & (CASES | {"owned"}))
            form.verbs = [VerbForm(e.lemma, tenses, voice, number, e.senses) for e in entries]
            form.verbs += [
                VerbForm(e.lemma, tenses, "p", number, fixed) for e in self._undergone(stem)
                if (fixed := tuple(s for s in e.senses if s.particles))
            ]  # fmt: skip
            return form
        return None

    def _undergone(self, stem: str) -> Iterator[VerbForm]:
        """The verbs of which a stem that is itself listed is the passive."""
        for size in range(max(2, len(stem) - 2), len(stem)):
            if stem[size:] in self.passives:
                yield from self.stems.get(stem[:size], ())

    def _reduced(self, stem: str, rest: str) -> tuple[list[VerbForm] | None, frozenset[str] | None]:
        """A stem that loses its last vowel before some suffixes."""
        if not self.dropped or not re.match(self.dropped, rest):
            return None, None
        for vowel in self.harmony["A"]:
            entries = self.stems.get(stem + vowel)
            if entries is not None:
                return entries, self._inflection(rest)
        return None, None

    def _inflection(self, rest: str, stem: str = "") -> frozenset[str] | None:
        """What a chain behind a verb's stem says; None if it is none, or cannot stand there."""
        closed = stem[-1:] not in _VOWELS
        for cut in range(len(rest)):
            middle = self.middles.get(rest[:cut])
            end = self.ends.get(rest[cut:]) if middle is not None else None
            if closed and self._parting.get(rest[:cut] or rest):
                continue  # "gir" + "yan": nothing is to be parted
            if middle is not None and end is not None:
                return middle | end
        return None

    def _harmonic(self, lemma: str, rest: str) -> bool:
        """Whether a chain has the vowel that its verb takes, as the infinitive shows."""
        vowels = self.harmony["A"]
        own = next((c for c in reversed(fold(lemma)) if c in vowels), "")
        said = next((c for c in self._fixed.split(rest)[0] if c in vowels), "")
        return not (own and said) or own == said

    def _noun(self, folded: str) -> Form | None:
        return (
            self._declined(folded, self._hard) or self._declined(folded, self._single)
            or self._declined(folded, self._full)
        )  # fmt: skip

    def _declined(self, folded: str, stems: Callable[[str], Iterator[str]]) -> Form | None:
        """The form of a noun whose stem, as `stems` spells it, is known."""
        for size in range(len(folded) - 1, 1, -1):
            rest = folded[size:]
            marks = self.nouns.get(rest)
            if marks is None:
                continue
            for stem in stems(folded[:size]):
                known = self.known(stem)
                if known is None or not _inflects(known):
                    continue
                number = "pl" if "pl" in marks else "sg"
                nouns = [replace(s, number=number) for s in known.nouns]
                return replace(known, fold=known.fold, nouns=nouns, verbs=[], marks=marks)
        return None

    def _hard(self, stem: str) -> Iterator[str]:
        yield stem
        for soft, hard in self.soft:
            if stem.endswith(soft):
                yield stem.removesuffix(soft) + hard

    @staticmethod
    def _single(stem: str) -> Iterator[str]:
        """ "hattı" of "hat": a last consonant that stands twice before a vowel."""
        if len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]

    def _full(self, stem: str) -> Iterator[str]:
        """ "şehri" of "şehir": a vowel between the last two consonants that goes before another."""
        if len(stem) > 2 and not set(stem[-2:]) & _VOWELS:
            for vowel in self.harmony["I"]:
                yield from self._hard(f"{stem[:-1]}{vowel}{stem[-1]}")

    def base(self, folded: str) -> str:
        """A word without the ending of its case, where its stem is known."""
        if self.known(folded) is not None:
            return folded
        for size in range(len(folded) - 1, 1, -1):
            rest = folded[size:]
            marks = self.nouns.get(rest)
            if marks is None or not marks & CASES:
                continue
            for cut in reversed(range(len(rest))):
                inner = self.nouns.get(rest[:cut])
                if inner is None or inner & CASES or not self._case(rest[cut:], marks):
                    continue
                short = folded[:size]
                if any(
                    self.known(one) is not None for one in (*self._hard(short), *self._full(short))
                ):
                    return folded[: size + cut]
        return folded

    def _case(self, ending: str, marks: frozenset[str]) -> bool:
        found = self.nouns.get(ending)
        return found is not None and bool(found & CASES) and found & CASES == marks & CASES

    def apart(self, sentence: Sentence) -> Sentence:
        """The sentence with the endings behind apostrophes taken off names and numbers.

        Its tokens are changed: they lose their endings and get the marks of these.
        """
        tokens: list[Token] = []
        source = sentence.tokens
        cuts = self._cuts
        i, count = 0, len(source)
        while i < count:
            token = source[i]
            i += 1
            tokens.append(token)
            if token.kind == "word":
                cut = cuts.get(token.text)
                if cut is None:
                    cut = self._cut(token.text, token.fold)
                    if len(cuts) < REMEMBERED:
                        cuts[token.text] = cut
                size, folded, marks = cut
                if folded != token.fold or size < len(token.text):
                    token.text, token.fold, token.marks = token.text[:size], folded, marks
                    token.end = token.start + size
            elif token.kind == "num" and i + 1 < count and source[i].text in _APOSTROPHES:
                mark, ending = source[i], source[i + 1]
                if mark.start == token.end and ending.start == mark.end:
                    token.marks = self.nouns.get(ending.fold, frozenset())
                    i += 2
        return Sentence(tokens, sentence.headline, sentence.paragraph, sentence.opens_in_quote)

    def _cut(self, text: str, folded: str) -> _Cut:
        """A word without its ending: behind an apostrophe, or of case where its stem is listed."""
        at = max(text.rfind(mark) for mark in _APOSTROPHES)
        if at <= 0:
            base, cut = self._without_case(folded)
            if base == folded and text[:1].isupper():
                return self._of_many(text, folded)
            return len(text), base, cut
        marks = self.nouns.get(fold(text[at + 1 :]))
        if marks is None:
            return len(text), folded, frozenset()
        if marks == {"owned"}:  # behind an apostrophe the same ending is that of an object
            marks = frozenset({"acc"})
        return at, fold(text[:at]), marks

    def _of_many(self, text: str, folded: str) -> _Cut:
        """A plural of a name without the ending of its case, which takes no apostrophe:
        "Husilerin" (of the Houthis)."""
        for plural in self.plurals if len(text) == len(folded) else ():
            at = folded.rfind(plural, 2) + len(plural)
            marks = self.nouns.get(folded[at:]) if at > len(plural) else None
            if marks and marks <= CASES and self.known(folded) is None:
                return at, folded[:at], marks
        return len(text), folded, frozenset()

    def _tails(self) -> frozenset[str]:
        """The words that end a listed noun of several words: "birimi" of "yerleşim birimi".

        Worked out when first asked for: the expressions are filled after this is made.
        """
        if self._ends is None:
            entries = (entry for found in self.expressions.values() for entry in found)
            self._ends = frozenset(words[-1] for words, form in entries if form.nouns)
        return self._ends

    def _without_case(self, folded: str) -> tuple[str, frozenset[str]]:
        """A word without the ending of its case, where its stem is a listed noun; the ending's."""
        if folded in self.expressions or self.known(folded) is not None:
            return folded, frozenset()
        for size in range(len(folded) - 1, 2, -1):
            marks = self.nouns.get(folded[size:]) if folded[:size] in self._tails() else None
            if marks and marks <= CASES:
                return folded[:size], marks
        if self.verbal(folded) is not None:
            return folded, frozenset()
        base = self.base(folded)
        return base, self.nouns.get(folded[len(base) :], frozenset()) & CASES


def _inflects(form: Form) -> bool:
    """Whether a listed word is a noun or like one."""
    return bool(
        form.nouns or form.compass or form.role_adj or form.time or form.channel or form.adjective
        or "place" in form.pron
        or form.quant or form.attribute
    ) and not form.prep  # fmt: skip
