"""Writes contested/claim/confidence.toml: what each trait of a draft says of its being right.

Development-time only; run it after the reader has changed. A claim is right if predicate, actor
and place agree with the gold; read are the development reports and `retold/`, never those set
aside. The model is a logistic regression with a ridge, fitted by Newton's method; it is judged on
languages that it was not fitted to.

    python tools/fit_confidence.py [--check]

`--check` writes nothing and says how well the weights that are there fit the present reader.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contested.claim import record
from contested.claim.confidence import WEIGHTS, load_weights, traits
from contested.claim.draft import Draft
from contested.claim.evaluate import gold_report
from contested.claim.extract import Reader
from contested.claim.lexicon import available_languages
from contested.claim.score import gold_files, match, read_gold

READING = Path(__file__).resolve().parent.parent / "benchmarks" / "reading"
FOLDERS = [READING / "retold", *sorted(READING.glob("*/dev")), READING / "el" / "undated"]
KEPT_BACK = re.compile(r"dev-el-(09|1\d)|dev-en-(08|09|10)")
RIDGE = 3.0
BINS = 10

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One claim of the reader: language, traits and sureness of its draft, whether it is right."""

    language: str
    values: dict[str, float]
    sure: float
    right: bool


def read_folders(folders: list[Path]) -> Iterator[Example]:
    """The reader's claims in all gold files below some folders."""
    drafts: dict[float, tuple[dict[str, float], float]] = {}
    languages = available_languages()

    def numbered(draft: Draft) -> float:
        number = 1e6 * round(draft.sure, 3) + len(drafts)  # of equal claims the surest is kept
        drafts[number] = traits(draft), draft.sure
        return number

    usual = record.confidence
    record.confidence = numbered
    try:
        for folder in folders:
            for text, path in gold_files(folder):
                gold = read_gold(path)
                if KEPT_BACK.search(path.stem) or gold["lang"] not in languages:
                    continue
                claims = Reader(gold.get("theatre")).read(gold_report(text, gold)).claims
                found = [claim.as_dict() for claim in claims]
                right = {i for i, _ in match(found, gold["claims"])}
                for i, claim in enumerate(claims):
                    values, sure = drafts[claim.confidence]
                    yield Example(gold["lang"], values, sure, i in right)
    finally:
        record.confidence = usual


def fit(rows: Array, right: Array, ridge: float = RIDGE, rounds: int = 50) -> Array:
    """The weights that make the outcomes likeliest, the first column's being free of the ridge."""
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(rounds):
        chances = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chances) - penalty * weights
        bend = (rows * (chances * (1.0 - chances))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-10:
            break
    return weights


def brier(chances: Array, right: Array) -> float:
    """The mean squared distance of chances from outcomes: 0 is best, 0.25 is knowing nothing."""
    return float(((chances - right) ** 2).mean())


def bins(chances: Array, right: Array) -> list[tuple[int, float, float]]:
    """Tenths of the claims by chance: how many, mean chance, share that is right."""
    order = np.argsort(chances, kind="stable")
    return [
        (len(part), float(chances[part].mean()), float(right[part].mean()))
        for part in np.array_split(order, BINS)
    ]


def matrix(examples: list[Example], names: list[str]) -> tuple[Array, Array]:
    """Traits by example, in the order of the names, and the outcomes."""
    rows = np.array([[example.values[name] for name in names] for example in examples])
    return rows, np.array([float(example.right) for example in examples])


def across_languages(examples: list[Example], rows: Array, right: Array) -> Array:
    """The chance of every claim by weights fitted to the other languages."""
    languages = np.array([example.language for example in examples])
    chances = np.zeros(len(examples))
    for language in sorted(set(languages)):
        own = languages == language
        weights = fit(rows[~own], right[~own])
        chances[own] = 1.0 / (1.0 + np.exp(-rows[own] @ weights))
    return chances


def tell(title: str, chances: Array, right: Array) -> None:
    """Print one line of quality and the tenths."""
    table = bins(chances, right)
    gap = sum(n * abs(said - was) for n, said, was in table) / len(right)
    print(f"{title}: Brier {brier(chances, right):.3f}, mean gap {gap:.3f}")
    print("  said/was right " + " ".join(f"{said:.2f}/{was:.2f}" for _, said, was in table))


def main() -> int:
    """Fit, judge and write; the exit code is 1 where the weights that are there are far off."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    examples = list(read_folders(FOLDERS))
    names = list(examples[0].values)
    rows, right = matrix(examples, names)
    print(f"{len(examples)} claims, {right.mean():.3f} of them right")
    tell("grammar's sureness", np.array([example.sure for example in examples]), right)
    tell("other languages' weights", across_languages(examples, rows, right), right)
    if arguments.check:
        known = load_weights()
        present = 1.0 / (1.0 + np.exp(-rows @ np.array([known[name] for name in names])))
        tell("weights that are there", present, right)
        return int(abs(float(present.mean() - right.mean())) > 0.05)
    weights = fit(rows, right)
    lines = [
        "# How each trait of a draft (confidence.py) bears on its being right, in log odds.",
        f"# Written by tools/fit_confidence.py from {len(examples)} claims in the annotated reports"
        " that rules are written with.",
        "",
        "[weights]",
        *(f"{name} = {weight:.2f}" for name, weight in zip(names, weights, strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {WEIGHTS}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
