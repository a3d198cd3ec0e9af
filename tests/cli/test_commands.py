"""The commands, with a small made-up reader so that only the commands are tested."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import Claim, Resolution
from contested.cli.app import run
from contested.report.report import Report
from tests.conftest import unmeasured

ACTORS = {"The army": "Syrian government", "The rebels": "Syrian rebels"}
PLACES = {"Ramouseh": "syria:ramouseh", "Manbij": "syria:manbij", "Nowhereville": None}
GUIDE_FIELDS = [
    "predicate", "actor", "target", "place", "extent", "speaker", "channel", "factuality", "on",
    "since", "until", "evidence", "from", "to", "id", "report", "start", "end",
]  # fmt: skip


@dataclass(frozen=True)
class SmallReading:
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
    notes: tuple[str, ...]


class SmallReader:
    """Reads "The army took Ramouseh, X said." and nothing else."""

    def read(self, report: Report) -> SmallReading:
        claims, resolutions = [], []
        pattern = r"(The army|The rebels) (took|left) (\w+)(?:, (\w+) said)?"
        for match in re.finditer(pattern, report.text):
            actor, verb, place, speaker = match.groups()
            claim = Claim(
                report.id, "captures" if verb == "took" else "withdraws", ACTORS[actor], None,
                place, "unspecified", speaker or "outlet", "actual", verb, match.start(2),
                match.end(2), actor_text=actor, toponym=place, speaker_text=speaker,
                speaker_chain=(speaker,) if speaker else (), extractor="small-1",
                confidence=0.9 if speaker else 0.6,
            )  # fmt: skip
            claims.append(claim)
            resolutions.append(
                Resolution(
                    claim.id, PLACES.get(place), None, None, None, 36.1, 37.1, "small-1", 0.9
                )
            )
        notes = () if report.language == "en" else (f"no rules for language '{report.language}'",)
        return SmallReading(tuple(claims), tuple(resolutions), notes)


@pytest.fixture(autouse=True)
def small_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        "contested.cli.ingest.make_reader",
        lambda theatre, endpoint=None: (SmallReader(), "small-1@any#0"),
    )
    monkeypatch.setattr(
        "contested.cli.read.reader_for", lambda theatre, endpoint=None: SmallReader()
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONTESTED_LEDGER", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "2016-08-06-a.txt").write_text(
        "News\n\nThe rebels took Ramouseh, SOHR said. The army left Manbij on Saturday."
    )
    (texts / "b.txt").write_text("The army took Ramouseh on Monday, as state television told us.")
    return texts


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_answers_within_half_a_second() -> None:
    def busy_seconds() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    # Time of the processor, not of the clock: other work on the machine is not the program's.
    before = busy_seconds()
    command = [sys.executable, "-m", "contested.cli", "--help"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=unmeasured())
    assert busy_seconds() - before < 0.5


def test_without_arguments_it_prints_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "ingest" in capsys.readouterr().out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from contested import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


def test_read_prints_a_claim_a_line_under_the_guides_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(folder), "--json"]) == 0
    out, err = capsys.readouterr()
    records = lines(out)
    assert [record["place"] for record in records] == ["Ramouseh", "Manbij", "Ramouseh"]
    first = records[0]
    assert list(first)[: len(GUIDE_FIELDS)] == GUIDE_FIELDS
    for name in ("file", "actor_id", "place_id", "lat", "lon", "speaker_chain", "toponym",
                 "confidence", "published_at"):  # fmt: skip
        assert name in first
    assert first["published_at"] == "2016-08-06T00:00:00+00:00"
    text = (folder / "2016-08-06-a.txt").read_text()
    assert text[first["start"] : first["end"]] == first["evidence"] == "took"
    assert "2 reports; 3 claims" in err


def test_read_in_a_pipe_prints_lines_with_tabs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["read", str(folder)])
    out = capsys.readouterr().out
    assert "\tSOHR\tSyrian rebels take Ramouseh\t0.90\ttook" in out
    assert "│" not in out


def test_a_bad_batch_goes_on_and_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "fi.txt").write_text("Armeija kertoi vallanneensa kaupungin takaisin kapinallisilta.")
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert run(["ingest", str(folder), "nowhere.txt"]) == 0
    err = capsys.readouterr().err
    assert "empty.txt: the file is empty" in err
    assert "picture.txt: this is a PNG picture" in err
    assert "huge.txt: 200 MB is more than" in err
    assert "nowhere.txt: there is no such file" in err
    assert "fi.txt: no rules for language 'fi'" in err
    assert "3 new reports; 3 claims; 4 refused; 1 with no rules for language 'fi'" in err


def test_nothing_read_at_all_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "nowhere.txt"]) == 1
    assert run(["ingest", "nowhere.txt"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "x", "--published", "soon"], "--published 'soon' is not a date"),
        (["read", "x", "--published", "2016-02-31"], "'2016-02-31' is not a date"),
        (["read", "x", "--language", "Greek!"], "--language 'Greek!' is no language code"),
        (["claims", "--from", "6/8/2016"], "--from '6/8/2016' is not a date"),
        (["claims", "--to", "2016-08-06T10:00"], "--to takes a day"),
        (["claims", "--from", "2017-01-01", "--to", "2016-01-01"], "lies after"),
        (["claims", "--as-known", "x"], "--as-known 'x' is not a date"),
        (["claims", "--as-known-on", "2016-08-06T10:00"], "--as-known takes a day"),
        (["claims", "--recorded-by", "x"], "--recorded-by 'x' is not a date"),
        (["claims", "--predicate", "capture"], "did you mean captures?"),
        (["explain", "c-1", "--recorded-by", "x"], "--recorded-by 'x'"),
        (["read"], "Missing argument"),
        (["frobnicate"], "No such command"),
        (["read", "x", "--frobnicate"], "No such option"),
        (["read", "x", "--max-mb", "many"], "--max-mb"),
    ],
)
def test_wrong_options_are_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims"],
        ["explain", "c-1"],
        ["reread"],
        ["difference"],
        ["correct", "c-1", "--by", "x", "--because", "y", "--wrong"],
        ["theatre", "show", "atlantis"],
        ["theatre", "check", "atlantis"],
    ],
)
def test_what_is_not_there_is_one_line_and_exit_code_1(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 1
    err = capsys.readouterr().err
    assert len(err.strip().splitlines()) == 1
    assert not Path("contested.db").exists()


def test_the_ledger_is_the_option_or_the_environment_or_a_file_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(["ingest", str(folder)])
    monkeypatch.setenv("CONTESTED_LEDGER", str(tmp_path / "env.db"))
    run(["ingest", str(folder)])
    run(["ingest", str(folder), "--ledger", str(tmp_path / "option.db")])
    assert {path.name for path in tmp_path.glob("*.db")} == {"contested.db", "env.db", "option.db"}


def test_ingesting_again_adds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["ingest", str(folder)])
    assert run(["ingest", str(folder), "--json"]) == 0
    out, err = capsys.readouterr()
    assert "2 already known" in err
    assert [record["new_report"] for record in lines(out)] == [False, False]


@pytest.mark.parametrize("name", ["Ramouseh", "ramouseh", "Ραμούσα", "الراموسة", "syria:ramouseh"])
def test_claims_are_found_by_place_in_any_script(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    run(["ingest", str(folder)])
    capsys.readouterr()
    assert run(["claims", "--place", name, "--json"]) == 0
    assert {record["place"] for record in lines(capsys.readouterr().out)} == {"Ramouseh"}


def test_a_place_includes_its_parts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["ingest", str(folder)])
    capsys.readouterr()
    run(["claims", "--place", "Aleppo", "--json"])
    assert {record["place"] for record in lines(capsys.readouterr().out)} == {"Ramouseh"}


def test_claims_are_filtered_by_day_actor_speaker_and_predicate(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder)])

    def count(*options: str) -> int:
        capsys.readouterr()
        assert run(["claims", "--json", *options]) == 0
        return len(capsys.readouterr().out.splitlines())

    assert count() == 3
    assert count("--from", "2016-08-06", "--to", "2016-08-06") == 2
    assert count("--actor", "Syrian rebels") == 1
    assert count("--speaker", "SOHR") == 1
    assert count("--predicate", "withdraws") == 1
    assert count("--as-known", "2016-08-05") == 0
    assert count("--as-known-on", "2016-08-06") == 2
    assert count("--recorded-by", "2001-01-01") == 0


def test_what_was_read_least_surely_can_be_listed_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder)])

    def confidences(*options: str) -> list[float]:
        capsys.readouterr()
        assert run(["claims", "--json", *options]) == 0
        return [record["confidence"] for record in lines(capsys.readouterr().out)]

    assert confidences("--least-sure") == sorted(confidences())
    assert confidences() != sorted(confidences())


def test_who_asks_for_a_time_before_the_ledger_is_told_of_the_other_clock(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder)])
    capsys.readouterr()
    assert run(["claims", "--recorded-by", "2016-08-07"]) == 0
    assert "--as-known 2016-08-07" in capsys.readouterr().err
    assert run(["situation", "--recorded-by", "2016-08-07"]) == 1
    err = capsys.readouterr().err
    assert "--as-known 2016-08-07" in err
    assert err.count("\n") == 1
    assert run(["claims", "--as-known", "2016-08-07"]) == 0
    assert "2 claims" in capsys.readouterr().err


def test_claims_tell_through_which_outlet_they_came_and_are_found_by_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder), "--publisher", "Demo Wire"])
    capsys.readouterr()
    assert run(["claims"]) == 0
    names, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert names[2:4] == ["who says so", "through"]
    assert {(row[2], row[3]) for row in rows} == {("SOHR", "Demo Wire"), ("Demo Wire", "Demo Wire")}

    def speakers(*options: str) -> list[str]:
        assert run(["claims", "--json", *options]) == 0
        return sorted(row["speaker"] for row in lines(capsys.readouterr().out))

    assert speakers("--through", "demo wire") == ["SOHR", "outlet", "outlet"]
    assert speakers("--through", "demo wire", "--speaker", "SOHR") == ["SOHR"]
    assert speakers("--speaker", "Demo Wire") == ["outlet", "outlet"]
    assert run(["claims", "--through", "Demo Wires"]) == 1
    assert "did you mean Demo Wire" in capsys.readouterr().err


def test_an_address_is_not_fetched_and_says_how_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", "http://127.0.0.1:9/feed.xml?a=1"]) == 1
    told = capsys.readouterr().err
    assert "nothing is fetched" in told
    assert "curl -s 'http://127.0.0.1:9/feed.xml?a=1' | contested ingest -" in told


def test_an_unknown_name_suggests_near_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder)])
    capsys.readouterr()
    assert run(["claims", "--actor", "Syrian rebel fighters"]) == 1
    assert "did you mean Syrian rebels" in capsys.readouterr().err


def test_explain_goes_back_to_the_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = folder / "2016-08-06-a.txt"
    background = (
        " Fighting over the district has gone on for a week, with heavy losses on all sides."
    )
    original.write_text(original.read_text() + background)
    copy = original.read_text() + " It ended."
    (folder / "c.txt").write_text("publisher: Other\npublished: 2016-08-07\n\n" + copy)
    run(["ingest", str(folder)])
    capsys.readouterr()
    run(["claims", "--speaker", "SOHR", "--json"])
    record = lines(capsys.readouterr().out)[0]
    assert run(["explain", record["id"][:9]]) == 0
    out = capsys.readouterr().out
    assert "The rebels ⟦took⟧ Ramouseh, SOHR said." in out
    assert "syria:ramouseh at 36.1000, 37.1000" in out
    assert "is repeated by r-" in out
    assert run(["explain", record["id"], "--json"]) == 0
    explained = lines(capsys.readouterr().out)[0]
    assert explained["sentence"].startswith("The rebels took Ramouseh, SOHR said")
    assert explained["chain"][0] == "SOHR"
    assert explained["candidates"][0]["place_id"] == "syria:ramouseh"
    assert explained["copies"]


def test_a_correction_shows_and_a_withdrawn_claim_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ingest", str(folder)])
    capsys.readouterr()
    run(["claims", "--speaker", "SOHR", "--json"])
    claim_id = lines(capsys.readouterr().out)[0]["id"]
    by = ["--by", "eleni", "--because", "read again"]
    assert run(["correct", claim_id, "--set", "extent=part", *by]) == 0
    assert "take a part of Ramouseh" in capsys.readouterr().out
    for shown, kept in (
        ("factuality=aim", "intended"), ("factuality=not so", "negated"),
        ("factuality=maybe", "possible"), ("factuality=actual", "actual"),
        ("extent=all of it", "whole"), ("predicate=holds", "controls"),
    ):  # fmt: skip
        assert run(["correct", claim_id, "--set", shown, *by, "--json"]) == 0
        assert lines(capsys.readouterr().out)[0][shown.partition("=")[0]] == kept
    assert run(["correct", claim_id, "--set", "extent=half", *by]) == 1
    assert run(["correct", claim_id, *by]) == 2
    assert run(["correct", claim_id, "--wrong", *by]) == 0
    capsys.readouterr()
    run(["claims", "--speaker", "SOHR", "--json"])
    assert capsys.readouterr().out == ""


def test_a_better_reader_reads_everything_anew_and_the_difference_is_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Better(SmallReader):
        def read(self, report: Report) -> SmallReading:
            reading = super().read(report)
            return SmallReading(reading.claims[1:], reading.resolutions, reading.notes)

    run(["ingest", str(folder)])
    monkeypatch.setattr(
        "contested.cli.ingest.make_reader", lambda theatre, endpoint=None: (Better(), "small-2")
    )
    assert run(["reread"]) == 0
    assert run(["difference"]) == 0
    out, err = capsys.readouterr()
    assert out.count("dropped") == 2
    assert "small-1@any#0 -> small-2: 0 added, 2 dropped, 0 changed" in err


def test_escapes_in_a_report_never_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(
        "\x1b]0;owned\x07 Title \u202e\n\nThe army took Ramouseh, \u202eSOHR said. [red]\n"
    )
    run(["read", str(path)])
    run(["read", str(path), "--json"])
    run(["ingest", str(path)])
    run(["claims", "--json"])
    out, err = capsys.readouterr()
    for text in (out, err):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    claim_id = lines(out.splitlines()[-1])[0]["id"]
    run(["explain", claim_id])
    assert "\u202e" not in capsys.readouterr().out


def start(folder: Path, reader: str, *arguments: str) -> subprocess.Popen[bytes]:
    """The program in a process of its own, with a reader of this file, over many reports.

    Ctrl-C reaches it also where whoever runs the tests ignores it, as a shell's `&` does.
    """
    for number in range(300):
        (folder / f"n{number}.txt").write_text(f"The army took Ramouseh. Number {number}.")
    program = (
        "import sys, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import contested.cli.read as r, contested.cli.ingest as i;"
        "import tests.cli.test_commands as t;"
        f"r.reader_for = lambda theatre, endpoint=None: t.{reader}();"
        f"i.make_reader = lambda theatre, endpoint=None: (t.{reader}(), 'x');"
        "from contested.cli.app import run; sys.exit(run(sys.argv[1:]))"
    )
    root = Path(__file__).resolve().parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ,
    )  # fmt: skip


class SlowReader(SmallReader):
    """Takes its time, so that a test can interrupt it."""

    def read(self, report: Report) -> SmallReading:
        time.sleep(0.05)
        return super().read(report)


def test_a_pipe_that_closes_early_is_no_error(folder: Path) -> None:
    with start(folder, "SmallReader", "read", str(folder), "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == 0


def test_an_interrupted_ingest_says_so_and_keeps_what_was_finished(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "l.db")
    arguments = ("ingest", str(folder), "--json", "--ledger", ledger)
    with start(folder, "SlowReader", *arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.stderr.read().decode().splitlines()[-1].startswith("contested: interrupted")
        assert process.wait() == 130
    assert run(["claims", "--ledger", ledger, "--json"]) == 0
    assert lines(capsys.readouterr().out)


def test_a_damaged_ledger_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contested.db").write_text("this is a shopping list")
    assert run(["claims"]) == 1
    assert "this is not a ledger" in capsys.readouterr().err
