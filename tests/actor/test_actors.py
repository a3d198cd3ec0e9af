"""Asking about actors: names, people, roles and sides of the general layer."""

from __future__ import annotations

from datetime import date

import pytest

from contested.actor.actors import Actors, fold
from contested.actor.load import load_actors
from contested.errors import NotFoundError


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


def role(actors: Actors, name: str, country: str | None, on: str | None = None) -> str | None:
    found = actors.role(name, country, date.fromisoformat(on) if on else None)
    return found.name if found else None


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("SDF", "sdf"),
        ("ΣΔΔ", "sdf"),
        ("δημοκρατικεσ δυναμεισ τησ συριασ", "sdf"),
        ("قوات سوريا الديمقراطية", "sdf"),
        ("Άχραρ αλ-Σαμ", "ahrar-al-sham"),
        ("ahrar al sham", "ahrar-al-sham"),
        ("Вагнер", "wagner-group"),
        ("Ισλαμικό Κράτος", "islamic-state"),
        ("ΝΤΑΕΣ", "islamic-state"),
        ("DEAŞ", "islamic-state"),
        ("Συριακό Παρατηρητήριο Ανθρωπίνων Δικαιωμάτων", "sohr"),
        ("ΑΠΕ-ΜΠΕ", "amna"),
        ("Ukraine", "ukraine"),
        ("Сирия", "syrian-government"),
    ],
)
def test_a_name_is_found_in_any_language_case_and_accent(
    actors: Actors, name: str, actor_id: str
) -> None:
    assert actors.find(name).id == actor_id


def test_an_id_is_found_as_a_name_is(actors: Actors) -> None:
    assert actors.find("ahrar-al-sham") is actors.get("ahrar-al-sham")


def test_an_unknown_name_suggests_near_ones(actors: Actors) -> None:
    with pytest.raises(NotFoundError, match="did you mean Ahrar al-Sham"):
        actors.find("Ahrar al-Shaam")
    assert actors.lookup("nobody at all") is None


def test_folding_keeps_different_names_apart() -> None:
    assert fold("Μάλι") != fold("Μάλη")
    assert fold("Ya'qubi") == fold("yaqubi")


@pytest.mark.parametrize(
    ("name", "country", "on", "expected"),
    [
        ("state", "SY", "2016-08-06", "Syrian government"),
        ("state", "SY", "2025-01-01", "Syrian transitional government"),
        ("rebels", "SY", None, "Syrian rebels"),
        ("kurds", "SY", None, "Kurdish forces"),
        ("kurds", "IQ", None, "Peshmerga"),
        ("jihadists", "SY", "2016-08-06", "jihadist groups"),
        ("monitor", "SY", None, "SOHR"),
        ("state", "LY", "2019-06-01", "GNA"),
        ("state", "LY", "2011-06-01", "Gaddafi's forces"),
        ("rebels", "LY", "2011-06-01", "Libyan rebels"),
        ("state", "SD", "2023-05-01", "Sudanese army"),
        ("paramilitary", "SD", None, "RSF"),
        ("state", "YE", None, "Yemeni government"),
        ("rebels", "YE", None, "Houthis"),
        ("coalition", "YE", None, "Saudi-led coalition"),
        ("separatists", "UA", "2014-08-01", "pro-Russian separatists"),
        ("rebels", "CD", "2012-11-20", "M23"),
        ("rebels", "CD", "2025-01-27", "M23"),
        ("rebels", "CD", "2017-01-01", "Congolese rebels"),
        ("state", "AF", "2021-08-01", "Afghanistan"),
        ("state", "AF", "2021-09-01", "Taliban"),
        ("rebels", "ML", "2023-10-01", "CSP"),
        ("state", "ML", None, "Mali"),
        ("state", "FR", None, "France"),
        ("rebels", "FR", None, "French rebels"),
        ("state_television", "FR", None, "French state television"),
        ("rebels", None, None, "rebels"),
        ("rebels", "XX", None, "rebels"),
        ("jihadists", "FR", None, "jihadist groups"),
        ("state", None, None, None),
        ("coalition", "FR", None, None),
    ],
)
def test_a_generic_word_means_somebody_by_country_and_day(
    actors: Actors, name: str, country: str | None, on: str | None, expected: str | None
) -> None:
    assert role(actors, name, country, on) == expected


def test_names_leave_a_countrys_own_words_to_the_country(actors: Actors) -> None:
    names = dict(actors.names("en"))
    assert names["Syrian regime"] == "syrian-government"
    assert "Syria" not in names
    assert "Libya" not in names
    assert actors.find("Libya").id == "libya"


def test_an_actor_made_on_the_fly_is_always_the_same_and_is_found_by_its_id(
    actors: Actors,
) -> None:
    first, second = actors.role("rebels", "FR"), actors.role("rebels", "FR")
    assert first == second
    assert first is not None
    assert actors.get(first.id) == first
    assert first.id in actors
    assert "zz-rebels" not in actors


def test_state_television_made_on_the_fly_speaks_for_its_state(actors: Actors) -> None:
    made = actors.role("state_television", "FR")
    assert made is not None
    assert actors.speaks_for(made.id) == "france"
    assert actors.side_of(made.id) == "france"


@pytest.mark.parametrize(
    ("name", "on", "actor_id"),
    [
        ("Πούτιν", None, "russia"),
        ("Konashenkov", None, "russia"),
        ("Ζελένσκι", None, "ukraine"),
        ("Άσαντ", "2016-08-06", "syrian-government"),
        ("Ερντογάν", None, "turkey"),
        ("Пригожин", None, "wagner-group"),
        ("Χάφταρ", None, "lna"),
        ("Abdel Rahman", None, "sohr"),
        ("Τζολάνι", "2016-01-01", "jabhat-al-nusra"),
        ("Τζολάνι", "2019-01-01", "hayat-tahrir-al-sham"),
        ("Assad", "2025-01-01", None),
    ],
)
def test_a_person_speaks_for_an_actor_on_a_day(
    actors: Actors, name: str, on: str | None, actor_id: str | None
) -> None:
    assert actors.person(name, date.fromisoformat(on) if on else None) == actor_id


def test_people_of_a_language_come_once_each(actors: Actors) -> None:
    for language in ("en", "el", "ru"):
        names = [name for name, _ in actors.people(language)]
        assert len(names) == len(set(names))
    assert ("Αλίεφ", "azerbaijan") in actors.people("el")


def test_a_day_takes_away_the_people_who_do_not_speak_then(actors: Actors) -> None:
    assert "Assad" in dict(actors.people("en", date(2016, 1, 1)))
    assert "Assad" not in dict(actors.people("en", date(2025, 6, 1)))


def test_seats_and_capitals_stand_for_their_country(actors: Actors) -> None:
    assert {("Κρεμλίνο", "RU"), ("Δαμασκός", "SY"), ("Πεντάγωνο", "US")} <= set(
        actors.metonyms("el")
    )
    assert ("Downing Street", "GB") in actors.metonyms("en")


def test_wars_are_dated(actors: Actors) -> None:
    assert "SY" in actors.at_war(date(2016, 8, 6))
    assert "SY" not in actors.at_war(date(2010, 1, 1))
    assert "UA" not in actors.at_war(date(2013, 1, 1))
    assert "GR" not in actors.at_war()


@pytest.mark.parametrize(
    ("actor_id", "on", "side"),
    [
        ("ypg", "2016-08-06", "kurdish-forces"),
        ("ahrar-al-sham", "2016-08-06", "syrian-rebels"),
        ("jabhat-al-nusra", "2016-08-06", "syrian-rebels"),
        ("sana", "2016-08-06", "syrian-government"),
        ("amaq", None, "islamic-state"),
        ("donetsk-peoples-republic", "2015-01-01", "russia"),
        ("wagner-group", None, "russia"),
        ("rsf", "2023-06-01", "rsf"),
        ("sohr", None, None),
        ("residents", None, None),
        ("reuters", None, None),
    ],
)
def test_everybody_is_on_the_side_one_expects(
    actors: Actors, actor_id: str, on: str | None, side: str | None
) -> None:
    assert actors.side_of(actor_id, date.fromisoformat(on) if on else None) == side


@pytest.mark.parametrize(
    ("a", "b", "on", "expected"),
    [
        ("russia", "syrian-government", "2016-08-06", True),
        ("russia", "syrian-government", "2014-08-06", False),
        ("jihadist-groups", "syrian-rebels", "2016-08-06", True),
        ("jabhat-al-nusra", "islamic-state", "2016-08-06", False),
        ("us-led-coalition", "ypg", "2016-08-06", True),
        ("jaish-al-islam", "failaq-al-rahman", "2017-06-01", False),
        ("jaish-al-islam", "failaq-al-rahman", "2016-08-06", True),
        ("rsf", "sudanese-army", "2023-06-01", False),
        ("rsf", "sudanese-army", "2018-06-01", True),
        ("m23", "rwanda", "2018-01-01", False),
        ("m23", "rwanda", "2025-01-27", True),
        ("wagner-group", "russia", "2023-06-24", False),
        ("ethiopia", "tplf", "2021-06-01", False),
        ("peshmerga", "iraq", "2016-10-17", True),
        ("peshmerga", "iraq", "2017-10-17", False),
    ],
)
def test_alliances_hold_when_they_held(
    actors: Actors, a: str, b: str, on: str, expected: bool
) -> None:
    assert actors.allied(a, b, date.fromisoformat(on)) is expected
    assert actors.allied(b, a, date.fromisoformat(on)) is expected


def test_backers_are_those_of_the_day(actors: Actors) -> None:
    assert "russia" in actors.backers("syrian-government", date(2016, 8, 6))
    assert "russia" not in actors.backers("syrian-government", date(2015, 1, 1))
    assert "rwanda" in actors.backers("m23", date(2012, 11, 20))
    assert "turkey" in actors.backers("azerbaijan", date(2020, 10, 1))
