"""One table of what `make bench` measured: reading, believing, situation, serving, page, ingest.

    python -m benchmarks.table

Every row comes from the results file of its part, with the day it was measured; nothing is measured
here. A part without a results file has a row that says which command writes it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Row:
    """One measurement of ours beside the best known alternative, each with its unit."""

    part: str
    what: str
    ours: str
    peer: str = ""
    memory: str = ""


def quality(found: dict[str, Any]) -> Iterator[Row]:
    """Reports set aside while rules were written: F1 of claims about control, right speakers.

    And the claims made in 1,000 sentences of other news, where they are counted.
    """
    alarms = {row[0]: row[3] for row in found["false_alarms"]["rows"]}
    for language, scores in found["written_set_aside"]["languages"].items():
        control = scores["groups"]["control"]
        figures = f"{control['f1']:.2f}, {control['speaker']:.2f}, {alarms.get(language, '-')}"
        yield Row("what is read", f"{language}: F1, speakers right, false alarms in 1,000", figures)


def reading(found: dict[str, Any]) -> Iterator[Row]:
    """Reports a second of one core; a report has 300 words."""
    spacy = found["measured"].get("spaCy")
    peer = f"spaCy's entities {spacy['rate']:.0f}" if spacy else ""
    for name, one in found["measured"].items():
        if name != "spaCy":
            beside = peer if "English" in name else ""
            yield Row("reading", f"{name}, reports a second of a core", f"{one['rate']:.0f}",
                      beside, f"{one['peak_mb']:.0f} MB")  # fmt: skip


def accuracy(found: dict[str, Any]) -> Iterator[Row]:
    """Log loss on hard cells, mean over seeds, in both simulators."""
    for world in dict.fromkeys(run["world"] for run in found["runs"]):
        losses: dict[str, list[float]] = {}
        for run in found["runs"]:
            if run["world"] == world:
                for row in run["rows"]:
                    losses.setdefault(row["method"], []).append(row["hard_log_loss"])
        mean = {name: sum(values) / len(values) for name, values in losses.items()}
        others = ("majority vote, 30 days", "Dawid-Skene (crowd-kit), 30 days",
                  "HMM (hmmlearn), filtered")  # fmt: skip
        told = ", ".join(f"{name.split(',')[0]} {mean[name]:.2f}" for name in others)
        yield Row("believing", f"log loss on hard cells, {world} simulator",
                  f"{mean['ours, filtered']:.2f}", told)  # fmt: skip


def belief_speed(found: dict[str, Any]) -> Iterator[Row]:
    """A pass over a large theatre, one new claim, a fit."""
    step, claim, fit = found["estep"], found["claim"], found["fit"]
    yield Row("believing", f"one pass, {step['places']:,} places x {step['days']:,} days",
              f"{step['ours_s']:.1f} s", f"hmmlearn {step['hmmlearn_s_scaled']:.0f} s, NumPy "
              f"{step['numpy_s_scaled']:.0f} s", f"{step['peak_mb']:.0f} MB")  # fmt: skip
    yield Row("believing", f"a new claim among {claim['claims']:,}", f"{claim['median_ms']:.0f} ms")
    yield Row("believing", f"speakers learnt from {fit['rows']:,} claims", f"{fit['ours_s']:.1f} s",
              f"crowd-kit {fit['crowdkit_s']:.1f} s", f"{fit['peak_mb']:.0f} MB")  # fmt: skip


def situation(found: dict[str, Any]) -> Iterator[Row]:
    """Each task with ours first and the others after it."""
    tasks: dict[str, dict[str, float]] = {}
    for row in found["rows"]:
        tasks.setdefault(row["what"], {})[row["who"]] = row["seconds"]
    for what, who in tasks.items():
        peers = ", ".join(f"{name} {s:.0f} s" for name, s in who.items() if name != "ours")
        yield Row("situation", what, f"{who['ours']:.2f} s", peers)


def serving(found: dict[str, Any]) -> Iterator[Row]:
    """A step of the timeline, another view, many readers."""
    step, switch, readers = found["step"], found["switch"], found["readers"]
    waited, memory = step["waited_ms"]["median"], step["dense_mb"]
    yield Row("serving", f"a step of the timeline, {step['places']:,} places", f"{waited:.1f} ms",
              "", f"{memory:.0f} MB")  # fmt: skip
    yield Row("serving", "whose word counts, changed", f"{switch['cpu_ms']['median']:.0f} ms")
    yield Row("serving", f"{readers['readers']} readers at once",
              f"{readers['requests_a_second']:.0f} answers a second")  # fmt: skip


def page(found: dict[str, Any]) -> Iterator[Row]:
    """A frame with every place recoloured, by the page's layer and by MapLibre's own ways."""
    ways = found["ways"]
    ours = next(name for name in ways if "page" in name or "layer" in name or "ours" in name)
    peers = ", ".join(f"{name} {one['script_ms']} ms" for name, one in ways.items() if name != ours)
    yield Row("page", "33,000 places recoloured, script", f"{ways[ours]['script_ms']} ms", peers)


def ingest(found: dict[str, Any]) -> Iterator[Row]:
    """The whole way from files to a ledger."""
    what = f"{found['reports']:,} reports, killed {found['kills']} times and resumed"
    yield Row("ingest", f"{what}: processor time", f"{found['cpu_s']:.0f} s", "",
              f"{found['memory_mb']} MB")  # fmt: skip
    yield Row("ingest", "of them lost or doubled", str(found["lost_or_doubled"]))


# Part -> its results file, how it becomes rows, and what writes it.
PARTS: tuple[tuple[str, str, Callable[[dict[str, Any]], Iterator[Row]], str], ...] = (
    ("what is read", "reading/results.json", quality, "benchmarks.reading.run --set-aside"),
    ("reading", "speed-reading-results.json", reading, "benchmarks.speed_reading"),
    ("believing", "belief/results-accuracy.json", accuracy, "benchmarks.belief.accuracy"),
    ("believing", "belief/results-speed.json", belief_speed, "benchmarks.belief.speed"),
    ("situation", "situation/results.json", situation, "benchmarks.situation.run"),
    ("serving", "serving-results.json", serving, "benchmarks.serving"),
    ("page", "page/results.json", page, "benchmarks.page"),
    ("ingest", "ingest-results.json", ingest, "benchmarks.ingest_whole"),
)


def rows(folder: Path = HERE) -> Iterator[Row]:
    """All rows, part by part."""
    for part, file, make, module in PARTS:
        path = folder / file
        if path.exists():
            yield from make(json.loads(path.read_text(encoding="utf-8")))
        else:
            yield Row(part, f"not measured here: python -m {module}", "")


def table(found: list[Row]) -> str:
    """The rows under each other, columns aligned."""
    cells = [("", "what", "ours", "memory", "others")]
    last = ""
    for row in found:
        part = row.part if row.part != last else ""
        cells.append((part, row.what, row.ours, row.memory, row.peer))
        last = row.part
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    lines = ["  ".join(f"{cell:{width}s}" for cell, width in zip(line, widths, strict=True))
             for line in cells]  # fmt: skip
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    """Print the table."""
    print(table(list(rows())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
