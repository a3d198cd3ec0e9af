"""A correction of a place or an actor is of the place or actor itself, not of its name alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import Claim
from contested.cli.app import run
from contested.ledger.records import Correction, corrected
from contested.ledger.store import Ledger

BY = ("--by", "eleni", "--because", "read again")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A claim of Bakhmut that should be of Soledar, and one that is."""
    path = tmp_path / "desk.db"
    for number, (day, text) in enumerate(
        (
            ("2023-01-11", "Russian forces captured Bakhmut, Russia's defence ministry said."),
            ("2023-01-12", "Ukrainian forces hold Soledar, Ukraine's General Staff said."),
        )
    ):
        report = tmp_path / f"{number}.txt"
        report.write_text(text)
        ingest = ["ingest", str(report), "--published", day, "--theatre", "ukraine"]
        assert run([*ingest, "--ledger", str(path)]) == 0
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def claim_of(capsys: pytest.CaptureFixture[str], ledger: Path, place: str) -> dict[str, Any]:
    (found,) = asked(capsys, "claims", "--place", place, "--ledger", str(ledger))
    return found


@pytest.mark.parametrize("name", ["Soledar", "Соледар", "ukraine:soledar"])
def test_a_corrected_place_brings_its_id_and_coordinates_and_all_answers_agree(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    at = ("--ledger", str(ledger))
    assert run(["correct", claim, "--set", f"place={name}", *BY, *at]) == 0
    assert "place: Soledar (ukraine:soledar, town, 48.6921, 38.0710)" in capsys.readouterr().err
    assert asked(capsys, "claims", "--place", "Bakhmut", *at) == []
    found = asked(capsys, "claims", "--place", "Soledar", *at)
    assert {(one["place"], one["place_id"], one["lat"]) for one in found} == {
        ("Soledar", "ukraine:soledar", 48.6921)
    }
    (who,) = asked(capsys, "who", "Soledar", "--at", "2023-01-11", *at)
    assert who["place_id"] == "ukraine:soledar"
    assert max(who["probs"], key=who["probs"].get) == "Russia"
    out = tmp_path / "p.html"
    place = ["--place", "Soledar", "--at", "2023-01-12"]
    assert run(["export", "page", *place, *at, "-o", str(out)]) == 0
    assert claim in out.read_text("utf-8")


def test_a_name_that_several_places_bear_is_refused_with_their_ids(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    assert run(["correct", claim, "--set", "place=Ivanivka", *BY, "--ledger", str(ledger)]) == 1
    told = capsys.readouterr().err
    assert "say which by its id" in told
    first, second = (one.partition(",")[0] for one in told.split("(")[1:3])
    assert first != second
    assert claim_of(capsys, ledger, "Bakhmut")["id"] == claim
    assert run(["correct", claim, "--set", f"place={second}", *BY, "--ledger", str(ledger)]) == 0
    assert second in capsys.readouterr().err


def test_a_place_that_no_gazetteer_has_is_said_and_leaves_the_old_coordinates_behind(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    named = ["--set", "place=Qwxyzgorod", "--set", "actor=Qwxyz Brigade"]
    assert run(["correct", claim, *named, *BY, "--ledger", str(ledger)]) == 0
    told = capsys.readouterr().err
    assert "no gazetteer has 'Qwxyzgorod'" in told
    assert "nobody is known as 'Qwxyz Brigade'" in told
    (found,) = asked(capsys, "correct", claim, *named, *BY, "--ledger", str(ledger))
    assert (found["place_id"], found["lat"], found["actor_id"]) == (None, None, None)


def test_actors_and_speakers_of_a_correction_are_resolved(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    named = ["--set", "actor=wagner", "--set", "speaker=Ukraine"]
    (found,) = asked(capsys, "correct", claim, *named, *BY, "--ledger", str(ledger))
    assert (found["actor"], found["actor_id"]) == ("Wagner Group", "wagner-group")
    assert (found["speaker"], found["speaker_id"]) == ("Ukraine", "ukraine")
    assert found["place_id"] == "ukraine:bakhmut"


def test_a_second_correction_leaves_the_fields_of_the_first(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    at = ["--ledger", str(ledger)]
    asked(capsys, "correct", claim, "--set", "actor=wagner", "--set", "place=Soledar", *BY, *at)
    (found,) = asked(capsys, "correct", claim, "--set", "place=Qwxyzgorod", *BY, *at)
    assert (found["actor"], found["actor_id"]) == ("Wagner Group", "wagner-group")
    # The coordinates of the place before do not go with a name that nobody knows.
    assert (found["place"], found["place_id"], found["lat"]) == ("Qwxyzgorod", None, None)


@pytest.mark.parametrize(
    ("chain", "speaker", "expected"),
    [
        (("Russia", "TASS"), "Ukraine", ("Ukraine", "TASS")),
        (("Russia",), "Ukraine", ("Ukraine",)),
        (("Russia", "TASS"), "TASS", ("TASS",)),
        (("Russia", "TASS"), "outlet", ()),
        ((), "Ukraine", ("Ukraine",)),
    ],
)
def test_a_corrected_speaker_replaces_the_head_of_the_chain(
    chain: tuple[str, ...], speaker: str, expected: tuple[str, ...]
) -> None:
    told_by = chain[0] if chain else "outlet"
    claim = Claim(
        "r", "captures", "Russia", None, "Bakhmut", "whole", told_by, "actual", "words", 0, 5,
        channel="Telegram", speaker_chain=chain,
    )  # fmt: skip
    changed = Correction("c", "changed", {"speaker": speaker}, "x", "y", "2023-01-12")
    found, _ = corrected(claim, None, changed)
    assert (found.speaker, found.speaker_chain, found.channel) == (speaker, expected, "Telegram")
    other = Correction("c", "changed", {"actor": "Wagner Group"}, "x", "y", "2023-01-12")
    assert corrected(claim, None, other)[0].speaker_chain == chain


def test_a_corrected_speaker_leaves_no_trace_of_the_old_one_in_the_chain(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")
    assert claim["speaker_chain"][0] == claim["speaker"] == "Russia"
    at = ("--ledger", str(ledger))
    assert run(["correct", claim["id"], "--set", "speaker=Ukraine", *BY, *at]) == 0
    assert claim_of(capsys, ledger, "Bakhmut")["speaker_chain"] == ["Ukraine"]


def test_a_place_corrected_by_its_name_alone_is_asked_for_with_the_packs_own(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")["id"]
    with Ledger.open(ledger) as opened:
        opened.correct(claim, "changed", reviewer="x", reason="y", changes={"place": "Soledar"})
        resolved = opened.claim(claim).resolution
    assert resolved is not None
    assert resolved.place_id is None
    (who,) = asked(capsys, "who", "Soledar", "--at", "2023-01-11", "--ledger", str(ledger))
    assert who["place_id"] == "ukraine:soledar"
    assert max(who["probs"], key=who["probs"].get) == "Russia"


def test_a_town_read_in_its_country_and_in_its_theatre_is_one_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "desk.db")
    for theatre, text in (
        ("UA", "Soledar has been taken by Wagner, its founder said."),
        ("ukraine", "The Ukrainian army denied that Russian forces had captured Soledar."),
    ):
        report = tmp_path / f"{theatre}.txt"
        report.write_text(text)
        ingest = ["ingest", str(report), "--theatre", theatre, "--published", "2023-01-12"]
        assert run([*ingest, "--language", "en", "--ledger", ledger]) == 0
    found = asked(capsys, "claims", "--place", "Soledar", "--ledger", ledger)
    assert [one["place_id"] for one in found] == ["ukraine:soledar"] * 2


def test_where_there_is_no_difference_to_show_it_is_said_why(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["difference", "--ledger", str(ledger)]) == 1
    told = capsys.readouterr().err
    assert "one reader alone has read its reports, grammar-1@ukraine#" in told
    assert "contested reread" in told
    coded, rows = tmp_path / "coded.db", tmp_path / "coded.csv"
    rows.write_text(
        "predicate,actor,place,speaker,published\ncaptures,Russia,Bakhmut,Wagner Group,2023-01-11\n"
    )
    assert run(["import", str(rows), "--theatre", "ukraine", "--ledger", str(coded)]) == 0
    capsys.readouterr()
    assert run(["difference", "--ledger", str(coded)]) == 1
    told = capsys.readouterr().err
    assert "were coded by people, and no reader has read them" in told
    assert "contested export claims.jsonl" in told
    # In one ledger the two have read nothing in common.
    assert run(["import", str(rows), "--theatre", "ukraine", "--ledger", str(ledger)]) == 0
    capsys.readouterr()
    assert run(["difference", "--ledger", str(ledger)]) == 0
    assert "coded claims have no text" in capsys.readouterr().err


def test_a_corrected_claim_is_as_sure_as_its_reviewer(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = claim_of(capsys, ledger, "Bakhmut")
    assert claim["confidence"] < 1
    at = ("--ledger", str(ledger))
    assert run(["correct", claim["id"], "--set", "extent=part", *BY, *at]) == 0
    assert claim_of(capsys, ledger, "Bakhmut")["confidence"] == 1.0
    (found,) = asked(capsys, "explain", claim["id"], *at)
    assert any("as a reviewer put it" in one for one in found["reasons"])


ADDED = ("--add", "--words", "Russian forces captured Bakhmut", "--set", "predicate=besieges",
         "--set", "place=Бахмут", "--set", "actor=Russia", "--set", "since=2022-08")  # fmt: skip


def test_a_claim_that_was_missed_is_added_with_its_words_and_who_read_it_and_replaces_nothing(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--ledger", str(ledger))
    before = asked(capsys, "claims", *at)
    (added,) = asked(capsys, "correct", "0.txt", *ADDED, *BY, *at)
    assert (added["predicate"], added["actor"], added["place"]) == ("besieges", "Russia", "Bakhmut")
    assert (added["place_id"], added["since"]) == ("ukraine:bakhmut", "2022-08")
    assert (added["evidence"], added["speaker"]) == ("Russian forces captured Bakhmut", "outlet")
    after = asked(capsys, "claims", *at)
    assert sorted(one["id"] for one in after) == sorted(
        [added["id"], *(one["id"] for one in before)]
    )
    with Ledger.open(ledger) as opened:
        kept = opened.claim(added["id"])
        assert kept.correction is not None
        assert (kept.correction.verdict, kept.correction.reviewer, kept.correction.reason) == (
            "added", "eleni", "read again")  # fmt: skip
        assert len(opened.extractors()) == 1
        assert opened.newest_extractors()[kept.claim.report_id] == opened.extractors()[0][0]
        # A later reading of the report by another reader leaves it where it is.
        opened.ingest(opened.report(kept.claim.report_id), "another", [])
        assert {one.id for one in opened.claims()} >= {added["id"]}
        assert before[0]["id"] not in {one.id for one in opened.claims()}
    assert run(["explain", added["id"], *at]) == 0
    shown = capsys.readouterr().out
    assert "eleni" in shown
    assert "read again" in shown


def test_an_added_claim_can_be_withdrawn_and_is_named_by_a_claim_of_its_report(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--ledger", str(ledger))
    first = claim_of(capsys, ledger, "Bakhmut")["id"]
    (added,) = asked(capsys, "correct", first, *ADDED, *BY, *at)
    assert run(["correct", added["id"], "--wrong", *BY, *at]) == 0
    assert [one["id"] for one in asked(capsys, "claims", "--place", "Bakhmut", *at)] == [first]


@pytest.mark.parametrize(
    ("report", "options", "told"),
    [
        ("0.txt", ["--add", "--set", "predicate=besieges"], "--words"),
        ("0.txt", ["--words", "Russian forces", "--set", "place=Bakhmut"], "--set predicate"),
        ("0.txt", ["--words", "Russian forces", "--set", "predicate=besieges"], "--set place"),
        ("0.txt", ["--words", "Nobody said", *ADDED[3:]], "does not say 'Nobody said'"),
        ("9.txt", [*ADDED], "no report of the ledger is called '9.txt'"),
        (
            "0.txt",
            ["--words", "Russian", *ADDED[3:], "--set", "predicate=eats"],
            "predicate cannot be 'eats'",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_kept(
    ledger: Path, capsys: pytest.CaptureFixture[str], report: str, options: list[str], told: str
) -> None:
    at = ("--ledger", str(ledger))
    before = asked(capsys, "claims", *at)
    assert run(["correct", report, *options, *BY, *at]) != 0
    assert told in capsys.readouterr().err
    assert asked(capsys, "claims", *at) == before


def test_the_same_claim_is_added_once(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--ledger", str(ledger))
    assert run(["correct", "0.txt", *ADDED, *BY, *at]) == 0
    assert run(["correct", "0.txt", *ADDED, *BY, *at]) != 0
    assert "is in the ledger already" in capsys.readouterr().err
