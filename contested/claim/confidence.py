"""How likely it is that a report says what a draft says: a logistic model over its grammar.

The grammar's own sureness of a draft only ranks. `confidence` turns it, with a few traits that
hold in every language, into a probability. The weights are data (confidence.toml), fitted to the
annotated reports by `tools/fit_confidence.py`; no trait knows a word, a name or a language.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path

from contested.claim.draft import Draft
from contested.errors import LanguageError

WEIGHTS = Path(__file__).parent / "confidence.toml"
FLOORS = Path(__file__).parent / "floors.toml"
_ROUTES = frozenset({"cuts_route", "opens_route", "supply_route"})
_LARGE = frozenset({"country", "province", "region"})
_NONFINITE = frozenset({"inf", "ger", "red"})
_LEAST = 0.05  # a sureness below this tells no more


def traits(draft: Draft) -> dict[str, float]:
    """What is known of a draft that bears on its being right; logarithms of what is graded."""
    actor, place, speaker = draft.actor, draft.place, draft.speaker
    clause = draft.clause
    return {
        "bias": 1.0,
        "log_sure": _log(draft.sure),
        "actor_unsaid": float(actor is None),
        "actor_unnamed": float(actor is not None and not actor.named),
        "log_place_sure": _log(place.sure) if place is not None else 0.0,
        "place_unlisted": float(place is not None and place.place is None),
        "place_in_part": float(place is not None and place.extent == "part"),
        "place_is_large": float(place is not None and place.kind in _LARGE),
        "about_route": float(draft.predicate in _ROUTES),
        "about_attack": float(draft.predicate == "attacks"),
        "about_support": float(draft.predicate == "supports"),
        "spoken": float(speaker is not None),
        "log_speaker_sure": _log(speaker.sure) if speaker is not None else 0.0,
        "by_modifier": float(draft.rule == "modifier"),
        "by_echo": float(draft.rule == "echo"),
        "has_target": float(draft.target is not None),
        "nonfinite": float(clause is not None and clause.kind in _NONFINITE),
    }


def confidence(draft: Draft) -> float:
    """The probability, 0 to 1, that predicate, actor and place of a draft are the report's."""
    weights = load_weights()
    return chance(weights, traits(draft))


def chance(weights: dict[str, float], values: dict[str, float]) -> float:
    """The logistic function of a weighted sum; both have the same keys."""
    total = 0.0
    for name, value in values.items():
        total += weights[name] * value
    return 1.0 / (1.0 + math.exp(-total))


def least_chance(predicate: str, unmarked: bool = False) -> float:
    """The probability below which a claim of a predicate is not told (floors.toml).

    `unmarked` says that the text has lost its commas (`lost_comma.has_lost_commas`).
    """
    floors = load_floors()
    usual = floors.get(predicate, floors["usual"])
    return max(usual, floors["unmarked"]) if unmarked else usual


def load_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The weight of every trait. Raises LanguageError where the file is no table of numbers."""
    return _numbers(path, "weights")


def load_floors(path: Path = FLOORS) -> dict[str, float]:
    """The least chance by predicate and the `usual` one. Raises LanguageError as above."""
    return _numbers(path, "floors")


@cache
def _numbers(path: Path, table: str) -> dict[str, float]:
    raw = tomllib.loads(path.read_text(encoding="utf-8")).get(table)
    if not isinstance(raw, dict) or not all(isinstance(n, int | float) for n in raw.values()):
        raise LanguageError(f"a table [{table}] of numbers is expected", path=path)
    return {name: float(number) for name, number in raw.items()}


def _log(sure: float) -> float:
    return math.log(min(max(sure, _LEAST), 1.0))
