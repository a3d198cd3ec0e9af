"""The scorer: what counts as found, what is judged on the claims found, how gold files are met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import Claim
from contested.claim.evaluate import evaluate, figures
from contested.claim.score import (
    Score,
    agrees,
    gold_files,
    match,
    normal,
    read_gold,
    same_toponym,
    score_report,
)
from contested.errors import ReportError
from contested.report.report import Report


def claim(**fields: Any) -> dict[str, Any]:
    return {
        "predicate": "captures",
        "actor": "Syrian rebels",
        "target": None,
        "place": "Ramouseh",
        "extent": "unspecified",
        "speaker": "outlet",
        "factuality": "actual",
        "on": None,
        "since": None,
        "until": None,
        **fields,
    }


def scored(found: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Score:
    score = Score()
    score_report("x", found, gold, score)
    return score


def test_a_claim_is_found_if_predicate_actor_and_place_agree() -> None:
    assert agrees(claim(speaker="SOHR", extent="whole"), claim())
    assert not agrees(claim(predicate="controls"), claim())
    assert not agrees(claim(actor="Syrian government"), claim())
    assert not agrees(claim(place="Manbij"), claim())


def test_an_unsaid_actor_agrees_with_an_unsaid_actor_only() -> None:
    assert agrees(claim(actor=None), claim(actor=None))
    assert not agrees(claim(actor=None), claim())
    assert not agrees(claim(), claim(actor=None))


def test_support_is_found_by_whom_it_goes_to() -> None:
    gold = claim(predicate="supports", place=None, target="Syrian government")
    assert agrees({**gold, "place": "Aleppo"}, gold)
    assert not agrees({**gold, "target": "Turkey"}, gold)


def test_other_right_answers_are_right() -> None:
    gold = claim(accepts_place=["Aleppo"], accepts_actor=["Ahrar al-Sham"])
    assert agrees(claim(place="Aleppo", actor="Ahrar al-Sham"), gold)
    score = scored([claim(speaker="SANA")], [claim(accepts_speaker=["SANA"])])
    assert score.tallies["all"].speaker == 1


def test_names_are_compared_without_articles_and_by_canonical_name() -> None:
    assert normal("the centre of Raqqa") != ""
    assert normal("center of Raqqa") == normal("central Raqqa")
    assert normal("ISIS") == normal("Islamic State")
    assert normal("Syrian state TV") == normal("Syrian state television")


def test_spellings_of_a_place_agree_and_different_places_do_not() -> None:
    assert same_toponym("Tal Abyad", "Tall Abyad")
    assert same_toponym("al-Bab", "Al Bab")
    assert not same_toponym("eastern Aleppo", "western Aleppo")
    assert not same_toponym(None, "Aleppo")


def test_a_site_agrees_whether_its_town_stands_before_or_behind_it() -> None:
    assert same_toponym("Tikrit military hospital", "military hospital in Tikrit")
    assert same_toponym("the headquarters of the 22nd Division", "22nd Division headquarters")
    assert same_toponym("central Tall Abyad", "center of Tal Abyad")
    assert not same_toponym("Tikrit hospital", "military hospital in Tikrit")
    assert not same_toponym("south of Mosul", "Mosul")


def test_each_gold_claim_is_matched_once() -> None:
    score = scored([claim(), claim(speaker="SOHR")], [claim()])
    assert (score.tallies["all"].hit, score.tallies["all"].found) == (1, 2)
    assert [c["speaker"] for _, c in score.extra] == ["SOHR"]


def test_of_equal_claims_the_one_with_the_right_speaker_is_matched() -> None:
    found = [claim(speaker="SANA"), claim(speaker="SOHR")]
    gold = [claim(speaker="SOHR"), claim(speaker="SANA")]
    assert match(found, gold) == [(0, 1), (1, 0)]


def test_as_many_claims_are_matched_as_can_be() -> None:
    # the second could only be matched with what the first prefers
    found = [claim(), claim(place="Aleppo", speaker="SOHR")]
    gold = [claim(accepts_place=["Aleppo"]), claim(speaker="SANA")]
    assert sorted(match(found, gold)) == [(0, 1), (1, 0)]


def test_a_date_that_the_gold_does_not_state_is_wrong() -> None:
    stated = scored([claim(on="2016-08-06")], [claim()]).tallies["all"]
    assert (stated.dated, stated.date) == (1, 0)
    silent = scored([claim()], [claim()]).tallies["all"]
    assert (silent.dated, silent.date) == (0, 0)
    right = scored([claim(on="2016-08-06")], [claim(on="2016-08-06")]).tallies["all"]
    assert right.rate("date") == 1.0


def test_attacks_and_support_are_no_control_claims() -> None:
    score = scored([claim(predicate="attacks")], [claim(predicate="attacks"), claim()])
    assert score.tallies["control"].gold == 1
    assert score.tallies["control"].found == 0
    assert score.tallies["all"].gold == 2


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    tally = scored([claim(), claim(place="Manbij")], [claim(), *[claim(place="Homs")] * 3]).tallies
    assert figures(tally["all"])["precision"] == 0.5
    assert figures(tally["all"])["recall"] == 0.25
    assert figures(tally["all"])["f1"] == 0.333
    assert figures(tally["all"])["date"] is None


def test_gold_files_stand_beside_their_text_or_name_it(tmp_path: Path) -> None:
    for folder in ("gold", "texts", "other"):
        (tmp_path / folder).mkdir()
    gold: dict[str, Any] = {"lang": "en", "claims": []}
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "a.json").write_text(json.dumps(gold))
    (tmp_path / "gold" / "b.json").write_text(json.dumps(gold))
    (tmp_path / "texts" / "b.txt").write_text("B")
    (tmp_path / "other" / "claims.json").write_text(json.dumps({**gold, "report": "c.txt"}))
    (tmp_path / "other" / "c.txt").write_text("C")
    (tmp_path / "results.json").write_text("[]")
    (tmp_path / "broken.json").write_text("{")
    assert [text.read_text() for text, _ in gold_files(tmp_path)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not valid JSON"),
        ("[]", "list of claims"),
        ('{"claims": [{"predicate": "captures"}]}', "claim 1 has no 'actor'"),
        (json.dumps({"claims": [claim(), claim(predicate="eats")]}), "claim 2: no predicate"),
    ],
)
def test_a_wrong_gold_file_is_named_with_what_is_wrong(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(ReportError, match=message) as caught:
        read_gold(path)
    assert "gold.json" in str(caught.value)


def test_languages_without_rules_are_counted_and_left_out(tmp_path: Path) -> None:
    for name, language in (("a", "en"), ("b", "tlh")):
        (tmp_path / f"{name}.txt").write_text("Headline\n\nBody.")
        gold = {"lang": language, "theatre": "syria", "claims": [claim()]}
        (tmp_path / f"{name}.json").write_text(json.dumps(gold))
    seen: list[tuple[Report, str | None]] = []

    def read(report: Report, theatre: str | None) -> list[Claim]:
        seen.append((report, theatre))
        return []

    result = evaluate(gold_files(tmp_path), read)
    assert [(report.title, theatre) for report, theatre in seen] == [("Headline", "syria")]
    assert result.unread == {"tlh": 1}
    assert [(group, tally.gold) for group, tally in result.rows("en")] == [
        ("control", 1),
        ("all", 1),
        ("captures", 1),
    ]
