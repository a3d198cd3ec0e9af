"""Encodings other than UTF-8, and languages."""

from __future__ import annotations

import codecs
from pathlib import Path

import py3langid
import pytest

from contested.report import language_model
from contested.report.encoding import decode
from contested.report.language import detect_language
from contested.report.source import Source

GREEK = (
    "Οι αντάρτες κατέλαβαν τη συνοικία, ανακοίνωσε χθες το Παρατηρητήριο. Άγνωστο παραμένει αν ο "
    "στρατός αποσύρθηκε από τα βόρεια «προάστια» της πόλης."
)
RUSSIAN = "Войска заняли город после недели боёв, сообщило в субботу министерство обороны страны."
UKRAINIAN = "Українські військові залишили місто після тижня боїв, повідомив їхній командувач."
ARABIC = (
    "أعلن الجيش أنه سيطر على المدينة بعد أسبوع من المعارك، فيما نفت المعارضة ذلك وقالت إنها باقية."
)
FRENCH = "L’armée a repris la localité, a déclaré samedi son porte-parole à la télévision d’État."
TURKISH = "Ordu, ilçenin güneyindeki köyleri geri aldığını açıkladı; muhalifler bunu yalanladı."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GREEK, "cp1253"),
        (GREEK.replace("«", '"').replace("»", '"'), "iso8859_7"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (UKRAINIAN, "cp1251"),
        (ARABIC, "cp1256"),
        (FRENCH, "cp1252"),
        (TURKISH, "cp1254"),
        (GREEK, "utf-16"),
        (GREEK, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
    ],
)
def test_a_text_without_declaration_is_decoded_by_what_it_looks_like(
    text: str, encoding: str
) -> None:
    assert decode(Source("x", text.encode(encoding))).text == text


def test_a_declared_charset_is_believed_where_the_bytes_allow_it() -> None:
    page = f'<html><head><meta charset="windows-1253"></head><body>{GREEK}</body></html>'
    decoded = decode(Source("x", page.encode("cp1253")))
    assert (decoded.encoding, decoded.guessed) == ("cp1253", False)
    assert GREEK in decoded.text


@pytest.mark.parametrize("name", ["iso-8859-1", "no-such-charset", "rot13", "hex"])
def test_a_wrong_declaration_does_no_harm(name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body>{GREEK}</body></html>'
    assert GREEK in decode(Source("x", page.encode("utf-8"))).text


def test_utf8_with_a_few_broken_bytes_stays_utf8_and_counts_them() -> None:
    data = (GREEK * 3).encode().replace("αντάρτες".encode(), b"\xce\xff", 1)
    decoded = decode(Source("x", data))
    assert decoded.encoding == "utf-8"
    assert decoded.damaged >= 1


def test_a_byte_order_mark_is_stripped() -> None:
    assert decode(Source("x", codecs.BOM_UTF8 + b"The army left.")).text == "The army left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GREEK, "el"),
        (RUSSIAN, "ru"),
        (UKRAINIAN, "uk"),
        (ARABIC, "ar"),
        (FRENCH, "fr"),
        (TURKISH, "tr"),
        ("The army said on Saturday that it had retaken the town from the rebels.", "en"),
        ("Armeija kertoi lauantaina vallanneensa kaupungin takaisin kapinallisilta.", "fi"),
        ("1234", None),
        ("Da", None),
    ],
)
def test_the_language_is_told(text: str, expected: str | None) -> None:
    assert detect_language(text) == expected


def test_what_a_feed_says_of_its_language_counts_unless_the_script_forbids_it() -> None:
    assert detect_language("Aleppo: Ramouseh", "fr-FR") == "fr"
    assert detect_language(GREEK, "en-US") == "el"
    assert detect_language(RUSSIAN, "el") == "ru"


def test_every_text_of_the_development_set_gets_its_language(shared: Path) -> None:
    for path in sorted((shared / "reading-dev" / "texts").glob("*.txt")):
        assert detect_language(path.read_text(encoding="utf-8")) == path.name.split("-")[1]


def test_languages_are_ranked_alike_unpacked_kept_and_with_a_part_of_the_cache_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    texts = [GREEK, RUSSIAN, UKRAINIAN, ARABIC, FRENCH, TURKISH, ""]
    expected = [py3langid.rank(text) for text in texts]
    try:
        for state in ("unpacked", "mapped", "a file gone", "made anew"):
            language_model.ranking.cache_clear()
            assert [language_model.ranking()(text) for text in texts] == expected
            (folder,) = tmp_path.glob("languages-*")
            if state == "mapped":
                (folder / "moves.npy").unlink()
        assert (folder / "moves.npy").exists()
    finally:
        language_model.ranking.cache_clear()
