"""Every language's rules against the examples and near-misses that they show."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.claim import CONTROL_PREDICATES, Claim
from contested.claim.extract import Reader
from contested.claim.frame import Example, Rule
from contested.claim.lexicon import available_languages, load_lexicon
from contested.claim.score import same_toponym
from contested.report.report import Report

DAY = "2016-08-06"


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def rules() -> list[tuple[str, Rule]]:
    return [(code, rule) for code in available_languages() for rule in _lexicon_rules(code)]


def _lexicon_rules(code: str) -> list[Rule]:
    lexicon = load_lexicon(code)
    assert lexicon is not None
    return lexicon.rules


def examples() -> list[object]:
    return [
        pytest.param(code, example, id=f"{code}-{rule.frame.name}-{number}")
        for code, rule in rules()
        for number, example in enumerate(rule.examples, 1)
    ]


def near_misses() -> list[object]:
    return [
        pytest.param(code, rule, text, id=f"{code}-{rule.frame.name}-{number}")
        for code, rule in rules()
        for number, text in enumerate(rule.near_misses, 1)
    ]


def read(code: str, text: str) -> list[Claim]:
    """The claims of one sentence, read in the Syrian theatre on the day of the examples."""
    report = Report(text=text, language=code, published_at=DAY, published_basis="given")
    return list(reader().read(report).claims)


def agrees(claim: Claim, wanted: tuple[str, ...]) -> bool:
    """Whether a claim is the one an example lists; speaker and factuality count if listed.

    Without a listed factuality the claim must be an actual one.
    """
    predicate, actor, place, speaker, factuality = (*wanted, "", "")[:5]
    return (
        claim.predicate == predicate
        and same_toponym(claim.actor, actor or None)
        and same_toponym(claim.place, place or None)
        and (not speaker or same_toponym(claim.speaker, speaker))
        and claim.factuality == (factuality or "actual")
    )


def shown(claims: list[Claim]) -> list[tuple[str | None, ...]]:
    return [(c.predicate, c.actor, c.place, c.speaker, c.factuality) for c in claims]


@pytest.mark.parametrize(("code", "example"), examples())
def test_an_example_gives_the_claims_it_lists_and_no_others_about_control(
    code: str, example: Example
) -> None:
    left = read(code, example.text)
    found = shown(left)
    for wanted in example.claims:
        match = next((claim for claim in left if agrees(claim, wanted)), None)
        assert match is not None, f"{wanted} not among {found}"
        left.remove(match)
    assert not [c for c in shown(left) if c[0] in CONTROL_PREDICATES]


@pytest.mark.parametrize(("code", "rule", "text"), near_misses())
def test_a_near_miss_gives_no_claim(code: str, rule: Rule, text: str) -> None:
    assert not shown(read(code, text)), rule.source


@pytest.mark.parametrize("code", available_languages())
def test_every_cue_word_belongs_to_a_frame_of_its_own_kind(code: str) -> None:
    wrong = [
        (rule.source, "nouns" if rule.frame.noun else "verbs")
        for rule in _lexicon_rules(code)
        if (rule.verbs if rule.frame.noun else rule.nouns)
    ]
    assert not wrong
