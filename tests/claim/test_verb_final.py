"""Sentences with the verb last: quotations, shares of a place, who is told to speak, passives."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Said = set[tuple[str | None, str | None, str]]


def told(text: str, predicate: str, factuality: str = "actual") -> Said:
    """Actor, place and speaker of each claim with a predicate."""
    report = Report(
        text=text, language="tr", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = Reader("syria").read(report).claims
    return {
        (c.actor, c.place, c.speaker)
        for c in claims
        if c.predicate == predicate and c.factuality == factuality
    }


SPOKEN = [
    ('Ahrar el-Şam sözcüsü, "Ramuse elimizde" dedi.', "controls",
     {("Ahrar al-Sham", "Ramouseh", "Ahrar al-Sham")}),
    ("Ordu Komutanlığından yapılan açıklamada, birliklerin Han Tuman'ı muhaliflerden temizlediği "
     "belirtildi.", "captures", {("Syrian government", "Khan Tuman", "Syrian government")}),
    ("Yerel kaynaklardan edinilen bilgiye göre DEAŞ, Menbiç'i boşaltıyor.", "withdraws",
     {("Islamic State", "Manbij", "local sources")}),
    ("SOHR, Türk askerlerinin ve SDG'nin Menbiç'i aldığını bildirdi.", "captures",
     {("Turkey", "Manbij", "SOHR"), ("SDF", "Manbij", "SOHR")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "wanted"), SPOKEN)
def test_who_is_quoted_or_has_issued_a_statement_speaks(
    text: str, predicate: str, wanted: Said
) -> None:
    assert told(text, predicate) == wanted


FILLED = [
    ("Ramuse'nin tamamı muhaliflerin eline geçti.", "captures", "Syrian rebels", "Ramouseh"),
    ("Menbiç'in kontrolü SDG'nin eline geçti.", "captures", "SDF", "Manbij"),
    ("Menbiç'te kontrol SDG'ye geçti.", "captures", "SDF", "Manbij"),
    ("Kastillo yolu rejim güçlerince kapatıldı.", "cuts_route", "Syrian government",
     "Castello road"),
    ("Rejimin kuşattığı doğu Halep'te gıda tükendi.", "besieges", "Syrian government",
     "eastern Aleppo"),
    ("Muhaliflerin kalesi olarak bilinen Darayya'ya rejim güçleri girdi.", "controls",
     "Syrian rebels", "Daraya"),
    ("Menbiç artık DEAŞ'ın kontrolünde değil.", "withdraws", "Islamic State", "Manbij"),
    ("Rejim güçleri muhaliflerin elinde bulunan son kasaba Kinsabba'yı geri aldı.", "captures",
     "Syrian government", "Kinsabba"),
    ("SDG, DEAŞ'ın fiili başkenti Menbiç'i ele geçirdi.", "captures", "SDF",
     "Manbij"),
    ("PKK/YPG'nin liderlik ettiği SDG, Menbiç'i ele geçirdi.", "captures", "SDF", "Manbij"),
    ("Muhaliflerin elindeki El Bab kasabasını ordu geri aldı.", "controls", "Syrian rebels",
     "al-Bab"),
    ("Ramuse mahallesinin muhaliflerce kontrol edildiği belirtiliyor.", "controls",
     "Syrian rebels", "Ramouseh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "actor", "place"), FILLED)
def test_endings_and_descriptions_say_who_and_where(
    text: str, predicate: str, actor: str, place: str
) -> None:
    assert told(text, predicate) == {(actor, place, "outlet")}


SHARED = [
    ("SDG Menbiç kentini ve batıdaki Kinsabba kasabasını aldı.", "captures",
     {("SDF", "Manbij", "outlet"), ("SDF", "Kinsabba", "outlet")}),
    ("SDG, Menbiç kentinin büyük bölümünü DEAŞ'tan aldığını duyurdu.", "captures",
     {("SDF", "Manbij", "SDF")}),
    ("SOHR, Ramuse semtinin pazartesi günü, Menbiç kentinin ise geçen hafta ordu tarafından "
     "alındığını bildirdi.", "captures",
     {("Syrian government", "Ramouseh", "SOHR"), ("Syrian government", "Manbij", "SOHR")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "wanted"), SHARED)
def test_a_list_goes_on_past_what_describes_its_second_name_and_past_dates(
    text: str, predicate: str, wanted: Said
) -> None:
    assert told(text, predicate) == wanted


def test_a_place_owns_nobodys_control_but_is_what_the_speaker_holds() -> None:
    text = "Çatışmalar Halep'te sürüyor. Ordu, kentin tamamının kontrolünde olduğunu açıkladı."
    assert told(text, "controls") == {("Syrian government", "Aleppo", "Syrian government")}


def test_a_clause_made_a_noun_has_no_bare_noun_for_its_subject() -> None:
    text = "Çatışmalar Menbiç'te sürüyor. DEAŞ kentten taktik gereği çekildiğini duyurdu."
    assert told(text, "withdraws") == {("Islamic State", "Manbij", "Islamic State")}


def test_what_is_expected_or_will_be_done_has_not_happened() -> None:
    expected = told("Ordunun Han Tuman'ı ele geçirmesi bekleniyor.", "captures", "possible")
    assert {(a, p) for a, p, _ in expected} == {("Syrian government", "Khan Tuman")}
    announced = told("Esed, ordusunun Halep'i geri alacağını söyledi.", "captures", "intended")
    assert {p for _, p, _ in announced} == {"Aleppo"}


def test_whom_a_place_was_taken_from_is_not_who_took_it() -> None:
    assert told("Menbiç'te DEAŞ vardı. Kent DEAŞ'tan arındırıldı.", "captures") <= {
        (None, "Manbij", "outlet")
    }


def test_a_road_has_the_ends_that_its_relative_clause_names() -> None:
    for ends in ("Kabul mit Herat", "Kabul und Herat"):
        text = f"Die Taliban haben die Fernstraße unterbrochen, die {ends} verbindet."
        report = Report(text=text, language="de", published_at="2021-08-09", source="test")
        claims = Reader(None).read(report).claims
        assert [(c.predicate, c.actor, c.place) for c in claims] == [
            ("cuts_route", "Taliban", "Kabul-Herat road")
        ], text


def test_a_road_to_somewhere_unnamed_has_one_end() -> None:
    text = (
        "Die Taliban haben bei Herat die Straße unterbrochen, die Kabul mit dem Norden verbindet."
    )
    report = Report(text=text, language="de", published_at="2021-08-09", source="test")
    assert [c.predicate for c in Reader(None).read(report).claims] == ["cuts_route"]


@pytest.mark.parametrize("holder", ["Suriye ordusunun", "Suriye güçlerinin", "SDG'nin"])
def test_a_place_does_not_own_the_army_that_holds_it(holder: str) -> None:
    text = f"Menbiç'in {holder} kontrolünde olduğu açıklandı."
    actor = "SDF" if holder == "SDG'nin" else "Syrian government"
    assert {(a, p) for a, p, _ in told(text, "controls")} == {(actor, "Manbij")}
