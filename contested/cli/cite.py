"""`contested cite`: what a study must say so that its figures can be made again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested import __version__
from contested.belief.store import kept_beside
from contested.cli.claims import check_moment
from contested.cli.options import day_of
from contested.cli.terminal import print_records, say
from contested.cli.wording import counted
from contested.errors import LedgerError
from contested.ledger.digest import digest
from contested.ledger.query import ClaimFilter
from contested.ledger.store import Ledger
from contested.map.snapshot import choose_theatre

_AUTHOR = "The Contested developers"
_TITLE = "Contested: who holds what, and who says so"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names. `reports` and `claims` are those that count, `last_report` the last
    day that one of them was published on, `recorded` the day of the last record among them."""

    version: str
    sha256: str
    reports: int
    claims: int
    last_report: str | None
    recorded: str
    readers: tuple[str, ...]
    theatre: str
    trust: str
    settings: tuple[str, ...]

    @property
    def program(self) -> str:
        """The program, in a line."""
        return f"{_AUTHOR}. {_TITLE}. Version {self.version}."

    @property
    def ledger(self) -> str:
        """The ledger and how it was asked, in a paragraph."""
        published = f", published to {self.last_report}" if self.last_report else ""
        return (
            f"Ledger of {counted(self.claims, 'claims')} from {counted(self.reports, 'reports')}"
            f"{published}, recorded to {self.recorded}, SHA-256 {self.sha256}; read by "
            f"{', '.join(self.readers)}; theatre {self.theatre}; {', '.join(self.settings)}; "
            f"speakers judged {self.trust}."
        )

    @property
    def bibtex(self) -> str:
        """Two entries, of the program and of the ledger."""
        year = self.recorded[:4]
        return "\n".join(
            [
                f"@software{{contested_{self.version.replace('.', '_')},",
                f"  author = {{{{{_AUTHOR}}}}},",
                f"  title = {{{{{_TITLE}}}}},",
                f"  version = {{{self.version}}},",
                f"  year = {{{year}}}",
                "}",
                f"@misc{{contested_ledger_{self.sha256[:8]},",
                f"  title = {{{{Ledger of claims, SHA-256 {self.sha256[:16]}}}}},",
                f"  year = {{{year}}},",
                f"  note = {{{_escaped(self.ledger)}}}",
                "}",
            ]
        )


def cite_ledger(
    ledger_path: Path,
    theatre: str | None,
    *,
    at: str | None,
    hindsight: bool,
    as_known: str | None,
    recorded_by: str | None,
    as_json: bool,
) -> int:
    """Print the citation, plain and as BibTeX; the exit code. Raises LedgerError where no claim
    counts."""
    check_moment("--recorded-by", recorded_by)
    day, known = day_of("--at", at), day_of("--as-known", as_known)
    if day is not None and not hindsight:
        known = min(day, known or day)
    cited = _cited(ledger_path, theatre, day, known, recorded_by, hindsight)
    if as_json:
        print_records(
            [
                {
                    "version": cited.version, "sha256": cited.sha256, "reports": cited.reports,
                    "claims": cited.claims, "last_report": cited.last_report,
                    "recorded": cited.recorded, "readers": list(cited.readers),
                    "theatre": cited.theatre, "trust": cited.trust,
                    "settings": list(cited.settings), "plain": f"{cited.program} {cited.ledger}",
                    "bibtex": cited.bibtex,
                }
            ]
        )  # fmt: skip
        return 0
    say(cited.program)
    say(cited.ledger)
    say()
    say(cited.bibtex)
    return 0


def _cited(
    ledger_path: Path,
    theatre: str | None,
    day: date | None,
    known: date | None,
    recorded_by: str | None,
    hindsight: bool,
) -> Cited:
    by = known.isoformat() if known else None
    with Ledger.open(ledger_path) as ledger:
        stored = ledger.claims(ClaimFilter(published_by=by, recorded_by=recorded_by))
        newest = ledger.newest_extractors()
    if not stored:
        raise LedgerError(f"{ledger_path}: no claim counts that could be cited")
    settings = ["in hindsight" if hindsight else "as known then"]
    settings += [f"on {day}"] if day else []
    settings += [f"of publications to {known}"] if known else []
    settings += [f"as recorded by {recorded_by}"] if recorded_by else []
    reports = {one.claim.report_id for one in stored}
    readers = Counter(newest[one] for one in reports if one in newest)
    kept = kept_beside(ledger_path)
    learnt = kept is not None and kept.learnt.fitted_on is not None
    return Cited(
        __version__, digest(stored), len(reports), len(stored),
        max((one.published_at[:10] for one in stored if one.published_at), default=None),
        max(one.recorded_at for one in stored)[:10],
        tuple(name for name, _ in readers.most_common()), choose_theatre(theatre, stored).name,
        "by what was learnt of each" if learnt else "by their kind", tuple(settings),
    )  # fmt: skip


def _escaped(text: str) -> str:
    """Text as a field of BibTeX takes it."""
    for char in "&%#_":
        text = text.replace(char, "\\" + char)
    return text
