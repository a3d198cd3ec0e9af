"""Who besieges or has taken a place where a report does not say: never whoever lost it."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Said = tuple[str, str | None, str | None, str, str]
RUSSIA, UKRAINE, RSF = "Russia", "Ukraine", "RSF"


def told(language: str, day: str, text: str) -> set[Said]:
    """Predicate, actor, place, speaker and factuality of each claim about who holds or takes."""
    report = Report(text=text, language=language, published_at=day, source="test")
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in Reader(None).read(report).claims
        if c.predicate not in ("attacks", "supports")
    }


UNSAID = [
    (  # a party from elsewhere tells of its own taking, not of its loss
        "el", "2022-07-01", "Η Μόσχα είχε ανακοινώσει ότι το Σεβεροντονέτσκ έπεσε.",
        {("captures", RUSSIA, "Sievierodonetsk", RUSSIA, "actual")},
    ),
    (
        "en", "2025-01-30", "In Congo, the M23 rebels announced that Minova had fallen.",
        {("captures", "M23", "Minova", "M23", "actual")},
    ),
    (  # whose country it is tells of its loss
        "en", "2022-07-01", "Ukraine said that Sievierodonetsk had fallen.",
        {("captures", RUSSIA, "Sievierodonetsk", UKRAINE, "actual")},
    ),
    (  # who is shut in is not who shuts in
        "el", "2024-02-10", "Η Αβντιίβκα τελεί σε πολιορκία, λέει το Κίεβο.",
        {("besieges", RUSSIA, "Avdiivka", UKRAINE, "actual")},
    ),
    (
        "el", "2024-02-10",
        "Ρωσικές δυνάμεις πλησιάζουν στην Αβντιίβκα. Εκεί έχουν εγκλωβιστεί χιλιάδες Ουκρανοί"
        " στρατιώτες.",
        {("besieges", RUSSIA, "Avdiivka", "outlet", "actual")},
    ),
    (  # who left the place presses nothing there
        "el", "2025-12-09",
        "Ουκρανικές μονάδες αποσύρθηκαν από το Ποκρόφσκ. Η πόλη τελεί σε πολιορκία.",
        {("withdraws", UKRAINE, "Pokrovsk", "outlet", "actual"),
         ("besieges", RUSSIA, "Pokrovsk", "outlet", "actual")},
    ),
    (  # who denies a siege denies what its opponent does
        "el", "2023-05-22", "Περικύκλωση του Μπαχμούτ δεν υφίσταται, αντέτεινε το ουκρανικό"
        " επιτελείο.",
        {("besieges", RUSSIA, "Bakhmut", UKRAINE, "negated")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "day", "text", "wanted"), UNSAID, ids=[c[2] for c in UNSAID])
def test_the_side_that_goes_without_saying(
    language: str, day: str, text: str, wanted: set[Said]
) -> None:
    assert told(language, day, text) == wanted


SUBJECTS = [
    ("Τη Ραμούσα την κατέχουν από χθες οι αντάρτες.", "Syrian rebels"),
    ("Το Χαν Τουμάν το κρατούσε ως προχθές ο στρατός.", "Syrian government"),
    ("Ο στρατός μπήκε στο Χαν Τουμάν. Σήμερα το ελέγχουν οι αντάρτες.", "Syrian rebels"),
    ("Οι αντάρτες κρατούν από χθες τη Ραμούσα.", "Syrian rebels"),
]


@pytest.mark.parametrize(("text", "holder"), SUBJECTS, ids=[c[0] for c in SUBJECTS])
def test_a_day_ends_its_phrase_and_no_article_leans_on_a_noun(text: str, holder: str) -> None:
    report = Report(text=text, language="el", published_at="2016-08-06", source="test")
    claims = Reader("syria").read(report).claims
    assert [c.actor for c in claims if c.predicate == "controls"] == [holder]
