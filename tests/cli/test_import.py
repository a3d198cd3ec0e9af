"""Claims that people have coded: each row checked, kept once, and round again as they were."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import contested
from contested.cli.app import run
from contested.ledger.store import Ledger

ROW = {
    "predicate": "captures", "actor": "Syrian rebels", "place": "Ramouseh", "speaker": "SOHR",
    "published": "2016-08-06", "publisher": "A newspaper",
}  # fmt: skip
# What a claim says and of whom; ids of claims and reports, and copies, belong to a ledger.
SAYS = (
    "predicate", "factuality", "extent", "actor", "target", "place", "route_from", "route_to",
    "chain", "channel", "on", "since", "until", "published_at", "publisher", "agency", "title",
    "language", "sentence", "confidence",
)  # fmt: skip


def written(path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def stored(ledger: Path) -> list[Any]:
    with Ledger.open(ledger) as opened:
        return opened.claims()


def says(path: Path) -> Counter[str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Counter(
        json.dumps([[row[name] for name in SAYS], row["speaker"]["name"], row["speaker"]["kind"]])
        for row in rows
    )


def test_an_export_of_claims_comes_round_as_it_was_and_gives_the_same_beliefs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "demo.db", tmp_path / "again.db"
    out = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    assert run(["demo", "--ledger", str(first), "--json"]) == 0
    assert run(["export", "claims.jsonl", "--ledger", str(first), "-o", str(out[0])]) == 0
    assert run(["import", str(out[0]), "--ledger", str(second), "--strict"]) == 0
    assert run(["export", "claims.jsonl", "--ledger", str(second), "-o", str(out[1])]) == 0
    assert says(out[1]) == says(out[0])
    table, third = tmp_path / "1.csv", tmp_path / "third.db"
    assert run(["export", "claims.csv", "--ledger", str(first), "-o", str(table)]) == 0
    assert run(["import", str(table), "--ledger", str(third), "--strict"]) == 0
    assert run(["export", "claims.jsonl", "--ledger", str(third), "-o", str(out[1])]) == 0
    assert says(out[1]) == says(out[0])
    capsys.readouterr()
    assert run(["import", str(out[0]), "--ledger", str(second), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["reports"]) == (0, 0), "importing again adds nothing"
    assert told["known"] == says(out[0]).total()
    one, other = (contested.open(path, "syria", learn=False) for path in (first, second))
    assert one.places == other.places
    for place in ("Ramouseh", "Manbij", "Aleppo", "Khan Tuman"):
        for day in ("2016-08-06", "2016-12-20"):
            found, again = (study.who(place, day, explain=False) for study in (one, other))
            assert again.probs == pytest.approx(found.probs, abs=1e-9)


def test_a_wrong_row_is_named_with_line_and_field_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "field predicate: 'takes' is none": {"predicate": "takes"},
        "field place: missing": {"place": None},
        "field speaker: missing": {"speaker": " "},
        "field factuality: 'perhaps'": {"factuality": "perhaps"},
        "field on: no date": {"on": "2016-13"},
        "field published: '6/8'": {"published": "6/8"},
        "field published: missing": {"published": ""},
        "field confidence: '2'": {"confidence": "2"},
        "field actor: expected text, found list": {"actor": ["a"]},
        "field publisher: missing": {"speaker": "outlet", "publisher": None},
        "field lat: 'north'": {"lat": "north"},
        "field target: missing": {"predicate": "supports"},
    }
    rows = [ROW | change for change in wrong.values()]
    file = written(tmp_path / "c.jsonl", ROW, *rows, "{not json", "[1]", ROW | {"place": "Manbij"})
    ledger = tmp_path / "l.db"
    assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
    told = capsys.readouterr().err.splitlines()
    for line, message in enumerate(wrong, start=2):
        assert any(one.startswith(f"{file}:{line}: {message}") for one in told), message
    assert any(f"{file}:{len(wrong) + 2}: not JSON" in one for one in told)
    assert "2 new claims" in told[-1]
    assert f"{len(wrong) + 2} refused" in told[-1]
    assert {one.resolution.place_id for one in stored(ledger)} == {"syria:manbij", "syria:ramouseh"}
    assert run(["import", str(file), "--ledger", str(ledger), "--strict"]) == 1


def test_rows_of_a_table_are_kept_once_whatever_file_they_come_in(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    header = "predicate,actor,place,speaker,on,published,source,quote,mood\n"
    rows = [
        "captures,Syrian rebels,Ramouseh,SOHR,2016-08-06,2016-08-07,A newspaper,Taken.,glad\n",
        "controls,αντικαθεστωτικές δυνάμεις,Ραμούσα,outlet,,2016-08-07,A newspaper,,\n",
        "withdraws,Islamic State,Manbij,SDF,2016-08-12,2016-08-13,A wire,,\n",
    ]
    file = tmp_path / "coded.csv"
    for upto in (2, 3, 3):
        file.write_text("\ufeff" + header + "".join(rows[:upto]), encoding="utf-8")
        assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
        assert len(stored(ledger)) == upto
    claims = {one.claim.predicate: one for one in stored(ledger)}
    assert claims["captures"].claim.evidence == "Taken."
    assert claims["controls"].claim.evidence == "coded, no text"
    assert claims["controls"].claim.actor == "Syrian rebels", "in any language"
    assert claims["controls"].resolution.place_id == "syria:ramouseh"
    assert claims["captures"].publisher == "A newspaper"
    with Ledger.open(ledger) as opened:
        for one in claims.values():
            text = opened.report(one.claim.report_id).text
            assert text[one.claim.start : one.claim.end] == one.claim.evidence
            assert opened.copies_of(one.claim.report_id) == []


def test_coded_claims_stay_as_coded_when_all_is_read_anew_and_say_so_when_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "l.db"
    file = written(tmp_path / "c.jsonl", ROW)
    assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
    (before,) = stored(ledger)
    assert run(["reread", "--ledger", str(ledger)]) == 0
    assert "1 report of coded claims left as coded" in capsys.readouterr().err
    assert stored(ledger) == [before]
    assert run(["explain", before.id, "--ledger", str(ledger)]) == 0
    assert "coded by people" in capsys.readouterr().out
    correct = ["correct", before.id, "--wrong", "--by", "A", "--because", "B"]
    assert run([*correct, "--ledger", str(ledger)]) == 0
    assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
    (after,) = stored(ledger) or [None]
    assert after is None or after.is_withdrawn, "importing again does not undo a correction"


def test_a_name_far_from_its_coordinates_is_another_place(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    near, far = (
        ROW | {"lat": 36.15, "lon": 37.15},
        ROW | {"lat": 33.5, "lon": 36.3, "speaker": "SDF"},
    )
    file = written(tmp_path / "c.jsonl", near, far)
    assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
    found = {one.claim.speaker: one.resolution for one in stored(ledger)}
    assert found["SOHR"].place_id == "syria:ramouseh"
    assert (found["SDF"].place_id, found["SDF"].lat_deg) == (None, 33.5)


def test_names_that_are_not_known_are_told_with_rows_lines_and_near_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, Any]] = [
            ROW, ROW | {"place": "Manbijville"}, ROW | {"place": "Manbijville", "speaker": "SANAA"},
            ROW | {"actor": "Syrian rebelz", "on": "2016-08-07"},
            ROW | {"place": "Nowhere at all", "lat": 36.1, "lon": 37.1}]  # fmt: skip
    file = written(tmp_path / "c.jsonl", *rows)
    asked = ["import", str(file), "--ledger", str(tmp_path / "l.db"), "--theatre", "syria"]
    assert run(asked) == 0
    told = capsys.readouterr().err
    assert "1 place not known, in 2 rows" in told
    assert f"Manbijville: 2 rows, {file}:2, 3; did you mean Manbij" in told
    assert f"SANAA: 1 row, {file}:3; did you mean SANA" in told
    assert f"Syrian rebelz: 1 row, {file}:4; did you mean Syrian rebels" in told
    assert f"{file}:4: field on: 2016-08-07 is later than published, 2016-08-06" in told
    assert run([*asked, "--strict"]) == 1
    good = written(tmp_path / "good.jsonl", rows[0], rows[4])
    assert run([*asked[:1], str(good), *asked[2:], "--strict"]) == 0


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_cells_are_parted_as_in_the_header(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "c.csv"
    cells = [list(ROW), [*ROW.values()]]
    file.write_text("".join(delimiter.join(row) + "\n" for row in cells), encoding="utf-8")
    ledger = tmp_path / "l.db"
    assert run(["import", str(file), "--ledger", str(ledger), "--theatre", "syria"]) == 0
    assert [one.resolution.place_id for one in stored(ledger)] == ["syria:ramouseh"]


@pytest.mark.parametrize(
    ("data", "message"),
    [("predicate,actor,place\ncaptures,αντάρτες,Ραμούσα\n".encode("cp1253"), "not in UTF-8"),
     (b"PK\x03\x04 and what a spreadsheet holds", "CSV UTF-8")],
)  # fmt: skip
def test_a_file_that_is_not_utf_8_is_refused_and_told_how_to_save_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, message: str
) -> None:
    file = tmp_path / "c.csv"
    file.write_bytes(data)
    assert run(["import", str(file), "--ledger", str(tmp_path / "l.db")]) == 1
    assert message in capsys.readouterr().err
    assert not stored(tmp_path / "l.db")
