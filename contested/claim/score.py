"""Scoring a reader against gold claims: precision, recall, F1, and the accuracy of the rest.

A claim is found if predicate, actor and place agree with a gold claim (or with what the gold says
is right too). Each gold claim is matched once. Speaker, extent, factuality and date are judged on
the matched pairs; pairs are chosen so that the speaker agrees where it can.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from contested.actor.load import load_actors
from contested.claim.claim import CONTROL_PREDICATES
from contested.place.toponym import fold, same_place

_QUALIFIERS = {"center of": "central", "centre of": "central", "downtown": "central"}


@dataclass(slots=True)
class Tally:
    """Counts of one group of claims. `gold` and `found` are totals, `hit` the matched pairs."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    speaker: int = 0
    extent: int = 0
    factuality: int = 0
    dated: int = 0
    date: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """2PR / (P + R); 0 where nothing was found."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def rate(self, name: str) -> float:
        """Share of the matched pairs in which a field agrees."""
        base = self.dated if name == "date" else self.hit
        return getattr(self, name) / base if base else 0.0


@dataclass(slots=True)
class Score:
    """Tallies by group: "control", "all", and each predicate."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    missed: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    extra: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    wrong: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=list)


def gold_files(folder: Path) -> list[tuple[Path, Path]]:
    """Pairs of text and gold file below a folder (`x.txt` beside `x.json`, or texts/ and gold/)."""
    pairs = []
    for gold in sorted(folder.rglob("*.json")):
        for text in (gold.with_suffix(".txt"), gold.parent.parent / "texts" / f"{gold.stem}.txt"):
            if text.exists():
                pairs.append((text, gold))
                break
    return pairs


def read_gold(path: Path) -> dict[str, Any]:
    """One gold file as written (language, publication date, theatre, claims)."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def normal(name: str | None) -> str:
    """A name for comparison: folded, without articles, "center of X" as "central X"."""
    if not name:
        return ""
    text = fold(name)
    for long, short in _QUALIFIERS.items():
        if text.startswith(long + " "):
            text = f"{short} {text[len(long) + 1 :]}"
    words = _canonical(text).replace("-", " ").split()
    kept = [w for w in words if w not in ("the", "al", "el", "ar", "as", "ash", "at", "ad", "an")]
    return " ".join("television" if w == "tv" else w for w in kept or words)


@lru_cache(maxsize=4096)
def _canonical(folded: str) -> str:
    """The canonical name of an actor known by another ("OLA"), else the name itself."""
    actor = load_actors().lookup(folded)
    return fold(actor.name) if actor is not None else folded


def same(found: str | None, gold: str | None, accepted: Iterable[str | None] = ()) -> bool:
    """Whether a name agrees with the gold's or with one that is right too."""
    wanted = [gold, *accepted]
    if found is None:
        return any(w is None for w in wanted)
    return any(w is not None and normal(found) == normal(w) for w in wanted)


def same_toponym(found: str | None, gold: str | None, accepted: Iterable[str | None] = ()) -> bool:
    """As `same`, and spellings of one name agree too ("Tal Abyad", "Tell Abyad")."""
    if same(found, gold, accepted):
        return True
    if found is None:
        return False
    for wanted in (gold, *accepted):
        if wanted is None:
            continue
        a, b = normal(found).split(), normal(wanted).split()
        if len(a) == len(b) and all(
            x == y or (len(x) > 3 and len(y) > 3 and same_place(x, y))
            for x, y in zip(a, b, strict=True)
        ):
            return True
        if normal(found).replace(" ", "") == normal(wanted).replace(" ", ""):
            return True
    return False


def agrees(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """Whether predicate, actor and place agree."""
    if found["predicate"] != gold["predicate"]:
        return False
    actors = [*gold.get("accepts_actor", ()), *gold.get("co_actors", ())]
    if not same(found["actor"], gold["actor"], actors):
        return False
    if gold["predicate"] == "supports":
        return same(found["target"], gold["target"], gold.get("accepts_target", ()))
    return same_toponym(found["place"], gold["place"], gold.get("accepts_place", ()))


def _quality(found: Mapping[str, Any], gold: Mapping[str, Any]) -> int:
    return (
        4 * same(found["speaker"], gold["speaker"], gold.get("accepts_speaker", ()))
        + 2 * (found["factuality"] == gold["factuality"])
        + (found["extent"] == gold["extent"])
    )


def score_report(
    name: str, found: list[Mapping[str, Any]], gold: list[Mapping[str, Any]], score: Score
) -> None:
    """Add one report's claims to a score."""
    pairs = sorted(
        (
            (-_quality(f, g), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if agrees(f, g)
        ),
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    matches: list[tuple[int, int]] = []
    for _, i, j in pairs:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            matches.append((i, j))
    for groups, key, rows in ((score.tallies, "gold", gold), (score.tallies, "found", found)):
        for row in rows:
            for group in _groups(row):
                setattr(groups[group], key, getattr(groups[group], key) + 1)
    for i, j in matches:
        f, g = found[i], gold[j]
        right = Counter(
            hit=1,
            speaker=same(f["speaker"], g["speaker"], g.get("accepts_speaker", ())),
            extent=f["extent"] == g["extent"],
            factuality=f["factuality"] == g["factuality"],
        )
        dates = [k for k in ("on", "since", "until") if g.get(k)]
        if dates:
            right["dated"] = 1
            right["date"] = all(f.get(k) == g[k] for k in dates)
        for group in _groups(g):
            tally = score.tallies[group]
            for key, value in right.items():
                setattr(tally, key, getattr(tally, key) + value)
        if not (right["speaker"] and right["factuality"] and right["extent"]):
            score.wrong.append((name, f, g))
    score.missed.extend((name, g) for j, g in enumerate(gold) if j not in used_gold)
    score.extra.extend((name, f) for i, f in enumerate(found) if i not in used_found)


def _groups(row: Mapping[str, Any]) -> list[str]:
    groups = ["all", row["predicate"]]
    if row["predicate"] in CONTROL_PREDICATES:
        groups.append("control")
    return groups
