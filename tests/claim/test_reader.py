"""The reader as a whole: the same claims each time, each pointing at its words, nothing raised."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.claim.claim import OUTLET, PREDICATES, Claim
from contested.claim.extract import Reader, Reading
from contested.report.report import Report
from tests.claim.development import examples

ODD = (
    "\u202e", "\u2066", "\u200f", "\ufeff", "\x00", "\ud800", "\n\n", "\n", " ", ",", ".", ";", "«",
    "»", '"', "(", "[", "'s", "-", "’", "…", "١٢", "2016", "%", "😀", "e\u0301", "said", "είπε",
    "ότι", "that", "which", "who", "and", "και", "by", "από", "του", "of", "the",
)  # fmt: skip


def readings() -> list[tuple[str, Report, Reading]]:
    return [(e.name, e.report, Reader(e.theatre).read(e.report)) for e in examples()]


@pytest.fixture(scope="module")
def all_readings() -> list[tuple[str, Report, Reading]]:
    return readings()


def test_the_evidence_is_the_text_it_points_at(
    all_readings: list[tuple[str, Report, Reading]],
) -> None:
    for name, report, reading in all_readings:
        for claim in reading.claims:
            assert claim.start < claim.end, name
            assert claim.evidence == report.text[claim.start : claim.end], name


def test_the_reports_own_words_are_in_the_report(
    all_readings: list[tuple[str, Report, Reading]],
) -> None:
    for name, report, reading in all_readings:
        for claim in reading.claims:
            for words in (
                claim.actor_text,
                claim.target_text,
                claim.speaker_text,
                claim.toponym,
            ):
                assert words is None or words in report.text, (name, words)


def test_claims_use_the_values_of_the_annotation_guide(
    all_readings: list[tuple[str, Report, Reading]],
) -> None:
    for _, report, reading in all_readings:
        for claim in reading.claims:
            assert claim.predicate in PREDICATES
            assert claim.extent in ("whole", "most", "part", "unspecified")
            assert claim.factuality in ("actual", "negated", "possible", "intended")
            assert claim.report_id == report.id
            assert 0 < claim.confidence <= 1
            assert (claim.speaker == OUTLET) == (not claim.speaker_chain)
            assert claim.predicate != "supports" or claim.place is None


def test_every_claim_has_its_resolution_and_an_id_of_its_own(
    all_readings: list[tuple[str, Report, Reading]],
) -> None:
    for name, _, reading in all_readings:
        ids = [claim.id for claim in reading.claims]
        assert len(set(ids)) == len(ids), name
        assert [r.claim_id for r in reading.resolutions] == ids, name


def test_the_same_report_gives_the_same_claims_in_any_order_of_reports(
    all_readings: list[tuple[str, Report, Reading]],
) -> None:
    again = list(examples())
    random.Random(3).shuffle(again)
    known = {name: reading for name, _, reading in all_readings}
    for example in again:
        assert Reader(example.theatre).read(example.report) == known[example.name], example.name


def test_one_reader_reads_many_reports_as_many_readers_do() -> None:
    reader = Reader()
    for example in examples()[::4]:
        assert reader.read(example.report) == Reader().read(example.report)


def test_a_claims_id_does_not_depend_on_what_it_was_resolved_to() -> None:
    report = Report("Rebels captured Ramouseh on Saturday.", language="en")
    (claim,) = Reader("syria").read(report).claims
    same = replace(claim, place="Elsewhere", confidence=0.1, extractor="another", on=None)
    assert same.id == claim.id
    assert replace(claim, factuality="negated").id != claim.id
    assert replace(claim, start=claim.start + 1).id != claim.id


@st.composite
def mangled(draw: st.DrawFn) -> Report:
    """A development text cut up, shuffled, and sprinkled with odd things."""
    example = draw(st.sampled_from(examples()))
    words = example.report.text.split(" ")
    start = draw(st.integers(0, max(0, len(words) - 1)))
    piece = words[start : start + draw(st.integers(1, 80))]
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(piece)))
        match draw(st.integers(0, 3)):
            case 0:
                piece.insert(at, draw(st.sampled_from(ODD)))
            case 1 if piece:
                del piece[at % len(piece)]
            case 2 if piece:
                other = draw(st.integers(0, len(piece) - 1))
                piece[at % len(piece)], piece[other] = piece[other], piece[at % len(piece)]
            case _:
                piece.insert(at, draw(st.text(max_size=8)))
    text = draw(st.sampled_from((" ", ""))).join(piece)
    if draw(st.booleans()):
        text = " ".join(piece)
    published = draw(st.sampled_from((None, "2016-08-06", "2016-08-06T10:00+03:00")))
    return Report(text, language=example.language, published_at=published)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(mangled(), st.sampled_from((None, "syria")))
def test_no_text_makes_the_reader_raise(report: Report, theatre: str | None) -> None:
    for claim in Reader(theatre).read(report).claims:
        assert claim.evidence == report.text[claim.start : claim.end]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(("en", "el")))
def test_no_string_makes_the_reader_raise(text: str, language: str) -> None:
    Reader().read(Report(text, language=language))


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "a" * 100_000,
        "Rebels captured Ramouseh and " * 1_500 + "Aleppo.",
        "Ο στρατός κατέλαβε τη Ραμούσα και " * 1_500,
        "(" * 5_000 + "Rebels captured Ramouseh." + ")" * 5_000,
        "that who which said " * 2_000,
        "of the army of the district of " * 1_500,
        "του στρατού της συνοικίας του " * 1_500,
        "«" * 3_000 + "Rebels captured Ramouseh.",
        "said SOHR, " * 2_000,
    ],
    ids=[
        "empty", "blank", "one word", "one sentence", "one Greek sentence", "brackets",
        "subordinations", "genitives", "Greek genitives", "quotes", "attributions",
    ],
)  # fmt: skip
def test_long_and_odd_reports_are_read_in_little_time(text: str, language: str) -> None:
    Reader("syria").read(Report("Warm up.", language=language))
    started = time.process_time()
    Reader("syria").read(Report(text, language=language, published_at="2016-08-06"))
    assert time.process_time() - started < 10


@pytest.mark.parametrize("language", [None, "", "tlh", "el-GR", "en-US"])
def test_a_language_without_rules_is_told_and_a_region_does_not_matter(
    language: str | None,
) -> None:
    reading = Reader("syria").read(Report("Rebels captured Ramouseh.", language=language))
    if language in ("el-GR", "en-US"):
        assert not any("no rules" in note for note in reading.notes)
    else:
        assert any("no rules" in note for note in reading.notes)
        assert reading.claims == ()


def test_a_report_without_date_is_read_and_said_to_be_undated() -> None:
    reading = Reader("syria").read(Report("Rebels captured Ramouseh on Friday.", language="en"))
    (claim,) = reading.claims
    assert (claim.predicate, claim.place, claim.on) == ("captures", "Ramouseh", None)
    assert any("date" in note for note in reading.notes)


def test_a_name_that_resolves_nowhere_does_not_empty_the_rest() -> None:
    text = "Rebels captured Xqzwrtplk. Rebels captured Ramouseh."
    places = [c.place for c in _claims(text)]
    assert "Ramouseh" in places


def _claims(text: str) -> tuple[Claim, ...]:
    return Reader("syria").read(Report(text, language="en")).claims


@pytest.mark.parametrize(("written", "read"), [("Ροζό", True), ("ΡΟΖΟ", True), ("Ρόζα", False)])
def test_a_name_stressed_at_its_end_is_not_met_with_the_stress_elsewhere(
    written: str, read: bool
) -> None:
    text = f"Η {written} κατέλαβε την πόλη Φοίνιξ στην Αριζόνα."
    claims = Reader(None).read(Report(text, language="el")).claims
    assert [c.actor for c in claims] == (["Dominica"] if read else [])


def test_an_adjective_of_a_country_before_an_unlisted_noun_names_no_state() -> None:
    said = "Η ρωσική {} κατέλαβε τη χερσόνησο της Κάτω Καλιφόρνια."
    found = [
        [c.actor for c in Reader(None).read(Report(said.format(noun), language="el")).claims]
        for noun in ("ταξιαρχία", "λογοτεχνία")
    ]
    assert found == [["Russia"], []]
