"""Running the reader over gold folders: one score per language, as rows for a table or a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from contested.claim.claim import CONTROL_PREDICATES, PREDICATES, Claim
from contested.claim.lexicon import available_languages
from contested.claim.score import Score, Tally, read_gold, score_report
from contested.errors import ReportError
from contested.report.report import Report, headline_of

GROUPS = ("control", "all", *sorted(CONTROL_PREDICATES), *sorted(PREDICATES - CONTROL_PREDICATES))
COLUMNS = (
    "claims", "gold", "found", "hit", "P", "R", "F1", "speaker", "extent", "factuality", "date"
)  # fmt: skip


class ClaimsOf(Protocol):
    """What reads a report in a theatre (None: let the report decide) into claims."""

    def __call__(self, report: Report, theatre: str | None) -> Iterable[Claim]:
        """The report's claims."""
        ...


@dataclass(slots=True)
class Evaluation:
    """Scores by language, the number of reports behind each, and reports without rules."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    reports: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def rows(self, language: str) -> list[tuple[str, Tally]]:
        """The groups of claims of a language that are in the gold or were found, in order."""
        tallies = self.scores[language].tallies
        return [(g, tallies[g]) for g in GROUPS if g in tallies]


def gold_report(text: Path, gold: dict[str, Any]) -> Report:
    """The report of a gold file: headline, blank line, body; or a body alone."""
    body = text.read_text(encoding="utf-8")
    return Report(
        text=body,
        title=headline_of(body),
        language=gold.get("lang"),
        published_at=gold.get("published"),
        published_basis="given" if gold.get("published") else "none",
        source=str(text),
    )


def evaluate(
    pairs: Iterable[tuple[Path, Path]],
    read: ClaimsOf,
    theatre: str | None = None,
    *,
    needs_rules: bool = True,
) -> Evaluation:
    """Read the text of every (text, gold file) and score it, each in its own theatre.

    `theatre` overrides what the gold files say; a reader that `needs_rules` is not asked for
    languages that have none. Raises ReportError for a gold file that is none.
    """
    result = Evaluation()
    known = frozenset(available_languages())
    for text, path in pairs:
        gold = read_gold(path)
        language = str(gold.get("lang") or "")
        if not language:
            raise ReportError(f"{path}: a gold file says its language in 'lang'")
        if needs_rules and language.split("-")[0] not in known:
            result.unread[language] += 1
            continue
        claims = read(gold_report(text, gold), theatre or gold.get("theatre"))
        found = [claim.as_dict() for claim in claims]
        result.reports[language] += 1
        score_report(path.stem, found, gold["claims"], result.scores[language])
    return result


def figures(tally: Tally) -> dict[str, float | int | None]:
    """A tally as numbers, rates rounded to three places; None where nothing was there to judge."""

    def of(base: int, value: float) -> float | None:
        return round(value, 3) if base else None

    return {
        "gold": tally.gold,
        "found": tally.found,
        "hit": tally.hit,
        "precision": of(tally.found, tally.precision),
        "recall": of(tally.gold, tally.recall),
        "f1": of(tally.found + tally.gold, tally.f1),
        "speaker": of(tally.hit, tally.rate("speaker")),
        "extent": of(tally.hit, tally.rate("extent")),
        "factuality": of(tally.hit, tally.rate("factuality")),
        "date": of(tally.dated, tally.rate("date")),
    }


def cells(group: str, numbers: dict[str, float | int | None]) -> tuple[str, ...]:
    """The cells of `COLUMNS` for one group's `figures`."""
    return (group, *(_cell(value) for value in numbers.values()))


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.2f}"
