"""Files, folders, globs and streams: what is read, what is refused, and that a batch goes on."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contested.errors import ReportError
from contested.report.encoding import Decoded
from contested.report.read import FORMATS, read_all, read_file, sniff
from contested.report.report import Report
from contested.report.source import Given, Limits, Problem, time_limit

TEXT = "Rebels take Ramouseh\n\nThe rebels said on Saturday that they took Ramouseh.\n"


def only_report(path: Path, given: Given | None = None) -> Report:
    (report,) = read_file(path, given)
    assert isinstance(report, Report)
    return report


def only_problem(name: str | Path, limits: Limits | None = None) -> Problem:
    (problem,) = read_all([str(name)], limits=limits)
    assert isinstance(problem, Problem)
    return problem


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_plain_text_keeps_every_character_and_offset(tmp_path: Path) -> None:
    report = only_report(write(tmp_path / "a.txt", "\ufeff" + TEXT.replace("\n", "\r\n")))
    assert report.text == TEXT
    assert report.title == "Rebels take Ramouseh"
    assert report.text[report.body_start :].startswith("The rebels said")
    assert report.language == "en"


def test_a_first_line_without_a_blank_line_after_it_is_no_headline(tmp_path: Path) -> None:
    report = only_report(write(tmp_path / "a.txt", "The army left Manbij.\nIt said so.\n"))
    assert report.title is None
    assert report.body_start == 0


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    problem = only_problem(write(tmp_path / "empty.txt", b" \n"))
    assert problem.source.endswith("empty.txt")
    assert problem.message == "the file is empty; nothing to read"


def test_a_file_of_200_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    problem = only_problem(path, Limits(max_seconds=1.0))
    assert "200 MB is more than the 20 MB" in problem.message
    assert "--max-mb" in problem.message


def test_a_stream_that_does_not_end_is_refused_at_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    stream = Endless()
    (problem,) = read_all(["-"], limits=Limits(max_bytes=1000), stdin=stream)  # type: ignore[arg-type]  # has what is used
    assert isinstance(problem, Problem)
    assert stream.given == 1001


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 ...", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
        (bytes(range(256)) * 20, "binary data"),
        (b"abc\0def" * 30, "binary data"),
    ],
)
def test_binary_data_is_recognised(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in only_problem(write(tmp_path / "x.txt", content)).message


def test_words_are_needed(tmp_path: Path) -> None:
    assert "no words" in only_problem(write(tmp_path / "x.txt", "1234 -- 5678 !!\n")).message


def test_a_bad_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", TEXT)
    write(tmp_path / "2.txt", b"")
    write(tmp_path / "3.txt", b"%PDF-1.5")
    write(tmp_path / "4.txt", TEXT.replace("Ramouseh", "Manbij"))
    found = [type(item).__name__ for item in read_all([str(tmp_path), "nowhere.txt"])]
    assert found == ["Report", "Problem", "Problem", "Report", "Problem"]


def test_a_missing_file_and_an_empty_glob_say_so(tmp_path: Path) -> None:
    assert only_problem("nowhere.txt").message == "there is no such file or folder"
    assert "none that matches" in only_problem(tmp_path / "*.txt").message


def test_folders_are_read_recursively_in_order_without_hidden_or_unfinished_files(
    tmp_path: Path,
) -> None:
    unfinished = ("c.txt.part", "c.tmp", "c.txt~")
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden.txt", ".git/x.txt", *unfinished):
        write(tmp_path / name, f"The army left the town of {name}.")
    read = [item.source for item in read_all([str(tmp_path)])]
    assert read == [str(tmp_path / name) for name in ("a.txt", "b/10.txt", "b/2.txt")]


def test_globs_reach_into_folders_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "x/1.txt", TEXT)
    write(tmp_path / "x/y/2.txt", TEXT)
    names = [str(tmp_path / "**" / "*.txt"), str(tmp_path / "x" / "1.txt")]
    assert len(list(read_all(names))) == 2


def test_a_file_name_that_is_no_text_can_be_shown_and_stored(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xe1\xe2.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (report,) = read_all([str(tmp_path)])
    assert report.source is not None
    report.source.encode()


def test_standard_input_is_read() -> None:
    (report,) = read_all(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(report, Report)
    assert report.source == "-"


def test_a_folder_that_cannot_be_opened_as_a_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be opened"):
        list(read_file(tmp_path))


def test_a_document_that_takes_too_long_is_given_up() -> None:
    def endless() -> None:
        with time_limit(0.05, "x"):
            while True:
                pass

    with pytest.raises(ReportError, match=r"x: not finished after 0.05 s"):
        endless()


def test_waiting_for_a_turn_on_a_busy_machine_is_not_taking_long_but_being_stuck_is() -> None:
    with time_limit(0.05, "x"):
        time.sleep(0.2)

    def stuck() -> None:
        with time_limit(0.05, "x"):
            time.sleep(10)

    with pytest.raises(ReportError, match=r"x: not finished after 0.05 s"):
        stuck()


def test_nul_and_lone_surrogates_are_replaced_at_the_same_offset(tmp_path: Path) -> None:
    report = only_report(write(tmp_path / "a.jsonl", r'{"text": "The army\u0000 left\ud800 it."}'))
    assert report.text == "The army\ufffd left\ufffd it."


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('{"text": "x"}\n', "a.txt", "jsonlines"),
        ('[\n {"text": "x"}]', "a", "jsonlines"),
        ("<!DOCTYPE html><p>x", "a.txt", "html"),
        ("<p>x</p>", "a", "html"),
        ("<div>x", "a.xml", "html"),
        ('<?xml version="1.0"?>\n<rss version="2.0">', "a.html", "feed"),
        ('<?xml version="1.0"?><!-- <html> --><feed xmlns="x">', "a", "html"),
        ("<feed>", "a", "feed"),
        ("publisher: X\npublished: 2016-08-06\n\nText.", "a.txt", "dispatch"),
        ("Note: this is text\n\nText.", "a.txt", "dispatch"),
        ("Ramouseh: the rebels took it\n\nText.", "a.txt", "plain"),
        ("[Reuters] The army left.", "a.txt", "plain"),
    ],
)
def test_the_format_is_told_by_content(text: str, name: str, expected: str) -> None:
    assert sniff(Decoded(text, "utf-8"), Path(name)) == expected
    assert expected in FORMATS


def test_what_the_user_gives_goes_before_what_the_file_says(tmp_path: Path) -> None:
    path = write(
        tmp_path / "d.txt", "publisher: X\npublished: 2016-01-01\nlanguage: el\n\nThe army left.\n"
    )
    report = only_report(path, Given("Y", "en", "2016-08-06T00:00:00+00:00"))
    assert (report.publisher, report.language, report.published_on, report.published_basis) == (
        "Y", "en", "2016-08-06", "given",
    )  # fmt: skip


def test_the_id_follows_words_publisher_and_date_and_nothing_else(tmp_path: Path) -> None:
    one = only_report(write(tmp_path / "a.txt", TEXT))
    same = only_report(write(tmp_path / "b/other.txt", TEXT))
    other = only_report(tmp_path / "a.txt", Given(publisher="X"))
    dated = only_report(tmp_path / "a.txt", Given(published_at="2016-08-06T00:00:00+00:00"))
    assert one.id == same.id
    assert len({one.id, other.id, dated.id}) == 3


def test_the_time_limit_is_a_report_s_and_not_that_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(seconds: list[float]) -> Callable[..., Iterator[Report]]:
        def read(*_: object) -> Iterator[Report]:
            for number, one in enumerate(seconds):
                until = time.process_time() + one
                while time.process_time() < until:
                    pass
                yield Report(f"Report {number}")

        return read

    path = tmp_path / "archive.txt"
    path.write_text("reports", encoding="utf-8")
    limits = Limits(max_seconds=0.5)
    monkeypatch.setitem(FORMATS, "plain", slow([0.2] * 4))
    assert [type(one) for one in read_all([str(path)], limits=limits)] == [Report] * 4
    monkeypatch.setitem(FORMATS, "plain", slow([0.0, 2.0, 0.0]))
    first, problem = read_all([str(path)], limits=limits)
    assert isinstance(first, Report)
    assert isinstance(problem, Problem)
    assert "not finished after 0.5 s" in problem.message
