"""What is told of the ground beside a place is told of no place that a reference has."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

READER = Reader("syria")


def places(text: str) -> set[tuple[str, str | None, str | None, bool]]:
    """Predicate, place, its id and whether it is located, of each claim."""
    report = Report(text, language="en", published_at="2016-08-10", published_basis="metadata")
    reading = READER.read(report)
    return {
        (one.predicate, one.place, at.place_id, at.lat_deg is not None)
        for one, at in zip(reading.claims, reading.resolutions, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("The Syrian army captured several villages near Manbij.", ("captures", "near Manbij")),
        ("Islamic State holds the hills south of Palmyra.", ("controls", "south of Palmyra")),
    ],
)
def test_who_holds_the_ground_beside_a_town_holds_nothing_of_the_town(
    text: str, told_of: tuple[str, str]
) -> None:
    assert places(text) == {(*told_of, None, True)}


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("The Syrian army captured southern Palmyra.", ("captures", "southern Palmyra")),
        ("The army shelled rebel positions near Palmyra.", ("attacks", "near Palmyra")),
    ],
)
def test_a_part_of_a_town_and_what_is_shelled_beside_it_belong_to_the_town(
    text: str, told_of: tuple[str, str]
) -> None:
    assert (*told_of, "syria:palmyra", True) in places(text)


def test_the_land_around_a_city_is_called_as_the_text_calls_it() -> None:
    for said in ("southern Idlib", "southern Idlib countryside"):
        found = places(f"The Syrian army captured {said}.")
        assert found == {("captures", said, "syria:southern-idlib-countryside", True)}


def test_a_direction_is_a_part_but_of_the_land_that_is_called_after_it() -> None:
    (southern,) = READER.read(
        Report("The army captured southern Idlib.", language="en", published_at="2016-08-10")
    ).claims
    assert southern.extent_of("southern Idlib countryside") == "unspecified"
    assert southern.extent_of("Idlib") == "part"
