"""The confidence of claims: a logistic model over traits of drafts, and how it is fitted."""

from __future__ import annotations

import importlib.util
import math
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from contested.claim.confidence import (
    chance,
    confidence,
    least_chance,
    load_floors,
    load_weights,
    traits,
)
from contested.claim.draft import Draft
from contested.claim.extract import Reader
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.score import match
from contested.errors import LanguageError
from contested.report.report import Report
from tests.claim.development import examples

TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "fit_confidence.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_confidence", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its records look themselves up there
    spec.loader.exec_module(module)
    return module


def draft(sure: float = 0.95, actor: bool = True) -> Draft:
    who = GroundedActor("A", "a") if actor else None
    where = GroundedPlace("P", "p", "P", "town")
    return Draft(
        "captures", who, None, where, "unspecified", None, "actual", 0, 1, None, sure, "rule 1 (x)"
    )


def test_a_chance_is_the_logistic_function_of_the_weighted_traits() -> None:
    weights = {"bias": math.log(3), "a": math.log(2), "b": -5.0}
    assert chance(weights, {"bias": 1.0, "a": 0.0, "b": 0.0}) == pytest.approx(3 / 4)
    assert chance(weights, {"bias": 1.0, "a": 1.0, "b": 0.0}) == pytest.approx(6 / 7)
    assert chance(weights, {"bias": 1.0, "a": -2.0, "b": 0.0}) == pytest.approx(3 / 7)


def test_the_weights_are_those_of_the_traits_and_in_their_order() -> None:
    assert list(load_weights()) == list(traits(draft()))


def test_traits_tell_what_a_draft_leaves_open() -> None:
    known = traits(draft(sure=0.5))
    assert known["log_sure"] == pytest.approx(math.log(0.5))
    assert (known["actor_unsaid"], known["place_unlisted"], known["spoken"]) == (0.0, 1.0, 0.0)
    assert traits(draft(actor=False))["actor_unsaid"] == 1.0
    assert traits(draft(sure=0.0))["log_sure"] == pytest.approx(math.log(0.05))


def test_a_surer_draft_has_more_confidence_and_one_without_an_actor_less() -> None:
    usual = confidence(draft(0.8))
    assert 0 < confidence(draft(0.3)) < usual < confidence(draft(0.95)) < 1
    assert confidence(draft(0.8, actor=False)) < usual


def test_names_do_not_count() -> None:
    one = draft()
    other = draft()
    other.actor = GroundedActor("B", "b")
    assert one.place is not None
    other.place = replace(one.place, name="Q", id="q", text="Q")
    assert confidence(one) == confidence(other)


def test_a_file_that_is_no_table_of_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "confidence.toml"
    path.write_text('[weights]\nbias = "much"\n', encoding="utf-8")
    with pytest.raises(LanguageError, match="numbers"):
        load_weights(path)


def test_a_floor_is_told_by_predicate_and_else_the_usual_one() -> None:
    floors = load_floors()
    assert least_chance("attacks") == floors["attacks"] > floors["usual"]
    assert least_chance("controls") == floors["usual"]
    assert least_chance("controls", unmarked=True) == floors["unmarked"] > floors["usual"]
    assert least_chance("supports", unmarked=True) == floors["supports"]


def test_an_attack_less_sure_than_its_floor_is_not_told() -> None:
    def told(text: str) -> list[tuple[str, float]]:
        report = Report(text, language="en", published_at="2016-08-24")
        return [(c.predicate, c.confidence) for c in Reader("syria").read(report).claims]

    sure = told("The army shelled the town of Marea.")
    assert [predicate for predicate, _ in sure] == ["attacks"]
    assert sure[0][1] >= least_chance("attacks")
    assert told("The army shelled the province of Raqqa.") == []
    assert [predicate for predicate, _ in told("The army holds the province of Raqqa.")]


def test_a_fit_without_a_ridge_gives_the_log_odds_of_each_group(tool: ModuleType) -> None:
    marked = np.repeat([0.0, 1.0], [8, 10])
    right = np.concatenate([np.repeat([1.0, 0.0], [6, 2]), np.repeat([1.0, 0.0], [4, 6])])
    weights = tool.fit(np.column_stack([np.ones(18), marked]), right, ridge=0.0)
    assert weights == pytest.approx([math.log(6 / 2), math.log(4 / 6) - math.log(6 / 2)])


def test_a_ridge_draws_weights_to_zero_but_not_the_bias(tool: ModuleType) -> None:
    marked = np.repeat([0.0, 1.0], [8, 10])
    right = np.concatenate([np.repeat([1.0, 0.0], [6, 2]), np.repeat([1.0, 0.0], [4, 6])])
    weights = tool.fit(np.column_stack([np.ones(18), marked]), right, ridge=1e9)
    assert weights == pytest.approx([math.log(10 / 8), 0.0], abs=1e-6)


def test_tenths_and_brier_are_counted_exactly(tool: ModuleType) -> None:
    chances = np.arange(20) / 20
    right = (np.arange(20) % 2).astype(float)
    table = tool.bins(chances, right)
    assert table[0] == pytest.approx((2, 0.025, 0.5))
    assert len(table) == 10
    assert tool.brier(np.array([1.0, 0.5]), np.array([1.0, 1.0])) == pytest.approx(0.125)


def test_confidence_means_the_share_that_is_right() -> None:
    said: list[float] = []
    right: list[bool] = []
    for example in [e for e in examples() if e.language in ("en", "el")][:40]:
        found = Reader(example.theatre).read(example.report).claims
        hits = {i for i, _ in match([claim.as_dict() for claim in found], example.gold)}
        said += [claim.confidence for claim in found]
        right += [i in hits for i in range(len(found))]
    assert abs(np.mean(said) - np.mean(right)) < 0.08
    order = np.argsort(said)
    low, high = order[: len(order) // 3], order[-len(order) // 3 :]
    outcomes = np.array(right, dtype=float)
    assert outcomes[high].mean() > outcomes[low].mean() + 0.15
