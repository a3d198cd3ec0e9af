"""The function words of a language, out of its language.toml: what each can do in a clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contested.claim.canonical import ADJECTIVES
from contested.claim.form import Form, led_by
from contested.claim.form_table import FormTable


def enter_function_words(table: FormTable) -> None:
    """Enter the determiners, prepositions, conjunctions, pronouns, numerals and so on."""
    for key, form in table.each("determiners"):
        form.det = key
    for text, features in table.settings.get("articles", {}).items():
        form = table.form(table.writing.split(text))
        form.det, form.article = "definite", True
        for feature in features:
            number, cases, gender = feature.split(".")
            form.det_number = number if form.det_number in ("", number) else "*"
            form.det_gender = gender if form.det_gender in ("", gender) else "*"
            for mark in cases:
                form.det_cases |= {"N": 1, "A": 2, "G": 4}[mark]
    for key, form in table.each("prepositions"):
        form.prep = (*form.prep, key)
    for text, features in table.settings.get("fused_articles", {}).items():
        form = table.form(table.writing.split(text))
        form.partitive = text in table.settings.get("partitives", ())
        role, number, cases, gender = features.split(".")
        form.prep = tuple(role.split("+"))
        form.det, form.det_number, form.det_gender = "definite", number, gender
        form.det_cases = sum({"N": 1, "A": 2, "G": 4}[mark] for mark in cases)
        form.unfused = table.unfused.get(form.fold, "")
    for key, form in table.each("clauses"):
        match key:
            case "and" | "or" | "but":
                form.conj = key
            case "that":
                form.comp = True
            case "relative" | "relative_place" | "relative_owner":
                form.rel, form.prep = key, form.prep or led_by(table.forms, form)
                _agree(table, form)
            case "negative" | "no_longer":
                form.neg = key
            case "infinitive":
                form.inf = True
            case "relative_object":
                form.rel = key
            case "negative_after" | "no_longer_after" | "only_after":
                form.after_verb = key
            case _:
                form.sub = key if not form.sub else form.sub
    for text in table.settings.get("relative_inflected", []):
        for inflection in table.paradigms.adjective(text):
            form = table.form(inflection.words)
            form.rel = "relative"
            form.adj_cases |= inflection.cases
    for key, form in table.each("auxiliaries"):
        form.aux = key
    for key, form in table.each("modals"):
        form.modal = key
    for key, form in table.each("contractions"):
        form.neg = key
    for key, form in table.each("pronouns"):
        form.pron = (*form.pron, key)
    for key, form in table.each("weak_pronouns"):
        form.weak = (*form.weak, key)
    for key, form in table.each("adverbs"):
        form.adverb = form.adverb or key
    for key, form in table.each("quantifiers"):
        form.quant = key
    for key, texts in table.settings.get("quantifier_adjectives", {}).items():
        for text in texts:
            for inflection in table.paradigms.adjective(text):
                table.form(inflection.words).quant = key
    for key, form in table.each("counting"):
        form.ago = form.ago or key == "ago"
        form.last = form.last or key == "last"
        form.lasting = form.lasting or key == "lasting"
    for key, form in table.each("numerals"):
        form.number = int(key)
    for key, form in table.each("compass"):
        form.compass = key
    for key, texts in table.settings.get("compass_adjectives", {}).items():
        for text in texts:
            for inflection in table.paradigms.adjective(text):
                form = table.form(inflection.words)
                form.compass, form.compass_adjective = key, True
                form.adj_cases |= inflection.cases
    for key, form in table.each("postpositions"):
        form.attributive = key == "attributive"
    _sides(table)


def _sides(table: FormTable) -> None:
    """A compass word and a noun for a part are one word for that side: "eastern half"."""
    before = bool(table.settings.get("adjective_before_noun", True))
    sides = [(w, f.compass) for w, f in table.forms.items() if f.compass in ADJECTIVES]
    for text in table.settings.get("part_nouns", ()):
        for inflection in table.paradigms.noun(text):
            for word, compass in sides:
                noun = inflection.words
                form = table.form((word, *noun) if before else (*noun, word))
                form.compass, form.compass_adjective = compass, True


def homographs(settings: Mapping[str, Any], key: Callable[[str], str]) -> dict[str, Form]:
    """Words that only their accent tells from another one, as they are written: each keeps a
    single reading."""
    found: dict[str, Form] = {}
    for word, reading in settings.get("homographs", {}).items():
        form = found[word] = Form(key(word))
        form.conj = reading if reading in ("and", "or", "but") else ""
        form.adverb = "plain" if reading == "adverb" else ""
        form.det = reading if reading == "indefinite" else ""
    return found


def _agree(table: FormTable, pronoun: Form) -> None:
    """Give a pronoun of several words the number, gender and case of its article."""
    article, *rest = pronoun.fold.split()
    known = table.forms.get(article)
    if rest and known is not None and known.det_cases:
        pronoun.det_number, pronoun.det_gender = known.det_number, known.det_gender
        pronoun.det_cases = known.det_cases
