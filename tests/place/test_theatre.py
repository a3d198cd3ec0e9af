from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contested.errors import TheatreError
from contested.place.theatre import (
    check_theatre,
    load_theatre,
    shipped_theatres,
    theatre_countries,
)
from tests.place.conftest import PACK, write_pack


def test_a_pack_loads_with_places_names_links_and_routes(pack: Path) -> None:
    theatre = load_theatre(pack)
    aleppo = theatre.places["sample:aleppo"]
    assert (aleppo.name, aleppo.kind, aleppo.population) == ("Aleppo", "city", 2100000)
    assert aleppo.external_ids == (("gn", "170063"), ("wd", "Q41183"))
    assert aleppo.country == "SY"
    assert theatre.valid_from == date(2012, 7, 1)
    assert ("Χαλέπι", "sample:aleppo") in theatre.names("el")
    assert ("Manbij", "sample:manbij") in theatre.names("en-GB")
    assert ("M5", "sample:m5") in theatre.names("el")
    assert theatre.neighbours("sample:ramouseh") == ("sample:salaheddine",)
    assert theatre.routes["sample:m5"] == ("sample:aleppo", "sample:saraqeb", "sample:homs")
    assert theatre.ancestors("sample:ramouseh") == ("sample:aleppo", "sample:aleppo-province")
    assert "sample:ramouseh" in theatre.children("sample:aleppo")


def test_the_sample_pack_has_no_errors(pack: Path) -> None:
    assert [p for p in check_theatre(pack) if p.severity == "error"] == []


def test_an_unknown_pack_names_the_shipped_ones() -> None:
    with pytest.raises(TheatreError, match="no theatre 'atlantis'"):
        load_theatre("atlantis")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert old in PACK[name]
    return {name.replace(".", "_"): PACK[name].replace(old, new)}


CASES: list[tuple[str, str, str, str, int, int, str, str]] = [
    # file, old, new, file of the problem, line, column, part of the message, severity
    ("theatre.toml", "title =", "titel =", "theatre.toml", 2, 1, "unknown key 'titel'", "error"),
    ("theatre.toml", 'title = "N', 'title = N"', "theatre.toml", 2, 9, "Invalid value", "error"),
    ("theatre.toml", '["SY"]', '["Syria"]', "theatre.toml", 3, 1, "'Syria' is not an", "error"),
    ("theatre.toml", '["SY"]', '"SY"', "theatre.toml", 3, 1, "must be a list", "error"),
    ("places.csv", "lat,lon,", "lon,", "places.csv", 1, 1, "column 'lat' is missing", "error"),
    ("places.csv", "id,name", "id,nom", "places.csv", 1, 4, "unknown column 'nom'", "error"),
    ("places.csv", "raqqa,Raqqa", "manbij,Raqqa", "places.csv", 8, 1, "is used twice", "error"),
    ("places.csv", "35.95,39.01", "95.95,39.01", "places.csv", 8, 18, "between -90", "error"),
    ("places.csv", "35.95,39.01", "35.95,E39", "places.csv", 8, 24, "not a number", "error"),
    ("places.csv", "35.95,39.01", ",", "places.csv", 8, 18, "has no coordinates", "warning"),
    ("places.csv", "aleppo,,pcode", "alepo,,pcode", "places.csv", 4, 47, "'alepo'", "error"),
    ("places.csv", "Raqqa,city", "Raqqa,metropolis", "places.csv", 8, 13, "metropolis", "error"),
    ("places.csv", "220000", "many", "places.csv", 8, 31, "not a whole number", "error"),
    ("places.csv", "gn:170063", "170063", "places.csv", 3, 56, "scheme:value", "error"),
    ("places.csv", "city,35.93", '"city,35.93', "places.csv", 9, 13, "not closed", "error"),
    ("places.csv", "idlib,Idlib,city", "idlib,,city", "places.csv", 9, 7, "no name", "error"),
    (
        "places.csv",
        "province,36.2,37.6,,",
        "province,36.2,37.6,aleppo,",
        "places.csv",
        2,
        52,
        "circle: aleppo-province -> aleppo -> aleppo-province",
        "error",
    ),
    (
        "places.csv",
        "qusayr,Qusayr,town",
        "qusayr,Raqqa,city",
        "places.csv",
        12,
        8,
        "has the kind, name and parent of 'raqqa' on line 8",
        "warning",
    ),
    ("names.csv", "raqqa,el", "raka,el", "names.csv", 6, 1, "'raka' is no id", "error"),
    ("names.csv", "el,Χαλέπι", "el,Aleppo", "names.csv", 2, 11, "Latin letters", "warning"),
    ("names.csv", "ar,حلب", "ar,", "names.csv", 3, 11, "is empty", "error"),
    ("names.csv", "ar,حلب", ",حلب", "names.csv", 3, 8, "language is empty", "error"),
    ("links.csv", "saraqeb,road", "sarakeb,road", "links.csv", 3, 8, "'sarakeb'", "error"),
    ("links.csv", "saraqeb,road", "saraqeb,rail", "links.csv", 3, 16, "unknown kind", "error"),
    ("links.csv", "saraqeb,road", "aleppo,road", "links.csv", 3, 8, "to itself", "error"),
    ("links.csv", "ramouseh,sal", "aleppo,sal", "places.csv", 4, 1, "no link", "warning"),
    ("routes.csv", "saraqeb homs", "sarakeb homs", "routes.csv", 2, 4, "'sarakeb'", "error"),
    ("routes.csv", "m5,aleppo", "homs,aleppo", "routes.csv", 2, 1, "not a route", "error"),
    ("routes.csv", "aleppo saraqeb homs", "homs", "routes.csv", 2, 4, "at least two", "error"),
    ("actors.toml", "", "[actors", "actors.toml", 1, 8, "Expected", "error"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "line", "column", "message", "severity"),
    CASES,
    ids=[f"{case[0]}-{case[6]}" for case in CASES],
)
def test_a_mistake_is_reported_where_it_was_made(
    tmp_path: Path,
    file: str,
    old: str,
    new: str,
    where: str,
    line: int,
    column: int,
    message: str,
    severity: str,
) -> None:
    replaced = changed(file, old, new) if old else {file.replace(".", "_"): new}
    folder = write_pack(tmp_path / "bad", **replaced)
    found = check_theatre(folder)
    matching = [p for p in found if message in p.message]
    assert matching, [str(p) for p in found]
    problem = matching[0]
    assert (problem.path.name, problem.line, problem.column) == (where, line, column)
    assert problem.severity == severity
    assert str(problem).startswith(f"{folder / where}:{line}:{column}: ")
    if severity == "error":
        with pytest.raises(TheatreError) as caught:
            load_theatre(folder)
        assert caught.value.line > 0
    else:
        load_theatre(folder)


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / "links.csv").unlink()
    assert [str(p) for p in check_theatre(pack) if p.severity == "error"] == [
        f"{pack / 'links.csv'}: file is missing"
    ]


def test_a_file_in_another_encoding_is_an_error_with_its_line(pack: Path) -> None:
    (pack / "names.csv").write_bytes(PACK["names.csv"].encode("utf-16"))
    assert "not UTF-8" in str(check_theatre(pack)[0])


@pytest.mark.parametrize("name", shipped_theatres())
def test_every_shipped_pack_loads_without_errors(name: str) -> None:
    assert [str(p) for p in check_theatre(name) if p.severity == "error"] == []
    assert load_theatre(name).places


@pytest.mark.parametrize("name", shipped_theatres())
def test_the_countries_of_a_pack_are_told_without_loading_its_places(name: str) -> None:
    assert theatre_countries(name) == load_theatre(name).countries


def test_a_pack_whose_settings_name_no_countries_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "theatre.toml").write_text('name = "nowhere"\n')
    with pytest.raises(TheatreError, match="countries"):
        theatre_countries(tmp_path)
