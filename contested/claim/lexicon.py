"""A language's words, compiled from its folder into one table from folded word to what it can be.

`load_lexicon("el")` reads the data files once per process. The engine asks for forms and classes;
which language it is, it never asks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from contested.claim.affix import Affixes
from contested.claim.calendar import calendar, capital_names
from contested.claim.datafile import read_toml
from contested.claim.form import Form, NounSense, VerbForm, VerbSense
from contested.claim.form_table import FormTable
from contested.claim.frame import Frame, Rule, load_frames, read_rules
from contested.claim.function_words import enter_function_words, homographs
from contested.claim.paradigm import Inflection, Paradigms
from contested.claim.suffix import Suffixes
from contested.claim.text import Writing, fold
from contested.claim.unlisted import Unlisted
from contested.compiled import uncollected
from contested.errors import LanguageError
from contested.report.dateline import date_words

LANGUAGES = Path(__file__).parent / "languages"
_UNITS = frozenset({"battalion", "brigade", "division", "regiment"})


class Lexicon:
    """All forms of a language, single and multi-word, and its settings."""

    def __init__(self, code: str, folder: Path) -> None:
        self.code = code
        self.folder = folder
        self.settings = read_toml(folder / "language.toml")
        self.writing = Writing.of(self.settings)
        self.key = self.writing.key
        self.marks_we = False  # verb forms tell the first person plural
        self.case: bool = self.settings.get("case", False)
        self.capitals_mark_names = bool(self.settings.get("capitals_mark_names", True))
        self.head_last: bool = self.settings.get("compound_head", "last") == "last"
        self.agreement = bool(self.settings.get("agreement", False))
        self.adjectival = tuple(fold(e) for e in self.settings.get("adjective_endings", ()))
        self.pro_drop = bool(self.settings.get("pro_drop", False))
        self.abbreviations = frozenset(self.settings.get("abbreviations", ()))
        self.endings: tuple[str, ...] = tuple(
            sorted((fold(e) for e in self.settings.get("name_endings", ())), key=len, reverse=True)
        )
        self._ending_set = frozenset(self.endings) - {""}
        self._ending_lengths = sorted({len(e) for e in self._ending_set}, reverse=True)
        paradigm_file = folder / "paradigms.toml"
        self.paradigms = Paradigms(
            read_toml(paradigm_file) if paradigm_file.exists() else {},
            folder / "forms.tsv",
            self.settings.get("compound_head", "last"),
            self.writing,
        )
        self.table = FormTable(self.settings, self.writing, self.paradigms)
        self.forms, self.multi = self.table.forms, self.table.multi
        self.calendar_capital = self.settings.get("calendar_capital", True) and capital_names(code)
        self.verb_final = self.settings.get("clause_order", "") == "verb_final"
        self.verb_first = self.settings.get("clause_order", "") == "verb_first"
        self.caseless = not self.capitals_mark_names and "affixes" in self.settings
        self.verbless = self.verb_first or self.verb_final  # "X the seat of Y" is a sentence
        self.dual_endings = tuple(fold(e) for e in self.settings.get("dual_endings", ()))
        self.verbal_nouns = bool(self.settings.get("verbal_nouns", False))
        self.question_marks = frozenset(self.settings.get("question_marks", ("?",)))
        shapes = self.settings.get("verb_shapes", {})
        self._verb_guesses = [(tense, re.compile(shape)) for tense, shape in shapes.items()]
        self._uncalendared: dict[str, Form] = {}
        self._unguessed: dict[str, Form] = {}
        self.calendar_stems: dict[str, tuple[str, int]] = {}
        self.glosses: dict[str, str] = {}
        self.frames: dict[str, Frame] = load_frames()
        self.rules: list[Rule] = read_rules(folder / "rules.toml", self.frames)
        self.neither, self.same_words = self._set("neither"), self._set("same_words")
        self.echo_verbs, self.reported_moods = self._set("echo_verbs"), self._set("reported_moods")
        self.report_nouns, self.page_labels = self._set("report_nouns"), self._set("page_labels")
        self.first_person, self.third_person = self._set("first_person"), self._set("third_person")
        self.capital_nouns = self._set("capital_nouns")
        self.remnants, self.part_nouns = self._set("remnants"), self._set("part_nouns")
        self.leading_verbs, self.link_verbs = self._set("leading_verbs"), self._set("link_verbs")
        self.end_nouns, self.attackers = self._set("end_nouns"), self._set("attackers")
        self.goal_nouns, self.hazards = self._set("goal_nouns"), self._set("hazards")
        self.anaphoric_officials = self._set("anaphoric_officials")
        self.bare_countries = bool(self.settings.get("bare_countries", False))
        self.spokesmen, self.bodies = self._set("spokesmen"), self._set("bodies")
        self.almost, self.percent_before = self._set("almost"), self._set("percent_before")
        self.full_stems = tuple(sorted(self._set("full_stems")))
        self.completing_verbs = self._set("completing_verbs")
        self.installing_stems = tuple(sorted(self._set("installing_stems")))
        self.share_openers: dict[str, tuple[tuple[str, ...], ...]] = {}
        for opener in self.settings.get("share_openers", ()):
            parts = self.writing.split(opener)
            self.share_openers[parts[0]] = (*self.share_openers.get(parts[0], ()), parts)
        self.share_starts = self.percent_before.union(self.share_openers)
        self.reflexives = frozenset(
            self.key(w) for w in self.settings.get("weak_pronouns", {}).get("reflexive", ())
        )
        self.name_articles = self._set("name_articles")
        self.name_particles = self._set("name_particles")
        self.copulas = self._set("copulas")
        self.untrue = tuple(fold(w) for w in self.settings.get("untrue", ()))  # first letters
        self.perfect_verbs = self._set("perfect_verbs")  # "has been" behind a participle
        self.suffixes: Suffixes | None = None
        if "suffixes" in self.settings:
            self.suffixes = Suffixes(self.settings["suffixes"], self._known, self.multi)
        self._own: frozenset[str] = frozenset()  # the words of the data files, once all are read
        enter_function_words(self.table)
        self.spelled = homographs(self.settings, self.key)
        self._calendar()
        self._nouns(read_toml(folder / "words.toml"))
        self._verbs(read_toml(folder / "verbs.toml"))
        self._cues()
        self.affixes: Affixes | None = None
        if "affixes" in self.settings:
            self.affixes = Affixes(self.settings["affixes"], self._listed, self.forms.get)
            self.multi = self.affixes.expressions(self.multi)
        self.expressions: dict[tuple[str, str], list[tuple[tuple[str, ...], Form]]] = {}
        for entries in self.multi.values():
            for entry in entries:
                first, second, *_ = entry[0]
                self.expressions.setdefault((first, second), []).append(entry)
        for entries in self.expressions.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._unlisted = Unlisted(
            self.forms, self.settings.get("dummy_suffixes", {}), self._verb_guesses,
            self.calendar_stems, self.stem if self.endings else None, self.writing.accents,
        )  # fmt: skip
        suffixes = self.suffixes
        for word, form in self.forms.items() if suffixes is not None else ():
            verbal = suffixes.verbal(word) if suffixes is not None and form.attribute else None
            form.verbs = form.verbs or (verbal.verbs if verbal is not None else [])
        self._own = frozenset(self.forms)
        self.units = frozenset(
            word for word, form in self.forms.items() if form.site.rpartition(" ")[2] in _UNITS
        )
        self.openers = {  # first words of expressions, with the words that can come second
            first: frozenset(words[1] for words, _ in entries)
            for first, entries in self.multi.items()
        }

    # -- building ---------------------------------------------------------------------------

    def _set(self, name: str) -> frozenset[str]:
        return frozenset(w if "verbs" in name else self.key(w) for w in self.settings.get(name, ()))

    def _calendar(self) -> None:
        """Month and weekday names in every form that CLDR or the language's endings give."""
        months, weekdays = calendar(self.code)
        for unit, table in (("month", months), ("weekday", weekdays)):
            for name, number in table.items():
                words = self.writing.split(name.replace("-", " "))  # as a text is cut
                if len(words) == 1 and len(name) > 4:
                    self.calendar_stems.setdefault(self.stem(words[0]), (unit, number))
                form = self.table.form(words)
                if (form.modal or not form.function) and len(name) > 2:
                    form.time = (unit, number)
        for number_text, texts in self.settings.get("months", {}).items():
            for text in texts:
                self.table.form(tuple(fold(w) for w in text.split())).time = (
                    "month",
                    int(number_text),
                )
        for text, day in date_words(self.code).ordinals:
            self.table.form(self.writing.split(text)).ordinal = day
        for days, texts in self.settings.get("days_ago", {}).items():
            for text in texts:
                self.table.form(self.writing.split(text)).time = ("day", int(days))

    def _add_noun(self, text: str, kind: str, arg: str, rule: Rule | None = None) -> None:
        text, _, gloss = text.partition("=")
        for inflection in self.paradigms.noun(text):
            if gloss:
                if len(inflection.words) == 1 or not (self.case or " " in gloss):
                    self.glosses[inflection.words[-1]] = gloss
                self.glosses[" ".join(inflection.words)] = gloss
            lemma = " ".join(self.writing.split(text))
            either = kind == "place" and not self.case and " ".join(inflection.words) == lemma
            self.table.form(inflection.words).nouns.append(
                NounSense(
                    kind,
                    arg,
                    lemma,
                    "" if either and inflection.number == "pl" else inflection.number,
                    inflection.cases,
                    inflection.gender,
                    rule,
                )
            )

    def _nouns(self, words: dict[str, Any]) -> None:
        groups = {
            "places": "place",
            "forces": "force",
            "roles": "role",
            "officials": "official",
            "supplies": "supplies",
        }
        for section, kind in groups.items():
            for arg, texts in words.get(section, {}).items():
                for text in texts:
                    self._add_noun(text.replace("-", " "), kind, arg)
        for arg, texts in words.get("names_of_sources", {}).items():
            for text in texts:
                self._add_noun(text, "source", arg)
        for arg, texts in words.get("channels", {}).items():
            for text in texts:
                for inflection in self.paradigms.noun(text):
                    self.table.form(inflection.words).channel = arg
        for role, texts in words.get("role_adjectives", {}).items():
            for text in texts:
                for inflection in self.paradigms.adjective(text):
                    form = self.table.form(inflection.words)
                    form.role_adj = role
                    form.adj_cases |= inflection.cases
        for text in words.get("adjectives", {}).get("plain", []):
            for inflection in self.paradigms.adjective(text):
                form = self.table.form(inflection.words)
                form.adjective = True
                form.adj_cases |= inflection.cases
        for gloss, texts in words.get("site_adjectives", {}).items():
            for text in texts:
                for inflection in self.paradigms.adjective(text):
                    form = self.table.form(inflection.words)
                    form.adjective, form.site = True, gloss
                    form.adj_cases |= inflection.cases
        for unit, texts in words.get("times", {}).get("units", {}).items():
            for text in texts:
                self._add_noun(text, "time", unit)
        for text in words.get("ordinary", {}).get("nouns", []):
            self._add_noun(text, "ordinary", "")
        for gloss, texts in words.get("site_owners", {}).items():
            for text in texts:
                for inflection in self.paradigms.noun(text):
                    self.table.form(inflection.words).site = gloss

    def _add_verb(self, text: str, kind: str, arg: str, rule: Rule | None = None) -> None:
        if self.suffixes is not None:  # the verb stands behind what belongs to it
            *fixed, lemma = text.split()
            told = VerbSense(kind, arg, lemma, tuple(self.key(p) for p in fixed), rule)
            self.suffixes.add_verb(lemma, VerbForm(lemma, frozenset(), "", "", (told,)))
            return
        lemma, *particles = [
            part.rstrip("'’")
            for word in (text.replace("-", " ").split() if " " in text else [text])
            for part in self.writing.parts(word)
        ]
        reflexive = bool(particles) and self.key(lemma) in self.reflexives
        if reflexive:
            lemma, *particles = particles
        keys = self.writing.split(" ".join(particles))
        sense = VerbSense(kind, arg, lemma, keys, rule, reflexive)
        be_forms = {"be"} | set(self.settings.get("copula", ()))
        if lemma in be_forms and particles:
            if kind == "control":
                self.table.form((self.key(particles[0]),)).predicative = arg
                return
            known = self.forms.get(self.key(particles[0]))
            if known is not None and known.function:
                raise LanguageError(
                    f"{text!r}: a copula takes a participle or adjective here, not a function word",
                    path=self.folder,
                )
            rest = keys
            form = self.table.form((rest[0],))
            self._attach(form, Inflection((rest[0],), frozenset({"part"})), VerbSense(
                kind, arg, rest[0], rest[1:], rule
            ))  # fmt: skip
            return
        for inflection in self.paradigms.verb(lemma):
            self._attach(self.table.form(inflection.words), inflection, sense)

    def _attach(self, form: Form, inflection: Inflection, sense: VerbSense) -> None:
        self.marks_we = self.marks_we or "we" in inflection.tenses
        for i, known in enumerate(form.verbs):
            if (known.lemma, known.voice, known.enclitic) == (
                sense.lemma, inflection.voice, inflection.enclitic
            ):  # fmt: skip
                tenses = known.tenses | inflection.tenses
                senses = known.senses if sense in known.senses else (*known.senses, sense)
                if tenses != known.tenses or senses is not known.senses:
                    form.verbs[i] = replace(known, tenses=tenses, senses=senses)
                return
        form.verbs.append(
            VerbForm(
                sense.lemma, inflection.tenses, inflection.voice, inflection.number, (sense,),
                inflection.enclitic,
            )
        )  # fmt: skip

    def _verbs(self, verbs: dict[str, Any]) -> None:
        for section in ("speech", "control", "light", "other"):
            kind = "plain" if section == "other" else section
            for arg, texts in verbs.get(section, {}).items():
                for text in texts:
                    self._add_verb(text, kind, arg)

    def _cues(self) -> None:
        for rule in self.rules:
            for text in rule.verbs:
                self._add_verb(text, "rule", rule.frame.name, rule)
            for text in rule.nouns:
                self._add_noun(text.replace("-", " "), "cue", rule.frame.name, rule)
        raw = read_toml(self.folder / "rules.toml")
        for predicate, texts in raw.get("compounds", {}).items():
            for text in texts:
                for inflection in self.paradigms.adjective(text):
                    self.table.form(inflection.words).compound = predicate
        for predicate, texts in raw.get("attributes", {}).items():
            for text in texts:
                for inflection in self.paradigms.adjective(text):
                    form = self.table.form(inflection.words)
                    form.attribute = predicate
                    form.adj_cases |= inflection.cases

    def _known(self, folded: str) -> Form | None:
        return self.forms[folded] if folded in self._own else None

    def _listed(self, folded: str) -> bool:
        return (form := self.forms.get(folded)) is not None and form.known

    def name_key(self, words: list[str]) -> tuple[str, ...]:
        """The stems by which a listed name is met in a text, whatever is written onto it there."""
        if self.affixes is None:
            return tuple(self.stem(fold(w)) for w in words)
        return tuple(
            part for i, w in enumerate(words) for part in self.affixes.name_key(fold(w), i == 0)
        )

    # -- asking -----------------------------------------------------------------------------

    def uncalendared(self, form: Form) -> Form:
        """The form without its reading as month or weekday, where those take a capital."""
        if form.time is None or form.time[0] == "day" or not self.calendar_capital:
            return form
        known = self._uncalendared.get(form.fold)
        if known is None:
            known = self._uncalendared[form.fold] = replace(form, time=None)
        return known

    def unguessed(self, folded: str) -> Form:
        """An unknown word that is a name by its capital, whatever its ending looks like."""
        known = self._unguessed.get(folded)
        if known is None:
            known = self._unguessed[folded] = Form(folded, known=False)
        return known

    def form(self, folded: str) -> Form:
        """The form of a folded word; an unknown word gets one guessed from its ending."""
        known = self.forms.get(folded)
        if known is None:
            built = self.suffixes.form(folded) if self.suffixes is not None else None
            known = built or self._unlisted.form(folded)
            if len(self.forms) < 400_000:
                self.forms[folded] = known
        return known

    def stem(self, folded: str) -> str:
        """The word without its case ending, for matching inflected names; at least 3 letters."""
        if self.suffixes is not None:
            return self.suffixes.base(folded)
        for length in self._ending_lengths:
            if length <= len(folded) - 3 and folded[-length:] in self._ending_set:
                return folded[:-length]
        return folded


def available_languages() -> list[str]:
    """BCP-47 codes of the languages that have rules."""
    return sorted(p.parent.name for p in LANGUAGES.glob("*/rules.toml"))


@lru_cache(maxsize=32)
def load_lexicon(code: str) -> Lexicon | None:
    """The compiled language, or None where there are no rules for it.

    Raises LanguageError, with file and line, where its data is wrong.
    """
    folder = LANGUAGES / code
    if not (folder / "rules.toml").exists():
        return None
    with uncollected():
        return Lexicon(code, folder)
