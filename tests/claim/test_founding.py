"""The founding report: one Greek wire text in which five voices differ about one district."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.claim.claim import Claim
from contested.claim.evaluate import gold_report
from contested.claim.extract import Reader, Reading
from contested.claim.score import Score, fully_right, read_gold, score_report

# Of 23 claims; raised as the reader gets better.
FULLY_RIGHT_AT_LEAST = 21
OTHERS_AT_MOST = 3


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    path = shared / "founding-report"
    if not path.is_dir():
        pytest.skip("the founding report is not part of the project and not on this machine")
    return path


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    gold = read_gold(folder / "claims.json")
    return Reader("syria").read(gold_report(folder / "report.el.txt", gold))


@pytest.fixture(scope="module")
def score(folder: Path, reading: Reading) -> Score:
    gold = read_gold(folder / "claims.json")["claims"]
    result = Score()
    score_report("founding", [claim.as_dict() for claim in reading.claims], gold, result)
    return result


def test_nearly_all_claims_are_found_with_speaker_extent_and_factuality(score: Score) -> None:
    assert fully_right(score) >= FULLY_RIGHT_AT_LEAST, score.missed + score.wrong


def test_hardly_anything_else_is_found(score: Score) -> None:
    assert len(score.extra) <= OTHERS_AT_MOST, score.extra


def test_both_spellings_of_manbij_are_one_place(reading: Reading) -> None:
    resolved = {r.claim_id: r for r in reading.resolutions}
    spelt: dict[str, set[str | None]] = {}
    for claim in reading.claims:
        if claim.place == "Manbij" and claim.toponym:
            spelt.setdefault(claim.toponym, set()).add(resolved[claim.id].place_id)
    assert len(spelt) >= 2, spelt
    ids = set.union(*spelt.values())
    assert len(ids) == 1
    assert None not in ids


def test_the_theatre_need_not_be_told(folder: Path, reading: Reading) -> None:
    gold = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    untold = Reader().read(gold_report(folder / "report.el.txt", gold))

    def said(claim: Claim) -> tuple[str | None, ...]:
        return claim.predicate, claim.actor, claim.place, claim.speaker, claim.factuality

    assert {said(c) for c in untold.claims} == {said(c) for c in reading.claims}


def test_two_speakers_say_different_things_about_ramouseh(reading: Reading) -> None:
    said = {
        (claim.speaker, claim.predicate, claim.actor)
        for claim in reading.claims
        if claim.place == "Ramouseh"
    }
    assert ("Ahrar al-Sham", "captures", "Syrian rebels") in said
    assert ("SOHR", "captures", "Syrian rebels") in said
    assert ("SOHR", "controls", "Syrian government") in said
