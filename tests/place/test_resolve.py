from __future__ import annotations

import time
from pathlib import Path

import pytest

from contested.place.distance import COMPASS_DEG, bearing_deg, distance_km
from contested.place.resolve import Context, Resolver
from contested.place.theatre import load_theatre
from contested.place.world import open_world
from tests.place.conftest import write_pack


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    return Resolver(load_theatre(write_pack(tmp_path_factory.mktemp("sample"))), open_world())


@pytest.fixture(scope="module")
def worldwide() -> Resolver:
    return Resolver(None, open_world())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Χαλέπι", "el", "aleppo"),
        ("حلب", "ar", "aleppo"),
        ("ALEPPO", "en", "aleppo"),
        ("Ραμούσα", "el", "ramouseh"),
        ("Ramussah", "en", "ramouseh"),
        ("Μανμπίζ", "el", "manbij"),
        ("Μπανμπίζ", "el", "manbij"),
        ("Манбидж", "ru", "manbij"),
        ("Menbiç", "tr", "manbij"),
        ("Ντέιρ Εζόρ", "el", "deir-ez-zor"),
        ("Dayr al-Zawr", "en", "deir-ez-zor"),
        ("Κουσέιρ", "el", "qusayr"),
        ("al-Qusayr", "en", "qusayr"),
        ("Κομπάνι", "el", "kobani"),
        ("Kobané", "fr", "kobani"),
        ("Σαράκεμπ", "el", "saraqeb"),
        ("al-Raqqa", "en", "raqqa"),
        ("Idlib", "en", "idlib"),
        ("M5", "el", "m5"),
    ],
)
def test_a_theatre_name_is_found_in_any_spelling(
    resolver: Resolver, text: str, language: str, expected: str
) -> None:
    match = resolver.resolve(text, language)
    assert match.place is not None, match
    assert match.place.id == f"sample:{expected}"
    assert match.name == match.place.name
    assert 0.5 <= match.score <= 1.0


def test_the_kind_the_text_says_decides_between_town_and_province(resolver: Resolver) -> None:
    province = resolver.resolve("Idlib", "en", Context(kind="province"))
    assert province.place is not None
    assert province.place.id == "sample:idlib-province"
    assert {place.id for place, _ in province.candidates} == {
        "sample:idlib",
        "sample:idlib-province",
    }


def test_distance_and_bearing_decide_between_namesakes(resolver: Resolver) -> None:
    aleppo = resolver.resolve("Aleppo").place
    assert aleppo is not None
    stated = Context(near=aleppo, distance_km=60, bearing_deg=COMPASS_DEG["NE"])
    match = resolver.resolve("Μανμπίζ", "el", stated)
    assert match.place is not None
    assert match.place.id == "sample:manbij"
    elsewhere = Context(near=aleppo, distance_km=150, bearing_deg=COMPASS_DEG["SW"])
    village = resolver.resolve("Manbij", "en", elsewhere)
    assert village.place is not None
    assert village.place.id == "sample:membij-farm"


def test_several_base_forms_of_an_inflected_name_are_tried(resolver: Resolver) -> None:
    match = resolver.resolve(("Χαλεπίο", "Χαλέπι"), "el")
    assert match.place is not None
    assert match.place.name == "Aleppo"


def test_a_name_that_resolves_nowhere_is_rendered_in_english(resolver: Resolver) -> None:
    assert resolver.resolve("Τζουμπλακαστάν", "el").place is None
    assert resolver.resolve("Τζουμπλακαστάν", "el").name == "Jublakastan"
    assert resolver.resolve("Jebel Zoubran", "fr").name == "Jebel Zoubran"
    assert resolver.resolve("", "el").name == ""


@pytest.mark.parametrize(
    ("text", "language", "countries", "expected"),
    [
        ("Tripoli", "en", ("LY",), ("Tripoli", "LY")),
        ("Tripoli", "en", ("LB",), ("Tripoli", "LB")),
        ("Τρίπολη", "el", ("LY",), ("Tripoli", "LY")),
        ("Goma", "en", ("CD",), ("Goma", "CD")),
        ("Бахмут", "ru", ("UA",), ("Bakhmut", "UA")),
        ("Μπάχμουτ", "el", ("UA",), ("Bakhmut", "UA")),
        ("Ουκρανία", "el", (), ("Ukraine", "UA")),
        ("Mosul", "en", (), ("Mosul", "IQ")),
    ],
)
def test_the_world_is_searched_with_the_countries_at_hand(
    worldwide: Resolver,
    text: str,
    language: str,
    countries: tuple[str, ...],
    expected: tuple[str, str],
) -> None:
    match = worldwide.resolve(text, language, Context(countries=countries))
    assert match.place is not None
    assert (match.name, match.place.country) == expected


def test_places_already_found_say_which_country_is_meant(worldwide: Resolver) -> None:
    beirut = worldwide.resolve("Beirut", "en").place
    assert beirut is not None
    match = worldwide.resolve("Tripoli", "en", Context(places=(beirut,)))
    assert match.place is not None
    assert match.place.country == "LB"


def test_a_theatre_does_not_swallow_reports_of_another_war(resolver: Resolver) -> None:
    match = resolver.resolve("Sirte", "en", Context(countries=("LY",)))
    assert match.place is not None
    assert match.place.country == "LY"


def test_a_known_name_costs_microseconds_and_a_new_one_under_two_milliseconds(
    resolver: Resolver,
) -> None:
    resolver.resolve("Χαλέπι", "el")
    started = time.process_time()
    for _ in range(1000):
        resolver.resolve("Χαλέπι", "el")
    assert (time.process_time() - started) / 1000 < 50e-6
    unknown = [f"Γκαρμπ{a}{b}όλα" for a in "αειου" for b in "βγδζθκλμνπρστφχ"]
    started = time.process_time()
    for word in unknown:
        resolver.resolve(word, "el")
    assert (time.process_time() - started) / len(unknown) < 4e-3  # twice, for a busy machine


def test_distances_and_bearings_are_those_of_the_globe(resolver: Resolver) -> None:
    aleppo, manbij = resolver.resolve("Aleppo").place, resolver.resolve("Manbij").place
    assert aleppo is not None
    assert manbij is not None
    distance, bearing = distance_km(aleppo, manbij), bearing_deg(aleppo, manbij)
    assert distance == pytest.approx(80, abs=3)
    assert bearing == pytest.approx(62, abs=3)


def test_same_place_uses_the_names_of_the_theatre(resolver: Resolver) -> None:
    assert resolver.same_place("Χαλέπι", "Aleppo")
    assert resolver.same_place("Μπανμπίζ", "Μανμπίζ", "el")
    assert not resolver.same_place("Raqqa", "Aleppo")


def test_a_pack_alone_works_without_the_world(pack: Path) -> None:
    match = Resolver(load_theatre(pack), None).resolve("Χομς", "el", Context(countries=("SY",)))
    assert match.place is not None
    assert match.place.name == "Homs"


WORDS = (Path(__file__).parent / "capitalised_words.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("countries", [("SY",), ("UA", "RU"), ("IQ",), ("TR", "SY"), ()])
def test_words_with_a_capital_are_not_taken_for_villages(
    resolver: Resolver, worldwide: Resolver, countries: tuple[str, ...]
) -> None:
    assert len(set(WORDS)) >= 299
    taken = {
        word: match.name
        for one in (resolver, worldwide)
        for word in WORDS
        if (match := one.resolve(word, None, Context(countries=countries))).place is not None
    }
    assert taken == {}


def test_words_with_a_capital_are_not_taken_for_syrian_places_of_another_name() -> None:
    syria = Resolver(load_theatre("syria"), open_world())
    taken = {
        word: match.name
        for word in WORDS
        if (match := syria.resolve(word)).place is not None and match.stage != "theatre"
    }
    assert taken == {}


def test_a_man_is_a_city_if_the_text_says_so(worldwide: Resolver) -> None:
    match = worldwide.resolve("Vladimir", "en", Context(countries=("RU",), kind="city"))
    assert match.place is not None
    assert match.place.kind == "city"


@pytest.fixture(scope="module")
def syria() -> Resolver:
    return Resolver(load_theatre("syria"), open_world())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Μπανμπίζ", "el", "Manbij"),
        ("Μανμπίζ", "el", "Manbij"),
        ("Menbiç", "tr", "Manbij"),
        ("Манбидж", "ru", "Manbij"),
        ("منبج", "ar", "Manbij"),
        ("Ραμούσα", "el", "Ramouseh"),
        ("Ράκα", "el", "Raqqa"),
        ("Χαλέπι", "el", "Aleppo"),
        ("Χάλεμπ", "el", "Aleppo"),
        ("Ντέιρ Εζόρ", "el", "Deir ez-Zor"),
        ("Κουσέιρ", "el", "Qusayr"),
        ("Κομπάνι", "el", "Kobani"),
        ("Σαράκεμπ", "el", "Saraqeb"),
        ("Сарақиб", "ru", "Saraqeb"),
        ("Halep", "tr", "Aleppo"),
        ("Alepo", "es", "Aleppo"),
        ("Hasseke", "de", "Hasakah"),
        ("Cerablus", "tr", "Jarablus"),
    ],
)
def test_reports_of_the_syrian_war_resolve_to_its_theatre(
    syria: Resolver, text: str, language: str, expected: str
) -> None:
    match = syria.resolve(text, language, Context(countries=("SY",)))
    assert match.place is not None
    assert match.place.id.startswith("syria:")
    assert match.name == expected


def test_manbij_is_sixty_kilometres_north_east_of_aleppo_as_reports_count(syria: Resolver) -> None:
    aleppo = syria.resolve("Χαλέπι", "el").place
    context = Context(("SY",), near=aleppo, distance_km=60, bearing_deg=COMPASS_DEG["NE"])
    assert syria.resolve("Μπανμπίζ", "el", context).name == "Manbij"


@pytest.mark.parametrize(
    ("text", "language", "country", "expected"),
    [
        ("Μοσούλης", "el", "IQ", "Mosul"),
        ("Βεγγάζης", "el", "LY", "Benghazi"),
        ("Μαριούπολης", "el", "UA", "Mariupol"),
        ("Μαριουπόλεως", "el", "UA", "Mariupol"),
        ("Χερσώνας", "el", "UA", "Kherson"),
        ("Χαρκόβου", "el", "UA", "Kharkiv"),
        ("Τιμπουκτού", "el", "ML", "Timbuktu"),
        ("Βορείου Κίβου", "el", "CD", "North Kivu"),
        ("Μπάχμουτ", "el", "UA", "Bakhmut"),
        ("Бахмутом", "ru", "UA", "Bakhmut"),
        ("Бахмуте", "ru", "UA", "Bakhmut"),
        ("Авдеевки", "ru", "UA", "Avdiivka"),
        ("Авдеевку", "ru", "UA", "Avdiivka"),
        ("Донецкой области", "ru", "UA", "Donetsk region"),
        ("Мариуполя", "ru", "UA", "Mariupol"),
        ("Соледара", "ru", "UA", "Soledar"),
        ("Красного Лимана", "ru", "UA", "Lyman"),
        ("Харкова", "uk", "UA", "Kharkiv"),
        ("Авдіївці", "uk", "UA", "Avdiivka"),
        ("Донецької області", "uk", "UA", "Donetsk region"),
        ("Роботиного", "uk", "UA", "Robotyne"),
        ("Лимані", "uk", "UA", "Lyman"),
        ("بالموصل", "ar", "IQ", "Mosul"),
        ("للموصل", "ar", "IQ", "Mosul"),
        ("والفاشر", "ar", "SD", "El Fasher"),
        ("وترهونة", "ar", "LY", "Tarhuna"),
        ("Bahmut'ta", "tr", "UA", "Bakhmut"),
        ("Trablus’un", "tr", "LY", "Tripoli"),
        ("Bakhmut's", "en", "UA", "Bakhmut"),
    ],
)
def test_inflected_names_are_found_by_their_base_forms(
    worldwide: Resolver, text: str, language: str, country: str, expected: str
) -> None:
    assert worldwide.resolve(text, language, Context(countries=(country,))).name == expected


def test_inflected_words_with_a_capital_are_not_taken_for_villages(worldwide: Resolver) -> None:
    taken = {
        word: match.name
        for language in ("el", "ru", "uk", "ar")
        for country in ("UA", "IQ", "LY", "SD")
        for word in WORDS
        if (match := worldwide.resolve(word, language, Context(countries=(country,)))).place
    }
    assert taken == {}
