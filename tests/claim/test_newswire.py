"""What newswires put into one sentence: lists, asides, approximations, things half said."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None, str, str]


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("syria")


def told(text: str, language: str = "en") -> set[Told]:
    report = Report(text=text, language=language, published_at="2016-08-31", source="test")
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in reader().read(report).claims
        if c.predicate != "attacks"
    }


def held(actor: str, *places: str, speaker: str = "outlet") -> set[Told]:
    return {("controls", actor, place, speaker, "actual") for place in places}


ARMY, REBELS = "Syrian government", "Syrian rebels"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (  # a list with what describes it, behind a conjunction that may be a preposition
            "Manbij is held by the SDF, while Ramouseh and Khan Tuman, two villages near Aleppo,"
            " are held by rebels.",
            held("SDF", "Manbij") | held(REBELS, "Ramouseh", "Khan Tuman"),
        ),
        (  # what a participle describes: the whole list
            "The villages of Ramouseh and Khan Tuman, both held by rebels, are quiet.",
            held(REBELS, "Ramouseh", "Khan Tuman"),
        ),
        (
            "The army captured Ramouseh and the town of Azaz held by rebels.",
            {("captures", ARMY, p, "outlet", "actual") for p in ("Ramouseh", "Azaz")}
            | held(REBELS, "Azaz"),
        ),
        (
            "Ahrar al-Sham, whose stronghold is Azaz, denied the report.",
            held("Ahrar al-Sham", "Azaz"),
        ),
        (
            "The army is near Azaz, a rebel-held town north of Aleppo.",
            held(REBELS, "Azaz"),
        ),
        (
            "Ahrar al-Sham lost a plane over Azaz, which the group has held since 2014.",
            held("Ahrar al-Sham", "Azaz"),
        ),
    ],
)
def test_who_holds_what_is_told_in_asides(text: str, claims: set[Told]) -> None:
    assert told(text) == claims


def test_two_parties_may_be_the_subject_of_what_is_said_without_that() -> None:
    claims = told("SANA said the army and Hezbollah took Azaz, and rebels withdrew from Ramouseh.")
    assert claims == {
        ("captures", ARMY, "Azaz", "SANA", "actual"),
        ("captures", "Hezbollah", "Azaz", "SANA", "actual"),
        ("withdraws", REBELS, "Ramouseh", "SANA", "actual"),
    }


@pytest.mark.parametrize(
    ("words", "actor"),
    [("More than 2,000 rebels", REBELS), ("Around 200 soldiers", ARMY), ("Fighters", REBELS)],
)
def test_people_in_numbers_or_of_nobody_in_particular_leave(words: str, actor: str) -> None:
    text = f"The army besieges Azaz. {words} left Azaz on Sunday."
    assert ("withdraws", actor, "Azaz", "outlet", "actual") in told(text)


@pytest.mark.parametrize("verb", ["expelling the army", "and drove out the army"])
def test_who_storms_a_town_and_drives_somebody_out_has_taken_it(verb: str) -> None:
    text = f"Rebels stormed Khan Tuman{',' * verb.startswith('e')} {verb}."
    assert told(text) == {("captures", REBELS, "Khan Tuman", "outlet", "actual")}


def test_who_attacks_a_town_and_is_repelled_has_not_lost_it() -> None:
    assert told("Rebels attacked Khan Tuman but were repelled by the army.") == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Islamic State's hold on Manbij was broken.", ("withdraws", "Islamic State")),
        ("The SDF broke Islamic State's hold on Manbij.", ("withdraws", "Islamic State")),
        ("The SDF lost its hold on Manbij.", ("withdraws", "SDF")),
        ("With the loss of Manbij, the SDF was weak.", ("withdraws", "SDF")),
        ("No rebel fighter is left in Manbij.", ("withdraws", REBELS)),
        ("The SDF is tightening its grip on Manbij.", ("controls", "SDF")),
        ("IS fighters were still in Manbij.", ("controls", "Islamic State")),
        ("IS fighters are no longer in Manbij.", ("withdraws", "Islamic State")),
        ("Manbij was the first town to fall to the SDF.", ("captures", "SDF")),
        ("The army's last base in Azaz fell, Ahrar al-Sham said.", ("captures", "Ahrar al-Sham")),
    ],
)
def test_who_gains_and_who_loses_is_told_apart(text: str, claim: tuple[str, str]) -> None:
    assert {(predicate, actor) for predicate, actor, *_ in told(text)} == {claim}


@pytest.mark.parametrize(
    ("text", "speaker", "factuality"),
    [
        ("Manbij was declared liberated by the SDF.", "SDF", "actual"),
        ("Manbij was reported captured by the SDF.", "outlet", "actual"),
        ("The SDF captured Manbij, they said.", "SDF", "actual"),
        ("Residents fear that the SDF will capture Manbij.", "residents", "possible"),
        ("The SDF aimed to capture Manbij.", "outlet", "intended"),
    ],
)
def test_who_says_and_how_surely(text: str, speaker: str, factuality: str) -> None:
    assert told(text) == {("captures", "SDF", "Manbij", speaker, factuality)}


def test_what_is_intended_first_is_intended_second() -> None:
    claims = told("The army is trying to encircle Manbij and cut the Castello road.")
    assert {(predicate, factuality) for predicate, *_, factuality in claims} == {
        ("besieges", "intended"), ("cuts_route", "intended")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The army's bid to retake Manbij goes on.", ("captures", ARMY, "intended")),
        ("An attempt by rebels to retake Manbij failed.", ("captures", REBELS, "negated")),
        ("A rebel attempt to capture Manbij failed.", ("captures", REBELS, "negated")),
        (
            "The SDF rejected the army's claim to have captured Manbij.",
            ("captures", ARMY, "negated"),
        ),
        ("The SDF is believed to control Manbij.", ("controls", "SDF", "possible")),
        ("Manbij belongs to the SDF.", ("controls", "SDF", "actual")),
        ("The SDF is in command of Manbij.", ("controls", "SDF", "actual")),
        ("The SDF holds around 70% of Manbij.", ("controls", "SDF", "actual")),
        ("The SDF controls only Manbij.", ("controls", "SDF", "actual")),
    ],
)
def test_whose_deed_it_is_and_whether_it_is_done(text: str, claim: tuple[str, str, str]) -> None:
    assert {(p, actor, f) for p, actor, _, _, f in told(text)} == {claim}


def test_who_has_a_place_holds_it() -> None:
    text = "Rebels captured Azaz. The army still has the airport."
    assert ("controls", ARMY, "Azaz airport", "outlet", "actual") in told(text)
    assert ("controls", ARMY) not in {
        c[:2] for c in told("Rebels captured Azaz. The army has a base in Homs.")
    }


def test_who_fights_for_control_of_a_place_has_not_got_it() -> None:
    assert told("Rebels are battling Islamic State on four fronts for control of Manbij.") == set()


def test_a_road_is_called_by_its_number() -> None:
    text = "Rebels have cut National Road 3 near Azaz since Monday."
    assert ("cuts_route", REBELS, "National Road 3", "outlet", "actual") in told(text)


def test_a_town_is_named_by_what_stands_behind_of() -> None:
    text = "Rebels are near the government-held Mediterranean port city of Latakia."
    assert held(ARMY, "Latakia") == told(text)


def test_a_side_spoken_of_before_is_meant_again() -> None:
    text = "Rebels hold eastern Aleppo. The army is in Qamishli. The rebel-held east is quiet."
    assert told(text) == held(REBELS, "eastern Aleppo")


def test_an_adverb_inside_a_clause_opens_none() -> None:
    text = "The Syrian army meanwhile officially announced it had captured Azaz."
    assert told(text) == {("captures", ARMY, "Azaz", ARMY, "actual")}


def test_a_text_without_apostrophes_has_lost_them() -> None:
    text = "Rebels captured {}. The army besieges the {} rebel-held east."
    lost = told(text.format("Aleppos old city", "citys"))
    assert {c.place for c in reader().read(
        Report(text=text.format("Aleppos old city", "citys"), language="en", source="test")
    ).claims} >= {"Old City of Aleppo"}  # fmt: skip
    kept = told("Rebels captured Aleppo's old city. The army besieges the city's rebel-held east.")
    assert lost == kept
    other = "The army's men say: rebels captured Manbijs old city."
    assert not {place for _, _, place, _, _ in told(other)} & {"Old City of Manbij"}


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday rebels captured Azaz.",
        "North of there, the town of Azaz was captured by rebels.",
        "A column coming up the highway took Azaz on Saturday, a rebel spokesman said.",
    ],
)
def test_who_took_what_is_told_behind_a_day_a_direction_a_road(text: str) -> None:
    claims = told(f"Manbij is quiet. {text}")
    assert {claim[:3] for claim in claims} == {("captures", REBELS, "Azaz")}


def test_who_is_quoted_as_saying_something_says_it() -> None:
    text = "SANA quoted the governor of Homs as saying that the army had captured Azaz."
    assert told(text) == {("captures", ARMY, "Azaz", ARMY, "actual")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Πάνω από 200 αντάρτες αποχώρησαν από το Αζάζ.", ("withdraws", REBELS)),
        ("Γύρω στους 700 στρατιώτες παραμένουν στο Αζάζ.", ("controls", ARMY)),
        ("Παρέμεναν στην Παλμύρα μαχητές του Ισλαμικού Κράτους.", ("controls", "Islamic State")),
        ("Το Αζάζ ανήκει στους αντάρτες.", ("controls", REBELS)),
        ("Ο δρόμος Χομς-Παλμύρα άνοιξε ξανά από τον στρατό.", ("opens_route", ARMY)),
    ],
)
def test_numbers_and_owners_are_read_in_greek_too(text: str, claim: tuple[str, str]) -> None:
    assert {c[:2] for c in told(text, "el")} == {claim}


def test_an_office_that_is_taken_is_a_building_and_one_that_speaks_is_not() -> None:
    taken = told("Rebels captured Azaz. They hold the governor's office and the prison in Azaz.")
    assert held(REBELS, "Azaz governor's office", "Azaz prison") <= taken
    spoken = told("The governor's office said that the army had captured Azaz.")
    assert spoken == {("captures", ARMY, "Azaz", ARMY, "actual")}


def test_who_has_gone_has_left_the_place_spoken_of() -> None:
    text = "The SDF captured Manbij. The IS fighters had {} by evening."
    assert ("withdraws", "Islamic State", "Manbij", "outlet", "actual") in told(text.format("gone"))
    assert "withdraws" not in {c[0] for c in told(text.format("gone to sleep"))}


def test_a_town_that_is_spelt_in_another_way_keeps_the_spelling_of_the_report() -> None:
    report = Report(
        text="Sudan's army is at war with the RSF. The RSF captured Sinja in Sennar state.",
        language="en", published_at="2024-07-01", source="test",
    )  # fmt: skip
    assert "Sinja" in {c.place for c in Reader().read(report).claims}


@pytest.mark.parametrize(
    "text",
    [
        "Russia raids Homs in support of an army operation to recapture Manbij.",
        "The army's campaign to recapture Manbij began.",
        "An offensive by the army to recapture Manbij began.",
    ],
)
def test_who_fights_a_campaign_is_to_take_what_it_is_fought_for(text: str) -> None:
    assert ("captures", ARMY, "Manbij", "outlet", "intended") in told(text)


def test_land_without_bounds_is_no_place() -> None:
    assert told("Manbij is quiet. Islamic State has made gains by seizing territory.") == set()
    assert told("The army is in Qamishli. Rebels hold rebel-held eastern districts of Aleppo.")


def test_who_is_aided_acts_and_not_who_aids() -> None:
    text = "The army is quiet, with rebels aided by Turkish air strikes having captured Azaz."
    assert ("captures", REBELS, "Azaz", "outlet", "actual") in told(text)


@pytest.mark.parametrize("state", ["deployed", "holed up", "stationed"])
def test_who_is_put_somewhere_holds_it(state: str) -> None:
    assert told(f"Rebels have been {state} in Azaz since May.") == held(REBELS, "Azaz")


def test_what_is_taken_back_is_taken() -> None:
    claims = told("The army lost Azaz but took it back in April.")
    assert {c[:3] for c in claims} >= {("captures", ARMY, "Azaz")}


def test_militants_are_none_of_a_militia_on_the_side_of_the_state() -> None:
    text = (
        "Al-Shabaab fighters are at war with Somalia's army, which is supported by clan militias."
        " The militants have encircled Hudur. The group holds Adale."
    )
    report = Report(text=text, language="en", published_at="2025-06-10", source="test")
    claims = {(c.predicate, c.actor) for c in Reader().read(report).claims}
    assert {("besieges", "al-Shabaab"), ("controls", "al-Shabaab")} <= claims


def test_a_country_takes_what_falls_to_it() -> None:
    claims = told("Rebels captured Azaz. Manbij fell to Turkey.")
    assert ("captures", "Turkey", "Manbij", "outlet", "actual") in claims


def test_what_is_verb_or_noun_is_a_verb_before_a_part_of_a_place() -> None:
    for verb in ("holds", "controls"):
        assert told(f"The SDF {verb} southern Palmyra, SOHR said.") == held(
            "SDF", "southern Palmyra", speaker="SOHR"
        )
    assert told("SDF positions and holds south of the river Euphrates were shelled.") == set()


def test_a_part_taken_is_not_taking_part() -> None:
    for part in ("part", "a part", "the southern part"):
        claims = told(f"The army took control of {part} of Raqqa.")
        assert {(p, a) for p, a, _, _, _ in claims} == {("captures", ARMY)}
    assert told("The army took part in the celebrations in Raqqa.") == set()


def test_a_gerund_that_is_a_noun_too_is_a_verb_behind_a_preposition_and_before_its_object() -> None:
    for words, factuality in (("succeeded in", "actual"), ("is bent on", "intended")):
        claims = told(f"The army {words} retaking Palmyra.")
        assert claims == {("captures", ARMY, "Palmyra", "outlet", factuality)}
    assert told("Soldiers were wounded in shelling near Palmyra.") == set()
