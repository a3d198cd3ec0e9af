"""Loading actors: what is accepted, how errors name their place, and the cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.actor import compile
from contested.actor.load import load_actors
from contested.compiled import cache_folder
from contested.errors import ActorError

ACTOR = '[[actor]]\nid = "blue-guard"\nname = "Blue Guard"\nkind = "militia"\n'


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))


def write(folder: Path, text: str) -> Path:
    path = folder / "actors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_general_layer_loads_without_a_theatre() -> None:
    assert load_actors().get("sdf").name == "SDF"


def test_a_theatre_folder_without_actors_is_the_general_layer_alone(tmp_path: Path) -> None:
    assert len(load_actors(tmp_path)) == len(load_actors())


def test_a_theatre_adds_an_actor(tmp_path: Path) -> None:
    write(tmp_path, ACTOR + 'countries = ["SY"]\nnames.el = ["Γαλάζια Φρουρά"]\n')
    actors = load_actors(tmp_path)
    assert actors.get("blue-guard").names["el"] == ("Γαλάζια Φρουρά",)
    assert actors.find("γαλαζια φρουρα").id == "blue-guard"


def test_a_theatre_adds_names_to_a_known_actor_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path, '[[actor]]\nid = "sdf"\nside = "united-states"\nnames.en = ["the QSD"]\n')
    merged, general = load_actors(tmp_path).get("sdf"), load_actors().get("sdf")
    assert set(merged.names["en"]) == {"the QSD", *general.names["en"]}
    assert merged.names["el"] == general.names["el"]
    assert (merged.kind, merged.side) == (general.kind, "united-states")


def test_a_theatre_may_give_its_own_meaning_to_a_role_and_a_surname(tmp_path: Path) -> None:
    text = ACTOR + '[roles.SY]\nrebels = "blue-guard"\n'
    text += '[[person]]\nname = "Putin"\nactor = "blue-guard"\n'
    write(tmp_path, text)
    actors = load_actors(tmp_path)
    rebels = actors.role("rebels", "SY")
    assert rebels is not None
    assert rebels.id == "blue-guard"
    assert dict(actors.people("en"))["Putin"] == "blue-guard"


def test_a_partial_date_begins_on_its_first_day_and_ends_on_its_last(tmp_path: Path) -> None:
    text = ACTOR + '[[membership]]\nactor = "blue-guard"\ngroup = "sdf"\nfrom = "2016-02"\n'
    write(tmp_path, text + "to = 2017\n")
    (membership,) = (
        m for m in load_actors(tmp_path).relations.memberships if m.actor == "blue-guard"
    )
    assert membership.period.first is not None
    assert membership.period.last is not None
    assert membership.period.first.isoformat() == "2016-02-01"
    assert membership.period.last.isoformat() == "2017-12-31"


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ('[[actor]]\nid = "a"\nname = "A\n', 3, ""),
        (ACTOR + 'colour = "blue"\n', 5, "knows no 'colour'"),
        ('[[actor]]\nid = "blue-guard"\nkind = "militia"\n', 1, "needs name"),
        ('[[actor]]\nid = "Blue Guard"\nname = "B"\nkind = "militia"\n', 2, "joined by hyphens"),
        ('[[actor]]\nid = "b"\nname = "B"\nkind = "army"\n', 4, "'army' is none of"),
        (ACTOR + 'countries = ["Syria"]\n', 5, "use ISO codes"),
        (ACTOR + 'names.english = "B"\nnames.EN = ["B"]\n', 5, "no language code"),
        (ACTOR + "names.en = [1]\n", 5, "list of words"),
        (ACTOR + 'names.en = ["B", "B"]\n', 5, "twice"),
        (ACTOR + 'names = ["B"]\n', 5, "names.en"),
        (ACTOR + 'side = "sfd"\n', 5, "did you mean 'sdf'?"),
        (ACTOR + 'sides = [{ side = "sdf", since = 2016 }]\n', 5, "knows no 'since'"),
        (ACTOR + 'sides = [{ side = "sdf", from = "May" }]\n', 5, "no date"),
        (ACTOR + '\n[[membership]]\nactor = "blue-guard"\ngroup = "red"\n', 8, "no actor's id"),
        (
            ACTOR + '[[alliance]]\na = "sdf"\nb = "blue-guard"\nkind = "likes"\n',
            8,
            "ally, backs, hostile",
        ),
        (ACTOR + '[[alliance]]\na = "sdf"\nb = "sdf"\nkind = "ally"\n', 7, "both ends"),
        (
            ACTOR + '[[alliance]]\na = "sdf"\nb = "ypg"\nkind = "ally"\nfrom = 2017\nto = 2016\n',
            10,
            "before it begins",
        ),
        (
            ACTOR + '[[alliance]]\na = "sdf"\nb = "ypg"\nkind = "ally"\nto = "2016-13"\n',
            9,
            "no date",
        ),
        (ACTOR + '[[person]]\nname = "P"\nactor = "nobody"\n', 7, "no actor's id"),
        (ACTOR + '[roles.SY]\nstate = "sdf"\nboss = "sdf"\n', 7, "knows no 'boss'"),
        (ACTOR + '[roles.SY]\nstate = "nobody"\n', 6, "no actor's id"),
        (ACTOR + "[roles.SY]\nstate = 5\n", 6, "state takes"),
        (ACTOR + "[roles.SY]\nwar = 5\n", 6, "war = true"),
        (ACTOR + '[roles.XX]\nstate = "sdf"\n', 5, "ISO code"),
        (ACTOR + '[[militia]]\nid = "m"\n', 5, "knows no table 'militia'"),
        ('[actor]\nid = "a"\n', 1, "write [[actor]]"),
        ('[[actor]]\nid = "b"\nname = "SDF"\nkind = "militia"\n', 3, "already the name of 'sdf'"),
    ],
)
def test_an_error_names_the_file_and_the_line(
    tmp_path: Path, text: str, line: int, part: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ActorError) as caught:
        load_actors(tmp_path)
    assert caught.value.path == path
    assert caught.value.line == line, str(caught.value)
    assert part in str(caught.value)


def test_broken_toml_names_its_column_too(tmp_path: Path) -> None:
    write(tmp_path, '[[actor]]\nid = "a" x\n')
    with pytest.raises(ActorError, match=r"actors\.toml:2:10: "):
        load_actors(tmp_path)


def test_an_error_in_the_second_block_names_the_second_block(tmp_path: Path) -> None:
    write(tmp_path, ACTOR + '[[actor]]\nid = "red"\nname = "Red"\nkind = "club"\n')
    with pytest.raises(ActorError, match=r"actors\.toml:8: "):
        load_actors(tmp_path)


def test_a_file_that_is_not_utf8_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_bytes(b"# fine\nname = '\xe9'\n")
    with pytest.raises(ActorError, match=r"actors\.toml:2: is not UTF-8"):
        load_actors(tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ActorError, match="cannot be read"):
        load_actors(tmp_path / "none.toml")


def test_the_second_load_reads_the_cache_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ACTOR)
    first = load_actors(tmp_path)
    monkeypatch.setattr(compile, "compile_sources", None)
    second = load_actors(tmp_path)
    assert list(first) == list(second)
    assert first.relations.alliances == second.relations.alliances
    assert first.names("ar") == second.names("ar")


def test_a_changed_file_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    write(tmp_path, ACTOR)
    load_actors(tmp_path)
    write(tmp_path, ACTOR.replace("Blue Guard", "Green Guard"))
    assert load_actors(tmp_path).get("blue-guard").name == "Green Guard"


def test_a_damaged_cache_is_read_as_none_and_mended() -> None:
    before = len(load_actors())
    folder = cache_folder()
    assert folder is not None
    (kept,) = folder.iterdir()
    kept.write_text("{", encoding="utf-8")
    assert len(load_actors()) == before
    assert json.loads(kept.read_text(encoding="utf-8"))["actors"]


def test_a_cache_folder_that_cannot_be_written_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "file" / "below"))
    assert load_actors().get("ypg").id == "ypg"


def test_an_empty_setting_switches_the_cache_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_actors()
    assert not list(tmp_path.iterdir())
