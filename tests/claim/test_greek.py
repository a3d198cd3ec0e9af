"""What the reader makes of single Greek sentences as agencies write them."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None]]
HAMA, IDLIB, PALMYRA = "Hama", "Idlib", "Palmyra"
ARMY, REBELS, IS = "Syrian government", "Syrian rebels", "Islamic State"


def told(text: str) -> Told:
    """Predicate, actor and place (whom, for support) of each claim."""
    report = Report(
        text=text, language="el", published_at="2016-08-06", published_basis="given", source="test"
    )
    return {
        (c.predicate, c.actor, c.place or c.target) for c in Reader("syria").read(report).claims
    }


CONTROL: list[tuple[str, Told]] = [
    ("Υπό τον έλεγχο του στρατού η Χάμα.", {("controls", ARMY, HAMA)}),
    ("Στην κατοχή των ανταρτών περιήλθε η Χάμα.", {("captures", REBELS, HAMA)}),
    ("Το Ισλαμικό Κράτος έγινε κύριος της Παλμύρας.", {("captures", IS, PALMYRA)}),
    ("Κύριος της Παλμύρας είναι πλέον το Ισλαμικό Κράτος.", {("controls", IS, PALMYRA)}),
    ("Ο έλεγχος της Χάμας πέρασε στους αντάρτες.", {("captures", REBELS, HAMA)}),
    ("Η Χάμα ξέφυγε από τον έλεγχο του στρατού.", {("withdraws", ARMY, HAMA)}),
    ("Ο στρατός δεν ελέγχει πλέον τη Χάμα.", {("withdraws", ARMY, HAMA)}),
    ("Οι αντάρτες έβαλαν στο χέρι την Ιντλίμπ.", {("captures", REBELS, IDLIB)}),
    ("Στην Ιντλίμπ επικράτησαν οι αντάρτες.", {("captures", REBELS, IDLIB)}),
    ("Η σημαία του Ισλαμικού Κράτους υψώθηκε στην Παλμύρα.", {("captures", IS, PALMYRA)}),
    ("Ο στρατός ολοκλήρωσε την κατάληψη της Χάμας.", {("captures", ARMY, HAMA)}),
    ("Οι αντάρτες παρέδωσαν τη Χάμα στον στρατό.", {("captures", ARMY, HAMA)}),
    ("Οι αντάρτες υποχρεώθηκαν σε υποχώρηση από τη Χάμα.", {("withdraws", REBELS, HAMA)}),
    ("Ο στρατός έχει ημικυκλώσει τη Χάμα.", {("besieges", ARMY, HAMA)}),
    ("Οι αντάρτες έθεσαν τέρμα στην πολιορκία της Χάμας.", {("breaks_siege", REBELS, HAMA)}),
    ("Αντάρτες έκοψαν στα δύο τον αυτοκινητόδρομο Μ5.",
     {("cuts_route", REBELS, "M5 highway")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CONTROL)
def test_idioms_of_taking_holding_and_losing_are_read(text: str, wanted: Told) -> None:
    assert told(text) == wanted


BUILT: list[tuple[str, Told]] = [
    ("Η ρωσική αεροπορία βομβάρδισε την ελεγχόμενη από τους αντάρτες πόλη Ιντλίμπ.",
     {("controls", REBELS, IDLIB), ("attacks", "Russia", IDLIB)}),
    ("Οι υποστηριζόμενοι από την Τουρκία αντάρτες κατέλαβαν την Τζαραμπλούς.",
     {("supports", "Turkey", REBELS), ("captures", REBELS, "Jarablus")}),
    ("Οι αντάρτες κατέλαβαν τη Χάμα, τη Ραστάν, καθώς και την Ταλμπισέ.",
     {("captures", REBELS, p) for p in (HAMA, "Rastan", "Talbiseh")}),
    ("Η Ιντλίμπ δέχθηκε επίθεση από τη ρωσική αεροπορία.", {("attacks", "Russia", IDLIB)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BUILT)
def test_participles_lists_and_verbs_of_suffering_give_their_roles(text: str, wanted: Told) -> None:
    assert told(text) == wanted


def test_where_somebody_retreats_to_is_not_what_is_left() -> None:
    text = "Ο στρατός κράτησε τη Χάμα ως το μεσημέρι. Ύστερα οι στρατιώτες υποχώρησαν προς τη Χομς."
    left = {place for predicate, _, place in told(text) if predicate == "withdraws"}
    assert "Homs" not in left


@pytest.mark.parametrize("text", [
    "Στόχος του στρατού είναι η ανακατάληψη της Χάμας.",
    "Ο στρατός ετοιμάζεται για την ανακατάληψη της Χάμας.",
])  # fmt: skip
def test_a_verbal_noun_under_a_word_of_aiming_is_an_aim(text: str) -> None:
    report = Report(
        text=text, language="el", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = Reader("syria").read(report).claims
    assert [(c.predicate, c.actor, c.factuality) for c in claims] == [
        ("captures", ARMY, "intended")
    ]


def test_a_place_falls_to_none_of_those_who_hold_it() -> None:
    text = (
        "Ο στρατός βομβάρδισε τη Χομς. Οι αντάρτες επιτέθηκαν στην Ταλμπισέ. "
        "Οι αντάρτες ελέγχουν τη Ραστάν. Η Ραστάν μπορεί να πέσει σύντομα."
    )
    assert ("captures", ARMY, "Rastan") in told(text)


def test_leaving_talks_is_leaving_no_town() -> None:
    text = "Οι αντάρτες ελέγχουν τη Χάμα. Την Τρίτη οι αντάρτες αποχώρησαν από τις συνομιλίες."
    assert told(text) == {("controls", REBELS, HAMA)}


def test_who_admits_a_loss_is_who_lost() -> None:
    text = "Ο συριακός στρατός παραδέχθηκε την απώλεια της Χάμας."
    assert told(text) == {("withdraws", ARMY, HAMA)}


def test_a_name_behind_their_spokesman_is_his() -> None:
    text = "Οι Χούθι ελέγχουν τη Χάμα, είπε ο εκπρόσωπός τους Γιαχία Σάρι."
    report = Report(
        text=text, language="el", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = Reader("yemen").read(report).claims
    assert {(c.predicate, c.actor, c.speaker) for c in claims} == {
        ("controls", "Houthis", "Houthis")
    }


STATES: list[tuple[str, Told]] = [
    ("Η υπό τον έλεγχο των ανταρτών Χάμα βομβαρδίστηκε από τον στρατό.",
     {("controls", REBELS, HAMA), ("attacks", ARMY, HAMA)}),
    ("Ο στρατός βομβάρδισε την υπό τουρκικό έλεγχο Τζαραμπλούς.",
     {("controls", "Turkey", "Jarablus"), ("attacks", ARMY, "Jarablus")}),
    ("Η πτώση της Χάμας στα χέρια των ανταρτών ανησυχεί τη Μόσχα.",
     {("captures", REBELS, HAMA)}),
    ("Ο στρατός μπήκε στη Χάμα και ύψωσε τη σημαία του.",
     {("attacks", ARMY, HAMA), ("captures", ARMY, HAMA)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STATES)
def test_states_before_a_noun_and_takings_told_in_two_steps_are_read(
    text: str, wanted: Told
) -> None:
    assert told(text) == wanted
