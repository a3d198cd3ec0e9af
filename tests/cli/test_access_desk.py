"""An access analyst's questions: who is besieged, since when, who says so, what it rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.cli.app import run

REPORTS = {
    "aleppo.txt": (
        "BEIRUT, July 28, 2016 (Reuters) - Syrian government forces captured the Castello road on "
        "Wednesday, the Syrian Observatory for Human Rights said. Rebel-held eastern Aleppo has "
        "been under siege by the army since July 17, the Observatory said."
    ),
    "fuah.txt": (
        "Access note, 29 July 2016\n\nFuah, a village in Idlib province, is still under siege by "
        "rebels of Jaish al-Fatah, according to the United Nations."
    ),
    "undated.txt": "Madaya is besieged by the Syrian army, activists said.",
    "mariupol.txt": (
        "MARIUPOL, 9 March 2022 - The Ukrainian military said that its troops hold Mariupol. "
        "Russian forces captured Volnovakha, Russia's defence ministry said."
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "reports"
    path.mkdir()
    for name, text in REPORTS.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ledger(folder: Path) -> Path:
    path = folder.parent / "desk.db"
    assert run(["ingest", str(folder), "--ledger", str(path)]) == 0
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return capsys.readouterr()


def test_every_answer_says_which_reports_have_no_date_and_what_gives_them_one(
    ledger: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks = ["situation --theatre syria", "routes --theatre syria", "who Madaya", "history Madaya",
            "claims", "speakers"]  # fmt: skip
    answers = [[*words.split(), "--ledger", str(ledger)] for words in asks]
    for command in (["read", str(folder / "undated.txt")], *answers):
        _, err = asked(capsys, *command)
        assert "1 report without a date (undated.txt)" in err, command
        assert "--published 2016-08-06" in err
    again = folder.parent / "again.db"
    dated = ["ingest", str(folder / "undated.txt"), "--ledger", str(again)]
    asked(capsys, *dated)
    asked(capsys, *dated, "--published", "2016-08-06")
    _, err = asked(capsys, "claims", "--ledger", str(again))
    assert "without a date" not in err


def test_a_report_without_a_date_is_not_known_before_the_day_it_was_recorded(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overview = folder.parent / "overview.txt"
    overview.write_text("Madaya has been besieged by the Syrian army since June 2016.", "utf-8")
    path = str(folder.parent / "overview.db")
    asked(capsys, "ingest", str(overview), str(folder / "fuah.txt"), "--ledger", path)
    day = ["situation", "--ledger", path, "--theatre", "syria", "--at", "2016-07-29", "--json"]

    def said(*more: str) -> dict[str, list[str]]:
        out, _ = asked(capsys, *day, *more)
        rows = [json.loads(line) for line in out.splitlines()]
        return {one["place"]: one["said_by"] for one in rows if one["kind"] == "encirclement"}

    then = said()
    assert then["Fuah"]
    assert "Madaya" not in then
    assert said("--hindsight")["Madaya"] == ["overview.txt"]
    _, err = asked(capsys, *day)
    assert "before they were recorded no siege or route as known then rests on them" in err


def test_a_siege_that_another_denies_is_disputed_in_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "2016-08-01-note.txt": "Madaya is besieged by the Syrian army, activists said.",
        "2016-08-02-sana.txt": "Madaya is not besieged, the Syrian government said.",
        "2016-08-02-fuah.txt": "Fuah is besieged by Jaish al-Fatah, activists said.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = str(tmp_path / "denied.db")
    asked(capsys, "ingest", *(str(tmp_path / name) for name in texts), "--ledger", path)
    day = ["situation", "--ledger", path, "--theatre", "syria", "--at"]
    out, err = asked(capsys, *day, "2016-08-03", "--all")
    head, *rows = (line.split("\t") for line in out.splitlines())
    at = {row[head.index("where")]: row[head.index("is")] for row in rows}
    assert at["Madaya"].endswith(", disputed")
    assert at["Fuah"] == "encircled"
    assert err.count("Madaya: speakers disagree on whether it is besieged") == 1
    before, _ = asked(capsys, *day, "2016-08-01", "--all")
    assert "disputed" not in before


def test_a_siege_told_as_a_state_is_dated_by_the_day_of_its_report_and_no_beginning(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = asked(
        capsys, "situation", "--ledger", str(ledger), "--theatre", "syria", "--at", "2016-07-29"
    )
    names, *rows = (line.split("\t") for line in out.splitlines())
    since = {row[1]: row[names.index("since")] for row in rows if row[0] == "encirclement"}
    assert since == {"Fuah": "by 2016-07-29", "eastern Aleppo": "2016-07-17"}
    assert "nobody says since when" in err


def test_why_leads_from_a_siege_to_its_reports_roads_and_rule(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--ledger", str(ledger), "--theatre", "syria", "--at", "2016-07-29"]
    out, _ = asked(capsys, "situation", *day, "--place", "eastern Aleppo", "--why", "--json")
    (trace,) = [json.loads(line) for line in out.splitlines()]
    (said, *_) = trace["reports"]
    assert (said["speaker"], said["predicate"]) == ("SOHR", "besieges")
    assert said["words"] in " ".join(REPORTS["aleppo.txt"].split())
    castello = [way for way in trace["ways"] if "Castello road" in way["roads"]]
    assert castello
    low, high, told = trace["low_prob"], trace["high_prob"], trace["reported_prob"]
    prior, fresh = trace["settings"]["prior_prob"], trace["freshness"]
    cut = low * (told / prior) ** fresh + (high - low) * told
    joined = (1 - high) * ((1 - told) / (1 - prior)) ** fresh + (high - low) * (1 - told)
    assert cut / (cut + joined) == pytest.approx(trace["prob"], abs=1e-3)
    out, _ = asked(capsys, "situation", *day, "--place", "eastern Aleppo", "--why")
    assert said["claim"] in out
    assert f"= {trace['prob']:.4f}" in out
    _, err = asked(capsys, "situation", *day, "--place", "Ramouseh", "--why")
    assert "nobody spoke of a siege" in err


def test_the_sides_of_one_war_hold_nothing_in_another(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def holders(place: str, at: str) -> set[str]:
        out, _ = asked(capsys, "who", place, "--at", at, "--ledger", str(ledger), "--json")
        return set(json.loads(out)["probs"])

    assert not holders("Castello road", "2016-07-29") & {"Ukraine", "Russia"}
    assert {"Ukraine", "Russia"} <= holders("Mariupol", "2022-03-09")
    assert not [one for one in holders("Mariupol", "2022-03-09") if one.startswith("Syrian")]


def test_a_speaker_whose_silence_ends_a_siege_or_changes_a_holder_is_not_without_influence(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--ledger", str(ledger), "--theatre", "syria", "--at", "2016-07-29", "--json"]
    out, _ = asked(capsys, "whatif", *day, "--distrust", "United Nations")
    changes = {row["place"]: row for row in map(json.loads, out.splitlines()) if "place" in row}
    assert (changes["Fuah"]["before"], changes["Fuah"]["after"]) == ("encircled", "not spoken of")
    out, _ = asked(capsys, "whatif", *day, "--distrust", "SOHR")
    held = [row for row in map(json.loads, out.splitlines()) if row["kind"] == "holder"]
    assert [(row["before"], row["after"]) for row in held if row["place"] == "Castello road"] == [
        ("Syrian government", "unknown")
    ]


def test_sentences_about_a_siege_or_a_road_that_gave_no_claim_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "2016-07-29-a.txt"
    report.write_text(
        "Madaya is besieged by the Syrian army. It rained on the siege museum all day. "
        "Children played. The Syrian army cut the Castello road.",
        encoding="utf-8",
    )
    out, err = asked(capsys, "read", str(report), "--theatre", "syria", "--unread", "--json")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (row["words"], row["sentence"]) == (
        ["siege"], "It rained on the siege museum all day."
    )  # fmt: skip
    assert "1 sentence about a siege or a road gave no claim of one" in err
