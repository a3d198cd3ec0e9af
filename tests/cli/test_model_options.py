"""`--reader model` and `--reader both` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.claim.model import kept
from contested.cli.app import run as command
from tests.claim.model.stub import claims, endpoint, said

TEXT = "Government forces took the town of Manbij on Tuesday, SOHR said.\n"
ROW = said(
    "captures", "took the town", actor="Syrian government", place="Manbij", toponym="Manbij",
    speaker="SOHR",
)  # fmt: skip


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    keeping = kept.Kept(tmp_path / "kept")
    monkeypatch.setattr(kept, "Kept", lambda folder: keeping)
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*words: str) -> int:
    return command(list(words))


def test_a_model_reads_and_the_ledger_knows_who_read(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with endpoint(claims(ROW)) as stub:
        asked = ("--reader", "model", "--endpoint", stub.url, "--model", "m@1",
                 "--theatre", "syria", "--published", "2016-08-10")  # fmt: skip
        assert run("read", str(report), *asked, "--json") == 0
        (record,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert (record["place_id"], record["speaker"]) == ("syria:manbij", "SOHR")
        assert record["extractor"].startswith("model-1:m_1")
        assert run("ingest", str(report), *asked, "--ledger", "a.db") == 0
        assert run("ingest", str(report), *asked, "--ledger", "a.db") == 0
        assert run("reread", "--ledger", "a.db") == 0


def test_both_readers_show_where_they_differ(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with endpoint(claims(ROW | {"extent": "part"})) as stub:
        asked = ("--reader", "both", "--endpoint", stub.url, "--model", "b",
                 "--theatre", "syria", "--published", "2016-08-10")  # fmt: skip
        assert run("read", str(report), *asked, "--json") == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(row["readers"], row["differs"]) for row in rows] == [
            (["grammar", "model"], ["extent"])
        ]
        assert run("read", str(report), *asked) == 0
        assert "both 1, only the grammar 0, only the model 0" in capsys.readouterr().out


def test_a_model_is_scored_on_gold(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {
        "lang": "ro", "published": "2016-08-10", "theatre": "syria",
        "claims": [
            {"predicate": "captures", "actor": "Syrian government", "target": None,
             "place": "Manbij", "extent": "unspecified", "speaker": "SOHR", "channel": None,
             "factuality": "actual", "on": None, "since": None, "until": None}
        ],
    }  # fmt: skip
    report.with_suffix(".json").write_text(json.dumps(gold), encoding="utf-8")
    with endpoint(claims(ROW)) as stub:
        asked = ("--reader", "model", "--endpoint", stub.url, "--model", "s")
        assert run("score", str(report.parent), *asked, "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["f1"] for row in rows if row["group"] == "control"} == {1.0}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--reader", "model"), "needs --endpoint and --model"),
        (("--reader", "oracle"), "is not one of"),
        (("--reader", "model", "--endpoint", "http://127.0.0.1:9/v1", "--model", "x",
          "--max-cost", "1"), "--price"),
        (("--reader", "model", "--endpoint", "http://127.0.0.1:9/v1", "--model", "x",
          "--price", "cheap"), "0.5/1.5"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_explained(
    report: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert run("read", str(report), *words) != 0
    assert told in capsys.readouterr().err


def test_no_endpoint_is_asked_unless_a_model_is_wanted(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with endpoint(claims(ROW)) as stub:
        monkeypatch.setenv("CONTESTED_MODEL_ENDPOINT", stub.url)
        monkeypatch.setenv("CONTESTED_MODEL", "m")
        assert run("read", str(report)) == 0
        assert not stub.asked
