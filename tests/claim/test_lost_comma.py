"""Texts that have lost their commas: who tells, what describes a name, lists of places."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report

_AROUND = (
    "Fighting went on in Aleppo on Monday. Thousands of families have fled the fighting since the "
    "start of the year and most of them live in tents near the border with little food and no "
    "clean water. Aid workers have been waiting for weeks for a permit to cross into the city and "
    "its suburbs. {} Prices in the markets have doubled and the schools are closed until the end "
    "of the month."
)


def _read(sentence: str, around: str = _AROUND) -> list[Claim]:
    report = Report(around.format(sentence), language="en", published_at="2016-06-20")
    return list(Reader("syria").read(report).claims)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Rebels captured the town of Marea a monitor said.", "SOHR"),
        ("Rebels captured the town of Marea a monitoring group said on Tuesday.", "SOHR"),
        ("Rebels captured the town of Marea on Sunday the Observatory reported.", "SOHR"),
        ("Rebels captured Marea said the Syrian Observatory for Human Rights.", "SOHR"),
        ("Rebels captured the town of Marea military sources said Wednesday.", "military source"),
        ("Rebels captured the town of Marea activists said.", "activists"),
        ("Rebels captured the town of Marea a spokesman for the SDF told AFP.", "SDF"),
        ("Rebels captured the town of Marea state news agency SANA reported.", "SANA"),
    ],
)
def test_who_tells_at_the_end_is_heard_without_a_comma(sentence: str, speaker: str) -> None:
    found = [(c.predicate, c.actor, c.place, c.speaker) for c in _read(sentence)]
    assert found == [("captures", "Syrian rebels", "Marea", speaker)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The monitor said rebels captured the town of Marea.",
        "Rebels captured the town of Marea after the monitor said that the army had left.",
    ],
)
def test_who_tells_what_follows_is_set_apart_by_nothing(sentence: str) -> None:
    whole = "Nobody, it seems, was hurt. " + _AROUND

    def told(around: str) -> set[tuple[str, str | None, str | None, str]]:
        return {(c.predicate, c.actor, c.place, c.speaker) for c in _read(sentence, around)}

    assert told(_AROUND) == told(whole)


def test_a_description_behind_a_name_is_told_apart() -> None:
    found = _read("Army shells hit Anadan another rebel-held town north of Aleppo.")
    assert ("controls", "Syrian rebels", "Anadan") in {
        (c.predicate, c.actor, c.place) for c in found
    }


def test_places_in_a_row_are_a_list() -> None:
    found = _read("The army captured Marea Anadan and Azaz.")
    assert {c.place for c in found if c.predicate == "captures"} == {"Marea", "Anadan", "Azaz"}


def test_a_short_text_may_do_without_commas() -> None:
    found = _read("Rebels captured the town of Marea on Sunday a day after the army left.", "{}")
    assert {c.place for c in found if c.predicate == "captures"} == {"Marea"}
