"""What stands beside the news: whom a party belongs to, the country of a sentence, how it went."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None]


def told(language: str, text: str, published: str = "2016-08-06") -> set[Told]:
    """Predicate, actor and place of the claims of a text that names its own countries."""
    report = Report(text=text, language=language, published_at=published, source="test")
    return {(c.predicate, c.actor, c.place) for c in Reader().read(report).claims}


UNOPPOSED = [
    ("en", "The army entered Manbij without a fight on Friday."),
    ("fr", "L'armée est entrée sans combattre à Manbij vendredi."),
    ("es", "El ejército entró sin combatir en Manbij el viernes."),
    ("it", "L'esercito è entrato senza combattere a Manbij venerdì."),
    ("ar", "دخل الجيش مدينة منبج من دون قتال يوم الجمعة."),
    ("tr", "Ordu cuma günü çatışmasız Menbiç'e girdi."),
]


@pytest.mark.parametrize(("language", "text"), UNOPPOSED, ids=[c[0] for c in UNOPPOSED])
def test_who_enters_a_place_without_a_fight_takes_it(language: str, text: str) -> None:
    report = Report(text=text, language=language, published_at="2016-08-06", source="test")
    found = {(c.predicate, c.actor, c.place) for c in Reader("syria").read(report).claims}
    assert found == {("captures", "Syrian government", "Manbij")}


AFFILIATED = [
    ("fr", "Au Burkina Faso, le JNIM, lié à Al-Qaïda, a attaqué Titao. Les jihadistes encerclent "
     "Djibo depuis deux ans."),
    ("en", "In Burkina Faso, JNIM, loyal to al-Qaeda, attacked Titao. The jihadists have "
     "besieged Djibo for two years."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), AFFILIATED, ids=[c[0] for c in AFFILIATED])
def test_whom_a_party_belongs_to_is_not_who_acts_next(language: str, text: str) -> None:
    assert ("besieges", "JNIM", "Djibo") in told(language, text, "2024-05-31")


ELSEWHERE = [
    ("fr", "L'armée a repris Titao et Djibo au Burkina Faso. L'armée burkinabè tient Kaya. Au "
     "Mali, l'armée a pris Kidal."),
    ("en", "The army retook Titao and Djibo in Burkina Faso. The Burkinabe army holds Kaya. In "
     "Mali, the army took Kidal."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), ELSEWHERE, ids=[c[0] for c in ELSEWHERE])
def test_a_generic_word_means_the_country_that_its_sentence_opens_with(
    language: str, text: str
) -> None:
    found = told(language, text, "2024-05-31")
    assert ("captures", "Mali", "Kidal") in found
    assert ("captures", "Burkina Faso", "Titao") in found


def test_the_seat_of_a_thing_is_no_siege() -> None:
    text = "Des tirs ont éclaté à Alep autour du siège de la télévision, selon des habitants."
    assert not any(predicate == "besieges" for predicate, _, _ in told("fr", text))


SPLIT = [
    ("L'EI a revendiqué la prise, dimanche, de la ville de Palmyre.",
     ("captures", "Islamic State", "Palmyra")),
    ("Le porte-parole s'est félicité de la prise par les rebelles de l'aéroport d'Alep.",
     ("captures", "Syrian rebels", "Aleppo airport")),
    ("L'armée y coupe depuis avril la route d'Alep à Idleb.",
     ("cuts_route", "Syrian government", "Aleppo-Idlib road")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SPLIT)
def test_a_noun_keeps_its_place_past_a_date_or_an_agent_and_a_pronoun_its_verb(
    text: str, wanted: Told
) -> None:
    report = Report(text=text, language="fr", published_at="2016-08-06", source="test")
    found = {(c.predicate, c.actor, c.place) for c in Reader("syria").read(report).claims}
    assert wanted in found


def test_who_left_a_place_did_not_take_it() -> None:
    text = (
        "Ukrayna birlikleri Avdiyivka'dan çekildi. Rusya Savunma Bakanı kentin ele geçirildiğini "
        "bildirdi."
    )
    assert ("captures", "Russia", "Avdiivka") in told("tr", text, "2024-02-17")


def test_rebels_elsewhere_are_not_the_group_that_the_report_is_about() -> None:
    text = (
        "سيطرت حركة العدل والمساواة على أم درمان في السودان. وفي تشاد المجاورة، قال متمردون إنهم "
        "سيطروا على بلدة أم دم."
    )
    report = Report(text=text, language="ar", published_at="2008-05-10", source="test")
    found = {(c.predicate, c.actor, c.speaker) for c in Reader().read(report).claims}
    assert ("captures", "Chadian rebels", "Chadian rebels") in found


def test_a_clause_of_time_without_a_subject_has_that_of_its_main_clause() -> None:
    text = "قال المرصد إن تنظيم الدولة الإسلامية يحاصر منبج بعدما استولى على خان طومان."
    report = Report(text=text, language="ar", published_at="2016-08-06", source="test")
    found = {(c.predicate, c.actor, c.place) for c in Reader("syria").read(report).claims}
    assert ("captures", "Islamic State", "Khan Tuman") in found
