from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import contested.place
from contested.place.pack import SCRIPTS
from contested.place.place import KINDS
from contested.place.reference import read_reference, reference_names
from contested.place.resolve import Context, Resolver
from contested.place.table import Problem, Row, read_table
from contested.place.toponym import script
from contested.place.world import open_world

DATA = Path(contested.place.__file__).parent / "data"
COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "names")


def rows(name: str) -> list[Row]:
    problems: list[Problem] = []
    found = read_table(DATA / name, COLUMNS, ("full_names",), problems)
    assert problems == []
    return found


@pytest.mark.parametrize("name", ["regions.csv", "notable.csv"])
def test_every_row_is_well_formed(name: str) -> None:
    seen: set[str] = set()
    for row in rows(name):
        where = str(row.problem("id", row.text("id")))
        assert row.text("id") not in seen, where
        seen.add(row.text("id"))
        assert row.text("kind") in KINDS, where
        assert row.text("name"), where
        assert len(row.text("country")) == 2, where
        assert -90 <= float(row.text("lat")) <= 90, where
        assert -180 <= float(row.text("lon")) <= 180, where
        for tagged in filter(None, f"{row.text('names')}|{row.text('full_names')}".split("|")):
            language, colon, text = tagged.partition(":")
            assert colon, where
            assert text.strip() == text != "", where
            letters = "".join(word for word in text.split() if not any(map(str.isdigit, word)))
            assert script(letters) in ("", SCRIPTS[language]), f"{where}: {tagged}"


def test_the_tables_are_large_enough_for_the_wars_since_2011() -> None:
    assert len(rows("regions.csv")) >= 250
    notable = rows("notable.csv")
    assert len(notable) >= 250
    assert sum("el:" in row.text("names") for row in notable) >= 250


def test_every_place_lies_in_its_country() -> None:
    records = open_world()._records
    for name in ("regions.csv", "notable.csv"):
        for row in rows(name):
            code = row.text("country").encode()
            mine = records[(records["country"] == code) & (records["population"] > 0)]
            lat, lon = float(row.text("lat")), float(row.text("lon"))
            north = (mine["lat"] - lat) * 111.2
            east = (mine["lon"] - lon) * 111.2 * np.cos(np.radians(lat))
            nearest = float(np.nanmin(np.hypot(north, east)))
            limit = 700 if row.text("kind") == "area" else 400 if name == "regions.csv" else 250
            assert nearest < limit, (row.text("id"), nearest)


def test_the_tables_are_read_with_their_names_in_each_language() -> None:
    ids = {place.id for place in read_reference()}
    assert {"region:ua-donetsk", "notable:ua-avdiivka"} <= ids
    assert ("بابنوسة", "notable:sd-babanusa") in set(reference_names("ar", {"SD"}))
    assert ("Avdiivka", "notable:ua-avdiivka") in set(reference_names("en"))
    assert all(owner.split(":")[1].startswith("sd-") for _, owner in reference_names("el", {"SD"}))


@pytest.mark.parametrize(
    ("text", "code"),
    [("DRC", "CD"), ("ΗΠΑ", "US"), ("UK", "GB"), ("Burma", "MM"), ("ДР Конго", "CD")],
)
def test_countries_are_known_by_their_short_names(text: str, code: str) -> None:
    place = open_world().lookup(text)[0]
    assert (place.kind, place.country) == ("country", code)


@pytest.mark.parametrize(
    ("text", "language", "country", "kind", "expected"),
    [
        ("Anbar", "en", "IQ", None, "Anbar province"),
        ("Anbar province", "en", "IQ", None, "Anbar province"),
        ("Donetsk", "en", "UA", None, "Donetsk"),
        ("Donetsk", "en", "UA", "region", "Donetsk region"),
        ("Ντονέτσκ", "el", "UA", None, "Donetsk"),
        ("Ντονέτσκ", "el", "UA", "region", "Donetsk region"),
        ("Донецкая область", "ru", "UA", None, "Donetsk region"),
        ("Luhansk oblast", "en", "UA", None, "Luhansk region"),
        ("Ντονμπάς", "el", "UA", None, "Donbas"),
        ("Κιντάλ", "el", "ML", None, "Kidal"),
        ("North Kivu", "en", "CD", None, "North Kivu"),
        ("Βόρειο Κίβου", "el", "CD", "province", "North Kivu"),
        ("Darfur", "en", "SD", None, "Darfur"),
        ("Νταρφούρ", "el", "SD", None, "Darfur"),
        ("غرب كردفان", "ar", "SD", None, "West Kordofan"),
        ("Tigray", "en", "ET", None, "Tigray"),
        ("Avdeevka", "en", "UA", None, "Avdiivka"),
        ("Αβντίιφκα", "el", "UA", None, "Avdiivka"),
        ("Μπαμπανούσα", "el", "SD", None, "Babanusa"),
        ("Hodeida airport", "en", "YE", None, "Hodeidah airport"),
        ("Hudaydah", "en", "YE", None, "Hodeidah"),
        ("Μπουναγκάνα", "el", "CD", None, "Bunagana"),
        ("Azovstal", "en", "UA", None, "Azovstal"),
        ("Musul", "tr", "IQ", None, "Mosul"),
        ("Шуша", "ru", "AZ", None, "Shusha"),
        ("ترهونة", "ar", "LY", None, "Tarhuna"),
    ],
)
def test_places_of_other_wars_carry_their_newswire_names(
    text: str, language: str, country: str, kind: str | None, expected: str
) -> None:
    resolver = Resolver(None, open_world())
    match = resolver.resolve(text, language, Context(countries=(country,), kind=kind))
    assert match.name == expected, match
    assert match.place is not None
