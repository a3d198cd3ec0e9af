"""Whose account a clause is where its words stand behind or around the source; clauses that go on
with another one's verb, subject or object."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report


def read(language: str, text: str, published: str = "2016-08-07") -> list[Claim]:
    """The claims of a report on Syria."""
    report = Report(text, language=language, published_at=published)
    return [c for c in Reader("syria").read(report).claims if c.predicate != "attacks"]


def told(language: str, text: str) -> set[tuple[str, str | None, str | None, str]]:
    return {(c.predicate, c.actor, c.place, c.speaker) for c in read(language, text)}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anwohnern zufolge hat die Armee Manbidsch eingenommen.", "residents"),
        ("Einem Sprecher der SDF zufolge hat die Armee Manbidsch eingenommen.", "SDF"),
        ("Die Armee hat Anwohnern zufolge Manbidsch eingenommen.", "residents"),
        ("Nach russischen Angaben hat die Armee Manbidsch eingenommen.", "Russia"),
        ("Russischen Angaben zufolge hat die Armee Manbidsch eingenommen.", "Russia"),
        ("Die Armee hat Manbidsch eingenommen, so ein Sprecher der SDF.", "SDF"),
    ],
)
def test_a_source_is_told_by_a_word_behind_or_around_it(text: str, speaker: str) -> None:
    assert told("de", text) == {("captures", "Syrian government", "Manbij", speaker)}


@pytest.mark.parametrize(
    "text",
    [
        "Nach russischen Angriffen hat die Armee Manbidsch eingenommen.",
        "Die Armee hat Manbidsch eingenommen, so schnell wie nie.",
    ],
)
def test_what_is_no_account_has_no_source(text: str) -> None:
    assert told("de", text) == {("captures", "Syrian government", "Manbij", "outlet")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Die SDF erklärten, die Armee habe Manbidsch erobert.",
            {("captures", "Syrian government", "Manbij", "SDF")},
        ),
        (
            "Die Rebellen sind auf dem Vormarsch und haben Manbidsch erobert.",
            {("captures", "Syrian rebels", "Manbij", "outlet")},
        ),
        (
            "Bewohner sagten, dass die Armee aus Idlib abgezogen sei und Manbidsch kontrolliere.",
            {
                ("withdraws", "Syrian government", "Idlib", "residents"),
                ("controls", "Syrian government", "Manbij", "residents"),
            },
        ),
        (
            "Die Armee und verbündete Kämpfer haben Manbidsch eingenommen.",
            {("captures", "Syrian government", "Manbij", "outlet")},
        ),
        (
            "Die Armee brachte die Stadt Manbidsch unter ihre Kontrolle.",
            {("captures", "Syrian government", "Manbij", "outlet")},
        ),
        (
            "Die Armee musste Manbidsch räumen.",
            {("withdraws", "Syrian government", "Manbij", "outlet")},
        ),
        (
            "Die Armee hat den Rebellen Manbidsch überlassen.",
            {("captures", "Syrian rebels", "Manbij", "outlet")},
        ),
    ],
)
def test_parted_verbs_are_told_from_their_ends(
    text: str, wanted: set[tuple[str, str | None, str | None, str]]
) -> None:
    assert told("de", text) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Armee kontrolliert Aleppo, die Rebellen Idlib."),
        ("en", "The army controls Aleppo, the rebels Idlib."),
        ("en", "The army controls Aleppo and the rebels the town of Idlib."),
        ("es", "El ejército controla Alepo y los rebeldes Idlib."),
    ],
)
def test_a_verb_said_once_is_said_of_two(language: str, text: str) -> None:
    assert told(language, text) == {
        ("controls", "Syrian government", "Aleppo", "outlet"),
        ("controls", "Syrian rebels", "Idlib", "outlet"),
    }


def test_a_party_behind_what_was_taken_is_not_always_one_who_takes() -> None:
    found = told("en", "The army took Aleppo, the rebels said.")
    assert found == {("captures", "Syrian government", "Aleppo", "Syrian rebels")}


def test_what_is_taken_by_its_capture_is_taken_by_who_acts() -> None:
    found = told("en", "With the capture of Idlib, the army besieged Aleppo.")
    assert ("captures", "Syrian government", "Idlib", "outlet") in found
    found = told("en", "After the capture of Idlib by rebels, the army besieged Aleppo.")
    assert ("captures", "Syrian rebels", "Idlib", "outlet") in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Control of Manbij rests with the rebels."),
        ("de", "Die Kontrolle über Manbidsch liegt bei den Rebellen."),
    ],
)
def test_who_control_lies_with_holds_the_place(language: str, text: str) -> None:
    assert told(language, text) == {("controls", "Syrian rebels", "Manbij", "outlet")}


def test_a_town_with_its_bearing_from_another_is_the_town() -> None:
    found = told("de", "Die Armee hat die Stadt Daraja südlich von Damaskus eingenommen.")
    assert {place for _, _, place, _ in found} == {"Daraya"}
    found = told("de", "Die Armee hat zwei Dörfer südlich von Damaskus eingenommen.")
    assert {place for _, _, place, _ in found} == {"south of Damascus"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nach Armeeangaben haben die SDF Manbidsch eingenommen.", "Syrian government"),
        ("Augenzeugenberichten zufolge haben die SDF Manbidsch eingenommen.", "witnesses"),
        ("Aus Militärkreisen hieß es, die SDF hätten Manbidsch eingenommen.", "military source"),
        ("Ein Rebellenkommandeur sagte, die SDF hätten Manbidsch eingenommen.", "Syrian rebels"),
        ("Die Armee behauptet, die SDF hätten Manbidsch eingenommen.", "Syrian government"),
    ],
)
def test_a_source_is_told_by_the_parts_of_its_compound_or_by_the_mood(
    text: str, speaker: str
) -> None:
    assert told("de", text) == {("captures", "SDF", "Manbij", speaker)}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Der Armee gelang es, Manbidsch einzunehmen.", "actual"),
        ("Es ist der Armee gelungen, Manbidsch einzunehmen.", "actual"),
        ("Der Armee gelang die Einnahme von Manbidsch.", "actual"),
        ("Der Armee gelang es nicht, Manbidsch einzunehmen.", "negated"),
        ("Die Armee begann eine Offensive zur Rückeroberung von Manbidsch.", "intended"),
        ("Die Armee hat Manbidsch beschossen und eingenommen.", "actual"),
    ],
)
def test_who_brings_something_about_is_told_where_it_is_no_subject(
    text: str, factuality: str
) -> None:
    found = [(c.predicate, c.actor, c.place, c.factuality) for c in read("de", text)]
    assert found == [("captures", "Syrian government", "Manbij", factuality)]


@pytest.mark.parametrize(
    "text",
    [
        "Im syrisch besetzten Manbidsch ist es ruhig.",
        "Manbidsch ist jetzt syrisch besetzt.",
    ],
)
def test_an_adjective_before_a_participle_says_who_acts(text: str) -> None:
    assert told("de", text) == {("controls", "Syrian government", "Manbij", "outlet")}


def test_a_situation_under_control_is_no_place() -> None:
    assert not read("de", "Die Armee hat die Lage in Manbidsch wieder unter Kontrolle.")
    found = told("de", "Die Armee hat Manbidsch wieder unter Kontrolle.")
    assert found == {("controls", "Syrian government", "Manbij", "outlet")}


def test_a_particle_behind_an_insertion_goes_with_its_verb() -> None:
    found = told("de", "Die Rebellen nahmen am Montag Manbidsch, eine Stadt im Norden, ein.")
    assert ("captures", "Syrian rebels", "Manbij", "outlet") in found
