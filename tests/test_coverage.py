"""The generated page of what is read in which language is current and true."""

from __future__ import annotations

from contested.claim.claim import PREDICATES
from tools.coverage import MECHANISMS, PAGE, coverage, languages, page, stated


def test_the_page_of_coverage_is_current() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert told == page(), "run: python -m tools.coverage"


def test_a_language_with_words_for_a_predicate_shows_that_they_are_read() -> None:
    found = coverage()
    told = {
        (predicate, code): {found.get((predicate, how), {}).get(code) for how in MECHANISMS}
        for predicate in PREDICATES
        for code in languages()
    }
    assert [key for key, ways in told.items() if ways != {None} and "shown" not in ways] == []
    assert {predicate for (predicate, _), ways in told.items() if "shown" in ways} == PREDICATES


def test_an_example_states_its_claims_with_their_speaker_and_factuality() -> None:
    first, second = stated("A text. => captures | A | X | B | negated; controls | B | X")
    assert (first["predicate"], first["speaker"], first["factuality"]) == (
        "captures",
        "B",
        "negated",
    )
    assert (second["predicate"], second["speaker"], second["factuality"]) == (
        "controls",
        "outlet",
        "actual",
    )
