"""The commands about sieges, corridors and routes, on the founding report's and demo's claims."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from contested.cli.app import run
from contested.cli.assessed import Wanted, assess


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the demonstration's dispatches up to 10 August 2016."""
    path = tmp_path_factory.mktemp("situation") / "demo.db"
    folder = Path(str(resources.files("contested") / "demo" / "syria" / "dispatches"))
    files = sorted(str(one) for one in folder.glob("*.txt"))[:20]
    assert run(["ingest", *files, "--ledger", str(path), "--theatre", "syria"]) == 0
    return path


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_situation_prints_one_object_a_finding(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = lines(capsys, "situation", "--ledger", str(ledger), "--at", "2016-08-07")
    assert {"encirclement", "corridor", "supply_route"} <= {row["kind"] for row in rows}
    for row in rows:
        assert {
            "kind", "place", "route", "by", "prob", "basis", "from", "to", "deciding_places",
            "population",
        } <= row.keys()  # fmt: skip
    (corridor,) = [row for row in rows if row["kind"] == "corridor"]
    assert corridor["place"] == "eastern Aleppo"
    assert "Ramouseh" in corridor["deciding_places"]  # type: ignore[operator]  # JSON


def test_the_dispatches_as_read_give_the_siege_of_july_and_the_cut_road(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = lines(
        capsys, "situation", "--ledger", str(ledger), "--at", "2016-08-08",
        "--place", "eastern Aleppo",
    )  # fmt: skip
    siege = next(row for row in rows if row["kind"] == "encirclement")
    assert "Ahrar al-Sham" in siege["said_against"]  # type: ignore[operator]  # JSON
    assert siege["said_by"]
    assert str(siege["from"]) in {f"2016-07-{day}" for day in (15, 16, 17, 18, 19)}
    assert str(siege["to"]) in {f"2016-08-0{day}" for day in (4, 5, 6, 7, 8)}
    roads = lines(capsys, "routes", "--ledger", str(ledger), "--at", "2016-08-08")
    castello = next(row for row in roads if row["route"] == "Castello road")
    assert castello["status"] == "cut"
    assert "2016-07-05" <= str(castello["from"]) <= "2016-07-19"


def table(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    names, *rows = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_definitions_are_a_cell_of_the_encirclement_unless_a_row_each_is_asked_for(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "situation",
        "--ledger",
        str(ledger),
        "--at",
        "2016-08-01",
        "--place",
        "eastern Aleppo",
    ]
    (short,) = table(capsys, *asked)
    assert short["besieged"] == "reported yes, ocha not known, siege watch watchlist"
    rows = table(capsys, *asked, "--verbose")
    assert [row["what"] for row in rows] == [
        "encirclement", "siege (reported)", "siege (ocha)", "siege (siege watch)",
    ]  # fmt: skip
    assert {row["besieged"] for row in rows} == {""}


def test_sides_are_called_as_by_who_with_the_actor_in_brackets(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--ledger", str(ledger), "--at", "2016-08-01"]
    holders = {row["holder"] for row in belief_rows(capsys, "who", "Manbij", *day)}
    (manbij,) = table(capsys, "situation", *day, "--place", "Manbij")
    assert manbij["by"] == "SDF and Kurdish forces"
    assert {manbij["by"], manbij["whose"]} <= holders
    assessed = assess(Wanted(ledger, None, "2016-08-01", False, None, None, None))
    assert assessed.side("ahrar-al-sham") == "Syrian rebels (Ahrar al-Sham)"
    assert assessed.side("syrian-rebels") == "Syrian rebels"
    (record, *_) = lines(capsys, "situation", *day, "--place", "Manbij")
    assert (record["by"], record["by_id"]) == ("SDF and Kurdish forces", "kurdish-forces")


def belief_rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    _, names, *rows = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    return [dict(zip(names, row, strict=True)) for row in rows if len(row) == len(names)]


def test_a_place_may_be_named_in_greek(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = lines(capsys, "situation", "--ledger", str(ledger), "--place", "ανατολικό Χαλέπι")
    assert {row["place"] for row in rows} == {"eastern Aleppo"}


def test_an_unknown_place_is_refused(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["situation", "--ledger", str(ledger), "--place", "Xyzzyzz"]) == 1
    assert "Xyzzyzz" in capsys.readouterr().err


def test_routes_say_whose_they_are(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = lines(capsys, "routes", "--ledger", str(ledger))
    assert rows
    assert all(row["kind"] == "supply_route" and row["status"] for row in rows)


def test_whatif_says_who_would_be_besieged(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = lines(
        capsys, "whatif", "--ledger", str(ledger), "--at", "2016-08-07",
        "--hold", "Ραμούσα=Syrian government",
    )  # fmt: skip
    (east,) = [row for row in rows if row.get("place") == "eastern Aleppo"]
    assert east["before"] == "open"
    assert float(str(east["after_prob"])) > float(str(east["before_prob"])) + 0.3
    ranked = lines(capsys, "whatif", "--ledger", str(ledger), "--at", "2016-08-07")
    assert "Ramouseh" in {row["place"] for row in ranked}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--hold", "Ramouseh"], "PLACE=HOLDER"),
        (["--hold", "Ramouseh=nobody at all"], "nobody at all"),
        (["--at", "yesterday"], "2016-08-06"),
    ],
)
def test_wrong_suppositions_are_refused_in_one_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    capsys.readouterr()
    assert run(["whatif", "--ledger", str(ledger), *arguments]) in (1, 2)
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("language", ["en", "el"])
def test_sitrep_is_written_in_both_forms(ledger: Path, tmp_path: Path, language: str) -> None:
    for format_, beginning in (("markdown", "# "), ("html", "<!doctype html>")):
        out = tmp_path / f"report.{format_}"
        assert (
            run(
                ["sitrep", "--ledger", str(ledger), "--at", "2016-08-08", "--language", language,
                 "--format", format_, "--out", str(out)]
            )
            == 0
        )  # fmt: skip
        assert out.read_text("utf-8").startswith(beginning)


def test_a_later_day_of_knowledge_is_hindsight_up_to_then(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*options: str) -> list[dict[str, object]]:
        day = ["--at", "2016-08-06", "--ledger", str(ledger)]
        return lines(capsys, "situation", *day, *options)

    assert asked("--as-known", "2016-08-06") == asked()
    assert asked("--as-known", "2030-01-01") == asked("--hindsight")


def test_who_and_situation_both_answer_as_known_then_unless_asked_for_hindsight(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*options: str) -> dict[str, object]:
        day = ["--at", "2016-08-06", "--ledger", str(ledger)]
        (found,) = lines(capsys, "who", "Ramouseh", *day, *options)
        return found

    assert (asked()["kind"], asked()["known_at"]) == ("filtered", "2016-08-06")
    assert asked("--hindsight")["kind"] == "smoothed"
    assert asked("--as-known", "2016-08-08")["known_at"] == "2016-08-08"


def test_a_situation_without_findings_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, ledger = tmp_path / "2016-08-13-a.txt", str(tmp_path / "l.db")
    path.write_text("The SDF captured Manbij on Friday, a spokesman said.\n")
    assert run(["ingest", str(path), "--ledger", ledger, "--theatre", "syria"]) == 0
    capsys.readouterr()
    assert run(["situation", "--ledger", ledger]) == 0
    err = capsys.readouterr().err
    assert "0 findings on 2016-08-13" in err
    assert "1 place " in err
    assert "ingest more reports" in err


def test_a_ledger_of_two_wars_says_which_one_is_answered_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "two.db"
    for theatre, text, day in (
        ("syria", "Syrian government forces captured Handarat and besieged Madaya.", "2016-07-20"),
        ("ukraine", "Russian forces captured Bakhmut.", "2023-05-21"),
    ):
        report = tmp_path / f"{theatre}.txt"
        report.write_text(text, encoding="utf-8")
        ingest = ["ingest", str(report), "--published", day, "--theatre", theatre]
        assert run([*ingest, "--ledger", str(ledger)]) == 0
    capsys.readouterr()
    assert run(["situation", "--ledger", str(ledger), "--at", "2016-07-21"]) == 0
    assert "of Syria; the ledger has also 1 claim in ukraine" in capsys.readouterr().err
