"""The demonstration of the war in Ukraine: ten languages, read and answered by the same rooms."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from fastapi.testclient import TestClient

from contested.cli.app import run
from contested.cli.demo import demonstrations, load_demonstration
from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.live import Live

UKRAINE = load_demonstration("ukraine")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ukraine") / "demo.db"
    assert run(["demo", "--theatre", "ukraine", "--no-serve", "--ledger", str(path)]) == 0
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_demonstration_has_dispatches_composed_and_a_gold_claim_for_what_they_say() -> None:
    for theatre in demonstrations():
        shown = load_demonstration(theatre)
        texts = {path.stem: path.read_text("utf-8") for path in shown.dispatches.glob("*.txt")}
        assert len(texts) >= 36
        assert all("publisher: " in text and "(composed)" in text for text in texts.values())
        rows = (shown.dispatches.parent / "gold.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, rows):
            assert row["cue"] in texts[row["report"]], row


def test_the_dispatches_about_ukraine_are_in_ten_languages(ledger: str) -> None:
    with Ledger.open(ledger) as opened:
        languages = Counter(one.language for one in opened.reports())
        copies = {one.claim.report_id for one in opened.claims() if one.copy_of is not None}
    assert set(languages) == {"en", "ru", "uk", "de", "fr", "el", "tr", "es", "it", "ar"}
    assert len(copies) == 5


def test_a_demonstration_that_does_not_exist_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["demo", "--theatre", "atlantis", "--no-serve"]) == 1
    assert "syria, ukraine" in capsys.readouterr().err


def test_most_of_what_a_careful_reader_finds_is_read_and_little_else(ledger: str) -> None:
    def kinds(rows: Any) -> Counter[tuple[str, ...]]:
        return Counter((r["predicate"], r["actor"] or "", r["factuality"]) for r in rows)

    text = (UKRAINE.dispatches.parent / "gold.jsonl").read_text("utf-8")
    gold = kinds(json.loads(line) for line in text.splitlines())
    with Ledger.open(ledger) as opened:
        found = kinds(one.claim.as_dict() for one in opened.claims())
    right = (gold & found).total()
    assert right > 0.75 * gold.total()
    assert right > 0.75 * found.total()


@pytest.mark.parametrize(
    ("place", "day", "holder"),
    [
        ("Mariupol", "2022-02-26", "Ukraine"),
        ("Mariupol", "2022-05-21", "Russia"),
        ("Azovstal", "2022-04-22", "Ukraine"),
        ("Azovstal", "2022-05-21", "Russia"),
        ("Kherson", "2022-03-04", "Russia"),
        ("Kherson", "2022-11-10", "Russia"),
        ("Kherson", "2022-11-12", "Ukraine"),
        ("Izyum", "2022-03-01", "Ukraine"),
        ("Izyum", "2022-04-05", "Russia"),
        ("Izyum", "2022-09-12", "Ukraine"),
        ("Kupiansk", "2022-03-01", "Russia"),
        ("Kupiansk", "2022-09-27", "Ukraine"),
        ("Lyman", "2022-10-02", "Ukraine"),
        ("Bakhmut", "2023-01-26", "Ukraine"),
        ("Bakhmut", "2023-05-23", "Russia"),
    ],
)
def test_changes_of_hands_follow_the_public_record(
    ledger: str, capsys: pytest.CaptureFixture[str], place: str, day: str, holder: str
) -> None:
    (found,) = asked(capsys, "who", place, "--at", day, "--as-known", day, "--ledger", ledger)
    assert max(found["probs"], key=found["probs"].__getitem__) == holder


def test_who_held_a_place_depends_on_whom_one_believes(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--at", "2022-04-21", "--as-known", "2022-04-21", "--ledger", ledger]
    (russia,) = asked(capsys, "who", "Mariupol", "--according-to", "Russia", *day)
    (ukraine,) = asked(capsys, "who", "Mariupol", "--according-to", "Ukraine", *day)
    assert russia["probs"]["Russia"] > 0.85
    assert ukraine["probs"].get("Russia", 0.0) < 0.1


def encirclements(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(row["place"]): row for row in rows if row["kind"] == "encirclement"}


def test_mariupol_is_besieged_from_2_march_and_azovstal_until_may(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    march = encirclements(asked(capsys, "situation", "--at", "2022-03-20", "--ledger", ledger))
    assert set(march) == {"Mariupol"}
    assert march["Mariupol"]["by"] == "Russia"
    assert "2022-02-28" <= march["Mariupol"]["from"] <= "2022-03-04"
    assert march["Mariupol"]["to"] is None
    may = encirclements(asked(capsys, "situation", "--at", "2022-05-25", "--ledger", ledger))
    assert "Mariupol" not in may
    assert "2022-05-15" <= may["Azovstal"]["to"] <= "2022-05-22"


def test_no_place_is_besieged_that_only_changed_hands(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in ("2022-07-30", "2022-09-14", "2022-11-13", "2023-10-01"):
        rows = asked(capsys, "situation", "--at", day, "--ledger", ledger)
        assert encirclements(rows) == {}, day


def test_the_way_into_bakhmut_is_open_and_the_highway_cut_in_march_2023(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = asked(capsys, "situation", "--at", "2023-03-05", "--ledger", ledger)
    routes = {
        row["route"] or row["place"]: row["status"] for row in rows if row["kind"] == "supply_route"
    }
    assert routes["M03 highway"] == "cut"
    assert routes["Khromove"] == "open"


def test_the_map_shows_ukraine_without_being_told(ledger: str) -> None:
    with Ledger.open(ledger) as opened:
        app = make_app(Live(opened, None))
        with TestClient(app, base_url="http://localhost") as client:
            overview = client.get("/api/v1/overview").json()
            places = client.get("/api/v1/places").json()
            situation = client.get("/api/v1/situation", params={"at": "2022-03-20"}).json()
    assert overview["theatre"]["id"] == "ukraine"
    assert overview["theatre"]["local_language"] == "uk"
    assert {"ukraine", "russia"} <= {one["id"] for one in overview["holders"]}
    row = places["id"].index("ukraine:bakhmut")
    assert places["spoken"][row]
    assert places["local"][row] == "Бахмут"
    assert {one["id"] for one in situation["sieges"]} == {"ukraine:mariupol"}
