"""What the reader makes of Greek reports of other wars than those that have a theatre pack."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None]]


def told(day: str, text: str) -> Told:
    """Predicate, actor and place of each claim about who holds or takes."""
    report = Report(text=text, language="el", published_at=day, source="test")
    return {
        (c.predicate, c.actor, c.place)
        for c in Reader(None).read(report).claims
        if c.predicate not in ("attacks", "supports")
    }


CLAIMS: list[tuple[str, str, Told]] = [
    (  # the capital of the country, in any case
        "2019-12-27", "Λιβύη: Η Κυβέρνηση Εθνικής Ενότητας (GNA) ελέγχει την πρωτεύουσα.",
        {("controls", "GNA", "Tripoli")},
    ),
    (
        "2025-03-28", "Σουδάν: Ο στρατός πήρε τον έλεγχο της πρωτεύουσας.",
        {("captures", "Sudanese army", "Khartoum")},
    ),
    (  # a second relative clause goes on to speak of the noun of the first
        "2019-12-27",
        "Η κυβέρνηση της Λιβύης (GNA), την οποία αναγνωρίζουν τα Ηνωμένα Έθνη και η οποία"
        " εξακολουθεί να ελέγχει τη Μισράτα, ζήτησε όπλα.",
        {("controls", "GNA", "Misrata")},
    ),
    (  # a name that is written with two accents
        "2013-03-24",
        "Κεντροαφρικανική Δημοκρατία: Η Μπρία βρίσκεται υπό τον έλεγχο του Σελέκα και η Μπαμπάρι"
        " στα χέρια των ανταρτών Σελεκά.",
        {("controls", "Seleka", "Bria"), ("controls", "Seleka", "Bambari")},
    ),
    (  # a base is called after its unit, in English
        "2025-10-27", "Σουδάν: Οι RSF κατέλαβαν το αρχηγείο της 6ης Μεραρχίας Πεζικού.",
        {("captures", "RSF", "6th Infantry Division headquarters")},
    ),
    (
        "2016-03-12", "Υεμένη: Οι Χούτι πήραν το στρατόπεδο της 35ης τεθωρακισμένης ταξιαρχίας.",
        {("captures", "Houthis", "35th Armored Brigade base")},
    ),
    (  # the land around a city is not called by its province
        "2024-12-07", "Συρία: Ο στρατός δεν εγκατέλειψε την ύπαιθρο της Δαμασκού.",
        {("withdraws", "Syrian government", "Damascus countryside")},
    ),
    (
        "2024-12-07", "Συρία: Ο στρατός εγκατέλειψε την επαρχία Ριφ Ντιμάσκ.",
        {("withdraws", "Syrian government", "Rif Dimashq province")},
    ),
    (  # who mops up the last of a party in a place has it
        "2025-03-28",
        "Σουδάν: «Ξεριζώσαμε τις τελευταίες εστίες των RSF στο Χαρτούμ», είπε ο εκπρόσωπος του"
        " στρατού.",
        {("captures", "Sudanese army", "Khartoum")},
    ),
    (
        "2017-07-10", "Ιράκ: Ο στρατός εξάλειψε τις τελευταίες εστίες φωτιάς στη Μοσούλη.", set(),
    ),
    (  # an unlisted town, said again by the pronoun
        "2014-08-31",
        "Ιρακινοί στρατιώτες έλυσαν την πολιορκία της Αμερλί. Το Σουλεϊμάν Μπεκ το έχουν ακόμη οι"
        " τζιχαντιστές του Ισλαμικού Κράτους.",
        {("breaks_siege", "Iraq", "Amerli"), ("controls", "Islamic State", "Sulaiman Bek")},
    ),
    (  # a feminine master
        "2016-12-06", "Λιβύη: Δυνάμεις της κυβέρνησης (GNA) έγιναν σήμερα κύριες της Σύρτης.",
        {("captures", "GNA", "Sirte")},
    ),
    (  # a namesake of a president elsewhere is the rebels' own commander
        "2024-12-05",
        "Συρία: Ο διοικητής των ανταρτών Χασάν Αμπντούλ Γάνι έγραψε ότι οι άνδρες του πήραν τη"
        " Χάμα.",
        {("captures", "Syrian rebels", "Hama")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "wanted"), CLAIMS, ids=[c[1][:60] for c in CLAIMS])
def test_greek_reports_of_other_wars(day: str, text: str, wanted: Told) -> None:
    assert told(day, text) == wanted


def test_a_capital_of_a_province_is_not_that_of_the_country() -> None:
    text = "Ο στρατός του Σουδάν ανακατέλαβε την πρωτεύουσα του Βόρειου Νταρφούρ."
    assert all(place != "Khartoum" for _, _, place in told("2025-03-28", text))
