"""Claims in 804 real English articles on Syria (FA-KES): counts, a random sample, its verdicts.

    python -m benchmarks.reading.fakes --count
    python -m benchmarks.reading.fakes --sample 200 --seed 7 --out FILE
    python -m benchmarks.reading.fakes --verdicts

The sample goes to a file outside the project, with the words around each claim, for a person to
judge. The verdicts are kept in fakes_verdicts.csv: claim, article, verdict, reason; no text.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.goal import NO_DATA
from benchmarks.reading.results import FOLDER, optional_data, record
from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report

VERDICTS = FOLDER / "fakes_verdicts.csv"
_BEFORE, _AFTER = 600, 300


@dataclass(frozen=True, slots=True)
class Article:
    """A row of the table: its unit id (a few are used twice), its number and its report."""

    unit_id: str
    number: int
    report: Report


def articles(path: Path) -> Iterator[Article]:
    """All articles of the table; dates are read month first."""
    with path.open(encoding="latin-1", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            report = Report(
                text=f"{row['article_title']}\n\n{row['article_content']}",
                title=row["article_title"],
                publisher=row["source"],
                language="en",
                published_at=datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat(),
                published_basis="metadata",
            )
            yield Article(row["unit_id"], number, report)


def all_claims(path: Path) -> list[tuple[Article, Claim]]:
    """Every claim of every article, in order; each read without being told the theatre.

    A few articles stand in the table twice; their claims are the same and counted once.
    """
    reader = Reader(None)
    found: dict[str, tuple[Article, Claim]] = {}
    for article in articles(path):
        for claim in reader.read(article.report).claims:
            found.setdefault(claim.id, (article, claim))
    return list(found.values())


def count(claims: list[tuple[Article, Claim]]) -> None:
    """Print and record how many claims there are of each predicate."""
    counts = Counter(claim.predicate for _, claim in claims)
    rows = [[predicate, str(n)] for predicate, n in counts.most_common()]
    rows.append(["all", str(len(claims))])
    for predicate, n in rows:
        print(f"{predicate:14} {n}")
    title = "Claims in 804 articles on Syria (FA-KES)"
    record({"fakes_counts": {"title": title, "columns": ["predicate", "claims"], "rows": rows}})


def sample(claims: list[tuple[Article, Claim]], size: int, seed: int, out: Path) -> None:
    """Write `size` claims drawn at random, in the order of the table, with the words around.

    Claims are drawn by a hash of seed and id: a better reader's sample holds what both readers
    found of the same draw, and only the rest is to be judged anew. Verdicts that are there
    already are shown.
    """
    known = {row["claim"]: row["verdict"] for row in read_verdicts()}
    ranks = [_rank(seed, claim.id) for _, claim in claims]
    drawn = sorted(range(len(claims)), key=ranks.__getitem__)[:size]
    lines = []
    for k, index in enumerate(sorted(drawn), 1):
        article, c = claims[index]
        text = article.report.text
        before = text[max(0, c.start - _BEFORE) : c.start]
        words = f"{before}[[{text[c.start : c.end]}]]{text[c.end : c.end + _AFTER]}"
        lines.append(
            f"#{k} {c.id} {article.unit_id} (row {article.number}) {article.report.publisher} "
            f"{article.report.published_at} {known.get(c.id, 'new')}\n"
            f"  {c.predicate} | actor {c.actor} | target {c.target} | place {c.place} | "
            f"{c.extent} | speaker {c.speaker} | {c.factuality} | on {c.on} since {c.since} | "
            f"{c.confidence}\n  ... {' / '.join(words.split(chr(10)))}\n"
        )
    out.write_text("\n".join(lines), encoding="utf-8")


def read_verdicts() -> list[dict[str, str]]:
    """The rows of fakes_verdicts.csv: claim, predicate, article, verdict, reason."""
    if not VERDICTS.exists():
        return []
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rank(seed: int, claim_id: str) -> bytes:
    return hashlib.sha256(f"{seed} {claim_id}".encode()).digest()


def verdicts(claims: list[tuple[Article, Claim]]) -> None:
    """Print and record how many of the judged claims are right, and how many are still found."""
    judged = read_verdicts()
    known = {claim.id: claim.predicate for _, claim in claims}
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in judged:
        for group in (row["predicate"], "all"):
            total[group] += 1
            right[group] += row["verdict"] == "right"
    rows = [[group, str(n), str(right[group])] for group, n in total.most_common()]
    kept = sum(row["claim"] in known for row in judged)
    for group, n, good in rows:
        print(f"{group:14} {good} of {n} right")
    print(f"{kept} of {len(judged)} are found by the present reader")
    title = "Claims in articles on Syria (FA-KES), drawn at random and judged against the text"
    note = f"{kept} of the {len(judged)} judged claims are found by the present reader"
    columns = ["predicate", "judged", "right"]
    record({"fakes_verdicts": {"title": title, "note": note, "columns": columns, "rows": rows}})


def main() -> int:
    """`NO_DATA` where the data is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", action="store_true", help="claims by predicate")
    parser.add_argument("--sample", type=int, metavar="N", help="draw N claims")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, help="where the sample goes")
    parser.add_argument("--verdicts", action="store_true", help="count the verdicts")
    arguments = parser.parse_args()
    shared = optional_data()
    path = shared / "data" / "fa_kes" / "FA-KES.csv" if shared is not None else None
    if path is None or not path.is_file():
        print("no FA-KES on this machine; set CONTESTED_SHARED", file=sys.stderr)
        return NO_DATA
    if arguments.sample and arguments.out is None:
        parser.error("--sample needs --out")
    claims = all_claims(path)
    if arguments.count:
        count(claims)
    if arguments.sample:
        sample(claims, arguments.sample, arguments.seed, arguments.out)
    if arguments.verdicts:
        verdicts(claims)
    return 0


if __name__ == "__main__":
    sys.exit(main())
