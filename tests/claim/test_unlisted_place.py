"""Places in no list: named by what stands around them, in one form and one spelling each."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.claim.name_base import NameBases
from contested.claim.name_case import NameCases
from contested.claim.paradigm import ALL_CASES, NOMINATIVE, case_mask
from contested.place.letter_sound import nasal_reading, other_readings, reads_nasal
from contested.place.resolve import Context, Resolver
from contested.place.world import open_world
from contested.report.report import Report


def told(text: str, language: str) -> list[tuple[str, str | None]]:
    """Predicate and place of what a text about the Congo claims."""
    report = Report(text=text, language=language, published_at="2024-02-14")
    return [(c.predicate, c.place) for c in Reader("drc").read(report).claims]


@pytest.mark.parametrize(
    ("language", "text", "predicate", "place"),
    [
        ("en", "M23 cut the road from Kalemba to Mirongo.", "cuts_route", "Kalemba-Mirongo road"),
        ("en", "M23 cut the road linking Kalemba with Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("en", "M23 captured several villages near Kalemba.", "captures", "near Kalemba"),
        ("en", "M23 captured the army base in Kalemba.", "captures", "Kalemba base"),
        ("fr", "Le M23 a coupé la route entre Kalemba et Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("es", "El M23 cortó la carretera que une Kalemba con Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("it", "L'M23 ha tagliato la strada tra Kalemba e Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("de", "Die M23 unterbrach die Straße zwischen Kalemba und Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("tr", "M23 Kalemba ile Mirongo arasındaki yolu kesti.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("el", "Η M23 έκοψε τον δρόμο ανάμεσα στην Καλέμπα και το Μιρόνγκο.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("el", "Η M23 κατέλαβε το αεροδρόμιο της Καλέμπα.", "captures", "Kalemba airport"),
        ("ru", "М23 перерезала дорогу между Калембой и Тундасом.", "cuts_route",
         "Kalemba-Tundas road"),
        ("ru", "М23 перерезала дорогу Калемба — Миронго.", "cuts_route", "Kalemba-Mirongo road"),
        ("ru", "М23 захватила несколько деревень под Калембой.", "captures", "near Kalemba"),
        ("uk", "М23 перерізала дорогу між Калембою і Тундасом.", "cuts_route",
         "Kalemba-Tundas road"),
        ("uk", "М23 зайняла аеропорт Калемби.", "captures", "Kalemba airport"),
        ("en", "M23 holds everything north of Kalemba.", "controls", "north of Kalemba"),
        ("en", "M23 captured an army base in Kalemba.", "captures", "Kalemba"),
        ("en", "Residents of Kalemba said M23 had taken the town.", "captures", "Kalemba"),
        ("fr", "Le M23 a coupé la route qui relie Kalemba à Mirongo.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("de", "Die M23 belagert Kalemba seit Montag.", "besieges", "Kalemba"),
        ("tr", "M23 Kalemba'dan Mirongo'ya giden yolu kesti.", "cuts_route",
         "Kalemba-Mirongo road"),
        ("ru", "М23 удерживает центр Калембы.", "controls", "center of Kalemba"),
        ("ru", "Калембу захватила М23.", "captures", "Kalemba"),
        ("ar", "سيطرت حركة 23 مارس على مالينغا.", "captures", "Malinga"),
        ("ar", "انسحبت حركة 23 مارس من مالينغا.", "withdraws", "Malinga"),
        ("ar", "خسر الجيش مالينغا.", "withdraws", "Malinga"),
    ],
)  # fmt: skip
def test_a_place_in_no_list_is_named_by_what_stands_around_it(
    language: str, text: str, predicate: str, place: str
) -> None:
    assert (predicate, place) in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El M23 tomó Kalemba y Mirongo. El Ejército recuperó ambas localidades."),
        ("ru", "М23 захватила Калембу и Миронго. Армия отбила оба города во вторник."),
        ("uk", "М23 захопила Калембу та Миронго. Армія відбила обидва міста у вівторок."),
        ("ar", "سيطرت حركة 23 مارس على مالينغا وميرونغو الاثنين. واستعاد الجيش البلدتين."),
        ("tr", "M23 Kalemba ve Mirongo'yu aldı. Ordu her iki kenti de geri aldı."),
    ],
)
def test_both_towns_are_the_two_that_were_named(language: str, text: str) -> None:
    places = [place for _, place in told(text, language)]
    assert len(places) == 4
    assert len(set(places)) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "استولت حركة 23 مارس على أسلحتهم."),
        ("ar", "قاتلت حركة 23 مارس بحزم."),
        ("en", "M23 fired on Kasereka on Monday, in the view of Amnesty."),
        ("fr", "Le M23 a pris un bon départ dans le match de Kasereka."),
        ("ru", "М23 захватила несколько машин, заявил Касерека."),
    ],
)
def test_people_and_organisations_are_no_places(language: str, text: str) -> None:
    assert not [place for predicate, place in told(text, language) if predicate != "attacks"]


TABLE = {">": "NA", ">а": "GA", ">у": "D", ">ом": "I", "ое>ом": "L", "а>а": "N", "а>ы": "G",
         "а>у": "A", "а>ой": "I", "й>й": "NA", "ин>и": "N"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cases", "base"),
    [
        ("Тундаса", "G", "Тундас"),
        ("Калембу", "A", "Калемба"),
        ("Калемба", "NA", "Калемба"),
        ("Тундасом", "I", "Тундас"),
        ("Отрадном", "L", "Отрадное"),
        ("Миронго", "GDL", "Миронго"),
    ],
)
def test_the_case_of_a_name_tells_its_dictionary_form(text: str, cases: str, base: str) -> None:
    assert NameBases(NameCases(TABLE), "ru", None).base(text, case_mask(cases)) == base


def test_behind_a_preposition_a_name_stands_in_no_nominative() -> None:
    bases = NameBases(NameCases(TABLE), "ru", None)
    assert bases.base("Калембой", ALL_CASES & ~NOMINATIVE) == "Калемба"


def test_one_place_in_two_spellings_keeps_the_first() -> None:
    bases = NameBases(None, "en", None)
    assert bases.canonical("Kassalo") == "Kassalo"
    assert bases.canonical("Kasalo") == "Kassalo"
    assert bases.canonical("Mirongo") == "Mirongo"


@pytest.mark.parametrize(
    ("text", "language", "country", "name"),
    [
        ("Валикале", "ru", "CD", "Walikale"),
        ("Масиси", "ru", "CD", "Masisi"),
        ("Мусе", "ru", "MM", "Muse"),
        ("Μποσεμπέλε", "el", "CF", "Bossembele"),
    ],
)
def test_a_listed_place_is_met_in_another_script(
    text: str, language: str, country: str, name: str
) -> None:
    match = Resolver(None, open_world()).resolve(text, language, Context(countries=(country,)))
    assert match.name == name


def test_the_country_says_how_a_letter_of_two_sounds_is_meant() -> None:
    assert nasal_reading("Καλέμπα") == "Καλέμμπα"
    assert nasal_reading("Μπουκάβου") == "Μπουκάβου"
    assert other_readings("Киванджа") == ("киуанджа",)
    assert reads_nasal("CD")
    assert not reads_nasal("SY")
    assert not reads_nasal(None)
    assert NameBases(None, "el", "CD").canonical("Καλέμπα") == "Kalemba"
    assert NameBases(None, "el", "SY").canonical("Καλέμπα") == "Kaleba"
