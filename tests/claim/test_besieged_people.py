"""Sieges said by a participle alone: of a place without "is", of people counted in a place."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def told(text: str, language: str) -> list[tuple[str, str | None, str | None]]:
    claims = reader().read(Report(text, language=language, published_at="2016-08-06")).claims
    return [(c.predicate, c.actor, c.place) for c in claims]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "مضايا محاصرة كلياً."),
        ("ar", "مضايا محاصرة بالكامل."),
        ("ru", "Мадая остаётся в полном окружении."),
        ("en", "Some 40,000 people remain besieged in Madaya."),
        ("fr", "Quelque 40 000 personnes restent assiégées à Madaya."),
    ],
)
def test_who_besieges_may_go_unsaid(language: str, text: str) -> None:
    assert told(text, language) == [("besieges", None, "Madaya")]


@pytest.mark.parametrize(
    "text", ["تواصل قوات النظام محاصرة مضايا.", "قوات النظام تواصل محاصرة مضايا."]
)
def test_the_same_word_as_a_noun_is_somebodys_siege(text: str) -> None:
    assert told(text, "ar") == [("besieges", "Syrian government", "Madaya")]


@pytest.mark.parametrize(
    "text",
    [
        "Some 40,000 people remain trapped in the debris in Madaya.",
        "Some 40 people were surrounded by the debris in Madaya.",
        "Some 40 people remain besieged in hotels in Madaya.",
        "Many are besieged in the debris in Madaya.",
    ],
)
def test_people_caught_in_something_else_are_in_no_siege(text: str) -> None:
    assert told(text, "en") == []
