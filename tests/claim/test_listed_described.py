"""A participle behind a comma describes all places of a list; one behind a siege, the siege."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def besieged(language: str, text: str) -> set[tuple[str | None, str | None]]:
    """Who is said to besiege which place."""
    claims = reader().read(Report(text, language=language, published_at="2016-08-10")).claims
    return {(c.actor, c.place) for c in claims if c.predicate == "besieges"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Madaya and Zabadani, surrounded by government forces, received no aid."),
        ("fr", "Madaya et Zabadani, assiégées par les forces gouvernementales, n'ont rien reçu."),
        ("es", "Madaya y Zabadani, sitiadas por las fuerzas gubernamentales, pasan hambre."),
        ("it", "Madaya e Zabadani, assediate dalle forze governative, non hanno ricevuto aiuti."),
        ("el", "Η Μαντάγια και η Ζαμπαντάνι, πολιορκημένες από τον στρατό, δεν έλαβαν βοήθεια."),
        ("ru", "Мадая и Забадани, окружённые правительственными войсками, не получают помощи."),
        ("uk", "Мадая і Забадані, оточені урядовими військами, не отримують допомоги."),
    ],
)
def test_a_list_is_described_as_a_whole(language: str, text: str) -> None:
    government = "Syrian government"
    assert besieged(language, text) == {(government, "Madaya"), (government, "Zabadani")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Madaya and Zabadani, which government forces have surrounded, food is short."),
        ("fr", "À Madaya et Zabadani, que les forces gouvernementales encerclent, tout manque."),
        ("es", "En Madaya y Zabadani, que las fuerzas gubernamentales cercan, falta comida."),
        ("it", "A Madaya e Zabadani, che le forze governative assediano, manca il cibo."),
        ("de", "In Madaja und Sabadani, die Regierungstruppen belagern, fehlt es an Essen."),
    ],
)
def test_a_relative_clause_with_its_own_subject_is_of_the_whole_list(
    language: str, text: str
) -> None:
    government = "Syrian government"
    assert besieged(language, text) == {(government, "Madaya"), (government, "Zabadani")}


def test_each_list_has_its_own_description() -> None:
    text = (
        "Madaya and Zabadani, surrounded by government forces, and Fuah and Kefraya, surrounded by"
        " armed opposition groups, received no aid."
    )
    assert besieged("en", text) == {
        ("Syrian government", "Madaya"), ("Syrian government", "Zabadani"),
        ("Syrian rebels", "Fuah"), ("Syrian rebels", "Kafraya"),
    }  # fmt: skip


def test_without_a_comma_the_last_place_alone_is_described() -> None:
    text = "Trucks reached Anadan and a village besieged by the army, Hraytan."
    assert ("Syrian government", "Anadan") not in besieged("en", text)


@pytest.mark.parametrize(
    "text",
    [
        "The siege imposed on eastern Aleppo in July was broken on Saturday.",
        "The blockade imposed on eastern Aleppo last month was lifted on Sunday.",
    ],
)
def test_a_siege_that_was_laid_and_has_ended_is_no_siege(text: str) -> None:
    claims = reader().read(Report(text, language="en", published_at="2016-08-10")).claims
    assert [(c.predicate, c.place) for c in claims] == [("breaks_siege", "eastern Aleppo")]


def test_what_comes_after_another_subject_ends_no_siege() -> None:
    text = "The siege tightened in July and the army was accused of starving Madaya."
    claims = reader().read(Report(text, language="en", published_at="2016-08-10")).claims
    assert not any(c.predicate == "breaks_siege" for c in claims)


def test_what_others_are_called_on_to_do_has_not_been_done() -> None:
    text = "دعت الأمم المتحدة جميع الأطراف إلى رفع الحصار عن مضايا."
    claims = reader().read(Report(text, language="ar", published_at="2016-08-10")).claims
    assert {(c.predicate, c.factuality) for c in claims} == {("breaks_siege", "intended")}
