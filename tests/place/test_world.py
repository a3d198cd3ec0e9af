from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from contested.place import gazetteer, world
from contested.place.world import World, open_world


@pytest.fixture(scope="module")
def gaz() -> World:
    return open_world()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Aleppo", "SY"),
        ("Χαλέπι", "SY"),
        ("حلب", "SY"),
        ("Халеб", "SY"),
        ("Манбидж", "SY"),
        ("BAKHMUT", "UA"),
        ("Харків", "UA"),
        ("Goma", "CD"),
        ("Tripoli", "LY"),
        ("Mosul", "IQ"),
        ("أم درمان", "SD"),
    ],
)
def test_a_name_in_any_script_finds_the_most_populous_place_first(
    gaz: World, name: str, country: str
) -> None:
    found = gaz.lookup(name)
    assert found[0].country == country
    people = [place.population or 0 for place in found if place.id.startswith("gn:")]
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("name", ["Syria", "Συρία", "سوريا", "Сирия", "Suriye", "Сирія"])
def test_countries_are_found_in_many_languages(gaz: World, name: str) -> None:
    place = gaz.lookup(name)[0]
    assert (place.kind, place.name, place.country) == ("country", "Syria", "SY")


def test_countries_know_their_neighbours(gaz: World) -> None:
    assert {"TR", "IQ", "LB", "JO"} <= gaz.neighbours(frozenset({"SY"}))


def test_names_read_as_in_newswires() -> None:
    names = {
        ("Ar Raqqah", "SY"): "Raqqa",
        ("Ḩamāh", "SY"): "Hama",
        ("Ra's al ‘Ayn", "SY"): "Ras al-Ayn",
        ("Tarhūnah", "LY"): "Tarhuna",
        ("Slov’yans’k", "UA"): "Slovyansk",
        ("Al Bayda", "US"): "Al Bayda",
    }
    assert {key: gazetteer.newswire_name(*key) for key in names} == names


def test_what_is_no_place_is_not_found(gaz: World) -> None:
    assert gaz.lookup("") == []
    assert gaz.lookup("Reuters") == []
    assert gaz.lookup("qqqq") == []


def test_opening_again_is_fast(gaz: World) -> None:
    started = time.process_time()
    world.open_world.__wrapped__()
    assert time.process_time() - started < 0.1


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other runs on this machine left in the temporary folder is none of a test's business."""
    nothing = tmp_path_factory.mktemp("elsewhere") / "nothing"
    monkeypatch.setattr(world, "_own_temporary", lambda: nothing)


def fake_compile(folder: Path) -> None:
    for name in world.ARRAYS:
        np.save(folder / f"{name}.npy", np.zeros(3, dtype=np.uint8))


def test_the_cache_folder_is_chosen_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteer, "compile_world", fake_compile)
    monkeypatch.setattr(world, "_own_temporary", lambda: tmp_path / "temporary")
    assert not world.is_compiled()
    folder = world.compiled_folder()
    assert world.is_compiled()
    assert folder.parent == tmp_path / "cache"
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


def test_a_failed_compilation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        fake_compile(folder)
        raise MemoryError

    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_world", fail)
    with pytest.raises(MemoryError):
        world.compiled_folder()
    assert list(tmp_path.iterdir()) == []


def test_old_versions_are_forgotten_after_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, recent = tmp_path / "world-0-old", tmp_path / "world-0-recent"
    old.mkdir()
    recent.mkdir()
    os.utime(old, (0, 0))
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_world", fake_compile)
    folder = world.compiled_folder()
    assert sorted(tmp_path.iterdir()) == sorted([recent, folder])


def test_of_other_versions_within_the_week_the_newest_stay_and_those_just_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = {"a": 0.1, "b": 0.5, "c": 0.9, "d": 2, "e": 30}
    for name, age in hours.items():
        folder = tmp_path / f"world-0-{name}"
        folder.mkdir()
        os.utime(folder, (time.time() - age * 3600,) * 2)
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_world", fake_compile)
    kept = {world.compiled_folder().name, "world-0-a", "world-0-b", "world-0-c"}
    assert {folder.name for folder in tmp_path.iterdir()} == kept


def test_the_first_of_two_processes_to_finish_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(folder: Path) -> None:
        other = tmp_path / world._cache_key()
        other.mkdir()
        fake_compile(other)
        fake_compile(folder)

    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_world", overtaken)
    assert world.compiled_folder() == tmp_path / world._cache_key()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_replaced_by_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(world, "_own_temporary", lambda: tmp_path / "temporary")
    monkeypatch.setattr(gazetteer, "compile_world", fake_compile)
    assert world.compiled_folder().parent == tmp_path / "temporary"
