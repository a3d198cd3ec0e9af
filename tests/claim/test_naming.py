"""What words name: places and parts of them, lists of places, actors that no list has."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.claim.form import Form
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import Sentence, Token
from contested.claim.words import split_words
from contested.report.report import Report


def places(text: str, language: str = "en", theatre: str | None = "syria") -> set[str | None]:
    """The places of the claims of control that a text makes."""
    report = Report(
        text=text, language=language, published_at="2016-08-06", published_basis="given",
        source="test",
    )  # fmt: skip
    claims = Reader(theatre).read(report).claims
    return {c.place for c in claims if c.predicate in ("controls", "captures", "withdraws")}


@pytest.mark.parametrize("folds", [("التحالف", "تحالف"), ("تحالف", "التحالف")])
def test_a_word_is_read_alike_whatever_was_met_before(folds: tuple[str, str]) -> None:
    lexicon, names = load_lexicon("ar"), load_names("ar", None)
    assert lexicon is not None
    text = "التحالف"

    def form(folded: str) -> Form:
        token = Token(text, folded, 0, len(text), "word", False, False)
        (word,) = split_words(Sentence([token]), text, lexicon, names)
        return word.form

    names.plain.clear()
    alone = form(folds[1])
    names.plain.clear()
    form(folds[0])
    assert form(folds[1]) is alone


LISTS = [
    ("Rebels took Azaz, the largest town on the border, and the villages of Foobaz and Barqua.",
     {"Azaz", "Foobaz", "Barqua"}),
    ("Rebels took the towns of Foobaz and Barqua in Idlib, as well as Morglu and Zilman in Hama.",
     {"Foobaz", "Barqua", "Morglu", "Zilman"}),
    ("Rebels took full control of Foobaz in Idlib and of the district of Hajar al-Aswad.",
     {"Foobaz", "Hajar al-Aswad"}),
    ("Rebels took Foobaz, a town of many mosques, and its hospital.",
     {"Foobaz", "Foobaz hospital"}),
    ("Rebels took several villages, such as Foobaz and Barqua.", {"Foobaz", "Barqua"}),
    ("The capture of some villages in Hama, including Foobaz, by the army was a blow.",
     {"Hama", "Foobaz"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_a_list_goes_on_past_what_only_describes_its_members(text: str, wanted: set[str]) -> None:
    assert places(text) == wanted


AMONG = {
    "fr": "Les rebelles ont pris cinq villages, parmi lesquels Azaz et Manbij.",
    "es": "Los rebeldes tomaron varias aldeas, entre ellas Azaz y Manbij.",
    "it": "I ribelli hanno conquistato diversi villaggi, tra cui Azaz e Manbij.",
    "de": "Die Rebellen haben mehrere Dörfer eingenommen, darunter Azaz und Manbij.",
    "el": "Οι αντάρτες κατέλαβαν πολλά χωριά, μεταξύ των οποίων το Αζάζ και το Μάνμπιτζ.",
    "ru": "Повстанцы захватили несколько деревень, в том числе Азаз и Манбидж.",
    "uk": "Повстанці захопили кілька сіл, у тому числі Азаз і Манбідж.",
    "ar": "سيطر المعارضون على عدة قرى، بينها أعزاز ومنبج.",
}


@pytest.mark.parametrize("language", AMONG)
def test_places_named_out_of_several_are_places_of_the_claim(language: str) -> None:
    assert places(AMONG[language], language) == {"Azaz", "Manbij"}


SIDES = {
    "en": "The rebels hold the eastern half of Aleppo.",
    "fr": "Les rebelles contrôlent la moitié orientale d'Alep.",
    "es": "Los rebeldes controlan la mitad oriental de Alepo.",
    "it": "I ribelli controllano la metà orientale di Aleppo.",
    "de": "Die Rebellen kontrollieren die östliche Hälfte von Aleppo.",
    "el": "Οι αντάρτες ελέγχουν το ανατολικό μισό του Χαλεπίου.",
    "ru": "Повстанцы контролируют восточную половину Алеппо.",
    "uk": "Повстанці контролюють східну половину Алеппо.",
    "ar": "يسيطر المعارضون على النصف الشرقي من حلب.",
}


@pytest.mark.parametrize("language", SIDES)
def test_half_of_a_place_on_one_side_is_that_side_of_it(language: str) -> None:
    assert places(SIDES[language], language) == {"eastern Aleppo"}


def test_a_side_of_a_place_is_where_the_pack_knows_it() -> None:
    text = "The rebel-held east of Aleppo has been besieged by the army since 17 July."
    read = Reader("syria").read(Report(text, language="en", published_at="2016-08-06"))
    assert {(one.place_id) for one in read.resolutions} == {"syria:eastern-aleppo"}
    assert {one.place for one in read.claims} == {"eastern Aleppo"}


SITES = [
    ("Rebels hold Foobaz refinery. They took the hospital of Foobaz too.",
     {"Foobaz refinery", "Foobaz hospital"}),
    ("Rebels took the town of Foobaz. They do not hold its old city.",
     {"Foobaz", "Old City of Foobaz"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SITES)
def test_a_site_is_told_from_another_by_its_noun(text: str, wanted: set[str]) -> None:
    assert places(text) == wanted


def test_a_province_is_no_namesake_abroad() -> None:
    assert places("The Chin National Front holds Chin State.", theatre="myanmar") == {"Chin state"}


FORMATIONS = [
    ("en", "The Zarnub Liberation Army (ZLA) took the town of Falam. The ZLA holds Hakha.",
     "Zarnub Liberation Army"),
    ("en", "The Movement for the Salvation of Zarnub (MSZ) took Falam. The MSZ holds Hakha.",
     "Movement for the Salvation of Zarnub"),
    ("en", "Falam was captured by the Zarnub People's Defence Force.",
     "Zarnub People's Defence Force"),
    ("fr", "La Brigade Zarnub a pris la ville de Falam dimanche.", "Zarnub Brigade"),
    ("es", "El Frente Carlos Patiño tomó la localidad de Falam.", "Carlos Patiño Front"),
    ("it", "Il Fronte di liberazione di Zarnub ha conquistato la città di Falam.",
     "Zarnub Liberation Front"),
    ("de", "Die Zarnub-Brigade hat am Sonntag die Stadt Falam eingenommen.", "Zarnub Brigade"),
    ("el", "Το Μέτωπο Απελευθέρωσης του Ζαρνούμπ (ΜΑΖ) κατέλαβε την πόλη Φάλαμ.",
     "Zarnub Liberation Front"),
    ("ru", "Бригада «Зарнуб» захватила город Галан.", "Zarnub Brigade"),
    ("uk", "Бригада «Зарнуб» захопила місто Галан.", "Zarnub Brigade"),
    ("tr", "Zarnub Tugayı pazar günü Falam kentini ele geçirdi.", "Zarnub Brigade"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name"), FORMATIONS)
def test_a_formation_in_no_list_acts_under_its_own_name(
    language: str, text: str, name: str
) -> None:
    report = Report(
        text=text, language=language, published_at="2024-05-05", published_basis="given",
        source="test",
    )  # fmt: skip
    claims = Reader("myanmar").read(report).claims
    assert claims
    assert {c.actor for c in claims} == {name}


def test_a_numbered_unit_belongs_to_the_regular_army() -> None:
    report = Report(
        text="The 17th Infantry Division has retaken Falam.", language="en",
        published_at="2024-05-05", published_basis="given", source="test",
    )  # fmt: skip
    assert [(c.actor, c.place) for c in Reader("myanmar").read(report).claims] == [
        ("Myanmar", "Falam")
    ]


def test_a_listed_town_is_what_its_airport_is_called_after() -> None:
    text = "M23 captured Goma, a city on the Rwandan border, and its airport."
    assert places(text, theatre="drc") == {"Goma", "Goma airport"}


def test_an_unlisted_name_behind_its_kind_is_a_place_in_whatever_case_it_seems() -> None:
    assert places("Повстанцы захватили город Фалам.", "ru", "myanmar") == {"Falam"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("سيطرت القوات الحكومية على بلدة تل رفعت.", "Tell Rifaat"),
        ("سيطرت القوات الحكومية على مدينة تل تمر.", "Tal Tamr"),
        ("سيطرت القوات الحكومية على مدينة التل.", "al-Tall"),
    ],
)
def test_a_town_called_the_hill_is_meant_only_with_the_article(text: str, place: str) -> None:
    assert places(text, "ar") == {place}


@pytest.mark.parametrize("name", ["Ahrar eş-Şam", "Ahrar uş-Şam", "Ahrar el-Şam"])
def test_the_article_inside_a_name_is_spelt_as_it_is_heard(name: str) -> None:
    text = f"{name} sözcüsü, Ramuse'nin tamamının muhaliflerin elinde olduğunu söyledi."
    report = Report(text, language="tr", published_at="2016-08-12")
    (claim,) = Reader("syria").read(report).claims
    assert claim.speaker == "Ahrar al-Sham"


def test_a_name_that_says_what_its_bearer_is_may_be_written_small() -> None:
    text = "Le conseil militaire de Manbij dit contrôler toute la ville de Manbij."
    report = Report(text, language="fr", published_at="2016-08-12")
    (claim,) = Reader("syria").read(report).claims
    assert (claim.actor, claim.speaker) == ("Manbij Military Council", "Manbij Military Council")


def test_a_name_without_cases_behind_the_verb_is_what_was_taken_not_who_took_it() -> None:
    assert places("Сирийские повстанцы захватили Мареа.", "ru") == {"Marea"}
