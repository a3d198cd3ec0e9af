"""When a report was published, and how that is known."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from contested.errors import ReportError
from contested.report.agency import agency_in
from contested.report.dates import date_in_name, date_in_text, parse_given, parse_metadata
from contested.report.read import read_file
from contested.report.report import Report

DAY = "2016-08-06T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-08-06", DAY),
        ("2016-08-06T18:30+03:00", "2016-08-06T18:30:00+03:00"),
        (" 20160806 ", DAY),
    ],
)
def test_a_given_date_gets_a_zone(text: str, expected: str) -> None:
    assert parse_given(text) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2016-13-01", "2016-02-30", "06/08/2016", "99999", "0001-01-01"]
)
def test_a_given_date_that_is_none_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(ReportError, match="write it as 2016-08-06"):
        parse_given(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Headline\n\nALEPPO, Aug 6, 2016 (Reuters) - Rebels took the district.", "en"),
        ("Headline\n\nBEIRUT, 6 August 2016 — Rebels took the district.", "en"),
        ("Headline\n\nPublished: 6th August 2016 18:30\n\nRebels took it.", "en"),
        ("Τίτλος\n\nΑθήνα, 6 Αυγούστου 2016\n\nΟι αντάρτες μπήκαν.", "el"),
        ("Τίτλος\n\nΟι αντάρτες μπήκαν.\n\nΔημοσιεύθηκε: 06.08.2016 18:30", "el"),
        ("Τίτλος\n\n6/8/2016\n\nΟι αντάρτες μπήκαν.", "el"),
        ("Заголовок\n\nДамаск, 6 августа 2016 г. — Войска вошли.", "ru"),
        ("Заголовок\n\n6 серпня 2016\n\nВійська увійшли.", "uk"),
        ("عنوان\n\nدمشق، 6 آب 2016\n\nدخل الجيش.", "ar"),
        ("Titre\n\nPar AFP le 6 août 2016\n\nL'armée est entrée.", "fr"),
        ("Titular\n\n6 de agosto de 2016\n\nEl ejército entró.", "es"),
        ("Titel\n\n6. August 2016\n\nDie Armee rückte ein.", "de"),
    ],
)
def test_a_dateline_is_found(text: str, language: str) -> None:
    assert date_in_text(text, language) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "Headline\n\nThe army has besieged the east of the city since 17 July 2016, residents of "
        "several districts told the agency.",
        "Headline\n\nALEPPO, Aug 6 (Reuters) - Rebels took the district.",
        "Headline\n\n6/8/2016\n\nRebels took the district.",
        "Truce of 12 September 2016 collapses in Aleppo\n\nRebels took the district.",
    ],
)
def test_a_date_of_an_event_and_an_ambiguous_one_are_not_taken(text: str) -> None:
    assert date_in_text(text, "en") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2016-08-06-aleppo.txt", DAY),
        ("aleppo_20160806.html", DAY),
        ("news/2016/08/06/story.txt", DAY),
        ("20161399.txt", None),
        ("id-120160806123.txt", None),
    ],
)
def test_a_date_in_the_file_name_is_the_last_resort(name: str, expected: str | None) -> None:
    assert date_in_name(PurePath(name)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 06 Aug 2016 18:30:00 +0300", "2016-08-06T18:30:00+03:00"),
        ("2 hours ago", "2016-08-06T10:00:00+00:00"),
        ("yesterday", "2016-08-05T12:00:00+00:00"),
        ("an hour ago", "2016-08-06T11:00:00+00:00"),
        ("some day", None),
        ("0000-00-00T00:00:00Z", None),
    ],
)
def test_metadata_dates_are_understood_relative_ones_against_the_feed(
    text: str, expected: str | None
) -> None:
    assert parse_metadata(text, "2016-08-06T12:00:00+00:00") == expected


def test_a_report_without_any_date_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The army left Manbij.")
    (report,) = read_file(path)
    assert isinstance(report, Report)
    assert (report.published_at, report.published_basis) == (None, "none")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Headline\n\nALEPPO, Aug 6 (Reuters) - Rebels took it.", "Reuters"),
        ("МОСКВА, 6 августа. /ТАСС/. Войска вошли.", "TASS"),
        ("Τίτλος\n\nΚάτι έγινε.\n\nΠηγή: ΑΠΕ-ΜΠΕ", "ANA-MPA"),
        ("Headline\n\nSomething happened (AFP)", "AFP"),
        ("Headline\n\nA resident told AFP that they left.", None),
        ("Headline\n\nSANA said the army took the town.\n\nMore.", None),
    ],
)
def test_an_agency_is_known_by_its_credit_not_by_being_quoted(
    text: str, expected: str | None
) -> None:
    assert agency_in(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("MOSCOW, 11 August 2016. The army left.", "en", "2016-08-11"),
        ("МОСКВА, 11 августа 2016 года. Войска ушли.", "ru", "2016-08-11"),
        ("МОСКВА, 11 августа 2016 г. Войска ушли.", "ru", "2016-08-11"),
        ("КИЇВ, 11 серпня 2016 року. Війська пішли.", "uk", "2016-08-11"),
        ("Berlin, 3. August 2016. Die Armee zog ab.", "de", "2016-08-03"),
        ("Madrid, 6 de agosto de 2016. El ejército salió.", "es", "2016-08-06"),
        ("Roma, 6 agosto 2016. L'esercito è andato via.", "it", "2016-08-06"),
        ("Paris, 26 août 2016\n\nL'armée est partie.", "fr", "2016-08-26"),
        ("Αθήνα, 6 Αυγούστου 2016. Ο στρατός έφυγε.", "el", "2016-08-06"),
        ("Ankara, 6 Ağustos 2016. Ordu çekildi.", "tr", "2016-08-06"),
        ("دمشق، 26 آب/أغسطس 2016\n\nانسحب الجيش.", "ar", "2016-08-26"),
    ],
)
def test_a_place_and_a_date_before_the_first_sentence_are_a_dateline(
    text: str, language: str, day: str
) -> None:
    assert date_in_text(text, language) == f"{day}T00:00:00+00:00"


def test_a_date_that_goes_on_with_the_sentence_is_no_dateline() -> None:
    assert date_in_text("In Aleppo, on 6 August 2016 the army left. It rained.", "en") is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Note d'accès, 30 août 2016.\n\nLa ville est assiégée.", "fr", "2016-08-30"),
        ("Paris, le 30 août 2016. La ville est assiégée.", "fr", "2016-08-30"),
        ("9 марта 2022 года. Город окружён.", "ru", "2022-03-09"),
        ("Сводка на 9 марта 2022 года.\n\nГород окружён.", "ru", "2022-03-09"),
        ("Справка о доступе, 9 марта 2022 г.\n\nГород окружён.", "ru", "2022-03-09"),
        ("9 березня 2022 року. Місто оточене.", "uk", "2022-03-09"),
        ("القاهرة، 9 آذار 2022 -\n\nقال متحدث", "ar", "2022-03-09"),
        ("دمشق (9 آذار 2022): قال متحدث", "ar", "2022-03-09"),
        ("دمشق، السابع عشر من تموز 2016. قال متحدث", "ar", "2016-07-17"),
        ("بيروت في 9 آذار 2022\n\nقال متحدث", "ar", "2022-03-09"),
        ("(Aleppo, 30 August 2016) The army left.", "en", "2016-08-30"),
        ("[30 August 2016] The army left.", "en", "2016-08-30"),
        ("30 August 2016: The army left.", "en", "2016-08-30"),
        ("Tuesday 30 August 2016. The army left.", "en", "2016-08-30"),
        ("Access note 30 August 2016\n\nThe army left.", "en", "2016-08-30"),
        ("30 August 2016, Aleppo. The army left.", "en", "2016-08-30"),
        ("Lagebericht, 30. August 2016. Die Stadt ist belagert.", "de", "2016-08-30"),
        ("Nota de acceso, 30 de agosto de 2016. La ciudad", "es", "2016-08-30"),
        ("Nota di accesso, 30 agosto 2016. La città", "it", "2016-08-30"),
        ("Nota de acesso, 30 de agosto de 2016. A cidade", "pt", "2016-08-30"),
        ("Notitie over toegang, 30 augustus 2016. De stad", "nl", "2016-08-30"),
        ("Bilgi notu, 30 Ağustos 2016. Kent", "tr", "2016-08-30"),
        ("Σημείωμα πρόσβασης, 30 Αυγούστου 2016. Η πόλη", "el", "2016-08-30"),
    ],
)
def test_a_date_that_opens_a_line_alone_or_behind_a_town_or_a_kind_of_text_is_a_dateline(
    text: str, language: str, day: str
) -> None:
    assert date_in_text(text, language) == f"{day}T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("9 March 2022 the town fell. It rained.", "en"),
        ("Rebels took it on 9 March 2022.\n\nIt rained.", "en"),
        ("Город был окружён 9 марта 2022 года.\n\nШёл дождь.", "ru"),
        ("9 марта 2022 года город был окружён. Шёл дождь.", "ru"),
        ("بتاريخ 9 آذار 2022، قال متحدث إن الجيش انسحب.", "ar"),
        ("Le 30 août 2016, la ville a été assiégée par l'armée.", "fr"),
    ],
)
def test_a_date_that_the_first_sentence_goes_on_behind_tells_of_an_event(
    text: str, language: str
) -> None:
    assert date_in_text(text, language) is None
