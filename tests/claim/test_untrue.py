"""What a party calls untrue, it denies: of the sentence before, or said beside the verdict."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str, str]]


def told(text: str, language: str) -> Told:
    report = Report(text, language=language, published_at="2016-08-07")
    claims = Reader("syria").read(report).claims
    return {
        (c.predicate, c.actor, c.speaker, c.factuality)
        for c in claims if c.predicate not in ("attacks", "supports")
    }  # fmt: skip


CALLED = [
    ("tr", "SDG, Menbiç'i aldığını duyurdu. Ordu bu haberlerin asılsız olduğunu belirtti."),
    ("tr", "SDG, Menbiç'i aldığını duyurdu. Ordunun sözcüsü bunun doğru olmadığını söyledi."),
    ("tr", "SDG, Menbiç'i aldığını duyurdu. Hükümet iddiayı asılsız olarak niteledi."),
    ("ar", "أعلنت قسد السيطرة على منبج، لكن الجيش السوري قال إن ذلك غير صحيح."),
    ("ar", "أعلنت قسد السيطرة على منبج. ووصف الجيش السوري هذه الأنباء بأنها كاذبة."),
    ("ar", "أعلنت قسد السيطرة على منبج. وأكد الجيش السوري أن هذه المزاعم لا أساس لها من الصحة."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), CALLED)
def test_what_is_called_untrue_is_denied(language: str, text: str) -> None:
    assert told(text, language) == {
        ("captures", "SDF", "SDF", "actual"),
        ("captures", "SDF", "Syrian government", "negated"),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "SDG, Menbiç'i aldığını duyurdu. Ordu, ölü sayısının yüksek olduğunu belirtti."),
        ("tr", "SDG, Menbiç'i aldığını duyurdu. Ordu sözcüsü SDG'ye doğru ilerlediğini söyledi."),
        ("ar", "أعلنت قسد السيطرة على منبج. وقال الجيش السوري إن الخسائر كبيرة."),
    ],
)  # fmt: skip
def test_what_is_told_of_something_else_denies_nothing(language: str, text: str) -> None:
    assert told(text, language) == {("captures", "SDF", "SDF", "actual")}


def test_what_is_said_in_the_same_breath_is_denied() -> None:
    text = "Ordu sözcüsü, Menbiç'in SDG'nin eline geçtiği haberlerinin doğru olmadığını söyledi."
    assert told(text, "tr") == {("captures", "SDF", "Syrian government", "negated")}


def test_the_besieged_are_where_they_are_said_to_be() -> None:
    text = "Avdiyivka'daki Ukrayna birlikleri kuşatma altında kaldı."
    report = Report(text, language="tr", published_at="2024-02-05")
    assert {(c.predicate, c.place) for c in Reader("ukraine").read(report).claims} == {
        ("besieges", "Avdiivka")
    }
