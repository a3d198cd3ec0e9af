"""Russian and Ukrainian sentences: names in quotation marks, denials, the other side, mayors."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None, str, str]]


def told(language: str, text: str) -> Told:
    """Predicate, actor, place, speaker and factuality of each claim."""
    report = Report(
        text=text, language=language, published_at="2023-03-01", published_basis="given"
    )
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in Reader("ukraine").read(report).claims
    }


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Основатель ЧВК «Вагнер» Евгений Пригожин объявил, что город Бахмут взят полностью.",
         {("captures", "Wagner Group", "Bakhmut", "Wagner Group", "actual")}),
        ("ru", "Представитель группировки «Юг» сообщил, что Соледар взят.",
         {("captures", "Russia", "Soledar", "Russia", "actual")}),
        ("uk", "Речник угруповання «Дніпро» сказав, що росіяни захопили Запорізьке.",
         {("captures", "Russia", "Zaporizke", "Ukraine", "actual")}),
    ],
)  # fmt: skip
def test_a_name_partly_in_quotation_marks_is_one_name(
    language: str, text: str, wanted: Told
) -> None:
    assert told(language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text", "predicate"),
    [
        ("ru", "Киев опроверг захват Бахмута.", "captures"),
        ("ru", "Представитель украинской армии опроверг окружение Бахмута.", "besieges"),
        ("uk", "Генштаб спростував захоплення Бахмута.", "captures"),
        ("en", "Ukraine's army denied the capture of Bakhmut.", "captures"),
    ],
)
def test_what_a_party_denies_is_its_opponents_doing(
    language: str, text: str, predicate: str
) -> None:
    assert told(language, text) == {(predicate, "Russia", "Bakhmut", "Ukraine", "negated")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Ukraine holds Bucha. The mayor of Chernihiv said Russian troops had left the city.",
        ),
        ("ru", "Украина удерживает Бучу. Мэр Чернигова сообщил, что россияне отступили из города."),
        ("uk", "Україна утримує Бучу. Мер Чернігова розповів, що росіяни відійшли від міста."),
    ],
)
def test_the_city_of_a_mayor_is_the_one_he_is_mayor_of(language: str, text: str) -> None:
    assert ("withdraws", "Russia", "Chernihiv", "Ukraine", "actual") in told(language, text)


def test_the_enemy_in_a_war_of_two_is_the_other_side() -> None:
    assert told("uk", "Ворог залишив Великий Бурлук.") == {
        ("withdraws", "Russia", "Velykyi Burluk", "outlet", "actual")
    }


def test_a_town_named_behind_its_kind_has_the_case_of_the_kind() -> None:
    assert told("ru", "Министерство обороны России подтвердило взятие города Бахмут.") == {
        ("captures", "Russia", "Bakhmut", "Russia", "actual")
    }
    text = "Российская армия снабжает войска в Изюме через Купянск."
    assert {claim[0] for claim in told("ru", text)} == {"supply_route"}


def test_fighters_are_met_in_every_case_of_a_changing_stem() -> None:
    for text in (
        "Українські бійці взяли Бахмут.",
        "Бахмут захоплений українськими бійцями.",
        "Бахмут під контролем українських бійців.",
    ):
        report = Report(text=text, language="uk", published_at="2023-02-09", source="test")
        actors = {claim.actor for claim in Reader(None).read(report).claims}
        assert actors == {"Ukraine"}, text
