"""Languages without articles: where phrases end, what cases and endings of names tell."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.claim.name_base import NameBases
from contested.claim.name_case import NameCases
from contested.claim.paradigm import case_mask
from contested.report.report import Report

TABLE = {
    ">": "NA", ">а": "GA", ">у": "D", ">ом": "I", ">е": "L",
    "а>а": "N", "а>ы": "G", "а>е": "DL", "а>у": "A", "о>о": "",
}  # fmt: skip


def read(text: str, language: str, day: str = "2016-08-06") -> list[Claim]:
    report = Report(text=text, language=language, published_at=day, published_basis="given")
    return list(Reader("syria").read(report).claims)


def told(text: str, language: str) -> list[tuple[str | None, ...]]:
    return [(c.predicate, c.actor, c.place, c.speaker) for c in read(text, language)]


@pytest.mark.parametrize(
    ("base", "text", "cases"),
    [
        ("Ракка", "Ракку", "A"),
        ("Ракка", "Ракке", "DL"),
        ("Идлиб", "Идлиба", "GA"),
        ("Идлиб", "Идлиб", "NA"),
        ("Алеппо", "Алеппо", ""),
        ("Ракка", "Идлиба", ""),
    ],
)
def test_a_names_ending_shows_its_case(base: str, text: str, cases: str) -> None:
    assert NameCases(TABLE).between(base, text) == case_mask(cases)


def test_names_that_never_change_show_no_case() -> None:
    assert NameCases(TABLE).between("М5", "М5") == 0
    assert NameCases(TABLE).between("Хан-Туман", "Хан-Туман") == 0


def test_the_dictionary_form_of_an_unknown_name_is_found_by_its_case() -> None:
    names = NameBases(NameCases(TABLE), "ru", None)
    assert names.base("Андараба", case_mask("G")) == "Андараб"
    assert names.base("Андараб", case_mask("NA")) == "Андараб"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Захват боевиками «Исламского государства» города Ракка произошел в январе."),
        ("ru", "Захват города Ракка боевиками «Исламского государства» произошел в январе."),
        ("uk", "Захоплення міста Ракка бойовиками «Ісламської держави» сталося в січні."),
    ],
)
def test_agent_and_object_of_a_noun_are_told_apart_by_case(language: str, text: str) -> None:
    assert told(text, language) == [("captures", "Islamic State", "Raqqa", "outlet")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В удерживаемом повстанцами районе Рамуса не хватает воды."),
        ("uk", "В утримуваному повстанцями районі Рамуса бракує води."),
    ],
)
def test_a_participle_before_its_noun_says_who_holds_it(language: str, text: str) -> None:
    claims = told(text, language)
    assert ("controls", "Syrian rebels", "Ramouseh", "outlet") in claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Повстанцы взяли Хан-Туман. Об этом сообщает агентство САНА."),
        ("uk", "Повстанці взяли Хан-Туман. Про це повідомляє агентство САНА."),
    ],
)
def test_a_sentence_that_only_names_its_source_speaks_for_the_one_before(
    language: str, text: str
) -> None:
    assert told(text, language) == [("captures", "Syrian rebels", "Khan Tuman", "SANA")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Повстанцы взяли Хан-Туман, сообщили в министерстве обороны Сирии."),
        ("uk", "Повстанці взяли Хан-Туман, повідомили в міністерстві оборони Сирії."),
    ],
)
def test_who_is_in_a_ministry_where_something_is_said_speaks(language: str, text: str) -> None:
    assert told(text, language) == [
        ("captures", "Syrian rebels", "Khan Tuman", "Syrian government")
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Повстанцам пришлось отступить из Хан-Тумана."),
        ("uk", "Повстанцям довелося відступити з Хан-Тумана."),
    ],
)
def test_a_party_in_the_dative_does_what_it_has_to(language: str, text: str) -> None:
    assert told(text, language) == [("withdraws", "Syrian rebels", "Khan Tuman", "outlet")]
