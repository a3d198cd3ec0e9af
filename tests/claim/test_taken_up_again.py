"""Arabic says a place again by a pronoun on the verb: the place is what is done something to."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

ARMY = "Syrian government"


def read(text: str) -> set[tuple[str, str | None, str | None]]:
    """Predicate, actor and place of each claim."""
    report = Report(text=text, language="ar", published_at="2016-07-28", source="test")
    return {(c.predicate, c.actor, c.place) for c in Reader("syria").read(report).claims}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("دخلت قافلة إلى مضايا التي تحاصرها قوات النظام.", ("besieges", ARMY, "Madaya")),
        ("وصلت قافلة إلى بلدة مضايا التي يحاصرها الجيش السوري.", ("besieges", ARMY, "Madaya")),
        ("قال الطبيب إن بلدة مضايا التي تحاصرها قوات النظام بلا دواء.",
         ("besieges", ARMY, "Madaya")),
        ("بلدة مضايا تحاصرها قوات النظام منذ عام.", ("besieges", ARMY, "Madaya")),
        ("بلدة مضايا حاصرها الجيش السوري.", ("besieges", ARMY, "Madaya")),
        ("خان طومان التي استعادها الجيش السوري.", ("captures", ARMY, "Khan Tuman")),
        ("خان طومان سيطر عليها الجيش السوري.", ("captures", ARMY, "Khan Tuman")),
        ("قال المرصد إن خان طومان استعادها الجيش السوري.", ("captures", ARMY, "Khan Tuman")),
        ("دخلت قافلة إلى مضايا التي قصفتها قوات النظام.", ("attacks", ARMY, "Madaya")),
    ],
)  # fmt: skip
def test_a_place_that_a_pronoun_takes_up_is_the_object(
    text: str, wanted: tuple[str, str | None, str | None]
) -> None:
    assert read(text) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "مضايا لا يحاصرها أحد.",
        "دخلت قافلة إلى مضايا التي يقطنها مدنيون.",
        "مضايا زارها وفد من الأطباء.",
    ],
)
def test_what_nobody_does_to_a_place_or_only_people_do_is_no_claim(text: str) -> None:
    assert read(text) == set()


def test_a_party_in_front_stays_the_one_who_acts() -> None:
    assert read("الجيش السوري الذي يحاصر مضايا قصفها أمس.") >= {("besieges", ARMY, "Madaya")}
