"""`contested score`: how well the reader reads what people have annotated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from contested.claim.claim import Claim
from contested.claim.evaluate import COLUMNS, Evaluation, cells, evaluate, figures
from contested.claim.score import gold_files
from contested.cli.model import make_endpoint, tell_spent
from contested.cli.model_options import Wanted
from contested.cli.reading import make_reader
from contested.cli.terminal import print_records, print_table, progress, say, tell
from contested.errors import NotFoundError, ReportError
from contested.ledger.ingest import Reader
from contested.report.report import Report


def score_folders(
    folders: Sequence[Path], theatre: str | None, as_json: bool, wanted: Wanted
) -> int:
    """Print the score over all reports with gold claims in the folders; the exit code.

    Raises NotFoundError for a folder that is none or holds no gold file.
    """
    wanted.check(("grammar", "model"))
    endpoint = make_endpoint(wanted) if wanted.asks_model else None
    pairs = [pair for folder in folders for pair in _pairs(folder)]
    readers: dict[str | None, Reader] = {}
    with progress("reading", len(pairs)) as bar:

        def read(report: Report, theatre: str | None) -> Iterable[Claim]:
            bar.step()
            if theatre not in readers:
                readers[theatre] = make_reader(theatre, endpoint)[0]
            try:
                return readers[theatre].read(report).claims
            except ReportError as error:
                tell(f"{report.source}: {error}; counted as read without a claim")
                return ()

        result = evaluate(pairs, read, theatre, needs_rules=endpoint is None)
    if endpoint is not None:
        tell_spent(endpoint.spent)
    if as_json:
        print_records(
            {"language": language, "group": group, **figures(tally)}
            for language in sorted(result.scores)
            for group, tally in result.rows(language)
        )
    else:
        for language in sorted(result.scores):
            _print(language, result)
    for language, count in sorted(result.unread.items()):
        tell(f"{language}: {count} reports left out, there are no rules for this language")
    return 0 if result.scores else 1


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: no such folder")
    pairs = gold_files(folder)
    if not pairs:
        raise NotFoundError(f"{folder}: no gold files; x.json stands beside x.txt there")
    return pairs


def _print(language: str, result: Evaluation) -> None:
    title = f"{language}: {result.reports[language]} reports"
    rows = [(language, *cells(group, figures(tally))) for group, tally in result.rows(language)]
    print_table(("language", *COLUMNS), rows, title)
    say()
