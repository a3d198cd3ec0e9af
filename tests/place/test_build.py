"""Packs made from GeoNames files and roads."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from contested.errors import TheatreError
from contested.place.build import build_theatre
from contested.place.theatre import check_theatre, load_theatre

ALTERNATES = [
    "1\t101\ten\tNorthtown\t1\t\t\t",
    "2\t101\tel\tΒορειούπολη\t\t\t\t",
    "3\t101\tar\tالشمالية\t\t\t\t",
    "4\t101\tel\tΠαλαιούπολη\t\t\t\t1",
    "5\t101\twkdt\tQ1\t\t\t\t",
    "6\t101\tfr\tVille du Nord\t\t\t\t",
    "7\t101\tlink\thttps://example.org\t\t\t\t",
    "8\t999\tel\tΑλλού\t\t\t\t",
]


def geoname(
    number: int, name: str, lat: float, lon: float, code: str, population: int = 0,
    admin: tuple[str, str] = ("", ""),
) -> str:  # fmt: skip
    feature = "P" if code.startswith("PPL") else "S" if code == "AIRB" else "A"
    cells = [number, name, name, "", lat, lon, feature, code, "XX", "", *admin, "", "",
             population, "", "", "", "2020-01-01"]  # fmt: skip
    return "\t".join(map(str, cells))


COUNTRY = [
    geoname(1, "Exland", 36.0, 37.0, "PCLI", 9_000_000),
    geoname(10, "Exmouth Governorate", 36.0, 37.0, "ADM1", 0, ("01", "")),
    geoname(11, "Mintaqat Exmouth", 36.0, 37.0, "ADM2", 0, ("01", "0101")),
    geoname(100, "Exmouth", 36.0, 37.0, "PPLA", 900_000, ("01", "0101")),
    geoname(101, "Shamaliyah", 36.2, 37.0, "PPL", 20_000, ("01", "0101")),
    geoname(102, "Middleton", 36.1, 37.005, "PPL", 6_000, ("01", "")),
    geoname(103, "Hamlet", 36.15, 37.3, "PPL", 40, ("01", "0101")),
    geoname(104, "Harbour Quarter", 36.01, 37.01, "PPLX", 0, ("01", "0101")),
    geoname(105, "Exmouth Air Base", 35.9, 37.1, "AIRB", 0, ("01", "")),
    geoname(106, "Middleton", 35.0, 36.0, "PPL", 900, ("02", "")),
    "107\tbroken row",
    geoname(108, "Nowhere", 136.0, 37.0, "PPL", 5_000, ("01", "")),
]
ROADS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"ref": "X5"},
         "geometry": {"type": "LineString", "coordinates": [[37.0, 36.0], [37.0, 36.09]]}},
        {"type": "Feature", "properties": {"ref": "X5"},
         "geometry": {"type": "LineString", "coordinates": [[37.0, 36.2], [37.0, 36.09]]}},
        {"type": "Feature", "properties": None, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 1]}},
    ],
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    country, names, roads = (tmp_path / name for name in ("XX.zip", "alt.txt", "roads.geojson"))
    with zipfile.ZipFile(country, "w") as archive:
        archive.writestr("readme.txt", "short")
        archive.writestr("XX.txt", "\n".join(COUNTRY) + "\n")
    names.write_text("\n".join(ALTERNATES) + "\n", encoding="utf-8")
    roads.write_text(json.dumps(ROADS))
    return {"country": country, "names": names, "roads": roads}


def build(tmp_path: Path, files: dict[str, Path], **named: Any) -> Any:
    return build_theatre(
        "exland", tmp_path / "pack", files["country"], alternate_names=files["names"],
        roads=files["roads"], languages=("el", "ar"), **named,
    )  # fmt: skip


def test_a_built_pack_loads_and_has_no_errors(tmp_path: Path, files: dict[str, Path]) -> None:
    built = build(tmp_path, files)
    assert [p for p in check_theatre(built.path) if p.severity == "error"] == []
    pack = load_theatre(built.path)
    assert pack.countries == ("XX",)
    assert len(pack.places) == built.places + built.routes
    assert built.skipped_rows == 2


def test_places_get_kinds_parents_and_canonical_english_names(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    pack = load_theatre(build(tmp_path, files).path)
    places = {place.name: place for place in pack.places.values() if place.country == "XX"}
    assert places["Northtown"].kind == "town"
    assert places["Northtown"].part_of == "exland:exmouth-district"
    assert places["Exmouth"].kind == "city"
    assert places["Exmouth province"].part_of == "exland:exland"
    assert places["Harbour Quarter"].part_of == "exland:exmouth"
    assert places["Exmouth Air Base"].kind == "airbase"
    assert dict(places["Northtown"].external_ids) == {"geonames": "101", "wikidata": "Q1"}
    assert "Hamlet" not in places
    assert {"exland:middleton", "exland:middleton-106"} <= set(pack.places)


def test_names_come_in_the_wanted_languages_without_historic_ones(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    pack = load_theatre(build(tmp_path, files).path)
    assert set(pack.names_of("exland:northtown")) == {
        ("en", "Northtown"), ("el", "Βορειούπολη"), ("ar", "الشمالية"),
    }  # fmt: skip


def test_a_road_in_pieces_links_the_places_along_it_in_order(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    pack = load_theatre(build(tmp_path, files).path)
    (route,) = pack.routes.values()
    names = [pack.places[stop].name for stop in route if pack.places[stop].kind != "neighbourhood"]
    assert names in (["Exmouth", "Middleton", "Northtown"], ["Northtown", "Middleton", "Exmouth"])
    assert {(link.kind, link.name) for link in pack.links} == {("road", "X5")}


def test_smaller_villages_come_in_when_asked_for(tmp_path: Path, files: dict[str, Path]) -> None:
    pack = load_theatre(build(tmp_path, files, min_population=0).path)
    assert "exland:hamlet" in pack.places


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, files: dict[str, Path]) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "mine.txt").write_text("x")
    with pytest.raises(TheatreError, match="not an empty folder"):
        build(tmp_path, files)
    assert [path.name for path in (tmp_path / "pack").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("which", "content", "said"),
    [
        ("country", b"no zip", "no readable zip"),
        ("names", b"hello\n", "no GeoNames alternate names file"),
        ("names", b"1\t2\t\xff\xfe", "not UTF-8"),
        ("roads", b"{", "no GeoJSON"),
        ("roads", b"[]", "no GeoJSON FeatureCollection"),
        ("roads", b'{"features": []}', "has no LineString"),
        ("roads", b'{"features": [{"geometry": {"type": "LineString", "coordinates": [1]}}]}',
         "feature 1 is malformed"),
    ],
)  # fmt: skip
def test_files_that_are_something_else_are_refused_by_name_and_nothing_is_written(
    tmp_path: Path, files: dict[str, Path], which: str, content: bytes, said: str
) -> None:
    files[which].write_bytes(content)
    with pytest.raises(TheatreError, match=said) as caught:
        build(tmp_path, files)
    assert files[which].name in str(caught.value)
    assert not (tmp_path / "pack").exists()


def test_a_country_file_of_another_form_names_its_first_line(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    files["country"] = tmp_path / "XX.txt"
    files["country"].write_text("a,b,c\n")
    with pytest.raises(TheatreError, match=r"XX.txt:1: 1 columns"):
        build(tmp_path, files)


def test_a_name_that_cannot_be_a_theatres_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TheatreError, match="cannot name a theatre"):
        build_theatre("../x", tmp_path / "pack", tmp_path / "XX.txt")
