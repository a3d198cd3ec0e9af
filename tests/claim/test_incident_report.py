"""Short reports of incidents: relative clauses without a pronoun, shortened names, lost marks."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None, str, str]


@lru_cache(maxsize=4)
def reader(theatre: str | None) -> Reader:
    return Reader(theatre)


def told(text: str, theatre: str | None = "syria") -> set[Told]:
    report = Report(text=text, language="en", published_at="2016-08-10", source="test")
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in reader(theatre).read(report).claims
    }


REBELS, ARMY, IS = "Syrian rebels", "Syrian government", "Islamic State"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Rebels want to connect territory they hold in Daraa.",
            ("controls", REBELS, "Daraa", "outlet", "actual"),
        ),
        (
            "The army retook villages which the rebels had held in Idlib province.",
            ("controls", REBELS, "Idlib province", "outlet", "actual"),
        ),
        (
            "The road serves Syrian army forces going to the areas they control in western Aleppo.",
            ("controls", ARMY, "western Aleppo", "outlet", "actual"),
        ),
    ],
)
def test_an_unnamed_area_that_somebody_holds_lies_where_its_clause_says(
    text: str, claim: Told
) -> None:
    assert claim in told(text)


def test_a_named_area_that_somebody_holds_stays_the_place() -> None:
    found = told("The army shelled Marea, which rebels hold in northern Aleppo province.")
    assert ("controls", REBELS, "Marea", "outlet", "actual") in found


def test_who_does_what_a_party_says_of_others_is_the_others() -> None:
    found = told("The army hit Jarabulus to strike rebels who Ankara says have captured Manbij.")
    assert ("captures", REBELS, "Manbij", "Turkey", "actual") in found


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Islamic State fighters have been able to capture Manbij.", "actual"),
        ("Islamic State fighters will be able to capture Manbij.", "intended"),
        ("Islamic State fighters could be able to capture Manbij.", "possible"),
        ("Activists called on Islamic State fighters to capture Manbij.", "intended"),
    ],
)
def test_what_somebody_is_able_or_asked_to_do(text: str, factuality: str) -> None:
    assert {claim[4] for claim in told(text) if claim[0] == "captures"} == {factuality}


@pytest.mark.parametrize(
    "text",
    [
        "Clashes erupted between the YPG on the one hand and Islamic State fighters in Iraq.",
        "Obeida al-Hamawi of the activist-run Hama Media Center spoke of an assault by the army.",
        "Fighters of Ahrar al-Sham in Marea turned in their weapons to authorities.",
        "They ran past a woman in Manbij, said Ahrar al-Sham.",
    ],
)
def test_hands_authorities_and_centres_that_hold_nothing(text: str) -> None:
    assert not [claim for claim in told(text) if claim[0] in ("controls", "withdraws")]


def test_a_siege_is_broken_by_those_who_attack_and_not_by_the_besieger() -> None:
    found = told("Rebels launched an assault intended to break a government siege of Daraya.")
    breakers = {claim[1] for claim in found if claim[0] == "breaks_siege"}
    assert breakers <= {REBELS}
    found = told("The clashes in Daraya are part of a rebel push to end a government siege of it.")
    assert ARMY not in {claim[1] for claim in found if claim[0] == "breaks_siege"}


def test_a_shortened_name_means_the_body_named_in_full() -> None:
    found = told(
        "The Syrian Coalition met on Monday. Russia bombed Idlib on Tuesday, the Coalition said."
    )
    assert ("attacks", "Russia", "Idlib", "Syrian opposition in exile", "actual") in found
    found = told("Russia bombed Idlib on Tuesday, the US-led coalition said.")
    assert ("attacks", "Russia", "Idlib", "US-led coalition", "actual") in found


def test_a_stronghold_is_held_even_where_an_attack_on_it_is_only_meant() -> None:
    found = told("Ahrar al-Sham would attack civilians in the government heartland of Latakia.")
    assert {c[4] for c in found if c[:3] == ("controls", ARMY, "Latakia")} == {"actual"}


def test_extremists_are_the_jihadists_and_not_whoever_was_named_last() -> None:
    found = told(
        "The Islamic State holds Raqqa and the YPG Kobani. The extremist group attacked Hasakah."
    )
    assert {c[1] for c in found if c[0] == "attacks"} == {IS}


def test_a_relative_clause_tells_of_the_place_and_not_of_its_whereabouts() -> None:
    found = told("He lives in the village of Bashkoy north of Aleppo which the army entered.")
    assert {c[2] for c in found if c[0] == "attacks"} == {"Bashkoy"}


def test_an_assault_is_not_by_those_who_were_said_to_have_driven_others_out() -> None:
    found = told(
        "The assault on the town of Marea from which the jihadists were expelled by rebels last"
        " month sparked an exodus."
    )
    assert not [claim for claim in found if claim[0] == "attacks"]


_LONG = (
    " Residents of the town who had been waiting for many days for news of their relatives went"
    " home in the evening and closed the doors of their houses behind them because of the cold"
    " and of the noise that could be heard in all of the streets around the market as it began"
    " to rain again and again until late in the night and nobody knew what would come next."
)


def test_a_date_without_its_comma_leaves_the_subject_alone() -> None:
    found = told("On Jan. 25 Ahrar al-Sham captured Marea." + _LONG)
    assert ("captures", "Ahrar al-Sham", "Marea", "outlet", "actual") in found


def test_a_province_without_its_apostrophe_is_not_where_it_happened() -> None:
    found = told("Eleven people died in army airstrikes on a market in Idlib provinces Saraqib.")
    assert {c[2] for c in found if c[0] == "attacks"} == {"Saraqeb"}


def test_a_group_with_a_seat_abroad_only_tells() -> None:
    found = told(
        "The Britain-based group said Russian jets bombed Idlib. The Observatory gave no toll."
    )
    assert ("attacks", "Russia", "Idlib", "SOHR", "actual") in found


@pytest.mark.parametrize(
    "text",
    [
        "SOHR said it did not know whether army or Russian warplanes carried out the strikes on"
        " Mayadin.",
        "It was not immediately clear whether the army had captured Marea.",
        "Turkey launched an operation in Syria to secure the Turkish town of Karkamis.",
        "The mortar shell fell near Marea leaving a dustman injured, Ahrar al-Sham said.",
        "Damascus accuses Turkey and Qatar of arming terrorist groups.",
    ],
)
def test_what_is_left_open_or_nobody_in_particular_does_is_no_claim(text: str) -> None:
    assert not [claim for claim in told(text) if claim[0] != "controls"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "If Marea were to fall to the army, the rebels would leave.",
            ("captures", ARMY, "Marea", "outlet", "possible"),
        ),
        (
            "The Observatory said the army operation was aimed at the recapture of Marea.",
            ("captures", ARMY, "Marea", "SOHR", "intended"),
        ),
        (
            "Rebels have taken over a key border crossing with Turkey at Kessab.",
            ("captures", REBELS, "Kessab", "outlet", "actual"),
        ),
        (
            "The rebels live in Aleppo. Civilians are besieged by the army in the rebel-held east.",
            ("besieges", ARMY, "eastern Aleppo", "outlet", "actual"),
        ),
        (
            "The army shelled Idlib. Rebels made incursions into the east of the Syrian capital.",
            ("attacks", REBELS, "eastern Damascus", "outlet", "actual"),
        ),
        (
            "Russian jets struck Idlib, according to a local civil defense official.",
            ("attacks", "Russia", "Idlib", "civil defence", "actual"),
        ),
        (
            "REUTERS Rodi Said A tank in Manbij MOSCOW (Sputnik) The army captured Marea.",
            ("captures", ARMY, "Marea", "outlet", "actual"),
        ),
    ],
)
def test_whose_it_is_and_where(text: str, claim: Told) -> None:
    assert claim in told(text)


def test_a_coalition_that_the_report_brings_in_is_not_the_one_that_everybody_knows() -> None:
    found = told(
        "A newly formed coalition of Ahrar al-Sham and other factions met in Marea. The coalition"
        " captured Azaz."
    )
    assert "US-led coalition" not in {claim[1] for claim in found}
    assert "US-led coalition" in {
        claim[1] for claim in told("The US-led coalition met. The coalition captured Azaz.")
    }


def test_terrorist_forces_are_not_the_states() -> None:
    found = told("The army captured Marea, which was held by the terrorist forces for two years.")
    assert ("controls", ARMY, "Marea", "outlet", "actual") not in found
    assert ("captures", ARMY, "Marea", "outlet", "actual") in found


def test_an_operation_is_where_its_relative_clause_belongs() -> None:
    found = told(
        "The rebels shelled Idlib. They sit in the east of Aleppo which the army began an"
        " operation to retake several weeks ago."
    )
    assert "eastern Aleppo" in {c[2] for c in found if c[0] == "attacks" and c[1] == ARMY}


def test_a_text_without_its_commas_tells_only_what_is_sure() -> None:
    unsure = "The army shelled Marea. Rebels entered. Eight villages fell to rebels."
    marked = told(unsure + _LONG + " Nobody, they said, was hurt.")
    bare = told(unsure + _LONG + " Nobody was hurt.")
    assert bare < marked
    assert ("attacks", ARMY, "Marea", "outlet", "actual") in bare


def test_support_of_an_ally_goes_to_the_ally() -> None:
    found = told("Moscow has been staging air strikes in support of its ally Damascus.")
    assert not [c for c in found if c[0] == "supports" and c[1] == ARMY]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Suspected army air strikes on Marea killed two people.", "possible"),
        ("Army air strikes on Marea killed two suspected rebels.", "actual"),
    ],
)
def test_what_is_only_suspected_is_possible(text: str, factuality: str) -> None:
    assert {c[4] for c in told(text) if c[0] == "attacks"} == {factuality}


def test_people_who_belong_to_a_group_are_no_place_that_it_holds() -> None:
    found = told("Rebels killed men in Marea because they belonged to Islamic State groups.")
    assert not [claim for claim in found if claim[0] == "controls"]


def test_the_east_is_of_the_town_that_the_sentence_before_is_about() -> None:
    found = told(
        "Aleppo has been ravaged by the conflict. The city has been divided between rebel control"
        " in the east and government control in the west."
    )
    assert {c[1:3] for c in found if c[0] == "controls"} == {
        (REBELS, "eastern Aleppo"),
        (ARMY, "western Aleppo"),
    }
