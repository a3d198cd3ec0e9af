"""What is kept of data between runs, and how it is made."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import numpy as np
import pytest

from contested.compiled import (
    cache_key,
    read_arrays,
    read_cache,
    uncollected,
    write_arrays,
    write_cache,
)
from contested.place import skeletons
from contested.place.theatre import load_theatre
from contested.place.toponym import skeleton


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    return tmp_path


def test_what_is_kept_is_found_under_its_kind_and_key_alone(folder: Path) -> None:
    key = cache_key([b"one"])
    write_cache("words", key, {"a": [1]})
    assert read_cache("words", key) == {"a": [1]}
    assert read_cache("names", key) is None
    assert read_cache("words", cache_key([b"on", b"e"])) is None


def test_of_a_kind_the_oldest_go_and_other_kinds_stay(folder: Path) -> None:
    write_cache("names", "first", {})
    for number in range(20):
        write_cache("words", f"{number:02}", {"number": number})
    assert read_cache("names", "first") == {}
    assert len(list(folder.glob("words-*.json"))) < 20
    assert read_cache("words", "19") == {"number": 19}


def test_arrays_are_kept_as_they_were_and_only_the_newest(folder: Path) -> None:
    for number in range(4):
        write_arrays("tables", f"{number}", {"a": np.arange(number), "b": np.array(["x", "yz"])})
    kept = read_arrays("tables", "3")
    assert kept is not None
    assert (kept["a"].tolist(), kept["b"].tolist()) == ([0, 1, 2], ["x", "yz"])
    assert len(list(folder.glob("tables-*"))) == 2
    assert read_arrays("tables", "0") is None


def test_damaged_arrays_are_no_cache_and_can_be_written_anew(folder: Path) -> None:
    write_arrays("tables", "1", {"a": np.arange(9)})
    (folder / "tables-1" / "a.npy").write_bytes(b"not an array")
    assert read_arrays("tables", "1") is None
    write_arrays("tables", "1", {"a": np.arange(9)})
    kept = read_arrays("tables", "1")
    assert kept is not None
    assert len(kept["a"]) == 9


def test_the_collector_rests_while_something_is_made_and_works_on_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_on_after_an_error() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_a_collector_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_skeletons_out_of_the_cache_are_those_of_the_names(folder: Path) -> None:
    theatre = load_theatre("syria")
    made, kept = skeletons.skeletons_of(theatre), skeletons.skeletons_of(theatre)
    assert made == kept
    assert len(list(folder.glob("skeletons-*.json"))) == 1
    names = [name for name, _ in theatre.names("ar")]
    assert kept["ar"] == [skeleton(name, "ar") for name in names]


def test_a_cache_that_misses_names_is_not_believed(folder: Path) -> None:
    theatre = load_theatre("syria")
    made = skeletons.skeletons_of(theatre)
    (file,) = folder.glob("skeletons-*.json")
    file.write_text(json.dumps({**made, "ar": []}), encoding="utf-8")
    assert skeletons.skeletons_of(theatre) == made
