"""From the names a user types (files, folders, globs, ``-``) to reports and problems."""

from __future__ import annotations

import glob
import os
import re
import shlex
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from contested.errors import ReportError
from contested.report.dispatch import read_dispatch, split_dispatch
from contested.report.encoding import Decoded, decode
from contested.report.feed import read_feed
from contested.report.jsonlines import read_jsonlines
from contested.report.page import read_page
from contested.report.plain import read_plain
from contested.report.report import Report
from contested.report.source import MIB, Given, Limits, Problem, Source, fingerprint, time_limit

ReadFormat = Callable[[Source, Decoded, Given], Iterator[Report | Problem]]
FORMATS: dict[str, ReadFormat] = {
    "plain": read_plain,
    "html": read_page,
    "feed": read_feed,
    "jsonlines": read_jsonlines,
    "dispatch": read_dispatch,
}
STANDARD_INPUT = "-"
# Printable and without a blank, so that it can be shown as it is.
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]+\Z", re.IGNORECASE)
_HTML_SIGNS = ("<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>")
_FEED_SIGNS = ("<rss", "<feed", "<rdf:rdf")


def read_all(
    names: Iterable[str],
    given: Given | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Problem]:
    """Everything that can be read from `names`, in order; what cannot is a `Problem`.

    A name is a file, a folder (read recursively, sorted, hidden and unfinished files left out), a
    glob pattern or ``-`` for standard input. It never raises for a bad source, and a file named
    twice is read once.
    """
    given, limits = given or Given(), limits or Limits()
    for item in find_files(names):
        if isinstance(item, Problem):
            yield item
            continue
        if item == STANDARD_INPUT:
            yield from _safely(item, read_stream(stdin or sys.stdin.buffer, given, limits))
            continue
        path, content = Path(item), None
        for found in _safely(shown_name(path), read_file(path, given, limits)):
            if isinstance(found, Problem) and not found.content:
                content = _content(path, limits) if content is None else content
                found = replace(found, content=content)
            yield found


def _safely(name: str, found: Iterator[Report | Problem]) -> Iterator[Report | Problem]:
    """What is found, and in place of an error a problem."""
    try:
        yield from found
    except ReportError as error:
        yield Problem(name, str(error).removeprefix(f"{name}: "))
    # A source that no reader foresaw must not end a batch of thousands; it is named instead.
    except Exception as error:
        kind = type(error).__name__
        message = f"could not be read ({kind}: {error}); please send it to the project"
        yield Problem(name, message)


def _content(path: Path, limits: Limits) -> str:
    """The hash of a file, of one that is too large of its size and beginning; "" if it cannot be
    opened."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            start = stream.read(limits.max_bytes + 1)
            rest = os.fstat(stream.fileno()).st_size - len(start)
    except OSError:
        return ""
    return fingerprint(start + (b"%d" % rest if rest > 0 else b""))


def read_file(
    path: Path, given: Given | None = None, limits: Limits | None = None
) -> Iterator[Report | Problem]:
    """The reports of one file. Raises ReportError if nothing at all can be read from it."""
    limits = limits or Limits()
    yield from _read_bytes(_file(path, limits), given or Given(), limits)


def read_source(name: str, limits: Limits, stdin: BinaryIO | None = None) -> Source:
    """The bytes of one file, or with ``-`` of a stream. Raises ReportError if there are none, or
    too many."""
    if name != STANDARD_INPUT:
        return _file(Path(name), limits)
    data = (stdin or sys.stdin.buffer).read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    return Source(STANDARD_INPUT, data)


def _file(path: Path, limits: Limits) -> Source:
    name = shown_name(path)
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > limits.max_bytes:
                raise _too_large(name, status.st_size, limits)
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise ReportError(f"{name}: cannot be opened: {error.strerror or error}") from error
    return Source(name, data, path)


def read_stream(
    stream: BinaryIO, given: Given | None = None, limits: Limits | None = None
) -> Iterator[Report | Problem]:
    """The reports of a stream such as standard input. Raises ReportError as `read_file` does."""
    limits = limits or Limits()
    data = stream.read(limits.max_bytes + 1)
    yield from _read_bytes(Source(STANDARD_INPUT, data), given or Given(), limits)


def find_files(names: Iterable[str]) -> Iterator[str | Problem]:
    """Each file that `names` stand for, once, and a problem for each name that stands for none."""
    seen: set[str] = set()
    for name in names:
        if name == STANDARD_INPUT:
            found: Iterable[str] = [name]
        elif os.path.isdir(name):
            found = _walk(name)
        elif os.path.lexists(name):
            found = [name]
        elif _ADDRESS.match(name):
            told = f"curl -s {shlex.quote(name)} | contested ingest -"
            yield Problem(name, f"nothing is fetched; fetch it with another program: {told}")
            continue
        elif glob.has_magic(name):
            found = [
                path for path in sorted(glob.glob(name, recursive=True)) if os.path.isfile(path)
            ]
        else:
            yield Problem(shown_name(Path(name)), "there is no such file or folder")
            continue
        empty = True
        for path in found:
            empty = False
            key = path if path == STANDARD_INPUT else os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield path
        if empty:
            yield Problem(shown_name(Path(name)), "no file in it, or none that matches")


def sniff(decoded: Decoded, path: Path | None = None) -> str:
    """The format of a text, a key of `FORMATS`: by its content, the extension as a last resort."""
    start = decoded.text.lstrip()[:4096].lower()
    if start.startswith(("{", "[")) and _is_json(decoded.text):
        return "jsonlines"
    if start.startswith("<"):
        first_html = min((start.find(s) for s in _HTML_SIGNS if s in start), default=len(start))
        first_feed = min((start.find(s) for s in _FEED_SIGNS if s in start), default=len(start))
        if first_feed < first_html:
            return "feed"
        if first_html < len(start):
            return "html"
        if start.startswith("<?xml") and "<!entity" in start:
            return "feed"
    extension = path.suffix.lower() if path is not None else ""
    if extension in (".html", ".htm", ".xhtml") and "<" in start and ">" in start:
        return "html"
    if extension in (".jsonl", ".ndjson"):
        return "jsonlines"
    if split_dispatch(decoded.text) is not None:
        return "dispatch"
    return "plain"


def shown_name(path: Path) -> str:
    """The path as it can be printed and stored: bytes that are no text are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_bytes(source: Source, given: Given, limits: Limits) -> Iterator[Report | Problem]:
    if len(source.data) > limits.max_bytes:
        raise _too_large(source.name, None, limits)
    with time_limit(limits.max_seconds, source.name):
        decoded = decode(source)
        path = source.path if isinstance(source.path, Path) else None
        found = FORMATS[sniff(decoded, path)](source, decoded, given)
    # The clock runs for the parsing of one report: an archive of thousands may take its time, and
    # whoever takes the reports may take theirs.
    while True:
        with time_limit(limits.max_seconds, source.name):
            item = next(found, None)
        if item is None:
            break
        yield item
    if decoded.damaged:
        message = f"{decoded.damaged} bytes are no {decoded.encoding} text and were replaced"
        yield Problem(source.name, message, partial=True)


UNFINISHED = (".part", ".partial", ".tmp", ".swp", ".crdownload", "~")
"""Ends of names of files that are being written, which a folder's reading leaves out."""


def _is_json(text: str) -> bool:
    first = text.lstrip().split("\n", 1)[0].strip()
    return first in ("{", "[") or first.startswith(('{"', "[{", '{ "', "{'", "{}", "[ {"))


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(root, name)
            if not name.startswith(".") and not name.endswith(UNFINISHED) and os.path.isfile(path):
                yield path


def _too_large(name: str, size: int | None, limits: Limits) -> ReportError:
    found = f"{size / MIB:.0f} MB" if size is not None else "it"
    return ReportError(
        f"{name}: {found} is more than the {limits.max_bytes / MIB:g} MB that one file may have; "
        "split it, or raise the limit with --max-mb"
    )
