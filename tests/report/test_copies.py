"""Near-copies are linked, with how similar they are and why."""

from __future__ import annotations

from contested.report.copies import CopyFinder, bands, compare, similarity
from contested.report.report import Report

WORDS = (
    "The rebels said on Saturday that they had broken the siege of the eastern districts after "
    "taking the artillery college and most of Ramouseh in a week of fighting with the army. "
    "A monitor based in Britain confirmed only that they held a part of the district. State "
    "television denied that any road was open and said that reinforcements were on their way."
)
OTHER = (
    "Residents of Manbij came out into the streets on Friday when the last fighters of the "
    "Islamic State left the town northwards in a convoy, a spokesman for the alliance said."
)


def report(text: str, publisher: str, agency: str | None = None, day: str = "06") -> Report:
    return Report(text, None, publisher, agency, None, "en", f"2016-08-{day}T10:00:00+00:00")


def test_a_reprint_with_another_headline_and_end_is_found() -> None:
    finder = CopyFinder()
    assert finder.add(report(WORDS, "A")) == ()
    assert finder.add(report(OTHER, "B")) == ()
    reprint = report("Siege broken?\n\n" + WORDS.upper() + " More to follow.", "C", day="07")
    (copy,) = finder.add(reprint)
    assert copy.report_id == reprint.id
    assert copy.copy_of == report(WORDS, "A").id
    assert copy.reason == "near-identical"
    assert copy.similarity > 0.9


def test_two_cuts_of_one_agency_text_are_linked_at_less_similarity() -> None:
    words = WORDS.split()
    one, other = report(" ".join(words[:45]), "A", "AFP"), report(" ".join(words[20:]), "B", "AFP")
    link = compare(one, other)
    assert link is not None
    assert link.reason == "same-agency"
    plain = compare(report(one.text, "A"), report(other.text, "B"))
    assert plain is None


def test_the_later_report_is_the_copy_whatever_the_order_they_come_in() -> None:
    late, early = report(WORDS, "A", day="07"), report(WORDS, "B", day="06")
    for pair in ((late, early), (early, late)):
        link = compare(*pair)
        assert link is not None
        assert (link.report_id, link.copy_of) == (late.id, early.id)


def test_an_outlets_next_report_that_repeats_its_background_is_no_copy() -> None:
    update = report(WORDS + " " + " ".join(OTHER.split()[:12]), "A", day="07")
    assert compare(report(WORDS[: len(WORDS) * 8 // 10] + OTHER, "A"), update) is None


def test_the_same_words_weeks_later_are_another_statement() -> None:
    assert compare(report(WORDS, "A", day="01"), report(WORDS, "B", day="20")) is None


def test_accents_case_and_punctuation_do_not_matter() -> None:
    assert (
        similarity("Οι αντάρτες, λέει, μπήκαν στην πόλη.", "ΟΙ ΑΝΤΑΡΤΕΣ ΛΕΕΙ ΜΠΗΚΑΝ ΣΤΗΝ ΠΟΛΗ") == 1
    )


def test_bands_are_stable_and_fit_a_signed_integer_column() -> None:
    assert bands(WORDS) == bands(WORDS)
    assert all(-(2**63) <= band < 2**63 for band in bands(WORDS))
    assert bands("...") == ()


def test_two_flashes_that_differ_in_the_place_alone_are_no_copies() -> None:
    flash = "The army said on Monday that {} in the north was in the hands of Syrian rebels again."
    one, other = (report(flash.format(place), place) for place in ("Dabiq", "Arima"))
    assert compare(one, other) is None
    assert compare(one, report(one.text.upper(), "Third")) is not None
