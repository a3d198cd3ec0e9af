"""What newswire prose does to a clause: who, where and by whose word."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

CASES = [
    # a relative pronoun takes up the noun it agrees with, not the last place named
    (
        "syria",
        "Μονάδες του στρατού έφτασαν στη Μανμπίζ, κωμόπολη βόρεια του Χαλεπίου, την οποία κρατούσε "
        "σε ασφυκτικό κλοιό το Ισλαμικό Κράτος.",
        ("besieges", "Islamic State", "Manbij", "outlet"),
    ),
    (
        "syria",
        "Στη Μανμπίζ, τη μόνη πόλη της επαρχίας που κατέχει ακόμη ο στρατός, επικρατεί ησυχία.",
        ("controls", "Syrian government", "Manbij", "outlet"),
    ),
    # the name says who, not the description before it or the words behind it
    (
        "syria",
        "Η ισλαμιστική οργάνωση Αχράρ αλ Σαμ ανακοίνωσε ότι κατέλαβε τη Ραμούσα.",
        ("captures", "Ahrar al-Sham", "Ramouseh", "Ahrar al-Sham"),
    ),
    (
        "mali",
        "Το Μενάκα το έχει αποκλείσει η τζιχαντιστική Ομάδα Υποστήριξης του Ισλάμ (JNIM).",
        ("besieges", "JNIM", "Menaka", "outlet"),
    ),
    (
        "mali",
        "Η τζιχαντιστική οργάνωση Λακουράουα κατέλαβε το Μενάκα.",
        ("captures", "Lakurawa", "Menaka", "outlet"),
    ),
    # an unlisted name is no verb, whatever it ends in
    (
        "ethiopia",
        "Ο OLA γνωστοποίησε την κατάληψη της Κεμισέ.",
        ("captures", "Oromo Liberation Army", "Kemise", "Oromo Liberation Army"),
    ),
    # a verb without subject goes on with the subject that has its number
    (
        "syria",
        "Οι αντάρτες υποχώρησαν από το Χαν Τουμάν, δήλωσε ο στρατός. Ελέγχουν ακόμη τη Ραμούσα.",
        ("controls", "Syrian rebels", "Ramouseh", "outlet"),
    ),
    # two places named behind what they are
    (
        "ukraine",
        "Ο ρωσικός στρατός κατέλαβε δύο οικισμούς, το Στέποβε και τον Μπορκί.",
        ("captures", "Russia", "Borki", "outlet"),
    ),
    # the accused acts, not the accuser
    (
        "ukraine",
        "Το Κίεβο κατηγόρησε τη Ρωσία ότι κατέλαβε το Νοβοαζόφσκ.",
        ("captures", "Russia", "Novoazovsk", "Ukraine"),
    ),
    # what the relative pronoun stands for is the object of the verb below
    (
        "mali",
        "Στόχος είναι το Κιντάλ, το οποίο ο στρατός θέλει να ανακτήσει.",
        ("captures", "Mali", "Kidal", "outlet"),
    ),
    # a word that only its accent tells from another
    (
        "somalia",
        "Ο στρατός έδιωξε την αλ Σαμπάμπ από το Μπουρχακάμπα και άλλα έξι χωριά.",
        ("captures", "Somalia", "Buurhakaba", "outlet"),
    ),
    # an unlisted name is a place where only a place can stand
    (
        "sri_lanka",
        "Οι αντάρτες παραδέχθηκαν την πτώση του Κιλινότσι από τον στρατό.",
        ("captures", "Sri Lanka", "Kilinochi", "Sri Lankan rebels"),
    ),
    # what somebody says between a subject and its verb does not part them
    (
        "syria",
        "Ο στρατός, διαβεβαίωσε ο εκπρόσωπός του, ελέγχει ακόμη τη Ραμούσα.",
        ("controls", "Syrian government", "Ramouseh", "Syrian government"),
    ),
    (
        "ukraine",
        "Ο Ζελένσκι μίλησε το πρωί. Το Ποκρόφσκ παραμένει, όπως σημείωσε, στα χέρια του στρατού.",
        ("controls", "Ukraine", "Pokrovsk", "Ukraine"),
    ),
    # a flag flies for whoever has raised it; what is ours we hold
    (
        "syria",
        "Η σημαία των ανταρτών κυματίζει στο Χαν Τουμάν.",
        ("controls", "Syrian rebels", "Khan Tuman", "outlet"),
    ),
    (
        "syria",
        "«Η Ραμούσα είναι πλέον δική μας», δήλωσε ο εκπρόσωπος των ανταρτών.",
        ("controls", "Syrian rebels", "Ramouseh", "Syrian rebels"),
    ),
    # some of what is named
    (
        "syria",
        "Ο στρατός ξαναπήρε ορισμένα από τα χωριά της Ιντλίμπ.",
        ("captures", "Syrian government", "Idlib", "outlet"),
    ),
    # a road opens by itself, thanks to somebody
    (
        "syria",
        "Ο δρόμος του Καστέλο άνοιξε ξανά χάρη στους αντάρτες.",
        ("opens_route", "Syrian rebels", "Castello road", "outlet"),
    ),
    # out of somebody's control
    (
        "burkina-faso",
        "Η Τζίμπο έχει ξεφύγει από τον έλεγχο του στρατού.",
        ("withdraws", "Burkina Faso", "Djibo", "outlet"),
    ),
    # a road named by both its ends in one word
    (
        "iraq",
        "Οι τζιχαντιστές έκλεισαν τον αυτοκινητόδρομο Κιρκούκ-Τικρίτ.",
        ("cuts_route", "Islamic State", "Kirkuk-Tikrit road", "outlet"),
    ),
]


@pytest.mark.parametrize(("theatre", "text", "claim"), CASES, ids=[c[1][:40] for c in CASES])
def test_a_construction_of_newswire_prose_is_read(
    theatre: str, text: str, claim: tuple[str, str, str, str]
) -> None:
    report = Report(text=text, language="el", published_at="2016-08-06", source="test")
    found = [
        (c.predicate, c.actor, c.place, c.speaker) for c in Reader(theatre).read(report).claims
    ]
    assert claim in found
