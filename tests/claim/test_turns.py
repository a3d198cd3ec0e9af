"""Turns of phrase that newswires use in several languages, each read by one mechanism."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None, str]]


def read(language: str, text: str) -> Told:
    report = Report(text, language=language, published_at="2016-08-06T00:00:00+00:00")
    claims = Reader("syria").read(report).claims
    return {(c.predicate, c.actor, c.place, c.speaker) for c in claims}


ISLAMIC_STATE_HOLDS_RAQQA = ("controls", "Islamic State", "Raqqa", "outlet")
REBELS_TOOK = ("captures", "Syrian rebels", "Manbij", "outlet")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Raqqa is in the hands of the Islamic State (IS)."),
        ("fr", "Raqqa est aux mains du groupe Etat islamique (EI)."),
        ("es", "Al Raqa está en poder del Estado Islámico (EI)."),
        ("it", "Raqqa è nelle mani dello Stato islamico (Isis)."),
    ],
)
def test_an_acronym_behind_its_name_leaves_the_noun_before_both(language: str, text: str) -> None:
    assert read(language, text) == {ISLAMIC_STATE_HOLDS_RAQQA}


def test_who_speaks_behind_the_verb_is_not_what_was_taken() -> None:
    text = "Les rebelles contrôlent Manbij, une ville du nord, a déclaré mardi leur porte-parole."
    assert ("controls", "Syrian rebels", "Manbij", "Syrian rebels") in read("fr", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les rebelles ont poursuivi leur avancée et repris Manbij."),
        ("it", "I ribelli hanno proseguito l'avanzata e ripreso Manbij."),
        ("es", "Los rebeldes han proseguido su avance y retomado Manbij."),
    ],
)
def test_a_participle_shares_the_auxiliary_of_the_verb_before_it(language: str, text: str) -> None:
    assert REBELS_TOOK in read(language, text)


def test_a_participle_with_its_agent_still_describes_the_noun_before_it() -> None:
    found = read("fr", "Les rebelles ont bombardé Idleb et Manbij, conquise par l'armée.")
    assert ("captures", "Syrian government", "Manbij", "outlet") in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Après Raqqa et Idleb, Manbij est tombée aux mains des rebelles."),
        ("it", "Dopo Raqqa e Idlib, Manbij è caduta nelle mani dei ribelli."),
        ("de", "Nach Raqqa und Idlib fiel am Samstag auch Manbidsch an die Rebellen."),
    ],
)
def test_what_fell_before_fell_to_the_same(language: str, text: str) -> None:
    taken = {place for predicate, actor, place, _ in read(language, text)
             if (predicate, actor) == ("captures", "Syrian rebels")}  # fmt: skip
    assert taken == {"Raqqa", "Idlib", "Manbij"}


@pytest.mark.parametrize(
    ("language", "text", "predicate"),
    [
        ("fr", "Manbij, occupée par les rebelles depuis mars, est calme.", "controls"),
        ("es", "Manbij, ocupada por los rebeldes desde marzo, está en calma.", "controls"),
        ("it", "I ribelli occupano Manbij.", "controls"),
        ("fr", "Les rebelles ont occupé Manbij vendredi.", "captures"),
        ("es", "Los rebeldes ocuparon Manbij el viernes.", "captures"),
    ],
)
def test_to_occupy_is_a_state_or_an_event_by_its_tense(
    language: str, text: str, predicate: str
) -> None:
    assert {found[0] for found in read(language, text)} == {predicate}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Ejército bombardeó Manbij, en manos de los rebeldes."),
        ("it", "L'esercito ha bombardato Manbij, in mano ai ribelli."),
        ("fr", "L'armée a bombardé Manbij, aux mains des rebelles."),
    ],
)
def test_what_a_comma_sets_apart_is_in_the_hands_of_its_holder(language: str, text: str) -> None:
    assert ("controls", "Syrian rebels", "Manbij", "outlet") in read(language, text)


def test_a_name_right_behind_whose_hands_is_what_they_hold() -> None:
    assert ("controls", "Syrian rebels", "Manbij", "outlet") in read(
        "es", "Los rebeldes mantienen en su poder Manbij."
    )


def test_the_fixed_words_of_a_verb_are_not_its_object() -> None:
    assert read("fr", "Les rebelles ont mis la main samedi sur Manbij.") == {REBELS_TOOK}


def test_a_plural_participle_describes_the_plural_before_it() -> None:
    text = "Noubbol et Zahraa, deux localités du nord de la province, assiégées par les rebelles."
    assert {place for predicate, _, place, _ in read("fr", text) if predicate == "besieges"} == {
        "Nubl", "al-Zahraa",
    }  # fmt: skip


def test_a_word_like_a_determiner_opens_a_name_where_both_have_capitals() -> None:
    assert ("captures", "Syrian rebels", "Tell Rifaat", "outlet") in read(
        "es", "Los rebeldes tomaron la localidad de Tal Rifat."
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Armee hat Manbidsch verloren. Ihre Soldaten zogen sich nach Idlib zurück."),
        ("fr", "L'armée a perdu Manbij. Ses soldats se sont repliés vers Idleb."),
    ],
)
def test_where_those_who_leave_go_is_not_what_they_leave(language: str, text: str) -> None:
    assert "Idlib" not in {found[2] for found in read(language, text)}


def test_a_side_of_the_country_is_named_after_the_country() -> None:
    found = read("en", "Rebels took Manbij. The army has lost the north of the country.")
    assert ("withdraws", "Syrian government", "northern Syria", "outlet") in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "I ribelli hanno annunciato di essersi impadroniti di Manbij."),
        ("es", "Los rebeldes afirman haberse hecho con Manbij."),
    ],
)
def test_a_pronoun_written_onto_an_auxiliary_is_of_its_verb(language: str, text: str) -> None:
    assert ("captures", "Syrian rebels", "Manbij", "Syrian rebels") in read(language, text)


def test_a_participle_describes_the_whole_place_before_it() -> None:
    text = "El Ejército entró en el aeropuerto de Alepo, controlado por los rebeldes."
    held = {place for predicate, _, place, _ in read("es", text) if predicate == "controls"}
    assert held == {"Aleppo airport"}


def test_an_adjective_with_the_letters_of_a_country_is_no_place() -> None:
    assert read("es", "La ciudad siria de Al Raqa está en poder de los rebeldes.") == {
        ("controls", "Syrian rebels", "Raqqa", "outlet")
    }


def said(language: str, text: str) -> set[tuple[str, str | None, str | None, str, str]]:
    """What a report of Iraq says, with its factuality."""
    report = Report(text, language=language, published_at="2014-08-07T00:00:00+00:00")
    claims = Reader("iraq").read(report).claims
    return {(c.predicate, c.actor, c.place, c.speaker, c.factuality) for c in claims}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Islamic State said it had taken Sinjar, a claim denied by the Iraqi army.",
         "Islamic State"),
        ("Islamic State said it had taken Sinjar, which the Iraqi army denied.",
         "Islamic State"),
        ("Islamic State said it had taken Sinjar. The Iraqi army dismissed the claim.",
         "Islamic State"),
        ("Islamic State said it had taken Sinjar, a claim the Iraqi army denied.",
         "Islamic State"),
        ("Islamic State has taken Sinjar, witnesses said, but the Iraqi army denied it.",
         "witnesses"),
        ("Islamic State took Sinjar, but the Iraqi army denied this.", "outlet"),
    ],
)  # fmt: skip
def test_what_a_sentence_tells_is_denied_in_its_second_half(text: str, speaker: str) -> None:
    assert said("en", text) == {
        ("captures", "Islamic State", "Sinjar", speaker, "actual"),
        ("captures", "Islamic State", "Sinjar", "Iraq", "negated"),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'État islamique affirme avoir pris Sinjar, ce que l'armée irakienne a démenti."),
        ("es", "El Estado Islámico dice haber tomado Sinjar, algo que el Ejército iraquí negó."),
        ("it", "L'Isis ha detto di aver preso Sinjar, ma l'esercito iracheno ha smentito."),
        ("el", "Το Ισλαμικό Κράτος ανακοίνωσε ότι κατέλαβε τη Σιντζάρ, κάτι που διέψευσε ο ιρακινός"
         " στρατός."),
        ("tr", "IŞİD Sincar'ı ele geçirdiğini açıkladı, ancak Irak ordusu bunu yalanladı."),
    ],
)  # fmt: skip
def test_a_denial_in_the_same_sentence_is_read_in_every_language(language: str, text: str) -> None:
    assert said(language, text) == {
        ("captures", "Islamic State", "Sinjar", "Islamic State", "actual"),
        ("captures", "Islamic State", "Sinjar", "Iraq", "negated"),
    }


def test_a_denial_does_not_reach_what_the_denier_goes_on_to_say() -> None:
    text = "Islamic State has taken Sinjar, witnesses said. {}"
    held = ("controls", "Iraq", "Sinjar", "Iraq", "actual")
    denied = ("captures", "Islamic State", "Sinjar", "Iraq", "negated")
    english = "The Iraqi army denied this, insisting that its forces held the town."
    assert {held, denied} <= said("en", text.format(english))


@pytest.mark.parametrize("verb", ["could not confirm", "did not deny"])
def test_what_is_neither_confirmed_nor_denied_is_not_said_again(verb: str) -> None:
    text = f"Islamic State has taken Sinjar, witnesses said. The Iraqi army {verb} the report."
    assert said("en", text) == {("captures", "Islamic State", "Sinjar", "witnesses", "actual")}


def test_who_acts_behind_a_speech_does_not_speak_too() -> None:
    text = "Islamic State has taken Sinjar, witnesses said, and the Iraqi army withdrew from Mosul."
    assert said("en", text) == {
        ("captures", "Islamic State", "Sinjar", "witnesses", "actual"),
        ("withdraws", "Iraq", "Mosul", "witnesses", "actual"),
    }


def test_who_denies_a_fall_by_a_verbal_noun_did_not_bring_it_about() -> None:
    text = (
        "سيطر تنظيم الدولة الإسلامية على مدينة سنجار، بحسب شهود. ونفى الجيش العراقي سقوط المدينة."
    )
    assert ("captures", "Islamic State", "Sinjar", "Iraq", "negated") in said("ar", text)
