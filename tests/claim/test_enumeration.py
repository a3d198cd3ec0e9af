"""Names that say which places were meant are read one by one: "three towns: A, B and C"."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def _claims(theatre: str, language: str, text: str) -> list[tuple[str | None, str | None]]:
    report = Report(text, language=language, published_at="2020-10-10")
    return [(c.actor, c.place) for c in Reader(theatre).read(report).claims]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Azerbaijan captured three towns: Hadrut, Sugovushan and Talish."),
        ("en", "Azerbaijan captured three towns - Hadrut, Sugovushan and Talish, it said."),
        ("ru", "Азербайджан занял три посёлка — Гадрут, Суговушан и Талыш, сообщили в Баку."),
        ("uk", "Азербайджан зайняв три селища: Гадрут, Суговушан і Талиш."),
        ("de", "Aserbaidschan nahm drei Orte ein: Hadrut, Sugovushan und Talish."),
    ],
)
def test_the_names_behind_a_mark_stand_for_the_places_before_it(language: str, text: str) -> None:
    found = _claims("karabakh", language, text)
    assert [actor for actor, _ in found] == ["Azerbaijan"] * 3
    assert {"Hadrut", "Sugovushan"} <= {place for _, place in found}


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan captured three towns: Hadrut was shelled and Talish remained calm.",
        "Azerbaijan captured three towns - residents of Hadrut and Talish fled.",
    ],
)
def test_a_clause_behind_a_mark_is_no_list(text: str) -> None:
    assert "Talish" not in {place for _, place in _claims("karabakh", "en", text)}


def test_names_in_no_list_that_end_like_verbs_are_members_too() -> None:
    text = "Азербайджан отвоевал Гадрут и ещё три села, среди них Хавалы, Горазили и Гышлаг."
    assert [place for _, place in _claims("karabakh", "ru", text)][-3:] == [
        "Khavala", "Gorazilli", "Gishlag",
    ]  # fmt: skip


def test_who_lists_the_villages_says_of_each_what_was_said_of_all() -> None:
    text = (
        "Армия Азербайджана взяла Гадрут и ещё шесть сёл Нагорного Карабаха. "
        "Помимо Гадрута, Алиев перечислил Чайлы, Горазили и Сур."
    )
    found = _claims("karabakh", "ru", text)
    assert [place for _, place in found][-3:] == ["Chayli", "Gorazilli", "Sur"]
    assert {actor for actor, _ in found} == {"Azerbaijan"}


def test_a_list_of_places_of_which_nothing_was_told_claims_nothing() -> None:
    text = "Алиев встретился с министрами. Он перечислил Чайлы, Горазили и Сур."
    assert _claims("karabakh", "ru", text) == []


def test_the_taking_of_three_towns_is_the_taking_of_each_that_is_named() -> None:
    text = "В Баку сообщили о взятии трёх посёлков: Гадрут, Суговушан и Талыш."
    found = {place for _, place in _claims("karabakh", "ru", text)}
    assert {"Hadrut", "Sugovushan"} <= found
