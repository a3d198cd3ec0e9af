"""Since when: a beginning that is named, and a length of time that reaches up to now."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report

PUBLISHED = "2016-08-30T00:00:00+00:00"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("syria")


def only_claim(reader: Reader, language: str, text: str) -> Claim:
    (claim,) = reader.read(Report(text, language=language, published_at=PUBLISHED)).claims
    return claim


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "مضايا محاصرة منذ ثلاث سنوات."),
        ("ar", "تحاصر قوات النظام مضايا منذ ثلاث سنوات."),
        ("ar", "مضايا محاصرة منذ عام 2013 من قبل الجيش."),
        ("de", "Madaja wird seit drei Jahren von der Armee belagert."),
        ("el", "Η Μαντάγια πολιορκείται εδώ και τρία χρόνια από τον στρατό."),
        ("en", "Madaya has been besieged by the army for three years."),
        ("en", "Madaya has been under siege since 2013."),
        ("es", "El ejército asedia Madaya desde hace tres años."),
        ("fr", "Madaya est assiégée par l'armée depuis trois ans."),
        ("it", "Madaya è assediata da tre anni dall'esercito."),
        ("pt", "A cidade de Madaya está sitiada pelo exército há três anos."),
        ("ru", "Мадайя уже три года находится в осаде."),
        ("ru", "Армия осаждает Мадайю в течение трёх лет."),
        ("uk", "Мадая вже три роки перебуває в облозі."),
    ],
)
def test_a_length_of_time_that_still_lasts_says_since_when(
    reader: Reader, language: str, text: str
) -> None:
    claim = only_claim(reader, language, text)
    assert (claim.predicate, claim.since, claim.on) == ("besieges", "2013", None)


def test_a_length_of_time_that_is_over_says_nothing_of_now(reader: Reader) -> None:
    assert only_claim(reader, "en", "Madaya was besieged for three years.").since is None
    assert only_claim(reader, "en", "Madaya had been besieged for three years.").since == "2013"
    counted = only_claim(reader, "en", "Rebels besieged Madaya three days ago.")
    assert (counted.on, counted.since) == ("2016-08-27", None)
    taken = only_claim(reader, "en", "The army captured Madaya two weeks ago.")
    assert (taken.on, taken.since) == ("2016-08-16", None)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("مضايا محاصرة منذ شهرين.", "2016-06"),  # a dual
        ("مضايا محاصرة منذ شهر.", "2016-07"),  # one, without a word for it
        ("مضايا محاصرة منذ شهر تموز.", "2016-07"),  # "since the month of July"
        ("تحاصر قوات النظام مضايا منذ السابع عشر من تموز.", "2016-07-17"),
        ("تحاصر قوات النظام مضايا منذ الحادي والعشرين من تموز 2015.", "2015-07-21"),
    ],
)
def test_arabic_counts_without_a_numeral_and_writes_days_in_words(
    reader: Reader, text: str, since: str
) -> None:
    assert only_claim(reader, "ar", text).since == since


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "انتهى حصار مضايا."),
        ("ar", "أعلنت الأمم المتحدة انتهاء حصار مضايا."),
        ("de", "Die Belagerung von Madaja ist vorbei."),
        ("de", "Die Belagerung von Madaja endete am Montag."),
        ("de", "Die Aufhebung der Belagerung von Madaja wurde bekannt gegeben."),
        ("el", "Η άρση της πολιορκίας της Μαντάγια ανακοινώθηκε."),
        ("en", "The siege of Madaya is over."),
        ("en", "The UN announced the end of the siege of Madaya."),
        ("es", "El asedio de Madaya acabó el lunes."),
        ("it", "L'assedio di Madaya è finito."),
        ("nl", "Het beleg van Madaya is voorbij."),
        ("nl", "De belegering van Madaya eindigde maandag."),
        ("pt", "O cerco de Madaya acabou."),
        ("pt", "A ONU anunciou o fim do cerco de Madaya."),
        ("ru", "Осада Мадайи закончилась."),
        ("ru", "Блокада Мадайи окончена."),
        ("tr", "Madaya kuşatması sona erdi."),
        ("tr", "BM Madaya kuşatmasının sona erdiğini açıkladı."),
        ("uk", "Облога Мадаї закінчилася."),
        ("uk", "ООН оголосила про завершення облоги Мадаї."),
    ],
)
def test_a_siege_that_is_over_is_no_siege(reader: Reader, language: str, text: str) -> None:
    claim = only_claim(reader, language, text)
    assert (claim.predicate, claim.factuality) == ("breaks_siege", "actual")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The siege of Madaya is not over.", ("breaks_siege", "negated")),
        ("en", "The UN demanded the lifting of the siege of Madaya.", ("besieges", "actual")),
        ("en", "The siege of Madaya goes on.", ("besieges", "actual")),
        ("tr", "Madaya kuşatması sürüyor.", ("besieges", "actual")),
        ("ru", "Осада Мадайи продолжается.", ("besieges", "actual")),
        ("fr", "Le siège de Madaya continue.", ("besieges", "actual")),
    ],
)
def test_a_siege_that_goes_on_or_whose_end_is_asked_for_is_one(
    reader: Reader, language: str, text: str, expected: tuple[str, str]
) -> None:
    claim = only_claim(reader, language, text)
    assert (claim.predicate, claim.factuality) == expected
