"""What `read` and `ingest` share: the options given, the sources, the count at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from contested.cli.options import OptionError
from contested.cli.terminal import Progress, tell
from contested.cli.wording import counted
from contested.errors import ReportError
from contested.report.dates import parse_given
from contested.report.language import primary_code
from contested.report.read import find_files, read_all
from contested.report.report import Report
from contested.report.source import MIB, Given, Limits, Problem

NAMED = 10  # reports that are named for one kind of note, at most


@dataclass(frozen=True, slots=True)
class Batch:
    """The sources a command was given and how to read them."""

    names: tuple[str, ...]
    given: Given
    limits: Limits
    stdin: BinaryIO | None = None
    unfound: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def items(self, progress: Progress) -> Iterator[Report | Problem]:
        """Reports and problems, source by source; one step of progress each."""
        yield from self.unfound
        for name in self.names:
            yield from read_all([name], self.given, self.limits, self.stdin)
            progress.step()


@dataclass
class Tally:
    """Counts for the summary of a batch, and its messages as they come."""

    counts: Counter[str] = field(default_factory=Counter)
    theatres: dict[str, list[str]] = field(default_factory=dict)
    undated: list[str] = field(default_factory=list)

    def problem(self, problem: Problem, known: bool = False) -> None:
        """Tell a problem at once and count it; one that is `known` is only counted."""
        self.counts["partial" if problem.partial else "refused"] += 1
        if known:
            self.counts["named before"] += 1
            return
        tell(f"{problem.source}: {problem.message}")

    def notes(self, report: Report, notes: Sequence[str]) -> None:
        """Count what the reader could not do, and tell it of the first reports of each kind; note
        a report without a date."""
        if report.published_at is None:
            self.undated.append(report.source or report.id)
        for note in notes:
            if self.counts[f"note: {note}"] < NAMED:
                known = f" (there are for {_languages()})" if note.startswith("no rules") else ""
                tell(f"{report.source or report.id}: {note}{known}")
            self.counts[f"note: {note}"] += 1

    def read_in(self) -> str:
        """``read in ukraine: 14 reports; in no theatre: 1 report (a.txt)``; "" if nothing was read.
        Those that were not read where most were, or nowhere, are named."""
        told = []
        ordered = sorted(self.theatres.items(), key=lambda one: (not one[0], -len(one[1]), one[0]))
        for number, (name, reports) in enumerate(ordered):
            line = f"in {name or 'no theatre'}: {counted(len(reports), 'reports')}"
            if number or not name:
                more = f" and {len(reports) - NAMED} more" if len(reports) > NAMED else ""
                line += f" ({', '.join(reports[:NAMED])}{more})"
            told.append(line)
        several = (
            ": the places that each names decide; --theatre NAME reads all in one"
            if len(told) > 1
            else ""
        )
        return f"read {'; '.join(told)}{several}" if told else ""

    def summary(self, parts: Sequence[tuple[str, str]]) -> str:
        """``3 reports; 12 claims; 1 refused``: `parts` are (key, words), zero ones left out."""
        told = [counted(self.counts[key], words) for key, words in parts if self.counts[key]]
        for key, words in (("refused", "refused"), ("partial", "read only in part")):
            if self.counts[key]:
                told.append(f"{self.counts[key]} {words}")
        if before := self.counts["named before"]:
            told.append(f"{before} of these as before and not named again (--again names them)")
        for key, count in self.counts.items():
            if key.startswith("note: "):
                more = f" (those above and {count - NAMED} more)" if count > NAMED else ""
                told.append(f"{count} with {key.removeprefix('note: ')}{more}")
        return "; ".join(told) or "nothing was read"


def _languages() -> str:
    from contested.claim.lexicon import available_languages

    return ", ".join(available_languages())


def open_batch(
    names: Sequence[str],
    published: str | None,
    publisher: str | None,
    language: str | None,
    max_mb: float,
    max_seconds: float,
) -> Batch:
    """Check the options and find the files. Raises OptionError for an option that cannot be."""
    if language is not None and primary_code(language) is None:
        raise OptionError(f"--language {language!r} is no language code; write it as el or en")
    try:
        published_at = parse_given(published) if published is not None else None
    except ReportError as error:
        raise OptionError(f"--published {error}") from error
    given = Given(publisher, language, published_at)
    limits = Limits(int(max_mb * MIB), max_seconds)
    found: list[str] = []
    unfound: list[Problem] = []
    for item in find_files(names):
        if isinstance(item, Problem):
            unfound.append(item)
        else:
            found.append(item)
    return Batch(tuple(found), given, limits, sys.stdin.buffer, tuple(unfound))
