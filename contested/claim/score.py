"""Scoring a reader against gold claims: precision, recall, F1, and the accuracy of the rest.

A claim is found if predicate, actor and place agree with a gold claim (or with what the gold says
is right too). Each gold claim is matched once, and as many are matched as can be. Speaker, extent,
factuality and date are judged on the matched pairs; pairs are chosen so that the speaker agrees
where it can.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from contested.actor.actors import Actors
from contested.actor.load import load_actors
from contested.claim.claim import CONTROL_PREDICATES, PREDICATES
from contested.errors import ReportError
from contested.place.toponym import fold, same_place

_QUALIFIERS = {"center of": "central", "centre of": "central", "downtown": "central"}
_ARTICLES = frozenset({"the", "al", "el", "ar", "as", "ash", "at", "ad", "an"})
_REQUIRED = ("predicate", "actor", "target", "place", "extent", "speaker", "factuality")
_DATES = ("on", "since", "until")


@dataclass(slots=True)
class Tally:
    """Counts of one group of claims. `gold` and `found` are totals, `hit` the matched pairs.

    `speaker`, `extent`, `factuality` count the matched pairs that agree in that field; `dated`
    the pairs of which either side states a date, `date` those of them that state the same.
    """

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
        """hit / found; 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """hit / gold; 0 where there is nothing to find."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """2PR / (P + R); 0 where nothing was found."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def rate(self, name: str) -> float:
        """Share of the matched pairs (of the dated ones for "date") in which a field agrees."""
        agreeing: int = getattr(self, name)
        base = self.dated if name == "date" else self.hit
        return agreeing / base if base else 0.0

    def add(self, other: Tally) -> None:
        """Add the counts of another group."""
        for name in ("gold", "found", "hit", "speaker", "extent", "factuality", "dated", "date"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Score:
    """Tallies by group: "control", "all", and each predicate; with what went wrong where.

    `missed` and `extra` hold (report, claim), `wrong` (report, found claim, gold claim).
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    missed: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    extra: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    wrong: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=list)


def gold_files(folder: Path) -> list[tuple[Path, Path]]:
    """Pairs of text and gold file below a folder, by name.

    The text of `x.json` is the file its field "report" names, `x.txt` beside it, or `x.txt` in
    texts/ where the gold file is in gold/. Other JSON files are passed over.
    """
    pairs = []
    for gold in sorted(folder.rglob("*.json")):
        candidates = [gold.with_suffix(".txt"), gold.parent.parent / "texts" / f"{gold.stem}.txt"]
        found = next((text for text in candidates if text.is_file()), None) or _named_text(gold)
        if found is not None:
            pairs.append((found, gold))
    return pairs


def _named_text(gold: Path) -> Path | None:
    try:
        loaded = json.loads(gold.read_text(encoding="utf-8"))
    except ValueError:
        return None
    named = loaded.get("report") if isinstance(loaded, dict) else None
    path = gold.parent / named if isinstance(named, str) else None
    return path if path is not None and path.is_file() else None


def read_gold(path: Path) -> dict[str, Any]:
    """One gold file as written (language, publication date, theatre, claims).

    Raises ReportError where it is no gold file.
    """
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReportError(f"{path}: not valid JSON: {error}") from None
    if not isinstance(loaded, dict) or not isinstance(loaded.get("claims"), list):
        raise ReportError(f"{path}: a gold file is an object with a list of claims")
    for number, claim in enumerate(loaded["claims"], 1):
        for name in _REQUIRED:
            if name not in claim:
                raise ReportError(f"{path}: claim {number} has no {name!r}")
        if claim["predicate"] not in PREDICATES:
            raise ReportError(f"{path}: claim {number}: no predicate {claim['predicate']!r}")
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
    kept = [w for w in words if w not in _ARTICLES]
    return " ".join("television" if w == "tv" else w for w in kept or words)


@lru_cache(maxsize=1)
def _actors() -> Actors:
    return load_actors()


@lru_cache(maxsize=4096)
def _canonical(folded: str) -> str:
    """The canonical name of an actor known by another ("OLA"), else the name itself."""
    actor = _actors().lookup(folded)
    return fold(actor.name) if actor is not None else folded


def same(found: str | None, gold: str | None, accepted: Iterable[str | None] = ()) -> bool:
    """Whether a name agrees with the gold's or with one that is right too."""
    wanted = [gold, *accepted]
    if found is None:
        return any(w is None for w in wanted)
    return any(w is not None and normal(found) == normal(w) for w in wanted)


def same_toponym(found: str | None, gold: str | None, accepted: Iterable[str | None] = ()) -> bool:
    """As `same`, and spellings of one name agree too ("Tal Abyad", "Tall Abyad"), and a site
    before or behind its town ("Tikrit hospital", "the hospital in Tikrit")."""
    wanted = (gold, *accepted)
    if same(found, gold, wanted):
        return True
    return found is not None and any(
        _same_spelling(found, w) or _same_spelling(_town_first(found), _town_first(w))
        for w in wanted
        if w is not None
    )


def _town_first(name: str) -> str:
    """The name with its town before it, where that stands behind.

    >>> _town_first("hospital in Tikrit"), _town_first("headquarters of the 22nd Division")
    ('Tikrit hospital', 'the 22nd Division headquarters')
    """
    site, joined, town = name.partition(" in ")
    if not joined:
        site, joined, town = name.partition(" of ")
    return f"{town} {site}" if joined else name


def _same_spelling(one: str, other: str) -> bool:
    a, b = normal(one).split(), normal(other).split()
    if "".join(a) == "".join(b):
        return True
    return len(a) == len(b) and all(
        x == y or (min(len(x), len(y)) > 2 and same_place(x, y)) for x, y in zip(a, b, strict=True)
    )


def agrees(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """Whether predicate, actor and place (for `supports`: target) agree."""
    if found["predicate"] != gold["predicate"]:
        return False
    actors = [*gold.get("accepts_actor", ()), *gold.get("co_actors", ())]
    if not same(found["actor"], gold["actor"], actors):
        return False
    if gold["predicate"] == "supports":
        return same(found["target"], gold["target"], gold.get("accepts_target", ()))
    return same_toponym(found["place"], gold["place"], gold.get("accepts_place", ()))


def same_speaker(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """Whether two claims that agree have the same speaker, or one that is right too."""
    return same(found["speaker"], gold["speaker"], gold.get("accepts_speaker", ()))


def _quality(found: Mapping[str, Any], gold: Mapping[str, Any]) -> int:
    factuality: bool = found["factuality"] == gold["factuality"]
    extent: bool = found["extent"] == gold["extent"]
    return 4 * same_speaker(found, gold) + 2 * factuality + extent


def match(
    found: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int]]:
    """Pairs (index in `found`, index in `gold`) of claims that agree; no claim stands in two.

    The best pairs are taken first, and then given other partners where that makes one pair more.
    """
    ranked = sorted(
        (-_quality(f, g), i, j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if agrees(f, g)
    )
    options: dict[int, list[int]] = defaultdict(list)
    for _, i, j in ranked:
        options[i].append(j)
    taken: dict[int, int] = {}
    free = set(options)
    for _, i, j in ranked:
        if j not in taken and i in free:
            taken[j] = i
            free.remove(i)

    def settle(i: int, tried: set[int]) -> bool:
        for j in options[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or settle(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in sorted(free):
        settle(i, set())
    return sorted((i, j) for j, i in taken.items())


def score_report(
    name: str,
    found: Sequence[Mapping[str, Any]],
    gold: Sequence[Mapping[str, Any]],
    score: Score,
) -> None:
    """Add one report's claims to a score."""
    pairs = match(found, gold)
    for row in gold:
        for group in _groups(row):
            score.tallies[group].gold += 1
    for row in found:
        for group in _groups(row):
            score.tallies[group].found += 1
    for i, j in pairs:
        right = _judge(found[i], gold[j])
        for group in _groups(gold[j]):
            score.tallies[group].add(right)
        if not (right.speaker and right.factuality and right.extent):
            score.wrong.append((name, found[i], gold[j]))
    paired_found, paired_gold = {i for i, _ in pairs}, {j for _, j in pairs}
    score.missed.extend((name, g) for j, g in enumerate(gold) if j not in paired_gold)
    score.extra.extend((name, f) for i, f in enumerate(found) if i not in paired_found)


def _judge(found: Mapping[str, Any], gold: Mapping[str, Any]) -> Tally:
    dates = [(found.get(key) or None, gold.get(key) or None) for key in _DATES]
    dated = any(f or g for f, g in dates)
    return Tally(
        hit=1,
        speaker=same_speaker(found, gold),
        extent=found["extent"] == gold["extent"],
        factuality=found["factuality"] == gold["factuality"],
        dated=dated,
        date=dated and all(f == g for f, g in dates),
    )


def _groups(row: Mapping[str, Any]) -> list[str]:
    groups = ["all", row["predicate"]]
    if row["predicate"] in CONTROL_PREDICATES:
        groups.append("control")
    return groups


def fully_right(score: Score) -> int:
    """Matched claims whose speaker, extent and factuality are right too."""
    return score.tallies["all"].hit - len(score.wrong)
