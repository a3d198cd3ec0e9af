"""`contested score`: how well the reader reads what people have annotated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from contested.claim.claim import Claim
from contested.claim.evaluate import COLUMNS, Evaluation, cells, evaluate, figures
from contested.claim.score import gold_files, same_speaker
from contested.cli.model import make_endpoint, tell_spent
from contested.cli.model_options import Wanted
from contested.cli.reading import reader_for
from contested.cli.terminal import (
    is_terminal,
    print_records,
    print_table,
    progress,
    say,
    tell,
)  # fmt: skip
from contested.errors import NotFoundError, ReportError
from contested.ledger.ingest import Reader
from contested.report.report import Report

MISS_COLUMNS = ("language", "report", "what", "read", "gold")
_COLUMNS = ("language", *COLUMNS)
_JUDGED = ("speaker", "extent", "factuality")


def score_folders(
    folders: Sequence[Path], theatre: str | None, as_json: bool, wanted: Wanted, misses: bool
) -> int:
    """Print the score over all reports with gold claims in the folders; the exit code.

    With `misses` the claims that were missed, read otherwise than the gold has them, or read where
    it has none are printed instead. Raises NotFoundError for a folder that is none or holds no
    gold file.
    """
    wanted.check(("grammar", "model"))
    endpoint = make_endpoint(wanted) if wanted.asks_model else None
    pairs = [pair for folder in folders for pair in _pairs(folder)]
    readers: dict[str | None, Reader] = {}
    with progress("reading", len(pairs)) as bar:

        def read(report: Report, theatre: str | None) -> Iterable[Claim]:
            bar.step()
            if theatre not in readers:
                readers[theatre] = reader_for(theatre, endpoint)
            try:
                return readers[theatre].read(report).claims
            except ReportError as error:
                tell(f"{report.source}: {error}; counted as read without a claim")
                return ()

        result = evaluate(pairs, read, theatre, needs_rules=endpoint is None)
    if endpoint is not None:
        tell_spent(endpoint.spent)
    if misses:
        _print_misses(result, as_json)
    elif as_json:
        print_records(
            {"language": language, "group": group, **figures(tally)}
            for language in sorted(result.scores)
            for group, tally in result.rows(language)
        )
    elif is_terminal():
        for language in sorted(result.scores):
            print_table(_COLUMNS, _rows(language, result), _title(language, result))
            say()
    else:
        rows = [row for language in sorted(result.scores) for row in _rows(language, result)]
        print_table(_COLUMNS, rows)
    for language, count in sorted(result.unread.items()):
        tell(f"{language}: {count} reports left out, there are no rules for this language")
    return 0 if result.scores else 1


def _print_misses(result: Evaluation, as_json: bool) -> None:
    """A row for each claim that is not as in the gold."""
    rows = [row for language in sorted(result.scores) for row in _misses(language, result)]
    if as_json:
        print_records(dict(zip(MISS_COLUMNS, row, strict=True)) for row in rows)
        return
    print_table(MISS_COLUMNS, [[cell or "" for cell in row] for row in rows])


def _misses(language: str, result: Evaluation) -> Iterator[tuple[str | None, ...]]:
    """Cells of `MISS_COLUMNS`: what was missed, then what was wrong, then what was too much."""
    score = result.scores[language]
    for name, gold in score.missed:
        yield language, name, "missed", None, _line(gold)
    for name, found, gold in score.wrong:
        amiss = [field for field in _JUDGED if field == "speaker" or found[field] != gold[field]]
        if same_speaker(found, gold):
            amiss.remove("speaker")
        yield language, name, f"wrong {', '.join(amiss)}", _line(found), _line(gold)
    for name, found in score.extra:
        yield language, name, "extra", f"{_line(found)} | {found['evidence']}", None


def _line(claim: Mapping[str, Any]) -> str:
    """A claim as an example in rules.toml has it: predicate, actor, place, speaker, factuality."""
    place = claim["target"] if claim["predicate"] == "supports" else claim["place"]
    named = (claim["predicate"], claim["actor"], place, claim["speaker"], claim["factuality"])
    extent = () if claim["extent"] == "unspecified" else (claim["extent"],)
    return " | ".join(one or "-" for one in (*named, *extent))


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: no such folder")
    pairs = gold_files(folder)
    if not pairs:
        raise NotFoundError(f"{folder}: no gold files; x.json stands beside x.txt there")
    return pairs


def _title(language: str, result: Evaluation) -> str:
    return f"{language}: {result.reports[language]} reports"


def _rows(language: str, result: Evaluation) -> list[tuple[str, ...]]:
    return [(language, *cells(group, figures(tally))) for group, tally in result.rows(language)]
